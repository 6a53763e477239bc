/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nobody.c - a contact with nobody in it: a wrong number, silence, somebody who
 * will not say who they are. One digit ends it with its outcome; no customer is
 * needed, and one that waits need not be answered first.
 */
#include "core/interaction.h"
#include "core/outcome.h"
#include "screens/desk.h"
#include "screens/say.h"
#include "screens/sheet.h"

struct state {
	int unused;
};

struct model {
	struct row_interaction_get i;
	struct outcome_rows ways; /* of such contacts, in their order */
};

static struct arena draw_arena; /* emptied at each draw */

/* Digits stay what they are, however often each is used. */
static void
keep_nobody(struct outcome_rows *ways)
{
	size_t n = 0;

	for (size_t i = 0; i < ways->n; i++) {
		struct outcome_row row = ways->v[i];
		size_t at = n;

		if (!row.o.nobody)
			continue;
		for (; at > 0 && ways->v[at - 1].o.position > row.o.position;
		     at--)
			ways->v[at] = ways->v[at - 1];
		ways->v[at] = row;
		n++;
	}
	ways->n = n;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = interaction_get(c, a, arg->id, &m->i)) != OK ||
	    (rc = outcome_list(c, a, false, &m->ways)) != OK)
		return rc;
	keep_nobody(&m->ways);
	*model = m;
	return OK;
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct str who;
	int row = 4;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	who = m->i.customer_name.len > 0 ? m->i.customer_name
	    : m->i.caller.len > 0	 ? say_phone(&draw_arena, m->i.caller)
					 : str_of(_("unknown caller"));
	draw_head(p, 0, false, _("NOBODY IN THIS CONTACT"), -1);
	pane_field(p, 1, 1, p->columns - 2, LOOK_TEXT,
	    str_printf(&draw_arena, "I-%lld  %s  %s", (long long)m->i.number,
		channel_word(m->i.channel), who.s));
	pane_field(p, 2, 1, p->columns - 2, LOOK_MUTED,
	    str_of(_("A digit ends it for good; no customer is needed.")));
	for (size_t i = 0; i < m->ways.n && i < 9; i++, row++) {
		pane_printf(p, row, 3, LOOK_KEY, "%zu", i + 1);
		pane_field(p, row, 6, p->columns - 7, LOOK_TEXT,
		    m->ways.v[i].o.name);
	}
	pane_cursor(p, 4, 3);
	arena_reset(&draw_arena);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;

	if (m == NULL || k->code < '1' || k->code > '9')
		return SCREEN_IGNORED;
	if (k->code - '1' >= m->ways.n)
		return screen_tell(say, _("There is no such number here."));
	if (str_is(m->i.state, "waiting"))
		buf_printf(say, "interaction answer %s%c", m->i.id.s, SAY_NEXT);
	buf_printf(say, "interaction finish %s outcome=%s", m->i.id.s,
	    m->ways.v[k->code - '1'].o.code.s);
	say_arg(say, "note", edit_text(desk_note(m->i.id)));
	return SCREEN_SAY;
}

static const struct key_def keys[] = {
	{ "1", "", N_("to 9 how it ends") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_nobody = {
	.name = "nobody",
	.title = N_("Nobody"),
	.about = N_("Nobody was there: a wrong number, silence, a call that "
		    "broke off. Two keys end it."),
	.of = OF_TALK,
	.once = true,
	.state_size = sizeof(struct state),
	.watches = "interaction",
	.unfiltered = true,
	.keys = keys,
	.load = load,
	.draw = draw,
	.key = key,
};
