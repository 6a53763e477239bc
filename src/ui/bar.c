/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bar.c - names, bars and numbers in three columns.
 */
#include "ui/bar.h"

#include "ui/term.h"

struct chart {
	int name, number; /* columns of */
	int64_t most;
};

static struct str
number_of(const struct bar *b, char out[24])
{
	if (b->text.len > 0)
		return b->text;
	snprintf(out, 24, "%lld", (long long)b->value);
	return str_of(out);
}

static struct chart
measure(const struct pane *p, const struct bar *v, size_t n)
{
	struct chart c = { .name = 0 };
	char text[24];

	for (size_t i = 0; i < n; i++) {
		int name = cell_columns(v[i].name);
		int number = cell_columns(number_of(&v[i], text));

		c.name = name > c.name ? name : c.name;
		c.number = number > c.number ? number : c.number;
		c.most = v[i].value > c.most ? v[i].value : c.most;
	}
	if (c.name > p->columns / 2)
		c.name = p->columns / 2;
	return c;
}

/* Cells of a bar that may have `width`. */
static int
cells(int64_t value, int64_t most, int width)
{
	int n;

	if (value <= 0 || most <= 0 || width <= 0)
		return 0;
	n = (int)((double)value / (double)most * (double)width);
	return n > 0 ? n : 1;
}

int
bar_draw(const struct pane *p, enum look look, const struct bar *v, size_t n)
{
	struct chart c = measure(p, v, n);
	int width = p->columns - c.name - c.number - 2, row = 0;
	char text[24];

	for (size_t i = 0; i < n && row < p->rows; i++, row++) {
		int full = cells(v[i].value, c.most, width);

		pane_field(p, row, 0, c.name, LOOK_TEXT, v[i].name);
		for (int k = 0; k < full; k++)
			pane_text(p, row, c.name + 1 + k, look,
			    theme_sign(term_symbols(), SIGN_FULL));
		pane_right(p, row, p->columns, LOOK_TEXT,
		    number_of(&v[i], text));
	}
	return row;
}
