/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket.c - making and reading tickets.
 *
 * How one changes afterwards is in ticket_change.c and the files of its verbs.
 */
#include "core/ticket.h"

#include "base/json.h"
#include "core/complaint.h"
#include "core/customer.h"
#include "core/follow.h"
#include "core/image.h"
#include "core/list.h"
#include "core/message.h"
#include "core/promise_keep.h"
#include "core/incident.h"
#include "core/ticket_body.h"
#include "core/ticket_index.h"

enum { SUBJECT_MAX = 200, EXTERNAL_MAX = 100 };

/* ---- checks ------------------------------------------------------------- */

enum err
ticket_found(struct core *c, enum err rc)
{
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such ticket, or none that you may see"));
	return core_db(c, rc);
}

enum err
ticket_check_team(struct core *c, struct str code)
{
	struct row_ticket_team row;
	enum err rc = q_ticket_team(c->db, &c->scratch, code, &row);

	if (rc == ERR_NOT_FOUND || (rc == OK && row.retired_at != 0))
		return fail(&c->fault, ERR_INVALID,
		    _("there is no team '%s' in use; 'team list' has them"),
		    code.s);
	return core_db(c, rc);
}

enum err
ticket_check_owner(struct core *c, struct id agent)
{
	struct row_ticket_agent row;
	enum err rc = q_ticket_agent(c->db, &c->scratch, agent, &row);

	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_INVALID,
		    _("there is no such agent; 'agent list' has them"));
	if (rc == OK && !row.active)
		return fail(&c->fault, ERR_INVALID,
		    _("%s does not work here any more; choose another agent"),
		    row.login.s);
	return core_db(c, rc);
}

enum err
ticket_check_priority(struct core *c, int64_t priority)
{
	if (priority < 1 || priority > 4)
		return fail(&c->fault, ERR_INVALID,
		    _("a priority is 1 to 4, 1 the most urgent"));
	return OK;
}

static bool
has_field(struct str id, const struct rows_field_value_list *old,
    const struct pair *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(p[i].name, id))
			return list_given(p[i].value).len > 0;
	for (size_t i = 0; i < old->n; i++)
		if (str_eq(old->v[i].field, id))
			return true;
	return false;
}

enum err
ticket_check_fields(struct core *c, const struct row_typification_get *leaf,
    const struct rows_field_value_list *old, const struct pair *p, size_t n)
{
	struct buf need = { 0 };
	struct json *list;
	enum err rc;

	if (leaf->required.len == 0)
		return OK;
	if ((rc = json_parse(leaf->required, &list, &c->fault)) != OK)
		return rc;
	for (size_t i = 0; i < json_len(list); i++) {
		struct str id = json_str(json_at(list, i));

		if (!complaint_word(id) && !has_field(id, old, p, n))
			buf_printf(&need, "%s%s", need.len > 0 ? ", " : "",
			    id.s);
	}
	if (need.len > 0)
		rc = fail(&c->fault, ERR_NEED_ARG,
		    _("'%s' requires %s; nothing was changed, give each as "
		      "field=NAME=VALUE"),
		    leaf->code.s, need.s);
	json_free(list);
	buf_done(&need);
	return rc;
}

static bool requires(struct str list, struct str id)
{
	struct json *ids = NULL;
	bool found = false;

	if (list.len == 0 || json_parse(list, &ids, NULL) != OK)
		return false;
	for (size_t i = 0; i < json_len(ids) && !found; i++)
		found = str_eq(json_str(json_at(ids, i)), id);
	json_free(ids);
	return found;
}

enum err
ticket_check_emptied(struct core *c, struct str typification,
    const struct pair *p, size_t n)
{
	struct row_typification_get leaf = { .code = STR_NONE };
	enum err rc = OK;

	for (size_t i = 0; i < n && rc == OK; i++) {
		if (list_given(p[i].value).len > 0)
			continue;
		if (leaf.code.len == 0)
			rc = core_db(c,
			    q_typification_get(c->db, &c->scratch, typification,
				list_lang(c), &leaf));
		if (rc == OK && requires(leaf.required, p[i].name))
			return fail(&c->fault, ERR_INVALID,
			    _("'%s' requires %s, which cannot be left empty; "
			      "nothing was changed"),
			    leaf.name.s, p[i].name.s);
	}
	return rc;
}

/* ---- making ------------------------------------------------------------- */

struct making {
	struct ticket_new in; /* as given */
	struct ticket_new t;  /* checked, filled up; of one run */
	struct row_typification_get leaf;
	struct row_customer_get who;
	struct row_interaction_get from;
	int64_t number;
};

static enum err
see_parties(struct core *c, struct making *m)
{
	struct row_customer_get asks;
	struct scope scope;
	enum err rc;

	if ((rc = customer_get(c, &c->scratch, m->t.customer, &m->who)) != OK)
		return rc;
	if (!id_none(m->t.requester) &&
	    (rc = customer_get(c, &c->scratch, m->t.requester, &asks)) != OK)
		return rc;
	if (id_none(m->t.interaction))
		return OK;
	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK)
		return rc;
	rc = q_interaction_get(c->db, &c->scratch, &scope, m->t.interaction,
	    &m->from);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such contact, or none that you may see"));
	return core_db(c, rc);
}

static enum err
check_words(struct core *c, struct ticket_new *t)
{
	enum err rc;

	if ((rc = core_text(c, _("the subject"), list_given(t->subject),
		 SUBJECT_MAX, false, false, &t->subject)) != OK ||
	    (rc = core_text(c, _("the external key"), list_given(t->external),
		 EXTERNAL_MAX, false, true, &t->external)) != OK)
		return rc;
	return core_text(c, _("the text"), list_given(t->body), MESSAGE_MAX,
	    true, true, &t->body);
}

static enum err
check_asset(struct core *c, const struct ticket_new *t)
{
	struct row_asset_of row = { 1 };
	enum err rc = OK;

	if (!id_none(t->asset))
		rc =
		    q_asset_of(c->db, &c->scratch, t->asset, t->customer, &row);
	if (rc == OK && row.n == 0)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("the customer owns no such thing; nothing was changed"));
	return core_db(c, rc);
}

static enum err
check_new(struct core *c, struct making *m)
{
	static const struct rows_field_value_list none = { NULL, 0 };
	struct ticket_new *t = &m->t;
	enum err rc;

	*t = m->in;
	if ((rc = see_parties(c, m)) != OK || (rc = check_asset(c, t)) != OK ||
	    (rc = check_words(c, t)) != OK ||
	    (rc = typification_leaf(c, &c->scratch, list_given(t->typification),
		 &m->leaf)) != OK ||
	    (rc = ticket_check_fields(c, &m->leaf, &none, t->fields,
		 t->nfields)) != OK)
		return rc;
	if (t->priority == 0)
		t->priority = m->leaf.priority;
	if (list_given(t->team).len == 0)
		t->team = m->leaf.team;
	else if ((rc = ticket_check_team(c, t->team)) != OK)
		return rc;
	return ticket_check_priority(c, t->priority);
}

static void
tell_new(struct core *c, struct write *w, const struct making *m,
    struct str branch)
{
	const struct ticket_new *t = &m->t;

	write_set_int(c, w, "number", 0, m->number);
	write_set(c, w, "customer", STR_NONE, id_str(&t->customer));
	write_set(c, w, "requester", STR_NONE, id_str(&t->requester));
	write_set(c, w, "asset", STR_NONE, id_str(&t->asset));
	write_set(c, w, "interaction", STR_NONE, id_str(&t->interaction));
	write_set(c, w, "typification", STR_NONE, m->leaf.code);
	write_set(c, w, "subject", STR_NONE, t->subject);
	write_set(c, w, "state", STR_NONE, STR("new"));
	write_set_int(c, w, "priority", 0, t->priority);
	write_set(c, w, "team", STR_NONE, t->team);
	write_set(c, w, "branch", STR_NONE, branch);
	write_set(c, w, "external", STR_NONE, t->external);
}

/* What the customer asked: their words, by the channel they came. */
static enum err
add_body(struct core *c, struct write *w, const struct making *m)
{
	struct message_new first = {
		.ticket = w->id,
		.direction = "in",
		.public = true,
		.channel = id_none(m->t.interaction) ? STR("console")
						     : m->from.channel,
		.body = m->t.body,
	};

	return m->t.body.len > 0 ? message_add(c, w, &first) : OK;
}

static enum err
add_matter(struct core *c, struct write *w, const struct making *m)
{
	struct id id = id_make(w->now);
	enum err rc;

	if (id_none(m->t.interaction))
		return OK;
	rc = q_matter_add(c->db, id, m->t.interaction, m->leaf.code, w->id,
	    NULL);
	return rc == OK
	    ? image_made(c, w, "matter", id_str(&id), STR_NONE, STR_NONE)
	    : core_db(c, rc);
}

static enum err
create_body(struct core *c, struct write *w)
{
	struct making *m = w->u;
	struct ticket_new *t = &m->t;
	struct str branch;
	enum err rc;

	if ((rc = check_new(c, m)) != OK ||
	    (rc = core_numbers(c, "ticket", 1, &m->number)) != OK)
		return rc;
	branch = m->who.branch.len > 0 ? m->who.branch : c->me.branch;
	rc = q_ticket_add(c->db, w->id, m->number, t->customer, t->requester,
	    t->interaction, m->leaf.code, t->subject, STR("new"), t->priority,
	    t->team, branch, ID_NONE, c->me.id, t->external, w->at, t->asset,
	    NULL);
	if (rc != OK)
		return core_db(c, rc);
	w->version = 1;
	tell_new(c, w, m, branch);
	if ((rc = ticket_words_save(c, w->id, STR_NONE, t->subject)) != OK ||
	    (rc = add_body(c, w, m)) != OK ||
	    (rc = add_matter(c, w, m)) != OK ||
	    (rc = field_save(c, w, "ticket", w->id, t->fields, t->nfields)) !=
		OK)
		return rc;
	if (str_is(m->leaf.kind, "complaint") &&
	    (rc = complaint_begin(c, w)) != OK)
		return rc;
	if (!id_none(t->incident) &&
	    (rc = incident_case(c, w, t->incident)) != OK)
		return rc;
	if (!id_none(t->follows) &&
	    (rc = follow_begin(c, w, t->follows, t->reason)) != OK)
		return rc;
	rc =
	    core_stay(c, "ticket", w->id, STR("new"), STR_NONE, t->team, w->at);
	return rc == OK ? promise_follow(c, w, w->id) : rc;
}

enum err
ticket_create(struct core *c, const struct ticket_new *in, struct id *id,
    int64_t *number)
{
	struct row_ticket_number_of row;
	struct making m = { .in = *in };
	struct write w = {
		.may = MAY_TICKET_CREATE,
		.kind =
		    id_none(in->follows) ? "ticket.create" : "ticket.follow",
		.entity = "ticket",
		.id = id_make(clock_now(c->clock)),
		.body = create_body,
		.u = &m,
	};
	enum err rc = core_write(c, &w);

	if (rc == OK && w.replayed) {
		rc = core_db(c,
		    q_ticket_number_of(c->db, &c->scratch, w.id, &row));
		m.number = row.number;
	}
	if (rc == OK) {
		*id = w.id;
		*number = m.number;
	}
	return rc;
}

/* ---- reading ------------------------------------------------------------ */

enum err
ticket_id(struct core *c, struct str ref, struct id *id)
{
	struct row_ticket_number row;
	struct row_ticket_get whole;
	struct scope scope;
	int64_t number;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK ||
	    (rc = list_ref(c, ref, 't',
		 _("'%s' is no ticket; write T-1042, 1042 or the id"), &row.id,
		 &number)) != OK)
		return rc;
	if (number == 0)
		rc = q_ticket_get(c->db, &c->scratch, &scope, row.id, STR_NONE,
		    &whole);
	else
		rc = q_ticket_number(c->db, &c->scratch, &scope, number, &row);
	if (rc == OK)
		*id = row.id;
	return ticket_found(c, rc);
}

enum err
ticket_get(struct core *c, struct arena *a, struct id id,
    struct row_ticket_get *row)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc != OK)
		return rc;
	return ticket_found(c,
	    q_ticket_get(c->db, a, &scope, id, list_lang(c), row));
}

enum err
ticket_fields(struct core *c, struct arena *a, struct id id,
    struct rows_field_value_list *rows)
{
	struct row_ticket_get seen;
	enum err rc = ticket_get(c, &c->scratch, id, &seen);

	return rc == OK ? field_values(c, a, "ticket", id, rows) : rc;
}
