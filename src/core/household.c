/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * household.c - who belongs together: the rule that suggests, and what a
 * person confirmed.
 */
#include "core/household.h"

#include "base/utf8.h"
#include "core/contact.h"
#include "core/find.h"
#include "core/image.h"
#include "core/list.h"

enum { MAYBE_MAX = 10, RELATION_MAX = 40 };

#define VALUE_SPAN DAYS(3 * 365) /* what was bought since counts as value */

enum { SURNAME = 1, ADDRESS = 2, PHONE = 4 };

static const struct {
	int bit;
	const char *name;
} reasons[] = {
	{ SURNAME, "surname" },
	{ ADDRESS, "address" },
	{ PHONE, "phone" },
};

static struct str
reason_text(struct arena *a, int bits)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < countof(reasons); i++)
		if (bits & reasons[i].bit)
			buf_printf(&b, "%s%s", b.len > 0 ? "," : "",
			    reasons[i].name);
	out = b.len > 0 ? buf_copy(a, &b) : STR("person");
	buf_done(&b);
	return out;
}

static int
reason_bits(struct str text)
{
	int bits = 0;

	for (size_t i = 0; i < countof(reasons); i++)
		if (strstr(text.s, reasons[i].name) != NULL)
			bits |= reasons[i].bit;
	return bits;
}

/* ---- surnames ----------------------------------------------------------- */

/* Where the surnames of a person's name begin: the last two of three words or
 * more, the last of two. */
static size_t
surnames(const struct words *w)
{
	return w->n >= 3 ? w->n - 2 : w->n > 1 ? w->n - 1 : w->n;
}

static bool
same_surname(struct arena *a, struct str one, struct str two)
{
	struct words x, y;

	words_of(a, one, true, &x);
	words_of(a, two, true, &y);
	for (size_t i = surnames(&x); i < x.n; i++)
		for (size_t k = surnames(&y); k < y.n; k++)
			if (str_eq(x.v[i], y.v[k]))
				return true;
	return false;
}

/* The first surname as it is written. */
static struct str
surname(struct arena *a, struct str name)
{
	struct str rest = name, word,
		   last[3] = { STR_NONE, STR_NONE, STR_NONE };
	size_t n = 0;

	while (str_next(a, &rest, ' ', &word)) {
		if (word.len == 0)
			continue;
		last[0] = last[1];
		last[1] = last[2];
		last[2] = word;
		n++;
	}
	return n >= 3 ? last[1] : n > 0 ? last[2] : name;
}

static struct str
household_name(struct arena *a, struct str with, struct str who)
{
	struct str one = surname(a, with), two = surname(a, who);

	if (str_eq(utf8_fold(a, one), utf8_fold(a, two)))
		return one;
	return str_printf(a, "%s %s", one.s, two.s);
}

/* ---- reading ------------------------------------------------------------ */

struct person {
	struct id id;
	struct str name;
	bool is_person;
	int bits;
};

struct people {
	struct person *v;
	size_t n, cap;
};

static void
note(struct arena *a, struct people *all, const struct row_household_maybe *r)
{
	int bit = str_is(r->why, "phone") ? PHONE : ADDRESS;
	struct person *p;

	for (size_t i = 0; i < all->n; i++)
		if (id_eq(all->v[i].id, r->customer)) {
			all->v[i].bits |= bit;
			return;
		}
	p = vec_push(a, all);
	*p = (struct person){ r->customer, r->name, str_is(r->kind, "person"),
		bit };
}

/* Everybody with a telephone or an address of theirs, and why. */
static enum err
near(struct core *c, const struct scope *scope, struct id customer,
    struct str name, struct people *all)
{
	struct rows_household_maybe rows;
	enum err rc;

	rc = q_household_maybe(c->db, &c->scratch, scope, customer, &rows);
	if (rc != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < rows.n; i++)
		note(&c->scratch, all, &rows.v[i]);
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].is_person &&
		    same_surname(&c->scratch, all->v[i].name, name))
			all->v[i].bits |= SURNAME;
	return OK;
}

static bool
fits(int bits)
{
	return (bits & (bits - 1)) != 0; /* two of the three */
}

static bool
together(const struct household *h, struct id customer)
{
	for (size_t i = 0; i < h->n; i++)
		if (id_eq(h->v[i].customer, customer))
			return true;
	return false;
}

/* Two people whom the rule would join; companies are no household. */
static enum err
suggest(struct core *c, struct arena *a, const struct scope *scope,
    const struct row_customer_get *who, struct household *h)
{
	struct people all = { NULL, 0, 0 };
	enum err rc = near(c, scope, who->id, who->name, &all);

	h->maybe = NEWN(a, struct household_member, MAYBE_MAX);
	if (!str_is(who->kind, "person"))
		return rc;
	for (size_t i = 0; rc == OK && i < all.n && h->nmaybe < MAYBE_MAX;
	     i++) {
		const struct person *p = &all.v[i];

		if (!p->is_person || !fits(p->bits) || together(h, p->id))
			continue;
		h->maybe[h->nmaybe++] = (struct household_member){
			.customer = p->id,
			.name = str_copy(a, p->name),
			.relation = STR_NONE,
			.reason = reason_text(a, p->bits),
		};
	}
	return rc;
}

static enum err
count_open(struct core *c, struct household *h)
{
	struct rows_search_open rows;
	struct scope seen;
	struct str ids;
	enum err rc;

	if (h->n == 0 || c->grants[MAY_TICKET_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(c, MAY_TICKET_READ, &seen)) != OK)
		return rc;
	ids = LIST_IDS(&c->scratch, *h);
	rc = q_search_open(c->db, &c->scratch, &seen, ids, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		for (size_t k = 0; k < h->n; k++)
			if (id_eq(rows.v[i].customer, h->v[k].customer))
				h->v[k].open = rows.v[i].n;
	return core_db(c, rc);
}

static void
sum(struct arena *a, struct household *h)
{
	int bits = 0;

	for (size_t i = 0; i < h->n; i++) {
		h->products += h->v[i].products;
		h->open += h->v[i].open;
		h->value += h->v[i].value;
		bits |= reason_bits(h->v[i].reason);
	}
	h->reason = h->n > 0 ? reason_text(a, bits) : STR_NONE;
}

/* Whole days, so that it can be asked ahead. */
static msec
value_from(const struct core *c)
{
	return clock_now(c->clock) / DAYS(1) * DAYS(1) - VALUE_SPAN;
}

void
household_ahead(struct core *c, const struct scope *scope, struct id customer)
{
	q_household_list_ahead(c->db, scope, customer, value_from(c));
	q_household_maybe_ahead(c->db, scope, customer);
}

static enum err
members(struct core *c, struct arena *a, const struct scope *scope,
    struct id customer, struct household *h)
{
	struct rows_household_list rows;
	enum err rc;

	rc = q_household_list(c->db, a, scope, customer, value_from(c), &rows);
	if (rc != OK || rows.n == 0)
		return core_db(c, rc);
	h->id = rows.v[0].household;
	h->name = rows.v[0].household_name;
	h->v = NEWN(a, struct household_member, rows.n);
	for (h->n = 0; h->n < rows.n; h->n++) {
		const struct row_household_list *r = &rows.v[h->n];

		h->v[h->n] = (struct household_member){ .customer = r->customer,
			.name = r->name,
			.relation = r->relation,
			.reason = r->reason,
			.products = r->products,
			.value = r->value };
	}
	return count_open(c, h);
}

enum err
household_of(struct core *c, struct arena *a,
    const struct row_customer_get *who, struct household *out)
{
	struct household h = { .name = { "", 0 }, .reason = { "", 0 } };
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_CUSTOMER_READ, &scope)) != OK ||
	    (rc = members(c, a, &scope, who->id, &h)) != OK ||
	    (rc = suggest(c, a, &scope, who, &h)) != OK)
		return rc;
	sum(a, &h);
	*out = h;
	return OK;
}

enum err
household_get(struct core *c, struct arena *a, struct id customer,
    struct household *out)
{
	struct row_customer_get who;
	enum err rc = customer_get(c, &c->scratch, customer, &who);

	return rc == OK ? household_of(c, a, &who, out) : rc;
}

/* ---- joining and leaving ------------------------------------------------ */

struct joining {
	struct id with, household;
	struct str relation;
};

/* Why these two, as the rule sees it. */
static enum err
reason_of(struct core *c, struct id customer, struct str name, struct id with,
    struct str *out)
{
	struct people all = { NULL, 0, 0 };
	struct row_customer_get other;
	struct scope scope;
	int bits = 0;
	enum err rc;

	if ((rc = core_allow(c, MAY_CUSTOMER_READ, &scope)) != OK ||
	    (rc = customer_get(c, &c->scratch, with, &other)) != OK ||
	    (rc = near(c, &scope, customer, name, &all)) != OK)
		return rc;
	for (size_t i = 0; i < all.n; i++)
		if (id_eq(all.v[i].id, with))
			bits = all.v[i].bits;
	if (same_surname(&c->scratch, name, other.name))
		bits |= SURNAME;
	*out = reason_text(&c->scratch, bits);
	return OK;
}

static enum err
found(struct core *c, struct id customer, struct row_household_of *row,
    bool *in)
{
	enum err rc = q_household_of(c->db, &c->scratch, customer, row);

	*in = rc == OK;
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

/* The household of `with`; a new one with them in it if there is none. */
static enum err
home_of(struct core *c, struct write *w, const struct joining *j,
    struct str name, struct row_household_of *home)
{
	struct row_customer_get other;
	bool in;
	enum err rc;

	if ((rc = found(c, j->with, home, &in)) != OK || in)
		return rc;
	if ((rc = customer_get(c, &c->scratch, j->with, &other)) != OK)
		return rc;
	home->household = j->household;
	home->name = household_name(&c->scratch, other.name, name);
	rc = q_household_add(c->db, home->household, home->name, w->at, NULL);
	if (rc == OK)
		rc = image_made(c, w, "household", id_str(&home->household),
		    STR_NONE, STR_NONE);
	if (rc == OK)
		rc = q_household_put(c->db, j->with, home->household, STR_NONE,
		    STR("person"), c->me.id, w->at, NULL);
	if (rc == OK)
		rc = image_made(c, w, "household_member", id_str(&j->with),
		    STR_NONE, STR_NONE);
	return core_db(c, rc);
}

static enum err
in_one(struct core *c, const struct joining *j,
    const struct row_household_of *mine)
{
	struct row_household_of theirs;
	bool in;
	enum err rc = found(c, j->with, &theirs, &in);

	if (rc != OK)
		return rc;
	if (in && id_eq(mine->household, theirs.household))
		return fail(&c->fault, ERR_INVALID,
		    _("they are in one household already; nothing was "
		      "changed"));
	return fail(&c->fault, ERR_INVALID,
	    _("the customer is in the household '%s'; leave it first with "
	      "'household leave'"),
	    mine->name.s);
}

static enum err
join_body(struct core *c, struct write *w)
{
	const struct joining *j = w->u;
	struct row_household_of home;
	struct row_customer_take who;
	struct str relation, reason;
	bool in;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &who)) != OK ||
	    (rc = core_text(c, _("the relation"), list_given(j->relation),
		 RELATION_MAX, false, true, &relation)) != OK ||
	    (rc = reason_of(c, w->id, who.name, j->with, &reason)) != OK ||
	    (rc = found(c, w->id, &home, &in)) != OK)
		return rc;
	if (in)
		return in_one(c, j, &home);
	if (id_eq(w->id, j->with))
		return fail(&c->fault, ERR_INVALID,
		    _("say with whom: nobody is a household with themselves"));
	if ((rc = home_of(c, w, j, who.name, &home)) != OK)
		return rc;
	rc = q_household_put(c->db, w->id, home.household, relation, reason,
	    c->me.id, w->at, NULL);
	if (rc == OK)
		rc = image_made(c, w, "household_member", id_str(&w->id),
		    STR_NONE, STR_NONE);
	if (rc != OK)
		return core_db(c, rc);
	write_set_of(c, w, "household", "name", STR_NONE, home.name);
	write_set_of(c, w, "household", "with", STR_NONE, id_str(&j->with));
	write_set_of(c, w, "household", "reason", STR_NONE, reason);
	write_set_of(c, w, "household", "relation", STR_NONE, relation);
	return customer_touch(c, w, &who);
}

enum err
household_join(struct core *c, struct id customer, struct id with,
    struct str relation)
{
	struct joining j = { with, customer_row_id(c, "household"), relation };

	return customer_write(c, "household.join", customer, join_body, &j);
}

static enum err
leave_body(struct core *c, struct write *w)
{
	struct row_customer_take who;
	struct row_household_of home;
	struct rows_household_members all = { NULL, 0 };
	struct image *was;
	bool in;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &who)) != OK ||
	    (rc = found(c, w->id, &home, &in)) != OK)
		return rc;
	if (!in)
		return fail(&c->fault, ERR_INVALID,
		    _("the customer is in no household; nothing was changed"));
	rc = q_household_members(c->db, &c->scratch, home.household, &all);
	was = NEWN(&c->scratch, struct image, all.n);
	for (size_t i = 0; i < all.n && rc == OK; i++)
		rc = image_take(c, "household_member",
		    id_str(&all.v[i].customer), STR_NONE, STR_NONE, &was[i]);
	if (rc == OK)
		rc = q_household_drop(c->db, w->id, NULL);
	if (rc == OK)
		rc = q_household_alone(c->db, home.household, NULL);
	for (size_t i = 0; i < all.n && rc == OK; i++)
		rc = image_tell(c, w, &was[i]);
	if (rc != OK)
		return core_db(c, rc);
	write_set_of(c, w, "household", "name", home.name, STR_NONE);
	return customer_touch(c, w, &who);
}

enum err
household_leave(struct core *c, struct id customer)
{
	return customer_write(c, "household.leave", customer, leave_body, NULL);
}
