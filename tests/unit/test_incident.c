/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_incident.c - a ticket that stands for many: who is warned, what its
 * cases are told once; and what must be read, until it is.
 */
#include "tickettest.h"

#include "core/bulletin.h"
#include "core/incident.h"
#include "core/link.h"
#include "core/undo.h"

enum { CASES = 3 };

struct outage {
	struct id parent, cases[CASES];
};

static struct outage
outage(struct world *w)
{
	struct outage o;

	o.parent = make(w, question(w));
	fine(w,
	    incident_begin(&w->c, o.parent, STR("No hay sistema de citas."),
		STR("consulta")));
	for (int i = 0; i < CASES; i++) {
		o.cases[i] = make(w, question(w));
		fine(w, incident_join(&w->c, o.cases[i], o.parent));
	}
	return o;
}

static int64_t
said(struct world *w, const char *text)
{
	return ask_int(w,
	    str_printf(&w->c.arena,
		"SELECT count(*) FROM message WHERE body = '%s'"
		" AND withdrawn_at IS NULL",
		text)
		.s);
}

static void
every_agent_is_warned_also_who_may_not_see_it(void **state)
{
	struct world *w = *state;
	struct outage o = outage(w);
	struct rows_incident_list all;
	struct rows_incident_about about;
	struct id found;

	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, incident_list(&w->c, &w->c.arena, false, 0, &all));
	assert_int_equal(all.n, 1);
	assert_int_equal(all.v[0].open, 0); /* none that luis may see */
	assert_string_equal(all.v[0].words.s, "No hay sistema de citas.");
	fine(w,
	    incident_about(&w->c, &w->c.arena, STR("consulta-general"),
		&about));
	assert_int_equal(about.n, 1);
	fine(w,
	    incident_about(&w->c, &w->c.arena, STR("taller-demora"), &about));
	assert_int_equal(about.n, 0);
	fine(w, incident_find(&w->c, STR("t-1001"), &found));
	assert_true(id_eq(found, o.parent));
	refused(w, incident_find(&w->c, STR("1002"), &found), ERR_NOT_FOUND,
	    "there are T-1001");
	assert_int_equal(incident_end(&w->c, o.parent), ERR_NOT_FOUND);
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, incident_end(&w->c, o.parent));
	refused(w, incident_find(&w->c, STR("1001"), &found), ERR_NOT_FOUND,
	    "no incident goes on");
	refused(w, incident_end(&w->c, o.parent), ERR_INVALID,
	    "no incident that goes on");
}

/* Who opens tickets may be asked of it; who does not, only when they see its
 * ticket. */
static void
it_stands_before_whom_it_concerns(void **state)
{
	struct world *w = *state;
	struct outage o = outage(w);
	struct rows_incident_told told;

	fine(w, incident_told(&w->c, &w->c.arena, &told));
	assert_int_equal(told.n, 1);
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, incident_told(&w->c, &w->c.arena, &told));
	assert_int_equal(told.n, 1);
	assert_int_equal(told.v[0].number, 1001);
	assert_string_equal(told.v[0].words.s, "No hay sistema de citas.");
	w->c.grants[MAY_TICKET_CREATE] = SCOPE_NONE;
	fine(w, incident_told(&w->c, &w->c.arena, &told));
	assert_int_equal(told.n, 0);
	w->c.grants[MAY_TICKET_READ] = SCOPE_NONE;
	fine(w, incident_told(&w->c, &w->c.arena, &told));
	assert_int_equal(told.n, 0);
	act(w, ANA, "ana", SCOPE_ALL);
	w->c.grants[MAY_TICKET_CREATE] = SCOPE_NONE;
	fine(w, incident_told(&w->c, &w->c.arena, &told));
	assert_int_equal(told.n, 1);
	fine(w, incident_end(&w->c, o.parent));
	fine(w, incident_told(&w->c, &w->c.arena, &told));
	assert_int_equal(told.n, 0);
}

static int64_t
part(const struct rows_incident_parts *rows, const char *name, int64_t *open)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_is(rows->v[i].part, name)) {
			*open = rows->v[i].open;
			return rows->v[i].cases;
		}
	return 0;
}

static void
its_cases_are_counted_by_type_and_branch(void **state)
{
	struct world *w = *state;
	struct outage o = outage(w);
	struct rows_incident_parts parts;
	int64_t open;

	fine(w, run_resolve(w, o.cases[0]));
	fine(w, incident_parts(&w->c, &w->c.arena, o.parent, &parts));
	assert_int_equal(parts.n, 2);
	assert_int_equal(part(&parts, "type", &open), CASES);
	assert_int_equal(open, CASES - 1);
	assert_int_equal(part(&parts, "branch", &open), CASES);
	assert_int_equal(open, CASES - 1);
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, incident_parts(&w->c, &w->c.arena, o.parent, &parts));
	assert_int_equal(parts.n, 0);
}

static void
a_new_ticket_is_born_a_case(void **state)
{
	struct world *w = *state;
	struct outage o = outage(w);
	struct ticket_new in = question(w);
	struct id t;
	int64_t n, before;

	in.incident = o.parent;
	before = events(w);
	t = make(w, in);
	assert_int_equal(events(w), before + 1);
	assert_true(id_eq(get(w, t).parent, o.parent));
	fine(w, incident_end(&w->c, o.parent));
	refused(w, ticket_create(&w->c, &in, &t, &n), ERR_INVALID,
	    "no incident that goes on");
}

/* A retry with the same op goes on and tells nobody twice. */
static void
an_update_reaches_each_case_once(void **state)
{
	struct world *w = *state;
	struct outage o = outage(w);
	struct bulk_do todo = BULK_NOTHING;
	struct id op = id_make(clock_now(&dbtest_clock)), *v;
	struct bulk_rows rows;
	struct undo_done done;
	size_t n;

	todo.note = STR("Vuelve a las 15:00");
	fine(w, incident_cases(&w->c, &w->c.arena, o.parent, false, &v, &n));
	assert_int_equal(n, CASES);
	fine(w, bulk_preview(&w->c, &w->c.arena, &todo, v, n, &rows));
	assert_int_equal(said(w, "Vuelve a las 15:00"), 0);
	for (int i = 0; i < 2; i++) {
		w->c.op = op;
		fine(w,
		    bulk_run(&w->c, &w->c.arena, &todo, STR("x"), v, n, &rows));
		assert_int_equal(rows.good, CASES);
		assert_int_equal(said(w, "Vuelve a las 15:00"), CASES);
		core_rest(&w->c);
		n = 0; /* it has its tickets */
	}
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_int_equal(said(w, "Vuelve a las 15:00"), 0);
	/* What a customer is told stands as a reply of each. */
	todo = BULK_NOTHING;
	todo.reply = STR("Ya vuelve");
	n = CASES;
	fine(w, bulk_run(&w->c, &w->c.arena, &todo, STR("x"), v, n, &rows));
	assert_int_equal(rows.good, CASES);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM message WHERE body ="
			     " 'Ya vuelve' AND public = 1"),
	    CASES);
}

/* With another op: who heard these words does not hear them again. */
static void
the_same_words_reach_nobody_twice(void **state)
{
	struct world *w = *state;
	struct outage o = outage(w);
	struct bulk_do todo = BULK_NOTHING;
	struct bulk_rows rows;
	struct id *v, late;
	size_t n;

	todo.note = STR("Vuelve a las 15:00");
	fine(w, incident_cases(&w->c, &w->c.arena, o.parent, false, &v, &n));
	fine(w, incident_untold(&w->c, todo.note, false, v, &n));
	assert_int_equal(n, CASES);
	fine(w, bulk_run(&w->c, &w->c.arena, &todo, STR("x"), v, n, &rows));
	refused(w, incident_untold(&w->c, todo.note, false, v, &n),
	    ERR_CONFLICT, "told this already");
	late = make(w, question(w));
	fine(w, incident_join(&w->c, late, o.parent));
	fine(w, incident_cases(&w->c, &w->c.arena, o.parent, false, &v, &n));
	fine(w, incident_untold(&w->c, todo.note, false, v, &n));
	assert_int_equal(n, 1);
	assert_true(id_eq(v[0], late));
	n = CASES; /* the customers did not hear it yet */
	fine(w, incident_untold(&w->c, todo.note, true, v, &n));
}

/* Many become cases by one change, and are none again by one undo. */
static void
many_are_joined_at_once(void **state)
{
	struct world *w = *state;
	struct outage o = outage(w);
	struct bulk_do todo;
	struct bulk_rows rows;
	struct undo_done done;
	struct id v[3], *all;
	size_t n;

	for (size_t i = 0; i < 2; i++)
		v[i] = make(w, question(w));
	v[2] = o.cases[0]; /* one already */
	fine(w, bulk_read(&w->c, &w->c.arena, STR("incident:T-1001"), &todo));
	fine(w, bulk_run(&w->c, &w->c.arena, &todo, STR("x"), v, 3, &rows));
	assert_int_equal(rows.good, 2);
	assert_int_equal(rows.v[2].rc != OK || rows.v[2].same, 1);
	fine(w, incident_cases(&w->c, &w->c.arena, o.parent, false, &all, &n));
	assert_int_equal(n, CASES + 2);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	fine(w, incident_cases(&w->c, &w->c.arena, o.parent, false, &all, &n));
	assert_int_equal(n, CASES);
}

static void
what_is_wrong_is_told(void **state)
{
	struct world *w = *state;
	struct outage o = outage(w);
	struct id t = make(w, question(w));

	refused(w, incident_begin(&w->c, o.parent, STR("x"), STR_NONE),
	    ERR_INVALID, "an incident already");
	refused(w, incident_begin(&w->c, o.cases[0], STR("x"), STR_NONE),
	    ERR_INVALID, "part of another");
	refused(w, incident_begin(&w->c, t, STR_NONE, STR_NONE), ERR_INVALID,
	    "told");
	refused(w, incident_begin(&w->c, t, STR("x"), STR("nada")),
	    ERR_NOT_FOUND, "nada");
	refused(w, incident_join(&w->c, o.parent, o.parent), ERR_INVALID,
	    "an incident itself");
	refused(w, incident_join(&w->c, t, t), ERR_INVALID,
	    "no incident that goes on");
	refused(w, incident_join(&w->c, o.cases[0], o.parent), ERR_INVALID,
	    "a parent already");
	refused(w, incident_say(&w->c, o.parent, STR_NONE, STR_NONE),
	    ERR_INVALID, "so already");
	fine(w, incident_say(&w->c, o.parent, STR("Vuelve"), STR("-")));
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM incident WHERE typification"
			     " IS NULL AND words = 'Vuelve'"),
	    1);
	allow(w, MAY_TICKET_EDIT, SCOPE_NONE);
	assert_int_equal(incident_end(&w->c, o.parent), ERR_DENIED);
	assert_int_equal(incident_join(&w->c, t, o.parent), ERR_DENIED);
}

/* ---- what must be read -------------------------------------------------- */

static int64_t
unread(struct world *w)
{
	int64_t n = -1;

	fine(w, bulletin_unread(&w->c, &n));
	return n;
}

static int64_t
write_it(struct world *w, const char *team, msec until)
{
	struct bulletin_new b = { .title = STR("Frenos"),
		.text = STR("Leer bien.\nY hacerlo."),
		.team = str_of(team),
		.until = until };
	struct id id;
	int64_t number = 0;

	fine(w, bulletin_write(&w->c, &b, &id, &number));
	return number;
}

static void
each_owes_it_until_they_read_it(void **state)
{
	struct world *w = *state;
	struct rows_bulletin_people people;
	struct rows_bulletin_list all;
	int64_t n;

	n = write_it(w, "", 0);
	assert_int_equal(unread(w), 0); /* the author's own */
	refused(w, bulletin_read(&w->c, n), ERR_INVALID, "you wrote it");
	act(w, LUIS, "luis", SCOPE_OWN);
	assert_int_equal(unread(w), 1);
	fine(w, bulletin_read(&w->c, n));
	assert_int_equal(unread(w), 0);
	refused(w, bulletin_read(&w->c, n), ERR_INVALID, "already");
	refused(w, bulletin_people(&w->c, &w->c.arena, n, &people), ERR_DENIED,
	    "somebody else's");
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, bulletin_people(&w->c, &w->c.arena, n, &people));
	assert_int_equal(people.n, 1); /* eva is gone, ana wrote it */
	assert_string_equal(people.v[0].login.s, "luis");
	assert_true(people.v[0].at > 0);
	fine(w, bulletin_list(&w->c, &w->c.arena, false, 0, &all));
	assert_int_equal(all.v[0].readers, 1);
	assert_int_equal(all.v[0].people, 1);
}

static void
it_is_for_its_team_until_it_ends(void **state)
{
	struct world *w = *state;
	msec now = clock_now(&dbtest_clock);
	struct bulletin_new b = { .title = STR("x"), .text = STR("x") };
	struct undo_done done;
	struct id id;
	int64_t n;

	write_it(w, "ventas", 0);
	n = write_it(w, "repuestos", 0);
	write_it(w, "repuestos", now + HOURS(1));
	act(w, LUIS, "luis", SCOPE_OWN);
	assert_int_equal(unread(w), 2);
	later(HOURS(2));
	assert_int_equal(unread(w), 1);
	refused(w, bulletin_read(&w->c, 1), ERR_NOT_FOUND, "no bulletin 1");
	act(w, LUIS, "luis", SCOPE_TEAM);
	refused(w, bulletin_write(&w->c, &b, &id, &n), ERR_DENIED,
	    "your own teams only");
	b.team = STR("ventas");
	refused(w, bulletin_write(&w->c, &b, &id, &n), ERR_DENIED,
	    "your own teams only");
	act(w, ANA, "ana", SCOPE_ALL);
	n = 2;
	fine(w, bulletin_retire(&w->c, n));
	refused(w, bulletin_retire(&w->c, n), ERR_INVALID, "retired already");
	act(w, LUIS, "luis", SCOPE_OWN);
	assert_int_equal(unread(w), 0);
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	act(w, LUIS, "luis", SCOPE_OWN);
	assert_int_equal(unread(w), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_agent_is_warned_also_who_may_not_see_it),
		TEST(it_stands_before_whom_it_concerns),
		TEST(its_cases_are_counted_by_type_and_branch),
		TEST(a_new_ticket_is_born_a_case),
		TEST(an_update_reaches_each_case_once),
		TEST(the_same_words_reach_nobody_twice),
		TEST(many_are_joined_at_once),
		TEST(what_is_wrong_is_told),
		TEST(each_owes_it_until_they_read_it),
		TEST(it_is_for_its_team_until_it_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
