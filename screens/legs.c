/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * legs.c - how a referral and its clocks look as a row.
 */
#include "screens/legs.h"

#include "base/utf8.h"
#include "core/state_word.h"
#include "screens/column.h"
#include "screens/owed.h"
#include "screens/say.h"

enum err
legs_load(struct core *c, struct arena *a, const struct referral_filter *f,
    struct leg_rows *out)
{
	struct rows_referral_rows rows;
	struct promise *p;
	struct id *ids;
	enum ticket_leg *legs;
	enum err rc = referral_list(c, a, f, &rows);

	if (rc == ERR_DENIED) {
		c->fault = (struct fault){ .code = OK };
		*out = (struct leg_rows){ NULL, 0 };
		return OK;
	}
	if (rc != OK)
		return rc;
	p = NEWN(a, struct promise, rows.n + 1);
	ids = NEWN(a, struct id, rows.n + 1);
	legs = NEWN(a, enum ticket_leg, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		ids[i] = rows.v[i].ticket;
	if (rows.n > 0 &&
	    ((rc = promise_of_legs(c, a, ids, rows.n, p)) != OK ||
		(rc = ticket_legs(c, ids, rows.n, legs)) != OK))
		return rc;
	out->v = NEWN(a, struct leg_row, rows.n + 1);
	out->n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		out->v[i] = (struct leg_row){ rows.v[i], p[i], legs[i] };
	return OK;
}

/* ---- states ------------------------------------------------------------- */

static const struct state_look states[] = {
	{ .state = "sent", .sign = SIGN_NEW, .look = LOOK_NEW },
	{ .state = "accepted", .sign = SIGN_OK, .look = LOOK_OK },
	{ .state = "returned", .sign = SIGN_PAUSED, .look = LOOK_PAUSED },
	{ .state = "resent", .sign = SIGN_NEW, .look = LOOK_NEW },
	{ .state = "completed", .sign = SIGN_MET, .look = LOOK_MET },
	{ .state = "rejected", .sign = SIGN_NO, .look = LOOK_NO },
	{ .state = "recalled", .sign = SIGN_NO, .look = LOOK_NO },
	{ .state = "transferred", .sign = SIGN_MET, .look = LOOK_MUTED },
};

static const struct state_look *
look_of(struct str state)
{
	return state_look(states, countof(states), state);
}

bool
leg_state(struct str state)
{
	return str_is(state, look_of(state)->state);
}

const char *
leg_state_word(struct str state)
{
	return word_among(str_of(look_of(state)->state), leg_words, LEG_STATES);
}

void
leg_state_draw(const struct pane *p, int row, int column, enum look look,
    struct str state)
{
	const struct state_look *x = look_of(state);

	pane_text(p, row, column, look == LOOK_FOCUS ? look : x->look,
	    theme_sign(term_symbols(), x->sign));
}

/* ---- columns ------------------------------------------------------------ */

static void
left(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct leg_row *l = item;

	(void)width;
	if (promise_sign(&l->p, now) == PROMISE_NONE)
		leg_state_draw(p, row, at, look, l->x.state);
	else
		owed_draw(p, row, at, look, &l->p, l->x.ticket_state, now);
}

COLUMN_TICKET(number, struct leg_row, x.number)
COLUMN_TEXT(subject_of, struct leg_row, x.subject)

/* Whole words of a team's name, as many as fit. */
static struct str
team_short(struct arena *a, struct str name, int columns)
{
	size_t cut = 0;

	if (utf8_columns(name) <= columns)
		return name;
	for (size_t i = 0; i < name.len; i++)
		if (name.s[i] == ' ' &&
		    utf8_columns(str_copyn(a, name.s, i)) <= columns)
			cut = i;
	return cut > 0 ? str_copyn(a, name.s, cut) : utf8_cut(a, name, columns);
}

static void
way(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct leg_row *l = item;
	struct arena a = { 0 };

	(void)now;
	pane_field(p, row, at, width, look,
	    str_printf(&a, "%s \342\206\222 %s",
		team_short(&a, l->x.from_name, (width - 3) / 2).s,
		team_short(&a, l->x.to_name, (width - 3) / 2).s));
	arena_done(&a);
}

static void
who(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct leg_row *l = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    l->x.owner_name.len > 0 ? l->x.owner_name
				    : str_of(_("nobody yet")));
}

static void
state(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct leg_row *l = item;

	(void)now;
	pane_field(p, row, at, width, look, str_of(leg_state_word(l->x.state)));
	if (l->x.ping_pong)
		pane_text(p, row, at + width - 1,
		    look == LOOK_FOCUS ? look : LOOK_SOON,
		    theme_sign(term_symbols(), SIGN_SOON));
}

const struct column leg_columns[] = {
	{ NC_("column", "  Left"), 8, 0, left },
	{ NC_("column", "Ticket"), 8, 0, number },
	{ NC_("column", "Subject"), 0, 0, subject_of },
	{ NC_("column", "From, to"), 19, 60, way },
	{ NC_("column", "Who"), 18, 110, who },
	{ NC_("column", "State"), 13, 60, state },
	{ 0 },
};

struct subject
leg_subject(const struct leg_row *l)
{
	if (l == NULL)
		return (struct subject){ .kind = NULL };
	return (struct subject){ .kind = "ticket", .id = l->x.ticket };
}

/* ---- verbs -------------------------------------------------------------- */

enum screen_key
leg_word(const struct leg_row *l, const struct me *me, struct str words,
    struct buf *say)
{
	struct ticket_facts f = ticket_facts(l->x.ticket, ID_NONE, l->x.number,
	    l->x.ticket_state, l->x.to_team);

	f.leg = l->leg;
	if (f.leg >= LEG_ASKED && str_is(l->x.ticket_state, "referred")) {
		if (str_is(words, "ticket route")) {
			buf_printf(say, "open pass %s", l->x.ticket.s);
			return SCREEN_SAY;
		}
		if (str_is(words, "ticket assign")) {
			buf_printf(say, "open %s %s",
			    f.leg >= LEG_TAKEN ? "reassign" : "hand",
			    l->x.ticket.s);
			return SCREEN_SAY;
		}
	}
	return ticket_word(&f, me, words, say);
}

struct str
leg_preview(struct arena *a, const struct leg_row *l, msec now)
{
	const struct row_referral_rows *x = &l->x;
	struct str with = STR_NONE;

	if (x->owner_name.len > 0)
		with = str_printf(a, _(", with %s"), x->owner_name.s);
	return str_printf(a, "%s, %s \342\206\222 %s%s, %s   %s: %s",
	    x->sent_by_name.s, x->from_name.s, x->to_name.s, with.s,
	    say_when(a, x->sent_at, now).s, x->reason_name.s, x->ask.s);
}
