/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_board.c - a number on a board is as large as the list that it opens,
 * for whoever looks.
 */
#include "promisetest.h"

#include "core/board.h"
#include "core/interaction.h"

/* Monday 4 May 2026, 10:00 in Madrid, 04:00 in Santiago. */
#define MONDAY "2026-05-04T08:00:00Z"
#define POLICY "[policy usual]\ncalendar = off\nresolution = 600m\n"

static struct id
ask_for(struct world *w, const char *team)
{
	struct ticket_new in = question(w);

	in.team = str_of(team);
	return make(w, in);
}

/* Late, due, parked, without a promise; of two teams, one of nobody's. */
static void
fill(struct world *w)
{
	struct ticket_assign to = { .owner = id_of(LUIS) };
	struct id id;

	at("2026-04-01T08:00:00Z");
	ask_for(w, "ventas"); /* before any policy */
	at("2026-04-02T08:00:00Z");
	apply(w, "calendar", "off", OFF);
	apply(w, "policy", "usual", POLICY);
	at("2026-04-28T08:00:00Z");
	ask_for(w, "ventas"); /* late by now */
	to.team = STR_NONE;
	fine(w, ticket_assign(&w->c, ask_for(w, "repuestos"), &to, 0));
	at("2026-05-01T07:30:00Z");
	ask_for(w, "ventas"); /* due at 10:30 */
	ask_for(w, "repuestos");
	id = ask_for(w, "ventas");
	fine(w, ticket_start(&w->c, id, 0));
	fine(w,
	    ticket_park(&w->c, id, STR("pending-customer"), STR("falta"),
		clock_now(&dbtest_clock) + MINUTES(30), 0));
	id = ask_for(w, "ventas");
	fine(w, ticket_resolve(&w->c, id, STR("listo"), 0));
	at(MONDAY);
}

static size_t
behind(struct world *w, struct board_ask q)
{
	struct rows_ticket_rows rows;
	bool whole;

	fine(w, board_tickets(&w->c, &w->c.arena, &q, &rows, &whole));
	assert_true(whole);
	for (size_t i = 1; i < rows.n; i++)
		assert_true(rows.v[i - 1].rank <= rows.v[i].rank);
	return rows.n;
}

static void
every_promise_opens(struct world *w)
{
	struct board_promises b;
	int64_t sum = 0, all = 0;

	fine(w, board_promises(&w->c, &w->c.arena, &b));
	for (size_t i = 0; i < b.n; i++) {
		struct board_ask q = {
			.one_team = true, .team = b.v[i].team, .at = b.edges.at
		};

		q.state = STR_NONE;
		for (q.cell = 0; q.cell < BOARD_CELLS; q.cell++) {
			assert_int_equal(behind(w, q), b.v[i].cell[q.cell]);
			sum += b.v[i].cell[q.cell];
		}
		q.cell = BOARD_ANY;
		assert_int_equal(behind(w, q), b.v[i].sum);
		q.cell = BOARD_SOON;
		assert_int_equal(behind(w, q), b.v[i].soon);
		q.cell = BOARD_OVER;
		assert_int_equal(behind(w, q), b.v[i].over);
		all += b.v[i].sum;
	}
	assert_int_equal(sum, all);
	assert_int_equal(b.all.sum, all);
}

static void
every_number_opens_its_list(void **state)
{
	struct world *w = *state;
	struct board_promises b;

	fill(w);
	fine(w, board_promises(&w->c, &w->c.arena, &b));
	assert_int_equal(b.n, 2);
	assert_string_equal(b.v[0].team.s, "ventas");
	assert_string_equal(b.v[0].name.s, "Ventas");
	assert_int_equal(b.v[0].cell[BOARD_LATE], 1);
	assert_int_equal(b.v[0].cell[BOARD_PAUSED], 1);
	assert_int_equal(b.v[0].cell[BOARD_NONE], 1);
	assert_int_equal(b.v[0].sum, 4);
	assert_int_equal(b.v[0].soon, 1);
	assert_int_equal(b.v[0].over, 1);
	assert_int_equal(b.v[1].cell[BOARD_LATE], 1);
	assert_int_equal(b.v[1].sum, 2);
	every_promise_opens(w);
}

/* A number counts what one may see, and so does its list. */
static void
numbers_end_where_the_scope_does(void **state)
{
	struct world *w = *state;
	struct board_promises b;
	struct board_works k;

	fill(w);
	act(w, LUIS, "luis", SCOPE_TEAM);
	fine(w, board_promises(&w->c, &w->c.arena, &b));
	assert_int_equal(b.n, 1);
	assert_string_equal(b.v[0].team.s, "repuestos");
	assert_int_equal(b.all.sum, 2);
	every_promise_opens(w);
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, board_promises(&w->c, &w->c.arena, &b));
	assert_int_equal(b.all.sum, 1);
	fine(w, board_work(&w->c, &w->c.arena, true, &k));
	assert_int_equal(k.all.sum, 1);
	every_promise_opens(w);
	allow(w, MAY_TICKET_READ, SCOPE_NONE);
	refused(w, board_promises(&w->c, &w->c.arena, &b), ERR_DENIED,
	    "ticket.read");
	refused(w, board_work(&w->c, &w->c.arena, false, &k), ERR_DENIED,
	    "ticket.read");
}

/* The cells follow each other without a gap, also across midnight and where
 * the clocks are set back. */
static void
cells_have_no_gaps(void **state)
{
	static const char *const instants[] = { MONDAY, "2026-05-04T02:30:00Z",
		"2026-04-05T02:30:00Z", "2026-04-05T03:30:00Z",
		"2026-09-06T03:59:59Z", "2026-12-31T23:59:59Z" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < countof(instants); i++) {
		struct board_edges e;
		struct fault f;
		msec then;

		assert_int_equal(clock_parse(str_of(instants[i]), &then, &f),
		    OK);
		e = board_edges(STR("America/Santiago"), then);
		assert_int_equal(e.edge[BOARD_HOUR], then);
		for (int k = 1; k <= BOARD_CELLS; k++)
			assert_true(e.edge[k] >= e.edge[k - 1]);
		assert_true(e.edge[BOARD_HOUR + 1] > then);
		assert_true(e.edge[BOARD_HOUR + 1] <= then + HOURS(1));
	}
	for (int k = 0; k <= BOARD_ANY; k++)
		assert_int_equal(board_cell_find(board_cell_name(&a, k)), k);
	assert_int_equal(board_cell_find(STR("hour+6")), BOARD_ANY + 1);
	assert_int_equal(board_cell_find(STR_NONE), BOARD_ANY + 1);
	arena_done(&a);
}

static void
work_adds_up_and_opens(void **state)
{
	struct world *w = *state;
	struct board_works b;

	fill(w);
	for (int by_person = 0; by_person < 2; by_person++) {
		fine(w, board_work(&w->c, &w->c.arena, by_person != 0, &b));
		for (size_t i = 0; i < b.n; i++) {
			const struct board_work *x = &b.v[i];
			int64_t states = 0, ages = 0;
			struct board_ask q = { .one_team = !x->by_person,
				.team = x->team,
				.one_owner = x->by_person,
				.owner = x->owner,
				.cell = BOARD_ANY,
				.at = b.at };

			for (int k = 0; k < BOARD_STATES; k++) {
				q.state = str_of(board_states[k]);
				assert_int_equal(behind(w, q), x->state[k]);
				states += x->state[k];
			}
			q.state = STR_NONE;
			for (q.age = 1; q.age <= BOARD_AGES; q.age++) {
				assert_int_equal(behind(w, q),
				    x->age[q.age - 1]);
				ages += x->age[q.age - 1];
			}
			q.age = 0;
			assert_int_equal(behind(w, q), x->sum);
			assert_int_equal(states, x->sum);
			assert_int_equal(ages, x->sum);
		}
		assert_int_equal(b.all.sum, 6);
	}
	assert_int_equal(b.n, 3); /* nobody, ana who started one, luis */
}

static void
a_list_tells_that_there_is_more(void **state)
{
	struct world *w = *state;
	struct board_ask q = { .cell = BOARD_ANY, .limit = 2 };
	struct rows_ticket_rows rows;
	bool whole;

	fill(w);
	q.team = q.state = STR_NONE;
	fine(w, board_tickets(&w->c, &w->c.arena, &q, &rows, &whole));
	assert_int_equal(rows.n, 2);
	assert_false(whole);
}

/* ---- honesty ------------------------------------------------------------ */

static size_t
honest(struct world *w, const char *which)
{
	struct board_ask q = { .cell = BOARD_ANY, .honest = str_of(which) };

	q.team = q.state = STR_NONE;
	return behind(w, q);
}

/* Ten hours are promised, nine open hours are a day. */
static struct id
begin_at(struct world *w, const char *iso)
{
	struct id id;

	at(iso);
	id = ask_for(w, "ventas");
	fine(w, ticket_start(&w->c, id, 0));
	return id;
}

static void
pause_between(struct world *w, struct id id, const char *from, const char *to)
{
	at(from);
	fine(w, run_park(w, id));
	at(to);
	fine(w, run_resume(w, id));
}

/* One kept by itself; one only because it stood still, and stopped with nine
 * tenths used; one stopped three times; one missed; one late and open. */
static void
pasts(struct world *w)
{
	struct id id;

	at("2026-04-02T08:00:00Z");
	apply(w, "calendar", "off", OFF);
	apply(w, "policy", "usual", POLICY);
	id = begin_at(w, "2026-04-20T07:00:00Z");
	later(HOURS(2));
	fine(w, run_resolve(w, id));
	id = begin_at(w, "2026-04-21T07:00:00Z"); /* 09:00, due wed 10:00 */
	pause_between(w, id, "2026-04-22T07:00:00Z", "2026-04-22T11:00:00Z");
	later(MINUTES(30));
	fine(w, run_resolve(w, id));
	id = begin_at(w, "2026-04-23T07:00:00Z");
	pause_between(w, id, "2026-04-23T07:10:00Z", "2026-04-23T07:20:00Z");
	pause_between(w, id, "2026-04-23T07:30:00Z", "2026-04-23T07:40:00Z");
	pause_between(w, id, "2026-04-23T07:50:00Z", "2026-04-23T08:00:00Z");
	fine(w, run_resolve(w, id));
	id = begin_at(w, "2026-04-23T07:00:00Z");
	at("2026-04-27T07:00:00Z");
	fine(w, run_resolve(w, id));
	begin_at(w, "2026-04-28T07:00:00Z");
	at(MONDAY);
}

static void
pauses_are_told_from_what_was_kept(void **state)
{
	struct world *w = *state;
	struct board_honesty b;

	pasts(w);
	fine(w, board_honesty(&w->c, &w->c.arena, &b));
	assert_int_equal(b.v.done, 4);
	assert_int_equal(b.v.kept, 3);
	assert_int_equal(b.v.late, 1);
	assert_int_equal(board_counted(&b.v), 5);
	assert_int_equal(board_met(&b.v), 600); /* three of five */
	assert_int_equal(b.v.thanks, 1);
	assert_int_equal(b.v.tenth, 1);
	assert_int_equal(b.v.flips, 1);
	assert_int_equal(b.v.changed, 0);
	assert_int_equal(honest(w, "done"), b.v.done);
	assert_int_equal(honest(w, "kept"), b.v.kept);
	assert_int_equal(honest(w, "missed"), b.v.done - b.v.kept);
	assert_int_equal(honest(w, "late-open"), b.v.late);
	assert_int_equal(honest(w, "thanks"), b.v.thanks);
	assert_int_equal(honest(w, "tenth"), b.v.tenth);
	assert_int_equal(honest(w, "flips"), b.v.flips);
	assert_int_equal(honest(w, "changed"), b.v.changed);
	same_again(w);
}

/* Half an hour of the pause was needed: with it the sum is over the target,
 * and a pause that is not counted does not make it so. */
static void
a_pause_out_of_hours_helps_nobody(void **state)
{
	struct world *w = *state;
	struct board_honesty b;
	struct id id;

	at("2026-04-02T08:00:00Z");
	apply(w, "calendar", "off", OFF);
	apply(w, "policy", "usual", POLICY);
	id = begin_at(w, "2026-04-24T07:00:00Z"); /* Friday 09:00 */
	pause_between(w, id, "2026-04-24T16:00:00Z", "2026-04-27T07:00:00Z");
	later(MINUTES(30));
	fine(w, run_resolve(w, id));
	assert_int_equal(clock_now_of(w, id, "resolution").paused_ms, 0);
	fine(w, board_honesty(&w->c, &w->c.arena, &b));
	assert_int_equal(b.v.kept, 1);
	assert_int_equal(b.v.thanks, 0);
	assert_int_equal(b.v.tenth, 1);
}

static void
shares_of_holders_add_up(void **state)
{
	struct world *w = *state;
	struct board_holders b;
	int64_t share = 0;
	msec sum = 0;

	pasts(w);
	fine(w, board_holders(&w->c, &w->c.arena, &b));
	for (size_t i = 0; i < b.n; i++) {
		share += b.v[i].share;
		sum += b.v[i].ms;
	}
	assert_int_equal(share, 1000);
	assert_int_equal(sum, b.sum);
	assert_int_equal(sum,
	    ask_int(w,
		"SELECT sum(COALESCE(to_at, 1777881600000) - from_at)"
		" FROM stay WHERE kind = 'ticket' AND state <> 'resolved'"));
	assert_string_equal(b.v[0].name.s, "Ana Soto");
	assert_string_equal(b.v[1].holder.s, "customer");
	assert_int_equal(b.v[1].ms, HOURS(4) + MINUTES(30));
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, board_holders(&w->c, &w->c.arena, &b));
	assert_int_equal(b.n, 0);
}

/* ---- people ------------------------------------------------------------- */

static const struct board_person *
named(const struct board_people *b, const char *login)
{
	for (size_t i = 0; i < b->n; i++)
		if (str_is(b->v[i].who.login, login))
			return &b->v[i];
	fail_msg("%s is not on the board", login);
	return NULL;
}

static void
people_with_what_they_have_in_hand(void **state)
{
	struct world *w = *state;
	struct interaction_new in = { .channel = STR("phone"),
		.direction = STR("in") };
	struct board_people b;
	struct id id;

	at(MONDAY);
	in.customer = customer(w, "Olga Ríos");
	in.caller = in.queue = in.subject = STR_NONE;
	fine(w, interaction_start(&w->c, &in, &id));
	later(MINUTES(10));
	fine(w, board_people(&w->c, &w->c.arena, STR_NONE, &b));
	assert_int_equal(b.n, 2); /* eva is not active */
	assert_int_equal(b.busy, 1);
	assert_int_equal(b.offline, 1);
	assert_string_equal(named(&b, "ana")->who.state.s, "engaged");
	assert_string_equal(named(&b, "ana")->contact.customer_name.s,
	    "Olga Ríos");
	assert_int_equal(named(&b, "ana")->today, 1);
	assert_int_equal(named(&b, "luis")->in_hand, 0);
	assert_int_equal(named(&b, "ana")->limit, BOARD_FINE);
	later(MINUTES(6));
	fine(w, board_people(&w->c, &w->c.arena, STR_NONE, &b));
	assert_int_equal(b.v[0].limit, BOARD_NEAR);
	later(MINUTES(5));
	fine(w, interaction_end(&w->c, id));
	later(MINUTES(4));
	fine(w, board_people(&w->c, &w->c.arena, STR_NONE, &b));
	assert_string_equal(b.v[0].who.state.s, "wrap-up");
	assert_int_equal(b.v[0].limit, BOARD_BEYOND);
	assert_int_equal(b.v[0].talk_mean, MINUTES(21));
}

/* Without the right to contacts the people are there and their contacts not. */
static void
contacts_on_it_need_their_right(void **state)
{
	struct world *w = *state;
	struct interaction_new in = { .channel = STR("phone"),
		.direction = STR("in") };
	struct board_people b;
	struct id id;

	at(MONDAY);
	in.customer = customer(w, "Olga Ríos");
	in.caller = in.queue = in.subject = STR_NONE;
	fine(w, interaction_start(&w->c, &in, &id));
	act(w, LUIS, "luis", SCOPE_ALL);
	allow(w, MAY_INTERACTION_READ, SCOPE_OWN);
	fine(w, board_people(&w->c, &w->c.arena, STR_NONE, &b));
	assert_int_equal(named(&b, "ana")->in_hand, 0);
	assert_int_equal(named(&b, "ana")->today, 0);
	allow(w, MAY_INTERACTION_READ, SCOPE_NONE);
	fine(w, board_people(&w->c, &w->c.arena, STR_NONE, &b));
	assert_int_equal(b.n, 2);
	allow(w, MAY_AGENT_READ, SCOPE_OWN);
	fine(w, board_people(&w->c, &w->c.arena, STR_NONE, &b));
	assert_int_equal(b.n, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_number_opens_its_list),
		TEST(numbers_end_where_the_scope_does),
		TEST(cells_have_no_gaps),
		TEST(work_adds_up_and_opens),
		TEST(a_list_tells_that_there_is_more),
		TEST(pauses_are_told_from_what_was_kept),
		TEST(a_pause_out_of_hours_helps_nobody),
		TEST(shares_of_holders_add_up),
		TEST(people_with_what_they_have_in_hand),
		TEST(contacts_on_it_need_their_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
