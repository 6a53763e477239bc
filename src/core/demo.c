/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo.c - the demo centre, phase by phase: setup, people, customers, contacts
 * and tickets, states. Each phase is a run of transactions and ends with one
 * event.
 */
#include "core/demo.h"

#include "core/audit.h"
#include "core/demo_kit.h"
#include "core/typification.h"
#include "queries.h"

static const struct demo_size_of sizes[DEMO_SIZES] = {
	[DEMO_SMALL] = { "small", 2000, 6000, 800, 60 },
	[DEMO_MEDIUM] = { "medium", 100000, 300000, 20000, 300 },
	[DEMO_LARGE] = { "large", 1000000, 3000000, 200000, 1000 },
};

static const struct phase {
	const char *name;
	enum err (*run)(struct demo *);
} phases[] = {
	{ "setup", demo_setup },
	{ "people", demo_people },
	{ "customers", demo_customers },
	{ "care", demo_care },
	{ "work", demo_work },
	{ "rules", demo_rules },
	{ "chain", demo_chain },
	{ "promises", demo_promise },
	{ "desks", demo_desks },
	{ "states", demo_states },
	{ "dates", demo_dates },
};

int
demo_size(struct str name)
{
	int i = 0;

	while (i < DEMO_SIZES && !str_is(name, sizes[i].name))
		i++;
	return i;
}

/* ---- what happens when -------------------------------------------------- */

/* New customers come with the seasons, and hardly on Sundays. */
static int64_t
client_weight(const struct demo *d, int64_t day)
{
	int64_t sum = 0;
	int good;

	(void)d;
	for (good = 0; good < DEMO_GOODS; good++)
		sum += demo_season[good][demo_month(day)];
	return (day + 4) % 7 == 0 ? sum / 6 : sum;
}

/* More in December and in the storms; most in the last month, because that is
 * what one looks at. */
static int64_t
contact_weight(const struct demo *d, int64_t day)
{
	static const unsigned char weekdays[7] = { 12, 100, 98, 96, 98, 104,
		46 };
	static const unsigned char months[12] = { 100, 86, 100, 96, 100, 112,
		114, 102, 96, 100, 106, 124 };
	int64_t age = d->today - day;

	return (int64_t)weekdays[(day + 4) % 7] * months[demo_month(day)] *
	    (100 + (age < 30 ? (30 - age) * 10 : 0)) / 100;
}

/* How many of the day's contacts have begun. */
static int64_t
begun(const struct demo *d)
{
	int64_t n = 0;

	while (n < d->nwhole) {
		struct dice dice = dice_of(d, DICE_CONTACT, d->npast + n);

		if (demo_time(&dice, d->today, n, d->nwhole) > d->now)
			break;
		n++;
	}
	return n;
}

static void
plan_time(struct demo *d)
{
	int64_t sum = 0, day;

	d->now = clock_now(d->c->clock) / MINUTES(10) * MINUTES(10);
	d->today = demo_day(d->now);
	spread_make(&d->arena, &d->clients, d->today - CUSTOMER_DAYS,
	    CUSTOMER_DAYS, d->size->customers, client_weight, d);
	spread_make(&d->arena, &d->contacts, d->today - CONTACT_DAYS,
	    CONTACT_DAYS, d->size->interactions, contact_weight, d);
	for (day = d->today - CONTACT_DAYS; day < d->today; day++)
		sum += contact_weight(d, day);
	d->npast = d->size->interactions;
	d->nwhole = d->npast * contact_weight(d, d->today) / sum;
	d->ntoday = begun(d);
	d->nlive = d->size->staff / 12 < 6 ? 6 : d->size->staff / 12;
}

static void
plan_weights(struct demo *d)
{
	size_t i;

	d->branch_weights = NEWN(&d->arena, int, demo_nbranches);
	d->leaf_weights = NEWN(&d->arena, int, demo_ntypes);
	for (i = 0; i < demo_nbranches; i++)
		d->branch_weights[i] = demo_branches[i].weight;
	for (i = 0; i < demo_ntypes; i++)
		d->leaf_weights[i] =
		    demo_types[i].weight > 0 ? demo_types[i].weight : 0;
}

/* ---- events ------------------------------------------------------------- */

struct note {
	struct demo *d;
	const char *phase;
	char digest[SHA256_HEX];
};

static enum err
note_body(struct core *c, struct write *w)
{
	const struct note *n = w->u;

	w->version = 1;
	w->body_json = str_printf(&c->scratch,
	    "{\"phase\":\"%s\",\"size\":\"%s\",\"rows\":%lld,"
	    "\"digest\":\"%s\"}",
	    n->phase, n->d->size->name, (long long)n->d->rows, n->digest);
	if (q_fact_set(c->db, STR("centre"), STR("Austral Motores"), NULL) !=
	    OK)
		return core_db(c, ERR_DB);
	return core_db(c,
	    q_fact_set(c->db, STR("demo"),
		str_printf(&c->scratch, "%s %s", n->d->size->name, n->phase),
		NULL));
}

static enum err
note(struct demo *d, const char *phase)
{
	struct note n = { .d = d, .phase = phase };
	struct write w = { .may = MAY_SETUP_EDIT,
		.kind = "demo.load",
		.entity = "demo",
		.body = note_body,
		.u = &n };

	w.id = audit_id("demo", str_of(phase));
	sha256_end(&d->digest, n.digest);
	return core_write(d->c, &w);
}

/* ---- all of it ---------------------------------------------------------- */

static enum err
check_empty(struct demo *d)
{
	struct core *c = d->c;
	struct row_demo_empty row;
	enum err rc;

	if ((rc = core_allow(c, MAY_SETUP_EDIT, NULL)) != OK)
		return rc;
	rc = core_db(c, q_demo_empty(c->db, &c->scratch, 1, &row));
	if (rc == OK && (row.customers > 0 || row.branches > 0))
		return fail(&c->fault, ERR_CONFLICT,
		    _("this database has customers or branches already; make "
		      "the demo in a new one"));
	return rc;
}

static enum err
run(struct demo *d)
{
	enum err rc = core_db(d->c, q_demo_hurry(d->c->db, NULL));
	size_t i;

	for (i = 0; i < countof(phases) && rc == OK; i++) {
		sha256_start(&d->digest);
		d->rows = 0;
		rc = phases[i].run(d);
		if (rc == OK)
			rc = note(d, phases[i].name);
		arena_reset(&d->c->scratch);
	}
	if (rc == OK)
		rc = core_db(d->c, q_demo_calm(d->c->db, NULL));
	return rc;
}

enum err
demo_make(struct core *c, struct arena *out, const struct demo_options *o,
    struct demo_result *result)
{
	struct demo_result made = { 0 };
	struct demo d = { .c = c, .o = *o, .out = out, .result = &made };
	enum err rc;

	d.size = &sizes[o->size];
	if ((rc = check_empty(&d)) != OK)
		return rc;
	plan_time(&d);
	plan_weights(&d);
	if ((rc = run(&d)) == OK &&
	    (rc = typification_count(c, demo_midnight(d.today))) == OK)
		*result = made;
	arena_done(&d.arena);
	arena_done(&d.batch);
	return rc;
}
