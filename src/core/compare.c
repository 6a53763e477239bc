/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compare.c - the fields of a thing that two people changed.
 */
#include "core/compare.h"

#include "core/board.h"
#include "core/customer.h"
#include "core/history.h"
#include "core/ticket.h"
#include "core/typification.h"

struct work {
	struct core *c;
	struct arena *a;
	struct compare *out;
	VEC(struct compare_field) fields;
};

/* ---- what it is now ----------------------------------------------------- */

static void
now_is(struct work *w, const char *name, struct str value, struct str text)
{
	*vec_push(w->a, &w->fields) =
	    (struct compare_field){ .key = board_key(str_of(name)),
		    .name = str_of(name),
		    .who = STR_NONE,
		    .before = value,
		    .mine = value,
		    .theirs = value,
		    .before_text = text,
		    .mine_text = text,
		    .theirs_text = text };
}

static enum err
read_ticket(struct work *w, struct id id)
{
	struct rows_field_value_list values;
	struct row_ticket_get t;
	struct str priority;
	enum err rc;

	if ((rc = ticket_get(w->c, w->a, id, &t)) != OK ||
	    (rc = ticket_fields(w->c, w->a, id, &values)) != OK)
		return rc;
	w->out->version = t.version;
	priority = str_printf(w->a, "%lld", (long long)t.priority);
	now_is(w, "typification", t.typification, t.typification_name);
	now_is(w, "subject", t.subject, t.subject);
	now_is(w, "priority", priority, priority);
	now_is(w, "state", t.state, t.state);
	now_is(w, "team", t.team, t.team_name);
	now_is(w, "owner", id_str(&t.owner), t.owner_name);
	for (size_t i = 0; i < values.n; i++)
		now_is(w, str_printf(w->a, "field.%s", values.v[i].field.s).s,
		    values.v[i].text, values.v[i].text);
	return OK;
}

static enum err
read_customer(struct work *w, struct id id)
{
	struct row_customer_get t;
	enum err rc;

	if ((rc = customer_get(w->c, w->a, id, &t)) != OK)
		return rc;
	w->out->version = t.version;
	now_is(w, "name", t.name, t.name);
	now_is(w, "segment", t.segment, t.segment);
	now_is(w, "national_id", t.national_id, t.national_id);
	now_is(w, "born", t.born, t.born);
	now_is(w, "lang", t.lang, t.lang);
	return OK;
}

/* ---- what they did ------------------------------------------------------ */

static struct compare_field *
named(struct work *w, struct str name)
{
	for (size_t i = 0; i < w->fields.n; i++)
		if (str_eq(w->fields.v[i].name, name))
			return &w->fields.v[i];
	return NULL;
}

static struct str
who_did(const struct history_row *r)
{
	return r->who.len > 0 ? r->who : str_of(_("the program"));
}

/* Rows come newest first: the last one seen of a field is the oldest change,
 * and what it replaced was there when I read it. */
static void
they_changed(struct work *w, const char *entity, const struct history_row *r)
{
	struct compare_field *f;
	struct str name;

	if (!str_is(r->entity, entity) && !str_is(r->entity, "field"))
		return;
	name = str_is(r->entity, "field")
	    ? str_printf(w->a, "field.%s", r->field.s)
	    : r->field;
	f = named(w, name);
	if (f == NULL && str_is(r->entity, "field")) { /* they emptied it */
		now_is(w, name.s, STR_NONE, STR_NONE);
		f = named(w, name);
	}
	if (f == NULL)
		return;
	if (f->n == 0) {
		f->n = r->n;
		f->at = r->recorded_at;
		f->who = who_did(r);
	}
	f->before = r->old;
	f->before_text = r->old_name.len > 0 ? r->old_name : r->old;
}

static enum err
read_theirs(struct work *w, const char *entity, struct id id, int64_t version)
{
	struct history_rows rows;
	enum err rc;

	rc = history_list(w->c, w->a, entity, id, 0, 1000, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++) {
		const struct history_row *r = &rows.v[i];

		if (r->version <= version)
			continue;
		if (w->out->at == 0) {
			w->out->at = r->recorded_at;
			w->out->who = who_did(r);
		}
		they_changed(w, entity, r);
	}
	return rc;
}

/* ---- what I want -------------------------------------------------------- */

static enum err
text_of(struct work *w, struct str name, struct str value, struct str *text)
{
	*text = value;
	if (!str_is(name, "typification") || value.len == 0)
		return OK;
	return typification_path(w->c, w->a, value, text);
}

static enum err
i_want(struct work *w, const struct pair *p)
{
	struct compare_field *f = named(w, p->name);

	if (f == NULL) { /* new, or nothing that is kept in the log */
		now_is(w, p->name.s, STR_NONE, STR_NONE);
		f = &w->fields.v[w->fields.n - 1];
	}
	f->asked = true;
	f->mine = p->value;
	return text_of(w, f->name, f->mine, &f->mine_text);
}

static bool
decide(struct compare_field *f)
{
	bool theirs = !str_eq(f->before, f->theirs);

	if (!f->asked) {
		f->how = COMPARE_THEIRS;
		f->mine = f->before;
		f->mine_text = f->before_text;
		return theirs;
	}
	if (str_eq(f->mine, f->theirs)) {
		f->how = COMPARE_SAME;
		return theirs; /* or nobody changed it */
	}
	if (!theirs)
		f->how = COMPARE_MINE;
	else if (str_eq(f->mine, f->before))
		f->how = COMPARE_THEIRS;
	else
		f->how = COMPARE_BOTH;
	return true;
}

/* ---- who it was --------------------------------------------------------- */

static bool
is_theirs(const struct compare_field *f)
{
	return f->n != 0 && !str_eq(f->before, f->theirs);
}

/* The last field that they changed before an event; NULL: none. */
static const struct compare_field *
last_before(const struct compare *cmp, int64_t n)
{
	const struct compare_field *last = NULL;

	for (size_t i = 0; i < cmp->n; i++)
		if (is_theirs(&cmp->v[i]) && cmp->v[i].n < n &&
		    (last == NULL || cmp->v[i].n > last->n))
			last = &cmp->v[i];
	return last;
}

static bool
is_named(const struct compare *cmp, const struct compare_field *f)
{
	for (size_t i = 0; i < cmp->n; i++)
		if (is_theirs(&cmp->v[i]) && cmp->v[i].n > f->n &&
		    str_eq(cmp->v[i].who, f->who))
			return true;
	return false;
}

/* Who changed what comes, each once; what else was saved does not count. */
static void
tell_who(struct arena *a, struct compare *cmp)
{
	const struct compare_field *f = last_before(cmp, INT64_MAX);

	if (f == NULL)
		return;
	cmp->who = f->who;
	cmp->at = f->at;
	while ((f = last_before(cmp, f->n)) != NULL)
		if (!is_named(cmp, f)) {
			cmp->who =
			    str_printf(a, "%s, %s", cmp->who.s, f->who.s);
			cmp->others++;
		}
}

enum err
compare_get(struct core *c, struct arena *a, const char *entity, struct id id,
    int64_t version, const struct pair *mine, size_t n, struct compare *out)
{
	struct compare cmp = { .who = STR_NONE };
	struct work w = { .c = c, .a = a, .out = &cmp };
	enum err rc;

	rc = strcmp(entity, "ticket") == 0 ? read_ticket(&w, id)
					   : read_customer(&w, id);
	if (rc == OK)
		rc = read_theirs(&w, entity, id, version);
	for (size_t i = 0; i < n && rc == OK; i++)
		rc = i_want(&w, &mine[i]);
	if (rc != OK)
		return rc;
	cmp.v = NEWN(a, struct compare_field, w.fields.n);
	for (size_t i = 0; i < w.fields.n; i++)
		if (decide(&w.fields.v[i]))
			cmp.v[cmp.n++] = w.fields.v[i];
	tell_who(a, &cmp);
	*out = cmp;
	return OK;
}
