/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket.c - one ticket: its fields, its promises, the people, and the story
 * of it with the newest on top.
 */
#include "core/courtesy.h"
#include "core/field.h"
#include "core/follow.h"
#include "core/referral.h"
#include "core/spent.h"
#include "core/typification.h"
#include "core/watch.h"
#include "screens/around.h"
#include "screens/clocks.h"
#include "screens/others.h"
#include "screens/owed.h"
#include "screens/say.h"
#include "screens/shared.h"
#include "screens/story.h"
#include "screens/tickets.h"
#include "screens/whose.h"
#include "ui/layout.h"

struct state {
	struct list list;
	struct id newest; /* of the story, when it was loaded last */
	bool open;	  /* also what was before it was reopened */
	struct peek whose;
};

struct model {
	struct row_ticket_get t;
	struct rows_field_value_list values;
	struct rows_field_named names;
	struct str path; /* of its type */
	struct promises promises;
	struct story story;
	struct follower next; /* goes on with it */
	struct rows_spent_sums spent;
	struct rows_held_list held;	    /* what the customer wrote since */
	struct rows_shared_draft_list left; /* half written */
	struct rows_watch_list watch;
	bool mine;		   /* the person looking follows it */
	struct ticket_reach reach; /* of that person */
	enum ticket_leg leg;
	struct str holder; /* who has it now, while it is lent */
};

/* ---- loading ------------------------------------------------------------ */

static enum err
load_leg(struct core *c, struct arena *a, struct model *m)
{
	struct referral_chain chain;
	enum err rc = OK;

	m->holder = STR_NONE;
	if (m->t.lent_to.len == 0)
		return OK;
	if ((rc = referral_chain(c, a, m->t.id, &chain)) != OK)
		return rc;
	m->leg = ticket_leg(&m->t, &chain.answers, &c->me);
	m->holder = chain.holder;
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = ticket_fields(c, a, arg->id, &m->values)) != OK ||
	    (rc = field_named(c, a, STR("ticket"), &m->names)) != OK ||
	    (rc = typification_path(c, a, m->t.typification, &m->path)) != OK ||
	    (rc = promise_clocks(c, a, arg->id, &m->promises)) != OK ||
	    (rc = story_of_ticket(c, a, arg->id, &m->story)) != OK ||
	    (rc = ticket_follower(c, arg->id, &m->next)) != OK ||
	    (rc = load_leg(c, a, m)) != OK ||
	    (rc = courtesy_list(c, a, arg->id, 1, &m->held)) != OK ||
	    (rc = spent_sums(c, a, arg->id, &m->spent)) != OK ||
	    (rc = shared_load(c, a, arg->id, &m->left)) != OK ||
	    (rc = watch_list(c, a, arg->id, &m->watch)) != OK ||
	    (rc = ticket_reach(c, a, &m->t, &m->reach)) != OK)
		return rc;
	m->mine = watch_is_mine(c, &m->watch);
	*model = m;
	return OK;
}

/* ---- drawing ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

/* That of the most urgent clock, as in lists; without one, of its state. */
static void
draw_urgency(const struct model *m, const struct pane *p, int column, msec now)
{
	enum promise_sign sign;

	for (size_t i = 0; i < m->promises.n; i++) {
		sign = promise_sign(&m->promises.v[i], now);
		if (sign > PROMISE_PAUSED || !id_none(m->promises.v[i].leg))
			continue;
		pane_text(p, 0, column, owed_look(sign),
		    theme_sign(term_symbols(), owed_sign(sign)));
		return;
	}
	draw_sign(p, 0, column, m->t.state);
}

static void
draw_number(const struct model *m, const struct pane *p, msec now)
{
	const struct row_ticket_get *t = &m->t;
	struct str state = t->cycle > 1
	    ? str_printf(&draw_arena, _("%s, cycle %lld"), state_word(t->state),
		  (long long)t->cycle)
	    : str_of(state_word(t->state));
	int end = pane_right(p, 0, p->columns - 1, LOOK_TEXT, state);
	int at;

	draw_urgency(m, p, end - 2, now);
	at =
	    3 + pane_printf(p, 0, 1, LOOK_HEAD, "T-%lld", (long long)t->number);
	pane_field(p, 0, at, end - 3 - at, LOOK_HEAD, t->subject);
}

/* What the type asked for, on one row. */
static int
draw_values(const struct model *m, const struct pane *p, int row)
{
	int at = 1;

	for (size_t i = 0; i < m->values.n && at < p->columns - 12; i++) {
		const struct row_field_value_list *v = &m->values.v[i];

		at += pane_printf(p, row, at, LOOK_LABEL, "%s ",
		    field_named_word(&m->names, v->field));
		at += pane_printf(p, row, at, LOOK_TEXT, "%s   ", v->text.s);
	}
	return m->values.n > 0 ? row + 1 : row;
}

/* How long was worked on it, and by whom or how many. */
static int
draw_spent(const struct model *m, const struct pane *p, int row)
{
	msec all = 0;
	size_t people = 0;
	int at;

	for (size_t i = 0; i < m->spent.n; i++) {
		all += m->spent.v[i].ms;
		people += i == 0 ||
		    !id_eq(m->spent.v[i].agent, m->spent.v[i - 1].agent);
	}
	if (all < MINUTES(1))
		return 0;
	at = 1 + pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("Worked"));
	pane_field(p, row, at, p->columns - at - 1, LOOK_TEXT,
	    people == 1
		? str_printf(&draw_arena, "%s  %s",
		      say_span(&draw_arena, all).s, m->spent.v[0].name.s)
		: str_printf(&draw_arena, _("%s by %zu people"),
		      say_span(&draw_arena, all).s, people));
	return 1;
}

/* Each once, whether by this ticket or by one that it took in. */
static int
draw_watch(const struct model *m, const struct pane *p, int row)
{
	struct buf b = { 0 };
	int at;

	for (size_t i = 0; i < m->watch.n; i++) {
		size_t k = 0;

		while (k < i &&
		    !id_eq(m->watch.v[k].agent, m->watch.v[i].agent))
			k++;
		if (k == i)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    m->watch.v[i].name.s);
	}
	if (b.len > 0) {
		at = 1 +
		    pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("Followed by"));
		pane_field(p, row, at, p->columns - at - 1, LOOK_TEXT,
		    buf_view(&b));
	}
	buf_done(&b);
	return m->watch.n > 0;
}

/* With whom it is by its leg; parked, it is with whom it waits for. */
static void
draw_lent(const struct model *m, const struct pane *p, int row)
{
	const struct row_ticket_get *t = &m->t;
	bool back = str_is(t->leg_state, "returned");
	bool there = str_is(t->state, "referred");
	struct str who = t->lent_owner_name.len > 0
	    ? str_printf(&draw_arena, "%s, %s", t->lent_name.s,
		  t->lent_owner_name.s)
	    : t->lent_name;
	int at = 1 +
	    pane_printf(p, row, 1, LOOK_LABEL, "%s ",
		back	    ? _("Sent back by")
		    : there ? _("Held by")
			    : _("Lent to"));

	if (!back && !there)
		who = str_printf(&draw_arena, "%s; %s", who.s,
		    str_printf(&draw_arena, _("with %s now"),
			holder_word(m->holder))
			.s);
	pane_field(p, row, at, p->columns - at - 1, LOOK_TEXT, who);
}

/* Whose it is: who works on it, who holds it, who opened it and asked. */
static int
draw_whose(const struct model *m, const struct pane *p, int row, msec now)
{
	const struct row_ticket_get *t = &m->t;
	bool other =
	    !id_none(t->requester) && !id_eq(t->requester, t->customer);
	int at;

	at = 1 + pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("With"));
	pane_field(p, row, at, p->columns - at - 1, LOOK_TEXT,
	    str_printf(&draw_arena, "%s%s%s",
		t->owner_name.len > 0 ? t->owner_name.s : _("nobody yet"),
		t->team_name.len > 0 ? ", " : "", t->team_name.s));
	row++;
	if (t->lent_name.len > 0)
		draw_lent(m, p, row++);
	at = 1 + pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("Opened"));
	pane_field(p, row, at, p->columns - at - 1, LOOK_TEXT,
	    str_printf(&draw_arena, "%s  %s",
		say_instant(&draw_arena, t->created_at, now).s,
		t->created_by_name.s));
	row++;
	if (other) {
		at = 1 +
		    pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("Asked by"));
		pane_text(p, row++, at, LOOK_TEXT, t->requester_name);
	}
	return row;
}

static int
draw_people(const struct model *m, const struct pane *p, int row, msec now)
{
	int at;

	row = draw_whose(m, p, row, now);
	row += draw_spent(m, p, row);
	row += draw_watch(m, p, row);
	if (m->next.number != 0) {
		at = 1 +
		    pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("Goes on in"));
		pane_printf(p, row++, at, LOOK_TEXT, _("T-%lld (L opens it)"),
		    (long long)m->next.number);
	}
	if (m->held.n > 0)
		pane_field(p, row++, 1, p->columns - 2, LOOK_SOON,
		    str_printf(&draw_arena,
			_("The customer wrote: K courtesy, R opens it; by "
			  "itself at %s"),
			say_when(&draw_arena, m->held.v[0].until_at, now).s));
	row += shared_line(&m->left, p, row, now);
	if (others_draw(p, row, 1, m->t.id, now) > 0)
		row++;
	return row;
}

static int
draw_fields(const struct model *m, const struct pane *p, msec now)
{
	struct str into = str_printf(&draw_arena, _("priority %lld"),
	    (long long)m->t.priority);
	int end;

	draw_number(m, p, now);
	end = pane_right(p, 1, p->columns - 1, LOOK_TEXT, into);
	pane_field(p, 1, 1, end - 3, LOOK_TEXT, m->path);
	pane_field(p, 2, 1, p->columns - 2, LOOK_TEXT,
	    say_customer(m->t.customer_name));
	return draw_values(m, p, draw_people(m, p, 3, now));
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct pane side[LAYOUT_COLUMNS], in;
	size_t n = layout_columns(p, SHAPE_TICKET, side);
	struct story shown;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	row = draw_fields(m, &side[0], s->scene.now);
	in = pane_part(&side[0], row + 1, 0, n > 1 ? p->rows : 6,
	    side[0].columns);
	if (m->promises.n > 0)
		row += 1 + clocks_draw(&m->promises, &in, s->scene.now);
	in = n > 1 ? side[1]
		   : pane_part(p, row + 1, 0, p->rows - row - 1, p->columns);
	shown = story_shown(&m->story, t->open);
	story_draw(&shown, &t->list, &in, s->scene.focus, s->scene.now);
	if (n > 2)
		whose_draw(s, &t->whose, m->t.customer, &side[2]);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct story shown = story_shown(&m->story, t->open);

	*rows = ROWS(shown.v, shown.n);
	return &t->list;
}

static struct id
made(const struct screen *s, int64_t event)
{
	const struct model *m = s->model;

	for (size_t i = 0; i < m->story.n; i++)
		if (m->story.v[i].n == event)
			return m->story.v[i].id;
	return ID_NONE;
}

/* The messages that are marked, else the one under the cursor, become a ticket
 * of their own; its form asks for what is missing. */
static enum screen_key
split(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	const struct entry *e = screen_picked(s);
	bool any = false;

	buf_printf(say, "ticket split %s", m->t.id.s);
	for (size_t i = 0; i < m->story.n; i++)
		if (m->story.v[i].words &&
		    (t->list.nmarks > 0
			    ? list_marked(&t->list, m->story.v[i].id)
			    : &m->story.v[i] == e)) {
			buf_printf(say, " message=%s", m->story.v[i].id.s);
			any = true;
		}
	if (any)
		return SCREEN_SAY;
	buf_reset(say);
	buf_z(say,
	    _("Space marks the messages that go, and D makes a ticket "
	      "of them."));
	return SCREEN_TELL;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	const struct entry *e;

	if (m == NULL || (k->code != KEY_ENTER && k->code != ' '))
		return SCREEN_IGNORED;
	e = screen_picked(s);
	if (e == NULL || (k->code == ' ' && e->words))
		return SCREEN_IGNORED;
	if (k->code == ' ') {
		buf_z(say,
		    _("This is no message: Space marks the messages that go "
		      "to another ticket with D."));
		return SCREEN_TELL;
	}
	if (e->folds > 0) {
		t->open ^= true;
		t->list.top = t->list.index; /* what it opens is below it */
		return SCREEN_TAKEN;
	}
	buf_printf(say, "open text %cT-%lld\n", TEXT_TITLE,
	    (long long)m->t.number);
	story_whole(e, s->scene.now, say);
	return SCREEN_SAY;
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct model *m = s->model;
	struct ticket_facts t = TICKET_FACTS(&m->t);

	t.leg = m->leg;
	t.reach = &m->reach;
	if ((str_is(words, "ticket split") ||
		str_is(words, "ticket courtesy")) &&
	    ticket_denied(&t, MAY_TICKET_EDIT, say))
		return SCREEN_TELL;
	if (str_is(words, "ticket split"))
		return split(s, say);
	if (str_is(words, "ticket courtesy") && m->held.n == 0)
		return screen_tell(say,
		    _("No message of the customer waits here to be called a "
		      "courtesy."));
	if (str_is(words, "ticket watch") && m->mine) {
		buf_printf(say, "ticket unwatch %s", m->t.id.s);
		return SCREEN_SAY;
	}
	return ticket_word(&t, s->scene.me, words, say);
}

/* What went to another ticket is marked here no more. */
static void
forget_gone(struct list *l, const struct story *s)
{
	for (size_t i = l->nmarks; i-- > 0;) {
		size_t k = 0;

		while (k < s->n && !id_eq(s->v[k].id, l->marks[i]))
			k++;
		if (k == s->n)
			list_mark(l, l->marks[i], false);
	}
}

/* Whoever is at the newest and adds to it goes on to what they did; what others
 * add comes in sight above, and the cursor stays on its entry. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	forget_gone(&t->list, &m->story);
	peek_renew(&t->whose);
	if (m->story.n == 0)
		return;
	if (id_none(t->newest) ||
	    (m->story.v[0].mine && id_eq(t->list.at, t->newest)))
		t->list.at = m->story.v[0].id;
	if (t->list.top == 0)
		list_catch_up(&t->list, ROWS(m->story.v, m->story.n));
	t->newest = m->story.v[0].id;
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	list_done(&t->list);
	peek_done(&t->whose);
}

/* ---- the customer beside ------------------------------------------------ */

static bool
more(const struct screen *s, struct arena *a, struct str *text)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	return whose_more(&t->whose, s, m->t.customer, a, text);
}

static void
add(struct screen *s, void *part, struct arena *a)
{
	peek_take(&((struct state *)s->state)->whose, part, a);
}

static const struct screen_further further = { more, whose_of_ticket, add };

/* ---- keys of the line --------------------------------------------------- */

static const struct key_def keys[] = {
	TICKET_KEYS,
	{ "<Enter>", "", NC_("key", "read") },
	{ "l", "open customer", N_("customer") },
	{ "F", "open files", N_("files") },
	{ 0 },
};

/* The words of a row are told once: here they come earlier. */
static const struct key_def complaint_keys[] = {
	{ "t", "ticket start", N_("take") },
	{ "n", "ticket note", N_("note") },
	{ "r", "ticket resolve", N_("resolve") },
	{ "p", "ticket park", N_("park") },
	{ "i", "ticket reply", N_("inform") },
	{ "$", "open complaint", N_("complaint") },
	TICKET_KEYS,
	{ "<Enter>", "", NC_("key", "read") },
	{ "l", "open customer", N_("customer") },
	{ 0 },
};

/* While another team has it the answer to them is what is looked for. */
static const struct key_def lent_keys[] = {
	{ "t", "ticket start", N_("take") },
	{ "b", "open chain", N_("referral") },
	{ "n", "ticket note", N_("note") },
	{ "i", "ticket reply", N_("inform") },
	{ "T", "open ledger", N_("clocks") },
	{ "H", "open history", N_("history") },
	{ 0 },
};

/* What is done is ended, or goes on. */
#define DONE_KEYS                                                              \
	{ "K", "ticket courtesy", N_("courtesy") },                            \
	    { "C", "ticket close", N_("close") },                              \
	    { "R", "ticket reopen", N_("reopen") },                            \
	    { "n", "ticket note", N_("note") },                                \
	    { "i", "ticket reply", N_("inform") },                             \
	    { "H", "open history", N_("history") },                            \
	    { "L", "open links", N_("links") },                                \
	{                                                                      \
		"T", "open ledger", N_("clocks")                               \
	}
static const struct key_def done_keys[] = { DONE_KEYS, { 0 } };
static const struct key_def done_complaint_keys[] = { DONE_KEYS,
	{ "$", "open complaint", N_("complaint") }, { 0 } };

static const struct key_def *
line_keys(const struct screen *s)
{
	const struct model *m = s->model;
	bool complaint = m != NULL && str_is(m->t.kind, "complaint");

	if (m != NULL && ticket_state_done(m->t.state))
		return complaint ? done_complaint_keys : done_keys;
	if (m != NULL && m->t.lent_name.len > 0)
		return lent_keys;
	return complaint ? complaint_keys : keys;
}

static bool
late(const struct screen *s, msec now)
{
	const struct model *m = s->model;
	bool any = false;

	for (size_t i = 0; i < m->promises.n; i++)
		any |= promise_sign(&m->promises.v[i], now) == PROMISE_LATE;
	return any;
}

static bool
waits(const struct screen *s)
{
	const struct model *m = s->model;
	bool any = false;

	for (size_t i = 0; i < m->story.n; i++)
		any |= m->story.v[i].waits;
	return any;
}

const struct screen_def screen_ticket = {
	.name = "ticket",
	.title = N_("Ticket"),
	.tab = true,
	.of = OF_ITSELF,
	.about = N_("One ticket: its fields, and what happened to it, the "
		    "newest on top."),
	.state_size = sizeof(struct state),
	.watches = "ticket message",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.further = &further,
	.draw = draw,
	.subject = around_subject,
	.list = list,
	.made = made,
	.key = key,
	.word = word,
	.label = around_label,
	.done = done,
	.late = late,
	.waits = waits,
};
