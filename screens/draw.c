/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * draw.c - what several screens draw or say alike.
 */
#include "base/utf8.h"
#include "screens/say.h"
#include "screens/screen.h"

enum screen_key
screen_tell(struct buf *say, const char *why)
{
	buf_z(say, why);
	return SCREEN_TELL;
}

void
draw_head(const struct pane *p, int row, bool focus, const char *text,
    int64_t count)
{
	char n[24];

	if (focus)
		pane_text(p, row, 0, LOOK_HEAD,
		    theme_sign(term_symbols(), SIGN_FOCUS));
	pane_z(p, row, 1, LOOK_HEAD, text);
	if (count >= 0) {
		snprintf(n, sizeof(n), "%lld", (long long)count);
		pane_right(p, row, p->columns - 1, LOOK_MUTED, str_of(n));
	}
}

void
draw_most(const struct pane *p, int row, size_t n, size_t most)
{
	struct arena a = { 0 };

	if (n >= most)
		pane_right(p, row, p->columns - 1, LOOK_MUTED,
		    str_printf(&a, _("shows at most %zu"), most));
	arena_done(&a);
}

void
draw_waits(const struct screen *s, const struct pane *p)
{
	if (s->fault != NULL) {
		struct arena a = { 0 };

		pane_text(p, 1, 1, LOOK_TEXT,
		    utf8_capital(&a, str_of(s->fault->text), false));
		arena_done(&a);
		return;
	}
	if (!s->scene.loading)
		return;
	draw_head(p, 0, s->scene.focus, _(s->def->title), -1);
	pane_right(p, 0, p->columns - 1, LOOK_MUTED, str_of(_("loading")));
	pane_z(p, 1, 3, LOOK_MUTED, "...");
}

const struct state_look *
state_look(const struct state_look *table, size_t n, struct str state)
{
	size_t i = 0;

	while (i + 1 < n && !str_is(state, table[i].state))
		i++;
	return &table[i];
}

static const struct state_look states[] = {
	{ "new", N_("new"), SIGN_NEW, LOOK_NEW },
	{ "open", NC_("state", "open"), SIGN_OK, LOOK_OK },
	{ "pending-customer", N_("waits"), SIGN_PAUSED, LOOK_PAUSED },
	{ "pending-third-party", N_("waits"), SIGN_PAUSED, LOOK_PAUSED },
	{ "scheduled", N_("scheduled"), SIGN_PAUSED, LOOK_PAUSED },
	{ "referred", N_("referred"), SIGN_OK, LOOK_OK },
	{ "resolved", N_("resolved"), SIGN_MET, LOOK_MET },
	{ "closed", N_("closed"), SIGN_MET, LOOK_MET },
	{ "merged", N_("merged"), SIGN_NO, LOOK_NO },
	{ "cancelled", N_("cancelled"), SIGN_NO, LOOK_NO },
	{ "waiting", N_("waiting"), SIGN_SOON, LOOK_SOON },
	{ "talking", N_("talking"), SIGN_OK, LOOK_OK },
	{ "held", N_("on hold"), SIGN_PAUSED, LOOK_PAUSED },
	{ "wrap-up", N_("wrap-up"), SIGN_SOON, LOOK_SOON },
	{ "", NULL, SIGN_OK, LOOK_TEXT }, /* of others nothing is known */
};

static const struct state_look *
look_of(struct str state)
{
	return state_look(states, countof(states), state);
}

const char *
state_word(struct str state)
{
	const struct state_look *x = look_of(state);

	return x->word != NULL ? meant(x->word) : state.s;
}

void
draw_sign(const struct pane *p, int row, int column, struct str state)
{
	const struct state_look *x = look_of(state);

	if (x->word != NULL)
		pane_text(p, row, column, x->look,
		    theme_sign(term_symbols(), x->sign));
}

void
draw_state(const struct pane *p, int row, int column, enum look look,
    struct str state)
{
	const struct state_look *x = look_of(state);

	if (x->word != NULL)
		pane_text(p, row, column, look == LOOK_FOCUS ? look : x->look,
		    theme_sign(term_symbols(), x->sign));
}

const char *
agent_state_word(struct str state)
{
	static const struct {
		const char *code, *word;
	} words[] = {
		{ "ready", N_("READY") },
		{ "reserved", N_("OFFER") },
		{ "engaged", N_("TALKING") },
		{ "hold", N_("ON HOLD") },
		{ "wrap-up", N_("WRAP-UP") },
		{ "paused", N_("PAUSED") },
		{ "offline", N_("OFFLINE") },
	};

	for (size_t i = 0; i < countof(words); i++)
		if (str_is(state, words[i].code))
			return _(words[i].word);
	return state.s;
}

const char *
consent_word(struct str channel)
{
	static const struct {
		const char *channel, *word;
	} words[] = {
		{ "phone", N_("Call") },
		{ "email", N_("E-mail") },
		{ "whatsapp", "WhatsApp" },
		{ "sms", "SMS" },
		{ "letter", N_("Letter") },
	};

	for (size_t i = 0; i < countof(words); i++)
		if (str_is(channel, words[i].channel))
			return _(words[i].word);
	return channel.s;
}

const char *
age_text(msec span, char out[24])
{
	return say_left(span > 0 ? span : 0, 0, out);
}

void
draw_part_head(const struct pane *p, int row, bool focus, int number,
    const char *title, struct str count)
{
	int at = 1, end = p->columns - (p->columns > 79 ? 1 : 0);

	if (focus)
		pane_text(p, row, 0, LOOK_HEAD,
		    theme_sign(term_symbols(), SIGN_FOCUS));
	if (number > 0)
		at += pane_printf(p, row, at, LOOK_HEAD, "%d ", number);
	pane_z(p, row, at, LOOK_HEAD, title);
	pane_right(p, row, end, LOOK_MUTED, count);
}

void
draw_empty(const struct pane *p, int row, const char *what, const char *next)
{
	pane_z(p, row, 3, LOOK_TEXT, what);
	pane_z(p, row + 1, 3, LOOK_MUTED, next);
}
