/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_time.c - what hangs on time beside the clocks: approvals that expire,
 * promised calls that come due, who is called, who takes work over.
 */
#include "promisetest.h"
#include "sweeptest.h"

#include "core/approval.h"
#include "core/callback.h"
#include "core/closing.h"
#include "core/reminder.h"
#include "core/complaint.h"
#include "core/ticket_route.h"
#include "core/undo.h"

#define BOSS  "00000000-0000-7000-8000-0000000000b1"
#define CHIEF "00000000-0000-7000-8000-0000000000b2"

/* Monday 4 May 2026, 10:00 in Madrid. */
#define MONDAY "2026-05-04T08:00:00Z"

static void
add_person(struct world *w, const char *id, const char *login)
{
	struct arena a = { 0 };

	dbtest_do(w->db,
	    str_printf(&a,
		"INSERT INTO agent (id, login, name, name_fold, name_sort,"
		" role, branch, lang, zone, active, created_at, version)"
		" VALUES ('%s', '%s', '%s', '%s', '%s', 'supervisor', 'centro',"
		" 'es', 'America/Santiago', 1, 1, 1);",
		id, login, login, login, login)
		.s);
	arena_done(&a);
	dbtest_do(w->db,
	    "INSERT INTO role_grant (role, verb, scope)"
	    " SELECT code, 'ticket.read', 4 FROM role WHERE true"
	    " ON CONFLICT DO NOTHING");
}

static int64_t
said(struct world *w, const char *where)
{
	return ask_int(w,
	    str_printf(&w->c.arena, "SELECT count(*) FROM notice WHERE %s",
		where)
		.s);
}

static const char *
one(struct world *w, const char *sql)
{
	return dbtest_ask(w->db, &w->c.arena, sql).s;
}

/* ---- approvals ---------------------------------------------------------- */

static struct id
asked(struct world *w, int64_t *number)
{
	struct approval_new in = { .rule = STR("refund"),
		.reason = STR("cobro doble"),
		.amount = 5000 };

	promises(w);
	add_person(w, BOSS, "jefa");
	add_person(w, CHIEF, "jefe");
	apply(w, "approval", "refund",
	    "[approval refund]\ncalendar = off\nexpires = 2bd\nremind = 4h\n"
	    "above = 2 of supervisor\n");
	at(MONDAY);
	in.ticket = make(w, question(w));
	fine(w, approval_ask(&w->c, &in, number));
	return in.ticket;
}

/* 4 h of working time after Monday 10:00 is 14:00; two business days end on
 * Wednesday at 18:00. */
static void
an_approval_counts_in_working_time(void **state)
{
	struct world *w = *state;
	int64_t n;

	asked(w, &n);
	assert_string_equal(one(w, "SELECT expires_at FROM approval"),
	    "1778083200000");
	assert_string_equal(one(w, "SELECT remind_at FROM approval"),
	    "1777896000000");
}

static void
who_has_not_decided_is_reminded_once(void **state)
{
	struct world *w = *state;
	int64_t n;

	asked(w, &n);
	/* Luis speaks for the chief, who is told as well: one voice. */
	act(w, CHIEF, "jefe", SCOPE_ALL);
	fine(w,
	    approval_delegate(&w->c, id_of(LUIS), 0,
		clock_now(&dbtest_clock) + DAYS(30), 0));
	act(w, BOSS, "jefa", SCOPE_ALL);
	fine(w, approval_give(&w->c, n, STR_NONE));
	act(w, ANA, "ana", SCOPE_ALL);
	at("2026-05-04T11:59:59Z");
	assert_int_equal(sweep(w).told, 0);
	at("2026-05-04T12:00:00Z");
	assert_int_equal(sweep(w).told, 1);
	assert_int_equal(said(w, "once LIKE '%/again'"), 2);
	assert_int_equal(said(w,
			     "once LIKE '%/again' AND to_agent IN ('" LUIS
			     "', '" CHIEF "')"),
	    2);
	assert_int_equal(sweep(w).told, 0);
	prove_chain(w);
}

static void
what_nobody_decides_expires_by_itself(void **state)
{
	struct world *w = *state;
	int64_t n;

	asked(w, &n);
	at("2026-05-06T15:59:59Z");
	assert_int_equal(sweep(w).expired, 0);
	at("2026-05-06T16:00:00Z");
	assert_int_equal(sweep(w).expired, 1);
	assert_string_equal(one(w, "SELECT state FROM approval"), "expired");
	assert_int_equal(said(w,
			     "once LIKE '%/expired' AND to_agent = '" ANA "'"),
	    1);
	assert_int_equal(sweep(w).expired, 0);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM event_log WHERE kind ="
			     " 'approval.expire'"),
	    1);
}

/* Asleep over both: only the end is told. */
static void
after_an_absence_it_expires_without_a_reminder(void **state)
{
	struct world *w = *state;
	int64_t n;

	asked(w, &n);
	at("2026-06-06T16:00:00Z");
	assert_int_equal(sweep(w).expired, 1);
	assert_int_equal(said(w, "once LIKE '%/again'"), 0);
}

static void
what_was_decided_is_left_in_peace(void **state)
{
	struct world *w = *state;
	int64_t n;

	asked(w, &n);
	act(w, BOSS, "jefa", SCOPE_ALL);
	fine(w, approval_refuse(&w->c, n, STR("no")));
	at("2026-06-06T16:00:00Z");
	assert_int_equal(sweep(w).expired, 0);
	assert_string_equal(one(w, "SELECT state FROM approval"), "refused");
}

/* Redress needs the words of its rule, whatever one's own limit is. */
static void
redress_waits_for_its_words(void **state)
{
	static const struct pair plate[] = { { { "plate", 5 },
	    { "BBCD12", 6 } } };
	struct complaint_outcome o = { STR("upheld"), STR("process-delay"),
		90000, false };
	struct approval_new in = {
		.rule = STR("redress"), .reason = STR("demora"), .amount = 90000
	};
	struct world *w = *state;
	struct ticket_new q = question(w);
	int64_t n;

	promises(w);
	add_person(w, BOSS, "jefa");
	add_person(w, CHIEF, "jefe");
	apply(w, "approval", "redress",
	    "[approval redress]\nexpires = 2d\nup-to 50000 = none\n"
	    "above = 1 of supervisor\n");
	q.typification = STR("taller-demora");
	q.fields = plate;
	q.nfields = 1;
	in.ticket = make(w, q);
	w->c.me.role = STR("supervisor");
	fine(w, complaint_decide(&w->c, in.ticket, &o));
	assert_string_equal(one(w, "SELECT redress_state FROM complaint"),
	    "asked");
	act(w, BOSS, "jefa", SCOPE_ALL);
	w->c.me.role = STR("supervisor");
	refused(w, complaint_answer(&w->c, in.ticket, true, STR_NONE),
	    ERR_INVALID, "needs the word of supervisors first (1)");
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, approval_ask(&w->c, &in, &n));
	act(w, CHIEF, "jefe", SCOPE_ALL);
	fine(w, approval_give(&w->c, n, STR_NONE)); /* the last word grants */
	assert_string_equal(one(w, "SELECT redress_state FROM complaint"),
	    "granted");
}

/* ---- tickets that end by themselves ------------------------------------- */

/* Monday 10:00 in Madrid: warned on Wednesday and Friday at 18:00, at its end
 * on Monday the 11th at 18:00; closed for good three working hours later. */
static struct id
left_alone(struct world *w)
{
	struct contact_new mail = { .kind = STR("email"),
		.value = STR("ana@correo.example") };
	struct ticket_new q;
	struct id id, point;

	promises(w);
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 600m\n"
	    "warn.pending-customer = 2bd, 4bd\n"
	    "close.pending-customer = 5bd\nclose.resolved = 3h\n");
	at(MONDAY);
	q = question(w);
	fine(w, contact_add(&w->c, q.customer, &mail, &point));
	id = make(w, q);
	fine(w, ticket_start(&w->c, id, 0));
	fine(w, run_park(w, id));
	return id;
}

static int64_t
letters(struct world *w)
{
	return ask_int(w, "SELECT count(*) FROM letter");
}

static void
a_customer_who_does_not_answer_is_warned_and_then_it_ends(void **state)
{
	struct world *w = *state;
	struct id id = left_alone(w);

	at("2026-05-06T15:59:59Z");
	assert_int_equal(sweep(w).warned, 0);
	at("2026-05-06T16:00:00Z");
	assert_int_equal(sweep(w).warned, 1);
	assert_int_equal(sweep(w).warned, 0);
	assert_int_equal(letters(w), 1);
	assert_non_null(strstr(one(w,
				   "SELECT body FROM message WHERE public ="
				   " 1 AND direction = 'out'"),
	    "11-05-2026"));
	at("2026-05-08T16:00:00Z");
	assert_int_equal(sweep(w).warned, 1);
	at("2026-05-11T15:59:59Z");
	assert_int_equal(sweep(w).ended, 0);
	at("2026-05-11T16:00:00Z");
	assert_int_equal(sweep(w).ended, 1);
	assert_string_equal(get(w, id).state.s, "resolved");
	assert_int_equal(letters(w), 3);
	/* And what is resolved is closed: Tuesday 12:00. */
	at("2026-05-12T09:59:59Z");
	assert_int_equal(sweep(w).ended, 0);
	at("2026-05-12T10:00:00Z");
	assert_int_equal(sweep(w).ended, 1);
	assert_string_equal(get(w, id).state.s, "closed");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM closing"), 0);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM event_log WHERE kind ="
			     " 'ticket.lapse'"),
	    2);
	same_again(w);
	prove_chain(w);
}

static void
who_answers_is_not_closed(void **state)
{
	struct world *w = *state;
	struct id id = left_alone(w);
	struct ticket_contact in = { .channel = STR("email"),
		.text = STR("va la boleta") };

	at("2026-05-07T10:00:00Z");
	assert_int_equal(sweep(w).warned, 1);
	fine(w, ticket_contact(&w->c, id, &in));
	assert_int_equal(ask_int(w, "SELECT count(*) FROM closing"), 0);
	at("2026-06-07T10:00:00Z");
	assert_int_equal(sweep(w).ended, 0);
	assert_string_equal(get(w, id).state.s, "open");
}

/* Nobody swept for a month: one warning, and the time behind it, one day. */
static void
after_an_absence_the_customer_is_warned_first(void **state)
{
	struct world *w = *state;
	struct id id = left_alone(w);
	struct sweep_done d;

	at("2026-06-08T08:00:00Z");
	d = sweep(w);
	assert_int_equal(d.warned, 1);
	assert_int_equal(d.ended, 0);
	assert_int_equal(letters(w), 1);
	/* Nine working hours on from Monday 10:00. */
	at("2026-06-09T07:59:59Z");
	assert_int_equal(sweep(w).ended, 0);
	at("2026-06-09T08:00:00Z");
	assert_int_equal(sweep(w).ended, 1);
	assert_string_equal(get(w, id).state.s, "resolved");
}

static void
what_ended_by_itself_is_taken_back_and_begins_anew(void **state)
{
	struct world *w = *state;
	struct id id = left_alone(w);
	struct row_closing_get k;
	struct undo_done done;
	int64_t n;

	at("2026-06-08T08:00:00Z");
	sweep(w);
	at("2026-06-09T08:00:00Z");
	sweep(w);
	n = ask_int(w,
	    "SELECT max(n) FROM event_log WHERE kind = 'ticket.lapse'");
	fine(w, undo_event(&w->c, &w->c.arena, n, &done));
	assert_string_equal(get(w, id).state.s, "pending-customer");
	/* The letter had not left. */
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM letter WHERE recalled_at IS"
			     " NOT NULL"),
	    1);
	fine(w, closing_get(&w->c, &w->c.arena, id, &k));
	assert_true(k.next_at > clock_now(&dbtest_clock));
	assert_int_equal(sweep(w).ended, 0);
	same_again(w);
}

/* A policy that learns to end what waits reaches who waits already: from when
 * their wait began, or from the change when that is over. */
static void
a_policy_that_learns_to_end_reaches_who_waits_already(void **state)
{
	struct world *w = *state;
	struct row_closing_get k;
	struct id old, young, done;

	promises(w);
	at(MONDAY);
	old = make(w, question(w));
	young = make(w, question(w));
	done = make(w, question(w));
	fine(w, ticket_start(&w->c, old, 0));
	fine(w, run_park(w, old));
	fine(w, run_resolve(w, done));
	at("2026-05-18T08:00:00Z");
	fine(w, ticket_start(&w->c, young, 0));
	fine(w, run_park(w, young));
	sweep(w);
	at("2026-05-19T08:00:00Z");
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 600m\n"
	    "warn.pending-customer = 2bd\nclose.pending-customer = 5bd\n"
	    "close.resolved = 3h\n");
	later(MINUTES(1));
	sweep(w);
	fine(w, closing_get(&w->c, &w->c.arena, young, &k));
	assert_string_equal(iso(k.since_at), "2026-05-18T08:00:00Z");
	assert_string_equal(iso(k.close_at), "2026-05-25T16:00:00Z");
	fine(w, closing_get(&w->c, &w->c.arena, old, &k));
	assert_string_equal(iso(k.since_at), "2026-05-19T08:01:00Z");
	assert_string_equal(iso(k.close_at), "2026-05-26T16:00:00Z");
	assert_int_equal(closing_get(&w->c, &w->c.arena, done, &k),
	    ERR_NOT_FOUND);
	core_rest(&w->c);
	/* Once, and the customer is warned before it ends. */
	sweep(w);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM closing"), 2);
	at("2026-05-21T16:00:00Z");
	assert_true(sweep(w).warned > 0);
	at("2026-05-26T16:00:00Z");
	sweep(w);
	assert_string_equal(get(w, old).state.s, "resolved");
	assert_string_equal(get(w, young).state.s, "resolved");
	same_again(w);
}

static void
what_may_not_end_stops_once_and_says_why(void **state)
{
	struct world *w = *state;
	struct id id = left_alone(w);

	dbtest_do(w->db,
	    "UPDATE typification SET closing = '[\"plate\"]' WHERE code ="
	    " 'consulta-general'");
	at("2026-06-08T08:00:00Z");
	sweep(w);
	at("2026-06-09T08:00:00Z");
	assert_int_equal(sweep(w).ended, 1);
	assert_string_equal(get(w, id).state.s, "pending-customer");
	assert_int_equal(said(w, "kind = 'closing' AND to_agent = '" ANA "'"),
	    1);
	assert_non_null(strstr(one(w,
				   "SELECT text FROM notice WHERE kind ="
				   " 'closing'"),
	    "plate"));
	assert_int_equal(letters(w), 1);
	at("2026-07-09T08:00:00Z");
	assert_int_equal(sweep(w).ended, 0);
}

/* Nor does it while money that was asked for waits for a word. */
static void
what_waits_for_a_word_does_not_end_by_itself(void **state)
{
	struct world *w = *state;
	struct approval_new in = { .rule = STR("refund"),
		.reason = STR("cobro doble"),
		.amount = 5000 };
	int64_t n;

	in.ticket = left_alone(w);
	add_person(w, BOSS, "jefa");
	apply(w, "approval", "refund",
	    "[approval refund]\nexpires = 9d\nabove = 1 of supervisor\n");
	at("2026-06-08T08:00:00Z");
	sweep(w);
	fine(w, approval_ask(&w->c, &in, &n));
	at("2026-06-09T08:00:00Z");
	sweep(w);
	assert_string_equal(get(w, in.ticket).state.s, "pending-customer");
	assert_non_null(strstr(one(w,
				   "SELECT text FROM notice WHERE kind ="
				   " 'closing'"),
	    "waits for a word"));
}

static void
it_is_kept_open_until_an_instant(void **state)
{
	struct world *w = *state;
	struct id id = left_alone(w);
	struct undo_done done;
	msec until;

	at("2026-07-01T08:00:00Z");
	until = clock_now(&dbtest_clock);
	at(MONDAY);
	fine(w, closing_keep(&w->c, id, until, STR("viaja")));
	at("2026-06-30T08:00:00Z");
	assert_int_equal(sweep(w).ended, 0);
	assert_int_equal(letters(w), 0);
	at("2026-07-01T08:00:00Z");
	assert_int_equal(sweep(w).ended, 1);
	refused(w, closing_keep(&w->c, make(w, question(w)), until, STR("x")),
	    ERR_INVALID, "does not end by itself");
	at(MONDAY);
	id = left_alone(w);
	fine(w, closing_keep(&w->c, id, until, STR("viaja")));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	at("2026-05-06T16:00:00Z");
	assert_int_equal(sweep(w).warned, 1);
}

static void
a_policy_says_it_with_file_and_line(void **state)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{ "[policy x]\ncalendar = off\nresolution = 1h\n"
		  "close.open = 2bd\n",
		    "p.ini:4: nothing closes by itself in 'open'" },
		{ "[policy x]\ncalendar = off\nresolution = 1h\n"
		  "close.resolved = soon\n",
		    "p.ini:4:" },
		{ "[policy x]\ncalendar = off\nresolution = 1h\n"
		  "warn.resolved = 1h, 2h, 3h, 4h, 5h\n",
		    "p.ini:4: at most 4" },
	};
	struct world *w = *state;
	struct policy p;
	struct fault f;

	for (size_t i = 0; i < countof(bad); i++) {
		assert_int_equal(policy_parse(str_of(bad[i].text), "p.ini",
				     &w->c.arena, &p, &f),
		    ERR_INVALID);
		if (strstr(f.text, bad[i].why) == NULL)
			fail_msg("'%s' lacks '%s'", f.text, bad[i].why);
	}
}

/* ---- reminders ---------------------------------------------------------- */

static void
a_reminder_is_told_once_at_its_time(void **state)
{
	struct world *w = *state;
	struct reminder_new in = { .text = STR("ver si llegó la pieza"),
		.when = STR("2026-05-04T15:00:00Z") };
	struct rows_reminder_list rows;
	struct undo_done done;
	int64_t n, m;

	at(MONDAY);
	w->c.me.zone = STR("America/Santiago");
	in.ticket = make(w, question(w));
	fine(w, reminder_add(&w->c, &in, &n));
	in.agent = id_of(LUIS);
	fine(w, reminder_add(&w->c, &in, &m));
	fine(w, reminder_list(&w->c, &w->c.arena, false, 0, &rows));
	assert_int_equal(rows.n, 2);
	fine(w, reminder_done(&w->c, m));
	refused(w, reminder_done(&w->c, m), ERR_INVALID, "done already");
	at("2026-05-04T14:59:59Z");
	assert_int_equal(sweep(w).told, 0);
	at("2026-05-04T15:00:00Z");
	assert_int_equal(sweep(w).told, 1);
	assert_int_equal(sweep(w).told, 0);
	assert_int_equal(said(w, "kind = 'reminder' AND to_agent = '" ANA "'"),
	    1);
	refused(w, reminder_add(&w->c, &in, &m), ERR_INVALID, "has passed");
	in.when = STR("+2h");
	allow(w, MAY_TICKET_ASSIGN, SCOPE_NONE);
	refused(w, reminder_add(&w->c, &in, &m), ERR_DENIED, "ticket.assign");
	act(w, EVA, "eva", SCOPE_ALL);
	refused(w, reminder_done(&w->c, n), ERR_NOT_FOUND, "of yours");
	act(w, ANA, "ana", SCOPE_ALL);
	w->c.me.zone = STR("America/Santiago");
	in.agent = ID_NONE;
	fine(w, reminder_add(&w->c, &in, &m));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	later(HOURS(3));
	assert_int_equal(sweep(w).told, 0);
	prove_chain(w);
}

static msec
instant(const char *iso)
{
	struct fault f;
	msec t;

	assert_int_equal(clock_parse(str_of(iso), &t, &f), OK);
	return t;
}

/* Each nine hours of work; a week nobody swept is told as one. */
static void
a_review_comes_again_in_working_time_until_the_ticket_is_done(void **state)
{
	struct world *w = *state;
	struct reminder_new in = { .text = STR("revisar con el taller"),
		.when = STR("4h"),
		.every = STR("9h"),
		.calendar = STR("off") };
	struct rows_reminder_list rows;
	int64_t n;

	at(MONDAY);
	apply(w, "calendar", "off", OFF);
	in.ticket = make(w, question(w));
	in.every = STR("2bd");
	in.calendar = STR("nowhere");
	refused(w, reminder_add(&w->c, &in, &n), ERR_NOT_FOUND, "nowhere");
	in.calendar = STR_NONE;
	refused(w, reminder_add(&w->c, &in, &n), ERR_INVALID, "name one");
	in.calendar = STR("off");
	in.every = STR("9h");
	fine(w, reminder_add(&w->c, &in, &n));
	at("2026-05-04T11:59:59Z");
	assert_int_equal(sweep(w).told, 0);
	at("2026-05-04T12:00:00Z");
	assert_int_equal(sweep(w).told, 1);
	assert_int_equal(sweep(w).told, 0);
	fine(w, reminder_list(&w->c, &w->c.arena, false, 0, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].at, instant("2026-05-05T12:00:00Z"));
	at("2026-05-12T08:00:00Z");
	assert_int_equal(sweep(w).told, 1);
	assert_int_equal(sweep(w).told, 0);
	fine(w, reminder_list(&w->c, &w->c.arena, false, 0, &rows));
	assert_int_equal(rows.v[0].at, instant("2026-05-13T08:00:00Z"));
	assert_int_equal(rows.v[0].times, 2);
	fine(w, ticket_cancel(&w->c, in.ticket, STR("desiste"), 0));
	at("2026-05-13T08:00:00Z");
	(void)sweep(w);
	fine(w, reminder_list(&w->c, &w->c.arena, false, 0, &rows));
	assert_int_equal(rows.n, 0);
	assert_int_equal(said(w, "kind = 'reminder' AND to_agent = '" ANA "'"),
	    2);
	prove_chain(w);
}

/* ---- calendars ---------------------------------------------------------- */

#define DAY_OFF "2026-05-05\tNational\t\tFiesta\n"

static enum err
rebuilt(struct world *w, int64_t *differ)
{
	struct rebuild r;
	enum err rc = promise_rebuild(&w->c, ID_NONE, true, NULL, NULL, &r);

	*differ = r.differ;
	return rc;
}

/* A holiday is approved after the fact, and hours change: what is done keeps
 * its instants, also when it is made again from its events; what is owed moves
 * from then on. */
static void
an_approved_holiday_changes_nothing_that_is_done(void **state)
{
	struct world *w = *state;
	struct clock_row before, after;
	struct id done, owed;
	int64_t differ;

	promises(w);
	apply(w, "calendar", "off", OFF "holidays = dias.ics\n");
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 1200m\n");
	at(MONDAY);
	done = make(w, question(w));
	owed = make(w, question(w));
	at("2026-05-06T08:00:00Z"); /* the 5th was worked: 18 hours used */
	fine(w, run_resolve(w, done));
	before = clock_now_of(w, done, "resolution");
	assert_int_equal(before.used_ms, HOURS(18));
	assert_string_equal(iso(clock_now_of(w, owed, "resolution").due_at),
	    "2026-05-06T10:00:00Z");
	at("2026-05-06T09:00:00Z");
	apply(w, "approved", "dias.ics", DAY_OFF "2026-05-07\tNational\t\tX\n");
	at("2026-05-06T09:30:00Z");
	sweep(w);
	fine(w, rebuilt(w, &differ));
	assert_int_equal(differ, 0);
	after = clock_now_of(w, done, "resolution");
	assert_int_equal(after.used_ms, before.used_ms);
	assert_int_equal(after.met_at, before.met_at);
	assert_int_equal(after.due_at, before.due_at);
	assert_string_equal(after.calendar.s, before.calendar.s);
	/* Nor is the day that was worked taken from what is owed. */
	assert_string_equal(iso(clock_now_of(w, owed, "resolution").due_at),
	    "2026-05-06T10:00:00Z");
	/* A ticket of now does not count the 7th. */
	owed = make(w, question(w));
	assert_string_equal(iso(clock_now_of(w, owed, "resolution").due_at),
	    "2026-05-11T11:30:00Z");
}

/* ---- promised calls ----------------------------------------------------- */

static struct id
promised(struct world *w)
{
	struct callback_new new = { .customer = customer(w, "Eva Soto"),
		.phone = STR("987654321"),
		.when = STR("2026-05-04T15:00:00Z"),
		.reason = STR("llega el repuesto"),
		.override = STR("prueba") };
	struct id id;
	int64_t number;

	fine(w, callback_add(&w->c, &new, &id, &number));
	return id;
}

static void
a_call_is_told_when_due_and_to_the_team_when_late(void **state)
{
	struct world *w = *state;
	struct id id;

	at(MONDAY);
	id = promised(w);
	at("2026-05-04T14:59:59Z");
	assert_int_equal(sweep(w).calls, 0);
	at("2026-05-04T15:00:00Z");
	assert_int_equal(sweep(w).calls, 1);
	assert_int_equal(sweep(w).calls, 0);
	assert_int_equal(said(w, "to_agent = '" ANA "' AND kind = 'callback'"),
	    1);
	at("2026-05-04T15:30:00Z");
	assert_int_equal(sweep(w).calls, 1);
	assert_int_equal(said(w, "to_team = 'ventas' AND severity = 3"), 1);
	at("2026-05-05T15:30:00Z");
	assert_int_equal(sweep(w).calls, 0);
	fine(w, callback_done(&w->c, id, true, STR("viene")));
	prove_chain(w);
}

static void
a_call_that_was_made_is_not_told(void **state)
{
	struct world *w = *state;

	at(MONDAY);
	fine(w, callback_done(&w->c, promised(w), true, STR_NONE));
	at("2026-05-05T15:00:00Z");
	assert_int_equal(sweep(w).calls, 0);
	/* Asleep over both instants: once, and that it is late. */
	at(MONDAY);
	promised(w);
	at("2026-05-05T15:00:00Z");
	assert_int_equal(sweep(w).calls, 1);
	assert_int_equal(said(w, "kind = 'callback'"), 1);
}

static void
another_person_keeps_the_same_time(void **state)
{
	struct callback_move to = { .owner = id_of(LUIS) };
	struct world *w = *state;
	struct row_callback_rows was, now;
	struct id id, made;
	int64_t number;

	at(MONDAY);
	id = promised(w);
	fine(w, callback_get(&w->c, &w->c.arena, id, &was));
	/* Out of hours, and nobody is asked for another time. */
	at("2026-05-04T14:00:00Z");
	fine(w, callback_move(&w->c, id, &to, &made, &number));
	fine(w, callback_get(&w->c, &w->c.arena, made, &now));
	assert_int_equal(now.due_at, was.due_at);
	assert_true(id_eq(now.owner, id_of(LUIS)));
	assert_string_equal(now.phone.s, was.phone.s);
	refused(w, callback_move(&w->c, made, &to, &id, &number), ERR_INVALID,
	    "like that already");
	to.until = STR("18:00");
	refused(w, callback_move(&w->c, made, &to, &id, &number), ERR_INVALID,
	    "say when=");
}

/* Not reached: the promise goes on with the next attempt, in one write. */
static void
the_next_attempt_follows_one_that_did_not_reach_them(void **state)
{
	struct callback_move to = { .when = STR("12:00"),
		.until = STR_NONE,
		.reason = STR_NONE,
		.override = STR_NONE,
		.missed = STR("no contesta") };
	struct world *w = *state;
	struct row_callback_rows was, next;
	struct undo_done back;
	struct id id, made;
	int64_t number;

	at(MONDAY);
	id = promised(w);
	fine(w, callback_move(&w->c, id, &to, &made, &number));
	fine(w, callback_get(&w->c, &w->c.arena, id, &was));
	fine(w, callback_get(&w->c, &w->c.arena, made, &next));
	assert_string_equal(was.state.s, "missed");
	assert_string_equal(was.result.s, "no contesta");
	assert_true(id_eq(next.previous, id) && id_eq(next.owner, was.owner));
	assert_string_equal(next.reason.s, was.reason.s);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &back));
	fine(w, callback_get(&w->c, &w->c.arena, id, &was));
	assert_string_equal(was.state.s, "open");
	fine(w, undo_event(&w->c, &w->c.arena, w->c.done.n, &back));
	fine(w, callback_get(&w->c, &w->c.arena, id, &was));
	assert_string_equal(was.state.s, "missed");
	assert_string_equal(was.result.s, "no contesta");
	to.when = STR_NONE;
	refused(w, callback_move(&w->c, made, &to, &id, &number), ERR_INVALID,
	    "time of its own");
}

/* ---- who is called, who takes over -------------------------------------- */

static void
beside_the_ladder_those_who_know_are_called(void **state)
{
	struct world *w = *state;
	struct escalate_to to = { STR("repuestos"), STR_NONE };
	struct rows_escalation_list rows;
	struct escalation_filter f = { .open = true };
	struct id id = make(w, question(w));

	dbtest_do(w->db,
	    "INSERT INTO skill (code, name) VALUES ('frenos', 'Frenos'),"
	    " ('motos', 'Motos');"
	    "INSERT INTO agent_skill (agent, skill, level) VALUES"
	    " ('" LUIS "', 'frenos', 3)");
	fine(w, ticket_escalate(&w->c, id, &to, STR("¿hay discos?"), 0));
	assert_int_equal(sweep(w).told, 1);
	assert_int_equal(said(w, "to_agent = '" LUIS "'"), 1);
	to = (struct escalate_to){ STR_NONE, STR("frenos") };
	fine(w, ticket_escalate(&w->c, id, &to, STR("vibra"), 0));
	assert_int_equal(sweep(w).told, 1);
	assert_int_equal(said(w, "to_agent = '" LUIS "'"), 2);
	/* The ladder begins where it did: its first step. */
	fine(w, ticket_escalate(&w->c, id, NULL, STR("urge"), 0));
	assert_int_equal(ask_int(w,
			     "SELECT max(level) FROM escalation WHERE kind ="
			     " ''"),
	    1);
	f.ticket = id;
	fine(w, escalation_list(&w->c, &w->c.arena, &f, &rows));
	assert_int_equal(rows.n, 3);
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, escalation_ack(&w->c, id, 0));
	fine(w, escalation_list(&w->c, &w->c.arena, &f, &rows));
	assert_int_equal(rows.n, 0);
	to.skill = STR("motos");
	refused(w, ticket_escalate(&w->c, id, &to, STR("x"), 0), ERR_INVALID,
	    "nobody who has the skill");
	to.skill = STR("nada");
	refused(w, ticket_escalate(&w->c, id, &to, STR("x"), 0), ERR_INVALID,
	    "no skill 'nada'");
	to.team = STR("ventas");
	refused(w, ticket_escalate(&w->c, id, &to, STR("x"), 0), ERR_INVALID,
	    "not both");
	prove_chain(w);
}

static void
work_is_taken_given_back_and_sent_on(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;

	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_start(&w->c, id, 0));
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, ticket_claim(&w->c, id, STR_NONE, 0), ERR_INVALID,
	    "the reason");
	fine(w, ticket_claim(&w->c, id, STR("Luis no está"), 0));
	assert_true(id_eq(get(w, id).owner, id_of(ANA)));
	refused(w, ticket_claim(&w->c, id, STR("x"), 0), ERR_INVALID,
	    "like that already");
	fine(w, ticket_give_back(&w->c, id, STR("a la cola"), 0));
	assert_true(id_none(get(w, id).owner));
	refused(w, ticket_reroute(&w->c, id, STR("nada"), STR("x"), 0),
	    ERR_INVALID, "nada");
	fine(w, ticket_reroute(&w->c, id, STR("repuestos"), STR("pieza"), 0));
	assert_string_equal(get(w, id).team.s, "repuestos");
	assert_string_equal(one(w,
				"SELECT reason FROM stay WHERE kind = 'ticket'"
				" AND to_at IS NULL"),
	    "pieza");
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(get(w, id).team.s, "ventas");
	fine(w, run_resolve(w, id));
	refused(w, ticket_claim(&w->c, id, STR("x"), 0), ERR_INVALID,
	    "reopen it first");
	id = make(w, question(w));
	fine(w, run_cancel(w, id));
	refused(w, ticket_claim(&w->c, id, STR("x"), 0), ERR_INVALID,
	    "stays so");
	allow(w, MAY_TICKET_ASSIGN, SCOPE_NONE);
	refused(w, ticket_claim(&w->c, id, STR("x"), 0), ERR_DENIED,
	    "ticket.assign");
	prove_chain(w);
}

static void
a_supervisor_takes_back_what_another_did(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;
	int64_t n;

	fine(w, run_edit(w, id));
	n = ask_int(w, "SELECT max(n) FROM event_log");
	act(w, LUIS, "luis", SCOPE_ALL);
	allow(w, MAY_UNDO_OTHERS, SCOPE_NONE);
	refused(w, undo_event(&w->c, &w->c.arena, n, &done), ERR_DENIED,
	    "or a supervisor");
	allow(w, MAY_UNDO_OTHERS, SCOPE_ALL);
	/* The right to change such tickets is asked for all the same. */
	allow(w, MAY_TICKET_EDIT, SCOPE_NONE);
	refused(w, undo_event(&w->c, &w->c.arena, n, &done), ERR_DENIED,
	    "ticket.edit");
	allow(w, MAY_TICKET_EDIT, SCOPE_ALL);
	/* Without a number it is one's own last, never another's. */
	refused(w, undo_event(&w->c, &w->c.arena, 0, &done), ERR_NOT_FOUND,
	    "nothing");
	fine(w, undo_event(&w->c, &w->c.arena, n, &done));
	assert_string_equal(get(w, id).subject.s, "¿Cuánto cuesta?");
	assert_string_equal(one(w,
				"SELECT actor FROM event_log ORDER BY n DESC"
				" LIMIT 1"),
	    LUIS);
	prove_chain(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_approval_counts_in_working_time),
		TEST(who_has_not_decided_is_reminded_once),
		TEST(what_nobody_decides_expires_by_itself),
		TEST(after_an_absence_it_expires_without_a_reminder),
		TEST(what_was_decided_is_left_in_peace),
		TEST(redress_waits_for_its_words),
		TEST(a_customer_who_does_not_answer_is_warned_and_then_it_ends),
		TEST(who_answers_is_not_closed),
		TEST(after_an_absence_the_customer_is_warned_first),
		TEST(what_ended_by_itself_is_taken_back_and_begins_anew),
		TEST(a_policy_that_learns_to_end_reaches_who_waits_already),
		TEST(what_may_not_end_stops_once_and_says_why),
		TEST(what_waits_for_a_word_does_not_end_by_itself),
		TEST(it_is_kept_open_until_an_instant),
		TEST(a_policy_says_it_with_file_and_line),
		TEST(a_reminder_is_told_once_at_its_time),
		TEST(
		    a_review_comes_again_in_working_time_until_the_ticket_is_done),
		TEST(an_approved_holiday_changes_nothing_that_is_done),
		TEST(a_call_is_told_when_due_and_to_the_team_when_late),
		TEST(a_call_that_was_made_is_not_told),
		TEST(another_person_keeps_the_same_time),
		TEST(the_next_attempt_follows_one_that_did_not_reach_them),
		TEST(beside_the_ladder_those_who_know_are_called),
		TEST(work_is_taken_given_back_and_sent_on),
		TEST(a_supervisor_takes_back_what_another_did),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
