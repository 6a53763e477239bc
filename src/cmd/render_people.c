/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * render_people.c - an answer as a person at a terminal reads it: lines of
 * name and value, tables that fit the width, messages as prose.
 *
 * Not everything is shown: a list shows the columns its row names, a table
 * inside a thing leaves out ids and book-keeping, and a column that is empty
 * throughout is left out. Pipes and JSON have it all.
 */
#include "base/utf8.h"
#include "cmd/render.h"

#define GAP	 2
#define NARROW	 6  /* a cut column keeps at least this much */
#define READABLE 18 /* columns of text that say something */
#define COLS_MAX 32

static bool
empty(const struct reply_cell *c)
{
	switch (c->type) {
	case COL_AT:
		return c->i == 0;
	case COL_INT:
	case COL_SPAN:
	case COL_BOOL:
		return false;
	default:
		return c->s.len == 0 || str_is(c->s, "[]");
	}
}

static const struct reply_cell *
find(const struct cells *line, const char *name)
{
	for (size_t i = 0; i < line->n; i++)
		if (strcmp(line->v[i].name, name) == 0)
			return &line->v[i];
	return NULL;
}

/* ---- which columns ------------------------------------------------------ */

struct grid {
	const struct table *t;
	const struct render *how;
	struct arena *a;
	size_t n;	      /* columns shown */
	size_t col[COLS_MAX]; /* which cells they are */
	int width[COLS_MAX];
};

static bool
empty_column(const struct grid *g, size_t col)
{
	for (size_t j = 0; j < g->t->lines.n; j++)
		if (!empty(&g->t->lines.v[j].v[col]))
			return false;
	return true;
}

static void
show(struct grid *g, size_t col)
{
	if (g->n < COLS_MAX && !empty_column(g, col))
		g->col[g->n++] = col;
}

static void
show_named(struct grid *g, const char *columns)
{
	const struct cells *first = &g->t->lines.v[0];
	struct str rest = str_of(columns), name;

	while (str_next(g->a, &rest, ' ', &name)) {
		const struct reply_cell *c = find(first, name.s);

		if (c != NULL)
			show(g, (size_t)(c - first->v));
	}
}

/* What nobody looks for in a table inside a thing. */
static bool
bookkeeping(const struct reply_cell *c)
{
	static const char *const names[] = {
		"version",
		"position",
		"class",
		"num",
		"created_at",
	};

	for (size_t i = 0; i < countof(names); i++)
		if (strcmp(c->name, names[i]) == 0)
			return true;
	return false;
}

/* Ids come last, and only those by which something can be done. */
static void
show_usual(struct grid *g)
{
	const struct cells *first = &g->t->lines.v[0];
	const struct reply_cell *id = find(first, "id");

	for (size_t i = 0; i < first->n; i++)
		if (first->v[i].type != COL_UUID && !bookkeeping(&first->v[i]))
			show(g, i);
	if (id != NULL && strcmp(g->t->name, "contacts") == 0)
		show(g, (size_t)(id - first->v));
}

/* ---- how wide ----------------------------------------------------------- */

static int
widest(const struct grid *g, size_t col)
{
	const char *name = g->t->lines.v[0].v[col].name;
	int wide = utf8_columns(str_of(render_heading(g->a, g->how, name)));

	for (size_t j = 0; j < g->t->lines.n; j++) {
		int w = utf8_columns(render_shown(g->a,
		    &g->t->lines.v[j].v[col], g->how));

		if (w > wide)
			wide = w;
	}
	return wide;
}

static int
total(const struct grid *g)
{
	int sum = 0;

	for (size_t i = 0; i < g->n; i++)
		sum += g->width[i] + (i > 0 ? GAP : 0);
	return sum;
}

static bool
is_text(const struct grid *g, size_t i)
{
	enum col_type type = g->t->lines.v[0].v[g->col[i]].type;

	return type == COL_TEXT || type == COL_JSON;
}

static bool
may_shrink(const struct grid *g, size_t i)
{
	return is_text(g, i) && g->width[i] > NARROW;
}

/* Columns stand in the order of their worth: on a narrow terminal the last
 * ones go, rather than all being cut to where nobody can read them. */
static void
leave_out(struct grid *g)
{
	int sum;

	do {
		sum = -GAP;
		for (size_t i = 0; i < g->n; i++)
			sum += GAP +
			    (is_text(g, i) && g->width[i] > READABLE
				    ? READABLE
				    : g->width[i]);
	} while (sum > g->how->width && g->n > 3 && g->n-- > 0);
}

/* The widest text gives way until all fit; ids and numbers stay whole. */
static void
squeeze(struct grid *g)
{
	for (size_t i = 0; i < g->n; i++)
		g->width[i] = widest(g, g->col[i]);
	leave_out(g);
	while (total(g) > g->how->width) {
		size_t most = g->n;

		for (size_t i = 0; i < g->n; i++)
			if (may_shrink(g, i) &&
			    (most == g->n || g->width[i] > g->width[most]))
				most = i;
		if (most == g->n)
			return;
		g->width[most]--;
	}
}

/* ---- a table ------------------------------------------------------------ */

static void
put(struct grid *g, size_t i, struct str text, bool right, struct buf *out)
{
	struct str cut = utf8_cut(g->a, text, g->width[i]);
	int pad = g->width[i] - utf8_columns(cut);

	if (i > 0)
		buf_printf(out, "%*s", GAP, "");
	if (right && pad > 0)
		buf_printf(out, "%*s", pad, "");
	buf_str(out, cut);
	if (!right && pad > 0 && i + 1 < g->n)
		buf_printf(out, "%*s", pad, "");
}

static bool
numeric(const struct reply_cell *c)
{
	return c->type == COL_INT || c->type == COL_SPAN;
}

static void
put_line(struct grid *g, const struct cells *line, bool headings,
    struct buf *out)
{
	bool bold = headings && g->how->bold;

	buf_z(out, bold ? "\033[1m" : "");
	for (size_t i = 0; i < g->n; i++) {
		const struct reply_cell *c = &line->v[g->col[i]];

		put(g, i,
		    headings ? str_of(render_heading(g->a, g->how, c->name))
			     : render_shown(g->a, c, g->how),
		    numeric(c), out);
	}
	buf_z(out, bold ? "\033[0m\n" : "\n");
}

static void
table(struct arena *a, const struct table *t, const struct render *how,
    const char *columns, struct buf *out)
{
	struct grid g = { .t = t, .how = how, .a = a };

	if (columns != NULL)
		show_named(&g, columns);
	else
		show_usual(&g);
	squeeze(&g);
	put_line(&g, &t->lines.v[0], true, out);
	for (size_t j = 0; j < t->lines.n; j++)
		put_line(&g, &t->lines.v[j], false, out);
}

/* ---- messages ----------------------------------------------------------- */

static bool
wordy(const struct cells *line)
{
	const struct reply_cell *body = find(line, "body");

	return body != NULL && body->type == COL_TEXT;
}

static void
prose(struct arena *a, struct str text, struct buf *out)
{
	struct str rest = utf8_safe(a, text, true), line;

	while (str_next(a, &rest, '\n', &line))
		buf_printf(out, "    %s\n", line.s);
}

/* The line above the words. An instant that is not when they were said tells
 * which one it is. */
static void
head_of(struct arena *a, const struct cells *line, const struct render *how,
    const char *columns, struct buf *out)
{
	struct str rest = str_of(columns), name;
	const char *gap = "";

	while (str_next(a, &rest, ' ', &name)) {
		const struct reply_cell *c = find(line, name.s);

		if (c == NULL || empty(c) || str_is(name, "body"))
			continue;
		buf_z(out, gap);
		if (c->type == COL_AT && !str_is(name, "at"))
			buf_printf(out, "%s ", render_heading(a, how, name.s));
		buf_str(out, render_shown(a, c, how));
		gap = "  ";
	}
	buf_c(out, '\n');
}

static void
messages(struct arena *a, const struct table *t, const struct render *how,
    const char *columns, struct buf *out)
{
	for (size_t j = 0; j < t->lines.n; j++) {
		const struct cells *line = &t->lines.v[j];

		head_of(a, line, how,
		    columns != NULL ? columns
				    : "at direction channel author_name",
		    out);
		prose(a, find(line, "body")->s, out);
	}
}

/* ---- the whole ---------------------------------------------------------- */

static bool
worth_a_line(const struct cells *thing, const struct reply_cell *c)
{
	if (strcmp(c->name, "op") == 0 || empty(c))
		return false;
	if (strcmp(c->name, "replayed") == 0)
		return c->i != 0;
	if (c->type != COL_UUID)
		return true;
	return strcmp(c->name, "id") == 0 && find(thing, "number") == NULL &&
	    find(thing, "code") == NULL && find(thing, "login") == NULL;
}

static void
thing(struct arena *a, const struct cells *cells, const struct render *how,
    struct buf *out)
{
	int wide = 0;

	for (size_t i = 0; i < cells->n; i++) {
		int w = utf8_columns(str_of(render_heading(a, how,
		    cells->v[i].name)));

		if (worth_a_line(cells, &cells->v[i]) && w > wide)
			wide = w;
	}
	for (size_t i = 0; i < cells->n; i++) {
		const struct reply_cell *c = &cells->v[i];
		const char *head = render_heading(a, how, c->name);

		if (worth_a_line(cells, c))
			buf_printf(out, "%s%*s%s\n", head,
			    wide + GAP - utf8_columns(str_of(head)), "",
			    render_shown(a, c, how).s);
	}
}

static void
one_table(const struct reply *r, const struct table *t,
    const struct render *how, struct buf *out)
{
	bool list = strcmp(t->name, "rows") == 0;
	const char *columns = !list ? NULL
	    : r->columns != NULL    ? r->columns
				    : how->columns;
	struct arena *a = r->arena;

	if (t->lines.n == 0 && !list)
		return;
	if (out->len > 0)
		buf_c(out, '\n');
	if (!list)
		buf_printf(out, "%s\n", render_heading(a, how, t->name));
	if (t->lines.n == 0)
		buf_printf(out, "%s\n", _("There is nothing to show."));
	else if (wordy(&t->lines.v[0]))
		messages(a, t, how, columns, out);
	else
		table(a, t, how, columns, out);
}

void
render_people(const struct reply *r, const struct render *how, struct buf *out)
{
	thing(r->arena, &r->thing, how, out);
	for (size_t i = 0; i < r->tables.n; i++)
		one_table(r, &r->tables.v[i], how, out);
}
