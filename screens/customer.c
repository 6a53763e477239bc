/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer.c - who is this and what hurts: the top block whole at 80x24, then
 * numbered parts. A digit moves the focus, the same digit again opens the part
 * over the whole body.
 */
#include "core/customer.h"
#include "core/interaction.h"
#include "core/message.h"
#include "screens/tickets.h"

enum part { TICKETS, CONTACTS, ASSETS, PURCHASES, NOTES, PARTS };

struct state {
	int part;
	bool whole; /* the part takes the body */
	struct list list[PARTS];
};

struct model {
	struct row_customer_get who;
	struct rows_contact_list points;
	struct rows_ticket_rows tickets;
	struct rows_interaction_rows contacts;
	struct rows_asset_list assets;
	struct rows_purchase_list purchases;
	struct rows_message_of_customer notes;
	int64_t open;
};

/* ---- loading ------------------------------------------------------------ */

static enum err
load_work(struct core *c, struct id id, struct arena *a, struct model *m)
{
	struct ticket_filter t = { .customer = id, .limit = 200 };
	struct interaction_filter i = { .customer = id, .limit = 200 };
	enum err rc;

	t.states = t.team = t.typification = STR_NONE;
	i.states = i.channel = i.queue = STR_NONE;
	if ((rc = ticket_list(c, a, &t, &m->tickets)) != OK)
		return rc;
	for (size_t n = 0; n < m->tickets.n; n++)
		m->open += !ticket_state_done(m->tickets.v[n].state);
	return interaction_list(c, a, &i, &m->contacts);
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = customer_get(c, a, arg->id, &m->who)) != OK ||
	    (rc = contact_list(c, a, arg->id, &m->points)) != OK ||
	    (rc = load_work(c, arg->id, a, m)) != OK ||
	    (rc = asset_list(c, a, arg->id, &m->assets)) != OK ||
	    (rc = purchase_list(c, a, arg->id, 200, &m->purchases)) != OK ||
	    (rc = message_of_customer(c, a, arg->id, 100, &m->notes)) != OK)
		return rc;
	*model = m;
	return OK;
}

/* ---- columns of the parts ----------------------------------------------- */

static struct arena draw_arena; /* emptied at each draw */

static void
contact_when(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)width;
	pane_text(p, row, at, look,
	    when_text(&draw_arena, i->started_at, now, STR_NONE));
}

static void
contact_how(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    str_printf(&draw_arena, "%s %s", channel_word(i->channel),
		str_is(i->direction, "in") ? _("in") : _("out")));
}

static void
contact_who(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)now;
	pane_field(p, row, at, width, look, i->owner_name);
}

static void
contact_what(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    i->subject.len > 0 ? i->subject : i->outcome);
}

static void
asset_what(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_asset_list *x = item;
	struct str s = str_printf(&draw_arena, "%s %s", x->brand.s, x->model.s);

	(void)now;
	if (x->year > 0)
		s = str_printf(&draw_arena, "%s %lld", s.s, (long long)x->year);
	pane_field(p, row, at, width, look, s);
}

static void
asset_plate(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_asset_list *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    x->plate.len > 0 ? x->plate : x->serial);
}

static void
purchase_when(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_purchase_list *x = item;

	(void)width;
	pane_text(p, row, at, look,
	    when_text(&draw_arena, x->at, now, STR_NONE));
}

static void
purchase_what(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_purchase_list *x = item;

	(void)now;
	pane_field(p, row, at, width, look, x->what);
}

/* Thousands with a point, as pesos are written. */
static struct str
pesos(struct arena *a, int64_t amount)
{
	struct buf b = { 0 };
	char digits[24];
	struct str out;
	size_t n;

	snprintf(digits, sizeof(digits), "%lld", (long long)amount);
	n = strlen(digits);
	buf_z(&b, "$ ");
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0 && digits[i - 1] != '-')
			buf_c(&b, '.');
		buf_c(&b, digits[i]);
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static void
purchase_amount(const struct pane *p, int row, int at, int width,
    enum look look, const void *item, msec now)
{
	const struct row_purchase_list *x = item;

	(void)now;
	pane_right(p, row, at + width, look, pesos(&draw_arena, x->amount));
}

static void
note_who(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_message_of_customer *x = item;

	pane_field(p, row, at, width, look,
	    str_printf(&draw_arena, "%s %s",
		when_text(&draw_arena, x->at, now, STR_NONE).s,
		x->author_name.s));
}

static void
note_body(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_message_of_customer *x = item;

	(void)now;
	pane_field(p, row, at, width, look, x->body);
}

static const struct column contact_columns[] = {
	{ "", 10, 0, contact_when },
	{ "", 16, 0, contact_how },
	{ "", 16, 70, contact_who },
	{ "", 0, 0, contact_what },
	{ 0 },
};
static const struct column asset_columns[] = {
	{ "", 0, 0, asset_what },
	{ "", 20, 0, asset_plate },
	{ 0 },
};
static const struct column purchase_columns[] = {
	{ "", 10, 0, purchase_when },
	{ "", 0, 0, purchase_what },
	{ "", 14, 0, purchase_amount },
	{ 0 },
};
static const struct column note_columns[] = {
	{ "", 24, 0, note_who },
	{ "", 0, 0, note_body },
	{ 0 },
};

static const struct {
	const char *title;
	const struct column *columns;
} parts[PARTS] = {
	[TICKETS] = { N_("TICKETS"), ticket_columns },
	[CONTACTS] = { N_("CONTACTS"), contact_columns },
	[ASSETS] = { N_("PRODUCTS"), asset_columns },
	[PURCHASES] = { N_("PURCHASES"), purchase_columns },
	[NOTES] = { N_("NOTES"), note_columns },
};

static struct rows
rows_of(const struct model *m, int part)
{
	switch (part) {
	case TICKETS:
		return ROWS(m->tickets.v, m->tickets.n);
	case CONTACTS:
		return ROWS(m->contacts.v, m->contacts.n);
	case ASSETS:
		return ROWS(m->assets.v, m->assets.n);
	case PURCHASES:
		return ROWS(m->purchases.v, m->purchases.n);
	default:
		return ROWS(m->notes.v, m->notes.n);
	}
}

/* ---- drawing ------------------------------------------------------------ */

/* The points of one kind, joined; true when there were some. */
static int
draw_points(const struct model *m, const struct pane *p, int row)
{
	int at = 1;

	for (size_t i = 0; i < m->points.n && at < p->columns - 10; i++) {
		const struct row_contact_list *x = &m->points.v[i];

		if (str_is(x->kind, "address"))
			continue;
		at += pane_text(p, row, at, LOOK_TEXT, x->value);
		if (x->verified_at > 0)
			at += pane_text(p, row, at + 1, LOOK_MET,
				  theme_sign(term_symbols(), SIGN_MET)) +
			    1;
		at += 3;
	}
	return at;
}

static void
draw_address(const struct model *m, const struct pane *p, int row)
{
	for (size_t i = 0; i < m->points.n; i++)
		if (str_is(m->points.v[i].kind, "address")) {
			pane_field(p, row, 1, p->columns - 2, LOOK_MUTED,
			    m->points.v[i].value);
			return;
		}
}

static int
draw_top(const struct model *m, const struct pane *p, msec now)
{
	const struct row_customer_get *w = &m->who;
	int at;

	at = 1 + pane_text(p, 0, 1, LOOK_HEAD, w->name);
	at += 3 +
	    pane_text(p, 0, at + 2, LOOK_TEXT,
		rut_text(&draw_arena, w->national_id));
	pane_text(p, 0, at + 1, LOOK_TEXT, w->segment);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_printf(&draw_arena, _("%lld open"), (long long)m->open));
	draw_points(m, p, 1);
	draw_address(m, p, 2);
	at = 1 +
	    pane_printf(p, 3, 1, LOOK_MUTED, "%s  %s", w->branch_name.s,
		w->city.s);
	if (w->born.len > 0)
		at += pane_printf(p, 3, at + 2, LOOK_MUTED, _("born %s"),
			  w->born.s) +
		    2;
	pane_printf(p, 3, at + 2, LOOK_MUTED, _("customer since %s"),
	    when_text(&draw_arena, w->created_at, now, STR_NONE).s);
	return 5;
}

static int
draw_part(struct screen *s, const struct pane *p, int part, int row, int rows)
{
	struct state *st = s->state;
	const struct model *m = s->model;
	struct rows r = rows_of(m, part);
	struct pane in = pane_part(p, row + 1, 0, rows, p->columns);
	char title[48];

	snprintf(title, sizeof(title), "%d %s", part + 1, _(parts[part].title));
	draw_head(p, row, part == st->part, title, (int64_t)r.n);
	if (r.n == 0)
		pane_z(&in, 0, 3, LOOK_MUTED, _("none"));
	list_draw(&st->list[part], &in, parts[part].columns, r,
	    part == st->part && s->scene.focus, s->scene.now);
	return row + 1 + rows;
}

static void
draw_parts(struct screen *s, const struct pane *p, int row)
{
	const struct model *m = s->model;
	struct state *st = s->state;
	int left = p->rows - row, each;

	if (st->whole) {
		draw_part(s, p, st->part, row, left - 1);
		return;
	}
	for (int i = 0; i < PARTS && left > 1; i++) {
		int n = (int)rows_of(m, i).n, others = PARTS - i;

		each = (left - others) / others + (i == 0 ? 1 : 0);
		n = n < 1 ? 1 : n;
		n = n > each ? each : n;
		row = draw_part(s, p, i, row, n > 0 ? n : 1);
		left = p->rows - row;
	}
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;

	if (m == NULL) {
		if (s->fault != NULL)
			pane_z(p, 1, 1, LOOK_TEXT, s->fault->text);
		return;
	}
	draw_parts(s, p, draw_top(m, p, s->scene.now));
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct state *st = s->state;

	*rows = rows_of(s->model, st->part);
	return &st->list[st->part];
}

static struct subject
subject(const struct screen *s)
{
	const struct model *m = s->model;
	const struct state *st = s->state;
	const struct row_ticket_rows *t;
	const struct row_interaction_rows *i;
	struct subject out = {
		.kind = "customer", .id = m->who.id, .customer = m->who.id
	};

	if (st->part == TICKETS &&
	    (t = list_pick(&st->list[TICKETS], rows_of(m, TICKETS))) != NULL)
		return ticket_subject(t);
	if (st->part == CONTACTS &&
	    (i = list_pick(&st->list[CONTACTS], rows_of(m, CONTACTS))) !=
		NULL) {
		out.kind = "interaction";
		out.id = out.interaction = i->id;
	}
	return out;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	struct state *st = s->state;
	int part = (int)k->code - '1';

	if (m == NULL)
		return SCREEN_IGNORED;
	if (part >= 0 && part < PARTS) {
		st->whole = part == st->part && !st->whole;
		st->part = part;
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ESC && st->whole) {
		st->whole = false;
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_TAB || k->code == KEY_BACKTAB) {
		st->part =
		    (st->part + (k->code == KEY_TAB ? 1 : PARTS - 1)) % PARTS;
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ENTER && st->part == TICKETS) {
		buf_z(say, "open ticket");
		return SCREEN_SAY;
	}
	if (k->code == KEY_ENTER && st->part == CONTACTS) {
		buf_z(say, "open contact");
		return SCREEN_SAY;
	}
	if (k->code == 'n') {
		buf_printf(say, "customer note %s", m->who.id.s);
		return SCREEN_SAY;
	}
	if (k->code == KEY_F(9) || k->code == 'b') {
		buf_printf(say, "interaction start customer=%s channel=phone",
		    m->who.id.s);
		return SCREEN_SAY;
	}
	return SCREEN_IGNORED;
}

static struct str
label(const struct screen *s)
{
	const struct model *m = s->model;

	return m != NULL ? m->who.name : str_of(_("customer"));
}

static void
done(struct screen *s)
{
	for (int i = 0; i < PARTS; i++)
		list_done(&((struct state *)s->state)->list[i]);
}

static const struct key_def keys[] = {
	{ "<F9>", "", N_("take call") },
	{ "1", "", N_("to 5 part") },
	{ "<Enter>", "", N_("open") },
	{ "n", "customer note", N_("note") },
	{ 0 },
};

const struct screen_def screen_customer = {
	.name = "customer",
	.title = N_("Customer"),
	.state_size = sizeof(struct state),
	.watches = "customer contact_point ticket interaction",
	.keys = keys,
	.load = load,
	.draw = draw,
	.subject = subject,
	.list = list,
	.key = key,
	.label = label,
	.done = done,
};
