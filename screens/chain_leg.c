/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chain_leg.c - one leg of a ticket's way as it is drawn and read.
 */
#include "screens/chain_leg.h"

#include "screens/legs.h"
#include "screens/owed.h"
#include "screens/say.h"

enum { ASKED = 24 }; /* columns that what was asked keeps */

static struct arena words; /* of the leg that is drawn */

/* "Accept √ Tue 10:41, 31 min of 60 min", "Complete : 1h28, Tue 14:10 -03". */
static struct str
clock_text(const struct promise *p, const char *name, msec now)
{
	enum promise_sign sign = promise_sign(p, now);
	struct str used = say_worked(&words, promise_used(p, now));
	struct str whole = say_worked(&words, p->target_ms);
	char left[24];

	if (p->met_at > 0)
		return str_printf(&words, _("%s %s, %s of %s"), name,
		    say_when(&words, p->met_at, now).s, used.s, whole.s);
	if (sign == PROMISE_NONE)
		return str_printf(&words, _("%s ended, %s of %s"), name, used.s,
		    whole.s);
	if (p->due_at == 0)
		return str_printf(&words, _("%s stands, %s left"), name,
		    say_left(promise_left_shown(p, now), p->day_ms, left));
	return str_printf(&words, "%s %s, %s %s", name,
	    say_left(promise_left_shown(p, now), p->day_ms, left),
	    say_due_when(&words, p->due_at, now).s,
	    say_offset(&words, p->due_at).s);
}

/* Where there is no room for it all: what it is, and until when. */
static struct str
clock_brief(const struct promise *p, const char *name, msec now)
{
	char left[24];

	if (p->met_at > 0)
		return str_printf(&words, "%s %s", name,
		    say_when(&words, p->met_at, now).s);
	if (promise_sign(p, now) == PROMISE_NONE)
		return str_of(name);
	return str_printf(&words, "%s %s", name,
	    say_left(promise_left_shown(p, now), p->day_ms, left));
}

static void
draw_clock(const struct pane *p, int row, int at, enum look look,
    const struct promise *x, struct str text, msec now)
{
	enum promise_sign sign;

	if (x == NULL)
		return;
	sign = promise_sign(x, now);
	if (sign != PROMISE_NONE)
		pane_text(p, row, at,
		    look == LOOK_FOCUS ? look : owed_look(sign),
		    theme_sign(term_symbols(), owed_sign(sign)));
	pane_field(p, row, at + 2, cell_columns(text), look, text);
}

/* The first clock ends with any answer (SLA.md 4.6); who rejected it or passed
 * it on unaccepted answered in time or not, and did not accept. */
static const char *
accept_word(const struct row_referral_chain *x)
{
	bool other = str_is(x->state, "rejected") ||
	    str_is(x->state, "returned") || str_is(x->state, "transferred");

	return other && x->accepted_at == 0 ? meant(NC_("a clock", "Answer"))
					    : meant(NC_("a clock", "Accept"));
}

/* The last words: of the receiver, or what the sender said to what was
 * missing. The reason of a return is over once it went there again. */
static struct str
answer_text(const struct row_referral_chain *x)
{
	bool back =
	    str_is(x->state, "returned") || str_is(x->state, "rejected");
	struct str why = back ? x->why_name : STR_NONE;

	if (x->answer.len > 0 &&
	    (str_is(x->state, "resent") ||
		(str_is(x->state, "accepted") && x->returns > 0)))
		return str_printf(&words, _("answered: %s"), x->answer.s);
	if (why.len > 0 && x->answer.len > 0)
		return str_printf(&words, "%s: %s", why.s, x->answer.s);
	return why.len > 0 ? why : x->answer;
}

static struct str
marks_of(const struct row_referral_chain *x)
{
	struct str to_fro = x->ping_pong ? str_of(_("to and fro")) : STR_NONE;

	if (x->warned && x->ping_pong)
		return str_printf(&words, "%s, %s", _("did not fit"), to_fro.s);
	return x->warned ? str_of(_("did not fit")) : to_fro;
}

/* "Ana Soto > Luis Peña": who sent it, and who has it there. */
static struct str
people_text(const struct row_referral_chain *x)
{
	if (x->owner_name.len == 0)
		return x->sent_by_name;
	return str_printf(&words, "%s %s %s", x->sent_by_name.s,
	    theme_sign(term_symbols(), SIGN_INTO).s, x->owner_name.s);
}

/* Of `people`, who are not named above, when there is room; ends before it. */
static int
draw_people(const struct pane *p, int row, int at, int end, enum look look,
    struct str people)
{
	if (people.len == 0 || end - at - cell_columns(people) < ASKED)
		return end;
	return pane_right(p, row, end, look, people) - 1;
}

static void
draw_words(const struct pane *p, int row, int at, int width, enum look look,
    const struct row_referral_chain *x, struct str people)
{
	enum look quiet = look == LOOK_FOCUS ? look : LOOK_MUTED;
	struct str marks = marks_of(x), back = answer_text(x);
	int end = at + width;

	if (marks.len > 0)
		end = pane_right(p, row, end,
			  look == LOOK_FOCUS ? look : LOOK_SOON, marks) -
		    1;
	end = draw_people(p, row, at, end, quiet, people);
	pane_field(p, row, at, end - at, look,
	    str_printf(&words, "%s: %s", x->reason_name.s, x->ask.s));
	if (back.len > 0)
		pane_field(p, row + 2, at, width, quiet,
		    str_printf(&words, "\302\253%s\302\273", back.s));
}

/* What a clock takes: its sign, its words and what parts it from the next. */
static int
clock_columns(struct str text)
{
	return cell_columns(text) + 4;
}

/* The two of a leg beside each other; a time is whole or not there. */
static void
draw_clocks(const struct pane *p, int row, int at, int width, enum look look,
    const struct chain_leg *l, msec now)
{
	const char *names[2] = { accept_word(l->x),
		meant(NC_("a clock", "Complete")) };
	const struct promise *x[2] = { l->accept, l->complete };
	struct str text[2] = { STR_NONE, STR_NONE };
	int half = width / 2;

	for (int i = 0; i < 2; i++)
		if (x[i] != NULL)
			text[i] = clock_text(x[i], names[i], now);
	for (int i = 0; i < 2; i++)
		if (x[i] != NULL &&
		    clock_columns(text[0]) + clock_columns(text[1]) - 2 > width)
			text[i] = clock_brief(x[i], names[i], now);
	if (clock_columns(text[0]) > half ||
	    clock_columns(text[1]) - 2 > width - half)
		half = clock_columns(text[0]);
	draw_clock(p, row, at, look, x[0], text[0], now);
	draw_clock(p, row, at + half, look, x[1], text[1], now);
}

/* When it came to be so; of a return only the sending is kept. */
static struct str
since_text(const struct row_referral_chain *x, msec now)
{
	if (x->ended_at != 0)
		return say_stamp(&words, x->ended_at, now);
	if (str_is(x->state, "accepted"))
		return say_stamp(&words, x->accepted_at, now);
	return str_is(x->state, "sent")
	    ? say_stamp(&words, x->sent_at, now)
	    : str_printf(&words, _("sent %s"),
		  say_stamp(&words, x->sent_at, now).s);
}

static void
leg(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct chain_leg *l = item;
	const struct row_referral_chain *x = l->x;
	struct str teams = str_printf(&words, "%s \342\206\222 %s",
	    x->from_name.s, x->to_name.s);
	struct str people = people_text(x);
	struct str state = str_printf(&words, " %s, %s",
	    leg_state_word(x->state), since_text(x, now).s);
	struct str whole = str_printf(&words, "%s   %s", teams.s, people.s);
	int end;

	end = pane_right(p, row, at + width, look, state);
	pane_printf(p, row, at, look, "%lld", (long long)x->leg);
	leg_state_draw(p, row, at + 2, look, x->state);
	if (cell_columns(whole) > end - at - 5)
		whole = teams;
	else
		people = STR_NONE;
	pane_field(p, row, at + 4, end - at - 5, look, whole);
	draw_words(p, row + 1, at + 4, width - 4, look, x, people);
	draw_clocks(p, row + 2, at + 4, width - 4, look, l, now);
	arena_reset(&words);
}

const struct column chain_leg_columns[] = {
	{ "", 0, 0, leg },
	{ 0 },
};

void
chain_leg_read(const struct chain_leg *l, msec now, struct buf *say)
{
	const struct row_referral_chain *x = l->x;

	buf_printf(say, "open text %c%s \342\206\222 %s\n", TEXT_TITLE,
	    x->from_name.s, x->to_name.s);
	buf_printf(say, "%s  %s\n", say_instant(&words, x->sent_at, now).s,
	    x->sent_by_name.s);
	buf_printf(say, "%s%s%s\n", leg_state_word(x->state),
	    x->owner_name.len > 0 ? ", " : "",
	    x->owner_name.len > 0 ? x->owner_name.s : "");
	buf_printf(say, "%s\n\n%s\n", x->reason_name.s, x->ask.s);
	if (l->accept != NULL)
		buf_printf(say, "\n%s",
		    clock_text(l->accept, accept_word(x), now).s);
	if (l->complete != NULL)
		buf_printf(say, "\n%s",
		    clock_text(l->complete, meant(NC_("a clock", "Complete")),
			now)
			.s);
	if (answer_text(x).len > 0)
		buf_printf(say, "\n\n%s", answer_text(x).s);
	arena_reset(&words);
}
