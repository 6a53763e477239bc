/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * going_acts.c - what a service script asks for is done by the rows of the
 * command table.
 */
#include "cmd/going.h"

/* What the conversation gives, for the arguments that were not said. */
static void
fill_words(const struct going *g, const struct args *spec, struct id ticket,
    struct words *w)
{
	const struct {
		const char *name;
		struct id id;
	} given[] = { { "customer", g->known.contact.customer },
		{ "contact", g->contact }, { "interaction", g->contact },
		{ "ticket", ticket } };

	for (size_t i = 0; i < countof(given); i++) {
		struct str word = str_printf(g->cx->arena, "%s=%s",
		    given[i].name, given[i].id.s);
		bool said = false;

		if (id_none(given[i].id) ||
		    args_def(spec, str_of(given[i].name)) == NULL)
			continue;
		for (size_t k = 0; k < w->n; k++)
			said = said ||
			    str_starts(w->v[k],
				str_printf(g->cx->arena, "%s=", given[i].name));
		if (!said)
			*vec_push(g->cx->arena, w) = word;
	}
}

/* As cmd_run(), but within a transaction, whose scratch must live on. */
static enum err
act(void *u, struct str line, struct id *ticket)
{
	struct going *g = u;
	struct cmd_ctx cx = *g->cx;
	struct reply reply;
	struct args *spec = NEW(cx.arena, struct args);
	struct id of = id_none(*ticket) ? g->row.ticket : *ticket;
	struct fault *f = &cx.core->fault;
	const struct cmd_def *d;
	struct words w = { 0 }, rest = { 0 };
	size_t n;
	enum err rc;

	reply_init(&reply, cx.arena);
	cx.reply = &reply;
	if ((rc = cmd_split(cx.arena, line, &w, f)) != OK ||
	    (rc = cmd_find(cx.arena, w.v, w.n, &d, &n, f)) != OK ||
	    (rc = args_spec(cx.arena, d->args, d->writes, spec, f)) != OK)
		return rc;
	for (size_t i = n; i < w.n; i++)
		*vec_push(cx.arena, &rest) = w.v[i];
	fill_words(g, spec, of, &rest);
	rc = args_bind(cx.arena, spec, rest.v, rest.n,
	    clock_now(cx.core->clock), f);
	if (rc == OK)
		rc = d->run(&cx, spec);
	if (rc == OK && strcmp(d->name, "ticket create") == 0)
		*ticket = cx.core->done.id;
	return rc;
}

void
going_take_acts(struct going *g, bool now, struct script_acts *out)
{
	const struct script_state *st = &script_run_visit(&g->run)->state;
	struct arena *a = g->cx->arena;
	struct script_act *v = NEWN(a, struct script_act, st->nwishes);

	*out = (struct script_acts){ .v = v,
		.act = act,
		.u = g,
		.undone = NEWN(a, bool, st->nwishes),
		.why = NEWN(a, struct fault, st->nwishes) };
	for (size_t i = 0; i < st->nwishes; i++) {
		const struct script_wish *w = &st->wishes[i];

		if (w->now == now)
			v[out->n++] = (struct script_act){
				str_printf(a, "%s#%zu",
				    script_step_path(a, g->run.script, w->step)
					.s,
				    w->i),
				w->line
			};
	}
}

enum err
going_only_new(struct going *g, struct script_acts *x)
{
	struct script_act *v = (struct script_act *)(uintptr_t)x->v;
	struct rows_script_wish_list old;
	size_t n = 0;
	enum err rc = OK;

	if (x->n > 0)
		rc = script_wishes(g->cx->core, g->cx->arena, g->row.id, &old);
	for (size_t i = 0; rc == OK && i < x->n; i++) {
		bool done = false;

		for (size_t k = 0; k < old.n; k++)
			done = done ||
			    (str_eq(old.v[k].place, v[i].place) &&
				str_is(old.v[k].state, "done"));
		if (!done)
			v[n++] = v[i];
	}
	x->n = n;
	return rc;
}

void
going_tell_undone(struct cmd_ctx *cx, const struct script_acts *x)
{
	struct buf left = { 0 };

	for (size_t i = 0; i < x->n; i++)
		if (x->undone[i])
			buf_printf(&left, "%s%s: %s", left.len > 0 ? "; " : "",
			    script_verb_word(x->v[i].line).s, x->why[i].text);
	if (left.len == 0)
		return;
	reply_text(cx->reply, "left_undone", buf_copy(cx->arena, &left));
	buf_done(&left);
	reply_table(cx->reply, "undone");
	for (size_t i = 0; i < x->n; i++) {
		if (!x->undone[i])
			continue;
		reply_line(cx->reply);
		reply_text(cx->reply, "line", x->v[i].line);
		reply_text(cx->reply, "why", str_of(x->why[i].text));
	}
	reply_thing(cx->reply);
}

/* Which of them it was, before the reason. */
enum err
going_refused(struct cmd_ctx *cx, const struct script_acts *x, enum err rc)
{
	struct fault why = cx->core->fault;

	for (size_t i = 0; i < x->n; i++)
		if (!x->undone[i] && x->why[i].code == rc &&
		    strcmp(x->why[i].text, why.text) == 0)
			return fail(&cx->core->fault, rc, "%s: %s",
			    script_verb_word(x->v[i].line).s, why.text);
	return rc;
}
