/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * template_text.c - reads templates: their sections, the pieces of their
 * texts, and what is wrong with either.
 */
#include "core/template_own.h"

#include <ctype.h>

#include "base/utf8.h"
#include "base/conf.h"
#include "core/team.h"
#include "core/typification.h"

enum { CODE_MOST = 12 };

const struct template_field template_fields[] = {
	{ "customer.name", N_("the customer's name") },
	{ "customer.first", N_("their first name") },
	{ "ticket.number", N_("the ticket's number, T-1042") },
	{ "ticket.subject", N_("its subject") },
	{ "ticket.type", N_("what it is about") },
	{ "ticket.team", N_("whose it is") },
	{ "ticket.opened", N_("the day it was opened") },
	{ "ticket.due", N_("when it is due") },
	{ "agent.name", N_("your name") },
	{ "agent.branch", N_("your branch") },
	{ "today", N_("the date") },
	{ "hour", N_("the hour") },
};
const size_t ntemplate_fields = countof(template_fields);

struct reading {
	struct arena *a;
	struct template t;
	bool mine;
	struct templates *all; /* or NULL: only one */
};

/* ---- pieces of a text --------------------------------------------------- */

static struct str
trimmed(struct arena *a, const char *s, const char *end)
{
	return utf8_trim(a, str_copyn(a, s, (size_t)(end - s)));
}

/* "?day:Which day?" or "?Which day?". */
static void
read_ask(struct arena *a, struct str s, struct template_piece *p)
{
	const char *colon = strchr(s.s, ':');

	p->kind = PIECE_ASK;
	p->name = colon != NULL ? trimmed(a, s.s, colon) : s;
	p->question = colon != NULL ? trimmed(a, colon + 1, s.s + s.len) : s;
}

static void
read_piece(struct arena *a, const char *s, const char *end,
    struct template_piece *p)
{
	const char *bar = memchr(s, '|', (size_t)(end - s));

	*p = (struct template_piece){ .kind = PIECE_FIELD,
		.usual = STR_NONE,
		.question = STR_NONE,
		.has_usual = bar != NULL };
	if (bar != NULL)
		p->usual = trimmed(a, bar + 1, end);
	p->name = trimmed(a, s, bar != NULL ? bar : end);
	if (p->name.s[0] == '?') {
		read_ask(a, trimmed(a, p->name.s + 1, p->name.s + p->name.len),
		    p);
	} else if (p->name.s[0] == '>') {
		p->kind = PIECE_OTHER;
		p->name = trimmed(a, p->name.s + 1, p->name.s + p->name.len);
	}
}

bool
template_next(struct arena *a, struct str *rest, struct template_piece *p)
{
	const char *open = strstr(rest->s, "{{"), *close;
	size_t n = open != NULL ? (size_t)(open - rest->s) : rest->len;

	if (rest->len == 0)
		return false;
	close = open != NULL ? strstr(open, "}}") : NULL;
	if (n > 0 || close == NULL) {
		n = close == NULL ? rest->len : n;
		*p = (struct template_piece){ .kind = PIECE_TEXT,
			.name = str_copyn(a, rest->s, n),
			.usual = STR_NONE,
			.question = STR_NONE };
	} else {
		read_piece(a, open + 2, close, p);
		n = (size_t)(close + 2 - rest->s);
	}
	*rest = (struct str){ rest->s + n, rest->len - n };
	return true;
}

static bool
is_field(struct str name)
{
	if (str_starts(name, STR("field.")) && name.len > 6)
		return true;
	for (size_t i = 0; i < countof(template_fields); i++)
		if (str_is(name, template_fields[i].name))
			return true;
	return false;
}

static enum err
unknown_field(struct conf_at at, struct str name, struct fault *f)
{
	for (size_t i = 0; i < countof(template_fields); i++)
		if (str_distance(name, str_of(template_fields[i].name), 3) <= 3)
			return conf_refuse(at, f,
			    _("there is no {{%s}}; did you mean {{%s}}?"),
			    name.s, template_fields[i].name);
	return conf_refuse(at, f,
	    _("there is no {{%s}}: 'template fields' lists them; a question "
	      "begins with ?, another template with >"),
	    name.s);
}

static enum err
check_line(struct arena *a, struct conf_at at, struct str line, struct fault *f)
{
	struct template_piece p;
	enum err rc = OK;

	while (rc == OK && template_next(a, &line, &p)) {
		if (p.kind == PIECE_TEXT) {
			if (strstr(p.name.s, "{{") != NULL)
				rc = conf_refuse(at, f,
				    _("'%s' is opened and not closed: write "
				      "}} in the same line"),
				    strstr(p.name.s, "{{"));
		} else if (p.name.len == 0) {
			rc = conf_refuse(at, f,
			    _("{{}} is empty: write {{customer.name}}, or take "
			      "it out"));
		} else if (p.kind == PIECE_FIELD && !is_field(p.name)) {
			rc = unknown_field(at, p.name, f);
		}
	}
	return rc;
}

/* ---- a section ---------------------------------------------------------- */

static bool
name_ok(struct str s, size_t most)
{
	for (size_t i = 0; i < s.len; i++)
		if (!isalnum((unsigned char)s.s[i]) &&
		    (i == 0 || strchr("-_.", s.s[i]) == NULL))
			return false;
	return s.len > 0 && s.len <= most;
}

/* Another line of what is said in this language. */
static void
add_line(struct reading *r, bool title, struct str lang, struct str value)
{
	struct template *t = &r->t;
	size_t n = title ? t->titles.n : t->texts.n;
	struct pair *v = title ? t->titles.v : t->texts.v;

	if (str_is(value, "."))
		value = STR_NONE;
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].name, lang)) {
			v[i].value = str_printf(r->a, "%s%s%s", v[i].value.s,
			    title ? " " : "\n", value.s);
			return;
		}
	v = title ? vec_push(r->a, &t->titles) : vec_push(r->a, &t->texts);
	*v = (struct pair){ str_copy(r->a, lang), str_copy(r->a, value) };
}

static enum err
read_said(struct reading *r, struct conf_at at, struct str key,
    struct str value, struct fault *f)
{
	bool title = key.s[1] == 'i';
	struct str lang = str_of(strchr(key.s, '.') + 1);
	enum err rc;

	if (lang.len != 2 || !islower((unsigned char)lang.s[0]) ||
	    !islower((unsigned char)lang.s[1]))
		return conf_refuse(at, f,
		    _("'%s' is no language: write text.es or text.en"), lang.s);
	if ((rc = check_line(r->a, at, value, f)) != OK)
		return rc;
	if (title && strstr(value.s, "{{") != NULL)
		return conf_refuse(at, f, _("a title has no fields"));
	add_line(r, title, lang, value);
	return OK;
}

static void
read_codes(struct reading *r, struct str value, bool team)
{
	struct str one;

	while (str_next(r->a, &value, ',', &one)) {
		one = utf8_trim(r->a, one);
		if (one.len == 0)
			continue;
		if (team)
			*vec_push(r->a, &r->t.teams) = one;
		else
			*vec_push(r->a, &r->t.about) = one;
	}
}

static enum err
read_key(struct reading *r, struct conf_at at, struct str key, struct str value,
    struct fault *f)
{
	if (str_starts(key, STR("text.")) || str_starts(key, STR("title.")))
		return read_said(r, at, key, value, f);
	if (str_is(key, "team") || str_is(key, "typification")) {
		read_codes(r, value, str_is(key, "team"));
		return OK;
	}
	if (str_is(key, "retired")) {
		r->t.retired = str_is(value, "yes");
		return str_is(value, "yes") || str_is(value, "no")
		    ? OK
		    : conf_refuse(at, f, _("retired is yes or no"));
	}
	if (!str_is(key, "code"))
		return conf_refuse(at, f,
		    _("'%s' is not known here: a template has title.LANG, "
		      "text.LANG, code, team, typification and retired"),
		    key.s);
	if (!name_ok(value, CODE_MOST))
		return conf_refuse(at, f,
		    _("'%s' is no code: letters and digits, at most %d"),
		    value.s, CODE_MOST);
	r->t.code = str_copy(r->a, value);
	return OK;
}

static enum err
end_section(struct reading *r, const char *file, struct fault *f)
{
	struct conf_at at = { file, r->t.line };
	size_t size = 0;

	if (!r->mine)
		return OK;
	r->mine = false;
	if (r->t.texts.n == 0)
		return conf_refuse(at, f,
		    _("template '%s' has no text: add text.es = …"),
		    r->t.name.s);
	for (size_t i = 0; i < r->t.texts.n; i++)
		size = r->t.texts.v[i].value.len > size
		    ? r->t.texts.v[i].value.len
		    : size;
	if (size > TEMPLATE_TEXT)
		return conf_refuse(at, f,
		    _("template '%s' is over %d bytes: make two of it"),
		    r->t.name.s, TEMPLATE_TEXT);
	if (r->all != NULL)
		*vec_push(r->a, r->all) = r->t;
	return OK;
}

static enum err
read_line(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	struct reading *r = u;
	enum err rc;

	if (key.len > 0)
		return r->mine ? read_key(r, at, key, value, f) : OK;
	if ((rc = end_section(r, at.file, f)) != OK ||
	    !str_starts(section, STR("template ")))
		return rc;
	r->mine = true;
	r->t = (struct template){ .code = STR_NONE, .line = at.line };
	r->t.name = trimmed(r->a, section.s + 9, section.s + section.len);
	if (name_ok(r->t.name, 40))
		return OK;
	return conf_refuse(at, f,
	    _("'%s' is no name: use letters, digits, - _ and ., at most %d"),
	    r->t.name.s, 40);
}

enum err
template_read_all(struct arena *a, struct str text, const char *of,
    struct templates *all, struct fault *f)
{
	struct reading r = { .a = a, .all = all };
	enum err rc = conf_text(text, of, read_line, &r, f);

	return rc == OK ? end_section(&r, of, f) : rc;
}

enum err
template_parse(struct arena *a, struct str text, const char *of,
    struct template *out, struct fault *f)
{
	struct templates all = { 0 };
	enum err rc = template_read_all(a, text, of, &all, f);

	if (rc == OK && all.n == 0)
		return fail(f, ERR_INVALID,
		    _("%s: there is no [template NAME] in it"), of);
	if (rc == OK)
		*out = all.v[0];
	return rc;
}

static struct str
in_lang(const struct pair *v, size_t n, struct str lang, struct str otherwise)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].name, lang))
			return v[i].value;
	return n > 0 ? v[0].value : otherwise;
}

struct str
template_in(const struct template *t, struct str lang)
{
	return in_lang(t->texts.v, t->texts.n, lang, STR_NONE);
}

struct str
template_title(const struct template *t, struct str lang)
{
	return in_lang(t->titles.v, t->titles.n, lang, t->name);
}

/* ---- and out again ------------------------------------------------------ */

static void
print_said(struct arena *a, struct buf *b, const char *key,
    const struct pair *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str rest = v[i].value, line;

		while (str_next(a, &rest, '\n', &line))
			buf_printf(b, "%s.%s = %s\n", key, v[i].name.s,
			    line.len > 0 ? line.s : ".");
	}
}

static void
print_codes(struct buf *b, const char *key, const struct str *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%s%s%s", i > 0 ? ", " : key, i > 0 ? "" : " = ",
		    v[i].s);
	buf_z(b, n > 0 ? "\n" : "");
}

struct str
template_print(struct arena *a, const struct template *t)
{
	struct buf b = { 0 };
	struct str out;

	buf_printf(&b, "[template %s]\n", t->name.s);
	print_said(a, &b, "title", t->titles.v, t->titles.n);
	if (t->code.len > 0)
		buf_printf(&b, "code = %s\n", t->code.s);
	print_codes(&b, "team", t->teams.v, t->teams.n);
	print_codes(&b, "typification", t->about.v, t->about.n);
	print_said(a, &b, "text", t->texts.v, t->texts.n);
	if (t->retired)
		buf_z(&b, "retired = yes\n");
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}
