/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify.c - is the caller who they say they are: one question after another,
 * each answered with a digit.
 */
#include "core/interaction.h"
#include "core/verify.h"
#include "screens/desk.h"
#include "screens/say.h"
#include "screens/screen.h"

#define ANSWERED 16

struct state {
	/* Told already, though the model does not know it yet. */
	char told[ANSWERED][24];
	size_t ntold;
};

struct model {
	struct row_interaction_get i;
	struct verify v;
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = interaction_get(c, a, arg->id, &m->i)) != OK ||
	    (rc = verify_get(c, a, arg->id, &m->v)) != OK)
		return rc;
	*model = m;
	return OK;
}

static bool
is_told(const struct state *t, struct str code)
{
	for (size_t i = 0; i < t->ntold; i++)
		if (str_is(code, t->told[i]))
			return true;
	return false;
}

/* The question to ask now, or NULL. */
static const struct verify_question *
now_asked(const struct screen *s)
{
	const struct model *m = s->model;
	const struct state *t = s->state;

	if (m->v.state.len > 0)
		return NULL;
	for (size_t i = 0; i < m->v.n; i++)
		if (m->v.v[i].outcome.len == 0 && !is_told(t, m->v.v[i].code))
			return &m->v.v[i];
	return NULL;
}

static const struct {
	const char *code, *word;
	enum sign sign;
	enum look look;
} outcomes[] = {
	{ "right", NC_("answer", "right"), SIGN_MET, LOOK_MET },
	{ "wrong", NC_("answer", "wrong"), SIGN_NO, LOOK_LATE },
	{ "skipped", N_("did not know, or not asked"), SIGN_DOT, LOOK_MUTED },
};

/* ---- drawing ------------------------------------------------------------ */

static void
draw_standing(const struct model *m, const struct pane *p)
{
	const struct verify *v = &m->v;
	bool done = str_is(v->state, "verified");
	bool failed = str_is(v->state, "failed");

	pane_printf(p, 1, 1,
	    done	 ? LOOK_MET
		: failed ? LOOK_ALERT
			 : LOOK_SOON,
	    done	 ? _("VERIFIED %lld of %lld")
		: failed ? _("VERIFICATION FAILED %lld of %lld")
			 : _("NOT VERIFIED %lld of %lld"),
	    (long long)v->right, (long long)v->need);
	if (v->wrong > 0)
		pane_printf(p, 1, 40, LOOK_MUTED, _("wrong: %lld of %lld"),
		    (long long)v->wrong, (long long)v->most);
	if (done || failed)
		pane_z(p, 3, 1, LOOK_TEXT,
		    done ? _("It holds until the end of the contact. Enter "
			     "goes back.")
			 : _("Tell nothing of the account. Enter goes back."));
}

static int
draw_question(const struct verify_question *q, const struct pane *p, int row)
{
	row +=
	    1 + pane_wrap(p, row, 3, p->columns - 6, 0, 3, LOOK_SPEECH, q->ask);
	pane_z(p, row, 3, LOOK_LABEL, _("Right is"));
	if (q->expect.len > 0)
		pane_field(p, row, 16, p->columns - 17, LOOK_TEXT, q->expect);
	row += 2;
	for (int i = 0; i < (int)countof(outcomes); i++, row++)
		pane_printf(p, row, 3, LOOK_TEXT, "%d  %s", i + 1,
		    meant(outcomes[i].word));
	pane_cursor(p, row - (int)countof(outcomes), 3);
	return row + 1;
}

/* What was asked so far. */
static void
draw_asked(const struct model *m, const struct pane *p, int row)
{
	for (size_t i = 0; i < m->v.n && row < p->rows; i++) {
		const struct verify_question *q = &m->v.v[i];

		for (size_t o = 0; o < countof(outcomes); o++)
			if (str_is(q->outcome, outcomes[o].code)) {
				pane_text(p, row, 1, outcomes[o].look,
				    theme_sign(term_symbols(),
					outcomes[o].sign));
				pane_field(p, row++, 3, p->columns - 5,
				    LOOK_MUTED, q->ask);
			}
	}
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct verify_question *q;
	int row = 4;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, true, _("VERIFY THE CALLER"), -1);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT, m->i.customer_name);
	draw_standing(m, p);
	if ((q = now_asked(s)) != NULL)
		row = draw_question(q, p, 3);
	else if (m->v.state.len == 0)
		pane_z(p, 3, 1, LOOK_TEXT,
		    m->v.n == 0
			? _("Nothing is known of them that could be asked.")
			: _("There are no more questions. Enter goes back."));
	draw_asked(m, p, row + 1);
}

/* ---- keys --------------------------------------------------------------- */

/* Told once; a refused answer comes again after the others. */
static void
remember(struct state *t, struct str code)
{
	if (t->ntold == ANSWERED)
		t->ntold = 0;
	snprintf(t->told[t->ntold++], sizeof(t->told[0]), "%s", code.s);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	const struct verify_question *q;
	size_t i = k->code - '1';

	if (m == NULL)
		return SCREEN_IGNORED;
	if (k->code == KEY_ENTER) {
		buf_z(say, "back");
		return SCREEN_SAY;
	}
	if (k->code < '1' || i >= countof(outcomes))
		return SCREEN_IGNORED;
	if ((q = now_asked(s)) == NULL)
		return screen_tell(say,
		    _("There is nothing more to ask. Enter goes back."));
	buf_printf(say, "interaction verify %s", s->arg.id.s);
	buf_printf(say, " question=%s outcome=%s", q->code.s, outcomes[i].code);
	remember(s->state, q->code);
	return SCREEN_SAY;
}

static const struct key_def keys[] = {
	{ "1", "", N_("right answer") },
	{ "2", "", N_("wrong answer") },
	{ "3", "", N_("skip") },
	{ "<Enter>", "", N_("back") },
	{ 0 },
};

/* Digits are for a question. */
static const struct key_def *
line_keys(const struct screen *s)
{
	return s->model != NULL && now_asked(s) == NULL
	    ? keys + countof(outcomes)
	    : keys;
}

const struct screen_def screen_verify = {
	.name = "verify",
	.title = N_("Verify"),
	.of = OF_TALK,
	.may = desk_may,
	.about =
	    N_("Ask each question and press what came of it. What the customer "
	       "has is shown once they are verified."),
	.state_size = sizeof(struct state),
	.watches = "interaction",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.draw = draw,
	.key = key,
};
