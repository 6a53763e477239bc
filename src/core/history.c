/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history.c - the readable trail of a thing: values veiled by their class, ids
 * turned into names.
 */
#include "core/history.h"

#include "base/json.h"
#include "core/audit.h"
#include "core/contact.h"
#include "core/customer.h"
#include "core/interaction.h"
#include "core/list.h"
#include "core/news.h"
#include "core/ticket.h"

struct name {
	struct id id;
	struct str name;
};

enum { THEIRS_MAX = 500 }; /* tickets of a customer, contacts, calls */
enum { STORY_TELLS = 64 }; /* as many as one level may be told to */

struct names {
	struct name *v;
	size_t n, cap;
};

/* ---- may they read it? -------------------------------------------------- */

static enum err
see_interaction(struct core *c, struct id id)
{
	struct row_interaction_get row;

	return interaction_get(c, &c->scratch, id, &row);
}

static enum err
see_ticket(struct core *c, struct id id)
{
	struct row_ticket_get row;

	return ticket_get(c, &c->scratch, id, &row);
}

static const struct {
	const char *entity;
	enum err (*see)(struct core *, struct id);
} things[] = {
	{ "customer", customer_exists },
	{ "interaction", see_interaction },
	{ "ticket", see_ticket },
};

static enum err
see(struct core *c, const char *entity, struct id id)
{
	for (size_t i = 0; i < countof(things); i++)
		if (strcmp(entity, things[i].entity) == 0)
			return things[i].see(c, id);
	return fail(&c->fault, ERR_INVALID,
	    _("there is no trail of '%s'; ask for a customer, a contact or a "
	      "ticket"),
	    entity);
}

/* ---- ids to names ------------------------------------------------------- */

static void
collect(struct arena *a, struct names *ids, struct str value)
{
	struct id id;

	if (value.len != sizeof(id.s) - 1 || !id_parse(value, &id))
		return;
	*vec_push(a, ids) = (struct name){ id, STR_NONE };
}

static enum err
find_names(struct core *c, const struct rows_history_list *rows,
    struct names *names)
{
	struct rows_history_customers customers = { NULL, 0 };
	struct rows_history_names agents;
	struct names ids = { 0 };
	struct scope scope;
	struct str json;
	enum err rc;

	for (size_t i = 0; i < rows->n; i++) {
		collect(&c->scratch, &ids, rows->v[i].old);
		collect(&c->scratch, &ids, rows->v[i].new);
	}
	if (ids.n == 0)
		return OK;
	json = LIST_IDS(&c->scratch, ids);
	rc = q_history_names(c->db, &c->scratch, json, &agents);
	if (rc == OK && c->grants[MAY_CUSTOMER_READ] != SCOPE_NONE &&
	    (rc = core_allow(c, MAY_CUSTOMER_READ, &scope)) == OK)
		rc = q_history_customers(c->db, &c->scratch, &scope, json,
		    &customers);
	if (rc != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < agents.n; i++)
		*vec_push(&c->scratch, names) =
		    (struct name){ agents.v[i].id, agents.v[i].name };
	for (size_t i = 0; i < customers.n; i++)
		*vec_push(&c->scratch, names) =
		    (struct name){ customers.v[i].id, customers.v[i].name };
	return OK;
}

static struct str
readable(const struct names *names, struct str value)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_is(value, names->v[i].id.s))
			return names->v[i].name;
	return news_own_read(value);
}

/* ---- what was written --------------------------------------------------- */

static bool
message_of(struct str body, struct id *id)
{
	struct json *json;
	bool has = false;

	if (strstr(body.s, "\"message\"") == NULL ||
	    json_parse(body, &json, NULL) != OK)
		return false;
	has = id_parse(json_str(json_get(json, "message")), id);
	json_free(json);
	return has;
}

/* The words of the messages that the events wrote, once each. */
static enum err
add_texts(struct core *c, struct arena *a, struct str of,
    const struct rows_history_list *rows, struct history_rows *out)
{
	struct rows_history_texts texts;
	struct names ids = { 0 };
	struct id id;
	enum err rc;

	for (size_t i = 0; i < rows->n; i++)
		if (message_of(rows->v[i].body, &id))
			vec_push(&c->scratch, &ids)->id = id;
	if (ids.n == 0)
		return OK;
	rc = q_history_texts(c->db, a, LIST_IDS(&c->scratch, ids), of, &texts);
	for (size_t i = 0; i < out->n && rc == OK; i++) {
		if ((i > 0 && out->v[i].n == out->v[i - 1].n) ||
		    !message_of(rows->v[i].body, &id))
			continue;
		for (size_t k = 0; k < texts.n; k++)
			if (id_eq(texts.v[k].id, id)) {
				out->v[i].text = news_own_read(texts.v[k].body);
				out->v[i].withdrawn = texts.v[k].withdrawn;
			}
	}
	return core_db(c, rc);
}

/* ---- a row --------------------------------------------------------------- */

/* Of the fields that a centre adds itself, which audit.c does not know. */
static enum err
find_classes(struct core *c, const struct rows_history_list *rows,
    struct rows_history_classes *out)
{
	struct str *ids = NEWN(&c->scratch, struct str, rows->n + 1);
	size_t n = 0;

	*out = (struct rows_history_classes){ NULL, 0 };
	for (size_t i = 0; i < rows->n; i++)
		if (str_is(rows->v[i].entity, "field"))
			ids[n++] = rows->v[i].field;
	if (n == 0)
		return OK;
	return core_db(c,
	    q_history_classes(c->db, &c->scratch,
		list_texts(&c->scratch, ids, n), out));
}

static int64_t
class_of(const struct rows_history_classes *own, struct str entity,
    struct str field)
{
	for (size_t i = 0; i < own->n && str_is(entity, "field"); i++)
		if (str_eq(own->v[i].id, field))
			return own->v[i].class;
	return audit_class(entity, field);
}

static void
from_where(struct arena *a, struct str body, struct history_row *out)
{
	struct json *json;

	if ((strstr(body.s, "\"via\"") == NULL &&
		strstr(body.s, "\"undoes\"") == NULL) ||
	    json_parse(body, &json, NULL) != OK)
		return;
	if (str_is(out->kind, "undo")) {
		out->undid = str_copy(a, json_str(json_get(json, "kind")));
		out->redo = json_int(json_get(json, "redo")) != 0;
	}
	out->via = str_copy(a, json_str(json_get(json, "via")));
	out->branch = str_copy(a, json_str(json_get(json, "branch")));
	out->terminal = str_copy(a, json_str(json_get(json, "terminal")));
	json_free(json);
}

static void
add_row(struct core *c, struct arena *a, const struct row_history_list *r,
    const struct names *names, bool clear, struct history_row *out)
{

	*out = (struct history_row){
		.undid = STR_NONE,
		.via = STR_NONE,
		.branch = STR_NONE,
		.terminal = STR_NONE,
		.number = STR_NONE,
		.beside = STR_NONE,
		.old_name = STR_NONE,
		.new_name = STR_NONE,
		.thing = r->thing,
		.thing_id = r->thing_id,
		.n = r->n,
		.at = r->at,
		.recorded_at = r->recorded_at,
		.who = r->actor_name,
		.real = r->real_name,
		.kind = r->kind,
		.times = 1,
		.since = r->at,
		.version = r->version,
		.entity = r->entity,
		.field = r->field,
		.text = STR_NONE,
		.undone = r->undone != 0,
		.undoes = r->undoes,
		.mine = id_eq(r->actor, c->me.id) ||
		    c->grants[MAY_UNDO_OTHERS] == SCOPE_ALL,
		.old = str_copy(a,
		    clear || r->old.len == 0 ? readable(names, r->old)
					     : AUDIT_VEIL),
		.new = str_copy(a,
		    clear || r->new.len == 0 ? readable(names, r->new)
					     : AUDIT_VEIL),
	};
	from_where(a, r->body, out);
}

/* ---- of what ------------------------------------------------------------ */

static void
add_thing(struct core *c, struct history_things *all, const char *kind,
    char letter, struct id id, int64_t number)
{
	*vec_push(&c->scratch, all) = (struct history_thing){ id, str_of(kind),
		str_printf(&c->scratch, "%c-%lld", letter, (long long)number) };
}

/* Of each kind as much as the person sees. */
static enum err
add_theirs(struct core *c, struct id customer, struct history_things *all)
{
	struct rows_history_appointments dates = { NULL, 0 };
	struct rows_history_callbacks calls = { NULL, 0 };
	struct rows_history_contacts contacts = { NULL, 0 };
	struct rows_history_tickets tickets = { NULL, 0 };
	struct scope scope = { .agent = c->me.id,
		.tickets = c->grants[MAY_TICKET_READ] };
	enum err rc = OK;

	if ((scope.level = c->grants[MAY_TICKET_READ]) != SCOPE_NONE)
		rc = q_history_tickets(c->db, &c->scratch, &scope, customer,
		    THEIRS_MAX, &tickets);
	if (rc == OK &&
	    (scope.level = c->grants[MAY_INTERACTION_READ]) != SCOPE_NONE) {
		rc = q_history_contacts(c->db, &c->scratch, &scope, customer,
		    THEIRS_MAX, &contacts);
		if (rc == OK)
			rc = q_history_callbacks(c->db, &c->scratch, &scope,
			    customer, THEIRS_MAX, &calls);
		if (rc == OK)
			rc = q_history_appointments(c->db, &c->scratch, &scope,
			    customer, THEIRS_MAX, &dates);
	}
	for (size_t i = 0; i < tickets.n; i++)
		add_thing(c, all, "ticket", 'T', tickets.v[i].id,
		    tickets.v[i].number);
	for (size_t i = 0; i < contacts.n; i++)
		add_thing(c, all, "interaction", 'I', contacts.v[i].id,
		    contacts.v[i].number);
	for (size_t i = 0; i < calls.n; i++)
		add_thing(c, all, "callback", 'C', calls.v[i].id,
		    calls.v[i].number);
	for (size_t i = 0; i < dates.n; i++)
		add_thing(c, all, "appointment", 'A', dates.v[i].id,
		    dates.v[i].number);
	return core_db(c, rc);
}

static enum err
things_of(struct core *c, const char *entity, struct id id,
    struct history_things *all)
{
	enum err rc = see(c, entity, id);

	*vec_push(&c->scratch, all) =
	    (struct history_thing){ id, str_of(entity), STR_NONE };
	if (rc == OK && strcmp(entity, "customer") == 0)
		rc = add_theirs(c, id, all);
	return rc;
}

static void
number_things(struct arena *a, const struct history_things *all,
    struct history_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		for (size_t k = 0; k < all->n; k++)
			if (id_eq(all->v[k].id, rows->v[i].thing_id)) {
				rows->v[i].number =
				    str_copy(a, all->v[k].number);
				break;
			}
}

static bool
is_beside(const struct history_things *all, const struct history_row *r)
{
	for (size_t i = 0; i < all->n; i++)
		if (id_eq(all->v[i].id, r->thing_id))
			return false;
	return r->n != 0 && str_is(r->thing, "ticket");
}

/* The numbers of those that tell of it from beside. */
static enum err
find_beside(struct core *c, const struct history_things *all,
    const struct history_rows *rows, struct rows_ticket_numbers_of *of)
{
	struct scope scope = { .agent = c->me.id,
		.level = c->grants[MAY_TICKET_READ],
		.tickets = c->grants[MAY_TICKET_READ] };
	struct id *ids = NEWN(&c->scratch, struct id, rows->n);
	size_t n = 0;

	for (size_t i = 0; i < rows->n; i++)
		if (is_beside(all, &rows->v[i]))
			ids[n++] = rows->v[i].thing_id;
	if (n == 0)
		return OK;
	return core_db(c,
	    q_ticket_numbers_of(c->db, &c->scratch, &scope,
		list_ids(&c->scratch, ids, n, sizeof(*ids)), of));
}

/* What another ticket tells of is one row, without the other's values. */
static struct history_row
beside(struct arena *a, const struct rows_ticket_numbers_of *of,
    struct history_row r)
{
	r.entity = r.field = r.old = r.new = STR_NONE;
	r.old_name = r.new_name = r.text = STR_NONE;
	for (size_t i = 0; i < of->n; i++)
		if (id_eq(of->v[i].id, r.thing_id))
			r.beside =
			    str_printf(a, "T-%lld", (long long)of->v[i].number);
	return r;
}

static enum err
tell_beside(struct core *c, struct arena *a, const struct history_things *all,
    struct history_rows *rows)
{
	struct rows_ticket_numbers_of of = { NULL, 0 };
	size_t n = 0;
	enum err rc = find_beside(c, all, rows, &of);

	for (size_t i = 0; i < rows->n && rc == OK; i++) {
		struct history_row r = rows->v[i];

		if (!is_beside(all, &r))
			rows->v[n++] = r;
		else if (n == 0 || rows->v[n - 1].n != r.n)
			rows->v[n++] = beside(a, &of, r);
	}
	rows->n = rc == OK ? n : rows->n;
	return rc;
}

/* ---- the trail ---------------------------------------------------------- */

/* What the log's rows say, in the person's words. */
static enum err
tell(struct core *c, struct arena *a, struct str ids,
    const struct rows_history_list *rows, struct history_rows *out)
{
	struct rows_history_classes classes;
	struct history_rows got = { NULL, 0 };
	struct names names = { 0 };
	enum err rc;

	if ((rc = find_names(c, rows, &names)) != OK ||
	    (rc = find_classes(c, rows, &classes)) != OK)
		return rc;
	got.v = NEWN(a, struct history_row, rows->n);
	for (; got.n < rows->n; got.n++) {
		const struct row_history_list *r = &rows->v[got.n];

		add_row(c, a, r, &names,
		    audit_clear(c, class_of(&classes, r->entity, r->field)),
		    &got.v[got.n]);
	}
	if ((rc = history_name_codes(c, a, &got)) == OK)
		rc = add_texts(c, a, ids, rows, &got);
	*out = got;
	return rc;
}

static enum err
read_log(struct core *c, struct arena *a, struct str ids, int64_t before,
    int64_t limit, struct history_rows *out, bool *whole)
{
	struct scope scope = { .agent = c->me.id,
		.level = c->grants[MAY_TICKET_READ],
		.tickets = c->grants[MAY_TICKET_READ] };
	struct rows_history_list rows;
	int64_t events = 0;
	enum err rc = core_db(c,
	    q_history_list(c->db, a, &scope, ids, before, limit, &rows));

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < rows.n; i++)
		events += i == 0 || rows.v[i].n != rows.v[i - 1].n;
	*whole = events < limit;
	return tell(c, a, ids, &rows, out);
}

enum err
history_list(struct core *c, struct arena *a, const char *entity, struct id id,
    int64_t before, int64_t limit, struct history_rows *out)
{
	struct history_things all = { 0 };
	struct history_rows got;
	bool whole = false;
	struct str ids;
	enum err rc;

	limit = list_limit(limit, 100, 1000);
	if ((rc = things_of(c, entity, id, &all)) != OK)
		return rc;
	ids = LIST_IDS(&c->scratch, all);
	rc = read_log(c, a, ids, before > 0 ? before : INT64_MAX, limit, &got,
	    &whole);
	if (rc == OK && whole)
		rc = history_past(c, a, &all, limit, &got);
	if (rc != OK || (rc = tell_beside(c, a, &all, &got)) != OK)
		return rc;
	number_things(a, &all, &got);
	*out = got;
	return OK;
}

/* The same columns, without what only a story has. */
static struct rows_history_list
plain(struct arena *a, const struct rows_history_story *told)
{
	struct rows_history_list rows = {
		NEWN(a, struct row_history_list, told->n), told->n
	};

	for (size_t i = 0; i < told->n; i++) {
		const struct row_history_story *r = &told->v[i];

		rows.v[i] = (struct row_history_list){ r->n, r->at,
			r->recorded_at, r->actor, r->actor_name, r->real_name,
			r->kind, r->version, r->seq, r->entity, r->field,
			r->old, r->new, r->body, r->undone, r->undoes, r->thing,
			r->thing_id };
	}
	return rows;
}

enum err
history_story(struct core *c, struct arena *a, struct id ticket, int64_t limit,
    struct history_rows *out)
{
	struct scope scope = { .agent = c->me.id,
		.level = c->grants[MAY_TICKET_READ],
		.tickets = c->grants[MAY_TICKET_READ] };
	struct history_things all = { 0 };
	struct rows_history_story told;
	struct rows_history_list rows;
	struct history_rows got;
	struct str ids;
	enum err rc;

	if ((rc = things_of(c, "ticket", ticket, &all)) != OK)
		return rc;
	ids = LIST_IDS(&c->scratch, all);
	rc = core_db(c,
	    q_history_story(c->db, a, &scope, ticket, limit, STORY_TELLS,
		&told));
	if (rc != OK)
		return rc;
	rows = plain(&c->scratch, &told);
	if ((rc = tell(c, a, ids, &rows, &got)) != OK)
		return rc;
	for (size_t i = 0; i < got.n; i++) {
		got.v[i].times = told.v[i].times;
		got.v[i].since = told.v[i].since;
	}
	if (told.n == 0 || told.v[told.n - 1].place < limit)
		rc = history_past(c, a, &all, limit, &got);
	if (rc == OK)
		rc = tell_beside(c, a, &all, &got);
	*out = got;
	return rc;
}

struct str
history_last(struct core *c, struct id id)
{
	struct row_history_last row;

	if (q_history_last(c->db, &c->scratch, id, &row) == OK &&
	    row.actor_name.len > 0)
		return row.actor_name;
	return str_of(_("somebody"));
}

bool
history_raw(const struct core *c)
{
	return c->grants[MAY_AUDIT_READ] != SCOPE_NONE ||
	    c->grants[MAY_STATE_SET] == SCOPE_ALL;
}
