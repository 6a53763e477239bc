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
#include "typetest.h"

#include "base/utf8.h"

/* ---- it comes back ------------------------------------------------------ */

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

/* As the console does it: before the model where that may be, else after. */
static void
come_back(struct world *w, struct typed *t, struct str draft)
{
	const struct screen_def *d = t->o.s.def;

	if (d->undraft_early)
		d->undraft(&t->o.s, draft);
	(void)on_screen(t, ""); /* it is drawn before its data are there */
	if (d->line_keys != NULL)
		assert_non_null(d->line_keys(&t->o.s));
	load(w, &t->o);
	if (!d->undraft_early && ready(&t->o))
		d->undraft(&t->o.s, draft);
	(void)on_screen(t, "");
}

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

static void
every_word_typed_comes_back(void **state)
{
	size_t words = walk(*state, survives);

	assert_int_equal(wrong, 0);
	assert_true(words > 60);
}

/* F7 makes a new ticket one more case of what is wrong already; that is typed,
 * too. */
static void
that_it_is_a_case_of_an_incident_comes_back(void **state)
{
	static const char is_one[] = "It will be a case of incident";
	const struct screen_def *def = screen_named(STR("newticket"));
	struct world *w = *state;
	struct screen_arg arg = { .id = thing(w, WHO), .text = STR_NONE };
	struct typed t, u;
	struct str draft;

	mighty(w, "newticket");
	open_it(w, &t, def, arg);
	for (const char *c = "ccc\r"; *c != '\0'; c++)
		hit(w, &t, (unsigned char)*c);
	type_word(w, &t);
	assert_false(on_screen(&t, is_one));
	hit(w, &t, KEY_F(7));
	assert_true(on_screen(&t, is_one));
	draft = draft_of(w, &t);
	arg.text = str_copy(&w->arena, t.o.s.arg.text);
	drop(&t);
	begin(w, &u, def, arg);
	come_back(w, &u, draft);
	assert_true(on_screen(&u, is_one));
	assert_true(str_eq(draft_of(w, &u), draft));
	hit(w, &u, KEY_F(7));
	assert_false(on_screen(&u, is_one));
	drop(&u);
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

/* A word, then more than fits: told, and the word is still there, in sight or
 * above what was kept to be shortened. */
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
		if (strstr(told.s, "no room") == NULL &&
		    strstr(told.s, "shorten it") == NULL)
			WRONG("%s: does not say that it is full\n", def->name);
		for (size_t i = 0; i < t.n; i++)
			if (t.seen[i] && strstr(told.s, t.word[i]) == NULL &&
			    strstr(draft_of(w, &t).s, t.word[i]) == NULL)
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
		ONE(that_it_is_a_case_of_an_incident_comes_back),
		ONE(what_does_not_fit_is_told_and_nothing_gives_way),
		ONE(what_commands_a_terminal_stays_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
