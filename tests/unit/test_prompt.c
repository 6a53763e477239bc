/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_prompt.c - the bottom line: readline's keys in our cells, and the past.
 */
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

#include "ui/prompt.h"
#include "uitest.h"

static struct fault f;

static void
draw(const struct pane *p, void *u)
{
	(void)u;
	prompt_draw(p, p->rows - 1, ":");
}

static void
key(const struct key *k, void *u)
{
	(void)u;
	prompt_key(k);
}

/* A line over `columns`, begun with the text u. */
static struct vt *
begin(struct show *s, int columns, const char *text, bool secret)
{
	*s = (struct show){ .draw = draw, .key = key };
	s->how.symbols = -1;
	s->how.colour = true;
	prompt_open(str_of(text), secret);
	return show_open(s, 6, columns, "xterm-256color");
}

static void
type(const char *keys)
{
	struct keys k = { .at = 0 };
	struct key one;
	msec wait;

	keys_feed(&k, keys, strlen(keys), 0);
	while (keys_next(&k, 1000, &one, &wait))
		prompt_key(&one);
	keys_done(&k);
}

static void
is(const char *text, size_t at)
{
	struct arena a = { 0 };

	assert_string_equal(str_copy(&a, prompt_text()).s, text);
	assert_int_equal(prompt_at(), at);
	arena_done(&a);
}

static const struct {
	const char *what, *keys, *text;
	size_t at;
} edits[] = {
	{ "letters", "abc", "abc", 3 },
	{ "accents", "Ma\303\255p\303\272", "Ma\303\255p\303\272", 7 },
	{ "two columns", "a\346\227\245b\033[D\033[D\177", "\346\227\245b", 0 },
	{ "backspace takes a whole letter", "\303\261\303\261\177", "\303\261",
	    2 },
	{ "a mark goes with its letter", "e\314\201x\033[D\033[D", "e\314\201x",
	    0 },
	{ "start, end, delete", "abc\001\033[3~\005d", "bcd", 3 },
	{ "a word less", "ticket note\027X", "ticket X", 8 },
	{ "cut and put back", "abc\025x\031", "xabc", 4 },
	{ "undo", "abc\001\013\037", "abc", 3 },
	{ "Ctrl-D on nothing ends nothing", "\004a", "a", 1 },
	{ "swapped", "ab\024", "ba", 2 },
	{ "Ctrl-V lets no control in", "a\026\001b", "ba", 1 },
	{ "a paste becomes one line", "\033[200~a\nb\tc\033[201~", "a b c", 5 },
	{ "nothing hidden gets in", "\033[200~a\033[31mb\033[201~", "a [31mb",
	    7 },
};

static void
its_keys_are_readlines(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(edits); i++) {
		prompt_open(STR_NONE, false);
		type(edits[i].keys);
		if (!str_is(prompt_text(), edits[i].text) ||
		    prompt_at() != edits[i].at)
			fail_msg("%s: '%s' at %zu", edits[i].what,
			    prompt_text().s, prompt_at());
		prompt_close();
	}
}

/* Every key that is the console's comes back, and changes nothing. */
static void
what_is_not_its_own_is_given_back(void **state)
{
	static const uint32_t codes[] = { KEY_ENTER, KEY_ESC, KEY_TAB, KEY_F(1),
		KEY_F(12), KEY_PGUP, KEY_CTRL('Z'), KEY_CTRL('L'), KEY_BACKTAB,
		KEY_BAD };

	(void)state;
	prompt_open(STR("abc"), false);
	for (size_t i = 0; i < countof(codes); i++) {
		struct key k = { .code = codes[i], .text = STR_NONE };

		assert_int_equal(prompt_key(&k), PROMPT_NOT);
	}
	is("abc", 3);
	prompt_close();
}

static void
a_line_has_an_end(void **state)
{
	struct buf b = { 0 };

	(void)state;
	prompt_open(STR_NONE, false);
	buf_z(&b, "\033[200~");
	for (int i = 0; i < PROMPT_MAX; i++)
		buf_z(&b, "\303\261");
	buf_z(&b, "\033[201~");
	type(b.s);
	assert_int_equal(prompt_text().len, PROMPT_MAX);
	type("x");
	assert_int_equal(prompt_text().len, PROMPT_MAX);
	buf_done(&b);
	prompt_close();
}

static void
up_and_down_walk_the_past(void **state)
{
	(void)state;
	assert_int_equal(prompt_past("", &f), OK);
	assert_int_equal(prompt_keep(STR("one"), true, &f), OK);
	assert_int_equal(prompt_keep(STR("two"), true, &f), OK);
	assert_int_equal(prompt_keep(STR("two"), true, &f), OK);
	assert_int_equal(prompt_kept(), 2);
	prompt_open(STR_NONE, false);
	type("new\033[A\033[A");
	is("one", 3);
	type("!\033[B");
	is("two", 3);
	type("\033[B");
	is("new", 3);
	prompt_close();
	/* What was changed on the way is not the past. */
	prompt_open(STR_NONE, false);
	type("\033[A\033[A");
	is("one", 3);
	type("\033[B\033[B");
	is("", 0);
	prompt_close();
}

static void
ctrl_r_searches_and_enter_keeps_what_it_found(void **state)
{
	(void)state;
	assert_int_equal(prompt_past("", &f), OK);
	assert_int_equal(prompt_keep(STR("ticket list"), true, &f), OK);
	assert_int_equal(prompt_keep(STR("state set"), true, &f), OK);
	prompt_open(STR_NONE, false);
	type("\022tick\r");
	assert_string_equal(prompt_text().s, "ticket list");
	assert_int_equal(prompt_key(&(struct key){ .code = KEY_ENTER }),
	    PROMPT_NOT);
	prompt_close();
	prompt_open(STR_NONE, false);
	type("\022sta");
	prompt_close(); /* in the middle of it */
	prompt_open(STR("x"), false);
	type("y");
	is("xy", 2);
	prompt_close();
}

static void
the_past_is_bounded(void **state)
{
	char text[32];

	(void)state;
	assert_int_equal(prompt_past("", &f), OK);
	for (int i = 0; i < PROMPT_PAST + 7; i++) {
		snprintf(text, sizeof(text), "line %d", i);
		assert_int_equal(prompt_keep(str_of(text), true, &f), OK);
	}
	assert_int_equal(prompt_kept(), PROMPT_PAST);
	prompt_open(STR_NONE, false);
	for (int i = 0; i < PROMPT_PAST + 7; i++)
		type("\033[A");
	is("line 7", 6);
	prompt_close();
}

static const char *
slurp(const char *path)
{
	static char text[65536];
	FILE *from = fopen(path, "r");
	size_t n = from != NULL ? fread(text, 1, sizeof(text) - 1, from) : 0;

	assert_non_null(from);
	fclose(from);
	text[n] = '\0';
	return text;
}

static void
the_file_is_ones_own_and_shared_between_runs(void **state)
{
	char folder[] = "/tmp/cabina-past-XXXXXX", path[64];
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/p", folder);
	assert_int_equal(prompt_past(path, &f), OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(prompt_keep(STR("first"), true, &f), OK);
	assert_int_equal(prompt_keep(STR("agent passwd"), false, &f), OK);
	/* Another console of the same person. */
	FILE *other = fopen(path, "a");
	fputs("theirs\n\033[31m\n", other);
	fclose(other);
	assert_int_equal(prompt_keep(STR("last"), true, &f), OK);
	assert_string_equal(slurp(path), "first\ntheirs\n\033[31m\nlast\n");
	assert_int_equal(prompt_past(path, &f), OK);
	assert_int_equal(prompt_kept(), 3); /* hostile bytes are left out */
	unlink(path);
	assert_int_equal(symlink("/dev/null", path), 0);
	assert_int_equal(prompt_past(path, &f), ERR_IO);
	assert_non_null(strstr(f.text, path));
	unlink(path);
	rmdir(folder);
	assert_int_equal(prompt_past("", &f), OK);
}

static void
a_file_that_grew_is_cut(void **state)
{
	char path[] = "/tmp/cabina-past-XXXXXX";
	FILE *to;

	(void)state;
	close(mkstemp(path));
	to = fopen(path, "w");
	for (int i = 0; i <= PROMPT_PAST * 2; i++)
		fprintf(to, "l%d\n", i);
	fclose(to);
	assert_int_equal(prompt_past(path, &f), OK);
	assert_int_equal(strncmp(slurp(path), "l501\n", 5), 0);
	unlink(path);
	assert_int_equal(prompt_past("", &f), OK);
}

static void
a_secret_is_dots_and_leaves_nothing(void **state)
{
	struct show s;
	struct vt *v;

	(void)state;
	assert_int_equal(prompt_past("", &f), OK);
	assert_int_equal(prompt_keep(STR("the past"), true, &f), OK);
	v = begin(&s, 40, "", true);
	show_step(v, 1, "cl\303\241ve");
	show_row_is(v, 4,
	    ":\342\200\242\342\200\242\342\200\242\342\200\242"
	    "\342\200\242");
	show_step(v, 2, "\033[A\177");
	show_row_is(v, 4, ":\342\200\242\342\200\242\342\200\242\342\200\242");
	show_step(v, 3, "\025\031");
	show_row_is(v, 4, ":");
	show_close(v);
	prompt_close();
	prompt_open(STR_NONE, false);
	type("\031");
	assert_null(strstr(prompt_text().s, "cl\303\241v"));
	type("\025\033[A");
	is("the past", 8);
	prompt_close();
}

static void
a_long_line_scrolls_and_the_cursor_is_seen(void **state)
{
	struct show s;
	struct vt *v = begin(&s, 20, "", false);
	int row, column;

	(void)state;
	show_step(v, 1, "abcdefghijklmnopqrstuvwxyz");
	assert_true(vt_cursor(v, &row, &column));
	assert_true(column < 20);
	assert_non_null(strstr(vt_row(v, 4), "xyz"));
	assert_null(strstr(vt_row(v, 4), "abc"));
	show_step(v, 2, "\001");
	assert_non_null(strstr(vt_row(v, 4), ":abc"));
	assert_true(vt_cursor(v, &row, &column));
	assert_int_equal(column, 1);
	show_step(v, 3, "\005\025\346\227\245\346\234\254x");
	show_row_is(v, 4, ":\346\227\245\346\234\254x");
	assert_true(vt_cursor(v, &row, &column));
	assert_int_equal(column, 6);
	assert_true(vt_audit(v, "xterm-256color", &(struct buf){ 0 }));
	show_close(v);
	prompt_close();
}

/* A function of ours must not stand where readline calls its own. */
static void
readline_calls_its_own(void **state)
{
	static const char *const names[] = { "history_list", "add_history",
		"history_get", "rl_insert_text", "rl_clear_history",
		"using_history", "previous_history", "xmalloc", "xfree" };

	(void)state;
	for (size_t i = 0; i < countof(names); i++) {
		void *at = dlsym(RTLD_DEFAULT, names[i]);
		Dl_info where;

		if (at != NULL && dladdr(at, &where) != 0 &&
		    strstr(where.dli_fname, "readline") == NULL)
			fail_msg("%s is in %s", names[i], where.dli_fname);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_keys_are_readlines),
		cmocka_unit_test(what_is_not_its_own_is_given_back),
		cmocka_unit_test(a_line_has_an_end),
		cmocka_unit_test(up_and_down_walk_the_past),
		cmocka_unit_test(ctrl_r_searches_and_enter_keeps_what_it_found),
		cmocka_unit_test(the_past_is_bounded),
		cmocka_unit_test(the_file_is_ones_own_and_shared_between_runs),
		cmocka_unit_test(a_file_that_grew_is_cut),
		cmocka_unit_test(a_secret_is_dots_and_leaves_nothing),
		cmocka_unit_test(a_long_line_scrolls_and_the_cursor_is_seen),
		cmocka_unit_test(readline_calls_its_own),
	};

	setlocale(LC_ALL, "C.UTF-8");
	setenv("INPUTRC", "/dev/null", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
