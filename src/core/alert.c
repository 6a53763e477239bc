/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * alert.c - what to mind before a word is said to a customer.
 */
#include "core/alert.h"

#include "core/audit.h"
#include "core/contact.h"
#include "core/image.h"
#include "core/list.h"

enum { ALERT_MAX = 300 };

static const char *const kinds[] = { "vip", "legal", "fraud", "no-contact",
	"bereaved", "product", "other" };

/* What the log calls the text, by the alert's class (audit.c guards them). */
static const char *const log_names[] = { "text", "text_personal",
	"text_sensitive" };

/* ---- reading ------------------------------------------------------------ */

enum err
alert_list(struct core *c, struct arena *a, struct id customer, bool all,
    struct rows_alert_list *rows)
{
	struct rows_alert_list got;
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	rc = q_alert_list(c->db, a, &scope, customer, c->me.id, core_now(c),
	    all, &got);
	if (rc != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < got.n; i++)
		if (!audit_clear(c, got.v[i].class))
			got.v[i].text = AUDIT_VEIL;
	*rows = got;
	return OK;
}

/* ---- adding ------------------------------------------------------------- */

struct added {
	const struct alert_new *in;
	struct id id;
};

static enum err
check_new(struct core *c, struct alert_new *in, msec now)
{
	size_t i = 0;

	in->kind = list_given(in->kind).len > 0 ? in->kind : STR("other");
	in->severity = in->severity != 0 ? in->severity : 1;
	in->from_at = in->from_at != 0 ? in->from_at : now;
	while (i < countof(kinds) && !str_is(in->kind, kinds[i]))
		i++;
	if (i == countof(kinds))
		return fail(&c->fault, ERR_INVALID,
		    _("no kind '%s' of alert; there are vip, legal, fraud, "
		      "no-contact, bereaved, product and other"),
		    in->kind.s);
	if (in->severity < 1 || in->severity > 3)
		return fail(&c->fault, ERR_INVALID,
		    _("an alert's severity is 1 to 3, and 3 the worst"));
	if (in->class < CLASS_OPEN || in->class > CLASS_SENSITIVE)
		return fail(&c->fault, ERR_INVALID,
		    _("an alert's class is open, personal or sensitive"));
	if (in->until_at != 0 && in->until_at <= in->from_at)
		return fail(&c->fault, ERR_INVALID,
		    _("the alert would end before it begins; nothing was "
		      "changed"));
	return core_text(c, _("the alert"), list_given(in->text), ALERT_MAX,
	    false, false, &in->text);
}

static enum err
add_body(struct core *c, struct write *w)
{
	const struct added *add = w->u;
	struct alert_new in = *add->in;
	struct row_customer_take who;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &who)) != OK ||
	    (rc = check_new(c, &in, w->at)) != OK)
		return rc;
	rc = q_alert_add(c->db, add->id, w->id, in.kind, in.text, in.severity,
	    in.class, in.must_ack, in.from_at, in.until_at, c->me.id, NULL);
	if (rc != OK)
		return core_db(c, rc);
	if ((rc = image_made(c, w, "alert", id_str(&add->id), STR_NONE,
		 STR_NONE)) != OK)
		return rc;
	write_set_of(c, w, "alert", "kind", STR_NONE, in.kind);
	write_set_of(c, w, "alert", log_names[in.class], STR_NONE, in.text);
	write_set_of(c, w, "alert", "severity", STR_NONE,
	    str_printf(&c->scratch, "%lld", (long long)in.severity));
	return customer_touch(c, w, &who);
}

enum err
alert_add(struct core *c, struct id customer, const struct alert_new *in,
    struct id *id)
{
	struct added add = { in, customer_row_id(c, "alert") };
	enum err rc = customer_write(c, "alert.add", customer, add_body, &add);

	if (rc == OK)
		*id = add.id;
	return rc;
}

/* ---- seen, and over ----------------------------------------------------- */

struct touched {
	struct id alert;
	struct row_alert_take row;
};

/* Whose alert it is: the write is told of the customer. */
static enum err
take(struct core *c, struct id alert, struct row_alert_take *row)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	rc = q_alert_take(c->db, &c->scratch, &scope, alert, row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such alert, or none that you may see"));
	return core_db(c, rc);
}

static enum err
still_open(struct core *c, const struct row_alert_take *row, msec now)
{
	if (row->ended_at == 0 && (row->until_at == 0 || row->until_at > now))
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("the alert has ended already; nothing was changed"));
}

static void
tell(struct core *c, struct write *w, const struct row_alert_take *row,
    const char *what)
{
	int class = row->class >= 0 && row->class < (int)countof(log_names)
	    ? (int)row->class
	    : CLASS_SENSITIVE;

	write_set_of(c, w, "alert", log_names[class], row->text, str_of(what));
}

static enum err
ack_body(struct core *c, struct write *w)
{
	const struct id *alert = w->u;
	struct row_alert_take row;
	int64_t added;
	enum err rc;

	if ((rc = take(c, *alert, &row)) != OK ||
	    (rc = still_open(c, &row, w->now)) != OK)
		return rc;
	rc = q_alert_ack_add(c->db, *alert, c->me.id, w->at, &added);
	if (rc == OK && added == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("you acknowledged this alert already"));
	if (rc == OK)
		rc = image_made(c, w, "alert_ack", id_str(alert),
		    id_str(&c->me.id), STR_NONE);
	w->version = row.version;
	tell(c, w, &row, "acknowledged");
	return core_db(c, rc);
}

/* The customer of an alert, for the event; of a replay the op knows it. */
static enum err
write_to(struct core *c, enum may may, const char *kind, struct id alert,
    enum err (*body)(struct core *, struct write *))
{
	struct write w = {
		.may = may,
		.kind = kind,
		.entity = "customer",
		.body = body,
		.u = &alert,
	};
	struct row_alert_take row;
	enum err rc;

	if ((rc = core_allow(c, may, NULL)) != OK)
		return rc;
	if (!core_applied(c, "customer", &w.id)) {
		if ((rc = take(c, alert, &row)) != OK)
			return rc;
		w.id = row.customer;
	}
	return core_write(c, &w);
}

enum err
alert_ack(struct core *c, struct id alert)
{
	return write_to(c, MAY_INTERACTION_HANDLE, "alert.ack", alert,
	    ack_body);
}

static enum err
end_body(struct core *c, struct write *w)
{
	const struct id *alert = w->u;
	struct row_customer_take who;
	struct row_alert_take row;
	struct image was;
	int64_t ended;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &who)) != OK ||
	    (rc = take(c, *alert, &row)) != OK ||
	    (rc = still_open(c, &row, w->now)) != OK)
		return rc;
	if ((rc = image_take(c, "alert", id_str(alert), STR_NONE, STR_NONE,
		 &was)) != OK)
		return rc;
	rc = q_alert_end(c->db, *alert, w->at, c->me.id, &ended);
	if (rc != OK)
		return core_db(c, rc);
	if (ended == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody ended this alert first"));
	tell(c, w, &row, "ended");
	if ((rc = image_tell(c, w, &was)) != OK)
		return rc;
	return customer_touch(c, w, &who);
}

enum err
alert_end(struct core *c, struct id alert)
{
	return write_to(c, MAY_CUSTOMER_EDIT, "alert.end", alert, end_body);
}
