/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_load.c - files into the centre: what rows become.
 */
#include "loadtest.h"

#include "core/customer.h"
#include "core/load_rows.h"

/* ---- what rows become --------------------------------------------------- */

#define KEYS(external)                                                         \
	"SELECT string_agg(x, ' ') FROM (SELECT k.kind || '=' || "             \
	"k.key_fold AS x FROM search_key k JOIN customer c ON c.id = "         \
	"k.customer WHERE c.external = '" external "' ORDER BY 1) AS y"
#define KEYS_LITE(external)                                                    \
	"SELECT group_concat(x, ' ') FROM (SELECT k.kind || '=' || "           \
	"k.key_fold AS x FROM search_key k JOIN customer c ON c.id = "         \
	"k.customer WHERE c.external = '" external "' ORDER BY 1) AS y"

#define POINTS(external)                                                       \
	"SELECT min(p.kind || p.value || p.norm || p.position) || "            \
	"max(p.kind || p.value || p.norm || p.position) FROM "                 \
	"contact_point p JOIN customer c ON c.id = p.customer "                \
	"WHERE c.external = '" external "'"

#define SELF(external)                                                         \
	"SELECT c.kind || c.name || c.name_fold || c.name_sort || "            \
	"c.national_id || c.born || c.lang || c.segment || c.branch "          \
	"|| c.version FROM customer c WHERE c.external = '" external "'"

/* The same person by the command and by a file: the same rows, but ids. */
static void
a_loaded_customer_is_like_one_made_by_hand(void **state)
{
	static const struct contact_new reach[] = {
		{ { "phone", 5 }, { "+56 9 1234 5678", 15 }, { "", 0 } },
		{ { "email", 5 }, { "Ana@Correo.example", 18 }, { "", 0 } },
	};
	struct customer_new in = { .name = STR("Ana María Peña"),
		.rut = STR("12.345.678-5"),
		.born = STR("1980-12-31"),
		.branch = STR("norte"),
		.external = STR("A-1"),
		.contacts = reach,
		.ncontacts = countof(reach) };
	struct world *w = *state;
	struct str hand[3], file[3];
	struct run t;
	struct id id;
	const char *sql[] = { SELF("A-1"), POINTS("A-1"),
		dbtest_postgres() ? KEYS("A-1") : KEYS_LITE("A-1") };
	struct arena a = { 0 };

	fine(w, customer_create(&w->c, &in, &id));
	for (size_t i = 0; i < 3; i++)
		hand[i] = dbtest_ask(w->db, &a, sql[i]);
	dbtest_do(w->db,
	    "DELETE FROM search_key; DELETE FROM contact_point;"
	    "DELETE FROM customer");
	load(w, &t, "customer", people,
	    HEAD "A-1,Ana María Peña,,"
		 "12345678-5,1980-12-31,+56 9 1234 5678,Ana@Correo.example,"
		 "norte\n");
	counts(&t, 1, 0, 0, 0);
	for (size_t i = 0; i < 3; i++) {
		file[i] = dbtest_ask(w->db, &a, sql[i]);
		assert_string_equal(file[i].s, hand[i].s);
		assert_true(file[i].len > 20);
	}
	done(&t);
	arena_done(&a);
}

static void
a_loaded_customer_is_found(void **state)
{
	struct world *w = *state;
	struct customer_hits hits;
	struct run t;

	load(w, &t, "customer", people,
	    HEAD "7,\"Muñoz,  José\n Luis\",company,,,912345678,,centro\n");
	fine(w, customer_find(&w->c, &t.a, STR("mun jose"), 0, &hits));
	assert_int_equal(hits.n, 1);
	assert_string_equal(hits.v[0].name.s, "Muñoz, José Luis");
	fine(w, customer_find(&w->c, &t.a, STR("12345678"), 0, &hits));
	assert_int_equal(hits.n, 1);
	answer_is(w, "SELECT line FROM customer WHERE external = '7'", "2");
	answer_is(w,
	    "SELECT count(*) FROM customer c JOIN load_batch b "
	    "ON b.id = c.batch WHERE b.rows_made = 1",
	    "1");
	done(&t);
}

static void
what_a_spreadsheet_would_run_stays_text(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer", people,
	    HEAD "1,=1+1,,,,,,\n2,\"@SUM(1+9)*cmd|' /C calc'!A0\",,,,,,\n"
		 "3,-2+3,,,,,,\n4,+1-1,,,,,,\n");
	counts(&t, 4, 0, 0, 0);
	answer_is(w, "SELECT name FROM customer WHERE external = '1'", "=1+1");
	answer_is(w, "SELECT name FROM customer WHERE external = '2'",
	    "@SUM(1+9)*cmd|' /C calc'!A0");
	done(&t);
}

static void
the_bytes_of_older_systems_are_read(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer",
	    "[file]\nheader = no\n[fields]\n"
	    "external = {#1}\nname = {#2}\n",
	    "1;Jos\xe9 Mu\xf1oz\n2;Ana \x80\n");
	counts(&t, 2, 0, 0, 0);
	assert_string_equal(t.r.encoding.s, "windows-1252");
	assert_string_equal(t.r.separator.s, ";");
	answer_is(w, "SELECT name FROM customer WHERE external = '1'",
	    "José Muñoz");
	answer_is(w, "SELECT name FROM customer WHERE external = '2'", "Ana €");
	done(&t);
}

static const char calls[] = "[fields]\n"
			    "external = {id}\n"
			    "started = {at}\n"
			    "customer = {customer}\n"
			    "phone = {phone}\n"
			    "ticket = {ticket}\n"
			    "typification = {about}\n"
			    "wait = {wait}\n"
			    "talk = {talk}\n"
			    "wrap = {wrap}\n"
			    "outcome = {outcome}\n"
			    "owner = {who}\n"
			    "note = {note}\n";

#define CALLS                                                                  \
	"id,at,customer,phone,ticket,about,wait,talk,wrap,outcome,who,"        \
	"note\n"

static const char complaints[] = "[fields]\n"
				 "external = {id}\n"
				 "typification = {about}\n"
				 "subject = {subject}\n"
				 "created = {at}\n"
				 "customer = {customer}\n"
				 "phone = {phone}\n"
				 "state = {state}\n"
				 "resolved = {resolved}\n"
				 "closed = {closed}\n"
				 "body = {body}\n"
				 "field.plate = {plate}\n"
				 "field.amount = {amount}\n";

#define TICKETS                                                                \
	"id,about,subject,at,customer,phone,state,resolved,closed,"            \
	"body,plate,amount\n"

static void
three_people(struct world *w)
{
	struct run t;

	load(w, &t, "customer", people,
	    HEAD "A,Ana,,,,+56 9 1111 1111,,\n"
		 "B,Beto,,,,+56 9 2222 2222,,\n"
		 "C,Carla,,,,922222222,,\n");
	counts(&t, 3, 0, 0, 0);
	done(&t);
}

#define WHOSE(external)                                                        \
	"SELECT COALESCE(c.external, '-') || ' ' || i.caller FROM "            \
	"interaction i LEFT JOIN customer c ON c.id = i.customer "             \
	"WHERE i.external = '" external "'"

static void
a_contact_belongs_to_the_key_or_else_to_the_phone(void **state)
{
	struct world *w = *state;
	struct run t;

	three_people(w);
	load(w, &t, "interaction", calls,
	    CALLS "1,2026-01-05 10:00,A,99 999 999,,,,,,,,\n"
		  "2,2026-01-05 10:00,,911111111,,,,,,,,\n"
		  "3,2026-01-05 10:00,,9 3333 3333,,,,,,,,\n"
		  "4,2026-01-05 10:00,,922222222,,,,,,,,\n"
		  "5,2026-01-05 10:00,Z,,,,,,,,,\n"
		  "6,2026-01-05 10:00,Z,911111111,,,,,,,,\n");
	counts(&t, 5, 0, 0, 1);
	answer_is(w, WHOSE("1"), "A 99999999");
	answer_is(w, WHOSE("2"), "A 56911111111");
	answer_is(w, WHOSE("3"), "- 56933333333");
	answer_is(w, WHOSE("4"), "- 56922222222"); /* two have it */
	answer_is(w, WHOSE("6"), "A 56911111111");
	told(&t, 0, 6, "customer", "no customer with the key 'Z'");
	done(&t);
}

static void
a_contact_has_the_spans_and_states_it_went_through(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "interaction", calls,
	    CALLS
	    "1,2026-01-05 23:59:30,,,,consulta-general,60,0:02:00,15,sold,"
	    "luis,\"Two\r\nlines\"\n"
	    "2,2026-01-05 10:00,,,,,40,,,gone,,\n");
	counts(&t, 2, 0, 0, 0);
	answer_is(w,
	    "SELECT (answered_at - started_at) || ' ' || (ended_at - "
	    "started_at) || ' ' || (closed_at - started_at) || state FROM "
	    "interaction WHERE external = '1'",
	    "60000 180000 195000closed");
	answer_is(w,
	    "SELECT COALESCE(CAST(answered_at AS TEXT), 'no') || "
	    "(ended_at - started_at) FROM interaction WHERE external = '2'",
	    "no40000");
	answer_is(w,
	    "SELECT count(*) FROM stay s JOIN interaction i ON i.id ="
	    " s.entity WHERE i.external = '1' AND s.kind = 'interaction'",
	    "4");
	answer_is(w,
	    "SELECT sum(COALESCE(s.to_at, i.closed_at) - s.from_at) "
	    "FROM stay s JOIN interaction i ON i.id = s.entity "
	    "WHERE i.external = '1'",
	    "195000");
	answer_is(w,
	    "SELECT s.state || ' ' || s.reason FROM stay s JOIN "
	    "interaction i ON i.id = s.entity WHERE i.external = '1' AND "
	    "s.to_at IS NULL",
	    "closed sold");
	answer_is(w, "SELECT body FROM message", "Two\nlines");
	answer_is(w, "SELECT typification FROM matter", "consulta-general");
	answer_is(w,
	    "SELECT a.login FROM interaction i JOIN agent a "
	    "ON a.id = i.owner",
	    "luis");
	done(&t);
}

static void
numbers_are_leased_and_go_on(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "interaction", calls,
	    CALLS "1,2026-01-05,,,,,,,,,,\n2,2026-01-05,,,,,,,,,,\n");
	answer_is(w,
	    "SELECT min(number) || ' ' || max(number) || ' ' || "
	    "(SELECT next FROM counter WHERE name = 'interaction') "
	    "FROM interaction",
	    "1001 1002 1003");
	done(&t);
}

static void
a_ticket_takes_what_its_leaf_says(void **state)
{
	struct world *w = *state;
	struct run t;

	three_people(w);
	load(w, &t, "ticket", complaints,
	    TICKETS
	    "1,taller-precio,Too dear,2026-01-05 10:00,A,,,,,It is,AB1234,"
	    "9900\n"
	    "2,consulta-general,Hours,2026-01-05 10:00,,911111111,,,,,,\n"
	    "3,taller-demora,Late,2026-01-05,B,,,,,,,\n");
	counts(&t, 2, 0, 0, 1);
	told(&t, 0, 4, "typification", "demands the field 'plate'");
	answer_is(w,
	    "SELECT priority || team || state || number FROM ticket "
	    "WHERE external = '1'",
	    "2repuestosnew1001");
	answer_is(w,
	    "SELECT num FROM field_value v JOIN ticket t "
	    "ON t.id = v.id WHERE v.field = 'amount'",
	    "9900");
	answer_is(w,
	    "SELECT c.external FROM ticket t JOIN customer c "
	    "ON c.id = t.customer WHERE t.external = '2'",
	    "A");
	answer_is(w,
	    "SELECT direction || public || channel || body FROM "
	    "message",
	    "in1webIt is");
	answer_is(w,
	    "SELECT t.external || ' ' || k.folio || ' ' ||"
	    " (SELECT next FROM counter WHERE name = 'folio')"
	    " FROM complaint k JOIN ticket t ON t.id = k.ticket",
	    "1 1 2");
	done(&t);
}

#define LIFE(external)                                                         \
	"SELECT t.state || ' ' || (SELECT count(*) FROM stay s WHERE "         \
	"s.entity = t.id AND s.to_at IS NOT NULL) || ' ' || (SELECT s.state"   \
	" || ((s.from_at - t.created_at) / 3600000) FROM stay s WHERE "        \
	"s.entity = t.id AND s.to_at IS NULL) FROM ticket t "                  \
	"WHERE t.external = '" external "'"

static void
a_ticket_is_in_the_state_its_days_tell(void **state)
{
	struct world *w = *state;
	struct run t;

	three_people(w);
#define ROW ",consulta-general,S,2026-01-05,A,,"
	load(w, &t, "ticket", complaints,
	    TICKETS "1" ROW ",,,,,\n"
		    "2" ROW ",2026-01-06,,,,\n"
		    "3" ROW ",2026-01-06,2026-01-07,,,\n"
		    "4" ROW "closed,,,,,\n"
		    "5" ROW "open,,,,,\n"
		    "6" ROW "pending-customer,,,,,\n"
		    "7" ROW "closed,,2026-01-04,,,\n"
		    "8" ROW "open,2026-01-06,,,,\n"
		    "9" ROW ",2026-01-07,2026-01-06,,,\n"
		    "10" ROW "merged,,,,,\n");
	counts(&t, 6, 0, 0, 4);
	answer_is(w, LIFE("1"), "new 0 new0");
	answer_is(w, LIFE("2"), "resolved 1 resolved24");
	answer_is(w, LIFE("3"), "closed 2 closed48");
	answer_is(w, LIFE("4"), "closed 0 closed0");
	answer_is(w, LIFE("5"), "open 0 open0");
	answer_is(w, LIFE("6"), "pending-customer 0 pending-customer0");
	told(&t, 0, 8, "closed", "closed before it was opened");
	told(&t, 1, 9, "state", "has an end");
	told(&t, 2, 10, "closed", "closed before it was resolved");
	told(&t, 3, 11, "state", "is 'merged', not one of");
	done(&t);
}

static void
a_contact_is_about_the_ticket_it_names(void **state)
{
	struct world *w = *state;
	struct run t;

	three_people(w);
	load(w, &t, "ticket", complaints, TICKETS "T" ROW ",,,,,\n");
	done(&t);
	load(w, &t, "interaction", calls,
	    CALLS "1,2026-01-05,A,,T,,,,,,,\n2,2026-01-05,A,,U,,,,,,,\n");
	counts(&t, 1, 0, 0, 1);
	told(&t, 0, 3, "ticket", "no ticket with the key 'U'");
	answer_is(w,
	    "SELECT t.external || m.typification FROM matter m "
	    "JOIN ticket t ON t.id = m.ticket",
	    "Tconsulta-general");
	done(&t);
}

static void
the_tree_grows_by_parents_and_children(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "typification",
	    "[fields]\ncode = {code}\nname = {name}\n"
	    "kind = {kind}\nparent = {up}\nleaf = {leaf}\n"
	    "required = {needs}\nlang = es\n",
	    "code,name,kind,up,leaf,needs\n"
	    "venta,Venta,sale,,no,\n"
	    "venta-moto,Moto,,venta,sí,\"plate, amount\"\n"
	    "venta-auto,Auto,,venta,,\n"
	    "hijo,Hijo,,venta-auto,,\n"
	    "nieto,Nieto,,padre,,\n"
	    "suelto,Suelto,,,,\n"
	    "reclamo,Otra vez,complaint,,no,\n"
	    "Mal Código,X,sale,,,\n"
	    "pide,Pide,sale,,,hobby\n"
	    "d2,D2,,reclamo-taller,no,\n"
	    "d3,D3,,d2,no,\n"
	    "d4,D4,,d3,,\n");
	counts(&t, 5, 1, 0, 6);
	told(&t, 0, 5, "parent", "is a leaf");
	told(&t, 1, 6, "parent", "no node 'padre' yet");
	told(&t, 2, 7, "kind", "needs a kind");
	told(&t, 3, 9, "code", "the filter 'code' makes one");
	told(&t, 4, 10, "required", "no field 'hobby'");
	told(&t, 5, 13, "parent", "at most 4 levels");
	answer_is(w,
	    "SELECT kind || leaf || required FROM typification "
	    "WHERE code = 'venta-moto'",
	    "sale1[\"plate\",\"amount\"]");
	answer_is(w, "SELECT text FROM label WHERE code = 'venta-auto'",
	    "Auto");
	answer_is(w,
	    "SELECT count(DISTINCT position) - count(*) "
	    "FROM typification",
	    "0");
	done(&t);
}

static void
every_kind_tells_its_fields(void **state)
{
	static const struct load_kind *const kinds[] = { &load_customer,
		&load_interaction, &load_ticket, &load_typification };
	size_t i;

	(void)state;
	for (i = 0; load_kind(i) != NULL; i++) {
		const struct load_field *f = kinds[i]->fields;
		size_t n = kinds[i]->nfields;

		assert_string_equal(load_kind(i), kinds[i]->name);
		assert_true(n > 5);
		assert_true(f[0].required);
		for (size_t k = 0; k < n; k++) {
			assert_true(f[k].name[0] != '\0');
			assert_true(strlen(f[k].help) > 3);
			assert_int_equal(f[k].type == LOAD_CHOICE,
			    f[k].choices != NULL);
		}
	}
	assert_int_equal(i, 4);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_loaded_customer_is_like_one_made_by_hand),
		TEST(a_loaded_customer_is_found),
		TEST(what_a_spreadsheet_would_run_stays_text),
		TEST(the_bytes_of_older_systems_are_read),
		TEST(a_contact_belongs_to_the_key_or_else_to_the_phone),
		TEST(a_contact_has_the_spans_and_states_it_went_through),
		TEST(numbers_are_leased_and_go_on),
		TEST(a_ticket_takes_what_its_leaf_says),
		TEST(a_ticket_is_in_the_state_its_days_tell),
		TEST(a_contact_is_about_the_ticket_it_names),
		TEST(the_tree_grows_by_parents_and_children),
		cmocka_unit_test(every_kind_tells_its_fields),
	};

	return load_tests(tests, countof(tests));
}
