/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_survey.c - answers to surveys: one for each question of a contact, and
 * figures as they are defined.
 */
#include "tickettest.h"

#include "core/interaction.h"
#include "core/survey.h"

static struct arena a;

static struct id
talk(struct world *w)
{
	struct interaction_new in = { .caller = STR("987654321"),
		.channel = STR("phone"),
		.queue = STR_NONE,
		.subject = STR_NONE,
		.campaign = STR("encuesta") };
	struct id id;

	in.direction = STR("out");
	fine(w, interaction_start(&w->c, &in, &id));
	return id;
}

static enum err
answer(struct world *w, struct id contact, const char *question,
    const char *kind, const char *value)
{
	struct survey_answer in = { contact, STR("atencion"), str_of(question),
		str_of(kind), str_of(value) };

	return survey_answer(&w->c, &in);
}

static const struct survey_figure *
figure(struct world *w, const char *question, const char *by)
{
	struct survey_report all;

	fine(w,
	    survey_report(&w->c, &a, STR("atencion"), 0, INT64_MAX, str_of(by),
		&all));
	for (size_t i = 0; i < all.n; i++)
		if (str_is(all.v[i].question, question))
			return &all.v[i];
	fail_msg("no figure of %s", question);
	return NULL;
}

static void
a_value_is_of_its_kind(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);

	assert_int_equal(answer(w, id, "nps", "nps", "11"), ERR_INVALID);
	assert_int_equal(answer(w, id, "nps", "nps", "diez"), ERR_INVALID);
	assert_int_equal(answer(w, id, "csat", "csat", "0"), ERR_INVALID);
	assert_int_equal(answer(w, id, "ces", "ces", "8"), ERR_INVALID);
	assert_int_equal(answer(w, id, "si", "yes-no", "quizas"), ERR_INVALID);
	assert_int_equal(answer(w, id, "Nps", "nps", "5"), ERR_INVALID);
	assert_int_equal(answer(w, id, "nps", "stars", "5"), ERR_INVALID);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM survey_answer"), 0);
	fine(w, answer(w, id, "nps", "nps", "0"));
	fine(w, answer(w, id, "si", "yes-no", "yes"));
	fine(w, answer(w, id, "porque", "text", "Tardaron"));
	assert_int_equal(ask_int(w, "SELECT count(*) FROM survey_answer"), 3);
}

static void
a_question_is_answered_once_in_a_contact(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);

	fine(w, answer(w, id, "nps", "nps", "3"));
	fine(w, answer(w, id, "nps", "nps", "9"));
	assert_int_equal(ask_int(w, "SELECT count(*) FROM survey_answer"), 1);
	assert_int_equal(ask_int(w, "SELECT num FROM survey_answer"), 9);
}

static void
figures_are_as_defined(void **state)
{
	/* 5 promoters, 3 between, 2 against: 30. */
	static const char *const nps[] = { "10", "10", "9", "9", "9", "8", "7",
		"7", "6", "0" };
	static const char *const csat[] = { "5", "5", "4", "4", "4", "4", "3",
		"2", "1", "5" };
	struct world *w = *state;
	const struct survey_figure *f;
	double low, high;

	for (size_t i = 0; i < countof(nps); i++) {
		struct id id = talk(w);

		fine(w, answer(w, id, "nps", "nps", nps[i]));
		fine(w, answer(w, id, "csat", "csat", csat[i]));
		fine(w, answer(w, id, "ces", "ces", i % 2 ? "4" : "5"));
	}
	f = figure(w, "nps", "");
	assert_true(f->shown);
	assert_int_equal(f->score, 300);
	assert_true(f->low < 300 && f->low > -300 && f->high > 300);
	f = figure(w, "csat", "");
	assert_int_equal(f->score, 700);
	/* Wilson's interval of 7 in 10: 0.397 to 0.892. */
	assert_int_equal(f->low, 397);
	assert_int_equal(f->high, 892);
	assert_int_equal(figure(w, "ces", "")->score, 45);
	survey_wilson(0, 10, &low, &high);
	assert_true(low == 0 && high > 0.27 && high < 0.28);
	assert_string_equal(figure(w, "nps", "agent")->who.s, "ana");
}

static void
few_answers_make_no_figure(void **state)
{
	struct world *w = *state;
	const struct survey_figure *f;

	for (int i = 0; i < 9; i++)
		fine(w, answer(w, talk(w), "nps", "nps", "10"));
	fine(w, answer(w, talk(w), "nps", "nps", "-"));
	f = figure(w, "nps", "");
	assert_int_equal(f->asked, 10);
	assert_int_equal(f->answered, 9);
	assert_false(f->shown);
	fine(w, answer(w, talk(w), "nps", "nps", "10"));
	assert_true(figure(w, "nps", "")->shown);
}

static void
figures_are_of_contacts_one_may_see(void **state)
{
	struct world *w = *state;
	struct survey_report all;
	struct rows_survey_list rows;

	fine(w, answer(w, talk(w), "nps", "nps", "10"));
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w,
	    survey_report(&w->c, &a, STR("atencion"), 0, INT64_MAX, STR_NONE,
		&all));
	assert_int_equal(all.n, 0);
	fine(w,
	    survey_list(&w->c, &a, STR("atencion"), STR_NONE, 0, INT64_MAX, 0,
		&rows));
	assert_int_equal(rows.n, 0);
	assert_int_not_equal(answer(w,
				 id_of(dbtest_ask(w->db, &a,
				     "SELECT id FROM interaction")
					   .s),
				 "nps", "nps", "1"),
	    OK);
}

static int
drop(void **state)
{
	(void)state;
	arena_done(&a);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_value_is_of_its_kind),
		TEST(a_question_is_answered_once_in_a_contact),
		TEST(figures_are_as_defined),
		TEST(few_answers_make_no_figure),
		TEST(figures_are_of_contacts_one_may_see),
	};

	return cmocka_run_group_tests(tests, NULL, drop);
}
