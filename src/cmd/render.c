/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * render.c - shows an answer in the form that was asked for.
 */
#include "cmd/render.h"

#include "base/json.h"
#include "base/utf8.h"

/* ---- JSON -------------------------------------------------------------------- */

static void
json_embed(struct json *o, const struct cell *c)
{
	struct json *value;

	if (c->s.len > 0 && json_parse(c->s, &value, NULL) == OK)
		json_set(o, c->name, value);
	else
		json_set_str(o, c->name, c->s);
}

static void
json_cell(struct json *o, const struct cell *c)
{
	if (c->type == COL_INT || c->type == COL_SPAN)
		json_set_int(o, c->name, c->i);
	else if (c->type == COL_BOOL)
		json_set_bool(o, c->name, c->i != 0);
	else if (c->type == COL_AT)
		json_set_at(o, c->name, c->i);
	else if (c->type == COL_JSON)
		json_embed(o, c);
	else if (c->type == COL_UUID && c->s.len == 0)
		json_set_null(o, c->name);
	else
		json_set_str(o, c->name, c->s);
}

static void
json_cells(struct json *o, const struct cells *cells)
{
	for (size_t i = 0; i < cells->n; i++)
		json_cell(o, &cells->v[i]);
}

static struct json *
json_table(const struct table *t)
{
	struct json *rows = json_array_new();

	for (size_t i = 0; i < t->lines.n; i++) {
		struct json *o = json_object_new();

		json_cells(o, &t->lines.v[i]);
		json_push(rows, o);
	}
	return rows;
}

static void
render_json(const struct reply *r, struct buf *out)
{
	struct json *o = json_object_new();

	json_cells(o, &r->thing);
	for (size_t i = 0; i < r->tables.n; i++)
		json_set(o, r->tables.v[i].name, json_table(&r->tables.v[i]));
	if (r->page.len > 0)
		json_set_str(o, "text", r->page);
	json_print(o, out, false);
	json_free(o);
}

/* ---- a value as text ------------------------------------------------------------ */

static struct str
for_pipe(struct arena *a, const struct cell *c)
{
	char iso[CLOCK_ISO];

	if (c->type == COL_INT || c->type == COL_SPAN)
		return str_printf(a, "%lld", (long long)c->i);
	if (c->type == COL_BOOL)
		return c->i != 0 ? STR("true") : STR("false");
	if (c->type == COL_AT)
		return str_copy(a, str_of(clock_iso(c->i, iso)));
	return utf8_safe(a, c->s, false);
}

static struct str
for_people(struct arena *a, const struct cell *c, const struct render *how)
{
	char text[24];

	if (c->type == COL_BOOL)
		return str_of(c->i != 0 ? _("yes") : _("no"));
	if (c->type == COL_SPAN)
		return str_copy(a, str_of(clock_span_text(c->i, text)));
	if (how->ticket && c->type == COL_INT && strcmp(c->name, "number") == 0)
		return str_printf(a, "T-%lld", (long long)c->i);
	if (c->type == COL_AT && c->i != 0) {
		(void)clock_iso(c->i, text);
		return str_printf(a, "%.10s %.5sZ", text, text + 11);
	}
	return for_pipe(a, c);
}

/* ---- tab-separated ------------------------------------------------------------- */

static void
tabs_thing(struct arena *a, const struct cells *cells, struct buf *out)
{
	for (size_t i = 0; i < cells->n; i++) {
		buf_printf(out, "%s\t", cells->v[i].name);
		buf_str(out, for_pipe(a, &cells->v[i]));
		buf_c(out, '\n');
	}
}

static void
tabs_line(struct arena *a, const char *prefix, const struct cells *cells,
    struct buf *out)
{
	if (prefix != NULL)
		buf_printf(out, "%s\t", prefix);
	for (size_t i = 0; i < cells->n; i++) {
		if (i > 0)
			buf_c(out, '\t');
		buf_str(out, for_pipe(a, &cells->v[i]));
	}
	buf_c(out, '\n');
}

static void
render_tabs(const struct reply *r, struct buf *out)
{
	tabs_thing(r->arena, &r->thing, out);
	for (size_t i = 0; i < r->tables.n; i++) {
		const struct table *t = &r->tables.v[i];
		bool alone = strcmp(t->name, "rows") == 0;

		for (size_t j = 0; j < t->lines.n; j++)
			tabs_line(r->arena, alone ? NULL : t->name,
			    &t->lines.v[j], out);
	}
}

/* ---- for people ------------------------------------------------------------------ */

#define GAP	 2
#define NARROW	 6	/* a cut column keeps at least this much */
#define COLS_MAX 64

struct grid {
	const struct table *t;
	const struct render *how;
	struct arena *a;
	size_t n;		/* columns shown */
	size_t col[COLS_MAX];	/* which cells they are */
	int width[COLS_MAX];
};

static bool
has(const struct cells *line, const char *name)
{
	for (size_t i = 0; i < line->n; i++)
		if (strcmp(line->v[i].name, name) == 0)
			return true;
	return false;
}

/* An id is shown only where it is the one handle a person has. */
static bool
shown(const struct cells *line, const struct cell *c)
{
	if (c->type != COL_UUID)
		return true;
	return strcmp(c->name, "id") == 0 && !has(line, "number") &&
	    !has(line, "code") && !has(line, "login");
}

static void
measure(struct grid *g)
{
	const struct cells *first = &g->t->lines.v[0];

	for (size_t i = 0; i < first->n && g->n < COLS_MAX; i++) {
		int wide;

		if (!shown(first, &first->v[i]))
			continue;
		wide = utf8_columns(str_of(
		    render_heading(g->a, first->v[i].name)));
		for (size_t j = 0; j < g->t->lines.n; j++) {
			int w = utf8_columns(for_people(g->a,
			    &g->t->lines.v[j].v[i], g->how));

			if (w > wide)
				wide = w;
		}
		g->col[g->n] = i;
		g->width[g->n++] = wide;
	}
}

static int
total(const struct grid *g)
{
	int sum = 0;

	for (size_t i = 0; i < g->n; i++)
		sum += g->width[i] + (i > 0 ? GAP : 0);
	return sum;
}

/* The widest text column gives until all fit; ids and numbers stay whole. */
static void
squeeze(struct grid *g)
{
	const struct cells *first = &g->t->lines.v[0];

	while (total(g) > g->how->columns) {
		size_t widest = g->n;

		for (size_t i = 0; i < g->n; i++) {
			enum col_type type = first->v[g->col[i]].type;

			if ((type == COL_TEXT || type == COL_JSON) &&
			    g->width[i] > NARROW && (widest == g->n ||
			    g->width[i] > g->width[widest]))
				widest = i;
		}
		if (widest == g->n)
			return;
		g->width[widest]--;
	}
}

static bool
numeric(const struct cell *c)
{
	return c->type == COL_INT || c->type == COL_SPAN;
}

static void
put_cell(struct grid *g, size_t i, struct str text, bool right, struct buf *out)
{
	struct str cut = utf8_cut(g->a, text, g->width[i]);
	int pad = g->width[i] - utf8_columns(cut);

	if (i > 0)
		buf_printf(out, "%*s", GAP, "");
	if (right)
		buf_printf(out, "%*s", pad, "");
	buf_str(out, cut);
	if (!right && i + 1 < g->n)
		buf_printf(out, "%*s", pad, "");
}

static void
put_headings(struct grid *g, struct buf *out)
{
	const struct cells *first = &g->t->lines.v[0];

	buf_z(out, g->how->bold ? "\033[1m" : "");
	for (size_t i = 0; i < g->n; i++) {
		const struct cell *c = &first->v[g->col[i]];

		put_cell(g, i, str_of(render_heading(g->a, c->name)),
		    numeric(c), out);
	}
	buf_z(out, g->how->bold ? "\033[0m\n" : "\n");
}

static void
people_table(struct arena *a, const struct table *t, const struct render *how,
    struct buf *out)
{
	struct grid g = { .t = t, .how = how, .a = a };

	if (t->lines.n == 0) {
		buf_printf(out, "%s\n", _("nothing found"));
		return;
	}
	measure(&g);
	squeeze(&g);
	put_headings(&g, out);
	for (size_t j = 0; j < t->lines.n; j++) {
		for (size_t i = 0; i < g.n; i++) {
			const struct cell *c = &t->lines.v[j].v[g.col[i]];

			put_cell(&g, i, for_people(a, c, how), numeric(c),
			    out);
		}
		buf_c(out, '\n');
	}
}

static bool
worth_a_line(const struct cells *thing, const struct cell *c)
{
	if (strcmp(c->name, "op") == 0)
		return false;
	if (strcmp(c->name, "replayed") == 0)
		return c->i != 0;
	return shown(thing, c) && (c->type != COL_AT || c->i != 0) &&
	    ((c->type != COL_TEXT && c->type != COL_JSON) || c->s.len > 0);
}

static void
people_thing(struct arena *a, const struct cells *thing,
    const struct render *how, struct buf *out)
{
	int wide = 0;

	for (size_t i = 0; i < thing->n; i++) {
		int w = utf8_columns(str_of(
		    render_heading(a, thing->v[i].name)));

		if (worth_a_line(thing, &thing->v[i]) && w > wide)
			wide = w;
	}
	for (size_t i = 0; i < thing->n; i++) {
		const struct cell *c = &thing->v[i];
		const char *head = render_heading(a, c->name);

		if (!worth_a_line(thing, c))
			continue;
		buf_printf(out, "%s%*s", head,
		    wide + GAP - utf8_columns(str_of(head)), "");
		buf_str(out, for_people(a, c, how));
		buf_c(out, '\n');
	}
}

static void
render_people(const struct reply *r, const struct render *how, struct buf *out)
{
	people_thing(r->arena, &r->thing, how, out);
	for (size_t i = 0; i < r->tables.n; i++) {
		const struct table *t = &r->tables.v[i];
		bool alone = strcmp(t->name, "rows") == 0;

		if (!alone && t->lines.n == 0)
			continue;
		if (out->len > 0)
			buf_c(out, '\n');
		if (!alone)
			buf_printf(out, "%s\n", render_heading(r->arena,
			    t->name));
		people_table(r->arena, t, how, out);
	}
}

void
render(const struct reply *r, const struct render *how, struct buf *out)
{
	struct arena_mark mark = arena_mark(r->arena);

	if (how->form == RENDER_JSON)
		render_json(r, out);
	else if (how->form == RENDER_TABS)
		render_tabs(r, out);
	else
		render_people(r, how, out);
	if (how->form != RENDER_JSON && r->page.len > 0)
		buf_str(out, utf8_safe(r->arena, r->page, true));
	arena_back(r->arena, mark);
}
