/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_undo.c - taking back: the inverse of an event, once, by who did it,
 * never over another's later work; and doing it again.
 */
#include "dumptest.h"
#include "promisetest.h"

#include "core/bulk.h"
#include "core/callback.h"
#include "core/interaction.h"
#include "core/sweep.h"
#include "core/undo.h"

static enum err
undo(struct world *w, int64_t event, struct undo_done *done)
{
	return undo_event(&w->c, &w->c.arena, event, done);
}

static int64_t
last(struct world *w)
{
	return ask_int(w, "SELECT max(n) FROM event_log");
}

static void
an_assignment_goes_back_and_forth(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct row_ticket_get was = get(w, id);
	struct undo_done done;
	int64_t n;

	fine(w, run_assign(w, id));
	fine(w, undo(w, 0, &done));
	assert_string_equal(done.kind.s, "ticket.assign");
	assert_string_equal(get(w, id).team.s, was.team.s);
	assert_true(id_eq(get(w, id).owner, was.owner));
	n = last(w);
	fine(w, undo(w, n, &done));
	assert_true(done.redo);
	assert_string_equal(get(w, id).team.s, "repuestos");
	assert_true(id_eq(get(w, id).owner, id_of(LUIS)));
	fine(w, undo(w, 0, &done));
	assert_string_equal(get(w, id).team.s, was.team.s);
	prove_chain(w);
}

static void
an_undo_is_one_event_once_and_refused_without_the_right(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w)), op;
	struct undo_done done;
	int64_t n;

	fine(w, run_edit(w, id));
	n = last(w);
	allow(w, MAY_TICKET_EDIT, SCOPE_NONE);
	refused(w, undo(w, n, &done), ERR_DENIED, "ticket.edit");
	allow(w, MAY_TICKET_EDIT, SCOPE_ALL);
	op = w->c.op = id_make(clock_now(&dbtest_clock));
	fine(w, undo(w, 0, &done));
	assert_int_equal(last(w), n + 1);
	w->c.op = op;
	fine(w, undo(w, 0, &done));
	assert_int_equal(last(w), n + 1);
	assert_true(w->c.done.replayed);
	refused(w, undo(w, n, &done), ERR_INVALID, "undone already");
}

static void
a_later_change_of_the_same_is_left_alone(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_edit theirs = { .subject = STR("De Luis") };
	struct undo_done done;
	int64_t mine;

	fine(w, run_edit(w, id)); /* subject and priority */
	mine = last(w);
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_edit(&w->c, id, &theirs, 0));
	allow(w, MAY_UNDO_OTHERS, SCOPE_NONE);
	refused(w, undo(w, mine, &done), ERR_DENIED, "somebody else");
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, undo(w, mine, &done), ERR_CONFLICT,
	    "a change of a ticket stays: Luis");
	assert_string_equal(get(w, id).subject.s, "De Luis");
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, undo(w, 0, &done));
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, undo(w, mine, &done));
	assert_string_equal(get(w, id).subject.s, "¿Cuánto cuesta?");
	assert_int_equal(get(w, id).priority, 3);
}

static void
a_note_is_withdrawn_and_its_text_stays(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct rows_message_of_ticket words;
	struct history_rows trail;
	struct undo_done done;

	fine(w, run_note(w, id));
	fine(w, undo(w, 0, &done));
	fine(w, message_of_ticket(&w->c, &w->c.arena, id, &words));
	assert_int_equal(words.n, 1); /* the opening */
	fine(w, history_list(&w->c, &w->c.arena, "ticket", id, 0, 0, &trail));
	assert_true(trail.v[0].undoes > 0 && trail.v[0].mine);
	assert_true(trail.v[1].undone && trail.v[1].withdrawn);
	assert_string_equal(trail.v[1].text.s, "Llamar mañana");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM message WHERE body ="
			     " 'Llamar mañana'"),
	    1);
	fine(w, undo(w, last(w), &done));
	fine(w, message_of_ticket(&w->c, &w->c.arena, id, &words));
	assert_int_equal(words.n, 2);
}

static void
a_resolution_goes_back_with_its_words_and_instants(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;

	fine(w, run_resolve(w, id));
	later(MINUTES(1));
	fine(w, run_close(w, id));
	fine(w, undo(w, 0, &done));
	assert_string_equal(get(w, id).state.s, "resolved");
	assert_true(get(w, id).resolved_at != 0);
	assert_true(get(w, id).closed_at == 0);
	fine(w, undo(w, 0, &done));
	assert_string_equal(get(w, id).state.s, "new");
	assert_true(get(w, id).resolved_at == 0);
}

static void
what_cannot_be_undone_says_what_to_do(void **state)
{
	struct world *w = *state;
	struct undo_done done;

	refused(w, undo(w, 0, &done), ERR_NOT_FOUND, "nothing yet");
	customer(w, "María Muñoz");
	refused(w, undo(w, last(w), &done), ERR_INVALID, "correct the data");
	refused(w, undo(w, 99999, &done), ERR_NOT_FOUND, "99999");
}

/* Who closes a contact and then takes "it" back means the closing: nothing
 * older is touched in its place. A state that was set is gone past. */
static void
what_stands_is_not_gone_past(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct interaction_new call = { .channel = STR("phone"),
		.caller = STR("+56 9 1111 2222"),
		.queue = STR_NONE,
		.subject = STR_NONE,
		.direction = STR_NONE,
		.customer = in.customer };
	struct undo_done done;
	struct id id, talk;
	int64_t note;

	id = make(w, in);
	fine(w, run_note(w, id));
	note = last(w);
	fine(w, interaction_start(&w->c, &call, &talk));
	fine(w, undo_next(&w->c, &w->c.arena, &done));
	assert_int_equal(done.event, note);
	fine(w, interaction_close(&w->c, talk, STR("resolved")));
	refused(w, undo(w, 0, &done), ERR_INVALID,
	    str_printf(&w->c.arena, "undo event=%lld", (long long)note).s);
	refused(w, undo_next(&w->c, &w->c.arena, &done), ERR_INVALID,
	    "write a note on the contact");
	w->c.since = clock_now(&dbtest_clock) + 1; /* the next session */
	refused(w, undo(w, 0, &done), ERR_INVALID, "what you did last");
	fine(w, undo(w, note, &done));
	assert_string_equal(done.kind.s, "ticket.note");
}

/* Its number stays given, nothing of it is owed, and nothing is lost. */
static void
a_ticket_made_by_mistake_is_cancelled_and_comes_back(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct row_ticket_get row = get(w, id);
	struct undo_done done;

	fine(w, undo(w, 0, &done));
	assert_string_equal(done.kind.s, "ticket.create");
	row = get(w, id);
	assert_string_equal(row.state.s, "cancelled");
	assert_true(row.closed_at > 0);
	assert_int_equal(0,
	    ask_int(w,
		"SELECT count(*) FROM clock WHERE state IN ('running',"
		" 'paused')"));
	assert_int_equal(0,
	    ask_int(w, "SELECT count(*) FROM ticket WHERE rank IS NOT NULL"));
	fine(w, undo(w, last(w), &done));
	assert_true(done.redo);
	row = get(w, id);
	assert_string_equal(row.state.s, "new");
	assert_true(row.closed_at == 0);
	prove_chain(w);
}

static struct str
matters(struct world *w, struct id contact)
{
	return dbtest_ask(w->db, &w->c.arena,
	    str_printf(&w->c.arena,
		"SELECT COALESCE(min(id), '') || count(*) || ' ' ||"
		" COALESCE(min(position), 9) || COALESCE(min(ticket), '')"
		" FROM matter WHERE interaction = '%s'",
		contact.s)
		.s);
}

/* What it was about goes with the ticket, and comes back with it. */
static void
a_contact_is_not_about_a_ticket_that_is_taken_back(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct interaction_new call = { .channel = STR("phone"),
		.caller = STR("+56 9 1111 2222"),
		.queue = STR_NONE,
		.subject = STR_NONE,
		.direction = STR_NONE,
		.customer = in.customer };
	struct dump dump = { .n = 0 };
	struct str before, made;
	struct undo_done done;

	fine(w, interaction_start(&w->c, &call, &in.interaction));
	before = dump_all(&dump, w->db, &w->c.arena);
	(void)make(w, in);
	made = matters(w, in.interaction);
	assert_true(str_starts(str_of(made.s + 36), STR("1 0")));
	for (int i = 0; i < 2; i++) {
		fine(w, undo(w, i == 0 ? 0 : last(w), &done));
		assert_string_equal(done.kind.s, "ticket.create");
		dump_same(&w->c.arena, before,
		    dump_all(&dump, w->db, &w->c.arena), "taken back");
		assert_string_equal(matters(w, in.interaction).s, "0 9");
		fine(w, undo(w, last(w), &done));
		assert_string_equal(matters(w, in.interaction).s, made.s);
	}
	prove_chain(w);
}

static void
a_ticket_that_others_went_on_with_is_not_cancelled(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;
	int64_t made = last(w);

	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_note(&w->c, id, STR("Lo veo yo")));
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, undo(w, made, &done), ERR_CONFLICT, "went on with it");
	assert_string_equal(get(w, id).state.s, "new");
}

static void
an_old_session_is_not_reached_by_itself(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;

	fine(w, run_note(w, id));
	later(MINUTES(5));
	w->c.since = clock_now(&dbtest_clock);
	refused(w, undo(w, 0, &done), ERR_NOT_FOUND, "undo event=");
	fine(w, undo(w, last(w), &done));
}

/* ---- promises follow ------------------------------------------------------ */

static struct id
promised(struct world *w)
{
	struct id id;

	promises(w);
	at("2026-05-04T08:00:00Z"); /* Monday 10:00 in Madrid */
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	return id;
}

/* Resolved by mistake, taken back an hour later: nothing was met, and the
 * hour counts. */
static void
an_end_taken_back_meets_nothing(void **state)
{
	struct world *w = *state;
	struct id id = promised(w);
	struct clock_row r;
	struct undo_done done;

	later(MINUTES(10));
	fine(w, run_resolve(w, id));
	assert_int_equal(clock_now_of(w, id, "resolution").state, CLOCK_MET);
	later(HOURS(1));
	fine(w, undo(w, 0, &done));
	r = clock_now_of(w, id, "first_response");
	assert_int_equal(r.state, CLOCK_RUNNING);
	assert_int_equal(r.first_met, -1);
	assert_string_equal(iso(r.due_at), "2026-05-04T09:00:00Z");
	r = clock_now_of(w, id, "resolution");
	assert_string_equal(iso(r.due_at), "2026-05-05T09:00:00Z");
	assert_int_equal(r.cycle, 1);
	assert_int_equal(clock_now_of(w, id, "next_response").round, 0);
	same_again(w);
	fine(w, run_reply(w, id)); /* and it was late */
	assert_int_equal(clock_now_of(w, id, "first_response").first_met, 0);
	same_again(w);
}

static void
a_pause_taken_back_runs_again(void **state)
{
	struct world *w = *state;
	struct id id = promised(w);
	msec until = clock_now(&dbtest_clock) + DAYS(2);
	struct undo_done done;

	fine(w, run_park(w, id));
	fine(w,
	    ticket_park(&w->c, id, STR("scheduled"), STR("hora"), until, 0));
	fine(w,
	    ticket_park(&w->c, id, STR("scheduled"), STR("hora"),
		until + DAYS(1), 0));
	fine(w, undo(w, 0, &done));
	assert_int_equal(ask_int(w, "SELECT until_at FROM ticket"), until);
	assert_int_equal(clock_now_of(w, id, "resolution").until_at, until);
	same_again(w);
	fine(w, run_resume(w, id));
	fine(w, undo(w, 0, &done));
	assert_int_equal(ask_int(w, "SELECT until_at FROM ticket"), until);
	fine(w, undo(w, 0, &done)); /* the first of the two parkings */
	assert_int_equal(clock_now_of(w, id, "resolution").until_at, 0);
	fine(w, undo(w, 0, &done));
	assert_int_equal(clock_now_of(w, id, "resolution").state,
	    CLOCK_RUNNING);
	same_again(w);
}

/* An end of a pause that was not there before is gone with its change. */
static void
an_end_of_a_pause_is_forgotten(void **state)
{
	struct world *w = *state;
	struct id id = promised(w);
	msec until = clock_now(&dbtest_clock) + DAYS(2);
	struct undo_done done;

	fine(w,
	    ticket_park(&w->c, id, STR("scheduled"), STR("sin fecha"), 0, 0));
	fine(w,
	    ticket_park(&w->c, id, STR("scheduled"), STR("hora"), until, 0));
	fine(w, undo(w, 0, &done));
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM ticket"
			     " WHERE until_at IS NOT NULL"),
	    0);
	assert_int_equal(clock_now_of(w, id, "resolution").until_at, 0);
	same_again(w);
	fine(w,
	    ticket_park(&w->c, id, STR("scheduled"), STR("hora"), until, 0));
	fine(w,
	    ticket_park(&w->c, id, STR("pending-customer"),
		STR("la misma hora"), until, 0));
	assert_int_equal(ask_int(w, "SELECT until_at FROM ticket"), until);
	same_again(w);
}

/* A priority goes back also when setup gave the ticket another policy since. */
static void
a_policy_follows_and_hinders_nothing(void **state)
{
	struct world *w = *state;
	struct ticket_edit e = { .priority = 1 };
	struct sweep_options o = { .holder = id_of(ANA) };
	struct sweep_done swept;
	struct undo_done done;
	struct id id;

	promises(w);
	apply(w, "policy", "first",
	    "[policy first]\nrank = 1\npriority = 1\ncalendar = off\n"
	    "resolution = 300m\n");
	at("2026-05-04T08:00:00Z");
	id = make(w, question(w));
	fine(w, ticket_edit(&w->c, id, &e, 0));
	fine(w, sweep_run(&w->c, &o, &swept));
	apply(w, "policy", "first",
	    "[policy first]\nrank = 1\npriority = 1\ncalendar = off\n"
	    "resolution = 240m\n");
	fine(w, sweep_run(&w->c, &o, &swept));
	assert_int_equal(swept.moved, 1);
	fine(w, undo(w, 0, &done));
	assert_int_equal(get(w, id).priority, 3);
	assert_string_equal(iso(clock_now_of(w, id, "resolution").due_at),
	    "2026-05-05T09:00:00Z");
	same_again(w);
}

/* ---- every clock as it was ------------------------------------------------ */

/* What `change` does is undone an hour later, done again and undone: each time
 * all that is stored is as it was, the clocks and the ticket's place too. */
static void
to_and_fro(struct world *w, struct id id, const char *what,
    enum err (*change)(struct world *, struct id))
{
	static struct dump d;
	struct undo_done done;
	struct str was, after;
	int64_t n;

	d.n = 0;
	was = dump_all(&d, w->db, &w->c.arena);
	fine(w, change(w, id));
	n = ask_int(w,
	    "SELECT max(n) FROM event_log WHERE body NOT LIKE"
	    " '%\"bulk\"%'"); /* the whole, before its steps */
	after = dump_all(&d, w->db, &w->c.arena);
	later(HOURS(1));
	fine(w, undo(w, n, &done));
	dump_same(&w->c.arena, was, dump_all(&d, w->db, &w->c.arena), what);
	later(HOURS(1));
	fine(w, undo(w, last(w), &done));
	assert_true(done.redo);
	dump_same(&w->c.arena, after, dump_all(&d, w->db, &w->c.arena), what);
	fine(w, undo(w, n, &done));
	dump_same(&w->c.arena, was, dump_all(&d, w->db, &w->c.arena), what);
	same_again(w);
}

static enum err
run_contact(struct world *w, struct id id)
{
	struct ticket_contact in = { .channel = STR("email"),
		.text = STR("¿Y bien?") };

	return ticket_contact(&w->c, id, &in);
}

static void
clocks_go_back_with_every_change(void **state)
{
	struct world *w = *state;
	struct id id = promised(w);

	later(MINUTES(5));
	to_and_fro(w, id, "park", run_park);
	fine(w, run_reply(w, id));
	later(MINUTES(5));
	to_and_fro(w, id, "contact", run_contact);
	to_and_fro(w, id, "edit", run_edit);
	to_and_fro(w, id, "resolve", run_resolve);
	to_and_fro(w, id, "cancel", run_cancel);
}

static enum err
run_away(struct world *w, struct id id)
{
	static const char words[] = "team:repuestos owner:luis priority:1"
				    " note:hola";
	struct bulk_rows rows;
	struct bulk_do d;

	fine(w, bulk_read(&w->c, &w->c.arena, str_of(words), &d));
	fine(w, bulk_run(&w->c, &w->c.arena, &d, str_of(words), &id, 1, &rows));
	return rows.v[0].rc;
}

/* It is out of reach behind it: who gave it away takes back all of it. */
static void
many_given_away_come_back_whole(void **state)
{
	struct world *w = *state;
	struct ticket_assign mine = { .owner = id_of(ANA) };
	struct undo_done done;
	struct id id;
	int64_t n;

	act(w, LUIS, "luis", SCOPE_ALL);
	id = promised(w);
	fine(w, ticket_assign(&w->c, id, &mine, 0));
	act(w, ANA, "ana", SCOPE_ALL);
	allow(w, MAY_TICKET_EDIT, SCOPE_OWN);
	allow(w, MAY_TICKET_ASSIGN, SCOPE_OWN);
	to_and_fro(w, id, "away", run_away);
	/* Given on since: none of it comes back. */
	fine(w, run_away(w, id));
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_assign(&w->c, id, &mine, 0));
	act(w, ANA, "ana", SCOPE_ALL);
	n = ask_int(w, "SELECT count(*) FROM event_log");
	fine(w, undo(w, 0, &done));
	assert_int_equal(done.stayed, 1);
	assert_non_null(strstr(done.stays[0].why.s, "Luis"));
	assert_int_equal(get(w, id).priority, 1);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM message WHERE body = 'hola'"
			     " AND withdrawn_at IS NULL"),
	    1);
	/* Nothing was taken back: it may be, once nothing is in the way. */
	assert_int_equal(ask_int(w, "SELECT count(*) FROM event_log"), n);
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, undo(w, 0, &done));
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, undo(w, 0, &done));
	assert_int_equal(done.stayed, 0);
}

/* The answer that reopening asks for is owed no more when the reopening is
 * taken back, and what was met stays met. */
static enum err
run_again(struct world *w, struct id id)
{
	struct ticket_contact in = {
		.channel = STR("email"), .text = STR("no sirve"), .again = true
	};

	return ticket_contact(&w->c, id, &in);
}

static void
a_reopening_taken_back_owes_nothing(void **state)
{
	struct world *w = *state;
	struct id id = promised(w);

	later(MINUTES(5));
	fine(w, run_reply(w, id));
	fine(w, run_resolve(w, id));
	later(MINUTES(30));
	to_and_fro(w, id, "reopen", run_reopen);
	assert_int_equal(clock_now_of(w, id, "next_response").round, 0);
	assert_int_equal(clock_now_of(w, id, "resolution").state, CLOCK_MET);
	to_and_fro(w, id, "words that wait", run_contact);
	to_and_fro(w, id, "reopened by the customer", run_again);
}

static void
what_is_older_than_a_month_stays(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;

	fine(w, run_note(w, id));
	later(DAYS(30));
	fine(w, undo(w, last(w), &done));
	fine(w, run_note(w, id));
	later(DAYS(30) + 1);
	refused(w, undo(w, last(w), &done), ERR_INVALID, "30 days");
	refused(w, undo(w, 0, &done), ERR_NOT_FOUND, "nothing");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_assignment_goes_back_and_forth),
		TEST(an_undo_is_one_event_once_and_refused_without_the_right),
		TEST(a_later_change_of_the_same_is_left_alone),
		TEST(a_note_is_withdrawn_and_its_text_stays),
		TEST(a_resolution_goes_back_with_its_words_and_instants),
		TEST(what_cannot_be_undone_says_what_to_do),
		TEST(what_stands_is_not_gone_past),
		TEST(a_ticket_made_by_mistake_is_cancelled_and_comes_back),
		TEST(a_contact_is_not_about_a_ticket_that_is_taken_back),
		TEST(a_ticket_that_others_went_on_with_is_not_cancelled),
		TEST(an_old_session_is_not_reached_by_itself),
		TEST(an_end_taken_back_meets_nothing),
		TEST(a_pause_taken_back_runs_again),
		TEST(an_end_of_a_pause_is_forgotten),
		TEST(a_policy_follows_and_hinders_nothing),
		TEST(clocks_go_back_with_every_change),
		TEST(many_given_away_come_back_whole),
		TEST(a_reopening_taken_back_owes_nothing),
		TEST(what_is_older_than_a_month_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
