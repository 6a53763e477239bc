/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * veil.c - one veiled value in clear, once; and who looked at a customer.
 */
#include "core/veil.h"

#include "base/log.h"
#include "core/audit.h"
#include "core/contact.h"
#include "core/list.h"
#include "core/rut.h"
#include "core/verify.h"

enum { REASON_MIN = 3, REASON_MAX = 200 };

#define LOOK_GAP  MINUTES(10) /* within it, one look */
#define LOOK_KEPT DAYS(30)

/* ---- one value ---------------------------------------------------------- */

struct unveil {
	struct arena *a;
	struct str field, reason;
	struct str value;
};

static enum err
none(struct core *c, struct str field)
{
	return fail(&c->fault, ERR_NOT_FOUND,
	    _("the customer has no value '%s'; there are rut, born, a contact "
	      "point's id and the centre's own fields"),
	    field.s);
}

static enum err
custom_value(struct core *c, struct id customer, struct unveil *u)
{
	struct rows_field_value_list rows;
	enum err rc;

	rc = q_field_value_list(c->db, &c->scratch, STR("customer"), customer,
	    &rows);
	if (rc != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < rows.n; i++) {
		if (!str_eq(rows.v[i].field, u->field))
			continue;
		if (rows.v[i].class >= CLASS_SECRET)
			return fail(&c->fault, ERR_DENIED,
			    _("the field '%s' is secret: nobody reads it "
			      "here"),
			    u->field.s);
		u->value = rows.v[i].text;
		return OK;
	}
	return none(c, u->field);
}

static enum err
find_value(struct core *c, struct id customer,
    const struct row_veil_person *who, struct unveil *u)
{
	struct row_veil_point point;
	struct id id;
	enum err rc;

	if (str_is(u->field, "rut"))
		u->value = rut_print(&c->scratch, who->national_id);
	else if (str_is(u->field, "born"))
		u->value = who->born;
	else if (id_parse(u->field, &id)) {
		rc = q_veil_point(c->db, &c->scratch, customer, id, &point);
		if (rc != OK && rc != ERR_NOT_FOUND)
			return core_db(c, rc);
		if (rc == OK)
			u->value = point.value;
	} else
		return custom_value(c, customer, u);
	return u->value.len > 0 ? OK : none(c, u->field);
}

/* A reason, or a caller who is verified. */
static enum err
check_reason(struct core *c, struct id customer, struct str in, struct str *out)
{
	bool done = false;
	enum err rc;

	rc = core_text(c, _("the reason"), in, REASON_MAX, false, true, out);
	if (rc != OK || out->len >= REASON_MIN)
		return rc;
	if (out->len == 0 && (rc = verify_done(c, customer, &done)) != OK)
		return rc;
	if (!done)
		return fail(&c->fault, ERR_INVALID,
		    _("say why, in three letters or more: reason=…; or verify "
		      "the caller first"));
	*out = STR("verified");
	return OK;
}

static enum err
unveil_body(struct core *c, struct write *w)
{
	struct unveil *u = w->u;
	struct row_veil_person who;
	struct str reason;
	enum err rc;

	u->value = STR_NONE;
	rc = q_veil_person(c->db, &c->scratch, &w->scope, w->id, &who);
	if (rc != OK)
		return customer_found(c, rc);
	if ((rc = check_reason(c, w->id, u->reason, &reason)) != OK ||
	    (rc = find_value(c, w->id, &who, u)) != OK)
		return rc;
	u->value = str_copy(u->a, u->value);
	w->version = who.version;
	write_set_of(c, w, "unveil", "what", STR_NONE, u->field);
	write_set_of(c, w, "unveil", "reason", STR_NONE, reason);
	return OK;
}

enum err
customer_unveil(struct core *c, struct arena *a, struct id customer,
    struct str field, struct str reason, struct str *value)
{
	struct unveil u = { a, list_given(field), list_given(reason),
		STR_NONE };
	struct write w = {
		.may = MAY_UNVEIL,
		.kind = "customer.unveil",
		.entity = "customer",
		.id = customer,
		.body = unveil_body,
		.u = &u,
	};
	enum err rc = core_write(c, &w);

	if (rc == OK)
		*value = w.replayed ? STR_NONE : u.value;
	return rc;
}

/* ---- who looked --------------------------------------------------------- */

void
customer_look(struct core *c, struct id customer)
{
	for (size_t i = 0; i < c->nlooked; i++)
		if (id_eq(c->looked[i], customer))
			return;
	if (c->nlooked < countof(c->looked) && !id_none(c->me.id))
		c->looked[c->nlooked++] = customer;
}

struct look {
	struct core *c;
	struct id customer;
	msec now;
};

static enum err
look_body(void *u)
{
	const struct look *l = u;
	struct core *c = l->c;
	enum err rc;

	rc = q_look_add(c->db, l->customer, c->me.id, l->now, LOOK_GAP, NULL);
	return rc != OK
	    ? rc
	    : q_look_forget(c->db, l->customer, l->now - LOOK_KEPT, NULL);
}

static enum err
write_look(struct core *c, struct id customer)
{
	struct look l = { c, customer, clock_now(c->clock) };
	struct row_look_mine mine;
	enum err rc;

	rc = q_look_mine(c->db, &c->scratch, customer, c->me.id, &mine);
	if (rc != OK || mine.last_at > l.now - LOOK_GAP)
		return rc;
	return db_tx(c->db, TX_WRITE, look_body, &l);
}

/* A look that cannot be written is told to the log, not to who looks. */
void
customer_looks(struct core *c)
{
	for (size_t i = 0; i < c->nlooked; i++)
		if (!id_none(c->me.id) && write_look(c, c->looked[i]) != OK)
			log_warn("look.lost customer=%s why=%s", c->looked[i].s,
			    db_fault(c->db)->text);
	c->nlooked = 0;
}

/* Whole minutes, so that it can be asked ahead. */
static msec
looks_from(const struct core *c)
{
	return clock_now(c->clock) / MINUTES(1) * MINUTES(1) - LOOK_KEPT;
}

void
customer_looked_ahead(struct core *c, const struct scope *scope,
    struct id customer)
{
	q_look_list_ahead(c->db, scope, customer, looks_from(c));
}

enum err
customer_looked(struct core *c, struct arena *a, struct id customer,
    struct rows_look_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_look_list(c->db, a, &scope, customer, looks_from(c), rows));
}
