/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test.h - cmocka and the headers it needs first, in the order it needs them.
 */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#undef fail /* cmocka's macro; ours is base/err.h's */
#undef fail_msg
#define fail_msg(...)                                                          \
	do {                                                                   \
		print_error(__VA_ARGS__);                                      \
		print_error("\n");                                             \
		_fail(__FILE__, __LINE__);                                     \
	} while (0)

/* A new folder of the test's own below $TMPDIR, which tests/run keeps in
 * memory; `size` is that of `to`. */
static inline void
test_folder(char *to, size_t size, const char *word)
{
	const char *tmp = getenv("TMPDIR");
	int n = snprintf(to, size, "%s/cabina-%s-XXXXXX",
	    tmp != NULL && *tmp == '/' ? tmp : "/tmp", word);

	if (n < 0 || (size_t)n >= size || mkdtemp(to) == NULL)
		fail_msg("no folder for %s in $TMPDIR", word);
}

#endif
