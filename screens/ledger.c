/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ledger.c - why a clock is due when it is: every stretch of it with what
 * counted, the running sum, and who had the ticket; past above, foreseen
 * below.
 */
#include "core/explain.h"
#include "core/history.h"
#include "screens/foot.h"
#include "screens/say.h"
#include "screens/screen.h"

struct state {
	int at;	     /* which clock */
	bool placed; /* each cursor is where one looks first */
	struct list list[PROMISE_KINDS];
};

/* A row of the list: a stretch, or the line between past and future. */
struct stretch {
	struct id id;
	const struct ledger_row *r; /* NULL: now */
	bool last;		    /* it ends where the promise is due */
};

struct told {
	struct ledger l;
	struct stretch *v;
	size_t n;
};

struct model {
	struct told *v; /* at least one */
	int n;
	struct history_rows events;
	struct rows_spent_sums spent; /* by person, then kind */
};

/* ---- loading ------------------------------------------------------------ */

static void
add(struct arena *a, struct told *k)
{
	const struct ledger *l = &k->l;
	bool now = false;

	k->v = NEWN(a, struct stretch, l->rows.n + 1);
	for (size_t i = 0; i < l->rows.n; i++) {
		const struct ledger_row *r = &l->rows.v[i];

		if (r->foreseen && !now)
			snprintf(k->v[k->n++].id.s, sizeof(k->v->id.s), "now");
		now = now || r->foreseen;
		snprintf(k->v[k->n].id.s, sizeof(k->v->id.s), "%lld",
		    (long long)r->from);
		k->v[k->n].last = r->foreseen && i + 1 == l->rows.n;
		k->v[k->n++].r = r;
	}
}

/* Each kind that was ever promised: its ledger is that of its last round. */
static enum err
load_clocks(struct core *c, struct arena *a, struct id ticket, struct model *m)
{
	struct promises all;
	enum err rc;

	if ((rc = promise_had(c, a, ticket, &all)) != OK)
		return rc;
	m->v = NEWN(a, struct told, PROMISE_KINDS);
	for (size_t i = 0; rc == OK && i < all.n; i++) {
		rc = promise_explain(c, a, ticket,
		    str_of(promise_kind_name(all.v[i].kind)), &m->v[m->n].l);
		if (rc == OK)
			add(a, &m->v[m->n++]);
	}
	return rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = load_clocks(c, a, arg->id, m)) != OK ||
	    (rc = spent_sums(c, a, arg->id, &m->spent)) != OK ||
	    (rc = history_story(c, a, arg->id, 1000, &m->events)) != OK)
		return rc;
	if (m->n == 0) /* says so in words */
		return promise_explain(c, a, arg->id, STR_NONE, &m->v[0].l);
	*model = m;
	return OK;
}

static const struct told *
clock_of(const struct screen *s)
{
	const struct model *m = s->model;
	const struct state *t = s->state;

	return &m->v[t->at < m->n ? t->at : m->n - 1];
}

/* ---- columns ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static const struct ledger_row *
row_of(const void *item)
{
	return ((const struct stretch *)item)->r;
}

static void
begins(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct ledger_row *r = row_of(item);
	struct str rule = theme_sign(term_symbols(), SIGN_RULE);
	int end;

	if (r != NULL) {
		pane_field(p, row, at, width, look,
		    say_instant(&draw_arena, r->from, now));
		return;
	}
	if (look != LOOK_FOCUS)
		look = LOOK_MUTED;
	pane_text(p, row, at, look, rule);
	end = at + 2 + pane_z(p, row, at + 2, look, _("now")) + 1;
	while (end < p->columns - 1)
		end += pane_text(p, row, end, look, rule);
}

static void
ends(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct ledger_row *r = row_of(item);

	if (r == NULL)
		return;
	pane_field(p, row, at, width, look,
	    say_end(&draw_arena, r->from, r->to, now));
}

static struct str
hours(msec ms)
{
	return foot_hours(&draw_arena, ms);
}

static void
span(const struct pane *p, int row, int end, enum look look, msec ms)
{
	pane_right(p, row, end, look, ms < 0 ? STR("-") : hours(ms));
}

/* What the sum beside it grows by; -1: it does not count. */
static msec
grows(const struct ledger_row *r)
{
	return r->counted > 0 ? r->grows : -1;
}

static void
length(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct ledger_row *r = row_of(item);

	(void)now;
	if (r != NULL)
		span(p, row, at + width, look,
		    r->counted == r->to - r->from ? grows(r) : r->length);
}

static void
counted(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct ledger_row *r = row_of(item);

	(void)now;
	if (r != NULL)
		span(p, row, at + width, look, grows(r));
}

static void
total(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct ledger_row *r = row_of(item);

	(void)now;
	if (r != NULL)
		span(p, row, at + width, look, r->sum);
}

static struct str
why_of(const struct stretch *x)
{
	const struct ledger_row *r = x->r;
	struct str more = r->why != SLA_OPEN ? r->reason
	    : r->holder.len > 0		     ? str_of(holder_word(r->holder))
					     : STR_NONE;

	if (r->foreseen && r->why == SLA_OPEN)
		return str_of(x->last ? _("foreseen: due") : _("foreseen"));
	if (more.len == 0)
		return str_of(sla_why_text(r->why));
	return str_printf(&draw_arena, "%s, %s", sla_why_text(r->why), more.s);
}

static void
why(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct stretch *x = item;

	(void)now;
	if (x->r == NULL)
		return;
	if (look == LOOK_TEXT && x->r->why == SLA_PAUSED)
		look = LOOK_PAUSED;
	else if (look == LOOK_TEXT && x->r->counted == 0)
		look = LOOK_MUTED;
	pane_field(p, row, at + 1, width - 1, look, why_of(x));
}

static const struct column columns[] = {
	{ N_("From"), 17, 0, begins },
	{ N_("To"), 12, 0, ends },
	{ N_("Span"), RIGHT(7), 0, length },
	{ N_("Counts"), RIGHT(7), 0, counted },
	{ N_("Sum"), RIGHT(7), 0, total },
	{ N_(" Why"), 0, 0, why },
	{ 0 },
};

/* ---- drawing ------------------------------------------------------------ */

static const char *const states[] = {
	[CLOCK_RUNNING] = NC_("clock", "running"),
	[CLOCK_PAUSED] = NC_("clock", "paused"),
	[CLOCK_MET] = NC_("clock", "met"),
};

/* Cancelled: by whom, and was it missed before? */
static const char *
ended_form(const struct ledger *l)
{
	if (!l->unanswered)
		return _("cancelled %s");
	return l->breached_at != 0
	    ? _("never given: it was resolved %s")
	    : _("cancelled %s: it was resolved, nobody answered");
}

static struct str
due_text(const struct ledger *l, msec now)
{
	if (l->met_at != 0)
		return str_printf(&draw_arena,
		    l->breached_at != 0 ? _("done late %s") : _("met %s"),
		    say_instant(&draw_arena, l->met_at, now).s);
	if (l->ended_at != 0)
		return str_printf(&draw_arena, ended_form(l),
		    say_instant(&draw_arena, l->ended_at, now).s);
	if (l->due_at == 0)
		return str_of(_("paused"));
	return str_printf(&draw_arena, _("due %s"),
	    say_due(&draw_arena, l->due_at, now).s);
}

/* Without the version, which is a row of digits. */
static struct str
name_of(struct str policy)
{
	return str_copyn(&draw_arena, policy.s, strcspn(policy.s, "@"));
}

/* Of what was cancelled nothing is left; what stands or was late is said by
 * its due already. */
static struct str
standing_text(const struct ledger *l, msec now)
{
	bool said = l->state == CLOCK_PAUSED ||
	    (l->state == CLOCK_MET && l->breached_at != 0);
	msec sum = 0, used = say_part(l->used_ms, &sum);

	if (l->state == CLOCK_CANCELLED)
		return str_printf(&draw_arena, _("%s   used %s"),
		    due_text(l, now).s, hours(l->used_ms).s);
	return str_printf(&draw_arena, _("%s   used %s   left %s   %s"),
	    due_text(l, now).s, hours(used).s,
	    hours(say_part(l->left_ms, &sum)).s,
	    said ? "" : meant(states[l->state]));
}

static void
draw_top(const struct screen *s, const struct pane *p)
{
	const struct ledger *l = &clock_of(s)->l;
	const struct state *t = s->state;
	const struct model *m = s->model;
	int at = 1 + pane_z(p, 0, 1, LOOK_HEAD, promise_kind_text(l->kind)) + 2;
	int end = p->columns - 1;

	if (m->n > 1)
		end = pane_right(p, 0, end, LOOK_MUTED,
			  str_printf(&draw_arena, _("clock %d of %d"),
			      t->at + 1, m->n)) -
		    1;
	pane_field(p, 0, at, end - at, LOOK_TEXT,
	    str_printf(&draw_arena, _("target %s   policy %s   calendar %s"),
		hours(l->target_ms).s, name_of(l->policy).s, l->calendar.s));
	pane_field(p, 1, 1, p->columns - 2, LOOK_TEXT,
	    standing_text(l, s->scene.now));
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	const struct told *k;
	struct pane in, foot;
	int feet;

	if (s->model == NULL) {
		if (s->fault != NULL)
			pane_z(p, 1, 1, LOOK_TEXT, s->fault->text);
		return;
	}
	k = clock_of(s);
	feet = foot_rows(&k->l, &m->spent, p->columns);
	in = pane_part(p, 4, 0, p->rows - 5 - feet, p->columns);
	foot = pane_part(p, p->rows - feet, 0, feet, p->columns);
	draw_top(s, p);
	list_titles(p, 3, columns);
	list_draw(&t->list[t->at], &in, columns, ROWS(k->v, k->n),
	    s->scene.focus, s->scene.now);
	screen_beyond(p, 4 + in.rows, &t->list[t->at], k->n, in.rows);
	foot_draw(&k->l, &m->spent, &foot);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct told *k = clock_of(s);
	struct state *t = s->state;

	*rows = ROWS(k->v, k->n);
	return &t->list[t->at];
}

/* The stretch that runs, or ran last: what one asks about first. */
static struct id
last_past(const struct told *k)
{
	struct id id = ID_NONE;

	for (size_t i = 0; i < k->n; i++)
		if (k->v[i].r != NULL && !k->v[i].r->foreseen)
			id = k->v[i].id;
	return id;
}

static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	if (t->at >= m->n)
		t->at = m->n - 1;
	for (int i = 0; i < m->n && !t->placed; i++)
		t->list[i].at = last_past(&m->v[i]);
	t->placed = true;
}

/* What came without events is known by its instant. */
static bool
began(const struct history_row *e, const struct ledger_row *r)
{
	return e->n == r->event &&
	    (e->n != 0 || (e->at == r->event_at && e->text.len == 0));
}

/* What began the stretch, in the words of the history. */
static enum screen_key
tell_event(const struct screen *s, const struct ledger_row *r, struct buf *say)
{
	const struct model *m = s->model;
	struct arena a = { 0 };
	bool told = false;

	buf_printf(say, "open text %c%s\n", TEXT_TITLE, _("Event"));
	for (size_t i = 0; i < m->events.n; i++) {
		const struct history_row *e = &m->events.v[i];
		struct str change = event_change(&a, e);

		if (!began(e, r))
			continue;
		if (!told)
			buf_printf(say, "%s  %s  %s\n\n",
			    say_instant(&a, e->at, s->scene.now).s,
			    e->who.len > 0 ? e->who.s : _("the program"),
			    event_said(&a, e, m->events.n - i).s);
		if (change.len > 0)
			buf_printf(say, "%s\n", change.s);
		else if (!told && e->text.len > 0)
			buf_printf(say, "%s\n", e->text.s);
		told = true;
	}
	arena_done(&a);
	if (told)
		return SCREEN_SAY;
	buf_reset(say);
	return screen_tell(say,
	    _("Nothing in the log began this stretch: the calendar or a load "
	      "did."));
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	const struct stretch *x;

	if (m == NULL)
		return SCREEN_IGNORED;
	if (k->code == KEY_RIGHT || k->code == KEY_LEFT) {
		t->at = (t->at + (k->code == KEY_RIGHT ? 1 : m->n - 1)) % m->n;
		return SCREEN_TAKEN;
	}
	if (k->code != KEY_ENTER || (x = screen_picked(s)) == NULL ||
	    x->r == NULL)
		return SCREEN_IGNORED;
	return tell_event(s, x->r, say);
}

/* The clock that is shown goes out, not the most urgent one. */
static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	if (!str_is(words, "sla export"))
		return SCREEN_IGNORED;
	buf_printf(say, "sla export %s clock=%s", s->arg.id.s,
	    promise_kind_name(clock_of(s)->l.kind));
	return SCREEN_SAY;
}

static struct subject
subject(const struct screen *s)
{
	return (struct subject){ .kind = "ticket", .id = s->arg.id };
}

static struct str
label(const struct screen *s)
{
	static char text[64];

	if (s->model == NULL)
		return str_of(_("clocks"));
	snprintf(text, sizeof(text), _("T-%lld, clocks"),
	    (long long)clock_of(s)->l.number);
	return str_of(text);
}

static void
done(struct screen *s)
{
	for (int i = 0; i < PROMISE_KINDS; i++)
		list_done(&((struct state *)s->state)->list[i]);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("see event") },
	{ "w", "open whatif", N_("what if") },
	{ "<Left>", "", NULL },
	{ "<Right>", "", N_("another clock") },
	{ "x", "sla export", N_("export") },
	{ "H", "open history", N_("history") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_ledger = {
	.name = "ledger",
	.title = N_("Clocks"),
	.of = OF_TICKET,
	.about =
	    N_("Why it is due then: each stretch of time, whether it counted, "
	       "and who had it."),
	.state_size = sizeof(struct state),
	.watches = "ticket message",
	.minutely = true,
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.subject = subject,
	.list = list,
	.key = key,
	.word = word,
	.label = label,
	.done = done,
};
