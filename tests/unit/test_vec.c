/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_vec.c - a vector keeps what was pushed while it grows.
 */
#include "base/vec.h"
#include "test.h"

struct pair {
	int a;
	char b[5];
};

static void
elements_survive_growth_in_order(void **state)
{
	struct arena a = { 0 };
	VEC(int64_t) v = { 0 };
	int64_t i;

	(void)state;
	for (i = 0; i < 10000; i++)
		*vec_push(&a, &v) = i * i;
	assert_int_equal(v.n, 10000);
	assert_true(v.cap >= v.n);
	for (i = 0; i < 10000; i++)
		assert_int_equal(v.v[i], i * i);
	arena_done(&a);
}

static void
new_elements_are_zero_and_of_any_size(void **state)
{
	struct arena a = { 0 };
	VEC(struct pair) v = { 0 };
	int i;

	(void)state;
	for (i = 0; i < 100; i++) {
		struct pair *p = vec_push(&a, &v);

		assert_int_equal(p->a, 0);
		assert_memory_equal(p->b, "\0\0\0\0", 5);
		*p = (struct pair){ i, "full" };
	}
	assert_int_equal(v.v[99].a, 99);
	assert_string_equal(v.v[0].b, "full");
	arena_done(&a);
}

static void
growing_doubles(void **state)
{
	struct arena a = { 0 };
	size_t cap = 0;
	int *v;

	(void)state;
	v = vec_grow(&a, NULL, sizeof(*v), &cap);
	assert_int_equal(cap, 8);
	v[7] = 7;
	v = vec_grow(&a, v, sizeof(*v), &cap);
	assert_int_equal(cap, 16);
	assert_int_equal(v[7], 7);
	assert_int_equal(v[15], 0);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_survive_growth_in_order),
		cmocka_unit_test(new_elements_are_zero_and_of_any_size),
		cmocka_unit_test(growing_doubles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
