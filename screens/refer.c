/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * refer.c - a ticket is lent to another team, or passed on by the team that
 * has it. What that team promises stands beside what the customer is promised
 * before it is sent; when it does not fit, F10 asks which way out to take.
 */
#include "core/referral.h"
#include "core/team.h"
#include "screens/around.h"
#include "screens/say.h"

enum { OUT_MOST = 2 };

struct model {
	struct row_ticket_get t;
	struct rows_message_of_ticket said;
	struct rows_team_list teams;
	struct choice *choices, *reasons, *priorities;
	size_t n, nreasons;
	/* of each choice, by priority */
	struct referral_guard (*guards)[AROUND_PRIORITIES + 1];
};

static struct arena draw_arena; /* emptied at each draw */

static const struct field_def fields[] = {
	SHEET_CHOICE("team", N_("To team"), 0, 0),
	SHEET_CHOICE("reason", N_("Why"), 9, 0),
	SHEET_LINES("ask", N_("What you ask"), 3, 2000),
	{ .name = "priority",
	    .label = N_("Priority"),
	    .kind = FIELD_CHOICE,
	    .hint = N_("none: as it is") },
	{ 0 },
};

/* ---- loading ------------------------------------------------------------ */

/* Who has it, or lent it, is not asked for it. */
static enum err
add_teams(struct core *c, struct arena *a, struct model *m)
{
	struct str *codes;
	enum err rc = team_list(c, a, false, &m->teams);

	if (rc != OK)
		return rc;
	m->choices = NEWN(a, struct choice, m->teams.n);
	codes = NEWN(a, struct str, m->teams.n);
	for (size_t i = 0; i < m->teams.n; i++) {
		const struct row_team_list *t = &m->teams.v[i];

		if (str_eq(t->code, m->t.team) || str_eq(t->code, m->t.lent_to))
			continue;
		codes[m->n] = t->code;
		m->choices[m->n++] = around_choice(a, t->code.s, t->name, 0);
	}
	m->guards = arena_take(a, sizeof(*m->guards) * (m->n + 1));
	return referral_guards(c, a, m->t.id, codes, m->n, m->guards);
}

static enum err
may(struct core *c, const struct screen_arg *arg)
{
	struct row_ticket_get t;
	enum err rc = ticket_get(c, &c->scratch, arg->id, &t);

	return rc == OK && t.lent_to.len == 0 ? referral_may_send(c, arg->id)
					      : rc;
}

static enum err
may_pass(struct core *c, const struct screen_arg *arg)
{
	return referral_may(c, arg->id, "transfer");
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = message_of_ticket(c, a, arg->id, &m->said)) != OK ||
	    (rc = add_teams(c, a, m)) != OK ||
	    (rc = around_reasons(c, a, "send", &m->reasons, &m->nreasons)) !=
		OK)
		return rc;
	m->priorities = around_priorities(a);
	*model = m;
	return OK;
}

static void
loaded(struct screen *s)
{
	struct form *f = sheet_own(s);
	const struct model *m = s->model;

	form_choices(f, "team", m->choices, m->n);
	form_choices(f, "reason", m->reasons, m->nreasons);
	form_choices(f, "priority", m->priorities, AROUND_PRIORITIES);
}

/* ---- the guard ---------------------------------------------------------- */

static const struct referral_guard *
guard(const struct screen *s)
{
	const struct model *m = s->model;
	struct str team = sheet_get(s, "team");
	int64_t priority = 0;

	(void)str_int(sheet_get(s, "priority"), &priority);
	if (priority < 0 || priority > AROUND_PRIORITIES)
		priority = 0;
	for (size_t i = 0; team.len > 0 && i < m->n; i++)
		if (str_eq(m->choices[i].code, team))
			return &m->guards[i][priority];
	return NULL;
}

static struct str
span(msec ms)
{
	return say_worked(&draw_arena, ms < 0 ? -ms : ms);
}

/* "Tue 12:42 -03   10:42 there" */
static struct str
both(const struct referral_guard *g, msec at, msec now)
{
	struct zone_time here = say_local(at);
	struct zone_time there = zone_time(zone_get(g->zone), at);
	struct str text = say_due(&draw_arena, at, now);

	if (here.offset == there.offset)
		return text;
	return str_printf(&draw_arena, _("%s, %02d:%02d there"), text.s,
	    there.hour, there.minute);
}

static size_t
outs(const struct referral_guard *g)
{
	return g->nways < OUT_MOST ? g->nways : OUT_MOST;
}

static struct str
out_text(const struct referral_guard *g, size_t i, msec now)
{
	const struct referral_way *w = &g->ways[i];

	return str_printf(&draw_arena,
	    _("Priority %lld: done by %s, %s to spare"), (long long)w->priority,
	    say_due_when(&draw_arena, w->complete_at, now).s,
	    span(w->slack_ms).s);
}

static int
draw_clock(const struct pane *p, int row, const char *name, struct str value)
{
	pane_field(p, row, 1, 24, LOOK_LABEL, str_of(name));
	pane_field(p, row, 26, p->columns - 27, LOOK_TEXT, value);
	return row + 1;
}

static int
draw_clocks(const struct referral_guard *g, const struct pane *p, int row,
    msec now)
{
	struct str where =
	    str_printf(&draw_arena, "%s, %s", g->calendar.s, g->zone.s);

	draw_head(p, row, false, _("CLOCKS OF THE LEG"), -1);
	pane_right(p, row++, p->columns - 1, LOOK_MUTED, where);
	if (g->accept_at != 0)
		row = draw_clock(p, row,
		    str_printf(&draw_arena, _("Accept in %s"),
			span(g->accept_ms).s)
			.s,
		    both(g, g->accept_at, now));
	if (g->complete_at != 0)
		row = draw_clock(p, row,
		    str_printf(&draw_arena, _("Complete in %s"),
			span(g->complete_ms).s)
			.s,
		    both(g, g->complete_at, now));
	if (g->customer_at != 0)
		row = draw_clock(p, row, _("The customer is promised"),
		    say_due(&draw_arena, g->customer_at, now));
	return row;
}

static struct str
why_not(const struct referral_guard *g)
{
	return g->slack_ms < 0
	    ? str_printf(&draw_arena,
		  _("DOES NOT FIT: %s of working time too late"),
		  span(g->slack_ms).s)
	    : str_printf(&draw_arena,
		  _("DOES NOT FIT: %s of working time would be left, %s are "
		    "to be"),
		  span(g->slack_ms).s, span(g->reserve_ms).s);
}

/* What F10 will ask, numbered as there. */
static int
draw_outs(const struct referral_guard *g, const struct pane *p, int row,
    msec now)
{
	size_t n = outs(g);

	pane_field(p, row, 3, p->columns - 4, LOOK_ALERT, why_not(g));
	pane_text(p, row++, 1, LOOK_ALERT,
	    theme_sign(term_symbols(), SIGN_LATE));
	for (size_t i = 0; i < n; i++)
		pane_field(p, row++, 3, p->columns - 4, LOOK_TEXT,
		    str_printf(&draw_arena, "%zu  %s", i + 1,
			out_text(g, i, now).s));
	pane_field(p, row++, 3, p->columns - 4, LOOK_TEXT,
	    str_printf(&draw_arena,
		_("%zu  Agree on another date with the customer first"),
		n + 1));
	pane_field(p, row++, 3, p->columns - 4, LOOK_TEXT,
	    str_printf(&draw_arena,
		_("%zu  Send it all the same; that is kept with it"), n + 2));
	return row;
}

static int
draw_guard(const struct screen *s, const struct pane *p, int row)
{
	const struct referral_guard *g = guard(s);
	msec now = s->scene.now;

	if (g == NULL)
		return row;
	if (!g->promised) {
		pane_z(p, row, 1, LOOK_MUTED,
		    _("That team promises nothing yet."));
		return row + 1;
	}
	row = draw_clocks(g, p, row, now);
	if (!g->fits)
		return draw_outs(g, p, row, now);
	if (g->customer_at != 0 && g->complete_at != 0)
		row = draw_clock(p, row, _("To spare"),
		    str_printf(&draw_arena, _("%s of working time"),
			span(g->slack_ms).s));
	return row;
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	row = around_form(s, p, &m->t, &m->said, &in);
	if (guard(s) == NULL)
		pane_wrap(&in, row + 1, 15, in.columns - 16, 0, 2, LOOK_MUTED,
		    str_printf(&draw_arena, _("%s has it now. %s"),
			m->t.lent_name.len > 0 ? m->t.lent_name.s
					       : m->t.team_name.s,
			sheet_will(&draw_arena, s).s));
	(void)draw_guard(s, &in, row + 1);
	arena_reset(&draw_arena);
}

/* ---- words -------------------------------------------------------------- */

static void
say_sent(const struct screen *s, struct buf *say, int64_t priority,
    bool despite)
{
	const struct form *f = &((const struct sheet *)s->state)->form;

	buf_printf(say, "%s %s", s->def->sheet->command, s->arg.id.s);
	for (size_t i = 0; i < f->n; i++) {
		const char *name = f->v[i].def->name;

		if (priority == 0 || strcmp(name, "priority") != 0)
			say_arg(say, name, form_get(f, name));
	}
	if (priority != 0)
		buf_printf(say, " priority=%lld", (long long)priority);
	if (despite)
		buf_z(say, " despite=yes");
}

static void
choice(struct buf *say, const char *name)
{
	buf_printf(say, "%c%s%c", SAY_CHOICE, name, SAY_CHOICE);
}

/* Which way out: the same numbers as on the screen. */
static void
ask(struct screen *s, const struct referral_guard *g, struct buf *say)
{
	buf_printf(say, "choose %s", why_not(g).s);
	for (size_t i = 0; i < outs(g); i++) {
		choice(say,
		    str_printf(&draw_arena, _("priority %lld"),
			(long long)g->ways[i].priority)
			.s);
		say_sent(s, say, g->ways[i].priority, false);
	}
	choice(say, _("another date first"));
	buf_printf(say, "open reply %s", s->arg.id.s);
	choice(say, _("all the same"));
	say_sent(s, say, 0, true);
}

static void
words(struct screen *s, struct buf *say)
{
	const struct referral_guard *g = guard(s);

	if (g != NULL && !g->fits)
		ask(s, g, say);
	else
		say_sent(s, say, 0, false);
	arena_reset(&draw_arena);
}

#define FORM(word, heading, allowed, ...)                                      \
	const struct screen_def screen_##word = {                              \
		SHEET(word, heading, fields, __VA_ARGS__),                     \
		.of = OF_TICKET,                                               \
		.about = N_("Another team is asked for something; the "        \
			    "promise to the customer stays yours. When it is " \
			    "due there is shown before you send it."),         \
		SHEET_PLAIN,                                                   \
		.watches = "ticket message",                                   \
		.keys = SHEET_KEYS(N_("refer")),                               \
		.may = allowed,                                                \
		.load = load,                                                  \
		.loaded = loaded,                                              \
		.draw = draw,                                                  \
		.key = sheet_send,                                             \
		.label = around_label,                                         \
	}

FORM(refer, N_("Refer"), may, "referral send",
    N_("The promise to the customer stays yours; the team is told."), words);
FORM(pass, N_("Pass on"), may_pass, "referral transfer",
    N_("Your leg ends and theirs begins, with promises of their own."), words);
