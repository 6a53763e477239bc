/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_sweep.c - what happens because time passes: levels told once, to whom
 * it concerns and when; parked tickets that come back; setup that is applied.
 */
#include "promisetest.h"
#include "sweeptest.h"

#include "core/undo.h"

#include <dirent.h>
#include <unistd.h>

/* Monday 4 May 2026, 10:00 in Madrid; a resolution of 600 min is due Tuesday
 * 11:00: 75 % is Monday 17:30, 90 % Tuesday 10:00. */
#define MONDAY "2026-05-04T08:00:00Z"

static struct id
begun(struct world *w)
{
	struct id id;

	promises(w);
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 600m\n");
	dbtest_do(w->db,
	    "UPDATE team_member SET leads = 1 WHERE team = 'repuestos';"
	    "INSERT INTO team_member (team, agent, leads) VALUES"
	    " ('ventas', '" LUIS "', 1)");
	at(MONDAY);
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	return id;
}

static int64_t
notices(struct world *w, const char *agent)
{
	struct arena a = { 0 };
	int64_t n = ask_int(w,
	    str_printf(&a, "SELECT count(*) FROM notice WHERE to_agent = '%s'",
		agent)
		.s);

	arena_done(&a);
	return n;
}

static void
a_level_is_told_once(void **state)
{
	struct world *w = *state;
	struct sweep_done d;

	begun(w);
	at("2026-05-04T15:29:59Z");
	assert_int_equal(sweep(w).levels, 0);
	at("2026-05-04T15:30:00Z");
	d = sweep(w);
	assert_int_equal(d.levels, 1);
	assert_int_equal(d.told, 1);
	assert_int_equal(notices(w, ANA), 1);
	assert_string_equal(iso(d.next_at), "2026-05-05T08:00:00Z");
	assert_int_equal(sweep(w).levels, 0);
	at("2026-05-05T08:00:00Z");
	assert_int_equal(sweep(w).told, 2);
	assert_int_equal(notices(w, ANA), 2);
	assert_int_equal(notices(w, LUIS), 1);
	same_again(w);
}

/* What the migration does that came with it. */
static void
ask_again(struct world *w)
{
	for (size_t i = 0; i < nmigrations; i++)
		if (str_is(str_of(migrations[i].name), "0049_law"))
			dbtest_do(w->db, migrations[i].sql[db_engine(w->db)]);
}

/* An older program promised no term of the law where another policy came first. */
static void
a_complaint_without_the_term_of_the_law_gets_it(void **state)
{
	static const char urgent[] =
	    "[policy urgent]\nrank = 1\npriority = 3\ncalendar = off\n"
	    "resolution = 480m\nchange = restart\n";
	struct world *w = *state;
	struct clock_row was, r;
	struct id id;

	promises(w);
	at("2026-05-01T08:00:00Z");
	apply(w, "policy", "law",
	    "[policy usual]\ncalendar = full\nstatutory = 10bd end_of_day\n");
	apply(w, "policy", "urgent", urgent);
	at(MONDAY);
	sweep(w);
	id = make(w, question(w));
	was = clock_now_of(w, id, "resolution");
	/* As that program left it. */
	dbtest_do(w->db,
	    "DELETE FROM clock WHERE kind = 'statutory';"
	    "UPDATE clock SET policy = substr(policy, 1, 15);"
	    "UPDATE ticket SET policy = substr(policy, 1, 15)");
	forget_events(w, id);
	later(DAYS(2));
	assert_int_equal(sweep(w).moved, 0);
	ask_again(w);
	assert_int_equal(sweep(w).moved, 1);
	r = clock_now_of(w, id, "statutory");
	assert_int_equal(r.start_at, was.start_at);
	assert_string_equal(iso(r.due_at), "2026-05-14T22:00:00Z");
	r = clock_now_of(w, id, "resolution");
	assert_int_equal(r.start_at, was.start_at);
	assert_int_equal(sweep(w).moved, 0);
	same_again(w);
}

static void
after_an_absence_only_the_highest_is_told(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };

	begun(w);
	dbtest_do(w->db,
	    "UPDATE agent SET role = 'supervisor' WHERE login = 'luis'");
	at("2026-05-05T09:30:00Z");
	assert_int_equal(sweep(w).levels, 1);
	assert_string_equal(dbtest_ask(w->db, &a,
				"SELECT share FROM escalation")
				.s,
	    "100%");
	arena_done(&a);
	same_again(w);
}

static void
a_pause_is_left_in_peace(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	fine(w, run_park(w, id));
	at("2026-06-04T15:30:00Z");
	assert_int_equal(sweep(w).levels, 0);
	fine(w, run_resume(w, id));
	assert_int_equal(sweep(w).levels, 0);
	same_again(w);
}

/* A level that Ana is to hear of in the morning; and something comes first. */
static void
not_told_after(struct world *w, enum err (*what)(struct world *, struct id))
{
	struct id id = begun(w);
	struct sweep_done d;

	fine(w, quiet_set(&w->c, id_of(ANA), STR("off")));
	at("2026-05-04T16:30:00Z"); /* after closing: kept for the morning */
	d = sweep(w);
	assert_int_equal(d.levels, 1);
	assert_int_equal(d.told, 0);
	fine(w, what(w, id));
	at("2026-05-05T07:00:00Z");
	d = sweep(w);
	assert_int_equal(d.told, 0);
	assert_int_equal(d.over, 1);
	assert_int_equal(notices(w, ANA), 0);
	same_again(w);
}

static void
what_is_done_meanwhile_is_not_told(void **state)
{
	not_told_after(*state, run_resolve);
}

static enum err
run_ack(struct world *w, struct id id)
{
	return escalation_ack(&w->c, id, 0);
}

static void
what_was_acknowledged_meanwhile_is_not_told(void **state)
{
	not_told_after(*state, run_ack);
}

static void
quiet_hours_hold_a_notice_back(void **state)
{
	struct world *w = *state;

	promises(w);
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = full\nresolution = 600m\n"
	    "level.75% = owner\n");
	at(MONDAY);
	fine(w, ticket_start(&w->c, make(w, question(w)), 0));
	fine(w, quiet_set(&w->c, id_of(ANA), STR("off")));
	at("2026-05-04T16:30:00Z");
	assert_int_equal(sweep(w).told, 0);
	assert_int_equal(notices(w, ANA), 0);
	at("2026-05-05T07:00:00Z");
	assert_int_equal(sweep(w).told, 1);
	assert_int_equal(notices(w, ANA), 1);
	assert_int_equal(sweep(w).told, 0);
}

static void
a_substitute_stands_in(void **state)
{
	struct world *w = *state;

	begun(w);
	fine(w,
	    substitute_set(&w->c, id_of(ANA), id_of(LUIS), 1,
		clock_now(&dbtest_clock) + DAYS(9)));
	at("2026-05-04T15:30:00Z");
	assert_int_equal(sweep(w).told, 1);
	assert_int_equal(notices(w, ANA), 0);
	assert_int_equal(notices(w, LUIS), 1);
	refused(w, substitute_set(&w->c, id_of(ANA), id_of(ANA), 1, 5),
	    ERR_INVALID, "themselves");
	allow(w, MAY_STATE_SET, SCOPE_OWN);
	refused(w, substitute_set(&w->c, id_of(LUIS), id_of(ANA), 1, 5),
	    ERR_DENIED, "for others");
}

static void
repeats_stop_when_they_are_acknowledged(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	dbtest_do(w->db,
	    "UPDATE agent SET role = 'administrator' WHERE login = 'luis'");
	at("2026-05-05T13:00:00Z"); /* +240 */
	assert_int_equal(sweep(w).levels, 1);
	at("2026-05-06T08:00:00Z"); /* +480 */
	assert_int_equal(sweep(w).levels, 1);
	assert_int_equal(notices(w, LUIS), 2);
	same_again(w);
	fine(w, escalation_ack(&w->c, id, 0));
	at("2026-05-09T08:00:00Z");
	assert_int_equal(sweep(w).levels, 0);
	refused(w, escalation_ack(&w->c, id, 0), ERR_INVALID, "no level");
	same_again(w);
}

static void
parked_tickets_come_back_at_their_time(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	fine(w,
	    ticket_park(&w->c, id, STR("scheduled"), STR("hora"),
		clock_now(&dbtest_clock) + HOURS(24), 0));
	later(HOURS(23));
	assert_int_equal(sweep(w).resumed, 0);
	later(HOURS(5)); /* four hours late */
	assert_int_equal(sweep(w).resumed, 1);
	assert_string_equal(get(w, id).state.s, "open");
	assert_string_equal(iso(clock_now_of(w, id, "resolution").since_at),
	    "2026-05-05T08:00:00Z");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM event_log"
			     " WHERE kind = 'ticket.resume'"
			     " AND happened_at = 1777968000000"),
	    1);
	assert_int_equal(sweep(w).resumed, 0);
	same_again(w);
}

static void
one_at_a_time_holds_the_lease(void **state)
{
	struct world *w = *state;
	struct sweep_options other = { .holder = id_of(LUIS) };
	struct sweep_done d;

	begun(w);
	assert_true(sweep(w).held);
	fine(w, sweep_run(&w->c, &other, &d));
	assert_false(d.held);
	later(SWEEP_LEASE); /* the holder is gone */
	fine(w, sweep_run(&w->c, &other, &d));
	assert_true(d.held);
	assert_false(sweep(w).held);
	sweep_leave(&w->c, other.holder);
	assert_true(sweep(w).held);
	/* Who had it lived a day ahead, and is gone. */
	later(HOURS(24));
	fine(w, sweep_run(&w->c, &other, &d));
	later(-HOURS(24));
	assert_true(sweep(w).held);
}

static void
who_may_not_sweeps_nothing(void **state)
{
	struct world *w = *state;
	struct sweep_options o = { .holder = id_of(ANA) };
	struct sweep_done d;

	begun(w);
	allow(w, MAY_SLA_KEEP, SCOPE_NONE);
	refused(w, sweep_run(&w->c, &o, &d), ERR_DENIED, "sla.keep");
}

static void
by_hand_the_next_higher_is_told(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct rows_escalation_list rows;
	struct escalation_filter f = { .ticket = id, .open = true };
	msec due = clock_now_of(w, id, "resolution").due_at;

	fine(w,
	    ticket_escalate(&w->c, id, NULL, STR("lo pide la gerencia"), 0));
	assert_int_equal(sweep(w).told, 1);
	assert_int_equal(notices(w, LUIS), 1);
	assert_int_equal(clock_now_of(w, id, "resolution").due_at, due);
	fine(w, escalation_list(&w->c, &w->c.arena, &f, &rows));
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].reason.s, "lo pide la gerencia");
	fine(w, run_resolve(w, id));
	refused(w, ticket_escalate(&w->c, id, NULL, STR("x"), 0), ERR_INVALID,
	    "nothing is owed");
	same_again(w);
}

static void
applied_setup_reaches_open_tickets(void **state)
{
	struct world *w = *state;
	struct id id = begun(w), done = make(w, question(w));
	struct clock_row before;

	fine(w, run_resolve(w, done));
	before = clock_now_of(w, done, "resolution");
	sweep(w);
	later(HOURS(1));
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 300m\n");
	assert_int_equal(sweep(w).moved, 1);
	assert_int_equal(sweep(w).moved, 0);
	assert_string_equal(iso(clock_now_of(w, id, "resolution").due_at),
	    "2026-05-04T13:00:00Z");
	assert_string_equal(clock_now_of(w, done, "resolution").policy.s,
	    before.policy.s);
	apply(w, "calendar", "off",
	    "[calendar off]\nzone = Europe/Madrid\nmon-fri = 09:00-12:00\n");
	assert_int_equal(sweep(w).moved, 1);
	assert_string_equal(iso(clock_now_of(w, id, "resolution").due_at),
	    "2026-05-05T10:00:00Z");
	assert_int_equal(clock_now_of(w, done, "resolution").due_at,
	    before.due_at);
	same_again(w);
}

static int
files(const char *dir, bool unlink_them)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	char path[600];
	int n = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.' &&
		    (e->d_name[1] == '\0' || e->d_name[1] == '.'))
			continue;
		snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		n++;
		if (unlink_them)
			unlink(path);
	}
	closedir(d);
	return n;
}

static void
a_file_for_each_notice(void **state)
{
	struct world *w = *state;
	char dir[] = "/tmp/cabina-spool-XXXXXX";
	struct sweep_options o = { .holder = id_of(ANA) };
	struct sweep_done d;

	begun(w);
	assert_non_null(mkdtemp(dir));
	o.spool = dir;
	at("2026-05-05T08:00:00Z");
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.spooled, 2);
	assert_int_equal(files(dir, false), 2);
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.spooled, 0);
	assert_int_equal(files(dir, true), 2);
	rmdir(dir);
}

/* A year asleep with many levels due, and each is still told once. */
static void
a_long_absence_makes_no_storm(void **state)
{
	struct world *w = *state;
	struct ticket_new q;

	begun(w);
	q = question(w);
	for (int i = 0; i < 150; i++)
		make(w, q);
	at("2027-05-04T08:00:00Z");
	assert_int_equal(sweep(w).levels, 151);
	assert_int_equal(sweep(w).levels, 0);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM escalation"), 151);
	same_again(w);
}

/* Months of it leave room for all that came before. */
static void
a_story_is_whole_however_late(void **state)
{
	enum { STEPS = 25, EVENTS = 4 };
	struct world *w = *state;
	struct id id = begun(w);
	struct history_rows rows;
	const struct history_row *level = NULL, *first;

	dbtest_do(w->db,
	    "UPDATE agent SET role = 'administrator' WHERE login = 'luis'");
	fine(w, run_note(w, id));
	at("2026-05-05T13:00:00Z");
	for (int i = 0; i < STEPS; i++) {
		assert_int_equal(sweep(w).levels, 1);
		later(DAYS(3));
	}
	fine(w, history_story(&w->c, &w->c.arena, id, EVENTS, &rows));
	first = &rows.v[rows.n - 1];
	assert_string_equal(first->kind.s, "ticket.create");
	for (size_t i = 0; i < rows.n && level == NULL; i++)
		if (str_is(rows.v[i].kind, "ticket.level"))
			level = &rows.v[i];
	assert_non_null(level);
	assert_int_equal(level->times, STEPS);
	assert_true(level->since < level->at - DAYS(3 * (STEPS - 2)));
	assert_int_equal(first->times, 1);
	fine(w, history_story(&w->c, &w->c.arena, id, EVENTS - 3, &rows));
	assert_string_equal(rows.v[rows.n - 1].kind.s, "ticket.note");
}

/* Notices of LUIS and of EVA, 10 for each of his, of a ticket of no branch
 * that is called to the supervisors. */
static int64_t
called(struct world *w)
{
	struct id id = make(w, question(w));
	int64_t luis = notices(w, LUIS), eva = notices(w, EVA);

	dbtest_do(w->db,
	    "UPDATE team_member SET leads = 0;"
	    "UPDATE ticket SET branch = NULL");
	fine(w, ticket_escalate(&w->c, id, NULL, STR("uno"), 0));
	fine(w, ticket_escalate(&w->c, id, NULL, STR("dos"), 0));
	dbtest_do(w->db,
	    "UPDATE delivery SET done_at = 1 WHERE escalation IN"
	    " (SELECT id FROM escalation WHERE level = 1)");
	sweep(w);
	return 10 * (notices(w, LUIS) - luis) + notices(w, EVA) - eva;
}

static void
those_of_the_team_are_told_not_the_house(void **state)
{
	struct world *w = *state;

	begun(w);
	dbtest_do(w->db,
	    "UPDATE agent SET role = 'supervisor', active = 1"
	    " WHERE login IN ('luis', 'eva')");
	assert_int_equal(called(w), 10);
	dbtest_do(w->db,
	    "UPDATE agent SET branch = 'norte' WHERE login = 'luis';"
	    "UPDATE agent SET branch = 'centro' WHERE login = 'eva'");
	assert_int_equal(called(w), 10); /* the team before its branch */
	dbtest_do(w->db,
	    "DELETE FROM team_member WHERE team = 'ventas' AND agent = '" LUIS
	    "'");
	assert_int_equal(called(w), 1);
	dbtest_do(w->db, "UPDATE agent SET branch = NULL WHERE login = 'eva'");
	assert_int_equal(called(w), 11); /* nobody is nearer */
}

/* 960 minutes from Monday 09:00 on: 75 % is Tuesday 12:00, 90 % 14:24, due
 * 16:00. With priority 1 they are 480: 75 % is Monday 15:00. */
static struct id
raised(struct world *w, const char *change)
{
	struct id id;

	promises(w);
	apply(w, "policy", "usual",
	    str_printf(&w->c.arena,
		"[policy usual]\ncalendar = off\nresolution = 960m\n"
		"change = %s\n",
		change)
		.s);
	apply(w, "policy", "first",
	    str_printf(&w->c.arena,
		"[policy first]\nrank = 1\npriority = 1\ncalendar = off\n"
		"resolution = 480m\nchange = %s\n",
		change)
		.s);
	at("2026-06-08T07:00:00Z");
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	return id;
}

static void
raise(struct world *w, struct id id)
{
	fine(w,
	    ticket_edit(&w->c, id, &(struct ticket_edit){ .priority = 1 }, 0));
}

static void
undo(struct world *w)
{
	struct undo_done done;

	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	same_again(w);
}

/* The last undo, to be done again. */
static int64_t
undone(struct world *w)
{
	return ask_int(w, "SELECT max(n) FROM event_log WHERE kind = 'undo'");
}

/* What the sweep of an instant tells of. */
static void
tells(struct world *w, const char *then, const char *share)
{
	struct arena a = { 0 };

	at(then);
	assert_int_equal(sweep(w).levels, *share != '\0');
	assert_int_equal(sweep(w).levels, 0);
	if (*share != '\0')
		assert_string_equal(dbtest_ask(w->db, &a,
					"SELECT share FROM escalation ORDER BY "
					"told_at DESC"
					" LIMIT 1")
					.s,
		    share);
	same_again(w);
	arena_done(&a);
}

/* Told too soon, it is told again at its own moment; done again, not twice. */
static void
a_level_fits_the_clock_after_an_undo(void **state)
{
	struct world *w = *state;
	struct id id = raised(w, "carry");
	struct undo_done done;

	at("2026-06-08T08:00:00Z");
	raise(w, id);
	tells(w, "2026-06-08T13:00:00Z", "75%");
	undo(w);
	tells(w, "2026-06-08T13:30:00Z", "");
	assert_int_equal(clock_now_of(w, id, "resolution").cycle, 1);
	assert_string_equal(iso(clock_now_of(w, id, "resolution")
				    .next_level_at),
	    "2026-06-09T10:00:00Z");
	fine(w, undo_event(&w->c, &w->c.arena, undone(w), &done));
	tells(w, "2026-06-08T13:40:00Z", "");
	undo(w);
	tells(w, "2026-06-09T10:00:00Z", "75%");
	assert_int_equal(notices(w, ANA), 2);
}

/* What was told before the change was, stays told; what it would have told
 * comes at its moment. */
static void
a_level_told_at_its_moment_stays_told(void **state)
{
	struct world *w = *state;
	struct id id = raised(w, "carry");

	tells(w, "2026-06-09T10:00:00Z", "75%");
	at("2026-06-09T10:20:00Z");
	raise(w, id);
	tells(w, "2026-06-09T10:30:00Z", "+240m");
	undo(w);
	tells(w, "2026-06-09T10:40:00Z", "");
	tells(w, "2026-06-09T12:24:00Z", "90%");
	tells(w, "2026-06-09T14:00:00Z", "100%");
}

/* A restart that is undone was none; a later one has levels of its own. */
static void
a_restart_that_is_undone_tells_its_levels_again(void **state)
{
	struct world *w = *state;
	struct id id = raised(w, "restart");

	at("2026-06-08T08:00:00Z");
	raise(w, id);
	tells(w, "2026-06-08T14:00:00Z", "75%");
	undo(w);
	assert_int_equal(clock_now_of(w, id, "resolution").cycle, 1);
	at("2026-06-09T07:00:00Z");
	raise(w, id);
	assert_int_equal(clock_now_of(w, id, "resolution").cycle, 2);
	tells(w, "2026-06-09T13:00:00Z", "75%");
	assert_int_equal(notices(w, ANA), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_level_is_told_once),
		TEST(a_level_fits_the_clock_after_an_undo),
		TEST(a_level_told_at_its_moment_stays_told),
		TEST(a_restart_that_is_undone_tells_its_levels_again),
		TEST(a_complaint_without_the_term_of_the_law_gets_it),
		TEST(after_an_absence_only_the_highest_is_told),
		TEST(a_pause_is_left_in_peace),
		TEST(what_is_done_meanwhile_is_not_told),
		TEST(what_was_acknowledged_meanwhile_is_not_told),
		TEST(quiet_hours_hold_a_notice_back),
		TEST(a_substitute_stands_in),
		TEST(repeats_stop_when_they_are_acknowledged),
		TEST(parked_tickets_come_back_at_their_time),
		TEST(one_at_a_time_holds_the_lease),
		TEST(who_may_not_sweeps_nothing),
		TEST(by_hand_the_next_higher_is_told),
		TEST(applied_setup_reaches_open_tickets),
		TEST(a_file_for_each_notice),
		TEST(a_long_absence_makes_no_storm),
		TEST(a_story_is_whole_however_late),
		TEST(those_of_the_team_are_told_not_the_house),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
