/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_wrong.c - every form of the program's table of screens, sent as it
 * should not be: empty, full to the brim, and with what commands a terminal.
 * Each time a sentence in the language of the screen, or it is taken; and
 * nothing is written where it was refused.
 */
#include "wrongtest.h"

/* ---- what is in the fields ---------------------------------------------- */

/* One form, opened for it, filled and sent: refused before it is said, or when
 * it is, each with its sentence; or done, and then taken back. */
typedef void each_form(struct world *, struct form_at *);

static each_form *form_fn;

static size_t
one_form(struct world *w, const struct screen_def *def, struct screen_arg arg)
{
	struct form_at f = { .said = STR_NONE };
	bool has;

	if (among(silent, countof(silent), def->name))
		return 1;
	talk("en");
	open_it(w, &f.t, def, arg);
	if ((has = has_form(&f.t)))
		form_fn(w, &f);
	drop(&f.t);
	return has;
}

static void
each_of_them(struct world *w, each_form *fn)
{
	struct str before;
	size_t n;

	more(w);
	find_words();
	before = dump_all(&w->dump, w->db, &w->arena);
	form_fn = fn;
	n = walk(w, one_form);
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    "in the fields");
	assert_true(n > 30);
	assert_int_equal(wrong, 0);
}

static bool
says_wrong(const struct typed *t)
{
	const struct sheet *s = sheet_of((struct typed *)t);

	for (size_t i = 0; s != NULL && i < s->form.n; i++)
		if (*s->form.v[i].wrong != '\0')
			return true;
	return false;
}

/* F10: what comes of it, with the text as it was before. */
static void
send_form(struct world *w, struct form_at *f, const char *stage)
{
	const char *name = f->t.o.s.def->name;
	struct buf said = { 0 };
	enum screen_key got;

	f->draft = draft_of(w, &f->t);
	got = press(w, &f->t, KEY_F(10), &said);
	f->said = str_copy(&w->arena, buf_view(&said));
	buf_done(&said);
	if (got == SCREEN_SAY)
		(void)refused(w, stage, name, f->said, try_it);
	else if (got == SCREEN_TELL && !is_sentence(f->said))
		WRONG("%s, %s: no sentence: %s\n", stage, name, f->said.s);
	else if (got == SCREEN_TAKEN && !says_wrong(&f->t) &&
	    !on_screen(&f->t, "Nothing was sent") &&
	    !on_screen(&f->t, "Not closed yet"))
		WRONG("%s, %s: F10 does nothing and says nothing\n", stage,
		    name);
	else if (got == SCREEN_IGNORED)
		WRONG("%s, %s: F10 is no key there\n", stage, name);
}

/* Emptied by hand: nobody sends it as if it were full. */
static void
empty_form(struct world *w, struct form_at *f)
{
	struct sheet *s = sheet_of(&f->t);
	struct buf say = { 0 };

	if (s == NULL) /* a contact: nothing is written there before n */
		return;
	for (size_t i = 0; i < s->form.n; i++) {
		(void)press(w, &f->t, KEY_CTRL('U'), &say);
		(void)press(w, &f->t, KEY_TAB, &say);
	}
	buf_done(&say);
	send_form(w, f, "empty");
}

/* Every text as long as its field: what a field takes is taken. */
static const char *
full(const struct screen_def *def, const struct field *d)
{
	static char text[20001];
	size_t n = d->edit.max < sizeof(text) ? d->edit.max : sizeof(text) - 1;

	if (strcmp(value_for(def->name, d->def->name), "zqay") != 0)
		return well(def, d);
	memset(text, 'x', n);
	text[n] = '\0';
	return text;
}

static void
full_form(struct world *w, struct form_at *f)
{
	const char *name = f->t.o.s.def->name;

	fill_any(w, &f->t, full);
	send_form(w, f, "full");
	if (strstr(w->c.fault.text, "long") != NULL)
		WRONG("full, %s: its field takes more than may be written: "
		      "%s\n",
		    name, w->c.fault.text);
}

#define EVIL                                                                   \
	"\033[31mq\033]0;t\007\302\2332J\342\200\256\342\201\246\342\200\213"  \
	"\377\300\200\001\177"

static const char *
evil(const struct screen_def *def, const struct field *d)
{
	(void)def;
	(void)d;
	return EVIL;
}

static void
evil_form(struct world *w, struct form_at *f)
{
	fill_any(w, &f->t, evil);
	send_form(w, f, "evil");
}

static void
empty_it_is_told(void **state)
{
	each_of_them(*state, empty_form);
}

static void
full_to_the_brim_it_is_taken(void **state)
{
	each_of_them(*state, full_form);
}

static void
what_commands_a_terminal_is_told_or_taken_as_text(void **state)
{
	each_of_them(*state, evil_form);
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, start, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(empty_it_is_told),
		ONE(full_to_the_brim_it_is_taken),
		ONE(what_commands_a_terminal_is_told_or_taken_as_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
