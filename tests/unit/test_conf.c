/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_conf.c - setup lines as typed, and a refusal that names the line.
 */
#include <unistd.h>

#include "base/conf.h"
#include "test.h"

static struct arena a;

static int
clear(void **state)
{
	(void)state;
	arena_done(&a);
	return 0;
}

/* Notes every call as "file:line section|key|value" and a new line; refuses
 * the key "stop". */
static enum err
note(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	if (str_is(key, "stop"))
		return fail(f, ERR_DENIED, "%s:%d: stopped", at.file, at.line);
	buf_printf(u, "%s:%d %s|%s|%s\n", at.file, at.line, section.s, key.s,
	    value.s);
	return OK;
}

static void
sees(struct str text, const char *calls)
{
	struct buf b = { 0 };
	struct fault f = { 0 };
	enum err rc = conf_text(text, "x.conf", note, &b, &f);

	assert_string_equal(f.text, "");
	assert_int_equal(rc, OK);
	assert_string_equal(buf_view(&b).s, calls);
	buf_done(&b);
}

static void
refuses(struct str text, const char *where, const char *why)
{
	struct buf b = { 0 };
	struct fault f = { 0 };

	assert_int_equal(conf_text(text, "x.conf", note, &b, &f), ERR_INVALID);
	assert_memory_equal(f.text, where, strlen(where));
	assert_non_null(strstr(f.text, why));
	buf_done(&b);
}

static void
sections_and_keys_come_in_order_with_their_lines(void **state)
{
	(void)state;
	sees(STR("# a comment\n"
		 "theme = dark\n"
		 "\n"
		 "; another\n"
		 "[team ventas]\n"
		 "name=Ventas Ñuñoa\n"
		 "\t \n"
		 "[ b ] \n"
		 "k = v"),
	    "x.conf:2 |theme|dark\n"
	    "x.conf:5 team ventas||\n"
	    "x.conf:6 team ventas|name|Ventas Ñuñoa\n"
	    "x.conf:8 b||\n"
	    "x.conf:9 b|k|v\n");
	sees(STR(""), "");
	sees(STR("\n\n"), "");
}

static void
values_are_taken_as_typed(void **state)
{
	(void)state;
	sees(STR("greeting = Hello ; and # goodbye\n"
		 "sum = 1 + 1 = 2\n"
		 "quoted = \"as is\" \\n\n"
		 "padded =   both ends  \n"
		 "a key with blanks = yes\n"),
	    "x.conf:1 |greeting|Hello ; and # goodbye\n"
	    "x.conf:2 |sum|1 + 1 = 2\n"
	    "x.conf:3 |quoted|\"as is\" \\n\n"
	    "x.conf:4 |padded|both ends\n"
	    "x.conf:5 |a key with blanks|yes\n");
}

static void
files_from_other_systems_read_the_same(void **state)
{
	(void)state;
	sees(STR("\xef\xbb\xbf[s]\r\nk = v\r\n\r\n"),
	    "x.conf:1 s||\nx.conf:2 s|k|v\n");
}

static void
a_line_that_is_nothing_is_refused_with_its_number(void **state)
{
	(void)state;
	refuses(STR("a = 1\nnonsense\n"), "x.conf:2: ", "no key = value");
	refuses(STR("a = 1\n\n  b = 2\n"), "x.conf:3: ", "blank");
	refuses(STR("\tb = 2\n"), "x.conf:1: ", "blank");
	refuses(STR("\n= 2\n"), "x.conf:2: ", "no key before");
	refuses(STR("b =\n"), "x.conf:1: ", "no value");
	refuses(STR("b =  \t\n"), "x.conf:1: ", "no value");
	refuses(STR("[open\n"), "x.conf:1: ", "[name]");
	refuses(STR("[a] b = 1\n"), "x.conf:1: ", "[name]");
	refuses(STR("[\n"), "x.conf:1: ", "[name]");
	refuses(STR("[]\n"), "x.conf:1: ", "no name");
	refuses(STR("[ ]\n"), "x.conf:1: ", "no name");
	refuses(STR("a = 1\nb = \xff\n"), "x.conf:2: ", "UTF-8");
	refuses(STR("# caf\xe9\n"), "x.conf:1: ", "UTF-8");
	refuses(STR("a = 1\0 2\n"), "x.conf:1: ", "UTF-8");
}

static void
a_line_may_have_4000_bytes_and_no_more(void **state)
{
	char line[4002];
	struct buf b = { 0 };

	(void)state;
	memset(line, 'x', sizeof(line));
	memcpy(line, "k=", 2);
	line[4000] = '\0';
	assert_int_equal(conf_text((struct str){ line, 4000 }, "f", note, &b,
			     NULL),
	    OK);
	assert_int_equal(b.len, strlen("f:1 |k|\n") + 3998);
	line[4000] = 'x';
	line[4001] = '\0';
	refuses((struct str){ line, 4001 }, "x.conf:1: ", "4000");
	buf_done(&b);
}

static void
the_callback_can_stop_the_reading(void **state)
{
	struct buf b = { 0 };
	struct fault f;

	(void)state;
	assert_int_equal(conf_text(STR("a = 1\nstop = 1\nb = 2\n"), "f", note,
			     &b, &f),
	    ERR_DENIED);
	assert_string_equal(f.text, "f:2: stopped");
	assert_string_equal(b.s, "f:1 |a|1\n");
	buf_done(&b);
}

static void
files_are_read_whole_or_refused(void **state)
{
	char path[] = "/tmp/cabina-conf-XXXXXX";
	int fd = mkstemp(path);
	struct buf b = { 0 };
	struct fault f;
	struct str s = STR("untouched");

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "a = 1\nb\n", 8), 8);
	assert_int_equal(close(fd), 0);
	assert_int_equal(file_read(path, 7, &a, &s, &f), ERR_INVALID);
	assert_non_null(strstr(f.text, "7 bytes"));
	assert_string_equal(s.s, "untouched");
	assert_int_equal(file_read(path, 8, &a, &s, &f), OK);
	assert_string_equal(s.s, "a = 1\nb\n");
	assert_int_equal(conf_read(path, note, &b, &f), ERR_INVALID);
	assert_memory_equal(f.text, path, strlen(path));
	assert_memory_equal(f.text + strlen(path), ":2: ", 4);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(conf_read(path, note, &b, &f), ERR_NOT_FOUND);
	assert_non_null(strstr(f.text, path));
	assert_int_equal(file_read("/", 8, &a, &s, &f), ERR_IO);
	buf_done(&b);
}

static void
a_file_longer_than_one_read_arrives_whole(void **state)
{
	char path[] = "/tmp/cabina-conf-XXXXXX";
	int fd = mkstemp(path);
	struct buf b = { 0 };
	struct str s;
	int i;

	(void)state;
	for (i = 0; i < 5000; i++)
		buf_printf(&b, "key%d = %d\n", i, i);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, b.s, b.len), b.len);
	assert_int_equal(close(fd), 0);
	assert_int_equal(file_read(path, b.len, &a, &s, NULL), OK);
	assert_true(str_eq(s, buf_view(&b)));
	assert_int_equal(file_read(path, b.len - 1, &a, &s, NULL), ERR_INVALID);
	assert_int_equal(unlink(path), 0);
	buf_done(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    sections_and_keys_come_in_order_with_their_lines),
		cmocka_unit_test(values_are_taken_as_typed),
		cmocka_unit_test(files_from_other_systems_read_the_same),
		cmocka_unit_test(
		    a_line_that_is_nothing_is_refused_with_its_number),
		cmocka_unit_test(a_line_may_have_4000_bytes_and_no_more),
		cmocka_unit_test(the_callback_can_stop_the_reading),
		cmocka_unit_test(files_are_read_whole_or_refused),
		cmocka_unit_test(a_file_longer_than_one_read_arrives_whole),
	};

	return cmocka_run_group_tests(tests, NULL, clear);
}
