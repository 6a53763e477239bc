/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * home_draw.c - one's day as it is drawn: three lists, what others wait for,
 * and how the day goes.
 */
#include "screens/home_draw.h"

#include "base/utf8.h"
#include "screens/column.h"
#include "screens/say.h"
#include "ui/layout.h"

struct rows
home_rows(const struct home_model *m, int part)
{
	switch (part) {
	case HOME_TICKETS:
		return ROWS(m->tickets.v, m->tickets.n);
	case HOME_CALLBACKS:
		return ROWS(m->day.callbacks.v, m->day.callbacks.n);
	default:
		return ROWS(m->day.notices.v, m->day.notices.n);
	}
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

/* Where there is room for all, a notice is read whole. */
enum { NOTICE_LINES = 3, NARROW = 70 };
static int notice_lines; /* of each, as they are drawn now */

static int
lines_of(int part, struct rows rows, const struct pane *p)
{
	int lines = part == HOME_NOTICES && p->columns < 90 ? NOTICE_LINES : 1;

	while (lines > 1 && (int)rows.n * lines > p->rows)
		lines--;
	return lines;
}

static void
notice_text(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_notice_list *x = item;
	struct str text = x->author_name.len > 0
	    ? str_printf(&words, "%s: %s", x->author_name.s, x->text.s)
	    : x->text;

	(void)now;
	if (notice_lines == 1) {
		pane_field(p, row, at, width, look, text);
		return;
	}
	(void)pane_wrap(p, row, at, width - 2, 0, notice_lines, look, text);
	if (pane_wrapped(width - 2, text) > notice_lines)
		pane_text(p, row + notice_lines - 1, at + width - 1, look,
		    theme_sign(term_symbols(), SIGN_MORE));
}

static const struct column notice_columns[] = {
	{ "", 13, 0, notice_when },
	{ "", 0, 0, notice_text },
	{ 0 },
};

static const struct {
	const char *title, *none;
	const struct column *columns;
} lists[HOME_LISTS] = {
	[HOME_TICKETS] = { N_("DUE NEXT"),
	    N_("None is yours. F3 shows what waits for your team; t takes "
	       "one."),
	    owed_columns },
	[HOME_CALLBACKS] = { N_("CALLS I PROMISED"),
	    N_("None until tomorrow. s on a customer promises one."),
	    call_columns },
	[HOME_NOTICES] = { N_("NOTICES"), N_("Nothing new."), notice_columns },
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
count_of(const struct home_model *m, int part, int seen, struct arena *a)
{
	const struct day *d = &m->day;

	if (part == HOME_TICKETS && d->ntickets > seen)
		return str_printf(a, _("%d of %lld, F3 shows all"), seen,
		    (long long)d->ntickets);
	if (part == HOME_TICKETS)
		return say_number(a, d->ntickets);
	if (part == HOME_CALLBACKS && d->nlate > 0)
		return str_printf(a,
		    ngettext("%lld, %lld late", "%lld, %lld late",
			(unsigned long)d->nlate),
		    (long long)d->ncallbacks, (long long)d->nlate);
	if (part == HOME_CALLBACKS)
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
	const struct home_model *m = s->model;
	struct home_state *st = s->state;
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);
	struct rows rows =
	    m != NULL ? home_rows(m, part) : (struct rows){ NULL, 0, 1 };
	bool here = part == st->at && s->scene.focus;
	int lines = lines_of(part, rows, &in);
	int most = in.rows / lines;
	int seen = (int)rows.n < most ? (int)rows.n : most;
	struct arena a = { 0 };

	st->list[part].lines = notice_lines = lines;

	draw_title(p, here && rows.n == 0, _(lists[part].title),
	    list_news(&st->list[part]) > 0
		? say_news(&a, list_news(&st->list[part]))
		: m != NULL	   ? count_of(m, part, seen, &a)
		: s->scene.loading ? str_of(_("loading"))
				   : STR_NONE);
	if (m == NULL)
		pane_z(&in, 0, 3, LOOK_MUTED, "...");
	else if (rows.n > 0)
		list_draw(&st->list[part], &in, lists[part].columns, rows, here,
		    s->scene.now);
	else if (part == HOME_TICKETS && m->fresh)
		draw_fresh(&in);
	else
		pane_z(&in, 0, 3, LOOK_MUTED, _(lists[part].none));
	arena_done(&a);
	arena_reset(&words);
}

/* Its figures stay whole, however long its name is. */
static void
draw_waiting(const struct screen *s, const struct pane *p, int row, int at,
    const struct row_day_waiting *x)
{
	msec wait = s->scene.now - x->oldest_at;
	struct arena a = { 0 };
	const char *text = p->columns < NARROW
	    ? ngettext("%s: %lld waits, %s", "%s: %lld wait, %s",
		  (unsigned long)x->n)
	    : ngettext("%s: %lld waits, for %s",
		  "%s: %lld wait, the longest %s", (unsigned long)x->n);
	struct str said = say_span(&a, wait);
	struct str whole =
	    str_printf(&a, text, x->name.s, (long long)x->n, said.s);
	int over = utf8_columns(whole) - (p->columns - at - 1);
	struct str name = over > 0
	    ? utf8_cut(&a, x->name, utf8_columns(x->name) - over)
	    : x->name;

	pane_field(p, row, at, p->columns - at - 1,
	    wait > MINUTES(5) ? LOOK_SOON : LOOK_TEXT,
	    str_printf(&a, text, name.s, (long long)x->n, said.s));
	arena_done(&a);
}

static bool
asked(const struct home_model *m)
{
	return m != NULL && (m->decide > 0 || m->accept > 0 || m->held > 0);
}

/* What others wait for: one's word, and one's team. */
static void
draw_asked(const struct home_model *m, const struct pane *p)
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

/* Beside the contacts; in a narrow column below them. */
static void
draw_means(const struct day *d, const struct pane *below,
    const struct pane *beside, int at)
{
	bool narrow = beside->columns < NARROW;
	const struct pane *p = narrow ? below : beside;
	struct arena a = { 0 };

	at = narrow ? 1 : at;
	pane_field(p, narrow, at, p->columns - at - 1, LOOK_TEXT,
	    str_printf(&a, _("talking %s on average   %lld of %lld typified"),
		say_span(&a, d->talk_mean).s, (long long)d->typified,
		(long long)d->ended));
	arena_done(&a);
}

/* Label and figures; the rest of the row is theirs. */
static void
draw_day(const struct screen *s, const struct pane *p)
{
	const struct home_model *m = s->model;
	const struct day *d;
	struct pane rest = *p;
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
		draw_means(d, &rest, p, at);
	if (d->ended > 0 && p->columns < NARROW)
		rest = pane_part(&rest, 1, 0, rest.rows - 1, p->columns);
	p = &rest;
	at = 1 + pane_z(p, 1, 1, LOOK_HEAD, _("TEAM")) + 3;
	if (d->waiting.n == 0)
		pane_z(p, 1, at, LOOK_TEXT, _("nobody waits"));
	for (size_t i = 0; i < d->waiting.n && (int)i + 1 < p->rows; i++)
		draw_waiting(s, p, (int)i + 1, at, &d->waiting.v[i]);
}

/* Where there is room, no more than the rows there are. */
static int
most_of(const struct screen *s, int part, size_t columns)
{
	int rows = s->model != NULL ? (int)home_rows(s->model, part).n + 1 : 0;

	return columns > 1 && rows < 6 ? 6 : rows;
}

static void
draw_parts(struct screen *s, const struct pane *p)
{
	struct pane side[LAYOUT_COLUMNS];
	size_t n = layout_columns(p, SHAPE_LIST, side);
	int day = n > 1, last = (int)n - 1;
	struct part parts[HOME_PARTS] = {
		[HOME_TICKETS] = { .rank = 1,
		    .least = 2,
		    .wish = 6,
		    .most = most_of(s, HOME_TICKETS, n) },
		[HOME_CALLBACKS] = { .rank = 2,
		    .least = 2,
		    .wish = 4,
		    .most = 12,
		    .apart = true },
		[HOME_NOTICES] = { .column = last,
		    .rank = 4,
		    .least = 2,
		    .wish = 4,
		    .most = n > 1 ? LAYOUT_ALL : 8,
		    .apart = true },
		[HOME_DAY] = { .column = day,
		    .rank = 3,
		    .least = 1 + asked(s->model),
		    .wish = (n > 1 ? 3 : 2) + asked(s->model),
		    .most = (n > 1 ? 6 : 3) + asked(s->model),
		    .apart = true },
	};
	struct part order[HOME_PARTS] = { parts[HOME_TICKETS],
		parts[HOME_CALLBACKS], parts[HOME_DAY], parts[HOME_NOTICES] };

	layout(side, n, order, HOME_PARTS);
	if (s->model == NULL && s->fault != NULL) {
		pane_z(p, 1, 1, LOOK_TEXT, s->fault->text);
		return;
	}
	if (order[0].pane.rows > 0)
		draw_list(s, &order[0].pane, HOME_TICKETS);
	if (order[1].pane.rows > 0)
		draw_list(s, &order[1].pane, HOME_CALLBACKS);
	if (order[2].pane.rows > 0)
		draw_day(s, &order[2].pane);
	if (order[3].pane.rows > 0)
		draw_list(s, &order[3].pane, HOME_NOTICES);
}

void
home_draw(struct screen *s, const struct pane *p)
{
	const struct home_model *m = s->model;
	int used = m != NULL ? warned_draw(&m->warned, p) : 0;
	struct pane rest = pane_part(p, used, 0, p->rows - used, p->columns);

	draw_parts(s, &rest);
}
