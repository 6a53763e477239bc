/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_id.c - ids are version 7, ordered, unique, and read back strictly.
 */
#include <pthread.h>

#include "base/id.h"
#include "test.h"

enum { NOW = 1772811000, MANY = 10000, THREADS = 4 };

static void
ids_made_in_one_millisecond_are_ordered(void **state)
{
	struct id before = id_make(SECONDS(NOW)), id;
	int i;

	(void)state;
	for (i = 0; i < MANY; i++, before = id) {
		id = id_make(SECONDS(NOW));
		assert_true(strcmp(before.s, id.s) < 0);
	}
}

static void
a_clock_that_steps_back_keeps_the_order(void **state)
{
	struct id later = id_make(SECONDS(NOW + 100));
	struct id after = id_make(SECONDS(NOW));

	(void)state;
	assert_true(strcmp(later.s, after.s) < 0);
	assert_true(id_at(after) >= SECONDS(NOW + 100));
}

static void
an_id_is_version_7_and_knows_when_it_was_made(void **state)
{
	const msec at = SECONDS(NOW + 1000) + 123;
	struct id id = id_make(at), again;

	(void)state;
	assert_int_equal(strlen(id.s), 36);
	assert_int_equal(id.s[14], '7');
	assert_non_null(strchr("89ab", id.s[19]));
	assert_int_equal(id_at(id), at);
	assert_true(id_parse(id_str(&id), &again));
	assert_true(id_eq(id, again));
}

static void
only_version_7_has_a_time(void **state)
{
	struct id four;

	(void)state;
	assert_true(id_parse(STR("9b2f4c1e-0d3a-4e57-9a01-5b7c9d1e2f30"),
	    &four));
	assert_int_equal(id_at(four), 0);
	assert_int_equal(id_at(ID_NONE), 0);
}

static void
reading_lowers_and_refuses_everything_else(void **state)
{
	const struct str bad[] = {
		STR(""),
		STR("0192F0C1-7A2B-7C3D-8E4F-5A6B7C8D9E0"),
		STR("0192F0C1-7A2B-7C3D-8E4F-5A6B7C8D9E0F1"),
		STR("0192F0C17A2B-7C3D-8E4F-5A6B7C8D9E0FF"),
		STR("0192F0C1-7A2B-7C3D-8E4F-5A6B7C8D9E0G"),
		STR("0192F0C1-7A2B-7C3D-8E4F-5A6B7C8D9E0 "),
		STR("{192F0C1-7A2B-7C3D-8E4F-5A6B7C8D9E0}"),
		STR("0192F0C1-7A2B-7C3D-8E4F\0005A6B7C8D9E0F"),
	};
	struct id id = ID_NONE;
	size_t i;

	(void)state;
	for (i = 0; i < countof(bad); i++) {
		assert_false(id_parse(bad[i], &id));
		assert_true(id_none(id));
	}
	assert_true(id_parse(STR("0192F0C1-7A2B-7C3D-8E4F-5A6B7C8D9E0F"), &id));
	assert_string_equal(id.s, "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f");
	assert_false(id_none(id));
	assert_false(id_eq(id, ID_NONE));
}

static struct id made[THREADS][MANY];

static void *
make_many(void *u)
{
	struct id *mine = u;
	int i;

	for (i = 0; i < MANY; i++)
		mine[i] = id_make(SECONDS(NOW));
	return NULL;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(((const struct id *)a)->s, ((const struct id *)b)->s);
}

static void
threads_share_one_order_without_twins(void **state)
{
	pthread_t t[THREADS];
	struct id *all = made[0];
	int i;

	(void)state;
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&t[i], NULL, make_many,
				     made[i]),
		    0);
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(t[i], NULL), 0);
	qsort(all, THREADS * MANY, sizeof(*all), by_text);
	for (i = 1; i < THREADS * MANY; i++) /* time and count alone differ */
		assert_int_not_equal(strncmp(all[i - 1].s, all[i].s, 18), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_made_in_one_millisecond_are_ordered),
		cmocka_unit_test(a_clock_that_steps_back_keeps_the_order),
		cmocka_unit_test(an_id_is_version_7_and_knows_when_it_was_made),
		cmocka_unit_test(only_version_7_has_a_time),
		cmocka_unit_test(reading_lowers_and_refuses_everything_else),
		cmocka_unit_test(threads_share_one_order_without_twins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
