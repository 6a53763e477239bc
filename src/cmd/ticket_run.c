/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_run.c - the verbs that move a ticket from state to state.
 */
#include "cmd/ticket_run.h"

#include "cmd/answer.h"
#include "cmd/refer.h"
#include "core/escalation.h"
#include "core/follow.h"
#include "core/moves.h"
#include "core/ticket.h"
#include "core/ticket_route.h"
#include "core/when.h"

static enum err
move(struct cmd_ctx *cx, const struct args *a,
    enum err (*how)(struct core *, struct id, int64_t))
{
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	rc = how(cx->core, id, arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

/* The same, for moves that want words: of the argument `name`. */
static enum err
move_with(struct cmd_ctx *cx, const struct args *a, const char *name,
    enum err (*how)(struct core *, struct id, struct str, int64_t))
{
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	rc = how(cx->core, id, arg_str(a, name), arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

enum err
ticket_run_start(struct cmd_ctx *cx, const struct args *a)
{
	return move(cx, a, ticket_start);
}

enum err
ticket_run_resume(struct cmd_ctx *cx, const struct args *a)
{
	return move(cx, a, ticket_resume);
}

enum err
ticket_run_close(struct cmd_ctx *cx, const struct args *a)
{
	return move(cx, a, ticket_close);
}

enum err
ticket_run_resolve(struct cmd_ctx *cx, const struct args *a)
{
	struct ticket_resolution in = { .text = arg_str(a, "text"),
		.outcome = arg_str(a, "outcome"),
		.cause = arg_str(a, "cause"),
		.redress = arg_int(a, "redress", -1),
		.leg = arg_str(a, "leg") };
	struct id id;
	enum err rc;

	in.fields = refer_pairs(cx, a, "field", &in.nfields);
	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	rc = ticket_resolve_with(cx->core, id, &in, arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

/* The table of ticket_state.c, as it is in force. */
enum err
ticket_run_moves(struct cmd_ctx *cx, const struct args *a)
{
	struct str from = arg_str(a, "from"), who, needs;
	struct reply *r = cx->reply;
	enum err rc;

	reply_table(r, "rows");
	for (size_t i = 0; i < nticket_moves; i++) {
		const struct ticket_move *m = &ticket_moves[i];

		if (from.len > 0 && !str_is(from, m->from))
			continue;
		if ((rc = moves_who(cx->core, cx->arena, m, &who, &needs)) !=
		    OK)
			return rc;
		reply_line(r);
		reply_text(r, "move", str_of(m->verb));
		reply_text(r, "from", str_of(m->from));
		reply_text(r, "to", str_of(m->to));
		reply_text(r, "verb", str_of(may_name(m->may)));
		reply_bool(r, "allowed",
		    cx->core->grants[m->may] != SCOPE_NONE);
		reply_text(r, "who", who);
		reply_text(r, "needs", needs);
	}
	return OK;
}

enum err
ticket_run_reopen(struct cmd_ctx *cx, const struct args *a)
{
	return move_with(cx, a, "reason",
	    arg_bool(a, "late") ? ticket_reopen_late : ticket_reopen);
}

enum err
ticket_run_follow(struct cmd_ctx *cx, const struct args *a)
{
	struct ticket_follow in = { .reason = arg_str(a, "reason"),
		.text = arg_str(a, "text"),
		.typification = arg_str(a, "typification") };
	struct id from, id;
	int64_t number;
	enum err rc;

	in.fields = refer_pairs(cx, a, "field", &in.nfields);
	if ((rc = refer_ticket(cx, a, "ticket", &from)) != OK ||
	    (rc = refer_interaction(cx, a, "interaction", &in.interaction)) !=
		OK ||
	    (rc = ticket_follow(cx->core, from, &in, &id, &number)) != OK)
		return rc;
	return answer_ticket(cx, id);
}

enum err
ticket_run_cancel(struct cmd_ctx *cx, const struct args *a)
{
	return move_with(cx, a, "reason", ticket_cancel);
}

enum err
ticket_run_park(struct cmd_ctx *cx, const struct args *a)
{
	struct core *c = cx->core;
	struct id id;
	msec until = 0;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK ||
	    (arg_given(a, "until") &&
		(rc = when_parse(arg_str(a, "until"), zone_get(c->me.zone),
		     clock_now(c->clock), &until, &c->fault)) != OK))
		return rc;
	rc = ticket_park(c, id, arg_str(a, "state"), arg_str(a, "reason"),
	    until, arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

enum err
ticket_run_escalate(struct cmd_ctx *cx, const struct args *a)
{
	struct escalate_to to = { arg_str(a, "team"), arg_str(a, "skill") };
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	rc = ticket_escalate(cx->core, id, &to, arg_str(a, "reason"),
	    arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, id) : rc;
}
