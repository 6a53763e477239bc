/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_world.c - the actions and codes that the check of a script compares
 * with.
 */
#include "cmd/script_world.h"

#include "core/rut.h"
#include "core/script.h"
#include "core/when.h"

/* Done for whom the conversation is with; nothing that deletes, decides about
 * people, or needs a look at a list. */
static const char *const allowed[] = { "ticket create", "ticket note",
	"ticket escalate", "referral send", "callback add", "customer note",
	"customer edit", "customer contact-add", "consent set", "alert add",
	"interaction note", "appointment book", "survey answer" };

/* Given by the conversation. */
static const char *const filled[] = { "customer", "contact", "interaction",
	"ticket", "op", "at", "seen", "version" };

static bool
is_allowed(const char *name)
{
	for (size_t i = 0; i < countof(allowed); i++)
		if (strcmp(allowed[i], name) == 0)
			return true;
	return false;
}

static bool
is_filled(struct str name)
{
	for (size_t i = 0; i < countof(filled); i++)
		if (str_is(name, filled[i]))
			return true;
	return false;
}

static enum err
take_row(struct cmd_ctx *cx, const struct cmd_def *d, struct script_action *x)
{
	struct args *spec = NEW(cx->arena, struct args);
	struct script_action_arg *v;
	enum err rc =
	    args_spec(cx->arena, d->args, d->writes, spec, &cx->core->fault);

	if (rc != OK)
		return rc;
	v = NEWN(cx->arena, struct script_action_arg, spec->n);
	x->verb = str_of(d->name);
	x->args = v;
	for (size_t i = 0; i < spec->n; i++) {
		const struct arg_def *a = &spec->def[i];
		bool given = is_filled(a->name);

		v[x->nargs++] = (struct script_action_arg){
			.name = a->name,
			.type = str_of(a->type->name),
			.choices = a->choices,
			.needed = !given && !a->optional && !a->repeats,
			.bare = !given && a->positional,
			.repeats = a->repeats,
		};
	}
	return OK;
}

static bool
is_known(void *u, const char *kind, struct str code, struct str *nearest)
{
	struct cmd_ctx *cx = u;

	return script_code_known(cx->core, cx->arena, str_of(kind), code,
	    nearest);
}

enum err
script_world_make(struct cmd_ctx *cx, struct script_world *out)
{
	struct script_action *v =
	    NEWN(cx->arena, struct script_action, countof(allowed));
	struct script_world w = { .actions = v, .u = cx };
	enum err rc = OK;

	for (cmd_each(d)) {
		if (!is_allowed(d->name))
			continue;
		if ((rc = take_row(cx, d, &v[w.nactions])) != OK)
			return rc;
		w.nactions++;
	}
	if (cx->core->db != NULL)
		w.known = is_known;
	*out = w;
	return OK;
}

struct script_host
script_world_host(struct core *c)
{
	return (struct script_host){ .rut = rut_parse,
		.phone = phone_digits,
		.day = when_day,
		.today = clock_now(c->clock) / DAYS(1) };
}
