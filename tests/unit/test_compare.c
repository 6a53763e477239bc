/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compare.c - two people change one ticket: what decides itself, and what
 * is asked.
 */
#include "tickettest.h"

#include "core/compare.h"
#include "core/seen.h"
#include "core/undo.h"

static const struct compare_field *
field(const struct compare *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_is(c->v[i].name, name))
			return &c->v[i];
	fail_msg("no field '%s'", name);
	return NULL;
}

static bool
has(const struct compare *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_is(c->v[i].name, name))
			return true;
	return false;
}

/* Luis saves while ana writes. */
static struct id
both_at_it(struct world *w, int64_t *version)
{
	struct ticket_edit e = { .subject = STR("De Luis"), .priority = 1 };
	struct ticket_assign to = { .team = STR("repuestos") };
	struct pair plate = { STR("plate"), STR("AAAA11") };
	struct id id = make(w, question(w));

	*version = get(w, id).version;
	act(w, LUIS, "luis", SCOPE_ALL);
	e.fields = &plate;
	e.nfields = 1;
	fine(w, ticket_edit(&w->c, id, &e, *version));
	later(MINUTES(1));
	fine(w, ticket_assign(&w->c, id, &to, 0));
	act(w, ANA, "ana", SCOPE_ALL);
	return id;
}

/* They emptied a field that ana writes in: it is asked, not written over. */
static void
a_field_they_emptied_is_asked(void **state)
{
	struct world *w = *state;
	struct pair plate = { STR("plate"), STR("AAAA11") };
	struct pair mine = { STR("field.plate"), STR("BBBB22") };
	struct ticket_edit e = { .fields = &plate, .nfields = 1 };
	struct id id = make(w, question(w));
	struct compare c;
	int64_t version;

	fine(w, ticket_edit(&w->c, id, &e, 0));
	version = get(w, id).version;
	act(w, LUIS, "luis", SCOPE_ALL);
	plate.value = STR_NONE;
	fine(w, ticket_edit(&w->c, id, &e, 0));
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w,
	    compare_get(&w->c, &w->c.arena, "ticket", id, version, &mine, 1,
		&c));
	assert_int_equal(field(&c, "field.plate")->how, COMPARE_BOTH);
	assert_string_equal(field(&c, "field.plate")->before.s, "AAAA11");
}

static enum err
give_to(struct world *w, struct id id, struct id owner, int64_t seen)
{
	struct ticket_assign to = { STR_NONE, owner };

	w->c.seen = seen;
	return ticket_assign(&w->c, id, &to, 0);
}

/* What others changed since one looked is not written over; a note is no
 * matter, nor what was taken back. */
static void
what_was_not_seen_is_not_written_over(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_edit e = { .priority = 1 };
	struct undo_done undone;
	int64_t seen;

	fine(w, seen_now(&w->c, &seen));
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_note(&w->c, id, STR("Una nota")));
	fine(w, give_to(w, id, id_of(LUIS), 0));
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, give_to(w, id, id_of(ANA), seen), ERR_CONFLICT, "owner");
	fine(w, ticket_edit(&w->c, id, &e, 0)); /* nobody changed that */
	w->c.seen = 0;
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &undone));
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, give_to(w, id, id_of(LUIS), seen));
	w->c.seen = 0;
}

static void
each_field_tells_whose_it_is(void **state)
{
	struct world *w = *state;
	struct pair mine[] = { { STR("subject"), STR("De Ana") },
		{ STR("priority"), STR("1") },
		{ STR("field.colour"), STR("rojo") },
		{ STR("typification"), STR_NONE } };
	struct compare c;
	int64_t version;
	struct id id = both_at_it(w, &version);

	mine[3].value = get(w, id).typification; /* as it is */
	fine(w,
	    compare_get(&w->c, &w->c.arena, "ticket", id, version, mine, 4,
		&c));
	assert_string_equal(c.who.s, "Luis Peña");
	assert_int_equal(c.others, 0);
	assert_int_equal(c.version, version + 2);
	assert_int_equal(c.at, clock_now(&dbtest_clock));
	assert_int_equal(field(&c, "subject")->how, COMPARE_BOTH);
	assert_string_equal(field(&c, "subject")->before.s, "¿Cuánto cuesta?");
	assert_string_equal(field(&c, "subject")->mine.s, "De Ana");
	assert_string_equal(field(&c, "subject")->theirs.s, "De Luis");
	assert_int_equal(field(&c, "priority")->how, COMPARE_SAME);
	assert_string_equal(field(&c, "priority")->before.s, "3");
	assert_int_equal(field(&c, "field.colour")->how, COMPARE_MINE);
	assert_int_equal(field(&c, "field.plate")->how, COMPARE_THEIRS);
	assert_false(field(&c, "field.plate")->asked);
	assert_int_equal(field(&c, "team")->how, COMPARE_THEIRS);
	assert_string_equal(field(&c, "team")->before_text.s, "Ventas");
	assert_string_equal(field(&c, "team")->theirs_text.s, "Repuestos");
	assert_false(has(&c, "state"));
	assert_false(has(&c, "typification"));
}

/* What is chosen goes in against the version that was compared; a third one
 * who is faster still is told again. */
static void
what_was_chosen_is_saved_once(void **state)
{
	struct world *w = *state;
	const struct pair mine = { STR("subject"), STR("De Ana") };
	struct ticket_edit e = { .subject = STR("De Ana") };
	struct compare c;
	int64_t version;
	struct id id = both_at_it(w, &version);

	refused(w, ticket_edit(&w->c, id, &e, version), ERR_CONFLICT,
	    "Luis Peña");
	fine(w,
	    compare_get(&w->c, &w->c.arena, "ticket", id, version, &mine, 1,
		&c));
	fine(w, ticket_start(&w->c, id, 0));
	refused(w, ticket_edit(&w->c, id, &e, c.version), ERR_CONFLICT,
	    "Ana Soto");
	fine(w,
	    compare_get(&w->c, &w->c.arena, "ticket", id, version, &mine, 1,
		&c));
	assert_int_equal(c.others, 1);
	assert_string_equal(c.who.s, "Ana Soto, Luis Peña");
	assert_string_equal(field(&c, "state")->who.s, "Ana Soto");
	assert_string_equal(field(&c, "subject")->who.s, "Luis Peña");
	fine(w, ticket_edit(&w->c, id, &e, c.version));
	assert_string_equal(get(w, id).subject.s, "De Ana");
	assert_string_equal(get(w, id).team.s, "repuestos");
	assert_int_equal(get(w, id).priority, 1);
}

/* Who only writes a note behind it, and a level that rings, changed no field. */
static void
who_changed_no_field_is_not_named(void **state)
{
	struct world *w = *state;
	const struct pair mine = { STR("subject"), STR("De Ana") };
	struct compare c;
	int64_t version;
	struct id id = both_at_it(w, &version);

	later(MINUTES(1));
	fine(w, ticket_note(&w->c, id, STR("Solo una nota")));
	fine(w,
	    compare_get(&w->c, &w->c.arena, "ticket", id, version, &mine, 1,
		&c));
	assert_string_equal(c.who.s, "Luis Peña");
	assert_int_equal(c.others, 0);
	assert_int_equal(c.at, clock_now(&dbtest_clock) - MINUTES(1));
}

/* Undone in between: before and theirs are the same again. */
static void
what_came_back_is_no_conflict(void **state)
{
	struct world *w = *state;
	const struct pair mine = { STR("subject"), STR("De Ana") };
	struct ticket_edit e = { .subject = STR("De Luis") };
	struct compare c;
	struct id id = make(w, question(w));
	int64_t version = get(w, id).version;

	fine(w, ticket_edit(&w->c, id, &e, 0));
	e.subject = STR("¿Cuánto cuesta?");
	fine(w, ticket_edit(&w->c, id, &e, 0));
	fine(w,
	    compare_get(&w->c, &w->c.arena, "ticket", id, version, &mine, 1,
		&c));
	assert_int_equal(c.n, 1);
	assert_int_equal(c.v[0].how, COMPARE_MINE);
}

static void
nothing_of_what_one_may_not_see(void **state)
{
	struct world *w = *state;
	const struct pair mine = { STR("subject"), STR("De Ana") };
	struct compare c;
	int64_t version;
	struct id id = both_at_it(w, &version);

	act(w, EVA, "eva", SCOPE_OWN);
	refused(w,
	    compare_get(&w->c, &w->c.arena, "ticket", id, version, &mine, 1,
		&c),
	    ERR_NOT_FOUND, "ticket");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_field_they_emptied_is_asked),
		TEST(what_was_not_seen_is_not_written_over),
		TEST(each_field_tells_whose_it_is),
		TEST(what_was_chosen_is_saved_once),
		TEST(who_changed_no_field_is_not_named),
		TEST(what_came_back_is_no_conflict),
		TEST(nothing_of_what_one_may_not_see),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
