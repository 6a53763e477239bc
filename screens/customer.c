/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer.c - who is this and what hurts: the top block whole at 80x24, then
 * numbered parts; all of them beside each other where there is room. A digit
 * moves the focus, the same digit again opens the part over the whole body.
 */
#include "screens/customer.h"

#include "core/list.h"
#include "screens/sheet.h"
#include "screens/tickets.h"
#include "ui/layout.h"

/* ---- loading ------------------------------------------------------------- */

/* The clocks of the first tickets, for the widest screens. */
static enum err
load_clocks(struct core *c, struct arena *a, struct customer_model *m)
{
	enum err rc = OK;

	for (size_t i = 0; i < m->tickets.n && i < CLOCKED && rc == OK; i++) {
		rc = promise_clocks(c, a, m->tickets.v[i].t.id, &m->clocks[i]);
		m->nclocks = i + 1;
	}
	return rc;
}

enum err
customer_read(struct core *c, struct arena *a, struct id id, struct id ticket,
    bool glance, struct customer_model *m)
{
	enum err rc = glance ? customer_glance(c, a, id, &m->all)
			     : customer_360(c, a, id, ticket, &m->all);

	if (rc != OK ||
	    (rc = owed_of(c, a, &m->all.tickets, &m->tickets)) != OK)
		return rc;
	owed_urgent(&m->tickets);
	customer_consents(m, m->consents);
	m->lang = list_lang(c);
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct customer_model *m = NEW(a, struct customer_model);
	enum err rc;

	if ((rc = customer_read(c, a, arg->id, arg->at, false, m)) != OK ||
	    (arg->columns >= 200 && (rc = load_clocks(c, a, m)) != OK))
		return rc;
	*model = m;
	return OK;
}

/* The ticket that was looked for is what one comes to see. */
static void
to_sought(struct screen *s)
{
	const struct customer_model *m = s->model;
	struct customer_state *st = s->state;

	for (size_t i = 0; i < m->tickets.n; i++)
		if (id_eq(m->tickets.v[i].t.id, s->arg.at)) {
			st->part = PART_TICKETS;
			st->list[PART_TICKETS].at = s->arg.at;
			s->arg.at = ID_NONE;
		}
}

/* Every list has a cursor before a key is played. */
static void
loaded(struct screen *s)
{
	struct customer_state *st = s->state;

	to_sought(s);
	for (int i = 0; i < NUMBERED; i++)
		list_settle(&st->list[i], customer_rows(s->model, i),
		    st->list[i].height > 0 ? (int)st->list[i].height : 4);
}

/* ---- where everything is -------------------------------------------------- */

/* `rows`: of the body, from which on it is shown at all. Wishes are those of a
 * customer with a history: a screen that loads looks as it will. */
struct placed {
	enum customer_part part;
	int column, rank, least, wish, most, rows;
	bool apart, tall;
};

static const struct placed one[] = {
	{ PART_TOP, 0, 0, 1, 6, 6, 0, false, false },
	{ PART_TICKETS, 0, 2, 2, 4, 12, 0, true, false },
	{ PART_CONTACTS, 0, 3, 2, 4, 10, 0, true, false },
	{ PART_ASSETS, 0, 4, 2, 4, 8, 0, true, false },
	{ PART_PURCHASES, 0, 5, 3, 5, 10, 32, true, false },
	{ PART_OFFERS, 0, 7, 2, 3, 6, 44, true, false },
	{ PART_NOTES, 0, 6, 3, 5, 12, 38, true, false },
	{ PART_REST, 0, 1, 1, 1, 1, 0, false, false },
};
static const struct placed two[] = {
	{ PART_WHO, 0, 0, 1, 4, 4, 0, false, false },
	{ PART_ALERTS, 0, 1, 2, 3, 6, 0, true, false },
	{ PART_DATA, 0, 2, 2, 7, 12, 0, true, false },
	{ PART_DATES, 0, 4, 2, 3, 6, 0, true, false },
	{ PART_CONSENT, 0, 6, 2, 7, 7, 0, true, false },
	{ PART_HOUSEHOLD, 0, 5, 2, 4, 8, 0, true, false },
	{ PART_ASSETS, 0, 3, 2, 5, 20, 0, true, true },
	{ PART_PURCHASES, 0, 7, 2, 4, 30, 0, true, false },
	{ PART_TICKETS, 1, 1, 3, 9, 21, 0, false, true },
	{ PART_CONTACTS, 1, 2, 3, 11, 40, 0, true, true },
	{ PART_NOTES, 1, 3, 3, 5, 13, 0, true, true },
	{ PART_OFFERS, 1, 4, 2, 3, 7, 0, true, true },
	{ PART_MATRIX, 1, 5, 2, 4, 7, 0, true, false },
};
static const struct placed three[] = {
	{ PART_WHO, 0, 0, 1, 4, 4, 0, false, false },
	{ PART_ALERTS, 0, 1, 2, 3, 8, 0, true, false },
	{ PART_DATA, 0, 2, 2, 9, 16, 0, true, false },
	{ PART_DATES, 0, 3, 2, 3, 8, 0, true, false },
	{ PART_CONSENT, 0, 3, 2, 7, 7, 0, true, false },
	{ PART_HOUSEHOLD, 0, 4, 2, 5, 10, 0, true, false },
	{ PART_MATRIX, 0, 5, 2, 6, 8, 0, true, false },
	{ PART_CYCLE, 0, 6, 2, 5, 5, 0, true, false },
	{ PART_TICKETS, 1, 1, 3, 11, 25, 0, false, true },
	{ PART_CONTACTS, 1, 2, 3, 21, 60, 0, true, true },
	{ PART_DETAIL, 1, 3, 4, 8, 8, 0, true, false },
	{ PART_ASSETS, 2, 1, 2, 7, 21, 0, false, true },
	{ PART_PURCHASES, 2, 2, 2, 9, 21, 0, true, false },
	{ PART_OFFERS, 2, 3, 3, 5, 9, 0, true, true },
	{ PART_NOTES, 2, 4, 3, 9, 25, 0, true, true },
	{ PART_LOOKS, 2, 5, 2, 4, 8, 0, true, false },
};
static const struct placed aside[] = {
	{ PART_WHO, 0, 0, 1, 4, 4, 0, false, false },
	{ PART_ALERTS, 0, 1, 2, 2, 6, 0, true, false },
	{ PART_DATA, 0, 2, 2, 6, 12, 0, true, false },
	{ PART_DATES, 0, 4, 2, 2, 6, 0, true, false },
	{ PART_TICKETS, 0, 3, 3, 7, 13, 0, true, true },
	{ PART_CONTACTS, 0, 5, 3, 9, 21, 0, true, true },
	{ PART_ASSETS, 0, 6, 3, 5, 13, 0, true, true },
	{ PART_NOTES, 0, 7, 3, 5, 13, 0, true, true },
};
enum { PLACED_MOST = 16 };

/* Rows that the part can fill, with its heading. */
static int
rows_in(const struct customer_view *v, const struct placed *x)
{
	int n;

	if (v->m == NULL)
		return x->wish;
	if (x->part == PART_MATRIX)
		return customer_matrix_rows(v->m) + 1;
	if (x->part == PART_CONSENT)
		return v->m->all.consents.n > 0 ? CONSENTS + 2 : 2;
	if (x->part == PART_DATA)
		return customer_data_rows(v->m);
	if (x->part == PART_DATES)
		return customer_dates_rows(v->m);
	if (x->part == PART_ALERTS)
		return 1 +
		    (v->m->all.alerts.n > 0 ? (int)v->m->all.alerts.n : 1);
	if (x->part == PART_LOOKS)
		return 1 + (v->m->all.looks.n > 0 ? (int)v->m->all.looks.n : 1);
	if (x->part >= NUMBERED)
		return x->most;
	n = (int)customer_rows(v->m, x->part).n;
	if (x->part == PART_HOUSEHOLD)
		n = n > 0 ? n + 1 : 1 + (int)v->m->all.household.nmaybe;
	n = n > 0 ? n : 1;
	return 1 + (x->tall && n < LAYOUT_ALL / 2 ? 2 * n : n);
}

static int
at_most(int n, int most)
{
	return n < most ? n : most;
}

/* Beside something else a part without anything is left out. */
static bool
is_left_out(const struct customer_view *v, const struct placed *x)
{
	const struct customer_360 *c;

	if (!v->aside || v->m == NULL)
		return false;
	c = &v->m->all;
	return x->part == PART_DATA ? c->points.n + c->fields.n == 0
	    : x->part == PART_NOTES ? c->notes.n == 0
	    : x->part == PART_DATES ? c->dates.n == 0
				    : false;
}

/* In one column heights do not depend on the data, so that nothing jumps when
 * they come; beside each other, what is short gives its rows to others. */
static size_t
lay_out(const struct customer_view *v, const struct pane *p,
    struct part out[PLACED_MOST], const struct placed **table)
{
	struct pane side[LAYOUT_COLUMNS];
	size_t columns = layout_columns(p, SHAPE_CUSTOMER, side), n;

	*table = v->aside  ? aside
	    : columns == 1 ? one
	    : columns == 2 ? two
			   : three;
	n = v->aside	   ? countof(aside)
	    : columns == 1 ? countof(one)
	    : columns == 2 ? countof(two)
			   : countof(three);
	for (size_t i = 0; i < n; i++) {
		const struct placed *x = &(*table)[i];
		int full = !v->aside && columns == 1 && p->rows < 32
		    ? x->wish
		    : rows_in(v, x);

		out[i] = (struct part){ .column = p->rows >= x->rows &&
				!is_left_out(v, x)
			    ? x->column
			    : LAYOUT_COLUMNS,
			.rank = x->rank,
			.least = x->least,
			.wish = at_most(x->wish, full),
			.most = at_most(x->most, full),
			.apart = x->apart };
	}
	layout(side, columns, out, n);
	return n;
}

/* ---- drawing ------------------------------------------------------------- */

static void
draw_one(const struct customer_view *v, const struct pane *p,
    const struct placed *x)
{
	static void (*const draws[CUSTOMER_PARTS])(const struct customer_view *,
	    const struct pane *) = {
		[PART_TOP] = customer_top,
		[PART_WHO] = customer_who,
		[PART_ALERTS] = customer_alerts,
		[PART_DATA] = customer_data,
		[PART_CYCLE] = customer_cycle,
		[PART_DATES] = customer_dates,
		[PART_LOOKS] = customer_looks_draw,
		[PART_DETAIL] = customer_detail,
		[PART_REST] = customer_rest,
	};

	if (p->rows == 0)
		return;
	if (x->part < NUMBERED)
		customer_part_draw(v, p, (int)x->part, x->tall);
	else
		draws[x->part](v, p);
}

/* The part alone; name and alerts stay. */
static void
draw_whole(const struct customer_view *v, const struct pane *p)
{
	struct pane top = pane_part(p, 0, 0, 2, p->columns);
	struct pane in = pane_part(p, 3, 0, p->rows - 3, p->columns);

	if (v->st->part == PART_MATRIX) /* figures far apart are not read */
		in.columns = at_most(in.columns, 80);
	customer_top(v, &top);
	customer_part_draw(v, &in, v->st->part,
	    v->st->part == PART_NOTES || v->st->part == PART_OFFERS);
}

static void
draw_parts(const struct customer_view *v, const struct pane *p)
{
	struct part parts[PLACED_MOST];
	const struct placed *table;
	size_t n = lay_out(v, p, parts, &table);

	memset(v->st->shown, 0, sizeof(v->st->shown));
	for (size_t i = 0; i < n; i++)
		v->st->shown[table[i].part] = parts[i].pane.rows > 0;
	for (size_t i = 0; i < n; i++)
		draw_one(v, &parts[i].pane, &table[i]);
}

void
customer_aside(const struct customer_view *v, const struct pane *p)
{
	draw_parts(v, p);
}

static void
draw(struct screen *s, const struct pane *p)
{
	struct arena words = { 0 };
	struct customer_view v = { s, s->model, s->state, &words, s->scene.now,
		false };

	if (s->model == NULL && s->fault != NULL)
		pane_z(p, 1, 1, LOOK_TEXT, s->fault->text);
	else if (v.st->whole && v.m != NULL)
		draw_whole(&v, p);
	else
		draw_parts(&v, p);
	arena_done(&words);
}

/* ---- what the cursor is on ------------------------------------------------ */

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct customer_state *st = s->state;

	*rows = customer_rows(s->model, st->part);
	return &st->list[st->part];
}

static struct subject
subject(const struct screen *s)
{
	const struct customer_model *m = s->model;
	const struct customer_state *st = s->state;
	struct subject out = { .kind = "customer",
		.id = m->all.who.id,
		.customer = m->all.who.id };
	const void *row = screen_picked(s);

	if (row == NULL)
		return out;
	if (st->part == PART_TICKETS)
		return owed_subject(row);
	if (st->part == PART_CONTACTS) {
		out.kind = "interaction";
		out.id = out.interaction =
		    ((const struct row_whole_contacts *)row)->id;
	}
	return out;
}

/* ---- keys ---------------------------------------------------------------- */

static enum screen_key
open_offer(const struct offer *x, struct buf *say)
{
	if (x->blocked.len > 0)
		return screen_tell(say, x->blocked_text.s);
	buf_printf(say, "offer answer %s", x->id.s);
	return SCREEN_SAY;
}

/* Enter: what is under the cursor. */
static enum screen_key
enter(const struct screen *s, struct buf *say)
{
	const struct customer_state *st = s->state;
	const void *row = screen_picked(s);

	if (row == NULL)
		return screen_tell(say,
		    _("There is nothing to open in this part."));
	switch (st->part) {
	case PART_TICKETS:
		buf_z(say, "open ticket");
		return SCREEN_SAY;
	case PART_CONTACTS:
		buf_z(say, "open contact");
		return SCREEN_SAY;
	case PART_NOTES:
		buf_printf(say, "open text %c%s\n%s", TEXT_TITLE, _("Note"),
		    ((const struct row_message_of_customer *)row)->body.s);
		return SCREEN_SAY;
	case PART_HOUSEHOLD:
		buf_printf(say, "open customer %s",
		    ((const struct household_member *)row)->customer.s);
		return SCREEN_SAY;
	case PART_OFFERS:
		return open_offer(row, say);
	default:
		return screen_tell(say,
		    _("All that is known of it is in its row; the part's "
		      "number again shows it wider."));
	}
}

/* A verb of tickets on the one under the cursor: its form, or why not. */
static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct customer_state *st = s->state;
	const struct owed *o =
	    st->part == PART_TICKETS ? screen_picked(s) : NULL;
	struct ticket_facts facts;

	if (o == NULL)
		return SCREEN_IGNORED;
	facts = owed_facts(o);
	return ticket_word(&facts, s->scene.me, words, say);
}

static void
focus(struct customer_state *st, int part)
{
	/* One that is not in sight opens at once. */
	st->whole =
	    part == st->part ? !st->whole : st->whole || !st->shown[part];
	st->part = part;
}

/* The next part that is in sight. */
static void
next_pane(struct customer_state *st, int by)
{
	for (int i = 0; i < NUMBERED; i++) {
		st->part = (st->part + by + NUMBERED) % NUMBERED;
		if (st->whole || st->shown[st->part])
			return;
	}
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct customer_state *st = s->state;

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (k->code >= '1' && k->code <= '9') {
		focus(st, (int)k->code - '1');
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ESC && st->whole) {
		st->whole = false;
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_TAB || k->code == KEY_BACKTAB) {
		next_pane(st, k->code == KEY_TAB ? 1 : -1);
		return SCREEN_TAKEN;
	}
	if (k->code == 'z') {
		st->whole = !st->whole;
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ENTER)
		return enter(s, say);
	return customer_verb(s, k->code, say);
}

/* ---- the screen ---------------------------------------------------------- */

static struct str
label(const struct screen *s)
{
	const struct customer_model *m = s->model;

	return m != NULL ? m->all.who.name : str_of(_(s->def->title));
}

static void
done(struct screen *s)
{
	for (int i = 0; i < NUMBERED; i++)
		list_done(&((struct customer_state *)s->state)->list[i]);
}

static bool
late(const struct screen *s, msec now)
{
	const struct customer_model *m = s->model;
	bool any = false;

	for (size_t i = 0; i < m->tickets.n; i++)
		any |= promise_sign(&m->tickets.v[i].p, now) == PROMISE_LATE;
	return any;
}

const struct screen_def screen_customer = {
	.name = "customer",
	.title = N_("Customer"),
	.tab = true,
	.of = OF_ITSELF,
	.about = N_("Everything about one customer. A digit opens the "
		    "part with that number."),
	.state_size = sizeof(struct customer_state),
	.watches =
	    "customer contact_point ticket interaction offer appointment",
	.keys = customer_key_rows,
	.line_keys = customer_line_keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.subject = subject,
	.list = list,
	.key = key,
	.word = word,
	.label = label,
	.done = done,
	.late = late,
};
