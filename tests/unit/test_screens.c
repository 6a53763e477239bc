/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_screens.c - every screen of the program, opened by people who may not
 * see what it is opened on, on either engine.
 *
 * The screens are those of the program's own table, so that a new one is
 * walked as it comes. Each is loaded and drawn with the things of another
 * branch (walktest.h), with words it could be opened with, and again after
 * keys; whatever reaches the terminal must not have the word (papertest.h
 * catches it).
 */
#include "openings.h"
#include "core/undo_table.h"
#include "screens/desk.h"
#include "screens/peek.h"
#include "screens/sheet.h"

enum { MOVES = 8 };

/* Down its list, so that what depends on the cursor is drawn as well. */
static void
go_down(struct world *w, struct open *o)
{
	for (int i = 0; i < MOVES && o->s.def->list != NULL && ready(o); i++) {
		struct rows rows = { NULL, 0, 1 };
		struct list *l = o->s.def->list(&o->s, &rows);

		if (!list_move(l, rows, 1))
			return;
		draw(o);
	}
	(void)w;
}

static const uint32_t keys[] = { KEY_TAB, KEY_DOWN, KEY_RIGHT, KEY_DOWN,
	KEY_TAB, ' ', KEY_DOWN, KEY_TAB, KEY_PGDN, KEY_LEFT, 'z', 'a', 'r',
	KEY_DOWN, KEY_ENTER };

/* What it says is caught, too: words for the `:` line are shown there. */
static void
press(struct world *w, struct open *o)
{
	for (size_t i = 0; i < countof(keys) && o->s.def->key != NULL; i++) {
		struct key k = { .code = keys[i] };
		struct buf say = { 0 };

		if (!ready(o))
			return;
		if (o->s.def->key(&o->s, &k, &say) == SCREEN_RELOAD)
			load(w, o);
		if (say.len > 0)
			on_paper(-1, 0, say.s, say.len, 0);
		buf_done(&say);
		draw(o);
	}
}

/* Opened so, with keys pressed: what it shows is on the paper. */
static void
open_screen(struct world *w, const struct screen_def *def,
    struct screen_arg arg, bool hands)
{
	struct open o = { .s = { .def = def, .arg = arg } };

	o.me = w->c.me;
	o.s.state = calloc(1, def->state_size + 1);
	desk_forget(arg.id); /* what was typed into it before */
	buf_reset(&paper.text);
	load(w, &o);
	draw(&o);
	if (hands) {
		go_down(w, &o);
		press(w, &o);
	}
	if (def->done != NULL)
		def->done(&o.s);
	free(o.s.state);
	arena_done(&o.arena);
}

/* The screen opened so shows the word. */
static bool
shows(struct world *w, const struct screen_def *def, struct screen_arg arg,
    bool hands)
{
	open_screen(w, def, arg, hands);
	return paper.text.len > 0 && has_mark(buf_view(&paper.text));
}

/* ---- the walks -------------------------------------------------------------- */

/* Every team's texts are hers: they are setup, and she writes it. */
static bool
administers_it(struct world *w, const struct screen_def *def)
{
	return strcmp(def->name, "templates") == 0 && administers(w);
}

static void
what_is_out_of_reach_is_on_no_screen(void **state)
{
	static const struct {
		const char *login;
		int level;
	} people[] = { { "nora", SCOPE_OWN }, { "nora", SCOPE_TEAM },
		{ "nora", SCOPE_BRANCH }, { "bruno", SCOPE_BRANCH },
		{ "berta", SCOPE_TEAM }, { "berta", SCOPE_BRANCH },
		{ "sara", SCOPE_BRANCH }, { "auro", SCOPE_BRANCH },
		{ "alma", SCOPE_BRANCH } };
	static struct openings o;
	struct world *w = *state;
	int64_t seen = 0;

	all_openings(w, &o);
	for (size_t p = 0; p < countof(people); p++)
		for (size_t i = 0; i < nscreens; i++)
			for (size_t k = 0; k < o.n; k++) {
				narrow(w, people[p].login, people[p].level);
				if (administers_it(w, screens[i]) ||
				    !shows(w, screens[i], o.v[k].arg,
					o.v[k].hands))
					continue;
				print_error("%s (%s), screen %s with %s:\n%s\n",
				    people[p].login,
				    scope_name(people[p].level),
				    screens[i]->name, o.v[k].what,
				    paper.text.s);
				seen++;
			}
	assert_int_equal(seen, 0);
}

/* ---- numbers ---------------------------------------------------------------- */

enum { SCREENS_MOST = 100 };
struct seen {
	struct str v[SCREENS_MOST][countof(((struct openings *)0)->v)];
};

static const struct {
	const char *login;
	int level;
} counted_by[] = { { "nora", SCOPE_BRANCH }, { "sara", SCOPE_BRANCH } };

static void
look_at_all(struct world *w, const struct openings *o, struct seen *seen)
{
	for (size_t p = 0; p < countof(counted_by); p++)
		for (size_t i = 0; i < nscreens; i++)
			for (size_t k = 0; k < o->n; k++) {
				narrow(w, counted_by[p].login,
				    counted_by[p].level);
				if (!o->v[k].hands)
					continue; /* it is refused as before */
				open_screen(w, screens[i], o->v[k].arg, true);
				seen[p].v[i][k] =
				    buf_copy(&w->arena, &paper.text);
			}
}

static void
first_difference(struct world *w, struct str before, struct str after)
{
	struct str was = STR_NONE, is = STR_NONE;

	while (str_eq(was, is) && (before.len > 0 || after.len > 0)) {
		if (!str_next(&w->each, &before, '\n', &was))
			was = STR_NONE;
		if (!str_next(&w->each, &after, '\n', &is))
			is = STR_NONE;
	}
	print_error("\n  %s\nand then\n  %s\n", was.s, is.s);
}

/* No number, no order, no place in a page tells that there is more. */
static void
what_is_out_of_reach_changes_no_screen(void **state)
{
	static struct seen before[countof(counted_by)],
	    after[countof(counted_by)];
	static struct openings o;
	struct world *w = *state;
	int64_t wrong = 0;

	assert_true(nscreens <= SCREENS_MOST);
	all_openings(w, &o);
	look_at_all(w, &o, before);
	tito_goes_on(w);
	dbtest_do(w->db, "DELETE FROM customer_look"); /* what they looked at */
	look_at_all(w, &o, after);
	for (size_t p = 0; p < countof(counted_by); p++)
		for (size_t i = 0; i < nscreens; i++)
			for (size_t k = 0; k < o.n; k++) {
				if (str_eq(before[p].v[i][k], after[p].v[i][k]))
					continue;
				print_error("%s, screen %s with %s:",
				    counted_by[p].login, screens[i]->name,
				    o.v[k].what);
				first_difference(w, before[p].v[i][k],
				    after[p].v[i][k]);
				wrong++;
			}
	assert_int_equal(wrong, 0);
}

/* A back office with the rights of its role: it sees the customer, and of what
 * other teams do for them no row and no number. */
static void
what_others_do_for_a_customer_changes_no_screen(void **state)
{
	static struct seen before;
	static struct openings o;
	struct world *w = *state;
	int64_t wrong = 0;

	all_openings(w, &o);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < nscreens; i++)
			for (size_t k = 0; k < o.n; k++) {
				struct str *was = &before.v[i][k];

				become(w, "berta");
				open_screen(w, screens[i], o.v[k].arg, true);
				if (pass == 0)
					*was = buf_copy(&w->arena, &paper.text);
				else if (!str_eq(*was, buf_view(&paper.text))) {
					print_error("screen %s with %s:",
					    screens[i]->name, o.v[k].what);
					first_difference(w, *was,
					    buf_view(&paper.text));
					wrong++;
				}
			}
		if (pass == 0)
			tito_works_on(w);
		dbtest_do(w->db, "DELETE FROM customer_look");
	}
	assert_int_equal(wrong, 0);
}

/* Of tito's customer: the digits in the middle of the phone and of the RUT, and
 * where the e-mail is. However they are written: only signs count. */
static bool
has_personal(struct str s)
{
	struct buf digits = { 0 };
	bool found;

	for (size_t i = 0; i < s.len; i++)
		if (strchr(" .-", s.s[i]) == NULL)
			buf_c(&digits, s.s[i]);
	found = digits.len > 0 &&
	    (strstr(buf_view(&digits).s, "16734905") != NULL ||
		strstr(buf_view(&digits).s, "@correo") != NULL);
	buf_done(&digits);
	return found;
}

/* On how many screens somebody who sees everybody reads them. */
static int64_t
reads_personal(struct world *w, const char *login, int64_t enough)
{
	static struct openings o;
	int64_t seen = 0;

	all_openings(w, &o);
	for (size_t i = 0; i < nscreens && seen < enough; i++) {
		bool found = false;

		for (size_t k = 0; k < o.n && !found; k++) {
			become(w, login);
			open_screen(w, screens[i], o.v[k].arg, true);
			found = has_personal(buf_view(&paper.text));
			if (found && enough == INT64_MAX)
				print_error("%s, screen %s with %s:\n%s\n",
				    login, screens[i]->name, o.v[k].what,
				    paper.text.s);
		}
		seen += found;
	}
	return seen;
}

/* An auditor's role sees all of the centre and no personal value of it. */
static void
what_is_veiled_is_on_no_screen(void **state)
{
	assert_int_equal(reads_personal(*state, "auro", INT64_MAX), 0);
	assert_int_equal(reads_personal(*state, "alma", 5), 5);
}

/* Those that show nobody's things, only clocks, numbers, or what one types. */
static const char *const blank[] = { "login", "password", "settings", "text",
	"guides", "promises" };

static bool
is_blank(const struct screen_def *def)
{
	for (size_t i = 0; i < countof(blank); i++)
		if (strcmp(def->name, blank[i]) == 0)
			return true;
	return false;
}

/* The walk would see it: whose it is finds it on every other screen. */
static void
whose_it_is_sees_it(void **state)
{
	static struct openings o;
	struct world *w = *state;
	int64_t missing = 0;

	all_openings(w, &o);
	for (size_t i = 0; i < nscreens; i++) {
		bool found = false;

		for (size_t k = 0; k < o.n && !found; k++) {
			become(w, "tito");
			found = shows(w, screens[i], o.v[k].arg, true);
		}
		if (found == is_blank(screens[i])) {
			print_error("screen %s: %s\n", screens[i]->name,
			    found ? "is not blank" : "never shows it");
			missing++;
		}
	}
	assert_int_equal(missing, 0);
}

/* ---- what is for good ------------------------------------------------------ */

static bool
warns(struct world *w, const struct screen_def *def, struct screen_arg arg)
{
	struct buf line = { 0 };
	bool found;

	become(w, "tito");
	memset(w->c.grants, SCOPE_ALL, sizeof(w->c.grants));
	open_screen(w, def, arg, false);
	for (size_t i = 0; i < paper.text.len; i++) /* it may be wrapped */
		buf_c(&line, paper.text.s[i] == '\n' ? ' ' : paper.text.s[i]);
	found = strstr(buf_view(&line).s, "cannot be undone") != NULL;
	buf_done(&line);
	return found;
}

/* Every form names its command, and where that is for good it says so. */
static void
a_form_that_is_not_taken_back_says_so(void **state)
{
	static struct openings o;
	struct world *w = *state;
	int64_t missing = 0;

	all_openings(w, &o);
	for (size_t i = 0; i < nscreens; i++) {
		const struct sheet_def *d = screens[i]->sheet;
		bool found = false;

		if (d == NULL || d->part)
			continue;
		if (d->command == NULL)
			fail_msg("%s names no command", screens[i]->name);
		if (undo_never(d->command) == NULL)
			continue;
		for (size_t k = 0; k < o.n && !found; k++)
			found = warns(w, screens[i], o.v[k].arg);
		if (!found) {
			print_error("screen %s does not say that '%s' cannot "
				    "be undone\n",
			    screens[i]->name, d->command);
			missing++;
		}
	}
	assert_int_equal(missing, 0);
}

/* What stands beside a row; what was on its way and never came, is not there. */
static void
what_did_not_come_is_asked_for_again(void **state)
{
	struct peek p = { .part = NULL };
	struct arena a = { 0 };
	int part = 1;

	(void)state;
	assert_false(peek_wants(&p, STR_NONE));
	assert_true(peek_wants(&p, STR("T-1")));
	assert_true(peek_wants(&p, STR("T-1")));
	peek_take(&p, &part, &a);
	assert_false(peek_wants(&p, STR("T-1")));
	assert_null(peek_part(&p, STR("T-2")));
	peek_renew(&p);
	assert_ptr_equal(peek_part(&p, STR("T-1")), &part);
	assert_true(peek_wants(&p, STR("T-1")));
	peek_take(&p, &part, &a);
	assert_false(peek_wants(&p, STR("T-1")));
	peek_done(&p);
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, start, end)

/* Forms say it by their title; "text" is a page of any words. */
static void
every_screen_says_what_it_is_for(void **state)
{
	(void)state;
	for (size_t i = 0; i < nscreens; i++) {
		const struct screen_def *d = screens[i];

		if (d->about == NULL && !d->once &&
		    strcmp(d->name, "text") != 0)
			fail_msg("%s has no .about", d->name);
	}
}

/* Its roles are let in by rules of its own, which know of no codes. */
static void
a_server_asks_for_no_code_at_the_door(void **state)
{
	static const char *const asked[] = { "", LOGIN_SERVER };
	struct world *w = *state;

	for (int server = 0; server < 2; server++) {
		struct screen_arg arg = { .text = str_of(asked[server]),
			.columns = COLUMNS,
			.rows = ROWS_DOWN };

		open_screen(w, screen_named(STR("login")), arg, true);
		buf_c(&paper.text, '\0');
		assert_non_null(strstr(paper.text.s, "Password"));
		assert_int_equal(strstr(paper.text.s, "6-digit") == NULL,
		    server);
	}
}

/* All that the console asks of a screen before its data came, and when they
 * never come. */
static void
ask_all(struct open *o)
{
	const struct screen_def *d = o->s.def;
	struct buf out = { 0 };

	draw(o);
	if (d->label != NULL)
		assert_non_null(d->label(&o->s).s);
	if (d->line_keys != NULL)
		(void)d->line_keys(&o->s);
	if (d->typing != NULL)
		(void)d->typing(&o->s);
	if (d->edit != NULL)
		(void)d->edit(&o->s);
	if (d->draft != NULL)
		d->draft(&o->s, &out);
	for (size_t i = 0; i < countof(keys) && d->key != NULL; i++) {
		struct key k = { .code = keys[i] };

		(void)d->key(&o->s, &k, &out);
	}
	buf_done(&out);
}

static void
every_screen_stands_without_its_data(void **state)
{
	struct world *w = *state;
	struct fault lost;

	(void)fail(&lost, ERR_DB, "the link is gone");
	for (size_t i = 0; i < nscreens * 2; i++) {
		struct open o = { .s = { .def = screens[i / 2] } };

		if (o.s.def->load == NULL)
			continue;
		o.me = w->c.me;
		o.s.arg = (struct screen_arg){
			.text = STR_NONE, .columns = COLUMNS, .rows = ROWS_DOWN
		};
		o.s.scene.loading = i % 2 == 0;
		o.s.fault = i % 2 == 0 ? NULL : &lost;
		o.s.state = calloc(1, o.s.def->state_size + 1);
		ask_all(&o);
		if (o.s.def->done != NULL)
			o.s.def->done(&o.s);
		free(o.s.state);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(what_is_out_of_reach_is_on_no_screen),
		ONE(what_is_out_of_reach_changes_no_screen),
		ONE(what_others_do_for_a_customer_changes_no_screen),
		ONE(what_is_veiled_is_on_no_screen),
		ONE(whose_it_is_sees_it),
		ONE(a_form_that_is_not_taken_back_says_so),
		cmocka_unit_test(what_did_not_come_is_asked_for_again),
		cmocka_unit_test(every_screen_says_what_it_is_for),
		ONE(a_server_asks_for_no_code_at_the_door),
		ONE(every_screen_stands_without_its_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
