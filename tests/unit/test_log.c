/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_log.c - one event is one whole line, and nothing in it can act on a
 * terminal.
 */
#include <errno.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/log.h"
#include "test.h"

enum { THREADS = 4, LINES = 500 };

static char path[] = "/tmp/cabina-log-XXXXXX";
static struct arena a;

static int
make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	if (fd < 0 || close(fd) != 0)
		return -1;
	return unsetenv("CABINA_DEBUG");
}

static int
empty_file(void **state)
{
	(void)state;
	log_close();
	return unlink(path) == 0 || errno == ENOENT ? 0 : -1;
}

static int
drop_file(void **state)
{
	arena_done(&a);
	return empty_file(state);
}

static struct str
written(void)
{
	struct str s = STR_NONE;

	assert_int_equal(file_read(path, 1 << 24, &a, &s, NULL), OK);
	return s;
}

/* The next line's words; its time must be a real instant of this minute. */
static const char *
words(struct str *rest)
{
	struct clock c = clock_system();
	struct str line;
	msec at;

	assert_true(str_next(&a, rest, '\n', &line));
	assert_true(line.len > 21);
	assert_int_equal(clock_parse(str_copyn(&a, line.s, 20), &at, NULL), OK);
	assert_true(at <= clock_now(&c) && at > clock_now(&c) - MINUTES(1));
	return line.s + 21;
}

static void
nothing_is_written_before_opening_or_after_closing(void **state)
{
	struct str s;

	(void)state;
	log_error("too.early");
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(log_open(path, NULL), OK);
	log_close();
	log_error("too.late");
	s = written();
	assert_string_equal(s.s, "");
}

static void
a_line_has_time_level_and_words(void **state)
{
	struct str s;

	(void)state;
	assert_int_equal(log_open(path, NULL), OK);
	log_info("ticket.create id=%s ms=%d", "T-1042", 7);
	log_warn("queue.slow ms=%d", 900);
	log_error("db.gone");
	log_debug("not.asked");
	s = written();
	assert_string_equal(words(&s), "info ticket.create id=T-1042 ms=7");
	assert_string_equal(words(&s), "warn queue.slow ms=900");
	assert_string_equal(words(&s), "error db.gone");
	assert_int_equal(s.len, 0);
}

static void
debug_lines_are_asked_for(void **state)
{
	struct str s;

	(void)state;
	assert_int_equal(setenv("CABINA_DEBUG", "1", 1), 0);
	assert_int_equal(log_open(path, NULL), OK);
	assert_int_equal(unsetenv("CABINA_DEBUG"), 0);
	log_debug("asked.for n=%d", 1);
	s = written();
	assert_string_equal(words(&s), "debug asked.for n=1");
}

static void
a_forged_line_stays_one_line(void **state)
{
	struct str s;

	(void)state;
	assert_int_equal(log_open(path, NULL), OK);
	log_info("agent.sign_in name=%s",
	    "x\n2026-01-01T00:00:00Z info forged\x1b]0;t\a\xff\u202e");
	s = written();
	assert_string_equal(words(&s),
	    "info agent.sign_in name=x "
	    "2026-01-01T00:00:00Z info forged\ufffd]0;t\ufffd\ufffd\ufffd");
	assert_int_equal(s.len, 0);
}

static void
a_log_is_appended_to_and_private(void **state)
{
	struct stat st;
	struct str s;

	(void)state;
	assert_int_equal(log_open(path, NULL), OK);
	log_info("first");
	assert_int_equal(log_open(path, NULL), OK);
	errno = EAGAIN;
	log_info("second");
	assert_int_equal(errno, EAGAIN);
	s = written();
	assert_string_equal(words(&s), "info first");
	assert_string_equal(words(&s), "info second");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
a_log_that_cannot_be_opened_is_refused_with_its_path(void **state)
{
	struct fault f;

	(void)state;
	assert_int_equal(log_open("/dev/null/x.log", &f), ERR_IO);
	assert_non_null(strstr(f.text, "/dev/null/x.log"));
}

static void *
write_lines(void *u)
{
	int i;

	for (i = 0; i < LINES; i++)
		log_info("thread.line who=%d i=%d", *(int *)u, i);
	return NULL;
}

static void
threads_never_mix_their_lines(void **state)
{
	int i, who[THREADS], next[THREADS] = { 0 };
	pthread_t t[THREADS];
	struct str s;

	(void)state;
	assert_int_equal(log_open(path, NULL), OK);
	for (i = 0; i < THREADS; i++) {
		who[i] = i;
		assert_int_equal(pthread_create(&t[i], NULL, write_lines,
				     &who[i]),
		    0);
	}
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(t[i], NULL), 0);
	s = written();
	for (i = 0; i < THREADS * LINES; i++) {
		int w = -1, n = -1;

		assert_int_equal(sscanf(words(&s),
				     "info thread.line who=%d i=%d", &w, &n),
		    2);
		assert_in_range(w, 0, THREADS - 1);
		assert_int_equal(n, next[w]++);
	}
	assert_int_equal(s.len, 0);
}

#define LOG_TEST(f) cmocka_unit_test_setup(f, empty_file)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		LOG_TEST(nothing_is_written_before_opening_or_after_closing),
		LOG_TEST(a_line_has_time_level_and_words),
		LOG_TEST(debug_lines_are_asked_for),
		LOG_TEST(a_forged_line_stays_one_line),
		LOG_TEST(a_log_is_appended_to_and_private),
		LOG_TEST(a_log_that_cannot_be_opened_is_refused_with_its_path),
		LOG_TEST(threads_never_mix_their_lines),
	};

	return cmocka_run_group_tests(tests, make_file, drop_file);
}
