/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * audit.c - reading the event log as a trail.
 *
 * The chain itself is store/event.h's; here are the right to look at it, the
 * anchors kept beside it, names for ids, and the veil over personal values.
 */
#include "core/audit.h"
#include "core/image.h"

#include <ctype.h>

#include "base/secret.h"

enum { LIST = 100, MAX_LIST = 1000, HASH = 64 };
#define OP_KEPT DAYS(90) /* as core_write refuses older ones */

struct id
audit_id(const char *kind, struct str code)
{
	char hex[SHA256_HEX];
	struct sha256 h;
	struct id id;

	sha256_start(&h);
	sha256_add(&h, kind, strlen(kind) + 1);
	sha256_add(&h, code.s, code.len);
	sha256_end(&h, hex);
	hex[12] = '8'; /* a UUID of the maker's own kind (RFC 9562) */
	hex[16] = "89ab"[hex[16] % 4];
	snprintf(id.s, sizeof(id.s), "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
	    hex + 12, hex + 16, hex + 20);
	return id;
}

/* ---- the veil ----------------------------------------------------------- */

/* Whole fields that say who a person is or how to reach them; "" is any
 * entity. Custom fields have their class in field_def. */
static const struct {
	const char *entity, *field;
	enum col_class class;
} guarded[] = {
	{ "", "national_id", CLASS_PERSONAL },
	{ "", "rut", CLASS_PERSONAL },
	{ "", "phone", CLASS_PERSONAL },
	{ "", "whatsapp", CLASS_PERSONAL },
	{ "", "email", CLASS_PERSONAL },
	{ "", "address", CLASS_PERSONAL },
	{ "", "born", CLASS_PERSONAL },
	{ "", "caller", CLASS_PERSONAL },
	{ "contact_point", "value", CLASS_PERSONAL },
	{ "contact_point", "norm", CLASS_PERSONAL },
	{ "alert", "text_personal", CLASS_PERSONAL },
	{ "alert", "text_sensitive", CLASS_SENSITIVE },
};

enum col_class
audit_class(struct str entity, struct str field)
{
	if (image_is(field))
		return CLASS_SECRET;
	for (size_t i = 0; i < countof(guarded); i++)
		if (str_is(field, guarded[i].field) &&
		    (guarded[i].entity[0] == '\0' ||
			str_is(entity, guarded[i].entity)))
			return guarded[i].class;
	return CLASS_OPEN;
}

bool
audit_clear(const struct core *c, int64_t class)
{
	return class == CLASS_OPEN ||
	    (class > CLASS_OPEN && class <= CLASS_SECRET &&
		(c->clear & 1u << class) != 0);
}

static void
veil(const struct core *c, struct row_audit_values *v)
{
	if (audit_clear(c, audit_class(v->entity, v->field)) &&
	    audit_clear(c, v->class))
		return;
	if (!v->old_null)
		v->old = AUDIT_VEIL;
	if (!v->new_null)
		v->new = AUDIT_VEIL;
}

/* ---- the chain ---------------------------------------------------------- */

/* "N:HASH" as audit_anchor gave it. */
static enum err
read_anchor(struct core *c, struct str text, int64_t *n, struct str *hash)
{
	struct str rest = text, number;
	bool good;

	good = str_next(&c->scratch, &rest, ':', &number) &&
	    str_int(number, n) && *n > 0 &&
	    str_next(&c->scratch, &rest, '\0', hash) && hash->len == HASH;
	for (size_t i = 0; i < HASH && good; i++)
		good = isdigit((unsigned char)hash->s[i]) ||
		    (hash->s[i] >= 'a' && hash->s[i] <= 'f');
	if (good)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("an anchor is NUMBER:HASH with %d hexadecimal digits, as 'audit "
	      "anchor' printed it"),
	    HASH);
}

/* The anchors kept here: the first that the log does not fit any more. */
static enum err
check_kept(struct core *c, struct event_check *out)
{
	struct rows_audit_anchor_lost lost;
	enum err rc;

	rc = q_audit_anchor_lost(c->db, &c->scratch, &lost);
	if (rc != OK || lost.n == 0)
		return core_db(c, rc);
	out->bad = lost.v[0].n;
	snprintf(out->why, sizeof(out->why),
	    _("event %lld does not have the hash that was anchored"),
	    (long long)out->bad);
	return OK;
}

enum err
audit_verify(struct core *c, struct str anchor, struct event_check *out)
{
	struct event_check check = { 0 };
	struct str hash;
	int64_t n;
	enum err rc;

	if ((rc = core_allow(c, MAY_AUDIT_READ, NULL)) != OK)
		return rc;
	if (anchor.len > 0 && (rc = read_anchor(c, anchor, &n, &hash)) != OK)
		return rc;
	rc = anchor.len > 0 ? event_verify_anchor(c->db, n, hash, &check)
			    : event_verify(c->db, &check);
	if (rc == OK && check.bad == 0)
		rc = check_kept(c, &check);
	if (rc == OK)
		*out = check;
	return core_db(c, rc);
}

struct anchor {
	int64_t n;
	char hash[HASH + 1];
};

static enum err
anchor_body(struct core *c, struct write *w)
{
	struct anchor *k = w->u;
	enum err rc;

	if ((rc = event_head(c->db, &k->n, k->hash)) != OK)
		return rc;
	if (k->n == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the log is empty: there is nothing to anchor yet"));
	w->body_json = str_printf(&c->scratch, "{\"n\":%lld,\"hash\":\"%s\"}",
	    (long long)k->n, k->hash);
	return q_audit_anchor_add(c->db, k->n, str_of(k->hash), w->now, NULL);
}

enum err
audit_anchor(struct core *c, int64_t *n, char hash[65])
{
	struct anchor k = { 0 };
	struct write w = { .may = MAY_AUDIT_READ,
		.kind = "audit.anchor",
		.entity = "audit",
		.id = audit_id("audit", STR("anchor")),
		.body = anchor_body,
		.u = &k };
	enum err rc;

	if ((rc = core_write(c, &w)) != OK)
		return rc;
	if (w.replayed &&
	    (rc = core_db(c, event_head(c->db, &k.n, k.hash))) != OK)
		return rc;
	*n = k.n;
	memcpy(hash, k.hash, sizeof(k.hash));
	return OK;
}

/* ---- the list ----------------------------------------------------------- */

/* A filter as the queries want it. */
struct ask {
	struct str kind, prefix;
	int64_t since, limit;
};

static enum err
read_filter(struct core *c, const struct audit_filter *f, struct ask *q)
{
	bool prefix = f->kind.len > 0 && f->kind.s[f->kind.len - 1] == '.';
	struct row_audit_start start;
	enum err rc;

	if (f->limit < 0 || f->limit > MAX_LIST || f->since < 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the limit must be 1 to %d, and 'since' an event's "
		      "number"),
		    MAX_LIST);
	*q = (struct ask){ .kind = prefix ? STR_NONE : f->kind,
		.prefix = prefix ? f->kind : STR_NONE,
		.since = f->since,
		.limit = f->limit != 0 ? f->limit : LIST };
	if (f->since > 0)
		return OK;
	rc = q_audit_start(c->db, &c->scratch, f->entity, f->actor, q->kind,
	    q->prefix, q->limit, &start);
	if (rc == OK)
		q->since = start.n - 1;
	return core_db(c, rc);
}

static struct str
numbers(struct core *c, const struct rows_audit_events *rows)
{
	struct buf b = { 0 };
	struct str out;

	buf_c(&b, '[');
	for (size_t i = 0; i < rows->n; i++)
		buf_printf(&b, "%s%lld", i > 0 ? "," : "",
		    (long long)rows->v[i].n);
	buf_c(&b, ']');
	out = buf_copy(&c->scratch, &b);
	buf_done(&b);
	return out;
}

/* Both are in the order of n: hand each event its stretch of values. */
static void
join(struct core *c, struct arena *a, const struct rows_audit_events *rows,
    struct rows_audit_values *values, struct audit_list *out)
{
	size_t at = 0;

	out->v = NEWN(a, struct audit_event, rows->n);
	out->n = rows->n;
	for (size_t i = 0; i < rows->n; i++) {
		struct audit_event *e = &out->v[i];

		e->e = rows->v[i];
		e->values = values->v + at;
		for (; at < values->n && values->v[at].n == e->e.n; at++) {
			veil(c, &values->v[at]);
			e->nvalues++;
		}
	}
}

enum err
audit_list(struct core *c, struct arena *a, const struct audit_filter *f,
    struct audit_list *out)
{
	struct rows_audit_events rows = { 0 };
	struct rows_audit_values values = { 0 };
	struct ask q = { .limit = LIST };
	enum err rc;

	if ((rc = core_allow(c, MAY_AUDIT_READ, NULL)) != OK)
		return rc;
	if ((rc = read_filter(c, f, &q)) != OK)
		return rc;
	rc = q_audit_events(c->db, a, q.since, f->entity, f->actor, q.kind,
	    q.prefix, q.limit, &rows);
	if (rc == OK && rows.n > 0)
		rc = q_audit_values(c->db, a, numbers(c, &rows), &values);
	if (rc == OK)
		join(c, a, &rows, &values, out);
	return core_db(c, rc);
}

/* ---- forgetting --------------------------------------------------------- */

static enum err
forget_body(struct core *c, struct write *w)
{
	int64_t *gone = w->u;
	enum err rc;

	rc = q_applied_op_forget(c->db, w->now - OP_KEPT, gone);
	w->body_json =
	    str_printf(&c->scratch, "{\"forgotten\":%lld}", (long long)*gone);
	return rc;
}

enum err
audit_forget(struct core *c, int64_t *gone)
{
	int64_t n = 0;
	struct write w = { .may = MAY_AGENT_ADMIN,
		.kind = "audit.forget",
		.entity = "audit",
		.id = audit_id("audit", STR("forget")),
		.body = forget_body,
		.u = &n };
	enum err rc;

	if ((rc = core_write(c, &w)) == OK)
		*gone = n;
	return rc;
}
