/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer_360.c - everything that is shown of a customer, read in one
 * snapshot; each statement is bounded and led by an index.
 */
#include "core/customer_360.h"

#include "base/zone.h"
#include "core/contact.h"
#include "core/interaction.h"
#include "core/list.h"
#include "core/ticket_body.h"

enum {
	TICKETS = 50,
	CONTACTS = 50,
	DATES = 20,
	NOTES = 100,
	YEARS = 4,
	MATRIX = 60
};

#define WORTH_SPAN DAYS(3 * 365)

struct look {
	struct core *c;
	struct arena *a;
	struct id id, ticket;
	struct customer_360 *v;
	struct rows_whole_tickets all; /* for counts and the matrix */
	struct str picked;	       /* ids of those that are shown */
};

/* ---- tickets and contacts ----------------------------------------------- */

static bool
is_among(const struct id *ids, size_t n, struct id id)
{
	for (size_t i = 0; i < n; i++)
		if (id_eq(ids[i], id))
			return true;
	return false;
}

/* The open ones, then the newest of those that are done; and the one that was
 * asked for. */
static struct str
pick(struct look *l)
{
	struct id ids[TICKETS];
	size_t n = 0;

	for (int done = 0; done < 2; done++)
		for (size_t i = 0; i < l->all.n; i++) {
			const struct row_whole_tickets *t = &l->all.v[i];

			if (ticket_state_done(t->state) != done)
				continue;
			*(done ? &l->v->done : &l->v->open) += 1;
			if (n < TICKETS)
				ids[n++] = t->id;
			else if (id_eq(t->id, l->ticket) &&
			    !is_among(ids, n, l->ticket))
				ids[n - 1] = t->id;
		}
	return n == 0 ? STR_NONE
		      : list_ids(&l->c->scratch, ids, n, sizeof(*ids));
}

static void
open_first(struct arena *a, struct rows_ticket_rows *t)
{
	struct row_ticket_rows *v = NEWN(a, struct row_ticket_rows, t->n);
	size_t n = 0;

	for (int done = 0; done < 2; done++)
		for (size_t i = 0; i < t->n; i++)
			if (ticket_state_done(t->v[i].state) == done)
				v[n++] = t->v[i];
	t->v = v;
}

/* Which tickets; their rows come with the next statement. */
static enum err
pick_tickets(struct look *l)
{
	struct core *c = l->c;
	struct scope scope;
	enum err rc;

	if (c->grants[MAY_TICKET_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc = q_whole_tickets(c->db, &c->scratch, &scope, l->id, &l->all);
	if (rc != OK)
		return core_db(c, rc);
	l->picked = pick(l);
	if (l->picked.len > 0)
		q_ticket_rows_ahead(c->db, &scope, l->picked, list_lang(c));
	return OK;
}

static enum err
load_tickets(struct look *l)
{
	struct core *c = l->c;
	struct scope scope;
	enum err rc;

	if (l->picked.len == 0)
		return OK;
	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc = q_ticket_rows(c->db, l->a, &scope, l->picked, list_lang(c),
	    &l->v->tickets);
	if (rc == OK)
		open_first(l->a, &l->v->tickets);
	return core_db(c, rc);
}

static enum err
load_contacts(struct look *l)
{
	struct core *c = l->c;
	struct rows_whole_contacts *rows = &l->v->contacts;
	struct scope scope;
	enum err rc;

	if (c->grants[MAY_INTERACTION_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK)
		return rc;
	rc = q_whole_contacts(c->db, l->a, &scope, l->id, list_lang(c),
	    CONTACTS, rows);
	if (rc != OK || rows->n == 0)
		return core_db(c, rc);
	l->v->ncontacts = rows->v[0].total;
	l->v->contact_at = rows->v[0].started_at;
	return OK;
}

/* From yesterday on: one that nobody has told about is asked for. */
static enum err
load_dates(struct look *l)
{
	struct core *c = l->c;
	struct scope scope;
	enum err rc;

	if (c->grants[MAY_INTERACTION_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK)
		return rc;
	rc = q_whole_appointments(c->db, l->a, &scope, l->id,
	    core_now(c) - DAYS(1), DATES, &l->v->dates);
	if (rc != OK || l->v->dates.n == 0)
		return core_db(c, rc);
	return services_load(c, l->a, &l->v->services);
}

/* Of the person's own contact with them that is not closed. */
static enum err
load_verify(struct look *l)
{
	const struct rows_whole_contacts *rows = &l->v->contacts;
	struct id own = ID_NONE;

	for (size_t i = rows->n; i > 0; i--)
		if (!str_is(rows->v[i - 1].state, "closed") &&
		    !str_is(rows->v[i - 1].state, "waiting") &&
		    id_eq(rows->v[i - 1].owner, l->c->me.id))
			own = rows->v[i - 1].id;
	return verify_of(l->c, l->a, l->id, own, &l->v->verify);
}

/* ---- what they bought --------------------------------------------------- */

static struct matrix_cell *
cell(struct customer_360 *v, struct str line, struct str channel)
{
	for (size_t i = 0; i < v->nmatrix; i++)
		if (str_eq(v->matrix[i].line, line) &&
		    str_eq(v->matrix[i].channel, channel))
			return &v->matrix[i];
	if (v->nmatrix == MATRIX)
		return NULL;
	v->matrix[v->nmatrix] =
	    (struct matrix_cell){ .line = line, .channel = channel };
	return &v->matrix[v->nmatrix++];
}

static int
by_cell(const void *x, const void *y)
{
	const struct matrix_cell *a = x, *b = y;
	int c = str_cmp(a->line, b->line);

	return c != 0 ? c : str_cmp(a->channel, b->channel);
}

static void
make_matrix(struct look *l)
{
	struct customer_360 *v = l->v;
	struct matrix_cell *m;

	v->matrix = NEWN(l->a, struct matrix_cell, MATRIX);
	for (size_t i = 0; i < l->all.n; i++) {
		const struct row_whole_tickets *t = &l->all.v[i];

		m = cell(v, str_copy(l->a, t->line),
		    str_copy(l->a, t->channel));
		if (m == NULL)
			continue;
		m->tickets++;
		m->open += !ticket_state_done(t->state);
	}
	for (size_t i = 0; i < v->purchases.n; i++) {
		const struct row_whole_purchases *p = &v->purchases.v[i];

		m = cell(v, p->line, p->channel);
		if (m != NULL && str_eq(p->currency, v->currency))
			m->value += p->amount;
	}
	if (v->nmatrix > 0)
		qsort(v->matrix, v->nmatrix, sizeof(*v->matrix), by_cell);
}

static void
make_cycle(struct look *l, msec now)
{
	const struct zone *zone = zone_get(l->c->me.zone);
	int64_t first = 0, last = 0, days = 0;
	struct customer_360 *v = l->v;
	int base = zone_time(zone, now).year - YEARS + 1;

	v->cycle = NEWN(l->a, struct cycle_year, YEARS);
	for (v->ncycle = 0; v->ncycle < YEARS; v->ncycle++)
		v->cycle[v->ncycle].year = base + (int)v->ncycle;
	for (size_t i = 0; i < v->purchases.n; i++) {
		const struct row_whole_purchases *p = &v->purchases.v[i];
		struct zone_time t = zone_time(zone, p->at);

		if (t.year >= base && t.year < base + YEARS &&
		    str_eq(p->currency, v->currency))
			v->cycle[t.year - base].amount[t.month - 1] +=
			    p->amount;
		days += i == 0 || t.day != last;
		first = i == 0 ? t.day : first;
		last = t.day;
	}
	if (days > 1)
		v->every_ms = DAYS(first - last) / (days - 1);
}

static enum err
load_purchases(struct look *l)
{
	struct customer_360 *v = l->v;
	msec now = clock_now(l->c->clock);
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(l->c, MAY_CUSTOMER_READ, &scope)) != OK)
		return rc;
	rc = q_whole_purchases(l->c->db, l->a, &scope, l->id, &v->purchases);
	if (rc != OK)
		return core_db(l->c, rc);
	v->since_at = v->who.created_at;
	v->currency =
	    v->purchases.n > 0 ? v->purchases.v[0].currency : STR_NONE;
	for (size_t i = 0; i < v->purchases.n; i++) {
		const struct row_whole_purchases *p = &v->purchases.v[i];

		if (p->at >= now - WORTH_SPAN &&
		    str_eq(p->currency, v->currency))
			v->worth += p->amount;
		if (p->at < v->since_at)
			v->since_at = p->at;
	}
	make_matrix(l);
	make_cycle(l, now);
	return OK;
}

/* ---- the rest ----------------------------------------------------------- */

/* All that needs the customer's id alone, to be had in one round trip. */
static void
ahead(const struct look *l)
{
	struct core *c = l->c;
	struct scope scope;

	if (core_allow(c, MAY_CUSTOMER_READ, &scope) != OK)
		return;
	q_customer_get_ahead(c->db, &scope, l->id);
	q_contact_list_ahead(c->db, &scope, l->id);
	q_field_value_list_ahead(c->db, STR("customer"), l->id);
	q_field_named_ahead(c->db, STR("customer"), list_lang(c));
	q_consent_list_ahead(c->db, &scope, l->id, false);
	household_ahead(c, &scope, l->id);
	q_whole_purchases_ahead(c->db, &scope, l->id);
	q_asset_list_ahead(c->db, &scope, l->id);
	q_message_of_customer_ahead(c->db, &scope, l->id, NOTES);
	customer_looked_ahead(c, &scope, l->id);
	q_alert_list_ahead(c->db, &scope, l->id, c->me.id, core_now(c), false);
	q_offer_list_ahead(c->db, &scope, l->id, core_now(c), false);
	verify_ahead(c, ID_NONE, l->id);
	if (c->grants[MAY_TICKET_READ] != SCOPE_NONE &&
	    core_allow(c, MAY_TICKET_READ, &scope) == OK)
		q_whole_tickets_ahead(c->db, &scope, l->id);
	if (c->grants[MAY_INTERACTION_READ] != SCOPE_NONE &&
	    core_allow(c, MAY_INTERACTION_READ, &scope) == OK) {
		q_whole_contacts_ahead(c->db, &scope, l->id, list_lang(c),
		    CONTACTS);
		q_whole_appointments_ahead(c->db, &scope, l->id,
		    core_now(c) - DAYS(1), DATES);
	}
}

static enum err
load_person(struct look *l)
{
	struct customer_360 *v = l->v;
	struct core *c = l->c;
	enum err rc;

	ahead(l);
	if ((rc = customer_get(c, l->a, l->id, &v->who)) != OK ||
	    (rc = contact_list(c, l->a, l->id, &v->points)) != OK ||
	    (rc = field_values(c, l->a, "customer", l->id, &v->fields)) != OK ||
	    (rc = field_named(c, l->a, STR("customer"), &v->names)) != OK ||
	    (rc = consent_list(c, l->a, l->id, false, &v->consents)) != OK)
		return rc;
	return household_of(c, l->a, &v->who, &v->household);
}

static enum err
load_rest(struct look *l)
{
	struct customer_360 *v = l->v;
	struct core *c = l->c;
	enum err rc;

	if ((rc = asset_list(c, l->a, l->id, &v->assets)) != OK ||
	    (rc = alert_list(c, l->a, l->id, false, &v->alerts)) != OK ||
	    (rc = message_of_customer(c, l->a, l->id, NOTES, &v->notes)) !=
		OK ||
	    (rc = offer_list(c, l->a, l->id,
		 id_none(v->verify.interaction) ? STR_NONE
						: v->contacts.v[0].channel,
		 false, &v->offers)) != OK)
		return rc;
	return customer_looked(c, l->a, l->id, &v->looks);
}

static enum err
load_all(void *u)
{
	struct look *l = u;
	enum err rc;

	*l->v = (struct customer_360){ .currency = { "", 0 } };
	l->all = (struct rows_whole_tickets){ NULL, 0 };
	l->picked = STR_NONE;
	if ((rc = load_person(l)) != OK || (rc = pick_tickets(l)) != OK ||
	    (rc = load_contacts(l)) != OK || (rc = load_dates(l)) != OK ||
	    (rc = load_verify(l)) != OK || (rc = load_purchases(l)) != OK ||
	    (rc = load_rest(l)) != OK)
		return rc;
	return load_tickets(l);
}

static enum err
read_all(struct core *c, struct arena *a, struct id id, struct id ticket,
    struct customer_360 *v)
{
	struct look l = { .c = c, .a = a, .id = id, .ticket = ticket, .v = v };
	enum err rc;

	c->read_at = clock_now(c->clock);
	rc = db_in_tx(c->db) ? load_all(&l)
			     : db_tx(c->db, TX_READ, load_all, &l);
	c->read_at = 0;
	return rc == OK ? OK : core_db(c, rc);
}

enum err
customer_360(struct core *c, struct arena *a, struct id id, struct id ticket,
    struct customer_360 *out)
{
	struct customer_360 v;
	enum err rc = read_all(c, a, id, ticket, &v);

	if (rc != OK)
		return rc;
	customer_look(c, id);
	*out = v;
	return OK;
}

enum err
customer_glance(struct core *c, struct arena *a, struct id id,
    struct customer_360 *out)
{
	struct customer_360 v;
	enum err rc = read_all(c, a, id, ID_NONE, &v);

	if (rc != OK)
		return rc;
	v.who.national_id = v.who.born = STR_NONE;
	v.points.n = v.fields.n = v.names.n = v.notes.n = v.looks.n = 0;
	*out = v;
	return OK;
}
