/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer_rows.c - what a customer has, line by line: contacts, products,
 * purchases, offers, notes, household, consent.
 */
#include "screens/column.h"
#include "screens/customer.h"
#include "screens/say.h"

/* Columns are drawn without the screen: their words live here until the next
 * list is drawn. */
static struct arena words;

/* ---- contacts ------------------------------------------------------------ */

COLUMN_WHEN(contact_when, struct row_whole_contacts, started_at)

static void
contact_how(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_whole_contacts *x = item;

	(void)now;
	pane_field(p, row, at, width, look, str_of(channel_word(x->channel)));
}

static void
contact_way(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_whole_contacts *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    str_of(str_is(x->direction, "in") ? _("in") : _("out")));
}

static void
contact_long(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_whole_contacts *x = item;

	(void)now;
	if (x->talk_ms > 0)
		pane_right(p, row, at + width, look,
		    say_span(&words,
			x->talk_ms < MINUTES(1)
			    ? x->talk_ms
			    : x->talk_ms / MINUTES(1) * MINUTES(1)));
}

static void
contact_who(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_whole_contacts *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    x->branch_name.len > 0 && p->columns > 76
		? str_printf(&words, "%s, %s", x->owner_name.s,
		      x->branch_name.s)
		: x->owner_name);
}

static struct str
contact_about(const struct row_whole_contacts *x)
{
	struct str about = x->about.len > 0 ? x->about : x->subject;

	if (about.len == 0)
		about = outcome_word(x->outcome, x->outcome_name);
	if (x->ticket_number == 0)
		return about;
	return str_printf(&words, "%s%sT-%lld", about.s,
	    about.len > 0 ? ", " : "", (long long)x->ticket_number);
}

static void
contact_what(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, look, contact_about(item));
}

static const struct column contact_columns[] = {
	{ "", 11, 0, contact_when },
	{ "", 8, 0, contact_how },
	{ "", 6, 0, contact_way },
	{ "", 6, 46, contact_long },
	{ "", 14, 76, contact_who },
	{ "", 0, 0, contact_what },
	{ 0 },
};
static const struct column contact_tall[] = {
	{ "", 11, 0, contact_when },
	{ "", 8, 0, contact_how },
	{ "", 6, 0, contact_way },
	{ "", 6, 46, contact_long },
	{ "", 0, 0, contact_who },
	{ 0 },
};

/* ---- products and purchases ---------------------------------------------- */

static void
asset_what(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_asset_list *x = item;
	struct str s = str_printf(&words, "%s %s", x->brand.s, x->model.s);
	char year[24];

	(void)now;
	snprintf(year, sizeof(year), "%lld", (long long)x->year);
	if (x->year > 0 && strstr(s.s, year) == NULL)
		s = str_printf(&words, "%s %s", s.s, year);
	pane_field(p, row, at, width, look, s);
}

static void
asset_plate(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_asset_list *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    x->plate.len > 0 ? say_plate(&words, x->plate) : x->serial);
}

static void
asset_warranty(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_asset_list *x = item;
	struct zone_time t = say_local(x->warranty_at);
	const char *form =
	    x->warranty_at > now ? _("warranty to %s") : _("warranty over");
	char iso[24];

	snprintf(iso, sizeof(iso), "%04d-%02d-%02d", t.year, t.month, t.mday);
	if (x->warranty_at == 0)
		form = _("no warranty");
	pane_field(p, row, at, width, look,
	    x->warranty_at > now
		? str_printf(&words, form, say_day(&words, str_of(iso)).s)
		: str_of(form));
}

COLUMN_TEXT(asset_service, struct row_asset_list, service)

static const struct column asset_columns[] = {
	{ "", 0, 0, asset_what },
	{ "", 12, 0, asset_plate },
	{ "", 24, 72, asset_warranty },
	{ "", 12, 72, asset_service },
	{ 0 },
};

COLUMN_WHEN(bought_when, struct row_whole_purchases, at)
COLUMN_TEXT(bought_what, struct row_whole_purchases, what)
COLUMN_TEXT(bought_where, struct row_whole_purchases, branch_name)

static void
bought_for(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_whole_purchases *x = item;

	(void)now;
	pane_right(p, row, at + width, look,
	    say_money(&words, x->amount, x->currency));
}

static const struct column purchase_columns[] = {
	{ "", 11, 0, bought_when },
	{ "", 0, 0, bought_what },
	{ "", 22, 76, bought_where },
	{ "", 13, 0, bought_for },
	{ 0 },
};

/* ---- offers and notes ---------------------------------------------------- */

COLUMN_TEXT(offer_what, struct offer, title)

static void
offer_rests(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct offer *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    x->blocked.len > 0 ? x->blocked_text : x->why);
}

static void
offer_for(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct offer *x = item;

	(void)now;
	if (x->amount > 0)
		pane_right(p, row, at + width, look,
		    say_money(&words, x->amount, x->currency));
}

static const struct column offer_columns[] = {
	{ "", 0, 0, offer_what },
	{ "", 40, 100, offer_rests },
	{ "", 28, 76, offer_rests },
	{ "", 13, 0, offer_for },
	{ 0 },
};
static const struct column offer_tall[] = {
	{ "", 0, 0, offer_what },
	{ "", 13, 0, offer_for },
	{ 0 },
};

COLUMN_WHEN(note_when, struct row_message_of_customer, at)
COLUMN_TEXT(note_who, struct row_message_of_customer, author_name)
COLUMN_TEXT(note_body, struct row_message_of_customer, body)

static const struct column note_columns[] = {
	{ "", 11, 0, note_when },
	{ "", 14, 0, note_who },
	{ "", 0, 0, note_body },
	{ 0 },
};
static const struct column note_tall[] = {
	{ "", 11, 0, note_when },
	{ "", 0, 0, note_who },
	{ 0 },
};

/* ---- household and consent ----------------------------------------------- */

COLUMN_TEXT(member_name, struct household_member, name)

static void
member_relation(const struct pane *p, int row, int at, int width,
    enum look look, const void *item, msec now)
{
	const struct household_member *x = item;

	(void)now;
	pane_field(p, row, at, width, look, x->relation);
}

static void
member_has(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct household_member *x = item;
	struct str open = str_printf(&words,
	    ngettext("%lld ticket", "%lld tickets", (unsigned long)x->open),
	    (long long)x->open);

	(void)now;
	pane_field(p, row, at, width, look,
	    str_printf(&words, "%s, %s", open.s,
		str_printf(&words,
		    ngettext("%lld product", "%lld products",
			(unsigned long)x->products),
		    (long long)x->products)
		    .s));
}

static const struct column household_columns[] = {
	{ "", 0, 0, member_name },
	{ "", 9, 0, member_relation },
	{ "", 21, 0, member_has },
	{ 0 },
};

static void
consent_channel(const struct pane *p, int row, int at, int width,
    enum look look, const void *item, msec now)
{
	const struct consent_line *x = item;

	(void)now;
	pane_field(p, row, at, width, look, str_of(consent_word(x->channel)));
}

static void
yes_or_no(const struct pane *p, int row, int at, enum look look, int yes)
{
	if (yes >= 0)
		pane_text(p, row, at, look,
		    theme_sign(term_symbols(), yes ? SIGN_MET : SIGN_NO));
	else
		pane_z(p, row, at, look, "-");
}

static void
consent_service(const struct pane *p, int row, int at, int width,
    enum look look, const void *item, msec now)
{
	(void)now;
	(void)width;
	yes_or_no(p, row, at, look,
	    ((const struct consent_line *)item)->service);
}

static void
consent_sales(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	(void)width;
	yes_or_no(p, row, at, look, ((const struct consent_line *)item)->sales);
}

COLUMN_WHEN(consent_since, struct consent_line, since_at)
COLUMN_TEXT(consent_proof, struct consent_line, source)

static const struct column consent_columns[] = {
	{ NC_("column", "Channel"), 10, 0, consent_channel },
	{ NC_("column", "Service"), 8, 0, consent_service },
	{ NC_("column", "Sales"), 7, 0, consent_sales },
	{ NC_("column", "Since"), 11, 0, consent_since },
	{ NC_("column", "Proof"), 0, 0, consent_proof },
	{ 0 },
};

/* ---- all of them --------------------------------------------------------- */

static const struct {
	const struct column *columns, *tall; /* in one line, in two */
} parts[NUMBERED] = {
	[PART_TICKETS] = { owed_own_columns, owed_own_columns },
	[PART_CONTACTS] = { contact_columns, contact_tall },
	[PART_ASSETS] = { asset_columns, asset_columns },
	[PART_PURCHASES] = { purchase_columns, NULL },
	[PART_OFFERS] = { offer_columns, offer_tall },
	[PART_NOTES] = { note_columns, note_tall },
	[PART_HOUSEHOLD] = { household_columns, NULL },
	[PART_CONSENT] = { consent_columns, NULL },
	[PART_MATRIX] = { NULL, NULL },
};

struct rows
customer_rows(const struct customer_model *m, int part)
{
	const struct customer_360 *c = &m->all;

	switch (part) {
	case PART_TICKETS:
		return ROWS(m->tickets.v, m->tickets.n);
	case PART_CONTACTS:
		return ROWS(c->contacts.v, c->contacts.n);
	case PART_ASSETS:
		return ROWS(c->assets.v, c->assets.n);
	case PART_PURCHASES:
		return ROWS(c->purchases.v, c->purchases.n);
	case PART_OFFERS:
		return ROWS(c->offers.v, c->offers.n);
	case PART_NOTES:
		return ROWS(c->notes.v, c->notes.n);
	case PART_HOUSEHOLD:
		return ROWS(c->household.v, c->household.n);
	case PART_CONSENT:
		return ROWS(m->consents,
		    c->consents.n > 0 ? (size_t)CONSENTS : 0);
	default:
		return (struct rows){ NULL, 0, 1 };
	}
}

/* ---- the second line of a row --------------------------------------------- */

static struct str
below(const struct customer_view *v, int part, const void *item)
{
	const struct owed *o = item;
	struct str who, due;

	switch (part) {
	case PART_TICKETS:
		who =
		    o->t.owner_name.len > 0 ? o->t.owner_name : o->t.team_name;
		due = owed_due(v->words, &o->p, v->now);
		return str_printf(v->words, "%s%s%s", who.s,
		    who.len > 0 && due.len > 0 ? "; " : "", due.s);
	case PART_CONTACTS:
		return contact_about(item);
	case PART_OFFERS:
		return ((const struct offer *)item)->blocked.len > 0
		    ? ((const struct offer *)item)->blocked_text
		    : ((const struct offer *)item)->why;
	case PART_NOTES:
		return ((const struct row_message_of_customer *)item)->body;
	default:
		return STR_NONE;
	}
}

static void
asset_below(const struct pane *p, int row, const void *item, msec now)
{
	asset_warranty(p, row, 3, 24, LOOK_MUTED, item, now);
	asset_service(p, row, 28, p->columns - 29, LOOK_MUTED, item, now);
}

static void
draw_below(const struct customer_view *v, const struct pane *p, int part,
    struct rows rows)
{
	const struct list *l = &v->st->list[part];
	int at = part == PART_TICKETS ? 19 : 3, row = 1;

	for (size_t i = l->top; i < rows.n && row < p->rows;
	     i++, row += l->lines) {
		const void *item = (const char *)rows.v + i * rows.size;

		if (part == PART_ASSETS)
			asset_below(p, row, item, v->now);
		else
			pane_field(p, row, at, p->columns - at - 1, LOOK_MUTED,
			    below(v, part, item));
	}
}

void
customer_list_draw(const struct customer_view *v, const struct pane *p,
    int part, bool tall)
{
	struct list *l = &v->st->list[part];
	struct rows rows = customer_rows(v->m, part);
	const struct column *columns = parts[part].columns;
	bool focus = part == v->st->part && v->s->scene.focus;
	struct pane below_titles;

	if (part == PART_CONSENT) {
		list_titles(p, 0, columns);
		below_titles = pane_part(p, 1, 0, p->rows - 1, p->columns);
		p = &below_titles;
	}
	tall = tall && parts[part].tall != NULL;
	if (tall)
		columns = parts[part].tall;
	l->lines = tall ? 2 : 1;
	list_draw(l, p, columns, rows, focus, v->now);
	if (tall)
		draw_below(v, p, part, rows);
	if (rows.n == 0)
		pane_z(p, 0, 3, LOOK_MUTED, _("none"));
	arena_reset(&words);
}
