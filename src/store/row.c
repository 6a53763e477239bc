/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * row.c - result rows into structs, column by column, behind the veil.
 */
#include "base/vec.h"
#include "store/row.h"

#define VEILED "•••"

static enum err
misfit(const struct query *q, const struct query_col *c, struct fault *f)
{
	return fail(f, ERR_DB,
	    _("query %s gives a value in column %s that does not fit its type: "
	      "mend %s"),
	    q->name, c->name, q->file);
}

static enum err
fill_text(const struct query *q, const struct query_col *c,
    const struct value *v, struct arena *a, struct str *out, struct fault *f)
{
	if (v->type == VALUE_INT)
		return misfit(q, c, f);
	*out = v->type == VALUE_TEXT ? str_copy(a, v->s) : STR_NONE;
	return OK;
}

static enum err
fill_id(const struct query *q, const struct query_col *c, const struct value *v,
    struct id *out, struct fault *f)
{
	*out = ID_NONE;
	if (v->type == VALUE_NULL)
		return OK;
	if (v->type != VALUE_TEXT || v->s.len >= sizeof(out->s))
		return misfit(q, c, f);
	memcpy(out->s, v->s.s, v->s.len);
	return OK;
}

static enum err
fill_int(const struct query *q, const struct query_col *c,
    const struct value *v, int64_t *out, struct fault *f)
{
	*out = v->type == VALUE_INT ? v->i : 0;
	if (v->type == VALUE_TEXT && !str_int(v->s, out))
		return misfit(q, c, f);
	return OK;
}

static void
fill_veil(const struct query_col *c, void *at)
{
	switch (c->type) {
	case COL_TEXT:
		*(struct str *)at = STR(VEILED);
		break;
	case COL_JSON:
		*(struct str *)at = STR("\"" VEILED "\"");
		break;
	case COL_UUID:
		*(struct id *)at = ID_NONE;
		break;
	default:
		*(int64_t *)at = 0;
	}
}

static enum err
fill_col(const struct query *q, const struct query_col *c,
    const struct value *v, struct arena *a, void *at, struct fault *f)
{
	switch (c->type) {
	case COL_TEXT:
	case COL_JSON:
		return fill_text(q, c, v, a, at, f);
	case COL_UUID:
		return fill_id(q, c, v, at, f);
	default:
		return fill_int(q, c, v, at, f);
	}
}

enum err
row_fill(const struct query *q, const struct value *v, size_t n, unsigned veil,
    struct arena *a, void *row, struct fault *f)
{
	enum err rc = OK;

	if (n != q->ncols)
		return fail(f, ERR_DB,
		    _("query %s gives %zu columns instead of %d: mend %s"),
		    q->name, n, q->ncols, q->file);
	for (size_t i = 0; i < n && rc == OK; i++) {
		const struct query_col *c = &q->cols[i];
		void *at = (char *)row + c->offset;

		if (veil & (1u << c->class))
			fill_veil(c, at);
		else
			rc = fill_col(q, c, &v[i], a, at, f);
	}
	return rc;
}

void
row_keep(const struct query *q, struct arena *a, void *row)
{
	for (size_t i = 0; i < q->ncols; i++) {
		const struct query_col *c = &q->cols[i];
		void *at = (char *)row + c->offset;

		if (c->type == COL_TEXT || c->type == COL_JSON)
			*(struct str *)at = str_copy(a, *(struct str *)at);
	}
}

const void *
row_at(const struct query_col *c, const void *row)
{
	return (const char *)row + c->offset;
}

/* ---- queries into structs -------------------------------------------------
 */

/* Rows on their way into structs. */
struct reading {
	struct db *db;
	const struct query *q;
	struct arena *arena;
	unsigned veil;
	void *v;
	size_t n, cap;
	enum err (*fn)(void *u, void *row);
	void *u;
};

static enum err
read_one(void *u, const struct value *v, size_t n)
{
	struct reading *r = u;

	if (r->n++ > 0)
		return fail(db_fault(r->db), ERR_DB,
		    _("query %s gives more than one row: mend it in %s"),
		    r->q->name, r->q->file);
	r->v = arena_take(r->arena, r->q->row_size);
	return row_fill(r->q, v, n, r->veil, r->arena, r->v, db_fault(r->db));
}

static enum err
read_many(void *u, const struct value *v, size_t n)
{
	struct reading *r = u;
	size_t size = r->q->row_size;

	if (r->n == r->cap)
		r->v = vec_grow(r->arena, r->v, size, &r->cap);
	return row_fill(r->q, v, n, r->veil, r->arena,
	    (char *)r->v + size * r->n++, db_fault(r->db));
}

static enum err
read_each(void *u, const struct value *v, size_t n)
{
	struct reading *r = u;
	struct arena_mark mark = arena_mark(r->arena);
	void *row = arena_take(r->arena, r->q->row_size);
	enum err rc;

	rc = row_fill(r->q, v, n, r->veil, r->arena, row, db_fault(r->db));
	if (rc == OK)
		rc = r->fn(r->u, row);
	arena_back(r->arena, mark);
	return rc;
}

enum err
db_read_one(struct db *db, struct arena *a, const struct query *q,
    const struct value *args, size_t nargs, void *row)
{
	struct reading r = {
		.db = db, .q = q, .arena = a, .veil = db_veiled(db)
	};
	enum err rc;

	rc = db_query(db, q, args, nargs, read_one, &r, NULL);
	if (rc != OK)
		return rc;
	if (r.n == 0)
		return fail(db_fault(db), ERR_NOT_FOUND,
		    _("there is no such thing here"));
	memcpy(row, r.v, q->row_size);
	return OK;
}

enum err
db_read_many(struct db *db, struct arena *a, const struct query *q,
    const struct value *args, size_t nargs, void **v, size_t *n)
{
	struct reading r = {
		.db = db, .q = q, .arena = a, .veil = db_veiled(db)
	};
	enum err rc;

	rc = db_query(db, q, args, nargs, read_many, &r, NULL);
	if (rc != OK)
		return rc;
	*v = r.v;
	*n = r.n;
	return OK;
}

enum err
db_read_each(struct db *db, const struct query *q, const struct value *args,
    size_t nargs, enum err (*fn)(void *u, void *row), void *u)
{
	struct arena a = { 0 };
	struct reading r = { .db = db,
		.q = q,
		.arena = &a,
		.veil = db_veiled(db),
		.fn = fn,
		.u = u };
	enum err rc;

	rc = db_query(db, q, args, nargs, read_each, &r, NULL);
	arena_done(&a);
	return rc;
}
