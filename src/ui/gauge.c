/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gauge.c - cells, full and empty.
 */
#include "ui/gauge.h"

#include "ui/term.h"

int
gauge_cells(int width, int percent)
{
	int cells;

	if (width <= 0 || percent <= 0)
		return 0;
	if (percent >= 100)
		return width;
	cells = width * percent / 100;
	return cells > 0 ? cells : 1;
}

int
gauge_draw(const struct pane *p, int row, int column, int width, enum look look,
    int percent)
{
	int full = gauge_cells(width, percent);

	for (int i = 0; i < width; i++)
		pane_text(p, row, column + i, look,
		    theme_sign(term_symbols(),
			i < full ? SIGN_FULL : SIGN_EMPTY));
	return width > 0 ? width : 0;
}

int
gauge_percent(const struct pane *p, int row, int column, int width,
    enum look look, int percent)
{
	char text[24];
	int used = gauge_draw(p, row, column, width, look, percent);

	if (percent < 1000)
		snprintf(text, sizeof(text), "%d %%",
		    percent < 0 ? 0 : percent);
	else
		snprintf(text, sizeof(text), "%d x", (percent + 50) / 100);
	pane_right(p, row, column + used + 6, look, str_of(text));
	return used + 6;
}
