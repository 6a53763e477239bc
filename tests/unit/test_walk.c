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
	{ "appointment", NULL, "1" },
};

static struct str
value_of(struct world *w, const struct arg_def *d)
{
	const char *type = d->type->name;

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
			    value_of(w, &a->def[i]).s);
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
		strcmp(d->name, "template list") == 0);
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
		ONE(whose_it_is_reads_it),
		ONE(counts_are_cut_as_lists_are),
		ONE(without_the_right_a_row_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
