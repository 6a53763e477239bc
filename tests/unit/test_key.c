/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_key.c - what terminals really send, whole, split and late.
 */
#include "base/utf8.h"
#include "test.h"
#include "ui/key.h"

static struct keys k;
static struct buf got;

static int
clear(void **state)
{
	(void)state;
	keys_done(&k);
	buf_done(&got);
	k = (struct keys){ .at = 0 };
	return 0;
}

static void
note(const struct key *key)
{
	char name[16];

	if (key->code == KEY_PASTE) {
		buf_z(&got, "{");
		buf_str(&got, key->text);
		buf_z(&got, key->cut ? "...}" : "}");
	} else if (key->code == KEY_BAD) {
		buf_printf(&got, "(%02x)", (unsigned char)key->text.s[0]);
	} else {
		buf_str(&got, key_name(key->code, name));
	}
}

/* All keys that can be told at `now`; what must be waited for. */
static msec
take(msec now)
{
	struct key key;
	msec wait;

	while (keys_next(&k, now, &key, &wait))
		note(&key);
	return wait;
}

static void
feed(struct str s, msec now)
{
	keys_feed(&k, s.s, s.len, now);
	take(now);
}

/* What was decoded so far, and forget it. */
static void
are(const char *want)
{
	buf_z(&got, "");
	if (strcmp(got.s, want) != 0)
		fail_msg("keys are \"%s\", not \"%s\"", got.s, want);
	buf_reset(&got);
}

/* ---- every form of a key ------------------------------------------------ */

static const struct form {
	const char *bytes, *name;
} forms[] = {
	/* arrows: cursor and application mode, with things held */
	{ "\033[A", "<Up>" },
	{ "\033[B", "<Down>" },
	{ "\033[C", "<Right>" },
	{ "\033[D", "<Left>" },
	{ "\033OA", "<Up>" },
	{ "\033OB", "<Down>" },
	{ "\033OC", "<Right>" },
	{ "\033OD", "<Left>" },
	{ "\033[1;5C", "<Right>" },
	{ "\033[1;2A", "<Up>" },
	{ "\033[5D", "<Left>" },
	{ "\033O5A", "<Up>" },
	/* Home and End: VT220 and PuTTY, xterm, rxvt, linux */
	{ "\033[1~", "<Home>" },
	{ "\033[H", "<Home>" },
	{ "\033OH", "<Home>" },
	{ "\033[7~", "<Home>" },
	{ "\033[4~", "<End>" },
	{ "\033[F", "<End>" },
	{ "\033OF", "<End>" },
	{ "\033[8~", "<End>" },
	{ "\033[1;5H", "<Home>" },
	{ "\033[5~", "<PgUp>" },
	{ "\033[6~", "<PgDn>" },
	{ "\033[2~", "<Ins>" },
	{ "\033[3~", "<Del>" },
	{ "\033[5;5~", "<PgUp>" },
	{ "\033[3;2~", "<Del>" },
	/* F1 to F4: xterm, PuTTY and rxvt, linux */
	{ "\033OP", "<F1>" },
	{ "\033OQ", "<F2>" },
	{ "\033OR", "<F3>" },
	{ "\033OS", "<F4>" },
	{ "\033[11~", "<F1>" },
	{ "\033[12~", "<F2>" },
	{ "\033[13~", "<F3>" },
	{ "\033[14~", "<F4>" },
	{ "\033[[A", "<F1>" },
	{ "\033[[B", "<F2>" },
	{ "\033[[C", "<F3>" },
	{ "\033[[D", "<F4>" },
	{ "\033[[E", "<F5>" },
	/* F5 on: all; PuTTY's VT100+ mode */
	{ "\033[15~", "<F5>" },
	{ "\033[17~", "<F6>" },
	{ "\033[18~", "<F7>" },
	{ "\033[19~", "<F8>" },
	{ "\033[20~", "<F9>" },
	{ "\033[21~", "<F10>" },
	{ "\033[23~", "<F11>" },
	{ "\033[24~", "<F12>" },
	{ "\033OT", "<F5>" },
	{ "\033OU", "<F6>" },
	{ "\033OV", "<F7>" },
	{ "\033OW", "<F8>" },
	{ "\033OX", "<F9>" },
	{ "\033OY", "<F10>" },
	{ "\033OZ", "<F11>" },
	{ "\033O[", "<F12>" },
	/* the pad in application mode is still digits */
	{ "\033Op", "0" },
	{ "\033Oq", "1" },
	{ "\033Or", "2" },
	{ "\033Os", "3" },
	{ "\033Ot", "4" },
	{ "\033Ou", "5" },
	{ "\033Ov", "6" },
	{ "\033Ow", "7" },
	{ "\033Ox", "8" },
	{ "\033Oy", "9" },
	{ "\033On", "." },
	{ "\033Ol", "," },
	{ "\033OM", "<Enter>" },
	{ "\033Ok", "+" },
	{ "\033Om", "-" },
	{ "\033Oj", "*" },
	{ "\033Oo", "/" },
	{ "\033OI", "<Tab>" },
	/* the rest */
	{ "\033[Z", "<S-Tab>" },
	{ "\033\t", "<S-Tab>" },
	{ "\t", "<Tab>" },
	{ "\r", "<Enter>" },
	{ "\n", "<Enter>" },
	{ "\x7f", "<BS>" },
	{ "\b", "<BS>" },
	{ " ", "<Space>" },
	{ "<", "<lt>" },
	{ "\x01", "<C-a>" },
	{ "\x1a", "<C-z>" },
	{ "\x1c", "<C-\\>" },
	{ "\x1f", "<C-_>" },
	{ "ñ", "ñ" },
	{ "€", "€" },
	{ "😀", "😀" },
};

static void
every_form_of_a_key_is_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(forms); i++) {
		feed(str_of(forms[i].bytes), 0);
		are(forms[i].name);
		assert_int_equal(k.at, k.in.len);
	}
}

/* Slow lines: any two reads, as long as 249 ms apart. */
static void
sequences_may_be_split_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(forms); i++) {
		struct str s = str_of(forms[i].bytes);

		for (size_t at = 1; at < s.len; at++) {
			bool lone = at == 1 && *s.s == '\033';

			feed((struct str){ s.s, at }, 1000);
			are("");
			feed((struct str){ s.s + at, s.len - at },
			    1000 + (lone ? 24 : 249));
			are(forms[i].name);
		}
	}
}

static void
keys_come_out_in_the_order_they_came_in(void **state)
{
	struct buf all = { 0 }, names = { 0 };

	(void)state;
	for (size_t i = 0; i < countof(forms); i++) {
		buf_z(&all, forms[i].bytes);
		buf_z(&all, "x");
		buf_z(&names, forms[i].name);
		buf_z(&names, "x");
	}
	feed(buf_view(&all), 0);
	are(names.s);
	buf_done(&all);
	buf_done(&names);
}

/* ---- Esc
 * ----------------------------------------------------------------------------
 */

static void
a_lone_esc_counts_after_25_ms(void **state)
{
	(void)state;
	keys_feed(&k, "\033", 1, 1000);
	assert_int_equal(take(1000), 25);
	assert_int_equal(take(1024), 1);
	are("");
	assert_int_equal(take(1025), -1);
	are("<Esc>");
}

static void
esc_and_then_a_bracket_are_two_keys(void **state)
{
	(void)state;
	feed(STR("\033"), 0);
	take(25);
	feed(STR("["), 26);
	are("<Esc>[");
	/* nobody looked in between */
	feed(STR("\033"), 100);
	feed(STR("["), 125);
	are("<Esc>[");
	feed(STR("\033"), 200);
	feed(STR("[A"), 225);
	are("<Esc>[A");
	/* a bracket within 25 ms is not awaited for long */
	feed(STR("\033"), 300);
	feed(STR("["), 310);
	are("");
	assert_int_equal(take(334), 1);
	take(335);
	are("<Esc>[");
}

static void
a_begun_sequence_is_awaited_250_ms(void **state)
{
	(void)state;
	keys_feed(&k, "\033[", 2, 0);
	assert_int_equal(take(0), 250);
	assert_int_equal(take(249), 1);
	are("");
	assert_int_equal(take(250), -1);
	are("<Esc>[");
	feed(STR("\033O"), 1000);
	feed(STR("P"), 1249);
	are("<F1>");
	/* nobody looked in between: it was too late all the same */
	feed(STR("\033["), 2000);
	feed(STR("A"), 2250);
	are("<Esc>[A");
}

static void
alt_and_a_letter_is_esc_and_the_letter(void **state)
{
	(void)state;
	feed(STR("\033x\033ñ\033\033[A"), 0);
	are("<Esc>x<Esc>ñ<Esc><Up>");
	feed(STR("\033]"), 10);
	feed(STR("\033P"), 20);
	are("<Esc>]<Esc>P");
}

/* ---- nothing leaks ------------------------------------------------------ */

static void
unknown_sequences_are_dropped_whole(void **state)
{
	const char *const rows[] = {
		"\033[15;2~",
		"\033[1;2P",
		"\033[25~",
		"\033[M",
		"\033[?1;2c",
		"\033[>0;276;0c",
		"\033[24;80R",
		"\033[I",
		"\033[O",
		"\033[<0;10;5M",
		"\033[99~",
		"\033[201~",
		"\033Oa",
		"\033O2P",
		"\033[[Z",
		"\033[ M",
		"\033[1$y",
		"\033]11;rgb:1c1c/1c1c/1c1c\007",
		"\033]10;rgb:f/f/f\033\\",
		"\033P1$r0m\033\\",
		"\033P>|XTerm(370)\033\\",
		"\033P!|00000000\033\\",
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct str s = str_of(rows[i]);

		feed(s, 0);
		feed(STR("z"), 1);
		are("z");
		/* ESC ] and ESC P may be two keys until more is there */
		for (size_t at = 3; at < s.len; at++) {
			feed((struct str){ s.s, at }, 1000);
			feed((struct str){ s.s + at, s.len - at }, 1200);
			feed(STR("z"), 1300);
			are("z");
		}
	}
}

static void
the_end_of_a_sequence_may_come_late_but_is_no_text(void **state)
{
	(void)state;
	feed(STR("\033[1"), 0);
	assert_int_equal(take(5000), -1);
	feed(STR("5~"), 9000);
	are("<F5>");
	feed(STR("\033[20"), 10000);
	feed(STR("0~dos\n\033[201~"), 12000);
	are("{dos\n}");
	feed(STR("\033[15;2"), 20000);
	feed(STR("~"), 30000);
	are("");
}

static void
a_sequence_whose_end_was_lost_costs_nothing_else(void **state)
{
	(void)state;
	feed(STR("\033[15"), 0);
	feed(STR("x"), 1000);
	are("x");
	feed(STR("\033[15"), 2000);
	feed(STR("5"), 3000);
	are("");
	assert_int_equal(take(3249), 1);
	take(3250);
	are("5");
	feed(STR("\033[15\033[A"), 4000);
	are("<Up>");
	feed(STR("\033[15\r"), 5000);
	are("<Enter>");
	feed(STR("\033[\r"), 6000);
	are("<Esc>[<Enter>");
	feed(STR("\033[15"), 7000);
	feed(STR("ñ"), 8000);
	are("ñ");
}

static void
typed_text_behind_a_slow_loop_is_kept(void **state)
{
	(void)state;
	/* three reads before anybody asks for keys */
	keys_feed(&k, "\033ab", 3, 0);
	keys_feed(&k, "c", 1, 400);
	keys_feed(&k, "\033[A", 3, 800);
	take(800);
	are("<Esc>abc<Up>");
}

static void
a_sequence_without_end_does_not_swallow_for_ever(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_z(&b, "\033[");
	for (int i = 0; i < 5000; i++)
		buf_c(&b, '1');
	feed(buf_view(&b), 0);
	feed(STR("x"), 1);
	assert_true(got.len > 0 && got.s[got.len - 1] == 'x');
	buf_done(&b);
}

/* ---- paste
 * ----------------------------------------------------------------------------------
 */

static void
a_paste_is_one_key_wherever_it_is_split(void **state)
{
	const char *text = "a\033[200~uno\r\ndos \033[A\033OP\tñ\033[201~b";
	struct str s = str_of(text);

	(void)state;
	feed(s, 0);
	are("a{uno\r\ndos \033[A\033OP\tñ}b");
	for (size_t at = 1; at < s.len; at++) {
		feed((struct str){ s.s, at }, 1000);
		/* the lone ESC of the beginning may wait for 24 ms */
		feed((struct str){ s.s + at, s.len - at }, 1024);
		are("a{uno\r\ndos \033[A\033OP\tñ}b");
	}
	for (size_t i = 0; i < s.len; i++)
		feed((struct str){ s.s + i, 1 }, 2000 + (msec)i);
	are("a{uno\r\ndos \033[A\033OP\tñ}b");
}

static void
an_end_inside_a_paste_ends_it(void **state)
{
	(void)state;
	feed(STR("\033[200~uno\033[201~q\033[201~x"), 0);
	are("{uno}qx");
	feed(STR("\033[200~\033[200~\033[201~"), 0);
	are("{\033[200~}");
	feed(STR("\033[200~\033[201~"), 0);
	are("{}");
}

static void
a_megabyte_is_pasted_in_time_and_in_bounds(void **state)
{
	struct buf text = { 0 };
	struct key key;
	msec wait;

	(void)state;
	while (text.len < PASTE_MAX)
		buf_z(&text, "una línea de texto que alguien copió\n");
	text.len = PASTE_MAX;
	feed(STR("\033[200~"), 0);
	for (size_t i = 0; i < text.len; i += 4096)
		feed((struct str){ text.s + i, 4096 }, 1);
	assert_true(k.in.cap < 32768);
	keys_feed(&k, "\033[201~", 6, 2);
	assert_true(keys_next(&k, 2, &key, &wait));
	assert_int_equal(key.code, KEY_PASTE);
	assert_int_equal(key.text.len, PASTE_MAX);
	assert_false(key.cut);
	assert_memory_equal(key.text.s, text.s, PASTE_MAX);
	buf_done(&text);
}

static void
more_than_a_megabyte_is_cut_and_told(void **state)
{
	struct buf text = { 0 };
	struct key key;
	msec wait;

	(void)state;
	buf_c(&text, 'x');
	while (text.len < 2 * PASTE_MAX)
		buf_z(&text, "ñ");
	feed(STR("\033[200~"), 0);
	for (size_t i = 0; i < text.len; i += 1000)
		feed((struct str){ text.s + i,
			 text.len - i < 1000 ? text.len - i : 1000 },
		    1);
	keys_feed(&k, "\033[201~k", 7, 2);
	assert_true(keys_next(&k, 2, &key, &wait));
	assert_true(key.cut);
	assert_int_equal(key.text.len, PASTE_MAX - 1);
	assert_memory_equal(key.text.s, text.s, key.text.len);
	assert_true(utf8_ok(key.text));
	assert_true(keys_next(&k, 2, &key, &wait));
	assert_int_equal(key.code, 'k');
	buf_done(&text);
}

static void
a_paste_whose_end_was_lost_is_ended_by_ctrl_c(void **state)
{
	(void)state;
	feed(STR("\033[200~uno"), 0);
	feed(STR("\x03"), 999);
	are("");
	feed(STR("x"), 1000);
	feed(STR("\x03"), 2000);
	are("{uno\x03x}");
	feed(STR("y"), 2001);
	are("y");
}

/* ---- letters
 * --------------------------------------------------------------------------------
 */

static void
characters_may_be_split_anywhere(void **state)
{
	(void)state;
	feed(STR("\xf0"), 0);
	feed(STR("\x9f"), 100);
	feed(STR("\x98"), 200);
	are("");
	feed(STR("\x80x"), 300);
	are("😀x");
}

static void
bytes_that_are_no_text_are_told(void **state)
{
	(void)state;
	feed(STR("a\xffz\xc0\xaf"), 0);
	are("a(ff)z(c0)(af)");
	feed(STR("\xf1"), 1000);
	are("");
	assert_int_equal(take(1249), 1);
	take(1250);
	are("(f1)");
	feed(STR("\xf0\x9f\x98x"), 2000);
	are("(f0)(9f)(98)x");
	feed(STR("\xef\xbf\xbd"), 3000);
	are("\ufffd");
}

static void
latin_1_is_an_option(void **state)
{
	(void)state;
	k.latin1 = true;
	feed(STR("Mu\xf1oz "), 0);
	are("Muñoz<Space>");
	feed(STR("\xe9"), 100);
	assert_int_equal(take(100), 25);
	take(125);
	are("é");
	feed(STR("ñ"), 200);
	are("ñ");
	feed(STR("\x9b\x85x"), 300);
	are("(9b)(85)x");
}

static void
other_keyboards_are_options(void **state)
{
	(void)state;
	feed(STR("\033Ow"), 0);
	are("7");
	k.rxvt = true;
	feed(STR("\033Ow"), 0);
	are("<End>");
	feed(STR("\033[M\033[X"), 0);
	are("");
	k.sco = true;
	feed(STR("\033[M\033[P\033[X\033[L\033[H"), 0);
	are("<F1><F4><F12><Home>");
}

static void
ctrl_o_and_a_digit_is_an_f_key(void **state)
{
	(void)state;
	feed(STR("\x0f"
		 "1\x0f"
		 "9\x0f"
		 "0\x0f"
		 "e"),
	    0);
	are("<F1><F9><F10><F12>");
	feed(STR("\x0fx1\x0f\x0f"
		 "1"),
	    0);
	are("x1<C-o>1");
	feed(STR("\x0f"), 0);
	feed(STR("\033Oq"), 1000);
	are("<F1>");
}

/* ---- names
 * ------------------------------------------------------------------------------------
 */

static void
names_and_keys_go_both_ways(void **state)
{
	char name[16];

	(void)state;
	for (uint32_t code = 0; code < KEY_LAST; code++) {
		struct str s = key_name(code, name);
		bool none = code >= KEY_NONE &&
		    (code == KEY_NONE || code == KEY_F0 || code >= KEY_PASTE);

		if ((code >= 0xd800 && code <= 0xdfff))
			continue;
		if (none) {
			assert_string_equal(s.s, "");
			continue;
		}
		/* these two arrive as other keys */
		if (code == '\b' || code == '\n')
			continue;
		if (key_parse(s) != code)
			fail_msg("U+%04X is called %s, which is U+%04X",
			    (unsigned)code, s.s, (unsigned)key_parse(s));
	}
}

static void
names_are_read_as_people_write_them(void **state)
{
	(void)state;
	assert_int_equal(key_parse(STR("<f2>")), KEY_F(2));
	assert_int_equal(key_parse(STR("<C-R>")), KEY_CTRL('r'));
	assert_int_equal(key_parse(STR("<c-r>")), KEY_CTRL('r'));
	assert_int_equal(key_parse(STR("<C-h>")), KEY_BACKSPACE);
	assert_int_equal(key_parse(STR("<C-j>")), KEY_ENTER);
	assert_int_equal(key_parse(STR("<C-m>")), KEY_ENTER);
	assert_int_equal(key_parse(STR("<C-i>")), KEY_TAB);
	assert_int_equal(key_parse(STR("<PageUp>")), KEY_PGUP);
	assert_int_equal(key_parse(STR("<esc>")), KEY_ESC);
	assert_int_equal(key_parse(STR("<")), '<');
	assert_int_equal(key_parse(STR("ñ")), 0xf1);
}

static void
what_is_no_name_is_refused(void **state)
{
	const char *const rows[] = { "", "<F0>", "<F13>", "<F 1>", "<F01>",
		"<F+1>", "<F1x>", "<C-1>", "<C-?>", "<C->", "<Foo>", "<>", "ab",
		"<F100000000000000000000>", "<C-ab>" };

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		if (key_parse(str_of(rows[i])) != KEY_NONE)
			fail_msg("\"%s\" is taken for a key", rows[i]);
}

#define ONE(name) cmocka_unit_test_teardown(name, clear)

static void
the_mouse_is_keys_and_never_text(void **state)
{
	struct keys m = { .at = 0 };
	struct key key;
	msec wait;

	(void)state;
	/* A press, its release, a drag, a right click, nonsense, the wheel. */
	keys_feed(&m,
	    "\033[<0;12;7M\033[<0;12;7m\033[<32;1;1M\033[<2;1;1M"
	    "\033[<0;0;9M\033[<0;;M\033[<64;80;24Mx",
	    68, 0);
	assert_true(keys_next(&m, 0, &key, &wait));
	assert_int_equal(key.code, KEY_CLICK);
	assert_int_equal(key.row, 6);
	assert_int_equal(key.column, 11);
	assert_true(keys_next(&m, 0, &key, &wait));
	assert_int_equal(key.code, KEY_WHEEL_UP);
	assert_int_equal(key.row, 23);
	assert_int_equal(key.column, 79);
	assert_true(keys_next(&m, 0, &key, &wait));
	assert_int_equal(key.code, 'x');
	/* In pieces; and where PuTTY's SCO mode has F keys that begin so. */
	m.sco = true;
	keys_feed(&m, "\033[<65;1", 7, 0);
	assert_false(keys_next(&m, 0, &key, &wait));
	keys_feed(&m, ";2M", 3, 10);
	assert_true(keys_next(&m, 10, &key, &wait));
	assert_int_equal(key.code, KEY_WHEEL_DOWN);
	assert_false(keys_next(&m, 10, &key, &wait));
	keys_done(&m);
}

static const struct {
	const char *keys, *shown;
} names_shown[] = {
	{ "<F2>", "F2" },
	{ "gi", "gi" },
	{ "<C-r>", "Ctrl-R" },
	{ "<PgDn>", "PgDn" },
	{ "<", "<" },
	{ "<lt>", "<" },
	{ "g<F2>", "g F2" },
};

static void
people_read_keys_without_brackets(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < countof(names_shown); i++)
		assert_string_equal(key_shown(&a, names_shown[i].keys).s,
		    names_shown[i].shown);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_mouse_is_keys_and_never_text),
		cmocka_unit_test(people_read_keys_without_brackets),
		ONE(every_form_of_a_key_is_known),
		ONE(sequences_may_be_split_anywhere),
		ONE(keys_come_out_in_the_order_they_came_in),
		ONE(a_lone_esc_counts_after_25_ms),
		ONE(esc_and_then_a_bracket_are_two_keys),
		ONE(a_begun_sequence_is_awaited_250_ms),
		ONE(alt_and_a_letter_is_esc_and_the_letter),
		ONE(unknown_sequences_are_dropped_whole),
		ONE(the_end_of_a_sequence_may_come_late_but_is_no_text),
		ONE(a_sequence_whose_end_was_lost_costs_nothing_else),
		ONE(typed_text_behind_a_slow_loop_is_kept),
		ONE(a_sequence_without_end_does_not_swallow_for_ever),
		ONE(a_paste_is_one_key_wherever_it_is_split),
		ONE(an_end_inside_a_paste_ends_it),
		ONE(a_megabyte_is_pasted_in_time_and_in_bounds),
		ONE(more_than_a_megabyte_is_cut_and_told),
		ONE(a_paste_whose_end_was_lost_is_ended_by_ctrl_c),
		ONE(characters_may_be_split_anywhere),
		ONE(bytes_that_are_no_text_are_told),
		ONE(latin_1_is_an_option),
		ONE(other_keyboards_are_options),
		ONE(ctrl_o_and_a_digit_is_an_f_key),
		ONE(names_and_keys_go_both_ways),
		ONE(names_are_read_as_people_write_them),
		ONE(what_is_no_name_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
