/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_customer.c - rows that are customers, with the ways to reach them and
 * the keys they are found by.
 */
#include "base/utf8.h"
#include "core/customer.h"
#include "core/list.h"
#include "core/load_rows.h"

enum {
	EXTERNAL,
	NAME,
	KIND,
	RUT,
	BORN,
	LANG,
	SEGMENT,
	BRANCH,
	CREATED,
	PHONE,
	PHONE2,
	WHATSAPP,
	EMAIL,
	ADDRESS
};

static const struct load_field fields[] = {
	[EXTERNAL] = { "external", N_("its key in the system it comes from"),
	    LOAD_LINE, true, 100, NULL },
	[NAME] = { "name", N_("the full name"), LOAD_LINE, true, 200, NULL },
	[KIND] = { "kind", N_("person (also when empty) or company"),
	    LOAD_CHOICE, false, 0, "person|company" },
	[RUT] = { "rut", N_("the RUT, in any form"), LOAD_RUT, false, 0, NULL },
	[BORN] = { "born", N_("the day of birth"), LOAD_DAY, false, 0, NULL },
	[LANG] = { "lang", N_("the language: es, en …"), LOAD_CHOICE, false, 0,
	    "es|en|pt" },
	[SEGMENT] = { "segment", N_("the segment"), LOAD_LINE, false, 40,
	    NULL },
	[BRANCH] = { "branch", N_("a branch's code"), LOAD_BRANCH, false, 0,
	    NULL },
	[CREATED] = { "created", N_("customer since; else now"), LOAD_AT, false,
	    0, NULL },
	[PHONE] = { "phone", N_("a telephone number"), LOAD_PHONE, false, 300,
	    NULL },
	[PHONE2] = { "phone2", N_("a second telephone number"), LOAD_PHONE,
	    false, 300, NULL },
	[WHATSAPP] = { "whatsapp", N_("a WhatsApp number"), LOAD_PHONE, false,
	    300, NULL },
	[EMAIL] = { "email", N_("an e-mail address"), LOAD_EMAIL, false, 300,
	    NULL },
	[ADDRESS] = { "address", N_("the postal address"), LOAD_LINE, false,
	    300, NULL },
};

static const struct {
	int field;
	const char *kind;
	bool second; /* of its kind, after the row before */
} reach[] = {
	{ PHONE, "phone", false },
	{ PHONE2, "phone", true },
	{ WHATSAPP, "whatsapp", false },
	{ EMAIL, "email", false },
	{ ADDRESS, "address", false },
};

static void
check(struct load *x, struct load_line *l)
{
	const struct load_cell *born = &l->cell[BORN];

	if (born->text.len > 0 && strcmp(born->text.s, "1850-01-01") < 0)
		load_bad(x, l, BORN, _("born %s: too long ago"), born->text.s);
	/* One number in two columns is one number. */
	if (str_eq(l->cell[PHONE].norm, l->cell[PHONE2].norm))
		l->cell[PHONE2].text = l->cell[PHONE2].norm = STR_NONE;
}

static enum err
look(struct load *x)
{
	struct rows_load_customers there;
	struct rows_load_ruts ruts;
	enum err rc;

	rc = q_load_customers(x->c->db, &x->tx, load_keys(x, EXTERNAL, false),
	    &there);
	if (rc != OK)
		return rc;
	load_there(x, there.v, there.n, sizeof(*there.v));
	load_same(x, EXTERNAL, NULL);
	rc = q_load_ruts(x->c->db, &x->tx, load_keys(x, RUT, false), &ruts);
	if (rc != OK)
		return rc;
	for (struct load_line *l = load_first(x); l; l = load_next(x, l))
		if (load_key_find(ruts.v, ruts.n, sizeof(*ruts.v),
			l->cell[RUT].text) != NULL)
			load_bad(x, l, RUT,
			    _("the RUT %s is another customer's already"),
			    l->cell[RUT].text.s);
	load_same(x, RUT, _("the RUT is in this file for another row too"));
	return OK;
}

/* ---- writing ------------------------------------------------------- */

struct batches {
	LOAD_BATCH(load_customer_add) people;
	LOAD_BATCH(load_contact_add) contacts;
	LOAD_BATCH(search_key_add) keys;
};

static void
add_keys(struct load *x, struct batches *b, const struct search_keys *keys,
    struct id customer, struct id source)
{
	for (size_t i = 0; i < keys->n; i++)
		*load_more(x, &b->keys) = (struct par_search_key_add){
			.kind = str_of(keys->v[i].kind),
			.key_fold = keys->v[i].key,
			.customer = customer,
			.source = source,
		};
}

static msec
since(const struct load *x, const struct load_line *l)
{
	return l->cell[CREATED].n != 0 ? l->cell[CREATED].n : x->now;
}

static void
add_person(struct load *x, struct batches *b, const struct load_line *l)
{
	const struct load_cell *v = l->cell;
	struct search_keys keys = { 0 };

	*load_more(x, &b->people) = (struct par_load_customer_add){
		.id = l->id,
		.kind = v[KIND].text.len > 0 ? v[KIND].text : STR("person"),
		.name = v[NAME].text,
		.name_fold = utf8_fold(&x->tx, v[NAME].text),
		.name_sort = utf8_sort(&x->tx, v[NAME].text),
		.national_id = v[RUT].text,
		.born = v[BORN].text,
		.lang = v[LANG].text.len > 0 ? v[LANG].text : list_lang(x->c),
		.segment = v[SEGMENT].text,
		.branch = v[BRANCH].text,
		.created_by = x->c->me.id,
		.external = v[EXTERNAL].text,
		.batch = x->batch,
		.line = l->line,
		.at = since(x, l),
	};
	search_add_name(&x->tx, &keys, v[NAME].text);
	search_add(&x->tx, &keys, "rut", v[RUT].text);
	search_add(&x->tx, &keys, "external", v[EXTERNAL].text);
	add_keys(x, b, &keys, l->id, l->id);
}

/* Each kind counts from the one to use first. */
static int64_t
position(const struct load_line *l, size_t i)
{
	return reach[i].second && l->cell[reach[i - 1].field].text.len > 0;
}

static void
add_contact(struct load *x, struct batches *b, const struct load_line *l,
    size_t i)
{
	const struct load_cell *v = &l->cell[reach[i].field];
	struct str kind = str_of(reach[i].kind);
	struct search_keys keys = { 0 };
	struct par_load_contact_add p = { .id = id_make(x->now),
		.customer = l->id,
		.kind = kind,
		.value = v->text,
		.norm = contact_norm(&x->tx, kind, v->text),
		.position = position(l, i),
		.at = since(x, l) };

	*load_more(x, &b->contacts) = p;
	contact_keys(&x->tx, &keys, kind, p.norm);
	add_keys(x, b, &keys, l->id, p.id);
}

static enum err
write_rows(struct load *x)
{
	struct batches b = { 0 };
	struct db *db = x->c->db;
	enum err rc;

	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		l->id = id_make(x->now);
		add_person(x, &b, l);
		for (size_t i = 0; i < countof(reach); i++)
			if (l->cell[reach[i].field].text.len > 0)
				add_contact(x, &b, l, i);
	}
	rc = q_load_customer_add_batch(db, &x->tx, b.people.v, b.people.n);
	if (rc == OK)
		rc = q_load_contact_add_batch(db, &x->tx, b.contacts.v,
		    b.contacts.n);
	if (rc == OK)
		rc = q_search_key_add_batch(db, &x->tx, b.keys.v, b.keys.n);
	return rc == OK ? load_own_write(x) : rc;
}

const struct load_kind load_customer = {
	.name = "customer",
	.own = true,
	.may = MAY_CUSTOMER_EDIT,
	.fields = fields,
	.nfields = countof(fields),
	.check = check,
	.look = look,
	.write = write_rows,
};
