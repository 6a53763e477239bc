/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_arena.c - memory is zeroed, aligned, given back in order, and reused.
 */
#include <stdalign.h>

#include "base/arena.h"
#include "test.h"

static bool
all_zero(const unsigned char *p, size_t n)
{
	while (n > 0)
		if (p[--n] != 0)
			return false;
	return true;
}

static void
every_size_is_aligned_and_zeroed(void **state)
{
	struct arena a = { 0 };
	size_t n;

	(void)state;
	for (n = 0; n < 3000; n++) {
		unsigned char *p = arena_take(&a, n);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
		assert_true(all_zero(p, n));
		memset(p, 0xa5, n);
	}
	arena_done(&a);
	assert_null(a.head);
}

static void
pieces_do_not_overlap(void **state)
{
	struct arena a = { 0 };
	unsigned char *p[500];
	size_t i, j;

	(void)state;
	for (i = 0; i < countof(p); i++) {
		p[i] = NEWN(&a, unsigned char, i);
		memset(p[i], (int)(i & 0xff), i);
	}
	for (i = 0; i < countof(p); i++)
		for (j = 0; j < i; j++)
			assert_int_equal(p[i][j], i & 0xff);
	arena_done(&a);
}

static void
back_gives_the_same_bytes_again_and_keeps_what_came_before(void **state)
{
	struct arena a = { 0 };
	char *kept = arena_take(&a, 10), *first, *again;
	struct arena_mark m;

	(void)state;
	memcpy(kept, "keep this", 10);
	m = arena_mark(&a);
	first = arena_take(&a, 100);
	memset(first, 'x', 100);
	arena_take(&a, 100000); /* a block of its own */
	arena_back(&a, m);
	again = arena_take(&a, 100);
	assert_ptr_equal(first, again);
	assert_true(all_zero((unsigned char *)again, 100));
	assert_string_equal(kept, "keep this");
	arena_done(&a);
}

static void
back_to_the_empty_start_frees_all_but_one_block(void **state)
{
	struct arena a = { 0 };
	struct arena_mark m = arena_mark(&a);

	(void)state;
	assert_null(m.block);
	arena_take(&a, 5000);
	arena_take(&a, 50000);
	arena_back(&a, m);
	assert_non_null(a.head);
	arena_take(&a, 5000);
	arena_done(&a);
}

static void
reset_reuses_a_block_and_zeroes_it(void **state)
{
	struct arena a = { 0 };
	struct arena_block *block;
	char *p = arena_take(&a, 1000), *q;

	(void)state;
	memset(p, 'x', 1000);
	block = a.head;
	arena_reset(&a);
	assert_ptr_equal(a.head, block);
	q = arena_take(&a, 1000);
	assert_ptr_equal(p, q);
	assert_true(all_zero((unsigned char *)q, 1000));
	arena_done(&a);
}

static void
reset_does_not_hold_on_to_a_giant(void **state)
{
	struct arena a = { 0 };
	struct arena_block *small;

	(void)state;
	arena_take(&a, 100);
	small = a.head;
	arena_take(&a, (size_t)8 << 20);
	assert_ptr_not_equal(a.head, small);
	arena_reset(&a);
	assert_ptr_equal(a.head, small);
	arena_done(&a);
	arena_reset(&a); /* of nothing: harmless */
	assert_null(a.head);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_size_is_aligned_and_zeroed),
		cmocka_unit_test(pieces_do_not_overlap),
		cmocka_unit_test(
		    back_gives_the_same_bytes_again_and_keeps_what_came_before),
		cmocka_unit_test(
		    back_to_the_empty_start_frees_all_but_one_block),
		cmocka_unit_test(reset_reuses_a_block_and_zeroes_it),
		cmocka_unit_test(reset_does_not_hold_on_to_a_giant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
