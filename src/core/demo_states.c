/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_states.c - what everybody in the demo is doing now: engaged if a
 * contact of theirs is open, else ready, paused or gone.
 */
#include "core/demo_kit.h"
#include "queries.h"

struct state_rows {
	VEC(struct par_demo_state_add) states;
	VEC(struct par_demo_stay_add) stays;
};

static const char *
state_of(const struct person *p, const struct rows_demo_open_list *open,
    struct dice *dice, const char **reason)
{
	static const char *const reasons[] = { "almuerzo", "reunión",
		"capacitación", "pausa" };
	int64_t roll = dice_below(dice, 100);
	size_t i;

	*reason = "";
	for (i = 0; i < open->n; i++)
		if (id_eq(open->v[i].owner, p->id))
			return open->v[i].wraps ? "wrap-up" : "engaged";
	if (p->team < 0 || roll < 30)
		return "offline";
	if (roll < 45) {
		*reason = reasons[dice_below(dice, countof(reasons))];
		return "paused";
	}
	return "ready";
}

static void
state_row(struct demo *d, struct state_rows *r, int64_t i,
    const struct rows_demo_open_list *open)
{
	const struct person *p = &d->staff[i];
	struct dice dice = dice_of(d, DICE_NAME, -1 - i);
	const char *reason, *state = state_of(p, open, &dice, &reason);
	msec since = d->now - SECONDS(10 + dice_below(&dice, 2400));

	*vec_push(&d->batch, &r->states) = (struct par_demo_state_add){ p->id,
		str_of(state), str_of(reason), since };
	*vec_push(&d->batch, &r->stays) =
	    (struct par_demo_stay_add){ demo_id(d, DICE_NAME, i, since),
		    STR("agent"), p->id, str_of(state), str_of(reason),
		    id_str(&p->id), since, 0 };
	demo_count(d, id_str(&p->id), str_of(state));
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
	rc = q_demo_state_add_batch(
	    d->c->db, &d->batch, rows.states.v, rows.states.n);
	if (rc == OK)
		rc = q_demo_stay_add_batch(
		    d->c->db, &d->batch, rows.stays.v, rows.stays.n);
	return rc == OK ? q_demo_analyze(d->c->db, NULL) : rc;
}

enum err
demo_states(struct demo *d)
{
	return demo_tx(d, states);
}
