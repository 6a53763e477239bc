/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check.c - the rules for a step by itself, and for the paths through all.
 */
#include "script/check.h"

#include "script/edge.h"

/* ---- a step by itself --------------------------------------------------- */

static void
check_keys(struct script_step *k, struct script_problems *p)
{
	for (size_t i = 0; i < k->options.n; i++)
		for (size_t j = 0; j < i; j++)
			if (k->options.v[i].key.len > 0 &&
			    str_eq(k->options.v[i].key, k->options.v[j].key)) {
				script_wrong(p, k->options.v[i].at,
				    _("the option '%s' is there twice"),
				    k->options.v[i].key.s);
				break;
			}
	if (k->options.n > SCRIPT_OPTIONS_MAX)
		script_wrong(p, k->options.v[SCRIPT_OPTIONS_MAX].at,
		    _("at most %d options have a key; split the question"),
		    SCRIPT_OPTIONS_MAX);
}

static bool
has_option(const struct script_step *k, struct str key)
{
	for (size_t i = 0; i < k->options.n; i++)
		if (str_eq(k->options.v[i].key, key))
			return true;
	return false;
}

static bool
is_value(const struct script_field *f, struct str key)
{
	for (size_t i = 0; i < f->nvalues; i++)
		if (str_eq(f->values[i], key))
			return true;
	return false;
}

/* The options of a question against the list of its field. */
static void
check_list(struct script *s, const struct script_step *k,
    struct script_problems *p)
{
	const struct script_field *f = &s->fields[k->field];

	for (size_t i = 0; i < k->options.n; i++) {
		const struct script_option *o = &k->options.v[i];

		if (o->key.len > 0 && !is_value(f, o->key) &&
		    script_nearest(f->values, f->nvalues, o->key).len > 0)
			script_wrong(p, o->at,
			    _("'%s' is not in the list of '%s'%s"), o->key.s,
			    f->name.s,
			    script_meant(&s->arena, f->values, f->nvalues,
				o->key)
				.s);
		else if (o->key.len > 0 && !is_value(f, o->key))
			script_warn(p, o->at,
			    _("'%s' is not in the list of '%s': with this "
			      "option the field stays empty"),
			    o->key.s, f->name.s);
	}
	for (size_t i = 0; i < f->nvalues; i++)
		if (!has_option(k, f->values[i]))
			script_warn(p, k->into_at,
			    _("no option gives '%s' the value '%s'"), f->name.s,
			    f->values[i].s);
}

static void
check_question(struct script *s, struct script_step *k,
    struct script_problems *p)
{
	bool typed =
	    k->field != SCRIPT_NONE && s->fields[k->field].nvalues == 0;

	if (k->into.len > 0 && k->field != SCRIPT_NONE && !typed)
		check_list(s, k, p);
	if (k->ask_at.line != 0 && k->options.n == 0 && k->into.len == 0)
		script_wrong(p, k->ask_at,
		    _("nothing takes the answer: add options ('- key: text -> "
		      "step') or 'into FIELD'"));
	if (k->field != SCRIPT_NONE && !typed && k->options.n == 0)
		script_wrong(p, k->into_at,
		    _("'%s' is chosen from a list: write an option for each "
		      "value"),
		    k->into.s);
	if (k->options.n > 0 && k->ask_at.line == 0 && k->say.n == 0)
		script_warn(p, k->options.v[0].at,
		    _("there are options, and nothing is asked"));
	if (k->secure && k->options.n == 0 && k->into.len == 0)
		script_warn(p, k->at,
		    _("'secure' veils an answer, and this step asks for "
		      "none"));
}

/* Where does it go on? */
static void
check_onward(struct script *s, const struct script_step *k,
    struct script_problems *p)
{
	bool typed =
	    k->field != SCRIPT_NONE && s->fields[k->field].nvalues == 0;
	bool needs = k->options.n == 0 || typed;

	for (size_t i = 0; i < k->options.n; i++)
		if (k->options.v[i].to.name.len == 0) {
			needs = true;
			if (k->next.name.len == 0)
				script_wrong(p, k->options.v[i].at,
				    _("this option leads nowhere: end its line "
				      "or the step with -> STEP"));
		}
	if (k->close != SCRIPT_OPEN) {
		if (k->options.n > 0 || k->into.len > 0)
			script_wrong(p, k->close_at,
			    _("a step that asks goes on with '->'; end in the "
			      "next one"));
		return;
	}
	if (k->next.name.len == 0 && (k->options.n == 0 || typed))
		script_wrong(p, k->at,
		    _("the step '%s' goes nowhere: end it with -> STEP, end "
		      "or return"),
		    k->name.s);
	if (k->next.name.len > 0 && !needs)
		script_warn(p, k->next.at,
		    _("this is never taken: every option says where it leads"));
}

/* What cannot be the case when each option has a condition. */
static void
check_offered(const struct script_step *k, struct script_problems *p)
{
	for (size_t i = 0; i < k->options.n; i++)
		if (k->options.v[i].guard == NULL)
			return;
	if (k->options.n > 0 && k->next.name.len == 0)
		script_warn(p, k->options.v[0].at,
		    _("every option has a condition: when none is true the "
		      "agent is stuck; add one without, or -> STEP"));
}

static void
check_sets(struct script *s, struct script_step *k, struct script_problems *p)
{
	for (size_t i = 0; i < k->sets.n; i++) {
		struct script_set *set = &k->sets.v[i];
		struct script_field *f;
		struct str v;
		struct fault why;

		if (set->field == SCRIPT_NONE)
			continue;
		f = &s->fields[set->field];
		if (set->value.n != 1 || set->value.v[0].nrefs != 0)
			continue; /* known when it is said */
		if (script_field_value(&s->arena, f, NULL, set->value.source,
			&v, &why) != OK)
			script_wrong(p, set->value.at,
			    _("'%s' cannot be that: %s"), f->name.s, why.text);
	}
}

static void
check_objections(const struct script_objection *v, size_t n,
    struct script_problems *p)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(v[i].key, v[j].key))
				script_wrong(p, v[i].at,
				    _("the objection '%s' is there twice"),
				    v[i].key.s);
	if (n > SCRIPT_OPTIONS_MAX)
		script_wrong(p, v[SCRIPT_OPTIONS_MAX].at,
		    _("at most %d objections have a key"), SCRIPT_OPTIONS_MAX);
}

static void
check_end(const struct script_step *k, struct script_problems *p)
{
	if (k->close != SCRIPT_END)
		return;
	if (k->outcome.len == 0)
		script_warn(p, k->close_at,
		    _("the end has no outcome=CODE: the agent has to choose "
		      "one"));
	if (k->typification.len == 0)
		script_warn(p, k->close_at,
		    _("the end has no typification=CODE: the agent has to "
		      "choose one"));
}

void
script_check_steps(struct script *s, struct script_problems *p)
{
	for (size_t i = 0; i < s->nparts; i++)
		check_objections(s->parts[i].objections.v,
		    s->parts[i].objections.n, p);
	for (size_t i = 0; i < s->steps.n; i++) {
		struct script_step *k = &s->steps.v[i];

		check_keys(k, p);
		check_question(s, k, p);
		check_onward(s, k, p);
		check_offered(k, p);
		check_sets(s, k, p);
		check_objections(k->objections.v, k->objections.n, p);
		check_end(k, p);
	}
}

/* ---- the paths ---------------------------------------------------------- */

static void
check_head(struct script *s, struct script_problems *p)
{
	for (size_t i = 0; i < s->nparts; i++) {
		struct script_part *part = &s->parts[i];

		if (part->nsteps == 0)
			script_wrong(p, part->at,
			    _("the script '%s' has no step"), part->name.s);
		if (part->title.source.len == 0)
			script_wrong(p, part->at,
			    _("the title is missing: a line 'title …' for the "
			      "agents"));
		if (part->nlangs == 0) {
			script_wrong(p, part->at,
			    _("the language is missing: a line 'languages "
			      "es'"));
			part->langs[part->nlangs++] = STR("es");
		}
		if (part->sub && part->fors.n > 0)
			script_wrong(p, part->fors.v[0].at,
			    _("a sub-script is called, not chosen: take the "
			      "'for' out"));
	}
}

/* Does it pass on without stopping for anybody? */
static bool
is_quick(const struct script *s, const struct script_edge *e)
{
	return e->way == WAY_WHEN || !script_step_stops(&s->steps.v[e->from]);
}

/* A round of such ways: whoever nothing quick leads to is taken away, again
 * and again; what stays goes round, or comes after it. */
static void
check_round(struct script *s, struct script_problems *p)
{
	size_t n = s->steps.n;
	bool *gone = calloc(n + 1, sizeof(bool)), more = true;
	bool *led = calloc(n + 1, sizeof(bool));

	if (gone == NULL || led == NULL)
		die(_("out of memory"));
	while (more) {
		more = false;
		memset(led, 0, n);
		for (size_t i = 0; i < s->edges.n; i++)
			if (!gone[s->edges.v[i].from] &&
			    is_quick(s, &s->edges.v[i]))
				led[s->edges.v[i].to] = true;
		for (size_t i = 0; i < n; i++)
			if (!led[i] && !gone[i])
				more = gone[i] = true;
	}
	for (size_t i = 0; i < s->edges.n; i++) {
		const struct script_edge *e = &s->edges.v[i];

		if (!gone[e->from] && !gone[e->to] && is_quick(s, e)) {
			script_wrong(p, e->at,
			    _("this goes round without asking anybody "
			      "anything, for ever"));
			break;
		}
	}
	free(gone);
	free(led);
}

static void
tell_unreached(struct script *s, const unsigned char *seen,
    struct script_problems *p)
{
	for (size_t i = 0; i < s->steps.n; i++) {
		const struct script_step *k = &s->steps.v[i];

		if (seen[i] == 0)
			script_warn(p, k->at, _("no path leads to step '%s'"),
			    k->name.s);
		if ((seen[i] & REACH_MAIN) != 0 && k->close == SCRIPT_RETURN)
			script_wrong(p, k->close_at,
			    _("there is nothing to return to: the step '%s' is "
			      "reached without an objection or a call"),
			    k->name.s);
	}
}

static void
tell_endless(struct script *s, const unsigned char *seen,
    struct script_problems *p)
{
	bool *ends = calloc(s->steps.n + 1, sizeof(bool));

	if (ends == NULL)
		die(_("out of memory"));
	script_endings(s, ends);
	for (size_t i = 0; i < s->steps.n; i++)
		if (!ends[i] && seen[i] != 0 &&
		    s->steps.v[i].next.name.len + s->steps.v[i].options.n +
			    s->steps.v[i].whens.n >
			0)
			script_wrong(p, s->steps.v[i].at,
			    _("from step '%s' the conversation can never end"),
			    s->steps.v[i].name.s);
	free(ends);
}

void
script_check_paths(struct script *s, struct script_problems *p)
{
	unsigned char *seen = calloc(s->steps.n + 1, 1);

	if (seen == NULL)
		die(_("out of memory"));
	check_head(s, p);
	if (s->broken) { /* one missing name would tell of every step */
		free(seen);
		return;
	}
	script_reach(s, seen);
	tell_unreached(s, seen, p);
	tell_endless(s, seen, p);
	check_round(s, p);
	free(seen);
}

void
script_check(struct script *s, const struct script_world *w,
    struct script_problems *p)
{
	script_link(s, p);
	script_check_steps(s, p);
	script_check_paths(s, p);
	script_check_flow(s, p);
	script_check_actions(s, w, p);
	script_check_fit(s, p);
	script_check_languages(s, p);
	script_problems_sort(p);
}
