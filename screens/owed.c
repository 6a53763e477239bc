/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * owed.c - how a ticket and what is promised on it look as a row.
 */
#include "screens/owed.h"

#include "core/spent.h"
#include "core/ticket_query.h"
#include "screens/column.h"
#include "screens/left.h"
#include "screens/others.h"
#include "screens/say.h"

static enum err
load_legs(struct core *c, struct owed_rows *out)
{
	struct id *ids = NEWN(&c->scratch, struct id, out->n + 1);
	enum ticket_leg *legs = NEWN(&c->scratch, enum ticket_leg, out->n + 1);
	size_t n = 0;
	enum err rc;

	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].t.lent_to.len > 0)
			ids[n++] = out->v[i].t.id;
	rc = ticket_legs(c, ids, n, legs);
	for (size_t i = 0, k = 0; rc == OK && k < n; i++)
		if (out->v[i].t.lent_to.len > 0)
			out->v[i].leg = legs[k++];
	return rc;
}

enum err
owed_of(struct core *c, struct arena *a, const struct rows_ticket_rows *rows,
    struct owed_rows *out)
{
	struct id *ids = NEWN(a, struct id, rows->n + 1);
	struct promise *p = NEWN(a, struct promise, rows->n + 1);
	enum err rc = OK;

	for (size_t i = 0; i < rows->n; i++)
		ids[i] = rows->v[i].id;
	if (rows->n > 0)
		rc = promise_of(c, a, ids, rows->n, p);
	if (rc != OK)
		return rc;
	out->v = NEWN(a, struct owed, rows->n + 1);
	out->n = rows->n;
	for (size_t i = 0; i < rows->n; i++)
		out->v[i] = (struct owed){ .t = rows->v[i], .p = p[i] };
	return load_legs(c, out);
}

enum err
owed_reach(struct core *c, struct arena *a, const struct rows_ticket_rows *rows,
    struct owed_rows *out)
{
	const struct ticket_reach **reach =
	    NEWN(a, const struct ticket_reach *, rows->n + 1);
	enum err rc = ticket_reaches(c, a, rows, reach);

	for (size_t i = 0; rc == OK && i < out->n; i++)
		out->v[i].reach = reach[i];
	return rc;
}

struct ticket_facts
owed_facts(const struct owed *o)
{
	struct ticket_facts f = TICKET_FACTS(&o->t);

	f.reach = o->reach;
	f.leg = o->leg;
	return f;
}

/* What runs by when it is due, what stands still, what has no promise. */
static msec
urgency(const struct owed *o)
{
	if (ticket_state_done(o->t.state))
		return INT64_MAX;
	if (!o->p.given)
		return INT64_MAX - 1;
	return o->p.due_at > 0 ? o->p.due_at : INT64_MAX - 2;
}

/* Equals keep their order; there are few. */
void
owed_urgent(struct owed_rows *rows)
{
	for (size_t i = 1; i < rows->n; i++) {
		struct owed o = rows->v[i];
		size_t at = i;

		for (; at > 0 && urgency(&rows->v[at - 1]) > urgency(&o); at--)
			rows->v[at] = rows->v[at - 1];
		rows->v[at] = o;
	}
}

enum err
owed_spent(struct core *c, struct owed_rows *rows)
{
	struct id *ids = NEWN(&c->scratch, struct id, rows->n + 1);
	msec *ms = NEWN(&c->scratch, msec, rows->n + 1);
	enum err rc;

	for (size_t i = 0; i < rows->n; i++)
		ids[i] = rows->v[i].t.id;
	if ((rc = spent_each(c, ids, rows->n, ms)) != OK)
		return rc;
	for (size_t i = 0; i < rows->n; i++)
		rows->v[i].spent = ms[i];
	return OK;
}

static const struct {
	enum sign sign;
	enum look look;
} signs[] = {
	[PROMISE_LATE] = { SIGN_LATE, LOOK_LATE },
	[PROMISE_SOON] = { SIGN_SOON, LOOK_SOON },
	[PROMISE_HALF] = { SIGN_HALF, LOOK_HALF },
	[PROMISE_OK] = { SIGN_OK, LOOK_OK },
	[PROMISE_CLOSED] = { SIGN_CLOSED, LOOK_CLOSED },
	[PROMISE_PAUSED] = { SIGN_PAUSED, LOOK_PAUSED },
	[PROMISE_MISSED] = { SIGN_NO, LOOK_NO },
	[PROMISE_MET] = { SIGN_MET, LOOK_MET },
	[PROMISE_UNANSWERED] = { SIGN_NO, LOOK_NO },
	[PROMISE_NONE] = { SIGN_OK, LOOK_TEXT },
};

enum look
owed_look(enum promise_sign sign)
{
	return signs[sign].look;
}

enum sign
owed_sign(enum promise_sign sign)
{
	return signs[sign].sign;
}

/* Is there a number to show? */
static bool
counts(enum promise_sign sign)
{
	return sign <= PROMISE_PAUSED;
}

void
owed_draw(const struct pane *p, int row, int column, enum look look,
    const struct promise *o, struct str state, msec now)
{
	enum promise_sign sign = promise_sign(o, now);
	enum look own = look == LOOK_FOCUS ? look : owed_look(sign);
	char text[24];

	if (sign == PROMISE_NONE) {
		draw_state(p, row, column, look, state);
		return;
	}
	if (sign == PROMISE_LATE)
		pane_fill(p, row, column, 8, own);
	pane_text(p, row, column, own,
	    theme_sign(term_symbols(), owed_sign(sign)));
	if (counts(sign))
		pane_right(p, row, column + 8,
		    sign == PROMISE_LATE || sign == PROMISE_SOON ? own : look,
		    str_of(say_left(promise_left_shown(o, now), o->day_ms,
			text)));
}

struct str
owed_due(struct arena *a, const struct promise *o, msec now)
{
	enum promise_sign sign = promise_sign(o, now);
	const char *form = _("due %s");
	msec at = o->due_at;

	if (sign == PROMISE_LATE)
		form = _("late since %s");
	if (sign == PROMISE_PAUSED) {
		form = _("paused until %s");
		at = o->until_at;
	}
	if (sign == PROMISE_MET || sign == PROMISE_MISSED) {
		form = sign == PROMISE_MET ? _("met %s") : _("missed %s");
		at = sign == PROMISE_MET ? o->met_at : o->breached_at;
	}
	if (sign == PROMISE_PAUSED && at == 0)
		return str_of(_("paused"));
	if (sign == PROMISE_UNANSWERED)
		return str_of(_("nobody answered"));
	if (sign == PROMISE_NONE || at == 0)
		return STR_NONE;
	return str_printf(a, form,
	    at == o->due_at ? say_due_when(a, at, now).s
			    : say_when(a, at, now).s);
}

/* ---- columns ------------------------------------------------------------- */

static void
left(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct owed *o = item;

	(void)width;
	owed_draw(p, row, at, look, &o->p, o->t.state, now);
}

COLUMN_TICKET(number, struct owed, t.number)
COLUMN_TEXT(subject, struct owed, t.subject)
COLUMN(customer, struct owed, column_text, say_customer(r->t.customer_name))
COLUMN_EITHER(who, struct owed, t.owner_name, t.team_name)
COLUMN_TEXT(owner, struct owed, t.owner_name)
COLUMN_TEXT(team, struct owed, t.team_name)

static void
state(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct owed *o = item;
	struct str sign;
	enum look own;

	(void)now;
	pane_field(p, row, at, width, look, str_of(state_word(o->t.state)));
	if (others_sign(o->t.id, &sign, &own) ||
	    left_sign(o->t.id, &sign, &own))
		pane_text(p, row, at + width - 1,
		    look == LOOK_FOCUS ? look : own, sign);
}

COLUMN_WHEN(created, struct owed, t.created_at)
COLUMN_WHEN(changed, struct owed, t.updated_at)
COLUMN_WHEN(resolved, struct owed, t.resolved_at)

static void
spent(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct owed *o = item;
	char text[24];

	(void)now;
	pane_right(p, row, at + width, look,
	    str_of(o->spent > 0 ? age_text(o->spent, text) : "-"));
}

const struct column owed_columns[] = {
	{ NC_("column", "  Left"), 8, 0, left },
	{ NC_("column", "Ticket"), 8, 0, number },
	{ NC_("column", "Subject"), 0, 0, subject },
	{ NC_("column", "Customer"), 16, 60, customer },
	{ NC_("column", "Who"), 18, 110, who },
	{ NC_("column", "State"), 10, 60, state },
	{ 0 },
};

const struct column owed_own_columns[] = {
	{ NC_("column", "  Left"), 8, 0, left },
	{ NC_("column", "Ticket"), 8, 0, number },
	{ NC_("column", "Subject"), 0, 0, subject },
	{ NC_("column", "Who"), 16, 70, who },
	{ NC_("column", "State"), 10, 46, state },
	{ 0 },
};

/* In a pane of so many columns. */
enum { WIDE = 160 };
static const struct column wide_columns[] = {
	{ NC_("column", "  Left"), 8, 0, left },
	{ NC_("column", "Ticket"), 8, 0, number },
	{ NC_("column", "Subject"), 0, 0, subject },
	{ NC_("column", "Customer"), 30, 0, customer },
	{ NC_("column", "Who"), 26, 0, owner },
	{ N_("Team"), 22, 0, team },
	{ NC_("column", "State"), 12, 0, state },
	{ 0 },
};

static const struct {
	unsigned bit;
	struct column column;
} times[] = {
	{ TICKET_SHOWS_CREATED, { NC_("column", "Created"), 11, 0, created } },
	{ TICKET_SHOWS_CHANGED, { NC_("column", "Changed"), 11, 0, changed } },
	{ TICKET_SHOWS_RESOLVED,
	    { NC_("column", "Resolved"), 11, 0, resolved } },
	{ TICKET_SHOWS_SPENT, { NC_("column", " Spent"), 6, 0, spent } },
};

/* With the columns of `show` before the state. */
static const struct column *
with(const struct column *all, unsigned show, struct column out[OWED_COLUMNS])
{
	size_t n = 0;

	for (const struct column *c = all; c->draw != NULL; c++) {
		for (size_t k = 0; c->draw == state && k < countof(times); k++)
			if (show & times[k].bit)
				out[n++] = times[k].column;
		out[n++] = *c;
	}
	out[n] = (struct column){ .draw = NULL };
	return out;
}

const struct column *
owed_columns_with(unsigned show, struct column out[OWED_COLUMNS])
{
	return with(owed_columns, show, out);
}

const struct column *
owed_columns_in(const struct pane *p, unsigned show,
    struct column out[OWED_COLUMNS])
{
	return p->columns < WIDE
	    ? with(owed_columns, show, out)
	    : with(wide_columns, show | TICKET_SHOWS_CREATED, out);
}

/* ---- orders -------------------------------------------------------------- */

static int
by_customer(const void *a, const void *b)
{
	return strcoll(((const struct owed *)a)->t.customer_name.s,
	    ((const struct owed *)b)->t.customer_name.s);
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = ((const struct owed *)a)->t.number;
	int64_t y = ((const struct owed *)b)->t.number;

	return x < y ? -1 : x > y;
}

static int
by_age(const void *a, const void *b)
{
	msec x = ((const struct owed *)a)->t.created_at;
	msec y = ((const struct owed *)b)->t.created_at;

	return x < y ? -1 : x > y;
}

static int
by_change(const void *a, const void *b)
{
	msec x = ((const struct owed *)a)->t.updated_at;
	msec y = ((const struct owed *)b)->t.updated_at;

	return x < y ? -1 : x > y;
}

static int
by_spent(const void *a, const void *b)
{
	msec x = ((const struct owed *)a)->spent;
	msec y = ((const struct owed *)b)->spent;

	return x < y ? -1 : x > y;
}

#define ORDERS                                                                 \
	{ N_("by customer"), by_customer }, { N_("by number"), by_number },    \
	    { N_("by age"), by_age },                                          \
	{                                                                      \
		N_("by change"), by_change                                     \
	}

const struct order owed_orders[] = { ORDERS, { 0 } };
const struct order owed_orders_spent[] = { ORDERS,
	{ N_("by time spent"), by_spent }, { 0 } };

const struct order owed_order_spent[] = { { N_("by time spent"), by_spent },
	{ 0 } };

struct subject
owed_subject(const struct owed *o)
{
	if (o == NULL)
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "ticket", .id = o->t.id, .customer = o->t.customer
	};
}
