/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history.c - who did what to a ticket, a contact or a customer, when and from
 * where; the event under the cursor is told whole, and shown as the log keeps
 * it to those who may read the audit trail.
 */
#include "core/history.h"
#include "core/customer.h"
#include "core/interaction.h"
#include "core/message.h"
#include "core/ticket.h"
#include "screens/column.h"
#include "screens/say.h"
#include "screens/screen.h"
#include "ui/layout.h"

#define PAGE 200 /* events read at once */
#define TOLD 4	 /* lines for the one under the cursor, where it is alone */

/* An event and its values; the id first, as lists want it. */
struct entry {
	struct id id;
	const struct history_row *first;
	size_t n;	/* rows */
	size_t changes; /* of them, said in `what` */
	struct str what;
	struct str where;
};

struct state {
	struct list list;
	char want[24]; /* how many events: arg.text */
};

struct model {
	struct str name; /* of the thing */
	struct history_rows rows;
	struct entry *v;
	size_t n;
	bool more;
	bool raw; /* the person may see events as they are kept */
};

/* ---- loading ------------------------------------------------------------ */

static bool
same_event(const struct history_row *a, const struct history_row *b)
{
	return a->n != 0 && a->n == b->n;
}

/* "T-1042: wrote a note: Llamar mañana"; a taken back one says so. Of `n` rows
 * from its first on. */
static struct str
begin_what(struct arena *a, const struct history_row *r, size_t n)
{
	return str_printf(a, "%s%s%s%s%s%s", r->number.s,
	    r->number.len > 0 ? ": " : "", event_said(a, r, n).s,
	    r->undone || r->withdrawn ? _(" (taken back)") : "",
	    r->text.len > 0 ? ": " : "", r->text.s);
}

/* Said already, as the words of the event. */
static bool
is_text(const struct entry *e, const struct history_row *r)
{
	return e->first->text.len > 0 && str_eq(r->new, e->first->text);
}

static void
group(struct arena *a, struct model *m)
{
	const struct history_rows *h = &m->rows;

	m->v = NEWN(a, struct entry, h->n);
	for (size_t i = 0; i < h->n; i++) {
		struct entry *e = m->n > 0 ? &m->v[m->n - 1] : NULL;
		struct str change = event_change(a, &h->v[i]);

		if (e == NULL || !same_event(e->first, &h->v[i])) {
			e = &m->v[m->n++];
			e->first = &h->v[i];
			snprintf(e->id.s, sizeof(e->id.s),
			    h->v[i].n != 0 ? "n%lld" : "m%lld",
			    (long long)(h->v[i].n != 0 ? h->v[i].n
						       : (int64_t)i));
			e->what = begin_what(a, e->first, h->n - i);
			e->where = event_where(a, e->first);
		}
		e->n++;
		if (change.len > 0 && !is_text(e, &h->v[i]))
			e->what = str_printf(a, "%s%s %s", e->what.s,
			    e->changes++ > 0		 ? ","
				: e->first->text.len > 0 ? " ·"
							 : ":",
			    change.s);
	}
}

/* What it is the history of, by asking for each kind. */
static enum err
find_thing(struct core *c, struct arena *a, struct id id, const char **kind,
    struct str *name)
{
	struct row_ticket_get t;
	struct row_customer_get w;
	struct row_interaction_get i;
	enum err rc;

	if ((rc = ticket_get(c, a, id, &t)) == OK) {
		*kind = "ticket";
		*name = str_printf(a, "T-%lld  %s", (long long)t.number,
		    t.subject.s);
	} else if ((rc = customer_get(c, a, id, &w)) == OK) {
		*kind = "customer";
		*name = w.name;
	} else if ((rc = interaction_get(c, a, id, &i)) == OK) {
		*kind = "interaction";
		*name = str_printf(a, "I-%lld  %s", (long long)i.number,
		    i.customer_name.s);
	}
	return rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	const char *kind = NULL;
	int64_t want = PAGE;
	enum err rc;

	if (arg->text.len > 0 && !str_int(arg->text, &want))
		want = PAGE;
	if ((rc = find_thing(c, a, arg->id, &kind, &m->name)) != OK ||
	    (rc = history_list(c, a, kind, arg->id, 0, want, &m->rows)) != OK)
		return rc;
	group(a, m);
	m->raw = history_raw(c);
	m->more = (int64_t)m->n >= want;
	*model = m;
	return OK;
}

/* ---- columns ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static void
when(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct entry *e = item;

	(void)width;
	pane_text(p, row, at, look,
	    say_instant(&draw_arena, e->first->at, now));
}

static void
who(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct history_row *r = ((const struct entry *)item)->first;

	(void)now;
	pane_field(p, row, at, width, look,
	    r->who.len > 0 ? r->who : str_of(_("the program")));
}

COLUMN_TEXT(what, struct entry, what)

static const struct column columns[] = {
	{ N_("When"), 18, 0, when },
	{ N_("Who"), 20, 60, who },
	{ N_("What"), 0, 0, what },
	{ 0 },
};

/* ---- the event in full --------------------------------------------------- */

/* In words: who, when, from where, what it changed. */
static void
told(const struct entry *e, msec now, struct buf *b)
{
	const struct history_row *r = e->first;
	struct arena a = { 0 };

	buf_printf(b, "%s %s\n%s", say_instant(&a, r->at, now).s,
	    say_offset(&a, r->at).s,
	    r->who.len > 0 ? r->who.s : _("the program"));
	if (r->real.len > 0)
		buf_printf(b, " (%s)", r->real.s);
	if (e->where.len > 0)
		buf_printf(b, ", %s", e->where.s);
	if (r->recorded_at - r->at >= MINUTES(1))
		buf_printf(b, "\n%s %s %s", _("Written down"),
		    say_instant(&a, r->recorded_at, now).s,
		    say_offset(&a, r->recorded_at).s);
	buf_printf(b, "\n\n%s%s%s%s\n", r->number.s,
	    r->number.len > 0 ? ": " : "", event_said(&a, r, e->n).s,
	    r->undone || r->withdrawn ? _(" (taken back)") : "");
	for (size_t i = 0; i < e->n; i++) {
		struct str change = event_change(&a, &r[i]);

		if (change.len > 0)
			buf_printf(b, "   %s\n", change.s);
	}
	if (r->text.len > 0)
		buf_printf(b, "\n%s\n", r->text.s);
	arena_done(&a);
}

/* As the log has it: nothing is put into other words. */
static void
raw(const struct entry *e, struct buf *b)
{
	char at[CLOCK_ISO], recorded[CLOCK_ISO];
	const struct history_row *r = e->first;

	buf_printf(b, "%s %lld   %s\n", _("Event"), (long long)r->n, r->kind.s);
	buf_printf(b, "%s %s\n", _("Happened"), clock_iso(r->at, at));
	buf_printf(b, "%s %s\n", _("Recorded"),
	    clock_iso(r->recorded_at, recorded));
	buf_printf(b, "%s %s", _("By"),
	    r->who.len > 0 ? r->who.s : _("the program"));
	if (r->real.len > 0)
		buf_printf(b, " (%s)", r->real.s);
	if (r->via.len > 0)
		buf_printf(b, "\n%s %s %s %s", _("From"), r->via.s, r->branch.s,
		    r->terminal.s);
	buf_printf(b, "\n%s %lld\n", _("Version"), (long long)r->version);
	if (r->undoes > 0)
		buf_printf(b, "%s %lld\n", _("Undoes"), (long long)r->undoes);
	buf_printf(b, "%s %s\n\n", r->thing.s, r->thing_id.s);
	for (size_t i = 0; i < e->n && r[i].field.len > 0; i++)
		buf_printf(b, "%s.%s\n   - %s\n   + %s\n", r[i].entity.s,
		    r[i].field.s, r[i].old.s, r[i].new.s);
}

static void
draw_whole(const struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct entry *e = screen_picked(s);
	struct buf b = { 0 };

	if (e == NULL)
		return;
	told(e, s->scene.now, &b);
	if (m->raw && e->first->n > 0) {
		buf_z(&b, "\n\n");
		raw(e, &b);
	}
	draw_head(p, 0, false, _("THE EVENT"), -1);
	pane_wrap(p, 1, 2, p->columns - 3, 0, p->rows - 1, LOOK_TEXT,
	    buf_view(&b));
	buf_done(&b);
}

/* ---- the screen --------------------------------------------------------- */

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct entry *e;
	struct pane side[LAYOUT_COLUMNS], in;
	size_t n = layout_columns(p, SHAPE_LIST, side);
	bool one = n == 1;
	int rows = one ? p->rows - 1 - TOLD : p->rows - 1;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(&side[0], 0, m->n == 0, _("HISTORY"), (int64_t)m->n);
	pane_field(&side[0], 0, 12, side[0].columns - 22, LOOK_TEXT, m->name);
	in = pane_part(&side[0], 1, 0, rows, side[0].columns);
	screen_rows(s, &in, columns);
	if (m->n == 0)
		draw_empty(p, 3, _("Nothing was written down yet."),
		    _("Esc goes back"));
	if (one && (e = screen_picked(s)) != NULL)
		pane_wrap(p, p->rows - TOLD, 3, p->columns - 5, 0, TOLD,
		    LOOK_MUTED, e->what);
	else if (!one)
		draw_whole(s, &side[1]);
	arena_reset(&draw_arena);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->v, m->n);
	return &((struct state *)s->state)->list;
}

/* At the last row older events are read. */
static bool
wants_more(const struct screen *s, const struct key *k)
{
	const struct model *m = s->model;
	const struct state *t = s->state;

	return (k->code == 'j' || k->code == KEY_DOWN || k->code == KEY_PGDN ||
		   k->code == 'G' || k->code == KEY_END) &&
	    m->more && t->list.index + 1 >= m->n;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct entry *e = screen_picked(s);
	const struct model *m = s->model;
	struct state *t = s->state;

	if (m == NULL)
		return SCREEN_IGNORED;
	if (wants_more(s, k)) {
		snprintf(t->want, sizeof(t->want), "%zu", m->n + PAGE);
		s->arg.text = str_of(t->want);
		return SCREEN_RELOAD;
	}
	if ((k->code != KEY_ENTER && k->code != '=') || e == NULL)
		return SCREEN_IGNORED;
	if (k->code == '=' && !m->raw)
		return screen_tell(say,
		    _("Events as they are kept are for supervisors and "
		      "auditors. Enter tells this one in words."));
	if (k->code == '=' && e->first->n == 0)
		return screen_tell(say,
		    _("This came without an event: there is nothing "
		      "more to see."));
	buf_printf(say, "open text %c%s\n", TEXT_TITLE, _("Event"));
	if (k->code == '=')
		raw(e, say);
	else
		told(e, s->scene.now, say);
	return SCREEN_SAY;
}

static bool
is_mine(const struct entry *e)
{
	return e != NULL && e->first->n > 0 && e->first->mine;
}

/* u is for the event under the cursor, when it is one's own. */
static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct entry *e = screen_picked(s);

	if (!str_is(words, "undo") || e == NULL)
		return SCREEN_IGNORED;
	if (!is_mine(e)) {
		buf_printf(say,
		    _("Only who did it takes it back; this was %s."),
		    e->first->who.len > 0 ? e->first->who.s : _("the program"));
		return SCREEN_TELL;
	}
	if (e->first->undone) {
		return screen_tell(say,
		    _("That is taken back already; u on its undo does "
		      "it again."));
	}
	buf_printf(say, "undo event=%lld", (long long)e->first->n);
	return SCREEN_SAY;
}

static struct str
label(const struct screen *s)
{
	const struct model *m = s->model;

	return m != NULL ? m->name : str_of(_("History"));
}

static const struct key_def keys[] = {
	{ "<Enter>", "", NC_("key", "read") },
	{ "=", "", N_("as it is kept") },
	{ "u", "undo", N_("take it back") },
	{ "<PgDn>", "move page-down", N_("older") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static const struct key_def others_keys[] = {
	{ "<Enter>", "", NC_("key", "read") },
	{ "=", "", N_("as it is kept") },
	{ "<PgDn>", "move page-down", N_("older") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

/* For whom events as they are kept are not. */
static const struct key_def told_keys[] = {
	{ "<Enter>", "", NC_("key", "read") },
	{ "u", "undo", N_("take it back") },
	{ "<PgDn>", "move page-down", N_("older") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static const struct key_def told_others_keys[] = {
	{ "<Enter>", "", NC_("key", "read") },
	{ "<PgDn>", "move page-down", N_("older") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

/* What another did is theirs to take back. */
static const struct key_def *
line_keys(const struct screen *s)
{
	const struct model *m = s->model;
	bool mine = is_mine(screen_picked(s));

	if (m != NULL && m->raw)
		return mine ? keys : others_keys;
	return mine ? told_keys : told_others_keys;
}

const struct screen_def screen_history = {
	.name = "history",
	.title = N_("History"),
	.about = N_("All that happened, the newest on top: who, when, from "
		    "where. u takes the one under the cursor back."),
	.of = OF_ANY,
	.state_size = sizeof(struct state),
	.watches = "ticket message customer interaction callback",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.draw = draw,
	.list = list,
	.key = key,
	.word = word,
	.label = label,
	.done = screen_done,
};
