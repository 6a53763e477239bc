/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_own.c - the fields that a centre added to customers and tickets, in a
 * load: `field.NAME = template`.
 */
#include "base/utf8.h"
#include "core/field.h"
#include "core/load_rows.h"

static const char *
def_name(const void *u, size_t i)
{
	return ((const struct row_field_list *)u)[i].id.s;
}

static const struct row_field_list *
find_def(const struct rows_field_list *all, struct str id)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].id, id) && all->v[i].retired_at == 0)
			return &all->v[i];
	return NULL;
}

enum err
load_own_find(struct load *x, struct arena *a)
{
	struct load_map *m = &x->map;
	const struct row_field_list *def;
	struct rows_field_list all;
	enum err rc;

	if (m->own.n == 0)
		return OK;
	rc = q_field_list(x->c->db, a, str_of(x->kind->name), &all);
	if (rc != OK)
		return core_db(x->c, rc);
	for (size_t i = 0; i < m->own.n; i++) {
		struct load_own *own = &m->own.v[i];

		m->line = own->what.line;
		if ((def = find_def(&all, own->name)) == NULL)
			return load_wrong(m, &x->c->fault,
			    _("a %s has no field '%s'%s"), x->kind->name,
			    own->name.s,
			    load_hint(m, own->name, def_name, all.v, all.n));
		own->type = def->type;
		own->choices = def->choices;
	}
	return OK;
}

void
load_own_read(struct load *x, struct load_line *l, struct load_eval *e)
{
	const struct load_map *m = &x->map;
	const char *why;
	struct str text;

	l->own = NEWN(&x->block, struct load_cell, m->own.n);
	for (size_t i = 0; i < m->own.n; i++) {
		const struct load_own *own = &m->own.v[i];

		l->own[i].text = STR_NONE;
		why = load_value(e, &own->what, &text);
		if (why == NULL && text.len > 0) {
			text = utf8_nfc(&x->block, text);
			why = field_misfit(own->type, own->choices, text,
			    &l->own[i].n);
			if (why != NULL)
				why = str_printf(&x->block,
				    _("is '%s' and should be %s"), text.s, why)
					  .s;
		}
		if (why != NULL)
			load_blame(x, l, own->name.s, e, why);
		else
			l->own[i].text = text;
	}
}

bool
load_own_has(const struct load *x, const struct load_line *l, struct str name)
{
	for (size_t i = 0; i < x->map.own.n; i++)
		if (str_eq(x->map.own.v[i].name, name))
			return l->own[i].text.len > 0;
	return false;
}

enum err
load_own_write(struct load *x)
{
	LOAD_BATCH(load_value_add) b = { 0 };

	for (struct load_line *l = load_first(x); l; l = load_next(x, l))
		for (size_t i = 0; i < x->map.own.n; i++) {
			if (l->own[i].text.len == 0)
				continue;
			*load_more(x, &b) = (struct par_load_value_add){
				.entity = str_of(x->kind->name),
				.id = l->id,
				.field = x->map.own.v[i].name,
				.text = l->own[i].text,
				.num = l->own[i].n,
			};
		}
	return q_load_value_add_batch(x->c->db, &x->tx, b.v, b.n);
}
