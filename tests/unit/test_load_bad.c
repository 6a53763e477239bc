/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_load_bad.c - what is told of bad rows and of files that cannot be loaded.
 */
#include "loadtest.h"

#include "base/conf.h"

/* ---- bad rows ----------------------------------------------------------- */

static void
each_bad_row_is_told_and_the_rest_goes_in(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer", people, mixed);
	counts(&t, 2, 0, 1, 10);
	told(&t, 0, 3, "name", "name is empty");
	told(&t, 1, 4, "rut", "no RUT or has a wrong check digit");
	told(&t, 2, 5, "kind", "is 'robot', not one of person|company");
	told(&t, 3, 6, "born", "is '31/12/1980', which is no date");
	told(&t, 4, 7, "phone", "no telephone number");
	told(&t, 5, 8, "email", "no e-mail address");
	told(&t, 6, 9, "branch", "no such branch in use");
	told(&t, 7, 10, "", "5 columns, the heading 8");
	told(&t, 8, 11, "id", "external is empty");
	told(&t, 9, 12, "", "the heading is here again");
	done(&t);
}

static void
the_reject_file_is_mended_and_loaded_with_the_same_map(void **state)
{
	struct world *w = *state;
	struct str text;
	struct run t;

	load(w, &t, "customer", people,
	    HEAD "1,Ana,,,,,,\n2,\"B, \"\"x\"\"\",robot,,,,,\n");
	assert_string_equal(t.r.rejects.s, "rows.csv.rejects.csv");
	fine(w, file_read(t.r.rejects.s, 4000, &t.a, &text, &w->c.fault));
	assert_string_equal(text.s,
	    "\"id\",\"name\",\"kind\",\"rut\",\"born\",\"phone\",\"email\","
	    "\"branch\",\"why\"\r\n"
	    "\"2\",\"B, \"\"x\"\"\",\"robot\",\"\",\"\",\"\",\"\",\"\","
	    "\"line 3: kind is 'robot', not one of person|company; a "
	    "[values …] table can say which is meant\"\r\n");
	assert_int_equal(system("sed -i s/robot/person/ "
				"rows.csv.rejects.csv"),
	    0);
	t.o.file = t.r.rejects;
	fine(w, go(w, &t));
	counts(&t, 1, 0, 0, 0);
	answer_is(w, "SELECT name FROM customer WHERE external = '2'",
	    "B, \"x\"");
	done(&t);
}

/* Older bytes stay as they were, so that the map's encoding still holds. */
static void
rejects_keep_the_encoding_of_the_file(void **state)
{
	struct world *w = *state;
	struct str text;
	struct run t;

	load(w, &t, "customer", people, HEAD "1,Jos\xe9,ni\xf1o,,,,,\n");
	fine(w, file_read(t.r.rejects.s, 4000, &t.a, &text, &w->c.fault));
	assert_non_null(strstr(text.s, "\"Jos\xe9\",\"ni\xf1o\""));
	assert_non_null(strstr(text.s, "is 'ni\xf1o', not one of"));
	done(&t);
}

static void
bytes_and_controls_are_told_in_the_columns_that_are_read(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer",
	    "[file]\nencoding = utf-8\n[fields]\nexternal = {id}\n"
	    "name = {name}\n",
	    "id,name,junk\n1,Jos\xe9,x\n2,An\x1b[31m,x\n3,Eva,\x01\xff\n");
	counts(&t, 1, 0, 0, 2);
	told(&t, 0, 2, "name", "bytes that are not UTF-8");
	told(&t, 1, 3, "name", "a control character");
	done(&t);
}

static void
a_rut_is_nobody_elses(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer", people, HEAD "1,Ana,,12345678-5,,,,\n");
	done(&t);
	load(w, &t, "customer", people,
	    HEAD "2,Eva,,12.345.678-5,,,,\n3,Paz,,11111111-1,,,,\n"
		 "4,Sol,,11.111.111-1,,,,\n");
	counts(&t, 1, 0, 0, 2);
	told(&t, 0, 2, "rut", "another customer's already");
	told(&t, 1, 4, "rut", "in this file for another row");
	done(&t);
}

/* A rule that only the database knows costs its own row and no other. */
static void
what_the_database_refuses_is_one_row(void **state)
{
	struct world *w = *state;
	struct buf b = { 0 };
	struct run t;

	dbtest_do(w->db, "CREATE UNIQUE INDEX one_name ON customer (name)");
	buf_z(&b, HEAD);
	for (int i = 0; i < 300; i++)
		buf_printf(&b, "%d,Name %d,,,,,,\n", i, i == 217 ? 5 : i);
	load(w, &t, "customer", people, b.s);
	counts(&t, 299, 0, 0, 1);
	told(&t, 0, 219, "", "the database refuses the row");
	prove_chain(w);
	done(&t);
	buf_done(&b);
}

static void
too_many_bad_rows_write_nothing(void **state)
{
	struct buf before = { 0 }, after = { 0 };
	struct world *w = *state;
	struct run t;

	ready(&t, "customer", people, mixed);
	t.o.max_bad = 9;
	snapshot(w, &before);
	refused(w, go(w, &t), ERR_INVALID,
	    "10 bad rows, more than 9; nothing was loaded. The first: line 3");
	snapshot(w, &after);
	assert_string_equal(before.s, after.s);
	assert_int_equal(access("rows.csv.rejects.csv", F_OK), -1);
	t.o.max_bad = 10;
	fine(w, go(w, &t));
	counts(&t, 2, 0, 1, 10);
	done(&t);
	buf_done(&before);
	buf_done(&after);
}

static void
only_the_first_errors_are_kept(void **state)
{
	struct world *w = *state;
	struct run t;

	ready(&t, "customer", people, mixed);
	t.o.max_errors = 3;
	fine(w, go(w, &t));
	assert_int_equal(t.r.nerrors, 3);
	assert_int_equal(t.r.bad, 10);
	done(&t);
}

static void
rows_may_be_skipped_by_the_map(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer",
	    "[fields]\nexternal = {id}\nname = {name}\n"
	    "[skip]\nwhen = {kind} is test\n",
	    HEAD "1,Ana,test,,,,,\n2,Eva,,,,,,\n");
	counts(&t, 1, 0, 1, 0);
	done(&t);
}

/* ---- refused before anything -------------------------------------------- */

static void
what_cannot_be_begun_says_why(void **state)
{
	struct world *w = *state;
	struct run t;

	ready(&t, "custmer", people, HEAD);
	refused(w, go(w, &t), ERR_INVALID, "did you mean 'customer'?");
	t.o.kind = STR("customer");
	t.o.map = STR("no.map");
	refused(w, go(w, &t), ERR_NOT_FOUND, "no.map");
	t.o.map = STR("the.map");
	t.o.file = STR("no.csv");
	refused(w, go(w, &t), ERR_NOT_FOUND, "no.csv");
	t.o.file = STR("rows.csv");
	put_file("rows.csv", STR("a,b\n1,\"2\n"));
	refused(w, go(w, &t), ERR_INVALID,
	    "rows.csv: line 2, column 2: the quote that begins here");
	put_file("rows.csv", STR("id,nombre\n1,2\n"));
	refused(w, go(w, &t), ERR_INVALID,
	    "the.map:3: the file has no column 'name'");
	put_file("the.map",
	    STR("[fields]\nexternal = {id}\nname = {nombre}\n"
		"field.hoby = {id}\n"));
	refused(w, go(w, &t), ERR_INVALID,
	    "the.map:4: a customer has no field 'hoby'; did you mean 'hobby'?");
	answer_is(w, "SELECT count(*) FROM load_batch", "0");
	done(&t);
}

/* Rows of another width, as others' broken files have them. */
static void
rows_of_another_width_are_bad_rows(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer", "[fields]\nexternal = {foo}\nname = {bar}\n",
	    "foo,bar,baz\n1,2\n1,2,3,4\n1,2,3\n");
	counts(&t, 1, 0, 0, 2);
	told(&t, 0, 2, "", "the row has 2 columns, the heading 3");
	told(&t, 1, 3, "", "the row has 4 columns, the heading 3");
	done(&t);
	ready(&t, "customer", "[fields]\nexternal = {foo}\nname = {bar}\n",
	    "qux,quux,quuz");
	refused(w, go(w, &t), ERR_INVALID, "no column 'foo'");
	done(&t);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(each_bad_row_is_told_and_the_rest_goes_in),
		TEST(the_reject_file_is_mended_and_loaded_with_the_same_map),
		TEST(rejects_keep_the_encoding_of_the_file),
		TEST(bytes_and_controls_are_told_in_the_columns_that_are_read),
		TEST(a_rut_is_nobody_elses),
		TEST(what_the_database_refuses_is_one_row),
		TEST(too_many_bad_rows_write_nothing),
		TEST(only_the_first_errors_are_kept),
		TEST(rows_may_be_skipped_by_the_map),
		TEST(what_cannot_be_begun_says_why),
		TEST(rows_of_another_width_are_bad_rows),
	};

	return load_tests(tests, countof(tests));
}
