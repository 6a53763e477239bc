/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_step.c - what is done to one ticket of many, step by step.
 */
#include "core/bulk_own.h"

#include "base/secret.h"
#include "core/incident.h"
#include "core/ticket_own.h"
#include "queries.h"

/* Their numbers are in what was done before, and stay. */
enum step { ASSIGN, EDIT, NOTE, REPLY, MOVE, JOIN, START };

const int bulk_order[BULK_STEPS] = { ASSIGN, EDIT, NOTE, REPLY, START, MOVE,
	JOIN };

/* ---- ids ---------------------------------------------------------------- */

struct id
bulk_part_op(struct id op, struct id ticket, int step)
{
	char text[128], hex[SHA256_HEX];
	bool dated = id_at(op) != 0;
	struct id id;

	snprintf(text, sizeof(text), "%s %s %d", op.s, ticket.s, step);
	sha256_hex(text, strlen(text), hex);
	snprintf(id.s, sizeof(id.s), "%.13s-%c%.3s-8%.3s-%.12s",
	    dated ? op.s : "00000000-0000", dated ? '7' : '4', hex, hex + 3,
	    hex + 6);
	if (!dated) /* its age is not told: random, as version 4 is */
		snprintf(id.s, sizeof(id.s), "%.8s-%.4s-4%.3s-8%.3s-%.12s",
		    hex + 20, hex + 28, hex, hex + 3, hex + 6);
	return id;
}

/* ---- one ticket --------------------------------------------------------- */

static bool
assigns(const struct bulk_do *d, const struct row_ticket_rows *t)
{
	bool team = d->team.len > 0 && !str_eq(d->team, t->team);
	bool owner = !id_none(d->owner) && !id_eq(d->owner, t->owner);
	bool nobody = d->nobody && !id_none(t->owner);

	/* A team alone takes the person away. */
	return team || owner || nobody ||
	    (d->team.len > 0 && id_none(d->owner) && !id_none(t->owner));
}

/* Then the fields go with it: they may be what it wants. */
static bool
resolves(const struct bulk_do *d)
{
	return d->move != NULL && strcmp(d->move, "resolve") == 0;
}

static bool
edits(const struct bulk_do *d, const struct row_ticket_rows *t)
{
	return (d->priority != 0 && d->priority != t->priority) ||
	    (d->typification.len > 0 &&
		!str_eq(d->typification, t->typification)) ||
	    (d->subject.len > 0 && !str_eq(d->subject, t->subject)) ||
	    (d->nfields > 0 && !resolves(d));
}

static enum err
do_assign(struct core *c, const struct bulk_do *d,
    const struct row_ticket_rows *t)
{
	struct ticket_assign to = { d->team, d->owner };

	if (d->nobody && to.team.len == 0)
		to.team = t->team;
	if (d->nobody && to.team.len == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld has no team that could keep it; give a team"),
		    (long long)t->number);
	return ticket_assign(c, t->id, &to, 0);
}

static enum err
do_edit(struct core *c, const struct bulk_do *d,
    const struct row_ticket_rows *t)
{
	struct ticket_edit to = { d->subject, d->typification, d->priority,
		d->fields, resolves(d) ? 0 : d->nfields };

	return ticket_edit(c, t->id, &to, 0);
}

static enum err
do_move(struct core *c, const struct bulk_do *d, struct id id)
{
	if (strcmp(d->move, "start") == 0)
		return ticket_start(c, id, 0);
	if (strcmp(d->move, "resume") == 0)
		return ticket_resume(c, id, 0);
	if (strcmp(d->move, "close") == 0)
		return ticket_close(c, id, 0);
	if (resolves(d))
		return ticket_resolve_with(c, id,
		    &(struct ticket_resolution){ .text = d->text,
			.outcome = d->outcome,
			.cause = d->cause,
			.redress = -1,
			.fields = d->fields,
			.nfields = d->nfields },
		    0);
	if (strcmp(d->move, "reopen") == 0)
		return ticket_reopen(c, id, d->text, 0);
	if (strcmp(d->move, "cancel") == 0)
		return ticket_cancel(c, id, d->text, 0);
	return ticket_park(c, id, d->state, d->text, d->until, 0);
}

static enum err
do_reply(struct core *c, const struct bulk_do *d, struct id id)
{
	struct str by = d->channel.len > 0 ? d->channel : STR("phone");

	return d->sends ? ticket_send(c, id, by, STR_NONE, d->reply)
			: ticket_reply(c, id, by, d->reply);
}

static bool
wants(const struct bulk_do *d, const struct row_ticket_rows *t, int step)
{
	switch (step) {
	case ASSIGN:
		return assigns(d, t);
	case EDIT:
		return edits(d, t);
	case NOTE:
		return d->note.len > 0;
	case REPLY:
		return d->reply.len > 0;
	case JOIN:
		return !id_none(d->incident);
	case START:
		return d->move != NULL &&
		    ticket_move_before(d->move, t->state, d->state) != NULL;
	default:
		return d->move != NULL;
	}
}

static enum may
right_of(const struct bulk_do *d, int step)
{
	if (step == ASSIGN)
		return MAY_TICKET_ASSIGN;
	return step == MOVE ? ticket_move_right(d->move) : MAY_TICKET_EDIT;
}

/* What another team gets is out of reach: the rights of all steps are asked of
 * the ticket as it is before the first. Whoever has it reaches it: what one
 * takes asks only for the right to. */
static enum err
reach(struct core *c, const struct bulk_do *d, const struct row_ticket_rows *t)
{
	const struct row_ticket_get is = { .id = t->id, .owner = t->owner };
	bool mine = id_eq(d->owner, c->me.id);
	enum err rc = OK;

	if (!assigns(d, t))
		return OK;
	for (int i = 0; rc == OK && i < BULK_STEPS; i++)
		if (wants(d, t, bulk_order[i]) &&
		    (!mine || bulk_order[i] == ASSIGN))
			rc = ticket_may(c, &is, right_of(d, bulk_order[i]));
	c->reached = t->id;
	return rc;
}

enum err
bulk_steps(struct core *c, const struct bulk_do *d,
    const struct row_ticket_rows *t, struct id op, bool *same)
{
	enum err rc = reach(c, d, t);

	*same = rc == OK;
	for (int i = 0; rc == OK && i < BULK_STEPS; i++) {
		int step = bulk_order[i];

		if (!wants(d, t, step))
			continue;
		*same = false;
		c->op = id_none(op) ? ID_NONE : bulk_part_op(op, t->id, step);
		if (step == ASSIGN)
			rc = do_assign(c, d, t);
		else if (step == EDIT)
			rc = do_edit(c, d, t);
		else if (step == NOTE)
			rc = ticket_note(c, t->id, d->note);
		else if (step == REPLY)
			rc = do_reply(c, d, t->id);
		else if (step == JOIN)
			rc = incident_join(c, t->id, d->incident);
		else if (step == START)
			rc = ticket_start(c, t->id, 0);
		else
			rc = do_move(c, d, t->id);
	}
	c->reached = ID_NONE;
	return rc;
}
