/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * contact.c - ways to reach a customer, what they own and what they bought.
 */
#include "core/contact.h"

#include "base/utf8.h"
#include "core/audit.h"
#include "core/image.h"
#include "core/list.h"
#include "core/rut.h"

enum {
	VALUE_MAX = 300,
	LABEL_MAX = 40,
	HOURS_MAX = 40,
	MODEL_MAX = 80,
	SERIAL_MAX = 40
};

/* ---- kinds of contact point --------------------------------------------- */

static struct str
norm_phone(struct arena *a, struct str s)
{
	return phone_digits(a, s);
}

/* One @ with something on both sides, a dot in the domain, no blanks: enough
 * to tell a slip of the pen; whether it exists, only a message can tell. */
static struct str
norm_email(struct arena *a, struct str s)
{
	const char *at = strchr(s.s, '@');

	if (at == NULL || at == s.s || strchr(at + 1, '@') != NULL ||
	    at[1] == '.' || strchr(at, '.') == NULL || s.s[s.len - 1] == '.' ||
	    strpbrk(s.s, " \t\n,;:<>()\"") != NULL)
		return STR_NONE;
	return utf8_fold(a, s);
}

static struct str
norm_address(struct arena *a, struct str s)
{
	return utf8_fold(a, s);
}

static const struct {
	const char *name, *key, *example;
	struct str (*norm)(struct arena *, struct str);
} kinds[] = {
	{ "phone", "phone", N_("a telephone number"), norm_phone },
	{ "whatsapp", "phone", N_("a telephone number"), norm_phone },
	{ "email", "email", N_("an e-mail address"), norm_email },
	{ "address", NULL, N_("an address"), norm_address },
};

static size_t
kind_find(struct str kind)
{
	size_t i = 0;

	while (i < countof(kinds) && !str_is(kind, kinds[i].name))
		i++;
	return i;
}

struct str
contact_norm(struct arena *a, struct str kind, struct str value)
{
	size_t k = kind_find(kind);

	return k < countof(kinds) && value.len > 0 ? kinds[k].norm(a, value)
						   : STR_NONE;
}

void
contact_keys(struct arena *a, struct search_keys *keys, struct str kind,
    struct str norm)
{
	size_t k = kind_find(kind);

	if (k == countof(kinds) || kinds[k].key == NULL || norm.len == 0)
		return;
	if (strcmp(kinds[k].key, "phone") == 0)
		search_add_phone(a, keys, norm);
	else
		search_add(a, keys, kinds[k].key, norm);
}

/* ---- adding and removing ------------------------------------------------ */

static enum err
check(struct core *c, const struct contact_new *in, struct str *value,
    struct str *label, struct str *norm)
{
	size_t k = kind_find(list_given(in->kind));
	enum err rc;

	if (k == countof(kinds))
		return fail(&c->fault, ERR_INVALID,
		    _("no kind '%s' of contact point; there are phone, "
		      "whatsapp, email and address"),
		    list_given(in->kind).s);
	rc = core_text(c, _(kinds[k].example), in->value, VALUE_MAX,
	    str_is(in->kind, "address"), false, value);
	if (rc == OK)
		rc = core_text(c, _("the label"), in->label, LABEL_MAX, false,
		    true, label);
	if (rc != OK)
		return rc;
	*norm = kinds[k].norm(&c->scratch, *value);
	if (norm->len == 0 || str_eq(*value, AUDIT_VEIL))
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is not %s; nothing was changed"), value->s,
		    _(kinds[k].example));
	return OK;
}

enum err
contact_put(struct core *c, struct write *w, struct id customer, struct id id,
    const struct contact_new *in)
{
	struct search_keys keys = { 0 };
	struct str value, label, norm;
	struct row_contact_same same;
	enum err rc;

	if ((rc = check(c, in, &value, &label, &norm)) != OK)
		return rc;
	rc =
	    q_contact_same(c->db, &c->scratch, customer, in->kind, norm, &same);
	if (rc == OK && same.n > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the customer has '%s' already; nothing was changed"),
		    value.s);
	if (rc == OK)
		rc = q_contact_add(c->db, id, customer, in->kind, value, norm,
		    label, w->at, NULL);
	if (rc != OK)
		return core_db(c, rc);
	write_set_of(c, w, "contact_point", in->kind.s, STR_NONE, value);
	if ((rc = image_made(c, w, "contact_point", id_str(&id), STR_NONE,
		 STR_NONE)) != OK)
		return rc;
	contact_keys(&c->scratch, &keys, in->kind, norm);
	return search_save(c, &keys, customer, id);
}

struct added {
	const void *in;
	struct id id;
};

static enum err
add_body(struct core *c, struct write *w)
{
	const struct added *add = w->u;
	struct row_customer_take who;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &who)) != OK ||
	    (rc = contact_put(c, w, w->id, add->id, add->in)) != OK)
		return rc;
	return customer_touch(c, w, &who);
}

enum err
contact_add(struct core *c, struct id customer, const struct contact_new *in,
    struct id *id)
{
	struct added add = { in, customer_row_id(c, "contact_point") };
	enum err rc;

	rc = customer_write(c, "contact-point.add", customer, add_body, &add);
	if (rc == OK)
		*id = add.id;
	return rc;
}

static enum err
remove_body(struct core *c, struct write *w)
{
	const struct id *id = w->u;
	struct row_customer_take who;
	struct row_contact_take was;
	struct image row;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &who)) != OK)
		return rc;
	rc = q_contact_take(c->db, &c->scratch, *id, w->id, &was);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("the customer has no such contact point; nothing was "
		      "changed"));
	if (rc == OK)
		rc = image_take(c, "contact_point", id_str(id), STR_NONE,
		    STR_NONE, &row);
	if (rc == OK)
		rc = q_search_key_drop(c->db, *id, STR_NONE, NULL);
	if (rc == OK)
		rc = q_contact_drop(c->db, *id, NULL);
	if (rc != OK)
		return core_db(c, rc);
	write_set_of(c, w, "contact_point", was.kind.s, was.value, STR_NONE);
	if ((rc = image_tell(c, w, &row)) != OK)
		return rc;
	return customer_touch(c, w, &who);
}

enum err
contact_remove(struct core *c, struct id customer, struct id contact_point)
{
	return customer_write(c, "contact-point.remove", customer, remove_body,
	    &contact_point);
}

/* ---- the one to use, and the one that is surely theirs ------------------- */

struct touched {
	struct id point;
	struct str hours;
};

static enum err
take_point(struct core *c, struct write *w, struct id point,
    struct row_customer_take *who, struct row_contact_take *row)
{
	enum err rc = customer_take(c, &w->scope, w->id, who);

	if (rc != OK)
		return rc;
	rc = q_contact_take(c->db, &c->scratch, point, w->id, row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("the customer has no such contact point; nothing was "
		      "changed"));
	return core_db(c, rc);
}

struct images {
	struct image *v;
	size_t n, cap;
};

/* The one that is preferred now, and the one that will be. */
static enum err
take_preferred(struct core *c, struct id customer, struct id point,
    struct images *out)
{
	struct rows_contact_preferred was;
	enum err rc =
	    q_contact_preferred(c->db, &c->scratch, customer, point, &was);

	for (size_t i = 0; i < was.n && rc == OK; i++)
		rc = image_take(c, "contact_point", id_str(&was.v[i].id),
		    STR_NONE, STR_NONE, vec_push(&c->scratch, out));
	return core_db(c, rc);
}

static enum err
prefer_body(struct core *c, struct write *w)
{
	const struct touched *t = w->u;
	struct row_customer_take who;
	struct row_contact_take row;
	struct images rows = { NULL, 0, 0 };
	struct str hours;
	enum err rc;

	if ((rc = take_point(c, w, t->point, &who, &row)) != OK ||
	    (rc = core_text(c, _("the hours"), list_given(t->hours), HOURS_MAX,
		 false, true, &hours)) != OK)
		return rc;
	if ((rc = take_preferred(c, w->id, t->point, &rows)) != OK)
		return rc;
	rc = q_contact_prefer(c->db, w->id, t->point, hours, NULL);
	for (size_t i = 0; i < rows.n && rc == OK; i++)
		rc = image_tell(c, w, &rows.v[i]);
	if (rc != OK)
		return core_db(c, rc);
	write_set_of(c, w, "contact_point", "preferred", STR_NONE, row.kind);
	write_set_of(c, w, "contact_point", "hours", STR_NONE, hours);
	return customer_touch(c, w, &who);
}

enum err
contact_prefer(struct core *c, struct id customer, struct id contact_point,
    struct str hours)
{
	struct touched t = { contact_point, hours };

	return customer_write(c, "contact-point.prefer", customer, prefer_body,
	    &t);
}

static enum err
verify_body(struct core *c, struct write *w)
{
	const struct touched *t = w->u;
	struct row_customer_take who;
	struct row_contact_take row;
	struct image was;
	enum err rc;

	if ((rc = take_point(c, w, t->point, &who, &row)) != OK)
		return rc;
	if (row.verified_at != 0)
		return fail(&c->fault, ERR_INVALID,
		    _("it is known to be theirs already; nothing was "
		      "changed"));
	if ((rc = image_take(c, "contact_point", id_str(&t->point), STR_NONE,
		 STR_NONE, &was)) != OK)
		return rc;
	rc = q_contact_verify(c->db, t->point, w->at, NULL);
	if (rc == OK)
		rc = image_tell(c, w, &was);
	if (rc != OK)
		return core_db(c, rc);
	write_set_of(c, w, "contact_point", "verified", STR_NONE, row.kind);
	return customer_touch(c, w, &who);
}

enum err
contact_verify(struct core *c, struct id customer, struct id contact_point)
{
	struct touched t = { contact_point, STR_NONE };

	return customer_write(c, "contact-point.verify", customer, verify_body,
	    &t);
}

enum err
contact_list(struct core *c, struct arena *a, struct id customer,
    struct rows_contact_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c, q_contact_list(c->db, a, &scope, customer, rows));
}

/* ---- what they own and bought ------------------------------------------- */

static bool
asset_kind_ok(struct str kind)
{
	static const char *const all[] = { "car", "motorcycle", "power", "part",
		"other" };

	for (size_t i = 0; i < countof(all); i++)
		if (str_is(kind, all[i]))
			return true;
	return false;
}

static enum err
check_asset(struct core *c, const struct asset_new *in, struct asset_new *out)
{
	enum err rc;

	*out = *in;
	if (!asset_kind_ok(list_given(in->kind)))
		return fail(&c->fault, ERR_INVALID,
		    _("no kind '%s' of asset; there are car, motorcycle, "
		      "power, part and other"),
		    list_given(in->kind).s);
	if (in->year != 0 && (in->year < 1885 || in->year > 2200))
		return fail(&c->fault, ERR_INVALID,
		    _("%lld is no year of make"), (long long)in->year);
	if ((rc = core_text(c, _("the brand"), in->brand, MODEL_MAX, false,
		 false, &out->brand)) != OK ||
	    (rc = core_text(c, _("the model"), in->model, MODEL_MAX, false,
		 true, &out->model)) != OK ||
	    (rc = core_text(c, _("the plate"), in->plate, 12, false, true,
		 &out->plate)) != OK ||
	    (rc = core_text(c, _("the next service"), list_given(in->service),
		 MODEL_MAX, false, true, &out->service)) != OK)
		return rc;
	return core_text(c, _("the serial number"), in->serial, SERIAL_MAX,
	    false, true, &out->serial);
}

static enum err
asset_body(struct core *c, struct write *w)
{
	const struct added *add = w->u;
	struct search_keys keys = { 0 };
	struct row_customer_take who;
	struct asset_new it;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &who)) != OK ||
	    (rc = check_asset(c, add->in, &it)) != OK)
		return rc;
	rc = q_asset_add(c->db, add->id, w->id, it.kind, it.brand, it.model,
	    it.year, it.plate, it.serial, it.bought_at, it.warranty_at,
	    it.service, w->at, NULL);
	if (rc != OK)
		return core_db(c, rc);
	write_set_of(c, w, "asset", "kind", STR_NONE, it.kind);
	write_set_of(c, w, "asset", "brand", STR_NONE, it.brand);
	write_set_of(c, w, "asset", "model", STR_NONE, it.model);
	write_set_of(c, w, "asset", "plate", STR_NONE, it.plate);
	write_set_of(c, w, "asset", "serial", STR_NONE, it.serial);
	if ((rc = image_made(c, w, "asset", id_str(&add->id), STR_NONE,
		 STR_NONE)) != OK)
		return rc;
	search_add(&c->scratch, &keys, "plate", it.plate);
	search_add(&c->scratch, &keys, "vin", it.serial);
	if ((rc = search_save(c, &keys, w->id, add->id)) != OK)
		return rc;
	return customer_touch(c, w, &who);
}

enum err
asset_add(struct core *c, struct id customer, const struct asset_new *in,
    struct id *id)
{
	struct added add = { in, customer_row_id(c, "asset") };
	enum err rc;

	rc = customer_write(c, "asset.add", customer, asset_body, &add);
	if (rc == OK)
		*id = add.id;
	return rc;
}

enum err
asset_list(struct core *c, struct arena *a, struct id customer,
    struct rows_asset_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c, q_asset_list(c->db, a, &scope, customer, rows));
}

enum err
purchase_list(struct core *c, struct arena *a, struct id customer,
    int64_t limit, struct rows_purchase_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_purchase_list(c->db, a, &scope, customer,
		list_limit(limit, 50, 500), rows));
}
