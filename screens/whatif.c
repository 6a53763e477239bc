/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * whatif.c - what would be due when, if a ticket were parked, referred or
 * given another priority; nothing is saved.
 */
#include "base/utf8.h"
#include "core/explain.h"
#include "core/team.h"
#include "core/when.h"
#include "screens/around.h"
#include "screens/say.h"
#include "screens/sheet.h"

struct state {
	struct sheet sheet;
	char asked[300]; /* park-until, refer and priority, with '\n' between */
};

struct model {
	struct row_ticket_get t;
	struct choice *teams;
	size_t nteams;
	struct whatifs all;
	struct str refused; /* why it cannot be worked out, or "" */
};

/* ---- loading ------------------------------------------------------------ */

static enum err
read_asked(struct core *c, struct arena *a, struct str rest, struct whatif *w)
{
	struct str park = STR_NONE, priority = STR_NONE;

	w->refer = STR_NONE;
	str_next(a, &rest, '\n', &park);
	str_next(a, &rest, '\n', &w->refer);
	str_next(a, &rest, '\n', &priority);
	if (priority.len > 0 && !str_int(priority, &w->priority))
		w->priority = 0;
	if (park.len == 0)
		return OK;
	return when_parse(park, zone_get(c->me.zone), clock_now(c->clock),
	    &w->park_until, &c->fault);
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct whatif w = { .park_until = 0 };
	struct rows_team_list teams;
	enum err rc;

	m->refused = STR_NONE;
	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = team_list(c, a, false, &teams)) != OK)
		return rc;
	m->teams = NEWN(a, struct choice, teams.n);
	for (size_t i = 0; i < teams.n; i++)
		m->teams[m->nteams++] =
		    (struct choice){ .code = teams.v[i].code,
			    .text = teams.v[i].name,
			    .fold = utf8_fold(a, teams.v[i].name) };
	if ((rc = read_asked(c, a, arg->text, &w)) == OK)
		rc = promise_whatif(c, a, arg->id, &w, &m->all);
	if (rc == ERR_INVALID || rc == ERR_NOT_FOUND) {
		m->refused = str_copy(a, str_of(c->fault.text));
		rc = OK;
	}
	*model = m;
	return rc;
}

/* ---- the form ----------------------------------------------------------- */

static const struct field_def fields[] = {
	{ .name = "park",
	    .label = N_("Park until"),
	    .kind = FIELD_LINE,
	    .columns = 24,
	    .hint = N_("tomorrow 10:00, +2h, 12 Mar 15:30") },
	{ .name = "refer",
	    .label = N_("Refer to"),
	    .kind = FIELD_CHOICE,
	    .columns = 24 },
	{ .name = "priority",
	    .label = N_("Priority"),
	    .kind = FIELD_LINE,
	    .max = 1,
	    .columns = 2,
	    .hint = N_("1 to 4") },
	{ 0 },
};

static void
loaded(struct screen *s)
{
	const struct model *m = s->model;

	form_choices(sheet_form(s, fields), "refer", m->teams, m->nteams);
}

static void
words(struct screen *s, struct buf *say)
{
	(void)s;
	(void)say;
}

/* Sent, or left with another answer: worked out anew. */
static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;
	enum screen_key got;
	char now[sizeof(t->asked)];

	if (s->model == NULL)
		return SCREEN_IGNORED;
	got = sheet_key(s, k, say, words);
	if (got == SCREEN_IGNORED || k->code < KEY_ENTER)
		return got;
	snprintf(now, sizeof(now), "%s\n%s\n%s", sheet_get(s, "park").s,
	    sheet_get(s, "refer").s, sheet_get(s, "priority").s);
	if (strcmp(now, t->asked) == 0)
		return SCREEN_TAKEN;
	memcpy(t->asked, now, sizeof(now));
	s->arg.text = str_of(t->asked);
	return SCREEN_RELOAD;
}

/* ---- drawing ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static struct str
due(msec at, msec now)
{
	return at != 0 ? say_due(&draw_arena, at, now) : str_of(_("paused"));
}

/* As it is, and as it would be: a clock there is not is not paused. */
static struct str
due_is(const struct whatif_row *r, msec now)
{
	return r->begins ? str_of(_("not promised")) : due(r->due_at, now);
}

static struct str
due_would(const struct whatif_row *r, msec now)
{
	return r->ends ? str_of(_("promised no more"))
	    : r->due_at == r->would_at && !r->begins ? str_of(_("the same"))
						     : due(r->would_at, now);
}

static int
draw_rows(const struct model *m, const struct pane *p, int row, msec now)
{
	draw_head(p, row, false, _("CLOCK"), -1);
	pane_z(p, row, 30, LOOK_HEAD, _("due today"));
	pane_z(p, row++, 50, LOOK_HEAD, _("would be due"));
	for (size_t i = 0; i < m->all.n && row < p->rows - 4; i++, row++) {
		const struct whatif_row *r = &m->all.v[i];
		bool same = r->due_at == r->would_at && !r->ends;

		pane_field(p, row, 3, 26, LOOK_TEXT,
		    str_of(promise_kind_text(r->kind)));
		pane_text(p, row, 30, LOOK_TEXT, due_is(r, now));
		pane_text(p, row, 50, same ? LOOK_MUTED : LOOK_HEAD,
		    due_would(r, now));
		if (r->late_at_once)
			pane_text(p, row, 69, LOOK_LATE, str_of(_("late")));
	}
	return row;
}

/* The team's own clocks, and what is left for the customer. */
static void
draw_leg(const struct model *m, const struct pane *p, int row, msec now)
{
	const struct whatifs *w = &m->all;

	if (w->leg_accept_at == 0 && w->leg_complete_at == 0)
		pane_wrap(p, row, 3, p->columns - 4, 0, 2, LOOK_TEXT,
		    str_of(_("That team promises nothing of its own: what "
			     "stands above holds with it, too.")));
	if (w->leg_accept_at != 0)
		pane_printf(p, row++, 3, LOOK_TEXT, _("The team accepts by %s"),
		    say_due(&draw_arena, w->leg_accept_at, now).s);
	if (w->leg_complete_at != 0)
		pane_printf(p, row++, 3, LOOK_TEXT, _("and is done by %s"),
		    say_due(&draw_arena, w->leg_complete_at, now).s);
	if (w->tight) {
		pane_text(p, row, 1, LOOK_LATE,
		    theme_sign(term_symbols(), SIGN_LATE));
		pane_z(p, row, 3, LOOK_TEXT,
		    w->reserve_ms < 0
			? _("That is too late for the customer's promise.")
			: _("Less than an hour is left to answer the "
			    "customer."));
	}
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int row;

	if (m == NULL) {
		if (s->fault != NULL)
			pane_z(p, 1, 1, LOOK_TEXT, s->fault->text);
		return;
	}
	pane_printf(p, 0, 1, LOOK_HEAD, "T-%lld", (long long)m->t.number);
	pane_field(p, 0, 10, p->columns - 11, LOOK_TEXT, m->t.subject);
	row = sheet_draw(s, p, 2) + 1;
	if (m->refused.len > 0) {
		pane_wrap(p, row, 3, p->columns - 4, 0, 3, LOOK_TEXT,
		    m->refused);
	} else {
		row = draw_rows(m, p, row, s->scene.now) + 1;
		if (m->all.refers)
			draw_leg(m, p, row, s->scene.now);
	}
	pane_z(p, p->rows - 1, 1, LOOK_MUTED,
	    _("Nothing is changed: on the ticket p parks, F6 refers and ! sets "
	      "the priority."));
	arena_reset(&draw_arena);
}

static const struct key_def keys[] = {
	{ "<F10>", "", N_("work it out") },
	{ "<Tab>", "", N_("field") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_whatif = {
	.name = "whatif",
	.title = N_("What if"),
	.about = N_("When it would be due if it waited, went to another team "
		    "or had another priority. Nothing is changed."),
	.of = OF_TICKET,
	.state_size = sizeof(struct state),
	.watches = "ticket",
	.label = around_label,
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.typing = sheet_typing,
	.edit = sheet_edit,
	.draft = sheet_draft,
	.undraft = sheet_undraft,
	.seeks = true,
	.done = sheet_done,
};
