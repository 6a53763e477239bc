/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_ticket_window.c - text that nothing leads to is looked for a window at a
 * time: nothing is left out, nothing comes twice, and a page ends in time.
 */
#include "tickettest.h"

#include "core/ticket_asked.h"

enum { MANY = 40, PAGE = 100 };

static const char *const orders[] = { "", " order:old", " order:due" };

/* The word is a team's: what a team has is never little. The oldest has it. */
static void
fill(struct world *w)
{
	struct ticket_assign to = { .team = STR("repuestos") };
	struct ticket_new in = question(w);

	for (int i = 0; i < MANY; i++) {
		struct id id = make(w, in);

		if (i % 13 == 0)
			fine(w, ticket_assign(&w->c, id, &to, 0));
		if (i % 2 == 0) /* two of one instant */
			later(HOURS(1));
	}
}

static struct rows_ticket_rows
whole(struct world *w, const char *order, int64_t window)
{
	struct str words = str_printf(&w->c.arena, "repuestos%s", order);
	const struct ticket_asked *q;
	struct rows_ticket_rows r;
	bool more;

	ticket_window = window;
	fine(w, ticket_ask(&w->c, &w->c.arena, words, false, &q));
	fine(w,
	    ticket_page_whole(&w->c, &w->c.arena, q, ID_NONE, PAGE, &r, &more));
	assert_false(more);
	return r;
}

static void
windows_leave_nothing_out(void **state)
{
	struct world *w = *state;

	fill(w);
	for (size_t i = 0; i < countof(orders); i++) {
		struct rows_ticket_rows all = whole(w, orders[i], 1000);

		assert_true(all.n >= 3);
		for (int64_t window = 1; window < 6; window++) {
			struct rows_ticket_rows r = whole(w, orders[i], window);

			assert_int_equal(r.n, all.n);
			for (size_t k = 0; k < r.n; k++)
				assert_true(id_eq(r.v[k].id, all.v[k].id));
		}
	}
}

/* One, four and sixteen are looked through; the oldest is further away. */
static void
a_page_ends_in_time(void **state)
{
	struct world *w = *state;
	struct ticket_assign to = { .team = STR("repuestos") };
	const struct ticket_asked *q;
	struct rows_ticket_rows r;
	struct ticket_new in = question(w);
	struct id oldest = make(w, in);
	bool more = false;

	fine(w, ticket_assign(&w->c, oldest, &to, 0));
	for (int i = 0; i < MANY; i++) {
		later(HOURS(1));
		make(w, in);
	}
	ticket_window = 1;
	fine(w, ticket_ask(&w->c, &w->c.arena, STR("repuestos"), false, &q));
	fine(w, ticket_page(&w->c, &w->c.arena, q, ID_NONE, PAGE, &r, &more));
	assert_int_equal(r.n, 0);
	assert_true(more);
	fine(w,
	    ticket_page_whole(&w->c, &w->c.arena, q, ID_NONE, PAGE, &r, &more));
	assert_int_equal(r.n, 1);
	assert_true(id_eq(r.v[0].id, oldest));
	ticket_window = MANY;
	fine(w, ticket_page(&w->c, &w->c.arena, q, ID_NONE, PAGE, &r, &more));
	assert_int_equal(r.n, 1);
	assert_false(more);
}

/* Of a segment that few are in, its tickets lead; in the order asked. */
static void
a_small_segment_leads(void **state)
{
	struct customer_new in = { .name = STR("Flota Sur"),
		.segment = STR("flota") };
	struct world *w = *state;
	struct ticket_new t = question(w);
	const struct ticket_asked *q;
	struct rows_ticket_rows r;
	bool more;

	fill(w);
	fine(w, customer_create(&w->c, &in, &t.customer));
	for (int i = 0; i < 3; i++)
		make(w, t);
	for (size_t i = 0; i < countof(orders); i++) {
		struct str words =
		    str_printf(&w->c.arena, "segment:flota%s", orders[i]);

		fine(w, ticket_ask(&w->c, &w->c.arena, words, false, &q));
		assert_int_equal(q->lead, LEAD_SEGMENT);
		fine(w,
		    ticket_page(&w->c, &w->c.arena, q, ID_NONE, PAGE, &r,
			&more));
		assert_int_equal(r.n, 3);
		for (size_t k = 1; i < 2 && k < r.n; k++)
			assert_true(i == 0
				? r.v[k].created_at <= r.v[k - 1].created_at
				: r.v[k].created_at >= r.v[k - 1].created_at);
	}
	fine(w,
	    ticket_ask(&w->c, &w->c.arena, STR("segment:nadie"), false, &q));
	fine(w, ticket_page(&w->c, &w->c.arena, q, ID_NONE, PAGE, &r, &more));
	assert_int_equal(r.n, 0);
}

/* What two words lead to is what each of them does. */
static void
two_words_meet_where_both_are(void **state)
{
	static const char *const subjects[] = { "Ruido del motor al frenar",
		"Motor sin fuerza", "Ruido de la puerta" };
	struct world *w = *state;
	const struct ticket_asked *q;
	struct rows_ticket_rows r;
	struct ticket_new in = question(w);
	bool more;

	for (size_t i = 0; i < MANY; i++) {
		in.subject = str_of(subjects[i % countof(subjects)]);
		make(w, in);
	}
	fine(w, ticket_ask(&w->c, &w->c.arena, STR("motor ruid"), false, &q));
	assert_int_equal(q->lead, LEAD_WORD_FIRST);
	fine(w, ticket_page(&w->c, &w->c.arena, q, ID_NONE, PAGE, &r, &more));
	assert_int_equal(r.n, MANY / 3 + 1);
	assert_true(q->ids.len < 40 * (MANY / 3 + 2));
	fine(w, ticket_ask(&w->c, &w->c.arena, STR("puerta motor"), false, &q));
	assert_string_equal(q->ids.s, "[]");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(windows_leave_nothing_out),
		TEST(a_page_ends_in_time),
		TEST(a_small_segment_leads),
		TEST(two_words_meet_where_both_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
