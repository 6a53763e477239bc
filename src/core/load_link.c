/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_link.c - finds what rows refer to, a block at a time: one question for
 * all keys of a field, answered in the order of the keys.
 */
#include "base/json.h"
#include "core/load_rows.h"

/* ---- codes -------------------------------------------------------------- */

static int
ref_cmp(const void *a, const void *b)
{
	const struct load_ref *x = a, *y = b;

	return x->type != y->type ? (int)x->type - (int)y->type
				  : str_cmp(x->code, y->code);
}

const struct load_ref *
load_ref_find(const struct load *x, enum load_type type, struct str code)
{
	struct load_ref want = { .type = type, .code = code };

	if (x->nrefs == 0)
		return NULL;
	return bsearch(&want, x->refs, x->nrefs, sizeof(want), ref_cmp);
}

enum err
load_read_refs(struct load *x, struct arena *a)
{
	struct rows_load_refs rows;
	enum err rc = q_load_refs(x->c->db, a, 1, &rows);

	if (rc != OK)
		return core_db(x->c, rc);
	x->refs = NEWN(a, struct load_ref, rows.n);
	x->nrefs = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		x->refs[i].code = rows.v[i].code;
		x->refs[i].id = rows.v[i].id;
		x->refs[i].type = str_is(rows.v[i].kind, "agent") ? LOAD_AGENT
		    : str_is(rows.v[i].kind, "team")		  ? LOAD_TEAM
								  : LOAD_BRANCH;
	}
	qsort(x->refs, x->nrefs, sizeof(*x->refs), ref_cmp);
	return OK;
}

/* ---- keys --------------------------------------------------------------- */

static struct str
key_of(const struct load_line *l, int field, bool norm)
{
	return norm ? l->cell[field].norm : l->cell[field].text;
}

struct str
load_keys(struct load *x, int field, bool norm)
{
	struct json *list = json_array_new();
	struct buf b = { 0 };
	struct str out;

	for (struct load_line *l = load_first(x); l; l = load_next(x, l))
		if (key_of(l, field, norm).len > 0)
			json_push_str(list, key_of(l, field, norm));
	json_print(list, &b, false);
	out = buf_copy(&x->tx, &b);
	buf_done(&b);
	json_free(list);
	return out;
}

const void *
load_key_find(const void *rows, size_t n, size_t size, struct str key)
{
	const char *base = rows;
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct str *at = (const void *)(base + mid * size);
		int d = str_cmp(key, *at);

		if (d == 0)
			return at;
		if (d < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

struct held {
	struct str key;
	struct load_line *l;
};

static int
held_cmp(const void *a, const void *b)
{
	const struct held *x = a, *y = b;
	int d = str_cmp(x->key, y->key);

	return d != 0 ? d : x->l < y->l ? -1 : x->l > y->l;
}

void
load_same(struct load *x, int field, const char *why)
{
	struct held *v = NEWN(&x->tx, struct held, load_count(x));
	size_t n = 0;

	for (struct load_line *l = load_first(x); l; l = load_next(x, l))
		if (l->cell[field].text.len > 0)
			v[n++] = (struct held){ l->cell[field].text, l };
	qsort(v, n, sizeof(*v), held_cmp);
	for (size_t i = 1; i < n; i++) {
		if (!str_eq(v[i].key, v[i - 1].key))
			continue;
		if (why == NULL)
			v[i].l->state = LINE_THERE;
		else
			load_bad(x, v[i].l, field, "%s", why);
	}
}

void
load_there(struct load *x, const void *rows, size_t n, size_t size)
{
	for (struct load_line *l = load_first(x); l; l = load_next(x, l))
		if (load_key_find(rows, n, size, l->cell[0].text) != NULL)
			l->state = LINE_THERE;
}

/* ---- customers ---------------------------------------------------------- */

static struct id *
slot(struct load_line *l, size_t offset)
{
	return (struct id *)((char *)l + offset);
}

static void
by_phone(struct load *x, struct load_line *l, const struct rows_load_phones *p,
    int phone, struct id *out)
{
	const struct row_load_phones *r;

	(void)x;
	r = load_key_find(p->v, p->n, sizeof(*p->v), l->cell[phone].norm);
	if (r != NULL && r->n == 1)
		*out = r->id;
}

enum err
load_find_customers(struct load *x, int key, int phone, size_t offset)
{
	struct rows_load_customers keys;
	struct rows_load_phones phones = { NULL, 0 };
	const struct row_load_customers *r;
	struct id *id;
	enum err rc;

	rc =
	    q_load_customers(x->c->db, &x->tx, load_keys(x, key, false), &keys);
	if (rc == OK && phone >= 0)
		rc = q_load_phones(x->c->db, &x->tx, load_keys(x, phone, true),
		    &phones);
	if (rc != OK)
		return rc;
	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		struct str want = l->cell[key].text;

		id = slot(l, offset);
		*id = ID_NONE;
		r = load_key_find(keys.v, keys.n, sizeof(*keys.v), want);
		if (r != NULL)
			*id = r->id;
		else if (phone >= 0 && l->cell[phone].norm.len > 0)
			by_phone(x, l, &phones, phone, id);
		if (want.len > 0 && id_none(*id))
			load_bad(x, l, key,
			    _("there is no customer with the key '%s'; load "
			      "the customers first"),
			    want.s);
	}
	return OK;
}

/* ---- tickets, contacts, leaves ------------------------------------------ */

enum err
load_find_tickets(struct load *x, int field)
{
	struct rows_load_tickets rows;
	const struct row_load_tickets *r;
	enum err rc;

	rc =
	    q_load_tickets(x->c->db, &x->tx, load_keys(x, field, false), &rows);
	if (rc != OK)
		return rc;
	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		struct str want = l->cell[field].text;

		l->ticket = ID_NONE;
		if (want.len == 0)
			continue;
		r = load_key_find(rows.v, rows.n, sizeof(*rows.v), want);
		if (r == NULL) {
			load_bad(x, l, field,
			    _("there is no ticket with the key '%s'; load the "
			      "tickets first"),
			    want.s);
			continue;
		}
		l->ticket = r->id;
		l->typification = r->typification;
	}
	return OK;
}

enum err
load_find_interactions(struct load *x, int field, size_t offset)
{
	struct rows_load_interactions rows;
	const struct row_load_interactions *r;
	enum err rc;

	rc = q_load_interactions(x->c->db, &x->tx, load_keys(x, field, false),
	    &rows);
	if (rc != OK)
		return rc;
	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		struct str want = l->cell[field].text;

		*slot(l, offset) = ID_NONE;
		if (want.len == 0)
			continue;
		r = load_key_find(rows.v, rows.n, sizeof(*rows.v), want);
		if (r != NULL)
			*slot(l, offset) = r->id;
		else
			load_bad(x, l, field,
			    _("there is no contact with the key '%s'; load "
			      "the contacts first"),
			    want.s);
	}
	return OK;
}

enum err
load_find_leaves(struct load *x, int field)
{
	struct rows_load_tree tree;
	const struct row_load_tree *r;
	enum err rc = q_load_tree(x->c->db, &x->tx, 1, &tree);

	if (rc != OK)
		return rc;
	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		struct str want = l->cell[field].text;

		if (want.len == 0)
			continue;
		r = load_key_find(tree.v, tree.n, sizeof(*tree.v), want);
		if (r == NULL || r->retired_at != 0 || !r->leaf) {
			load_bad(x, l, field,
			    r == NULL ? _("there is no typification '%s'")
				: r->leaf
				? _("the typification '%s' is retired")
				: _("'%s' is no leaf of the typification tree"),
			    want.s);
			continue;
		}
		l->typification = want;
		l->priority = r->priority;
		l->team = r->team;
		l->required = r->required;
	}
	return OK;
}
