/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_hands.c - a leg that was accepted changes hands inside the team that
 * was asked: who may take it and who may give it, what stays as it was, who
 * hears of it, and taking it back.
 */
#include "legtest.h"

#include "core/undo.h"

#define RITA "00000000-0000-7000-8000-00000000001d"
#define JUAN "00000000-0000-7000-8000-00000000001e"

/* Lent to the spare parts, where luis has it; rita and juan are there, too. */
static struct id
with_luis(struct world *w)
{
	struct id id = begun(w);

	dbtest_do(w->db,
	    "INSERT INTO agent (id, login, name, name_fold, name_sort, role,"
	    " branch, lang, zone, active, created_at, version) VALUES"
	    " ('" RITA "', 'rita', 'Rita Díaz', 'rita diaz', 'rita diaz',"
	    " 'agent', 'centro', 'es', 'America/Santiago', 1, 1, 1),"
	    " ('" JUAN "', 'juan', 'Juan Vera', 'juan vera', 'juan vera',"
	    " 'agent', 'centro', 'es', 'America/Santiago', 1, 1, 1);"
	    "INSERT INTO team_member (team, agent, leads) VALUES"
	    " ('repuestos', '" RITA "', 0), ('repuestos', '" JUAN "', 1)");
	send(w, id, "repuestos");
	act(w, LUIS, "luis", SCOPE_TEAM);
	answer(w, id, "accept");
	return id;
}

static enum err
try_hand(struct world *w, struct id id, const char *to)
{
	struct referral_answer a = { .reason = STR_NONE,
		.text = STR_NONE,
		.agent = to == NULL ? ID_NONE : id_of(to) };

	return referral_do(&w->c, "hand", id, &a, 0);
}

static void
has_it(struct world *w, struct id id, const char *who)
{
	struct row_ticket_get t;

	act(w, ANA, "ana", SCOPE_ALL);
	t = get(w, id);
	assert_string_equal(t.lent_owner.s, who);
	assert_string_equal(leg_of(w, id, 0).owner.s, who);
	assert_string_equal(t.state.s, "referred");
	assert_string_equal(t.owner.s, ANA);
}

/* ---- who may ------------------------------------------------------------ */

static void
a_colleague_of_the_team_takes_it(void **state)
{
	struct world *w = *state;
	struct id id = with_luis(w);

	act(w, RITA, "rita", SCOPE_TEAM);
	fine(w, try_hand(w, id, NULL));
	has_it(w, id, RITA);
	act(w, RITA, "rita", SCOPE_TEAM);
	answer(w, id, "complete");
	act(w, ANA, "ana", SCOPE_TEAM);
	assert_string_equal(get(w, id).state.s, "open");
	prove_chain(w);
}

static void
who_has_it_gives_it_to_a_colleague(void **state)
{
	struct world *w = *state;
	struct id id = with_luis(w);

	fine(w, try_hand(w, id, RITA));
	has_it(w, id, RITA);
}

static void
a_colleague_does_not_give_it_but_who_leads_does(void **state)
{
	struct world *w = *state;
	struct id id = with_luis(w);
	int64_t n = events(w);

	act(w, RITA, "rita", SCOPE_TEAM);
	refused(w, try_hand(w, id, JUAN), ERR_DENIED, "Repuestos");
	assert_int_equal(events(w), n);
	act(w, JUAN, "juan", SCOPE_TEAM);
	fine(w, try_hand(w, id, RITA));
	has_it(w, id, RITA);
}

static void
a_supervisor_gives_it_inside_the_team_only(void **state)
{
	struct world *w = *state;
	struct id id = with_luis(w);

	act(w, ANA, "ana", SCOPE_BRANCH);
	refused(w, try_hand(w, id, NULL), ERR_INVALID, "Repuestos");
	refused(w, try_hand(w, id, EVA), ERR_INVALID, "does not work");
	fine(w, try_hand(w, id, RITA));
	has_it(w, id, RITA);
	act(w, ANA, "ana", SCOPE_BRANCH);
	allow(w, MAY_TICKET_ASSIGN, SCOPE_TEAM);
	refused(w, try_hand(w, id, LUIS), ERR_DENIED, "supervisor");
	allow(w, MAY_TICKET_EDIT, SCOPE_NONE);
	refused(w, try_hand(w, id, LUIS), ERR_DENIED, "ticket.edit");
}

static void
the_senders_side_and_what_nobody_has_are_refused(void **state)
{
	struct world *w = *state;
	struct id id = with_luis(w), other;

	refused(w, try_hand(w, id, LUIS), ERR_INVALID, "already");
	act(w, ANA, "ana", SCOPE_TEAM);
	refused(w, try_hand(w, id, NULL), ERR_DENIED, "Repuestos");
	act(w, ANA, "ana", SCOPE_ALL);
	other = make(w, question(w));
	fine(w, ticket_start(&w->c, other, 0));
	send(w, other, "repuestos");
	act(w, RITA, "rita", SCOPE_TEAM);
	refused(w, try_hand(w, other, NULL), ERR_INVALID, "not possible");
	answer(w, other, "return");
	act(w, ANA, "ana", SCOPE_ALL);
	answer(w, other, "resend");
	act(w, RITA, "rita", SCOPE_TEAM);
	refused(w, try_hand(w, other, NULL), ERR_INVALID, "accept");
}

/* ---- what it does ------------------------------------------------------- */

static struct str
clocks_of(struct world *w, struct id id)
{
	struct rows_clock_of rows;
	struct buf b = { 0 };
	struct str out;

	assert_int_equal(q_clock_of(w->db, &w->c.arena, id, &rows), OK);
	for (size_t i = 0; i < rows.n; i++)
		buf_printf(&b, "%s %s %lld %lld %lld\n", rows.v[i].kind.s,
		    rows.v[i].state.s, (long long)rows.v[i].due_at,
		    (long long)rows.v[i].met_at,
		    (long long)rows.v[i].target_ms);
	out = buf_copy(&w->c.arena, &b);
	buf_done(&b);
	return out;
}

static void
no_clock_is_touched_and_the_rest_of_it_is_the_new_ones(void **state)
{
	struct world *w = *state;
	struct id id = with_luis(w);
	struct str before = clocks_of(w, id);

	at("2026-10-20T05:00:00Z");
	fine(w, try_hand(w, id, RITA));
	assert_string_equal(clocks_of(w, id).s, before.s);
	same_again(w);
	at("2026-10-20T08:30:00Z");
	act(w, RITA, "rita", SCOPE_TEAM);
	answer(w, id, "complete");
	same_again(w);
	/* Each has the stretch in which he or she had it. */
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM stay"
			     " WHERE kind = 'referral' AND state = 'accepted'"
			     " AND holder IN ('" LUIS "', '" RITA "')"),
	    2);
	assert_int_equal(ask_int(w,
			     "SELECT to_at - from_at FROM stay"
			     " WHERE kind = 'ticket' AND holder = '" RITA "'"),
	    MINUTES(210));
	prove_chain(w);
}

static int64_t
told(struct world *w, const char *who)
{
	struct arena a = { 0 };
	int64_t n = ask_int(w,
	    str_printf(&a,
		"SELECT count(*) FROM notice WHERE to_agent = '%s'"
		" AND kind = 'referral'",
		who)
		.s);

	arena_done(&a);
	return n;
}

static void
both_hear_of_it_but_not_who_does_it(void **state)
{
	struct world *w = *state;
	struct id id = with_luis(w);
	int64_t luis = told(w, LUIS);

	act(w, JUAN, "juan", SCOPE_TEAM);
	fine(w, try_hand(w, id, RITA));
	assert_int_equal(told(w, LUIS), luis + 1);
	assert_int_equal(told(w, RITA), 1);
	later(MINUTES(1));
	fine(w, try_hand(w, id, NULL));
	assert_int_equal(told(w, RITA), 2);
	assert_int_equal(told(w, JUAN), 0);
}

static void
it_is_taken_back_and_done_again(void **state)
{
	struct world *w = *state;
	struct id id = with_luis(w);
	struct str before = clocks_of(w, id);
	struct undo_done done;

	fine(w, try_hand(w, id, RITA));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	has_it(w, id, LUIS);
	assert_int_equal(told(w, RITA), 0);
	fine(w,
	    undo_event(&w->c, &w->c.arena,
		ask_int(w, "SELECT max(n) FROM event_log"), &done));
	has_it(w, id, RITA);
	assert_string_equal(clocks_of(w, id).s, before.s);
	same_again(w);
	prove_chain(w);
}

/* ---- what came back ------------------------------------------------------ */

static void
who_was_asked_leaves_what_came_back(void **state)
{
	struct world *w = *state;
	struct ticket_assign mine = { .team = STR_NONE, .owner = id_of(LUIS) };
	struct id id = with_luis(w);

	refused(w, ticket_assign(&w->c, id, &mine, 0), ERR_DENIED,
	    "stays with Ventas");
	has_it(w, id, LUIS);
	act(w, LUIS, "luis", SCOPE_TEAM);
	fine(w, run_park(w, id));
	fine(w, ticket_resume(&w->c, id, 0));
	has_it(w, id, LUIS);
	act(w, LUIS, "luis", SCOPE_TEAM);
	answer(w, id, "return");
	refused(w, ticket_assign(&w->c, id, &mine, 0), ERR_DENIED,
	    "came back to");
	refused(w,
	    ticket_park(&w->c, id, STR("pending-customer"), STR("llama"), 0, 0),
	    ERR_DENIED, "they go on with it");
	fine(w, ticket_note(&w->c, id, STR("Hay discos en bodega.")));
	act(w, ANA, "ana", SCOPE_TEAM);
	fine(w,
	    ticket_park(&w->c, id, STR("pending-customer"), STR("llama"), 0,
		0));
}

static void
a_branch_answers_for_its_own_teams_alone(void **state)
{
	struct world *w = *state;
	struct id id = with_luis(w);

	dbtest_do(w->db,
	    "INSERT INTO branch (code, name, city, zone, lang, version) VALUES"
	    " ('sur', 'Sur', 'Osorno', 'America/Santiago', 'es', 1)");
	dbtest_do(w->db,
	    "UPDATE team SET branch = 'sur' WHERE code = 'repuestos'");
	answer(w, id, "return");
	act(w, LUIS, "luis", SCOPE_BRANCH);
	w->c.me.branch = STR("sur");
	refused(w, try_answer(w, id, "recall"), ERR_DENIED,
	    "for the team that sent it");
	refused(w, try_answer(w, id, "resend"), ERR_DENIED,
	    "for the team that sent it");
	w->c.me.branch = STR_NONE; /* who supervises the team alone */
	refused(w, try_answer(w, id, "recall"), ERR_DENIED,
	    "for the team that sent it");
	act(w, LUIS, "luis", SCOPE_ALL);
	answer(w, id, "recall");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_colleague_of_the_team_takes_it),
		TEST(who_has_it_gives_it_to_a_colleague),
		TEST(a_colleague_does_not_give_it_but_who_leads_does),
		TEST(a_supervisor_gives_it_inside_the_team_only),
		TEST(the_senders_side_and_what_nobody_has_are_refused),
		TEST(no_clock_is_touched_and_the_rest_of_it_is_the_new_ones),
		TEST(both_hear_of_it_but_not_who_does_it),
		TEST(it_is_taken_back_and_done_again),
		TEST(who_was_asked_leaves_what_came_back),
		TEST(a_branch_answers_for_its_own_teams_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
