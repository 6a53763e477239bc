/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * story_draw.c - what happened to a ticket as it is drawn and read.
 */
#include "screens/say.h"
#include "screens/story.h"

enum { WHEN = 10 }; /* columns of the instant, or as many as the oldest needs */

/* The columns before the words: the instant, and the sign of what went out. */
static int
words_at(const struct story *s, msec now)
{
	struct arena a = { 0 };
	int n =
	    s->n == 0 ? 0 : cell_columns(say_stamp(&a, s->v[s->n - 1].at, now));

	arena_done(&a);
	return 4 + (n > WHEN ? n : WHEN);
}

/* How entries are drawn. */
struct drawn {
	const struct pane *p;
	int text, most; /* where the words begin; rows they take */
	bool open;
	msec now;
};

/* Of an event: one, or where the pane stands beside another two. */
static int
event_height(const struct entry *e, const struct drawn *d)
{
	struct arena a = { 0 };
	int n = d->most == 1
	    ? 1
	    : pane_wrapped(d->p->columns - d->text - 2,
		  str_printf(&a, "%s %s", e->who.s, e->what.s));

	arena_done(&a);
	return n < 2 ? 1 : 2;
}

static struct str
seen_of(const struct entry *e)
{
	return e->seen.len > 0 ? e->seen : e->what;
}

/* Rows that an entry takes. */
static int
height(const struct entry *e, const struct drawn *d)
{
	int n;

	if (!e->words)
		return e->folds > 0 ? 1 : event_height(e, d);
	n = pane_wrapped(d->p->columns - d->text - 2, seen_of(e));
	return 1 + (n < d->most ? n : d->most);
}

static void
draw_words(const struct entry *e, const struct drawn *d, int row)
{
	int width = d->p->columns - d->text - 2;
	struct str what = seen_of(e);

	if (d->most == 1) {
		pane_field(d->p, row, d->text, width + 1, LOOK_TEXT, what);
		return;
	}
	pane_wrap(d->p, row, d->text, width, 0, d->most, LOOK_TEXT, what);
	if (pane_wrapped(width, what) > d->most)
		pane_z(d->p, row + d->most - 1, d->p->columns - 2, LOOK_MUTED,
		    theme_sign(term_symbols(), SIGN_MORE).s);
}

static struct str
fold_text(struct arena *a, const struct entry *e, bool open, msec now)
{
	return str_printf(a,
	    open ? ngettext("Before it was reopened, from %s: %zu entry; Enter "
			    "closes",
		       "Before it was reopened, from %s: %zu entries; Enter "
		       "closes",
		       e->folds)
		 : ngettext("Before it was reopened, from %s: %zu entry; Enter "
			    "opens",
		       "Before it was reopened, from %s: %zu entries; Enter "
		       "opens",
		       e->folds),
	    say_instant(a, e->since_at, now).s, e->folds);
}

static void
draw_event(const struct entry *e, const struct drawn *d, int row,
    enum look look)
{
	struct arena a = { 0 };
	struct str text = str_printf(&a, "%s %s", e->who.s, e->what.s);
	int width = d->p->columns - d->text - 2;

	if (event_height(e, d) == 1)
		pane_field(d->p, row, d->text, width, look, text);
	else
		pane_wrap(d->p, row, d->text, width, 0, 2, look, text);
	if (d->most > 1 && pane_wrapped(width, text) > 2)
		pane_z(d->p, row + 1, d->p->columns - 2, look,
		    theme_sign(term_symbols(), SIGN_MORE).s);
	arena_done(&a);
}

static void
draw_line(const struct entry *e, const struct drawn *d, int row, enum look look)
{
	const char *seen = !e->words ? ""
	    : e->waits		     ? _("waits to leave")
	    : e->public		     ? _("public")
				     : _("internal");
	struct arena a = { 0 };
	int end = d->p->columns - 1;

	pane_text(d->p, row, 1, look, say_stamp(&a, e->at, d->now));
	if (e->words)
		end = pane_right(d->p, row, end, look, str_of(seen));
	if (e->words)
		pane_field(d->p, row, d->text, end - d->text - 1, look, e->who);
	else
		draw_event(e, d, row, look);
	if (e->out || e->waits)
		pane_text(d->p, row, d->text - 2, look,
		    theme_sign(term_symbols(),
			e->waits ? SIGN_PAUSED : SIGN_INTO));
	if (e->words)
		draw_words(e, d, row + 1);
	arena_done(&a);
}

static void
draw_entry(const struct entry *e, const struct drawn *d, int row, bool here,
    bool marked)
{
	enum look look = here ? LOOK_FOCUS
	    : marked	      ? LOOK_SELECTED
	    : e->folds > 0    ? LOOK_MUTED
			      : LOOK_TEXT;
	struct arena a = { 0 };

	if (here) {
		for (int i = 0; i < (e->words ? 1 : height(e, d)); i++)
			pane_fill(d->p, row + i, 0, d->p->columns, look);
		pane_cursor(d->p, row, d->text);
	}
	if (here || marked)
		pane_text(d->p, row, 0, look,
		    theme_sign(term_symbols(),
			marked ? SIGN_MARKED : SIGN_FOCUS));
	if (e->folds > 0)
		pane_field(d->p, row, 1, d->p->columns - 2, look,
		    fold_text(&a, e, d->open, d->now));
	else
		draw_line(e, d, row, look);
	arena_done(&a);
}

/* The first entry drawn, so that the one with the cursor is whole. */
static size_t
first(const struct story *s, const struct list *l, const struct drawn *d)
{
	size_t at = l->index < s->n ? l->index : s->n - 1, i = at;
	int rows = height(&s->v[at], d);

	while (i > 0 && (i > l->top || l->top > at)) {
		rows += height(&s->v[i - 1], d);
		if (rows > d->p->rows)
			break;
		i--;
	}
	return i;
}

/* How many there are, shown or not. */
static int64_t
told(const struct story *s)
{
	size_t n = s->n;

	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].folds > 0)
			n = i + s->v[i].folds;
	return (int64_t)n;
}

static void
draw_story_head(const struct story *s, const struct list *l,
    const struct pane *p)
{
	struct arena a = { 0 };
	bool news = list_news(l) > 0;

	draw_head(p, 0, false, _("WHAT HAPPENED, newest first"),
	    news ? -1 : told(s));
	if (news)
		pane_right(p, 0, p->columns - 1, LOOK_MUTED,
		    say_news(&a, list_news(l)));
	arena_done(&a);
}

void
story_draw(const struct story *s, struct list *l, const struct pane *p,
    bool focus, msec now)
{
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);
	struct drawn d = { &in, words_at(s, now), p->column > 0 ? 3 : 1,
		s->n > s->folded, now };
	struct rows rows = ROWS(s->v, s->n);
	int row = 0;

	list_settle(l, rows, in.rows);
	draw_story_head(s, l, p);
	if (s->n == 0)
		return;
	l->top = first(s, l, &d);
	for (size_t i = l->top; i < s->n && row < in.rows; i++) {
		draw_entry(&s->v[i], &d, row, focus && id_eq(s->v[i].id, l->at),
		    list_marked(l, s->v[i].id));
		row += height(&s->v[i], &d);
	}
}

void
story_whole(const struct entry *e, msec now, struct buf *b)
{
	struct arena a = { 0 };

	buf_printf(b, "%s   %s%s%s\n", say_instant(&a, e->at, now).s, e->who.s,
	    e->where.len > 0 ? ", " : "", e->where.s);
	if (e->words)
		buf_printf(b, "%s, %s\n",
		    e->public ? _("public") : _("internal"),
		    channel_word(e->channel));
	buf_printf(b, "\n%s\n", e->what.s);
	arena_done(&a);
}
