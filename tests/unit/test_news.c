/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_news.c - what the program says by itself: each reads it in their own
 * language, whoever swept, and nobody is said to have done it.
 */
#include "promisetest.h"

#include <locale.h>
#include <unistd.h>

#include "core/closing.h"
#include "core/news.h"
#include "core/notice.h"
#include "core/sweep.h"

/* Monday 4 May 2026, 10:00 in Madrid. */
#define MONDAY "2026-05-04T08:00:00Z"

/* As app/speak.c does it; the words lie beside the test. */
static void
speaks(const char *language)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 4);

	while (n > 0 && path[n - 1] != '/')
		n--;
	memcpy(path + n, "po", 3);
	(void)setenv("LANGUAGE", language, 1);
	assert_non_null(setlocale(LC_MESSAGES, "C.UTF-8"));
	assert_non_null(bindtextdomain("cabina", path));
	assert_non_null(bind_textdomain_codeset("cabina", "UTF-8"));
	assert_non_null(textdomain("cabina"));
}

static int
silent(void **state)
{
	speaks("");
	return world_end(state);
}
#define SPEAKS(f) cmocka_unit_test_setup_teardown(f, world_start, silent)

static struct sweep_done
sweep_in(struct world *w, const char *language)
{
	struct sweep_options o = { .holder = id_of(ANA) };
	struct sweep_done d;

	speaks(language);
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.failed, 0);
	return d;
}

/* The newest notice of a person, as they read it. */
static const char *
reads(struct world *w, const char *agent, const char *language)
{
	struct rows_notice_list rows;

	speaks(language);
	act(w, agent, strcmp(agent, ANA) == 0 ? "ana" : "luis", SCOPE_ALL);
	w->c.lang = STR_NONE;
	fine(w, notice_list(&w->c, &w->c.arena, true, 0, &rows));
	assert_true(rows.n > 0);
	act(w, ANA, "ana", SCOPE_ALL);
	return rows.v[0].text.s;
}

static void
says(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("'%s' does not say '%s'", text, part);
}

static struct id
begun(struct world *w)
{
	struct id id;

	promises(w);
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 600m\n"
	    "warn.pending-customer = 2bd\nclose.pending-customer = 5bd\n");
	dbtest_do(w->db,
	    "INSERT INTO team_member (team, agent, leads) VALUES"
	    " ('ventas', '" LUIS "', 1);"
	    "UPDATE agent SET lang = 'en' WHERE login = 'luis'");
	at(MONDAY);
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	return id;
}

/* ---- notices ------------------------------------------------------------ */

/* Both are told by the same sweep, which speaks either language. */
static void
two_receivers_of_one_sweep_read_two_languages(void **state)
{
	struct world *w = *state;
	begun(w);
	at("2026-05-05T08:00:00Z");
	assert_int_equal(sweep_in(w, "en").told, 2);
	says(reads(w, ANA, "es"), "Resolución");
	says(reads(w, LUIS, "en"), "Resolution");
	says(reads(w, LUIS, "es"), "Resolución");
	dbtest_do(w->db,
	    "UPDATE agent SET role = 'supervisor' WHERE login = 'luis'");
	at("2026-05-05T09:30:00Z");
	assert_int_equal(sweep_in(w, "es").told, 1);
	says(reads(w, LUIS, "en"), "is late");
	says(reads(w, LUIS, "es"), "atrasado");
	says(reads(w, ANA, "en"), "is due");
}

static void
a_team_reads_why_it_could_not_end_each_in_their_own(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	dbtest_do(w->db,
	    "UPDATE typification SET closing = '[\"plate\"]' WHERE code ="
	    " 'consulta-general';"
	    "INSERT INTO label (kind, code, lang, text, fold) VALUES"
	    " ('field', 'plate', 'es', 'Patente', 'patente'),"
	    " ('field', 'plate', 'en', 'Plate', 'plate');"
	    "UPDATE ticket SET owner = NULL");
	fine(w, run_park(w, id));
	dbtest_do(w->db, "UPDATE ticket SET owner = NULL");
	at("2026-06-08T08:00:00Z");
	sweep_in(w, "en");
	at("2026-06-15T08:00:00Z");
	assert_int_equal(sweep_in(w, "en").ended, 1);
	says(reads(w, ANA, "es"), "no pudo terminar");
	says(reads(w, ANA, "es"), "Patente");
	says(reads(w, LUIS, "en"), "could not end");
	says(reads(w, LUIS, "en"), "Plate");
}

/* ---- parts -------------------------------------------------------------- */

static const char *
kept(struct world *w, const char *text)
{
	return news_read(&w->c, &w->c.arena, str_of(text)).s;
}

static void
what_is_stored_is_no_format(void **state)
{
	struct world *w = *state;

	assert_string_equal(kept(w, "plain %s %n"), "plain %s %n");
	assert_string_equal(kept(w, "{\"say\":5}"), "{\"say\":5}");
	assert_string_equal(kept(w, "{not json"), "{not json");
	assert_string_equal(kept(w,
				"{\"say\":\"%s %n %lld%% %9$s\",\"with\":"
				"[{\"text\":\"a%s\"},{\"text\":\"b\"}]}"),
	    "a%s b % ");
	assert_string_equal(kept(w,
				"{\"say\":\"%2$s, %1$s\",\"with\":"
				"[{\"text\":\"a\"},{\"text\":\"b\"}]}"),
	    "b, a");
	assert_string_equal(kept(w, "{\"say\":\"%\",\"with\":[]}"), "");
	/* More than there may be, and parts of no kind. */
	assert_string_equal(kept(w,
				"{\"say\":\"%s%s\",\"with\":[7,{},{},{},{},{},"
				"{},{},{},{}]}"),
	    "");
}

static void
a_day_and_a_name_are_the_readers(void **state)
{
	static const char text[] =
	    "{\"say\":\"%s %s\",\"with\":[{\"at\":1777903200000,\"zone\":"
	    "\"Europe/Madrid\"},{\"names\":{\"es\":\"Cambio de aceite\","
	    "\"en\":\"Oil change\"}}]}";
	struct world *w = *state;

	at("2026-05-03T08:00:00Z");
	speaks("en");
	w->c.lang = STR("en");
	assert_string_equal(kept(w, text), "tomorrow 16:00 Oil change");
	at(MONDAY);
	speaks("es");
	w->c.lang = STR("es");
	assert_string_equal(kept(w, text), "hoy 16:00 Cambio de aceite");
	w->c.lang = STR("pt");
	assert_string_equal(kept(w, text), "hoy 16:00 Cambio de aceite");
}

/* ---- what it writes itself ---------------------------------------------- */

static const struct history_row *
row_of(const struct history_rows *rows, const char *kind)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_is(rows->v[i].kind, kind))
			return &rows->v[i];
	fail_msg("no %s", kind);
	return NULL;
}

static void
what_time_did_nobody_did(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct rows_message_of_ticket words;
	struct history_rows rows;

	fine(w, run_park(w, id));
	at("2026-06-08T08:00:00Z");
	sweep_in(w, "en");
	at("2026-06-15T08:00:00Z");
	assert_int_equal(sweep_in(w, "en").ended, 1);
	fine(w, history_list(&w->c, &w->c.arena, "ticket", id, 0, 0, &rows));
	assert_string_equal(row_of(&rows, "ticket.lapse")->who.s, "");
	assert_string_equal(row_of(&rows, "ticket.lapse")->real.s, "");
	assert_string_equal(row_of(&rows, "ticket.lapse")->via.s, "sweep");
	assert_string_equal(row_of(&rows, "ticket.park")->who.s, "Ana Soto");
	/* In whose hands it was is kept for auditors, on both engines. */
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM event_log WHERE kind ="
			     " 'ticket.lapse' AND actor IS NULL AND"
			     " real_actor = '" ANA "'"),
	    1);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM message WHERE author IS"
			     " NOT NULL AND at > 1780000000000"),
	    0);
	speaks("es");
	fine(w, message_of_ticket(&w->c, &w->c.arena, id, &words));
	for (size_t i = 0; i < words.n; i++)
		if (str_is(words.v[i].channel, "resolution"))
			says(words.v[i].body.s, "El cliente no");
	prove_chain(w);
	same_again(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SPEAKS(two_receivers_of_one_sweep_read_two_languages),
		SPEAKS(a_team_reads_why_it_could_not_end_each_in_their_own),
		SPEAKS(what_is_stored_is_no_format),
		SPEAKS(a_day_and_a_name_are_the_readers),
		SPEAKS(what_time_did_nobody_did),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
