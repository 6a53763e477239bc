/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * transfer.c - a live contact goes to a colleague or a team: to whom, and a
 * word for them. What is on the desk goes with it.
 */
#include "base/utf8.h"
#include "core/interaction.h"
#include "core/state.h"
#include "core/team.h"
#include "screens/desk.h"
#include "screens/say.h"
#include "screens/sheet.h"

struct model {
	struct row_interaction_get i;
	struct choice *people, *teams;
	size_t npeople, nteams;
};

static const struct field_def fields[] = {
	{ .name = "agent",
	    .label = N_("Person"),
	    .kind = FIELD_CHOICE,
	    .hint = N_("name or sign-in; none: anybody of the team") },
	{ .name = "team",
	    .label = N_("Team"),
	    .kind = FIELD_CHOICE,
	    .hint = N_("none: the person's own") },
	{ .name = "note",
	    .label = N_("For them"),
	    .kind = FIELD_LINES,
	    .rows = 4,
	    .max = 500 },
	{ 0 },
};

static struct choice
choose(struct arena *a, struct str code, struct str text)
{
	return (struct choice){
		.code = code, .text = text, .fold = utf8_fold(a, text)
	};
}

/* Whoever is ready stands first; nobody who is offline. */
static enum err
add_people(struct core *c, struct arena *a, struct model *m)
{
	struct rows_state_list people = { NULL, 0 };
	enum err rc = state_list(c, a, STR_NONE, &people);

	if (rc != OK && rc != ERR_DENIED)
		return rc;
	m->people = NEWN(a, struct choice, people.n);
	for (int ready = 1; ready >= 0; ready--)
		for (size_t i = 0; i < people.n; i++) {
			const struct row_state_list *r = &people.v[i];

			if (str_is(r->state, "offline") ||
			    id_eq(r->agent, c->me.id) ||
			    str_is(r->state, "ready") != (ready == 1))
				continue;
			m->people[m->npeople++] = choose(a, r->login,
			    str_printf(a, "%s  %s  %s", r->name.s, r->login.s,
				agent_state_word(r->shown)));
		}
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct rows_team_list teams;
	enum err rc;

	if ((rc = interaction_get(c, a, arg->id, &m->i)) != OK ||
	    (rc = add_people(c, a, m)) != OK ||
	    (rc = team_list(c, a, false, &teams)) != OK)
		return rc;
	m->teams = NEWN(a, struct choice, teams.n);
	for (size_t i = 0; i < teams.n; i++)
		m->teams[m->nteams++] =
		    choose(a, teams.v[i].code, teams.v[i].name);
	*model = m;
	return OK;
}

static void
loaded(struct screen *s)
{
	struct form *f = sheet_own(s);
	const struct model *m = s->model;

	form_choices(f, "agent", m->people, m->npeople);
	form_choices(f, "team", m->teams, m->nteams);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct arena a = { 0 };
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	pane_field(p, 0, 1, p->columns - 2, LOOK_HEAD,
	    str_printf(&a, "I-%lld  %s", (long long)m->i.number,
		m->i.customer_name.len > 0 ? m->i.customer_name.s
					   : _("unknown caller")));
	row = sheet_draw(s, p, 2);
	pane_wrap(p, row + 1, 15, p->columns - 16, 0, 5, LOOK_MUTED,
	    sheet_will(&a, s));
	arena_done(&a);
}

const struct screen_def screen_transfer = {
	SHEET(transfer, N_("Hand over"), fields, "interaction transfer",
	    N_("The contact waits for them, with this word and with the "
	       "screens and drafts that you have on it. You are free then.")),
	.of = OF_TALK,
	.may = desk_may,
	.about = N_("A live contact goes to a person or a team, with your "
		    "note, your drafts and the step of its script."),
	SHEET_PLAIN,
	.watches = "interaction agent",
	.unfiltered = true,
	.keys = SHEET_KEYS(N_("hand over")),
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = sheet_send,
};
