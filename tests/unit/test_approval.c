/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_approval.c - the word of others: bands, n of m, four eyes in the tables
 * themselves, delegation, expiry.
 */
#include "approvaltest.h"

#include "core/approval_desk.h"
#include "core/link.h"

static void
a_small_amount_needs_nobody(void **state)
{
	struct world *w = *state;
	struct id t = ready(w);
	int64_t n;

	fine(w, ask(w, t, 50000, &n));
	assert_string_equal(state_of(w, n), "given");
	fine(w, approval_needed(&w->c, t, STR("refund"), 50000));
	refused(w, approval_needed(&w->c, t, STR("refund"), 50001), ERR_INVALID,
	    "managers first (1)");
	fine(w, approval_needed(&w->c, t, STR("nothing"), 1));
}

static void
the_band_says_how_many_and_each_speaks_once(void **state)
{
	struct world *w = *state;
	struct id t = ready(w);
	int64_t n;

	fine(w, ask(w, t, 200001, &n));
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE kind ="
			     " 'approval'"),
	    3);
	as(w, BOSS, "jefa");
	fine(w, approval_give(&w->c, n, STR("bien")));
	assert_string_equal(state_of(w, n), "open");
	refused(w, approval_give(&w->c, n, STR_NONE), ERR_DENIED,
	    "have decided");
	refused(w, approval_needed(&w->c, t, STR("refund"), 200001),
	    ERR_INVALID, "managers first (2)");
	as(w, ADMIN, "admina");
	fine(w, approval_give(&w->c, n, STR_NONE));
	assert_string_equal(state_of(w, n), "given");
	fine(w, approval_needed(&w->c, t, STR("refund"), 200001));
	as(w, CHIEF, "jefe");
	refused(w, approval_give(&w->c, n, STR_NONE), ERR_INVALID,
	    "decided already");
	prove_chain(w);
}

static void
who_asked_never_decides_not_even_in_the_tables(void **state)
{
	struct world *w = *state;
	struct id t = ready(w);
	struct arena a = { 0 };
	int64_t n;

	as(w, BOSS, "jefa");
	fine(w, ask(w, t, 100000, &n));
	refused(w, approval_give(&w->c, n, STR_NONE), ERR_DENIED, "yourself");
	/* Given on and taken back by another hand: the same. */
	fine(w,
	    approval_delegate(&w->c, id_of(CHIEF), 0,
		clock_now(&dbtest_clock) + HOURS(8), 0));
	as(w, CHIEF, "jefe");
	fine(w, approval_give(&w->c, n, STR_NONE)); /* the chief's own seat */
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM approval_vote WHERE seat ="
			     " '" BOSS "'"),
	    0);
	as(w, BOSS, "jefa");
	fine(w, ask(w, t, 120000, &n));
	assert_true(db_script(w->db,
			str_printf(&a,
			    "INSERT INTO approval_vote (approval, agent, seat,"
			    " asked_by, verdict, reason, at) SELECT id, '" BOSS
			    "', '" BOSS "', '" BOSS "', 'given', '', 1 FROM"
			    " approval WHERE number = %lld;",
			    (long long)n)
			    .s) != OK);
	/* Nor by lying about who asked. */
	assert_true(db_script(w->db,
			str_printf(&a,
			    "INSERT INTO approval_vote (approval, agent, seat,"
			    " asked_by, verdict, reason, at) SELECT id, '" BOSS
			    "', '" BOSS "', '" CHIEF "', 'given', '', 1 FROM"
			    " approval WHERE number = %lld;",
			    (long long)n)
			    .s) != OK);
	arena_done(&a);
}

/* What was asked on a ticket that is joined into another is found from that
 * one, however many joins lie between, and is decided there. */
static void
what_was_asked_on_a_joined_ticket_is_found_from_the_other(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct id first, next, last;
	struct rows_approval_list rows;
	int64_t n;

	(void)ready(w);
	first = make(w, in);
	next = make(w, in);
	last = make(w, in);
	fine(w, ask(w, first, 300000, &n));
	fine(w, approval_list(&w->c, &w->c.arena, next, false, 0, &rows));
	assert_int_equal(rows.n, 0);
	fine(w, ticket_merge(&w->c, first, next, STR_NONE, 0));
	fine(w, ticket_merge(&w->c, next, last, STR_NONE, 0));
	fine(w, approval_list(&w->c, &w->c.arena, last, false, 0, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].number, n);
	assert_true(id_eq(rows.v[0].ticket, first));
	as(w, BOSS, "jefa");
	fine(w, approval_refuse(&w->c, n, STR("no corresponde")));
	fine(w, approval_list(&w->c, &w->c.arena, last, false, 0, &rows));
	assert_int_equal(rows.n, 0);
	fine(w, approval_list(&w->c, &w->c.arena, last, true, 0, &rows));
	assert_int_equal(rows.n, 1);
}

static void
others_are_refused_and_one_refusal_ends_it(void **state)
{
	struct world *w = *state;
	struct id t = ready(w);
	int64_t n;

	fine(w, ask(w, t, 300000, &n));
	as(w, LUIS, "luis");
	refused(w, approval_give(&w->c, n, STR_NONE), ERR_DENIED,
	    "one of supervisors or managers");
	as(w, BOSS, "jefa");
	refused(w, approval_refuse(&w->c, n, STR_NONE), ERR_INVALID, "empty");
	fine(w, approval_refuse(&w->c, n, STR("no corresponde")));
	assert_string_equal(state_of(w, n), "refused");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE to_agent = "
			     "'" ANA "'"),
	    1);
	as(w, CHIEF, "jefe");
	refused(w, approval_give(&w->c, n, STR_NONE), ERR_INVALID,
	    "decided already");
}

static void
a_delegate_is_one_voice_with_who_delegated(void **state)
{
	struct world *w = *state;
	struct id t = ready(w);
	int64_t n, m;

	as(w, BOSS, "jefa");
	fine(w,
	    approval_delegate(&w->c, id_of(LUIS), 0,
		clock_now(&dbtest_clock) + HOURS(8), 500000));
	as(w, ANA, "ana");
	fine(w, ask(w, t, 300000, &n));
	fine(w, ask(w, make(w, question(w)), 500001, &m));
	as(w, LUIS, "luis");
	fine(w, approval_give(&w->c, n, STR_NONE));
	assert_string_equal(state_of(w, n), "open");
	refused(w, approval_give(&w->c, m, STR_NONE), ERR_DENIED, "not yours");
	as(w, BOSS, "jefa");
	refused(w, approval_give(&w->c, n, STR_NONE), ERR_DENIED, "not yours");
	later(HOURS(9));
	as(w, CHIEF, "jefe");
	fine(w, approval_give(&w->c, n, STR_NONE));
	assert_string_equal(state_of(w, n), "given");
}

static void
what_nobody_decides_expires_and_one_asks_anew(void **state)
{
	struct world *w = *state;
	struct rows_approval_list rows;
	struct id t = ready(w);
	int64_t n, m;

	fine(w, ask(w, t, 100000, &n));
	refused(w, ask(w, t, 90000, &m), ERR_INVALID, "waits already");
	later(HOURS(49));
	as(w, BOSS, "jefa");
	refused(w, approval_give(&w->c, n, STR_NONE), ERR_INVALID, "expired");
	as(w, ANA, "ana");
	fine(w, approval_list(&w->c, &w->c.arena, t, false, 0, &rows));
	assert_int_equal(rows.n, 0);
	fine(w, ask(w, t, 90000, &m));
	assert_string_equal(state_of(w, n), "expired");
	as(w, BOSS, "jefa");
	refused(w, approval_withdraw(&w->c, m), ERR_DENIED, "somebody else");
	as(w, ANA, "ana");
	fine(w, approval_withdraw(&w->c, m));
	assert_string_equal(state_of(w, m), "withdrawn");
}

static void
a_rule_is_read_with_file_and_line(void **state)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{ "[approval x]\nexpires = 1h\n", "above" },
		{ "[approval x]\nabove = 1 of supervisor\n", "expires" },
		{ "[approval x]\nexpires = 1h\nabove = 1 of boss\n",
		    "r.ini:3: there is no role 'boss'" },
		{ "[approval x]\nexpires = 1h\nup-to 9 = none\n"
		  "up-to 5 = none\nabove = none\n",
		    "r.ini:4: the amounts must rise" },
		{ "[approval x]\nexpires = 1h\nabove = all\n",
		    "r.ini:3: write" },
		{ "[approval x]\nsize = 1\n", "r.ini:2: an approval has" },
	};
	struct world *w = *state;
	struct approval_rule r;
	struct fault f;

	for (size_t i = 0; i < countof(bad); i++) {
		assert_int_equal(approval_parse(str_of(bad[i].text), "r.ini",
				     &w->c.arena, &r, &f),
		    ERR_INVALID);
		if (strstr(f.text, bad[i].why) == NULL)
			fail_msg("'%s' lacks '%s'", f.text, bad[i].why);
	}
	assert_int_equal(approval_parse(STR(RULE), "r.ini", &w->c.arena, &r,
			     &f),
	    OK);
	assert_int_equal(r.n, 3);
	assert_string_equal(r.v[2].roles.s,
	    "[\"supervisor\",\"administrator\"]");
}

/* On a desk lies what waits for its person, and no longer. */
static void
a_desk_has_what_waits_for_one_first(void **state)
{
	struct world *w = *state;
	struct id t = ready(w), other = make(w, question(w));
	struct approval_desk d;
	struct approval_rules rules;
	int64_t own, theirs;
	msec until = clock_now(&dbtest_clock) + HOURS(8);
	size_t waits;

	fine(w, ask(w, t, 100000, &theirs));
	as(w, CHIEF, "jefe");
	fine(w, approval_delegate(&w->c, id_of(BOSS), 0, until, 0));
	as(w, ADMIN, "admina");
	fine(w, approval_delegate(&w->c, id_of(CHIEF), 0, until, 0));
	as(w, BOSS, "jefa");
	fine(w, ask(w, other, 300000, &own));
	fine(w, approval_desk(&w->c, &w->c.arena, ID_NONE, &d));
	assert_int_equal(d.n, 2);
	assert_int_equal(d.nmine, 1);
	assert_int_equal(d.v[0].a.number, theirs);
	assert_true(d.v[0].mine && !d.v[0].asked);
	assert_true(!d.v[1].mine && d.v[1].asked);
	as(w, CHIEF, "jefe");
	fine(w, approval_give(&w->c, own, STR("de acuerdo")));
	fine(w, approval_waiting(&w->c, &waits));
	assert_int_equal(waits, 1);
	fine(w, approval_desk(&w->c, &w->c.arena, other, &d));
	assert_int_equal(d.n, 1);
	assert_int_equal(d.v[0].votes.n, 1);
	assert_false(d.v[0].mine);
	fine(w, approval_rules(&w->c, &w->c.arena, &rules));
	assert_int_equal(rules.n, 1);
	assert_string_equal(rules.v[0].name.s, "refund");
	act(w, ANA, "ana", SCOPE_NONE);
	fine(w, approval_waiting(&w->c, &waits));
	assert_int_equal(waits, 0);
}

/* Who may not see the ticket is neither told of it nor heard. */
static void
out_of_reach_nobody_is_asked(void **state)
{
	struct world *w = *state;
	struct id t = ready(w);
	int64_t n;

	reaches(w, "supervisor", SCOPE_BRANCH);
	dbtest_do(w->db,
	    "UPDATE agent SET branch = 'norte' WHERE login = 'jefa'");
	fine(w, ask(w, t, 300000, &n));
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE to_agent = "
			     "'" CHIEF "'"),
	    0);
	act(w, CHIEF, "jefe", SCOPE_BRANCH);
	refused(w, approval_give(&w->c, n, STR_NONE), ERR_NOT_FOUND, "may see");
	act(w, BOSS, "jefa", SCOPE_BRANCH);
	fine(w, approval_give(&w->c, n, STR_NONE));
	reaches(w, "administrator", SCOPE_OWN);
	as(w, ANA, "ana");
	refused(w, ask(w, make(w, question(w)), 300000, &n), ERR_INVALID,
	    "only 1 people");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_small_amount_needs_nobody),
		TEST(the_band_says_how_many_and_each_speaks_once),
		TEST(who_asked_never_decides_not_even_in_the_tables),
		TEST(what_was_asked_on_a_joined_ticket_is_found_from_the_other),
		TEST(others_are_refused_and_one_refusal_ends_it),
		TEST(a_delegate_is_one_voice_with_who_delegated),
		TEST(what_nobody_decides_expires_and_one_asks_anew),
		TEST(a_rule_is_read_with_file_and_line),
		TEST(a_desk_has_what_waits_for_one_first),
		TEST(out_of_reach_nobody_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
