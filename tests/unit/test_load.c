/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_load.c - files into the centre: what rows become, what is told of bad
 * ones, and that a load counts once however often it is started.
 */
#include <locale.h>
#include <pthread.h>
#include <unistd.h>

#include "coretest.h"

#include "base/conf.h"
#include "core/customer.h"
#include "core/load_rows.h"

static const char people[] = "[fields]\n"
			     "external = {id}\n"
			     "name = {name}\n"
			     "kind = {kind|else person}\n"
			     "rut = {rut}\n"
			     "born = {born}\n"
			     "phone = {phone}\n"
			     "email = {email}\n"
			     "branch = {branch}\n";

#define HEAD "id,name,kind,rut,born,phone,email,branch\n"

static void
put_file(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes.s, 1, bytes.len, f), bytes.len);
	fclose(f);
}

/* One load: the options, the outcome, where its texts live. */
struct run {
	struct arena a;
	struct load_options o;
	struct load_result r;
};

static void
ready(struct run *t, const char *kind, const char *map, const char *rows)
{
	*t = (struct run){ .o = { .kind = str_of(kind),
			       .file = STR("rows.csv"),
			       .map = STR("the.map"),
			       .max_bad = -1 } };
	put_file("rows.csv", str_of(rows));
	put_file("the.map", str_of(map));
}

static enum err
go(struct world *w, struct run *t)
{
	return load_run(&w->c, &t->a, &t->o, &t->r);
}

static void
done(struct run *t)
{
	arena_done(&t->a);
	unlink("rows.csv.rejects.csv");
}

static void
load(struct world *w, struct run *t, const char *kind, const char *map,
    const char *rows)
{
	ready(t, kind, map, rows);
	fine(w, go(w, t));
}

/* made, there, skipped, bad */
static void
counts(const struct run *t, int made, int there, int skipped, int bad)
{
	if (t->r.made != made || t->r.there != there ||
	    t->r.skipped != skipped || t->r.bad != bad)
		fail_msg("made %lld, there %lld, skipped %lld, bad %lld: %s",
		    (long long)t->r.made, (long long)t->r.there,
		    (long long)t->r.skipped, (long long)t->r.bad,
		    t->r.nerrors > 0 ? t->r.errors[0].why.s : "");
	assert_int_equal(t->r.rows, made + there + skipped + bad);
}

static void
told(const struct run *t, size_t i, int line, const char *column,
    const char *why)
{
	const struct load_error *e = &t->r.errors[i];

	assert_true(i < t->r.nerrors);
	if (e->line != line || !str_is(e->column, column) ||
	    strstr(e->why.s, why) == NULL)
		fail_msg("line %lld, column '%s': %s", (long long)e->line,
		    e->column.s, e->why.s);
}

static void
answer_is(struct world *w, const char *sql, const char *want)
{
	struct arena a = { 0 };
	struct str got = dbtest_ask(w->db, &a, sql);

	if (!str_is(got, want))
		fail_msg("'%s' instead of '%s': %s", got.s, want, sql);
	arena_done(&a);
}

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

/* ---- bad rows ----------------------------------------------------------- */

static const char mixed[] = HEAD "1,Ana,,,,,,\n"
				 "2,,,,,,,\n"
				 "3,Beto,,1-1,,,,\n"
				 "4,Carla,robot,,,,,\n"
				 "5,Dora,,,31/12/1980,,,\n"
				 "6,Elsa,,,,call me,,\n"
				 "7,Fito,,,,,at home,\n"
				 "8,Gil,,,,,,vieja\n"
				 "9,Hugo,,,\n"
				 ",Ines,,,,,,\n"
				 "id,name,kind,rut,born,phone,email,branch\n"
				 ",,,,,,,\n"
				 "12,Juan,,,,,,\n";

static void
each_bad_row_is_told_and_the_rest_goes_in(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer", people, mixed);
	counts(&t, 2, 0, 1, 10);
	told(&t, 0, 3, "name", "name is empty");
	told(&t, 1, 4, "rut", "no RUT or has a wrong check digit");
	told(&t, 2, 5, "kind", "is 'robot', not one of person|company");
	told(&t, 3, 6, "born", "is '31/12/1980', which is no date");
	told(&t, 4, 7, "phone", "no telephone number");
	told(&t, 5, 8, "email", "no e-mail address");
	told(&t, 6, 9, "branch", "no such branch in use");
	told(&t, 7, 10, "", "5 columns, the heading 8");
	told(&t, 8, 11, "id", "external is empty");
	told(&t, 9, 12, "", "the heading is here again");
	done(&t);
}

static void
the_reject_file_is_mended_and_loaded_with_the_same_map(void **state)
{
	struct world *w = *state;
	struct str text;
	struct run t;

	load(w, &t, "customer", people,
	    HEAD "1,Ana,,,,,,\n2,\"B, \"\"x\"\"\",robot,,,,,\n");
	assert_string_equal(t.r.rejects.s, "rows.csv.rejects.csv");
	fine(w, file_read(t.r.rejects.s, 4000, &t.a, &text, &w->c.fault));
	assert_string_equal(text.s,
	    "\"id\",\"name\",\"kind\",\"rut\",\"born\",\"phone\",\"email\","
	    "\"branch\",\"why\"\r\n"
	    "\"2\",\"B, \"\"x\"\"\",\"robot\",\"\",\"\",\"\",\"\",\"\","
	    "\"line 3: kind is 'robot', not one of person|company; a "
	    "[values …] table can say which is meant\"\r\n");
	assert_int_equal(system("sed -i s/robot/person/ "
				"rows.csv.rejects.csv"),
	    0);
	t.o.file = t.r.rejects;
	fine(w, go(w, &t));
	counts(&t, 1, 0, 0, 0);
	answer_is(w, "SELECT name FROM customer WHERE external = '2'",
	    "B, \"x\"");
	done(&t);
}

/* Older bytes stay as they were, so that the map's encoding still holds. */
static void
rejects_keep_the_encoding_of_the_file(void **state)
{
	struct world *w = *state;
	struct str text;
	struct run t;

	load(w, &t, "customer", people, HEAD "1,Jos\xe9,ni\xf1o,,,,,\n");
	fine(w, file_read(t.r.rejects.s, 4000, &t.a, &text, &w->c.fault));
	assert_non_null(strstr(text.s, "\"Jos\xe9\",\"ni\xf1o\""));
	assert_non_null(strstr(text.s, "is 'ni\xf1o', not one of"));
	done(&t);
}

static void
bytes_and_controls_are_told_in_the_columns_that_are_read(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer",
	    "[file]\nencoding = utf-8\n[fields]\nexternal = {id}\n"
	    "name = {name}\n",
	    "id,name,junk\n1,Jos\xe9,x\n2,An\x1b[31m,x\n3,Eva,\x01\xff\n");
	counts(&t, 1, 0, 0, 2);
	told(&t, 0, 2, "name", "bytes that are not UTF-8");
	told(&t, 1, 3, "name", "a control character");
	done(&t);
}

static void
a_rut_is_nobody_elses(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer", people, HEAD "1,Ana,,12345678-5,,,,\n");
	done(&t);
	load(w, &t, "customer", people,
	    HEAD "2,Eva,,12.345.678-5,,,,\n3,Paz,,11111111-1,,,,\n"
		 "4,Sol,,11.111.111-1,,,,\n");
	counts(&t, 1, 0, 0, 2);
	told(&t, 0, 2, "rut", "another customer's already");
	told(&t, 1, 4, "rut", "in this file for another row");
	done(&t);
}

/* A rule that only the database knows costs its own row and no other. */
static void
what_the_database_refuses_is_one_row(void **state)
{
	struct world *w = *state;
	struct buf b = { 0 };
	struct run t;

	dbtest_do(w->db, "CREATE UNIQUE INDEX one_name ON customer (name)");
	buf_z(&b, HEAD);
	for (int i = 0; i < 300; i++)
		buf_printf(&b, "%d,Name %d,,,,,,\n", i, i == 217 ? 5 : i);
	load(w, &t, "customer", people, b.s);
	counts(&t, 299, 0, 0, 1);
	told(&t, 0, 219, "", "the database refuses the row");
	prove_chain(w);
	done(&t);
	buf_done(&b);
}

static void
too_many_bad_rows_write_nothing(void **state)
{
	struct buf before = { 0 }, after = { 0 };
	struct world *w = *state;
	struct run t;

	ready(&t, "customer", people, mixed);
	t.o.max_bad = 9;
	snapshot(w, &before);
	refused(w, go(w, &t), ERR_INVALID,
	    "10 bad rows, more than 9; nothing was loaded. The first: line 3");
	snapshot(w, &after);
	assert_string_equal(before.s, after.s);
	assert_int_equal(access("rows.csv.rejects.csv", F_OK), -1);
	t.o.max_bad = 10;
	fine(w, go(w, &t));
	counts(&t, 2, 0, 1, 10);
	done(&t);
	buf_done(&before);
	buf_done(&after);
}

static void
only_the_first_errors_are_kept(void **state)
{
	struct world *w = *state;
	struct run t;

	ready(&t, "customer", people, mixed);
	t.o.max_errors = 3;
	fine(w, go(w, &t));
	assert_int_equal(t.r.nerrors, 3);
	assert_int_equal(t.r.bad, 10);
	done(&t);
}

static void
rows_may_be_skipped_by_the_map(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer",
	    "[fields]\nexternal = {id}\nname = {name}\n"
	    "[skip]\nwhen = {kind} is test\n",
	    HEAD "1,Ana,test,,,,,\n2,Eva,,,,,,\n");
	counts(&t, 1, 0, 1, 0);
	done(&t);
}

/* ---- once, however often ------------------------------------------------ */

static void
a_second_load_makes_nothing(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer", people,
	    HEAD "1,Ana,,,,,,\n2,Eva,,,,,,\n1,Ana again,,,,,,\n");
	counts(&t, 2, 1, 0, 0);
	done(&t);
	load(w, &t, "customer", people,
	    HEAD "1,Ana Other,,,,,,\n3,Paz,,,,,,\n2,Eva,,,,,,\n");
	counts(&t, 1, 2, 0, 0);
	answer_is(w, "SELECT name FROM customer WHERE external = '1'", "Ana");
	answer_is(w, "SELECT count(*) FROM customer", "3");
	done(&t);
}

static void
a_load_is_one_event_with_count_and_digest(void **state)
{
	struct world *w = *state;
	struct run t;
	int64_t n = events(w);

	load(w, &t, "customer", people, HEAD "1,Ana,,,,,,\n2,,,,,,,\n");
	assert_int_equal(events(w), n + 1);
	answer_is(w,
	    "SELECT kind || ' ' || entity FROM event_log "
	    "WHERE n = (SELECT max(n) FROM event_log)",
	    "load.run load_batch");
	answer_is(w,
	    "SELECT count(*) FROM event_log e JOIN load_batch b "
	    "ON b.id = e.entity_id AND e.body LIKE '%' || b.digest || '%' "
	    "WHERE e.body LIKE '%\"made\":1%' AND b.rows_read = 2 AND "
	    "b.rows_made = 1 AND b.rows_bad = 1 AND b.file = 'rows.csv'",
	    "1");
	prove_chain(w);
	done(&t);
}

static enum err
run_load(struct world *w, struct id subject)
{
	struct load_options o = { .kind = STR("customer"),
		.file = STR("rows.csv"),
		.map = STR("the.map"),
		.max_bad = -1 };
	struct load_result r;
	struct arena a = { 0 };
	enum err rc = load_run(&w->c, &a, &o, &r);

	(void)subject;
	arena_done(&a);
	return rc;
}

static void
the_same_op_is_one_load(void **state)
{
	static const struct write_case load_case = { "load", MAY_LOAD,
		run_load };
	struct world *w = *state;
	struct id op = id_make(clock_now(&dbtest_clock));
	struct run t;

	ready(&t, "customer", people, HEAD "1,Ana,,,,,,\n2,Eva,,,,,,\n");
	prove_write(w, &load_case, ID_NONE);
	done(&t);
	ready(&t, "customer", people, HEAD "3,Ana,,,,,,\n4,,,,,,,\n");
	w->c.op = op;
	fine(w, go(w, &t));
	assert_false(t.r.replayed);
	memset(&t.r, 0, sizeof(t.r));
	w->c.op = op;
	fine(w, go(w, &t));
	assert_true(t.r.replayed);
	assert_int_equal(t.r.made, 1);
	assert_int_equal(t.r.bad, 1);
	answer_is(w, "SELECT count(*) FROM load_batch", "2");
	act(w, LUIS, "luis", SCOPE_ALL);
	w->c.op = op;
	refused(w, go(w, &t), ERR_CONFLICT, "already used");
	done(&t);
}

static void
whoever_may_not_do_it_by_hand_may_not_load_it(void **state)
{
	struct world *w = *state;
	struct run t;

	ready(&t, "customer", people, HEAD "1,Ana,,,,,,\n");
	allow(w, MAY_LOAD, SCOPE_NONE);
	refused(w, go(w, &t), ERR_DENIED, "load.run");
	allow(w, MAY_LOAD, SCOPE_ALL);
	allow(w, MAY_CUSTOMER_EDIT, SCOPE_NONE);
	refused(w, go(w, &t), ERR_DENIED, "customer.edit");
	answer_is(w, "SELECT count(*) FROM customer", "0");
	done(&t);
}

static void
a_dry_run_tells_what_would_come_and_writes_nothing(void **state)
{
	struct buf before = { 0 }, after = { 0 }, rows = { 0 };
	struct world *w = *state;
	struct run t;

	buf_z(&rows, mixed);
	for (int i = 0; i < 4500; i++) /* keys of other blocks count too */
		buf_printf(&rows, "k%d,Name,,,,,,\n", i % 3000);
	ready(&t, "customer", people, rows.s);
	t.o.dry_run = true;
	snapshot(w, &before);
	fine(w, go(w, &t));
	counts(&t, 3002, 1500, 1, 10);
	assert_int_equal(t.r.nerrors, 10);
	assert_true(id_none(t.r.batch));
	snapshot(w, &after);
	assert_string_equal(before.s, after.s);
	answer_is(w, "SELECT count(*) FROM load_batch", "0");
	assert_int_equal(access("rows.csv.rejects.csv", F_OK), -1);
	t.o.dry_run = false;
	fine(w, go(w, &t));
	counts(&t, 3002, 1500, 1, 10);
	done(&t);
	buf_done(&before);
	buf_done(&after);
	buf_done(&rows);
}

/* After the first block the database can take no more. */
static void
break_it(void *u, int64_t rows, int64_t read, int64_t size)
{
	assert_true(read <= size);
	if (rows == 2000)
		dbtest_do(u, "ALTER TABLE search_key RENAME TO away");
}

static void
a_load_that_was_cut_off_goes_on(void **state)
{
	struct world *w = *state;
	struct buf rows = { 0 };
	struct run t;
	int64_t n = events(w);

	buf_z(&rows, HEAD);
	for (int i = 0; i < 5000; i++)
		buf_printf(&rows, "%d,Name %d,,,,,,\n", i, i);
	ready(&t, "customer", people, rows.s);
	t.o.progress = break_it;
	t.o.u = w->db;
	assert_int_equal(go(w, &t), ERR_DB);
	assert_int_equal(events(w), n);
	answer_is(w, "SELECT rows_read FROM load_batch", "-1");
	answer_is(w, "SELECT count(*) FROM customer", "2000");

	dbtest_do(w->db, "ALTER TABLE away RENAME TO search_key");
	core_rest(&w->c);
	t.o.progress = NULL;
	fine(w, go(w, &t));
	assert_true(t.r.resumed);
	counts(&t, 5000, 0, 0, 0);
	answer_is(w,
	    "SELECT count(*) || ' ' || count(DISTINCT external) "
	    "FROM customer",
	    "5000 5000");
	answer_is(w,
	    "SELECT count(*) || ' ' || min(rows_made) "
	    "FROM load_batch",
	    "1 5000");
	prove_chain(w);
	done(&t);
	buf_done(&rows);
}

struct other {
	struct world w;
	struct clock clock;
	enum err rc;
	int64_t made;
};

static void *
load_beside(void *u)
{
	struct other *o = u;
	struct load_options how = { .kind = STR("customer"),
		.file = STR("rows.csv"),
		.map = STR("the.map"),
		.max_bad = -1 };
	struct load_result r = { 0 };
	struct arena a = { 0 };

	o->rc = load_run(&o->w.c, &a, &how, &r);
	o->made = r.made;
	arena_done(&a);
	return NULL;
}

/* Two people start the same file: each row goes in once. */
static void
two_loads_at_once_make_each_row_once(void **state)
{
	struct world *w = *state;
	struct other two[2];
	struct buf rows = { 0 };
	pthread_t thread[2];
	struct run t;

	buf_z(&rows, HEAD);
	for (int i = 0; i < 12000; i++)
		buf_printf(&rows, "%d,Name %d,,,,,,\n", i, i);
	ready(&t, "customer", people, rows.s);
	for (int i = 0; i < 2; i++) {
		two[i].clock = dbtest_clock;
		two[i].w.db = dbtest_more();
		core_init(&two[i].w.c, two[i].w.db, &two[i].clock);
		act(&two[i].w, ANA, "ana", SCOPE_ALL);
	}
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, load_beside,
				     &two[i]),
		    0);
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	for (int i = 0; i < 2; i++) {
		if (two[i].rc != OK)
			fail_msg("%s", two[i].w.c.fault.text);
		core_done(&two[i].w.c);
		db_close(two[i].w.db);
	}
	answer_is(w,
	    "SELECT count(*) || ' ' || count(DISTINCT external) FROM customer",
	    "12000 12000");
	prove_chain(w);
	done(&t);
	buf_done(&rows);
}

/* ---- refused before anything -------------------------------------------- */

static void
what_cannot_be_begun_says_why(void **state)
{
	struct world *w = *state;
	struct run t;

	ready(&t, "custmer", people, HEAD);
	refused(w, go(w, &t), ERR_INVALID, "did you mean 'customer'?");
	t.o.kind = STR("customer");
	t.o.map = STR("no.map");
	refused(w, go(w, &t), ERR_NOT_FOUND, "no.map");
	t.o.map = STR("the.map");
	t.o.file = STR("no.csv");
	refused(w, go(w, &t), ERR_NOT_FOUND, "no.csv");
	t.o.file = STR("rows.csv");
	put_file("rows.csv", STR("a,b\n1,\"2\n"));
	refused(w, go(w, &t), ERR_INVALID,
	    "rows.csv: line 2, column 2: the quote that begins here");
	put_file("rows.csv", STR("id,nombre\n1,2\n"));
	refused(w, go(w, &t), ERR_INVALID,
	    "the.map:3: the file has no column 'name'");
	put_file("the.map",
	    STR("[fields]\nexternal = {id}\nname = {nombre}\n"
		"field.hoby = {id}\n"));
	refused(w, go(w, &t), ERR_INVALID,
	    "the.map:4: a customer has no field 'hoby'; did you mean 'hobby'?");
	answer_is(w, "SELECT count(*) FROM load_batch", "0");
	done(&t);
}

/* Rows of another width, as others' broken files have them. */
static void
rows_of_another_width_are_bad_rows(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer", "[fields]\nexternal = {foo}\nname = {bar}\n",
	    "foo,bar,baz\n1,2\n1,2,3,4\n1,2,3\n");
	counts(&t, 1, 0, 0, 2);
	told(&t, 0, 2, "", "the row has 2 columns, the heading 3");
	told(&t, 1, 3, "", "the row has 4 columns, the heading 3");
	done(&t);
	ready(&t, "customer", "[fields]\nexternal = {foo}\nname = {bar}\n",
	    "qux,quux,quuz");
	refused(w, go(w, &t), ERR_INVALID, "no column 'foo'");
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

static int
start(void **state)
{
	unlink("rows.csv.rejects.csv");
	return world_start(state);
}

#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, world_end)

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
		TEST(each_bad_row_is_told_and_the_rest_goes_in),
		TEST(the_reject_file_is_mended_and_loaded_with_the_same_map),
		TEST(rejects_keep_the_encoding_of_the_file),
		TEST(bytes_and_controls_are_told_in_the_columns_that_are_read),
		TEST(a_rut_is_nobody_elses),
		TEST(what_the_database_refuses_is_one_row),
		TEST(too_many_bad_rows_write_nothing),
		TEST(only_the_first_errors_are_kept),
		TEST(rows_may_be_skipped_by_the_map),
		TEST(a_second_load_makes_nothing),
		TEST(a_load_is_one_event_with_count_and_digest),
		TEST(the_same_op_is_one_load),
		TEST(whoever_may_not_do_it_by_hand_may_not_load_it),
		TEST(a_dry_run_tells_what_would_come_and_writes_nothing),
		TEST(a_load_that_was_cut_off_goes_on),
		TEST(two_loads_at_once_make_each_row_once),
		TEST(what_cannot_be_begun_says_why),
		TEST(rows_of_another_width_are_bad_rows),
		cmocka_unit_test(every_kind_tells_its_fields),
	};
	char folder[] = "/tmp/cabina-load-XXXXXX";
	int failed;

	setlocale(LC_CTYPE, "C.UTF-8");
	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink("rows.csv");
	unlink("the.map");
	unlink("rows.csv.rejects.csv");
	if (chdir("/") != 0 || rmdir(folder) != 0)
		return 1;
	return failed;
}
