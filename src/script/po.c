/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * po.c - reads, looks up, checks and writes the translations of a script.
 */
#include "script/po.h"

#include "script/check.h"

/* ---- reading ------------------------------------------------------------ */

struct po_reader {
	struct script *script;
	struct script_po *po;
	struct script_problems *problems;
	int line;
	const char *begin;
	struct buf context, id, text;
	struct buf *into; /* which of them a string goes on with */
	bool fuzzy;
	struct script_at text_at;
};

static struct script_at
po_at(const struct po_reader *r, const char *s)
{
	struct script_at at = { r->po->file, r->line, 1 };

	for (const char *c = r->begin; c < s; c++)
		at.column += ((unsigned char)*c & 0xC0) != 0x80;
	return at;
}

/* "text" with \" \\ \n \t, appended. */
static void
read_string(struct po_reader *r, const char *s)
{
	const char *from = s;

	if (*s++ != '"') {
		script_wrong(r->problems, po_at(r, from),
		    _("text in quotes is expected here"));
		return;
	}
	for (; *s != '"'; s++) {
		if (*s == '\0') {
			script_wrong(r->problems, po_at(r, from),
			    _("'\"' is not closed"));
			return;
		}
		if (*s == '\\' && s[1] != '\0') {
			s++;
			buf_c(r->into,
			    *s == 'n'	    ? '\n'
				: *s == 't' ? '\t'
					    : *s);
		} else {
			buf_c(r->into, *s);
		}
	}
}

static void
finish_entry(struct po_reader *r)
{
	struct arena *a = &r->script->arena;
	struct script_po_entry *e;

	if (r->context.len > 0 && r->id.len > 0) {
		e = vec_push(a, r->po);
		e->context = buf_copy(a, &r->context);
		e->id = buf_copy(a, &r->id);
		e->text = buf_copy(a, &r->text);
		e->fuzzy = r->fuzzy;
		e->at = r->text_at;
		script_words_read(a, &e->words, e->text, r->text_at,
		    r->problems);
	}
	buf_reset(&r->context);
	buf_reset(&r->id);
	buf_reset(&r->text);
	r->into = NULL;
	r->fuzzy = false;
}

static bool
begins(const char *s, const char *word)
{
	size_t n = strlen(word);

	return strncmp(s, word, n) == 0 && (s[n] == ' ' || s[n] == '"');
}

static void
po_line(struct po_reader *r, const char *s)
{
	const char *string;

	r->begin = s;
	while (*s == ' ' || *s == '\t')
		s++;
	if (*s == '\0' || (s[0] == '#' && s[1] == '~'))
		return;
	if (*s == '#') {
		if (r->into != NULL)
			finish_entry(r);
		if (s[1] == ',' && strstr(s, "fuzzy") != NULL)
			r->fuzzy = true;
		return;
	}
	if ((string = strchr(s, '"')) == NULL)
		string = s + strlen(s);
	if (begins(s, "msgctxt")) {
		if (r->into != NULL)
			finish_entry(r);
		r->into = &r->context;
	} else if (begins(s, "msgid")) {
		if (r->into == &r->text)
			finish_entry(r);
		r->into = &r->id;
	} else if (begins(s, "msgstr")) {
		r->into = &r->text;
		r->text_at = po_at(r, string + (*string == '"'));
	} else if (*s != '"' || r->into == NULL) {
		script_wrong(r->problems, po_at(r, s),
		    _("a line of a translation begins with msgctxt, msgid, "
		      "msgstr, # or a quote"));
		return;
	}
	read_string(r, string);
}

static int
by_context(const void *x, const void *y)
{
	const struct script_po_entry *a = x, *b = y;

	return str_cmp(a->context, b->context);
}

void
script_po_read(struct script *s, struct str lang, struct str file,
    struct str text, struct script_problems *p)
{
	struct script_po *po = NEW(&s->arena, struct script_po);
	struct po_reader r = { .script = s, .po = po, .problems = p };
	struct str rest = text, line;

	po->lang = str_copy(&s->arena, lang);
	po->file = str_copy(&s->arena, file);
	po->next = s->po;
	s->po = po;
	while (str_next(&s->arena, &rest, '\n', &line)) {
		r.line++;
		po_line(&r, line.s);
	}
	finish_entry(&r);
	if (po->n > 1)
		qsort(po->v, po->n, sizeof(*po->v), by_context);
	for (size_t i = 1; i < po->n; i++)
		if (str_eq(po->v[i].context, po->v[i - 1].context))
			script_wrong(p, po->v[i].at,
			    _("'%s' is translated twice"), po->v[i].context.s);
	buf_done(&r.context);
	buf_done(&r.id);
	buf_done(&r.text);
}

/* ---- looking up --------------------------------------------------------- */

static struct script_po_entry *
find(const struct script *s, int part, struct str lang, struct str where)
{
	char key[200];
	struct script_po_entry want = { .fuzzy = false };
	int n =
	    snprintf(key, sizeof(key), "%s/%s", s->parts[part].name.s, where.s);

	if (n < 0 || (size_t)n >= sizeof(key))
		return NULL;
	want.context = (struct str){ key, (size_t)n };
	for (const struct script_po *po = s->po; po != NULL; po = po->next) {
		struct script_po_entry *e;

		if (!str_eq(po->lang, lang) || po->n == 0)
			continue;
		e = bsearch(&want, po->v, po->n, sizeof(*po->v), by_context);
		if (e != NULL)
			return e;
	}
	return NULL;
}

static bool
is_good(const struct script_po_entry *e, const struct script_words *own)
{
	return e != NULL && !e->fuzzy && e->text.len > 0 &&
	    str_eq(e->id, own->source);
}

bool
script_po_has(const struct script *s, int part, struct str lang,
    struct str where, const struct script_words *own)
{
	if (s->parts[part].nlangs == 0 || str_eq(s->parts[part].langs[0], lang))
		return true;
	return is_good(find(s, part, lang, where), own);
}

const struct script_words *
script_po_words(const struct script *s, int part, struct str lang,
    struct str where, const struct script_words *own)
{
	struct script_po_entry *e;

	if (s->po == NULL || s->parts[part].nlangs == 0 ||
	    str_eq(s->parts[part].langs[0], lang))
		return own;
	e = find(s, part, lang, where);
	return is_good(e, own) ? &e->words : own;
}

/* ---- checking ----------------------------------------------------------- */

struct lang_check {
	struct script *script;
	struct script_problems *problems;
	size_t missing[SCRIPT_PARTS_MAX][SCRIPT_LANGS_MAX];
};

/* What is said instead, and no name, in a translation as in the text. */
static void
settle(const struct script *s, struct script_words *w)
{
	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 1; k < w->v[i].nrefs; k++)
			w->v[i].refs[k].literal =
			    script_ref_is_text(s, &w->v[i].refs[k], false);
}

static void
check_text(void *u, int part, struct str where, const struct script_words *own)
{
	struct lang_check *c = u;
	struct script *s = c->script;
	const struct script_part *p = &s->parts[part];

	for (size_t l = 1; l < p->nlangs; l++) {
		struct script_po_entry *e = find(s, part, p->langs[l], where);
		struct str want, has;

		if (e != NULL)
			e->used = true;
		if (!is_good(e, own)) {
			c->missing[part][l]++;
			if (c->missing[part][l] == 1)
				script_warn(c->problems,
				    e != NULL ? e->at : own->at,
				    e == NULL || e->text.len == 0
					? _("not translated into '%s': %s/%s")
					: _("the translation into '%s' is "
					    "doubtful or old: %s/%s"),
				    p->langs[l].s, p->name.s, where.s);
			continue;
		}
		settle(s, &e->words);
		want = script_words_names(&s->arena, own);
		has = script_words_names(&s->arena, &e->words);
		if (!str_eq(want, has))
			script_wrong(c->problems, e->at,
			    _("the translation says {{%s}}, the text {{%s}}"),
			    has.s, want.s);
	}
}

void
script_check_languages(struct script *s, struct script_problems *p)
{
	struct lang_check c = { .script = s, .problems = p };

	script_texts(s, check_text, &c);
	for (size_t i = 0; i < s->nparts; i++)
		for (size_t l = 1; l < s->parts[i].nlangs; l++)
			if (c.missing[i][l] > 1)
				script_warn(p, s->parts[i].at,
				    _("%zu texts are not translated into "
				      "'%s'"),
				    c.missing[i][l], s->parts[i].langs[l].s);
	for (const struct script_po *po = s->po; po != NULL; po = po->next)
		for (size_t i = 0; i < po->n; i++)
			if (!po->v[i].used)
				script_warn(p, po->v[i].at,
				    _("'%s' is no text of the script any "
				      "more"),
				    po->v[i].context.s);
}

/* ---- writing ------------------------------------------------------------ */

static void
quote(struct buf *b, struct str s)
{
	buf_c(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] == '"' || s.s[i] == '\\')
			buf_c(b, '\\');
		if (s.s[i] == '\n')
			buf_z(b, "\\n");
		else
			buf_c(b, s.s[i]);
	}
	buf_z(b, "\"\n");
}

struct po_writer {
	const struct script *script;
	struct str lang;
	int part;
	struct buf *out;
};

static void
write_text(void *u, int part, struct str where, const struct script_words *own)
{
	struct po_writer *w = u;
	struct script_po_entry *e;

	if (part != w->part)
		return;
	e = find(w->script, part, w->lang, where);
	buf_printf(w->out, "\n#: %s:%d\n", own->at.file.s, own->at.line);
	if (e != NULL && e->text.len > 0 && !is_good(e, own))
		buf_z(w->out, "#, fuzzy\n");
	buf_printf(w->out, "msgctxt \"%s/%s\"\nmsgid ",
	    w->script->parts[part].name.s, where.s);
	quote(w->out, own->source);
	buf_z(w->out, "msgstr ");
	quote(w->out, e != NULL ? e->text : STR_NONE);
}

void
script_po_write(const struct script *s, int part, struct str lang,
    struct buf *b)
{
	struct po_writer w = { s, lang, part, b };

	buf_printf(b,
	    "msgid \"\"\nmsgstr \"\"\n\"Language: %s\\n\"\n"
	    "\"MIME-Version: 1.0\\n\"\n"
	    "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	    "\"Content-Transfer-Encoding: 8bit\\n\"\n",
	    lang.s);
	script_texts(s, write_text, &w);
}
