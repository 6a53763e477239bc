/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tickets.c - how a ticket looks as a row.
 */
#include "screens/tickets.h"

static void
sign(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_ticket_rows *t = item;

	(void)width;
	(void)look;
	(void)now;
	draw_sign(p, row, at, t->state, t->priority);
}

static void
age(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_ticket_rows *t = item;
	char text[24];

	age_text(now - t->created_at, text);
	pane_right(p, row, at + width, look, str_of(text));
}

static void
number(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_ticket_rows *t = item;

	(void)width;
	(void)now;
	pane_printf(p, row, at + 1, look, "T-%lld", (long long)t->number);
}

static void
subject(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_ticket_rows *t = item;

	(void)now;
	pane_field(p, row, at, width, look, t->subject);
}

static void
customer(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_ticket_rows *t = item;

	(void)now;
	pane_field(p, row, at, width, look, t->customer_name);
}

static void
team(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_ticket_rows *t = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    t->owner_name.len > 0 ? t->owner_name : t->team);
}

static void
state(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_ticket_rows *t = item;

	(void)now;
	pane_field(p, row, at, width, look, str_of(state_word(t->state)));
}

const struct column ticket_columns[] = {
	{ "", 1, 0, sign },
	{ N_("Age"), 6, 0, age },
	{ N_("Ticket"), 9, 0, number },
	{ N_("Subject"), 0, 0, subject },
	{ N_("Customer"), 16, 78, customer },
	{ N_("Who"), 18, 110, team },
	{ N_("State"), 10, 60, state },
	{ 0 },
};

struct subject
ticket_subject(const struct row_ticket_rows *t)
{
	if (t == NULL)
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "ticket", .id = t->id, .customer = t->customer
	};
}
