/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_work.c - the agent's working day: drafts, promised calls, wrap-up in
 * one, notices, the state that follows a contact, my day.
 */
#include "tickettest.h"

#include "core/callback.h"
#include "core/day.h"
#include "core/draft.h"
#include "core/interaction.h"
#include "core/notice.h"
#include "core/outcome.h"
#include "core/typification.h"
#include "core/when.h"

static struct id
talk(struct world *w)
{
	struct interaction_new in = { .channel = STR("phone"),
		.caller = STR("+56 9 1111 2222"),
		.queue = STR_NONE,
		.subject = STR_NONE,
		.direction = STR_NONE };
	struct id id;

	in.customer = customer(w, "María Muñoz");
	fine(w, interaction_start(&w->c, &in, &id));
	return id;
}

static struct str
doing(struct world *w)
{
	return dbtest_ask(w->db, &w->c.arena,
	    "SELECT state FROM agent_state WHERE agent = '" ANA "'");
}

/* ---- drafts ------------------------------------------------------------- */

static void
the_newest_draft_wins_and_a_dropped_one_stays_away(void **state)
{
	struct world *w = *state;
	struct row_draft_get row;
	bool newer = true;

	fine(w, draft_save(&w->c, STR("n"), 5, STR("{\"a\":1}"), &newer));
	assert_false(newer);
	fine(w, draft_save(&w->c, STR("n"), 4, STR("{\"a\":0}"), &newer));
	assert_true(newer);
	fine(w, draft_get(&w->c, &w->c.arena, STR("n"), &row));
	assert_string_equal(row.body.s, "{\"a\":1}");
	fine(w, draft_drop(&w->c, STR("n"), 6));
	fine(w, draft_save(&w->c, STR("n"), 5, STR("{\"a\":1}"), &newer));
	assert_true(newer);
	refused(w, draft_get(&w->c, &w->c.arena, STR("n"), &row), ERR_NOT_FOUND,
	    "");
	refused(w, draft_save(&w->c, STR("n"), 9, STR("{"), NULL), ERR_INVALID,
	    "JSON");
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, draft_save(&w->c, STR("n"), 1, STR("[]"), NULL));
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, draft_get(&w->c, &w->c.arena, STR("n"), &row), ERR_NOT_FOUND,
	    "");
	assert_int_equal(events(w), 0);
}

/* ---- time as people say it ------------------------------------------------ */

static const struct {
	const char *text, *want; /* on Tuesday 2026-03-10 11:42 in Santiago */
} times[] = {
	{ "+2h", "2026-03-10T16:42:00Z" },
	{ "15:30", "2026-03-10T18:30:00Z" },
	{ "10:00", "2026-03-11T13:00:00Z" },
	{ "tomorrow 10:00", "2026-03-11T13:00:00Z" },
	{ "mañana 10:00", "2026-03-11T13:00:00Z" },
	{ "mañana", "2026-03-11T13:00:00Z" },
	{ "mañana a las 4 de la tarde", "2026-03-11T19:00:00Z" },
	{ "pasado mañana 9", "2026-03-12T12:00:00Z" },
	{ "lunes 9", "2026-03-16T12:00:00Z" },
	{ "tue 9am", "2026-03-17T12:00:00Z" },
	{ "12-03 15:30", "2026-03-12T18:30:00Z" },
	{ "12 Mar 15:30", "2026-03-12T18:30:00Z" },
	{ "Thu 12 Mar 15:30", "2026-03-12T18:30:00Z" }, /* as it is shown */
	{ "jue 12-03 15:30", "2026-03-12T18:30:00Z" },
	{ "15:30 12 march", "2026-03-12T18:30:00Z" },
	{ "9 Mar 10:00", "2027-03-09T13:00:00Z" },
	{ "el 12 de marzo de 2027 a las 9", "2027-03-12T12:00:00Z" },
	{ "6 Apr 2026", "2026-04-06T14:00:00Z" },
	{ "Fri 12 Mar 15:30", NULL }, /* it is a Thursday */
	{ "31 Feb 10:00", NULL },
	{ "2026-04-06 10:00", "2026-04-06T14:00:00Z" }, /* winter */
	{ "2026-03-12T15:30:00Z", "2026-03-12T15:30:00Z" },
	{ "10:00 pm", "2026-03-11T01:00:00Z" },
	{ "12:00 am", "2026-03-11T03:00:00Z" },
	{ "ayer 10:00", "2026-03-09T13:00:00Z" },
	{ "a las 9", "2026-03-11T12:00:00Z" },
	{ "9h", "2026-03-11T12:00:00Z" },
	{ "1", NULL }, /* of a proposal, perhaps; never one at night */
	{ "10", NULL },
	{ "10:00 pm am", NULL },
	{ "10:00pm am", NULL },
	{ "15:00 am", NULL },
	{ "13am", NULL },
	{ "nunca", NULL },
	{ "25:00", NULL },
	{ "31-02 10:00", NULL },
	{ "", NULL },
};

static void
times_are_read_as_people_say_them(void **state)
{
	const struct zone *z = zone_get(STR("America/Santiago"));
	struct fault f = { .code = OK };
	msec now, at;

	(void)state;
	assert_int_equal(clock_parse(STR("2026-03-10T14:42:00Z"), &now, NULL),
	    OK);
	for (size_t i = 0; i < countof(times); i++) {
		char iso[CLOCK_ISO];
		enum err rc =
		    when_parse(str_of(times[i].text), z, now, &at, &f);

		if ((rc == OK) != (times[i].want != NULL) ||
		    (rc == OK &&
			strcmp(clock_iso(at, iso), times[i].want) != 0))
			fail_msg("'%s': %s", times[i].text,
			    rc == OK ? iso : f.text);
	}
}

/* ---- promised calls ------------------------------------------------------- */

/* Tuesday noon in Santiago. */
static void
at_noon(void)
{
	assert_int_equal(clock_parse(STR("2026-03-10T15:00:00Z"),
			     &dbtest_clock.fixed, NULL),
	    OK);
}

static void
a_call_is_promised_within_their_hours_or_with_a_reason(void **state)
{
	struct world *w = *state;
	struct callback_new k = { .phone = STR("+56 9 8765 4321"),
		.reason = STR("confirmar grúa") };
	struct rows_callback_rows rows;
	struct callback_filter mine = { .mine = true };
	struct id id, moved;
	int64_t number;

	at_noon();
	k.customer = customer(w, "María Muñoz");
	k.when = STR("mañana 23:00");
	refused(w, callback_add(&w->c, &k, &id, &number), ERR_DENIED,
	    "override=");
	k.override = STR("lo pidió ella");
	fine(w, callback_add(&w->c, &k, &id, &number));
	k.override = STR_NONE;
	k.when = STR("+1h");
	fine(w, callback_add(&w->c, &k, &id, &number));
	fine(w, callback_list(&w->c, &w->c.arena, &mine, &rows));
	assert_int_equal(rows.n, 2);
	assert_true(id_eq(rows.v[0].id, id));
	fine(w,
	    callback_move(&w->c, id,
		&(struct callback_move){ .when = STR("+3h") }, &moved,
		&number));
	refused(w, callback_done(&w->c, id, true, STR_NONE), ERR_INVALID,
	    "already");
	refused(w, callback_done(&w->c, moved, false, STR_NONE), ERR_INVALID,
	    "the result");
	fine(w, callback_done(&w->c, moved, true, STR_NONE));
	k.when = STR("-1h");
	refused(w, callback_add(&w->c, &k, &id, &number), ERR_INVALID, "time");
	prove_chain(w);
}

static void
a_late_call_is_the_whole_teams(void **state)
{
	struct world *w = *state;
	struct callback_new k = { .phone = STR("+56 9 8765 4321"),
		.reason = STR("x"),
		.when = STR("+1h"),
		.team = STR("repuestos") };
	struct callback_filter mine = { .mine = true };
	struct rows_callback_rows rows;
	struct id id;
	int64_t number;

	at_noon();
	fine(w, callback_add(&w->c, &k, &id, &number));
	act(w, LUIS, "luis", SCOPE_TEAM);
	fine(w, callback_list(&w->c, &w->c.arena, &mine, &rows));
	assert_int_equal(rows.n, 0);
	later(HOURS(1) + CALLBACK_LATE + MINUTES(1));
	fine(w, callback_list(&w->c, &w->c.arena, &mine, &rows));
	assert_int_equal(rows.n, 1);
	allow(w, MAY_INTERACTION_HANDLE, SCOPE_OWN);
	fine(w, callback_done(&w->c, id, true, STR_NONE));
}

static void
another_teams_call_is_read_and_told_whose_it_is(void **state)
{
	struct world *w = *state;
	struct callback_new k = { .phone = STR("+56 9 8765 4321"),
		.reason = STR("x"),
		.when = STR("+1h"),
		.team = STR("ventas") };
	struct row_callback_rows row;
	struct id id;
	int64_t number;

	at_noon();
	fine(w, callback_add(&w->c, &k, &id, &number));
	act(w, LUIS, "luis", SCOPE_ALL);
	allow(w, MAY_INTERACTION_HANDLE, SCOPE_TEAM);
	fine(w, callback_get(&w->c, &w->c.arena, id, &row));
	refused(w, callback_done(&w->c, id, true, STR_NONE), ERR_DENIED,
	    "and they change it");
	allow(w, MAY_INTERACTION_READ, SCOPE_TEAM);
	refused(w, callback_done(&w->c, id, true, STR_NONE), ERR_NOT_FOUND,
	    "none that you may see");
}

/* ---- the state follows, wrap-up in one ------------------------------------ */

static void
the_state_follows_the_contact(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);

	assert_string_equal(doing(w).s, "engaged");
	fine(w, interaction_end(&w->c, id));
	assert_string_equal(doing(w).s, "wrap-up");
	fine(w, state_pause_next(&w->c, STR("almuerzo")));
	fine(w, interaction_close(&w->c, id, STR("resolved")));
	assert_string_equal(doing(w).s, "paused");
	id = talk(w);
	fine(w, interaction_close(&w->c, id, STR("resolved")));
	assert_string_equal(doing(w).s, "ready");
}

/* Outcomes and types that come first because of what one did before. */
static int
used_before(struct world *w)
{
	struct typification_hits types;
	struct outcome_rows ways;
	int n = 0;

	fine(w, outcome_list(&w->c, &w->c.arena, false, &ways));
	fine(w, typification_paths(&w->c, &w->c.arena, &types));
	for (size_t i = 0; i < ways.n; i++)
		n += ways.v[i].last_at != 0;
	for (size_t i = 0; i < types.n; i++)
		n += strcmp(types.v[i].why, "recent") == 0;
	return n;
}

/* Who promised "in an hour" before the database was away meant that hour. */
static void
a_promise_that_came_late_is_for_the_hour_that_was_said(void **state)
{
	struct callback_new k = { .when = STR("+1h"),
		.phone = STR("+56 9 8765 4321"),
		.reason = STR("avisar") };
	struct world *w = *state;
	struct id id;
	int64_t n;
	msec said;

	at_noon();
	said = clock_now(&dbtest_clock);
	later(HOURS(2));
	w->c.said = said;
	fine(w, callback_add(&w->c, &k, &id, &n));
	assert_int_equal(ask_int(w, "SELECT due_at FROM callback"),
	    said + HOURS(1));
}

static void
wrap_up_is_one_event_and_says_first_what_is_missing(void **state)
{
	const struct str types[] = { STR("taller-demora") };
	const struct pair plate = { STR("plate"), STR("BBCD12") };
	struct callback_new k = { .when = STR("+1h"),
		.phone = STR("+56 9 8765 4321"),
		.reason = STR("avisar") };
	struct interaction_finish f = { .outcome = STR("R") };
	struct world *w = *state;
	struct row_interaction_get row;
	struct id id;
	int64_t n;

	at_noon();
	id = talk(w);
	n = events(w);
	refused(w, interaction_finish(&w->c, id, &f), ERR_NEED_ARG,
	    "typification=");
	f.typifications = types;
	f.ntypifications = 1;
	refused(w, interaction_finish(&w->c, id, &f), ERR_NEED_ARG, "plate");
	assert_int_equal(events(w), n);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM matter"), 0);
	f.fields = &plate;
	f.nfields = 1;
	f.note = STR("Volvió a sonar");
	f.callback = &k;
	later(SECONDS(9));
	fine(w, interaction_finish(&w->c, id, &f));
	assert_int_equal(events(w), n + 1);
	fine(w, interaction_get(&w->c, &w->c.arena, id, &row));
	assert_string_equal(row.state.s, "closed");
	assert_string_equal(row.outcome.s, "resolved");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM matter"), 1);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM callback"), 1);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM message"), 1);
	assert_string_equal(doing(w).s, "ready");
	/* It waited since yesterday; signing in again moves nothing today. */
	dbtest_do(w->db,
	    "UPDATE interaction SET started_at = started_at - 86400000");
	w->c.since = row.closed_at + 1;
	assert_int_equal(used_before(w), 0);
	w->c.since = row.closed_at + DAYS(1);
	assert_int_equal(used_before(w), 2);
	prove_chain(w);
}

static int64_t
promises(struct world *w, struct id contact, const char *state)
{
	return ask_int(w,
	    str_printf(&w->c.arena,
		"SELECT count(*) FROM callback WHERE interaction = '%s' AND "
		"state = '%s'",
		contact.s, state)
		.s);
}

static void
a_call_promised_in_a_contact_is_promised_once(void **state)
{
	static const struct {
		const char *again;
		int64_t moved;
	} all[] = { { "tomorrow 10:00", 0 }, { "tomorrow 11:00", 1 } };
	struct callback_new k = { .phone = STR("+56 9 8765 4321"),
		.reason = STR("avisar") };
	struct interaction_finish f = { .outcome = STR("not-for-us"),
		.callback = &k };
	struct world *w = *state;
	int64_t number;

	at_noon();
	for (size_t i = 0; i < countof(all); i++) {
		struct id made;

		k.interaction = talk(w);
		k.when = str_of(all[0].again);
		fine(w, callback_add(&w->c, &k, &made, &number));
		k.when = str_of(all[i].again);
		fine(w, interaction_finish(&w->c, k.interaction, &f));
		assert_int_equal(promises(w, k.interaction, "open"), 1);
		assert_int_equal(promises(w, k.interaction, "moved"),
		    all[i].moved);
	}
	prove_chain(w);
}

/* A call to whom one was promised keeps the promise: done, not reached, or
 * moved to the call that is promised now. */
static void
a_call_that_was_promised_keeps_the_promise(void **state)
{
	static const struct {
		const char *outcome, *when, *becomes;
		int64_t open;
	} all[] = { { "not-for-us", NULL, "done", 0 },
		{ "no-answer", NULL, "missed", 0 },
		{ "no-answer", "tomorrow 10:00", "moved", 1 } };
	struct callback_new k = { .when = STR("+1h"),
		.phone = STR("+56 9 8765 4321"),
		.who = STR("Ana"),
		.reason = STR("avisar") };
	struct world *w = *state;
	int64_t number;

	for (size_t i = 0; i < countof(all); i++) {
		struct interaction_new in = { .channel = STR("phone"),
			.caller = k.phone,
			.direction = STR("out"),
			.queue = STR_NONE,
			.subject = k.reason };
		struct callback_new again = k;
		struct interaction_finish f = { .outcome =
						    str_of(all[i].outcome) };
		struct id promise, call;

		fine(w, callback_add(&w->c, &k, &promise, &number));
		later(10);
		fine(w, interaction_start(&w->c, &in, &call));
		again.when = str_of(all[i].when != NULL ? all[i].when : "");
		f.callback = all[i].when != NULL ? &again : NULL;
		fine(w, interaction_finish(&w->c, call, &f));
		assert_int_equal(ask_int(w,
				     str_printf(&w->c.arena,
					 "SELECT count(*) FROM callback WHERE "
					 "number = %lld AND state = '%s'",
					 (long long)number, all[i].becomes)
					 .s),
		    1);
		assert_int_equal(ask_int(w,
				     "SELECT count(*) FROM callback "
				     "WHERE state = 'open'"),
		    all[i].open);
	}
	prove_chain(w);
}

/* ---- nobody there --------------------------------------------------------- */

/* A call of which only the number is known. */
static struct id
ring(struct world *w)
{
	struct interaction_new in = { .channel = STR("phone"),
		.caller = STR("+56 9 1111 2222"),
		.queue = STR_NONE,
		.subject = STR_NONE,
		.direction = STR_NONE };
	struct id id;

	fine(w, interaction_start(&w->c, &in, &id));
	return id;
}

static struct str
nobody_codes(struct world *w)
{
	struct outcome_rows all;
	struct buf b = { 0 };
	struct str out;

	fine(w, outcome_list(&w->c, &w->c.arena, false, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].o.nobody)
			buf_printf(&b, "%s ", all.v[i].o.code.s);
	out = buf_copy(&w->c.arena, &b);
	buf_done(&b);
	return out;
}

static void
with_nobody_there_the_outcome_is_all(void **state)
{
	static const char *const ways[][2] = { { "wrong-number", "w" },
		{ "silent", "M" }, { "anonymous", "anonymous" } };
	struct interaction_finish f = { .outcome = STR("resolved") };
	struct world *w = *state;
	struct row_interaction_get row;
	struct id id;

	assert_string_equal(nobody_codes(w).s,
	    "wrong-number silent anonymous ");
	for (size_t i = 0; i < countof(ways); i++) {
		int64_t n;

		id = ring(w);
		n = events(w);
		f.outcome = STR("resolved");
		refused(w, interaction_finish(&w->c, id, &f), ERR_NEED_ARG,
		    "typification=");
		f.outcome = str_of(ways[i][1]);
		fine(w, interaction_finish(&w->c, id, &f));
		assert_int_equal(events(w), n + 1);
		fine(w, interaction_get(&w->c, &w->c.arena, id, &row));
		assert_string_equal(row.state.s, "closed");
		assert_string_equal(row.outcome.s, ways[i][0]);
		assert_true(id_none(row.customer));
		assert_string_equal(doing(w).s, "ready");
	}
	assert_int_equal(ask_int(w, "SELECT count(*) FROM matter"), 0);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM customer"), 0);
	prove_chain(w);
}

/* A centre's own such outcome demands as little, and a retired one is none. */
static void
an_outcome_for_nobody_there_can_demand_nothing(void **state)
{
	const struct pair name = { STR("es"), STR("Solo un fax") };
	struct outcome_new fax = { .code = STR("fax"),
		.key = STR("X"),
		.demands = STR("[\"typification\"]"),
		.names = &name,
		.nnames = 1,
		.nobody = true };
	struct interaction_finish f = { .outcome = STR("fax") };
	struct world *w = *state;
	struct id id = ring(w);

	refused(w, outcome_add(&w->c, &fax), ERR_INVALID, "demand nothing");
	refused(w, interaction_finish(&w->c, id, &f), ERR_INVALID, "'fax'");
	fax.demands = STR_NONE;
	fine(w, outcome_add(&w->c, &fax));
	assert_string_equal(nobody_codes(w).s,
	    "wrong-number silent anonymous fax ");
	fine(w, interaction_finish(&w->c, id, &f));
	fax = (struct outcome_new){ .code = STR("aviso"),
		.key = STR("Y"),
		.demands = STR("[\"typification\"]"),
		.names = &name,
		.nnames = 1 };
	fine(w, outcome_add(&w->c, &fax));
	f.outcome = fax.code;
	id = ring(w);
	refused(w, interaction_finish(&w->c, id, &f), ERR_NEED_ARG,
	    "typification=");
	fine(w, outcome_retire(&w->c, STR("fax")));
	assert_string_equal(nobody_codes(w).s,
	    "wrong-number silent anonymous ");
	f.outcome = STR("fax");
	refused(w, interaction_finish(&w->c, id, &f), ERR_INVALID, "'fax'");
}

/* ---- notices, my day ------------------------------------------------------ */

static void
a_notice_reaches_whom_it_is_for_until_it_is_seen(void **state)
{
	struct world *w = *state;
	struct notice_new team = { .text = STR("frenos a Maipú"),
		.team = STR("repuestos") };
	int64_t n, severity;
	struct id id;

	fine(w, notice_add(&w->c, &team, &id));
	fine(w, notice_unseen(&w->c, &n, &severity));
	assert_int_equal(n, 0);
	allow(w, MAY_NOTICE_SEND, SCOPE_TEAM);
	refused(w, notice_add(&w->c, &team, &id), ERR_DENIED, "your own");
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, notice_unseen(&w->c, &n, &severity));
	assert_int_equal(n, 1);
	fine(w, notice_seen(&w->c, ID_NONE));
	fine(w, notice_unseen(&w->c, &n, &severity));
	assert_int_equal(n, 0);
	refused(w, notice_seen(&w->c, ID_NONE), ERR_INVALID, "not seen");
}

static void
my_day_counts_what_is_mine(void **state)
{
	struct world *w = *state;
	struct day d;
	struct id id, other;

	at_noon();
	id = talk(w);
	later(MINUTES(4));
	fine(w,
	    interaction_typify(&w->c, id, STR("consulta-general"), ID_NONE));
	fine(w, interaction_close(&w->c, id, STR("resolved")));
	dbtest_do(w->db, /* it was closed today, and began yesterday */
	    "UPDATE interaction SET started_at = started_at - 86400000");
	other = talk(w);
	fine(w, day_get(&w->c, &w->c.arena, 0, &d));
	assert_int_equal(d.contacts, 2);
	assert_int_equal(d.ended, 1);
	assert_int_equal(d.typified, 1);
	assert_int_equal(d.talk_mean, MINUTES(4));
	assert_string_equal(d.state.state.s, "engaged");
	assert_string_equal(d.state.shown.s, "engaged");
	fine(w, interaction_hold(&w->c, other));
	fine(w, day_get(&w->c, &w->c.arena, 0, &d));
	assert_string_equal(d.state.state.s, "engaged");
	assert_string_equal(d.state.shown.s, "hold");
}

/* Who waits for the next thing to grow late need not ask each minute. */
static void
what_grows_late_is_known_before(void **state)
{
	struct world *w = *state;
	struct callback_new k = { .phone = STR("+56 9 8765 4321"),
		.reason = STR("x"),
		.when = STR("+1h") };
	struct attention soon, then;
	struct id id;
	int64_t number;
	msec noon;

	at_noon();
	noon = dbtest_clock.fixed;
	fine(w, callback_add(&w->c, &k, &id, &number));
	k.when = STR("+3h");
	fine(w, callback_add(&w->c, &k, &id, &number));
	fine(w, day_attention(&w->c, &soon));
	assert_int_equal(soon.late, 0);
	assert_int_equal(soon.next_at, noon + HOURS(1));
	later(HOURS(1) + 1);
	fine(w, day_attention(&w->c, &then));
	assert_int_equal(then.late, 1);
	assert_int_equal(then.next_at, noon + HOURS(3));
}

/* Nobody reads the times who promises calls all day long. */
static void
the_second_time_is_tomorrow_whatever_the_hour(void **state)
{
	struct callback_choice k[CALLBACK_CHOICES];
	struct world *w = *state;
	size_t n;

	for (int i = 0; i < 7 * 24; i++, dbtest_clock.fixed += HOURS(1)) {
		fine(w, callback_suggest(&w->c, &w->c.arena, ID_NONE, k, &n));
		assert_true(n >= 4);
		assert_true(k[0].at > dbtest_clock.fixed);
		assert_string_equal(k[1].text.s, "tomorrow 10:00");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_newest_draft_wins_and_a_dropped_one_stays_away),
		TEST(times_are_read_as_people_say_them),
		TEST(a_call_is_promised_within_their_hours_or_with_a_reason),
		TEST(the_second_time_is_tomorrow_whatever_the_hour),
		TEST(a_late_call_is_the_whole_teams),
		TEST(another_teams_call_is_read_and_told_whose_it_is),
		TEST(the_state_follows_the_contact),
		TEST(a_promise_that_came_late_is_for_the_hour_that_was_said),
		TEST(wrap_up_is_one_event_and_says_first_what_is_missing),
		TEST(a_call_promised_in_a_contact_is_promised_once),
		TEST(a_call_that_was_promised_keeps_the_promise),
		TEST(with_nobody_there_the_outcome_is_all),
		TEST(an_outcome_for_nobody_there_can_demand_nothing),
		TEST(a_notice_reaches_whom_it_is_for_until_it_is_seen),
		TEST(what_grows_late_is_known_before),
		TEST(my_day_counts_what_is_mine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
