/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction_caller.c - who a contact is with: attached, and "not this
 * person", which is remembered of the number. Who it may be: caller.c.
 */
#include "core/contact.h"
#include "core/image.h"
#include "core/rut.h"
#include "core/interaction_body.h"
#include "core/list.h"

enum { DIGITS_MIN = 6 };

/* ---- the number --------------------------------------------------------- */

static struct str
caller_digits(struct arena *a, struct str caller)
{
	struct str digits = phone_digits(a, list_given(caller));

	return digits.len >= DIGITS_MIN ? phone_tail(a, digits) : STR_NONE;
}

enum err
caller_mark(struct core *c, struct write *w, struct str caller,
    struct id customer, bool theirs)
{
	struct str digits = caller_digits(&c->scratch, caller);
	struct image was;
	enum err rc;

	if (digits.len == 0 || id_none(customer))
		return OK;
	if ((rc = image_take(c, "caller_not", digits, id_str(&customer),
		 STR_NONE, &was)) != OK)
		return rc;
	rc = theirs
	    ? q_caller_not_drop(c->db, digits, customer, NULL)
	    : q_caller_not_add(c->db, digits, customer, c->me.id, w->at, NULL);
	return rc == OK ? image_tell(c, w, &was) : core_db(c, rc);
}

/* ---- who it is with ----------------------------------------------------- */

struct with {
	struct id customer; /* none: nobody known */
	struct id point;    /* the number becomes theirs under this id */
};

/* The caller's number as a contact point; one they have already is fine. */
static enum err
keep_number(struct core *c, struct write *w, const struct with *to,
    struct str caller)
{
	struct contact_new n = {
		.kind = STR("phone"), .value = caller, .label = STR_NONE
	};
	struct row_customer_take who;
	struct image was;
	struct scope edits;
	enum err rc;

	if ((rc = core_allow(c, MAY_CUSTOMER_EDIT, &edits)) != OK ||
	    (rc = customer_take(c, &edits, to->customer, &who)) != OK ||
	    (rc = contact_put(c, w, to->customer, to->point, &n)) != OK ||
	    (rc = image_take(c, "contact_point", id_str(&to->point), STR_NONE,
		 STR_NONE, &was)) != OK)
		return rc;
	rc = q_contact_verify(c->db, to->point, w->at, NULL);
	if (rc == OK)
		rc = image_tell(c, w, &was);
	if (rc == OK)
		rc = q_customer_touch(c->db, to->customer, w->at, NULL);
	return core_db(c, rc);
}

static enum err
with_body(struct core *c, struct write *w)
{
	const struct with *to = w->u;
	struct row_interaction_take was, now;
	struct image row;
	enum err rc;

	if ((rc = interaction_see_customer(c, to->customer)) != OK ||
	    (rc = interaction_take(c, w, &was)) != OK)
		return rc;
	if (id_eq(was.customer, to->customer) && id_none(to->point))
		return fail(&c->fault, ERR_INVALID,
		    id_none(to->customer)
			? _("the contact is with nobody known already; "
			    "nothing was changed")
			: _("the contact is with that customer already; "
			    "nothing was changed"));
	now = was;
	now.customer = to->customer;
	if (!id_none(to->point) &&
	    (rc = keep_number(c, w, to, was.caller)) != OK)
		return rc;
	if ((rc = image_take(c, "contact_with", id_str(&w->id), STR_NONE,
		 STR_NONE, &row)) != OK ||
	    (rc = interaction_save(c, w, &was, &now)) != OK ||
	    (rc = image_tell(c, w, &row)) != OK)
		return rc;
	if (!id_eq(was.customer, to->customer) &&
	    (rc = caller_mark(c, w, was.caller, was.customer, false)) != OK)
		return rc;
	return caller_mark(c, w, was.caller, to->customer, true);
}

enum err
interaction_attach(struct core *c, struct id id, struct id customer)
{
	struct with to = { .customer = customer };

	if (id_none(customer))
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say which customer the contact is with"));
	return interaction_write(c, "attach", id, with_body, &to);
}

enum err
interaction_attach_number(struct core *c, struct id id, struct id customer)
{
	struct with to = { .customer = customer };

	if (id_none(customer))
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say which customer the contact is with"));
	to.point = customer_row_id(c, "contact_point");
	return interaction_write(c, "attach", id, with_body, &to);
}

enum err
interaction_detach(struct core *c, struct id id)
{
	struct with to = { .customer = ID_NONE };

	return interaction_write(c, "detach", id, with_body, &to);
}
