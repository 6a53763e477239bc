/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * aside.c - the customer's story beside a contact, on a screen wide enough for
 * three columns.
 */
#include "screens/aside.h"

#include "screens/beside.h"
#include "screens/say.h"
#include "ui/layout.h"

#define CONTACTS 50

static struct arena draw_arena; /* emptied at each draw */

/* What may not be read is no fault: it is not there. */
static enum err
left_out(struct core *c, enum err rc)
{
	if (rc != ERR_DENIED)
		return rc;
	c->fault = (struct fault){ .code = OK };
	return OK;
}

enum err
aside_load(struct core *c, struct arena *a, struct id customer,
    struct aside *out)
{
	struct interaction_filter f = { .customer = customer,
		.limit = CONTACTS };
	struct aside x = { 0 };
	enum err rc;

	f.states = f.channel = f.queue = STR_NONE;
	rc = left_out(c, interaction_list(c, a, &f, &x.contacts));
	if (rc == OK)
		rc = left_out(c, asset_list(c, a, customer, &x.assets));
	if (rc == OK)
		*out = x;
	return rc;
}

static void
draw_contacts(const struct aside *x, struct id but, const struct pane *p,
    msec now)
{
	int row = 1;

	draw_head(p, 0, false, _("EARLIER CONTACTS"), -1);
	for (size_t i = 0; i < x->contacts.n && row < p->rows; i++) {
		const struct row_interaction_rows *k = &x->contacts.v[i];

		if (id_eq(k->id, but))
			continue;
		pane_field(p, row, 1, 11, LOOK_TEXT,
		    say_when(&draw_arena, k->started_at, now));
		pane_field(p, row, 13, 8, LOOK_TEXT,
		    str_of(channel_word(k->channel)));
		pane_field(p, row, 22, p->columns - 23, LOOK_TEXT,
		    k->subject.len > 0 ? k->subject
				       : str_of(state_word(k->state)));
		row++;
	}
	if (row == 1)
		pane_z(p, row, 1, LOOK_MUTED, _("this is the first one"));
}

static void
draw_assets(const struct aside *x, const struct pane *p)
{
	draw_head(p, 0, false, _("PRODUCTS"), (int64_t)x->assets.n);
	for (size_t i = 0; i < x->assets.n && (int)i + 1 < p->rows; i++) {
		const struct row_asset_list *k = &x->assets.v[i];
		int row = (int)i + 1;

		pane_field(p, row, 1, p->columns - 16, LOOK_TEXT,
		    str_printf(&draw_arena, "%s %s", k->brand.s, k->model.s));
		pane_field(p, row, p->columns - 14, 13, LOOK_TEXT,
		    k->plate.len > 0 ? say_plate(&draw_arena, k->plate)
				     : k->serial);
	}
}

void
aside_draw(const struct aside *x, const struct owed *at, struct id but,
    const struct pane *p, msec now)
{
	enum { TICKET, TOLD, OWNED, ROOMS };
	int told = (int)x->contacts.n, owned = (int)x->assets.n;
	struct part rooms[ROOMS] = {
		[TICKET] = { .rank = at != NULL ? 1 : 1000,
		    .least = at != NULL ? 11 : 1000,
		    .wish = 13 },
		[TOLD] = { .rank = 2,
		    .least = 2,
		    .wish = told < 2 ? 2
			: told > 20  ? 20
				     : told,
		    .apart = true },
		[OWNED] = { .rank = 3,
		    .least = owned > 0 ? 2 : 1000,
		    .wish = 1 + owned,
		    .apart = true },
	};

	layout(p, 1, rooms, ROOMS);
	if (rooms[TICKET].pane.rows > 0)
		beside_ticket(at, NULL, &rooms[TICKET].pane, now);
	if (rooms[TOLD].pane.rows > 0)
		draw_contacts(x, but, &rooms[TOLD].pane, now);
	if (rooms[OWNED].pane.rows > 0)
		draw_assets(x, &rooms[OWNED].pane);
	arena_reset(&draw_arena);
}
