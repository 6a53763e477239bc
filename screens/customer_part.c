/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer_part.c - one part of a customer under its heading: a list, the
 * household, or the matrix.
 */
#include "screens/customer.h"
#include "screens/say.h"

static const char *const titles[NUMBERED] = {
	[PART_TICKETS] = N_("TICKETS"),
	[PART_CONTACTS] = N_("CONTACTS"),
	[PART_ASSETS] = N_("PRODUCTS"),
	[PART_PURCHASES] = N_("PURCHASES"),
	[PART_OFFERS] = N_("OFFERS"),
	[PART_NOTES] = N_("NOTES"),
	[PART_HOUSEHOLD] = N_("HOUSEHOLD"),
	[PART_CONSENT] = N_("CONSENT"),
	[PART_MATRIX] = N_("MATRIX"),
};

/* The heading's text at its right: "2 open, 7 done". */
static struct str
count_text(const struct customer_view *v, int part)
{
	const struct customer_360 *c;
	struct str money;

	if (v->m == NULL)
		return v->s->scene.loading ? str_of(_("loading")) : STR_NONE;
	if (list_news(&v->st->list[part]) > 0)
		return say_news(v->words, list_news(&v->st->list[part]));
	c = &v->m->all;
	money = c->worth != 0 ? say_money(v->words, c->worth, c->currency)
			      : STR_NONE;
	switch (part) {
	case PART_TICKETS:
		return str_printf(v->words, _("%lld open, %lld done"),
		    (long long)c->open, (long long)c->done);
	case PART_CONTACTS:
		return say_number(v->words, c->ncontacts);
	case PART_PURCHASES:
		return str_printf(v->words, "%zu%s%s", c->purchases.n,
		    money.len > 0 ? ", " : "", money.s);
	case PART_OFFERS:
		if (c->offers.blocked > 0)
			return str_printf(v->words, _("%zu, %zu on hold"),
			    c->offers.n, c->offers.blocked);
		return say_number(v->words, (int64_t)c->offers.n);
	case PART_HOUSEHOLD:
		return c->household.value != 0
		    ? say_money(v->words, c->household.value, c->currency)
		    : STR_NONE;
	case PART_MATRIX:
		return str_of(_("tickets / value"));
	case PART_CONSENT:
		return STR_NONE;
	default:
		return say_number(v->words,
		    (int64_t)customer_rows(v->m, part).n);
	}
}

void
customer_part_draw(const struct customer_view *v, const struct pane *p,
    int part, bool tall)
{
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);
	bool bare = v->m == NULL || customer_rows(v->m, part).n == 0;

	draw_part_head(p, 0, bare && part == v->st->part,
	    v->aside ? 0 : part + 1, _(titles[part]), count_text(v, part));
	if (v->m == NULL) {
		pane_z(&in, 0, 3, LOOK_MUTED, "...");
		return;
	}
	if (part == PART_CONSENT && v->m->all.consents.n == 0) {
		pane_z(&in, 0, 3, LOOK_MUTED,
		    _("No consent was recorded: service yes, sales no."));
		return;
	}
	if (part == PART_MATRIX)
		customer_matrix(v, &in);
	else if (part == PART_HOUSEHOLD)
		customer_household(v, &in, tall);
	else
		customer_list_draw(v, &in, part, tall);
}
