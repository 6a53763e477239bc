/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_whole.c - the whole view of a customer, the veil over it, one value in
 * clear, and who looked.
 */
#include "coretest.h"

#include "core/audit.h"
#include "core/customer_360.h"
#include "core/interaction.h"

/* Of 2026-03-02, noon. */
#define NOW 1772452800000

static struct id
carolina(struct world *w)
{
	static const struct contact_new reach[] = {
		{ { "phone", 5 }, { "+56 9 8765 4321", 15 }, { "", 0 } },
		{ { "email", 5 }, { "caro@correo.example", 19 }, { "", 0 } },
	};
	struct customer_new in = { .name = STR("Carolina Rojas Muñoz"),
		.rut = STR("12.345.678-5"),
		.born = STR("1984-05-03"),
		.branch = STR("norte"),
		.contacts = reach,
		.ncontacts = countof(reach) };
	struct id id;

	dbtest_clock.fixed = NOW;
	fine(w, customer_create(&w->c, &in, &id));
	return id;
}

static struct customer_360
whole_with(struct world *w, struct id id, struct id ticket)
{
	struct customer_360 v;

	fine(w, customer_360(&w->c, &w->c.arena, id, ticket, &v));
	return v;
}

static struct customer_360
whole(struct world *w, struct id id)
{
	return whole_with(w, id, ID_NONE);
}

static struct id
call(struct world *w, struct id customer)
{
	struct interaction_new in = { .customer = customer,
		.channel = STR("phone") };
	struct id id;

	dbtest_clock.fixed += MINUTES(1);
	fine(w, interaction_start(&w->c, &in, &id));
	return id;
}

static struct id
ticket(struct world *w, struct id customer, struct id contact)
{
	struct ticket_new in = { .customer = customer,
		.interaction = contact,
		.typification = STR("consulta-general"),
		.subject = STR("Hora") };
	int64_t number;
	struct id id;

	dbtest_clock.fixed += MINUTES(1);
	fine(w, ticket_create(&w->c, &in, &id, &number));
	return id;
}

/* What was bought: `days` ago, for how much, of which line, where. */
static void
buy(struct world *w, struct id id, int days, int amount, const char *line,
    const char *channel)
{
	static int n;
	struct arena a = { 0 };

	dbtest_do(w->db,
	    str_printf(&a,
		"INSERT INTO purchase (id, customer, branch, at, what, amount,"
		" currency, line, channel) VALUES"
		" ('00000000-0000-7000-9000-%012d', '%s', 'centro', %lld,"
		" 'Algo', %d, 'CLP', '%s', '%s')",
		++n, id.s, (long long)(NOW - DAYS(days)), amount, line, channel)
		.s);
	arena_done(&a);
}

static const struct matrix_cell *
cell(const struct customer_360 *v, const char *line, const char *channel)
{
	for (size_t i = 0; i < v->nmatrix; i++)
		if (str_is(v->matrix[i].line, line) &&
		    str_is(v->matrix[i].channel, channel))
			return &v->matrix[i];
	fail_msg("no cell %s %s", line, channel);
	return NULL;
}

/* ---- what is in it ------------------------------------------------------ */

/* In the words of the list of outcomes, else its code. */
static void
a_contact_ends_in_words(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	struct customer_360 v;

	call(w, id);
	dbtest_do(w->db, "UPDATE interaction SET outcome = 'done-x'");
	v = whole(w, id);
	assert_string_equal(v.contacts.v[0].outcome_name.s, "done-x");
	dbtest_do(w->db,
	    "INSERT INTO label (kind, code, lang, text, fold)"
	    " VALUES ('outcome', 'done-x', 'es', 'Quedó hecho', 'x')");
	v = whole(w, id);
	assert_string_equal(v.contacts.v[0].outcome_name.s, "Quedó hecho");
}

static void
open_tickets_come_first_and_all_are_counted(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w), contact = call(w, id), t[3];
	struct customer_360 v;

	for (int i = 0; i < 3; i++)
		t[i] = ticket(w, id, contact);
	fine(w, ticket_resolve(&w->c, t[2], STR("listo"), 0));
	v = whole(w, id);
	assert_int_equal(v.open, 2);
	assert_int_equal(v.done, 1);
	assert_int_equal(v.tickets.n, 3);
	assert_true(id_eq(v.tickets.v[0].id, t[1]));
	assert_true(id_eq(v.tickets.v[1].id, t[0]));
	assert_true(id_eq(v.tickets.v[2].id, t[2]));
	assert_int_equal(v.ncontacts, 1);
	assert_string_equal(v.contacts.v[0].about.s, "Información");
	assert_int_equal(v.contact_at, v.contacts.v[0].started_at);
	assert_int_equal(cell(&v, "", "phone")->tickets, 3);
	assert_int_equal(cell(&v, "", "phone")->open, 2);
	for (int i = 0; i < 48; i++)
		(void)ticket(w, id, contact);
	v = whole(w, id);
	assert_false(id_eq(v.tickets.v[49].id, t[2]));
	v = whole_with(w, id, t[2]); /* the one that was looked for */
	assert_int_equal(v.tickets.n, 50);
	assert_true(id_eq(v.tickets.v[49].id, t[2]));
}

/* Of the customer's own things only. */
static void
a_ticket_names_the_thing_it_is_about(void **state)
{
	struct asset_new car = { .kind = STR("car"), .brand = STR("Austral") };
	struct ticket_new in = { .typification = STR("consulta-general"),
		.subject = STR("Hora") };
	struct world *w = *state;
	struct customer_360 v;
	int64_t number;
	struct id id;

	in.customer = carolina(w);
	in.interaction = call(w, in.customer);
	fine(w, asset_add(&w->c, in.customer, &car, &in.asset));
	fine(w, ticket_create(&w->c, &in, &id, &number));
	v = whole(w, in.customer);
	assert_int_equal(cell(&v, "car", "phone")->tickets, 1);
	in.asset = id_of(NOBODY);
	refused(w, ticket_create(&w->c, &in, &id, &number), ERR_NOT_FOUND,
	    "owns no such thing");
}

static void
worth_is_of_three_years_and_the_cycle_of_four(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	struct customer_360 v;

	buy(w, id, 1, 1000, "car", "branch"); /* 2026-03-01 */
	buy(w, id, 31, 200, "part", "web");   /* 2026-01-30 */
	buy(w, id, 31, 30, "part", "web");
	buy(w, id, 3 * 365 + 1, 4, "car", "branch"); /* 2023-03-01 */
	buy(w, id, 6 * 365, 5000, "car", "branch");
	v = whole(w, id);
	assert_int_equal(v.worth, 1230);
	assert_string_equal(v.currency.s, "CLP");
	assert_int_equal(v.purchases.n, 5);
	assert_true(v.since_at < v.who.created_at);
	assert_int_equal(cell(&v, "car", "branch")->value, 6004);
	assert_int_equal(cell(&v, "part", "web")->value, 230);
	assert_int_equal(v.ncycle, 4);
	assert_int_equal(v.cycle[0].year, 2023);
	assert_int_equal(v.cycle[0].amount[2], 4);
	assert_int_equal(v.cycle[3].amount[0], 230);
	assert_int_equal(v.cycle[3].amount[2], 1000);
	/* Four days of purchase: three spaces between. */
	assert_int_equal(v.every_ms, DAYS(6 * 365 - 1) / 3);
}

static void
a_view_of_somebody_new_is_empty_and_whole(void **state)
{
	struct world *w = *state;
	struct customer_360 v = whole(w, carolina(w));

	assert_int_equal(v.points.n, 2);
	assert_int_equal(v.open + v.done + v.ncontacts, 0);
	assert_int_equal(v.nmatrix, 0);
	assert_int_equal(v.every_ms, 0);
	assert_int_equal(v.household.n, 0);
	assert_string_equal(v.household.reason.s, "");
	assert_int_equal(v.verify.need, 2);
	assert_true(id_none(v.verify.interaction));
	refused(w, customer_360(&w->c, &w->c.arena, id_of(NOBODY), ID_NONE, &v),
	    ERR_NOT_FOUND, "customer");
}

/* All that needs the customer's id alone goes together; their tickets, which
 * are chosen among all, come after. */
static void
a_view_is_read_in_two_round_trips(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	int64_t before;

	whole(w, id); /* once, or statements would be prepared */
	before = db_count(w->c.db).trips;
	whole(w, id);
	assert_int_equal(db_count(w->c.db).trips - before,
	    db_engine(w->c.db) == ENGINE_SQLITE ? 0 : 1);
	ticket(w, id, ID_NONE);
	whole(w, id);
	before = db_count(w->c.db).trips;
	whole(w, id);
	assert_int_equal(db_count(w->c.db).trips - before,
	    db_engine(w->c.db) == ENGINE_SQLITE ? 0 : 2);
}

/* The person's own open contact, not another's. */
static void
verification_is_of_the_own_contact(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w), contact = call(w, id);
	struct customer_360 v;

	fine(w,
	    verify_answer(&w->c, contact, STR("rut"), STR("right"), STR_NONE));
	v = whole(w, id);
	assert_true(id_eq(v.verify.interaction, contact));
	assert_int_equal(v.verify.right, 1);
	act(w, LUIS, "luis", SCOPE_ALL);
	assert_true(id_none(whole(w, id).verify.interaction));
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, interaction_close(&w->c, contact, STR("resolved")));
	assert_true(id_none(whole(w, id).verify.interaction));
}

/* Parts whose right is missing are empty, not the whole. */
static void
what_one_may_not_see_is_left_out(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	struct customer_360 v;

	ticket(w, id, call(w, id));
	allow(w, MAY_TICKET_READ, SCOPE_NONE);
	allow(w, MAY_INTERACTION_READ, SCOPE_NONE);
	v = whole(w, id);
	assert_int_equal(v.tickets.n, 0);
	assert_int_equal(v.open, 0);
	assert_int_equal(v.contacts.n, 0);
	act(w, LUIS, "luis", SCOPE_OWN);
	refused(w, customer_360(&w->c, &w->c.arena, id, ID_NONE, &v),
	    ERR_NOT_FOUND, "customer");
}

/* ---- the veil ----------------------------------------------------------- */

static void
a_veiled_view_holds_no_personal_value(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	struct customer_360 v;

	veil(w);
	v = whole(w, id);
	assert_string_equal(v.who.national_id.s, AUDIT_VEIL.s);
	assert_string_equal(v.who.born.s, AUDIT_VEIL.s);
	assert_int_equal(v.points.n, 2);
	for (size_t i = 0; i < v.points.n; i++)
		assert_string_equal(v.points.v[i].value.s, AUDIT_VEIL.s);
}

static enum err
unveil(struct world *w, struct id id, const char *field, const char *reason,
    struct str *value)
{
	return customer_unveil(&w->c, &w->c.arena, id, str_of(field),
	    str_of(reason), value);
}

static enum err
run_unveil(struct world *w, struct id id)
{
	struct str value;

	return unveil(w, id, "rut", "lo pide", &value);
}

static const struct write_case unveiling = { "customer.unveil", MAY_UNVEIL,
	run_unveil };

/* With a reason, once, and never in the log. */
static void
one_value_is_shown_with_a_reason(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w), op = id_make(NOW);
	struct str value;

	prove_write(w, &unveiling, id);
	veil(w);
	refused(w, unveil(w, id, "rut", "", &value), ERR_INVALID, "why");
	refused(w, unveil(w, id, "rut", "ab", &value), ERR_INVALID, "why");
	refused(w, unveil(w, id, "shoe", "lo pide", &value), ERR_NOT_FOUND,
	    "shoe");
	w->c.op = op;
	fine(w, unveil(w, id, "born", "lo pide", &value));
	assert_string_equal(value.s, "1984-05-03");
	w->c.op = op;
	fine(w, unveil(w, id, "born", "lo pide", &value));
	assert_string_equal(value.s, "");
	fine(w,
	    unveil(w, id, whole(w, id).points.v[0].id.s, "lo pide", &value));
	assert_string_equal(value.s, "+56 9 8765 4321");
	assert_int_equal(0,
	    ask_int(w,
		"SELECT count(*) FROM event_log e JOIN event_value v"
		" ON v.n = e.n WHERE e.kind = 'customer.unveil'"
		" AND (v.new LIKE '%1984%' OR v.new LIKE '%4321%')"));
	assert_int_equal(3,
	    ask_int(w,
		"SELECT count(*) FROM event_log"
		" WHERE kind = 'customer.unveil'"));
}

static void
a_verified_caller_is_reason_enough(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w), contact = call(w, id);
	struct str value;

	fine(w,
	    verify_answer(&w->c, contact, STR("rut"), STR_NONE, STR("5678")));
	refused(w, unveil(w, id, "born", "", &value), ERR_INVALID, "verify");
	fine(w,
	    verify_answer(&w->c, contact, STR("phone"), STR_NONE, STR("4321")));
	fine(w, unveil(w, id, "born", "", &value));
	assert_string_equal(value.s, "1984-05-03");
	act(w, LUIS, "luis", SCOPE_ALL); /* not verified to him */
	refused(w, unveil(w, id, "born", "", &value), ERR_INVALID, "verify");
}

static void
a_secret_is_shown_to_nobody(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	struct arena a = { 0 };
	struct str value;

	dbtest_do(w->db,
	    str_printf(&a,
		"INSERT INTO field_def (id, entity, type, class, choices)"
		" VALUES ('pin', 'customer', 'text', 3, ''),"
		" ('licence', 'customer', 'text', 2, '');"
		"INSERT INTO field_value (entity, id, field, text) VALUES"
		" ('customer', '%s', 'pin', '9999'),"
		" ('customer', '%s', 'licence', 'A2')",
		id.s, id.s)
		.s);
	arena_done(&a);
	refused(w, unveil(w, id, "pin", "lo pide", &value), ERR_DENIED,
	    "secret");
	fine(w, unveil(w, id, "licence", "lo pide", &value));
	assert_string_equal(value.s, "A2");
}

/* ---- who looked --------------------------------------------------------- */

static int64_t
look(struct world *w, struct id id)
{
	struct customer_360 v = whole(w, id);

	customer_looks(&w->c);
	v = whole(w, id);
	w->c.nlooked = 0;
	return (int64_t)v.looks.n;
}

static void
who_looked_is_kept_for_thirty_days_without_events(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	int64_t n = events(w);

	assert_int_equal(look(w, id), 1);
	assert_int_equal(look(w, id), 1);
	assert_int_equal(1, ask_int(w, "SELECT times FROM customer_look"));
	dbtest_clock.fixed += MINUTES(10);
	assert_int_equal(look(w, id), 1);
	assert_int_equal(2, ask_int(w, "SELECT times FROM customer_look"));
	act(w, LUIS, "luis", SCOPE_ALL);
	assert_int_equal(look(w, id), 2);
	assert_int_equal(events(w), n);
	dbtest_clock.fixed += DAYS(31);
	assert_int_equal(look(w, id), 1);
	assert_int_equal(1, ask_int(w, "SELECT count(*) FROM customer_look"));
}

/* Looks are told by nobody but the person, and lost without harm. */
static void
a_look_that_cannot_be_written_stops_nobody(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);

	dbtest_do(w->db, "ALTER TABLE customer_look RENAME TO away");
	w->c.nlooked = 0;
	customer_look(&w->c, id);
	customer_looks(&w->c);
	assert_int_equal(w->c.nlooked, 0);
	assert_int_equal(w->c.fault.code, OK);
	dbtest_do(w->db, "ALTER TABLE away RENAME TO customer_look");
	assert_int_equal(look(w, id), 1);
}

/* ---- ways to reach them ------------------------------------------------- */

static void
one_way_is_preferred_and_some_are_confirmed(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	struct rows_contact_list p = whole(w, id).points;

	fine(w, contact_prefer(&w->c, id, p.v[0].id, STR("tarde")));
	fine(w, contact_prefer(&w->c, id, p.v[1].id, STR_NONE));
	fine(w, contact_verify(&w->c, id, p.v[1].id));
	refused(w, contact_verify(&w->c, id, p.v[1].id), ERR_INVALID,
	    "already");
	refused(w, contact_prefer(&w->c, id, id_of(NOBODY), STR_NONE),
	    ERR_NOT_FOUND, "contact point");
	p = whole(w, id).points;
	assert_int_equal(p.v[0].preferred, 0);
	assert_string_equal(p.v[0].hours.s, "");
	assert_int_equal(p.v[1].preferred, 1);
	assert_true(p.v[1].verified_at > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(open_tickets_come_first_and_all_are_counted),
		TEST(a_contact_ends_in_words),
		TEST(a_ticket_names_the_thing_it_is_about),
		TEST(worth_is_of_three_years_and_the_cycle_of_four),
		TEST(a_view_of_somebody_new_is_empty_and_whole),
		TEST(a_view_is_read_in_two_round_trips),
		TEST(verification_is_of_the_own_contact),
		TEST(what_one_may_not_see_is_left_out),
		TEST(a_veiled_view_holds_no_personal_value),
		TEST(one_value_is_shown_with_a_reason),
		TEST(a_verified_caller_is_reason_enough),
		TEST(a_secret_is_shown_to_nobody),
		TEST(who_looked_is_kept_for_thirty_days_without_events),
		TEST(a_look_that_cannot_be_written_stops_nobody),
		TEST(one_way_is_preferred_and_some_are_confirmed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
