/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * route.c - who works on a ticket, decided by who answers for the work: it is
 * taken from whoever has it, given back to its team, or sent to another team.
 */
#include "core/message.h"
#include "core/team.h"
#include "screens/around.h"

struct model {
	struct row_ticket_get t;
	struct rows_message_of_ticket said;
	struct choice *to;
	size_t n;
};

static const struct field_def fields[] = {
	SHEET_CHOICE("to", N_("Goes to"), 8, 0),
	SHEET_WHY,
	{ 0 },
};

/* ---- loading ------------------------------------------------------------ */

/* "me" and "nobody" are no teams: theirs have a colon before. */
static void
add(struct arena *a, struct model *m, const char *code, struct str text)
{
	m->to[m->n] =
	    around_choice(a, code, text, m->n < 2 ? (int)m->n + 1 : 0);
	m->n++;
}

static enum err
add_teams(struct core *c, struct arena *a, struct model *m)
{
	struct rows_team_list teams;
	enum err rc = team_list(c, a, false, &teams);

	if (rc != OK)
		return rc;
	m->to = NEWN(a, struct choice, teams.n + 2);
	add(a, m, "me", str_of(_("me: I take it over")));
	add(a, m, "nobody",
	    str_printf(a, _("nobody: back to %s"),
		m->t.team_name.len > 0 ? m->t.team_name.s : _("its team")));
	for (size_t i = 0; i < teams.n; i++)
		if (!str_eq(teams.v[i].code, m->t.team))
			add(a, m, str_printf(a, ":%s", teams.v[i].code.s).s,
			    teams.v[i].name);
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = message_of_ticket(c, a, arg->id, &m->said)) != OK ||
	    (rc = add_teams(c, a, m)) != OK)
		return rc;
	*model = m;
	return OK;
}

static void
loaded(struct screen *s)
{
	const struct model *m = s->model;

	form_choices(sheet_own(s), "to", m->to, m->n);
}

/* ---- drawing ------------------------------------------------------------ */

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in;

	if (m == NULL)
		draw_waits(s, p);
	else
		(void)around_will(s, p, &m->t, &m->said, &in);
}

/* ---- words -------------------------------------------------------------- */

static void
words(struct screen *s, struct buf *say)
{
	struct str to = sheet_get(s, "to");

	buf_printf(say, "ticket %s %s",
	    str_is(to, "me")	       ? "take"
		: str_is(to, "nobody") ? "return"
				       : "route",
	    s->arg.id.s);
	if (*to.s == ':')
		say_arg(say, "team", str_of(to.s + 1));
	say_arg(say, "reason", sheet_get(s, "reason"));
}

const struct screen_def screen_route = {
	SHEET(route, N_("Move"), fields, "ticket route",
	    N_("It does not come back by itself, as a referral does. "
	       "What the customer was promised goes on."),
	    words),
	.of = OF_TICKET,
	.about = N_("Work is moved by who answers for it: taken over, given "
		    "back to its team, or sent to another team, with a "
		    "reason that stays."),
	SHEET_PLAIN,
	.watches = "ticket message",
	.keys = SHEET_KEYS(N_("move it")),
	.may = around_may_assign,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = sheet_send,
	.label = around_label,
	.word = around_word,
};
