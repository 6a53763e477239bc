/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board.c - promises due by team and hour, and the tickets behind a number.
 */
#include "core/board.h"

#include "core/clock_row.h"
#include "core/list.h"
#include "core/when.h"

/* ---- cells -------------------------------------------------------------- */

static const char *const cells[] = { [BOARD_LATE] = "late",
	[BOARD_HOUR] = "hour",
	[BOARD_TODAY] = "today",
	[BOARD_TOMORROW] = "tomorrow",
	[BOARD_AFTER] = "after",
	[BOARD_LATER] = "later",
	[BOARD_PAUSED] = "paused",
	[BOARD_NONE] = "none",
	[BOARD_SOON] = "soon",
	[BOARD_OVER] = "over",
	[BOARD_ANY] = "any" };

struct str
board_cell_name(struct arena *a, int cell)
{
	if (cell > BOARD_HOUR && cell < BOARD_TODAY)
		return str_printf(a, "hour+%d", cell - BOARD_HOUR);
	return str_of(cells[cell]);
}

int
board_cell_find(struct str name)
{
	for (int i = BOARD_HOUR + 1; i < BOARD_TODAY; i++)
		if (name.len == 6 && memcmp(name.s, "hour+", 5) == 0 &&
		    name.s[5] == '0' + i - BOARD_HOUR)
			return i;
	for (int i = 0; i <= BOARD_ANY; i++)
		if (cells[i] != NULL && str_is(name, cells[i]))
			return i;
	return BOARD_ANY + 1;
}

/* An edge never lies before the one it follows: near midnight the cells of
 * this day are empty. */
static msec
after(const struct board_edges *e, int cell, msec at)
{
	return at > e->edge[cell - 1] ? at : e->edge[cell - 1];
}

struct board_edges
board_edges(struct str zone, msec at)
{
	const struct zone *z = zone_get(zone);
	struct zone_time t = zone_time(z, at);
	struct board_edges e = { .at = at, .hour = t.hour, .wday = t.wday };
	msec begun = at - MINUTES(t.minute) - SECONDS(t.second) - at % 1000;

	e.edge[BOARD_LATE] = 0;
	e.edge[BOARD_HOUR] = at;
	for (int i = 1; i <= BOARD_HOURS; i++)
		e.edge[BOARD_HOUR + i] = begun + HOURS(i);
	for (int i = 1; i <= 3; i++)
		e.edge[BOARD_TODAY + i] =
		    after(&e, BOARD_TODAY + i, when_at(z, t.day + i, 0, 0));
	e.edge[BOARD_PAUSED] = CLOCK_RANK_PAUSED;
	e.edge[BOARD_NONE] = CLOCK_RANK_NONE;
	e.edge[BOARD_CELLS] = INT64_MAX;
	return e;
}

/* ---- promises due ------------------------------------------------------- */

static void
add(struct board_promise *b, const struct row_board_promise *r)
{
	b->cell[r->cell] += r->n;
	b->sum += r->n;
	b->soon += r->soon;
	b->over += r->over;
}

static int
worst(const void *x, const void *y)
{
	const struct board_promise *a = x, *b = y;

	if (a->cell[BOARD_LATE] != b->cell[BOARD_LATE])
		return a->cell[BOARD_LATE] > b->cell[BOARD_LATE] ? -1 : 1;
	if (a->soon != b->soon)
		return a->soon > b->soon ? -1 : 1;
	if (a->sum != b->sum)
		return a->sum > b->sum ? -1 : 1;
	return strcmp(a->team.s, b->team.s);
}

enum err
board_promises(struct core *c, struct arena *a, struct board_promises *out)
{
	struct board_promises b = { .edges = board_edges(c->me.zone,
					clock_now(c->clock)) };
	const int64_t *e = b.edges.edge;
	struct rows_board_promise rows;
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc = core_db(c,
	    q_board_promise(c->db, a, &scope, e[1], e[2], e[3], e[4], e[5],
		e[6], e[7], e[8], e[9], e[10], e[11], e[12],
		b.edges.at + HOURS(1), &rows));
	if (rc != OK)
		return rc;
	b.v = NEWN(a, struct board_promise, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct row_board_promise *r = &rows.v[i];
		struct board_promise *at = b.n > 0 ? &b.v[b.n - 1] : NULL;

		if (at == NULL || !str_eq(at->team, r->team)) {
			at = &b.v[b.n++];
			at->team = r->team;
			at->name = r->name;
			at->key = board_key(r->team);
		}
		add(at, r);
		add(&b.all, r);
	}
	b.all.team = b.all.name = STR_NONE;
	if (b.n > 1)
		qsort(b.v, b.n, sizeof(*b.v), worst);
	*out = b;
	return OK;
}

/* ---- the tickets behind a number ----------------------------------------- */

struct range {
	int64_t from, to; /* of ranks */
	msec made_from, made_to, over;
};

static struct range
range_of(const struct core *c, const struct board_ask *q, msec at)
{
	struct board_edges e = board_edges(c->me.zone, at);
	struct range r = { .to = INT64_MAX, .made_to = INT64_MAX };

	if (q->cell < BOARD_CELLS) {
		r.from = e.edge[q->cell];
		r.to = e.edge[q->cell + 1];
	} else if (q->cell == BOARD_SOON) {
		r.from = at;
		r.to = at + HOURS(1);
	} else if (q->cell == BOARD_OVER) {
		r.over = at;
	}
	if (q->age > 0) {
		r.made_from = board_age_edge(at, q->age);
		r.made_to =
		    q->age > 1 ? board_age_edge(at, q->age - 1) : INT64_MAX;
	}
	return r;
}

static int
by_rank(const void *x, const void *y)
{
	const struct row_ticket_rows *a = x, *b = y;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return strcmp(a->id.s, b->id.s);
}

/* The ids of the rows, at most `limit`; and were there more? */
static enum err
pick(struct core *c, const struct scope *scope, const struct board_ask *q,
    msec at, int64_t limit, struct str *ids, size_t *n)
{
	struct range r = range_of(c, q, at);
	struct rows_board_pick rows;
	size_t most = (size_t)limit;
	enum err rc;

	rc = q_board_pick(c->db, &c->scratch, scope, !q->one_team,
	    list_given(q->team), !q->one_owner, id_str(&q->owner),
	    list_given(q->state), r.from, r.to, r.made_from, r.made_to, r.over,
	    0, ID_NONE, limit + 1, &rows);
	if (rc != OK)
		return rc;
	*n = rows.n;
	*ids = list_ids(&c->scratch, rows.v, rows.n < most ? rows.n : most,
	    sizeof(*rows.v));
	return OK;
}

static enum err
pick_honest(struct core *c, const struct scope *scope,
    const struct board_ask *q, msec at, int64_t limit, struct str *ids,
    size_t *n)
{
	struct rows_board_honest_pick rows;
	size_t most = (size_t)limit;
	enum err rc;

	rc = q_board_honest_pick(c->db, &c->scratch, scope, STR("resolution"),
	    at - DAYS(BOARD_HONEST_DAYS), at, q->honest, limit + 1, &rows);
	if (rc != OK)
		return rc;
	*n = rows.n;
	*ids = list_ids(&c->scratch, rows.v, rows.n < most ? rows.n : most,
	    sizeof(*rows.v));
	return OK;
}

enum err
board_tickets(struct core *c, struct arena *a, const struct board_ask *q,
    struct rows_ticket_rows *rows, bool *whole)
{
	msec at = q->at != 0 ? q->at : clock_now(c->clock);
	int64_t limit = list_limit(q->limit, 500, 2000);
	struct scope scope;
	struct str ids = STR_NONE;
	size_t n = 0;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	if (list_given(q->honest).len > 0)
		rc = pick_honest(c, &scope, q, at, limit, &ids, &n);
	else
		rc = pick(c, &scope, q, at, limit, &ids, &n);
	if (rc == OK)
		rc = q_ticket_rows(c->db, a, &scope, ids, list_lang(c), rows);
	rc = core_db(c, rc);
	if (rc == OK && whole != NULL)
		*whole = n <= (size_t)limit;
	if (rc == OK && rows->n > 1)
		qsort(rows->v, rows->n, sizeof(*rows->v), by_rank);
	return rc;
}
