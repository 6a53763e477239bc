/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_saved.c - views that are kept and shared, and lists that leave the
 * house: who may, what stays written down, and what no spreadsheet runs.
 */
#include "tickettest.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/export.h"
#include "core/saved.h"
#include "core/ticket_query.h"
#include "core/undo.h"

static enum err
save(struct world *w, const char *name, const char *words, const char *team)
{
	struct saved_new in = { str_of(name), str_of(words), STR_NONE,
		str_of(team) };
	struct id id;

	return saved_save(&w->c, &in, &id);
}

static struct rows_saved_list
views(struct world *w)
{
	struct rows_saved_list rows;

	fine(w, saved_list(&w->c, &w->c.arena, &rows));
	return rows;
}

static void
a_view_is_kept_in_plain_words(void **state)
{
	struct world *w = *state;
	struct rows_saved_list r;
	struct row_saved_list v;

	fine(w, save(w, "Tarde", "state:open due<2h", ""));
	later(MINUTES(1));
	fine(w, save(w, "Antes", "mine", "")); /* the new one is the last */
	r = views(w);
	assert_int_equal(r.n, 2);
	assert_string_equal(r.v[0].name.s, "Tarde");
	assert_string_equal(r.v[0].words.s, "state:open due<2h");
	fine(w, save(w, "Tarde", "late", ""));
	assert_int_equal(views(w).n, 2);
	fine(w, saved_get(&w->c, &w->c.arena, STR("tárde"), &v));
	assert_string_equal(v.words.s, "late");
	assert_int_equal(v.version, 2);
	refused(w, save(w, "Tarde", "late", ""), ERR_INVALID, "like that");
	refused(w, save(w, "x", "stat:open", ""), ERR_INVALID, "'state'");
	refused(w, save(w, "", "late", ""), ERR_INVALID, "empty");
	refused(w, saved_drop(&w->c, STR("Tardo")), ERR_NOT_FOUND,
	    "did you mean 'Tarde'");
	fine(w, saved_drop(&w->c, STR("Tarde")));
	assert_int_equal(views(w).n, 1);
}

/* Columns are words of the list: whoever opens the view has them. */
static void
a_view_has_its_columns(void **state)
{
	struct world *w = *state;
	struct saved_new in = { STR("Horas"), STR("mine"), STR("spent changed"),
		STR_NONE };
	const struct ticket_asked *q;
	struct row_saved_list v;
	struct str words = STR("mine show:spent");
	struct fault why;
	struct id id;
	static const char *const round[] = { "mine", "mine show:changed",
		"mine show:created", "mine show:resolved" };

	fine(w, saved_save(&w->c, &in, &id));
	fine(w, saved_get(&w->c, &w->c.arena, STR("Horas"), &v));
	assert_string_equal(v.words.s, "mine show:spent,changed");
	fine(w, ticket_ask(&w->c, &w->c.arena, v.words, false, &q));
	assert_int_equal(ticket_asked_show(q),
	    TICKET_SHOWS_SPENT | TICKET_SHOWS_CHANGED);
	in.columns = STR("colour");
	refused(w, saved_save(&w->c, &in, &id), ERR_INVALID, "colour");
	refused(w, save(w, "x", "-show:spent", ""), ERR_INVALID,
	    "only adds columns");
	/* A key goes through them one by one, and back to none. */
	for (size_t i = 0; i < countof(round); i++) {
		assert_int_equal(ticket_show_next(&w->c.arena, words, &words,
				     &why),
		    OK);
		assert_string_equal(words.s, round[i]);
	}
	assert_string_equal(ticket_unshown(&w->c.arena, words).s, "mine");
}

static void
a_team_sees_what_is_shared_and_only_its_maker_changes_it(void **state)
{
	struct world *w = *state;
	struct rows_saved_list r;
	struct row_saved_list mine;

	fine(w, save(w, "mía", "mine", ""));
	fine(w, save(w, "nuestra", "ours", "ventas"));
	refused(w, save(w, "ajena", "mine", "repuestos"), ERR_DENIED,
	    "none of yours");
	act(w, LUIS, "luis", SCOPE_ALL);
	assert_int_equal(views(w).n, 0);
	dbtest_do(w->db,
	    "INSERT INTO team_member (team, agent, leads) VALUES ('ventas', "
	    "'" LUIS "', 0)");
	r = views(w);
	assert_int_equal(r.n, 1);
	assert_string_equal(r.v[0].name.s, "nuestra");
	refused(w, saved_drop(&w->c, STR("nuestra")), ERR_NOT_FOUND, "nuestra");
	later(MINUTES(1));
	fine(w, save(w, "nuestra", "late", "")); /* his own, of that name */
	assert_string_equal(views(w).v[1].words.s, "late");
	fine(w, saved_get(&w->c, &w->c.arena, STR("nuestra"), &mine));
	assert_string_equal(mine.words.s, "late");
	act(w, ANA, "ana", SCOPE_ALL);
	assert_string_equal(views(w).v[1].words.s, "ours");
	allow(w, MAY_TICKET_READ, SCOPE_NONE);
	refused(w, saved_list(&w->c, &w->c.arena, &r), ERR_DENIED,
	    "ticket.read");
}

static void
a_view_comes_back(void **state)
{
	struct world *w = *state;
	struct undo_done done;

	fine(w, save(w, "tarde", "late", ""));
	fine(w, save(w, "tarde", "mine", ""));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(views(w).v[0].words.s, "late");
	fine(w, saved_drop(&w->c, STR("tarde")));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(views(w).v[0].words.s, "late");
	prove_chain(w);
}

/* ---- files ---------------------------------------------------------------- */

static const struct ticket_asked *
ask(struct world *w, const char *words)
{
	const struct ticket_asked *q = NULL;

	fine(w, ticket_ask(&w->c, &w->c.arena, str_of(words), false, &q));
	return q;
}

static void
no_cell_is_a_formula(void **state)
{
	static const char *const subjects[] = { "=1+1", "+56 9", "-2",
		"@SUM(A1)", "dijo \"no\", y se fue", "a;b" };
	static const char *const cells[] = { "\"'=1+1\"", "\"'+56 9\"",
		"\"'-2\"", "\"'@SUM(A1)\"", "\"dijo \"\"no\"\", y se fue\"",
		"\"a;b\"" };
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct buf b = { 0 };
	int64_t n;

	for (size_t i = 0; i < countof(subjects); i++) {
		in.subject = str_of(subjects[i]);
		make(w, in);
	}
	w->c.me.zone = STR("America/Santiago");
	fine(w, export_text(&w->c, ask(w, ""), EXPORT_CSV, &b, &n));
	assert_int_equal(n, countof(subjects));
	for (size_t i = 0; i < countof(cells); i++)
		if (strstr(b.s, cells[i]) == NULL)
			fail_msg("no %s in %s", cells[i], b.s);
	assert_null(strstr(b.s, ",=1"));
	buf_reset(&b);
	fine(w, export_text(&w->c, ask(w, "order:old"), EXPORT_JSON, &b, &n));
	assert_non_null(strstr(b.s, "\"subject\": \"=1+1\""));
	assert_non_null(strstr(b.s, "-03:00\""));
	buf_done(&b);
}

static void
who_exported_what_stays_written(void **state)
{
	struct world *w = *state;
	struct buf b = { 0 };
	struct id id;
	int64_t n, events;

	make(w, question(w));
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, export_text(&w->c, ask(w, ""), EXPORT_CSV, &b, &n));
	assert_int_equal(n, 0); /* none of his */
	events = ask_int(w, "SELECT count(*) FROM event_log");
	fine(w,
	    export_tell(&w->c, STR("undone"), EXPORT_CSV, n, STR("f.csv"),
		&id));
	assert_int_equal(ask_int(w, "SELECT count(*) FROM event_log"),
	    events + 1);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM event_value WHERE"
			     " field = 'words' AND new = 'undone'"),
	    1);
	allow(w, MAY_EXPORT, SCOPE_NONE);
	refused(w, export_text(&w->c, ask(w, ""), EXPORT_CSV, &b, &n),
	    ERR_DENIED, "list.export");
	refused(w, export_tell(&w->c, STR_NONE, EXPORT_CSV, 0, STR_NONE, &id),
	    ERR_DENIED, "list.export");
	buf_done(&b);
}

/* What is behind a number of a board has no words: it goes out ticket by
 * ticket, as listed, and of each what one may see. */
static void
tickets_go_out_by_number_as_they_stand_in_a_list(void **state)
{
	struct world *w = *state;
	struct id ids[3] = { make(w, question(w)), make(w, question(w)),
		id_make(1) };
	struct id turned[2] = { ids[1], ids[0] };
	struct str words, first;
	struct buf b = { 0 };
	int64_t n;

	fine(w,
	    export_these(&w->c, &w->c.arena, ids, 3, EXPORT_CSV, &b, &n,
		&words));
	assert_int_equal(n, 2);
	first = words;
	buf_reset(&b);
	fine(w,
	    export_these(&w->c, &w->c.arena, turned, 2, EXPORT_JSON, &b, &n,
		&words));
	assert_int_equal(n, 2);
	assert_int_equal(words.len, first.len);
	assert_false(str_eq(words, first));
	assert_true(strstr(b.s, turned[0].s) < strstr(b.s, turned[1].s));
	buf_reset(&b);
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w,
	    export_these(&w->c, &w->c.arena, ids, 3, EXPORT_CSV, &b, &n,
		&words));
	assert_int_equal(n, 0); /* none of his */
	allow(w, MAY_EXPORT, SCOPE_NONE);
	refused(w,
	    export_these(&w->c, &w->c.arena, ids, 3, EXPORT_CSV, &b, &n,
		&words),
	    ERR_DENIED, "list.export");
	buf_done(&b);
}

static void
a_file_is_its_owners_and_never_written_over(void **state)
{
	struct world *w = *state;
	struct buf b = { 0 };
	char path[64];
	struct stat st;

	snprintf(path, sizeof(path), "/tmp/cabina-export-%ld", (long)getpid());
	buf_z(&b, "a,b\r\n");
	fine(w, export_write(&w->c, str_of(path), &b));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_size, 5);
	refused(w, export_write(&w->c, str_of(path), &b), ERR_IO,
	    "is there already");
	unlink(path);
	refused(w, export_write(&w->c, STR("/nowhere/f"), &b), ERR_IO,
	    "cannot be written");
	buf_done(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_view_is_kept_in_plain_words),
		TEST(a_view_has_its_columns),
		TEST(a_team_sees_what_is_shared_and_only_its_maker_changes_it),
		TEST(a_view_comes_back),
		TEST(no_cell_is_a_formula),
		TEST(who_exported_what_stays_written),
		TEST(tickets_go_out_by_number_as_they_stand_in_a_list),
		TEST(a_file_is_its_owners_and_never_written_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
