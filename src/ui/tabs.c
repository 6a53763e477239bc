/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tabs.c - names that give way to their numbers.
 */
#include "ui/tabs.h"

#include "ui/term.h"

#define APART 1 /* columns between two tabs, beside the blanks in them */

static int
most_of(int columns)
{
	return columns < 120 ? 16 : columns < 200 ? 24 : 32;
}

static int
name_of(const struct tab *t, int most)
{
	int n = cell_columns(t->name);

	return n < most ? n : most;
}

/* " 3 name ± " or " 3 " */
static int
width_of(const struct tab *t, int most, bool small)
{
	int sign = t->sign.len > 0 ? 2 : 0;

	return small ? 3 + sign : 4 + name_of(t, most) + sign;
}

/* Which become a number, the farthest from the active one first. */
static void
shrink(const struct pane *p, const struct tab *v, size_t n, size_t active,
    bool small[TABS_MOST])
{
	int most = most_of(p->columns), used = 0;
	size_t far = n;

	for (size_t i = 0; i < n; i++) {
		small[i] = false;
		used += width_of(&v[i], most, false) + APART;
	}
	while (far-- > 1 && used > p->columns)
		for (size_t i = 0; i < n && used > p->columns; i++) {
			size_t d = i < active ? active - i : i - active;

			if (d != far)
				continue;
			small[i] = true;
			used -= width_of(&v[i], most, false) -
			    width_of(&v[i], most, true);
		}
}

static int
draw_tab(const struct pane *p, int row, int at, const struct tab *t,
    size_t number, bool on, bool small)
{
	enum look look = on ? LOOK_TAB_ON : LOOK_TEXT;
	bool fence = on && term_mono();
	int from = at, most = most_of(p->columns);

	at += pane_printf(p, row, at, look, "%s%zu", fence ? "[" : " ", number);
	if (!small) {
		int width = name_of(t, most);

		at += pane_z(p, row, at, look, " ");
		pane_field(p, row, at, width, look, t->name);
		at += width;
	}
	if (t->sign.len > 0) {
		at += pane_z(p, row, at, look, " ");
		at += pane_text(p, row, at, on ? look : t->look, t->sign);
	}
	at += pane_z(p, row, at, look, fence ? "]" : " ");
	return at - from;
}

void
tabs_draw(const struct pane *p, int row, const struct tab *v, size_t n,
    size_t active)
{
	bool small[TABS_MOST];
	int at = 0;

	if (n > TABS_MOST)
		n = TABS_MOST;
	shrink(p, v, n, active, small);
	for (size_t i = 0; i < n; i++)
		at +=
		    draw_tab(p, row, at, &v[i], i + 1, i == active, small[i]) +
		    APART;
}

size_t
tabs_at(const struct pane *p, const struct tab *v, size_t n, size_t active,
    int column)
{
	int most = most_of(p->columns), at = 0;
	bool small[TABS_MOST];

	n = n > TABS_MOST ? TABS_MOST : n;
	shrink(p, v, n, active, small);
	for (size_t i = 0; i < n; i++) {
		int width = width_of(&v[i], most, small[i]);

		if (column >= at && column < at + width)
			return i;
		at += width + APART;
	}
	return n;
}
