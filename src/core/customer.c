/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer.c - who we serve: making, changing and reading customers.
 *
 * Ways to reach them and what they own are in contact.c.
 */
#include "core/customer.h"

#include "base/utf8.h"
#include "core/audit.h"
#include "core/contact.h"
#include "core/history.h"
#include "core/image.h"
#include "core/list.h"
#include "core/rut.h"
#include "core/team.h"

enum { NAME_MAX_BYTES = 200, SEGMENT_MAX = 40, EXTERNAL_MAX = 100 };

/* ---- the fields: what each accepts -------------------------------------- */

static enum err
set_kind(struct core *c, struct str in, struct str *out)
{
	if (!str_is(in, "person") && !str_is(in, "company"))
		return fail(&c->fault, ERR_INVALID,
		    _("a customer is a person or a company, not '%s'"), in.s);
	*out = in;
	return OK;
}

static enum err
set_name(struct core *c, struct str in, struct str *out)
{
	return core_text(c, _("the name"), in, NAME_MAX_BYTES, false, false,
	    out);
}

static enum err
set_rut(struct core *c, struct str in, struct str *out)
{
	char rut[RUT_MAX];

	if (in.len > 0 && !rut_parse(in, rut))
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is no RUT: the check digit does not fit; nothing "
		      "was changed"),
		    in.s);
	*out = in.len > 0 ? str_copy(&c->scratch, str_of(rut)) : STR_NONE;
	return OK;
}

static enum err
set_born(struct core *c, struct str in, struct str *out)
{
	int64_t day;

	if (in.len > 0 &&
	    (!clock_day(in, &day) || day < clock_days(1850, 1, 1) ||
		DAYS(day) > clock_now(c->clock)))
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is no day of birth; write it as 1980-12-31"), in.s);
	*out = in;
	return OK;
}

static enum err
set_lang(struct core *c, struct str in, struct str *out)
{
	enum err rc = lang_check(c, in);

	if (rc == OK)
		*out = in;
	return rc;
}

static enum err
set_segment(struct core *c, struct str in, struct str *out)
{
	return core_text(c, _("the segment"), in, SEGMENT_MAX, false, true,
	    out);
}

static enum err
set_branch(struct core *c, struct str in, struct str *out)
{
	struct row_customer_branch row;
	enum err rc = OK;

	if (in.len > 0)
		rc = q_customer_branch(c->db, &c->scratch, in, &row);
	if (rc == ERR_NOT_FOUND ||
	    (rc == OK && in.len > 0 && row.retired_at != 0))
		return fail(&c->fault, ERR_INVALID,
		    _("there is no branch '%s' in use; 'branch list' has "
		      "them"),
		    in.s);
	if (rc == OK)
		*out = in;
	return core_db(c, rc);
}

static enum err
set_external(struct core *c, struct str in, struct str *out)
{
	return core_text(c, _("the external key"), in, EXTERNAL_MAX, false,
	    true, out);
}

#define AT(field) offsetof(struct row_customer_take, field)

/* What a person calls it, what the log calls it, where it is. */
static const struct field {
	const char *name, *column;
	size_t at;
	enum err (*set)(struct core *, struct str in, struct str *out);
} fields[] = {
	{ "kind", "kind", AT(kind), set_kind },
	{ "name", "name", AT(name), set_name },
	{ "rut", "national_id", AT(national_id), set_rut },
	{ "born", "born", AT(born), set_born },
	{ "segment", "segment", AT(segment), set_segment },
	{ "branch", "branch", AT(branch), set_branch },
	{ "lang", "lang", AT(lang), set_lang },
	{ "external", "external", AT(external), set_external },
};

static struct str *
cell(struct row_customer_take *row, const struct field *f)
{
	return (struct str *)(void *)((char *)row + f->at);
}

static enum err
set_field(struct core *c, struct row_customer_take *row, struct pair p)
{
	for (size_t i = 0; i < countof(fields); i++)
		if (str_is(p.name, fields[i].name))
			return fields[i].set(c,
			    utf8_nfc(&c->scratch, list_given(p.value)),
			    cell(row, &fields[i]));
	return fail(&c->fault, ERR_INVALID,
	    _("a customer has no field '%s'; there are kind, name, rut, born, "
	      "segment, branch, lang and external"),
	    p.name.s);
}

static size_t
tell(struct core *c, struct write *w, struct row_customer_take *was,
    struct row_customer_take *now)
{
	size_t n = 0;

	for (size_t i = 0; i < countof(fields); i++) {
		struct str old = *cell(was, &fields[i]);
		struct str new = *cell(now, &fields[i]);

		n += !str_eq(old, new);
		write_set(c, w, fields[i].column, old, new);
	}
	return n;
}

/* ---- writing ------------------------------------------------------------ */

static enum err
check_rut_free(struct core *c, const struct row_customer_take *now)
{
	struct row_customer_same_rut same = { 0 };
	enum err rc = OK;

	if (now->national_id.len > 0)
		rc = q_customer_same_rut(c->db, &c->scratch, now->national_id,
		    now->id, &same);
	if (rc == OK && same.n > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the RUT %s is another customer's; look for it with "
		      "'customer find'; nothing was changed"),
		    rut_print(&c->scratch, now->national_id).s);
	return core_db(c, rc);
}

void
customer_keys(struct arena *a, struct search_keys *keys, struct str name,
    struct str rut, struct str external)
{
	search_add_name(a, keys, name);
	search_add(a, keys, "rut", rut);
	search_add(a, keys, "external", external);
}

static enum err
save_keys(struct core *c, const struct row_customer_take *now)
{
	struct search_keys keys = { 0 };

	customer_keys(&c->scratch, &keys, now->name, now->national_id,
	    now->external);
	return search_save(c, &keys, now->id, now->id);
}

static enum err
set_new(struct core *c, const struct customer_new *in,
    struct row_customer_take *now)
{
	const struct pair given[] = {
		{ STR("kind"), in->kind.len > 0 ? in->kind : STR("person") },
		{ STR("name"), in->name },
		{ STR("rut"), in->rut },
		{ STR("born"), in->born },
		{ STR("segment"), in->segment },
		{ STR("branch"), in->branch },
		{ STR("lang"), in->lang.len > 0 ? in->lang : list_own_lang(c) },
		{ STR("external"), in->external },
	};
	enum err rc = OK;

	for (size_t i = 0; i < countof(given) && rc == OK; i++)
		rc = set_field(c, now, given[i]);
	return rc == OK ? check_rut_free(c, now) : rc;
}

static const struct row_customer_take nobody = {
	.kind = { "", 0 },
	.name = { "", 0 },
	.national_id = { "", 0 },
	.born = { "", 0 },
	.lang = { "", 0 },
	.segment = { "", 0 },
	.branch = { "", 0 },
	.external = { "", 0 },
};

static enum err
create_body(struct core *c, struct write *w)
{
	const struct customer_new *in = w->u;
	struct row_customer_take was = nobody, now = nobody;
	enum err rc;

	now.id = w->id;
	w->version = 1;
	if ((rc = set_new(c, in, &now)) != OK)
		return rc;
	rc = q_customer_add(c->db, w->id, now.kind, now.name,
	    utf8_fold(&c->scratch, now.name), utf8_sort(&c->scratch, now.name),
	    now.national_id, now.born, now.lang, now.segment, now.branch,
	    c->me.id, now.external, w->at, NULL);
	if (rc != OK)
		return core_db(c, rc);
	tell(c, w, &was, &now);
	if ((rc = save_keys(c, &now)) != OK)
		return rc;
	for (size_t i = 0; i < in->ncontacts && rc == OK; i++)
		rc =
		    contact_put(c, w, w->id, id_make(w->now), &in->contacts[i]);
	return rc;
}

enum err
customer_create(struct core *c, const struct customer_new *in, struct id *id)
{
	struct write w = {
		.may = MAY_CUSTOMER_EDIT,
		.kind = "customer.create",
		.entity = "customer",
		.id = id_make(clock_now(c->clock)),
		.body = create_body,
		.u = (void *)in,
	};
	enum err rc = core_write(c, &w);

	if (rc == OK)
		*id = w.id;
	return rc;
}

struct edit {
	const struct pair *v;
	size_t n;
	int64_t version;
};

static enum err
conflict(struct core *c, struct id id)
{
	return fail(&c->fault, ERR_CONFLICT,
	    _("%s saved this customer first; read it again and repeat your "
	      "change"),
	    history_last(c, id).s);
}

static enum err
edit_body(struct core *c, struct write *w)
{
	const struct edit *e = w->u;
	struct row_customer_take was, now;
	struct image row;
	int64_t saved = 0;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &was)) != OK)
		return rc;
	if (e->version != 0 && e->version != was.version)
		return conflict(c, w->id);
	now = was;
	for (size_t i = 0; i < e->n && rc == OK; i++)
		rc = set_field(c, &now, e->v[i]);
	if (rc != OK ||
	    (!str_eq(was.national_id, now.national_id) &&
		(rc = check_rut_free(c, &now)) != OK))
		return rc;
	if (tell(c, w, &was, &now) == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the customer has these values already; nothing was "
		      "changed"));
	w->version = was.version + 1;
	if ((rc = image_take(c, "customer_data", id_str(&w->id), STR_NONE,
		 STR_NONE, &row)) != OK)
		return rc;
	rc = q_customer_save(c->db, w->id, was.version, now.kind, now.name,
	    utf8_fold(&c->scratch, now.name), utf8_sort(&c->scratch, now.name),
	    now.national_id, now.born, now.lang, now.segment, now.branch,
	    now.external, w->at, &saved);
	if (rc == OK && saved == 0)
		return conflict(c, w->id);
	if (rc != OK)
		return core_db(c, rc);
	rc = save_keys(c, &now);
	return rc == OK ? image_tell(c, w, &row) : rc;
}

enum err
customer_edit(struct core *c, struct id id, const struct pair *v, size_t n,
    int64_t version)
{
	struct edit e = { v, n, version };

	return customer_write(c, "customer.edit", id, edit_body, &e);
}

/* ---- for what hangs on a customer --------------------------------------- */

enum err
customer_write(struct core *c, const char *kind, struct id customer,
    enum err (*body)(struct core *, struct write *), void *u)
{
	struct write w = {
		.may = MAY_CUSTOMER_EDIT,
		.kind = kind,
		.entity = "customer",
		.id = customer,
		.body = body,
		.u = u,
	};

	return core_write(c, &w);
}

struct id
customer_row_id(struct core *c, const char *kind)
{
	if (id_none(c->op))
		c->op = id_make(clock_now(c->clock));
	return audit_id(kind, id_str(&c->op));
}

enum err
customer_found(struct core *c, enum err rc)
{
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such customer, or none that you may see"));
	return core_db(c, rc);
}

enum err
customer_take(struct core *c, const struct scope *scope, struct id id,
    struct row_customer_take *row)
{
	return customer_found(c,
	    q_customer_take(c->db, &c->scratch, scope, id, row));
}

enum err
customer_exists(struct core *c, struct id id)
{
	struct row_customer_get row;

	return customer_get(c, &c->scratch, id, &row);
}

enum err
customer_touch(struct core *c, struct write *w,
    const struct row_customer_take *was)
{
	w->version = was->version + 1;
	return core_db(c, q_customer_touch(c->db, was->id, w->at, NULL));
}

/* ---- reading ------------------------------------------------------------ */

enum err
customer_get(struct core *c, struct arena *a, struct id id,
    struct row_customer_get *row)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	return customer_found(c, q_customer_get(c->db, a, &scope, id, row));
}

enum err
customer_list(struct core *c, struct arena *a, struct str after_sort,
    struct id after, int64_t limit, struct rows_customer_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_customer_list(c->db, a, &scope, after_sort, after,
		list_limit(limit, 50, 500), rows));
}
