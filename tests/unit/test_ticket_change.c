/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_ticket_change.c - how tickets change: words, owner, contents, and the
 * table of moves.
 */
#include <unistd.h>

#include "tickettest.h"

#include "core/interaction.h"
#include "core/state_word.h"
#include "core/undo.h"

/* ---- every writing function --------------------------------------------- */

static void
each_write_is_one_event_once_and_refused_without_the_right(void **state)
{
	static const struct write_case cases[] = {
		{ "create", MAY_TICKET_CREATE, run_create },
		{ "note", MAY_TICKET_EDIT, run_note },
		{ "reply", MAY_TICKET_EDIT, run_reply },
		{ "assign", MAY_TICKET_ASSIGN, run_assign },
		{ "edit", MAY_TICKET_EDIT, run_edit },
		{ "start", MAY_TICKET_EDIT, run_start },
		{ "park", MAY_TICKET_EDIT, run_park },
		{ "resume", MAY_TICKET_EDIT, run_resume },
		{ "resolve", MAY_TICKET_RESOLVE, run_resolve },
		{ "close", MAY_TICKET_RESOLVE, run_close },
		{ "reopen", MAY_TICKET_EDIT, run_reopen },
		{ "cancel", MAY_TICKET_EDIT, run_cancel },
	};
	struct world *w = *state;
	struct id id;

	customer(w, "María");
	prove_write(w, &cases[0], ID_NONE);
	id = id_of(dbtest_ask(w->db, &w->c.arena, "SELECT id FROM ticket").s);
	for (size_t i = 1; i < countof(cases); i++)
		prove_write(w, &cases[i], id);
	prove_chain(w);
}

/* ---- changing ----------------------------------------------------------- */

static void
who_saved_first_is_named_and_nothing_is_lost(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_edit a = { .priority = 1 }, b = { .priority = 2 };

	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_edit(&w->c, id, &a, 1));
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, ticket_edit(&w->c, id, &b, 1), ERR_CONFLICT,
	    "Luis Peña saved T-1001 first");
	refused(w, ticket_start(&w->c, id, 1), ERR_CONFLICT, "Luis Peña");
	assert_int_equal(get(w, id).priority, 1);
	fine(w, ticket_edit(&w->c, id, &b, 2));
	assert_int_equal(get(w, id).priority, 2);
	assert_int_equal(get(w, id).version, 3);
}

static void
an_assignment_goes_to_people_and_teams_at_work(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_assign to = { .owner = id_of(LUIS) };
	int64_t n;

	fine(w, ticket_assign(&w->c, id, &to, 0));
	assert_string_equal(get(w, id).owner_name.s, "Luis Peña");
	assert_string_equal(get(w, id).team.s, "ventas");
	n = events(w);
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_INVALID,
	    "like that already");
	to.owner = id_of(EVA);
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_INVALID, "eva");
	to.owner = id_of(NOBODY);
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_INVALID, "agent");
	to = (struct ticket_assign){ .team = STR("antiguo") };
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_INVALID, "antiguo");
	to = (struct ticket_assign){ 0 };
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_NEED_ARG, "team");
	assert_int_equal(events(w), n);
	fine(w, ticket_cancel(&w->c, id, STR("x"), 0));
	to = (struct ticket_assign){ .team = STR("repuestos") };
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_INVALID, "cancelled");
}

static void
an_edit_to_another_leaf_asks_for_its_fields(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct pair plate = { STR("plate"), STR("BBCL12") };
	struct pair other = { STR("plate"), STR("XY1234") };
	struct ticket_edit e = { .typification = STR("taller-demora") };
	struct history_rows trail;

	refused(w, ticket_edit(&w->c, id, &e, 0), ERR_NEED_ARG, "plate");
	e.fields = &plate;
	e.nfields = 1;
	fine(w, ticket_edit(&w->c, id, &e, 0));
	assert_string_equal(get(w, id).typification.s, "taller-demora");
	assert_string_equal(get(w, id).team.s, "ventas");
	e = (struct ticket_edit){ .fields = &other, .nfields = 1 };
	fine(w, ticket_edit(&w->c, id, &e, 0));
	fine(w, history_list(&w->c, &w->c.arena, "ticket", id, 0, 1, &trail));
	assert_int_equal(trail.n, 1);
	assert_string_equal(trail.v[0].field.s, "plate");
	assert_string_equal(trail.v[0].old.s, "BBCL12");
	assert_string_equal(trail.v[0].new.s, "XY1234");
	e.nfields = 0;
	refused(w, ticket_edit(&w->c, id, &e, 0), ERR_INVALID, "already");
}

/* What is required stays; the rest can be emptied, and a first value undone. */
static void
a_field_can_have_no_value_again(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct pair plate = { STR("plate"), STR("BBCL12") };
	struct pair none = { STR("plate"), STR("") };
	struct ticket_edit set = { .fields = &plate, .nfields = 1 };
	struct ticket_edit empty = { .fields = &none, .nfields = 1 };
	struct ticket_edit leaf = { .typification = STR("taller-demora"),
		.fields = &plate,
		.nfields = 1 };
	const char *count = "SELECT count(*) FROM field_value";
	struct undo_done done;

	fine(w, ticket_edit(&w->c, id, &set, 0));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_int_equal(ask_int(w, count), 0);
	fine(w, ticket_edit(&w->c, id, &set, 0));
	fine(w, ticket_edit(&w->c, id, &empty, 0));
	assert_int_equal(ask_int(w, count), 0);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_int_equal(ask_int(w, count), 1);
	fine(w, ticket_edit(&w->c, id, &leaf, 0));
	refused(w, ticket_edit(&w->c, id, &empty, 0), ERR_INVALID,
	    "cannot be left empty");
	leaf.fields = &none;
	refused(w, ticket_edit(&w->c, id, &leaf, 0), ERR_INVALID,
	    "cannot be left");
}

static void
notes_and_replies_are_kept_apart_from_each_other(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct rows_message_of_ticket said;
	struct buf longest = { 0 };

	later(1);
	fine(w, run_note(w, id));
	later(1);
	fine(w, run_reply(w, id));
	refused(w, ticket_reply(&w->c, id, STR("fax"), STR("x")), ERR_INVALID,
	    "fax");
	refused(w, ticket_note(&w->c, id, STR("\x1b[2J")), ERR_INVALID,
	    "control character");
	while (longest.len < MESSAGE_MAX)
		buf_c(&longest, 'n');
	fine(w, ticket_note(&w->c, id, buf_view(&longest)));
	buf_c(&longest, 'n');
	refused(w, ticket_note(&w->c, id, buf_view(&longest)), ERR_INVALID,
	    "too long");
	buf_done(&longest);
	fine(w, message_of_ticket(&w->c, &w->c.arena, id, &said));
	assert_int_equal(said.n, 4);
	assert_string_equal(said.v[1].direction.s, "internal");
	assert_int_equal(said.v[1].public, 0);
	assert_string_equal(said.v[2].direction.s, "out");
	assert_int_equal(said.v[2].public, 1);
	assert_string_equal(said.v[2].channel.s, "email");
	assert_int_equal(get(w, id).version, 1);
}

/* ---- the table of moves ------------------------------------------------- */

static const char *const states[] = { "new", "open", "pending-customer",
	"pending-third-party", "scheduled", "referred", "resolved", "closed",
	"merged", "cancelled" };

/* Which verb each state takes, written down apart from the table it tests:
 * start, park, resume, resolve, close, reopen, cancel. */
static void
a_state_takes_its_own_moves_and_no_others(void **state)
{
	static const char *const takes[] = { "+--+--+", "-+-+--+", "--++--+",
		"-+++--+", "-+++--+", "-+-+---", "----+++", "-----+-",
		"-------", "-------" };
	static enum err (*const run[])(struct world *, struct id) = { run_start,
		run_park, run_resume, run_resolve, run_close, run_reopen,
		run_cancel };
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct buf sql = { 0 };

	for (size_t s = 0; s < countof(states); s++)
		for (size_t v = 0; v < countof(run); v++) {
			struct id id = make(w, in);
			int64_t n = events(w);
			bool want = takes[s][v] == '+';
			enum err rc;

			buf_reset(&sql);
			buf_printf(&sql,
			    "UPDATE ticket SET state = '%s' WHERE"
			    " id = '%s'",
			    states[s], id.s);
			dbtest_do(w->db, sql.s);
			rc = run[v](w, id);
			if ((rc == OK) != want)
				fail_msg("move %zu from %s: %s", v, states[s],
				    err_name(rc));
			assert_int_equal(events(w), n + want);
			if (!want)
				refused(w, rc, ERR_INVALID,
				    ticket_is(str_of(states[s])));
			core_rest(&w->c);
		}
	buf_done(&sql);
}

static void
a_refused_move_says_what_is_possible(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));

	refused(w, ticket_resume(&w->c, id, 0), ERR_INVALID,
	    "T-1001 is new: 'resume' is not possible; possible now: "
	    "start, resolve, cancel");
	refused(w, ticket_park(&w->c, id, STR("closed"), STR("x"), 0, 0),
	    ERR_INVALID, "'park: closed'");
	refused(w, ticket_park(&w->c, id, STR_NONE, STR("x"), 0, 0),
	    ERR_NEED_ARG, "waits for");
	fine(w, ticket_cancel(&w->c, id, STR("repetido"), 0));
	refused(w, ticket_start(&w->c, id, 0), ERR_INVALID, "stays so");
}

static void
who_brought_it_there_is_named_with_the_instant(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_edit e = { .priority = 1 };

	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_cancel(&w->c, id, STR("repetido"), 0));
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, ticket_start(&w->c, id, 0), ERR_INVALID,
	    "cancelled (Luis Peña, today ");
	refused(w, ticket_edit(&w->c, id, &e, 0), ERR_INVALID,
	    "cancelled (Luis Peña, today ");
	act(w, LUIS, "luis", SCOPE_ALL); /* who knows what they did */
	refused(w, ticket_start(&w->c, id, 0), ERR_INVALID,
	    "is cancelled and stays");
}

static void
a_whole_life_leaves_stays_without_a_gap(void **state)
{
	static const char *const want[][3] = {
		{ "new", "", "ventas" },
		{ "open", "", ANA },
		{ "pending-customer", "faltan papeles", "customer" },
		{ "open", "", ANA },
		{ "resolved", "", ANA },
		{ "closed", "", ANA },
		{ "open", "volvió a llamar", ANA },
		{ "open", "", "repuestos" },
		{ "pending-third-party", "espera a fábrica", "third-party" },
		{ "resolved", "", LUIS },
	};
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_assign away = { .team = STR("repuestos") };
	struct rows_stay_list stays;
	struct row_ticket_get row;

	later(MINUTES(1));
	fine(w, ticket_start(&w->c, id, 1));
	fine(w, run_park(w, id));
	later(HOURS(2));
	fine(w, ticket_resume(&w->c, id, 3));
	fine(w, run_resolve(w, id));
	row = get(w, id);
	assert_int_equal(row.resolved_at, dbtest_clock.fixed);
	fine(w, ticket_close(&w->c, id, 0));
	assert_int_equal(get(w, id).closed_at, dbtest_clock.fixed);
	later(DAYS(3));
	fine(w, run_reopen(w, id));
	row = get(w, id);
	assert_int_equal(row.cycle, 2);
	assert_int_equal(row.resolved_at, 0);
	assert_int_equal(row.closed_at, 0);
	assert_string_equal(row.owner_name.s, "Ana Soto");
	fine(w, ticket_assign(&w->c, id, &away, 0));
	assert_true(id_none(get(w, id).owner));
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w,
	    ticket_park(&w->c, id, STR("pending-third-party"),
		STR("  espera a fábrica "), 0, 0));
	fine(w, run_resolve(w, id));
	assert_int_equal(q_stay_list(w->db, &w->c.arena, STR("ticket"), id,
			     &stays),
	    OK);
	assert_int_equal(stays.n, countof(want));
	for (size_t i = 0; i < stays.n; i++) {
		assert_string_equal(stays.v[i].state.s, want[i][0]);
		assert_string_equal(stays.v[i].reason.s, want[i][1]);
		assert_string_equal(stays.v[i].holder.s, want[i][2]);
		if (i > 0)
			assert_int_equal(stays.v[i].from_at,
			    stays.v[i - 1].to_at);
	}
	assert_int_equal(stays.v[stays.n - 1].to_at, 0);
	prove_chain(w);
}

static void
a_reason_is_asked_for_where_one_is_owed(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	int64_t n;

	n = events(w);
	refused(w, ticket_cancel(&w->c, id, STR(" "), 0), ERR_INVALID,
	    "reason");
	refused(w, ticket_resolve(&w->c, id, STR(""), 0), ERR_INVALID, "empty");
	assert_int_equal(events(w), n);
	assert_string_equal(get(w, id).state.s, "new");
}

/* ---- as an ordinary person ---------------------------------------------- */

/* On PostgreSQL the server guards each row and column a second time: what
 * core allows must pass there too, done by a role that owns nothing. */
struct person {
	struct db *db;
	char role[40];
};

static void
hire(struct world *w, struct person *who)
{
	struct db_options o = { .clock = &dbtest_clock, .as = who->role };
	struct fault f = { 0 };
	struct buf sql = { 0 };

	snprintf(who->role, sizeof(who->role), "cabina_ana_%d", (int)getpid());
	for (int i = 1; i < MAY_COUNT; i++)
		buf_printf(&sql,
		    "INSERT INTO role_grant (role, verb, scope) VALUES "
		    "('agent', '%s', %d);",
		    may_name((enum may)i), SCOPE_TEAM);
	buf_printf(&sql, "UPDATE agent SET login = '%s' WHERE id = '%s';",
	    who->role, ANA);
	if (dbtest_postgres())
		buf_printf(&sql, "CREATE ROLE %s IN ROLE cabina_user;",
		    who->role);
	dbtest_do(w->db, sql.s);
	buf_done(&sql);
	if (!dbtest_postgres())
		o.as = NULL;
	if (db_open(&who->db, dbtest_url(), &o, &f) != OK)
		fail_msg("%s", f.text);
}

static void
dismiss(struct world *w, struct person *who)
{
	struct buf sql = { 0 };

	db_close(who->db);
	buf_printf(&sql, "DROP ROLE %s", who->role);
	if (dbtest_postgres())
		dbtest_do(w->db, sql.s);
	buf_done(&sql);
}

static struct id
customer_work(struct world *w)
{
	struct contact_new phone = { STR("phone"), STR("9 1234 5678"),
		STR_NONE };
	struct asset_new car = { .kind = STR("car"),
		.brand = STR("Suzuki"),
		.plate = STR("BBCL12") };
	struct pair name = { STR("name"), STR("María Rojas") };
	struct id id = customer(w, "María"), point, asset;
	struct customer_hits hits;

	fine(w, contact_add(&w->c, id, &phone, &point));
	fine(w, contact_remove(&w->c, id, point));
	fine(w, contact_add(&w->c, id, &phone, &point));
	fine(w, asset_add(&w->c, id, &car, &asset));
	fine(w, customer_edit(&w->c, id, &name, 1, 0));
	fine(w, customer_note(&w->c, id, STR("Nota")));
	fine(w, customer_find(&w->c, &w->c.arena, STR("rojas"), 0, &hits));
	assert_int_equal(hits.n, 1);
	return id;
}

static struct id
contact_work(struct world *w, struct id who)
{
	struct interaction_new call = { .channel = STR("phone"),
		.waiting = true };
	struct id id;

	fine(w, interaction_start(&w->c, &call, &id));
	fine(w, interaction_answer(&w->c, id));
	fine(w, interaction_attach(&w->c, id, who));
	fine(w, interaction_note(&w->c, id, STR("Nota")));
	fine(w,
	    interaction_typify(&w->c, id, STR("consulta-general"), ID_NONE));
	fine(w, interaction_end(&w->c, id));
	fine(w, interaction_close(&w->c, id, STR("resolved")));
	return id;
}

static void
an_ordinary_person_does_a_days_work(void **state)
{
	struct world *w = *state;
	struct db *owner = w->db;
	struct pair plate = { STR("plate"), STR("BBCL12") };
	struct ticket_new t = { .typification = STR("taller-demora"),
		.subject = STR("Demora"),
		.body = STR("Lleva un mes"),
		.fields = &plate,
		.nfields = 1 };
	struct ticket_assign away = { .team = STR("ventas"),
		.owner = id_of(LUIS) };
	struct history_rows trail;
	struct person ana;
	struct id id;

	hire(w, &ana);
	w->db = w->c.db = ana.db;
	act(w, ANA, "ana", SCOPE_TEAM);
	t.customer = customer_work(w);
	t.interaction = contact_work(w, t.customer);
	id = make(w, t);
	fine(w, run_start(w, id));
	fine(w, run_edit(w, id));
	fine(w, run_note(w, id));
	fine(w, run_reply(w, id));
	fine(w, run_park(w, id));
	fine(w, run_resume(w, id));
	fine(w, ticket_assign(&w->c, id, &away, 0));
	fine(w, run_resolve(w, id));
	fine(w, run_close(w, id));
	fine(w, run_reopen(w, id));
	fine(w, run_cancel(w, id));
	fine(w, history_list(&w->c, &w->c.arena, "ticket", id, 0, 0, &trail));
	assert_string_equal(trail.v[0].kind.s, "ticket.cancel");
	assert_string_equal(trail.v[0].who.s, "Ana Soto");
	assert_int_equal(events(w), 26);
	prove_chain(w);
	w->db = w->c.db = owner;
	dismiss(w, &ana);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(
		    each_write_is_one_event_once_and_refused_without_the_right),
		TEST(a_state_takes_its_own_moves_and_no_others),
		TEST(a_refused_move_says_what_is_possible),
		TEST(who_brought_it_there_is_named_with_the_instant),
		TEST(a_whole_life_leaves_stays_without_a_gap),
		TEST(a_reason_is_asked_for_where_one_is_owed),
		TEST(who_saved_first_is_named_and_nothing_is_lost),
		TEST(an_assignment_goes_to_people_and_teams_at_work),
		TEST(an_edit_to_another_leaf_asks_for_its_fields),
		TEST(a_field_can_have_no_value_again),
		TEST(notes_and_replies_are_kept_apart_from_each_other),
		TEST(an_ordinary_person_does_a_days_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
