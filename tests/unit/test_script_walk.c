/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_script_walk.c - going through a script by the machine alone: what each
 * move leaves behind, what is asked for and how often, what a missing value
 * looks like, and what a simulation comes to.
 */
#include "test.h"

#include "script/check.h"
#include "script/po.h"
#include "script/run.h"
#include "script/simulate.h"

static struct arena a;

#define HEAD                                                                   \
	"script t\n"                                                           \
	"title T\n"                                                            \
	"languages es\n"
#define END "step z\n say Fin\n end typification=done outcome=done\n"

static struct script *
read_script(const char *text)
{
	struct script_problems p = { .arena = &a };
	struct script *s = script_new();

	script_read(s, STR("t.call"), str_of(text), &p);
	script_check(s, NULL, &p);
	return s;
}

static struct script_run
begin(const struct script *s)
{
	struct script_run r = { .script = s, .arena = &a, .lang = STR("es") };

	assert_int_equal(script_run_start(&r, NULL), OK);
	return r;
}

static void
is_at(const struct script_run *r, const char *step)
{
	assert_string_equal(script_run_step(r)->name.s, step);
}

static void
choose(struct script_run *r, size_t i, const char *to)
{
	assert_int_equal(script_run_option(r, i, NULL), OK);
	is_at(r, to);
}

static void
type(struct script_run *r, const char *text, const char *to)
{
	assert_int_equal(script_run_type(r, str_of(text), NULL), OK);
	is_at(r, to);
}

/* A step that shows nothing is passed, and still does what it says. */
static void
a_silent_step_does_what_it_says(void **state)
{
	struct script *s = read_script(HEAD
	    "step a\n ask x?\n - k: K -> b\n"
	    "step b\n do ticket note text=\"de b\"\n -> c\n"
	    "step c\n do now callback add when=1h\n -> z\n" END);
	struct script_run r = begin(s);
	const struct script_state *st;

	(void)state;
	choose(&r, 0, "z");
	st = &script_run_visit(&r)->state;
	assert_int_equal(st->nwishes, 2);
	assert_string_equal(st->wishes[0].line.s, "ticket note text=\"de b\"");
	assert_false(st->wishes[0].now);
	assert_true(st->wishes[1].now);
	script_free(s);
}

/* Who comes by again asks anew: one of each, with the last answer. */
static void
the_last_time_counts(void **state)
{
	struct script *s = read_script(HEAD
	    "field d text\n"
	    "step a\n ask d? into d\n do appointment book when={{d}}\n -> b\n"
	    "step b\n ask y?\n - otra: O -> a\n - si: S -> z\n" END);
	struct script_run r = begin(s);
	const struct script_state *st;

	(void)state;
	type(&r, "lunes", "b");
	choose(&r, 0, "a");
	type(&r, "martes", "b");
	choose(&r, 1, "z");
	st = &script_run_visit(&r)->state;
	assert_int_equal(st->nwishes, 1);
	assert_string_equal(st->wishes[0].line.s,
	    "appointment book when=\"martes\"");
	script_free(s);
}

/* "No lo sabe" leaves the field empty, also when it was known before. */
static void
a_way_out_empties_the_field(void **state)
{
	struct script *s = read_script(HEAD
	    "field d text\n"
	    "step a\n ask d? into d\n - no: N -> b\n -> b\n"
	    "step b\n ask y?\n - otra: O -> a\n - si: S -> z\n" END);
	struct script_run r = begin(s);

	(void)state;
	type(&r, "lunes", "b");
	assert_string_equal(script_run_value(&r, 0, true).s, "lunes");
	choose(&r, 0, "a");
	choose(&r, 0, "b");
	assert_int_equal(script_run_value(&r, 0, true).len, 0);
	script_free(s);
}

/* Whatever is missing is seen, in every text an agent reads. */
static void
a_missing_value_is_a_gap_everywhere(void **state)
{
	struct script *s = read_script(HEAD
	    "objection o: Soy {{customer.first}} -> q\n"
	    "step a: paso {{customer.name}}\n say Hola {{customer.name}}\n"
	    " ask ¿{{customer.plate}}?\n - k: Sí, {{customer.email}} -> z\n"
	    " note Vea {{customer.alert}}\n"
	    " objection p: Es {{agent.name}} -> q\n" END "step q\n return\n");
	struct script_run r = begin(s);
	const struct script_step *k = script_run_step(&r);

	(void)state;
#define SAID(words, what) script_run_say(&r, words, what, 0, NULL).s
	assert_string_equal(SAID(&k->title, "title"), "paso ‹customer.name›");
	assert_string_equal(SAID(k->say.v, "say"), "Hola ‹customer.name›");
	assert_string_equal(SAID(&k->ask, "ask"), "¿‹customer.plate›?");
	assert_string_equal(SAID(k->note.v, "note"), "Vea ‹customer.alert›");
	assert_string_equal(SAID(&k->options.v[0].text, "k"),
	    "Sí, ‹customer.email›");
	assert_string_equal(script_run_objection(&r, k->objections.v).s,
	    "Es ‹agent.name›");
	assert_string_equal(script_run_objection(&r, s->parts[0].objections.v)
				.s,
	    "Soy ‹customer.first›");
	script_free(s);
}

/* An objection, of the script or of the step, is heard in the customer's
 * language. */
static void
objections_are_translated(void **state)
{
	static const char po[] =
	    "msgctxt \"t/objection/o\"\nmsgid \"O\"\nmsgstr \"whole\"\n\n"
	    "msgctxt \"t/a/objection-p\"\nmsgid \"P\"\nmsgstr \"step\"\n";
	struct script_problems p = { .arena = &a };
	struct script *s = script_new();
	struct script_run r;

	(void)state;
	script_read(s, STR("t.call"),
	    STR("script t\ntitle T\nlanguages es, en\nobjection o: O -> q\n"
		"step a\n say S\n objection p: P -> q\n -> z\n" END
		"step q\n return\n"),
	    &p);
	script_po_read(s, STR("en"), STR("t.en.po"), str_of(po), &p);
	script_check(s, NULL, &p);
	r = begin(s);
	r.lang = STR("en");
	assert_string_equal(script_run_objection(&r,
				script_run_step(&r)->objections.v)
				.s,
	    "step");
	assert_string_equal(script_run_objection(&r, s->parts[0].objections.v)
				.s,
	    "whole");
	script_free(s);
}

/* Every step and way that can be come to is, silent ones and conditions too;
 * what conditions ask for is tried. */
static void
a_simulation_comes_everywhere(void **state)
{
	struct script *s = read_script(HEAD
	    "field n number 1..1000\n"
	    "step a\n when customer.segment = oro -> z\n"
	    " when time.hour = 17 -> z\n ask n? into n\n -> b\n"
	    "step b\n when n = 777 -> z\n -> z\n" END);
	struct script_trial t;

	(void)state;
	script_simulate(s, &a, 2000, 1, &t);
	assert_int_equal(t.ended, 2000);
	assert_int_equal(t.visits[1], 0);
	assert_true(t.passes[1] > 0);
	for (size_t i = 0; i < s->edges.n; i++)
		assert_true(t.ways[i] > 0);
	script_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_silent_step_does_what_it_says),
		cmocka_unit_test(the_last_time_counts),
		cmocka_unit_test(a_way_out_empties_the_field),
		cmocka_unit_test(a_missing_value_is_a_gap_everywhere),
		cmocka_unit_test(objections_are_translated),
		cmocka_unit_test(a_simulation_comes_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
