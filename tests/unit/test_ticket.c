/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_ticket.c - making tickets and reading them, within what the person may
 * see.
 */
#include "tickettest.h"

/* ---- making ------------------------------------------------------------- */

static void
a_ticket_takes_from_its_leaf_what_was_not_said(void **state)
{
	struct world *w = *state;
	struct row_ticket_get row = get(w, make(w, question(w)));
	struct rows_message_of_ticket said;

	assert_int_equal(row.number, 1001);
	assert_string_equal(row.state.s, "new");
	assert_string_equal(row.team.s, "ventas");
	assert_string_equal(row.team_name.s, "Ventas");
	assert_string_equal(row.branch.s, "norte");
	assert_int_equal(row.priority, 3);
	assert_int_equal(row.cycle, 1);
	assert_int_equal(row.version, 1);
	assert_string_equal(row.customer_name.s, "María Muñoz");
	assert_string_equal(row.typification_name.s, "Información");
	assert_string_equal(row.created_by_name.s, "Ana Soto");
	assert_true(id_none(row.owner));
	fine(w, message_of_ticket(&w->c, &w->c.arena, row.id, &said));
	assert_int_equal(said.n, 1);
	assert_string_equal(said.v[0].body.s,
	    "Pregunta el precio\ndel modelo rojo");
	assert_string_equal(said.v[0].direction.s, "in");
	assert_int_equal(said.v[0].public, 1);
}

static void
what_was_said_wins_over_the_leaf(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct row_ticket_get row;

	in.team = STR("repuestos");
	in.priority = 1;
	in.body = STR_NONE;
	in.external = STR("OLD-7");
	in.requester = customer(w, "Su hermana");
	row = get(w, make(w, in));
	assert_string_equal(row.team.s, "repuestos");
	assert_int_equal(row.priority, 1);
	assert_string_equal(row.external.s, "OLD-7");
	assert_string_equal(row.requester_name.s, "Su hermana");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM message"), 0);
}

static void
what_does_not_fit_is_refused_and_takes_no_number(void **state)
{
	struct world *w = *state;
	struct ticket_new good = question(w), t;
	struct buf before = { 0 }, after = { 0 };
	struct id id = ID_NONE;
	int64_t n = 0;
	char longest[202];

	snapshot(w, &before);
	t = good;
	t.customer = id_of(NOBODY);
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_NOT_FOUND,
	    "customer");
	t = good;
	t.interaction = id_of(NOBODY);
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_NOT_FOUND, "contact");
	t = good;
	t.typification = STR("consulta");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "leaves");
	t.typification = STR("nada");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "nada");
	t = good;
	t.subject = STR(" ");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "subject");
	memset(longest, 's', sizeof(longest));
	longest[201] = '\0';
	t.subject = (struct str){ longest, 201 };
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "too long");
	t.subject = STR("\x1b]0;hola\x07");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID,
	    "control character");
	t = good;
	t.team = STR("antiguo");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "antiguo");
	t = good;
	t.priority = 5;
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "1 to 4");
	assert_true(id_none(id) && n == 0);
	snapshot(w, &after);
	assert_string_equal(before.s, after.s);
	buf_done(&before);
	buf_done(&after);
}

static void
what_a_leaf_requires_must_be_given_and_fit(void **state)
{
	static const struct pair plate = { { "plate", 5 }, { "BBCL12", 6 } };
	struct world *w = *state;
	struct ticket_new t = question(w);
	struct pair p[] = { plate, { STR("amount"), STR("19990") },
		{ STR("colour"), STR("azul") } };
	struct rows_field_value_list rows;
	struct id id;
	int64_t n;

	t.typification = STR("taller-precio");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_NEED_ARG,
	    "plate, amount");
	t.fields = p;
	t.nfields = 1;
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_NEED_ARG,
	    "requires amount");
	t.nfields = 3;
	p[1].value = STR("mucho");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "amount");
	p[1].value = STR("19990");
	p[2].value = STR("verde");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "colour");
	p[2] = plate;
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "twice");
	p[2] = (struct pair){ STR("hobby"), STR("x") };
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "hobby");
	p[2] = (struct pair){ STR("colour"), STR("azul") };
	id = make(w, t);
	fine(w, ticket_fields(&w->c, &w->c.arena, id, &rows));
	assert_int_equal(rows.n, 3);
	assert_string_equal(rows.v[0].field.s, "amount");
	assert_int_equal(rows.v[0].num, 19990);
	assert_string_equal(rows.v[1].text.s, "azul");
	assert_int_equal(rows.v[1].num, 1);
	veil(w);
	fine(w, ticket_fields(&w->c, &w->c.arena, id, &rows));
	assert_string_equal(rows.v[0].text.s, "•••");
	assert_int_equal(rows.v[0].num, 0);
	assert_string_equal(rows.v[2].text.s, "BBCL12");
}

/* ---- reading ------------------------------------------------------------ */

static void
a_ticket_is_called_by_number_or_id(void **state)
{
	static const char *const refs[] = { "T-1001", "t-1001", "1001" };
	static const char *const bad[] = { "", "T-", "T-x", "-5", "0", "T-0",
		"12345678901234567890", "T1001" };
	struct world *w = *state;
	struct id id = make(w, question(w)), got;

	for (size_t i = 0; i < countof(refs); i++) {
		fine(w, ticket_id(&w->c, str_of(refs[i]), &got));
		assert_string_equal(got.s, id.s);
	}
	fine(w, ticket_id(&w->c, id_str(&id), &got));
	for (size_t i = 0; i < countof(bad); i++)
		refused(w, ticket_id(&w->c, str_of(bad[i]), &got), ERR_INVALID,
		    "no ticket");
	refused(w, ticket_id(&w->c, STR("T-999"), &got), ERR_NOT_FOUND,
	    "no such ticket");
	refused(w, ticket_id(&w->c, STR(NOBODY), &got), ERR_NOT_FOUND,
	    "no such ticket");
}

static size_t
count(struct world *w, struct ticket_filter f)
{
	struct rows_ticket_rows rows;

	fine(w, ticket_list(&w->c, &w->c.scratch, &f, &rows));
	return rows.n;
}

static void
lists_are_filtered_by_each_of_their_words(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct id first = make(w, in), id;
	struct id maria = in.customer;

	in.customer = customer(w, "Otro");
	in.team = STR("repuestos");
	id = make(w, in);
	fine(w, ticket_start(&w->c, id, 0));
	id = make(w, in);
	fine(w, run_resolve(w, id));
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 3);
	assert_int_equal(count(w,
			     (struct ticket_filter){ .states = STR("new") }),
	    1);
	assert_int_equal(count(w,
			     (struct ticket_filter){
				 .states = STR("new, open") }),
	    2);
	assert_int_equal(count(w,
			     (struct ticket_filter){ .states = STR("undone") }),
	    2);
	assert_int_equal(count(w,
			     (struct ticket_filter){
				 .team = STR("repuestos") }),
	    2);
	assert_int_equal(count(w,
			     (struct ticket_filter){ .team = STR("repuestos"),
				 .states = STR("open") }),
	    1);
	assert_int_equal(count(w,
			     (struct ticket_filter){ .owner = id_of(ANA) }),
	    2);
	assert_int_equal(count(w,
			     (struct ticket_filter){ .owner = id_of(ANA),
				 .states = STR("undone"),
				 .team = STR("repuestos") }),
	    1);
	assert_int_equal(count(w, (struct ticket_filter){ .customer = maria }),
	    1);
	assert_int_equal(count(w,
			     (struct ticket_filter){
				 .customer = maria, .owner = id_of(ANA) }),
	    0);
	assert_int_equal(count(w,
			     (struct ticket_filter){
				 .typification = STR("consulta-general"),
				 .states = STR("resolved") }),
	    1);
	assert_int_equal(count(w,
			     (struct ticket_filter){
				 .typification = STR("taller-demora") }),
	    0);
	refused(w,
	    ticket_list(&w->c, &w->c.scratch,
		&(struct ticket_filter){ .states = STR("new,flying") },
		&(struct rows_ticket_rows){ NULL, 0 }),
	    ERR_INVALID, "flying");
	assert_string_equal(get(w, first).state.s, "new");
}

/* Also those of one millisecond, and whichever index leads. */
static void
pages_meet_without_a_gap_or_a_repetition(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct ticket_filter ways[] = { { .limit = 3 },
		{ .limit = 3, .team = STR("ventas") },
		{ .limit = 3, .states = STR("new") },
		{ .limit = 3, .customer = in.customer } };
	struct rows_ticket_rows page;
	struct buf seen = { 0 };

	for (int i = 0; i < 10; i++) {
		make(w, in);
		later(i % 4 == 0 ? 1 : 0);
	}
	for (size_t k = 0; k < countof(ways); k++) {
		struct ticket_filter f = ways[k];
		size_t n = 0;

		buf_reset(&seen);
		do {
			fine(w, ticket_list(&w->c, &w->c.arena, &f, &page));
			for (size_t i = 0; i < page.n; i++, n++) {
				const char *id = page.v[i].id.s;

				assert_true(seen.len == 0 ||
				    strstr(seen.s, id) == NULL);
				buf_z(&seen, id);
				f.before_at = page.v[i].created_at;
				f.before = page.v[i].id;
			}
		} while (page.n == 3);
		assert_int_equal(n, 10);
	}
	buf_done(&seen);
}

static void
the_scope_decides_what_is_read_and_changed(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct rows_message_of_ticket said;
	struct row_ticket_get row;
	struct history_rows trail;
	int64_t n = events(w);
	struct id got;

	act(w, LUIS, "luis", SCOPE_TEAM);
	refused(w, ticket_get(&w->c, &w->c.scratch, id, &row), ERR_NOT_FOUND,
	    "no such ticket");
	refused(w, ticket_id(&w->c, STR("T-1001"), &got), ERR_NOT_FOUND,
	    "no such ticket");
	refused(w, run_note(w, id), ERR_NOT_FOUND, "no such ticket");
	refused(w, run_edit(w, id), ERR_NOT_FOUND, "no such ticket");
	refused(w, run_resolve(w, id), ERR_NOT_FOUND, "no such ticket");
	refused(w,
	    history_list(&w->c, &w->c.scratch, "ticket", id, 0, 0, &trail),
	    ERR_NOT_FOUND, "no such ticket");
	fine(w, message_of_ticket(&w->c, &w->c.scratch, id, &said));
	assert_int_equal(said.n, 0);
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 0);
	assert_int_equal(events(w), n);

	act(w, ANA, "ana", SCOPE_OWN); /* she made it */
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 1);
	dbtest_do(w->db, "UPDATE ticket SET created_by = NULL");
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 0);
	act(w, ANA, "ana", SCOPE_TEAM); /* her team has it */
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 1);
	act(w, EVA, "eva", SCOPE_TEAM);
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 0);
	act(w, EVA, "eva", SCOPE_BRANCH); /* her branch has it */
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 1);
	allow(w, MAY_TICKET_EDIT, SCOPE_OWN); /* to be read, not changed */
	refused(w, run_note(w, id), ERR_DENIED, "you may read it");
	row = get(w, id);
	refused(w, ticket_may(&w->c, &row, MAY_TICKET_EDIT), ERR_DENIED,
	    "you may read it");
	refused(w, run_edit(w, id), ERR_DENIED, "you may read it");
}

static void
the_trail_names_people_and_veils_what_is_theirs(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct pair p[] = { { STR("plate"), STR("BBCL12") },
		{ STR("amount"), STR("19990") } };
	struct history_rows trail;
	bool customer_named = false, amount_veiled = false;
	struct id id;

	in.typification = STR("taller-precio");
	in.fields = p;
	in.nfields = 2;
	id = make(w, in);
	fine(w, run_assign(w, id));
	veil(w);
	fine(w, history_list(&w->c, &w->c.arena, "ticket", id, 0, 0, &trail));
	assert_string_equal(trail.v[0].kind.s, "ticket.assign");
	assert_string_equal(trail.v[0].who.s, "Ana Soto");
	assert_string_equal(trail.v[0].field.s, "owner");
	assert_string_equal(trail.v[0].new.s, "Luis Peña");
	for (size_t i = 0; i < trail.n; i++) {
		customer_named |= strcmp(trail.v[i].field.s, "customer") == 0 &&
		    strcmp(trail.v[i].new.s, "María Muñoz") == 0;
		amount_veiled |= strcmp(trail.v[i].field.s, "amount") == 0 &&
		    strcmp(trail.v[i].new.s, "•••") == 0;
		assert_null(strstr(trail.v[i].new.s, "19990"));
	}
	assert_true(customer_named);
	assert_true(amount_veiled);
}

/* What was written down on paper and typed in later. */
static void
what_happened_earlier_is_dated_earlier(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct id id;
	int64_t n;

	w->c.at = dbtest_clock.fixed - HOURS(5);
	id = make(w, in);
	assert_int_equal(get(w, id).created_at, dbtest_clock.fixed - HOURS(5));
	w->c.at = dbtest_clock.fixed + 1;
	refused(w, ticket_create(&w->c, &in, &id, &n), ERR_INVALID, "future");
	allow(w, MAY_BACKDATE, SCOPE_NONE);
	w->c.at = dbtest_clock.fixed - 1;
	refused(w, ticket_create(&w->c, &in, &id, &n), ERR_DENIED,
	    "event.backdate");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_ticket_takes_from_its_leaf_what_was_not_said),
		TEST(what_was_said_wins_over_the_leaf),
		TEST(what_does_not_fit_is_refused_and_takes_no_number),
		TEST(what_a_leaf_requires_must_be_given_and_fit),
		TEST(a_ticket_is_called_by_number_or_id),
		TEST(lists_are_filtered_by_each_of_their_words),
		TEST(pages_meet_without_a_gap_or_a_repetition),
		TEST(the_scope_decides_what_is_read_and_changed),
		TEST(the_trail_names_people_and_veils_what_is_theirs),
		TEST(what_happened_earlier_is_dated_earlier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
