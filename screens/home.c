/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * home.c - my day: what is due next, the calls I promised, how I am doing,
 * what the team must know.
 */
#include "core/approval_desk.h"
#include "core/courtesy.h"
#include "core/day.h"
#include "core/referral.h"
#include "screens/column.h"
#include "screens/owed.h"
#include "screens/say.h"
#include "screens/tickets.h"
#include "screens/warned.h"
#include "ui/layout.h"

/* Those with a cursor first: Tab goes round them. */
enum { TICKETS, CALLBACKS, NOTICES, LISTS, DAY = LISTS, PARTS };

struct state {
	struct list list[LISTS];
	int at;
};

struct model {
	struct owed_rows tickets;
	struct day day;
	struct warned warned;
	size_t decide; /* wait for my word */
	size_t accept; /* referred to my teams, not accepted yet */
	size_t held;   /* answers on resolved tickets, not looked at */
	bool fresh;    /* nothing was ever done today, and nothing is mine */
};

/* ---- loading ------------------------------------------------------------- */

static enum err
count_lent(struct core *c, struct arena *a, struct model *m)
{
	struct referral_filter f = { .desk = true, .limit = 100 };
	struct rows_referral_rows rows;
	enum err rc;

	f.to = f.from = f.kind = STR_NONE;
	rc = referral_list(c, a, &f, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		m->accept += str_is(rows.v[i].state, "sent") ||
		    str_is(rows.v[i].state, "resent");
	return rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct urgent_filter mine = { .owner = c->me.id, .team = STR_NONE };
	struct model *m = NEW(a, struct model);
	struct rows_ticket_rows rows;
	enum err rc;

	(void)arg;
	if ((rc = day_get(c, a, 50, &m->day)) != OK ||
	    (rc = warned_load(c, &m->warned)) != OK ||
	    (rc = ticket_urgent(c, a, &mine, &rows)) != OK ||
	    (rc = owed_of(c, a, &rows, &m->tickets)) != OK ||
	    (rc = approval_waiting(c, &m->decide)) != OK ||
	    (rc = courtesy_count(c, &m->held)) != OK ||
	    (rc = count_lent(c, a, m)) != OK)
		return rc;
	m->fresh = m->day.contacts == 0 && m->day.ntickets == 0 &&
	    m->day.ncallbacks == 0;
	*model = m;
	return OK;
}

static struct rows
rows_of(const struct model *m, int part)
{
	switch (part) {
	case TICKETS:
		return ROWS(m->tickets.v, m->tickets.n);
	case CALLBACKS:
		return ROWS(m->day.callbacks.v, m->day.callbacks.n);
	default:
		return ROWS(m->day.notices.v, m->day.notices.n);
	}
}

static void
loaded(struct screen *s)
{
	struct state *st = s->state;

	for (int i = 0; i < LISTS; i++)
		list_settle(&st->list[i], rows_of(s->model, i),
		    st->list[i].height > 0 ? (int)st->list[i].height : 5);
}

/* ---- columns ------------------------------------------------------------- */

static struct arena words; /* of the list being drawn */

static void
call_when(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_callback_rows *x = item;
	bool late = x->due_at <= now;
	enum look own = late && look != LOOK_FOCUS ? LOOK_LATE : look;

	if (late)
		pane_text(p, row, at, own,
		    theme_sign(term_symbols(), SIGN_LATE));
	pane_right(p, row, at + width, own, say_when(&words, x->due_at, now));
}

COLUMN_EITHER(call_whom, struct row_callback_rows, customer_name, who)

static void
call_number(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_callback_rows *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    say_veiled(x->phone) ? say_veil(&words, VEIL_PHONE)
				 : say_phone(&words, x->phone));
}

COLUMN_TEXT(call_why, struct row_callback_rows, reason)

static const struct column call_columns[] = {
	{ "", 13, 0, call_when },
	{ "", 22, 0, call_whom },
	{ "", 16, 56, call_number },
	{ "", 0, 0, call_why },
	{ 0 },
};

static void
notice_when(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_notice_list *x = item;
	bool urgent = x->severity >= NOTICE_URGENT;
	enum look own = look == LOOK_FOCUS ? look
	    : urgent			   ? LOOK_ALERT
					   : LOOK_NEW;

	if (x->seen_at == 0)
		pane_text(p, row, at, own,
		    theme_sign(term_symbols(), urgent ? SIGN_LATE : SIGN_NEW));
	pane_field(p, row, at + 2, width - 2, look,
	    say_when(&words, x->at, now));
}

static void
notice_text(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_notice_list *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    x->author_name.len > 0
		? str_printf(&words, "%s: %s", x->author_name.s, x->text.s)
		: x->text);
}

static const struct column notice_columns[] = {
	{ "", 13, 0, notice_when },
	{ "", 0, 0, notice_text },
	{ 0 },
};

static const struct {
	const char *title, *none;
	const struct column *columns;
} lists[LISTS] = {
	[TICKETS] = { N_("DUE NEXT"),
	    N_("None is yours. F3 shows what waits for your team; t takes "
	       "one."),
	    owed_columns },
	[CALLBACKS] = { N_("CALLS I PROMISED"),
	    N_("None until tomorrow. s on a customer promises one."),
	    call_columns },
	[NOTICES] = { N_("NOTICES"), N_("Nothing new."), notice_columns },
};

/* ---- drawing ------------------------------------------------------------- */

/* A day that begins: the three keys that lead on. */
static void
draw_fresh(const struct pane *p)
{
	static const struct {
		const char *key, *does;
	} keys[] = {
		{ "F2", N_("finds a customer by name, phone, RUT or plate") },
		{ "F3", N_("opens the inbox: what waits for your team") },
		{ "F9", N_("takes a call") },
	};

	pane_z(p, 0, 3, LOOK_TEXT, _("Nothing is yours yet. To begin:"));
	for (int i = 0; i < (int)countof(keys); i++) {
		pane_z(p, i + 1, 5, LOOK_KEY, keys[i].key);
		pane_z(p, i + 1, 9, LOOK_TEXT, _(keys[i].does));
	}
}

static struct str
count_of(const struct model *m, int part, int seen, struct arena *a)
{
	const struct day *d = &m->day;

	if (part == TICKETS && d->ntickets > seen)
		return str_printf(a, _("%d of %lld, F3 shows all"), seen,
		    (long long)d->ntickets);
	if (part == TICKETS)
		return say_number(a, d->ntickets);
	if (part == CALLBACKS && d->nlate > 0)
		return str_printf(a, _("%lld, %lld late"),
		    (long long)d->ncallbacks, (long long)d->nlate);
	if (part == CALLBACKS)
		return say_number(a, d->ncallbacks);
	return d->unseen > 0 ? str_printf(a, _("%lld new, Enter reads one"),
				   (long long)d->unseen)
			     : STR_NONE;
}

static void
draw_title(const struct pane *p, bool focus, const char *title,
    struct str right)
{
	draw_head(p, 0, focus, title, -1);
	pane_right(p, 0, p->columns - 1, LOOK_MUTED, right);
}

static void
draw_list(struct screen *s, const struct pane *p, int part)
{
	const struct model *m = s->model;
	struct state *st = s->state;
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);
	struct rows rows =
	    m != NULL ? rows_of(m, part) : (struct rows){ NULL, 0, 1 };
	bool here = part == st->at && s->scene.focus;
	int seen = (int)rows.n < in.rows ? (int)rows.n : in.rows;
	struct arena a = { 0 };

	draw_title(p, here && rows.n == 0, _(lists[part].title),
	    list_news(&st->list[part]) > 0
		? str_printf(&a, _("%zu new, Ctrl-R"),
		      list_news(&st->list[part]))
		: m != NULL	   ? count_of(m, part, seen, &a)
		: s->scene.loading ? str_of(_("loading"))
				   : STR_NONE);
	if (m == NULL)
		pane_z(&in, 0, 3, LOOK_MUTED, "...");
	else if (rows.n > 0)
		list_draw(&st->list[part], &in, lists[part].columns, rows, here,
		    s->scene.now);
	else if (part == TICKETS && m->fresh)
		draw_fresh(&in);
	else
		pane_z(&in, 0, 3, LOOK_MUTED, _(lists[part].none));
	arena_done(&a);
	arena_reset(&words);
}

static void
draw_waiting(const struct screen *s, const struct pane *p, int row, int at,
    const struct row_day_waiting *x)
{
	msec wait = s->scene.now - x->oldest_at;
	struct arena a = { 0 };

	pane_field(p, row, at, p->columns - at - 1,
	    wait > MINUTES(5) ? LOOK_SOON : LOOK_TEXT,
	    str_printf(&a,
		p->columns < 70
		    ? ngettext("%s: %lld waits, %s", "%s: %lld wait, %s",
			  (unsigned long)x->n)
		    : ngettext("%s: %lld waits, for %s",
			  "%s: %lld wait, the longest %s", (unsigned long)x->n),
		x->name.s, (long long)x->n, say_span(&a, wait).s));
	arena_done(&a);
}

static bool
asked(const struct model *m)
{
	return m != NULL && (m->decide > 0 || m->accept > 0 || m->held > 0);
}

/* What others wait for: one's word, and one's team. */
static void
draw_asked(const struct model *m, const struct pane *p)
{
	int at = 1 + pane_z(p, 1, 1, LOOK_HEAD, _("ASKED")) + 3;

	if (m->decide > 0)
		at += pane_printf(p, 1, at, LOOK_SOON,
			  ngettext("%zu waits for your word: gA",
			      "%zu wait for your word: gA",
			      (unsigned long)m->decide),
			  m->decide) +
		    3;
	if (m->accept > 0)
		at += pane_printf(p, 1, at, LOOK_TEXT,
			  ngettext("%zu referral to accept: F3 4",
			      "%zu referrals to accept: F3 4",
			      (unsigned long)m->accept),
			  m->accept) +
		    3;
	if (m->held > 0)
		pane_printf(p, 1, at, LOOK_TEXT,
		    ngettext("%zu answer: gk", "%zu answers: gk",
			(unsigned long)m->held),
		    m->held);
}

/* Label and figures; the rest of the row is theirs. */
static void
draw_day(const struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct day *d;
	struct pane rest = *p;
	struct arena a = { 0 };
	int at = 1;

	if (m == NULL)
		return;
	d = &m->day;
	if (asked(m)) {
		draw_asked(m, p);
		rest = pane_part(p, 1, 0, p->rows - 1, p->columns);
	}
	at += pane_z(p, 0, 1, LOOK_HEAD, _("MY DAY")) + 3;
	at += pane_printf(p, 0, at, LOOK_TEXT,
		  ngettext("%lld contact", "%lld contacts",
		      (unsigned long)d->contacts),
		  (long long)d->contacts) +
	    3;
	if (d->ended > 0)
		pane_field(p, 0, at, p->columns - at - 1, LOOK_TEXT,
		    str_printf(&a,
			_("talking %s on average   %lld of %lld typified"),
			say_span(&a, d->talk_mean).s, (long long)d->typified,
			(long long)d->ended));
	p = &rest;
	at = 1 + pane_z(p, 1, 1, LOOK_HEAD, _("TEAM")) + 3;
	if (d->waiting.n == 0)
		pane_z(p, 1, at, LOOK_TEXT, _("nobody waits"));
	for (size_t i = 0; i < d->waiting.n && (int)i + 1 < p->rows; i++)
		draw_waiting(s, p, (int)i + 1, at, &d->waiting.v[i]);
	arena_done(&a);
}

/* Where there is room, no more than the rows there are. */
static int
most_of(const struct screen *s, int part, size_t columns)
{
	int rows = s->model != NULL ? (int)rows_of(s->model, part).n + 1 : 0;

	return columns > 1 && rows < 6 ? 6 : rows;
}

static void
draw_parts(struct screen *s, const struct pane *p)
{
	struct pane side[LAYOUT_COLUMNS];
	size_t n = layout_columns(p, SHAPE_LIST, side);
	int day = n > 1, last = (int)n - 1;
	struct part parts[PARTS] = {
		[TICKETS] = { .rank = 1,
		    .least = 2,
		    .wish = 6,
		    .most = most_of(s, TICKETS, n) },
		[CALLBACKS] = { .rank = 2,
		    .least = 2,
		    .wish = 4,
		    .most = 12,
		    .apart = true },
		[NOTICES] = { .column = last,
		    .rank = 4,
		    .least = 2,
		    .wish = 4,
		    .most = n > 1 ? LAYOUT_ALL : 8,
		    .apart = true },
		[DAY] = { .column = day,
		    .rank = 3,
		    .least = 1 + asked(s->model),
		    .wish = 2 + asked(s->model),
		    .most = (n > 1 ? 6 : 3) + asked(s->model),
		    .apart = true },
	};
	struct part order[PARTS] = { parts[TICKETS], parts[CALLBACKS],
		parts[DAY], parts[NOTICES] };

	layout(side, n, order, PARTS);
	if (s->model == NULL && s->fault != NULL) {
		pane_z(p, 1, 1, LOOK_TEXT, s->fault->text);
		return;
	}
	if (order[0].pane.rows > 0)
		draw_list(s, &order[0].pane, TICKETS);
	if (order[1].pane.rows > 0)
		draw_list(s, &order[1].pane, CALLBACKS);
	if (order[2].pane.rows > 0)
		draw_day(s, &order[2].pane);
	if (order[3].pane.rows > 0)
		draw_list(s, &order[3].pane, NOTICES);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int used = m != NULL ? warned_draw(&m->warned, p) : 0;
	struct pane rest = pane_part(p, used, 0, p->rows - used, p->columns);

	draw_parts(s, &rest);
}

/* ---- keys ---------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct state *st = s->state;

	*rows = rows_of(s->model, st->at);
	return &st->list[st->at];
}

static struct subject
subject(const struct screen *s)
{
	const struct state *st = s->state;
	const struct row_callback_rows *x;

	if (st->at == TICKETS)
		return owed_subject(screen_picked(s));
	x = st->at == CALLBACKS ? screen_picked(s) : NULL;
	if (x == NULL)
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "callback", .id = x->id, .customer = x->customer
	};
}

static enum screen_key
open_call(const struct row_callback_rows *x, struct buf *say)
{
	if (id_none(x->customer))
		return screen_tell(say,
		    _("This call is to somebody who is no customer yet; F2 "
		      "finds or makes one."));
	buf_printf(say, "open customer %s", x->customer.s);
	return SCREEN_SAY;
}

/* It is seen, and what it is about is opened, or the whole of it. */
static enum screen_key
open_notice(const struct row_notice_list *x, struct buf *say)
{
	if (x->seen_at == 0) {
		buf_printf(say, "notice seen %s", x->id.s);
		buf_c(say, SAY_NEXT);
	}
	if (str_is(x->entity, "ticket") || str_is(x->entity, "customer"))
		buf_printf(say, "open %s %s", x->entity.s, x->entity_id.s);
	else
		buf_printf(say, "open text %c%s\n%s", TEXT_TITLE, _("Notice"),
		    x->text.s);
	return SCREEN_SAY;
}

static enum screen_key
enter(const struct screen *s, struct buf *say)
{
	const struct state *st = s->state;
	const void *row = screen_picked(s);

	if (row == NULL)
		return screen_tell(say,
		    _("There is nothing to open here; Tab goes to the next "
		      "part."));
	if (st->at == CALLBACKS)
		return open_call(row, say);
	if (st->at == NOTICES)
		return open_notice(row, say);
	buf_z(say, "open ticket");
	return SCREEN_SAY;
}

/* The next part that has rows; the tickets when none has. */
static void
next_list(struct screen *s, int by)
{
	struct state *st = s->state;

	for (int i = 0; i < LISTS; i++) {
		st->at = (st->at + by + LISTS) % LISTS;
		if (rows_of(s->model, st->at).n > 0)
			return;
	}
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct state *st = s->state;
	const struct row_callback_rows *x;

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (k->code == KEY_TAB || k->code == KEY_BACKTAB) {
		next_list(s, k->code == KEY_TAB ? 1 : -1);
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ENTER)
		return enter(s, say);
	x = st->at == CALLBACKS ? screen_picked(s) : NULL;
	if (x != NULL && (k->code == 'r' || k->code == 'p')) {
		buf_printf(say, "callback %s %s",
		    k->code == 'r' ? "done" : "move", x->id.s);
		return SCREEN_SAY;
	}
	return SCREEN_IGNORED;
}

/* A verb on the ticket under the cursor: its form, or why not. */
static enum screen_key
word(struct screen *s, struct str said, struct buf *say)
{
	const struct state *st = s->state;
	const struct owed *o = st->at == TICKETS ? screen_picked(s) : NULL;
	struct ticket_facts facts;

	if (o == NULL)
		return SCREEN_IGNORED;
	facts = TICKET_FACTS(&o->t);
	return ticket_word(&facts, s->scene.me, said, say);
}

static void
done(struct screen *s)
{
	for (int i = 0; i < LISTS; i++)
		list_done(&((struct state *)s->state)->list[i]);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "t", "ticket start", N_("take") },
	{ "n", "ticket note", N_("note") },
	{ "r", "ticket resolve", N_("resolve") },
	{ "<Tab>", "", NC_("key", "next part") },
	{ 0 },
};

const struct screen_def screen_home = {
	.name = "home",
	.title = N_("Home"),
	.tab = true,
	.about = N_("Your day: the tickets that are yours, and the contacts "
		    "you had."),
	.state_size = sizeof(struct state),
	.watches = "ticket interaction callback notice agent bulletin",
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.list = list,
	.subject = subject,
	.key = key,
	.word = word,
	.done = done,
};
