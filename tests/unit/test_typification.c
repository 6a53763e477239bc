/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_typification.c - the tree of what a contact is about, and the fields
 * its leaves demand.
 */
#include "tickettest.h"

#include "core/typification.h"

static const struct pair names[] = {
	{ { "es", 2 }, { "Demora en la entrega", 20 } },
	{ { "en", 2 }, { "Delivery late", 13 } },
};

static struct typification_new
leaf(const char *code)
{
	return (struct typification_new){ .code = str_of(code),
		.parent = STR("reclamo"),
		.leaf = true,
		.names = names,
		.nnames = countof(names) };
}

static const char *
codes(struct world *w, const struct rows_typification_list *rows)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < rows->n; i++)
		buf_printf(&b, "%s%s", i > 0 ? " " : "", rows->v[i].code.s);
	out = buf_copy(&w->c.arena, &b);
	buf_done(&b);
	return out.s;
}

static const char *
find(struct world *w, const char *text)
{
	struct rows_typification_list rows;

	fine(w, typification_find(&w->c, &w->c.arena, str_of(text), &rows));
	return codes(w, &rows);
}

/* ---- every writing function --------------------------------------------- */

static enum err
run_add(struct world *w, struct id subject)
{
	struct typification_new t = leaf("entrega-demora");

	(void)subject;
	return typification_add(&w->c, &t);
}

static enum err
run_retire(struct world *w, struct id subject)
{
	(void)subject;
	return typification_retire(&w->c, STR("entrega-demora"));
}

static enum err
run_field(struct world *w, struct id subject)
{
	struct field_new f = {
		.id = STR("order"), .entity = STR("ticket"), .type = STR("text")
	};

	(void)subject;
	return field_add(&w->c, &f);
}

static void
each_write_is_one_event_once_and_refused_without_the_right(void **state)
{
	static const struct write_case cases[] = {
		{ "add", MAY_SETUP_EDIT, run_add },
		{ "retire", MAY_SETUP_EDIT, run_retire },
		{ "field", MAY_SETUP_EDIT, run_field },
	};

	for (size_t i = 0; i < countof(cases); i++)
		prove_write(*state, &cases[i], ID_NONE);
	prove_chain(*state);
}

/* ---- reading ------------------------------------------------------------ */

static void
the_tree_comes_parents_first_in_the_persons_language(void **state)
{
	struct world *w = *state;
	struct rows_typification_list rows;
	struct str path;

	fine(w, typification_list(&w->c, &w->c.arena, false, &rows));
	assert_string_equal(codes(w, &rows),
	    "reclamo reclamo-taller "
	    "taller-demora taller-precio consulta consulta-general");
	assert_string_equal(rows.v[2].name.s, "Demora en el taller");
	assert_string_equal(rows.v[3].name.s, "taller-precio");
	fine(w, typification_list(&w->c, &w->c.arena, true, &rows));
	assert_int_equal(rows.n, 7);
	w->c.lang = STR("en");
	fine(w, typification_list(&w->c, &w->c.arena, false, &rows));
	assert_string_equal(rows.v[2].name.s, "Workshop late");
	assert_string_equal(rows.v[5].name.s, "Información");
	fine(w,
	    typification_path(&w->c, &w->c.arena, STR("taller-demora"), &path));
	assert_string_equal(path.s, "Reclamo › Taller › Workshop late");
	refused(w, typification_path(&w->c, &w->c.arena, STR("x"), &path),
	    ERR_NOT_FOUND, "'x'");
	allow(w, MAY_TYPIFICATION_READ, SCOPE_NONE);
	refused(w, typification_list(&w->c, &w->c.arena, false, &rows),
	    ERR_DENIED, "typification.read");
}

static void
words_of_the_path_find_a_leaf_in_use(void **state)
{
	struct world *w = *state;

	assert_string_equal(find(w, "informacion"), "consulta-general");
	assert_string_equal(find(w, "reclamo tall"),
	    "taller-demora taller-precio");
	assert_string_equal(find(w, "DEMÓ recl"), "taller-demora");
	assert_string_equal(find(w, "taller-precio"), "taller-precio");
	assert_string_equal(find(w, "vieja"), "");
	assert_string_equal(find(w, "luna"), "");
	assert_string_equal(find(w, ""),
	    "taller-demora taller-precio consulta-general");
}

/* ---- what people choose ------------------------------------------------- */

static const char *
usual(struct world *w)
{
	struct typification_hits all;
	struct buf b = { 0 };
	struct str out;

	fine(w, typification_paths(&w->c, &w->c.arena, &all));
	for (size_t i = 0; i < all.n; i++) {
		assert_int_equal(all.v[i].number, i + 1);
		buf_printf(&b, "%s%s%s%s", i > 0 ? " " : "", all.v[i].code.s,
		    all.v[i].why[0] != '\0' ? ":" : "", all.v[i].why);
	}
	out = buf_copy(&w->c.arena, &b);
	buf_done(&b);
	return out.s;
}

/* Tickets without a contact, by whoever acts. */
static void
choose(struct world *w, const char *code, int n)
{
	static const struct pair needs[] = { { { "plate", 5 }, { "AB12", 4 } },
		{ { "amount", 6 }, { "5", 1 } } };
	struct ticket_new in = question(w);

	in.typification = str_of(code);
	in.fields = needs;
	in.nfields = str_is(in.typification, "taller-precio") ? 2
	    : str_is(in.typification, "taller-demora")	      ? 1
							      : 0;
	while (n-- > 0)
		make(w, in);
}

/* A contact of LUIS that was typified. */
static void
talk(struct world *w, const char *code)
{
	struct arena a = { 0 };
	struct id id = id_make(clock_now(&dbtest_clock));

	dbtest_do(w->db,
	    str_printf(&a,
		"INSERT INTO interaction (id, number, customer, caller,"
		" channel, direction, queue, subject, state, outcome, owner,"
		" started_at, closed_at, wait_ms, talk_ms, hold_ms, wrap_ms,"
		" version)"
		" SELECT '%s', 77, min(c.id), '', 'phone', 'in', '', '',"
		" 'closed', '', '" LUIS "', %lld, %lld, 0, 1, 0, 0, 1"
		" FROM customer c;"
		"INSERT INTO matter (id, interaction, typification, position)"
		" VALUES ('%s', '%s', '%s', 1);",
		id.s, (long long)clock_now(&dbtest_clock),
		(long long)clock_now(&dbtest_clock), id.s, id.s, code)
		.s);
	arena_done(&a);
}

/* Of late first, then one's own, one's team's, the centre's; and it is counted
 * once a day, of the days before. */
static void
what_people_choose_comes_first(void **state)
{
	struct world *w = *state;
	msec today = clock_now(&dbtest_clock);

	choose(w, "consulta-general", 3);
	act(w, LUIS, "luis", SCOPE_ALL);
	choose(w, "taller-precio", 1);
	talk(w, "taller-demora");
	/* In the same shift nothing moves; the next day it comes first. */
	later(1);
	w->c.since = today + 1;
	assert_string_equal(usual(w),
	    "taller-demora taller-precio consulta-general");
	w->c.since = today + DAYS(1);
	assert_string_equal(usual(w),
	    "taller-demora:recent taller-precio consulta-general");
	fine(w, typification_count(&w->c, today + 1));
	assert_string_equal(usual(w),
	    "taller-demora:recent taller-precio:usual consulta-general:usual");
	act(w, ANA, "ana", SCOPE_ALL);
	assert_string_equal(usual(w),
	    "consulta-general:usual taller-demora:usual taller-precio:usual");
	dbtest_do(w->db,
	    "INSERT INTO team_member (team, agent, leads) VALUES"
	    " ('ventas', '" EVA "', 0)");
	act(w, EVA, "eva", SCOPE_ALL);
	assert_string_equal(usual(w),
	    "consulta-general:usual taller-demora:usual taller-precio:usual");
	/* It is counted; what is chosen since waits for tomorrow. */
	choose(w, "taller-precio", 5);
	dbtest_do(w->db,
	    "UPDATE ticket SET created_at = created_at - 9 WHERE typification"
	    " = 'taller-precio'"); /* as a load of old ones does */
	fine(w, typification_count(&w->c, today + 1));
	assert_true(str_starts(str_of(usual(w)),
	    STR("consulta-general:usual ")));
	fine(w, typification_count(&w->c, today + DAYS(1)));
	assert_true(str_starts(str_of(usual(w)), STR("taller-precio:usual ")));
	/* A month later nobody chose anything. */
	fine(w, typification_count(&w->c, today + DAYS(40)));
	assert_string_equal(usual(w),
	    "taller-demora taller-precio consulta-general");
}

static const char *
resolves(struct world *w, const char *typed)
{
	struct str code = STR_NONE;

	return typification_resolve(&w->c, &w->c.arena, str_of(typed), &code) ==
		OK
	    ? code.s
	    : "";
}

/* Of those that a word fits, the usual one does not win by itself: it is only
 * shown first. */
static void
a_number_is_of_the_list_as_it_is_shown(void **state)
{
	struct world *w = *state;
	struct typification_hits hits;

	choose(w, "consulta-general", 2);
	choose(w, "taller-precio", 1);
	fine(w, typification_count(&w->c, clock_now(&dbtest_clock) + 1));
	assert_string_equal(resolves(w, "1"), "consulta-general");
	assert_string_equal(resolves(w, "2"), "taller-precio");
	assert_string_equal(resolves(w, "9"), "");
	fine(w, typification_search(&w->c, &w->c.arena, STR("recl"), 0, &hits));
	assert_int_equal(hits.n, 2);
	assert_string_equal(hits.v[0].code.s, "taller-precio");
	assert_string_equal(hits.v[0].why, "words");
	assert_int_equal(hits.v[1].number, 2);
	refused(w,
	    typification_resolve(&w->c, &w->c.arena, STR("recl"),
		&hits.v[0].code),
	    ERR_INVALID, "fits several: taller-precio, taller-demora");
	assert_string_equal(resolves(w, "demora"), "taller-demora");
}

/* ---- changing
 * ---------------------------------------------------------------------------
 */

static void
a_new_leaf_takes_its_place_and_its_parents_kind(void **state)
{
	struct world *w = *state;
	struct typification_new t = leaf("entrega-demora");
	struct row_typification_get row;

	t.required = STR("[\"plate\"]");
	t.team = STR("ventas");
	fine(w, typification_add(&w->c, &t));
	fine(w,
	    typification_get(&w->c, &w->c.arena, STR("entrega-demora"), &row));
	assert_string_equal(row.kind.s, "complaint");
	assert_string_equal(row.name.s, "Demora en la entrega");
	assert_string_equal(row.required.s, "[\"plate\"]");
	assert_string_equal(row.team.s, "ventas");
	assert_int_equal(row.priority, 3);
	assert_int_equal(row.leaf, 1);
	assert_string_equal(find(w, "entrega"), "entrega-demora");
	refused(w, typification_add(&w->c, &t), ERR_CONFLICT, "already");
	fine(w, typification_retire(&w->c, STR("entrega-demora")));
	assert_string_equal(find(w, "entrega"), "");
	refused(w, typification_retire(&w->c, STR("entrega-demora")),
	    ERR_INVALID, "retired already");
	refused(w, typification_retire(&w->c, STR("reclamo")), ERR_INVALID,
	    "below it");
	refused(w, typification_retire(&w->c, STR("nada")), ERR_NOT_FOUND,
	    "nada");
}

static void
what_does_not_fit_the_tree_is_refused(void **state)
{
	struct world *w = *state;
	struct typification_new t;
	int64_t n = events(w);

	t = leaf("Grande");
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "a code");
	t = leaf("x1");
	t.parent = STR("nada");
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "nada");
	t.parent = STR("consulta-general");
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "leaf");
	t.parent = STR("consulta-vieja");
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "consulta-vieja");
	t = leaf("x2");
	t.parent = STR_NONE;
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "query");
	t = leaf("x3");
	t.required = STR("[\"shoe\"]");
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "shoe");
	t.required = STR("[\"hobby\"]");
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "hobby");
	t.required = STR("plate");
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "JSON");
	t = leaf("x4");
	t.team = STR("antiguo");
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "antiguo");
	t = leaf("x5");
	t.priority = 5;
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "1 to 4");
	t = leaf("x6");
	t.nnames = 0;
	refused(w, typification_add(&w->c, &t), ERR_NEED_ARG, "name");
	assert_int_equal(events(w), n);
}

static void
the_tree_has_four_levels(void **state)
{
	struct world *w = *state;
	struct typification_new t = leaf("nivel-3");

	t.parent = STR("reclamo-taller");
	t.leaf = false;
	fine(w, typification_add(&w->c, &t));
	t.code = STR("nivel-4");
	t.parent = STR("nivel-3");
	fine(w, typification_add(&w->c, &t));
	t.code = STR("nivel-5");
	t.parent = STR("nivel-4");
	refused(w, typification_add(&w->c, &t), ERR_INVALID, "4 levels");
}

/* ---- custom fields ------------------------------------------------------ */

static void
a_field_is_defined_once_and_well(void **state)
{
	static const struct {
		struct field_new f;
		const char *why;
	} bad[] = {
		{ { { "Bad", 3 }, { "ticket", 6 }, { "text", 4 }, 0,
		      { "", 0 } },
		    "a code" },
		{ { { "a", 1 }, { "moon", 4 }, { "text", 4 }, 0, { "", 0 } },
		    "moon" },
		{ { { "a", 1 }, { "ticket", 6 }, { "blob", 4 }, 0, { "", 0 } },
		    "blob" },
		{ { { "a", 1 }, { "ticket", 6 }, { "text", 4 }, 4, { "", 0 } },
		    "class" },
		{ { { "a", 1 }, { "ticket", 6 }, { "text", 4 }, 0,
		      { "[\"x\"]", 5 } },
		    "choices" },
		{ { { "a", 1 }, { "ticket", 6 }, { "choice", 6 }, 0,
		      { "[]", 2 } },
		    "choices" },
		{ { { "a", 1 }, { "ticket", 6 }, { "choice", 6 }, 0,
		      { "[1]", 3 } },
		    "choices" },
	};
	struct world *w = *state;
	struct field_new good = { STR("size"), STR("ticket"), STR("choice"),
		CLASS_OPEN, STR("[\"S\",\"M\"]") };
	struct rows_field_list rows;
	int64_t n = events(w);

	for (size_t i = 0; i < countof(bad); i++)
		refused(w, field_add(&w->c, &bad[i].f), ERR_INVALID,
		    bad[i].why);
	assert_int_equal(events(w), n);
	fine(w, field_add(&w->c, &good));
	refused(w, field_add(&w->c, &good), ERR_CONFLICT, "already");
	fine(w, field_list(&w->c, &w->c.arena, STR("ticket"), &rows));
	assert_int_equal(rows.n, 4);
	assert_string_equal(rows.v[3].id.s, "size");
	fine(w, field_list(&w->c, &w->c.arena, STR_NONE, &rows));
	assert_int_equal(rows.n, 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(
		    each_write_is_one_event_once_and_refused_without_the_right),
		TEST(the_tree_comes_parents_first_in_the_persons_language),
		TEST(words_of_the_path_find_a_leaf_in_use),
		TEST(what_people_choose_comes_first),
		TEST(a_number_is_of_the_list_as_it_is_shown),
		TEST(a_new_leaf_takes_its_place_and_its_parents_kind),
		TEST(what_does_not_fit_the_tree_is_refused),
		TEST(the_tree_has_four_levels),
		TEST(a_field_is_defined_once_and_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
