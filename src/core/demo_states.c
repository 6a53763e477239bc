/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_states.c - what everybody in the demo is doing now: engaged if a
 * contact of theirs is open, else ready, paused or gone.
 */
#include "core/demo_kit.h"
#include "queries.h"

struct state_rows {
	VEC(struct par_demo_state_add) states;
	VEC(struct par_load_stay_add) stays;
};

struct now {
	const char *state, *reason;
	msec since;
};

static const struct row_demo_open_list *
contact_of(const struct rows_demo_open_list *open, const struct person *p)
{
	size_t i;

	for (i = 0; i < open->n; i++)
		if (id_eq(open->v[i].owner, p->id))
			return &open->v[i];
	return NULL;
}

static struct now
now_of(const struct demo *d, const struct person *p,
    const struct rows_demo_open_list *open, struct dice *dice)
{
	static const char *const reasons[] = { "colación", "reunión",
		"capacitación", "descanso" };
	const struct row_demo_open_list *contact = contact_of(open, p);
	struct now now = { "ready", "", d->now };
	int64_t roll = dice_below(dice, 100);

	now.since -= SECONDS(10 + dice_below(dice, 2400));
	if (contact != NULL) {
		now.state = contact->wraps ? "wrap-up" : "engaged";
		now.since = contact->since;
	} else if (p->team < 0 || roll < 30) {
		now.state = "offline";
	} else if (roll < 45) {
		now.state = "paused";
		now.reason = reasons[dice_below(dice, countof(reasons))];
	}
	return now;
}

static void
state_row(struct demo *d, struct state_rows *r, int64_t i,
    const struct rows_demo_open_list *open)
{
	const struct person *p = &d->staff[i];
	struct dice dice = dice_of(d, DICE_NAME, -1 - i);
	struct now now = now_of(d, p, open, &dice);

	*vec_push(&d->batch, &r->states) = (struct par_demo_state_add){ p->id,
		str_of(now.state), str_of(now.reason), now.since };
	*vec_push(&d->batch, &r->stays) =
	    (struct par_load_stay_add){ demo_id(d, DICE_NAME, i, now.since),
		    STR("agent"), p->id, str_of(now.state), str_of(now.reason),
		    id_str(&p->id), now.since, 0 };
	demo_count(d, id_str(&p->id), str_of(now.state));
}

/* An administrator who was there before has a state of their own making. */
static enum err
states(struct demo *d)
{
	struct state_rows rows = { 0 };
	struct rows_demo_open_list open;
	enum err rc;
	size_t i;

	rc = q_demo_open_list(d->c->db, &d->batch, d->now - DAYS(14), &open);
	if (rc != OK)
		return rc;
	for (i = 0; i < d->nstaff; i++)
		if (i >= d->nseats || !demo_seat_kept(d, i))
			state_row(d, &rows, (int64_t)i, &open);
	rc = q_demo_state_add_batch(d->c->db, &d->batch, rows.states.v,
	    rows.states.n);
	if (rc == OK)
		rc = q_load_stay_add_batch(d->c->db, &d->batch, rows.stays.v,
		    rows.stays.n);
	return rc == OK ? q_demo_analyze(d->c->db, NULL) : rc;
}

enum err
demo_states(struct demo *d)
{
	return demo_tx(d, states);
}
