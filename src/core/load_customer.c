/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_customer.c - rows that are customers, with the ways to reach them and
 * the keys they are found by.
 */
#include "base/json.h"
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

/* ---- writing ------------------------------------------------------------ */

struct batches {
	LOAD_BATCH(load_customer_add) people;
	struct json *contacts;
	struct json *keys;
};

static void
add_keys(struct batches *b, const struct search_keys *keys, struct id customer,
    struct id source)
{
	for (size_t i = 0; i < keys->n; i++) {
		struct json *row = json_array_new();

		json_push_str(row, str_of(keys->v[i].kind));
		json_push_str(row, keys->v[i].key);
		json_push_str(row, id_str(&customer));
		json_push_str(row, id_str(&source));
		json_push(b->keys, row);
	}
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
		.lang =
		    v[LANG].text.len > 0 ? v[LANG].text : list_own_lang(x->c),
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
	add_keys(b, &keys, l->id, l->id);
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
	struct str norm = contact_norm(&x->tx, kind, v->text);
	struct id id = id_make(x->now);
	struct json *row = json_array_new();

	json_push_str(row, id_str(&id));
	json_push_str(row, id_str(&l->id));
	json_push_str(row, kind);
	json_push_str(row, v->text);
	json_push_str(row, norm);
	json_push_int(row, position(l, i));
	json_push_int(row, since(x, l));
	json_push(b->contacts, row);
	contact_keys(&x->tx, &keys, kind, norm);
	add_keys(b, &keys, l->id, id);
}

static enum err
write_list(struct load *x, const struct json *rows,
    enum err (*add)(struct db *, struct str rows, int64_t *changed))
{
	struct buf b = { 0 };
	enum err rc;

	json_print(rows, &b, false);
	rc = add(x->c->db, buf_view(&b), NULL);
	buf_done(&b);
	return rc;
}

static enum err
write_rows(struct load *x)
{
	struct batches b = { .contacts = json_array_new(),
		.keys = json_array_new() };
	enum err rc;

	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		l->id = id_make(x->now);
		add_person(x, &b, l);
		for (size_t i = 0; i < countof(reach); i++)
			if (l->cell[reach[i].field].text.len > 0)
				add_contact(x, &b, l, i);
	}
	rc =
	    q_load_customer_add_batch(x->c->db, &x->tx, b.people.v, b.people.n);
	if (rc == OK)
		rc = write_list(x, b.contacts, q_load_reach_add);
	if (rc == OK)
		rc = write_list(x, b.keys, q_load_keys_add);
	json_free(b.contacts);
	json_free(b.keys);
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
