/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_script_run.c - a published script in a contact: its version stays,
 * going back restores, another terminal goes on, the end is one transaction.
 */
#include "scripttest.h"

#define SCRIPT(word)                                                           \
	"script g\ntitle G\nlanguages es\nfor queue=ventas\n"                  \
	"field color one of rojo, azul\nfield n number 1..9\n"                 \
	"objection caro: \"Es caro\" -> caro\n"                                \
	"step uno\n say " word "\n ask ¿Color?  into color\n"                 \
	" - rojo: El rojo -> dos\n - azul: El azul -> dos\n"                   \
	"step dos\n ask ¿Cuántos {{color}}?  into n\n -> tres\n"             \
	"step tres\n say Muy bien.\n"                                          \
	" do ticket create typification=consulta-general subject=\"{{n}} "     \
	"{{color.key}}\"\n"                                                    \
	" do callback add when=+2h reason=avisar phone=987654321 "             \
	"override=prueba\n"                                                    \
	" end typification=consulta-general outcome=callback\n"                \
	"step caro\n say Lo entiendo.\n return\n"

/* Wrap-up by hand: the run is left where it stood, not open for ever. */
static void
a_contact_closed_by_hand_leaves_its_script(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);
	struct said s;

	publish(w, SCRIPT("Hola"), "");
	say(w, "script start %s", id.s);
	say(w, "script go %s option rojo", id.s);
	s = say(w, "interaction close %s outcome=resolved", id.s);
	assert_int_equal(s.rc, OK);
	assert_string_equal(dbtest_ask(w->db, &a,
				"SELECT state || ' ' || step FROM script_run")
				.s,
	    "left dos");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM script_visit WHERE left_at"
			     " IS NULL"),
	    0);
	s = say(w, "script report g");
	assert_int_equal(s.rc, OK);
}

/* `for campaign=` is of contacts that belong to it. */
static void
a_campaign_chooses_its_script(void **state)
{
	struct world *w = *state;
	struct said s;

	publish(w,
	    "script c\ntitle C\nlanguages es\nfor campaign=encuesta\n"
	    "step uno\n say Hola\n end typification=consulta-general "
	    "outcome=resolved\n",
	    "");
	s = say(w, "interaction start channel=phone caller=987654321");
	s = say(w, "script start %s", cell(&s, "id"));
	assert_int_equal(s.rc, ERR_NOT_FOUND);
	s = say(w,
	    "interaction start channel=phone caller=987654321 "
	    "campaign=encuesta");
	s = say(w, "script start %s", cell(&s, "id"));
	assert_int_equal(s.rc, OK);
	assert_string_equal(cell(&s, "script"), "c");
}

/* What a script books is an appointment, in the transaction of the end; what
 * it asks for a survey are rows of its run. */
static void
a_script_books_and_asks(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);
	struct said s;

	publish(w,
	    "script b\ntitle B\nlanguages es\nfor queue=ventas\n"
	    "field dia date future\nfield nota number 0..10\n"
	    "step uno\n ask ¿Qué día?  into dia\n -> dos\n"
	    "step dos\n ask ¿Nota?  into nota\n -> fin\n"
	    " do survey answer survey=a question=nps kind=nps "
	    "value=\"{{nota|-}}\"\n"
	    "step fin\n say Queda el {{dia}}.\n"
	    " do appointment book branch=centro service=visita "
	    "when=\"{{dia.key}}\" hour=h10\n"
	    " end typification=consulta-general outcome=resolved\n",
	    "");
	say(w, "script start %s", id.s);
	s = say(w, "script go %s text 2026-12-05", id.s);
	assert_int_equal(s.rc, OK);
	s = say(w, "script go %s text 9", id.s);
	assert_int_equal(s.rc, OK);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM appointment"), 0);
	s = say(w, "script end %s", id.s);
	if (s.rc != OK)
		fail_msg("%s", s.fault.text);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM appointment x JOIN"
			     " interaction i ON i.id = x.interaction AND"
			     " i.customer = x.customer WHERE x.state ="
			     " 'booked'"),
	    1);
	assert_int_equal(ask_int(w,
			     "SELECT num FROM survey_answer WHERE run IS NOT"
			     " NULL"),
	    9);
}

/* "{{nota|-}}": what nobody answers is kept as asked, not as a gap. */
static void
a_question_without_an_answer_is_asked(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);
	struct said s;

	publish(w,
	    "script b\ntitle B\nlanguages es\nfor queue=ventas\n"
	    "field nota number 0..10\n"
	    "step uno\n say Hola, {{nota|cliente}} {{nota|-}}.\n"
	    " ask ¿Nota?  into nota\n - nada: No dice -> fin\n"
	    " -> fin\n"
	    " do survey answer survey=a question=nps kind=nps "
	    "value=\"{{nota|-}}\"\n"
	    "step fin\n say Gracias.\n"
	    " end typification=consulta-general outcome=resolved\n",
	    "");
	say(w, "script start %s", id.s);
	s = say(w, "script step %s", id.s);
	assert_string_equal(cell(&s, "say"), "Hola, cliente -.");
	s = say(w, "script go %s option nada", id.s);
	assert_int_equal(s.rc, OK);
	s = say(w, "script end %s", id.s);
	if (s.rc != OK)
		fail_msg("%s", s.fault.text);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM survey_answer"
			     " WHERE value IN ('', '-') AND num IS NULL"),
	    1);
}

static void
a_broken_script_is_not_published(void **state)
{
	struct world *w = *state;
	struct said s;

	write_script("script g\ntitle G\nlanguages es\nstep a\n say x\n -> "
		     "b\n");
	s = say(w, "script publish %s", path);
	assert_int_equal(s.rc, ERR_INVALID);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM script_version"), 0);
}

static void
the_running_contact_keeps_its_version(void **state)
{
	struct world *w = *state;
	struct id one = talk(w), two = talk(w);
	struct said s;

	publish(w, SCRIPT("Primero"), "");
	s = say(w, "script start %s", one.s);
	assert_int_equal(s.rc, OK);
	publish(w, SCRIPT("Segundo"), "");
	s = say(w, "script step %s", one.s);
	assert_string_equal(cell(&s, "say"), "Primero");
	s = say(w, "script start %s", two.s);
	assert_string_equal(cell(&s, "say"), "Segundo");
}

static void
back_restores_and_an_objection_returns(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);
	struct said s;

	publish(w, SCRIPT("Hola"), "");
	say(w, "script start %s", id.s);
	s = say(w, "script go %s option rojo", id.s);
	assert_string_equal(cell(&s, "step"), "dos");
	assert_string_equal(cell(&s, "ask"), "¿Cuántos El rojo?");
	s = say(w, "script go %s objection caro", id.s);
	assert_string_equal(cell(&s, "step"), "caro");
	s = say(w, "script go %s next", id.s);
	assert_string_equal(cell(&s, "step"), "dos");
	for (int i = 0; i < 3; i++)
		s = say(w, "script go %s back", id.s);
	assert_string_equal(cell(&s, "step"), "uno");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM script_answer"), 0);
	s = say(w, "script go %s back", id.s);
	assert_int_equal(s.rc, ERR_INVALID);
	s = say(w, "script go %s option azul", id.s);
	assert_string_equal(cell(&s, "ask"), "¿Cuántos El azul?");
	s = say(w, "script go %s text 12", id.s);
	assert_int_equal(s.rc, ERR_INVALID);
	s = say(w, "script step %s", id.s);
	assert_string_equal(cell(&s, "step"), "dos");
}

static void
two_terminals_do_not_both_go_on(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);
	struct said s;

	publish(w, SCRIPT("Hola"), "");
	say(w, "script start %s", id.s);
	s = say(w, "script go %s option rojo seq=1", id.s);
	assert_int_equal(s.rc, OK);
	s = say(w, "script go %s option azul seq=1", id.s);
	assert_int_equal(s.rc, ERR_CONFLICT);
	assert_string_equal(dbtest_ask(w->db, &a,
				"SELECT value FROM script_answer")
				.s,
	    "rojo");
}

static void
the_end_writes_all_in_one(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);
	struct said s;

	publish(w, SCRIPT("Hola"), "");
	say(w, "script start %s", id.s);
	say(w, "script go %s option rojo", id.s);
	say(w, "script go %s text 3", id.s);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM ticket"), 0);
	s = say(w, "script end %s note=listo", id.s);
	if (s.rc != OK)
		fail_msg("%s", s.fault.text);
	assert_string_equal(dbtest_ask(w->db, &a, "SELECT subject FROM ticket")
				.s,
	    "3 rojo");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM callback"), 1);
	assert_string_equal(dbtest_ask(w->db, &a,
				"SELECT state FROM script_run")
				.s,
	    "ended");
	assert_string_equal(dbtest_ask(w->db, &a,
				"SELECT state || ' ' || outcome FROM "
				"interaction")
				.s,
	    "closed callback");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM script_wish WHERE state = "
			     "'done'"),
	    2);
}

#define REFUSED                                                                \
	"script g\ntitle G\nlanguages es\nstep a\n say x\n"                    \
	" do customer note text=bien\n"                                        \
	" do ticket create typification=taller-demora subject=x\n"             \
	" end typification=consulta-general outcome=resolved\n"

static void
a_refused_action_changes_nothing_or_is_left_undone(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);
	struct said s;

	publish(w, REFUSED, "");
	say(w, "script start %s g", id.s);
	s = say(w, "script end %s", id.s);
	assert_int_equal(s.rc, ERR_NEED_ARG); /* the leaf wants a plate */
	assert_int_equal(ask_int(w, "SELECT count(*) FROM message"), 0);
	assert_string_equal(dbtest_ask(w->db, &a,
				"SELECT state FROM script_run")
				.s,
	    "running");
	s = say(w, "script end %s skip=yes", id.s);
	assert_int_equal(s.rc, OK);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM message"), 1);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM ticket"), 0);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM script_wish WHERE state = "
			     "'refused'"),
	    1);
}

static void
what_cannot_wait_is_done_once(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);

	publish(w,
	    "script g\ntitle G\nlanguages es\nstep a\n say x\n"
	    " do now customer note text=urge\n -> b\n"
	    "step b\n end typification=consulta-general outcome=resolved\n",
	    "");
	say(w, "script start %s g", id.s);
	for (int i = 0; i < 2; i++) {
		say(w, "script go %s next", id.s);
		assert_int_equal(ask_int(w, "SELECT count(*) FROM message"), 1);
		say(w, "script go %s back", id.s);
	}
}

static void
what_is_asked_in_secret_is_not_kept(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);

	publish(w,
	    "script g\ntitle G\nlanguages es\nfield tarjeta text\n"
	    "step a\n secure\n ask ¿Número?  into tarjeta\n -> b\n"
	    "step b\n end typification=consulta-general outcome=resolved\n",
	    "");
	say(w, "script start %s g", id.s);
	assert_int_equal(say(w, "script go %s text 4111222233334444", id.s).rc,
	    OK);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM script_answer"), 0);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM script_visit WHERE body "
			     "LIKE '%4111%' OR key LIKE '%4111%'"),
	    0);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM event_value WHERE new LIKE "
			     "'%4111%'"),
	    0);
}

static void
shares_are_kept_and_drawn(void **state)
{
	struct world *w = *state;
	struct script_choices k;
	struct id id = talk(w);
	int64_t first = 0;

	publish(w, SCRIPT("Uno"), "");
	publish(w, SCRIPT("Dos"), "share=20");
	assert_int_equal(ask_int(w,
			     "SELECT share FROM script_version WHERE n = 1"),
	    80);
	for (int i = 0; i < 60; i++) {
		struct id one = talk(w);

		fine(w, script_choose(&w->c, &a, one, &k));
		assert_int_equal(k.n, 1);
		assert_int_equal(k.v[0].fits, 1);
		first += k.v[0].v.n == 1;
	}
	assert_in_range(first, 30, 59);
	well(w, "script share g version=1 share=100");
	fine(w, script_choose(&w->c, &a, id, &k));
	assert_int_equal(k.v[0].v.n, 1);
}

static void
a_report_counts_where_people_left(void **state)
{
	struct world *w = *state;
	struct script_report r;
	struct id one = talk(w), two = talk(w);

	publish(w, SCRIPT("Hola"), "");
	say(w, "script start %s", one.s);
	later(SECONDS(10));
	say(w, "script go %s option rojo", one.s);
	say(w, "script leave %s", one.s);
	say(w, "script start %s", two.s);
	later(SECONDS(20));
	say(w, "script go %s option azul", two.s);
	later(SECONDS(5));
	say(w, "script go %s text 3", two.s);
	assert_int_equal(say(w, "script end %s", two.s).rc, OK);
	fine(w,
	    script_report(&w->c, &a, STR("g"), 0, 0, dbtest_clock.fixed + 1,
		&r));
	assert_int_equal(r.runs, 2);
	assert_int_equal(r.ended, 1);
	assert_int_equal(r.nsteps, 3);
	assert_string_equal(r.steps[0].step.s, "dos");
	assert_int_equal(r.steps[0].visits, 2);
	assert_int_equal(r.steps[0].left, 1);
	assert_int_equal(r.steps[0].median_ms, 5000);
	assert_string_equal(r.steps[2].step.s, "uno");
	assert_int_equal(r.steps[2].median_ms, 10000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		AT(a_broken_script_is_not_published),
		AT(the_running_contact_keeps_its_version),
		AT(back_restores_and_an_objection_returns),
		AT(two_terminals_do_not_both_go_on),
		AT(the_end_writes_all_in_one),
		AT(a_refused_action_changes_nothing_or_is_left_undone),
		AT(what_cannot_wait_is_done_once),
		AT(what_is_asked_in_secret_is_not_kept),
		AT(shares_are_kept_and_drawn),
		AT(a_report_counts_where_people_left),
		AT(a_contact_closed_by_hand_leaves_its_script),
		AT(a_campaign_chooses_its_script),
		AT(a_script_books_and_asks),
		AT(a_question_without_an_answer_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
