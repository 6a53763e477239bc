/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * escalate.c - calling somebody to a ticket: the next higher, who leads another
 * team, who has a skill; and taking note of a level that was told. What was
 * told so far stands below.
 */
#include "core/escalation.h"

#include "core/team.h"
#include "screens/around.h"
#include "screens/say.h"

enum { LEVELS = 20 };

struct model {
	struct row_ticket_get t;
	struct rows_escalation_list told;
	struct choice *whom;
	size_t n, waiting;
	unsigned next; /* TELL_…: whom the next by hand is told to */
};

static struct arena draw_arena; /* emptied at each draw */

static const struct field_def fields[] = {
	{ .name = "whom",
	    .label = N_("Whom"),
	    .kind = FIELD_CHOICE,
	    .rows = 6,
	    .required = true,
	    .hint = N_("a digit, or the name of a team or a skill") },
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_LINE,
	    .max = 200 },
	{ 0 },
};

/* ---- loading ------------------------------------------------------------ */

static const char *
higher(unsigned tell)
{
	return tell == TELL_LEAD      ? _("higher: who leads the team")
	    : tell == TELL_SUPERVISOR ? _("higher: the supervisors")
				      : _("higher: the managers");
}

static void
count(struct model *m)
{
	for (size_t i = 0; i < m->told.n; i++)
		m->waiting += m->told.v[i].acked_at == 0;
}

static enum err
add_whom(struct core *c, struct arena *a, struct model *m)
{
	struct rows_skill_list skills;
	struct rows_team_list teams;
	enum err rc;

	if ((rc = team_list(c, a, false, &teams)) != OK ||
	    (rc = skill_list(c, a, &skills)) != OK)
		return rc;
	m->whom = NEWN(a, struct choice, 2 + teams.n + skills.n);
	m->whom[m->n++] = around_choice(a, "up", str_of(higher(m->next)), 1);
	if (m->waiting > 0)
		m->whom[m->n++] = around_choice(a, "ack",
		    str_printf(a,
			_("nobody: I take note of what was told (%zu)"),
			m->waiting),
		    2);
	for (size_t i = 0; i < teams.n; i++)
		m->whom[m->n++] = around_choice(a,
		    str_printf(a, "team %s", teams.v[i].code.s).s,
		    str_printf(a, _("team %s"), teams.v[i].name.s), 0);
	for (size_t i = 0; i < skills.n; i++)
		m->whom[m->n++] = around_choice(a,
		    str_printf(a, "skill %s", skills.v[i].code.s).s,
		    str_printf(a, _("who knows: %s"), skills.v[i].name.s), 0);
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct escalation_filter f = { .ticket = arg->id, .limit = LEVELS };
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = escalation_list(c, a, &f, &m->told)) != OK ||
	    (rc = escalation_next(c, arg->id, &m->next)) != OK)
		return rc;
	count(m);
	*model = m;
	return add_whom(c, a, m);
}

static void
loaded(struct screen *s)
{
	const struct model *m = s->model;

	form_choices(sheet_own(s), "whom", m->whom, m->n);
}

/* ---- drawing ------------------------------------------------------------ */

/* What F10 does. */
static const char *
will(struct str whom)
{
	if (str_is(whom, "ack"))
		return _("Its repeats stop, and who was not told yet is told "
			 "no "
			 "more; no clock is touched.");
	if (str_starts(whom, STR("team ")))
		return _("Who leads that team is asked for help, or all of it; "
			 "the ticket stays where it is.");
	if (str_starts(whom, STR("skill ")))
		return _("The best who know it are asked for help; the ticket "
			 "stays where it is.");
	return _("Who stands in for an absent person is told instead. No clock "
		 "is touched.");
}

static void
draw_told(const struct model *m, const struct pane *p, int row, msec now)
{
	draw_head(p, row++, false, _("TOLD SO FAR"), (int64_t)m->told.n);
	if (m->told.n == 0)
		pane_z(p, row, 1, LOOK_MUTED, _("Nobody was called yet."));
	for (size_t i = 0; i < m->told.n && row < p->rows - 2; i++, row++) {
		const struct row_escalation_list *x = &m->told.v[i];
		bool open = x->acked_at == 0;
		int end = pane_right(p, row, p->columns - 1,
		    open ? LOOK_SOON : LOOK_MET,
		    open ? str_of(_("waits"))
			 : str_printf(&draw_arena, _("noted by %s"),
			       x->acked_by_name.s));

		pane_text(p, row, 1, LOOK_MUTED,
		    say_when(&draw_arena, x->told_at, now));
		pane_field(p, row, 14, end - 15, LOOK_TEXT,
		    str_printf(&draw_arena, "%s%s%s",
			escalation_said(&draw_arena, x).s,
			x->reason.len > 0 ? ": " : "", x->reason.s));
	}
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	around_head(&m->t, p, s->scene.now);
	row = sheet_draw(s, p, 3) + 1;
	row += pane_wrap(p, row, 15, p->columns - 16, 0, 2, LOOK_MUTED,
	    str_of(will(sheet_get(s, "whom"))));
	draw_told(m, p, row + 1, s->scene.now);
	arena_reset(&draw_arena);
}

/* ---- words -------------------------------------------------------------- */

static void
words(struct screen *s, struct buf *say)
{
	struct str whom = sheet_get(s, "whom");

	if (str_is(whom, "ack")) {
		buf_printf(say, "escalation ack %s", s->arg.id.s);
		return;
	}
	buf_printf(say, "ticket escalate %s", s->arg.id.s);
	if (str_starts(whom, STR("team ")))
		say_arg(say, "team", str_of(whom.s + 5));
	else if (str_starts(whom, STR("skill ")))
		say_arg(say, "skill", str_of(whom.s + 6));
	say_arg(say, "reason", sheet_get(s, "reason"));
}

/* A call says why; who takes note needs no words. */
static const char *
also(const struct screen *s)
{
	return str_is(sheet_get(s, "whom"), "ack") ? NULL : "reason";
}

const struct screen_def screen_escalate = {
	SHEET(escalate, N_("Escalate"), fields, "ticket escalate", NULL, words,
	    .also = also),
	.of = OF_TICKET,
	.about = N_("Who must know of a ticket: who leads its team, another "
		    "team or who has a skill. No clock is touched."),
	SHEET_PLAIN,
	.watches = "ticket",
	.keys = SHEET_KEYS(N_("do it")),
	.may = around_may_edit,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = sheet_send,
	.label = around_label,
};
