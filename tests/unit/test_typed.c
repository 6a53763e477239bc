/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_typed.c - whatever can be typed on a screen comes back: each screen of
 * the program's table with a field is opened, words go into every one of its
 * fields by keys alone, it is dropped without a goodbye but for what the
 * journal had of it, and opened again; then each word is where it was.
 *
 * A new screen is walked as it comes. The journal itself and the killed
 * program are test_resume's.
 */
#include "papertest.h"

#include "base/utf8.h"
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
	NULL,
};
enum { LENT, MAD, CONTACT };

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
	{ "templates", NULL, "@", NULL },
	{ "who", NULL, "@", NULL },
};

/* Whoever they are is not known yet, or it is a secret; a page of help is
 * only searched. */
static const char *const nothing[] = { "login", "password", "text" };

/* Boxes to look for something: no text is written there. */
static const char *const boxes[] = { "find", "script", "templates", "who" };

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
drop(struct typed *t)
{
	if (t->o.s.def->done != NULL)
		t->o.s.def->done(&t->o.s);
	desk_forget(t->o.s.arg.id);
	free(t->o.s.state);
	arena_done(&t->o.arena);
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

/* All others begin with a sheet: each field once. */
static void
type_all(struct world *w, struct typed *t)
{
	const struct way *way = way_of(t->o.s.def->name);
	const struct sheet *sheet = t->o.s.state;

	if (way != NULL)
		type_way(w, t, way->word, way->keys);
	while (way == NULL && is_typing(t) && t->n < sheet->form.n) {
		type_word(w, t);
		hit(w, t, KEY_TAB);
	}
}

static size_t
seen(const struct typed *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += t->seen[i];
	return n;
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

/* As the console does it: before the model where that may be, else after. */
static void
come_back(struct world *w, struct typed *t, struct str draft)
{
	const struct screen_def *d = t->o.s.def;

	if (d->undraft_early)
		d->undraft(&t->o.s, draft);
	load(w, &t->o);
	if (!d->undraft_early && ready(&t->o))
		d->undraft(&t->o.s, draft);
	(void)on_screen(t, "");
}

static size_t wrong; /* so far, each told */

#define WRONG(...)                                                             \
	do {                                                                   \
		print_error(__VA_ARGS__);                                      \
		wrong++;                                                       \
	} while (0)

static void
compare(struct world *w, struct typed *was, struct typed *is, struct str draft)
{
	const char *name = was->o.s.def->name;

	for (size_t i = 0; i < was->n; i++)
		if (was->seen[i] && !on_screen(is, was->word[i]))
			WRONG("%s: %s is gone, with %s\n", name, was->word[i],
			    draft.s);
	if (!str_eq(draft_of(w, is), draft))
		WRONG("%s: kept as\n%s\nthen as\n%s\n", name, draft.s,
		    draft_of(w, is).s);
}

static void
open_it(struct world *w, struct typed *t, const struct screen_def *def,
    struct screen_arg arg)
{
	begin(w, t, def, arg);
	load(w, &t->o);
	(void)on_screen(t, "");
}

/* Typed in, dropped, opened again. Returns how many words were typed. */
static size_t
survives(struct world *w, const struct screen_def *def, struct screen_arg arg)
{
	struct typed t, u;
	struct str draft;
	size_t n;

	open_it(w, &t, def, arg);
	if (ready(&t.o))
		type_all(w, &t);
	if ((n = seen(&t)) > 0 &&
	    (t.dumb > 0) != among(boxes, countof(boxes), def->name))
		WRONG("%s: %s\n", def->name,
		    t.dumb > 0 ? "takes no template" : "is no box");
	draft = draft_of(w, &t);
	arg.text = str_copy(&w->arena, t.o.s.arg.text);
	drop(&t);
	if (n == 0)
		return 0;
	begin(w, &u, def, arg);
	come_back(w, &u, draft);
	if (draft.len == 0)
		WRONG("%s: nothing of it is kept\n", def->name);
	else
		compare(w, &t, &u, draft);
	drop(&u);
	return n;
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

static void
every_word_typed_comes_back(void **state)
{
	size_t words = walk(*state, survives);

	assert_int_equal(wrong, 0);
	assert_true(words > 60);
}

/* ---- what nobody should type -------------------------------------------- */

enum { HUGE = 100 * 1024 };

/* Colours, a title, a clipboard, C1 codes, overrides of direction, marks. */
#define EVIL                                                                   \
	"\033[31mq\033]0;t\007\033]52;c;QQ==\007\302\2332J\302\205"            \
	"\342\200\256\342\201\246\342\200\213e\314\201\314\201\r\001\177"

static void
paste(struct world *w, struct typed *t, struct str text, struct buf *told)
{
	struct key k = { .code = KEY_PASTE, .text = text };

	if (t->o.s.def->key(&t->o.s, &k, told) == SCREEN_RELOAD)
		load(w, &t->o);
	(void)on_screen(t, "");
	buf_str(told, buf_view(&paper.text));
}

/* Nothing of it tells the terminal anything. */
static bool
is_safe(struct str s)
{
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		if ((cp < ' ' && cp != '\n') || (cp >= 0x7f && cp < 0xa0) ||
		    (cp >= 0x202a && cp <= 0x202e) ||
		    (cp >= 0x2066 && cp <= 0x2069))
			return false;
	}
	return true;
}

/* A word, then more than fits: told, and the word is still there. */
static size_t
holds_too_much(struct world *w, const struct screen_def *def,
    struct screen_arg arg)
{
	static char huge[HUGE + 1];
	struct buf told = { 0 };
	struct typed t;
	size_t n;

	memset(huge, 'x', HUGE);
	open_it(w, &t, def, arg);
	if (ready(&t.o))
		type_all(w, &t);
	if ((n = seen(&t)) > 0 && is_typing(&t)) {
		paste(w, &t, (struct str){ huge, HUGE }, &told);
		if (strstr(told.s, "no room") == NULL)
			WRONG("%s: does not say that it is full\n", def->name);
		for (size_t i = 0; i < t.n; i++)
			if (t.seen[i] && strstr(told.s, t.word[i]) == NULL)
				WRONG("%s: %s gave way\n", def->name,
				    t.word[i]);
	}
	buf_done(&told);
	drop(&t);
	return n;
}

/* It stays a text: for the terminal, and in the draft. */
static size_t
holds_evil(struct world *w, const struct screen_def *def, struct screen_arg arg)
{
	struct buf told = { 0 };
	struct typed t, u;
	struct str draft;
	bool typing;
	size_t n;

	open_it(w, &t, def, arg);
	if (ready(&t.o))
		type_all(w, &t);
	if ((n = seen(&t)) > 0 && is_typing(&t)) {
		paste(w, &t, STR(EVIL), &told);
		if (!is_safe(buf_view(&told)))
			WRONG("%s: a control reached the terminal\n",
			    def->name);
	}
	for (size_t i = 0; i < t.n; i++) /* its line may have moved aside */
		t.seen[i] = t.seen[i] && on_screen(&t, t.word[i]);
	typing = is_typing(&t);
	draft = draft_of(w, &t);
	arg.text = str_copy(&w->arena, t.o.s.arg.text);
	drop(&t);
	if (n > 0 && typing) {
		begin(w, &u, def, arg);
		come_back(w, &u, draft);
		compare(w, &t, &u, draft);
		drop(&u);
	}
	buf_done(&told);
	return n;
}

static void
what_does_not_fit_is_told_and_nothing_gives_way(void **state)
{
	size_t n = walk(*state, holds_too_much);

	assert_int_equal(wrong, 0);
	assert_true(n > 60);
}

static void
what_commands_a_terminal_stays_a_text(void **state)
{
	size_t n = walk(*state, holds_evil);

	assert_int_equal(wrong, 0);
	assert_true(n > 60);
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, start, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(every_word_typed_comes_back),
		ONE(what_does_not_fit_is_told_and_nothing_gives_way),
		ONE(what_commands_a_terminal_stays_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
