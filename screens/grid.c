/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grid.c - rows of numbers.
 */
#include "screens/grid.h"

int
grid_cell(int width, int n)
{
	int each = width / n;

	return each < 4 ? 4 : each > 7 ? 7 : each;
}

/* The design's five heights: none, 1-2, 3-5, 6-11, 12 and more. */
static const struct {
	int64_t from;
	const char *full, *ascii;
} shades[] = { { 12, "█", "#" }, { 6, "▓", "+" }, { 3, "▒", ":" },
	{ 1, "░", "." }, { 0, "", "" } };

static const char *
shade(int64_t n)
{
	size_t i = 0;

	while (n < shades[i].from)
		i++;
	return term_symbols() == SYMBOLS_ASCII ? shades[i].ascii
					       : shades[i].full;
}

void
grid_number(const struct pane *p, int row, int end, int width, enum look look,
    bool heat, int64_t n)
{
	int digits = width - 1 - heat;
	int64_t most = 1;
	char text[32];

	for (int i = 0; i < digits; i++)
		most *= 10;
	if (look == LOOK_FOCUS)
		pane_fill(p, row, end - width + 1, width - 1, look);
	if (n == 0)
		snprintf(text, sizeof(text), "-");
	else if (n < most * (heat ? 10 : 1)) /* the figure before its shade */
		snprintf(text, sizeof(text), "%s%lld",
		    heat && n < most ? shade(n) : "", (long long)n);
	else
		snprintf(text, sizeof(text), "%s%lldk", heat ? shade(n) : "",
		    (long long)(n / 1000));
	pane_right(p, row, end, n == 0 && look == LOOK_TEXT ? LOOK_MUTED : look,
	    str_of(text));
}

bool
grid_key(const struct key *k, int n, int *at)
{
	int by = k->code == KEY_RIGHT || k->code == 'l' ? 1
	    : k->code == KEY_LEFT || k->code == 'h'	? -1
							: 0;

	if (by == 0)
		return false;
	*at = *at + by < 0 ? 0 : *at + by >= n ? n - 1 : *at + by;
	return true;
}

void
grid_rows(struct screen *s, const struct pane *p, struct list *l,
    struct rows rows, bool focus, grid_row *draw)
{
	list_settle(l, rows, p->rows);
	for (int i = 0; i < p->rows && l->top + (size_t)i < rows.n; i++) {
		size_t at = l->top + (size_t)i;
		bool here = focus && at == l->index;

		if (here) {
			pane_text(p, i, 0, LOOK_HEAD,
			    theme_sign(term_symbols(), SIGN_FOCUS));
			pane_cursor(p, i, 1);
		}
		draw(s, p, i, here, (const char *)rows.v + at * rows.size);
	}
}

enum screen_key
grid_nothing(struct buf *say)
{
	return screen_tell(say,
	    _("There is nothing behind this: Left and Right choose another "
	      "number."));
}
