/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reply.c - builds an answer; render.c shows it.
 */
#include "cmd/reply.h"

void
reply_init(struct reply *r, struct arena *a)
{
	*r = (struct reply){ .arena = a, .page = STR_NONE, .plain = STR_NONE };
}

/* Where the next cell goes. */
static struct cells *
cells_of(struct reply *r)
{
	struct table *t;

	if (!r->line)
		return &r->thing;
	t = &r->tables.v[r->tables.n - 1];
	return &t->lines.v[t->lines.n - 1];
}

static void
put(struct reply *r, const char *name, enum col_type type, struct str s,
    int64_t i)
{
	*vec_push(r->arena, cells_of(r)) =
	    (struct reply_cell){ name, type, str_copy(r->arena, s), i };
}

static void
put_column(struct reply *r, const struct query_col *col, const void *row)
{
	const void *at = (const char *)row + col->offset;
	struct str s = STR_NONE;
	int64_t i = 0;

	if (col->type == COL_TEXT || col->type == COL_JSON)
		s = *(const struct str *)at;
	else if (col->type == COL_UUID)
		s = id_str(at);
	else
		i = *(const int64_t *)at;
	put(r, col->name, col->type, s, i);
}

void
reply_row(struct reply *r, const struct query *q, const void *row)
{
	struct cells *to = cells_of(r);

	if (to->n == 0) {
		to->v = NEWN(r->arena, struct reply_cell, q->ncols);
		to->cap = q->ncols;
	}
	for (size_t i = 0; i < q->ncols; i++)
		put_column(r, &q->cols[i], row);
}

void
reply_rows(struct reply *r, const char *name, const struct query *q,
    const void *v, size_t n)
{
	reply_table(r, name);
	for (size_t i = 0; i < n; i++) {
		reply_line(r);
		reply_row(r, q, (const char *)v + i * q->row_size);
	}
	r->line = false;
}

void
reply_table(struct reply *r, const char *name)
{
	vec_push(r->arena, &r->tables)->name = name;
	r->line = false;
}

void
reply_line(struct reply *r)
{
	(void)vec_push(r->arena, &r->tables.v[r->tables.n - 1].lines);
	r->line = true;
}

void
reply_text(struct reply *r, const char *name, struct str s)
{
	put(r, name, COL_TEXT, s, 0);
}

void
reply_json(struct reply *r, const char *name, struct str s)
{
	put(r, name, COL_JSON, s, 0);
}

void
reply_id(struct reply *r, const char *name, struct id id)
{
	put(r, name, COL_UUID, id_str(&id), 0);
}

void
reply_int(struct reply *r, const char *name, int64_t i)
{
	put(r, name, COL_INT, STR_NONE, i);
}

void
reply_bool(struct reply *r, const char *name, bool b)
{
	put(r, name, COL_BOOL, STR_NONE, b);
}

void
reply_at(struct reply *r, const char *name, msec at)
{
	put(r, name, COL_AT, STR_NONE, at);
}

void
reply_add_span(struct reply *r, size_t nth, const char *name, msec span)
{
	struct table *t = &r->tables.v[r->tables.n - 1];

	*vec_push(r->arena, &t->lines.v[nth]) =
	    (struct reply_cell){ name, COL_SPAN, STR_NONE, span };
}

struct str
reply_get(const struct reply *r, const char *name)
{
	for (size_t i = 0; i < r->thing.n; i++)
		if (strcmp(r->thing.v[i].name, name) == 0)
			return r->thing.v[i].s;
	return STR_NONE;
}

void
reply_page(struct reply *r, struct str text)
{
	r->page = str_copy(r->arena, text);
}

void
reply_thing(struct reply *r)
{
	r->line = false;
}

void
reply_plain(struct reply *r, struct str text)
{
	r->plain = str_copy(r->arena, text);
}
