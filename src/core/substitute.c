/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * substitute.c - who stands in for whom, and when a person is left in peace.
 */
#include "core/escalation.h"
#include "core/image.h"
#include "core/list.h"
#include "core/ticket_body.h"

struct wish {
	struct id instead;
	msec from, to;
	struct str calendar;
};

/* As states are set: one's own, or others' too. */
static enum err
may_set(struct core *c, struct id agent)
{
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_STATE_SET, &scope)) != OK)
		return rc;
	if (id_eq(agent, c->me.id) || scope.level > SCOPE_OWN)
		return OK;
	return fail(&c->fault, ERR_DENIED,
	    _("%s may not set this for others; ask a supervisor"),
	    c->me.login.s);
}

static enum err
substitute_body(struct core *c, struct write *w)
{
	const struct wish *s = w->u;
	struct image row;
	enum err rc;

	if (id_eq(s->instead, w->id))
		return fail(&c->fault, ERR_INVALID,
		    _("nobody stands in for themselves; choose another "
		      "agent"));
	if (s->from >= s->to)
		return fail(&c->fault, ERR_INVALID,
		    _("the absence ends before it begins; nothing was "
		      "changed"));
	if ((rc = ticket_check_owner(c, s->instead)) != OK)
		return rc;
	write_set(c, w, "substitute", STR_NONE, id_str(&s->instead));
	if ((rc = image_take(c, "substitute", id_str(&w->id),
		 str_printf(&c->scratch, "%lld", (long long)s->from), STR_NONE,
		 &row)) != OK)
		return rc;
	rc = q_substitute_set(c->db, w->id, s->from, s->to, s->instead, NULL);
	return rc == OK ? image_tell(c, w, &row) : core_db(c, rc);
}

static enum err
write_agent(struct core *c, const char *kind, struct id agent,
    enum err (*body)(struct core *, struct write *), const struct wish *s)
{
	struct write w = { .may = MAY_STATE_SET,
		.kind = kind,
		.entity = "agent",
		.id = agent,
		.body = body,
		.u = (void *)s };
	enum err rc = may_set(c, agent);

	return rc == OK ? core_write(c, &w) : rc;
}

enum err
substitute_set(struct core *c, struct id agent, struct id instead, msec from,
    msec to)
{
	struct wish s = { instead, from, to, STR_NONE };

	return write_agent(c, "agent.substitute", agent, substitute_body, &s);
}

enum err
substitute_list(struct core *c, struct arena *a,
    struct rows_substitute_list *rows)
{
	enum err rc = core_allow(c, MAY_AGENT_READ, NULL);

	return rc != OK
	    ? rc
	    : core_db(c,
		  q_substitute_list(c->db, a, clock_now(c->clock), rows));
}

static enum err
quiet_body(struct core *c, struct write *w)
{
	const struct wish *s = w->u;
	struct row_quiet_of was = { .calendar = STR_NONE };
	struct policies *p;
	struct calendar *cal;
	struct image row;
	int known;
	enum err rc;

	rc = q_quiet_of(c->db, &c->scratch, w->id, &was);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	write_set(c, w, "quiet", was.calendar, s->calendar);
	if ((rc = image_take(c, "quiet", id_str(&w->id), STR_NONE, STR_NONE,
		 &row)) != OK)
		return rc;
	if (s->calendar.len > 0 &&
	    ((rc = policies_now(c, &p)) != OK ||
		(rc = policy_calendar(p, s->calendar, w->now, &cal, &known,
		     &c->fault)) != OK))
		return rc;
	rc = s->calendar.len == 0
	    ? q_quiet_drop(c->db, w->id, NULL)
	    : q_quiet_set(c->db, w->id, s->calendar, NULL);
	return rc == OK ? image_tell(c, w, &row) : core_db(c, rc);
}

enum err
quiet_set(struct core *c, struct id agent, struct str calendar)
{
	struct wish s = { .calendar = list_given(calendar) };

	return write_agent(c, "agent.quiet", agent, quiet_body, &s);
}
