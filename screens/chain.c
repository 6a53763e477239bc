/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chain.c - a ticket's way through the house: each leg with who, when, why and
 * its two clocks; who has it now; what each has cost of the customer's time.
 * What one may answer on the open leg is numbered: a digit does it.
 */
#include "screens/chain_leg.h"

#include "base/utf8.h"
#include "screens/around.h"
#include "screens/say.h"
#include "screens/tickets.h"
#include "ui/gauge.h"
#include "ui/layout.h"

enum { GAUGE = 12 };

struct state {
	struct list list;
	struct id last; /* of the legs, when it was loaded */
};

struct model {
	struct row_ticket_get t;
	struct ticket_reach reach;
	struct referral_chain chain;
	enum ticket_leg leg;
	struct chain_leg *v;
};

static struct arena draw_arena; /* emptied at each draw */

/* ---- loading ------------------------------------------------------------ */

static const struct promise *
clock_of(const struct referral_chain *c, struct id leg, enum promise_kind kind)
{
	for (size_t i = 0; i < c->clocks.n; i++)
		if (id_eq(c->clocks.v[i].leg, leg) &&
		    c->clocks.v[i].kind == kind)
			return &c->clocks.v[i];
	return NULL;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = ticket_reach(c, a, &m->t, &m->reach)) != OK ||
	    (rc = referral_chain(c, a, arg->id, &m->chain)) != OK ||
	    (rc = ticket_legs(c, &arg->id, 1, &m->leg)) != OK)
		return rc;
	m->v = NEWN(a, struct chain_leg, m->chain.legs.n);
	for (size_t i = 0; i < m->chain.legs.n; i++) {
		struct id id = m->chain.legs.v[i].id;

		m->v[i] = (struct chain_leg){ id, &m->chain.legs.v[i],
			clock_of(&m->chain, id, PROMISE_LEG_ACCEPT),
			clock_of(&m->chain, id, PROMISE_LEG_COMPLETE) };
	}
	*model = m;
	return OK;
}

static struct rows
rows_of(const struct screen *s)
{
	const struct model *m = s->model;

	return ROWS(m->v, m->chain.legs.n);
}

/* The last leg is what one comes for, also when it is new. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	t->list.lines = CHAIN_LEG_LINES;
	if (m->chain.legs.n == 0 ||
	    id_eq(t->last, m->v[m->chain.legs.n - 1].id))
		return;
	t->last = t->list.at = m->v[m->chain.legs.n - 1].id;
}

/* ---- who has it, what it costs ------------------------------------------ */

static void
draw_share(const struct pane *p, int row, const struct referral_share *x,
    msec counted, bool minutes)
{
	/* "41 min 21 s" is longer than "41 h 21". */
	int at = p->columns - GAUGE - (minutes ? 19 : 21);

	pane_field(p, row, 3, at - 4, LOOK_TEXT,
	    str_of(holder_word(x->holder)));
	(void)gauge_draw(p, row, at, GAUGE, LOOK_TEXT, x->permille / 10);
	pane_right(p, row, at + GAUGE + 8, LOOK_TEXT,
	    say_rate(&draw_arena, x->permille));
	pane_right(p, row, p->columns - 1, LOOK_TEXT,
	    counted == 0 && x->counted > 0 ? str_of(_("under 1 min"))
					   : say_worked(&draw_arena, counted));
}

/* Of which clock the shares are, and how far it is. */
static int
draw_cost(const struct model *m, const struct pane *p, int row)
{
	const struct referral_chain *c = &m->chain;
	struct str of, head = str_of(_("WHAT IT COSTS"));
	bool minutes = c->used_ms >= HOURS(1);

	draw_head(p, row, false, head.s, -1);
	if (c->nshares == 0) {
		pane_field(p, row + 1, 3, p->columns - 4, LOOK_MUTED,
		    str_of(c->calendar.len == 0
			    ? _("nothing is promised to the customer")
			    : _("nothing yet: the customer's clock has not "
				"run")));
		return row + 2;
	}
	of = str_printf(&draw_arena, _("%s, %s of working time"),
	    promise_kind_text(c->kind), say_worked(&draw_arena, c->used_ms).s);
	if (utf8_columns(head) + utf8_columns(of) + 4 > p->columns)
		pane_field(p, ++row, 3, p->columns - 4, LOOK_MUTED, of);
	else
		pane_right(p, row, p->columns - 1, LOOK_MUTED, of);
	row++;
	for (size_t i = 0; i < c->nshares && row < p->rows; i++)
		draw_share(p, row++, &c->shares[i],
		    minutes ? c->shares[i].shown : c->shares[i].counted,
		    minutes);
	return row;
}

/* ---- what may be answered ----------------------------------------------- */

/* Each has the number of its row, whatever else is possible: the same digit
 * twice never does two things. */
static const struct {
	const char *verb, *text;
	const char *says; /* a form; NULL: the command itself */
} does[] = {
	{ "accept", N_("accept it"), NULL },
	{ "reject", N_("reject it"), "open reject" },
	{ "return", N_("return it: something is missing"), "open giveback" },
	{ "resend", N_("send it again"), "open resend" },
	{ "complete", N_("it is done"), "open complete" },
	{ "transfer", N_("pass it on to another team"), "open pass" },
	{ "recall", N_("recall it"), NULL },
	{ "hand", N_("give it into other hands"), "open reassign" },
};

static bool
can_answer(const struct model *m, const char *verb)
{
	for (size_t i = 0; i < m->chain.answers.n; i++)
		if (strcmp(m->chain.answers.v[i]->verb, verb) == 0)
			return true;
	return false;
}

static bool
say_answer(const struct model *m, size_t i, struct buf *say)
{
	if (!can_answer(m, does[i].verb))
		return false;
	if (does[i].says != NULL)
		buf_printf(say, "%s %s", does[i].says, m->t.id.s);
	else
		buf_printf(say, "referral %s %s", does[i].verb, m->t.id.s);
	return true;
}

/* Would F6 lend it? */
static bool
can_lend(const struct model *m)
{
	return !ticket_state_done(m->t.state) &&
	    m->reach.why[MAY_TICKET_REFER].len == 0;
}

/* Why there is nothing to answer. */
static struct str
no_answer(const struct model *m)
{
	const struct rows_referral_chain *legs = &m->chain.legs;

	if (legs->n == 0)
		return str_of(can_lend(m)
			? _("It was never referred: F6 lends it to a team.")
			: _("It was never referred."));
	if (legs->v[legs->n - 1].ended_at == 0)
		return str_of(_("It is the other team's turn: nothing to "
				"answer here."));
	return can_lend(m)
	    ? str_of(_("It is back with its team. F6 refers it again."))
	    : str_printf(&draw_arena, _("It is back with %s."),
		  m->t.team_name.s);
}

/* Why this one is none of those that are possible. */
static enum screen_key
tell_no(const struct model *m, const char *verb, const char *why,
    struct buf *say)
{
	if (str_is(m->t.leg_state, "returned") && strcmp(verb, "resend") == 0 &&
	    can_answer(m, "recall") && !str_is(m->t.state, "open")) {
		buf_printf(say,
		    _("T-%lld waits: t takes it up again, then it can be sent "
		      "again."),
		    (long long)m->t.number);
		return SCREEN_TELL;
	}
	return screen_tell(say, m->chain.answers.n > 0 ? why : no_answer(m).s);
}

static int
draw_answers(const struct model *m, const struct pane *p, int row)
{
	const struct referral_answers *all = &m->chain.answers;
	int at = 3;

	draw_head(p, row++, false, _("YOUR ANSWER"), -1);
	if (all->n == 0) {
		pane_field(p, row, 3, p->columns - 4, LOOK_MUTED, no_answer(m));
		return row + 1;
	}
	for (size_t i = 0; i < countof(does); i++) {
		struct str text = str_of(_(does[i].text));

		if (!can_answer(m, does[i].verb))
			continue;
		if (at > 3 && at + 2 + cell_columns(text) >= p->columns) {
			at = 3;
			row++;
		}
		pane_printf(p, row, at, LOOK_KEY, "%zu", i + 1);
		at += pane_text(p, row, at + 2, LOOK_TEXT, text) + 5;
	}
	return row + 1;
}

/* ---- the screen --------------------------------------------------------- */

static void
draw_head_of(const struct model *m, const struct pane *p)
{
	int at = 3 +
	    pane_printf(p, 0, 1, LOOK_HEAD, "T-%lld", (long long)m->t.number);
	int end = pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_of(state_word(m->t.state)));

	pane_field(p, 0, at, end - at - 1, LOOK_HEAD, m->t.subject);
	draw_head(p, 1, false, _("REFERRALS"), (int64_t)m->chain.legs.n);
	pane_field(p, 1, 24, p->columns - 32, LOOK_TEXT,
	    str_printf(&draw_arena, _("with %s now"),
		holder_word(m->chain.holder)));
}

/* What the answers and the shares take: a pane of no rows shows none. */
static int
foot_rows(const struct model *m, const struct pane *p)
{
	struct pane none = pane_part(p, 0, 0, 0, p->columns);

	return draw_cost(m, &none, draw_answers(m, &none, 0)) +
	    (int)m->chain.nshares;
}

static void
draw_foot(const struct model *m, const struct pane *p)
{
	int row = draw_answers(m, p, 0);

	(void)draw_cost(m, p,
	    row + (p->rows > row + 3 + (int)m->chain.nshares));
}

/* As many as there is room for, and how many are beyond. */
static void
draw_legs(struct screen *s, const struct pane *p)
{
	struct list *l = &((struct state *)s->state)->list;
	size_t n = ((const struct model *)s->model)->chain.legs.n;
	bool all = n * CHAIN_LEG_LINES <= (size_t)p->rows;
	struct pane in =
	    pane_part(p, 0, 0, p->rows - (all ? 0 : 1), p->columns);

	screen_rows(s, &in, chain_leg_columns);
	screen_beyond(p, p->rows - 1, l, n, in.rows / CHAIN_LEG_LINES);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane side[LAYOUT_COLUMNS], in;
	size_t n = layout_columns(p, SHAPE_LIST, side);
	int foot;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	foot = n == 1 ? foot_rows(m, p) : 0;
	if (foot > p->rows - 3 - CHAIN_LEG_LINES)
		foot = p->rows - 3 - CHAIN_LEG_LINES;
	draw_head_of(m, &side[0]);
	in =
	    pane_part(&side[0], 2, 0, side[0].rows - 2 - foot, side[0].columns);
	if (m->chain.legs.n == 0)
		draw_empty(&side[0], 3, _("It was never with another team."),
		    _("F6 lends it to one; Esc goes back."));
	else
		draw_legs(s, &in);
	in = n == 1 ? pane_part(p, p->rows - foot, 0, foot, p->columns)
		    : pane_part(&side[1], 1, 0, p->rows - 1, side[1].columns);
	draw_foot(m, &in);
	arena_reset(&draw_arena);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	const struct chain_leg *l;

	if (m == NULL)
		return SCREEN_IGNORED;
	if (k->code >= '1' && k->code <= '9') {
		size_t i = k->code - '1';

		if (i < countof(does) && say_answer(m, i, say))
			return SCREEN_SAY;
		return tell_no(m, i < countof(does) ? does[i].verb : "",
		    _("There is no such answer: those that are possible "
		      "have their number."),
		    say);
	}
	if (k->code != KEY_ENTER)
		return SCREEN_IGNORED;
	if ((l = screen_picked(s)) == NULL)
		return screen_tell(say, no_answer(m).s);
	chain_leg_read(l, s->scene.now, say);
	return SCREEN_SAY;
}

/* One of the answers, by its verb's own key. */
static bool
answer_by(const struct model *m, const char *verb, struct buf *say)
{
	for (size_t i = 0; i < countof(does); i++)
		if (strcmp(does[i].verb, verb) == 0)
			return say_answer(m, i, say);
	return false;
}

/* What is there already goes elsewhere by an answer alone. */
static enum screen_key
answer_only(const struct model *m, const char *verb, struct buf *say)
{
	if (answer_by(m, verb, say))
		return SCREEN_SAY;
	return tell_no(m, verb, _("It is lent already: a digit answers."), say);
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct model *m = s->model;
	struct ticket_facts f = TICKET_FACTS(&m->t);

	if (str_is(words, "open chain"))
		return screen_tell(say,
		    _("This is it: digits answer the leg that is open."));
	f.leg = m->leg;
	f.reach = &m->reach;
	if (str_is(words, "ticket refer") && f.lent)
		return answer_only(m, "resend", say);
	if (str_is(words, "ticket route") && str_is(m->t.state, "referred"))
		return answer_only(m, "transfer", say);
	return ticket_word(&f, s->scene.me, words, say);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	*rows = rows_of(s);
	return &((struct state *)s->state)->list;
}

#define LEG_KEYS                                                               \
	{ "1", "", N_("to 9 answer") }, { "<Enter>", "", NC_("key", "read") }, \
	{                                                                      \
		"l", "open ticket", N_("ticket")                               \
	}
static const struct key_def keys[] = { LEG_KEYS, TICKET_KEYS, { 0 } };

/* While another team has it: the leg ends first. */
static const struct key_def lent_keys[] = {
	LEG_KEYS,
	{ "t", "ticket start", N_("take") },
	{ "n", "ticket note", N_("note") },
	{ "i", "ticket reply", N_("inform") },
	{ "a", "ticket assign", N_("assign") },
	{ "s", "open callback", N_("callback") },
	{ "T", "open ledger", N_("clocks") },
	{ "w", "open whatif", N_("what if") },
	{ "A", "open approvals", N_("approvals") },
	{ "H", "open history", N_("history") },
	{ "L", "open links", N_("links") },
	{ "P", "presence show", N_("who reads it") },
	{ 0 },
};

/* Digits are for who may answer, Enter for a referral. */
static const struct key_def *
line_keys(const struct screen *s)
{
	const struct model *m = s->model;
	const struct key_def *all;

	if (m == NULL)
		return keys;
	all = m->t.lent_to.len > 0 ? lent_keys : keys;
	if (m->chain.answers.n > 0)
		return all;
	return m->chain.legs.n > 0 ? all + 1 : all + 2;
}

const struct screen_def screen_chain = {
	.name = "chain",
	.title = N_("Referrals"),
	.about = N_("The way of a ticket between teams: who had it, how long, "
		    "why it came back, and who has it now."),
	.of = OF_TICKET,
	.state_size = sizeof(struct state),
	.watches = "ticket",
	.minutely = true,
	.unfiltered = true,
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.subject = around_subject,
	.list = list,
	.key = key,
	.word = word,
	.label = around_label,
	.done = screen_done,
};
