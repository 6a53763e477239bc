/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_closing.c - what a leaf demands at the end, as a table: by the words
 * that the ticket's screen, a list and the shell say, and for many at once,
 * each thing that is missing is named, one after the other, nothing changes
 * until all of it is there, and then the ticket is resolved with all of it.
 */
#include "promisetest.h"

#include "cmd/cmd.h"
#include "core/bulk.h"
#include "core/complaint.h"

/* Each demand: how it is said by either way, and what names it when missing. */
static const struct demand {
	const char *name, *said, *many, *missing;
} demands[] = {
	{ "colour", "field=colour=rojo", "field:\"colour=rojo\"", "colour" },
	{ "amount", "field=amount=1200", "field:\"amount=1200\"", "amount" },
	{ "outcome", "outcome=partly", "outcome:partly", "outcome=upheld" },
	{ "cause", "cause=process-delay", "cause:process-delay", "cause=CODE" },
};

static const struct {
	const char *leaf, *closing;
	const char *asks[countof(demands) + 1];
} leaves[] = {
	{ "consulta-general", "[]", { NULL } },
	{ "consulta-general", "[\"colour\"]", { "colour" } },
	{ "consulta-general", "[\"colour\",\"amount\"]",
	    { "colour", "amount" } },
	/* What the complaint has is nothing that a question must have. */
	{ "consulta-general", "[\"outcome\",\"colour\"]", { "colour" } },
	{ "taller-demora", "[]", { NULL } },
	{ "taller-demora", "[\"plate\"]", { NULL } },
	{ "taller-demora", "[\"outcome\"]", { "outcome" } },
	{ "taller-demora", "[\"cause\"]", { "cause" } },
	{ "taller-demora", "[\"cause\",\"outcome\"]", { "outcome", "cause" } },
	{ "taller-demora", "[\"cause\",\"amount\",\"outcome\",\"colour\"]",
	    { "amount", "colour", "outcome", "cause" } },
};

static const struct demand *
demand(const char *name)
{
	for (size_t i = 0; i < countof(demands); i++)
		if (strcmp(demands[i].name, name) == 0)
			return &demands[i];
	fail_msg("no demand %s", name);
	return NULL;
}

static struct id
open_one(struct world *w, size_t i)
{
	static const struct pair plate[] = { { { "plate", 5 },
	    { "BBCD12", 6 } } };
	struct ticket_new in = question(w);
	struct arena a = { 0 };

	in.typification = str_of(leaves[i].leaf);
	if (strcmp(leaves[i].leaf, "taller-demora") == 0) {
		in.fields = plate;
		in.nfields = 1;
	}
	dbtest_do(w->db,
	    str_printf(&a,
		"UPDATE typification SET closing = '%s' WHERE code = '%s'",
		leaves[i].closing, leaves[i].leaf)
		.s);
	arena_done(&a);
	return make(w, in);
}

/* The words of one way, with the first `n` of what is asked. */
static struct str
words(struct arena *a, size_t leaf, struct id id, bool many, size_t n)
{
	struct str w = many
	    ? STR("resolve:\"Se le explicó\"")
	    : str_printf(a, "ticket resolve %s text=\"Se le explicó\"", id.s);

	for (size_t k = 0; k < n; k++) {
		const struct demand *d = demand(leaves[leaf].asks[k]);

		w = str_printf(a, "%s %s", w.s, many ? d->many : d->said);
	}
	return w;
}

static enum err
by_command(struct world *w, struct str line)
{
	struct reply reply;
	struct cmd_ctx cx = {
		.core = &w->c, .arena = &w->c.arena, .reply = &reply
	};

	reply_init(&reply, &w->c.arena);
	return cmd_do(&cx, line);
}

/* The one row's outcome; its sentence in the fault. */
static enum err
by_bulk(struct world *w, struct str line, struct id id)
{
	struct bulk_do d;
	struct bulk_rows rows;

	fine(w, bulk_read(&w->c, &w->c.arena, line, &d));
	fine(w, bulk_run(&w->c, &w->c.arena, &d, line, &id, 1, &rows));
	assert_int_equal(rows.n, 1);
	if (rows.v[0].rc != OK)
		(void)fail(&w->c.fault, rows.v[0].rc, "%s", rows.v[0].why.s);
	return rows.v[0].rc;
}

static enum err
resolve(struct world *w, size_t leaf, struct id id, bool many, size_t n)
{
	struct arena a = { 0 };
	struct str line = words(&a, leaf, id, many, n);
	enum err rc;

	core_rest(&w->c);
	rc = many ? by_bulk(w, line, id) : by_command(w, line);
	arena_done(&a);
	return rc;
}

static void
each_demand_is_named_until_all_are_there(struct world *w, size_t i, bool many)
{
	struct id id = open_one(w, i);
	struct rows_field_value_list has;
	size_t n = 0;
	enum err rc;

	for (; leaves[i].asks[n] != NULL; n++) {
		const char *names = demand(leaves[i].asks[n])->missing;

		rc = resolve(w, i, id, many, n);
		if (rc != ERR_NEED_ARG ||
		    strstr(w->c.fault.text, names) == NULL)
			fail_msg("%s %s, %zu given%s: %s, not %s",
			    leaves[i].leaf, leaves[i].closing, n,
			    many ? " for many" : "",
			    rc == OK ? "resolved" : w->c.fault.text, names);
		assert_string_equal(get(w, id).state.s, "new");
		fine(w, ticket_fields(&w->c, &w->c.arena, id, &has));
		assert_int_equal(has.n,
		    strcmp(leaves[i].leaf, "taller-demora") == 0);
	}
	if ((rc = resolve(w, i, id, many, n)) != OK)
		fail_msg("%s %s%s: %s", leaves[i].leaf, leaves[i].closing,
		    many ? " for many" : "", w->c.fault.text);
	assert_string_equal(get(w, id).state.s, "resolved");
}

static void
it_is_asked_by_words(void **state)
{
	for (size_t i = 0; i < countof(leaves); i++)
		each_demand_is_named_until_all_are_there(*state, i, false);
	prove_chain(*state);
}

static void
it_is_asked_of_many(void **state)
{
	for (size_t i = 0; i < countof(leaves); i++)
		each_demand_is_named_until_all_are_there(*state, i, true);
	prove_chain(*state);
}

/* What does not fit is refused with its name, and leaves everything as it was;
 * what a complaint ends with is no field of a question. */
static void
what_is_wrong_is_named(void **state)
{
	static const struct {
		const char *words, *why;
		enum err rc;
	} wrong[] = {
		{ "field=colour=verde", "colour", ERR_INVALID },
		{ "field=amount=mucho", "amount", ERR_INVALID },
		{ "field=speed=9", "speed", ERR_INVALID },
		{ "outcome=partly", "no complaint", ERR_INVALID },
		{ "cause=process", "no complaint", ERR_INVALID },
	};
	struct world *w = *state;
	struct id id = open_one(w, 0);
	struct arena a = { 0 };
	int64_t before = events(w);

	for (size_t i = 0; i < countof(wrong); i++) {
		core_rest(&w->c);
		refused(w,
		    by_command(w,
			str_printf(&a, "ticket resolve %s text=x %s", id.s,
			    wrong[i].words)),
		    wrong[i].rc, wrong[i].why);
	}
	assert_int_equal(events(w), before);
	assert_string_equal(get(w, id).state.s, "new");
	arena_done(&a);
}

static void
how_a_complaint_ends_goes_with_its_resolution(void **state)
{
	struct world *w = *state;
	struct bulk_do d;

	refused(w,
	    bulk_read(&w->c, &w->c.arena, STR("note:hola outcome:upheld"), &d),
	    ERR_NEED_ARG, "outcome:upheld cause:CODE");
	fine(w,
	    bulk_read(&w->c, &w->c.arena,
		STR("resolve:listo outcome:\"partly upheld\" cause:price"),
		&d));
	assert_string_equal(d.outcome.s, "partly");
	assert_string_equal(d.cause.s, "price");
}

/* One of many that is refused at its last step is as it was. */
static void
a_refused_one_of_many_keeps_nothing(void **state)
{
	struct world *w = *state;
	struct id id = open_one(w, 1);
	struct bulk_rows rows;
	struct bulk_do d;
	int64_t before = events(w);

	fine(w,
	    bulk_read(&w->c, &w->c.arena,
		STR("team:repuestos priority:1 note:hola resolve:listo"), &d));
	fine(w, bulk_run(&w->c, &w->c.arena, &d, STR("x"), &id, 1, &rows));
	assert_int_equal(rows.bad, 1);
	assert_int_equal(events(w), before); /* nothing to take back */
	assert_true(id_none(rows.bulk));
	assert_true(rows.v[0].why.len > 0);
	assert_int_equal(get(w, id).priority, 3);
	assert_string_equal(get(w, id).team.s, "ventas");
	prove_chain(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_is_asked_by_words),
		TEST(it_is_asked_of_many),
		TEST(what_is_wrong_is_named),
		TEST(a_refused_one_of_many_keeps_nothing),
		TEST(how_a_complaint_ends_goes_with_its_resolution),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
