/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complete.c - completion from the rows, for bash and for the `:` line.
 */
#include "cmd/complete.h"

#include "cmd/shell.h"

const char complete_bash[] =
    "# Completion for cabina: source <(cabina completion bash)\n"
    "_cabina() {\n"
    "\tlocal IFS=$'\\n'\n"
    "\tCOMPREPLY=($(\"$1\" complete -- \\\n"
    "\t    \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null))\n"
    "\t[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace\n"
    "}\n"
    "complete -o default -F _cabina cabina\n";

struct offering {
	struct arena *a;
	struct str begun; /* what a candidate must begin with */
	struct words seen;
	arg_offer *offer;
	void *u;
};

static void
offer(void *u, struct str candidate)
{
	struct offering *o = u;

	if (!str_starts(candidate, o->begun))
		return;
	for (size_t i = 0; i < o->seen.n; i++)
		if (str_eq(o->seen.v[i], candidate))
			return;
	*vec_push(o->a, &o->seen) = candidate;
	o->offer(o->u, candidate);
}

/* NAME, =, VALUE as bash hands them over become NAME=VALUE; and whether the
 * last of them is a VALUE only, so that only values may be offered. */
static bool
join(struct arena *a, const struct str *words, size_t n, struct words *out)
{
	bool glue = false, value = false;

	for (size_t i = 0; i < n; i++) {
		bool equals = str_is(words[i], "=");

		value = equals || glue;
		if (value && out->n > 0) {
			struct str *last = &out->v[out->n - 1];

			*last = str_printf(a, "%s%s", last->s, words[i].s);
		} else {
			*vec_push(a, out) = words[i];
		}
		glue = equals;
	}
	return value;
}

static void
offer_globals(struct offering *o)
{
	for (size_t i = 0; i < nshell_defs; i++)
		offer(o, str_printf(o->a, "--%s", shell_defs[i].name));
}

static void
offer_names(struct offering *o, const struct words *w)
{
	for (cmd_each(d)) {
		struct str noun = cmd_noun(o->a, d);

		if (d->hidden)
			continue;
		if (w->n < 2)
			offer(o, noun);
		else if (str_eq(noun, w->v[0]) && cmd_verb(d).len > 0)
			offer(o, cmd_verb(d));
	}
	if (o->begun.len > 1 && o->begun.s[0] == '-')
		offer_globals(o);
}

static void
offer_value(struct offering *o, struct core *c, const struct arg_def *d)
{
	if (d != NULL && d->type->complete != NULL)
		d->type->complete(c, o->a, d, offer, o);
}

/* Bare words given so far tell which positional stands here. */
static const struct arg_def *
positional(const struct args *args, const struct str *words, size_t n)
{
	size_t bare = 0;

	for (size_t i = 0; i + 1 < n; i++)
		if (strchr(words[i].s, '=') == NULL && words[i].s[0] != '-')
			bare++;
	for (size_t i = 0; i < args->n; i++)
		if (args->def[i].positional && bare-- == 0)
			return &args->def[i];
	return NULL;
}

static void
spot_of(struct arena *a, const struct args *args, const struct str *words,
    size_t n, struct complete_spot *at)
{
	struct str last = words[n - 1];
	const char *eq = strchr(last.s, '=');
	size_t len = eq != NULL ? (size_t)(eq - last.s) : 0;
	size_t dashes = strspn(last.s, "-");

	at->value = eq != NULL;
	at->begun = eq != NULL ? str_of(eq + 1) : last;
	at->arg = eq == NULL ? positional(args, words, n)
			     : args_def(args,
				   str_copyn(a, last.s + dashes,
				       dashes < len ? len - dashes : 0));
}

static void
offer_args(struct offering *o, struct core *c, const struct args *args,
    const struct str *words, size_t n)
{
	struct complete_spot at;

	spot_of(o->a, args, words, n, &at);
	if (at.value)
		o->begun = at.begun;
	offer_value(o, c, at.arg);
	if (at.value)
		return;
	for (size_t i = 0; i < args->n; i++)
		offer(o, str_printf(o->a, "%s=", args->def[i].name.s));
	if (o->begun.len > 0 && o->begun.s[0] == '-')
		for (size_t i = 0; i < args->n; i++)
			offer(o, str_printf(o->a, "--%s", args->def[i].name.s));
}

void
complete_spot(struct arena *a, const struct str *words, size_t n,
    struct complete_spot *out)
{
	struct args *args = NEW(a, struct args);
	const struct cmd_def *d;
	size_t used;

	*out = (struct complete_spot){ .args = args,
		.begun = n > 0 ? words[n - 1] : STR_NONE };
	if (n < 2 || cmd_find(a, words, n - 1, &d, &used, NULL) != OK ||
	    args_spec(a, d->args, d->writes, args, NULL) != OK)
		return;
	out->row = d;
	spot_of(a, args, words + used, n - used, out);
}

void
complete_line(struct core *c, struct arena *a, const struct str *words,
    size_t n, arg_offer *to, void *u)
{
	struct offering o = { .a = a, .offer = to, .u = u };
	struct args *args = NEW(a, struct args);
	const struct cmd_def *d;
	struct words w = { 0 };
	size_t used;
	bool value = join(a, words, n, &w);

	if (w.n == 0)
		*vec_push(a, &w) = STR_NONE;
	o.begun = w.v[w.n - 1];
	if (w.n < 2 || cmd_find(a, w.v, w.n - 1, &d, &used, NULL) != OK ||
	    args_spec(a, d->args, d->writes, args, NULL) != OK) {
		offer_names(&o, &w);
		return;
	}
	if (!value && o.begun.len > 1 && o.begun.s[0] == '-')
		offer_globals(&o);
	offer_args(&o, c, args, w.v + used, w.n - used);
}
