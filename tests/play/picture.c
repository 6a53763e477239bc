/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * picture.c - a screen as text with its attributes, and as SVG.
 */
#include "play.h"

#define CELL_W 9
#define CELL_H 19

/* ---- text -------------------------------------------------------------------
 */

static int
look_of(const struct vt_cell *c)
{
	return c->bold * 1 + c->reverse * 2 + c->under * 4;
}

/* "  3: 1-80 br, 12-14 u": the runs of a row that are not plain. */
static void
row_looks(const struct play *p, int row, struct buf *out)
{
	int from = 0, look = 0;
	bool any = false;

	for (int col = 0; col <= p->columns; col++) {
		struct vt_cell c = { .bold = false };
		int now = 0;

		if (col < p->columns) {
			c = vt_cell(p->vt, row, col);
			now = look_of(&c);
		}
		if (now == look)
			continue;
		if (look != 0) {
			if (!any)
				buf_printf(out, "%2d:", row + 1);
			buf_printf(out, " %d-%d%s%s%s", from + 1, col,
			    look & 1 ? "b" : "", look & 2 ? "r" : "",
			    look & 4 ? "u" : "");
			any = true;
		}
		from = col;
		look = now;
	}
	if (any)
		buf_c(out, '\n');
}

/* Ids are random from their third group on: #### in a golden screen. */
static void
mask_ids(char *s)
{
	for (; *s != '\0'; s++) {
		size_t n = strspn(s, "0123456789abcdef-");

		if (n >= 15 && s[8] == '-' && s[13] == '-' && s[14] == '7')
			for (size_t i = 15; i < n; i++)
				s[i] = '#';
		s += n > 0 ? n - 1 : 0;
	}
}

/* Which terminal it is, is the run's own: always the first. */
static void
mask_terminals(char *s)
{
	while ((s = strstr(s, "pts/")) != NULL) {
		size_t n = strspn(s += strlen("pts/"), "0123456789");

		if (n == 0)
			continue;
		*s++ = '0';
		memmove(s, s + n - 1, strlen(s + n - 1) + 1);
	}
}

void
play_screen(struct play *p, bool looks, struct buf *out)
{
	int row, column;

	buf_z(out, vt_screen(p->vt));
	mask_ids(out->s);
	mask_terminals(out->s);
	out->len = strlen(out->s);
	if (!looks)
		return;
	buf_z(out, "---- bold, reversed, underlined; the cursor\n");
	for (int i = 0; i < p->rows; i++)
		row_looks(p, i, out);
	if (vt_cursor(p->vt, &row, &column))
		buf_printf(out, "cursor %d,%d\n", row + 1, column + 1);
}

/* ---- SVG --------------------------------------------------------------------
 */

/* xterm's palette; -1 is the terminal's own. */
static unsigned
colour(int n, unsigned own)
{
	static const unsigned low[] = { 0x000000, 0xcd3131, 0x0dbc79, 0xe5e510,
		0x2472c8, 0xbc3fbc, 0x11a8cd, 0xe5e5e5, 0x666666, 0xf14c4c,
		0x23d18b, 0xf5f543, 0x3b8eea, 0xd670d6, 0x29b8db, 0xffffff };
	static const unsigned step[] = { 0, 95, 135, 175, 215, 255 };

	if (n < 0)
		return own;
	if (n < 16)
		return low[n];
	if (n < 232) {
		n -= 16;
		return step[n / 36] << 16 | step[n / 6 % 6] << 8 | step[n % 6];
	}
	return (unsigned)(8 + (n - 232) * 10) * 0x010101u;
}

static bool
alike(const struct vt_cell *a, const struct vt_cell *b)
{
	return a->fg == b->fg && a->bg == b->bg && look_of(a) == look_of(b);
}

static void
draw_run(struct buf *out, int row, int from, int to, const struct vt_cell *c,
    const char *text)
{
	unsigned fg = colour(c->fg, 0xd0d0d0), bg = colour(c->bg, 0x101418);
	int x = from * CELL_W, y = row * CELL_H, width = (to - from) * CELL_W;

	if (c->reverse) {
		unsigned swap = fg;

		fg = bg;
		bg = swap;
	}
	if (bg != 0x101418)
		buf_printf(out,
		    "<rect x='%d' y='%d' width='%d' height='%d' "
		    "fill='#%06x'/>\n",
		    x, y, width, CELL_H, bg);
	if (text[strspn(text, " ")] == '\0')
		return;
	buf_printf(out, "<text x='%d' y='%d' fill='#%06x' textLength='%d'%s%s>",
	    x, y + CELL_H - 5, fg, width, c->bold ? " font-weight='bold'" : "",
	    c->under ? " text-decoration='underline'" : "");
	buf_markup(out, str_of(text));
	buf_z(out, "</text>\n");
}

static void
draw_row(struct play *p, int row, struct buf *out)
{
	struct buf text = { 0 };
	struct vt_cell first = { .fg = -1 };
	int from = 0;

	for (int col = 0; col <= p->columns; col++) {
		struct vt_cell c = { .fg = -2 };

		if (col < p->columns)
			c = vt_cell(p->vt, row, col);
		if (col > from && (col == p->columns || !alike(&first, &c))) {
			draw_run(out, row, from, col, &first, text.s);
			buf_reset(&text);
			from = col;
		}
		if (col == from)
			first = c;
		if (col < p->columns)
			buf_z(&text, c.s);
	}
	buf_done(&text);
}

void
play_picture(struct play *p, struct buf *out)
{
	int w = p->columns * CELL_W, h = p->rows * CELL_H;

	buf_printf(out,
	    "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' "
	    "viewBox='-8 -8 %d %d' font-family='DejaVu Sans Mono, Consolas, "
	    "Menlo, monospace' font-size='15' xml:space='preserve'>\n"
	    "<rect x='-8' y='-8' width='%d' height='%d' rx='6' "
	    "fill='#101418'/>\n",
	    w + 16, h + 16, w + 16, h + 16, w + 16, h + 16);
	for (int row = 0; row < p->rows; row++)
		draw_row(p, row, out);
	buf_z(out, "</svg>\n");
}
