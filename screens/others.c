/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * others.c - presence on the screen.
 */
#include "screens/others.h"

#include "screens/say.h"
#include "ui/term.h"

static const struct presences *others;

void
others_are(const struct presences *p)
{
	others = p;
}

const struct presence *
others_writer(const struct presences *p, struct id id)
{
	for (size_t i = 0; p != NULL && i < p->n; i++)
		if (id_eq(p->v[i].entity, id) &&
		    p->v[i].mode == PRESENCE_WRITES)
			return &p->v[i];
	return NULL;
}

struct str
others_since(struct arena *a, const struct presence *p, msec now)
{
	return say_when(a, p->since_at, now);
}

static void
look_of(enum presence_mode mode, struct str *sign, enum look *look)
{
	bool writes = mode == PRESENCE_WRITES;

	*sign = theme_sign(term_symbols(), writes ? SIGN_WRITES : SIGN_SEEN);
	*look = writes ? LOOK_WRITES : LOOK_SEEN;
}

/* They come with the writers first. */
bool
others_sign(struct id id, struct str *sign, enum look *look)
{
	for (size_t i = 0; others != NULL && i < others->n; i++)
		if (id_eq(others->v[i].entity, id)) {
			look_of(others->v[i].mode, sign, look);
			return true;
		}
	return false;
}

int
others_draw(const struct pane *p, int row, int column, struct id id, msec now)
{
	struct arena a = { 0 };
	int at = column;

	for (size_t i = 0; others != NULL && i < others->n; i++) {
		const struct presence *x = &others->v[i];
		struct str sign, text;
		enum look look;

		if (!id_eq(x->entity, id))
			continue;
		look_of(x->mode, &sign, &look);
		text = x->mode == PRESENCE_WRITES
		    ? str_printf(&a, _("%s writes here since %s"), x->name.s,
			  others_since(&a, x, now).s)
		    : str_printf(&a, _("%s reads this"), x->name.s);
		if (at > column && at + cell_columns(text) + 2 > p->columns - 1)
			break;
		pane_text(p, row, at, look, sign);
		pane_field(p, row, at + 2, p->columns - at - 3, look, text);
		at += cell_columns(text) + 5;
	}
	arena_done(&a);
	return at - column;
}
