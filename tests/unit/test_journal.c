/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_journal.c - what is typed comes back from the disk: whole, cut off,
 * damaged, with two consoles, and what a draft says.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/draft.h"
#include "app/focus_row.h"
#include "app/journal.h"

#include "test.h"

static char folder[128];
static struct arena a;
static struct fault f;
static struct journal_past past;
static unsigned char key[SECRET_KEY];

static int
set_up(void **state)
{
	(void)state;
	test_folder(folder, sizeof(folder), "journal");
	a = (struct arena){ 0 };
	return 0;
}

static int
tear_down(void **state)
{
	char line[160];

	(void)state;
	arena_done(&a);
	snprintf(line, sizeof(line), "rm -rf '%s'", folder);
	return system(line);
}

static struct journal *
opened(const char *who)
{
	struct journal *j = NULL;

	if (journal_open(&j, folder, str_of(who), &a, &past, &f) != OK)
		fail_msg("%s", f.text);
	return j;
}

static struct journal_write
some_write(const char *words)
{
	return (struct journal_write){
		.op = id_make(1000), .at = 1000, .words = str_of(words)
	};
}

/* The one file of drafts, whole. */
static struct str
bytes(char path[200])
{
	char line[256];
	FILE *p;
	struct buf b = { 0 };
	struct str out;
	int c;

	snprintf(line, sizeof(line), "ls %s/drafts-*-1", folder);
	p = popen(line, "r");
	assert_non_null(p);
	assert_non_null(fgets(path, 200, p));
	path[strcspn(path, "\n")] = '\0';
	pclose(p);
	p = fopen(path, "r");
	assert_non_null(p);
	while ((c = getc(p)) != EOF)
		buf_c(&b, (char)c);
	fclose(p);
	out = buf_copy(&a, &b);
	buf_done(&b);
	return out;
}

static void
put(const char *path, const char *s, size_t n)
{
	FILE *p = fopen(path, "w");

	assert_non_null(p);
	assert_int_equal(fwrite(s, 1, n, p), n);
	assert_int_equal(fclose(p), 0);
}

static void
what_was_told_last_comes_back_and_unanswered_writes_in_order(void **state)
{
	struct journal *j = opened("ana");
	struct journal_write
	    one = some_write("ticket note 1 text=uno"),
	    two = some_write("ticket note 1 \"text=d\303\263s\"");

	(void)state;
	assert_int_equal(past.state.len, 0);
	assert_int_equal(journal_state(j, STR("{\"a\":1}")), OK);
	assert_int_equal(journal_sent(j, &one), OK);
	assert_int_equal(journal_sent(j, &two), OK);
	assert_int_equal(journal_state(j, STR("{\"a\":2}")), OK);
	assert_int_equal(journal_done(j, one.op), OK);
	assert_int_equal(journal_focus(j, STR("[1]")), OK);
	assert_int_equal(journal_focus(j, STR("[2]")), OK);
	journal_close(j);
	j = opened("ana");
	assert_string_equal(past.state.s, "{\"a\":2}");
	assert_string_equal(past.focus.s, "[2]");
	assert_int_equal(past.writes.n, 1);
	assert_string_equal(past.writes.v[0].words.s, two.words.s);
	assert_string_equal(past.writes.v[0].op.s, two.op.s);
	assert_int_equal(past.writes.v[0].at, 1000);
	journal_close(j);
}

/* Time that is not written yet: what is no whole row is left out. */
static void
time_that_was_worked_is_text_and_back(void **state)
{
	struct focus_row rows[3] = {
		{ .op = id_make(1),
		    .agent = id_make(2),
		    .spent = { "ticket", id_make(3), 10, 70, 50 } },
		{ .op = id_make(4),
		    .agent = id_make(5),
		    .spent = { "interaction", id_make(6), 1, 9, 8 } }
	};
	struct focus_row back[2];
	struct buf b = { 0 };

	(void)state;
	focus_rows_print(rows, 2, &b);
	assert_int_equal(focus_rows_read(buf_view(&b), back, 2), 2);
	assert_string_equal(back[0].op.s, rows[0].op.s);
	assert_string_equal(back[0].spent.entity, "ticket");
	assert_int_equal(back[0].spent.to, 70);
	assert_int_equal(back[0].spent.ms, 50);
	assert_string_equal(back[1].agent.s, rows[1].agent.s);
	assert_string_equal(back[1].spent.entity, "interaction");
	assert_string_equal(back[1].spent.id.s, rows[1].spent.id.s);
	assert_int_equal(focus_rows_read(buf_view(&b), back, 1), 1);
	buf_done(&b);
	assert_int_equal(focus_rows_read(STR(""), back, 2), 0);
	assert_int_equal(focus_rows_read(STR("{\"op\":1}"), back, 2), 0);
	assert_int_equal(focus_rows_read(STR("[{},7,{\"entity\":\"x\"}]"), back,
			     2),
	    0);
}

static void
the_file_is_this_accounts_alone_and_says_nothing(void **state)
{
	struct journal *j = opened("ana");
	struct stat st;
	char path[200];
	struct str s;

	(void)state;
	assert_int_equal(journal_state(j, STR("{\"t\":\"secreto\"}")), OK);
	s = bytes(path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_null(memmem(s.s, s.len, "secreto", 7));
	snprintf(path, sizeof(path), "%s/journal.key", folder);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	journal_close(j);
}

static void
a_tail_cut_anywhere_gives_the_last_whole_record(void **state)
{
	struct journal *j = opened("ana");
	char path[200];
	struct str s;
	size_t first;

	(void)state;
	assert_int_equal(journal_state(j, STR("{\"n\":1}")), OK);
	first = bytes(path).len;
	assert_int_equal(journal_state(j, STR("{\"n\":2}")), OK);
	journal_close(j);
	s = bytes(path);
	for (size_t n = first; n < s.len; n++) {
		put(path, s.s, n);
		j = opened("ana");
		assert_string_equal(past.state.s, "{\"n\":1}");
		assert_int_equal(past.aside.len, 0);
		/* What is told next is found behind it. */
		assert_int_equal(journal_state(j, STR("{\"n\":3}")), OK);
		journal_close(j);
		j = opened("ana");
		assert_string_equal(past.state.s, "{\"n\":3}");
		journal_close(j);
	}
}

static void
a_damaged_file_is_set_aside_and_a_new_one_begun(void **state)
{
	struct journal *j = opened("ana");
	char path[200];
	struct str s;
	struct stat st;

	(void)state;
	assert_int_equal(journal_state(j, STR("{\"n\":1}")), OK);
	journal_close(j);
	s = bytes(path);
	for (size_t i = 0; i < s.len; i++) {
		char *bad = malloc(s.len);

		assert_non_null(bad);
		memcpy(bad, s.s, s.len);
		bad[i] ^= 0x20;
		put(path, bad, s.len);
		free(bad);
		j = opened("ana");
		/* A length that grew is a tail that was cut. */
		if (past.aside.len > 0) {
			assert_int_equal(stat(past.aside.s, &st), 0);
			assert_int_equal(st.st_size, s.len);
		}
		assert_int_equal(past.state.len, 0);
		journal_close(j);
	}
}

static void
another_person_or_key_reads_nothing_of_it(void **state)
{
	struct journal *j = opened("ana");
	char path[200], other[200];
	struct str s;

	(void)state;
	assert_int_equal(journal_state(j, STR("{\"n\":1}")), OK);
	journal_close(j);
	s = bytes(path);
	j = opened("eva");
	assert_int_equal(past.state.len, 0);
	journal_close(j);
	snprintf(other, sizeof(other), "%s/journal.key", folder);
	put(other, "0123456789abcdef0123456789abcdef", 32);
	j = opened("ana");
	assert_int_equal(past.state.len, 0);
	assert_true(past.aside.len > 0);
	journal_close(j);
	assert_true(s.len > 0);
}

static void
records_cannot_change_places(void **state)
{
	struct journal *j = opened("ana");
	size_t whole, n, mark = sizeof(JOURNAL_MARK) - 1, one;
	char path[200];
	struct str s;
	char *mixed;
	FILE *p;

	(void)state;
	assert_int_equal(journal_state(j, STR("{\"n\":1}")), OK);
	one = bytes(path).len - mark;
	assert_int_equal(journal_state(j, STR("{\"n\":2}")), OK);
	journal_close(j);
	s = bytes(path);
	snprintf(path, sizeof(path), "%s/journal.key", folder);
	p = fopen(path, "r");
	assert_non_null(p);
	assert_int_equal(fread(key, 1, SECRET_KEY, p), SECRET_KEY);
	fclose(p);
	assert_int_equal(journal_read(s, key, STR("ana"), &a, &past, &whole,
			     &n),
	    OK);
	assert_int_equal(n, 2);
	mixed = calloc(1, s.len + 1);
	assert_non_null(mixed);
	memcpy(mixed, s.s, mark);
	memcpy(mixed + mark, s.s + mark + one, one);
	memcpy(mixed + mark + one, s.s + mark, one);
	assert_int_equal(journal_read((struct str){ mixed, s.len }, key,
			     STR("ana"), &a, &past, &whole, &n),
	    ERR_INVALID);
	free(mixed);
}

static void
two_consoles_have_a_journal_each_and_the_newest_is_taken(void **state)
{
	struct journal *one = opened("ana"), *two = opened("ana");

	(void)state;
	assert_int_equal(journal_state(one, STR("{\"n\":1}")), OK);
	assert_int_equal(journal_state(two, STR("{\"n\":2}")), OK);
	journal_close(two);
	two = opened("ana");
	assert_string_equal(past.state.s, "{\"n\":2}");
	journal_close(one);
	one = opened("ana");
	assert_string_equal(past.state.s, "{\"n\":1}");
	journal_close(one);
	journal_close(two);
}

/* Hours of typing do not fill the disk. */
static void
it_is_written_anew_when_it_has_grown(void **state)
{
	struct journal *j = opened("ana");
	struct journal_write w = some_write("ticket note 1 text=x");
	char path[200], text[4096];
	size_t most = 0;

	(void)state;
	assert_int_equal(journal_sent(j, &w), OK);
	assert_int_equal(journal_focus(j, STR("[7]")), OK);
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	for (int i = 0; i < 400; i++) {
		assert_int_equal(journal_state(j, str_of(text)), OK);
		most = bytes(path).len > most ? bytes(path).len : most;
	}
	assert_true(most < 400000);
	journal_close(j);
	j = opened("ana");
	assert_string_equal(past.state.s, text);
	assert_string_equal(past.focus.s, "[7]");
	assert_int_equal(past.writes.n, 1);
	journal_close(j);
}

/* The disk takes half of a record, then all again: nothing is between what was
 * whole before and what comes after. */
static void
a_full_disk_tears_no_file_written_anew(void **state)
{
	struct rlimit was, tight;
	struct journal *j = opened("ana");
	char path[200], text[4096];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	for (int i = 0; i < 100; i++)
		assert_int_equal(journal_state(j, str_of(text)), OK);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	tight = was;
	tight.rlim_cur = bytes(path).len + 100;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	assert_int_equal(journal_state(j, str_of(text)), ERR_IO);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
	assert_int_equal(journal_state(j, STR("{\"a\":1}")), OK);
	journal_close(j);
	j = opened("ana");
	assert_int_equal(past.aside.len, 0);
	assert_string_equal(past.state.s, "{\"a\":1}");
	journal_close(j);
}

static void
a_folder_that_cannot_be_written_is_told(void **state)
{
	struct journal *j = NULL;

	(void)state;
	assert_int_equal(journal_open(&j, "/proc/no/such", STR("ana"), &a,
			     &past, &f),
	    ERR_IO);
	assert_non_null(strstr(f.text, "/proc/no/such"));
}

/* ---- drafts ------------------------------------------------------------- */

static struct draft
parsed(const char *text)
{
	struct draft d;

	assert_int_equal(draft_parse(str_of(text), &a, &d), OK);
	return d;
}

static void
a_draft_is_read_as_it_was_printed(void **state)
{
	static struct draft d, back;
	struct buf one = { 0 }, two = { 0 };

	(void)state;
	d.at = 77;
	d.ntabs = 2;
	d.tab = 1;
	d.contact = id_make(5);
	d.tabs[0].n = 1;
	d.tabs[0].v[0] = (struct draft_view){ .screen = STR("home"),
		.text = STR_NONE,
		.typed = STR_NONE,
		.name = STR("T-10\303\261"),
		.at = id_make(6),
		.index = 7,
		.top = 3 };
	d.tabs[1].n = 1;
	d.tabs[1].v[0] = (struct draft_view){ .screen = STR("newticket"),
		.id = id_make(8),
		.text = STR_NONE,
		.typed = STR("{\"subject\":\"a \\\"b\\\"\"}") };
	d.line = (struct draft_line){ .kind = STR("argument"),
		.words = STR("ticket note text="),
		.label = STR("text"),
		.text = STR("ma\303\261ana"),
		.at = 3 };
	draft_print(&d, &one);
	assert_int_equal(draft_parse(buf_view(&one), &a, &back), OK);
	draft_print(&back, &two);
	assert_string_equal(one.s, two.s);
	assert_int_equal(back.tabs[0].v[0].index, 7);
	assert_string_equal(back.tabs[0].v[0].name.s, "T-10\303\261");
	assert_int_equal(back.tabs[1].v[0].name.len, 0);
	assert_string_equal(back.line.text.s, "ma\303\261ana");
	assert_true(draft_matters(&back));
	buf_done(&one);
	buf_done(&two);
}

static void
what_is_no_draft_is_refused_or_left_out(void **state)
{
	struct draft d;

	(void)state;
	assert_int_equal(draft_parse(STR(""), &a, &d), ERR_INVALID);
	assert_int_equal(draft_parse(STR("[1]"), &a, &d), ERR_INVALID);
	assert_int_equal(draft_parse(STR("{\"format\":99}"), &a, &d),
	    ERR_INVALID);
	d = parsed("{\"format\":1,\"tabs\":[7,[],[{\"screen\":3}],[{\"screen\":"
		   "\"find\",\"index\":-4,\"top\":99,\"id\":\"nonsense\"}]],"
		   "\"tab\":900,\"contact\":[]}");
	assert_int_equal(d.ntabs, 1);
	assert_int_equal(d.tab, 0);
	assert_int_equal(d.tabs[0].v[0].index, 0);
	assert_int_equal(d.tabs[0].v[0].top, 0);
	assert_true(id_none(d.tabs[0].v[0].id));
	assert_true(id_none(d.contact));
	assert_false(draft_matters(&d));
}

static void
of_two_drafts_the_later_counts(void **state)
{
	struct draft old = { .at = 1 }, young = { .at = 2 };

	(void)state;
	assert_ptr_equal(draft_newer(&old, &young), &young);
	assert_ptr_equal(draft_newer(&young, &old), &young);
	assert_ptr_equal(draft_newer(NULL, &old), &old);
	assert_ptr_equal(draft_newer(&old, NULL), &old);
	assert_null(draft_newer(NULL, NULL));
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_was_told_last_comes_back_and_unanswered_writes_in_order),
		T(time_that_was_worked_is_text_and_back),
		T(the_file_is_this_accounts_alone_and_says_nothing),
		T(a_tail_cut_anywhere_gives_the_last_whole_record),
		T(a_damaged_file_is_set_aside_and_a_new_one_begun),
		T(another_person_or_key_reads_nothing_of_it),
		T(records_cannot_change_places),
		T(two_consoles_have_a_journal_each_and_the_newest_is_taken),
		T(it_is_written_anew_when_it_has_grown),
		T(a_full_disk_tears_no_file_written_anew),
		T(a_folder_that_cannot_be_written_is_told),
		T(a_draft_is_read_as_it_was_printed),
		T(what_is_no_draft_is_refused_or_left_out),
		T(of_two_drafts_the_later_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
