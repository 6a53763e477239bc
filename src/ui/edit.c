/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edit.c - typing, moving, deleting, undoing.
 */
#include "ui/edit.h"

#include "base/utf8.h"
#include "ui/term.h"

#define MAX_BYTES 2000

void
edit_done(struct edit *e)
{
	buf_done(&e->text);
	buf_done(&e->killed);
	for (unsigned i = 0; i < e->nundo; i++)
		free(e->undo[i].text);
	*e = (struct edit){ .max = e->max, .lines = e->lines };
}

struct str
edit_text(const struct edit *e)
{
	return e->text.s != NULL ? buf_view(&e->text) : STR_NONE;
}

void
edit_set(struct edit *e, struct str s)
{
	buf_reset(&e->text);
	buf_str(&e->text, s);
	e->at = e->text.len;
	e->left = e->top = 0;
	e->typing = false;
	e->changes++;
}

/* ---- undo ------------------------------------------------------------------ */

static void
remember(struct edit *e, bool typing)
{
	struct edit_was *was;
	struct str s = edit_text(e);
	bool go_on = typing && e->typing;

	e->typing = typing;
	e->changes++;
	if (go_on)
		return;
	if (e->nundo == EDIT_UNDO) {
		free(e->undo[0].text);
		memmove(e->undo, e->undo + 1,
		    sizeof(e->undo[0]) * --e->nundo);
	}
	was = &e->undo[e->nundo++];
	was->text = strndup(s.s, s.len);
	if (was->text == NULL)
		die("out of memory");
	was->len = s.len;
	was->at = e->at;
}

bool
edit_undo(struct edit *e)
{
	struct edit_was *was;
	size_t at;

	if (e->nundo == 0)
		return false;
	was = &e->undo[--e->nundo];
	at = was->at;
	edit_set(e, (struct str){ was->text, was->len });
	e->at = at;
	free(was->text);
	return true;
}

/* ---- places ---------------------------------------------------------------- */

static size_t
next(const struct edit *e, size_t at)
{
	struct str s = edit_text(e);

	return at < s.len ? at + utf8_cluster(s.s + at, s.len - at) : at;
}

static size_t
line_start(const struct edit *e, size_t at)
{
	while (at > 0 && e->text.s[at - 1] != '\n')
		at--;
	return at;
}

static size_t
line_end(const struct edit *e, size_t at)
{
	while (at < e->text.len && e->text.s[at] != '\n')
		at++;
	return at;
}

/* Clusters can only be walked forwards: from the line's start. */
static size_t
before(const struct edit *e, size_t at)
{
	size_t i, last;

	if (at == 0)
		return 0;
	if (e->text.s[at - 1] == '\n')
		return at - 1;
	for (i = last = line_start(e, at); i < at; i = next(e, i))
		last = i;
	return last;
}

static size_t
word_before(const struct edit *e, size_t at)
{
	while (at > 0 && strchr(" \n", e->text.s[at - 1]) != NULL)
		at--;
	while (at > 0 && strchr(" \n", e->text.s[at - 1]) == NULL)
		at--;
	return at;
}

/* ---- changes ---------------------------------------------------------------- */

static void
splice(struct edit *e, size_t from, size_t to, struct str in)
{
	struct buf b = { 0 };

	buf_add(&b, edit_text(e).s, from);
	buf_str(&b, in);
	buf_add(&b, e->text.s + to, e->text.len - to);
	buf_done(&e->text);
	e->text = b;
	e->at = from + in.len;
}

static void
cut(struct edit *e, size_t from, size_t to, bool keep)
{
	if (from == to)
		return;
	remember(e, false);
	if (keep) {
		buf_reset(&e->killed);
		buf_add(&e->killed, e->text.s + from, to - from);
	}
	splice(e, from, to, STR_NONE);
}

/* What may enter: no controls; a newline only where lines are. */
static void
clean(const struct edit *e, struct str s, struct buf *out)
{
	char put[4];
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		if (cp == '\r' && i + n < s.len && s.s[i + n] == '\n')
			continue;
		if (cp == '\n' || cp == '\r')
			buf_c(out, e->lines ? '\n' : ' ');
		else if (cp == '\t')
			buf_c(out, ' ');
		else if (cp >= ' ' && (cp < 0x7f || cp >= 0xa0))
			buf_add(out, put, utf8_put(cp, put));
	}
}

void
edit_insert(struct edit *e, struct str s)
{
	size_t max = e->max > 0 ? e->max : MAX_BYTES;
	struct buf b = { 0 };

	clean(e, s, &b);
	if (b.len > 0 && e->text.len + b.len <= max) {
		remember(e, s.len <= 4);
		splice(e, e->at, e->at, buf_view(&b));
	} else if (b.len > 0) {
		term_beep();
	}
	buf_done(&b);
}

/* ---- several lines: rows as they are wrapped --------------------------------- */

/* The row and column of a place when wrapped at `width`, and where the row
 * begins. A simple wrap by columns, so that the cursor can be anywhere. */
static void
place(const struct edit *e, size_t at, int width, int *row, int *column)
{
	struct str s = edit_text(e);
	struct cell c;

	*row = *column = 0;
	for (size_t i = 0; i < at && i < s.len;) {
		size_t n = cell_next(s.s + i, s.len - i, &c);

		if (s.s[i] == '\n') {
			++*row;
			*column = 0;
		} else {
			if (*column + c.width > width) {
				++*row;
				*column = 0;
			}
			*column += c.width;
		}
		i += n;
	}
	if (*column >= width) {
		++*row;
		*column = 0;
	}
}

/* The place nearest to a row and column. */
static size_t
place_at(const struct edit *e, int width, int row, int column)
{
	size_t best = e->text.len;
	int r, c;

	for (size_t i = 0; i <= e->text.len; i = next(e, i)) {
		place(e, i, width, &r, &c);
		if (r > row)
			break;
		best = i;
		if ((r == row && c >= column) || i == e->text.len)
			break;
	}
	return best;
}

static bool
vertical(struct edit *e, int width, int by)
{
	int row, column;

	if (!e->lines)
		return false;
	place(e, e->at, width, &row, &column);
	if (row + by < 0)
		return false;
	e->at = place_at(e, width, row + by, column);
	e->typing = false;
	return true;
}

/* ---- keys -------------------------------------------------------------------- */

static bool
move(struct edit *e, size_t to)
{
	e->at = to;
	e->typing = false;
	return true;
}

static bool
delete_key(struct edit *e, uint32_t code)
{
	switch (code) {
	case KEY_BACKSPACE:
		cut(e, before(e, e->at), e->at, false);
		return true;
	case KEY_DEL:
	case KEY_CTRL('D'):
		cut(e, e->at, next(e, e->at), false);
		return true;
	case KEY_CTRL('U'):
		cut(e, line_start(e, e->at), e->at, true);
		return true;
	case KEY_CTRL('K'):
		cut(e, e->at, line_end(e, e->at), true);
		return true;
	case KEY_CTRL('W'):
		cut(e, word_before(e, e->at), e->at, true);
		return true;
	case KEY_CTRL('Y'):
		edit_insert(e, buf_view(&e->killed));
		return true;
	case KEY_CTRL('_'):
		return edit_undo(e);
	default:
		return false;
	}
}

static bool
move_key(struct edit *e, uint32_t code, int width)
{
	switch (code) {
	case KEY_LEFT:
		return move(e, before(e, e->at));
	case KEY_RIGHT:
		return move(e, next(e, e->at));
	case KEY_HOME:
	case KEY_CTRL('A'):
		return move(e, line_start(e, e->at));
	case KEY_END:
	case KEY_CTRL('E'):
		return move(e, line_end(e, e->at));
	case KEY_UP:
		return vertical(e, width, -1);
	case KEY_DOWN:
		return vertical(e, width, 1);
	default:
		return false;
	}
}

bool
edit_key(struct edit *e, const struct key *k, int width)
{
	char put[4];

	if (k->code == KEY_PASTE) {
		e->typing = false;
		edit_insert(e, k->text);
		return true;
	}
	if (k->code == KEY_ENTER && e->lines) {
		edit_insert(e, STR("\n"));
		return true;
	}
	if (k->code >= ' ' && k->code != KEY_BACKSPACE && k->code < KEY_NONE) {
		edit_insert(e, (struct str){ put, utf8_put(k->code, put) });
		return true;
	}
	return delete_key(e, k->code) || move_key(e, k->code, width);
}

/* ---- drawing ----------------------------------------------------------------- */

static void
draw_line(struct edit *e, const struct pane *p, bool focus, bool veil)
{
	struct str s = edit_text(e);
	int column = 0, cursor = 0;
	struct cell c;

	pane_fill(p, 0, 0, p->columns, LOOK_FIELD);
	for (size_t i = 0; i < e->at;) {
		i += cell_next(s.s + i, s.len - i, &c);
		cursor += veil ? 1 : c.width;
	}
	if (cursor < e->left || cursor >= e->left + p->columns)
		e->left = cursor < p->columns ? 0
		    : cursor - p->columns + p->columns / 4 + 1;
	for (size_t i = 0; i < s.len;) {
		i += cell_next(s.s + i, s.len - i, &c);
		if (veil)
			c = (struct cell){ .s = "*", .len = 1, .width = 1 };
		if (column >= e->left &&
		    column - e->left + c.width <= p->columns)
			term_put(p->row, p->column + column - e->left, &c,
			    LOOK_FIELD);
		column += c.width;
	}
	if (focus)
		pane_cursor(p, 0, cursor - e->left);
}

static void
draw_lines(struct edit *e, const struct pane *p, bool focus)
{
	struct str s = edit_text(e);
	int row, column;
	struct cell c;

	place(e, e->at, p->columns, &row, &column);
	if (row < e->top)
		e->top = row;
	if (row >= e->top + p->rows)
		e->top = row - p->rows + 1;
	if (focus)
		pane_cursor(p, row - e->top, column);
	row = column = 0;
	for (size_t i = 0; i < s.len;) {
		size_t n = cell_next(s.s + i, s.len - i, &c);

		if (s.s[i] == '\n' || column + c.width > p->columns) {
			row++;
			column = 0;
		}
		if (s.s[i] != '\n') {
			if (row >= e->top && row < e->top + p->rows)
				term_put(p->row + row - e->top,
				    p->column + column, &c, LOOK_TEXT);
			column += c.width;
		}
		i += n;
	}
}

void
edit_draw(struct edit *e, const struct pane *p, bool focus, bool veil)
{
	if (e->lines)
		draw_lines(e, p, focus);
	else
		draw_line(e, p, focus, veil);
}
