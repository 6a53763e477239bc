/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * story.c - events and words of a ticket, put in order and drawn.
 */
#include "screens/story.h"

#include "core/history.h"
#include "core/link.h"
#include "core/message.h"
#include "screens/say.h"

#define EVENTS 200 /* read at once; H shows the rest */
#define WHEN   12  /* columns of the instant, with its blank */
#define TEXT   14  /* where the words begin */
#define FEW    3   /* no line stands for as few as these */

/* ---- loading ------------------------------------------------------------ */

static int
newest(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? 1 : -1;
	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return strcmp(y->id.s, x->id.s);
}

/* What is said in words has its own entry. */
static bool
is_words(struct str kind)
{
	return str_is(kind, "ticket.note") || str_is(kind, "ticket.reply");
}

/* Said for the first time, these are part of the story; what else a new ticket
 * begins with is not. */
static bool
is_told(struct str field)
{
	static const char *const told[] = { "to_team", "reason", "why",
		"follows", "merged" };

	for (size_t i = 0; i < countof(told); i++)
		if (str_is(field, told[i]))
			return true;
	return false;
}

/* Said by other words beside it: what was answered, and the state of a leg by
 * its verb. */
static bool
is_said(const struct history_row *r)
{
	return str_is(r->field, "answer") ||
	    (str_starts(r->kind, STR("referral.")) &&
		str_is(r->field, "state"));
}

/* ": priority 3 > 2" */
static struct str
change(struct arena *a, const struct history_row *r)
{
	struct str to;

	if (r->field.len == 0 || is_said(r) ||
	    (r->old.len == 0 && !is_told(r->field)))
		return STR_NONE;
	to = event_change(a, r);
	return to.len > 0 ? str_printf(a, "; %s", to.s) : STR_NONE;
}

/* Another cycle begins with it, by whatever verb. */
static bool
reopens(const struct history_row *r)
{
	int64_t was, is;

	return !r->undone && str_is(r->entity, "ticket") &&
	    str_is(r->field, "cycle") && str_int(r->old, &was) &&
	    str_int(r->new, &is) && is > was;
}

/* When among others, and from where words were written: the event that wrote
 * them knows. */
static void
place(struct arena *a, const struct history_rows *h, struct entry *e)
{
	e->where = STR_NONE;
	for (size_t i = 0; i < h->n; i++)
		if (h->v[i].at == e->at && str_eq(h->v[i].text, e->what)) {
			e->where = event_where(a, &h->v[i]);
			e->n = h->v[i].n;
			return;
		}
}

/* Whom the program told of a promise, one after the other and again while it
 * was late: one entry, at the last time. */
enum { TOLD_NAMES = 2, TOLD_MOST = 32 };
struct telling {
	struct entry *e; /* NULL: none is being told */
	struct str said, who[TOLD_MOST];
	size_t n;
	bool again; /* at other times too; how often, H tells */
};

static void
add_name(struct telling *t, struct str name)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->who[i], name))
			return;
	if (name.len > 0 && t->n < TOLD_MOST)
		t->who[t->n++] = name;
}

static void
say_telling(struct arena *a, struct telling *t)
{
	struct str what = t->said, names = STR_NONE;

	for (size_t i = 0; i < t->n && i < TOLD_NAMES; i++)
		names = i == 0 ? t->who[i]
			       : str_printf(a, "%s, %s", names.s, t->who[i].s);
	if (t->n > TOLD_NAMES)
		names = str_printf(a, _("%s and %zu more"), names.s,
		    t->n - TOLD_NAMES);
	if (t->n > 0)
		what = str_printf(a, _("told %s"), names.s);
	if (t->again)
		what = str_printf(a, _("%s; more than once"), what.s);
	t->e->what = what;
}

/* Whether `r` went into what is being told: a person, or why they are told. */
static bool
tell_more(struct arena *a, struct telling *t, const struct history_row *r)
{
	if (t->e == NULL || r->undone)
		return false;
	if (str_is(r->kind, "ticket.level"))
		return true;
	if (!str_is(r->kind, "ticket.told"))
		return false;
	t->again |= r->at != t->e->at;
	if (str_is(r->field, "told"))
		add_name(t, r->new_name.len > 0 ? r->new_name : r->new);
	say_telling(a, t);
	return true;
}

static void
tell_begins(struct arena *a, struct telling *t, struct entry *e,
    const struct history_row *r)
{
	*t = (struct telling){ 0 };
	if (!str_is(r->kind, "ticket.told") || r->undone)
		return;
	t->e = e;
	t->said = event_said(a, r);
	(void)tell_more(a, t, r);
}

/* One entry an event: its changes on one line. */
static void
add_events(struct arena *a, struct story *s, const struct history_rows *h)
{
	struct telling t = { 0 };

	for (size_t i = 0; i < h->n; i++) {
		const struct history_row *r = &h->v[i];
		struct entry *e;

		if (is_words(r->kind) || (r->n == 0 && r->text.len > 0))
			continue;
		if (tell_more(a, &t, r))
			continue;
		if (i > 0 && r->n != 0 && h->v[i - 1].n == r->n && s->n > 0) {
			e = &s->v[s->n - 1];
			e->what =
			    str_printf(a, "%s%s", e->what.s, change(a, r).s);
			e->reopens |= reopens(r);
			continue;
		}
		e = &s->v[s->n++];
		snprintf(e->id.s, sizeof(e->id.s),
		    r->n != 0 ? "n%lld" : "m%lld",
		    (long long)(r->n != 0 ? r->n : (int64_t)i));
		e->at = r->at;
		e->n = r->n;
		e->where = event_where(a, r);
		e->who = r->who.len > 0 ? r->who : str_of(_("the program"));
		e->channel = STR_NONE;
		e->reopens = reopens(r);
		e->what =
		    str_printf(a, "%s%s", event_said(a, r).s, change(a, r).s);
		tell_begins(a, &t, e, r);
	}
}

static struct str
said_by(struct str name, struct str direction)
{
	if (name.len > 0)
		return name;
	return str_of(str_is(direction, "in") ? _("the customer")
					      : _("the program"));
}

/* What was joined into it is part of it from then on: that it was, and each
 * word with the number it was said on. */
static void
add_joined(struct arena *a, struct story *s,
    const struct row_message_of_merged *m)
{
	bool words = !str_is(m->direction, "joined");

	s->v[s->n++] = (struct entry){ .id = m->id,
		.at = m->at,
		.who = said_by(m->author_name, m->direction),
		.where = STR_NONE,
		.what = words ? str_printf(a, "T-%lld: %s",
				    (long long)m->number, m->body.s)
			      : str_printf(a, _("joined T-%lld into it: %s"),
				    (long long)m->number, m->body.s),
		.channel = m->channel,
		.words = words,
		.public = m->public,
		.out = str_is(m->direction, "out") };
}

/* Below the entry that reopened it last goes the line for the rest. */
static void
fold(struct story *s)
{
	struct entry *e;
	size_t i = 0;

	while (i < s->n && !s->v[i].reopens)
		i++;
	s->folded = s->n;
	if (i + 1 + FEW >= s->n)
		return;
	e = &s->v[++i];
	memmove(e + 1, e, (s->n - i) * sizeof(*e));
	*e = (struct entry){
		.at = e[1].at, .folds = s->n - i, .since_at = s->v[s->n].at
	};
	snprintf(e->id.s, sizeof(e->id.s), "fold");
	s->folded = i + 1;
	s->n++;
}

struct story
story_shown(const struct story *s, bool open)
{
	struct story shown = *s;

	if (!open)
		shown.n = s->folded;
	return shown;
}

enum err
story_of_ticket(struct core *c, struct arena *a, struct id id, struct story *s)
{
	struct rows_message_of_ticket words;
	struct rows_message_of_merged joined;
	struct history_rows h;
	enum err rc;

	if ((rc = message_of_ticket(c, a, id, &words)) != OK ||
	    (rc = message_of_merged(c, a, id, &joined)) != OK ||
	    (rc = history_list(c, a, "ticket", id, 0, EVENTS, &h)) != OK)
		return rc;
	*s =
	    (struct story){ NEWN(a, struct entry, words.n + joined.n + h.n + 1),
		    0, 0 };
	add_events(a, s, &h);
	for (size_t i = 0; i < joined.n; i++)
		add_joined(a, s, &joined.v[i]);
	for (size_t i = 0; i < words.n; i++) {
		s->v[s->n] = (struct entry){ .id = words.v[i].id,
			.at = words.v[i].at,
			.who = said_by(words.v[i].author_name,
			    words.v[i].direction),
			.what = words.v[i].body,
			.channel = words.v[i].channel,
			.words = true,
			.public = words.v[i].public,
			.out = str_is(words.v[i].direction, "out") };
		place(a, &h, &s->v[s->n++]);
	}
	qsort(s->v, s->n, sizeof(*s->v), newest);
	fold(s);
	return OK;
}

/* ---- drawing ------------------------------------------------------------ */

/* Rows that an entry takes. */
static int
height(const struct entry *e, const struct pane *p, int most)
{
	int n;

	if (!e->words)
		return 1;
	n = pane_wrapped(p->columns - TEXT - 2, e->what);
	return 1 + (n < most ? n : most);
}

static void
draw_words(const struct entry *e, const struct pane *p, int row, int most)
{
	int n = pane_wrapped(p->columns - TEXT - 2, e->what);

	if (most == 1) {
		pane_field(p, row, TEXT, p->columns - TEXT - 1, LOOK_TEXT,
		    e->what);
		return;
	}
	pane_wrap(p, row, TEXT, p->columns - TEXT - 2, 0, most, LOOK_TEXT,
	    e->what);
	if (n > most)
		pane_z(p, row + most - 1, p->columns - 2, LOOK_MUTED,
		    theme_sign(term_symbols(), SIGN_MORE).s);
}

static struct str
fold_text(struct arena *a, const struct entry *e, bool open, msec now)
{
	return str_printf(a,
	    open ? _("Before it was reopened, from %s: %zu entries; Enter "
		     "closes")
		 : _("Before it was reopened, from %s: %zu entries; Enter "
		     "opens"),
	    say_instant(a, e->since_at, now).s, e->folds);
}

static void
draw_entry(const struct entry *e, const struct pane *p, int row, int most,
    bool here, bool marked, bool open, msec now)
{
	enum look look = here ? LOOK_FOCUS
	    : marked	      ? LOOK_SELECTED
	    : e->folds > 0    ? LOOK_MUTED
			      : LOOK_TEXT;
	struct arena a = { 0 };
	const char *seen = !e->words ? ""
	    : e->public		     ? _("public")
				     : _("internal");
	int end = p->columns - 1;

	if (here) {
		pane_fill(p, row, 0, p->columns, look);
		pane_cursor(p, row, WHEN + 2);
	}
	if (here || marked)
		pane_text(p, row, 0, look,
		    theme_sign(term_symbols(),
			marked ? SIGN_MARKED : SIGN_FOCUS));
	if (e->folds > 0) {
		pane_field(p, row, 1, p->columns - 2, look,
		    fold_text(&a, e, open, now));
		arena_done(&a);
		return;
	}
	pane_text(p, row, 1, look, say_when(&a, e->at, now));
	if (e->words)
		end = pane_right(p, row, end, look, str_of(seen));
	pane_field(p, row, WHEN + 2, end - WHEN - 3, look,
	    e->words ? e->who : str_printf(&a, "%s %s", e->who.s, e->what.s));
	if (e->out)
		pane_text(p, row, WHEN, look,
		    theme_sign(term_symbols(), SIGN_INTO));
	if (e->words)
		draw_words(e, p, row + 1, most);
	arena_done(&a);
}

/* The first entry drawn, so that the one with the cursor is whole. */
static size_t
first(const struct story *s, const struct list *l, const struct pane *p,
    int most)
{
	size_t at = l->index < s->n ? l->index : s->n - 1, i = at;
	int rows = height(&s->v[at], p, most);

	while (i > 0 && (i > l->top || l->top > at)) {
		rows += height(&s->v[i - 1], p, most);
		if (rows > p->rows)
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

void
story_draw(const struct story *s, struct list *l, const struct pane *p,
    bool focus, msec now)
{
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);
	int most = p->column > 0 ? 3 : 1, row = 0;
	struct rows rows = ROWS(s->v, s->n);

	draw_head(p, 0, false, _("WHAT HAPPENED, newest first"), told(s));
	list_settle(l, rows, in.rows);
	if (s->n == 0)
		return;
	l->top = first(s, l, &in, most);
	for (size_t i = l->top; i < s->n && row < in.rows; i++) {
		draw_entry(&s->v[i], &in, row, most,
		    focus && id_eq(s->v[i].id, l->at),
		    list_marked(l, s->v[i].id), s->n > s->folded, now);
		row += height(&s->v[i], &in, most);
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
