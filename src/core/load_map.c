/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_map.c - reads the text of a map and binds it to the columns of a sheet.
 */
#include <stdarg.h>
#include <strings.h>

#include "base/utf8.h"
#include "core/load_map.h"

enum err
load_wrong(struct load_map *m, struct fault *f, const char *fmt, ...)
{
	struct buf b = { 0 };
	va_list ap;
	enum err rc;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	rc = fail(f, ERR_INVALID, "%s:%d: %s", m->path.s, m->line, b.s);
	buf_done(&b);
	return rc;
}

const char *
load_near(struct str text, const char *(*name)(const void *, size_t),
    const void *u, size_t n)
{
	int best = 1 + (int)text.len / 3, d;
	const char *near = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *one = name(u, i);

		if (strcasecmp(one, text.s) == 0 && text.len > 0)
			return one;
		d = str_distance(text, str_of(one), best);
		if (one[0] != '\0' && d < best) {
			best = d;
			near = one;
		}
	}
	return near;
}

/* "; did you mean 'x'?", or nothing. */
const char *
load_hint(struct load_map *m, struct str text,
    const char *(*name)(const void *, size_t), const void *u, size_t n)
{
	const char *near = load_near(text, name, u, n);

	if (near == NULL)
		return "";
	return str_printf(m->arena, _("; did you mean '%s'?"), near).s;
}

static const char *
field_name(const void *u, size_t i)
{
	return ((const struct load_field *)u)[i].name;
}

static const char *
word_name(const void *u, size_t i)
{
	return ((const char *const *)u)[i];
}

static const char *
head_name(const void *u, size_t i)
{
	return ((const struct str *)u)[i].s;
}

static const char *
table_name(const void *u, size_t i)
{
	return ((struct load_table *const *)u)[i]->name.s;
}

/* ---- sections ----------------------------------------------------------- */

static const char *const file_keys[] = { "separator", "encoding", "header",
	"dates", "zone" };

static enum err
set_separator(struct load_map *m, struct str v, struct fault *f)
{
	static const char signs[] = ",;|\t";

	if (str_is(v, "tab"))
		m->sheet.separator = '\t';
	else if (v.len == 1 && strchr(signs, v.s[0]) != NULL)
		m->sheet.separator = v.s[0];
	else if (!str_is(v, "auto"))
		return load_wrong(m, f,
		    _("'%s' is no separator; write auto, tab or one of , ; |"),
		    v.s);
	return OK;
}

static enum err
set_encoding(struct load_map *m, struct str v, struct fault *f)
{
	for (int e = ENC_AUTO; e <= ENC_1252; e++)
		if (str_is(v, load_encoding_name(e))) {
			m->sheet.encoding = e;
			return OK;
		}
	return load_wrong(m, f,
	    _("'%s' is no encoding known here; write auto, utf-8, latin-1 or "
	      "windows-1252"),
	    v.s);
}

static enum err
set_header(struct load_map *m, struct str v, struct fault *f)
{
	if (!str_is(v, "yes") && !str_is(v, "no"))
		return load_wrong(m, f, _("header is yes or no, not '%s'"),
		    v.s);
	m->sheet.headless = str_is(v, "no");
	return OK;
}

static enum err
set_dates(struct load_map *m, struct str v, struct fault *f)
{
	if (!load_dates_parse(v, &m->dates))
		return load_wrong(m, f,
		    _("'%s' is no form of a date; write one such as D/M/YYYY, "
		      "YYMMDD or D-MON-YY"),
		    v.s);
	return OK;
}

static enum err
set_zone(struct load_map *m, struct str v, struct fault *f)
{
	if (!load_zone(v, &m->east))
		return load_wrong(m, f,
		    _("'%s' is no fixed zone; write UTC or one such as "
		      "-03:00"),
		    v.s);
	return OK;
}

static enum err
in_file(struct load_map *m, struct str key, struct str v, struct fault *f)
{
	static enum err (*const set[])(struct load_map *, struct str,
	    struct fault *) = { set_separator, set_encoding, set_header,
		set_dates, set_zone };

	for (size_t i = 0; i < countof(file_keys); i++)
		if (str_is(key, file_keys[i]))
			return set[i](m, v, f);
	return load_wrong(m, f, _("[file] has no '%s'%s"), key.s,
	    load_hint(m, key, word_name, file_keys, countof(file_keys)));
}

/* field.NAME; whether there is such a field, the database knows. */
static enum err
in_own(struct load_map *m, struct str name, struct str v, struct fault *f)
{
	struct load_own *own;

	if (!m->may_own)
		return load_wrong(m, f,
		    _("customers and tickets have fields of their own, this "
		      "kind has not; take '%s' out"),
		    name.s);
	for (size_t i = 0; i < m->own.n; i++)
		if (str_eq(m->own.v[i].name, name))
			return load_wrong(m, f,
			    _("'field.%s' is here a second time, first on "
			      "line %d; take one out"),
			    name.s, m->own.v[i].what.line);
	own = vec_push(m->arena, &m->own);
	own->name = name;
	return load_template_read(m, v, &own->what, f);
}

static enum err
in_fields(struct load_map *m, struct str key, struct str v, struct fault *f)
{
	if (str_starts(key, STR("field.")))
		return in_own(m, (struct str){ key.s + 6, key.len - 6 }, v, f);
	for (size_t i = 0; i < m->nfields; i++) {
		if (!str_is(key, m->fields[i].name))
			continue;
		if (m->of[i].line != 0)
			return load_wrong(m, f,
			    _("the field '%s' is here a second time, first on "
			      "line %d; take one out"),
			    key.s, m->of[i].line);
		return load_template_read(m, v, &m->of[i], f);
	}
	return load_wrong(m, f, _("there is no field '%s'%s"), key.s,
	    load_hint(m, key, field_name, m->fields, m->nfields));
}

/* The first " is " that is no part of a {Heading}. */
static const char *
find_is(const char *s)
{
	int deep = 0;

	for (; *s != '\0'; s++) {
		deep += (*s == '{') - (*s == '}');
		if (deep == 0 && strncmp(s, " is ", 4) == 0)
			return s;
	}
	return NULL;
}

static enum err
in_skip(struct load_map *m, struct str key, struct str v, struct fault *f)
{
	struct load_when *w;
	const char *is, *p;

	if (!str_is(key, "when"))
		return load_wrong(m, f,
		    _("[skip] has lines 'when = {Heading} is VALUE' only"));
	if ((is = find_is(v.s)) == NULL)
		return load_wrong(m, f,
		    _("write when = {Heading} is VALUE, or: is not VALUE; '' "
		      "is the empty text"));
	w = vec_push(m->arena, &m->skip);
	p = is + 4;
	w->not = strncmp(p, "not ", 4) == 0;
	p += w->not ? 4 : 0;
	w->value = load_unquote(m->arena, p, strlen(p));
	return load_template_read(m,
	    utf8_trim(m->arena, str_copyn(m->arena, v.s, (size_t)(is - v.s))),
	    &w->what, f);
}

static struct load_table *
table_find(const struct load_map *m, struct str name)
{
	for (size_t i = 0; i < m->tables.n; i++)
		if (str_eq(m->tables.v[i]->name, name))
			return m->tables.v[i];
	return NULL;
}

static enum err
in_values(struct load_map *m, struct str name, struct str key, struct str v,
    struct fault *f)
{
	struct load_table *t = table_find(m, name);
	struct str from = load_unquote(m->arena, key.s, key.len);
	struct str to = load_unquote(m->arena, v.s, v.len);
	struct load_pair *p;

	if (str_is(key, "*")) {
		t->other = true;
		t->keep = str_is(v, "*");
		t->rest = to;
		return OK;
	}
	for (size_t i = 0; i < t->rows.n; i++)
		if (str_eq(t->rows.v[i].from, from))
			return load_wrong(m, f,
			    _("'%s' is in [values %s] twice; take one out"),
			    from.s, name.s);
	p = vec_push(m->arena, &t->rows);
	p->from = utf8_nfc(m->arena, from);
	p->to = to;
	return OK;
}

static enum err
begin_values(struct load_map *m, struct str name, struct fault *f)
{
	struct load_table *t;

	if (name.len == 0)
		return load_wrong(m, f, _("name the table: [values NAME]"));
	if (table_find(m, name) != NULL)
		return load_wrong(m, f,
		    _("[values %s] is here a second time; join the two"),
		    name.s);
	t = NEW(m->arena, struct load_table);
	t->name = name;
	t->line = m->line;
	*vec_push(m->arena, &m->tables) = t;
	return OK;
}

static enum err
on_line(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	static const char *const names[] = { "file", "fields", "skip",
		"values" };
	struct load_map *m = u;
	struct str prefix = STR("values "), name;

	m->line = at.line;
	section = str_copy(m->arena, section);
	value = str_copy(m->arena, value);
	key = str_copy(m->arena, key);
	if (str_starts(section, prefix) || str_is(section, "values")) {
		name = section.len > prefix.len
		    ? utf8_trim(m->arena,
			  (struct str){ section.s + prefix.len,
			      section.len - prefix.len })
		    : STR_NONE;
		return key.len == 0 ? begin_values(m, name, f)
				    : in_values(m, name, key, value, f);
	}
	if (str_is(section, "file"))
		return key.len == 0 ? OK : in_file(m, key, value, f);
	if (str_is(section, "fields"))
		return key.len == 0 ? OK : in_fields(m, key, value, f);
	if (str_is(section, "skip"))
		return key.len == 0 ? OK : in_skip(m, key, value, f);
	if (section.len == 0)
		return load_wrong(m, f,
		    _("a map begins with a section: [file] or [fields]"));
	return load_wrong(m, f, _("there is no section [%s]%s"), section.s,
	    load_hint(m, section, word_name, names, countof(names)));
}

static enum err
check_required(struct load_map *m, struct fault *f)
{
	for (size_t i = 0; i < m->nfields; i++)
		if (m->fields[i].required && m->of[i].line == 0)
			return load_wrong(m, f,
			    _("[fields] lacks '%s', which every row needs: %s"),
			    m->fields[i].name, _(m->fields[i].help));
	return OK;
}

void
load_map_init(struct load_map *m, struct arena *a,
    const struct load_field *fields, size_t n, bool own)
{
	*m = (struct load_map){
		.fields = fields, .nfields = n, .arena = a, .may_own = own
	};
	m->of = NEWN(a, struct load_template, n);
}

enum err
load_map_read(struct load_map *m, struct str path, struct fault *f)
{
	enum err rc;

	m->path = str_copy(m->arena, path);
	if ((rc = conf_read(m->path.s, on_line, m, f)) != OK)
		return rc;
	return check_required(m, f);
}

enum err
load_map_text(struct load_map *m, struct str text, const char *name,
    struct fault *f)
{
	enum err rc;

	m->path = str_of(name);
	if ((rc = conf_text(text, name, on_line, m, f)) != OK)
		return rc;
	return check_required(m, f);
}

/* ---- binding to a sheet ------------------------------------------------- */

static enum err
bind_source(struct load_map *m, const struct load_sheet *sheet,
    struct load_source *s, struct fault *f)
{
	struct str want = utf8_nfc(m->arena, s->name);

	if (s->column == FROM_LINE || s->column == FROM_FILE)
		return OK;
	s->column = FROM_NONE;
	if (want.s[0] == '#')
		s->column = atoi(want.s + 1) - 1;
	if (s->column >= (int)sheet->ncols)
		return load_wrong(m, f,
		    _("there is no column {%s}; the file has %zu"), want.s,
		    sheet->ncols);
	for (size_t i = 0; i < sheet->ncols && want.s[0] != '#'; i++) {
		if (!str_eq(sheet->heads[i], want))
			continue;
		if (s->column != FROM_NONE)
			return load_wrong(m, f,
			    _("the heading '%s' is there twice; say which by "
			      "number: {#%d} or {#%zu}"),
			    want.s, s->column + 1, i + 1);
		s->column = (int)i;
	}
	if (s->column == FROM_NONE)
		return load_wrong(m, f, _("the file has no column '%s'%s"),
		    want.s,
		    load_hint(m, want, head_name, sheet->heads, sheet->ncols));
	return OK;
}

static enum err
bind_filter(struct load_map *m, const struct load_sheet *sheet,
    struct load_filter *l, struct fault *f)
{
	if (l->def->arg == ARG_COLUMN)
		return bind_source(m, sheet, &l->other, f);
	if (l->def->arg != ARG_TABLE)
		return OK;
	l->table = table_find(m, l->arg);
	if (l->table == NULL)
		return load_wrong(m, f, _("there is no [values %s]%s"),
		    l->arg.s,
		    load_hint(m, l->arg, table_name, m->tables.v, m->tables.n));
	return OK;
}

static enum err
bind_template(struct load_map *m, const struct load_sheet *sheet,
    struct load_template *t, struct fault *f)
{
	enum err rc = OK;

	m->line = t->line;
	for (size_t i = 0; i < t->pieces.n && rc == OK; i++) {
		struct load_piece *p = &t->pieces.v[i];

		if (p->value)
			rc = bind_source(m, sheet, &p->from, f);
		for (size_t k = 0; k < p->filters.n && rc == OK; k++)
			rc = bind_filter(m, sheet, &p->filters.v[k], f);
	}
	return rc;
}

enum err
load_map_bind(struct load_map *m, const struct load_sheet *sheet,
    struct fault *f)
{
	enum err rc = OK;

	for (size_t i = 0; i < m->nfields && rc == OK; i++)
		rc = bind_template(m, sheet, &m->of[i], f);
	for (size_t i = 0; i < m->own.n && rc == OK; i++)
		rc = bind_template(m, sheet, &m->own.v[i].what, f);
	for (size_t i = 0; i < m->skip.n && rc == OK; i++)
		rc = bind_template(m, sheet, &m->skip.v[i].what, f);
	return rc;
}
