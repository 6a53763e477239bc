/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_template.c - reads a template: words, {columns} and their filters.
 */
#include "core/load_map.h"

#include "base/utf8.h"

enum { COLUMN_MAX = 1000 };

/* Without blanks at its ends and then without 'quotes' around it. */
struct str
load_unquote(struct arena *a, const char *s, size_t n)
{
	struct str t = utf8_trim(a, str_copyn(a, s, n));

	if (t.len >= 2 && t.s[0] == '\'' && t.s[t.len - 1] == '\'')
		return str_copyn(a, t.s + 1, t.len - 2);
	return t;
}

static const char *
filter_name(const void *u, size_t i)
{
	(void)u;
	return load_filters[i].name;
}

/* Where this part of {a|b|c} ends: at a | or the end, not inside quotes. */
static size_t
part_end(const char *s, size_t n)
{
	size_t i;
	bool quoted = false;

	for (i = 0; i < n && (quoted || s[i] != '|'); i++)
		if (s[i] == '\'' && (quoted || i == 0 || s[i - 1] == ' '))
			quoted = !quoted;
	if (quoted) /* it was an apostrophe */
		for (i = 0; i < n && s[i] != '|'; i++)
			;
	return i;
}

static enum err
read_source(struct load_map *m, struct str name, struct load_source *out,
    struct fault *f)
{
	struct str digits = { name.s + 1, name.len - 1 };
	int64_t n = 0;

	out->name = name;
	out->column = FROM_NONE;
	if (name.len == 0)
		return load_wrong(m, f,
		    _("{} names no column; write {Heading} or {#3}"));
	if (str_is(name, "@line"))
		out->column = FROM_LINE;
	else if (str_is(name, "@file"))
		out->column = FROM_FILE;
	else if (name.s[0] == '@')
		return load_wrong(m, f,
		    _("there is no {%s}; there are {@line} and {@file}"),
		    name.s);
	else if (name.s[0] == '#' &&
	    (!str_int(digits, &n) || n < 1 || n > COLUMN_MAX))
		return load_wrong(m, f,
		    _("{%s} is no column number; {#1} is the first"), name.s);
	return OK;
}

static enum err
read_arg(struct load_map *m, struct load_filter *l, struct fault *f)
{
	const char *name = l->def->name;

	switch (l->def->arg) {
	case ARG_NONE:
		if (l->arg.len > 0)
			return load_wrong(m, f,
			    _("the filter '%s' takes no words after it; take "
			      "'%s' out"),
			    name, l->arg.s);
		return OK;
	case ARG_NUMBER:
		if (!str_int(l->arg, &l->n) || l->n < 1 || l->n > 1000)
			return load_wrong(m, f,
			    _("the filter '%s' needs a number from 1 to 1000: "
			      "%s 8"),
			    name, name);
		return OK;
	case ARG_DATES:
		if (!load_dates_parse(l->arg, &l->dates))
			return load_wrong(m, f,
			    _("'%s' is no form of a date; write one such as "
			      "D/M/YYYY, YYMMDD or D-MON-YY"),
			    l->arg.s);
		return OK;
	case ARG_COLUMN:
		return read_source(m, l->arg, &l->other, f);
	default:
		if (l->arg.len == 0 && l->def->arg == ARG_TABLE)
			return load_wrong(m, f,
			    _("the filter 'values' needs the name of a "
			      "[values NAME] section"));
		return OK;
	}
}

static enum err
read_filter(struct load_map *m, const char *s, size_t n, struct load_filter *l,
    struct fault *f)
{
	struct str all = utf8_trim(m->arena, str_copyn(m->arena, s, n));
	size_t end = strcspn(all.s, " ");
	struct str name = str_copyn(m->arena, all.s, end);

	for (size_t i = 0; i < nload_filters; i++)
		if (str_is(name, load_filters[i].name))
			l->def = &load_filters[i];
	if (l->def == NULL)
		return load_wrong(m, f, _("there is no filter '%s'%s"), name.s,
		    load_hint(m, name, filter_name, NULL, nload_filters));
	l->arg = load_unquote(m->arena, all.s + end, all.len - end);
	return read_arg(m, l, f);
}

/* What stands between { and }. */
static enum err
read_value(struct load_map *m, const char *s, size_t n, struct load_piece *p,
    struct fault *f)
{
	size_t end = part_end(s, n);
	enum err rc;

	p->value = true;
	p->text = STR_NONE;
	rc = read_source(m, utf8_trim(m->arena, str_copyn(m->arena, s, end)),
	    &p->from, f);
	while (rc == OK && end < n) {
		s += end + 1;
		n -= end + 1;
		end = part_end(s, n);
		rc = read_filter(m, s, end, vec_push(m->arena, &p->filters), f);
	}
	return rc;
}

/* Plain text up to a lone brace; {{ and }} stand for one. */
static size_t
read_words(struct load_map *m, const char *s, struct load_piece *p)
{
	struct buf b = { 0 };
	size_t i = 0;

	while (s[i] != '\0') {
		if ((s[i] == '{' || s[i] == '}') && s[i + 1] != s[i])
			break;
		buf_c(&b, s[i]);
		i += s[i] == '{' || s[i] == '}' ? 2 : 1;
	}
	p->text = buf_copy(m->arena, &b);
	buf_done(&b);
	return i;
}

/* The } that ends a {, not inside quotes; 0 when there is none. */
static size_t
closing(const char *s)
{
	size_t i;
	bool quoted = false;

	for (i = 1; s[i] != '\0'; i++) {
		if (s[i] == '\'' && (quoted || s[i - 1] == ' '))
			quoted = !quoted;
		else if (s[i] == '}' && !quoted)
			return i;
	}
	i = strcspn(s, "}"); /* the quote was an apostrophe */
	return s[i] == '}' ? i : 0;
}

enum err
load_template_read(struct load_map *m, struct str text, struct load_template *t,
    struct fault *f)
{
	const char *s = text.s;
	struct load_piece *p;
	enum err rc = OK;
	size_t n;

	t->line = m->line;
	if (text.len >= 2 && str_eq(text, STR("''")))
		s = "";
	while (rc == OK && *s != '\0') {
		p = vec_push(m->arena, &t->pieces);
		if ((n = read_words(m, s, p)) > 0) {
			s += n;
			continue;
		}
		if (*s == '}' || (n = closing(s)) == 0)
			return load_wrong(m, f,
			    _("a brace stands alone; write {Heading}, or {{ "
			      "and }} for braces"));
		rc = read_value(m, s + 1, n - 1, p, f);
		s += n + 1;
	}
	return rc;
}
