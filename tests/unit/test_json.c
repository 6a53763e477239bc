/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_json.c - documents come out in order and as valid UTF-8, and go in
 * strictly.
 */
#include "base/json.h"
#include "base/utf8.h"
#include "test.h"

static void
prints(struct json *j, bool indent, const char *text)
{
	struct buf b = { 0 };

	json_print(j, &b, indent);
	assert_string_equal(b.s, text);
	buf_done(&b);
	json_free(j);
}

static struct json *
read_in(struct str text)
{
	struct json *j = NULL;

	assert_int_equal(json_parse(text, &j, NULL), OK);
	assert_non_null(j);
	return j;
}

static void
keys_keep_the_order_they_were_set_in(void **state)
{
	struct json *o = json_object_new();

	(void)state;
	json_set_int(o, "zulu", -5);
	json_set_str(o, "alfa", STR("Ñuñoa \"x\"\n"));
	json_set_bool(o, "mike", true);
	json_set_null(o, "kilo");
	json_set_at(o, "at", SECONDS(1772811000) + 999);
	json_set_at(o, "never", 0);
	json_set_int(o, "zulu", INT64_MAX);
	prints(o, false,
	    "{\"zulu\":9223372036854775807,"
	    "\"alfa\":\"Ñuñoa \\\"x\\\"\\n\",\"mike\":true,\"kilo\":null,"
	    "\"at\":\"2026-03-06T15:30:00Z\",\"never\":null}\n");
}

static void
parents_own_what_is_set_into_them(void **state)
{
	struct json *o = json_object_new(), *rows = json_array_new();
	struct json *row = json_object_new();

	(void)state;
	json_set_int(row, "number", 1042);
	json_push(rows, row);
	json_push_str(rows, STR("x"));
	json_push_int(rows, INT64_MIN);
	json_push_null(rows);
	json_set(o, "rows", rows);
	prints(o, true,
	    "{\n"
	    "  \"rows\": [\n"
	    "    {\n"
	    "      \"number\": 1042\n"
	    "    },\n"
	    "    \"x\",\n"
	    "    -9223372036854775808,\n"
	    "    null\n"
	    "  ]\n"
	    "}\n");
	prints(json_array_new(), false, "[]\n");
}

static void
text_that_is_not_utf8_is_mended(void **state)
{
	struct json *o = json_object_new();

	(void)state;
	json_set_str(o, "caf\xe9",
	    STR("\xff"
		"a\xc3"));
	json_set_str(o, "nul", STR("a\0b"));
	prints(o, false,
	    "{\"caf\ufffd\":\"\ufffda\ufffd\","
	    "\"nul\":\"a\\u0000b\"}\n");
}

static void
what_is_printed_reads_back(void **state)
{
	struct json *o = read_in(STR("{\"b\":[1,\"dos\",null,true,2.5],"
				     "\"a\":{\"n\":-7},\"s\":\"\\u00f1\"}"));
	const struct json *b = json_get(o, "b");

	(void)state;
	assert_int_equal(json_len(b), 5);
	assert_int_equal(json_int(json_at(b, 0)), 1);
	assert_string_equal(json_str(json_at(b, 1)).s, "dos");
	assert_true(json_is_null(json_at(b, 2)));
	assert_int_equal(json_int(json_at(b, 3)), 1);
	assert_int_equal(json_int(json_get(json_get(o, "a"), "n")), -7);
	assert_string_equal(json_str(json_get(o, "s")).s, "ñ");
	assert_int_equal(json_str(json_get(o, "s")).len, 2);
	json_free(o);
}

static void
what_is_missing_or_other_reads_as_nothing(void **state)
{
	struct json *o = read_in(STR("{\"n\":1,\"s\":\"x\",\"f\":2.5,"
				     "\"a\":[]}"));

	(void)state;
	assert_null(json_get(o, "none"));
	assert_null(json_get(json_get(o, "none"), "deeper"));
	assert_null(json_at(json_get(o, "a"), 0));
	assert_null(json_at(o, 0));
	assert_int_equal(json_len(o), 0);
	assert_int_equal(json_len(NULL), 0);
	assert_string_equal(json_str(json_get(o, "n")).s, "");
	assert_string_equal(json_str(NULL).s, "");
	assert_int_equal(json_int(json_get(o, "s")), 0);
	assert_int_equal(json_int(json_get(o, "f")), 0);
	assert_int_equal(json_int(NULL), 0);
	assert_false(json_is_null(NULL));
	assert_false(json_is_null(json_get(o, "n")));
	json_free(o);
	json_free(NULL);
}

static void
an_object_is_walked_in_order(void **state)
{
	struct json *o = read_in(STR("{\"one\":1,\"two\":2,\"three\":3}"));
	struct buf b = { 0 };
	void *i;

	(void)state;
	for (i = json_iter(o); i != NULL; i = json_iter_next(o, i))
		buf_printf(&b, "%s=%d ", json_iter_key(i),
		    (int)json_int(json_iter_value(i)));
	assert_string_equal(b.s, "one=1 two=2 three=3 ");
	buf_done(&b);
	json_free(o);
}

static void
bad_documents_are_refused_with_their_place(void **state)
{
	const struct str bad[] = { STR(""), STR("{"), STR("{\"a\":1,}"),
		STR("{\"a\":1,\"a\":2}"), STR("[1] 2"), STR("nope"),
		STR("\"\xff\""), STR("\"\\u0000\""), STR("'a'"),
		STR("99999999999999999999"), STR("[1]\0") };
	struct json *j = NULL;
	struct fault f;
	size_t i;

	(void)state;
	for (i = 0; i < countof(bad); i++) {
		assert_int_equal(json_parse(bad[i], &j, &f), ERR_INVALID);
		assert_null(j);
		assert_non_null(strstr(f.text, "line 1"));
	}
	assert_int_equal(json_parse(STR("{\n\"a\":\n!}"), &j, &f), ERR_INVALID);
	assert_non_null(strstr(f.text, "line 3"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_keep_the_order_they_were_set_in),
		cmocka_unit_test(parents_own_what_is_set_into_them),
		cmocka_unit_test(text_that_is_not_utf8_is_mended),
		cmocka_unit_test(what_is_printed_reads_back),
		cmocka_unit_test(what_is_missing_or_other_reads_as_nothing),
		cmocka_unit_test(an_object_is_walked_in_order),
		cmocka_unit_test(bad_documents_are_refused_with_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
