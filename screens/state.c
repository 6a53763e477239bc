/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state.c - what I am doing: the moves that are possible from here, by number,
 * and since when. A number alone does it.
 */
#include "core/state.h"
#include "screens/say.h"
#include "screens/sheet.h"

struct mine {
	struct sheet sheet; /* of another reason; idle: not that one */
	int at;
};

struct model {
	struct row_state_list me;
	struct rows_state_list team; /* who else is there */
};

/* What can be chosen. A reason is kept in the words of whoever chose it. */
static const struct option {
	const char *state, *reason, *text;
} options[] = {
	{ "ready", NULL, N_("Ready: contacts may come") },
	{ "paused", N_("lunch"), N_("Pause: lunch") },
	{ "paused", N_("break"), N_("Pause: break") },
	{ "paused", N_("meeting"), N_("Pause: meeting") },
	{ "paused", N_("training"), N_("Pause: training") },
	{ "paused", N_("back-office work"), N_("Pause: back-office work") },
	{ "paused", "", N_("Pause: other words...") },
	{ "offline", NULL, N_("Offline: the day is over") },
};

enum { OTHER = 6 }; /* of the options */

static const struct field_def fields[] = {
	{ .name = "reason",
	    .label = N_("Reason"),
	    .kind = FIELD_LINE,
	    .required = true },
	{ 0 },
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	(void)arg;
	if ((rc = state_get(c, a, ID_NONE, &m->me)) != OK)
		return rc;
	rc = m->me.team.len > 0 ? state_list(c, a, m->me.team, &m->team) : OK;
	if (rc != OK && rc != ERR_DENIED)
		return rc;
	*model = m;
	return OK;
}

/* Why not, or NULL when the person may go there by hand. */
static const char *
forbids(const struct model *m, const struct option *o)
{
	struct str now = m->me.state;

	if (str_is(now, "engaged") || str_is(now, "reserved"))
		return _("A contact is open: F8 wraps it up first.");
	if (str_is(now, o->state) && !str_is(now, "paused"))
		return str_is(now, "ready") ? _("You are ready already.")
					    : _("You are offline already.");
	if (strcmp(o->state, "offline") == 0 && str_is(now, "wrap-up"))
		return _("Wrap-up first: F8, or ready.");
	return NULL;
}

/* From offline one arrives paused and is ready then. */
static void
say_option(const struct model *m, const struct option *o, struct str reason,
    struct buf *say)
{
	if (str_is(m->me.state, "offline") && strcmp(o->state, "ready") == 0) {
		buf_z(say, "state set paused");
		say_arg(say, "reason", str_of(_("arrives")));
		buf_c(say, SAY_NEXT);
	}
	buf_printf(say, "state set %s", o->state);
	say_arg(say, "reason", reason);
}

/* ---- drawing ------------------------------------------------------------ */

static void
draw_now(const struct model *m, const struct pane *p, msec now)
{
	struct arena a = { 0 };
	int at = 1 + pane_z(p, 1, 1, LOOK_HEAD, agent_state_word(m->me.shown));

	if (m->me.reason.len > 0)
		at += pane_printf(p, 1, at, LOOK_TEXT, ", %s", m->me.reason.s);
	if (m->me.shown_at > 0)
		pane_printf(p, 1, at + 3, LOOK_MUTED, _("since %s, %s"),
		    say_when(&a, m->me.shown_at, now).s,
		    say_span(&a, now - m->me.shown_at).s);
	arena_done(&a);
}

static int
draw_options(const struct screen *s, const struct pane *p, int row)
{
	const struct mine *t = s->state;
	const struct model *m = s->model;

	for (int i = 0; i < (int)countof(options); i++, row++) {
		bool can = forbids(m, &options[i]) == NULL;
		enum look look = i == t->at && !sheet_typing(s) ? LOOK_FOCUS
		    : can					? LOOK_TEXT
								: LOOK_MUTED;

		if (look == LOOK_FOCUS) {
			pane_fill(p, row, 0, 40, look);
			pane_text(p, row, 0, look,
			    theme_sign(term_symbols(), SIGN_FOCUS));
			pane_cursor(p, row, 4);
		}
		pane_printf(p, row, 1, look, "%d", i + 1);
		pane_z(p, row, 4, look, _(options[i].text));
	}
	return row;
}

/* Who can take over while I am away. */
static void
draw_team(const struct model *m, const struct pane *p, msec now)
{
	char text[24];
	int row = 1;

	draw_head(p, 0, false, _("MY TEAM NOW"), (int64_t)m->team.n);
	for (size_t i = 0; i < m->team.n && row < p->rows; i++) {
		const struct row_state_list *x = &m->team.v[i];

		if (str_is(x->state, "offline"))
			continue;
		pane_field(p, row, 1, 24, LOOK_TEXT, x->name);
		pane_field(p, row, 26, 9, LOOK_TEXT,
		    str_of(agent_state_word(x->state)));
		pane_right(p, row, 42, LOOK_MUTED,
		    str_of(say_clock(now - x->since_at, text)));
		pane_field(p, row, 44, p->columns - 45, LOOK_MUTED, x->reason);
		row++;
	}
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane side = pane_part(p, 0, 62, p->rows, p->columns - 62);
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("WHAT I AM DOING"), -1);
	draw_now(m, p, s->scene.now);
	row = draw_options(s, p, 3);
	if (sheet_typing(s))
		sheet_draw(s, p, row + 1);
	if (p->columns >= 120)
		draw_team(m, &side, s->scene.now);
}

/* ---- keys --------------------------------------------------------------- */

static enum screen_key
choose(struct screen *s, int i, struct buf *say)
{
	const struct model *m = s->model;
	const struct option *o = &options[i];
	struct mine *t = s->state;
	const char *why = forbids(m, o);

	t->at = i;
	if (why != NULL)
		return screen_tell(say, why);
	if (i == OTHER) {
		t->sheet.form.idle = false;
		return SCREEN_TAKEN;
	}
	say_option(m, o, str_of(o->reason != NULL ? _(o->reason) : NULL), say);
	return SCREEN_SAY;
}

static void
words(struct screen *s, struct buf *say)
{
	const struct mine *t = s->state;

	say_option(s->model, &options[t->at], sheet_get(s, "reason"), say);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct mine *t = s->state;
	int n = (int)countof(options), i = (int)k->code - '1';

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (sheet_typing(s) && k->code == KEY_ESC) {
		t->sheet.form.idle = true;
		return SCREEN_TAKEN;
	}
	if (sheet_typing(s))
		return sheet_key(s, k, say, words);
	if (i >= 0 && i < n)
		return choose(s, i, say);
	if (k->code == KEY_ENTER || k->code == KEY_F(10))
		return choose(s, t->at, say);
	if (k->code == KEY_DOWN || k->code == 'j')
		t->at = (t->at + 1) % n;
	else if (k->code == KEY_UP || k->code == 'k')
		t->at = (t->at + n - 1) % n;
	else
		return SCREEN_IGNORED;
	return SCREEN_TAKEN;
}

static void
loaded(struct screen *s)
{
	struct mine *t = s->state;

	if (!t->sheet.begun)
		sheet_own(s)->idle = true;
}

static void
undraft(struct screen *s, struct str draft)
{
	struct mine *t = s->state;

	sheet_undraft(s, draft);
	t->sheet.form.idle = false;
	t->at = OTHER;
}

static const struct key_def keys[] = {
	{ "1", "", N_("to 8 choose") },
	{ "<Enter>", "", N_("do it") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_state = {
	SHEET(state, N_("My state"), fields, "state set", NULL, words,
	    .part = true),
	.about = N_("Whether contacts may come to you. A digit chooses."),
	.state_size = sizeof(struct mine),
	.watches = "agent",
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.undraft = undraft,
	.done = sheet_done,
};
