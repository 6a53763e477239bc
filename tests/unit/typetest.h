/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typetest.h - every screen of the program's table with a field, opened on
 * walktest.h's centre with something that lets one type on it: keys, what
 * stands in the fields, and the walk over all of them.
 */
#ifndef TESTS_UNIT_TYPETEST_H
#define TESTS_UNIT_TYPETEST_H

#include "papertest.h"

#include "screens/desk.h"
#include "screens/sheet.h"

enum { WORDS = 16 };

/* ---- what it can be opened with ----------------------------------------- */

#define ANY(table) "SELECT id FROM " table " ORDER BY id LIMIT 1"

static const char *const things[] = {
	"SELECT id FROM ticket WHERE subject = '" MARK " no parte'",
	"SELECT id FROM ticket WHERE subject = 'Queja " MARK "'",
	"SELECT i.id FROM interaction i JOIN agent a ON a.id = i.owner"
	" WHERE a.login = 'nora'",
	"SELECT id FROM customer WHERE name = '" MARK " Pérez'",
	ANY("approval"),
	ANY("callback"),
	NULL,
};
enum { LENT, MAD, CONTACT, WHO };

static struct id
thing(struct world *w, size_t i)
{
	struct id id = ID_NONE;

	if (things[i] != NULL &&
	    !id_parse(dbtest_ask(w->db, &w->arena, things[i]), &id))
		fail_msg("nothing for %s", things[i]);
	return id;
}

/* The text of those that nothing opens without. */
static struct str
text_for(struct world *w, const char *screen)
{
	struct str lent =
	    str_of(str_printf(&w->arena, "%s", thing(w, LENT).s).s);

	if (strcmp(screen, "bulk") == 0)
		return str_printf(&w->arena, "%s %s\npriority:1", lent.s,
		    thing(w, MAD).s);
	if (strcmp(screen, "compare") == 0)
		return str_printf(&w->arena,
		    "{\"entity\":\"ticket\",\"id\":\"%s\",\"version\":1,"
		    "\"fields\":[[\"subject\",\"x\"]],"
		    "\"command\":\"ticket edit\"}",
		    lent.s);
	if (strcmp(screen, "templates") == 0)
		return str_printf(&w->arena, "ticket %s\n", lent.s);
	return STR_NONE;
}

/* Where typing is more than Tab from field to field: @ is the next word. */
static const struct way {
	const char *screen, *word, *keys;
	const char *who; /* NULL: nora, who is in a contact */
} ways[] = {
	{ "bulk", NULL, "@", NULL },
	{ "compare", NULL, "e@", NULL },
	{ "contact", "interaction note", "@", NULL },
	{ "find", NULL, "@", NULL },
	{ "state", NULL, "7@", "tita" },
	{ "script", NULL, "@", NULL },
	{ "wrapup", NULL, "11@", NULL },
	{ "templates", NULL, "@", NULL },
	{ "who", NULL, "@", NULL },
};

/* Whoever they are is not known yet, or it is a secret; a page of help is
 * only searched. */
static const char *const nothing[] = { "login", "password", "text" };

/* Boxes to look for something: no text is written there. */
static const char *const boxes[] = { "find", "script", "templates", "who",
	"wrapup" };

static bool
among(const char *const *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

/* ---- one screen --------------------------------------------------------- */

struct typed {
	struct open o;
	char word[WORDS][8];
	bool seen[WORDS]; /* when it was typed */
	size_t n;
	size_t dumb; /* fields for text into which Ctrl-T can put none */
};

static void
begin(struct world *w, struct typed *t, const struct screen_def *def,
    struct screen_arg arg)
{
	*t = (struct typed){ .o.s = { .def = def, .arg = arg } };
	t->o.me = w->c.me;
	t->o.s.scene.me = &t->o.me;
	t->o.s.state = calloc(1, def->state_size + 1);
	assert_non_null(t->o.s.state);
	t->o.s.arg.columns = COLUMNS;
	t->o.s.arg.rows = ROWS_DOWN;
}

static void
let_go(struct typed *t)
{
	if (t->o.s.def->done != NULL)
		t->o.s.def->done(&t->o.s);
	free(t->o.s.state);
	arena_done(&t->o.arena);
}

/* With the contact's note, which outlives its screens. */
static void
drop(struct typed *t)
{
	desk_forget(t->o.s.arg.id);
	let_go(t);
}

static bool
is_typing(struct typed *t)
{
	return ready(&t->o) && t->o.s.def->typing != NULL &&
	    t->o.s.def->typing(&t->o.s);
}

static void
hit(struct world *w, struct typed *t, uint32_t code)
{
	struct key k = { .code = code, .text = STR_NONE };
	struct buf say = { 0 };

	if (t->o.s.def->key != NULL &&
	    t->o.s.def->key(&t->o.s, &k, &say) == SCREEN_RELOAD)
		load(w, &t->o);
	buf_done(&say);
}

static bool
on_screen(struct typed *t, const char *word)
{
	buf_reset(&paper.text);
	draw(&t->o);
	return paper.text.len > 0 && strstr(paper.text.s, word) != NULL;
}

static const struct way *
way_of(const char *screen)
{
	for (size_t i = 0; i < countof(ways); i++)
		if (strcmp(screen, ways[i].screen) == 0)
			return &ways[i];
	return NULL;
}

static bool
is_choice(const struct sheet *s)
{
	return s->form.v[s->form.at].def->kind == FIELD_CHOICE;
}

static void
type_word(struct world *w, struct typed *t)
{
	const struct screen_def *d = t->o.s.def;
	size_t i = t->n++;

	snprintf(t->word[i], sizeof(t->word[i]), "zq%cy", (int)('a' + i));
	for (const char *c = t->word[i]; *c != '\0'; c++)
		hit(w, t, (unsigned char)*c);
	t->dumb += (d->edit == NULL || d->edit(&t->o.s) == NULL) &&
	    (way_of(d->name) != NULL || !is_choice(t->o.s.state));
	t->seen[i] = on_screen(t, t->word[i]);
}

static void
type_way(struct world *w, struct typed *t, const char *word, const char *keys)
{
	struct buf say = { 0 };

	if (word != NULL)
		t->o.s.def->word(&t->o.s, str_of(word), &say);
	for (const char *c = keys; *c != '\0'; c++)
		if (*c != '@')
			hit(w, t, (unsigned char)*c);
		else if (is_typing(t))
			type_word(w, t);
	buf_done(&say);
}

static struct str
draft_of(struct world *w, struct typed *t)
{
	struct buf b = { 0 };
	struct str s;

	if (t->o.s.def->draft != NULL)
		t->o.s.def->draft(&t->o.s, &b);
	s = str_copy(&w->arena, buf_view(&b));
	buf_done(&b);
	return s;
}

static size_t wrong; /* so far, each told */

#define WRONG(...)                                                             \
	do {                                                                   \
		print_error(__VA_ARGS__);                                      \
		wrong++;                                                       \
	} while (0)

static void
open_it(struct world *w, struct typed *t, const struct screen_def *def,
    struct screen_arg arg)
{
	begin(w, t, def, arg);
	load(w, &t->o);
	(void)on_screen(t, "");
}

/* ---- the walk ----------------------------------------------------------- */

/* One who may do anything: this is not about rights. */
static void
mighty(struct world *w, const char *screen)
{
	const struct way *way = way_of(screen);

	become(w, way != NULL && way->who != NULL ? way->who : "nora");
	memset(w->c.grants, SCOPE_ALL, sizeof(w->c.grants));
}

typedef size_t each_fn(struct world *, const struct screen_def *,
    struct screen_arg);

/* With the first thing that lets something be typed on it. */
static size_t
walk_screen(struct world *w, const struct screen_def *def, each_fn *fn)
{
	struct str text = text_for(w, def->name);
	size_t n = 0;

	for (size_t k = 0; k < countof(things) && n == 0; k++) {
		struct screen_arg arg = { .id = thing(w, k), .text = text };

		if (text.len > 0)
			arg.id = ID_NONE;
		mighty(w, def->name);
		n = fn(w, def, arg);
	}
	return n;
}

/* What it comes to on all screens with a field; none is left out. */
static size_t
walk(struct world *w, each_fn *fn)
{
	size_t all = 0;

	wrong = 0;
	for (size_t i = 0; i < nscreens; i++) {
		const struct screen_def *d = screens[i];
		size_t n;

		if (d->typing == NULL ||
		    among(nothing, countof(nothing), d->name))
			continue;
		if ((n = walk_screen(w, d, fn)) == 0)
			WRONG("%s: nothing could be typed\n", d->name);
		all += n;
	}
	return all;
}

#endif
