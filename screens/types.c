/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * types.c - the leaves of the tree as choices of a form.
 */
#include "screens/types.h"

#include "base/json.h"
#include "base/utf8.h"
#include "ui/term.h"

#define RECENT 9 /* have a number */

const struct typification_hit *
types_leaf(const struct types *t, struct str code)
{
	for (size_t i = 0; i < t->leaves.n; i++)
		if (str_eq(t->leaves.v[i].code, code))
			return &t->leaves.v[i];
	return NULL;
}

static bool
has(const struct types *t, struct str code)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->v[i].code, code))
			return true;
	return false;
}

static void
add(struct arena *a, struct types *t, const struct typification_hit *h)
{
	struct choice *c = &t->v[t->n++];

	c->code = h->code;
	c->key = h->mnemonic;
	c->text = str_printf(a, "%-4s %s", h->mnemonic.s, h->path.s);
	c->fold = utf8_fold(a, str_printf(a, "%s %s", h->code.s, h->path.s));
	c->number = t->n <= RECENT ? (int)t->n : 0;
}

enum err
types_load(struct core *c, struct arena *a, struct types *t)
{
	struct typification_hits last;
	enum err rc;

	*t = (struct types){ .n = 0 };
	if ((rc = typification_paths(c, a, &t->leaves)) != OK ||
	    (rc = typification_search(c, a, STR_NONE, RECENT, &last)) != OK ||
	    (rc = field_named(c, a, STR("ticket"), &t->fields)) != OK)
		return rc;
	t->v = NEWN(a, struct choice, t->leaves.n + last.n);
	for (size_t i = 0; i < last.n; i++)
		add(a, t, &last.v[i]);
	for (size_t i = 0; i < t->leaves.n; i++)
		if (!has(t, t->leaves.v[i].code))
			add(a, t, &t->leaves.v[i]);
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
	const struct typification_hit *h = types_leaf(t, code);
	struct fault f = { .code = OK };
	struct json *list;
	size_t n = 0;

	if (h == NULL || json_parse(h->required, &list, &f) != OK)
		return 0;
	for (size_t i = 0; i < json_len(list) && n < max; i++)
		if ((out[n] = types_field(t, json_str(json_at(list, i)))) !=
		    NULL)
			n++;
	json_free(list);
	return n;
}
