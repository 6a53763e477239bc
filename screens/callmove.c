/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * callmove.c - a promised call at another time, or kept by another person; and
 * the next attempt after one that did not reach them.
 */
#include "base/utf8.h"
#include "core/agent.h"
#include "screens/around.h"
#include "screens/proposals.h"
#include "screens/say.h"
#include "screens/sheet.h"

struct model {
	struct row_callback_rows call;
	struct callback_choice when[CALLBACK_CHOICES];
	size_t nwhen;
	struct choice *keepers; /* anybody first */
	size_t nkeepers;
};

#define WHEN(called, empty)                                                    \
	SHEET_LINE("when", called, .columns = 24, .hint = empty,               \
	    .check = proposals_check)
#define KEEPER                                                                 \
	{                                                                      \
		.name = "agent", .label = N_("Who calls"),                     \
		.kind = FIELD_CHOICE, .columns = 32, .rows = 6,                \
		.hint = N_("none: as it was")                                  \
	}

static const struct field_def fields[] = {
	WHEN(N_("When"), N_("none: as it was")),
	KEEPER,
	{ 0 },
};

static const struct field_def again_fields[] = {
	WHEN(N_("Call again"), N_("empty: nobody calls again")),
	SHEET_LINE("result", N_("What happened"), .required = true),
	KEEPER,
	{ 0 },
};

/* ---- loading ------------------------------------------------------------ */

/* People of its team; who may see nobody's list leaves it to anybody. */
static enum err
add_keepers(struct core *c, struct arena *a, struct model *m)
{
	struct agent_filter f = { .team = m->call.team };
	struct choice *people = NULL;
	size_t n = 0;
	enum err rc;

	f.role = f.branch = f.text = STR_NONE;
	rc = around_people(c, a, &f, m->call.owner, &people, &n);
	if (rc != OK && rc != ERR_DENIED)
		return rc;
	m->keepers = NEWN(a, struct choice, n + 1);
	m->keepers[0] = (struct choice){ .code = STR("anybody"),
		.text = str_of(_("whoever of the team is free")),
		.number = 1 };
	m->keepers[0].fold = utf8_fold(a, m->keepers[0].text);
	for (size_t i = 0; i < n; i++)
		m->keepers[i + 1] = people[i];
	m->nkeepers = n + 1;
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc = callback_get(c, a, arg->id, &m->call);

	if (rc == OK)
		rc = callback_suggest(c, a, m->call.customer, m->when,
		    &m->nwhen);
	if (rc != OK || (rc = add_keepers(c, a, m)) != OK)
		return rc;
	*model = m;
	return OK;
}

static bool
again(const struct screen *s)
{
	return s->def->sheet->words != NULL;
}

/* The next hour that the rule allows is the first proposal. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct form *f = sheet_own(s);
	struct sheet *t = s->state;

	form_choices(f, "agent", m->keepers, m->nkeepers);
	if (again(s) && !t->filled && form_empty(f)) {
		form_set(f, "result", str_of(_("they did not answer")));
		if (m->nwhen > 0)
			form_set(f, "when", m->when[0].when);
		sheet_given(s);
	}
	t->filled = true;
}

/* ---- drawing ------------------------------------------------------------ */

static int
draw_call(const struct model *m, const struct pane *p, int row, msec now)
{
	const struct row_callback_rows *x = &m->call;
	struct arena a = { 0 };

	pane_printf(p, row, 3, LOOK_TEXT, "%s   %s   %s",
	    say_instant(&a, x->due_at, now).s, say_phone(&a, x->phone).s,
	    x->owner_name.len > 0 ? x->owner_name.s : x->team_name.s);
	pane_field(p, row + 1, 3, p->columns - 4, LOOK_MUTED, x->reason);
	arena_done(&a);
	return row + 3;
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
	draw_head(p, 0, false,
	    again(s) ? _("NOT REACHED: CALL AGAIN?")
		     : _("ANOTHER TIME, OR ANOTHER PERSON"),
	    -1);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    m->call.customer_name.len > 0 ? m->call.customer_name
					  : m->call.who);
	row = draw_call(m, p, 2, s->scene.now);
	row = proposals_draw(s, p, row, m->when, m->nwhen);
	sheet_draw(s, p, row);
}

/* ---- words -------------------------------------------------------------- */

static void
say_again(struct screen *s, struct buf *say)
{
	buf_printf(say, "callback done %s reached=no", s->arg.id.s);
	say_arg(say, "result", sheet_get(s, "result"));
	if (sheet_get(s, "when").len == 0)
		return;
	say_arg(say, "again", sheet_get(s, "when"));
	say_arg(say, "agent", sheet_get(s, "agent"));
	say_arg(say, "override", sheet_more(s));
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;

	return m == NULL ? SCREEN_IGNORED
			 : proposals_send(s, k, say, m->when, m->nwhen);
}

const struct screen_def screen_callagain = {
	SHEET(callagain, N_("Callback"), again_fields, "callback done", NULL,
	    say_again, .more = &sheet_override),
	.of = OF_ANY,
	.about = N_("They were called and not reached: it is written down, and "
		    "the next attempt is promised with it. Without a time "
		    "nobody calls again."),
	SHEET_PLAIN,
	.watches = "callback",
	.keys = SHEET_KEYS(N_("write it down")),
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
};

const struct screen_def screen_callmove = {
	SHEET(callmove, N_("Callback"), fields, .command = "callback move",
	    .more = &sheet_override),
	.of = OF_ANY,
	.about = N_("A promised call is made at another time, or by another "
		    "person; what is left empty stays as it was."),
	SHEET_PLAIN,
	.watches = "callback",
	.keys = SHEET_KEYS(N_("promise it so")),
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
};
