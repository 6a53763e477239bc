/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decide.c - the forms of approvals: to ask for one, to say yes or no with a
 * reason, to let somebody decide in one's place.
 */
#include "base/number.h"
#include "core/approval_desk.h"
#include "core/list.h"
#include "screens/around.h"
#include "screens/say.h"

struct model {
	struct row_ticket_get t;	/* ask, decide */
	struct row_approval_list asked; /* decide */
	struct rows_approval_votes votes;
	struct approval_rules rules;	       /* ask */
	struct rows_approval_delegate_of held; /* delegate */
	struct id me;
	struct choice *choices;
	size_t n;
};

static struct arena draw_arena; /* emptied at each draw */

/* ---- fields ------------------------------------------------------------- */

/* "120.000", "$ 120.000" and "120000" are one amount. */
static struct str
plain(struct arena *a, struct str text)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < text.len; i++)
		if (strchr("$. ,'", text.s[i]) == NULL)
			buf_c(&b, text.s[i]);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static bool
check_amount(struct str text, struct fault *why)
{
	struct arena a = { 0 };
	int64_t n;
	bool ok = str_int(plain(&a, text), &n) && n >= 0;

	arena_done(&a);
	if (!ok)
		(void)fail(why, ERR_INVALID, _("a whole amount: 120.000"));
	return ok;
}

static const struct field_def decide_fields[] = {
	SHEET_CHOICE("answer", N_("Your word"), 2, 0),
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_LINE,
	    .hint = N_("to refuse it, say why"),
	    .max = 500 },
	{ 0 },
};
static const struct field_def ask_fields[] = {
	SHEET_CHOICE("rule", N_("What for"), 0, 0),
	{ .name = "amount",
	    .label = N_("Amount"),
	    .kind = FIELD_LINE,
	    .required = true,
	    .columns = 16,
	    .check = check_amount },
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_LINE,
	    .required = true,
	    .max = 500 },
	{ 0 },
};
static const struct field_def delegate_fields[] = {
	SHEET_CHOICE("to", N_("Who decides"), 0, 0),
	{ .name = "from",
	    .label = N_("From"),
	    .kind = FIELD_LINE,
	    .hint = N_("empty: from now on"),
	    .columns = 24 },
	{ .name = "until",
	    .label = N_("Until"),
	    .kind = FIELD_LINE,
	    .hint = N_("+8h, tomorrow 18:00, 25 Nov 18:00"),
	    .required = true,
	    .columns = 24 },
	{ .name = "amount",
	    .label = N_("At most"),
	    .kind = FIELD_LINE,
	    .hint = N_("none: any amount"),
	    .columns = 16,
	    .check = check_amount },
	{ 0 },
};

/* ---- loading ------------------------------------------------------------ */

static enum err
load_decide(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct rows_approval_list rows;
	size_t i = 0;
	enum err rc = approval_list(c, a, ID_NONE, false, 500, &rows);

	while (rc == OK && i < rows.n && !id_eq(rows.v[i].id, arg->id))
		i++;
	if (rc == OK && i == rows.n)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("that request waits no longer: it is decided, expired or "
		      "withdrawn"));
	if (rc != OK)
		return rc;
	m->asked = rows.v[i];
	if ((rc = ticket_get(c, a, m->asked.ticket, &m->t)) != OK ||
	    (rc = approval_votes(c, a, arg->id, &m->votes)) != OK)
		return rc;
	m->n = 2;
	m->choices = NEWN(a, struct choice, 2);
	m->choices[0] =
	    around_choice(a, "give", str_of(_("yes, it may be done")), 1);
	m->choices[1] = around_choice(a, "refuse", str_of(_("no")), 2);
	*model = m;
	return OK;
}

static enum err
load_ask(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = approval_rules(c, a, &m->rules)) != OK)
		return rc;
	m->n = m->rules.n;
	m->choices = NEWN(a, struct choice, m->n);
	for (size_t i = 0; i < m->n; i++)
		m->choices[i] = around_choice(a, m->rules.v[i].name.s,
		    approval_title(&m->rules.v[i], list_lang(c)),
		    i < 9 ? (int)i + 1 : 0);
	*model = m;
	return OK;
}

static enum err
load_delegate(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	const struct agent_filter all = { STR_NONE, STR_NONE, STR_NONE,
		STR_NONE, false, 0 };
	struct model *m = NEW(a, struct model);
	enum err rc;

	(void)arg;
	m->me = c->me.id;
	if ((rc = around_people(c, a, &all, c->me.id, &m->choices, &m->n)) !=
		OK ||
	    (rc = approval_delegates(c, a, &m->held)) != OK)
		return rc;
	*model = m;
	return OK;
}

/* ---- the form ----------------------------------------------------------- */

static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct form *f = sheet_own(s);

	form_choices(f, f->v[0].def->name, m->choices, m->n);
}

static struct str
given(const struct screen *s, const char *name)
{
	struct str text = sheet_get(s, name);

	return strcmp(name, "amount") == 0 ? plain(&draw_arena, text) : text;
}

/* ---- drawing ------------------------------------------------------------ */

static void
draw_asked(const struct model *m, const struct pane *p, int row, msec now)
{
	const struct row_approval_list *x = &m->asked;

	draw_head(p, row++, false, _("WHAT IS ASKED FOR"), -1);
	pane_field(p, row++, 1, p->columns - 2, LOOK_HEAD,
	    str_printf(&draw_arena, "%s   %s",
		say_money(&draw_arena, x->amount, x->currency).s,
		x->asked_by_name.s));
	row += pane_wrap(p, row, 1, p->columns - 2, 0, 4, LOOK_TEXT, x->reason);
	pane_field(p, row++, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena,
		ngettext("%lld of %lld word given; it expires %s",
		    "%lld of %lld words given; it expires %s",
		    (unsigned long)x->need),
		(long long)x->given, (long long)x->need,
		say_instant(&draw_arena, x->expires_at, now).s));
	for (size_t i = 0; i < m->votes.n && row < p->rows - 1; i++)
		pane_field(p, row++, 1, p->columns - 2, LOOK_TEXT,
		    str_printf(&draw_arena, "%s: %s",
			m->votes.v[i].agent_name.s,
			m->votes.v[i].reason.len > 0 ? m->votes.v[i].reason.s
						     : _("yes")));
}

/* Whose word the amount typed would take. */
static void
draw_band(const struct screen *s, const struct pane *p, int row)
{
	const struct model *m = s->model;
	int64_t n;

	for (size_t i = 0; i < m->rules.n; i++) {
		const struct approval_rule *r = &m->rules.v[i];
		size_t k = 0;

		if (!str_eq(r->name, sheet_get(s, "rule")) ||
		    !str_int(given(s, "amount"), &n))
			continue;
		while (k + 1 < r->n && n > r->v[k].up_to)
			k++;
		if (k < r->n && n <= r->v[k].up_to)
			pane_field(p, row, 15, p->columns - 16, LOOK_TEXT,
			    r->v[k].need == 0
				? str_of(_("Nobody's word is needed for that "
					   "much."))
				: str_printf(&draw_arena,
				      ngettext("That takes %lld word of %s.",
					  "That takes %lld words of %s.",
					  (unsigned long)r->v[k].need),
				      (long long)r->v[k].need,
				      roles_called(&draw_arena, r->v[k].roles)
					  .s));
	}
}

/* "Luis Peña decides for you until Fri 18:00, up to $ 100.000" */
static struct str
held_text(const struct row_approval_delegate_of *d, struct id me, msec now)
{
	bool mine = id_eq(d->agent, me), later = d->from_at > now;
	struct arena *a = &draw_arena;
	struct str to = say_when(a, d->to_at, now);
	struct str who = str_printf(a,
	    mine ? _("%s decides for you") : _("you decide for %s"),
	    mine ? d->instead_name.s : d->agent_name.s);
	struct str time = later ? str_printf(a, _("from %s until %s"),
				      say_when(a, d->from_at, now).s, to.s)
				: str_printf(a, _("until %s"), to.s);

	return str_printf(a, "%s %s, %s", who.s, time.s,
	    d->most > 0 ? str_printf(a, _("at most %s"),
			      say_money(a, d->most, MONEY_HOME).s)
			      .s
			: _("any amount"));
}

/* Who decides for whom, now or later. */
static void
draw_held(const struct model *m, const struct pane *p, int row, msec now)
{
	draw_head(p, row++, false, _("WHO DECIDES FOR WHOM"),
	    (int64_t)m->held.n);
	if (m->held.n == 0)
		pane_z(p, row, 3, LOOK_MUTED,
		    _("Nobody decides in your place, nor you in another's."));
	for (size_t i = 0; i < m->held.n && row < p->rows; i++, row++)
		pane_field(p, row, 3, p->columns - 4, LOOK_TEXT,
		    held_text(&m->held.v[i], m->me, now));
}

/* A refusal is another command than the word that is given. */
static struct str
will(const struct screen *s, bool decides)
{
	return decides && str_is(sheet_get(s, "answer"), "refuse")
	    ? sheet_will_of(&draw_arena, s, "approval refuse")
	    : sheet_will(&draw_arena, s);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	bool decides = strcmp(s->def->name, "decide") == 0;
	bool asks = strcmp(s->def->name, "ask") == 0;
	int row = 1;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	if (decides || asks) {
		around_head(&m->t, p, s->scene.now);
		row = 3;
	} else {
		draw_head(p, 0, false, _("WHO DECIDES IN YOUR PLACE"), -1);
	}
	row = sheet_draw(s, p, row) + 1;
	row += pane_wrap(p, row, 15, p->columns - 16, 0, 4, LOOK_MUTED,
	    will(s, decides));
	if (decides)
		draw_asked(m, p, row + 1, s->scene.now);
	if (asks)
		draw_band(s, p, row + 1);
	if (!decides && !asks)
		draw_held(m, p, row + 1, s->scene.now);
	arena_reset(&draw_arena);
}

/* ---- words -------------------------------------------------------------- */

static void
say_decide(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;

	buf_printf(say, "approval %s %lld", sheet_get(s, "answer").s,
	    (long long)m->asked.number);
	say_arg(say, "reason", sheet_get(s, "reason"));
}

/* The fields, the amount without its points. */
static void
say_given(const struct screen *s, struct buf *say)
{
	const struct form *f = &((const struct sheet *)s->state)->form;

	for (size_t i = 0; i < f->n; i++)
		say_arg(say, f->v[i].def->name, given(s, f->v[i].def->name));
	arena_reset(&draw_arena);
}

static void
say_asked(struct screen *s, struct buf *say)
{
	buf_printf(say, "approval ask %s", s->arg.id.s);
	say_given(s, say);
}

static void
say_delegate(struct screen *s, struct buf *say)
{
	buf_z(say, "approval delegate");
	say_given(s, say);
}

/* Only a refusal must say why. */
static const char *
decide_also(const struct screen *s)
{
	return str_is(sheet_get(s, "answer"), "refuse") ? "reason" : NULL;
}

/* Whom one let decide, chosen in the form, decides no longer. */
static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct str who;

	if (k->code != KEY_F(4) || strcmp(s->def->name, "delegate") != 0)
		return sheet_send(s, k, say);
	if (s->model == NULL || (who = sheet_get(s, "to")).len == 0)
		return screen_tell(say,
		    _("Choose the person first: F4 ends what you gave them."));
	buf_z(say, "approval revoke");
	say_arg(say, "to", who);
	return SCREEN_SAY;
}

static const struct key_def delegate_keys[] = {
	{ "<Tab>", "", N_("field") },
	{ "<F10>", "", N_("send") },
	{ "<F4>", "", N_("revoke") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

#define FORM(word, heading, its, line, ...)                                    \
	const struct screen_def screen_##word = {                              \
		SHEET(word, heading, word##_fields, __VA_ARGS__),              \
		.of = its,                                                     \
		SHEET_PLAIN,                                                   \
		.watches = "ticket",                                           \
		.keys = line,                                                  \
		.load = load_##word,                                           \
		.loaded = loaded,                                              \
		.draw = draw,                                                  \
		.key = key,                                                    \
	}

FORM(decide, N_("Approve or refuse"), OF_NOTHING, SHEET_KEYS(N_("send")),
    "approval give", N_("The other has it in writing."), say_decide,
    .also = decide_also);
FORM(ask, N_("Ask for approval"), OF_TICKET, SHEET_KEYS(N_("send")),
    "approval ask", N_("Who may decide is told."), say_asked);
FORM(delegate, N_("Delegate"), OF_NOTHING, delegate_keys, "approval delegate",
    N_("Until then they may decide what you may. You are one voice: what "
       "one has decided, the other decides no more."),
    say_delegate);
