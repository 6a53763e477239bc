/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_refused.c - every form of the program's table of screens, filled in
 * well, and then refused: a database that takes nothing, is locked or gone,
 * rights that were taken, a colleague's newer version, and what it was about is
 * over. Each time a sentence in the language of the screen; every word that was
 * typed still in its field; and nothing written.
 *
 * That the console says the sentence and leaves the form open are the plays'
 * lost and dead.
 */
#include "wrongtest.h"

/* ---- forms that are open ------------------------------------------------ */

enum { FORMS = 64 };

static struct {
	struct form_at v[FORMS];
	size_t n;
} open_forms;

static size_t
leave_open(struct world *w, const struct screen_def *def, struct screen_arg arg)
{
	struct form_at *f = &open_forms.v[open_forms.n];
	struct buf said = { 0 };
	enum screen_key got;

	assert_true(open_forms.n < FORMS);
	if (among(silent, countof(silent), def->name))
		return 1;
	open_it(w, &f->t, def, arg);
	if (!has_form(&f->t)) {
		let_go(&f->t);
		return 0;
	}
	fill_any(w, &f->t, well);
	got = press(w, &f->t, KEY_F(10), &said);
	if (got != SCREEN_SAY)
		WRONG("%s: filled in well, it is not sent: %d %s\n", def->name,
		    (int)got, buf_view(&said).s);
	f->said = str_copy(&w->arena, buf_view(&said));
	f->draft = draft_of(w, &f->t);
	open_forms.n += got == SCREEN_SAY;
	buf_done(&said);
	return 1;
}

static void
close_forms(void)
{
	while (open_forms.n > 0)
		drop(&open_forms.v[--open_forms.n].t);
}

static enum err
send_it(struct world *w, struct str said)
{
	struct sending s = { w, said };

	return send_all(&w->c, &s);
}

static void
text_stays(struct world *w, const char *stage, struct form_at *f)
{
	struct str now = draft_of(w, &f->t);

	(void)on_screen(&f->t, "");
	if (!str_eq(now, f->draft))
		WRONG("%s, %s: typed was\n%s\nand is\n%s\n", stage,
		    f->t.o.s.def->name, f->draft.s, now.s);
}

/* ---- stages ------------------------------------------------------------- */

/* Which forms may be sent all the same, in a stage. */
struct stage {
	const char *name;
	const char *const *fine; /* ends with NULL; NULL: none is */
	bool all;		 /* it may be done, or be refused */
};

static bool
is_fine(const struct stage *g, const char *name)
{
	for (const char *const *s = g->fine; s != NULL && *s != NULL; s++)
		if (strcmp(*s, name) == 0)
			return true;
	return g->all;
}

static void
send_stage(struct world *w, const struct stage *g,
    enum err (*fn)(struct world *, struct str))
{
	for (size_t i = 0; i < open_forms.n; i++) {
		struct form_at *f = &open_forms.v[i];
		const char *name = f->t.o.s.def->name;

		talk("en");
		load(w, &f->t.o); /* as the console does when things change */
		if (refused(w, g->name, name, f->said, fn) == OK &&
		    !is_fine(g, name))
			WRONG("%s, %s: it was done\n", g->name, name);
		text_stays(w, g->name, f);
	}
}

static void
run_stage(struct world *w, const struct stage *g,
    enum err (*fn)(struct world *, struct str))
{
	struct str before = dump_all(&w->dump, w->db, &w->arena);

	send_stage(w, g, fn);
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    g->name);
}

static void
all_open(struct world *w)
{
	more(w);
	find_words();
	talk("en");
	walk(w, leave_open);
	assert_true(open_forms.n > 30);
	mighty(w, "");
}

/* A stage of its own: all forms are opened before, and closed behind it. */
static void
stage(struct world *w, const struct stage *g,
    enum err (*fn)(struct world *, struct str))
{
	run_stage(w, g, fn);
	close_forms();
	assert_int_equal(wrong, 0);
}

static void
with_rights_taken_it_is_told_and_the_text_stays(void **state)
{
	struct world *w = *state;
	static const struct stage g = { "no rights", NULL, false };

	all_open(w);
	memset(w->c.grants, SCOPE_NONE, sizeof(w->c.grants));
	stage(w, &g, send_it);
}

/* A colleague saved the ticket: what was read into a form is refused, what is
 * added to it is not. */
static void
against_a_newer_version_nothing_is_lost(void **state)
{
	struct world *w = *state;
	static const struct stage g = { "newer", NULL, true };

	all_open(w);
	do_with(w, "ticket edit %s subject=\"Otra cosa\" priority=4",
	    str_of(thing(w, LENT).s));
	stage(w, &g, try_it);
}

/* ---- what it was about is over ------------------------------------------ */

static const char *const of_lent[] = {
	"incident end %s",
	"referral recall %s",
	"ticket resolve %s \"Lista\"",
	"ticket close %s",
};

/* A colleague ended all of it. */
static void
end_it_all(struct world *w)
{
	struct str contact = str_of(thing(w, CONTACT).s);

	become(w, "sol");
	must(w, "approval refuse 1001 reason=doble");
	mighty(w, "");
	for (size_t i = 0; i < countof(of_lent); i++)
		do_with(w, of_lent[i], str_of(thing(w, LENT).s));
	do_with(w, "ticket cancel %s reason=repetida", str_of(thing(w, MAD).s));
	become(w, "nora");
	memset(w->c.grants, SCOPE_ALL, sizeof(w->c.grants));
	do_with(w,
	    "interaction finish %s outcome=resolved "
	    "typification=consulta",
	    contact);
}

static void
when_it_is_over_it_is_told_and_the_text_stays(void **state)
{
	struct world *w = *state;
	/* What may be said of what is over, and what is about nothing. */
	static const char *const fine[] = { "newticket", "callback", "state",
		"newcustomer", "note", "reply", "delegate", "bulk", "contact",
		"reopen", "ask", NULL };
	static const struct stage g = { "over", fine, false };

	all_open(w);
	end_it_all(w);
	mighty(w, "");
	stage(w, &g, try_it);
}

/* ---- the database takes nothing ----------------------------------------- */

/* On a server: who acts there is given rights to read alone. */
static void
only_reads(struct world *w, bool on)
{
	const char *name =
	    str_printf(&w->each, "cabina_test_reads_%d", (int)getpid()).s;

	if (!dbtest_postgres())
		dbtest_do(w->db,
		    on ? "PRAGMA query_only = on" : "PRAGMA query_only = off");
	else if (on)
		dbtest_do(w->db,
		    str_printf(&w->each,
			"CREATE ROLE %s BYPASSRLS; "
			"GRANT pg_read_all_data TO %s; SET ROLE %s",
			name, name, name)
			.s);
	else
		dbtest_do(w->db,
		    str_printf(&w->each,
			"RESET ROLE; DROP OWNED BY %s; DROP ROLE %s", name,
			name)
			.s);
}

static void
when_it_may_only_be_read_it_is_told_and_the_text_stays(void **state)
{
	struct world *w = *state;
	static const struct stage g = { "read-only", NULL, false };

	all_open(w);
	only_reads(w, true);
	run_stage(w, &g, send_it);
	only_reads(w, false);
	close_forms();
	assert_int_equal(wrong, 0);
}

/* What is tried again takes its time: some forms stand for all, whose road is
 * the same (test_rows). */
static void
keep_some(void)
{
	static const char *const some[] = { "contact", "note", "newticket" };
	size_t n = 0;

	for (size_t i = 0; i < open_forms.n; i++) {
		struct form_at *f = &open_forms.v[i];

		if (!among(some, countof(some), f->t.o.s.def->name)) {
			let_go(&f->t);
			continue;
		}
		open_forms.v[n] = *f;
		open_forms.v[n].t.o.s.scene.me = &open_forms.v[n].t.o.me;
		n++;
	}
	open_forms.n = n;
	assert_int_equal(n, countof(some));
}

/* It waits no longer than this for others. */
static enum err
send_hurried(struct world *w, struct str line)
{
	enum err rc;

	db_deadline(w->db, 20);
	rc = send_it(w, line);
	db_deadline(w->db, 0);
	return rc;
}

/* Somebody else writes, and does not end. */
static void
when_it_is_locked_it_is_told_and_the_text_stays(void **state)
{
	struct world *w = *state;
	static const struct stage g = { "locked", NULL, false };
	struct db *other;

	all_open(w);
	keep_some();
	other = dbtest_more();
	dbtest_do(other,
	    dbtest_postgres() ? "BEGIN; LOCK TABLE applied_op IN EXCLUSIVE MODE"
			      : "BEGIN IMMEDIATE");
	run_stage(w, &g, send_hurried);
	db_close(other);
	close_forms();
	assert_int_equal(wrong, 0);
}

/* The file is elsewhere; or nobody gets in, who is in is thrown out. */
static void
take_away(struct world *w, bool away)
{
	static struct db *other;
	static char url[400];
	struct str name, path;

	if (!dbtest_postgres()) {
		path = str_of(dbtest_path());
		name = str_printf(&w->each, "%s.away", path.s);
		assert_int_equal(rename(away ? path.s : name.s,
				     away ? name.s : path.s),
		    0);
		return;
	}
	if (away)
		snprintf(url, sizeof(url), "%s", dbtest_url());
	name = str_of(strrchr(url, '/') + 1);
	if (away)
		other = dbtest_empty();
	dbtest_do(other,
	    str_printf(&w->each, "ALTER DATABASE %s ALLOW_CONNECTIONS %s",
		name.s, away ? "false" : "true")
		.s);
	if (away)
		dbtest_do(other,
		    str_printf(&w->each,
			"SELECT pg_terminate_backend(pid) FROM "
			"pg_stat_activity WHERE datname = '%s'",
			name.s)
			.s);
	else
		db_close(other);
}

static void
without_a_database_it_is_told_and_the_text_stays(void **state)
{
	struct world *w = *state;
	static const struct stage g = { "gone", NULL, false };
	struct str before;

	all_open(w);
	keep_some();
	before = dump_all(&w->dump, w->db, &w->arena);
	take_away(w, true);
	send_stage(w, &g, send_it);
	take_away(w, false);
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    g.name);
	close_forms();
	assert_int_equal(wrong, 0);
}

static int
begin_test(void **state)
{
	open_forms.n = 0;
	return start(state);
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, begin_test, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(with_rights_taken_it_is_told_and_the_text_stays),
		ONE(against_a_newer_version_nothing_is_lost),
		ONE(when_it_is_over_it_is_told_and_the_text_stays),
		ONE(when_it_may_only_be_read_it_is_told_and_the_text_stays),
		ONE(when_it_is_locked_it_is_told_and_the_text_stays),
		ONE(without_a_database_it_is_told_and_the_text_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
