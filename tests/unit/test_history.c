/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_history.c - the trail as a story: what hangs on a customer is in theirs
 * as far as one sees it, each entry tells from where, and what came without
 * events has its past.
 */
#include "promisetest.h"

#include "core/audit.h"
#include "core/interaction.h"
#include "core/undo.h"

static struct history_rows
trail(struct world *w, const char *entity, struct id id)
{
	struct history_rows rows;

	fine(w, history_list(&w->c, &w->c.arena, entity, id, 0, 0, &rows));
	return rows;
}

/* The row of a kind, or NULL. */
static const struct history_row *
of_kind(const struct history_rows *rows, const char *kind)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_is(rows->v[i].kind, kind))
			return &rows->v[i];
	return NULL;
}

static struct id
talk(struct world *w, struct id customer)
{
	struct interaction_new in = { .customer = customer,
		.channel = STR("phone"),
		.direction = STR("in"),
		.caller = STR("+56 9 1234 5678") };
	struct id id;

	fine(w, interaction_start(&w->c, &in, &id));
	return id;
}

static void
a_customers_trail_has_what_hangs_on_them(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct id ticket = make(w, in);
	struct history_rows rows;
	const struct history_row *r;

	fine(w, run_note(w, ticket));
	talk(w, in.customer);
	rows = trail(w, "customer", in.customer);
	assert_non_null(r = of_kind(&rows, "ticket.note"));
	assert_string_equal(r->number.s, "T-1001");
	assert_string_equal(r->text.s, "Llamar mañana");
	assert_non_null(r = of_kind(&rows, "interaction.start"));
	assert_true(r->number.s[0] == 'I' && r->number.s[1] == '-');
	assert_non_null(r = of_kind(&rows, "customer.create"));
	assert_string_equal(r->number.s, "");
	for (size_t i = 1; i < rows.n; i++)
		assert_true(rows.v[i].n <= rows.v[i - 1].n);
}

static void
and_only_what_one_may_see(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct history_rows rows;

	make(w, in);
	talk(w, in.customer);
	allow(w, MAY_TICKET_READ, SCOPE_NONE);
	rows = trail(w, "customer", in.customer);
	assert_null(of_kind(&rows, "ticket.create"));
	assert_non_null(of_kind(&rows, "interaction.start"));
	allow(w, MAY_TICKET_READ, SCOPE_ALL);
	allow(w, MAY_INTERACTION_READ, SCOPE_NONE);
	rows = trail(w, "customer", in.customer);
	assert_non_null(of_kind(&rows, "ticket.create"));
	assert_null(of_kind(&rows, "interaction.start"));
}

static void
an_entry_tells_from_where(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	const struct history_row *r;
	struct history_rows rows;
	struct str branch = w->c.me.branch;

	w->c.via = STR("console");
	w->c.terminal = STR("pts/3");
	w->c.me.branch = STR("norte");
	fine(w, run_note(w, id));
	w->c.me.branch = branch;
	w->c.via = w->c.terminal = STR_NONE;
	rows = trail(w, "ticket", id);
	assert_non_null(r = of_kind(&rows, "ticket.note"));
	assert_string_equal(r->via.s, "console");
	assert_string_equal(r->terminal.s, "pts/3");
	assert_string_equal(r->branch.s, "Norte");
	assert_string_equal(r->text.s, "Llamar mañana");
	assert_non_null(r = of_kind(&rows, "ticket.create"));
	assert_string_equal(r->via.s, "");
	prove_chain(w);
}

/* A ticket whose life began before the log knew it. */
static void
what_came_without_events_has_its_past(void **state)
{
	static const struct {
		const char *state, *holder;
		int from, to;
	} stays[] = { { "new", "ventas", 9, 8 }, { "open", ANA, 8, 7 },
		{ "referred", "repuestos", 7, 5 },
		{ "pending-customer", "customer", 5, 3 },
		{ "resolved", ANA, 3, 1 } };
	static const char *const kinds[] = { "ticket.resolve", "ticket.park",
		"referral.send", "ticket.start", "ticket.create" };
	struct world *w = *state;
	struct id id = make(w, question(w));
	msec now = clock_now(&dbtest_clock);
	struct history_rows rows;
	size_t first = 0;

	for (size_t i = 0; i < countof(stays); i++)
		dbtest_do(w->db,
		    str_printf(&w->c.arena,
			"INSERT INTO stay (id, kind, entity, state, reason,"
			" holder, from_at, to_at) VALUES ('%s', 'ticket',"
			" '%s', '%s', '', '%s', %lld, %lld)",
			id_make(now).s, id.s, stays[i].state, stays[i].holder,
			(long long)(now - HOURS(stays[i].from)),
			(long long)(now - HOURS(stays[i].to)))
			.s);
	rows = trail(w, "ticket", id);
	while (first < rows.n && rows.v[first].n != 0)
		first++;
	assert_int_equal(rows.n - first, countof(kinds));
	for (size_t i = 0; i < countof(kinds); i++)
		assert_string_equal(rows.v[first + i].kind.s, kinds[i]);
	assert_string_equal(rows.v[first].who.s, "Ana Soto");
	assert_string_equal(rows.v[first + 1].new.s, "pending-customer");
	/* Who had it lent it, and to whom. */
	assert_string_equal(rows.v[first + 2].who.s, "Ana Soto");
	assert_string_equal(rows.v[first + 2].field.s, "to_team");
	assert_string_equal(rows.v[first + 2].new.s, "repuestos");
	assert_int_equal(rows.v[first + 4].at, now - HOURS(9));
}

/* Each leg tells its own: to whom it went, who took it and what they said. */
static void
legs_that_came_without_events_are_told(void **state)
{
	static const struct {
		const char *state, *holder;
		int leg, from, to;
	} stays[] = { { "sent", "repuestos", 0, 7, 6 },
		{ "accepted", LUIS, 0, 6, 5 }, { "transferred", LUIS, 0, 5, 0 },
		{ "sent", "ventas", 1, 5, 4 }, { "accepted", ANA, 1, 4, 3 },
		{ "completed", ANA, 1, 3, 0 } };
	static const char *const told[][2] = {
		{ "referral.complete", "Ana Soto" },
		{ "referral.accept", "Ana Soto" },
		{ "referral.transfer", "Luis Peña" },
		{ "referral.accept", "Luis Peña" },
		{ "referral.send", "Ana Soto" },
	};
	struct world *w = *state;
	struct id id = make(w, question(w));
	msec now = clock_now(&dbtest_clock);
	struct id legs[2] = { id_make(now), id_make(now) };
	struct history_rows rows;
	size_t first = 0;

	for (int i = 0; i < 2; i++)
		dbtest_do(w->db,
		    str_printf(&w->c.arena,
			"INSERT INTO referral (id, ticket, leg, cycle,"
			" previous, state, from_team, to_team, owner, reason,"
			" ask, why, answer, policy, sent_by, sent_at,"
			" accepted_at, ended_at, returns, warned, slack_ms,"
			" ping_pong, rank, version) VALUES ('%s', '%s', %d, 1,"
			" %s%s%s, '%s', '%s', '%s', '%s', 'parts', '¿Hay?', '',"
			" '%s', '', '%s', %lld, %lld, %lld, 0, 0, 0, 0, 1, 3)",
			legs[i].s, id.s, i + 1, i == 0 ? "NULL" : "'",
			i == 0 ? "" : legs[0].s, i == 0 ? "" : "'",
			i == 0 ? "transferred" : "completed",
			i == 0 ? "ventas" : "repuestos",
			i == 0 ? "repuestos" : "ventas", i == 0 ? LUIS : ANA,
			i == 0 ? "" : "Sí, hay", i == 0 ? ANA : LUIS,
			(long long)(now - HOURS(7 - 2 * i)),
			(long long)(now - HOURS(6 - 2 * i)),
			(long long)(now - HOURS(5 - 2 * i)))
			.s);
	for (size_t i = 0; i < countof(stays); i++)
		dbtest_do(w->db,
		    str_printf(&w->c.arena,
			"INSERT INTO stay (id, kind, entity, state, reason,"
			" holder, from_at, to_at) VALUES ('%s', 'referral',"
			" '%s', '%s', '', '%s', %lld, %lld)",
			id_make(now).s, legs[stays[i].leg].s, stays[i].state,
			stays[i].holder,
			(long long)(now - HOURS(stays[i].from)),
			(long long)(now - HOURS(stays[i].to)))
			.s);
	dbtest_do(w->db,
	    str_printf(&w->c.arena,
		"INSERT INTO stay (id, kind, entity, state, reason, holder,"
		" from_at, to_at) VALUES ('%s', 'ticket', '%s', 'referred',"
		" '', 'repuestos', %lld, %lld)",
		id_make(now).s, id.s, (long long)(now - HOURS(7)),
		(long long)(now - HOURS(3)))
		.s);
	rows = trail(w, "ticket", id);
	while (first < rows.n && rows.v[first].n != 0)
		first++;
	assert_int_equal(rows.n - first, countof(told));
	for (size_t i = 0; i < countof(told); i++) {
		assert_string_equal(rows.v[first + i].kind.s, told[i][0]);
		assert_string_equal(rows.v[first + i].who.s, told[i][1]);
	}
	assert_string_equal(rows.v[first].text.s, "Sí, hay");
	assert_string_equal(rows.v[first + 2].new.s, "ventas");
	assert_string_equal(rows.v[first + 4].new.s, "repuestos");
}

static void
rows_kept_for_undo_are_nobodys_to_read(void **state)
{
	struct world *w = *state;
	struct id who = customer(w, "María Muñoz");
	struct pair edit = { STR("segment"), STR("oro") };
	struct audit_filter f = { .entity = who };
	struct history_rows rows;
	struct audit_list log;
	struct undo_done done;

	fine(w, customer_edit(&w->c, who, &edit, 1, 0));
	rows = trail(w, "customer", who);
	for (size_t i = 0; i < rows.n; i++)
		assert_true(strncmp(rows.v[i].field.s, "row ", 4) != 0);
	fine(w, audit_list(&w->c, &w->c.arena, &f, &log));
	for (size_t i = 0; i < log.n; i++)
		for (size_t k = 0; k < log.v[i].nvalues; k++)
			if (strncmp(log.v[i].values[k].field.s, "row ", 4) == 0)
				assert_null(strstr(log.v[i].values[k].new.s,
				    "María"));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "customer.edit");
}

static void
raw_events_are_for_supervisors(void **state)
{
	struct world *w = *state;

	allow(w, MAY_AUDIT_READ, SCOPE_NONE);
	allow(w, MAY_STATE_SET, SCOPE_OWN);
	assert_false(history_raw(&w->c));
	allow(w, MAY_STATE_SET, SCOPE_ALL);
	assert_true(history_raw(&w->c));
	allow(w, MAY_STATE_SET, SCOPE_OWN);
	allow(w, MAY_AUDIT_READ, SCOPE_ALL);
	assert_true(history_raw(&w->c));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_customers_trail_has_what_hangs_on_them),
		TEST(and_only_what_one_may_see),
		TEST(an_entry_tells_from_where),
		TEST(what_came_without_events_has_its_past),
		TEST(legs_that_came_without_events_are_told),
		TEST(rows_kept_for_undo_are_nobodys_to_read),
		TEST(raw_events_are_for_supervisors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
