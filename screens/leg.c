/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * leg.c - the forms behind the answers to a referral that need words: why it
 * is rejected or returned, what they asked for, what was done.
 */
#include "core/agent.h"
#include "core/referral.h"
#include "screens/around.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "ui/layout.h"

struct state {
	struct sheet sheet;
};

struct model {
	struct row_ticket_get t;
	struct rows_message_of_ticket said;
	struct referral_chain chain;
	struct choice *reasons, *people;
	size_t nreasons, npeople;
};

static struct arena draw_arena; /* emptied at each draw */

#define WORDS(of)                                                              \
	{                                                                      \
		.name = "text", .label = (of), .kind = FIELD_LINES, .rows = 5, \
		.required = true, .max = 2000                                  \
	}
#define REASON                                                                 \
	{                                                                      \
		.name = "reason", .label = N_("Why"), .kind = FIELD_CHOICE,    \
		.rows = 6, .required = true                                    \
	}

static const struct field_def reject_fields[] = { REASON,
	WORDS(N_("To the sender")), { 0 } };
static const struct field_def return_fields[] = { REASON,
	WORDS(N_("What is missing")), { 0 } };
static const struct field_def resend_fields[] = { WORDS(N_("What they asked")),
	{ 0 } };
static const struct field_def complete_fields[] = { WORDS(N_("What was done")),
	{ 0 } };

static const struct field_def hand_fields[] = { { .name = "agent",
						    .label = N_("Person"),
						    .kind = FIELD_CHOICE,
						    .required = true,
						    .rows = 6 },
	{ 0 } };

/* The forms, by the name of their screen. */
static const struct answer {
	const char *name, *verb;
	const struct field_def *fields;
	const char *will; /* what F10 does */
} answers[] = {
	{ "reject", "reject", reject_fields,
	    N_("It goes back to who sent it, and your clocks end.") },
	{ "giveback", "return", return_fields,
	    N_("It goes back for what is missing; your clock stands until "
	       "it comes again.") },
	{ "resend", "resend", resend_fields,
	    N_("It goes to them again, and their clock goes on.") },
	{ "complete", "complete", complete_fields,
	    N_("It goes back to who sent it, done; they answer the "
	       "customer.") },
	{ "hand", "accept", hand_fields,
	    N_("Your team accepts it, and that person works on it.") },
};

static const struct answer *
answer_of(const struct screen *s)
{
	for (size_t i = 0; i < countof(answers); i++)
		if (strcmp(answers[i].name, s->def->name) == 0)
			return &answers[i];
	die("no form for '%s'", s->def->name);
}

/* ---- loading ------------------------------------------------------------ */

/* Those of the team that was asked. */
static enum err
add_people(struct core *c, struct arena *a, struct model *m)
{
	struct agent_filter f = { STR_NONE, STR_NONE, m->t.lent_to, STR_NONE,
		false, 0 };
	struct rows_agent_list rows = { NULL, 0 };
	enum err rc = agent_list(c, a, &f, &rows);

	m->people = NEWN(a, struct choice, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		m->people[m->npeople++] = around_choice(a, rows.v[i].login.s,
		    str_printf(a, "%s  %s", rows.v[i].name.s,
			rows.v[i].login.s),
		    0);
	return rc == ERR_DENIED ? OK : rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    const char *verb, void **model)
{
	struct model *m = NEW(a, struct model);
	struct rows_referral_reasons rows = { NULL, 0 };
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = message_of_ticket(c, a, arg->id, &m->said)) != OK ||
	    (rc = referral_chain(c, a, arg->id, &m->chain)) != OK ||
	    (rc = referral_reasons(c, a, verb, &rows)) != OK ||
	    (strcmp(verb, "accept") == 0 && (rc = add_people(c, a, m)) != OK))
		return rc;
	m->nreasons = rows.n;
	m->reasons = NEWN(a, struct choice, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		m->reasons[i] = around_choice(a, rows.v[i].code.s,
		    rows.v[i].name, (int)i + 1);
	*model = m;
	return OK;
}

static void
loaded(struct screen *s)
{
	struct form *f = sheet_form(s, answer_of(s)->fields);
	const struct model *m = s->model;

	if (strcmp(f->v[0].def->name, "reason") == 0)
		form_choices(f, "reason", m->reasons, m->nreasons);
	else if (strcmp(f->v[0].def->name, "agent") == 0)
		form_choices(f, "agent", m->people, m->npeople);
}

/* ---- drawing ------------------------------------------------------------ */

/* What was asked, and what they answered last. */
static int
draw_leg(const struct model *m, const struct pane *p, int row, msec now)
{
	const struct row_referral_chain *l;
	int width = p->columns - 2;

	if (m->chain.legs.n == 0)
		return row;
	l = &m->chain.legs.v[m->chain.legs.n - 1];
	draw_head(p, row, false,
	    str_printf(&draw_arena, "%s \342\206\222 %s", l->from_name.s,
		l->to_name.s)
		.s,
	    -1);
	pane_right(p, row++, p->columns - 1, LOOK_MUTED,
	    say_instant(&draw_arena, l->sent_at, now));
	row += pane_wrap(p, row, 1, width, 0, 3, LOOK_TEXT, l->ask);
	if (l->why_name.len > 0 && str_is(l->state, "returned"))
		pane_field(p, row++, 1, width, LOOK_SOON, l->why_name);
	if (l->answer.len > 0)
		row += pane_wrap(p, row, 1, width, 0, 3, LOOK_TEXT, l->answer);
	return row;
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane side[LAYOUT_COLUMNS];
	size_t n = layout_columns(p, SHAPE_FORM, side);
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	around_head(&m->t, &side[0], s->scene.now);
	row = sheet_draw(s, &side[0], 3);
	row += 1 +
	    pane_wrap(&side[0], row + 1, 15, side[0].columns - 16, 0, 2,
		LOOK_MUTED, str_of(_(answer_of(s)->will)));
	(void)draw_leg(m, &side[0], row + 1, s->scene.now);
	if (n > 1)
		around_said(&m->said, &side[1], s->scene.now);
	arena_reset(&draw_arena);
}

/* ---- words -------------------------------------------------------------- */

static void
words(struct screen *s, struct buf *say)
{
	const struct state *t = s->state;

	buf_printf(say, "referral %s %s", answer_of(s)->verb, s->arg.id.s);
	say_fields(say, &t->sheet.form);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	return s->model != NULL ? sheet_key(s, k, say, words) : SCREEN_IGNORED;
}

static struct str
label(const struct screen *s)
{
	const struct model *m = s->model;

	return around_label(s, m != NULL ? &m->t : NULL);
}

static void
undraft(struct screen *s, struct str draft)
{
	sheet_form(s, answer_of(s)->fields);
	sheet_undraft(s, draft);
}

static const struct key_def keys[] = {
	{ "<Tab>", "", N_("field") },
	{ "<F10>", "", N_("send") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

#define FORM(word, heading, reasons_of)                                        \
	static enum err load_##word(struct core *c,                            \
	    const struct screen_arg *arg, struct arena *a, void **model)       \
	{                                                                      \
		return load(c, arg, a, reasons_of, model);                     \
	}                                                                      \
	const struct screen_def screen_##word = {                              \
		.name = #word,                                                 \
		.title = heading,                                              \
		.once = true,                                                  \
		.state_size = sizeof(struct state),                            \
		.watches = "ticket message",                                   \
		.keys = keys,                                                  \
		.load = load_##word,                                           \
		.loaded = loaded,                                              \
		.draw = draw,                                                  \
		.key = key,                                                    \
		.label = label,                                                \
		.typing = sheet_typing,                                        \
		.edit = sheet_edit,                                            \
		.draft = sheet_draft,                                          \
		.undraft = undraft,                                            \
		.done = sheet_done,                                            \
	}

FORM(reject, N_("Reject"), "reject");
FORM(giveback, N_("Return"), "return");
FORM(resend, N_("Send again"), "");
FORM(complete, N_("Complete"), "");
FORM(hand, N_("Who works on it"), "accept");
