/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_customer.c - making, changing and reading customers, what hangs on
 * them, and their trail.
 */
#include "coretest.h"

#include "core/customer.h"
#include "core/history.h"
#include "core/message.h"

static const struct contact_new reach[] = {
	{ { "phone", 5 }, { "+56 9 1234 5678", 15 }, { "casa", 4 } },
	{ { "email", 5 }, { "Maria.Munoz@Correo.example", 26 }, { "", 0 } },
};

/* Left at zero: what was not given is NULL, as a careless caller has it. */
static struct customer_new
maria(void)
{
	return (struct customer_new){
		.name = STR("  María José Muñoz  "),
		.rut = STR("12.345.678-5"),
		.born = STR("1980-12-31"),
		.branch = STR("norte"),
		.contacts = reach,
		.ncontacts = countof(reach),
	};
}

static struct id
make(struct world *w, struct customer_new in)
{
	struct id id = ID_NONE;

	fine(w, customer_create(&w->c, &in, &id));
	assert_false(id_none(id));
	return id;
}

static int64_t
found(struct world *w, const char *text)
{
	struct customer_hits hits;

	fine(w, customer_find(&w->c, &w->c.scratch, str_of(text), 0, &hits));
	return (int64_t)hits.n;
}

/* ---- every writing function --------------------------------------------- */

static enum err
run_create(struct world *w, struct id subject)
{
	struct customer_new in = maria();
	struct id id;

	(void)subject;
	return customer_create(&w->c, &in, &id);
}

static enum err
run_edit(struct world *w, struct id subject)
{
	struct pair p = { STR("name"), STR("Otra Señora") };

	return customer_edit(&w->c, subject, &p, 1, 0);
}

static enum err
run_contact_add(struct world *w, struct id subject)
{
	struct contact_new in = { STR("address"), STR("Los Aromos 12"),
		STR_NONE };
	struct id id;

	return contact_add(&w->c, subject, &in, &id);
}

static enum err
run_contact_remove(struct world *w, struct id subject)
{
	static struct id phone;
	struct arena a = { 0 };

	if (!id_parse(dbtest_ask(w->db, &a,
			  "SELECT id FROM contact_point"
			  " WHERE kind = 'phone'"),
		&phone))
		assert_false(id_none(phone)); /* the second run: it is gone */
	arena_done(&a);
	return contact_remove(&w->c, subject, phone);
}

static enum err
run_asset_add(struct world *w, struct id subject)
{
	struct asset_new in = { .kind = STR("car"),
		.brand = STR("Suzuki"),
		.model = STR("Swift"),
		.plate = STR("BBCL-12") };
	struct id id;

	return asset_add(&w->c, subject, &in, &id);
}

static enum err
run_note(struct world *w, struct id subject)
{
	return customer_note(&w->c, subject, STR("Prefiere la mañana"));
}

static void
each_write_is_one_event_once_and_refused_without_the_right(void **state)
{
	static const struct write_case cases[] = {
		{ "create", MAY_CUSTOMER_EDIT, run_create },
		{ "edit", MAY_CUSTOMER_EDIT, run_edit },
		{ "contact_add", MAY_CUSTOMER_EDIT, run_contact_add },
		{ "contact_remove", MAY_CUSTOMER_EDIT, run_contact_remove },
		{ "asset_add", MAY_CUSTOMER_EDIT, run_asset_add },
		{ "note", MAY_CUSTOMER_EDIT, run_note },
	};
	struct world *w = *state;
	struct id subject;

	prove_write(w, &cases[0], ID_NONE);
	subject =
	    id_of(dbtest_ask(w->db, &w->c.arena, "SELECT id FROM customer").s);
	for (size_t i = 1; i < countof(cases); i++)
		prove_write(w, &cases[i], subject);
	prove_chain(w);
}

/* ---- making
 * ---------------------------------------------------------------------------
 */

static void
a_customer_is_stored_as_it_was_written(void **state)
{
	struct world *w = *state;
	struct rows_contact_list reached;
	struct row_customer_get row;
	struct id id = make(w, maria());

	fine(w, customer_get(&w->c, &w->c.arena, id, &row));
	assert_string_equal(row.name.s, "María José Muñoz");
	assert_string_equal(row.kind.s, "person");
	assert_string_equal(row.national_id.s, "12345678-5");
	assert_string_equal(row.born.s, "1980-12-31");
	assert_string_equal(row.lang.s, "es");
	assert_string_equal(row.branch.s, "norte");
	assert_string_equal(row.city.s, "Arica");
	assert_int_equal(row.version, 1);
	fine(w, contact_list(&w->c, &w->c.arena, id, &reached));
	assert_int_equal(reached.n, 2);
	assert_string_equal(reached.v[0].value.s, "+56 9 1234 5678");
	assert_string_equal(reached.v[0].label.s, "casa");
	assert_string_equal(dbtest_ask(w->db, &w->c.arena,
				"SELECT norm FROM"
				" contact_point WHERE kind = 'email'")
				.s,
	    "maria.munoz@correo.example");
}

/* The same letters, made of other code points. */
static void
accents_in_two_code_points_become_one(void **state)
{
	struct world *w = *state;
	struct customer_new in = { .name = STR("Mun\u0303oz") };
	struct row_customer_get row;

	fine(w, customer_get(&w->c, &w->c.arena, make(w, in), &row));
	assert_string_equal(row.name.s, "Mu\u00f1oz");
}

static void
what_does_not_fit_is_refused_with_its_reason(void **state)
{
	static const struct {
		struct customer_new in;
		const char *why;
	} bad[] = {
		{ { .name = { "", 0 } }, "empty" },
		{ { .name = { " \t ", 3 } }, "empty" },
		{ { .name = { "a\x1b[31mb", 7 } }, "control character" },
		{ { .name = { "a\nb", 3 } }, "control character" },
		{ { .name = { "x", 1 }, .rut = { "12345678-6", 10 } }, "RUT" },
		{ { .name = { "x", 1 }, .kind = { "dog", 3 } }, "person" },
		{ { .name = { "x", 1 }, .born = { "31-12-1980", 10 } },
		    "birth" },
		{ { .name = { "x", 1 }, .born = { "1981-02-29", 10 } },
		    "birth" },
		{ { .name = { "x", 1 }, .born = { "2099-01-01", 10 } },
		    "birth" },
		{ { .name = { "x", 1 }, .branch = { "luna", 4 } }, "branch" },
		{ { .name = { "x", 1 }, .branch = { "vieja", 5 } }, "branch" },
		{ { .name = { "x", 1 }, .lang = { "spanisch", 8 } }, "" },
	};
	struct world *w = *state;
	struct buf before = { 0 }, after = { 0 };
	struct id id = ID_NONE;

	snapshot(w, &before);
	for (size_t i = 0; i < countof(bad); i++)
		refused(w, customer_create(&w->c, &bad[i].in, &id), ERR_INVALID,
		    bad[i].why);
	assert_true(id_none(id));
	snapshot(w, &after);
	assert_string_equal(before.s, after.s);
	buf_done(&before);
	buf_done(&after);
}

static void
a_name_has_at_most_200_bytes(void **state)
{
	struct world *w = *state;
	char name[202];
	struct customer_new in = { .name = { name, 200 } };
	struct id id;

	memset(name, 'n', sizeof(name));
	name[200] = '\0';
	make(w, in);
	name[200] = 'n';
	name[201] = '\0';
	in.name.len = 201;
	refused(w, customer_create(&w->c, &in, &id), ERR_INVALID, "too long");
}

static void
a_rut_is_given_once(void **state)
{
	struct world *w = *state;
	struct customer_new other = { .name = STR("Juan"),
		.rut = STR("123456785") };
	struct pair p = { STR("rut"), STR("12345678-5") };
	struct id id = ID_NONE;

	make(w, maria());
	refused(w, customer_create(&w->c, &other, &id), ERR_INVALID,
	    "12.345.678-5");
	other.rut = STR_NONE;
	id = make(w, other);
	refused(w, customer_edit(&w->c, id, &p, 1, 0), ERR_INVALID,
	    "12.345.678-5");
}

/* ---- changing
 * ---------------------------------------------------------------------------
 */

static void
a_change_moves_the_keys_with_it(void **state)
{
	struct world *w = *state;
	struct id id = make(w, maria());
	struct pair p[] = {
		{ STR("name"), STR("Ana Gutiérrez") },
		{ STR("rut"), STR("") },
		{ STR("external"), STR("CRM-77") },
	};
	struct row_customer_get row;

	assert_int_equal(found(w, "munoz"), 1);
	fine(w, customer_edit(&w->c, id, p, countof(p), 1));
	assert_int_equal(found(w, "munoz"), 0);
	assert_int_equal(found(w, "gutierrez"), 1);
	assert_int_equal(found(w, "12.345.678-5"), 0);
	assert_int_equal(found(w, "crm-77"), 1);
	assert_int_equal(found(w, "912345678"), 1);
	fine(w, customer_get(&w->c, &w->c.arena, id, &row));
	assert_int_equal(row.version, 2);
	assert_int_equal(row.national_id.len, 0);
}

static void
who_saved_first_is_named(void **state)
{
	struct world *w = *state;
	struct id id = make(w, maria());
	struct pair a = { STR("segment"), STR("oro") };
	struct pair b = { STR("segment"), STR("plata") };
	int64_t n;

	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, customer_edit(&w->c, id, &a, 1, 1));
	act(w, ANA, "ana", SCOPE_ALL);
	n = events(w);
	refused(w, customer_edit(&w->c, id, &b, 1, 1), ERR_CONFLICT,
	    "Luis Peña");
	assert_int_equal(events(w), n);
	fine(w, customer_edit(&w->c, id, &b, 1, 2));
}

static void
a_change_that_changes_nothing_is_refused(void **state)
{
	struct world *w = *state;
	struct id id = make(w, maria());
	struct pair same = { STR("rut"), STR("12.345.678-5") };
	struct pair odd = { STR("shoe"), STR("42") };
	struct pair gone = { STR("name"), STR("") };
	int64_t n = events(w);

	refused(w, customer_edit(&w->c, id, &same, 1, 0), ERR_INVALID,
	    "already");
	refused(w, customer_edit(&w->c, id, &odd, 1, 0), ERR_INVALID, "shoe");
	refused(w, customer_edit(&w->c, id, &gone, 1, 0), ERR_INVALID, "empty");
	assert_int_equal(events(w), n);
}

static void
contact_points_keep_their_order_and_their_keys(void **state)
{
	struct world *w = *state;
	struct id id = make(w, maria()), one, two;
	struct contact_new phone = { STR("phone"), STR("2 2123 4567"),
		STR("") };
	struct contact_new same = { STR("phone"), STR("0056912345678"),
		STR_NONE };
	struct contact_new bad = { STR("email"), STR("maria@"), STR_NONE };
	struct contact_new odd = { STR("pigeon"), STR("x"), STR_NONE };
	struct rows_contact_list reached;

	fine(w, contact_add(&w->c, id, &phone, &one));
	refused(w, contact_add(&w->c, id, &same, &two), ERR_INVALID, "already");
	refused(w, contact_add(&w->c, id, &bad, &two), ERR_INVALID, "e-mail");
	refused(w, contact_add(&w->c, id, &odd, &two), ERR_INVALID, "pigeon");
	fine(w, contact_list(&w->c, &w->c.arena, id, &reached));
	assert_int_equal(reached.n, 3);
	assert_string_equal(reached.v[1].value.s, "2 2123 4567");
	assert_int_equal(reached.v[1].position, 1);
	assert_string_equal(reached.v[1].id.s, one.s);
	assert_int_equal(found(w, "221234567"), 1);
	fine(w, contact_remove(&w->c, id, one));
	assert_int_equal(found(w, "221234567"), 0);
	assert_int_equal(ask_int(w, "SELECT version FROM customer"), 3);
}

static void
e_mails_are_looked_at(void **state)
{
	static const char *const good[] = { "a@b.cl", "x.y+z@sub.dominio.cl",
		"ñandú@correo.example" };
	static const char *const bad[] = { "a", "@b.cl", "a@", "a@b", "a@b.",
		"a@.b", "a b@c.cl", "a@b@c.cl", "a,b@c.cl", "<a@b.cl>" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < countof(good); i++)
		if (contact_norm(&a, STR("email"), str_of(good[i])).len == 0)
			fail_msg("'%s' was refused", good[i]);
	for (size_t i = 0; i < countof(bad); i++)
		if (contact_norm(&a, STR("email"), str_of(bad[i])).len != 0)
			fail_msg("'%s' was taken", bad[i]);
	arena_done(&a);
}

static void
another_customers_contact_point_is_not_removed(void **state)
{
	struct world *w = *state;
	struct customer_new in = { .name = STR("Juan") };
	struct id juan = make(w, in), phone;

	make(w, maria());
	phone = id_of(dbtest_ask(w->db, &w->c.arena,
	    "SELECT id FROM"
	    " contact_point WHERE kind = 'phone'")
			  .s);
	refused(w, contact_remove(&w->c, juan, phone), ERR_NOT_FOUND,
	    "no such contact point");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM contact_point"), 2);
}

static void
assets_are_listed_and_found_by_plate_and_serial(void **state)
{
	struct world *w = *state;
	struct id id = make(w, maria()), car;
	struct asset_new in = { .kind = STR("car"),
		.brand = STR("Suzuki"),
		.model = STR("Swift"),
		.year = 2021,
		.plate = STR("BBCL-12"),
		.serial = STR("JS2ZC11S000123456"),
		.bought_at = DAYS(19000) };
	struct asset_new bad = { .kind = STR("boat"), .brand = STR("X") };
	struct rows_asset_list rows;

	fine(w, asset_add(&w->c, id, &in, &car));
	refused(w, asset_add(&w->c, id, &bad, &car), ERR_INVALID, "boat");
	fine(w, asset_list(&w->c, &w->c.arena, id, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].year, 2021);
	assert_int_equal(rows.v[0].bought_at, DAYS(19000));
	assert_int_equal(found(w, "bbcl12"), 1);
	assert_int_equal(found(w, "BB CL 12"), 1);
	assert_int_equal(found(w, "js2zc11s0001"), 1);
}

/* ---- who sees what ------------------------------------------------------ */

static void
outside_the_scope_there_is_no_such_customer(void **state)
{
	struct world *w = *state;
	struct id id = make(w, maria());
	struct pair p = { STR("segment"), STR("oro") };
	struct rows_contact_list reached;
	struct row_customer_get row;
	int64_t n = events(w);

	act(w, LUIS, "luis", SCOPE_TEAM);
	refused(w, customer_get(&w->c, &w->c.scratch, id, &row), ERR_NOT_FOUND,
	    "no such customer");
	refused(w, customer_edit(&w->c, id, &p, 1, 0), ERR_NOT_FOUND,
	    "no such customer");
	refused(w, customer_note(&w->c, id, STR("hola")), ERR_NOT_FOUND,
	    "no such customer");
	fine(w, contact_list(&w->c, &w->c.scratch, id, &reached));
	assert_int_equal(reached.n, 0);
	assert_int_equal(events(w), n);
	dbtest_do(w->db, "UPDATE customer SET team = 'repuestos'");
	fine(w, customer_get(&w->c, &w->c.scratch, id, &row));
}

static void
the_veil_hides_and_a_change_under_it_keeps_the_truth(void **state)
{
	struct world *w = *state;
	struct id id = make(w, maria());
	struct pair p = { STR("segment"), STR("oro") };
	struct rows_contact_list reached;
	struct row_customer_get row;
	struct history_rows trail;

	veil(w);
	fine(w, customer_get(&w->c, &w->c.arena, id, &row));
	assert_string_equal(row.national_id.s, "•••");
	assert_string_equal(row.born.s, "•••");
	assert_string_equal(row.name.s, "María José Muñoz");
	fine(w, contact_list(&w->c, &w->c.arena, id, &reached));
	assert_string_equal(reached.v[0].value.s, "•••");
	fine(w, customer_edit(&w->c, id, &p, 1, 0));
	assert_string_equal(dbtest_ask(w->db, &w->c.arena,
				"SELECT national_id FROM customer")
				.s,
	    "12345678-5");
	fine(w, history_list(&w->c, &w->c.arena, "customer", id, 0, 0, &trail));
	for (size_t i = 0; i < trail.n; i++)
		if (strstr(trail.v[i].new.s, "12345678") != NULL ||
		    strstr(trail.v[i].new.s, "1234 5678") != NULL ||
		    strstr(trail.v[i].new.s, "@") != NULL)
			fail_msg("the trail shows %s", trail.v[i].new.s);
}

static void
the_trail_tells_who_changed_what(void **state)
{
	struct world *w = *state;
	struct id id = make(w, maria());
	struct pair p = { STR("name"), STR("María Soto") };
	struct history_rows trail;

	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, customer_edit(&w->c, id, &p, 1, 0));
	fine(w, history_list(&w->c, &w->c.arena, "customer", id, 0, 0, &trail));
	assert_string_equal(trail.v[0].kind.s, "customer.edit");
	assert_string_equal(trail.v[0].who.s, "Luis Peña");
	assert_string_equal(trail.v[0].field.s, "name");
	assert_string_equal(trail.v[0].old.s, "María José Muñoz");
	assert_string_equal(trail.v[0].new.s, "María Soto");
	assert_int_equal(trail.v[0].version, 2);
	assert_string_equal(trail.v[trail.n - 1].kind.s, "customer.create");
	fine(w,
	    history_list(&w->c, &w->c.arena, "customer", id, trail.v[0].n, 1,
		&trail));
	assert_string_equal(trail.v[0].kind.s, "customer.create");
	refused(w, history_list(&w->c, &w->c.arena, "moon", id, 0, 0, &trail),
	    ERR_INVALID, "moon");
}

static void
notes_on_a_customer_come_newest_first(void **state)
{
	struct world *w = *state;
	struct id id = make(w, maria());
	struct rows_message_of_customer notes;

	fine(w, customer_note(&w->c, id, STR("Primera\nlínea")));
	dbtest_clock.fixed += MINUTES(5);
	fine(w, customer_note(&w->c, id, STR("Segunda")));
	refused(w, customer_note(&w->c, id, STR("  ")), ERR_INVALID, "empty");
	fine(w, message_of_customer(&w->c, &w->c.arena, id, 0, &notes));
	assert_int_equal(notes.n, 2);
	assert_string_equal(notes.v[0].body.s, "Segunda");
	assert_string_equal(notes.v[1].body.s, "Primera\nlínea");
	assert_string_equal(notes.v[0].author_name.s, "Ana Soto");
	assert_int_equal(notes.v[0].public, 0);
}

static void
the_list_goes_on_where_the_page_ended(void **state)
{
	static const char *const names[] = { "Ñandú", "Nube", "Oso", "Zeta",
		"Ana" };
	static const char *const order[] = { "Ana", "Nube", "Ñandú", "Oso",
		"Zeta" };
	struct world *w = *state;
	struct rows_customer_list page = { NULL, 0 };
	struct str sort = STR_NONE;
	struct id id = ID_NONE;
	size_t n = 0;

	for (size_t i = 0; i < countof(names); i++)
		make(w, (struct customer_new){ .name = str_of(names[i]) });
	do {
		fine(w, customer_list(&w->c, &w->c.arena, sort, id, 2, &page));
		for (size_t i = 0; i < page.n; i++, n++)
			assert_string_equal(page.v[i].name.s, order[n]);
		if (page.n > 0) {
			sort = page.v[page.n - 1].name_sort;
			id = page.v[page.n - 1].id;
		}
	} while (page.n == 2);
	assert_int_equal(n, countof(order));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(
		    each_write_is_one_event_once_and_refused_without_the_right),
		TEST(a_customer_is_stored_as_it_was_written),
		TEST(accents_in_two_code_points_become_one),
		TEST(what_does_not_fit_is_refused_with_its_reason),
		TEST(a_name_has_at_most_200_bytes),
		TEST(a_rut_is_given_once),
		TEST(a_change_moves_the_keys_with_it),
		TEST(who_saved_first_is_named),
		TEST(a_change_that_changes_nothing_is_refused),
		TEST(contact_points_keep_their_order_and_their_keys),
		TEST(e_mails_are_looked_at),
		TEST(another_customers_contact_point_is_not_removed),
		TEST(assets_are_listed_and_found_by_plate_and_serial),
		TEST(outside_the_scope_there_is_no_such_customer),
		TEST(the_veil_hides_and_a_change_under_it_keeps_the_truth),
		TEST(the_trail_tells_who_changed_what),
		TEST(notes_on_a_customer_come_newest_first),
		TEST(the_list_goes_on_where_the_page_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
