/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket.c - one ticket: what is read of it, and what its keys do. How it is
 * drawn is in ticket_draw.c.
 */
#include "screens/ticket_draw.h"

#include "core/typification.h"
#include "screens/around.h"
#include "screens/say.h"
#include "screens/tickets.h"
#include "screens/whose.h"

/* ---- loading ------------------------------------------------------------ */

static enum err
load_leg(struct core *c, struct arena *a, struct ticket_model *m)
{
	struct referral_chain chain;
	enum err rc = OK;

	m->holder = STR_NONE;
	if (m->t.lent_to.len == 0)
		return OK;
	if ((rc = referral_chain(c, a, m->t.id, &chain)) != OK)
		return rc;
	m->holder = chain.holder;
	return ticket_legs(c, &m->t.id, 1, &m->leg);
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct ticket_model *m = NEW(a, struct ticket_model);
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

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct ticket_model *m = s->model;
	struct ticket_state *t = s->state;
	struct story shown = story_shown(&m->story, t->open);

	*rows = ROWS(shown.v, shown.n);
	return &t->list;
}

static struct id
made(const struct screen *s, int64_t event)
{
	const struct ticket_model *m = s->model;

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
	const struct ticket_model *m = s->model;
	struct ticket_state *t = s->state;
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
	const struct ticket_model *m = s->model;
	struct ticket_state *t = s->state;
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
	const struct ticket_model *m = s->model;
	struct ticket_facts t = TICKET_FACTS(&m->t);

	t.leg = m->leg;
	t.reach = &m->reach;
	t.next = m->next;
	if ((str_is(words, "ticket split") ||
		str_is(words, "ticket courtesy")) &&
	    ticket_denied(&t, MAY_TICKET_EDIT, say))
		return SCREEN_TELL;
	if (str_is(words, "ticket split") && !str_is(m->t.state, "merged"))
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
	const struct ticket_model *m = s->model;
	struct ticket_state *t = s->state;

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
	struct ticket_state *t = s->state;

	list_done(&t->list);
	peek_done(&t->whose);
}

/* ---- the customer beside ------------------------------------------------ */

static bool
more(const struct screen *s, struct arena *a, struct str *text)
{
	const struct ticket_model *m = s->model;
	struct ticket_state *t = s->state;

	return whose_more(&t->whose, s, m->t.customer, a, text);
}

static void
add(struct screen *s, void *part, struct arena *a)
{
	peek_take(&((struct ticket_state *)s->state)->whose, part, a);
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

/* What was joined into another is only read. */
static const struct key_def joined_keys[] = {
	{ "J", "ticket merge", N_("where it goes on") },
	{ "<Enter>", "", NC_("key", "read") },
	{ "l", "open customer", N_("customer") },
	{ "H", "open history", N_("history") },
	{ "L", "open links", N_("links") },
	{ "T", "open ledger", N_("clocks") },
	{ 0 },
};

static const struct key_def *
line_keys(const struct screen *s)
{
	const struct ticket_model *m = s->model;
	bool complaint = m != NULL && str_is(m->t.kind, "complaint");

	if (m != NULL && str_is(m->t.state, "merged"))
		return joined_keys;
	if (m != NULL && ticket_state_done(m->t.state))
		return complaint ? done_complaint_keys : done_keys;
	if (m != NULL && m->t.lent_name.len > 0)
		return lent_keys;
	return complaint ? complaint_keys : keys;
}

static bool
late(const struct screen *s, msec now)
{
	const struct ticket_model *m = s->model;
	bool any = false;

	for (size_t i = 0; i < m->promises.n; i++)
		any |= promise_sign(&m->promises.v[i], now) == PROMISE_LATE;
	return any;
}

static bool
waits(const struct screen *s)
{
	const struct ticket_model *m = s->model;
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
	.state_size = sizeof(struct ticket_state),
	.watches = "ticket message",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.further = &further,
	.draw = ticket_draw,
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
