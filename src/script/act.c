/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * act.c - the `do` lines of a script against the actions there are, and its
 * codes against those of a database, if there is one.
 */
#include "script/check.h"

static const struct script_action *
find_action(const struct script_world *w, struct str verb)
{
	for (size_t i = 0; i < w->nactions; i++)
		if (str_eq(w->actions[i].verb, verb))
			return &w->actions[i];
	return NULL;
}

static void
unknown_action(struct script *s, const struct script_world *w,
    const struct script_do *d, struct script_problems *p)
{
	struct str *names = NEWN(&s->arena, struct str, w->nactions);
	struct buf b = { 0 };

	for (size_t i = 0; i < w->nactions; i++) {
		names[i] = w->actions[i].verb;
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", names[i].s);
	}
	script_wrong(p, d->at, _("a script cannot do '%s'%s; it can: %s"),
	    d->verb.s, script_meant(&s->arena, names, w->nactions, d->verb).s,
	    b.len > 0 ? b.s : "-");
	buf_done(&b);
}

static const struct script_action_arg *
find_arg(const struct script_action *x, struct str name)
{
	for (size_t i = 0; i < x->nargs; i++)
		if (str_eq(x->args[i].name, name))
			return &x->args[i];
	return NULL;
}

/* The next argument that may stand without its name. */
static const struct script_action_arg *
bare_arg(const struct script_action *x, size_t n)
{
	for (size_t i = 0; i < x->nargs; i++)
		if (x->args[i].bare && n-- == 0)
			return &x->args[i];
	return NULL;
}

static bool
is_choice(struct str choices, struct str v)
{
	const char *s = choices.s;

	while (*s != '\0') {
		size_t n = strcspn(s, "|");

		if (n == v.len && memcmp(s, v.s, n) == 0)
			return true;
		s += n + (s[n] == '|');
	}
	return choices.len == 0;
}

static const char *
kind_name(const char *kind)
{
	static const struct {
		const char *kind, *name;
	} names[] = { { "team", N_("team") }, { "queue", N_("queue") },
		{ "branch", N_("branch") }, { "outcome", N_("outcome") },
		{ "leaf", N_("final typification") },
		{ "typification", N_("typification") } };

	for (size_t i = 0; i < countof(names); i++)
		if (strcmp(names[i].kind, kind) == 0)
			return _(names[i].name);
	return kind;
}

static void
check_code(struct script *s, const struct script_world *w, const char *kind,
    struct str code, struct script_at at, struct script_problems *p)
{
	struct str near = STR_NONE;

	if (w == NULL || w->known == NULL || code.len == 0 ||
	    w->known(w->u, kind, code, &near))
		return;
	script_wrong(p, at, _("this centre has no %s '%s'%s"), kind_name(kind),
	    code.s,
	    near.len == 0
		? ""
		: str_printf(&s->arena, _("; did you mean '%s'?"), near.s).s);
}

static bool
is_plain(const struct script_words *v)
{
	return v->n == 0 || (v->n == 1 && v->v[0].nrefs == 0);
}

static void
check_value(struct script *s, const struct script_world *w,
    const struct script_action_arg *def, const struct script_arg *a,
    struct script_problems *p)
{
	int64_t n;

	if (!is_plain(&a->value))
		return;
	if (!is_choice(def->choices, a->value.source))
		script_wrong(p, a->value.at, _("'%s' is not one of %s"),
		    a->value.source.s, def->choices.s);
	else if (str_is(def->type, "int") && !str_int(a->value.source, &n))
		script_wrong(p, a->value.at, _("'%s' is not a whole number"),
		    a->value.source.s);
	else
		check_code(s, w,
		    str_is(def->type, "typification") ? "leaf" : def->type.s,
		    a->value.source, a->value.at, p);
}

static void
unknown_arg(struct script *s, const struct script_action *x,
    const struct script_arg *a, struct script_problems *p)
{
	struct str *names = NEWN(&s->arena, struct str, x->nargs);

	for (size_t i = 0; i < x->nargs; i++)
		names[i] = x->args[i].name;
	script_wrong(p, a->at, _("'%s' takes no %s=%s"), x->verb.s, a->name.s,
	    script_meant(&s->arena, names, x->nargs, a->name).s);
}

static void
check_do(struct script *s, const struct script_world *w,
    const struct script_do *d, struct script_problems *p)
{
	const struct script_action *x = find_action(w, d->verb);
	bool *given;
	size_t bare = 0;

	if (x == NULL) {
		unknown_action(s, w, d, p);
		return;
	}
	given = NEWN(&s->arena, bool, x->nargs + 1);
	for (size_t i = 0; i < d->nargs; i++) {
		const struct script_arg *a = &d->args[i];
		const struct script_action_arg *def = a->name.len > 0
		    ? find_arg(x, a->name)
		    : bare_arg(x, bare++);

		if (def == NULL && a->name.len > 0) {
			unknown_arg(s, x, a, p);
		} else if (def == NULL) {
			script_wrong(p, a->at,
			    _("'%s' is a word too many: write NAME=VALUE, "
			      "with quotes round blanks"),
			    a->value.source.s);
		} else {
			if (given[def - x->args] && !def->repeats)
				script_wrong(p, a->at, _("%s= is there twice"),
				    def->name.s);
			given[def - x->args] = true;
			check_value(s, w, def, a, p);
		}
	}
	for (size_t i = 0; i < x->nargs; i++)
		if (x->args[i].needed && !given[i])
			script_wrong(p, d->at, _("'%s' needs %s="), x->verb.s,
			    x->args[i].name.s);
}

void
script_check_actions(struct script *s, const struct script_world *w,
    struct script_problems *p)
{
	static const struct script_world nothing;

	if (w == NULL)
		w = &nothing;
	for (size_t i = 0; i < s->nparts; i++)
		for (size_t k = 0; k < s->parts[i].fors.n; k++) {
			const struct script_for *f = &s->parts[i].fors.v[k];

			check_code(s, w, f->name.s, f->value, f->at, p);
		}
	for (size_t i = 0; i < s->steps.n; i++) {
		const struct script_step *k = &s->steps.v[i];

		for (size_t n = 0; n < k->acts.n; n++)
			check_do(s, w, &k->acts.v[n], p);
		check_code(s, w, "leaf", k->typification, k->typification_at,
		    p);
		check_code(s, w, "outcome", k->outcome, k->outcome_at, p);
	}
}
