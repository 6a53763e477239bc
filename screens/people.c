/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * people.c - who does what, for how long, against the limit, and on which
 * contact.
 */
#include "core/board.h"
#include "core/news.h"
#include "core/team.h"
#include "screens/behind.h"
#include "screens/column.h"
#include "screens/say.h"
#include "screens/still.h"

struct state {
	struct list list;
	struct still still;
};

enum { WIDE = 160 }; /* columns from which nothing is cut */

static struct arena draw_arena; /* emptied at each draw */

/* Teams by what people call them. */
static enum err
name_teams(struct core *c, struct arena *a, struct board_people *m)
{
	struct rows_team_list teams;
	enum err rc = team_list(c, a, true, &teams);

	for (size_t i = 0; i < m->n && rc == OK; i++)
		for (size_t k = 0; k < teams.n; k++)
			if (str_eq(m->v[i].who.team, teams.v[k].code)) {
				m->v[i].who.team = teams.v[k].name;
				break;
			}
	return rc == ERR_DENIED ? OK : rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct board_people *m = NEW(a, struct board_people);
	enum err rc;

	(void)arg;
	if ((rc = board_people(c, a, STR_NONE, m)) != OK ||
	    (rc = name_teams(c, a, m)) != OK)
		return rc;
	*model = m;
	return OK;
}

static void
arrange(struct screen *s)
{
	const struct board_people *m = s->model;
	struct state *t = s->state;

	still_order(&t->still, m->v, m->n, sizeof(*m->v), m->at);
	still_hold(&t->list, m->v, m->n, sizeof(*m->v));
}

/* ---- columns ------------------------------------------------------------ */

/* As time goes by, between two loads. */
static enum board_limit
limit_of(const struct board_person *p, msec now)
{
	msec has = now - p->who.since_at;

	if (p->most == 0 || p->who.since_at == 0 || has * 4 < p->most * 3)
		return BOARD_FINE;
	return has > p->most ? BOARD_BEYOND : BOARD_NEAR;
}

static enum look
look_of(const struct board_person *p, enum look look, msec now)
{
	static const enum look looks[] = { [BOARD_FINE] = LOOK_OK,
		[BOARD_NEAR] = LOOK_SOON,
		[BOARD_BEYOND] = LOOK_LATE };

	if (str_is(p->who.state, "offline") && look == LOOK_TEXT)
		return LOOK_CLOSED;
	return look == LOOK_TEXT ? looks[limit_of(p, now)] : look;
}

static void
sign(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	static const enum sign signs[] = { [BOARD_FINE] = SIGN_OK,
		[BOARD_NEAR] = SIGN_SOON,
		[BOARD_BEYOND] = SIGN_LATE };
	const struct board_person *x = item;
	enum sign sign = str_is(x->who.state, "offline")
	    ? SIGN_CLOSED
	    : signs[limit_of(x, now)];

	(void)width;
	pane_text(p, row, at, look_of(x, look, now),
	    theme_sign(term_symbols(), sign));
}

static void
name(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct board_person *x = item;

	(void)now;
	pane_field(p, row, at, width - 2, look, x->who.name);
	if (x->gone_at != 0)
		pane_text(p, row, at + width - 1,
		    look == LOOK_FOCUS ? look : LOOK_LATE,
		    theme_sign(term_symbols(), SIGN_LATE));
	else if (x->here_at != 0)
		pane_text(p, row, at + width - 1,
		    look == LOOK_FOCUS ? look : LOOK_SEEN,
		    theme_sign(term_symbols(), SIGN_SEEN));
}

static void
state(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct board_person *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    str_printf(&draw_arena, "%s %s", agent_state_word(x->who.shown),
		news_own_read(x->who.reason).s));
}

static void
since(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct board_person *x = item;
	enum look own =
	    limit_of(x, now) == BOARD_FINE ? look : look_of(x, look, now);
	char text[24];

	if (x->who.shown_at != 0)
		pane_right(p, row, at + width, own,
		    str_of(age_text(now - x->who.shown_at, text)));
}

/* The contact, or the limit that is passed. */
static void
contact(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct board_person *x = item;
	struct str text = STR_NONE;

	if (x->in_hand > 0)
		text = x->contact.customer_name.len > 0
		    ? str_printf(&draw_arena, "I-%lld %s",
			  (long long)x->contact.number,
			  x->contact.customer_name.s)
		    : str_printf(&draw_arena, _("I-%lld, unknown"),
			  (long long)x->contact.number);
	else if (limit_of(x, now) == BOARD_BEYOND)
		text = str_printf(&draw_arena, _("at most %s"),
		    say_span(&draw_arena, x->most).s);
	pane_field(p, row, at, width, look, text);
}

static void
today(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct board_person *x = item;

	(void)now;
	pane_right(p, row, at + width, look,
	    str_printf(&draw_arena, "%lld", (long long)x->today));
}

static void
mean(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct board_person *x = item;
	char text[24];

	(void)now;
	if (x->ended > 0)
		pane_right(p, row, at + width, look,
		    str_of(say_clock(x->talk_mean, text)));
}

/* On tickets, today; nothing yet is no zero. */
static void
worked(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct board_person *x = item;
	char text[24];

	(void)now;
	if (x->worked != 0)
		pane_right(p, row, at + width, look,
		    str_of(say_clock(x->worked, text)));
}

COLUMN_TEXT(team, struct board_person, who.team)

/* With room, nothing is cut. */
static const struct column wide_columns[] = {
	{ "", 1, 0, sign },
	{ N_("Person"), 36, 0, name },
	{ N_("State"), 28, 0, state },
	{ N_("Lasts"), 8, 0, since },
	{ N_("Contact"), 0, 0, contact },
	{ N_("Today"), 8, 0, today },
	{ N_("Mean"), 8, 0, mean },
	{ N_("On cases"), 12, 0, worked },
	{ N_("Team"), 30, 0, team },
	{ 0 },
};
static const struct column columns[] = {
	{ "", 1, 0, sign },
	{ N_("Person"), 24, 0, name },
	{ N_("State"), 19, 0, state },
	{ N_("Lasts"), 6, 0, since },
	{ N_("Contact"), 0, 0, contact },
	{ N_("Today"), 5, 0, today },
	{ N_("Mean"), 6, 0, mean },
	{ N_("On cases"), 12, 110, worked },
	{ N_("Team"), 20, 110, team },
	{ 0 },
};

/* ---- drawing ------------------------------------------------------------ */

static void
draw_foot(const struct screen *s, const struct pane *p)
{
	const struct board_person *x = screen_picked(s);
	const struct row_board_contacts *k;

	if (x == NULL)
		return;
	k = &x->contact;
	pane_field(p, 0, 1, p->columns - 2, LOOK_MUTED,
	    x->who.shown_at != 0
		? str_printf(&draw_arena, _("%s: %s %s since %s, team %s"),
		      x->who.name.s, agent_state_word(x->who.shown),
		      news_own_read(x->who.reason).s,
		      say_when(&draw_arena, x->who.shown_at, s->scene.now).s,
		      x->who.team.s)
		: x->who.name);
	if (x->in_hand == 0 && x->here_at != 0)
		pane_field(p, 1, 1, p->columns - 2, LOOK_MUTED,
		    str_printf(&draw_arena, _("at a console since %s"),
			say_when(&draw_arena, x->here_at, s->scene.now).s));
	if (x->gone_at != 0)
		pane_field(p, 1, 1, p->columns - 2, LOOK_LATE,
		    str_printf(&draw_arena,
			_("I-%lld: the console is silent since %s; it waits "
			  "for others soon"),
			(long long)k->number,
			say_when(&draw_arena, x->gone_at, s->scene.now).s));
	else if (x->in_hand > 0)
		pane_field(p, 1, 1, p->columns - 2, LOOK_MUTED,
		    str_printf(&draw_arena,
			_("I-%lld, %s, %s since %s   %lld in hand"),
			(long long)k->number, channel_word(k->channel),
			state_word(k->state),
			say_when(&draw_arena, k->since_at, s->scene.now).s,
			(long long)x->in_hand));
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct board_people *m = s->model;
	struct pane in = pane_part(p, 2, 0, p->rows - 5, p->columns);

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	pane_z(p, 0, 1, LOOK_HEAD, _("PEOPLE"));
	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_printf(&draw_arena,
		_("ready %lld   in contacts %lld   wrap-up %lld   paused %lld  "
		  " "
		  "offline %lld"),
		(long long)m->ready, (long long)m->busy, (long long)m->wrap,
		(long long)m->paused, (long long)m->offline));
	list_titles(p, 1, p->columns < WIDE ? columns : wide_columns);
	screen_rows(s, &in, p->columns < WIDE ? columns : wide_columns);
	screen_beyond(p, p->rows - 3, &((struct state *)s->state)->list, m->n,
	    in.rows);
	in = pane_part(p, p->rows - 2, 0, 2, p->columns);
	draw_foot(s, &in);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct board_people *m = s->model;

	*rows = ROWS(m->v, m->n);
	return &((struct state *)s->state)->list;
}

/* Whom they talk with, or what they have to do. */
static enum screen_key
enter(const struct screen *s, const struct board_person *x, struct buf *say)
{
	const struct board_people *m = s->model;
	struct board_ask q = { .one_owner = true,
		.owner = x->key,
		.cell = BOARD_ANY,
		.at = m->at };

	if (x->in_hand > 0 && !id_none(x->contact.customer))
		buf_printf(say, "open customer %s", x->contact.customer.s);
	else
		behind_say(&q,
		    str_printf(&draw_arena, _("%s, open tickets"),
			x->who.name.s),
		    say);
	return SCREEN_SAY;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct board_person *x = screen_picked(s);
	const struct board_people *m = s->model;
	struct board_ask q = { .one_owner = true, .cell = BOARD_ANY };

	if (x == NULL)
		return SCREEN_IGNORED;
	switch (k->code) {
	case KEY_ENTER:
		return enter(s, x, say);
	case 'l':
	case KEY_RIGHT:
		q.owner = x->key;
		q.at = m->at;
		behind_say(&q,
		    str_printf(&draw_arena, _("%s, open tickets"),
			x->who.name.s),
		    say);
		return SCREEN_SAY;
	case 'e':
		buf_printf(say,
		    "ask state set paused agent=%s reason=", x->who.login.s);
		return SCREEN_SAY;
	case 'M':
		buf_printf(say,
		    "ask notice add agent=%s text=", x->who.login.s);
		return SCREEN_SAY;
	default:
		return SCREEN_IGNORED;
	}
}

static struct subject
subject(const struct screen *s)
{
	const struct board_person *x = screen_picked(s);

	if (x == NULL || x->in_hand == 0)
		return (struct subject){ .kind = NULL };
	return (struct subject){ .kind = "interaction",
		.id = x->contact.id,
		.customer = x->contact.customer,
		.interaction = x->contact.id };
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	list_done(&t->list);
	still_done(&t->still);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("contact or tickets") },
	{ "<Right>", "", NULL },
	{ "l", "", N_("their tickets") },
	{ "e", "", N_("change state") },
	{ "M", "", N_("message") },
	{ 0 },
};

const struct screen_def screen_people = {
	.name = "people",
	.title = N_("People"),
	.tab = true,
	.about = N_("Who does what, for how long, and who is beyond the limit: "
		    "those come first."),
	.state_size = sizeof(struct state),
	.watches = "agent interaction",
	.minutely = true,
	.unfiltered = true,
	.keys = keys,
	.load = load,
	.arrange = arrange,
	.draw = draw,
	.list = list,
	.subject = subject,
	.key = key,
	.done = done,
};
