/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complaint.c - what a complaint has beside its ticket: folio, outcome, cause,
 * redress and who granted it; what may be done about it is numbered. And the
 * forms behind that.
 */
#include "base/number.h"
#include "core/complaint.h"
#include "core/approval_desk.h"
#include "core/seen.h"

#include "screens/around.h"
#include "screens/closing.h"
#include "screens/say.h"
#include "screens/tickets.h"

struct model {
	struct row_ticket_get t;
	int64_t seen;		/* the last event before */
	struct closing closing; /* the complaint, and its choices */
	struct ticket_reach reach;
	struct str receipt;
	/* Of a redress that waits: */
	bool own;	  /* the person asked for it */
	struct str lacks; /* whose word it needs first; "" for none */
	int64_t request;  /* the one that waits for it, or 0 */
};

static struct arena draw_arena; /* emptied at each draw */

static bool
waits(const struct model *m)
{
	return str_is(m->closing.k.redress_state, "asked");
}

/* The words it needs by the setup, as approval_needed() has them. */
static enum err
load_lacks(struct core *c, struct arena *a, struct model *m)
{
	const struct row_complaint_get *k = &m->closing.k;
	struct rows_approval_list asked;
	enum err rc = approval_needed(c, m->t.id, COMPLAINT_RULE, k->redress);

	if (rc != ERR_INVALID)
		return rc;
	c->fault = (struct fault){ .code = OK };
	m->lacks =
	    approval_whose(a, &m->closing.rules, COMPLAINT_RULE, k->redress);
	rc = approval_list(c, a, m->t.id, false, 0, &asked);
	for (size_t i = 0; rc == OK && i < asked.n; i++)
		if (str_eq(asked.v[i].rule, COMPLAINT_RULE))
			m->request = asked.v[i].number;
	return rc;
}

static enum err
no_complaint(struct core *c, const struct row_ticket_get *t)
{
	return fail(&c->fault, ERR_NOT_FOUND,
	    _("T-%lld is no complaint: its type gives it no folio; e changes "
	      "the type"),
	    (long long)t->number);
}

/* One that had another type once keeps its folio. */
static enum err
may_see(struct core *c, const struct screen_arg *arg)
{
	struct row_complaint_get k;
	struct row_ticket_get t;
	enum err rc = ticket_get(c, &c->scratch, arg->id, &t);

	if (rc != OK || str_is(t.kind, "complaint"))
		return rc;
	rc = complaint_get(c, &c->scratch, arg->id, &k);
	return rc == ERR_NOT_FOUND ? no_complaint(c, &t) : rc;
}

static enum err
may_decide(struct core *c, const struct screen_arg *arg)
{
	struct row_ticket_get t;
	enum err rc = ticket_get(c, &c->scratch, arg->id, &t);

	return rc == OK ? ticket_may(c, &t, MAY_TICKET_RESOLVE) : rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = seen_now(c, &m->seen)) != OK ||
	    (rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = closing_load(c, a, &m->t, &m->closing)) != OK)
		return rc;
	if (!m->closing.complaint)
		return no_complaint(c, &m->t);
	m->own = id_eq(m->closing.k.asked_by, c->me.id);
	if ((rc = ticket_receipt(c, a, arg->id, false, &m->receipt)) != OK ||
	    (rc = ticket_reach(c, a, &m->t, &m->reach)) != OK ||
	    (waits(m) && (rc = load_lacks(c, a, m)) != OK))
		return rc;
	*model = m;
	return OK;
}

/* ---- the view ----------------------------------------------------------- */

static struct str
redress_text(const struct model *m, msec now)
{
	const struct row_complaint_get *k = &m->closing.k;
	struct str sum = say_money(&draw_arena, k->redress, MONEY_HOME);

	if (k->redress <= 0)
		return str_of(_("nothing"));
	if (waits(m))
		return str_printf(&draw_arena,
		    _("%s, waits for another's word; asked by %s"), sum.s,
		    k->asked_by_name.s);
	if (k->answered_by_name.len > 0)
		return str_printf(&draw_arena,
		    str_is(k->redress_state, "refused")
			? _("%s, refused by %s, %s")
			: _("%s, granted by %s, %s"),
		    sum.s, k->answered_by_name.s,
		    say_when(&draw_arena, k->answered_at, now).s);
	return sum;
}

static int
line(const struct pane *p, int row, const char *name, const char *value)
{
	pane_field(p, row, 1, 14, LOOK_LABEL, str_of(name));
	pane_field(p, row, 16, p->columns - 17, LOOK_TEXT, str_of(value));
	return row + 1;
}

static int
draw_facts(const struct model *m, const struct pane *p, msec now)
{
	const struct closing *c = &m->closing;
	int row = 4;

	draw_head(p, 3, false,
	    str_printf(&draw_arena, _("COMPLAINT, FOLIO %lld"),
		(long long)c->k.folio)
		.s,
	    -1);
	row = line(p, row, _("Outcome"),
	    closing_word(c->outcomes, c->noutcomes, c->k.outcome,
		_("not decided yet")));
	row = line(p, row, _("Root cause"),
	    closing_word(c->causes, c->ncauses, c->k.cause,
		_("not known yet")));
	return line(p, row, _("Redress"), redress_text(m, now).s);
}

enum { DECIDE, GRANT, REFUSE, RECEIPT, PAGE, DOES };
static const char *const does[DOES] = { N_("say how it ends, and what is "
					   "given"),
	N_("grant the redress"), N_("refuse the redress"),
	N_("the receipt, to print or read out"),
	N_("save the receipt as a page, where you say") };

static bool
is_mine(const struct model *m)
{
	return m->reach.why[MAY_TICKET_RESOLVE].len == 0;
}

/* Redress is answered by somebody else, whose limit reaches. */
static bool
may_answer(const struct model *m)
{
	return waits(m) && !m->own && m->closing.k.redress <= m->closing.most;
}

static bool
can(const struct model *m, int what)
{
	if (what >= RECEIPT)
		return true;
	return is_mine(m) &&
	    (what == DECIDE ? !ticket_state_done(m->t.state) : may_answer(m));
}

/* Why who may change it may not answer what waits. */
static const char *
whose_answer(const struct model *m)
{
	const struct row_complaint_get *k = &m->closing.k;

	if (m->own && m->lacks.len > 0)
		return str_printf(&draw_arena,
		    _("You asked for it: another person answers (%s)."),
		    m->lacks.s)
		    .s;
	if (m->own)
		return _("You asked for it: another person answers.");
	return str_printf(&draw_arena,
	    _("You may grant up to %s, this is %s: another person answers."),
	    say_money(&draw_arena, m->closing.most, MONEY_HOME).s,
	    say_money(&draw_arena, k->redress, MONEY_HOME).s)
	    .s;
}

/* Why a number does nothing now. */
static const char *
cannot(const struct model *m, int what)
{
	if (what >= DOES)
		return _("There is no such number here: 1 to 5.");
	if (!is_mine(m))
		return str_printf(&draw_arena, "%s.",
		    m->reach.why[MAY_TICKET_RESOLVE].s)
		    .s;
	if (what != DECIDE && waits(m))
		return whose_answer(m);
	if (what == DECIDE || ticket_state_done(m->t.state))
		return str_printf(&draw_arena,
		    _("T-%lld is done: R reopens it first."),
		    (long long)m->t.number)
		    .s;
	return _("No redress waits for an answer: 1 asks for it.");
}

static int
draw_does(const struct model *m, const struct pane *p, int row)
{
	draw_head(p, row++, false, _("WHAT YOU CAN DO"), -1);
	for (int i = 0; i < DOES; i++) {
		if (!can(m, i))
			continue;
		pane_printf(p, row, 3, LOOK_KEY, "%d", i + 1);
		pane_field(p, row++, 5, p->columns - 6, LOOK_TEXT,
		    str_of(_(does[i])));
	}
	return row;
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	bool wide = p->columns >= 120;
	struct pane in = *p;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	if (wide)
		in = pane_part(p, 0, 0, p->rows, p->columns - 78);
	around_head(&m->t, &in, s->scene.now);
	row = draw_facts(m, &in, s->scene.now) + 1;
	row = draw_does(m, &in, row) + 1;
	if (wide) {
		in = pane_part(p, 0, p->columns - 78, p->rows, 78);
		row = -1;
	}
	draw_head(&in, row + 1, false, _("RECEIPT"), -1);
	pane_wrap(&in, row + 2, 1, in.columns - 2, 0, in.rows - row - 2,
	    LOOK_MUTED, m->receipt);
	arena_reset(&draw_arena);
}

/* Others speak first: they are asked by one key. */
static enum screen_key
offer_ask(const struct model *m, struct buf *say)
{
	const struct row_complaint_get *k = &m->closing.k;
	struct str sum = say_money(&draw_arena, k->redress, MONEY_HOME);

	if (m->request > 0)
		return screen_tell(say,
		    str_printf(&draw_arena,
			_("%s waits for the word of %s: request %lld, A shows "
			  "it."),
			sum.s, m->lacks.s, (long long)m->request)
			.s);
	buf_printf(say, "choose %s",
	    str_printf(&draw_arena, _("%s needs the word of %s first."), sum.s,
		m->lacks.s)
		.s);
	buf_printf(say, "%c%s%capproval ask %s", SAY_CHOICE,
	    _("ask them for it"), SAY_CHOICE, m->t.id.s);
	closing_request(&m->closing, k->redress, STR_NONE, STR_NONE, say);
	buf_printf(say, "%c%s%c", SAY_CHOICE, _("not now"), SAY_CHOICE);
	return SCREEN_SAY;
}

/* Money that is given does not come back: the sum is named first. */
static enum screen_key
grant(const struct model *m, struct buf *say)
{
	const struct row_complaint_get *k = &m->closing.k;
	struct str sum = say_money(&draw_arena, k->redress, MONEY_HOME);

	if (m->lacks.len > 0)
		return offer_ask(m, say);
	buf_printf(say, "choose %s",
	    str_printf(&draw_arena,
		_("Grant %s to %s? It cannot be taken back."), sum.s,
		say_customer(m->t.customer_name).s)
		.s);
	buf_printf(say, "%c%s%ccomplaint grant %s%c%s%c", SAY_CHOICE,
	    str_printf(&draw_arena, _("grant %s"), sum.s).s, SAY_CHOICE,
	    m->t.id.s, SAY_CHOICE, _("not now"), SAY_CHOICE);
	return SCREEN_SAY;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	int what = (int)k->code - '1';

	if (m == NULL || what < 0 || what > 8)
		return SCREEN_IGNORED;
	if (what >= DOES || !can(m, what))
		return screen_tell(say, cannot(m, what));
	switch (what) {
	case DECIDE:
		buf_printf(say, "open redress %s", m->t.id.s);
		break;
	case GRANT:
		return grant(m, say);
	case REFUSE:
		buf_printf(say, "open refusal %s", m->t.id.s);
		break;
	case RECEIPT:
		buf_printf(say, "ticket receipt %s", m->t.id.s);
		break;
	default:
		buf_printf(say,
		    "ask ticket receipt T-%lld html=yes "
		    "file=T-%lld.html",
		    (long long)m->t.number, (long long)m->t.number);
	}
	return SCREEN_SAY;
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct model *m = s->model;
	struct ticket_facts t = TICKET_FACTS(&m->t);

	t.reach = &m->reach;
	return ticket_word(&t, s->scene.me, words, say);
}

#define KEYS                                                                   \
	{ "4", "", N_("receipt") }, { "5", "", N_("save it") },                \
	    { "A", "open approvals", N_("approvals") },                        \
	    { "l", "open ticket", N_("ticket") },                              \
	    { "n", "ticket note", N_("note") },                                \
	    { "i", "ticket reply", N_("inform") },                             \
	    { "<Esc>", "back", N_("back") },                                   \
	{                                                                      \
		0                                                              \
	}
static const struct key_def keys[] = { { "1", "", N_("how it ends") }, KEYS };
static const struct key_def done_keys[] = { KEYS };

static const struct key_def *
line_keys(const struct screen *s)
{
	const struct model *m = s->model;

	return m != NULL && !can(m, DECIDE) ? done_keys : keys;
}

const struct screen_def screen_complaint = {
	.name = "complaint",
	.title = N_("Complaint"),
	.about = N_("What a complaint asks for and how it ends: outcome, "
		    "cause, redress, and the receipt for the customer."),
	.of = OF_TICKET,
	.watches = "ticket",
	.unfiltered = true,
	.keys = keys,
	.line_keys = line_keys,
	.may = may_see,
	.load = load,
	.draw = draw,
	.subject = around_subject,
	.key = key,
	.word = word,
	.label = around_label,
};

/* ---- the forms ---------------------------------------------------------- */

static bool
is_money(struct str s, struct fault *why)
{
	int64_t n;

	if (number_read(s, &n) && n >= 0 && n <= REDRESS_MAX)
		return true;
	(void)fail(why, ERR_INVALID, _("whole pesos, 0 or more"));
	return false;
}

static const struct field_def redress_fields[] = {
	{ .name = "outcome",
	    .label = N_("Outcome"),
	    .kind = FIELD_CHOICE,
	    .rows = 3 },
	{ .name = "cause",
	    .label = N_("Root cause"),
	    .kind = FIELD_CHOICE,
	    .rows = 9 },
	{ .name = "redress",
	    .label = N_("Redress"),
	    .kind = FIELD_LINE,
	    .columns = 12,
	    .hint = N_("pesos; empty: as it is"),
	    .check = is_money },
	{ 0 },
};
static const struct field_def refusal_fields[] = {
	SHEET_WHY,
	{ 0 },
};

static void
redress_loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct form *f = sheet_own(s);
	struct sheet *t = s->state;

	if (t->seen == 0)
		t->seen = m->seen;
	form_choices(f, "outcome", m->closing.outcomes, m->closing.noutcomes);
	form_choices(f, "cause", m->closing.causes, m->closing.ncauses);
}

static void
form_draw_all(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	around_head(&m->t, p, s->scene.now);
	row = sheet_draw(s, p, 3) + 1;
	pane_wrap(p, row, 16, p->columns - 17, 0, 3, LOOK_MUTED,
	    sheet_will(&draw_arena, s));
	line(p, row + 3, _("Redress"), redress_text(m, s->scene.now).s);
	arena_reset(&draw_arena);
}

static void
say_decide(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	struct buf words = { 0 };

	sheet_say_seen(s, &words);
	closing_say(s, &m->t, &m->closing,
	    &(struct closing_way){ .does = words.s,
		.asks = words.s,
		.give = _("grant it"),
		.ask = _("ask for it") },
	    say);
	buf_done(&words);
}

#define FORM(word, heading, ready, ...)                                        \
	const struct screen_def screen_##word = {                              \
		SHEET(word, heading, word##_fields, __VA_ARGS__),              \
		.of = OF_TICKET,                                               \
		SHEET_PLAIN,                                                   \
		.watches = "ticket",                                           \
		.keys = SHEET_KEYS(N_("save")),                                \
		.may = may_decide,                                             \
		.load = load,                                                  \
		.loaded = ready,                                               \
		.draw = form_draw_all,                                         \
		.key = sheet_send,                                             \
		.label = around_label,                                         \
	}

FORM(redress, N_("How it ends"), redress_loaded, "complaint decide",
    N_("Redress above your own limit waits for another person's word."),
    say_decide);
FORM(refusal, N_("Refuse redress"), sheet_loaded, "complaint refuse",
    N_("Who asked hears of it, with your reason."));
