/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * image.c - rows as texts: read, told to the log, put back.
 */
#include "core/image.h"

#include <assert.h>

#include "base/json.h"
#include "core/contact.h"
#include "core/customer.h"
#include "core/interaction_body.h"
#include "core/ticket_body.h"
#include "core/undo.h"
#include "queries.h"

#define ROW "row " /* how such a field begins */

struct str
image_key(struct str field)
{
	return str_of(field.s + strlen(ROW));
}

bool
image_is(struct str field)
{
	return field.len > strlen(ROW) &&
	    memcmp(field.s, ROW, strlen(ROW)) == 0;
}

static const struct query_image *
find(struct str name)
{
	for (size_t i = 0; i < nquery_images; i++)
		if (str_is(name, query_images[i].name))
			return &query_images[i];
	return NULL;
}

static struct value
text(struct str s)
{
	return (struct value){ VALUE_TEXT, 0, s };
}

/* *out is "" when there is no such row. */
static enum err
get(struct core *c, const struct image *m, struct str *out)
{
	struct value args[] = { text(m->key[0]), text(m->key[1]),
		text(m->key[2]) };
	struct {
		struct str image;
	} row;
	enum err rc = db_read_one(c->db, &c->scratch, &queries[m->of->get],
	    args, countof(args), &row);

	if (rc == OK)
		*out = row.image;
	if (rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	*out = STR_NONE;
	return OK;
}

/* ---- telling ------------------------------------------------------------ */

enum err
image_take(struct core *c, const char *name, struct str a, struct str b,
    struct str third, struct image *m)
{
	struct image it = { .of = find(str_of(name)), .key = { a, b, third } };
	enum err rc;

	assert(it.of != NULL);
	if ((rc = get(c, &it, &it.old)) == OK)
		*m = it;
	return rc;
}

static void
tell(struct core *c, struct write *w, const struct image *m, struct str now)
{
	const char *field = str_printf(&c->scratch, ROW "%s%s%s%s%s",
	    m->key[0].s, m->key[1].len > 0 ? " " : "", m->key[1].s,
	    m->key[2].len > 0 ? " " : "", m->key[2].s)
				.s;

	write_set_of(c, w, m->of->name, field, m->old, now);
}

enum err
image_tell(struct core *c, struct write *w, const struct image *m)
{
	struct str now;
	enum err rc = get(c, m, &now);

	if (rc == OK)
		tell(c, w, m, now);
	return rc;
}

enum err
image_made(struct core *c, struct write *w, const char *name, struct str a,
    struct str b, struct str third)
{
	struct image m = { .of = find(str_of(name)),
		.key = { a, b, third },
		.old = STR_NONE };

	assert(m.of != NULL);
	return image_tell(c, w, &m);
}

/* ---- what finds it ------------------------------------------------------ */

static struct str
of_row(struct core *c, const struct json *row, const char *column)
{
	return str_copy(&c->scratch, json_str(json_get(row, column)));
}

static void
keys_of(struct core *c, struct str name, const struct json *row,
    struct search_keys *keys)
{
	if (str_is(name, "contact_point")) {
		contact_keys(&c->scratch, keys, of_row(c, row, "kind"),
		    of_row(c, row, "norm"));
	} else if (str_is(name, "asset")) {
		search_add(&c->scratch, keys, "plate", of_row(c, row, "plate"));
		search_add(&c->scratch, keys, "vin", of_row(c, row, "serial"));
	} else if (str_is(name, "customer_data")) {
		customer_keys(&c->scratch, keys, of_row(c, row, "name"),
		    of_row(c, row, "national_id"), of_row(c, row, "external"));
	}
}

/* Search finds a customer by rows of these: they come and go with them. */
static enum err
find_again(struct core *c, const struct image *m, struct str now)
{
	struct str name = str_of(m->of->name), whose;
	struct search_keys keys = { 0 };
	struct id customer = ID_NONE, source;
	struct json *row;
	enum err rc;

	if ((!str_is(name, "contact_point") && !str_is(name, "asset") &&
		!str_is(name, "customer_data")) ||
	    !id_parse(m->key[0], &source))
		return OK;
	if (now.len > 0) {
		if ((rc = json_parse(now, &row, &c->fault)) != OK)
			return rc;
		whose = of_row(c, row,
		    str_is(name, "customer_data") ? "id" : "customer");
		(void)id_parse(whose, &customer);
		keys_of(c, name, row, &keys);
		json_free(row);
	}
	return search_save(c, &keys, customer, source);
}

/* ---- putting back ------------------------------------------------------- */

static enum err
changed_since(struct core *c)
{
	return fail(&c->fault, ERR_CONFLICT,
	    _("it was changed again since; nothing was undone, change it by "
	      "hand"));
}

static enum err
put(struct core *c, const struct image *m, struct str to)
{
	const struct query_image *of = m->of;
	struct value keys[] = { text(m->key[0]), text(m->key[1]),
		text(m->key[2]) };
	struct value row = { VALUE_TEXT, 0, to };
	int64_t done = 0;
	size_t q = to.len == 0 ? of->drop : m->old.len == 0 ? of->add : of->set;
	enum err rc;

	if (q >= nqueries)
		return changed_since(c);
	if (to.len == 0)
		rc = db_query(c->db, &queries[q], keys, countof(keys), NULL,
		    NULL, &done);
	else
		rc = db_query(c->db, &queries[q], &row, 1, NULL, NULL, &done);
	if (rc == OK && done == 0)
		return changed_since(c);
	return core_db(c, rc);
}

/* One row as it was before the event, if it is still as the event left it. */
static enum err
put_back(struct core *c, struct write *w, const struct undo_value *v)
{
	struct image m = { .of = find(v->entity),
		.key = { STR_NONE, STR_NONE, STR_NONE } };
	struct str rest = str_copyn(&c->scratch, v->field.s + strlen(ROW),
	    v->field.len - strlen(ROW));
	enum err rc;

	if (m.of == NULL)
		return changed_since(c);
	for (size_t i = 0; i < countof(m.key); i++)
		if (!str_next(&c->scratch, &rest, ' ', &m.key[i]))
			m.key[i] = STR_NONE;
	if ((rc = get(c, &m, &m.old)) != OK)
		return rc;
	if (!str_eq(m.old, v->new))
		return changed_since(c);
	if ((rc = put(c, &m, v->old)) != OK ||
	    (rc = find_again(c, &m, v->old)) != OK)
		return rc;
	tell(c, w, &m, v->old);
	return OK;
}

enum err
image_rows_back(struct core *c, struct write *w, const struct undo_of *u)
{
	enum err rc = OK;

	for (size_t i = u->nv; i-- > 0 && rc == OK;) {
		const struct undo_value *v = &u->v[i];

		if (image_is(v->field))
			rc = put_back(c, w, v);
	}
	return rc;
}

/* What people read of the change, the other way round. */
static void
tell_back(struct core *c, struct write *w, const struct undo_of *u)
{
	for (size_t i = 0; i < u->nv; i++)
		if (!image_is(u->v[i].field))
			write_set_of(c, w, u->v[i].entity.s, u->v[i].field.s,
			    u->v[i].new, u->v[i].old);
}

/* The thing itself is taken as its own writes take it. */
static enum err
take_thing(struct core *c, struct write *w)
{
	struct row_interaction_take contact;
	struct row_customer_take who;
	struct row_customer_get seen;
	struct row_ticket_take ticket;
	enum err rc = OK;

	if (strcmp(w->entity, "customer") == 0 && w->may == MAY_CUSTOMER_EDIT) {
		if ((rc = customer_take(c, &w->scope, w->id, &who)) == OK)
			rc = customer_touch(c, w, &who);
	} else if (strcmp(w->entity, "customer") == 0) {
		if ((rc = customer_get(c, &c->scratch, w->id, &seen)) == OK)
			w->version = seen.version;
	} else if (strcmp(w->entity, "interaction") == 0) {
		if ((rc = interaction_take(c, w, &contact)) == OK)
			w->version = contact.version;
	} else if (strcmp(w->entity, "ticket") == 0) {
		if ((rc = ticket_take(c, w, w->id, &ticket)) == OK)
			w->version = ticket.version;
	}
	return rc;
}

enum err
image_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	enum err rc;

	if ((rc = take_thing(c, w)) != OK ||
	    (rc = image_rows_back(c, w, u)) != OK)
		return rc;
	tell_back(c, w, u);
	return OK;
}
