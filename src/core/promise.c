/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promise.c - promises as they stand at an instant, for who looks at them.
 */
#include "core/promise.h"

#include "core/list.h"
#include "core/promise_keep.h"
#include "core/referral.h"
#include "base/zone.h"

/* ---- between two loads: pure -------------------------------------------- */

msec
promise_used(const struct promise *p, msec now)
{
	msec to = p->edge_at != 0 && now > p->edge_at ? p->edge_at : now;

	if (!p->runs || to <= p->as_of)
		return p->used_ms;
	return p->used_ms + to - p->as_of;
}

msec
promise_left(const struct promise *p, msec now)
{
	return p->target_ms - promise_used(p, now);
}

msec
promise_left_shown(const struct promise *p, msec now)
{
	msec used = promise_used(p, now);
	msec left =
	    (p->target_ms / MINUTES(1) - used / MINUTES(1)) * MINUTES(1);

	return left == 0 && used > p->target_ms ? -1 : left;
}

enum promise_sign
promise_sign(const struct promise *p, msec now)
{
	msec left = promise_left(p, now);

	if (p->sign >= PROMISE_PAUSED)
		return p->sign;
	if (left < 0 || (p->due_at != 0 && now > p->due_at))
		return PROMISE_LATE;
	if (!p->runs)
		return PROMISE_CLOSED;
	if (left * 4 <= p->target_ms)
		return PROMISE_SOON;
	return left * 2 <= p->target_ms ? PROMISE_HALF : PROMISE_OK;
}

int
promise_percent(const struct promise *p, msec now)
{
	if (p->target_ms <= 0)
		return 0;
	return (int)(promise_used(p, now) * 100 / p->target_ms);
}

/* ---- one clock as of now ------------------------------------------------ */

static struct str
name_of(struct arena *a, struct str ref)
{
	const char *at = strrchr(ref.s, '@');

	return at == NULL ? str_copy(a, ref)
			  : str_copyn(a, ref.s, (size_t)(at - ref.s));
}

static void
fill(struct arena *a, struct id ticket, const struct clock_row *r,
    struct promise *p)
{
	*p = (struct promise){ .ticket = ticket,
		.kind = r->kind,
		.cycle = r->cycle,
		.target_ms = r->target_ms,
		.used_ms = r->used_ms,
		.start_at = r->start_at,
		.due_at = r->due_at,
		.met_at = r->met_at,
		.breached_at = r->breached_at,
		.until_at = r->until_at,
		.by_change = r->by_change,
		.round = r->round,
		.zone = STR_NONE,
		.policy = name_of(a, r->policy),
		.calendar = name_of(a, r->calendar) };
	p->given = true;
	if (id_parse(r->leg, &p->leg))
		return;
	p->leg = ID_NONE;
}

/* Of one that was cancelled. */
static enum promise_sign
ended(const struct clock_set *s, const struct clock_row *r)
{
	if (!clock_unanswered(s, r))
		return PROMISE_NONE;
	return r->breached_at != 0 ? PROMISE_MISSED : PROMISE_UNANSWERED;
}

/* Does working time pass, and until when? */
static void
pace(struct promise *p, struct calendar *c, msec now)
{
	const struct piece *open = calendar_piece(c, now);

	p->runs = open != NULL && open->from <= now;
	if (open != NULL)
		p->edge_at = p->runs ? open->to : open->from;
}

static enum err
stand(struct clock_set *s, struct arena *a, const struct clock_row *r, msec now,
    struct promise *p)
{
	struct calendar *c;
	msec at = p->due_at != 0 ? p->due_at : now;
	enum err rc;

	p->as_of = now;
	if ((rc = clock_calendar(s, r, now, &c)) != OK ||
	    (rc = clock_used(s, r, now, &p->used_ms)) != OK)
		return rc;
	p->zone = str_copy(a, calendar_zone_name(c, at));
	p->day_ms = calendar_day(c, now);
	p->sign = PROMISE_OK;
	switch (r->state) {
	case CLOCK_RUNNING:
		pace(p, c, now);
		break;
	case CLOCK_PAUSED:
		p->sign = PROMISE_PAUSED;
		break;
	case CLOCK_MET:
		p->sign = p->breached_at != 0 ? PROMISE_MISSED : PROMISE_MET;
		break;
	case CLOCK_CANCELLED:
		p->sign = ended(s, r);
		break;
	}
	p->sign = promise_sign(p, now);
	p->left_ms = p->target_ms - p->used_ms;
	return OK;
}

static void
none(struct promise *p, struct id ticket, msec now)
{
	*p = (struct promise){ .ticket = ticket,
		.leg = ID_NONE,
		.sign = PROMISE_NONE,
		.as_of = now,
		.zone = STR_NONE,
		.policy = STR_NONE,
		.calendar = STR_NONE };
}

/* ---- of a page of tickets ----------------------------------------------- */

/* The rows of one ticket, out of those of all. */
static void
gather(struct core *c, const struct rows_clock_of_many *rows, struct id ticket,
    struct clock_set *s)
{
	s->rows.n = 0;
	for (size_t i = 0; i < rows->n; i++) {
		/* The columns of clock_of, behind the ticket. */
		const struct row_clock_of_many *m = &rows->v[i];
		struct row_clock_of one = { m->kind, m->round, m->cycle, m->leg,
			m->state, m->policy, m->calendar, m->zones, m->start_at,
			m->target_ms, m->used_ms, m->since_at, m->due_at,
			m->until_at, m->met_at, m->breached_at, m->by_change,
			m->first_met, m->level, m->next_level, m->next_level_at,
			m->paused_ms, m->pauses, m->late_pauses };

		if (id_eq(m->ticket, ticket))
			clock_of_row(vec_push(&c->scratch, &s->rows), &one);
	}
}

static enum err
first_of(struct core *c, struct arena *a, const struct id *tickets, size_t n,
    bool legs, struct promise *out)
{
	msec now = clock_now(c->clock);
	struct rows_clock_of_many rows;
	struct clock_set s = { .arena = &c->scratch, .fault = &c->fault };
	struct scope scope;
	struct str ids;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK ||
	    (rc = policies_now(c, &s.policies)) != OK)
		return rc;
	ids = list_ids(&c->scratch, tickets, n, sizeof(*tickets));
	rc = core_db(c,
	    q_clock_of_many(c->db, &c->scratch, &scope, ids, legs, &rows));
	for (size_t i = 0; i < n && rc == OK; i++) {
		const struct clock_row *first;

		gather(c, &rows, tickets[i], &s);
		first = legs ? clock_first_leg(&s) : clock_first(&s);
		if (first == NULL) {
			none(&out[i], tickets[i], now);
			continue;
		}
		fill(a, tickets[i], first, &out[i]);
		rc = stand(&s, a, first, now, &out[i]);
	}
	return rc;
}

enum err
promise_of(struct core *c, struct arena *a, const struct id *tickets, size_t n,
    struct promise *out)
{
	return first_of(c, a, tickets, n, false, out);
}

enum err
promise_of_legs(struct core *c, struct arena *a, const struct id *tickets,
    size_t n, struct promise *out)
{
	return first_of(c, a, tickets, n, true, out);
}

/* ---- of one ticket ------------------------------------------------------ */

static bool
done(const struct promise *p)
{
	return p->sign >= PROMISE_MISSED;
}

static int64_t
place(const struct promise *p)
{
	if (done(p))
		return INT64_MAX - p->met_at;
	return p->due_at != 0 ? p->due_at : INT64_MAX / 4 + p->left_ms;
}

static int
by_urgency(const void *x, const void *y)
{
	int64_t a = place(x), b = place(y);

	if (a != b)
		return a < b ? -1 : 1;
	return (int)((const struct promise *)x)->kind -
	    (int)((const struct promise *)y)->kind;
}

/* Is no later round of the same kind there? */
static bool
is_last(const struct clock_set *s, const struct clock_row *r)
{
	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].kind == r->kind &&
		    s->rows.v[i].round > r->round)
			return false;
	return true;
}

static bool
is_kept(const struct clock_set *s, const struct clock_row *r)
{
	return is_last(s, r) &&
	    (r->state != CLOCK_CANCELLED || clock_unanswered(s, r));
}

static bool
is_leg(const struct clock_set *s, const struct clock_row *r)
{
	(void)s;
	return r->leg.len > 0;
}

static enum err
clocks_of(struct core *c, struct arena *a, struct id ticket,
    bool (*wanted)(const struct clock_set *, const struct clock_row *),
    struct promises *out)
{
	msec now = clock_now(c->clock);
	struct row_promise_case t;
	struct row_ticket_get seen;
	struct policies *policies;
	struct promises made = { 0 };
	struct clock_set s;
	enum err rc;

	if ((rc = ticket_get(c, &c->scratch, ticket, &seen)) != OK ||
	    (rc = policies_now(c, &policies)) != OK)
		return rc;
	rc = core_db(c, q_promise_case(c->db, &c->scratch, ticket, &t));
	if (rc == OK)
		rc = clocks_load(c, policies, &t, ticket, &s);
	if (rc != OK)
		return rc;
	for (size_t i = 0; i < s.rows.n && rc == OK; i++) {
		struct promise *p;

		if (!wanted(&s, &s.rows.v[i]))
			continue;
		p = vec_push(a, &made);
		fill(a, ticket, &s.rows.v[i], p);
		rc = stand(&s, a, &s.rows.v[i], now, p);
	}
	if (rc == OK)
		*out = made;
	return rc;
}

static enum err
in_order(struct core *c, struct arena *a, struct id ticket,
    bool (*wanted)(const struct clock_set *, const struct clock_row *),
    struct promises *out)
{
	enum err rc = clocks_of(c, a, ticket, wanted, out);

	if (rc == OK && out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), by_urgency);
	return rc;
}

enum err
promise_clocks(struct core *c, struct arena *a, struct id ticket,
    struct promises *out)
{
	return in_order(c, a, ticket, is_kept, out);
}

enum err
promise_had(struct core *c, struct arena *a, struct id ticket,
    struct promises *out)
{
	return in_order(c, a, ticket, is_last, out);
}

enum err
promise_leg_clocks(struct core *c, struct arena *a, struct id ticket,
    struct promises *out)
{
	return clocks_of(c, a, ticket, is_leg, out);
}
