/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * transfer.c - a live contact goes to a colleague or a team: to whom, and a
 * word for them. What is on the desk goes with it.
 */
#include "base/utf8.h"
#include "core/interaction.h"
#include "core/state.h"
#include "core/team.h"
#include "screens/say.h"
#include "screens/sheet.h"

struct state {
	struct sheet sheet;
};

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
				agent_state_word(r->state)));
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
	struct form *f = sheet_form(s, fields);
	const struct model *m = s->model;

	form_choices(f, "agent", m->people, m->npeople);
	form_choices(f, "team", m->teams, m->nteams);
}

static void
undraft(struct screen *s, struct str draft)
{
	sheet_form(s, fields);
	sheet_undraft(s, draft);
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
	pane_wrap(p, row + 1, 15, p->columns - 16, 0, 3, LOOK_MUTED,
	    str_of(_("The contact waits for them, with this word and with the "
		     "screens and drafts that you have on it. You are free "
		     "then.")));
	arena_done(&a);
}

static void
words(struct screen *s, struct buf *say)
{
	const struct state *t = s->state;

	buf_printf(say, "interaction transfer %s", s->arg.id.s);
	say_fields(say, &t->sheet.form);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	return s->model != NULL ? sheet_key(s, k, say, words) : SCREEN_IGNORED;
}

static const struct key_def keys[] = {
	{ "<Tab>", "", N_("field") },
	{ "<F10>", "", N_("hand over") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_transfer = {
	.name = "transfer",
	.title = N_("Hand over"),
	.once = true,
	.state_size = sizeof(struct state),
	.watches = "interaction agent",
	.unfiltered = true,
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.typing = sheet_typing,
	.edit = sheet_edit,
	.draft = sheet_draft,
	.undraft = undraft,
	.done = sheet_done,
};
