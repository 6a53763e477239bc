/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * render.c - shows an answer in the form that was asked for.
 */
#include "cmd/render.h"

#include "base/json.h"
#include "base/utf8.h"

/* ---- JSON --------------------------------------------------------------- */

static void
json_embed(struct json *o, const struct reply_cell *c)
{
	struct json *value;

	if (c->s.len > 0 && json_parse(c->s, &value, NULL) == OK)
		json_set(o, c->name, value);
	else
		json_set_str(o, c->name, c->s);
}

static void
json_cell(struct json *o, const struct reply_cell *c)
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

/* Letters that steer a terminal and that JSON lets through as they are. */
static bool
steers(uint32_t cp)
{
	return (cp >= 0x7f && cp < 0xa0) || cp == 0x061c ||
	    (cp >= 0x200b && cp <= 0x200f) || cp == 0x2028 || cp == 0x2029 ||
	    (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2069) ||
	    cp == 0xfeff;
}

/* The same document with those as \u escapes: data stay, bytes are tame. */
static void
tame(const struct buf *from, struct buf *out)
{
	size_t n, from_here = 0;

	for (size_t i = 0; i < from->len; i += n) {
		uint32_t cp = utf8_next(from->s + i, from->len - i, &n);

		if (!steers(cp))
			continue;
		buf_add(out, from->s + from_here, i - from_here);
		buf_printf(out, "\\u%04x", (unsigned)cp);
		from_here = i + n;
	}
	buf_add(out, from->s + from_here, from->len - from_here);
}

static void
render_json(const struct reply *r, struct buf *out)
{
	struct json *o = json_object_new();
	struct buf raw = { 0 };

	json_cells(o, &r->thing);
	for (size_t i = 0; i < r->tables.n; i++)
		json_set(o, r->tables.v[i].name, json_table(&r->tables.v[i]));
	if (r->page.len > 0)
		json_set_str(o, "text", r->page);
	json_print(o, &raw, false);
	tame(&raw, out);
	buf_done(&raw);
	json_free(o);
}

/* ---- tab-separated ------------------------------------------------------ */

static void
tabs_thing(struct arena *a, const struct cells *cells, struct buf *out)
{
	for (size_t i = 0; i < cells->n; i++) {
		buf_printf(out, "%s\t", cells->v[i].name);
		buf_str(out, render_value(a, &cells->v[i]));
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
		buf_str(out, render_value(a, &cells->v[i]));
	}
	buf_c(out, '\n');
}

static void
render_tabs(const struct reply *r, struct buf *out)
{
	if (r->plain.len > 0) {
		buf_str(out, utf8_safe(r->arena, r->plain, false));
		buf_c(out, '\n');
		return;
	}
	tabs_thing(r->arena, &r->thing, out);
	for (size_t i = 0; i < r->tables.n; i++) {
		const struct table *t = &r->tables.v[i];
		bool alone = strcmp(t->name, "rows") == 0;

		for (size_t j = 0; j < t->lines.n; j++)
			tabs_line(r->arena, alone ? NULL : t->name,
			    &t->lines.v[j], out);
	}
}

void
render(const struct reply *r, const struct render *how, struct buf *out)
{
	struct arena_mark mark = arena_mark(r->arena);

	if (how->form == RENDER_JSON)
		render_json(r, out);
	else if (r->alone)
		; /* its page follows */
	else if (how->form == RENDER_TABS)
		render_tabs(r, out);
	else
		render_people(r, how, out);
	if (how->form != RENDER_JSON && r->page.len > 0)
		buf_str(out, utf8_safe(r->arena, r->page, true));
	arena_back(r->arena, mark);
}
