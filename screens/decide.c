/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decide.c - the forms of approvals: to ask for one, to say yes or no with a
 * reason, to let somebody decide in one's place.
 */
#include "core/agent.h"
#include "core/approval_desk.h"
#include "screens/around.h"
#include "screens/say.h"
#include "screens/sheet.h"

struct state {
	struct sheet sheet;
};

struct model {
	struct row_ticket_get t;	/* ask, decide */
	struct row_approval_list asked; /* decide */
	struct rows_approval_votes votes;
	struct approval_rules rules; /* ask */
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
	{ .name = "answer",
	    .label = N_("Your word"),
	    .kind = FIELD_CHOICE,
	    .rows = 2,
	    .required = true },
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_LINE,
	    .hint = N_("to refuse it, say why"),
	    .max = 500 },
	{ 0 },
};
static const struct field_def ask_fields[] = {
	{ .name = "rule",
	    .label = N_("What for"),
	    .kind = FIELD_CHOICE,
	    .required = true },
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
	{ .name = "to",
	    .label = N_("Who decides"),
	    .kind = FIELD_CHOICE,
	    .required = true },
	{ .name = "until",
	    .label = N_("Until"),
	    .kind = FIELD_LINE,
	    .hint = N_("+8h, +2d, or 2026-03-12 18:00"),
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
		    m->rules.v[i].name, i < 9 ? (int)i + 1 : 0);
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
	struct rows_agent_list people = { NULL, 0 };
	enum err rc = agent_list(c, a, &all, &people);

	(void)arg;
	if (rc != OK)
		return rc;
	m->choices = NEWN(a, struct choice, people.n);
	for (size_t i = 0; i < people.n; i++)
		if (!id_eq(people.v[i].id, c->me.id))
			m->choices[m->n++] =
			    around_choice(a, people.v[i].login.s,
				str_printf(a, "%s  %s", people.v[i].name.s,
				    people.v[i].login.s),
				0);
	*model = m;
	return OK;
}

/* ---- the form ----------------------------------------------------------- */

static const struct field_def *
fields_of(const struct screen *s)
{
	return strcmp(s->def->name, "decide") == 0 ? decide_fields
	    : strcmp(s->def->name, "ask") == 0	   ? ask_fields
						   : delegate_fields;
}

static void
loaded(struct screen *s)
{
	const struct field_def *defs = fields_of(s);
	const struct model *m = s->model;

	form_choices(sheet_form(s, defs), defs[0].name, m->choices, m->n);
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
		_("%lld of %lld words given; it expires %s"),
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
				      _("That takes %lld words of %s."),
				      (long long)r->v[k].need,
				      r->v[k].roles.s));
	}
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
	row += pane_wrap(p, row, 15, p->columns - 16, 0, 3, LOOK_MUTED,
	    str_of(decides ? _("It cannot be taken back: the other has it in "
			       "writing.")
		    : asks ? _("Who may decide is told; you may withdraw it "
			       "while it waits.")
			   : _("You and they are one voice: once one has "
			       "spoken, the other has.")));
	if (decides)
		draw_asked(m, p, row + 1, s->scene.now);
	if (asks)
		draw_band(s, p, row + 1);
	arena_reset(&draw_arena);
}

/* ---- words -------------------------------------------------------------- */

static void
words(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;

	if (strcmp(s->def->name, "decide") == 0) {
		buf_printf(say, "approval %s %lld", given(s, "answer").s,
		    (long long)m->asked.number);
		say_arg(say, "reason", given(s, "reason"));
	} else if (strcmp(s->def->name, "ask") == 0) {
		buf_printf(say, "approval ask %s", s->arg.id.s);
		say_arg(say, "rule", given(s, "rule"));
		say_arg(say, "amount", given(s, "amount"));
		say_arg(say, "reason", given(s, "reason"));
	} else {
		buf_z(say, "approval delegate");
		say_arg(say, "to", given(s, "to"));
		say_arg(say, "until", given(s, "until"));
		say_arg(say, "amount", given(s, "amount"));
	}
	arena_reset(&draw_arena);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	return s->model != NULL ? sheet_key(s, k, say, words) : SCREEN_IGNORED;
}

static void
undraft(struct screen *s, struct str draft)
{
	sheet_form(s, fields_of(s));
	sheet_undraft(s, draft);
}

static const struct key_def keys[] = {
	{ "<Tab>", "", N_("field") },
	{ "<F10>", "", N_("send") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

#define FORM(word, heading)                                                    \
	const struct screen_def screen_##word = {                              \
		.name = #word,                                                 \
		.title = heading,                                              \
		.once = true,                                                  \
		.state_size = sizeof(struct state),                            \
		.watches = "ticket",                                           \
		.keys = keys,                                                  \
		.load = load_##word,                                           \
		.loaded = loaded,                                              \
		.draw = draw,                                                  \
		.key = key,                                                    \
		.typing = sheet_typing,                                        \
		.edit = sheet_edit,                                            \
		.draft = sheet_draft,                                          \
		.undraft = undraft,                                            \
		.done = sheet_done,                                            \
	}

FORM(decide, N_("Approve or refuse"));
FORM(ask, N_("Ask for approval"));
FORM(delegate, N_("Delegate"));
