/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_look.c - what many tickets would be, as it comes in.
 */
#include "screens/bulk_look.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/seen.h"

void
bulk_look_done(struct bulk_look *l)
{
	for (size_t i = 0; i < l->nkept; i++)
		arena_done(&l->kept[i]);
	free(l->kept);
	free(l->rows.v);
	*l = (struct bulk_look){ .looked = 0 };
}

void
bulk_look_begin(struct bulk_look *l, const struct bulk_rows *b, size_t looked)
{
	bulk_look_done(l);
	l->rows = *b;
	l->looked = looked;
	l->rows.v = calloc(b->n + 1, sizeof(*b->v));
	if (l->rows.v == NULL)
		die("out of memory");
	if (b->n > 0)
		memcpy(l->rows.v, b->v, b->n * sizeof(*b->v));
}

void
bulk_look_add(struct bulk_look *l, const struct bulk_rows *b, struct arena *a)
{
	struct bulk_rows *all = &l->rows;

	l->kept = realloc(l->kept, (l->nkept + 1) * sizeof(*l->kept));
	if (l->kept == NULL)
		die("out of memory");
	l->kept[l->nkept++] = *a;
	*a = (struct arena){ 0 };
	for (size_t i = 0; i < b->n && l->looked < all->n; i++)
		all->v[l->looked++] = b->v[i];
	all->good += b->good;
	all->same += b->same;
	all->bad += b->bad;
	all->earlier += b->earlier;
	all->later += b->later;
	all->late_at_once += b->late_at_once;
}

/* ---- loading ------------------------------------------------------------ */

static void
read_ids(struct arena *a, struct str line, struct bulk_model *m)
{
	struct str word;

	m->ids = NEWN(a, struct id, line.len / 36 + 1);
	while (str_next(a, &line, ' ', &word))
		if (id_parse(word, &m->ids[m->n]))
			m->n++;
}

/* What each is, and what the first of them would be. */
static enum err
look(struct core *c, struct arena *a, struct bulk_model *m)
{
	struct bulk_rows first;
	struct bulk_do todo;
	enum err rc;

	m->until = 0;
	m->looked = m->n < BULK_LOOK_FIRST ? m->n : BULK_LOOK_FIRST;
	if ((rc = bulk_read(c, a, m->words, &todo)) != OK ||
	    (rc = bulk_before(c, a, m->ids, m->n, &m->b)) != OK ||
	    (rc = bulk_preview(c, a, &todo, m->ids, m->looked, &first)) != OK)
		return rc;
	m->until = todo.until;
	memcpy(m->b.v, first.v, m->looked * sizeof(*first.v));
	first.v = m->b.v;
	first.n = m->n;
	m->b = first;
	return OK;
}

enum err
bulk_load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct bulk_model *m = NEW(a, struct bulk_model);
	struct str rest = arg->text, line = STR_NONE;
	enum err rc;

	str_next(a, &rest, '\n', &line);
	read_ids(a, line, m);
	m->words = str_copy(a, rest);
	m->why = STR_NONE;
	if ((rc = types_load(c, a, &m->types)) != OK ||
	    (rc = seen_now(c, &m->seen)) != OK)
		return rc;
	rc = look(c, a, m);
	if (rc == ERR_INVALID || rc == ERR_NEED_ARG || rc == ERR_DENIED) {
		m->why = str_copy(a, str_of(c->fault.text));
		c->fault = (struct fault){ .code = OK };
		m->b = (struct bulk_rows){ .v = NULL };
		m->looked = 0;
		rc = OK;
	}
	if (rc == OK)
		*model = m;
	return rc;
}

enum err
bulk_load_more(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **part)
{
	struct bulk_model *m = NEW(a, struct bulk_model);
	struct str rest = arg->text, line = STR_NONE;
	struct bulk_do todo;
	enum err rc;

	str_next(a, &rest, '\n', &line);
	read_ids(a, line, m);
	if ((rc = bulk_read(c, a, rest, &todo)) != OK ||
	    (rc = bulk_preview(c, a, &todo, m->ids, m->n, &m->b)) != OK)
		return rc;
	*part = m;
	return OK;
}
