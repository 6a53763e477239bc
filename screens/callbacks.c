/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * callbacks.c - calls that were promised: mine, or all I may see; the next due
 * on top, and each can be called, told as done or missed, moved.
 */
#include "screens/column.h"
#include "screens/promised.h"
#include "screens/say.h"

enum { MINE, ALL, PARTS };
enum { MOST = 200 };

struct state {
	int part;
	struct list list[PARTS];
};

struct model {
	struct rows_callback_rows v[PARTS];
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct callback_filter f = { .mine = true, .limit = MOST };
	struct model *m = NEW(a, struct model);
	enum err rc;

	(void)arg;
	f.state = f.team = STR_NONE;
	if ((rc = callback_list(c, a, &f, &m->v[MINE])) != OK)
		return rc;
	f.mine = false;
	if ((rc = callback_list(c, a, &f, &m->v[ALL])) != OK)
		return rc;
	*model = m;
	return OK;
}

/* ---- columns ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static void
sign(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_callback_rows *x = item;
	bool late = x->due_at < now, soon = x->due_at < now + MINUTES(30);

	(void)width;
	if (look == LOOK_TEXT)
		look = late ? LOOK_LATE : soon ? LOOK_SOON : LOOK_OK;
	pane_text(p, row, at, look,
	    theme_sign(term_symbols(),
		late	   ? SIGN_LATE
		    : soon ? SIGN_SOON
			   : SIGN_OK));
}

static void
left(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_callback_rows *x = item;
	char text[24];

	pane_right(p, row, at + width, look,
	    str_of(say_left(x->due_at - now, 0, text)));
}

COLUMN_WHEN(when, struct row_callback_rows, due_at)
COLUMN_EITHER(customer, struct row_callback_rows, customer_name, who)

static void
phone(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, look,
	    say_phone(&draw_arena,
		((const struct row_callback_rows *)item)->phone));
}

COLUMN_TEXT(reason, struct row_callback_rows, reason)
COLUMN_EITHER(keeper, struct row_callback_rows, owner_name, team_name)

static const struct column columns[] = {
	{ "", 1, 0, sign },
	{ N_("Left"), 6, 0, left },
	{ N_("Due"), 11, 0, when },
	{ N_("Customer"), 20, 0, customer },
	{ N_("Number"), 16, 70, phone },
	{ N_("Why"), 0, 0, reason },
	{ N_("Who calls"), 20, 110, keeper },
	{ 0 },
};

/* ---- the screen --------------------------------------------------------- */

static struct rows
rows_of(const struct model *m, int part)
{
	return ROWS(m->v[part].v, m->v[part].n);
}

static void
draw_parts(const struct screen *s, const struct pane *p)
{
	static const char *const titles[PARTS] = { N_("Mine to call"),
		N_("All I may see") };
	const struct state *t = s->state;
	const struct model *m = s->model;
	int at = 1;

	for (int i = 0; i < PARTS; i++)
		at = draw_numbered(p, at, i, i == t->part, _(titles[i]),
		    (int64_t)m->v[i].n);
	draw_most(p, 0, m->v[t->part].n, MOST);
}

/* What the row has no room for: the whole name, who calls, and why. */
static void
draw_picked(const struct row_callback_rows *x, const struct pane *p)
{
	pane_field(p, p->rows - 2, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena, "C-%lld   %s   %s", (long long)x->number,
		x->customer_name.len > 0 ? x->customer_name.s : x->who.s,
		x->owner_name.len > 0 ? x->owner_name.s : x->team_name.s));
	pane_field(p, p->rows - 1, 1, p->columns - 2, LOOK_MUTED, x->reason);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct row_callback_rows *x = screen_picked(s);
	struct state *t = s->state;
	struct pane in = pane_part(p, 2, 0, p->rows - 4, p->columns);
	struct rows rows;

	if (s->model == NULL) {
		draw_waits(s, p);
		return;
	}
	rows = rows_of(s->model, t->part);
	draw_parts(s, p);
	list_titles(p, 1, columns);
	if (rows.n == 0)
		draw_empty(p, 4, _("No call is promised."),
		    _("s on a customer or a contact promises one."));
	screen_rows(s, &in, columns);
	if (x != NULL)
		draw_picked(x, p);
	arena_reset(&draw_arena);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct state *t = s->state;

	*rows = rows_of(s->model, t->part);
	return &t->list[t->part];
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct row_callback_rows *x = screen_picked(s);
	struct state *t = s->state;
	int part = (int)k->code - '1';

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (part >= 0 && part < PARTS) {
		t->part = part;
		list_settle(&t->list[part], rows_of(s->model, part),
		    s->arg.rows);
		return SCREEN_TAKEN;
	}
	if (x == NULL || k->code != KEY_ENTER || id_none(x->customer))
		return SCREEN_IGNORED;
	buf_printf(say, "open customer %s", x->customer.s);
	return SCREEN_SAY;
}

/* The verbs on the call under the cursor. */
static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct row_callback_rows *x = screen_picked(s);

	return x != NULL ? promised_word(x, words, say) : SCREEN_IGNORED;
}

static struct subject
subject(const struct screen *s)
{
	const struct row_callback_rows *x = screen_picked(s);

	if (x == NULL || id_none(x->customer))
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "customer", .id = x->customer, .customer = x->customer
	};
}

static void
done(struct screen *s)
{
	for (int i = 0; i < PARTS; i++)
		list_done(&((struct state *)s->state)->list[i]);
}

static const struct key_def keys[] = {
	{ "<F9>", "answer", N_("call now") },
	{ "r", "callback done", N_("spoken to") },
	{ "N", "callback missed", N_("not reached") },
	{ "p", "callback move", N_("another time or person") },
	{ "X", "callback cancel", N_("nobody has to call") },
	{ "<Enter>", "", N_("customer") },
	{ "1", "", N_("Mine to call") },
	{ "2", "", N_("All I may see") },
	{ 0 },
};

const struct screen_def screen_callbacks = {
	.name = "callbacks",
	.title = N_("Promised calls"),
	.tab = true,
	.about = N_("Calls that were promised, the next first: yours and "
		    "anybody's."),
	.state_size = sizeof(struct state),
	.watches = "callback",
	.unfiltered = true,
	.keys = keys,
	.load = load,
	.draw = draw,
	.list = list,
	.key = key,
	.word = word,
	.subject = subject,
	.done = done,
};
