/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find_draw.c - the box and what it found, as they are drawn: the hits with
 * the reason of each, the three ways on for a number that nobody has, and what
 * can be typed.
 */
#include "screens/find_draw.h"

#include "base/utf8.h"
#include "core/rut.h"
#include "screens/hits.h"
#include "screens/say.h"
#include "ui/layout.h"

/* What the columns need beside the row: the words asked for, and room for
 * text until the list is drawn. */
static struct words wanted;
static struct arena words;

/* Bytes of a name's word that a word asked for begins with; 0: none. */
static size_t
matched(struct str word)
{
	struct str fold = utf8_fold(&words, word);
	size_t best = 0;

	for (size_t i = 0; i < wanted.n; i++) {
		size_t at = 0, done = 0;

		if (wanted.v[i].len <= best || !str_starts(fold, wanted.v[i]))
			continue;
		/* as many clusters as fold to it */
		while (at < word.len && done < wanted.v[i].len) {
			size_t n = utf8_cluster(word.s + at, word.len - at);

			done +=
			    utf8_fold(&words, str_copyn(&words, word.s + at, n))
				.len;
			at += n;
		}
		best = at > best ? at : best;
	}
	return best;
}

static void
name(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct customer_hit *h = item;
	struct pane in = pane_part(p, row, at, 1, width);
	struct str rest = h->name, word;
	int column = 0;

	(void)now;
	pane_field(&in, 0, 0, width, look, h->name);
	if (look != LOOK_TEXT || !cell_fits(h->name, width))
		return; /* a row with the focus has one look */
	while (str_next(&words, &rest, ' ', &word)) {
		struct str part = { word.s, matched(word) };

		if (part.len > 0)
			pane_text(&in, 0, column, LOOK_MATCH, part);
		column += cell_columns(word) + 1;
	}
}

static void
rut(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct customer_hit *h = item;

	(void)now;
	if (h->rut.len > 0)
		pane_right(p, row, at + width, look,
		    say_veiled(h->rut) ? say_veil(&words, VEIL_RUT)
				       : say_rut(&words, h->rut));
}

static void
why(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, look, hit_reason(&words, item));
}

static void
open_tickets(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct customer_hit *h = item;

	(void)now;
	if (h->open > 0)
		pane_right(p, row, at + width, look,
		    say_number(&words, h->open));
}

static const struct column columns[] = {
	{ NC_("column", "Customer"), 0, 0, name },
	{ "RUT", 12, 50, rut },
	{ NC_("column", "Found by"), 25, 40, why },
	{ NC_("column", "Open"), 5, 76, open_tickets },
	{ 0 },
};

/* ---- the row under the cursor -------------------------------------------- */

const struct customer_hit *
find_picked(const struct screen *s)
{
	const struct find_state *f = s->state;
	const struct find_model *m = s->model;

	return m != NULL ? list_pick(&f->list, ROWS(m->hits.v, m->hits.n))
			 : NULL;
}

static struct str
open_text(const struct customer_hit *h)
{
	return str_printf(&words,
	    ngettext("%lld open ticket", "%lld open tickets",
		(unsigned long)h->open),
	    (long long)h->open);
}

static struct str
last_text(const struct customer_hit *h, msec now)
{
	return h->contact_at > 0 ? str_printf(&words, _("last contact %s"),
				       say_when(&words, h->contact_at, now).s)
				 : str_of(_("no contacts yet"));
}

/* Below the list: two rows. */
static void
draw_preview(const struct customer_hit *h, const struct pane *p, msec now)
{
	int end = pane_right(p, 0, p->columns - 1, LOOK_TEXT, open_text(h));

	pane_field(p, 0, 1, end - 3, LOOK_TEXT,
	    str_printf(&words, "%s%s%s%s%s", h->name.s,
		h->segment.len > 0 ? " · " : "", h->segment.s,
		h->city.len > 0 ? " · " : "", h->city.s));
	end = pane_right(p, 1, p->columns - 1, LOOK_MUTED, last_text(h, now));
	pane_field(p, 1, 1, end - 3, LOOK_MUTED,
	    h->asset.len > 0	   ? say_asset(&words, h->asset)
		: h->phone.len > 0 ? say_phone(&words, h->phone)
				   : STR_NONE);
}

static int
put(const struct pane *p, int row, const char *label, struct str value)
{
	if (value.len == 0)
		return row;
	pane_field(p, row, 1, 11, LOOK_LABEL, str_of(label));
	pane_field(p, row, 13, p->columns - 14, LOOK_TEXT, value);
	return row + 1;
}

/* Beside it: what is known of the person in lines. */
static void
draw_card(const struct customer_hit *h, const struct pane *p, msec now)
{
	int row = 2;

	pane_field(p, 0, 1, p->columns - 2, LOOK_HEAD, h->name);
	row = put(p, row, "RUT",
	    say_veiled(h->rut) ? say_veil(&words, VEIL_RUT)
			       : say_rut(&words, h->rut));
	row = put(p, row, _("Segment"), h->segment);
	row = put(p, row, _("City"), h->city);
	row = put(p, row, _("Phone"),
	    say_veiled(h->phone) ? say_veil(&words, VEIL_PHONE)
				 : say_phone(&words, h->phone));
	row = put(p, row, _("Product"), say_asset(&words, h->asset));
	row = put(p, row, _("Tickets"), open_text(h));
	row = put(p, row, _("Contacts"), last_text(h, now));
	put(p, row + 1, _("Found by"), hit_reason(&words, h));
}

/* ---- nobody -------------------------------------------------------------- */

static const char *
way_text(const struct find_model *m, int way)
{
	if (way == FIND_MAKE)
		return _("make a customer with this number");
	if (way == FIND_WITHOUT)
		return _("go on without a customer");
	return m->hits.n > 0 ? _("it is one of those below")
			     : _("look for another name or number");
}

static void
draw_ways(const struct screen *s, const struct pane *p)
{
	const struct find_state *f = s->state;
	const struct find_model *m = s->model;

	pane_printf(p, 0, 3, LOOK_HEAD, _("%s belongs to nobody known"),
	    m->number.s);
	for (int i = 0; i < FIND_NWAYS; i++) {
		bool here = f->at == FIND_WAYS && i == f->way;
		enum look look = here ? LOOK_FOCUS : LOOK_TEXT;

		if (here)
			pane_fill(p, i + 2, 0, p->columns, look);
		if (here)
			pane_text(p, i + 2, 0, look,
			    theme_sign(term_symbols(), SIGN_FOCUS));
		pane_printf(p, i + 2, 3, look, "%d  %s", i + 1, way_text(m, i));
	}
	if (f->at == FIND_BOX)
		pane_z(p, 6, 3, LOOK_MUTED,
		    _("Down goes to these; a digit or Enter takes one."));
	if (f->at == FIND_WAYS)
		pane_cursor(p, f->way + 2, 3);
}

/* Where sentences begin: in the middle where there is room. */
static int
indent(const struct pane *p)
{
	return p->columns >= 78 ? 15 : 3;
}

static void
draw_nobody(const struct screen *s, const struct pane *p)
{
	const struct find_model *m = s->model;
	int row = p->rows > 12 ? 3 : 0, at = indent(p);
	struct str text = m->near.len > 0
	    ? str_printf(&words, _("Nobody fits \"%s\". %s? Enter tries it."),
		  m->asked.s, m->near.s)
	    : str_printf(&words, _("Nobody fits \"%s\"."), m->asked.s);

	row +=
	    pane_wrap(p, row, at, p->columns - at - 1, 0, 3, LOOK_TEXT, text) +
	    1;
	row += pane_wrap(p, row, at, p->columns - at - 1, 0, 2, LOOK_MUTED,
		   str_of(_("Fewer letters find more; so do the last digits of "
			    "a phone."))) +
	    1;
	pane_z(p, row, at, LOOK_KEY, "Ins");
	pane_z(p, row, at + 6, LOOK_TEXT, _("makes a new customer"));
	pane_z(p, row + 1, at, LOOK_KEY, "Esc");
	pane_z(p, row + 1, at + 6, LOOK_TEXT, _("goes back"));
}

/* The ticket may be read, its customer not seen. */
static void
draw_ticket(const struct screen *s, const struct pane *p)
{
	const struct find_model *m = s->model;
	int row = p->rows > 12 ? 3 : 0, at = indent(p);

	row += pane_wrap(p, row, at, p->columns - at - 1, 0, 3, LOOK_TEXT,
		   str_printf(&words,
		       _("%s is a ticket that you may read; its customer is "
			 "out of your sight."),
		       m->asked.s)) +
	    1;
	pane_z(p, row, at, LOOK_KEY, "Enter");
	pane_z(p, row, at + 6, LOOK_TEXT, _("opens the ticket"));
}

/* Before anything was typed. */
static void
draw_start(const struct pane *p)
{
	static const struct {
		const char *sample, *what;
	} rows[] = {
		{ "roj car", N_("beginnings of the names, in any order") },
		{ "8765 4321", N_("a telephone, or its last digits") },
		{ "12.345.678-5", N_("a RUT") },
		{ "KXRT-42", N_("a plate, or a serial number") },
		{ "T-10482", N_("a ticket: whose it is") },
		{ N_("ana@mail.example"), N_("an e-mail address") },
	};

	for (int i = 0; i < (int)countof(rows); i++) {
		const char *sample = rows[i].sample;

		pane_z(p, i + 1, indent(p), LOOK_LABEL, _(sample));
		pane_z(p, i + 1, indent(p) + 20, LOOK_MUTED, _(rows[i].what));
	}
}

/* ---- drawing ------------------------------------------------------------- */

static void
draw_box(struct screen *s, const struct pane *p)
{
	const struct find_model *m = s->model;
	struct find_state *f = s->state;
	int at = 1 + pane_z(p, 0, 1, LOOK_LABEL, _("Find:")) + 1, end;
	struct str count = STR_NONE;
	struct pane box;

	if (s->scene.loading)
		count = str_of(_("loading"));
	else if (m != NULL && m->number.len > 0)
		count = STR_NONE;
	else if (m != NULL && m->asked.len > 0 && m->hits.n >= FIND_HITS)
		count =
		    str_printf(&words, _("%zu customers and more"), m->hits.n);
	else if (m != NULL && m->asked.len > 0)
		count = str_printf(&words,
		    ngettext("%zu customer", "%zu customers",
			(unsigned long)m->hits.n),
		    m->hits.n);
	end = pane_right(p, 0, p->columns - 1, LOOK_MUTED, count);
	box = pane_part(p, 0, at, 1, end - at - 2 < 50 ? end - at - 2 : 50);
	edit_draw(&f->box, &box, f->at == FIND_BOX && s->scene.focus, false);
}

static void
draw_hits(struct screen *s, const struct pane *p)
{
	const struct find_model *m = s->model;
	const struct customer_hit *h;
	struct find_state *f = s->state;
	struct pane side[LAYOUT_COLUMNS];
	size_t n = layout_columns(p, SHAPE_LIST, side);
	struct part parts[] = {
		{ .rank = 1, .least = 4, .wish = LAYOUT_ALL },
		{ .column = n > 1, .rank = 2, .least = 3, .wish = 3 },
	};
	struct pane in;

	if (n > 1)
		parts[1].wish = LAYOUT_ALL;
	layout(side, n, parts, countof(parts));
	list_titles(&parts[0].pane, 0, columns);
	in = pane_part(&parts[0].pane, 1, 0, parts[0].pane.rows - 1,
	    parts[0].pane.columns);
	words_of(&words, m->asked, false, &wanted);
	list_draw(&f->list, &in, columns, ROWS(m->hits.v, m->hits.n),
	    m->number.len == 0 || f->at == FIND_BELOW, s->scene.now);
	h = find_picked(s);
	in = pane_part(&parts[1].pane, 1, 0, parts[1].pane.rows - 1,
	    parts[1].pane.columns);
	if (h != NULL && n > 1)
		draw_card(h, &parts[1].pane, s->scene.now);
	else if (h != NULL && in.rows >= 2)
		draw_preview(h, &in, s->scene.now);
}

void
find_draw(struct screen *s, const struct pane *p)
{
	const struct find_model *m = s->model;
	struct pane in = pane_part(p, 2, 0, p->rows - 2, p->columns);

	struct pane below = pane_part(&in, 7, 0, in.rows - 7, in.columns);

	if (m == NULL || m->asked.len == 0)
		draw_start(&in);
	else if (!id_none(m->ticket))
		draw_ticket(s, &in);
	else if (m->number.len == 0 && m->hits.n == 0)
		draw_nobody(s, &in);
	else if (m->number.len == 0)
		draw_hits(s, &in);
	if (m != NULL && m->number.len > 0 && m->hits.n > 0)
		draw_hits(s, &below);
	if (m != NULL && m->number.len > 0)
		draw_ways(s, &in);
	if (m != NULL)
		hits_draw_mistake(p, 1, m->mistake);
	draw_box(s, p); /* last: the cursor is its */
	arena_reset(&words);
}
