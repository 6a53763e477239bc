/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * day.c - my day, read at once.
 */
#include "core/day.h"

#include "base/zone.h"
#include "core/list.h"
#include "core/ticket.h"
#include "core/when.h"

/* No contact lasts longer: what began before is not looked through each time. */
#define LONGEST DAYS(60)

static msec
midnight(const struct zone *z, msec at, int ahead)
{
	return when_at(z, zone_time(z, at).day + ahead, 0, 0);
}

msec
day_began(const struct core *c)
{
	msec at = c->since != 0 ? c->since : clock_now(c->clock);

	return midnight(zone_get(c->me.zone), at, 0);
}

static enum err
read_tickets(struct core *c, struct arena *a, int64_t limit, struct day *d)
{
	struct row_day_ticket_count count;
	struct scope scope;
	struct str states;
	enum err rc;

	if (c->grants[MAY_TICKET_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	states = list_words(&c->scratch, ticket_state_undone(&c->scratch));
	rc = q_day_tickets(c->db, a, &scope, c->me.id, states, limit,
	    &d->tickets);
	if (rc == OK)
		rc = q_day_ticket_count(c->db, a, &scope, c->me.id, states,
		    &count);
	if (rc == OK)
		d->ntickets = count.n;
	return core_db(c, rc);
}

/* Late ones, and those until the end of tomorrow. */
static enum err
read_callbacks(struct core *c, struct arena *a, const struct zone *z,
    int64_t limit, struct day *d)
{
	struct callback_filter f = { .mine = true, .limit = 500 };
	struct rows_callback_rows all;
	msec until = midnight(z, d->now, 2);
	enum err rc;

	if ((rc = callback_list(c, a, &f, &all)) != OK)
		return rc;
	d->ncallbacks = (int64_t)all.n;
	d->callbacks.v = all.v;
	for (size_t i = 0; i < all.n; i++) {
		d->nlate += all.v[i].due_at <= d->now;
		if (all.v[i].due_at < until && d->callbacks.n < (size_t)limit)
			d->callbacks.n++;
	}
	return OK;
}

static enum err
read_contacts(struct core *c, struct arena *a, struct day *d)
{
	struct row_day_contacts row;
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK)
		return rc;
	rc = q_day_contacts(c->db, a, &scope, c->me.id, d->from,
	    d->from - LONGEST, &row);
	if (rc == OK)
		rc = q_day_waiting(c->db, a, &scope, c->me.id, &d->waiting);
	if (rc != OK)
		return core_db(c, rc);
	d->contacts = row.n;
	d->ended = row.ended;
	d->typified = row.typified;
	if (row.ended > 0) {
		d->talk_mean = row.talk_ms / row.ended;
		d->hold_mean = row.hold_ms / row.ended;
	}
	for (size_t i = 0; i < d->waiting.n; i++) {
		d->nwaiting += d->waiting.v[i].n;
		if (i == 0)
			d->oldest_at = d->waiting.v[i].oldest_at;
	}
	return OK;
}

enum err
day_get(struct core *c, struct arena *a, int64_t limit, struct day *out)
{
	const struct zone *z = zone_get(c->me.zone);
	struct day d = { .now = clock_now(c->clock) };
	int64_t severity;
	enum err rc;

	limit = list_limit(limit, 5, 50);
	d.from = midnight(z, d.now, 0);
	if ((rc = state_get(c, a, ID_NONE, &d.state)) != OK ||
	    (rc = read_tickets(c, a, limit, &d)) != OK)
		return rc;
	if (c->grants[MAY_INTERACTION_READ] != SCOPE_NONE &&
	    ((rc = read_callbacks(c, a, z, limit, &d)) != OK ||
		(rc = read_contacts(c, a, &d)) != OK))
		return rc;
	if ((rc = notice_list(c, a, false, limit, &d.notices)) != OK ||
	    (rc = notice_unseen(c, &d.unseen, &severity)) != OK)
		return rc;
	*out = d;
	return OK;
}

static void
late_ahead(struct core *c, msec now)
{
	struct scope scope;

	if (c->grants[MAY_TICKET_READ] != SCOPE_NONE &&
	    core_allow(c, MAY_TICKET_READ, &scope) == OK)
		q_day_late_tickets_ahead(c->db, &scope, c->me.id, now);
	if (c->grants[MAY_INTERACTION_READ] != SCOPE_NONE &&
	    core_allow(c, MAY_INTERACTION_READ, &scope) == OK)
		q_day_late_callbacks_ahead(c->db, &scope, c->me.id, now);
}

static enum err
count_late(struct core *c, msec now, struct attention *out)
{
	struct row_day_late_tickets t = { .n = 0 };
	struct row_day_late_callbacks k = { .n = 0 };
	struct scope scope;
	enum err rc = OK;

	if (c->grants[MAY_TICKET_READ] != SCOPE_NONE &&
	    (rc = core_allow(c, MAY_TICKET_READ, &scope)) == OK)
		rc = q_day_late_tickets(c->db, &c->scratch, &scope, c->me.id,
		    now, &t);
	if (rc == OK && c->grants[MAY_INTERACTION_READ] != SCOPE_NONE &&
	    (rc = core_allow(c, MAY_INTERACTION_READ, &scope)) == OK)
		rc = q_day_late_callbacks(c->db, &c->scratch, &scope, c->me.id,
		    now, &k);
	out->late = t.n + k.n;
	out->next_at = t.next_at;
	if (t.next_at == 0 || (k.next_at > 0 && k.next_at < t.next_at))
		out->next_at = k.next_at;
	return core_db(c, rc);
}

enum err
day_attention(struct core *c, struct attention *out)
{
	struct attention got;
	msec now = clock_now(c->clock);
	int64_t severity;
	enum err rc;

	late_ahead(c, now);
	if ((rc = notice_unseen(c, &got.unseen, &severity)) != OK ||
	    (rc = count_late(c, now, &got)) != OK)
		return rc;
	*out = got;
	return OK;
}
