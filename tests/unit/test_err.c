/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_err.c - a refusal carries one clean sentence, and die says why.
 */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/utf8.h"
#include "test.h"

static void
fail_notes_code_and_sentence(void **state)
{
	struct fault f = { 0 };

	(void)state;
	assert_int_equal(fail(&f, ERR_CONFLICT, "%s saved first", "Ana"),
	    ERR_CONFLICT);
	assert_int_equal(f.code, ERR_CONFLICT);
	assert_string_equal(f.text, "Ana saved first");
	assert_int_equal(fail(NULL, ERR_DENIED, "nobody listens"), ERR_DENIED);
}

static void
a_long_sentence_is_cut_between_characters(void **state)
{
	char text[2001];
	struct fault f;
	size_t shift;

	(void)state;
	for (shift = 0; shift < 4; shift++) {
		struct str s;

		memset(text, 'x', shift);
		for (s.len = shift; s.len + 3 < sizeof(text); s.len += 3)
			memcpy(text + s.len, "€", 3);
		text[s.len] = '\0';
		assert_int_equal(fail(&f, ERR_INVALID, "%s", text),
		    ERR_INVALID);
		s = str_of(f.text);
		assert_true(utf8_ok(s));
		assert_true(s.len < sizeof(f.text));
		assert_true(s.len > sizeof(f.text) - 4);
		assert_memory_equal(f.text + s.len - 3, "€", 3);
	}
}

static void
controls_and_bad_bytes_are_shown_as_such(void **state)
{
	struct fault f;

	(void)state;
	(void)fail(&f, ERR_INVALID, "no such team: %s",
	    "a\x1b[31m\a b\tc\nd\x7f\xff\u202e");
	assert_string_equal(f.text,
	    "no such team: a\ufffd[31m\ufffd b c d\ufffd\ufffd\ufffd");
}

static void
a_sentence_may_quote_itself(void **state)
{
	struct fault f;

	(void)state;
	(void)fail(&f, ERR_IO, "the disk is full");
	(void)fail(&f, ERR_IO, "teams.csv:7: %s", f.text);
	assert_string_equal(f.text, "teams.csv:7: the disk is full");
}

static void
every_code_has_its_own_name(void **state)
{
	int i, j;

	(void)state;
	for (i = OK; i <= ERR_DISK; i++) {
		assert_non_null(err_name((enum err)i));
		for (j = OK; j < i; j++)
			assert_string_not_equal(err_name((enum err)i),
			    err_name((enum err)j));
	}
	assert_string_equal(err_name(ERR_DENIED), "denied");
	assert_string_equal(err_name(ERR_NEED_ARG), "need-arg");
}

static void
hook(void)
{
	if (write(STDERR_FILENO, "hook ", 5) != 5)
		_exit(3);
}

static void
die_here(int fd)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	signal(SIGABRT, SIG_DFL); /* cmocka has its own */
	dup2(fd, STDERR_FILENO);
	die_hook(hook);
	die("out of %s\x1b", "memory");
}

static void
die_runs_the_hook_says_why_and_aborts(void **state)
{
	char said[200] = "";
	int ends[2], status;
	ssize_t n;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	if ((pid = fork()) == 0)
		die_here(ends[1]);
	close(ends[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	n = read(ends[0], said, sizeof(said) - 1);
	close(ends[0]);
	assert_true(n > 0);
	assert_string_equal(said, "hook out of memory?\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fail_notes_code_and_sentence),
		cmocka_unit_test(a_long_sentence_is_cut_between_characters),
		cmocka_unit_test(controls_and_bad_bytes_are_shown_as_such),
		cmocka_unit_test(a_sentence_may_quote_itself),
		cmocka_unit_test(every_code_has_its_own_name),
		cmocka_unit_test(die_runs_the_hook_says_why_and_aborts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
