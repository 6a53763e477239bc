/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board_people.c - who does what, for how long, and against which limit.
 */
#include "core/board.h"

#include "base/log.h"
#include "core/presence.h"
#include "core/when.h"

/* How long a state may last before somebody should look. */
static const struct {
	const char *state;
	int place; /* on the board, among those within their limit */
	msec most;
} limits[] = {
	{ "engaged", 0, MINUTES(20) },
	{ "wrap-up", 1, MINUTES(3) },
	{ "reserved", 2, MINUTES(1) },
	{ "ready", 3, 0 },
	{ "paused", 4, MINUTES(30) },
	{ "offline", 5, 0 },
};

static size_t
row_of(struct str state)
{
	size_t i = 0;

	while (i < countof(limits) - 1 && !str_is(state, limits[i].state))
		i++;
	return i;
}

/* How long a state may last, 0: as long as it likes. */
static msec
state_most(struct str state)
{
	return limits[row_of(state)].most;
}

static enum board_limit
limit_of(const struct row_state_list *r, msec now)
{
	msec most = state_most(r->state), has = now - r->since_at;

	if (most == 0 || r->since_at == 0 || has * 4 < most * 3)
		return BOARD_FINE;
	return has > most ? BOARD_BEYOND : BOARD_NEAR;
}

static void
count(struct board_people *b, struct str state)
{
	if (str_is(state, "ready"))
		b->ready++;
	else if (str_is(state, "wrap-up"))
		b->wrap++;
	else if (str_is(state, "paused"))
		b->paused++;
	else if (str_is(state, "offline"))
		b->offline++;
	else
		b->busy++;
}

static struct board_person *
person(struct board_people *b, struct id agent)
{
	for (size_t i = 0; i < b->n; i++)
		if (id_eq(b->v[i].key, agent))
			return &b->v[i];
	return NULL;
}

static void
add_contacts(struct board_people *b, const struct rows_board_contacts *rows)
{
	struct board_person *p;

	for (size_t i = 0; i < rows->n; i++)
		if ((p = person(b, rows->v[i].owner)) != NULL &&
		    p->in_hand++ == 0)
			p->contact = rows->v[i];
}

static void
add_today(struct board_people *b, const struct rows_board_today *rows)
{
	struct board_person *p;

	for (size_t i = 0; i < rows->n; i++) {
		const struct row_board_today *r = &rows->v[i];

		if ((p = person(b, r->owner)) == NULL)
			continue;
		p->today = r->n;
		p->ended = r->ended;
		p->talk_mean = r->ended > 0 ? r->talk_ms / r->ended : 0;
	}
}

/* Contacts are another right, with another scope. */
static enum err
read_contacts(struct core *c, struct arena *a, struct board_people *b)
{
	struct rows_board_contacts contacts;
	struct rows_board_today today;
	struct scope scope;
	enum err rc;

	if (c->grants[MAY_INTERACTION_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK)
		return rc;
	rc = q_board_contacts(c->db, a, &scope, &contacts);
	if (rc == OK)
		rc = q_board_today(c->db, a, &scope, b->from, &today);
	if (rc != OK)
		return core_db(c, rc);
	add_contacts(b, &contacts);
	add_today(b, &today);
	return OK;
}

/* Time on tickets is seen with them. */
static enum err
read_worked(struct core *c, struct arena *a, struct board_people *b)
{
	struct rows_board_worked rows;
	struct board_person *p;
	struct scope scope;
	enum err rc;

	if (c->grants[MAY_TICKET_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc = core_db(c, q_board_worked(c->db, a, &scope, b->from, &rows));
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		if ((p = person(b, rows.v[i].agent)) != NULL)
			p->worked = rows.v[i].ms;
	return rc;
}

/* Whose console went silent with a contact in hand: it is given back soon. */
static enum err
read_gone(struct core *c, struct arena *a, struct board_people *b)
{
	struct rows_presence_lost rows;
	struct board_person *p;
	enum err rc = presence_lost(c, a, b->at - 2 * PRESENCE_LEASE, &rows);

	for (size_t i = 0; rc == OK && i < rows.n; i++)
		if ((p = person(b, rows.v[i].agent)) != NULL && p->in_hand > 0)
			p->gone_at = rows.v[i].seen_at;
	return rc;
}

/* Who is at a console. A board without it is better than none. */
static void
read_presence(struct core *c, struct arena *a, struct board_people *b)
{
	struct presence_rows rows;
	struct board_person *p;

	if (presence_list(c, a, &rows) != OK || read_gone(c, a, b) != OK) {
		log_warn("board.presence why=\"%s\"", c->fault.text);
		c->fault = (struct fault){ .code = OK };
		return;
	}
	for (size_t i = 0; i < rows.n; i++) {
		const struct row_presence_list *r = &rows.v[i].at;

		if (r->mode == PRESENCE_HERE &&
		    (p = person(b, r->agent)) != NULL &&
		    (p->here_at == 0 || r->since_at < p->here_at))
			p->here_at = r->since_at;
	}
}

static int
worst(const void *x, const void *y)
{
	const struct board_person *a = x, *b = y;
	int p = limits[row_of(a->who.state)].place;
	int q = limits[row_of(b->who.state)].place;

	if (a->limit != b->limit)
		return a->limit > b->limit ? -1 : 1;
	if (p != q)
		return p - q;
	if (a->who.shown_at != b->who.shown_at)
		return a->who.shown_at < b->who.shown_at ? -1 : 1;
	return strcmp(a->who.login.s, b->who.login.s);
}

enum err
board_people(struct core *c, struct arena *a, struct str team,
    struct board_people *out)
{
	const struct zone *z = zone_get(c->me.zone);
	struct board_people b = { .at = clock_now(c->clock) };
	struct rows_state_list rows;
	enum err rc;

	b.from = when_at(z, zone_time(z, b.at).day, 0, 0);
	if ((rc = state_list(c, a, team, &rows)) != OK)
		return rc;
	b.v = NEWN(a, struct board_person, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		struct board_person *p = &b.v[b.n++];

		p->key = rows.v[i].agent;
		p->who = rows.v[i];
		p->limit = limit_of(&rows.v[i], b.at);
		p->most = state_most(rows.v[i].state);
		count(&b, rows.v[i].state);
	}
	if ((rc = read_contacts(c, a, &b)) != OK ||
	    (rc = read_worked(c, a, &b)) != OK)
		return rc;
	read_presence(c, a, &b);
	if (b.n > 1)
		qsort(b.v, b.n, sizeof(*b.v), worst);
	*out = b;
	return OK;
}
