/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * leg.c - the forms behind the answers to a referral that need words: why it
 * is rejected or returned, what they asked for, what was done.
 */
#include "core/referral.h"
#include "screens/around.h"
#include "screens/say.h"

struct model {
	struct row_ticket_get t;
	struct rows_message_of_ticket said;
	struct referral_chain chain;
	struct choice *reasons, *people;
	size_t nreasons, npeople;
};

static struct arena draw_arena; /* emptied at each draw */

#define REASON	     SHEET_CHOICE("reason", N_("Why"), 6, 0)
#define WORDS(text_) SHEET_LINES("text", text_, 5, 2000)

static const struct field_def reject_fields[] = { REASON,
	WORDS(N_("To the sender")), { 0 } };
static const struct field_def giveback_fields[] = { REASON,
	WORDS(N_("What is missing")), { 0 } };
static const struct field_def resend_fields[] = { WORDS(N_("What they asked")),
	{ 0 } };
static const struct field_def complete_fields[] = { WORDS(N_("What was done")),
	{ 0 } };
#define PERSON SHEET_CHOICE("agent", N_("Person"), 6, 0)
static const struct field_def hand_fields[] = { PERSON, { 0 } };
static const struct field_def reassign_fields[] = { PERSON,
	{ .name = "text",
	    .label = N_("What to know"),
	    .kind = FIELD_LINES,
	    .rows = 3,
	    .max = 2000 },
	{ 0 } };

/* ---- loading ------------------------------------------------------------ */

/* Those of the team that was asked. */
static enum err
add_people(struct core *c, struct arena *a, const char *verb, struct model *m)
{
	bool hands = strcmp(verb, "hand") == 0;
	struct agent_filter f = { STR_NONE, STR_NONE, m->t.lent_to, STR_NONE,
		false, 0 };
	enum err rc = OK;

	if (hands || strcmp(verb, "accept") == 0)
		rc = around_people(c, a, &f, hands ? m->t.lent_owner : ID_NONE,
		    &m->people, &m->npeople);

	return rc == ERR_DENIED ? OK : rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    const char *verb, void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = message_of_ticket(c, a, arg->id, &m->said)) != OK ||
	    (rc = referral_chain(c, a, arg->id, &m->chain)) != OK ||
	    (rc = around_reasons(c, a, verb, &m->reasons, &m->nreasons)) !=
		OK ||
	    (rc = add_people(c, a, verb, m)) != OK)
		return rc;
	*model = m;
	return OK;
}

static void
loaded(struct screen *s)
{
	struct form *f = sheet_own(s);
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
	struct pane in;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	row = around_will(s, p, &m->t, &m->said, &in);
	(void)draw_leg(m, &in, row + 1, s->scene.now);
	arena_reset(&draw_arena);
}

#define FORM(word, heading, verb, reasons_of, ...)                             \
	static enum err may_##word(struct core *c,                             \
	    const struct screen_arg *arg)                                      \
	{                                                                      \
		return referral_may(c, arg->id, verb);                         \
	}                                                                      \
	static enum err load_##word(struct core *c,                            \
	    const struct screen_arg *arg, struct arena *a, void **model)       \
	{                                                                      \
		return load(c, arg, a, reasons_of, model);                     \
	}                                                                      \
	const struct screen_def screen_##word = {                              \
		SHEET(word, heading, word##_fields, "referral " verb,          \
		    __VA_ARGS__),                                              \
		.may = may_##word,                                             \
		.of = OF_TICKET,                                               \
		SHEET_PLAIN,                                                   \
		.watches = "ticket message",                                   \
		.keys = SHEET_KEYS(N_("send")),                                \
		.load = load_##word,                                           \
		.loaded = loaded,                                              \
		.draw = draw,                                                  \
		.key = sheet_send,                                             \
		.label = around_label,                                         \
	}

FORM(reject, N_("Reject"), "reject", "reject",
    N_("It goes back to who sent it, and your clocks end."));
FORM(giveback, N_("Return"), "return", "return",
    N_("It goes back for what is missing; your clock stands until it comes "
       "again."));
FORM(resend, N_("Send again"), "resend", "",
    N_("It goes to them again, and their clock goes on."));
FORM(complete, N_("Complete"), "complete", "",
    N_("It goes back to who sent it, done; they answer the customer."));
FORM(reassign, N_("Other hands"), "hand", "hand",
    N_("That person of your team goes on with it; the clocks stay as they "
       "are."));
FORM(hand, N_("Who works on it"), "accept", "accept",
    N_("Your team accepts it, and that person works on it."));
