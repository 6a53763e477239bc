/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * seen.c - what others changed since one looked is not written over.
 */
#include "core/seen.h"

#include "core/complaint_own.h"
#include "core/history.h"
#include "core/when.h"
#include "queries.h"

enum err
seen_now(struct core *c, int64_t *n)
{
	char hash[65];

	return core_db(c, event_head(c->db, n, hash));
}

/* ---- did another change the same? ---------------------------------------- */

static bool
changes(const struct write *w, const struct row_undo_since *x)
{
	for (size_t i = 0; i < w->event.values.n; i++)
		if (str_eq(w->event.values.v[i].entity, x->entity) &&
		    str_eq(w->event.values.v[i].field, x->field))
			return !str_is(x->field, "state") &&
			    !str_is(x->field, "policy");
	return false;
}

static const struct row_undo_since *
last_of_same(const struct write *w, const struct rows_undo_since *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (changes(w, &rows->v[i]))
			return &rows->v[i];
	return NULL;
}

/* ---- what they made of it ------------------------------------------------- */

/* What is told, in this order. */
static const struct {
	const char *field, *text;
} told[] = {
	{ "owner", N_("owner") },
	{ "team", N_("team") },
	{ "priority", N_("priority") },
	{ "outcome", N_("outcome") },
	{ "cause", N_("root cause") },
	{ "redress", N_("redress") },
	{ "subject", N_("subject") },
	{ "typification", N_("type") },
};

static struct str
value(struct core *c, const struct history_row *r)
{
	int64_t n;

	if (r->new_name.len > 0)
		return r->new_name;
	if (str_is(r->field, "outcome"))
		return str_of(complaint_outcome_word(r->new));
	if (str_is(r->field, "redress") && str_int(r->new, &n))
		return str_of(complaint_sum(c, n));
	return r->new.len > 0 ? r->new : str_of(_("none"));
}

static void
tell(struct core *c, const struct history_rows *rows, struct buf *b)
{
	for (size_t k = 0; k < countof(told); k++)
		for (size_t i = 0; i < rows->n; i++)
			if (str_is(rows->v[i].field, told[k].field) &&
			    str_is(rows->v[i].entity, "ticket"))
				buf_printf(b, "%s %s %s",
				    b->len > 0 ? "," : ":", _(told[k].text),
				    value(c, &rows->v[i]).s);
}

static enum err
refuse(struct core *c, const struct write *w, const struct row_undo_since *x)
{
	struct history_rows rows = { .n = 0 };
	struct buf b = { 0 };
	struct str what;
	enum err rc =
	    history_list(c, &c->scratch, w->entity, w->id, x->n + 1, 1, &rows);

	if (rc != OK && rc != ERR_DENIED && rc != ERR_NOT_FOUND)
		return rc; /* out of sight by now: without what it is */
	tell(c, &rows, &b);
	what = buf_copy(&c->scratch, &b);
	buf_done(&b);
	return fail(&c->fault, ERR_CONFLICT, _("%s changed this (%s)%s"),
	    x->actor_name.len > 0 ? x->actor_name.s : _("the program"),
	    when_print(&c->scratch, zone_get(c->me.zone), x->at, w->now).s,
	    what.s);
}

enum err
seen_check(struct core *c, const struct write *w)
{
	const struct row_undo_since *x;
	struct rows_undo_since rows;
	enum err rc;

	if (c->seen == 0 || w->event.values.n == 0)
		return OK;
	rc = q_undo_since(c->db, &c->scratch, w->id, c->seen, c->me.id, &rows);
	if (rc != OK)
		return core_db(c, rc);
	x = last_of_same(w, &rows);
	return x != NULL ? refuse(c, w, x) : OK;
}
