/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prose.c - the viewer: rows of a text, and where something is in it.
 */
#include "ui/prose.h"

#include "base/utf8.h"
#include "ui/term.h"

void
prose_done(struct prose *r)
{
	free(r->starts);
	edit_done(&r->find);
	*r = (struct prose){ .top = 0 };
}

/* ---- rows ---------------------------------------------------------------- */

static void
add_start(struct prose *r, size_t at)
{
	if (r->rows + 1 >= r->cap) {
		r->cap = r->cap > 0 ? r->cap * 2 : 64;
		r->starts = realloc(r->starts, r->cap * sizeof(*r->starts));
		if (r->starts == NULL)
			die("out of memory");
	}
	r->starts[r->rows] = at;
}

/* The row that has this byte. */
static size_t
row_of(const struct prose *r, size_t byte)
{
	size_t lo = 0, hi = r->rows;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (r->starts[mid] <= byte)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* Wraps, unless it is wrapped so; the byte at the top stays there. */
static void
wrap(struct prose *r, struct str text, int width)
{
	size_t at = 0, keep;

	if (r->of == text.s && r->of_len == text.len && r->width == width)
		return;
	keep = r->of == text.s && r->rows > 0 ? r->starts[r->top] : 0;
	r->rows = 0;
	do {
		add_start(r, at);
		r->rows++;
		at += pane_line(width,
		    (struct str){ text.s + at, text.len - at });
	} while (at < text.len);
	add_start(r, text.len);
	r->of = text.s;
	r->of_len = text.len;
	r->width = width;
	r->top = row_of(r, keep);
	r->hit = row_of(r, r->from);
}

static size_t
last_top(const struct prose *r)
{
	size_t h = r->height > 0 ? (size_t)r->height : 1;

	return r->rows > h ? r->rows - h : 0;
}

/* ---- drawing ------------------------------------------------------------- */

static struct str
part_of(struct str text, size_t from, size_t to)
{
	return (struct str){ text.s + from, to > from ? to - from : 0 };
}

static size_t
within(size_t at, size_t from, size_t to)
{
	return at < from ? from : at > to ? to : at;
}

/* A row, the hit in it marked. */
static void
draw_row(const struct prose *r, const struct pane *p, int row, struct str text,
    size_t n)
{
	size_t from = r->starts[n], to = r->starts[n + 1], a, b;
	int at = 1;

	while (to > from && (text.s[to - 1] == '\n' || text.s[to - 1] == ' '))
		to--;
	a = within(r->from, from, to);
	b = within(r->to, from, to);
	at += pane_text(p, row, at, LOOK_TEXT, part_of(text, from, a));
	at += pane_text(p, row, at, LOOK_MATCH, part_of(text, a, b));
	pane_text(p, row, at, LOOK_TEXT, part_of(text, b, to));
}

static void
draw_foot(struct prose *r, const struct pane *p)
{
	size_t below = r->rows - r->top;
	int row = p->rows - 1, at;

	if (r->asking) {
		struct pane in;

		at = 1 + pane_z(p, row, 1, LOOK_LABEL, "/");
		in = pane_part(p, row, at, 1, p->columns - at - 1);
		edit_draw(&r->find, &in, true, false);
		return;
	}
	below = below > (size_t)r->height ? below - (size_t)r->height : 0;
	at = 1;
	if (r->missed)
		at +=
		    pane_printf(p, row, at, LOOK_NO,
			_("Nothing here says \"%s\"."), edit_text(&r->find).s) +
		    2;
	else if (r->round)
		at += pane_z(p, row, at, LOOK_MUTED,
			  _("found from the other end")) +
		    2;
	if (below > 0)
		pane_printf(p, row, at, LOOK_MUTED,
		    ngettext("%zu more row below", "%zu more rows below",
			(unsigned long)(below)),
		    below);
}

void
prose_draw(struct prose *r, const struct pane *p, struct str text)
{
	r->height = p->rows > 1 ? p->rows - 1 : 1;
	wrap(r, text, p->columns > 3 ? p->columns - 2 : 1);
	if (r->top > last_top(r))
		r->top = last_top(r);
	for (size_t i = 0; i < (size_t)r->height && r->top + i < r->rows; i++)
		draw_row(r, p, (int)i, text, r->top + i);
	draw_foot(r, p);
}

/* ---- searching ------------------------------------------------------------ */

/* The bytes from `at` on that fold to `want`: their end, or 0. Clusters are
 * compared whole, so that a hit begins and ends at one. */
static size_t
fits(struct str text, size_t at, struct str want)
{
	struct arena a = { 0 };
	size_t done = 0, end = 0;

	while (at < text.len && done < want.len) {
		size_t n = utf8_cluster(text.s + at, text.len - at);
		struct str c = utf8_fold(&a, str_copyn(&a, text.s + at, n));

		if (text.s[at] == '\n')
			c = STR(" ");
		if (c.len > want.len - done ||
		    memcmp(c.s, want.s + done, c.len) != 0)
			break;
		done += c.len;
		at += n;
	}
	if (done == want.len)
		end = at;
	arena_done(&a);
	return end;
}

/* The next cluster that fits from `at` on, or the one before it. */
static bool
look(struct prose *r, struct str text, struct str want, size_t from, size_t to,
    bool last)
{
	bool found = false;

	for (size_t at = from; at < to;
	     at += utf8_cluster(text.s + at, text.len - at)) {
		size_t end = fits(text, at, want);

		if (end == 0)
			continue;
		r->from = at;
		r->to = end;
		found = true;
		if (!last)
			break;
	}
	return found;
}

static void
search(struct prose *r, struct str text, bool back, bool here)
{
	struct arena a = { 0 };
	struct str want = utf8_fold(&a, edit_text(&r->find));
	size_t at = r->to > r->from ? r->from : r->starts[r->top];
	size_t after = here || r->to == r->from ? at : r->to;

	r->missed = r->round = false;
	if (want.len == 0) {
		r->from = r->to = 0;
	} else if (!look(r, text, want, back ? 0 : after, back ? at : text.len,
		       back)) {
		r->round = look(r, text, want, back ? at : 0,
		    back ? text.len : after, back);
		r->missed = !r->round;
	}
	if (r->missed)
		r->from = r->to = 0;
	if (r->to > r->from) {
		r->hit = row_of(r, r->from);
		if (r->hit < r->top || r->hit >= r->top + (size_t)r->height)
			r->top = r->hit > 2 ? r->hit - 2 : 0;
	}
	arena_done(&a);
}

static bool
ask_key(struct prose *r, const struct key *k, struct str text)
{
	if (k->code == KEY_ENTER || k->code == KEY_ESC) {
		r->asking = false;
		if (k->code == KEY_ESC)
			edit_set(&r->find, STR_NONE);
		search(r, text, false, true);
		return true;
	}
	return edit_key(&r->find, k, r->width);
}

/* ---- keys ---------------------------------------------------------------- */

static const struct {
	uint32_t code;
	long rows;
	int pages, halves;
} steps[] = {
	{ 'j', 1, 0, 0 },
	{ KEY_DOWN, 1, 0, 0 },
	{ 'k', -1, 0, 0 },
	{ KEY_UP, -1, 0, 0 },
	{ ' ', 0, 1, 0 },
	{ KEY_PGDN, 0, 1, 0 },
	{ KEY_CTRL('F'), 0, 1, 0 },
	{ KEY_PGUP, 0, -1, 0 },
	{ KEY_CTRL('B'), 0, -1, 0 },
	{ KEY_CTRL('D'), 0, 0, 1 },
	{ KEY_CTRL('U'), 0, 0, -1 },
	{ 'G', 1 << 30, 0, 0 },
	{ KEY_END, 1 << 30, 0, 0 },
	{ KEY_HOME, -(1 << 30), 0, 0 },
};

static bool
step(struct prose *r, uint32_t code)
{
	long by, top;

	for (size_t i = 0; i < countof(steps); i++) {
		if (steps[i].code != code)
			continue;
		by = steps[i].rows + steps[i].pages * (r->height - 1L) +
		    steps[i].halves * (r->height / 2L);
		top = (long)r->top + by;
		r->top = top < 0 ? 0 : (size_t)top;
		if (r->top > last_top(r))
			r->top = last_top(r);
		return true;
	}
	return false;
}

bool
prose_key(struct prose *r, const struct key *k, struct str text)
{
	if (r->rows == 0)
		return false;
	if (r->asking)
		return ask_key(r, k, text);
	if (k->code == '/') {
		edit_set(&r->find, STR_NONE);
		r->asking = true;
		return true;
	}
	if (k->code == 'n' || k->code == 'N') {
		search(r, text, k->code == 'N', false);
		return true;
	}
	return step(r, k->code);
}

bool
prose_typing(const struct prose *r)
{
	return r->asking;
}
