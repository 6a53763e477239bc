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

#undef fail /* cmocka's macro; ours is base/err.h's */
#undef fail_msg
#define fail_msg(...)                                                          \
	do {                                                                   \
		print_error(__VA_ARGS__);                                      \
		print_error("\n");                                             \
		_fail(__FILE__, __LINE__);                                     \
	} while (0)

#endif
