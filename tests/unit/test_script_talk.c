/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_script_talk.c - what happens in a conversation: another language, each
 * word that chooses a script, and what the domain refuses, which keeps the
 * conversation and says what remains undone.
 */
#include "scripttest.h"

/* ---- another language ---------------------------------------------------- */

/* It is the same step and the same visit: nothing was answered. */
static void
another_language_is_the_same_visit(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);
	struct said s;

	publish(w,
	    "script g\ntitle G\nlanguages es, en\n"
	    "step a\n ask ¿Sí?\n - si: Sí -> z\n"
	    "step z\n say Adiós\n end typification=consulta-general "
	    "outcome=resolved\n",
	    "despite=yes");
	say(w, "script start %s g", id.s);
	s = say(w, "script go %s language en seq=1", id.s);
	assert_int_equal(s.rc, OK);
	assert_string_equal(cell(&s, "language"), "en");
	assert_string_equal(cell(&s, "step"), "a");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM script_visit"), 1);
	s = say(w, "script go %s language fr", id.s);
	assert_int_equal(s.rc, ERR_INVALID);
	s = say(w, "script go %s option si seq=1", id.s);
	assert_int_equal(s.rc, OK);
	s = say(w, "script go %s back", id.s);
	assert_string_equal(cell(&s, "language"), "en");
	assert_string_equal(cell(&s, "step"), "a");
}

/* ---- in secret ----------------------------------------------------------- */

/* A console need not tell what was typed; elsewhere it has to. */
static void
what_is_typed_in_secret_is_not_told(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);
	struct said s;

	publish(w,
	    "script g\ntitle G\nlanguages es\nfield c text 4\nfield n text\n"
	    "step a\n secure\n ask ¿Clave?  into c\n -> b\n"
	    "step b\n ask ¿Nombre?  into n\n -> z\n"
	    "step z\n say {{n}}\n end typification=consulta-general "
	    "outcome=resolved\n",
	    "");
	say(w, "script start %s g", id.s);
	s = say(w, "script go %s text muy-larga", id.s);
	assert_int_equal(s.rc, ERR_INVALID);
	s = say(w, "script go %s veiled", id.s);
	assert_int_equal(s.rc, OK);
	assert_string_equal(cell(&s, "step"), "b");
	assert_string_equal(dbtest_ask(w->db, &a,
				"SELECT move FROM script_visit WHERE seq = 1")
				.s,
	    "text");
	s = say(w, "script go %s veiled", id.s);
	assert_int_equal(s.rc, ERR_INVALID);
}

/* ---- chosen by ----------------------------------------------------------- */

static void
offers(struct world *w, struct id contact, const char *name, int fits)
{
	struct script_choices k;

	fine(w, script_choose(&w->c, &a, contact, &k));
	for (size_t i = 0; i < k.n; i++)
		if (str_is(k.v[i].v.name, name)) {
			if (k.v[i].fits != fits)
				fail_msg("%s fits by %d, not %d", name,
				    k.v[i].fits, fits);
			return;
		}
	fail_msg("'%s' is not offered", name);
}

static struct id
contact_of(struct world *w, const char *more)
{
	struct said s =
	    say(w, "interaction start channel=phone caller=987654321 %s", more);
	struct id id = ID_NONE;

	if (s.rc != OK || !id_parse(str_of(cell(&s, "id")), &id))
		fail_msg("%s: %s", more, s.fault.text);
	return id;
}

/* What each word of `for` looks at: one that has it, and one that has not. */
static void
each_word_chooses(void **state)
{
	static const struct {
		const char *line, *with, *without;
	} all[] = {
		{ "queue=ventas", "queue=ventas", "queue=repuestos" },
		{ "channel=phone direction=out", "direction=out",
		    "direction=in" },
		{ "campaign=frenos", "campaign=frenos", "campaign=otra" },
		{ "segment=oro", "customer=ORO", "customer=PLATA" },
		{ "language=en", "customer=ORO", "customer=PLATA" },
		{ "typification=reclamo", "typification=taller-precio",
		    "typification=consulta-general" },
	};
	struct world *w = *state;
	struct id oro = customer(w, "María Muñoz");
	struct id plata = customer(w, "Ana Rojas");

	assert_int_equal(say(w, "customer edit %s segment=oro lang=en", oro.s)
			     .rc,
	    OK);
	assert_int_equal(say(w, "customer edit %s segment=plata lang=es",
			     plata.s)
			     .rc,
	    OK);
	for (size_t i = 0; i < countof(all); i++) {
		struct buf b = { 0 };
		const char *const said[] = { all[i].with, all[i].without };
		int words = strchr(all[i].line, ' ') != NULL ? 2 : 1;

		buf_printf(&b,
		    "script g%zu\ntitle G\nlanguages es\nfor %s\nstep a\n say "
		    "x\n end typification=consulta-general outcome=resolved\n",
		    i, all[i].line);
		publish(w, b.s, "");
		for (size_t k = 0; k < 2; k++) {
			struct str more = str_of(said[k]);
			struct id id;

			buf_reset(&b);
			if (str_is(more, "customer=ORO"))
				buf_printf(&b, "customer=%s", oro.s);
			else if (str_is(more, "customer=PLATA"))
				buf_printf(&b, "customer=%s", plata.s);
			else if (!str_starts(more, STR("typification")))
				buf_str(&b, more);
			id = contact_of(w, b.len > 0 ? b.s : "");
			if (str_starts(more, STR("typification")))
				assert_int_equal(say(w,
						     "interaction typify %s %s",
						     id.s,
						     strchr(said[k], '=') + 1)
						     .rc,
				    OK);
			offers(w, id, str_printf(&a, "g%zu", i).s,
			    k == 0 ? words : -1);
		}
		buf_done(&b);
	}
}

/* ---- what is refused ----------------------------------------------------- */

#define ENDING "\n end typification=consulta-general outcome=resolved\n"

/* Each refused by another rule: what is missing, what cannot be, and what is
 * not allowed. Nothing of the rest is written, the step stays; X leaves that
 * one undone, and tells which and why. */
static void
what_is_refused_at_the_end_keeps_the_conversation(void **state)
{
	static const struct {
		const char *act, *word;
		enum err rc;
	} all[] = {
		{ "ticket create typification=taller-demora subject=x",
		    "a new ticket: ", ERR_NEED_ARG },
		{ "appointment book branch=centro service=visita "
		  "when=2020-01-02 hour=h10",
		    "an appointment: ", ERR_INVALID },
		{ "referral send team=repuestos reason=x ask=y",
		    "the ticket referred: ", ERR_NEED_ARG },
	};
	struct world *w = *state;

	for (size_t i = 0; i < countof(all); i++) {
		struct id id = talk(w);
		struct buf b = { 0 }, before = { 0 }, after = { 0 };
		struct said s;

		buf_printf(&b,
		    "script g%zu\ntitle G\nlanguages es\nstep a\n say x\n"
		    " do customer note text=bien\n do %s" ENDING,
		    i, all[i].act);
		publish(w, b.s, "");
		say(w, "script start %s g%zu", id.s, i);
		snapshot(w, &before);
		s = say(w, "script end %s", id.s);
		snapshot(w, &after);
		if (s.rc != all[i].rc ||
		    strncmp(s.fault.text, all[i].word, strlen(all[i].word)) !=
			0)
			fail_msg("%s: %d %s", all[i].act, (int)s.rc,
			    s.fault.text);
		assert_string_equal(before.s, after.s);
		s = say(w, "script step %s", id.s);
		assert_string_equal(cell(&s, "state"), "running");
		s = say(w, "script end %s skip=yes", id.s);
		if (s.rc != OK)
			fail_msg("%s", s.fault.text);
		assert_ptr_equal(strstr(cell(&s, "left_undone"), all[i].word),
		    cell(&s, "left_undone"));
		assert_int_equal(ask_int(w, "SELECT count(*) FROM message"),
		    (int64_t)i + 1);
		buf_done(&b);
		buf_done(&before);
		buf_done(&after);
	}
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM script_wish WHERE state ="
			     " 'refused' AND why <> ''"),
	    countof(all));
}

/* What cannot wait and is refused lets the conversation go on; who comes by
 * again tries again, and what is done is not done twice. */
static void
what_could_not_be_done_now_is_tried_again(void **state)
{
	struct world *w = *state;
	struct id id = talk(w);
	struct said s;

	publish(w,
	    "script g\ntitle G\nlanguages es\nfield d date\n"
	    "step a\n ask ¿Día?  into d\n"
	    " do now appointment book branch=centro service=visita "
	    "when=\"{{d.key}}\" hour=h10\n -> b\n"
	    "step b\n say x" ENDING,
	    "");
	say(w, "script start %s g", id.s);
	s = say(w, "script go %s text 2020-01-02", id.s);
	assert_int_equal(s.rc, OK);
	assert_string_equal(cell(&s, "step"), "b");
	assert_non_null(strstr(cell(&s, "left_undone"), "an appointment: "));
	say(w, "script go %s back", id.s);
	s = say(w, "script go %s text 2026-12-05", id.s);
	assert_int_equal(s.rc, OK);
	assert_string_equal(cell(&s, "left_undone"), "");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM appointment"), 1);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM script_wish WHERE state ="
			     " 'done' AND line LIKE '%2026-12-05%'"),
	    1);
	say(w, "script go %s back", id.s);
	say(w, "script go %s text 2026-12-05", id.s);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM appointment"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		AT(another_language_is_the_same_visit),
		AT(what_is_typed_in_secret_is_not_told),
		AT(each_word_chooses),
		AT(what_is_refused_at_the_end_keeps_the_conversation),
		AT(what_could_not_be_done_now_is_tried_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
