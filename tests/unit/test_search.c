/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_search.c - one box finds customers: by name, number, plate, ticket;
 * within what the person may see.
 */
#include "coretest.h"

#include "base/utf8.h"
#include "core/customer.h"
#include "core/household.h"
#include "core/interaction.h"
#include "core/near.h"
#include "core/ticket.h"

static struct id
add(struct world *w, const char *name, const char *rut, const char *phone,
    const char *email)
{
	struct contact_new reach[2];
	struct customer_new in = {
		.name = str_of(name), .rut = str_of(rut), .contacts = reach
	};
	struct id id;

	if (phone != NULL)
		reach[in.ncontacts++] = (struct contact_new){ STR("phone"),
			str_of(phone), STR_NONE };
	if (email != NULL)
		reach[in.ncontacts++] = (struct contact_new){ STR("email"),
			str_of(email), STR_NONE };
	fine(w, customer_create(&w->c, &in, &id));
	return id;
}

/* The names found, best first, joined by "|". */
static const char *
find(struct world *w, const char *text)
{
	struct customer_hits hits;
	struct buf b = { 0 };
	struct str out;

	fine(w, customer_find(&w->c, &w->c.arena, str_of(text), 0, &hits));
	for (size_t i = 0; i < hits.n; i++)
		buf_printf(&b, "%s%s", i > 0 ? "|" : "", hits.v[i].name.s);
	out = buf_copy(&w->c.arena, &b);
	buf_done(&b);
	return out.s;
}

static const char *
near_of(struct world *w, const char *text)
{
	struct str out;

	fine(w, customer_near(&w->c, &w->c.arena, str_of(text), &out));
	return out.s;
}

static const char *
why(struct world *w, const char *text)
{
	struct customer_hits hits;

	fine(w, customer_find(&w->c, &w->c.arena, str_of(text), 0, &hits));
	return hits.n > 0 ? hits.v[0].why.s : "nobody";
}

static void
people(struct world *w)
{
	add(w, "Juan González Soto", "12.345.678-5", "+56 9 1234 5678",
	    "juan.gonzalez@correo.example");
	add(w, "Soto González Ltda.", "76.086.428-5", "2 2123 4567", NULL);
	add(w, "María José O'Higgins Ñuñoa", "7.654.321-6", "912345679", NULL);
	add(w, "Gonzalo Pérez", "", NULL, "gonzalo@correo.example");
	add(w, "José Ñancupil-Huenchumilla", "", "+54 9 11 2345 6789", NULL);
	add(w, "3M Chile S.A.", "", NULL, NULL);
}

static void
the_beginning_of_a_name_finds_it_with_or_without_accents(void **state)
{
	struct world *w = *state;

	people(w);
	assert_string_equal(find(w, "Gonz"),
	    "Gonzalo Pérez|Juan González Soto|Soto González Ltda.");
	assert_string_equal(find(w, "GONZÁLEZ"),
	    "Juan González Soto|Soto González Ltda.");
	assert_string_equal(find(w, "nancu"), "José Ñancupil-Huenchumilla");
	assert_string_equal(find(w, "Ñancu"), "José Ñancupil-Huenchumilla");
	assert_string_equal(find(w, "huenchu"), "José Ñancupil-Huenchumilla");
	assert_string_equal(find(w, "3m"), "3M Chile S.A.");
	assert_string_equal(find(w, "o'hig"), "María José O'Higgins Ñuñoa");
	assert_string_equal(find(w, "higgins"), "María José O'Higgins Ñuñoa");
	assert_string_equal(find(w, "ohiggins"), "María José O'Higgins Ñuñoa");
	assert_string_equal(find(w, "onz"), "");
	assert_string_equal(why(w, "gonz"), "name");
}

static void
every_word_must_fit_and_order_decides_the_rank(void **state)
{
	struct world *w = *state;

	people(w);
	assert_string_equal(find(w, "gonzalez soto"),
	    "Juan González Soto|Soto González Ltda.");
	assert_string_equal(find(w, "soto gonzalez"),
	    "Soto González Ltda.|Juan González Soto");
	assert_string_equal(find(w, "jo mar"), "María José O'Higgins Ñuñoa");
	assert_string_equal(find(w, "gonzalez perez"), "");
	assert_string_equal(find(w, "juan gonzalez soto muñoz"), "");
	assert_string_equal(find(w, "maria jose o'higgins ñuñ"),
	    "María José O'Higgins Ñuñoa");
	assert_string_equal(find(w, "m j o h n ñ x y"), "");
}

static void
a_telephone_is_found_however_it_is_written(void **state)
{
	static const char *const ways[] = { "+56 9 1234 5678", "912345678",
		"56912345678", "9-1234-5678", "09 1234 5678", "0056912345678" };
	struct world *w = *state;

	people(w);
	for (size_t i = 0; i < countof(ways); i++) {
		const char *got = find(w, ways[i]);

		if (strcmp(got, "Juan González Soto") != 0)
			fail_msg("'%s' found '%s'", ways[i], got);
	}
	assert_string_equal(why(w, "912345678"), "phone");
	assert_string_equal(find(w, "12345678"),
	    "Juan González Soto|José Ñancupil-Huenchumilla");
	assert_string_equal(find(w, "91234567"),
	    "Juan González Soto|María José O'Higgins Ñuñoa");
	assert_string_equal(find(w, "2123"), "Soto González Ltda.");
	assert_string_equal(find(w, "+5491123456789"),
	    "José Ñancupil-Huenchumilla");
}

static void
rut_e_mail_plate_and_ticket_find_their_customer(void **state)
{
	struct world *w = *state;
	struct asset_new car = { .kind = STR("motorcycle"),
		.brand = STR("Suzuki"),
		.plate = STR("AB-1234"),
		.serial = STR("JS1VP56A002100001") };
	struct ticket_new t = { .typification = STR("consulta-general"),
		.subject = STR("x") };
	struct customer_hits hits;
	struct id juan, id;
	int64_t number;
	char ref[24];

	people(w);
	juan = add(w, "Zulema Ríos", "", NULL, NULL);
	fine(w, asset_add(&w->c, juan, &car, &id));
	t.customer = juan;
	fine(w, ticket_create(&w->c, &t, &id, &number));
	assert_string_equal(find(w, "12.345.678-5"), "Juan González Soto");
	assert_string_equal(find(w, "123456785"), "Juan González Soto");
	assert_string_equal(why(w, "12345678-5"), "rut");
	assert_string_equal(find(w, "12345678-6"), "");
	assert_string_equal(find(w, "76086428"), "Soto González Ltda.");
	assert_string_equal(find(w, "JUAN.GONZALEZ@correo.example"),
	    "Juan González Soto");
	assert_string_equal(find(w, "gonzalo@"), "Gonzalo Pérez");
	assert_string_equal(find(w, "ab1234"), "Zulema Ríos");
	assert_string_equal(why(w, "AB-1234"), "plate");
	assert_string_equal(why(w, "js1vp56a0021"), "vin");
	snprintf(ref, sizeof(ref), "t-%lld", (long long)number);
	assert_string_equal(find(w, ref), "Zulema Ríos");
	assert_string_equal(why(w, ref), "ticket");
	fine(w, customer_find(&w->c, &w->c.arena, str_of(ref), 0, &hits));
	assert_true(id_eq(hits.v[0].ticket, id));
	allow(w, MAY_TICKET_READ, SCOPE_NONE);
	assert_string_equal(find(w, ref), "");
}

static void
a_hit_shows_what_is_asked_first(void **state)
{
	struct world *w = *state;
	struct customer_hits hits;
	struct ticket_new t = { .typification = STR("consulta-general"),
		.subject = STR("x") };
	struct pair norte = { STR("branch"), STR("norte") };
	struct id id;
	int64_t number;

	people(w);
	fine(w, customer_find(&w->c, &w->c.arena, STR("juan"), 0, &hits));
	t.customer = hits.v[0].id;
	fine(w, customer_edit(&w->c, t.customer, &norte, 1, 0));
	fine(w, ticket_create(&w->c, &t, &id, &number));
	fine(w, ticket_create(&w->c, &t, &id, &number));
	fine(w, ticket_resolve(&w->c, id, STR("hecho"), 0));
	fine(w, customer_find(&w->c, &w->c.arena, STR("juan"), 0, &hits));
	assert_int_equal(hits.n, 1);
	assert_string_equal(hits.v[0].phone.s, "+56 9 1234 5678");
	assert_string_equal(hits.v[0].city.s, "Arica");
	assert_int_equal(hits.v[0].open, 1);
	allow(w, MAY_TICKET_READ, SCOPE_OWN);
	w->c.me.id = id_of(LUIS);
	fine(w, customer_find(&w->c, &w->c.arena, STR("juan"), 0, &hits));
	assert_int_equal(hits.v[0].open, 0);
}

static void
under_the_veil_only_whole_values_find(void **state)
{
	struct world *w = *state;
	struct customer_hits hits;

	people(w);
	veil(w);
	assert_string_equal(find(w, "912345678"), "Juan González Soto");
	assert_string_equal(find(w, "12.345.678-5"), "Juan González Soto");
	assert_string_equal(find(w, "gonzalo@correo.example"), "Gonzalo Pérez");
	assert_string_equal(find(w, "91234567"), "");
	assert_string_equal(find(w, "76086428"), "");
	assert_string_equal(find(w, "7608"), "");
	assert_string_equal(find(w, "gonzalo@"), "");
	assert_string_equal(find(w, "juan.gonzalez@correo.exampl"), "");
	assert_string_equal(find(w, "gonz"),
	    "Gonzalo Pérez|Juan González Soto|Soto González Ltda.");
	fine(w, customer_find(&w->c, &w->c.arena, STR("juan"), 0, &hits));
	assert_string_equal(hits.v[0].phone.s, "•••");
}

/* The one of many that a person may see is not lost behind a limit. */
static void
the_scope_comes_before_the_limit(void **state)
{
	struct world *w = *state;
	char name[40];

	for (int i = 0; i < 450; i++) {
		snprintf(name, sizeof(name), "Zeta %03d Rojas", i);
		add(w, name, "", NULL, NULL);
	}
	dbtest_do(w->db,
	    "UPDATE customer SET team = 'repuestos'"
	    " WHERE name = 'Zeta 449 Rojas'");
	act(w, LUIS, "luis", SCOPE_TEAM);
	assert_string_equal(find(w, "zeta"), "Zeta 449 Rojas");
	assert_string_equal(find(w, "rojas zeta"), "Zeta 449 Rojas");
	assert_string_equal(near_of(w, "zetx"), "Zeta");
	act(w, EVA, "eva", SCOPE_TEAM);
	assert_string_equal(find(w, "zeta"), "");
	assert_string_equal(near_of(w, "zetx"), ""); /* nor is it told */
	act(w, ANA, "ana", SCOPE_ALL);
	allow(w, MAY_CUSTOMER_READ, SCOPE_NONE);
	refused(w,
	    customer_find(&w->c, &w->c.scratch, STR("zeta"), 0,
		&(struct customer_hits){ NULL, 0 }),
	    ERR_DENIED, "customer.read");
}

/* Words so common that the query takes another way: some 20,000 of each. */
static void
common_words_are_found_as_rare_ones_are(void **state)
{
	struct world *w = *state;
	struct buf sql = { 0 };

	add(w, "Pedro Pablo Rojas", "", NULL, NULL);
	buf_printf(&sql,
	    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
	    " SELECT i + 1 FROM n WHERE i < 21000)"
	    " INSERT INTO search_key (kind, key_fold, customer, source)"
	    " SELECT 'name', k.w, '00000000-0000-7000-8000-' ||"
	    " substr('000000000000' || n.i, length('' || n.i) + 1), 'x' || n.i"
	    " FROM n, (SELECT 'pedro' AS w UNION ALL SELECT 'rojas') AS k");
	dbtest_do(w->db, sql.s);
	buf_done(&sql);
	assert_string_equal(find(w, "rojas pedro"), "Pedro Pablo Rojas");
	assert_string_equal(find(w, "ped pab roj"), "Pedro Pablo Rojas");
	assert_string_equal(find(w, "pedro"), "Pedro Pablo Rojas");
	assert_string_equal(find(w, "pedro soto"), "");
}

static void
the_limit_is_kept(void **state)
{
	struct world *w = *state;
	struct customer_hits hits;
	char name[40];

	for (int i = 0; i < 30; i++) {
		snprintf(name, sizeof(name), "Yolanda %02d", 29 - i);
		add(w, name, "", NULL, NULL);
	}
	fine(w, customer_find(&w->c, &w->c.arena, STR("yol"), 0, &hits));
	assert_int_equal(hits.n, 20);
	assert_string_equal(hits.v[0].name.s, "Yolanda 00");
	fine(w, customer_find(&w->c, &w->c.arena, STR("yol"), 3, &hits));
	assert_int_equal(hits.n, 3);
	assert_string_equal(hits.v[2].name.s, "Yolanda 02");
}

static void
signs_of_other_languages_mean_nothing_here(void **state)
{
	static const char *const odd[] = { "%", "_", "*", "' OR 1=1 --", "g_nz",
		"\"", "\\", "[a-z]", "T-", "T-x", "@", "-5", "…", "+", "()",
		"\u00a1" };
	struct world *w = *state;

	people(w);
	for (size_t i = 0; i < countof(odd); i++)
		if (*find(w, odd[i]) != '\0')
			fail_msg("'%s' found %s", odd[i], find(w, odd[i]));
	refused(w,
	    customer_find(&w->c, &w->c.scratch, STR(" \t"), 0,
		&(struct customer_hits){ NULL, 0 }),
	    ERR_INVALID, "empty");
}

/* ---- real input --------------------------------------------------------- */

static FILE *
naughty(void)
{
	const char *dir = getenv("CABINA_DATA");
	struct buf path = { 0 };
	FILE *f;

	buf_printf(&path, "%s/naughty-strings/blns.txt",
	    dir != NULL ? dir : "../shared/data");
	f = fopen(path.s, "r");
	if (f == NULL && dir != NULL)
		fail_msg("CABINA_DATA is set, but %s is not there", path.s);
	if (f == NULL)
		fprintf(stderr, "real data: absent\n");
	buf_done(&path);
	return f;
}

/* A name is stored as normalised text or refused with a reason; what was
 * stored is found by itself, if it has a letter or a digit. */
static void
naughty_names_are_stored_whole_or_refused(void **state)
{
	struct world *w = *state;
	FILE *f = naughty();
	char line[8192];
	int stored = 0, no = 0;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		struct customer_new in = { 0 };
		struct customer_hits hits;
		struct row_customer_get row;
		struct str text;
		struct id id;
		enum err rc;

		line[strcspn(line, "\n")] = '\0';
		in.name = text = str_of(line);
		rc = customer_create(&w->c, &in, &id);
		if (rc != OK) {
			assert_int_equal(rc, ERR_INVALID);
			assert_int_not_equal(w->c.fault.text[0], '\0');
			core_rest(&w->c);
			no++;
			continue;
		}
		stored++;
		fine(w, customer_get(&w->c, &w->c.arena, id, &row));
		text = utf8_trim(&w->c.arena, utf8_nfc(&w->c.arena, text));
		assert_string_equal(row.name.s, text.s);
		fine(w, customer_find(&w->c, &w->c.arena, text, 200, &hits));
		for (size_t i = 0; i < hits.n; i++)
			assert_true(utf8_ok(hits.v[i].name));
	}
	if (f == NULL)
		return;
	fclose(f);
	assert_true(stored > 400 && no > 50);
}

/* ---- what was meant ------------------------------------------------------ */

static void
a_slip_in_a_name_is_put_right(void **state)
{
	struct world *w = *state;

	people(w);
	assert_string_equal(near_of(w, "gonsalez"), "González");
	assert_string_equal(near_of(w, "gnozalez"), "González");
	assert_string_equal(near_of(w, "juan gonxa"), "juan González");
	assert_string_equal(near_of(w, "pures"), "");
	assert_string_equal(near_of(w, "perex gonz"), "Pérez gonz");
	assert_string_equal(near_of(w, "ñuñoo"), "Ñuñoa");
}

static void
nothing_is_guessed_where_nothing_is_near(void **state)
{
	struct world *w = *state;

	people(w);
	assert_string_equal(near_of(w, "xylophone"), "");
	assert_string_equal(near_of(w, "gonz soto"), ""); /* both are words */
	assert_string_equal(near_of(w, "so"), "");
	assert_string_equal(near_of(w, "912345"), "");
	assert_string_equal(near_of(w, ""), "");
}

/* ---- words and digits together, and callers ------------------------------ */

static struct customer_hits
hits_of(struct world *w, const char *text)
{
	struct customer_hits hits;

	fine(w, customer_find(&w->c, &w->c.arena, str_of(text), 0, &hits));
	return hits;
}

static void
a_name_and_last_digits_find_together(void **state)
{
	struct world *w = *state;
	struct customer_hits hits;
	struct asset_new car = { .kind = STR("car"),
		.brand = STR("Austral"),
		.model = STR("Quillay"),
		.plate = STR("KXRT-42") };
	struct id id, asset;

	id = add(w, "Carolina Rojas Muñoz", "12.345.678-5", "+56 9 8765 4321",
	    NULL);
	add(w, "Pedro Rojas Soto", "", "+56 9 8765 9999", NULL);
	add(w, "Elena Donoso Vial", "", "+56 2 2222 4321", NULL);
	fine(w, asset_add(&w->c, id, &car, &asset));
	hits = hits_of(w, "rojas 4321");
	assert_int_equal(hits.n, 1);
	assert_string_equal(hits.v[0].why.s, "name");
	assert_string_equal(hits.v[0].part.s, "rojas");
	assert_string_equal(hits.v[0].place.s, "surname");
	assert_string_equal(hits.v[0].also.s, "phone");
	assert_string_equal(hits.v[0].also_part.s, "…4321");
	assert_string_equal(hits.v[0].asset.s, "Austral Quillay KXRT-42");
	assert_string_equal(find(w, "54321 rojas"), "Carolina Rojas Muñoz");
	assert_string_equal(find(w, "muñoz 64321"), "");
	assert_string_equal(find(w, "rojas 1234"), "Carolina Rojas Muñoz");
	assert_string_equal(find(w, "caro kxrt42"), "Carolina Rojas Muñoz");
	assert_string_equal(find(w, "soto 4321"), "");
	hits = hits_of(w, "4321");
	assert_int_equal(hits.n, 2);
	assert_string_equal(hits.v[0].part.s, "…4321");
	assert_string_equal(hits_of(w, "munoz").v[0].place.s, "surname2");
	assert_string_equal(hits_of(w, "caro").v[0].place.s, "given");
	veil(w);
	assert_string_equal(find(w, "rojas 4321"), "");
	assert_string_equal(find(w, "4321"), "");
}

static const char *
callers(struct world *w, const char *number)
{
	struct customer_hits hits;
	struct buf b = { 0 };
	struct str out;

	fine(w, caller_find(&w->c, &w->c.arena, str_of(number), 0, &hits));
	for (size_t i = 0; i < hits.n; i++)
		buf_printf(&b, "%s%s %s", i > 0 ? "|" : "", hits.v[i].name.s,
		    hits.v[i].why.s);
	out = buf_copy(&w->c.arena, &b);
	buf_done(&b);
	return out.s;
}

static struct id not_them;

static enum err
run_not(struct world *w, struct id subject)
{
	return caller_not(&w->c, STR("9 8765 4321"), subject);
}

static const struct write_case refusing = { "caller.not",
	MAY_INTERACTION_HANDLE, run_not };

static void
a_caller_is_guessed_and_a_wrong_guess_remembered(void **state)
{
	struct world *w = *state;
	struct interaction_new in = { .channel = STR("phone"),
		.caller = STR("+56 9 8765 4321") };
	struct customer_hits hits;
	struct id contact;

	not_them = add(w, "Carolina Rojas", "", "+56 9 8765 4321", NULL);
	fine(w,
	    household_join(&w->c, add(w, "Iván Fuentes", "", NULL, NULL),
		not_them, STR_NONE));
	in.customer = add(w, "Elena Donoso", "", NULL, NULL);
	fine(w, interaction_start(&w->c, &in, &contact));
	assert_string_equal(callers(w, "98765 4321"),
	    "Carolina Rojas phone|Iván Fuentes household|"
	    "Elena Donoso called");
	assert_string_equal(callers(w, "9 1111 1111"), "");
	refused(w, caller_find(&w->c, &w->c.arena, STR("nobody"), 0, &hits),
	    ERR_INVALID, "number");
	prove_write(w, &refusing, not_them);
	refused(w, caller_not(&w->c, STR("987654321"), not_them), ERR_INVALID,
	    "already");
	assert_string_equal(callers(w, "98765 4321"),
	    "Iván Fuentes household|Elena Donoso called");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_slip_in_a_name_is_put_right),
		TEST(nothing_is_guessed_where_nothing_is_near),
		TEST(the_beginning_of_a_name_finds_it_with_or_without_accents),
		TEST(every_word_must_fit_and_order_decides_the_rank),
		TEST(a_telephone_is_found_however_it_is_written),
		TEST(rut_e_mail_plate_and_ticket_find_their_customer),
		TEST(a_hit_shows_what_is_asked_first),
		TEST(under_the_veil_only_whole_values_find),
		TEST(the_scope_comes_before_the_limit),
		TEST(common_words_are_found_as_rare_ones_are),
		TEST(the_limit_is_kept),
		TEST(signs_of_other_languages_mean_nothing_here),
		TEST(naughty_names_are_stored_whole_or_refused),
		TEST(a_name_and_last_digits_find_together),
		TEST(a_caller_is_guessed_and_a_wrong_guess_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
