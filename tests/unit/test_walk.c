/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_walk.c - every row of the command table, said by people who may not
 * see what it is said about, on either engine.
 *
 * Everything of branch norte and its team taller carries one word. Nora works
 * in branch centro: whatever she types, with whatever reach of her rights, the
 * word is in no answer, no list, no offer of completion and no refusal, and
 * nothing that carries it changes. What a row's arguments could be is made of
 * their types, so that a new row is walked as it comes.
 */
#include "walktest.h"

#include "cmd/complete.h"

/* ---- what could be said ------------------------------------------------------ */

/* Of the types that name nothing of the database. */
static const struct {
	const char *type, *name, *value;
} usual[] = {
	{ "team", NULL, "taller" },
	{ "branch", NULL, "norte" },
	{ "agent", NULL, "tito" },
	{ "typification", NULL, "consulta" },
	{ "outcome", NULL, "resolved" },
	{ "role", NULL, "agent" },
	{ "verb", NULL, "ticket.read" },
	{ "kind", NULL, "customer" },
	{ "int", "limit", "500" },
	{ "int", NULL, "1" },
	{ "bool", NULL, "yes" },
	{ "at", NULL, "now" },
	{ "span", NULL, "1h" },
	{ "date", NULL, "2026-03-06" },
	{ "pair", NULL, "plate=" PART },
	{ "file", NULL, "/no/existe" },
	{ "newfile", NULL, "/no/existe/x" },
	{ "appointment", NULL, "1" },
};

/* Of names that are typed as they are: those of the centre. */
static const struct {
	const char *row, *arg, *value;
} named[] = {
	{ "script ", "name", "guia" },
	{ "template ", "name", "deltaller" },
	{ "survey ", "survey", "trato" },
	{ "customer caller", "number", "916734905" },
};

static const char *
name_for(const char *row, struct str arg)
{
	for (size_t i = 0; i < countof(named); i++)
		if (strncmp(row, named[i].row, strlen(named[i].row)) == 0 &&
		    str_is(arg, named[i].arg))
			return named[i].value;
	return NULL;
}

static struct str
value_of(struct world *w, const char *row, const struct arg_def *d)
{
	const char *type = d->type->name, *name = name_for(row, d->name);

	if (name != NULL)
		return str_of(name);
	for (size_t i = 0; w->own && i < w->hers.n; i++)
		if (strcmp(w->hers.v[i].type, type) == 0)
			return w->hers.v[i].value;
	for (size_t i = w->known.n; i-- > 0;) {
		const struct called *k = &w->known.v[i];

		if (strcmp(k->type, type) == 0 &&
		    (k->name == NULL || str_is(d->name, k->name)))
			return k->value;
	}
	if (strcmp(type, "choice") == 0)
		return str_copyn(&w->each, d->choices.s,
		    strcspn(d->choices.s, "|"));
	if (strcmp(type, "id") == 0)
		return w->known.v[0].value;
	for (size_t i = 0; i < countof(usual); i++)
		if (strcmp(usual[i].type, type) == 0 &&
		    (usual[i].name == NULL || str_is(d->name, usual[i].name)))
			return str_of(usual[i].value);
	return STR(PART);
}

enum how { NEEDED, ALL, ONE_MORE }; /* … and the argument `at` */

static struct str
line_of(struct world *w, const struct cmd_def *d, enum how how, size_t at)
{
	struct args *a = NEW(&w->each, struct args);
	struct buf b = { 0 };
	struct fault f = { .code = OK };
	struct str out;

	if (args_spec(&w->each, d->args, false, a, &f) != OK)
		fail_msg("%s: %s", d->name, f.text);
	buf_z(&b, d->name);
	for (size_t i = 0; i < a->n; i++)
		if (!a->def[i].optional || how == ALL ||
		    (how == ONE_MORE && i == at))
			buf_printf(&b, " %s=\"%s\"", a->def[i].name.s,
			    value_of(w, d->name, &a->def[i]).s);
	out = how == ONE_MORE && (at >= a->n || !a->def[at].optional)
	    ? STR_NONE
	    : buf_copy(&w->each, &b);
	buf_done(&b);
	return out;
}

/* ---- what is said back -------------------------------------------------------- */

static bool
cells_show(const struct cells *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].s.len > 0 && has_mark(c->v[i].s))
			return true;
	return false;
}

static bool
answer_shows(const struct world *w)
{
	const struct reply *r = &w->reply;

	if (cells_show(&r->thing) || (r->page.len > 0 && has_mark(r->page)))
		return true;
	for (size_t i = 0; i < r->tables.n; i++)
		for (size_t k = 0; k < r->tables.v[i].lines.n; k++)
			if (cells_show(&r->tables.v[i].lines.v[k]))
				return true;
	return false;
}

static void
walk_line(struct world *w, struct str line, const char *who)
{
	enum err rc;

	if (line.len == 0)
		return;
	rc = say(w, line);
	if (rc != OK && w->c.fault.text[0] == '\0')
		fail_msg("%s: %s without a sentence", line.s, err_name(rc));
	if (!answer_shows(w) &&
	    (rc == OK || !has_mark(str_of(w->c.fault.text))))
		return;
	w->shown++;
	if (who != NULL)
		print_error("%s reads it, %s: %s\n", who, line.s,
		    rc == OK ? "in the answer" : w->c.fault.text);
}

struct offered {
	struct world *w;
	const char *who, *row;
};

static void
offered(void *u, struct str candidate)
{
	struct offered *o = u;

	if (has_mark(candidate) && o->who != NULL)
		print_error("%s is offered '%s' for %s\n", o->who, candidate.s,
		    o->row);
	o->w->shown += has_mark(candidate);
}

/* What Tab offers for each argument. */
static void
walk_offers(struct world *w, const struct cmd_def *d, const char *who)
{
	struct offered o = { w, who, d->name };
	struct args *a = NEW(&w->each, struct args);
	struct words v = { 0 };
	struct fault f = { .code = OK };

	if (args_spec(&w->each, d->args, false, a, &f) != OK ||
	    cmd_split(&w->each, str_of(d->name), &v, &f) != OK)
		fail_msg("%s: %s", d->name, f.text);
	for (size_t i = 0; i < a->n; i++) {
		struct words one = { 0 };

		for (size_t k = 0; k < v.n; k++)
			*vec_push(&w->each, &one) = v.v[k];
		*vec_push(&w->each, &one) =
		    str_printf(&w->each, "%s=", a->def[i].name.s);
		complete_line(&w->c, &w->each, one.v, one.n, offered, &o);
	}
}

/* Those that end the session, look at the machine, or are no database's. */
static bool
walked(const struct cmd_def *d)
{
	static const char *const not [] = { "agent own-password",
		"agent totp-start", "agent totp-confirm" };

	for (size_t i = 0; i < countof(not ); i++)
		if (strcmp(d->name, not [i]) == 0)
			return false;
	return d->needs == NEED_DB && !d->moves;
}

/* People and setup are everybody's to one who administers them. */
static bool
is_setup(const struct world *w, const struct cmd_def *d)
{
	return administers(w) &&
	    (d->may == MAY_AGENT_ADMIN || d->may == MAY_SETUP_EDIT ||
		strncmp(d->name, "template ", strlen("template ")) == 0);
}

static void
walk_row(struct world *w, const struct cmd_def *d, const char *who)
{
	walk_line(w, line_of(w, d, NEEDED, 0), who);
	walk_line(w, line_of(w, d, ALL, 0), who);
	for (size_t i = 0; i < ARGS_MAX && !d->writes; i++)
		walk_line(w, line_of(w, d, ONE_MORE, i), who);
	walk_offers(w, d, who);
	core_rest(&w->c);
	arena_reset(&w->each);
}

/* ---- the walks ------------------------------------------------------------------ */

/* Lines of the dump that have the word: what must stay as it is. */
static struct str
marked_rows(struct world *w)
{
	struct str all = dump_all(&w->dump, w->db, &w->arena), line;
	struct buf b = { 0 };
	struct str out;

	while (str_next(&w->arena, &all, '\n', &line))
		if (has_mark(line))
			buf_printf(&b, "%s\n", line.s);
	out = buf_copy(&w->arena, &b);
	buf_done(&b);
	return out;
}

static void
what_is_out_of_reach_is_never_shown(void **state)
{
	static const struct {
		const char *login;
		int level;
		const char *who;
	} reaches[] = { { "nora", SCOPE_OWN, "nora (own)" },
		{ "nora", SCOPE_TEAM, "nora (team)" },
		{ "nora", SCOPE_BRANCH, "nora (branch)" },
		{ "berta", SCOPE_TEAM, "berta (team)" },
		{ "alma", SCOPE_BRANCH, "alma, who administers" } };
	struct world *w = *state;
	struct str before = marked_rows(w);

	assert_true(before.len > 1000);
	for (size_t i = 0; i < countof(reaches); i++) {
		for (cmd_each(d)) {
			if (!walked(d))
				continue;
			reach(w, reaches[i].login, reaches[i].level);
			if (!is_setup(w, d))
				walk_row(w, d, reaches[i].who);
		}
		if (!str_eq(before, marked_rows(w)))
			dump_same(&w->arena, before, marked_rows(w),
			    reaches[i].who);
	}
	assert_int_equal(w->shown, 0);
}

/* ---- numbers -------------------------------------------------------------------- */

static void
cells_text(struct buf *b, const struct cells *c)
{
	for (size_t i = 0; i < c->n; i++)
		buf_printf(b, " %s=%s,%lld", c->v[i].name, c->v[i].s.s,
		    (long long)c->v[i].i);
	buf_c(b, '\n');
}

/* All that was answered, or why nothing was. */
static void
answer_text(const struct world *w, enum err rc, struct buf *b)
{
	const struct reply *r = &w->reply;

	if (rc != OK) {
		buf_printf(b, "%s: %s\n", err_name(rc), w->c.fault.text);
		return;
	}
	cells_text(b, &r->thing);
	buf_add(b, r->page.s, r->page.len);
	for (size_t i = 0; i < r->tables.n; i++)
		for (size_t k = 0; k < r->tables.v[i].lines.n; k++)
			cells_text(b, &r->tables.v[i].lines.v[k]);
}

/* What a row that only reads answers, said in every way of the walk. */
static struct str
row_text(struct world *w, const struct cmd_def *d)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < ARGS_MAX + 2; i++) {
		enum how how = i < 2 ? (enum how)i : ONE_MORE;
		struct str line = line_of(w, d, how, i - 2);

		if (line.len == 0)
			continue;
		buf_printf(&b, "%s\n", line.s);
		answer_text(w, say(w, line), &b);
		core_rest(&w->c);
	}
	out = buf_copy(&w->arena, &b);
	buf_done(&b);
	arena_reset(&w->each);
	return out;
}

/* Those that measure the database, or the log of all. */
static bool
tells_all(const struct cmd_def *d)
{
	static const char *const all[] = { "audit verify" };

	for (size_t i = 0; i < countof(all); i++)
		if (strcmp(d->name, all[i]) == 0)
			return true;
	return false;
}

enum { ROWS_MOST = 400 };
static const struct {
	const char *login;
	int level;
} counted_by[] = { { "nora", SCOPE_BRANCH }, { "alma", SCOPE_BRANCH } };

static void
read_all(struct world *w, struct str told[countof(counted_by)][ROWS_MOST])
{
	for (size_t p = 0; p < countof(counted_by); p++) {
		size_t n = 0;

		for (cmd_each(d)) {
			assert_true(n < ROWS_MOST);
			reach(w, counted_by[p].login, counted_by[p].level);
			told[p][n++] = d->writes || !walked(d) ||
				tells_all(d) || is_setup(w, d)
			    ? STR_NONE
			    : row_text(w, d);
		}
	}
}

static void
first_difference(struct world *w, struct str before, struct str after)
{
	struct str was, is;

	while (str_next(&w->each, &before, '\n', &was) &&
	    str_next(&w->each, &after, '\n', &is))
		if (!str_eq(was, is)) {
			print_error(" is told\n%s\nand then\n%s\n", was.s,
			    is.s);
			return;
		}
	print_error(" is told more or less: %s%s\n", before.s, after.s);
}

/* No number, no order, no place in a page tells that there is more. */
static void
what_is_out_of_reach_changes_no_answer(void **state)
{
	static struct str before[countof(counted_by)][ROWS_MOST],
	    after[countof(counted_by)][ROWS_MOST];
	struct world *w = *state;
	size_t n = w->known.n, wrong = 0;

	w->own = true;
	read_all(w, before);
	tito_goes_on(w);
	dbtest_do(w->db, "DELETE FROM customer_look"); /* what they looked at */
	w->known.n = n;
	read_all(w, after);
	for (size_t p = 0; p < countof(counted_by); p++)
		for (size_t i = 0; i < ROWS_MOST; i++) {
			if (str_eq(before[p][i], after[p][i]))
				continue;
			print_error("%s (%s)", counted_by[p].login,
			    scope_name(counted_by[p].level));
			first_difference(w, before[p][i], after[p][i]);
			wrong++;
		}
	assert_int_equal(wrong, 0);
}

/* A back office with the rights of its role sees every customer, and of what
 * other teams do for them nothing: no row, and no number of them. */
static void
what_others_do_for_a_customer_changes_no_answer(void **state)
{
	static struct str before[ROWS_MOST];
	struct world *w = *state;
	int64_t wrong = 0;

	for (int pass = 0; pass < 2; pass++) {
		size_t n = 0;

		for (cmd_each(d)) {
			struct str told;

			become(w, "berta");
			told = d->writes || !walked(d) || tells_all(d)
			    ? STR_NONE
			    : row_text(w, d);
			if (pass == 0)
				before[n] = told;
			else if (!str_eq(before[n], told)) {
				print_error("berta");
				first_difference(w, before[n], told);
				wrong++;
			}
			n++;
		}
		if (pass == 0)
			tito_works_on(w);
		dbtest_do(w->db, "DELETE FROM customer_look");
	}
	assert_int_equal(wrong, 0);
}

/* The walk would see it: those whose it is are shown it in many answers. */
static void
whose_it_is_reads_it(void **state)
{
	struct world *w = *state;
	int64_t rows = 0;

	for (cmd_each(d)) {
		int64_t before = w->shown;

		if (!walked(d) || d->writes)
			continue;
		become(w, "tito");
		walk_row(w, d, NULL);
		rows += w->shown > before;
	}
	if (rows < 20)
		fail_msg("only %lld rows show it to whose it is",
		    (long long)rows);
}

/* A number tells no more than the list behind it. */
static void
counts_are_cut_as_lists_are(void **state)
{
	static const char *const words[] = { "", "undone", "state:new",
		"team:taller", "created<7d", PART };
	struct world *w = *state;

	for (int level = SCOPE_OWN; level <= SCOPE_BRANCH; level++)
		for (size_t i = 0; i < countof(words); i++) {
			int64_t n = -1;

			reach(w, "nora", level);
			if (say(w,
				str_printf(&w->each,
				    "ticket list filter=\"%s\" limit=500 "
				    "count=yes",
				    words[i])) != OK)
				continue; /* taller is nothing to her */
			for (size_t k = 0; k < w->reply.thing.n; k++)
				if (strcmp(w->reply.thing.v[k].name, "count") ==
				    0)
					n = w->reply.thing.v[k].i;
			assert_int_equal(n,
			    w->reply.tables.n > 0 ? w->reply.tables.v[0].lines.n
						  : 0);
			assert_true(n <= 1);
		}
}

/* Each role, each row that needs a right it has not: a sentence, no change. */
static void
without_the_right_a_row_says_so(void **state)
{
	static const char *const people[] = { "nora", "bruno", "berta", "sara",
		"auro" };
	struct world *w = *state;
	struct str before = dump_all(&w->dump, w->db, &w->arena);
	int64_t refused = 0, wrong = 0;

	for (size_t i = 0; i < countof(people); i++) {
		become(w, people[i]);
		for (cmd_each(d)) {
			enum err rc;

			if (!walked(d) || d->may == MAY_ANYONE ||
			    w->c.grants[d->may] != SCOPE_NONE)
				continue;
			rc = say(w, line_of(w, d, NEEDED, 0));
			if (rc == OK || (!d->writes && rc != ERR_DENIED)) {
				print_error("%s: %s: %s (%s)\n", people[i],
				    d->name, err_name(rc), w->c.fault.text);
				wrong++;
			}
			assert_true(rc == OK || w->c.fault.text[0] != '\0');
			refused++;
			core_rest(&w->c);
			arena_reset(&w->each);
		}
	}
	assert_int_equal(wrong, 0);
	assert_true(refused > 100);
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    "a refused row");
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, start, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(what_is_out_of_reach_is_never_shown),
		ONE(what_is_out_of_reach_changes_no_answer),
		ONE(what_others_do_for_a_customer_changes_no_answer),
		ONE(whose_it_is_reads_it),
		ONE(counts_are_cut_as_lists_are),
		ONE(without_the_right_a_row_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
