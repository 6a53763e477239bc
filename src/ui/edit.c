/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edit.c - typing, moving, deleting, undoing.
 */
#include "ui/edit.h"

#include "base/number.h"
#include "base/utf8.h"
#include "ui/term.h"
#include "ui/wrap.h"

#define MAX_BYTES 2000
#define PAGE	  10 /* rows, before it was drawn once */

/* A password may have been in it. */
static void
wipe(char *s, size_t len)
{
	if (s != NULL)
		explicit_bzero(s, len);
}

static void
forget_undo(struct edit *e)
{
	for (unsigned i = 0; i < e->nundo; i++) {
		wipe(e->undo[i].text, e->undo[i].len);
		free(e->undo[i].text);
	}
	e->nundo = 0;
	e->run = EDIT_APART;
}

void
edit_done(struct edit *e)
{
	wipe(e->text.s, e->text.cap);
	wipe(e->killed.s, e->killed.cap);
	buf_done(&e->text);
	buf_done(&e->killed);
	forget_undo(e);
	*e = (struct edit){ .max = e->max, .over = e->over, .lines = e->lines };
}

struct str
edit_text(const struct edit *e)
{
	return buf_view(&e->text);
}

/* s may be part of the old text. */
static void
replace(struct edit *e, struct str s)
{
	struct buf b = { 0 };

	buf_str(&b, s);
	wipe(e->text.s, e->text.cap);
	buf_done(&e->text);
	e->text = b;
	e->at = b.len;
	e->left = e->top = e->goal = 0;
	e->changes++;
}

void
edit_set(struct edit *e, struct str s)
{
	replace(e, s);
	forget_undo(e);
	e->full = false;
}

/* ---- undo ------------------------------------------------------------------
 */

static void
remember(struct edit *e, enum edit_run run)
{
	bool go_on = run != EDIT_APART && run == e->run;
	struct str s = edit_text(e);
	struct edit_was *was;

	e->run = run;
	e->changes++;
	if (go_on)
		return;
	if (e->nundo == EDIT_UNDO) {
		wipe(e->undo[0].text, e->undo[0].len);
		free(e->undo[0].text);
		memmove(e->undo, e->undo + 1, sizeof(e->undo[0]) * --e->nundo);
	}
	was = &e->undo[e->nundo++];
	*was = (struct edit_was){ malloc(s.len + 1), s.len, e->at };
	if (was->text == NULL)
		die("out of memory");
	memcpy(was->text, s.s, s.len + 1);
}

bool
edit_undo(struct edit *e)
{
	struct edit_was *was;

	if (e->nundo == 0)
		return false;
	was = &e->undo[--e->nundo];
	replace(e, (struct str){ was->text, was->len });
	e->at = was->at;
	e->run = EDIT_APART;
	wipe(was->text, was->len);
	free(was->text);
	return true;
}

/* ---- places ----------------------------------------------------------------
 */

static size_t
next(const struct edit *e, size_t at)
{
	return wrap_next(edit_text(e), at);
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

/* The edge at or after a place: a mark may have joined what is before it. */
static size_t
edge(const struct edit *e, size_t at)
{
	size_t i = line_start(e, at);

	while (i < at)
		i = next(e, i);
	return i;
}

void
edit_place(struct edit *e, size_t at)
{
	e->at = edge(e, at < e->text.len ? at : e->text.len);
	e->goal = 0;
}

static bool
is_gap(char c)
{
	return c == ' ' || c == '\n';
}

static size_t
word_before(const struct edit *e, size_t at)
{
	while (at > 0 && is_gap(e->text.s[at - 1]))
		at--;
	while (at > 0 && !is_gap(e->text.s[at - 1]))
		at--;
	return at;
}

/* ---- changes ----------------------------------------------------------------
 */

static void
splice(struct edit *e, size_t from, size_t to, struct str in)
{
	struct str old = edit_text(e);
	struct buf b = { 0 };

	buf_add(&b, old.s, from);
	buf_str(&b, in);
	buf_add(&b, old.s + to, old.len - to);
	wipe(e->text.s, e->text.cap);
	buf_done(&e->text);
	e->text = b;
	e->at = edge(e, from + in.len);
	e->goal = 0;
}

static void
cut(struct edit *e, size_t from, size_t to, enum edit_run run)
{
	if (from == to)
		return;
	remember(e, run);
	splice(e, from, to, STR_NONE);
}

/* The same, for Ctrl-Y to put back. */
static void
kill_text(struct edit *e, size_t from, size_t to)
{
	if (from == to)
		return;
	buf_reset(&e->killed);
	buf_add(&e->killed, e->text.s + from, to - from);
	cut(e, from, to, EDIT_APART);
}

/* What may enter: no controls; a newline only where lines are, and none at the
 * end of what is pasted into one line. */
static void
clean(const struct edit *e, struct str s, struct buf *out)
{
	char put[4];
	size_t n;

	while (!e->lines && s.len > 1 &&
	    (s.s[s.len - 1] == '\n' || s.s[s.len - 1] == '\r'))
		s.len--;
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

static void
insert(struct edit *e, struct str s, enum edit_run run)
{
	size_t max = e->over ? EDIT_OVER : e->max > 0 ? e->max : MAX_BYTES;
	struct buf b = { 0 };

	clean(e, s, &b);
	e->full = b.len > 0 && e->text.len + b.len > max;
	if (e->full) {
		term_beep();
	} else if (b.len > 0) {
		remember(e, run);
		splice(e, e->at, e->at, buf_view(&b));
	}
	wipe(b.s, b.cap);
	buf_done(&b);
}

void
edit_insert(struct edit *e, struct str s)
{
	insert(e, s, EDIT_APART);
}

struct str
edit_long(const struct edit *e, struct arena *a)
{
	if (!e->over || e->text.len <= e->max)
		return STR_NONE;
	return str_printf(a, _("%s of %s: shorten it"),
	    number_print(a, (int64_t)e->text.len).s,
	    number_print(a, (int64_t)e->max).s);
}

/* The first letter of a word begins another undo. */
static void
type(struct edit *e, uint32_t cp)
{
	char put[4];
	struct str s = { put, utf8_put(cp, put) };

	if (e->at > 0 && is_gap(e->text.s[e->at - 1]) && cp != ' ')
		e->run = EDIT_APART;
	insert(e, s, EDIT_TYPED);
}

/* ---- keys --------------------------------------------------------------- */

/* False when there is no row there. A page ends at the first or last. */
static bool
vertical(struct edit *e, int width, int by)
{
	struct wrap_place p;
	struct str s = edit_text(e);
	int column;

	if (!e->lines)
		return false;
	width = e->width > 0 ? e->width : width;
	p = wrap_place(s, e->at, width);
	if ((by == -1 && p.row == 0) || (by == 1 && p.after > s.len))
		return false;
	column = e->goal > 0 ? e->goal - 1 : p.column;
	e->at = wrap_at(s, width, p.row + by > 0 ? p.row + by : 0, column);
	e->goal = column + 1;
	return true;
}

static bool
delete_key(struct edit *e, uint32_t code)
{
	switch (code) {
	case KEY_BACKSPACE:
		cut(e, before(e, e->at), e->at, EDIT_RUBBED);
		return true;
	case KEY_CTRL('D'): /* with nothing after it, it may mean: leave */
		if (e->at == e->text.len)
			return false;
		cut(e, e->at, next(e, e->at), EDIT_RUBBED);
		return true;
	case KEY_DEL:
		cut(e, e->at, next(e, e->at), EDIT_RUBBED);
		return true;
	case KEY_CTRL('U'):
		if (e->lines)
			kill_text(e, line_start(e, e->at), e->at);
		else
			kill_text(e, 0, e->text.len);
		return true;
	case KEY_CTRL('K'):
		kill_text(e, e->at, line_end(e, e->at));
		return true;
	case KEY_CTRL('W'):
		kill_text(e, word_before(e, e->at), e->at);
		return true;
	case KEY_CTRL('Y'):
		edit_insert(e, buf_view(&e->killed));
		return true;
	case KEY_CTRL('_'):
		edit_undo(e);
		return true;
	default:
		return false;
	}
}

static bool
move(struct edit *e, size_t to)
{
	e->at = to;
	e->goal = 0;
	return true;
}

static bool
move_key(struct edit *e, uint32_t code, int width)
{
	int page = e->rows > 1 ? e->rows - 1 : PAGE;

	e->run = EDIT_APART;
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
	case KEY_PGUP:
		return vertical(e, width, -page);
	case KEY_PGDN:
		return vertical(e, width, page);
	default:
		return false;
	}
}

/* Ctrl-X u undoes too: some terminals have no Ctrl-_. */
static bool
chord(struct edit *e, uint32_t code)
{
	bool was = e->chord;

	e->chord = !was && code == KEY_CTRL('X');
	if (was && code == 'u')
		edit_undo(e);
	return e->chord || (was && code == 'u');
}

bool
edit_key(struct edit *e, const struct key *k, int width)
{
	e->full = false;
	if (chord(e, k->code))
		return true;
	if (k->code == KEY_PASTE) {
		edit_insert(e, k->text);
		return true;
	}
	if (k->code == KEY_ENTER && e->lines) {
		insert(e, STR("\n"), EDIT_TYPED);
		return true;
	}
	if (k->code >= ' ' && k->code != KEY_BACKSPACE && k->code < KEY_NONE) {
		type(e, k->code);
		return true;
	}
	return delete_key(e, k->code) || move_key(e, k->code, width);
}

/* ---- drawing ------------------------------------------------------------ */

/* One line scrolls sideways no further than needed: nothing is free behind its
 * end, and with the sign on its left something stands before the cursor. */
static void
scroll_line(struct edit *e, int cursor, int wide, int columns)
{
	int least = cursor - columns + 1, most = wide - columns + 1;

	most = cursor - 2 < most ? cursor - 2 : most;
	if (e->left > most)
		e->left = most;
	if (e->left < least || cursor < columns)
		e->left = cursor < columns ? 0 : least;
}

/* How many columns it has up to there. */
static int
columns_to(const struct edit *e, size_t end, bool veil)
{
	int columns = 0;

	for (size_t i = 0, n; i < end; i = n) {
		n = next(e, i);
		columns += veil ? 1 : wrap_columns(edit_text(e), i, n);
	}
	return columns;
}

/* What is out of sight on the left has a sign there, for half a letter, too. */
static void
draw_cells(const struct edit *e, const struct pane *p, bool veil)
{
	struct str dot = theme_sign(term_symbols(), SIGN_DOT);
	struct str s = edit_text(e);
	int column = -e->left, first = e->left > 0;
	struct cell c;
	size_t n;

	for (size_t i = 0; i < s.len && column < p->columns; i += n) {
		n = cell_next(s.s + i, s.len - i, &c);
		if (veil) {
			n = next(e, i) - i;
			cell_next(dot.s, dot.len, &c);
		}
		if (column >= first)
			pane_cell(p, 0, column, &c, LOOK_FIELD);
		column += c.width;
	}
	if (first)
		pane_text(p, 0, 0, LOOK_FIELD,
		    theme_sign(term_symbols(), SIGN_MORE));
}

static void
draw_line(struct edit *e, const struct pane *p, bool focus, bool veil)
{
	int cursor = columns_to(e, e->at, veil);

	scroll_line(e, cursor, columns_to(e, e->text.len, veil), p->columns);
	pane_fill(p, 0, 0, p->columns, LOOK_FIELD);
	draw_cells(e, p, veil);
	if (focus)
		pane_cursor(p, 0, cursor - e->left);
}

static void
draw_lines(struct edit *e, const struct pane *p, bool focus)
{
	struct str s = edit_text(e);
	struct wrap_place at = wrap_place(s, e->at, p->columns);
	size_t from = 0, after, end;

	e->width = p->columns;
	e->rows = p->rows;
	if (at.row < e->top)
		e->top = at.row;
	if (at.row >= e->top + p->rows)
		e->top = at.row - p->rows + 1;
	for (int row = -e->top; row < p->rows && from <= s.len; row++) {
		end = wrap_end(s, from, p->columns, &after);
		if (row >= 0)
			pane_text(p, row, 0, LOOK_TEXT,
			    (struct str){ s.s + from, end - from });
		from = after;
	}
	if (focus)
		pane_cursor(p, at.row - e->top, at.column);
}

void
edit_draw(struct edit *e, const struct pane *p, bool focus, bool veil)
{
	if (p->rows <= 0 || p->columns <= 0)
		return;
	if (e->lines)
		draw_lines(e, p, focus);
	else
		draw_line(e, p, focus, veil);
}
