/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_bulk.c - one change of many: a preview that changes nothing and tells
 * what is done, a result for each, nothing twice, one undo for all.
 */
#include "promisetest.h"

#include "core/bulk.h"
#include "core/typification.h"
#include "core/undo.h"

enum { MANY = 6 };

struct many {
	struct id v[MANY];
};

static struct many
tickets(struct world *w)
{
	struct ticket_new in = question(w);
	struct many m;

	for (int i = 0; i < MANY; i++)
		m.v[i] = make(w, in);
	return m;
}

static struct bulk_do
todo(struct world *w, const char *words)
{
	struct bulk_do d;

	if (bulk_read(&w->c, &w->c.arena, str_of(words), &d) != OK)
		fail_msg("%s: %s", words, w->c.fault.text);
	return d;
}

static void
refuses(struct world *w, const char *words, enum err rc, const char *why)
{
	struct bulk_do d;

	refused(w, bulk_read(&w->c, &w->c.arena, str_of(words), &d), rc, why);
}

static struct bulk_rows
preview(struct world *w, const char *words, const struct many *m)
{
	struct bulk_do d = todo(w, words);
	struct bulk_rows r;

	fine(w, bulk_preview(&w->c, &w->c.arena, &d, m->v, MANY, &r));
	assert_int_equal(r.n, MANY);
	assert_int_equal(r.good + r.same + r.bad, MANY);
	return r;
}

static struct bulk_rows
run(struct world *w, const char *words, const struct many *m)
{
	struct bulk_do d = todo(w, words);
	struct bulk_rows r;

	fine(w,
	    bulk_run(&w->c, &w->c.arena, &d, str_of(words), m->v, MANY, &r));
	return r;
}

static int64_t
last(struct world *w)
{
	return ask_int(w, "SELECT max(n) FROM event_log");
}

static void
what_is_wrong_is_told(void **state)
{
	struct world *w = *state;

	refuses(w, "", ERR_NEED_ARG, "say what is to be done");
	refuses(w, "team:repusto", ERR_INVALID, "did you mean 'repuestos'");
	refuses(w, "prio:2", ERR_INVALID,
	    "'prio' cannot be changed of many at once; what can: team, owner");
	refuses(w, "ventas", ERR_INVALID, "nothing that can be done");
	refuses(w, "-close", ERR_INVALID, "takes one value");
	refuses(w, "team:ventas,repuestos", ERR_INVALID, "takes one value");
	refuses(w, "start close", ERR_INVALID, "letter 7: one step at a time");
	refuses(w, "priority:1 priority:2", ERR_INVALID, "given twice");
	refuses(w, "priority<2", ERR_INVALID, "takes one value");
	refuses(w, "field:plate", ERR_INVALID, "NAME=VALUE");
	refuses(w, "type:luna", ERR_INVALID, "no typification 'luna'");
	refuses(w, "type:taller", ERR_INVALID, "fits several");
}

/* Nothing is put aside for ever: a day is said, or the day is the reason. */
static void
what_is_parked_comes_back(void **state)
{
	static const char *const words[] = {
		"wait-customer:\"falta la factura\" until:\"mañana 10:00\"",
		"until:mañana 10:00 wait-third:pieza", "schedule:mañana 10:00",
		"wait-customer:\"tomorrow 10:00\" priority:1"
	};
	struct world *w = *state;
	struct many m = tickets(w);
	msec at = todo(w, words[0]).until;
	struct undo_done done;

	for (size_t i = 0; i < countof(words); i++)
		assert_int_equal(todo(w, words[i]).until, at);
	assert_string_equal(todo(w, words[1]).text.s, "pieza");
	assert_null(strstr(todo(w, words[2]).text.s, "10:00"));
	refuses(w, "wait-customer:factura", ERR_NEED_ARG, "until:");
	refuses(w, "schedule:lunes until:martes", ERR_INVALID, "no reason");
	refuses(w, "until:lunes", ERR_NEED_ARG, "goes with a word that parks");
	refuses(w, "schedule:x until:2020-01-01", ERR_INVALID, "has passed");
	refuses(w, "schedule:x until:luego", ERR_INVALID, "is no time");
	assert_int_equal(run(w, words[0], &m).good, MANY);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM ticket WHERE owner IS NOT"
			     " NULL AND until_at IS NOT NULL AND until_at > 0"),
	    MANY);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM ticket WHERE state = 'new'"
			     " AND owner IS NULL"),
	    MANY);
}

/* By code, short code, words or the number in the list; and for one ticket by
 * its short code, too. */
static void
a_type_is_said_as_short_as_one_likes(void **state)
{
	static const char *const words[] = { "type:consulta-general",
		"type:ccg", "type:infor", "type:1" };
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct id id;

	dbtest_do(w->db,
	    "UPDATE typification SET mnemonic = 'CCG' WHERE code ="
	    " 'consulta-general'");
	in.typification = STR("cCg");
	id = make(w, in);
	assert_string_equal(get(w, id).typification.s, "consulta-general");
	fine(w,
	    typification_count(&w->c, clock_now(&dbtest_clock) + MINUTES(1)));
	for (size_t i = 0; i < countof(words); i++)
		assert_string_equal(todo(w, words[i]).typification.s,
		    "consulta-general");
}

/* The preview does it and takes it back: nothing at all may be left. */
static void
a_preview_changes_nothing_and_comes_true(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct bulk_rows would, did;
	int64_t n, ops;

	fine(w, ticket_resolve(&w->c, m.v[1], STR("listo"), 0));
	fine(w, ticket_close(&w->c, m.v[1], 0));
	n = last(w);
	ops = ask_int(w, "SELECT count(*) FROM applied_op");
	would = preview(w, "team:repuestos priority:1 note:hola", &m);
	assert_int_equal(last(w), n);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM applied_op"), ops);
	assert_string_equal(get(w, m.v[0]).team.s, "ventas");
	assert_int_equal(would.good, MANY - 1);
	assert_int_equal(would.bad, 1);
	assert_string_equal(would.v[0].was.team.s, "ventas");
	assert_string_equal(would.v[0].now.team.s, "repuestos");
	assert_int_equal(would.v[0].now.priority, 1);
	assert_int_equal(would.v[1].rc, ERR_INVALID);
	assert_non_null(strstr(would.v[1].why.s, "closed"));
	did = run(w, "team:repuestos priority:1 note:hola", &m);
	assert_int_equal(did.good, would.good);
	assert_int_equal(did.bad, would.bad);
	assert_int_equal(last(w), n + 1 + 3 * (MANY - 1));
	for (int i = 0; i < MANY; i++)
		assert_int_equal(get(w, m.v[i]).priority, i == 1 ? 3 : 1);
	assert_int_equal(preview(w, "team:repuestos priority:1", &m).same,
	    MANY - 1);
	(void)run(w, "field:plate=BBCD12", &m);
	would = preview(w, "field:plate=BBCD13", &m);
	assert_int_equal(would.v[0].nfields, 1);
	assert_string_equal(would.v[0].fields[0].was.s, "BBCD12");
	assert_string_equal(would.v[0].fields[0].now.s, "BBCD13");
	assert_string_equal(would.v[1].fields[0].now.s, "");
	would = preview(w, "field:matricula=BBCD13", &m);
	assert_non_null(strstr(would.v[0].why.s, "there are: "));
	assert_non_null(strstr(would.v[0].why.s, "plate"));
	prove_chain(w);
}

static void
the_same_again_changes_nothing(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w), none = m;
	struct id op = id_make(clock_now(&dbtest_clock));
	struct bulk_rows r;
	int64_t n;

	w->c.op = op;
	r = run(w, "note:hola", &m);
	assert_int_equal(r.good, MANY);
	assert_true(id_eq(w->c.done.op, op));
	assert_false(w->c.done.replayed);
	n = last(w);
	w->c.op = op;
	none.v[0] = none.v[1]; /* its tickets are those of then */
	r = run(w, "note:hola", &none);
	assert_int_equal(r.n, MANY);
	assert_int_equal(r.bad, 0);
	assert_true(id_eq(r.v[0].id, m.v[0]));
	assert_true(w->c.done.replayed);
	assert_int_equal(last(w), n);
	assert_int_equal(
	    ask_int(w, "SELECT count(*) FROM message WHERE body = 'hola'"),
	    MANY);
}

/* Cut off in the middle it goes on where it was. */
static void
what_was_cut_off_is_gone_on_with(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct id op = id_make(clock_now(&dbtest_clock));
	int64_t n;

	w->c.op = op;
	(void)run(w, "resolve:listo", &m);
	n = last(w);
	/* As if the last two had never been reached. */
	for (int i = MANY - 2; i < MANY; i++) {
		struct arena a = { 0 };

		dbtest_do(w->db,
		    str_printf(&a,
			"UPDATE ticket SET state = 'new', resolved_at = NULL"
			" WHERE id = '%s';"
			"DELETE FROM applied_op WHERE entity_id = '%s'"
			" AND kind = 'ticket.resolve'",
			m.v[i].s, m.v[i].s)
			.s);
		arena_done(&a);
	}
	w->c.op = op;
	assert_int_equal(run(w, "resolve:listo", &m).bad, 0);
	assert_int_equal(last(w), n + 2);
	for (int i = 0; i < MANY; i++)
		assert_string_equal(get(w, m.v[i]).state.s, "resolved");
}

/* In two parts with one op: the second needs no tickets, and one undo takes
 * back both. */
static void
parts_of_one_op_are_one_whole(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct bulk_do d = todo(w, "note:hola");
	struct id op = id_make(clock_now(&dbtest_clock));
	struct undo_done done;
	struct bulk_rows r;
	int64_t n;

	w->c.op = op;
	fine(w,
	    bulk_part(&w->c, &w->c.arena, &d, STR("note:hola"), m.v, MANY, 0,
		MANY - 2, &r));
	assert_int_equal(r.n, MANY - 2);
	assert_int_equal(r.left, 2);
	n = last(w);
	w->c.op = op;
	fine(w,
	    bulk_part(&w->c, &w->c.arena, &d, STR("note:hola"), NULL, 0,
		MANY - 2, MANY, &r));
	assert_int_equal(r.n, 2);
	assert_int_equal(r.left, 0);
	assert_true(id_eq(r.v[1].id, m.v[MANY - 1]));
	assert_int_equal(last(w), n + 2);
	w->c.op = op; /* behind the last there is nothing */
	fine(w,
	    bulk_part(&w->c, &w->c.arena, &d, STR("note:hola"), NULL, 0,
		MANY + 9, MANY, &r));
	assert_int_equal(r.n + r.left, 0);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.bulk");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM message WHERE body = 'hola'"
			     " AND withdrawn_at IS NULL"),
	    0);
}

static void
each_has_its_own_right(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct bulk_do d = todo(w, "priority:1");
	struct bulk_rows r;

	fine(w, run_assign(w, m.v[2]));
	act(w, LUIS, "luis", SCOPE_ALL);
	allow(w, MAY_TICKET_EDIT, SCOPE_OWN);
	r = preview(w, "priority:2", &m);
	assert_int_equal(r.good, 1);
	assert_int_equal(r.bad, MANY - 1);
	assert_int_equal(r.v[2].rc, OK);
	assert_int_equal(r.v[0].rc, ERR_DENIED);
	r = run(w, "priority:2", &m);
	assert_int_equal(r.good, 1);
	assert_int_equal(get(w, m.v[2]).priority, 2);
	assert_int_equal(get(w, m.v[0]).priority, 3);
	allow(w, MAY_TICKET_EDIT, SCOPE_NONE);
	refused(w, bulk_preview(&w->c, &w->c.arena, &d, m.v, MANY, &r),
	    ERR_DENIED, "ticket.edit");
	refused(w, bulk_run(&w->c, &w->c.arena, &d, STR("x"), m.v, MANY, &r),
	    ERR_DENIED, "ticket.edit");
}

/* The rights are asked of what a ticket is before its first step: what another
 * team gets is changed on the way. */
static void
what_goes_to_another_team_is_changed_first(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct bulk_rows r;

	fine(w, run_assign(w, m.v[2]));
	act(w, LUIS, "luis", SCOPE_ALL);
	allow(w, MAY_TICKET_EDIT, SCOPE_OWN);
	allow(w, MAY_TICKET_ASSIGN, SCOPE_OWN);
	r = preview(w, "priority:2 team:ventas note:hola", &m);
	assert_int_equal(r.good, 1);
	assert_int_equal(r.v[2].rc, OK);
	r = run(w, "priority:2 team:ventas note:hola", &m);
	assert_int_equal(r.good, 1);
	assert_int_equal(r.bad, MANY - 1);
	assert_int_equal(get(w, m.v[2]).priority, 2);
	assert_string_equal(get(w, m.v[2]).team.s, "ventas");
	r = preview(w, "priority:1", &m); /* it is theirs now */
	assert_int_equal(r.good, 0);
	allow(w, MAY_TICKET_ASSIGN, SCOPE_ALL);
	r = preview(w, "priority:1 team:repuestos", &m);
	assert_int_equal(r.good, 0);
}

static void
one_undo_for_all(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct undo_done done;

	(void)run(w, "team:repuestos priority:1 note:hola resolve:listo", &m);
	for (int i = 0; i < MANY; i++)
		assert_string_equal(get(w, m.v[i]).state.s, "resolved");
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.bulk");
	for (int i = 0; i < MANY; i++) {
		assert_string_equal(get(w, m.v[i]).team.s, "ventas");
		assert_string_equal(get(w, m.v[i]).state.s, "new");
		assert_int_equal(get(w, m.v[i]).priority, 3);
	}
	fine(w, undo_event(&w->c, &w->c.arena, last(w), &done));
	assert_true(done.redo);
	for (int i = 0; i < MANY; i++) {
		assert_string_equal(get(w, m.v[i]).team.s, "repuestos");
		assert_string_equal(get(w, m.v[i]).state.s, "resolved");
	}
	prove_chain(w);
}

/* What a colleague changed meanwhile is theirs; the rest goes back. */
static void
what_was_changed_since_stays(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct ticket_edit theirs = { .priority = 2 };
	struct undo_done done;

	(void)run(w, "priority:1", &m);
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_edit(&w->c, m.v[3], &theirs, 0));
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_non_null(strstr(done.what.s, "1 of 6 stays: T-"));
	assert_true(id_eq(done.stays[0].id, m.v[3]));
	assert_int_equal(done.stays[0].number, get(w, m.v[3]).number);
	assert_non_null(strstr(done.stays[0].why.s, "Luis"));
	for (int i = 0; i < MANY; i++)
		assert_int_equal(get(w, m.v[i]).priority, i == 3 ? 2 : 3);
	/* Not the bulk again: what was done before it. */
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.create");
}

/* Parts of one undo: others come in between. The event is undone with the last
 * of them, and what was cut off is gone on with by undoing it again. */
static void
an_undo_in_parts_is_one_whole(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct id op = id_make(clock_now(&dbtest_clock));
	struct undo_done done;
	int64_t bulk;

	(void)run(w, "priority:1 note:hola", &m);
	bulk = ask_int(w,
	    "SELECT max(n) FROM event_log WHERE kind ="
	    " 'ticket.bulk'");
	w->c.op = op;
	fine(w, undo_part(&w->c, &w->c.arena, 0, 0, 4, &done));
	assert_int_equal(done.event, bulk);
	assert_int_equal(done.all, MANY);
	assert_int_equal(done.left, 2);
	assert_true(id_none(w->c.op));
	for (int i = 0; i < MANY; i++)
		assert_int_equal(get(w, m.v[i]).priority, i < 4 ? 3 : 1);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM undone u JOIN event_log e"
			     " ON e.n = u.event WHERE e.kind = 'ticket.bulk'"),
	    0);
	w->c.op = op;
	fine(w, undo_part(&w->c, &w->c.arena, bulk, 4, 4, &done));
	assert_int_equal(done.left, 0);
	assert_int_equal(get(w, m.v[5]).priority, 3);
	w->c.op = id_make(clock_now(&dbtest_clock));
	refused(w, undo_part(&w->c, &w->c.arena, bulk, 0, 4, &done),
	    ERR_INVALID, "undone already");
	prove_chain(w);
}

/* Whom it refused was not changed, and is not taken back; what is refused then
 * says why, and neither number nor verb twice. */
static void
an_undo_counts_what_was_changed(void **state)
{
	struct world *w = *state;
	struct ticket_edit one = { .priority = 2 };
	struct many m = tickets(w);
	struct undo_done done;

	fine(w, ticket_cancel(&w->c, m.v[0], STR("repetido"), 0));
	fine(w, ticket_cancel(&w->c, m.v[4], STR("repetido"), 0));
	assert_int_equal(run(w, "resolve:listo", &m).bad, 2);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_int_equal(done.changed, MANY - 2);
	assert_int_equal(done.stayed, 0);
	assert_int_equal(run(w, "priority:1", &m).bad, 2);
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_edit(&w->c, m.v[1], &one, 0));
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, undo_part(&w->c, &w->c.arena, 0, 0, 4, &done));
	assert_int_equal(done.changed, 2);
	assert_int_equal(done.stayed, 1);
	assert_string_equal(done.stays[0].why.s, "Luis Peña changed it since");
	core_rest(&w->c);
}

static void
an_undo_that_was_cut_off_is_gone_on_with(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct undo_done done;

	(void)run(w, "priority:1 note:hola", &m);
	fine(w, undo_part(&w->c, &w->c.arena, 0, 0, 4, &done));
	assert_int_equal(done.left, 2);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done)); /* u, once more */
	assert_string_equal(done.kind.s, "ticket.bulk");
	assert_int_equal(done.stayed, 0);
	for (int i = 0; i < MANY; i++)
		assert_int_equal(get(w, m.v[i]).priority, 3);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM message WHERE withdrawn_at "
			     "IS NULL"),
	    ask_int(w, "SELECT count(*) FROM message") - MANY);
	prove_chain(w);
}

/* What each is comes at once, for all; what it would be is for later. */
static void
what_they_are_is_known_before_what_they_would_be(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct bulk_rows r;

	fine(w, bulk_before(&w->c, &w->c.arena, m.v, MANY, &r));
	assert_int_equal(r.n, MANY);
	for (int i = 0; i < MANY; i++) {
		assert_true(id_eq(r.v[i].id, m.v[i]));
		assert_int_equal(r.v[i].was.number, get(w, m.v[i]).number);
		assert_int_equal(r.v[i].now.priority, 3);
		assert_false(r.v[i].looked);
	}
	assert_true(preview(w, "priority:1", &m).v[5].looked);
	act(w, LUIS, "luis", SCOPE_OWN); /* none of his */
	fine(w, bulk_before(&w->c, &w->c.arena, m.v, MANY, &r));
	assert_int_equal(r.v[0].was.number, 0);
	allow(w, MAY_TICKET_EDIT, SCOPE_NONE);
	refused(w, bulk_before(&w->c, &w->c.arena, m.v, MANY, &r), ERR_DENIED,
	    "ticket.edit");
}

static void
all_that_a_filter_finds_may_be_meant(void **state)
{
	struct world *w = *state;
	struct many m = tickets(w);
	struct id *found;
	size_t n;

	fine(w,
	    bulk_found(&w->c, &w->c.arena, STR("undone order:old"), &found,
		&n));
	assert_int_equal(n, MANY);
	for (int i = 0; i < MANY; i++)
		assert_true(id_eq(found[i], m.v[i]));
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, bulk_found(&w->c, &w->c.arena, STR("undone"), &found, &n));
	assert_int_equal(n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_wrong_is_told),
		TEST(what_is_parked_comes_back),
		TEST(a_type_is_said_as_short_as_one_likes),
		TEST(a_preview_changes_nothing_and_comes_true),
		TEST(the_same_again_changes_nothing),
		TEST(what_was_cut_off_is_gone_on_with),
		TEST(parts_of_one_op_are_one_whole),
		TEST(each_has_its_own_right),
		TEST(what_goes_to_another_team_is_changed_first),
		TEST(one_undo_for_all),
		TEST(what_was_changed_since_stays),
		TEST(an_undo_in_parts_is_one_whole),
		TEST(an_undo_counts_what_was_changed),
		TEST(an_undo_that_was_cut_off_is_gone_on_with),
		TEST(what_they_are_is_known_before_what_they_would_be),
		TEST(all_that_a_filter_finds_may_be_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
