/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_keymap.c - which row the typed keys mean.
 */
#include "test.h"
#include "ui/keymap.h"

static const struct key_def screen[] = {
	{ "j", "move down", "down" },
	{ "gg", "move first", NULL },
	{ "r", "ticket resolve", "resolve" },
	{ "<F2>", "own find", NULL },
	{ "zz<Enter>", "three", NULL },
	{ "<lt>", "less", NULL },
	{ 0 },
};

static const struct key_def global[] = {
	{ "gi", "open inbox", NULL },
	{ "r", "global r", NULL },
	{ "g", "never", NULL },
	{ "<F2>", "open find", "find" },
	{ "<C-r>", "reload", NULL },
	{ "ñ", "prompt", NULL },
	{ "g<Esc>", "g and Esc", NULL },
	{ 0 },
};

static const struct key_def *const maps[] = { screen, global, NULL };
static const struct key_def *const globals[] = { global, NULL };

/* What the keys of a text say, with "…" while waiting and "-" for nothing. */
static void
say(struct keymap_state *s, const struct key_def *const *in, const char *keys,
    const char *want)
{
	struct buf b = { 0 };
	uint32_t codes[KEYS_LONG];
	int n = keymap_codes(keys, codes);

	buf_z(&b, "");
	for (int i = 0; i < n; i++) {
		const struct key_def *row = NULL;

		switch (keymap_key(s, in, codes[i], &row)) {
		case KEYMAP_HIT:
			buf_z(&b, row->words);
			break;
		case KEYMAP_MORE:
			buf_z(&b, "…");
			break;
		case KEYMAP_NONE:
			buf_z(&b, "-");
			break;
		}
	}
	if (strcmp(b.s, want) != 0)
		fail_msg("%s says \"%s\", not \"%s\"", keys, b.s, want);
	assert_true(s->n < KEYS_LONG);
	buf_done(&b);
}

static void
keys_find_their_row(void **state)
{
	struct keymap_state s = { .n = 0 };

	(void)state;
	say(&s, maps, "j", "move down");
	say(&s, maps, "<C-r>", "reload");
	say(&s, maps, "ñ", "prompt");
	say(&s, maps, "<lt>", "less");
	say(&s, maps, "x", "-");
	say(&s, maps, "zz<Enter>", "……three");
	say(&s, maps, "zzx", "……-");
	say(&s, maps, "j", "move down");
	assert_int_equal(s.n, 0);
}

static void
the_screen_comes_before_the_rest(void **state)
{
	struct keymap_state s = { .n = 0 };

	(void)state;
	say(&s, maps, "r", "ticket resolve");
	say(&s, maps, "<F2>", "own find");
	say(&s, globals, "r", "global r");
	say(&s, globals, "<F2>", "open find");
}

static void
a_longer_sequence_of_the_screen_hides_a_shorter_one(void **state)
{
	struct keymap_state s = { .n = 0 };

	(void)state;
	say(&s, maps, "gg", "…move first");
	say(&s, maps, "gi", "…open inbox");
	say(&s, maps, "g<Esc>", "…g and Esc");
	say(&s, maps, "gx", "…-");
	/* within one table the whole one wins, whatever the order */
	say(&s, globals, "g", "never");
}

static void
a_clash_of_sequences_does_not_run_over(void **state)
{
	static const struct key_def long_ones[] = { { "abc", "abc", NULL },
		{ "abcd", "too long", NULL }, { "<Nokey>", "no", NULL },
		{ 0 } };
	const struct key_def *const in[] = { long_ones, NULL };
	struct keymap_state s = { .n = 0 };

	(void)state;
	say(&s, in, "abc", "……abc");
	say(&s, in, "abd", "……-");
	say(&s, in, "ab", "……");
	say(&s, in, "c", "abc");
}

static void
sequences_are_read(void **state)
{
	const struct {
		const char *keys;
		int n;
		uint32_t first, last;
	} rows[] = {
		{ "g<F2>", 2, 'g', KEY_F(2) },
		{ "<C-x>u", 2, KEY_CTRL('x'), 'u' },
		{ "ñ", 1, 0xf1, 0xf1 },
		{ "<", 1, '<', '<' },
		{ "<x", 2, '<', 'x' },
		{ "<>", 2, '<', '>' },
		{ "<Nokey>", 0, 0, 0 },
		{ "g<Nokey>", 0, 0, 0 },
		{ "abcd", 0, 0, 0 },
		{ "", 0, 0, 0 },
		{ "<averyverylongnameofakey>", 0, 0, 0 },
	};
	uint32_t codes[KEYS_LONG];

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		int n = keymap_codes(rows[i].keys, codes);

		assert_int_equal(n, rows[i].n);
		if (n == 0)
			continue;
		assert_int_equal(codes[0], rows[i].first);
		assert_int_equal(codes[n - 1], rows[i].last);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_find_their_row),
		cmocka_unit_test(the_screen_comes_before_the_rest),
		cmocka_unit_test(
		    a_longer_sequence_of_the_screen_hides_a_shorter_one),
		cmocka_unit_test(a_clash_of_sequences_does_not_run_over),
		cmocka_unit_test(sequences_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
