/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_render.c - one answer in three forms, and nothing foreign reaches a
 * terminal.
 */
#include "test.h"

#include <locale.h>

#include "base/json.h"
#include "base/utf8.h"
#include "cmd/render.h"

static struct arena a;
static struct reply r;
static struct buf out;

static int
start(void **state)
{
	(void)state;
	reply_init(&r, &a);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_done(&a);
	a = (struct arena){ 0 };
	buf_done(&out);
	out = (struct buf){ 0 };
	return 0;
}

static const char *
shown(enum render_form form, int width, const char *columns)
{
	struct render how = { .form = form,
		.width = width,
		.command = "ticket list",
		.columns = columns };

	buf_reset(&out);
	render(&r, &how, &out);
	return out.s;
}

static void
thing(void)
{
	reply_id(&r, "id", ID_NONE);
	reply_int(&r, "number", 1042);
	reply_text(&r, "subject", STR("Ñandú \"roto\""));
	reply_at(&r, "created_at", 1772452800000);
	reply_at(&r, "closed_at", 0);
	reply_bool(&r, "public", true);
	reply_json(&r, "required", STR("[\"plate\"]"));
	reply_json(&r, "broken", STR("[oops"));
}

static void
a_thing_is_one_json_document(void **state)
{
	(void)state;
	thing();
	assert_string_equal(shown(RENDER_JSON, 80, NULL),
	    "{\"id\":null,\"number\":1042,\"subject\":\"Ñandú \\\"roto\\\"\","
	    "\"created_at\":\"2026-03-02T12:00:00Z\",\"closed_at\":null,"
	    "\"public\":true,\"required\":[\"plate\"],\"broken\":\"[oops\"}\n");
}

static void
a_thing_for_a_pipe_is_name_and_value(void **state)
{
	(void)state;
	thing();
	assert_string_equal(shown(RENDER_TABS, 80, NULL),
	    "id\t\nnumber\t1042\nsubject\tÑandú \"roto\"\n"
	    "created_at\t2026-03-02T12:00:00Z\nclosed_at\t\npublic\ttrue\n"
	    "required\t[\"plate\"]\nbroken\t[oops\n");
}

static void
a_thing_for_people_leaves_out_what_is_empty(void **state)
{
	(void)state;
	thing();
	assert_string_equal(shown(RENDER_PEOPLE, 80, NULL),
	    "number   T-1042\nsubject  Ñandú \"roto\"\n"
	    "created  2026-03-02 12:00Z\npublic   yes\n"
	    "needs    plate\nbroken   [oops\n");
}

static void
rows(void)
{
	static const char *const names[] = { "María", "Ana\tLuz\nPaz",
		"李小龍" };

	reply_table(&r, "rows");
	for (size_t i = 0; i < countof(names); i++) {
		reply_line(&r);
		reply_id(&r, "id", ID_NONE);
		reply_text(&r, "name", str_of(names[i]));
		reply_int(&r, "priority", (int64_t)i * 50);
		reply_text(&r, "team", STR_NONE);
	}
	reply_thing(&r);
}

static void
a_list_is_called_rows(void **state)
{
	struct json *o;
	const struct json *v;

	(void)state;
	rows();
	assert_int_equal(json_parse(str_of(shown(RENDER_JSON, 80, NULL)), &o,
			     NULL),
	    OK);
	v = json_get(o, "rows");
	assert_int_equal(json_len(v), 3);
	assert_string_equal(json_str(json_get(json_at(v, 1), "name")).s,
	    "Ana\tLuz\nPaz");
	json_free(o);
}

/* A value's own tabs and newlines would make columns and lines. */
static void
a_row_for_a_pipe_is_one_line(void **state)
{
	(void)state;
	rows();
	assert_string_equal(shown(RENDER_TABS, 80, NULL),
	    "\tMaría\t0\t\n\tAna Luz Paz\t50\t\n\t李小龍\t100\t\n");
}

static void
columns_line_up_whatever_the_letters(void **state)
{
	(void)state;
	rows();
	assert_string_equal(shown(RENDER_PEOPLE, 80, "name priority team"),
	    "name         priority\n"
	    "María               0\n"
	    "Ana Luz Paz        50\n"
	    "李小龍            100\n");
}

static void
a_table_is_cut_to_the_width(void **state)
{
	struct str rest, line;

	(void)state;
	rows();
	rest = str_copy(&a, str_of(shown(RENDER_PEOPLE, 18, "name priority")));
	while (str_next(&a, &rest, '\n', &line))
		assert_true(utf8_columns(line) <= 18);
	assert_non_null(strstr(out.s, "Ana Luz…"));
}

static void
an_empty_list_says_so_to_people_only(void **state)
{
	(void)state;
	reply_table(&r, "rows");
	assert_string_equal(shown(RENDER_JSON, 80, NULL), "{\"rows\":[]}\n");
	assert_string_equal(shown(RENDER_TABS, 80, NULL), "");
	assert_string_equal(shown(RENDER_PEOPLE, 80, NULL),
	    "There is nothing to show.\n");
}

static void
tables_of_a_thing_carry_their_name(void **state)
{
	(void)state;
	reply_text(&r, "name", STR("Ana"));
	reply_table(&r, "contacts");
	reply_line(&r);
	reply_text(&r, "kind", STR("phone"));
	reply_text(&r, "value", STR("+56 2"));
	reply_thing(&r);
	reply_bool(&r, "replayed", false);
	assert_string_equal(shown(RENDER_TABS, 80, NULL),
	    "name\tAna\nreplayed\tfalse\ncontacts\tphone\t+56 2\n");
	assert_string_equal(shown(RENDER_PEOPLE, 80, NULL),
	    "name  Ana\n\nhow to reach\nkind   value\nphone  +56 2\n");
	assert_non_null(strstr(shown(RENDER_JSON, 80, NULL),
	    "\"contacts\":[{\"kind\":\"phone\""));
}

static void
a_message_is_prose(void **state)
{
	(void)state;
	reply_table(&r, "messages");
	reply_line(&r);
	reply_at(&r, "at", 1772452800000);
	reply_text(&r, "direction", STR("in"));
	reply_text(&r, "body", STR("one\ntwo"));
	assert_string_equal(shown(RENDER_PEOPLE, 80, NULL),
	    "messages\n2026-03-02 12:00Z  incoming\n    one\n    two\n");
}

/* People read words, letters before numbers and their own clock; programs read
 * what commands take. */
static void
codes_are_words_to_people_only(void **state)
{
	struct render how = { .form = RENDER_PEOPLE,
		.width = 80,
		.columns = "number state channel due_at",
		.command = "callback list",
		.zone = zone_get(STR("America/Santiago")) };

	(void)state;
	reply_table(&r, "rows");
	reply_line(&r);
	reply_int(&r, "number", 1003);
	reply_text(&r, "state", STR("missed"));
	reply_text(&r, "channel", STR("phone"));
	reply_at(&r, "due_at", 1772452800000);
	buf_reset(&out);
	render(&r, &how, &out);
	assert_non_null(strstr(out.s, "C-1003"));
	assert_non_null(strstr(out.s, "call "));
	assert_non_null(strstr(out.s, "2026-03-02 09:00 -03\n"));
	how.command = "ticket list";
	buf_reset(&out);
	render(&r, &how, &out);
	assert_non_null(strstr(out.s, "T-1003  missed"));
	assert_string_equal(shown(RENDER_TABS, 80, NULL),
	    "1003\tmissed\tphone\t2026-03-02T12:00:00Z\n");
}

/* Bytes that a terminal would obey, in every place where data can stand. */
static void
no_control_byte_reaches_a_terminal(void **state)
{
	const struct str evil = STR("a\033[31mb\x07\xc2\x9b"
				    "c\x9d\xe2\x80\xae"
				    "d\x7f\rx");
	const char *s;

	(void)state;
	reply_text(&r, "name", evil);
	reply_table(&r, "rows");
	reply_line(&r);
	reply_text(&r, "name", evil);
	reply_json(&r, "required", evil);
	reply_table(&r, "messages");
	reply_line(&r);
	reply_text(&r, "body", evil);
	reply_page(&r, evil);
	for (enum render_form form = RENDER_PEOPLE; form <= RENDER_JSON;
	     form++) {
		s = shown(form, 80, NULL);
		assert_true(utf8_ok(str_of(s)));
		for (; *s != '\0'; s++)
			if (((unsigned char)*s < 0x20 && *s != '\n' &&
				*s != '\t') ||
			    *s == 0x7f)
				fail_msg("form %d has byte %02x", form, *s);
		if (form != RENDER_JSON)
			assert_null(strstr(out.s, "\xc2\x9b"));
	}
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, start, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(a_thing_is_one_json_document),
		ONE(a_thing_for_a_pipe_is_name_and_value),
		ONE(a_thing_for_people_leaves_out_what_is_empty),
		ONE(a_list_is_called_rows),
		ONE(a_row_for_a_pipe_is_one_line),
		ONE(columns_line_up_whatever_the_letters),
		ONE(a_table_is_cut_to_the_width),
		ONE(an_empty_list_says_so_to_people_only),
		ONE(tables_of_a_thing_carry_their_name),
		ONE(a_message_is_prose),
		ONE(codes_are_words_to_people_only),
		ONE(no_control_byte_reaches_a_terminal),
	};

	if (MB_CUR_MAX == 1)
		(void)setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
