/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrongtest.h - forms of the program's table of screens, filled in from the
 * table of their fields and sent; and that a refusal is a sentence of each
 * language. A new form is walked as it comes.
 */
#ifndef TESTS_UNIT_WRONGTEST_H
#define TESTS_UNIT_WRONGTEST_H

#include "typetest.h"

#include <libintl.h>
#include <locale.h>

#include "screens/many.h"

/* ---- filling in --------------------------------------------------------- */

/* What a field takes that does not take any word. */
static const struct {
	const char *screen, *field, *value; /* screen NULL: any */
} values[] = {
	{ NULL, "when", "+2h" },
	{ NULL, "until", "+48h" },
	{ NULL, "rut", "12.345.678-5" },
	{ NULL, "phone", "912345678" },
	{ NULL, "email", "a@correo.example" },
	{ NULL, "amount", "9000" },
	{ NULL, "redress", "0" },
	{ NULL, "files", "1" },
	{ "newticket", "priority", "2" },
	{ "whatif", "priority", "2" },
	{ "whatif", "park", "30m" },
};

static const char *
value_for(const char *screen, const char *field)
{
	for (size_t i = 0; i < countof(values); i++)
		if (strcmp(field, values[i].field) == 0 &&
		    (values[i].screen == NULL ||
			strcmp(screen, values[i].screen) == 0))
			return values[i].value;
	return "zqay";
}

/* Forms of which nothing is said: they look for something, or show what would
 * be; and where nothing but words of their own leads further. */
static const char *const silent[] = { "find", "who", "templates", "script",
	"whatif", "compare" };

struct form_at {
	struct typed t;
	struct str said;  /* its words, one line each behind SAY_NEXT */
	struct str draft; /* what was typed */
};

static enum screen_key
press(struct world *w, struct typed *t, uint32_t code, struct buf *say)
{
	struct key k = { .code = code, .text = STR_NONE };
	enum screen_key got = SCREEN_IGNORED;

	buf_reset(say);
	if (t->o.s.def->key != NULL)
		got = t->o.s.def->key(&t->o.s, &k, say);
	if (got == SCREEN_RELOAD)
		load(w, &t->o);
	many_forget(); /* what a change of many began is over at once */
	(void)on_screen(t, "");
	return got;
}

static struct sheet *
sheet_of(struct typed *t)
{
	return t->o.s.def->sheet != NULL || way_of(t->o.s.def->name) == NULL
	    ? t->o.s.state
	    : NULL;
}

static void
put(struct world *w, struct typed *t, const char *text, struct buf *say)
{
	struct key k = { .code = KEY_PASTE, .text = str_of(text) };

	(void)w;
	buf_reset(say);
	(void)t->o.s.def->key(&t->o.s, &k, say);
}

/* What goes into the nth field; NULL leaves it as it is. */
typedef const char *fill_fn(const struct screen_def *, const struct field *);

static const char *
well(const struct screen_def *def, const struct field *d)
{
	return edit_text(&d->edit).len > 0 ? NULL
					   : value_for(def->name, d->def->name);
}

static void
fill_field(struct world *w, struct typed *t, fill_fn *fn, struct buf *say)
{
	struct sheet *s = sheet_of(t);
	struct field *d = &s->form.v[s->form.at];
	const char *text;

	if (d->def->kind == FIELD_CHOICE && d->value.len == 0) {
		(void)press(w, t, KEY_DOWN, say);
	} else if (d->def->kind != FIELD_CHOICE &&
	    (text = fn(t->o.s.def, d)) != NULL) {
		(void)press(w, t, KEY_CTRL('U'), say);
		put(w, t, text, say);
	}
}

/* A choice may bring other fields: until all have been seen. */
static void
fill_in(struct world *w, struct typed *t, fill_fn *fn)
{
	struct sheet *s = sheet_of(t);
	struct buf say = { 0 };

	s->form.at = 0;
	for (size_t i = 0; i < s->form.n; i++) {
		fill_field(w, t, fn, &say);
		(void)press(w, t, KEY_TAB, &say);
	}
	buf_done(&say);
}

/* ---- one that can be sent ----------------------------------------------- */

/* Where more is to be done than to fill in and send: @ is a word, behind it
 * what sends. */
static const struct {
	const char *screen, *word, *keys;
} sends[] = {
	{ "contact", "interaction note", "@" },
	{ "state", NULL, "7@" },
	{ "wrapup", NULL, "11ccc" },
};

static void
fill_any(struct world *w, struct typed *t, fill_fn *fn)
{
	for (size_t i = 0; i < countof(sends); i++)
		if (strcmp(sends[i].screen, t->o.s.def->name) == 0) {
			type_way(w, t, sends[i].word, sends[i].keys);
			return;
		}
	fill_in(w, t, fn);
}

static bool
has_form(const struct typed *t)
{
	const char *name = t->o.s.def->name;

	for (size_t i = 0; i < countof(sends); i++)
		if (strcmp(sends[i].screen, name) == 0)
			return ready(&t->o);
	return ready(&t->o) && t->o.s.def->typing != NULL &&
	    t->o.s.def->typing(&t->o.s);
}

/* What else a form needs before it can be sent. */
static void
more(struct world *w)
{
	mighty(w, "");
	must(w, "team join garantia tita");
	do_with(w, "incident join %s T-1001", str_of(thing(w, MAD).s));
}

/* ---- languages ---------------------------------------------------------- */

/* The words lie beside the test, as they lie beside the program. */
static void
find_words(void)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 4);

	assert_true(n > 0);
	while (n > 0 && path[n - 1] != '/')
		n--;
	memcpy(path + n, "po", 3);
	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	assert_non_null(bindtextdomain("cabina", path));
	assert_non_null(bind_textdomain_codeset("cabina", "UTF-8"));
}

static void
talk(const char *language)
{
	setenv("LANGUAGE", language, 1);
	assert_non_null(textdomain("cabina"));
}

/* ---- sentences ---------------------------------------------------------- */

/* What is a code, a name of the database or of C, or words of an engine. */
static const char *const foreign[] = { "SQL", "ERR_", "constraint", "(null)",
	"NULL", "readonly", "read-only", "relation ", "column ", "%s", "%d" };

static bool
is_sentence(struct str s)
{
	bool path = false;
	size_t blanks = 0;

	for (size_t i = 0; i < countof(foreign); i++)
		if (strstr(s.s, foreign[i]) != NULL)
			return false;
	for (size_t i = 0; i < s.len; i++) {
		blanks += s.s[i] == ' ';
		path = s.s[i] == '/' || (path && s.s[i] != ' ');
		if (s.s[i] == '_' && !path)
			return false;
	}
	return s.len > 9 && blanks > 0 &&
	    s.len < sizeof(((struct fault *)0)->text) - 1;
}

/* Codes that are words of the language as well, in the other one. */
static bool
has_english(struct str s)
{
	static const char *const codes[] = { "reopen", "resolve,", "resume",
		"accept,", "reject", "recall,", "transfer,", "ready", "paused",
		"offline", "engaged", "wrap-up", "pending-" };

	for (size_t i = 0; i < countof(codes); i++)
		if (strstr(s.s, codes[i]) != NULL)
			return true;
	return false;
}

/* ---- sending ------------------------------------------------------------ */

/* Words of the console itself: it goes somewhere, or asks. */
static bool
is_console(struct str line)
{
	return str_starts(line, STR("open ")) ||
	    str_starts(line, STR("choose ")) || str_starts(line, STR("back"));
}

struct sending {
	struct world *w;
	struct str said;
};

static enum err
send_all(struct core *c, void *u)
{
	struct sending *s = u;
	struct str rest = s->said, line;
	enum err rc = OK;

	(void)c;
	while (rc == OK && str_next(&s->w->each, &rest, SAY_NEXT, &line))
		if (line.len > 0 && !is_console(line) &&
		    strchr(line.s, SAY_MADE[0]) == NULL)
			rc = say(s->w, line);
	return rc;
}

static enum err
try_it(struct world *w, struct str said)
{
	struct sending s = { w, said };
	enum err rc;

	rc = core_try(&w->c, send_all, &s);
	return rc;
}

/* ---- what came of it ---------------------------------------------------- */

/* In the words of the language; "" when it was done. */
static struct str
told(struct world *w, struct str said, const char *language,
    enum err (*fn)(struct world *, struct str), enum err *rc)
{
	talk(language);
	*rc = fn(w, said);
	return *rc == OK ? STR_NONE
			 : str_copy(&w->arena, str_of(w->c.fault.text));
}

/* Refused in both languages: what it says is one sentence of each. */
static enum err
refused(struct world *w, const char *stage, const char *name, struct str said,
    enum err (*fn)(struct world *, struct str))
{
	enum err rc, again;
	struct str en = told(w, said, "en", fn, &rc), es;

	if (rc == OK)
		return rc;
	es = told(w, said, "es", fn, &again);
	if (again != rc)
		WRONG("%s, %s: %s, then %s\n", stage, name, err_name(rc),
		    err_name(again));
	if (!is_sentence(en) || !is_sentence(es) || str_eq(en, es) ||
	    has_english(es))
		WRONG("%s, %s: no sentence: %s / %s\n", stage, name, en.s,
		    es.s);
	if (getenv("CABINA_TEST_TELL") != NULL)
		print_message("# %s, %s: %s: %s\n", stage, name, err_name(rc),
		    es.s);
	return rc;
}

#endif
