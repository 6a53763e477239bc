/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval_delegate.c - who decides in somebody's place, from when and until
 * when.
 */
#include "core/approval_own.h"

#include "core/ticket_body.h"

struct delegating {
	struct id instead;
	msec from, until;
	int64_t most;
};

static enum err
check(struct core *c, const struct write *w, struct delegating *d)
{
	if (id_eq(d->instead, c->me.id))
		return fail(&c->fault, ERR_INVALID,
		    _("one does not delegate to oneself; name another"));
	if (d->from < w->now)
		d->from = w->now;
	if (d->until <= d->from || d->most < 0)
		return fail(&c->fault, ERR_INVALID,
		    _("say until when, later than it begins, and an amount of "
		      "0 or more"));
	return ticket_check_owner(c, d->instead);
}

/* What they had before ends: a shorter time or less money holds at once. */
static enum err
delegate_body(struct core *c, struct write *w)
{
	struct delegating d = *(const struct delegating *)w->u;
	char iso[CLOCK_ISO];
	enum err rc = check(c, w, &d);

	if (rc != OK)
		return rc;
	w->version = 1;
	write_set(c, w, "instead", STR_NONE, id_str(&d.instead));
	if (d.from > w->now)
		write_set(c, w, "from", STR_NONE,
		    str_of(clock_iso(d.from, iso)));
	write_set(c, w, "until", STR_NONE, str_of(clock_iso(d.until, iso)));
	write_set_int(c, w, "most", 0, d.most);
	rc = q_approval_delegate_end(c->db, c->me.id, d.instead, w->now, NULL);
	if (rc == OK)
		rc = q_approval_delegate_set(c->db, c->me.id, d.instead, d.from,
		    d.until, d.most, NULL);
	return core_db(c, rc);
}

static enum err
revoke_body(struct core *c, struct write *w)
{
	const struct delegating *d = w->u;
	char iso[CLOCK_ISO];
	int64_t ended = 0;
	enum err rc;

	rc = q_approval_delegate_end(c->db, c->me.id, d->instead, w->now,
	    &ended);
	if (rc == OK && ended == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("they do not decide in your place; 'approval delegates' "
		      "has who does"));
	w->version = 1;
	write_set(c, w, "instead", id_str(&d->instead), STR_NONE);
	write_set(c, w, "until", STR_NONE, str_of(clock_iso(w->now, iso)));
	return core_db(c, rc);
}

static enum err
write_own(struct core *c, struct delegating *d,
    enum err (*body)(struct core *, struct write *))
{
	struct write w = { .may = MAY_ANYONE,
		.kind = "agent.delegate",
		.entity = "agent",
		.id = c->me.id,
		.body = body,
		.u = d };

	if (id_none(c->me.id))
		return core_allow(c, MAY_TICKET_READ, NULL);
	return core_write(c, &w);
}

enum err
approval_delegate(struct core *c, struct id instead, msec from, msec until,
    int64_t most)
{
	struct delegating d = { instead, from, until, most };

	return write_own(c, &d, delegate_body);
}

enum err
approval_revoke(struct core *c, struct id instead)
{
	struct delegating d = { instead, 0, 0, 0 };

	return write_own(c, &d, revoke_body);
}

enum err
approval_delegates(struct core *c, struct arena *a,
    struct rows_approval_delegate_of *rows)
{
	enum err rc = core_allow(c, MAY_TICKET_READ, NULL);

	return rc == OK ? core_db(c,
			      q_approval_delegate_of(c->db, a, c->me.id,
				  clock_now(c->clock), rows))
			: rc;
}
