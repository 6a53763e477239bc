/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find.c - one box for name, phone, RUT, plate, e-mail, ticket number; each
 * hit says why it matched.
 */
#include "core/search.h"
#include "screens/screen.h"

struct find {
	struct edit box;
	struct list list;
};

struct model {
	struct customer_hits hits;
	struct str asked;
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc = OK;

	m->asked = str_copy(a, arg->text);
	if (arg->text.len > 0)
		rc = customer_find(c, a, arg->text, 100, &m->hits);
	*model = m;
	return rc;
}

/* ---- columns ------------------------------------------------------------ */

static void
name(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct customer_hit *h = item;

	(void)now;
	pane_field(p, row, at, width, look, h->name);
}

static void
phone(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct customer_hit *h = item;

	(void)now;
	pane_field(p, row, at, width, look, h->phone);
}

static void
why(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	static const struct {
		const char *kind, *word;
	} words[] = {
		{ "name", N_("name") },
		{ "phone", N_("phone") },
		{ "email", N_("e-mail") },
		{ "rut", N_("RUT") },
		{ "plate", N_("plate") },
		{ "vin", N_("VIN") },
		{ "external", N_("key") },
		{ "ticket", N_("ticket") },
	};
	const struct customer_hit *h = item;
	struct str text = h->why;

	(void)now;
	for (size_t i = 0; i < countof(words); i++)
		if (str_is(h->why, words[i].kind))
			text = str_of(_(words[i].word));
	pane_field(p, row, at, width, look, text);
}

static void
city(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct customer_hit *h = item;

	(void)now;
	pane_field(p, row, at, width, look, h->city);
}

static void
open_tickets(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct customer_hit *h = item;
	char n[24];

	(void)now;
	snprintf(n, sizeof(n), "%lld", (long long)h->open);
	if (h->open > 0)
		pane_right(p, row, at + width, look, str_of(n));
}

static const struct column columns[] = {
	{ N_("Customer"), 0, 0, name },
	{ N_("Phone"), 18, 60, phone },
	{ N_("City"), 14, 78, city },
	{ N_("Found by"), 10, 40, why },
	{ N_("Open"), 5, 70, open_tickets },
	{ 0 },
};

/* ---- the screen --------------------------------------------------------- */

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct find *f = s->state;
	int at = pane_z(p, 0, 1, LOOK_LABEL, _("Find:")) + 2;
	struct pane box = pane_part(p, 0, at, 1, p->columns - at - 20);
	struct pane in = pane_part(p, 2, 0, p->rows - 3, p->columns);

	if (m != NULL && m->asked.len > 0) {
		struct arena a = { 0 };

		pane_right(p, 0, p->columns - 1, LOOK_MUTED,
		    str_printf(&a, _("%zu customers"), m->hits.n));
		arena_done(&a);
	}
	if (m != NULL)
		list_draw(&f->list, &in, columns, ROWS(m->hits.v, m->hits.n),
		    true, s->scene.now);
	if (m != NULL && m->hits.n == 0 && m->asked.len > 0)
		draw_empty(p, 3, _("Nobody fits."),
		    _("Try fewer letters, the last digits of a phone, a RUT or "
		      "a plate."));
	pane_z(p, p->rows - 1, 1, LOOK_MUTED,
	    _("Name, phone, RUT, plate, e-mail or ticket number."));
	edit_draw(&f->box, &box, true, false);
}

/* Keys typed ahead come before the first drawing. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct find *f = s->state;

	list_settle(&f->list, ROWS(m->hits.v, m->hits.n), 20);
}

static const struct customer_hit *
picked(const struct screen *s)
{
	const struct find *f = s->state;
	const struct model *m = s->model;

	return m != NULL ? list_pick(&f->list, ROWS(m->hits.v, m->hits.n))
			 : NULL;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct customer_hit *h = picked(s);
	const struct model *m = s->model;
	struct find *f = s->state;
	unsigned was = f->box.changes;

	if (m != NULL && (k->code == KEY_DOWN || k->code == KEY_UP)) {
		list_move(&f->list, ROWS(m->hits.v, m->hits.n),
		    k->code == KEY_DOWN ? 1 : -1);
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ENTER) {
		if (h == NULL)
			return SCREEN_TAKEN;
		buf_printf(say, "open customer %s", h->id.s);
		return SCREEN_SAY;
	}
	if (!edit_key(&f->box, k, 60))
		return SCREEN_IGNORED;
	if (f->box.changes == was)
		return SCREEN_TAKEN;
	f->list.at = ID_NONE;
	f->list.index = f->list.top = 0;
	s->arg.text = edit_text(&f->box);
	return SCREEN_RELOAD;
}

static struct subject
subject(const struct screen *s)
{
	const struct customer_hit *h = picked(s);

	if (h == NULL)
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "customer", .id = h->id, .customer = h->id
	};
}

static bool
typing(const struct screen *s)
{
	(void)s;
	return true;
}

static void
done(struct screen *s)
{
	struct find *f = s->state;

	edit_done(&f->box);
	list_done(&f->list);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "<Down>", "", N_("choose") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_find = {
	.name = "find",
	.title = N_("Find"),
	.state_size = sizeof(struct find),
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.subject = subject,
	.typing = typing,
	.done = done,
};
