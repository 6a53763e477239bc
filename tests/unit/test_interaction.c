/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_interaction.c - one conversation: its moves, its spans, its matters.
 */
#include "coretest.h"

#include "core/customer.h"
#include "core/history.h"
#include "core/interaction.h"
#include "core/message.h"
#include "core/state.h"
#include "core/state_word.h"
#include "core/ticket.h"

static struct id
customer(struct world *w, const char *name)
{
	struct customer_new in = { .name = str_of(name) };
	struct id id;

	fine(w, customer_create(&w->c, &in, &id));
	return id;
}

static struct id
start(struct world *w, bool waiting)
{
	struct interaction_new in = { .channel = STR("phone"),
		.caller = STR("+56 9 1111 2222"),
		.queue = STR("ventas"),
		.subject = STR("Pregunta"),
		.waiting = waiting };
	struct id id;

	fine(w, interaction_start(&w->c, &in, &id));
	return id;
}

static struct row_interaction_get
get(struct world *w, struct id id)
{
	struct row_interaction_get row;

	fine(w, interaction_get(&w->c, &w->c.arena, id, &row));
	return row;
}

static void
later(msec span)
{
	dbtest_clock.fixed += span;
}

/* ---- every writing function --------------------------------------------- */

static enum err
run_start(struct world *w, struct id id)
{
	struct interaction_new in = { .channel = STR("chat"), .waiting = true };

	return interaction_start(&w->c, &in, &id);
}

static enum err
run_answer(struct world *w, struct id id)
{
	return interaction_answer(&w->c, id);
}

static enum err
run_hold(struct world *w, struct id id)
{
	return interaction_hold(&w->c, id);
}

static enum err
run_resume(struct world *w, struct id id)
{
	return interaction_resume(&w->c, id);
}

static enum err
run_note(struct world *w, struct id id)
{
	return interaction_note(&w->c, id, STR("Quiere un auto rojo"));
}

static enum err
run_typify(struct world *w, struct id id)
{
	return interaction_typify(&w->c, id, STR("consulta-general"), ID_NONE);
}

static enum err
run_attach(struct world *w, struct id id)
{
	struct arena a = { 0 };
	struct id who =
	    id_of(dbtest_ask(w->db, &a, "SELECT id FROM customer").s);

	arena_done(&a);
	return interaction_attach(&w->c, id, who);
}

static enum err
run_end(struct world *w, struct id id)
{
	return interaction_end(&w->c, id);
}

static enum err
run_close(struct world *w, struct id id)
{
	return interaction_close(&w->c, id, STR("resolved"));
}

static void
each_write_is_one_event_once_and_refused_without_the_right(void **state)
{
	static const struct write_case cases[] = {
		{ "start", MAY_INTERACTION_HANDLE, run_start },
		{ "answer", MAY_INTERACTION_HANDLE, run_answer },
		{ "hold", MAY_INTERACTION_HANDLE, run_hold },
		{ "resume", MAY_INTERACTION_HANDLE, run_resume },
		{ "note", MAY_INTERACTION_HANDLE, run_note },
		{ "typify", MAY_INTERACTION_HANDLE, run_typify },
		{ "attach", MAY_INTERACTION_HANDLE, run_attach },
		{ "end", MAY_INTERACTION_HANDLE, run_end },
		{ "close", MAY_INTERACTION_HANDLE, run_close },
	};
	struct world *w = *state;
	struct id id;

	customer(w, "María");
	prove_write(w, &cases[0], ID_NONE);
	id = id_of(dbtest_ask(w->db, &w->c.arena, "SELECT id FROM interaction")
		       .s);
	for (size_t i = 1; i < countof(cases); i++)
		prove_write(w, &cases[i], id);
	prove_chain(w);
}

/* ---- spans -------------------------------------------------------------- */

static void
every_second_belongs_to_one_state(void **state)
{
	struct world *w = *state;
	struct id id = start(w, true);
	struct row_interaction_get row;
	msec began = dbtest_clock.fixed;

	later(SECONDS(40));
	fine(w, interaction_answer(&w->c, id));
	later(SECONDS(60));
	fine(w, interaction_hold(&w->c, id));
	later(SECONDS(25));
	fine(w, interaction_resume(&w->c, id));
	later(SECONDS(35));
	fine(w, interaction_end(&w->c, id));
	later(SECONDS(90));
	fine(w, interaction_close(&w->c, id, STR("resolved")));
	row = get(w, id);
	assert_string_equal(row.state.s, "closed");
	assert_string_equal(row.outcome.s, "resolved");
	assert_int_equal(row.wait_ms, SECONDS(40));
	assert_int_equal(row.talk_ms, SECONDS(95));
	assert_int_equal(row.hold_ms, SECONDS(25));
	assert_int_equal(row.wrap_ms, SECONDS(90));
	assert_int_equal(row.started_at, began);
	assert_int_equal(row.answered_at, began + SECONDS(40));
	assert_int_equal(row.ended_at, began + SECONDS(160));
	assert_int_equal(row.closed_at, began + SECONDS(250));
	assert_string_equal(row.owner.s, ANA);
	assert_int_equal(row.version, 6);
}

static void
its_stays_follow_one_another_without_a_gap(void **state)
{
	struct world *w = *state;
	struct id id = start(w, true);
	struct rows_stay_list stays;

	later(SECONDS(5));
	fine(w, interaction_answer(&w->c, id));
	later(SECONDS(5));
	fine(w, interaction_end(&w->c, id));
	fine(w, interaction_close(&w->c, id, STR("callback")));
	assert_int_equal(q_stay_list(w->db, &w->c.arena, STR("interaction"), id,
			     &stays),
	    OK);
	assert_int_equal(stays.n, 4);
	for (size_t i = 1; i < stays.n; i++)
		assert_int_equal(stays.v[i].from_at, stays.v[i - 1].to_at);
	assert_string_equal(stays.v[0].state.s, "waiting");
	assert_string_equal(stays.v[0].holder.s, "ventas");
	assert_string_equal(stays.v[1].holder.s, ANA);
	assert_string_equal(stays.v[3].state.s, "closed");
	assert_string_equal(stays.v[3].reason.s, "callback");
	assert_int_equal(stays.v[3].to_at, 0);
}

static void
one_who_hangs_up_waiting_was_abandoned(void **state)
{
	struct world *w = *state;
	struct id id = start(w, true);
	struct row_interaction_get row;

	later(SECONDS(33));
	fine(w, interaction_end(&w->c, id));
	row = get(w, id);
	assert_string_equal(row.state.s, "closed");
	assert_string_equal(row.outcome.s, "abandoned");
	assert_int_equal(row.wait_ms, SECONDS(33));
	assert_int_equal(row.answered_at, 0);
	assert_int_equal(row.ended_at, row.closed_at);
	assert_true(id_none(row.owner));
}

static void
closing_while_talking_ends_it_too(void **state)
{
	struct world *w = *state;
	struct id id = start(w, false);
	struct row_interaction_get row;

	later(SECONDS(61));
	refused(w, interaction_close(&w->c, id, STR(" ")), ERR_INVALID,
	    "outcome");
	fine(w, interaction_close(&w->c, id, STR("resolved")));
	row = get(w, id);
	assert_int_equal(row.talk_ms, SECONDS(61));
	assert_int_equal(row.wrap_ms, 0);
	assert_int_equal(row.ended_at, row.closed_at);
}

/* A clock that a paper form set back gives no negative time. */
static void
a_move_before_the_state_began_takes_no_time(void **state)
{
	struct world *w = *state;
	struct id id = start(w, true);
	struct row_interaction_get row;

	later(MINUTES(10));
	w->c.at = dbtest_clock.fixed - MINUTES(30);
	fine(w, interaction_answer(&w->c, id));
	row = get(w, id);
	assert_int_equal(row.wait_ms, 0);
	assert_int_equal(row.answered_at, row.started_at);
}

/* ---- moves -------------------------------------------------------------- */

/* Which move each state takes, written down apart from the table it tests. */
static void
a_state_takes_its_own_moves_and_no_others(void **state)
{
	static const char *const verbs[] = { "answer", "hold", "resume", "end",
		"close" };
	static const struct {
		const char *state, *takes; /* + yes, - no, by verb */
	} rows[] = {
		{ "waiting", "+--+-" },
		{ "talking", "-+-++" },
		{ "held", "--+++" },
		{ "wrap-up", "----+" },
		{ "closed", "-----" },
	};
	static enum err (*const run[])(struct world *, struct id) = {
		run_answer, run_hold, run_resume, run_end, run_close
	};
	struct world *w = *state;
	char sql[160];

	for (size_t s = 0; s < countof(rows); s++)
		for (size_t v = 0; v < countof(verbs); v++) {
			struct id id = start(w, false);
			int64_t n = events(w);
			enum err rc;

			snprintf(sql, sizeof(sql),
			    "UPDATE interaction SET state ="
			    " CASE WHEN id = '%s' THEN '%s'"
			    " ELSE 'closed' END",
			    id.s, rows[s].state);
			dbtest_do(w->db, sql);
			rc = run[v](w, id);
			if ((rc == OK) != (rows[s].takes[v] == '+'))
				fail_msg("%s from %s: %s", verbs[v],
				    rows[s].state, err_name(rc));
			assert_int_equal(events(w), n + (rc == OK));
			if (rc != OK)
				refused(w, rc, ERR_INVALID,
				    contact_is(str_of(rows[s].state)));
			core_rest(&w->c);
		}
}

/* ---- one voice at a time ------------------------------------------------ */

static void
is(struct world *w, struct id id, const char *state, msec talked)
{
	struct row_interaction_get row = get(w, id);

	assert_string_equal(row.state.s, state);
	assert_int_equal(row.talk_ms, talked);
}

/* Whatever begins to be talked: an answer, a call out, one taken back. */
static void
who_speaks_with_one_holds_the_others(void **state)
{
	struct world *w = *state;
	struct id waits = start(w, true), first = start(w, false), second;
	struct id op = id_make(clock_now(w->c.clock));
	int64_t n = events(w);

	later(SECONDS(10));
	w->c.op = op;
	fine(w, interaction_answer(&w->c, waits));
	assert_int_equal(events(w), n + 2);
	is(w, first, "held", SECONDS(10));
	later(SECONDS(5));
	second = start(w, false);
	is(w, waits, "held", SECONDS(5));
	w->c.op = op; /* the same again holds nobody */
	fine(w, interaction_answer(&w->c, waits));
	is(w, second, "talking", 0);
	later(SECONDS(7));
	fine(w, interaction_resume(&w->c, first));
	is(w, second, "held", SECONDS(7));
	is(w, first, "talking", SECONDS(10));
	assert_int_equal(get(w, first).hold_ms, SECONDS(12));
	prove_chain(w);
}

/* One is engaged from talk to talk; what is shown has its own time. */
static void
the_time_beside_a_state_is_the_time_in_it(void **state)
{
	struct world *w = *state;
	struct id first = start(w, false);
	msec began = clock_now(w->c.clock);
	struct row_state_list row;
	struct arena a = { 0 };

	later(SECONDS(10));
	fine(w, interaction_hold(&w->c, first));
	fine(w, state_get(&w->c, &a, ID_NONE, &row));
	assert_string_equal(row.shown.s, "hold");
	assert_int_equal(row.shown_at, began + SECONDS(10));
	later(SECONDS(20));
	(void)start(w, false);
	fine(w, state_get(&w->c, &a, ID_NONE, &row));
	assert_string_equal(row.shown.s, "engaged");
	assert_int_equal(row.since_at, began);
	assert_int_equal(row.shown_at, began + SECONDS(30));
	arena_done(&a);
}

static void
a_chat_holds_nobody_and_a_refused_answer_neither(void **state)
{
	struct world *w = *state;
	struct interaction_new chat = { .channel = STR("chat") };
	struct id call = start(w, false), id;

	fine(w, interaction_start(&w->c, &chat, &id));
	is(w, call, "talking", 0);
	refused(w, interaction_answer(&w->c, id), ERR_INVALID, "possible now");
	refused(w, interaction_answer(&w->c, call), ERR_INVALID,
	    "possible now");
	fine(w, interaction_hold(&w->c, call));
	fine(w, interaction_resume(&w->c, call));
	is(w, id, "talking", 0);
}

/* What cannot be answered leaves the call that is talked as it was. */
static void
a_refused_call_leaves_the_other_talked(void **state)
{
	struct world *w = *state;
	struct id gone = start(w, true), call;
	int64_t n;

	fine(w, interaction_end(&w->c, gone));
	call = start(w, false);
	n = events(w);
	refused(w, interaction_answer(&w->c, gone), ERR_INVALID, "closed");
	is(w, call, "talking", 0);
	assert_int_equal(events(w), n);
}

static void
a_refused_move_says_what_is_possible(void **state)
{
	struct world *w = *state;
	struct id id = start(w, false);

	refused(w, interaction_resume(&w->c, id), ERR_INVALID,
	    "possible now: hold, end, close");
	fine(w, interaction_close(&w->c, id, STR("resolved")));
	refused(w, interaction_hold(&w->c, id), ERR_INVALID, "closed");
}

static void
what_does_not_fit_is_refused_with_its_reason(void **state)
{
	static const struct {
		struct interaction_new in;
		const char *why;
	} bad[] = {
		{ { .channel = { "", 0 } }, "channel" },
		{ { .channel = { "fax", 3 } }, "fax" },
		{ { .channel = { "phone", 5 }, .direction = { "up", 2 } },
		    "up" },
		{ { .channel = { "email", 5 },
		      .direction = { "out", 3 },
		      .waiting = true },
		    "who comes in" },
		{ { .channel = { "phone", 5 }, .subject = { "a\x07", 2 } },
		    "control character" },
	};
	struct interaction_new far = { .channel = STR("phone"),
		.customer = id_of(NOBODY) };
	struct world *w = *state;
	struct id id;
	int64_t n = events(w);

	for (size_t i = 0; i < countof(bad); i++)
		refused(w, interaction_start(&w->c, &bad[i].in, &id),
		    ERR_INVALID, bad[i].why);
	refused(w, interaction_start(&w->c, &far, &id), ERR_NOT_FOUND,
	    "customer");
	assert_int_equal(events(w), n);
}

/* ---- what it is about --------------------------------------------------- */

static void
a_contact_has_several_matters_and_each_once(void **state)
{
	struct world *w = *state;
	struct id id = start(w, false), ticket;
	struct ticket_new t = { .typification = STR("consulta-general"),
		.subject = STR("Precio"),
		.interaction = id,
		.body = STR("Quiere saber el precio") };
	struct rows_matter_list rows;
	struct row_ticket_get made;
	int64_t number;

	t.customer = customer(w, "María");
	fine(w, ticket_create(&w->c, &t, &ticket, &number));
	fine(w, interaction_typify(&w->c, id, STR("taller-demora"), ID_NONE));
	refused(w, interaction_typify(&w->c, id, STR("taller-demora"), ID_NONE),
	    ERR_INVALID, "already");
	refused(w, interaction_typify(&w->c, id, STR("consulta"), ID_NONE),
	    ERR_INVALID, "leaves");
	refused(w,
	    interaction_typify(&w->c, id, STR("consulta-vieja"), ID_NONE),
	    ERR_INVALID, "retired");
	refused(w, interaction_typify(&w->c, id, STR("nada"), ID_NONE),
	    ERR_INVALID, "nada");
	fine(w, interaction_matters(&w->c, &w->c.arena, id, &rows));
	assert_int_equal(rows.n, 2);
	assert_string_equal(rows.v[0].typification.s, "consulta-general");
	assert_int_equal(rows.v[0].number, number);
	assert_string_equal(rows.v[1].name.s, "Demora en el taller");
	fine(w, ticket_get(&w->c, &w->c.arena, ticket, &made));
	assert_string_equal(made.interaction.s, id.s);
	assert_string_equal(dbtest_ask(w->db, &w->c.arena,
				"SELECT channel FROM message")
				.s,
	    "phone");
}

/* The contact is the team's, and what came of it another's. */
static void
a_contact_names_no_ticket_out_of_sight(void **state)
{
	struct world *w = *state;
	struct id id = start(w, false), ticket;
	struct ticket_new t = { .typification = STR("consulta-general"),
		.subject = STR("Precio"),
		.interaction = id,
		.body = STR("Quiere saber el precio") };
	struct rows_matter_list rows;
	int64_t number;

	t.customer = customer(w, "María");
	fine(w, ticket_create(&w->c, &t, &ticket, &number));
	dbtest_do(w->db,
	    "UPDATE ticket SET team = 'ventas', branch = 'norte';"
	    "UPDATE interaction SET team = 'repuestos'");
	act(w, LUIS, "luis", SCOPE_TEAM);
	fine(w, interaction_matters(&w->c, &w->c.arena, id, &rows));
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].typification.s, "consulta-general");
	assert_int_equal(rows.v[0].number, 0);
	assert_true(id_none(rows.v[0].ticket));
	dbtest_do(w->db, "UPDATE ticket SET team = 'repuestos'");
	fine(w, interaction_matters(&w->c, &w->c.arena, id, &rows));
	assert_int_equal(rows.v[0].number, number);
}

static void
a_contact_is_given_its_customer(void **state)
{
	struct world *w = *state;
	struct id id = start(w, false), maria = customer(w, "María");
	struct rows_message_of_interaction notes;

	fine(w, interaction_attach(&w->c, id, maria));
	assert_string_equal(get(w, id).customer_name.s, "María");
	refused(w, interaction_attach(&w->c, id, maria), ERR_INVALID,
	    "already");
	refused(w, interaction_attach(&w->c, id, id_of(NOBODY)), ERR_NOT_FOUND,
	    "customer");
	refused(w, interaction_attach(&w->c, id, ID_NONE), ERR_NEED_ARG,
	    "which customer");
	fine(w, interaction_note(&w->c, id, STR("Llamó su señora")));
	fine(w, message_of_interaction(&w->c, &w->c.arena, id, &notes));
	assert_int_equal(notes.n, 1);
	assert_string_equal(notes.v[0].body.s, "Llamó su señora");
	assert_string_equal(notes.v[0].direction.s, "internal");
}

/* ---- reading ------------------------------------------------------------ */

static void
a_contact_is_called_by_number_or_id(void **state)
{
	struct world *w = *state;
	static const char *const refs[] = { "I-1001", "i-1001", "1001" };
	struct id id = start(w, false), got;

	assert_int_equal(get(w, id).number, 1001);
	for (size_t i = 0; i < countof(refs); i++) {
		fine(w, interaction_id(&w->c, str_of(refs[i]), &got));
		assert_string_equal(got.s, id.s);
	}
	fine(w, interaction_id(&w->c, id_str(&id), &got));
	assert_string_equal(got.s, id.s);
	refused(w, interaction_id(&w->c, STR("I-999"), &got), ERR_NOT_FOUND,
	    "no such contact");
	refused(w, interaction_id(&w->c, STR("abc"), &got), ERR_INVALID, "abc");
}

static size_t
count(struct world *w, struct interaction_filter f)
{
	struct rows_interaction_rows rows;

	fine(w, interaction_list(&w->c, &w->c.scratch, &f, &rows));
	return rows.n;
}

static void
lists_are_filtered_and_paged_newest_first(void **state)
{
	struct world *w = *state;
	struct rows_interaction_rows page;
	struct interaction_filter f = { .limit = 2 };
	struct id last = ID_NONE, maria = customer(w, "María"), id;
	msec before = INT64_MAX;
	size_t n = 0;

	for (int i = 0; i < 5; i++) {
		id = start(w, i == 4);
		if (i < 2)
			fine(w, interaction_attach(&w->c, id, maria));
		later(i % 2 == 0 ? 0 : SECONDS(1));
	}
	assert_int_equal(count(w, (struct interaction_filter){ 0 }), 5);
	assert_int_equal(count(w,
			     (struct interaction_filter){ .customer = maria }),
	    2);
	assert_int_equal(count(w,
			     (struct interaction_filter){
				 .owner = id_of(ANA) }),
	    4);
	assert_int_equal(count(w,
			     (struct interaction_filter){
				 .customer = maria, .owner = id_of(LUIS) }),
	    0);
	assert_int_equal(count(w,
			     (struct interaction_filter){
				 .states = STR("waiting, held") }),
	    4);
	assert_int_equal(count(w,
			     (struct interaction_filter){
				 .queue = STR("nadie") }),
	    0);
	refused(w,
	    interaction_list(&w->c, &w->c.scratch,
		&(struct interaction_filter){ .states = STR("flying") }, &page),
	    ERR_INVALID, "flying");
	do {
		fine(w, interaction_list(&w->c, &w->c.arena, &f, &page));
		for (size_t i = 0; i < page.n; i++, n++) {
			assert_true(page.v[i].started_at <= before);
			assert_string_not_equal(page.v[i].id.s, last.s);
			before = page.v[i].started_at;
			last = page.v[i].id;
		}
		f.before_at = before;
		f.before = last;
	} while (page.n == 2);
	assert_int_equal(n, 5);
}

/* However many wait: the call that waits longest is among those that are
 * shown, above a letter that is older than any. */
static void
who_waits_longest_is_on_the_first_page(void **state)
{
	struct world *w = *state;
	struct interaction_filter f = { .waiting = true, .limit = 2 };
	struct interaction_new letter = { .channel = STR("email"),
		.caller = STR("a@b.cl"),
		.queue = STR("ventas"),
		.subject = STR("Carta"),
		.waiting = true };
	struct rows_interaction_rows page;
	struct id id[3], old;

	fine(w, interaction_start(&w->c, &letter, &old));
	later(DAYS(3));
	for (int i = 0; i < 3; i++) {
		id[i] = start(w, true);
		later(SECONDS(1));
	}
	(void)start(w, false);
	fine(w, interaction_list(&w->c, &w->c.arena, &f, &page));
	assert_int_equal(page.n, 2);
	assert_string_equal(page.v[0].id.s, id[0].s);
	assert_string_equal(page.v[1].id.s, id[1].s);
	f.limit = 10;
	fine(w, interaction_list(&w->c, &w->c.arena, &f, &page));
	assert_string_equal(page.v[page.n - 1].id.s, old.s);
}

static void
scope_and_veil_hold_for_contacts(void **state)
{
	struct world *w = *state;
	struct id id = start(w, false);
	struct row_interaction_get row;
	struct history_rows trail;

	veil(w);
	assert_string_equal(get(w, id).caller.s, "•••");
	fine(w,
	    history_list(&w->c, &w->c.arena, "interaction", id, 0, 0, &trail));
	for (size_t i = 0; i < trail.n; i++)
		assert_null(strstr(trail.v[i].new.s, "1111"));
	act(w, LUIS, "luis", SCOPE_TEAM);
	refused(w, interaction_get(&w->c, &w->c.scratch, id, &row),
	    ERR_NOT_FOUND, "no such contact");
	refused(w, interaction_hold(&w->c, id), ERR_NOT_FOUND,
	    "no such contact");
	assert_int_equal(count(w, (struct interaction_filter){ 0 }), 0);
	act(w, LUIS, "luis", SCOPE_BRANCH);
	assert_int_equal(count(w, (struct interaction_filter){ 0 }), 1);
}

/* Nobody is offered a contact that they would then be refused. */
static void
what_waits_is_what_one_may_answer(void **state)
{
	static const struct {
		const char *agent;
		int handles;
		size_t shown;
	} people[] = {
		{ ANA, SCOPE_OWN, 1 }, { LUIS, SCOPE_OWN, 0 },
		{ LUIS, SCOPE_TEAM, 0 }, { LUIS, SCOPE_ALL, 1 },
		{ LUIS, SCOPE_NONE, 1 }, /* watches only */
	};
	struct world *w = *state;
	struct id id = start(w, true);

	for (size_t i = 0; i < countof(people); i++) {
		act(w, people[i].agent, "somebody", SCOPE_ALL);
		allow(w, MAY_INTERACTION_HANDLE, people[i].handles);
		assert_int_equal(count(w,
				     (struct interaction_filter){
					 .waiting = true }),
		    people[i].shown);
		if (people[i].shown == 0)
			refused(w, interaction_answer(&w->c, id), ERR_DENIED,
			    "they go on with it");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(
		    each_write_is_one_event_once_and_refused_without_the_right),
		TEST(every_second_belongs_to_one_state),
		TEST(its_stays_follow_one_another_without_a_gap),
		TEST(one_who_hangs_up_waiting_was_abandoned),
		TEST(closing_while_talking_ends_it_too),
		TEST(a_move_before_the_state_began_takes_no_time),
		TEST(a_state_takes_its_own_moves_and_no_others),
		TEST(who_speaks_with_one_holds_the_others),
		TEST(the_time_beside_a_state_is_the_time_in_it),
		TEST(a_chat_holds_nobody_and_a_refused_answer_neither),
		TEST(a_refused_call_leaves_the_other_talked),
		TEST(a_refused_move_says_what_is_possible),
		TEST(what_does_not_fit_is_refused_with_its_reason),
		TEST(a_contact_has_several_matters_and_each_once),
		TEST(a_contact_names_no_ticket_out_of_sight),
		TEST(a_contact_is_given_its_customer),
		TEST(a_contact_is_called_by_number_or_id),
		TEST(lists_are_filtered_and_paged_newest_first),
		TEST(who_waits_longest_is_on_the_first_page),
		TEST(scope_and_veil_hold_for_contacts),
		TEST(what_waits_is_what_one_may_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
