/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_help.c - the help of a screen and its keys are the same thing said
 * twice: a key that does something is in the table help is made of, and each
 * key of that table does something. What help names behind a `:` for a key can
 * be typed there.
 *
 * The screens are those of the program's own table, opened with what a branch
 * has (openings.h); each key is pressed on a screen as fresh as when it opened.
 */
#include "app/app.h"
#include "cmd/arg.h"
#include "openings.h"

enum { SCREENS = 128, KEYS = 64 };
static bool useful[SCREENS][KEYS]; /* the rows of keys that did something */

/* The keys that a person has, one at a time. */
static size_t
all_keys(uint32_t *codes)
{
	static const uint32_t others[] = { KEY_ENTER, KEY_TAB, KEY_BACKTAB,
		KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END,
		KEY_PGUP, KEY_PGDN, KEY_INS, KEY_DEL, KEY_BACKSPACE, KEY_ESC };
	size_t n = 0;

	for (uint32_t c = ' '; c < 127; c++)
		codes[n++] = c;
	for (unsigned f = 1; f <= 12; f++)
		codes[n++] = KEY_F(f);
	for (size_t i = 0; i < countof(others); i++)
		codes[n++] = others[i];
	return n;
}

/* As it was when it opened. */
static void
renew(struct open *o)
{
	const struct screen_def *d = o->s.def;

	if (d->done != NULL)
		d->done(&o->s);
	memset(o->s.state, 0, d->state_size);
	o->s.arg = o->arg; /* it may be what is typed in a box */
	if (d->loaded != NULL && ready(o))
		d->loaded(&o->s);
	draw(o);
}

/* ---- what the help says -------------------------------------------------- */

static bool
is_digit(uint32_t code)
{
	return code >= '1' && code <= '9';
}

/* One row may stand for all digits that choose something. */
static bool
is_key(const struct key_def *d, uint32_t code)
{
	uint32_t codes[KEYS_LONG];

	return (is_digit(code) && is_digit((uint32_t)d->keys[0])) ||
	    (keymap_codes(d->keys, codes) == 1 && codes[0] == code);
}

/* The help of every screen with a list, or with fields, has them. */
static bool
is_general(uint32_t code)
{
	static const uint32_t moves[] = { 'j', 'k', 'G', KEY_UP, KEY_DOWN,
		KEY_PGUP, KEY_PGDN, KEY_HOME, KEY_END, KEY_TAB, KEY_BACKTAB };

	for (size_t i = 0; i < countof(moves); i++)
		if (moves[i] == code)
			return true;
	return false;
}

static bool
is_told(const struct key_def *map, uint32_t code)
{
	for (; map != NULL && map->keys != NULL; map++)
		if (is_key(map, code))
			return true;
	return is_general(code);
}

/* Editing keys are those of every form, and told with them. */
static bool
is_editing(const struct open *o, uint32_t code)
{
	return o->s.def->typing != NULL && o->s.def->typing(&o->s) &&
	    code < KEY_F0;
}

/* ---- what the keys do ---------------------------------------------------- */

/* Enter may mean nothing on one row and something on the next. */
static enum screen_key
press(struct open *o, uint32_t code, struct buf *say)
{
	struct key k = { .code = code, .text = STR_NONE };
	enum screen_key did = o->s.def->key(&o->s, &k, say);

	for (int i = 0; i < 8 && did == SCREEN_IGNORED && code == KEY_ENTER &&
	     o->s.def->list != NULL;
	     i++) {
		struct rows rows = { NULL, 0, 1 };
		struct list *l = o->s.def->list(&o->s, &rows);

		if (list_move(l, rows, i < 4 ? 1 : -2))
			did = o->s.def->key(&o->s, &k, say);
	}
	return did;
}

static void
was_useful(size_t screen, uint32_t code)
{
	const struct key_def *d = screens[screen]->keys;

	for (size_t i = 0; d != NULL && d[i].keys != NULL; i++)
		if (is_key(&d[i], code))
			useful[screen][i] = true;
}

static int
try_key(struct open *o, size_t screen, uint32_t code)
{
	bool editing = is_editing(o, code);
	struct buf say = { 0 };
	enum screen_key did = press(o, code, &say);
	char name[16];

	buf_done(&say);
	if (did == SCREEN_IGNORED)
		return 0;
	was_useful(screen, code);
	if (did == SCREEN_TELL || editing || is_told(o->s.def->keys, code))
		return 0;
	print_error("%s: %s does something and is not in its help\n",
	    o->s.def->name, key_name(code, name).s);
	return 1;
}

/* ---- what is typed instead ------------------------------------------------ */

/* Its words behind the command's own go to arguments; "priority=" is of one. */
static bool
takes(struct arena *a, const struct cmd_def *d, const struct str *v, size_t n)
{
	struct args args;
	enum err rc;

	assert_int_equal(args_spec(a, d->args, d->writes, &args, NULL), OK);
	if (n > 0 && v[n - 1].s[v[n - 1].len - 1] == '=') {
		struct str name = { v[n - 1].s, v[n - 1].len - 1 };

		if (args_def(&args, str_copy(a, name)) == NULL)
			return false;
		n--;
	}
	rc = args_bind(a, &args, v, n, 0, NULL);
	return rc == OK || rc == ERR_NEED_ARG;
}

static bool
is_form(struct arena *a, const char *form)
{
	const struct cmd_def *d;
	struct words w = { 0 };
	size_t used;

	if (cmd_split(a, str_of(form), &w, NULL) != OK || w.n == 0)
		return false;
	if (str_is(w.v[0], "open") && w.n > 1)
		return screen_named(w.v[1]) != NULL;
	if (app_word_find(w.v[0]) != NULL)
		return true;
	return cmd_find(a, w.v, w.n, &d, &used, NULL) == OK &&
	    takes(a, d, w.v + used, w.n - used);
}

static int
try_forms(const char *name, const struct key_def *map)
{
	struct arena a = { 0 };
	int bad = 0;

	for (; map != NULL && map->keys != NULL; map++) {
		const char *form = app_typed_as(map->words);

		if (form[0] == '\0' || is_form(&a, form))
			continue;
		print_error("%s: %s is :%s, which cannot be typed\n", name,
		    map->keys, form);
		bad++;
	}
	arena_done(&a);
	return bad;
}

static void
what_help_names_for_a_key_can_be_typed(void **state)
{
	int bad =
	    try_forms("everywhere", global_keys) + try_forms("list", list_keys);

	(void)state;
	for (size_t i = 0; i < nscreens; i++)
		bad += try_forms(screens[i]->name, screens[i]->keys);
	assert_int_equal(bad, 0);
}

static int
try_all(struct world *w, size_t screen, struct screen_arg arg)
{
	const struct screen_def *d = screens[screen];
	struct open o = { .s = { .def = d, .arg = arg }, .arg = arg };
	uint32_t codes[160];
	size_t n = all_keys(codes);
	int bad = 0;

	o.me = w->c.me;
	o.s.state = calloc(1, d->state_size + 1);
	load(w, &o);
	if (d->line_keys != NULL && ready(&o))
		bad += try_forms(d->name, d->line_keys(&o.s));
	for (size_t i = 0; i < n && ready(&o) && o.s.fault == NULL; i++) {
		renew(&o);
		bad += try_key(&o, screen, codes[i]);
	}
	if (d->done != NULL)
		d->done(&o.s);
	free(o.s.state);
	arena_done(&o.arena);
	return bad;
}

static void
use_all(struct world *w, int *bad)
{
	struct openings o;

	assert_true(nscreens <= SCREENS);
	all_openings(w, &o);
	become(w, "tito");
	for (size_t i = 0; i < nscreens; i++)
		for (size_t k = 0; screens[i]->key != NULL && k < o.n; k++)
			*bad += try_all(w, i, o.v[k].arg);
}

static void
keys_and_help_say_the_same(void **state)
{
	struct world *w = *state;
	int bad = 0;

	use_all(w, &bad);
	for (size_t i = 0; i < nscreens; i++) {
		const struct key_def *d = screens[i]->keys;

		for (size_t k = 0; d != NULL && d[k].keys != NULL; k++) {
			uint32_t codes[KEYS_LONG] = { 0 };

			assert_true(k < KEYS);
			(void)keymap_codes(d[k].keys, codes);
			if (d[k].words[0] != '\0' || useful[i][k] ||
			    is_general(codes[0]))
				continue;
			print_error("%s: %s is in its help and does nothing\n",
			    screens[i]->name, d[k].keys);
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keys_and_help_say_the_same,
		    start, end),
		cmocka_unit_test(what_help_names_for_a_key_can_be_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
