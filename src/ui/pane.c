/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane.c - text into cells, clipped.
 */
#include "ui/pane.h"

#include "ui/term.h"

static int
least(int a, int b)
{
	return a < b ? a : b;
}

struct pane
pane_part(const struct pane *p, int row, int column, int rows, int columns)
{
	if (row < 0) {
		rows += row;
		row = 0;
	}
	if (column < 0) {
		columns += column;
		column = 0;
	}
	rows = least(rows, p->rows - row);
	columns = least(columns, p->columns - column);
	return (struct pane){ p->row + row, p->column + column,
		rows > 0 ? rows : 0, columns > 0 ? columns : 0 };
}

void
pane_cell(const struct pane *p, int row, int column, const struct cell *c,
    enum look look)
{
	if (row >= 0 && row < p->rows && column >= 0 &&
	    column + c->width <= p->columns)
		term_put(p->row + row, p->column + column, c, look);
}

/* Letters of ASCII, or blanks: no cell of its own is made for each. */
static void
run(const struct pane *p, int row, int column, const char *s, int n,
    enum look look)
{
	int skip = column < 0 ? -column : 0;

	n = least(n, p->columns - column) - skip;
	if (row >= 0 && row < p->rows && n > 0)
		term_run(p->row + row, p->column + column + skip,
		    s != NULL ? s + skip : NULL, n, look);
}

/* From `at` on, up to column `end`; where it stopped. */
static int
draw(const struct pane *p, int row, int column, int end, enum look look,
    struct str s, size_t *at)
{
	struct cell c;

	while (*at < s.len && column < end) {
		size_t n = cell_plain(s.s + *at, s.len - *at);

		n = n < (size_t)(end - column) ? n : (size_t)(end - column);
		if (n > 0) {
			run(p, row, column, s.s + *at, (int)n, look);
			column += (int)n;
			*at += n;
			continue;
		}
		n = cell_next(s.s + *at, s.len - *at, &c);

		if (column + c.width > end)
			break;
		pane_cell(p, row, column, &c, look);
		column += c.width;
		*at += n;
	}
	return column;
}

int
pane_text(const struct pane *p, int row, int column, enum look look,
    struct str s)
{
	size_t at = 0;

	return draw(p, row, column, p->columns, look, s, &at) - column;
}

int
pane_z(const struct pane *p, int row, int column, enum look look, const char *s)
{
	return pane_text(p, row, column, look, str_of(s));
}

void
pane_fill(const struct pane *p, int row, int column, int width, enum look look)
{
	run(p, row, column, NULL, width, look);
}

void
pane_field(const struct pane *p, int row, int column, int width, enum look look,
    struct str s)
{
	size_t at = 0, again = 0;
	int end, to;

	width = least(width, p->columns - column);
	if (width <= 0)
		return;
	end = column + width;
	to = draw(p, row, column, end, look, s, &at);
	if (at < s.len) { /* seldom: once more, with room for the sign */
		to = draw(p, row, column, --end, look, s, &again);
		pane_text(p, row, end, look,
		    theme_sign(term_symbols(), SIGN_MORE));
	}
	pane_fill(p, row, to, end - to, look);
}

int
pane_right(const struct pane *p, int row, int end, enum look look, struct str s)
{
	int column = end - cell_columns(s);

	pane_text(p, row, column, look, s);
	return column;
}

int
pane_printf(const struct pane *p, int row, int column, enum look look,
    const char *fmt, ...)
{
	struct buf b = { 0 };
	va_list ap;
	int used;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	used = pane_text(p, row, column, look, buf_view(&b));
	buf_done(&b);
	return used;
}

/* The bytes of one wrapped line, and those to pass over after it. */
static size_t
line_len(struct str s, int width, size_t *gap)
{
	size_t at = 0, word = 0;
	struct cell c;
	int used = 0;

	*gap = 0;
	while (at < s.len && s.s[at] != '\n') {
		size_t n = cell_next(s.s + at, s.len - at, &c);

		if (used + c.width > width)
			break;
		if (s.s[at] == ' ')
			word = at;
		used += c.width;
		at += n;
	}
	if (at >= s.len)
		return at;
	if (s.s[at] == '\n' || s.s[at] == ' ') {
		*gap = 1;
		return at;
	}
	if (word > 0) {
		*gap = 1;
		return word;
	}
	return at > 0 ? at : cell_next(s.s, s.len, &c);
}

static struct str
rest(struct str s, size_t n)
{
	return (struct str){ s.s + n, s.len - n };
}

size_t
pane_line(int width, struct str s)
{
	size_t gap, n = line_len(s, width > 0 ? width : 1, &gap);

	return n + gap;
}

int
pane_wrapped(int width, struct str s)
{
	size_t gap;
	int rows = 0;

	if (width <= 0)
		return 0;
	do {
		s = rest(s, line_len(s, width, &gap));
		s = rest(s, gap);
		rows++;
	} while (s.len > 0);
	return rows;
}

int
pane_wrap(const struct pane *p, int row, int column, int width, int skip,
    int max, enum look look, struct str s)
{
	int drawn = 0;
	size_t gap;

	while (width > 0 && drawn < max && (s.len > 0 || drawn == 0)) {
		size_t n = line_len(s, width, &gap), at = 0;

		if (skip-- <= 0)
			draw(p, row + drawn++, column, column + width, look,
			    (struct str){ s.s, n }, &at);
		s = rest(s, n + gap);
		if (s.len == 0)
			break;
	}
	return drawn;
}

void
pane_cursor(const struct pane *p, int row, int column)
{
	if (row >= 0 && row < p->rows && column >= 0 && column < p->columns)
		term_cursor(p->row + row, p->column + column);
}
