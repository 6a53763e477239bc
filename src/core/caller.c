/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * caller.c - who may be calling from a number, and who was said not to be.
 */
#include "core/audit.h"
#include "core/contact.h"
#include "core/find.h"
#include "core/image.h"
#include "core/list.h"
#include "core/rut.h"

enum { NUMBER_MAX = 60 };

/* Who shares a household with one of those found. */
static enum err
ask_near(struct ask *q, struct str tail)
{
	struct rows_caller_near rows;
	struct str ids;
	enum err rc;

	if (q->found.n == 0)
		return OK;
	ids = LIST_IDS(q->a, q->found);
	rc = q_caller_near(q->c->db, q->a, &q->scope, ids, CANDIDATES, &rows);
	if (rc != OK)
		return core_db(q->c, rc);
	for (size_t i = 0; i < rows.n; i++)
		find_note(q,
		    &(struct found){ .id = rows.v[i].id,
			.name_sort = rows.v[i].name_sort,
			.why = STR("household"),
			.part = rows.v[i].of,
			.also = STR("phone"),
			.also_part = tail,
			.rank = NEAR });
	return OK;
}

/* Who was talked with from this number. */
static enum err
ask_before(struct ask *q, struct str number, struct str digits)
{
	struct rows_caller_before rows;
	struct scope seen;
	enum err rc;

	if (q->c->grants[MAY_INTERACTION_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(q->c, MAY_INTERACTION_READ, &seen)) != OK)
		return rc;
	rc = q_caller_before(q->c->db, q->a, &seen, number,
	    phone_print(q->a, digits), digits, CANDIDATES, &rows);
	if (rc != OK)
		return core_db(q->c, rc);
	for (size_t i = 0; i < rows.n; i++)
		find_note(q,
		    &(struct found){ .id = rows.v[i].customer,
			.why = STR("called"),
			.part = number,
			.rank = BEFORE });
	return OK;
}

static enum err
drop_refused(struct ask *q, struct str tail)
{
	struct rows_caller_refused rows;
	size_t n = 0;
	bool out;
	enum err rc;

	rc = q_caller_refused(q->c->db, q->a, tail, &rows);
	if (rc != OK)
		return core_db(q->c, rc);
	for (size_t i = 0; i < q->found.n; i++) {
		out = false;
		for (size_t k = 0; k < rows.n && !out; k++)
			out = id_eq(rows.v[k].customer, q->found.v[i].id);
		if (!out)
			q->found.v[n++] = q->found.v[i];
	}
	q->found.n = n;
	return OK;
}

static enum err
check_number(struct core *c, struct str in, struct str *number,
    struct str *digits)
{
	enum err rc =
	    core_text(c, _("the number"), in, NUMBER_MAX, false, false, number);

	if (rc != OK)
		return rc;
	*digits = phone_digits(&c->scratch, *number);
	if (digits->len == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is no telephone number"), number->s);
	return OK;
}

enum err
caller_find(struct core *c, struct arena *a, struct str in, int64_t limit,
    struct customer_hits *hits)
{
	struct ask q = { .c = c, .a = &c->scratch };
	struct str digits, tail;
	struct customer_hits got;
	enum err rc;

	if ((rc = core_allow(c, MAY_CUSTOMER_READ, &q.scope)) != OK ||
	    (rc = check_number(c, in, &q.text, &digits)) != OK)
		return rc;
	q.clear = audit_clear(c, CLASS_PERSONAL);
	tail = phone_tail(q.a, digits);
	if ((rc = find_value(&q, "phone", digits, true, WHOLE)) != OK ||
	    (rc = find_value(&q, "phone", tail, true, TAIL_FITS)) != OK ||
	    (rc = ask_near(&q, tail)) != OK ||
	    (rc = ask_before(&q, q.text, digits)) != OK ||
	    (rc = drop_refused(&q, tail)) != OK)
		return rc;
	rc = find_answer(&q, a, list_limit(limit, 20, CANDIDATES), &got);
	if (rc == OK)
		*hits = got;
	return rc;
}

/* ---- it is not this one ------------------------------------------------- */

static enum err
not_body(struct core *c, struct write *w)
{
	const struct str *in = w->u;
	struct row_customer_get who;
	struct str number, digits;
	int64_t added;
	enum err rc;

	if ((rc = customer_get(c, &c->scratch, w->id, &who)) != OK ||
	    (rc = check_number(c, *in, &number, &digits)) != OK)
		return rc;
	rc = q_caller_not_add(c->db, phone_tail(&c->scratch, digits), w->id,
	    c->me.id, w->at, &added);
	if (rc == OK && added == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("that was said already of this number; nothing was "
		      "changed"));
	w->version = who.version;
	write_set_of(c, w, "contact_point", "value", number, STR_NONE);
	if (rc == OK)
		rc = image_made(c, w, "caller_not",
		    phone_tail(&c->scratch, digits), id_str(&w->id), STR_NONE);
	return core_db(c, rc);
}

enum err
caller_not(struct core *c, struct str number, struct id customer)
{
	struct str in = list_given(number);
	struct write w = {
		.may = MAY_INTERACTION_HANDLE,
		.kind = "caller.not",
		.entity = "customer",
		.id = customer,
		.body = not_body,
		.u = &in,
	};

	return core_write(c, &w);
}
