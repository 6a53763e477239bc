/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * types.c - the leaves of the tree as choices of a form.
 */
#include "screens/types.h"

#include "base/json.h"
#include "base/utf8.h"
#include "ui/term.h"

static const struct row_typification_list *
node(const struct types *t, struct str code)
{
	for (size_t i = 0; i < t->all.n; i++)
		if (str_eq(t->all.v[i].code, code))
			return &t->all.v[i];
	return NULL;
}

const struct row_typification_list *
types_leaf(const struct types *t, struct str code)
{
	const struct row_typification_list *r = node(t, code);

	return r != NULL && r->leaf ? r : NULL;
}

struct str
types_path(struct arena *a, const struct types *t, struct str code)
{
	struct str into = theme_sign(term_symbols(), SIGN_INTO);
	const struct row_typification_list *r = node(t, code);
	struct str path = r != NULL ? r->name : STR_NONE;

	for (int i = 1; i < TYPIFICATION_DEPTH && r != NULL; i++) {
		r = r->parent.len > 0 ? node(t, r->parent) : NULL;
		if (r != NULL)
			path = str_printf(a, "%s %s %s", r->name.s, into.s,
			    path.s);
	}
	return path;
}

static void
add(struct arena *a, struct types *t, const struct row_typification_list *r)
{
	struct choice *c = &t->v[t->n++];

	c->code = r->code;
	c->text = types_path(a, t, r->code);
	c->fold = utf8_fold(a, str_printf(a, "%s %s", r->code.s, c->text.s));
	c->number = t->n < 10 ? (int)t->n : 0;
}

enum err
types_load(struct core *c, struct arena *a, struct types *t)
{
	enum err rc;

	*t = (struct types){ .n = 0 };
	if ((rc = typification_list(c, a, false, &t->all)) != OK ||
	    (rc = field_named(c, a, STR("ticket"), &t->fields)) != OK)
		return rc;
	t->v = NEWN(a, struct choice, t->all.n);
	for (size_t i = 0; i < t->all.n; i++)
		if (t->all.v[i].leaf)
			add(a, t, &t->all.v[i]);
	return OK;
}

const struct row_field_named *
types_field(const struct types *t, struct str id)
{
	for (size_t i = 0; i < t->fields.n; i++)
		if (str_eq(t->fields.v[i].id, id))
			return &t->fields.v[i];
	return NULL;
}

size_t
types_needs(const struct types *t, struct str code,
    const struct row_field_named *out[], size_t max)
{
	const struct row_typification_list *r = types_leaf(t, code);
	struct fault f = { .code = OK };
	struct json *list;
	size_t n = 0;

	if (r == NULL || json_parse(r->required, &list, &f) != OK)
		return 0;
	for (size_t i = 0; i < json_len(list) && n < max; i++)
		if ((out[n] = types_field(t, json_str(json_at(list, i)))) !=
		    NULL)
			n++;
	json_free(list);
	return n;
}
