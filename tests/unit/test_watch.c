/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_watch.c - who follows a ticket: told of what others do to it as long as
 * they see it, also where it was joined or split.
 */
#include "tickettest.h"

#include "core/bulk.h"
#include "core/link.h"
#include "core/notice.h"
#include "core/ticket_query.h"
#include "core/ticket_route.h"
#include "core/undo.h"
#include "core/watch.h"

#define NOTICES	 "SELECT count(*) FROM notice WHERE kind = 'watch'"
#define FOR(who) NOTICES " AND to_agent = '" who "'"

/* What a role reads: asked of whoever is to be told. */
static void
reads(struct world *w, int scope)
{
	dbtest_do(w->db, "DELETE FROM role_grant WHERE verb = 'ticket.read'");
	dbtest_do(w->db,
	    str_printf(&w->c.arena,
		"INSERT INTO role_grant (role, verb, scope)"
		" VALUES ('agent', 'ticket.read', %d)",
		scope)
		.s);
}

static void
luis_watches(struct world *w, struct id id)
{
	reads(w, SCOPE_ALL);
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_watch(&w->c, id, ID_NONE));
	act(w, ANA, "ana", SCOPE_ALL);
}

static size_t
watchers(struct world *w, struct id id)
{
	struct rows_watch_list rows;

	fine(w, watch_list(&w->c, &w->c.arena, id, &rows));
	return rows.n;
}

static enum err
run_watch(struct world *w, struct id id)
{
	return ticket_watch(&w->c, id, ID_NONE);
}

static void
following_is_one_row_once(void **state)
{
	const struct write_case watch = { "ticket watch", MAY_TICKET_READ,
		run_watch };
	struct world *w = *state;
	struct id id = make(w, question(w));

	prove_write(w, &watch, id);
	assert_int_equal(watchers(w, id), 1);
	refused(w, run_watch(w, id), ERR_INVALID, "followed already");
	fine(w, ticket_unwatch(&w->c, id, ID_NONE));
	refused(w, ticket_unwatch(&w->c, id, ID_NONE), ERR_INVALID,
	    "not followed");
	assert_int_equal(watchers(w, id), 0);
}

static void
who_follows_hears_what_others_do(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));

	luis_watches(w, id);
	fine(w, ticket_note(&w->c, id, STR("Llamó dos veces")));
	assert_int_equal(ask_int(w, FOR(LUIS)), 1);
	assert_int_equal(ask_int(w,
			     NOTICES " AND text LIKE '%ana wrote a note'"),
	    1);
	fine(w, ticket_start(&w->c, id, 0));
	assert_int_equal(ask_int(w, FOR(LUIS)), 2);
	/* Not what he does himself, nor what nobody is told of. */
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_note(&w->c, id, STR("Lo vi")));
	fine(w, ticket_unwatch(&w->c, id, ID_NONE));
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, ticket_note(&w->c, id, STR("Ya nadie escucha")));
	assert_int_equal(ask_int(w, NOTICES), 2);
}

/* By the role's rights of now: team means his, which has not got it. */
static void
who_sees_it_no_longer_hears_nothing(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));

	luis_watches(w, id);
	reads(w, SCOPE_TEAM);
	fine(w, ticket_note(&w->c, id, STR("No es de repuestos")));
	assert_int_equal(ask_int(w, NOTICES), 0);
	dbtest_do(w->db, "UPDATE ticket SET lent_to = 'repuestos'");
	fine(w, ticket_note(&w->c, id, STR("Prestado")));
	assert_int_equal(ask_int(w, NOTICES), 1);
	dbtest_do(w->db, "UPDATE agent SET active = 0 WHERE login = 'luis'");
	fine(w, ticket_note(&w->c, id, STR("Se fue")));
	assert_int_equal(ask_int(w, NOTICES), 1);
}

static void
one_follows_what_one_sees(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));

	act(w, LUIS, "luis", SCOPE_TEAM);
	refused(w, ticket_watch(&w->c, id, ID_NONE), ERR_NOT_FOUND,
	    "no such ticket");
	act(w, ANA, "ana", SCOPE_ALL);
	reads(w, SCOPE_TEAM);
	refused(w, ticket_watch(&w->c, id, id_of(LUIS)), ERR_INVALID,
	    "may not see");
	reads(w, SCOPE_ALL);
	allow(w, MAY_TICKET_ASSIGN, SCOPE_NONE);
	refused(w, ticket_watch(&w->c, id, id_of(LUIS)), ERR_DENIED, "assign");
	allow(w, MAY_TICKET_ASSIGN, SCOPE_ALL);
	fine(w, ticket_watch(&w->c, id, id_of(LUIS)));
	/* He may stop, though it is out of his sight by now. */
	act(w, LUIS, "luis", SCOPE_TEAM);
	fine(w, ticket_unwatch(&w->c, id, ID_NONE));
}

static void
following_is_taken_back(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;

	fine(w, run_watch(w, id));
	fine(w, ticket_unwatch(&w->c, id, ID_NONE));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.unwatch");
	assert_int_equal(watchers(w, id), 1);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_int_equal(watchers(w, id), 0);
}

/* What is joined brings its followers along, also when it is undone. */
static void
it_goes_along_when_its_ticket_is_joined(void **state)
{
	struct world *w = *state;
	struct ticket_new one = question(w);
	struct id id = make(w, one), other = make(w, one);
	struct undo_done done;

	luis_watches(w, id);
	fine(w, ticket_merge(&w->c, id, other, STR("lo mismo"), 0));
	assert_int_equal(ask_int(w, FOR(LUIS)), 1);
	assert_int_equal(watchers(w, other), 1);
	fine(w, ticket_note(&w->c, other, STR("Sigue en este")));
	assert_int_equal(ask_int(w, FOR(LUIS)), 2);
	act(w, LUIS, "luis", SCOPE_ALL);
	refused(w, ticket_unwatch(&w->c, other, ID_NONE), ERR_INVALID,
	    "by which ticket");
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.merge");
	assert_int_equal(watchers(w, other), 0);
	assert_int_equal(watchers(w, id), 1);
}

/* What was taken back is no longer told, seen or not; the rest stays. */
static void
what_is_taken_back_was_not_told(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;

	luis_watches(w, id);
	fine(w, ticket_note(&w->c, id, STR("Esta queda")));
	fine(w, ticket_note(&w->c, id, STR("Era de otro caso")));
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, notice_seen(&w->c, ID_NONE));
	assert_int_equal(ask_int(w, FOR(LUIS)), 2);
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.note");
	assert_int_equal(ask_int(w, FOR(LUIS)), 1);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM notice_seen"), 1);
}

/* ---- whose it is ---------------------------------------------------------- */

static void
eva_works_here(struct world *w)
{
	dbtest_do(w->db, "UPDATE agent SET active = 1 WHERE login = 'eva'");
}

static int64_t
says(struct world *w, const char *who, const char *like)
{
	return ask_int(w,
	    str_printf(&w->c.arena,
		NOTICES " AND to_agent = '%s' AND text LIKE '%s'", who, like)
		.s);
}

/* Who gets it and who loses it, and neither of what they do themselves; a
 * follower of it hears it once. */
static void
who_gets_a_ticket_is_told_and_who_loses_it(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_assign to = { .team = STR_NONE, .owner = id_of(EVA) };
	struct undo_done done;

	luis_watches(w, id);
	eva_works_here(w);
	fine(w, run_assign(w, id));
	assert_int_equal(ask_int(w, FOR(LUIS)), 1);
	assert_int_equal(says(w, LUIS, "ana gave you T-%: %"), 1);
	fine(w, ticket_assign(&w->c, id, &to, 0));
	assert_int_equal(says(w, EVA, "ana gave you T-%: %"), 1);
	assert_int_equal(ask_int(w, FOR(LUIS)), 2);
	assert_int_equal(says(w, LUIS, "ana gave your T-% to Eva Ruiz"), 1);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_int_equal(ask_int(w, FOR(EVA)), 0);
	assert_int_equal(ask_int(w, FOR(LUIS)), 1);
	fine(w, ticket_claim(&w->c, id, STR("Lo veo yo"), 0));
	assert_int_equal(says(w, LUIS, "ana took over your T-%: %"), 1);
	assert_int_equal(ask_int(w, FOR(ANA)), 0);
}

/* By the rights of now: what he may not read he is not told of. */
static void
who_may_not_read_a_ticket_is_not_told_of_it(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));

	dbtest_do(w->db, "DELETE FROM role_grant WHERE verb = 'ticket.read'");
	fine(w, run_assign(w, id));
	assert_int_equal(ask_int(w, NOTICES), 0);
	fine(w, ticket_claim(&w->c, id, STR("Lo veo yo"), 0));
	assert_int_equal(ask_int(w, NOTICES), 0);
}

static struct bulk_rows
many(struct world *w, const char *words, const struct id *ids, size_t n)
{
	struct bulk_rows r;
	struct bulk_do d;

	fine(w, bulk_read(&w->c, &w->c.arena, str_of(words), &d));
	fine(w, bulk_run(&w->c, &w->c.arena, &d, str_of(words), ids, n, &r));
	assert_int_equal(r.good, n);
	return r;
}

static void
a_change_of_many_is_told_once(void **state)
{
	struct world *w = *state;
	struct ticket_new q = question(w);
	struct id ids[3] = { make(w, q), make(w, q), make(w, q) };
	struct undo_done done;

	luis_watches(w, ids[1]);
	eva_works_here(w);
	many(w, "owner:luis", ids, 3);
	assert_int_equal(ask_int(w, FOR(LUIS)), 1);
	assert_int_equal(says(w, LUIS, "ana gave you 3 tickets, %"), 1);
	many(w, "owner:eva", ids, 1);
	assert_int_equal(says(w, EVA,
			     "ana gave you T-%, in a change of many: %"),
	    1);
	assert_int_equal(
	    says(w, LUIS, "ana gave your T-%, in a change of many, to Eva %"),
	    1);
	many(w, "owner:me", ids + 1, 2);
	assert_int_equal(says(w, LUIS, "ana took over 2 of your tickets, %"),
	    1);
	for (int i = 0; i < 3; i++)
		fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_int_equal(ask_int(w, NOTICES), 0);
}

static struct id
split_off(struct world *w, struct id whole)
{
	struct id note, part;
	struct ticket_split in = { .messages = &note,
		.n = 1,
		.typification = STR("consulta-general"),
		.subject = STR("Otra cosa"),
		.team = STR_NONE };
	int64_t number;

	assert_true(id_parse(dbtest_ask(w->db, &w->c.arena,
				 "SELECT max(id) FROM message"),
	    &note));
	fine(w, ticket_split_off(&w->c, whole, &in, &part, &number));
	return part;
}

/* A part that is split off is followed as the whole is. */
static void
it_goes_along_when_its_ticket_is_split(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w)), part;
	struct undo_done done;

	luis_watches(w, id);
	fine(w, ticket_note(&w->c, id, STR("Y otra cosa")));
	part = split_off(w, id);
	assert_int_equal(watchers(w, part), 1);
	assert_int_equal(ask_int(w, FOR(LUIS)), 2); /* the note, the split */
	fine(w, ticket_note(&w->c, part, STR("De la otra cosa")));
	assert_int_equal(ask_int(w, FOR(LUIS)), 3);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.split");
	assert_int_equal(ask_int(w, FOR(LUIS)), 1); /* what is left: the note */
	assert_int_equal(ask_int(w, "SELECT count(*) FROM ticket_watch"), 1);
	assert_int_equal(watchers(w, id), 1);
}

/* ---- looked for --------------------------------------------------------- */

static int64_t
fits(struct world *w, const char *words)
{
	const struct ticket_asked *q;
	struct rows_ticket_rows rows;
	int64_t n = -1;
	bool more;

	fine(w, ticket_ask(&w->c, &w->c.arena, str_of(words), false, &q));
	fine(w, ticket_count(&w->c, q, &n));
	fine(w, ticket_page(&w->c, &w->c.arena, q, ID_NONE, 50, &rows, &more));
	assert_int_equal(n, rows.n);
	return n;
}

static void
what_is_followed_is_found(void **state)
{
	struct world *w = *state;
	struct ticket_new one = question(w), other = one;
	struct id id = make(w, one), into;
	const struct ticket_asked *q;

	other.subject = STR("Freno que suena");
	into = make(w, other);
	assert_int_equal(fits(w, "watched:me"), 0);
	luis_watches(w, id);
	assert_int_equal(fits(w, "watched:me"), 0);
	assert_int_equal(fits(w, "watched:luis"), 1);
	assert_int_equal(fits(w, "watched:\"Luis Peña\" undone order:due"), 1);
	assert_int_equal(fits(w, "watched:\"luis pena\" order:old"), 1);
	assert_int_equal(fits(w, "watched:luis freno"), 0);
	fine(w, ticket_watch(&w->c, into, ID_NONE));
	assert_int_equal(fits(w, "watched:luis watched:me"), 0);
	assert_int_equal(fits(w, "watched:luis,me"), 2);
	assert_int_equal(fits(w, "watched:me freno"), 1);
	assert_int_equal(fits(w, "watched:me state:closed"), 0);
	/* Who follows one follows what it was joined into. */
	fine(w, ticket_merge(&w->c, id, into, STR("lo mismo"), 0));
	assert_int_equal(fits(w, "watched:luis"), 2);
	assert_int_equal(fits(w, "watched:me"), 1);
	refused(w,
	    ticket_ask(&w->c, &w->c.arena, STR("-watched:me"), false, &q),
	    ERR_INVALID, "turned round");
	/* Only of what one sees, whoever follows it. */
	act(w, LUIS, "luis", SCOPE_TEAM);
	assert_int_equal(fits(w, "watched:me"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(following_is_one_row_once),
		TEST(who_follows_hears_what_others_do),
		TEST(who_sees_it_no_longer_hears_nothing),
		TEST(one_follows_what_one_sees),
		TEST(following_is_taken_back),
		TEST(what_is_taken_back_was_not_told),
		TEST(it_goes_along_when_its_ticket_is_joined),
		TEST(it_goes_along_when_its_ticket_is_split),
		TEST(who_gets_a_ticket_is_told_and_who_loses_it),
		TEST(who_may_not_read_a_ticket_is_not_told_of_it),
		TEST(a_change_of_many_is_told_once),
		TEST(what_is_followed_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
