/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_customers.c - the demo's customers, written: with the ways to reach
 * them, what they own and bought, and the keys they are found by.
 */
#include "base/utf8.h"
#include "core/customer.h"
#include "core/demo_kit.h"
#include "core/rut.h"
#include "queries.h"

enum { STEP = 2000 };

struct rows {
	VEC(struct par_demo_customer_add) customers;
	VEC(struct par_demo_reach_add) reaches;
	VEC(struct par_search_key_add) keys;
	VEC(struct par_demo_asset_add) assets;
	VEC(struct par_demo_purchase_add) purchases;
	/* Of the customer made last, for who lives with them. */
	struct str address, landline;
};

/* What one customer's rows are made with. */
struct maker {
	struct demo *d;
	struct arena *a;
	struct rows *rows;
	struct client w;
	struct dice dice;
	struct dice care; /* apart: what came later disturbs nothing */
	struct str name;
	bool home; /* lives with the customer made last */
	int n;	   /* ids made for this customer */
	int phones, own;
};

static struct id
next_id(struct maker *m, msec at)
{
	return demo_id(m->d, DICE_REACH, m->w.i * 64 + m->n++, at);
}

static void
add_keys(struct maker *m, const struct search_keys *keys, struct id source)
{
	size_t i;

	for (i = 0; i < keys->n; i++)
		*vec_push(m->a, &m->rows->keys) =
		    (struct par_search_key_add){ str_of(keys->v[i].kind),
			    keys->v[i].key, m->w.id, source };
}

/* ---- the customer ------------------------------------------------------- */

static struct str
segment(struct maker *m)
{
	static const char *const people[] = { "Estándar", "Preferente", "VIP" };
	static const char *const companies[] = { "Pyme", "Flota" };
	static const int weights[] = { 78, 16, 6 };

	if (m->w.company)
		return str_of(companies[dice_chance(&m->dice, 25)]);
	return str_of(people[dice_weight(&m->dice, weights, countof(weights))]);
}

static struct str
birth(struct maker *m)
{
	if (m->w.company || dice_chance(&m->dice, 12))
		return STR_NONE;
	return clock_day_text(m->a, m->w.born);
}

static void
add_customer(struct maker *m)
{
	struct par_demo_customer_add *p = vec_push(m->a, &m->rows->customers);
	struct search_keys keys = { 0 };

	p->id = m->w.id;
	p->kind = str_of(m->w.company ? "company" : "person");
	p->name = m->name;
	p->name_fold = utf8_fold(m->a, m->name);
	p->name_sort = utf8_sort(m->a, m->name);
	p->national_id =
	    str_printf(m->a, "%d-%c", (int)m->w.number, rut_digit(m->w.number));
	p->born = birth(m);
	p->segment = segment(m);
	p->branch = str_of(demo_branches[m->w.branch].code);
	p->at = m->w.created_at;
	search_add_name(m->a, &keys, m->name);
	search_add(m->a, &keys, "rut", p->national_id);
	add_keys(m, &keys, m->w.id);
	demo_count(m->d, id_str(&p->id), p->name);
}

/* ---- ways to reach them ------------------------------------------------- */

static void
reach(struct maker *m, const char *kind, struct str value, const char *label)
{
	static const char *const hours[] = { "", "por la mañana",
		"por la tarde", "después de las 18:00" };
	static const int often[] = { 50, 15, 25, 10 };
	struct par_demo_reach_add *p = vec_push(m->a, &m->rows->reaches);
	struct search_keys keys = { 0 };
	bool phone = strcmp(kind, "phone") == 0;

	p->id = next_id(m, m->w.created_at);
	p->customer = m->w.id;
	p->kind = str_of(kind);
	p->value = value;
	p->norm = contact_norm(m->a, p->kind, value);
	p->label = str_of(label);
	p->position = phone ? m->phones++ : 0;
	p->at = m->w.created_at;
	p->hours = STR_NONE;
	if (phone && p->position == 0 && dice_chance(&m->care, 40)) {
		p->preferred = true;
		p->hours =
		    str_of(hours[dice_weight(&m->care, often, countof(often))]);
	}
	if (dice_chance(&m->dice, 30))
		p->verified_at = p->at + MINUTES(dice_below(&m->dice, 60));
	contact_keys(m->a, &keys, p->kind, p->norm);
	add_keys(m, &keys, p->id);
}

static void
reach_phones(struct maker *m)
{
	const char *area = demo_branches[m->w.branch].area;
	struct str mobile = str_printf(m->a, "+56 9 %04d %04d",
	    (int)(m->w.mobile / 10000), (int)(m->w.mobile % 10000));
	int line = (int)(m->w.i * 1000000 / m->d->size->customers);

	reach(m, "phone", mobile, m->w.company ? "trabajo" : "");
	if (dice_chance(&m->dice, 25))
		reach(m, "whatsapp", mobile, "");
	if (m->home && m->rows->landline.len > 0) {
		reach(m, "phone", m->rows->landline, "casa");
		return;
	}
	m->rows->landline = STR_NONE;
	if (!dice_chance(&m->dice, m->w.company ? 70 : 10) &&
	    demo_home(m->d, m->w.i + 1) != m->w.i)
		return;
	m->rows->landline = str_printf(m->a,
	    area[1] == '\0' ? "+56 %s 22%02d %04d" : "+56 %s 2%02d %04d", area,
	    line / 10000, line % 10000);
	reach(m, "phone", m->rows->landline, m->w.company ? "oficina" : "casa");
}

/* The letters and digits of a folded text; up to `words` words, with dots. */
static struct str
slug(struct maker *m, struct str text, int words)
{
	struct str fold = utf8_fold(m->a, text);
	struct buf out = { 0 };
	struct str done;
	size_t i;

	for (i = 0; i < fold.len && out.len < 40; i++) {
		char c = fold.s[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			buf_c(&out, c);
		else if (c == ' ' && --words == 0)
			break;
		else if (c == ' ' && out.len > 0 && out.s[out.len - 1] != '.')
			buf_c(&out, '.');
	}
	if (out.len > 0 && out.s[out.len - 1] == '.')
		out.s[--out.len] = '\0';
	done = buf_copy(m->a, &out);
	buf_done(&out);
	return done;
}

static void
reach_email(struct maker *m)
{
	static const char *const hosts[] = { "correo.example", "mail.example",
		"casa.example", "buzon.example" };
	static const char *const desks[] = { "contacto", "compras",
		"administracion" };

	if (!dice_chance(&m->dice, 74))
		return;
	if (m->w.company)
		reach(m, "email",
		    str_printf(m->a, "%s@%s.example",
			desks[dice_below(&m->dice, countof(desks))],
			slug(m, m->name, 3).s),
		    "");
	else
		reach(m, "email",
		    str_printf(m->a, "%s%d@%s", slug(m, m->name, 3).s,
			(int)dice_below(&m->dice, 100),
			hosts[dice_below(&m->dice, countof(hosts))]),
		    "");
}

static void
reach_address(struct maker *m)
{
	const char *const *places = demo_branches[m->w.branch].comunas;
	const char *street = demo_streets[dice_common(&m->dice, demo_nstreets)];
	int number = 10 + (int)dice_below(&m->dice, 4800);
	const char *place;
	size_t n = 0;

	if (m->home && m->rows->address.len > 0) {
		reach(m, "address", m->rows->address, "");
		return;
	}
	if (!dice_chance(&m->dice, 68) && demo_home(m->d, m->w.i + 1) != m->w.i)
		return;
	while (places[n] != NULL)
		n++;
	place = places[dice_common(&m->dice, n)];
	m->rows->address = dice_chance(&m->dice, 24)
	    ? str_printf(m->a, "%s %d, depto. %d, %s", street, number,
		  101 + (int)dice_below(&m->dice, 1900), place)
	    : str_printf(m->a, "%s %d, %s", street, number, place);
	reach(m, "address", m->rows->address, "");
}

/* ---- what they own and bought ------------------------------------------- */

static struct id
add_asset(struct maker *m, int good, size_t product, int year, struct str plate,
    struct str serial)
{
	const struct demo_good *g = &demo_goods[good].v[product];
	struct par_demo_asset_add *p = vec_push(m->a, &m->rows->assets);
	struct search_keys keys = { 0 };

	p->id = m->own++ == 0 ? demo_asset_id(m->d, &m->w)
			      : next_id(m, m->w.created_at);
	p->customer = m->w.id;
	p->kind = str_of(demo_goods[good].kind);
	p->brand = str_of(g->brand);
	p->model = str_of(g->model);
	p->year = year;
	p->plate = plate;
	p->serial = serial;
	p->bought_at = m->w.bought ? m->w.created_at : 0;
	if (m->w.bought)
		p->warranty_at = p->bought_at +
		    DAYS(365 *
			(good == GOOD_CAR	    ? 3
				: good == GOOD_BIKE ? 2
						    : 1));
	p->service = STR_NONE;
	if (good <= GOOD_BIKE && dice_chance(&m->care, 70))
		p->service = str_printf(m->a, "%d.000 km",
		    10 * (1 + (int)dice_below(&m->care, 9)));
	p->at = m->w.created_at;
	search_add(m->a, &keys, "plate", plate);
	search_add(m->a, &keys, "vin", serial);
	add_keys(m, &keys, p->id);
	return p->id;
}

/* The list price, a little bargained, ending as prices end. */
static int64_t
price(struct maker *m, const struct demo_good *g)
{
	int64_t amount =
	    (int64_t)g->price * 10 * (92 + dice_below(&m->dice, 12));

	return amount / 1000 * 1000 - 10;
}

static void
add_purchase(struct maker *m, struct id asset, int good, size_t product,
    msec at)
{
	static const char *const lines[] = { "car", "motorcycle", "power",
		"part", "service" };
	static const char *const channels[] = { "branch", "phone", "web",
		"whatsapp" };
	static const int weights[] = { 80, 9, 8, 3 };
	struct par_demo_purchase_add *p = vec_push(m->a, &m->rows->purchases);

	p->id = next_id(m, at);
	p->customer = m->w.id;
	p->asset = asset;
	p->branch = str_of(demo_branches[m->w.branch].code);
	p->at = at;
	p->what = demo_model(m->a, good, product);
	p->line = str_of(lines[good]);
	p->channel =
	    str_of(channels[dice_weight(&m->care, weights, countof(weights))]);
	p->amount = price(m, &demo_goods[good].v[product]);
}

/* A company's other vehicles; people's are one. */
static void
add_fleet(struct maker *m)
{
	int64_t n = (int64_t)dice_common(&m->dice, DEMO_FLEET + 1), k, no;

	for (k = 0; k < n; k++) {
		int good = dice_chance(&m->dice, 85) ? GOOD_CAR : GOOD_BIKE;
		size_t product = dice_common(&m->dice, demo_goods[good].n);
		struct id asset;

		no = m->d->size->customers + m->w.i / 12 * DEMO_FLEET + k;
		asset = add_asset(m, good, product, m->w.year,
		    demo_plate_of(m->d, m->a, no, m->w.year),
		    demo_vin(m->a, no, good, product, m->w.year));
		if (m->w.bought)
			add_purchase(m, asset, good, product, m->w.created_at);
	}
}

/* Who owns something comes back for services and parts. */
static void
add_returns(struct maker *m, struct id asset)
{
	msec end = demo_midnight(m->d->today), at = m->w.created_at;
	int good;

	for (;;) {
		at = demo_office(&m->dice,
		    at + DAYS(70 + dice_below(&m->dice, 320)));
		if (at >= end || m->n > 55)
			return;
		good = dice_chance(&m->dice, 60) ? GOOD_SERVICE : GOOD_PART;
		if (dice_chance(&m->dice, 62))
			add_purchase(m, asset, good,
			    dice_common(&m->dice, demo_goods[good].n), at);
	}
}

/* Presents, in each December since. */
static void
add_presents(struct maker *m)
{
	msec end = demo_midnight(m->d->today), at;
	int year, month, day;

	clock_civil(demo_day(m->w.created_at), &year, &month, &day);
	for (;; year++) {
		at = demo_midnight(clock_days(year, 12, 3) +
			 dice_below(&m->dice, 21)) +
		    HOURS(10) + SECONDS(dice_below(&m->dice, 36000));
		if (at >= end)
			return;
		if (at > m->w.created_at && dice_chance(&m->dice, 16))
			add_purchase(m, ID_NONE, GOOD_PART,
			    dice_common(&m->dice, demo_goods[GOOD_PART].n), at);
	}
}

static void
add_things(struct maker *m)
{
	struct id asset = ID_NONE;

	if (m->w.owns)
		asset = add_asset(m, m->w.good, m->w.product, m->w.year,
		    demo_plate(m->d, m->a, &m->w), demo_serial(m->a, &m->w));
	if (m->w.bought)
		add_purchase(m, asset, m->w.good, m->w.product,
		    m->w.created_at);
	if (m->w.company && m->w.good <= GOOD_BIKE)
		add_fleet(m);
	if (m->w.owns || dice_chance(&m->dice, 30))
		add_returns(m, asset);
	add_presents(m);
}

/* ---- the transaction ---------------------------------------------------- */

static void
make(struct demo *d, struct rows *rows, int64_t i)
{
	struct maker m = { .d = d, .a = &d->batch, .rows = rows };

	m.w = demo_client(d, i);
	m.dice = dice_of(d, DICE_REACH, i);
	m.care = dice_of(d, DICE_CARE, -1 - i);
	m.home = i > d->from && demo_home(d, i) != i;
	m.name = demo_name(d, m.a, &m.w);
	add_customer(&m);
	reach_phones(&m);
	reach_email(&m);
	reach_address(&m);
	add_things(&m);
}

/* In order of keys, the index is written page after page, not all over. */
static int
by_key(const void *x, const void *y)
{
	const struct par_search_key_add *a = x, *b = y;
	int c = str_cmp(a->kind, b->kind);

	return c != 0 ? c : str_cmp(a->key_fold, b->key_fold);
}

static enum err
write_rows(struct demo *d, struct rows *r)
{
	struct db *db = d->c->db;
	struct arena *a = &d->batch;
	enum err rc;

	qsort(r->keys.v, r->keys.n, sizeof(*r->keys.v), by_key);
	rc = q_demo_customer_add_batch(db, a, r->customers.v, r->customers.n);
	if (rc == OK)
		rc = q_demo_reach_add_batch(db, a, r->reaches.v, r->reaches.n);
	if (rc == OK)
		rc = q_search_key_add_batch(db, a, r->keys.v, r->keys.n);
	if (rc == OK)
		rc = q_demo_asset_add_batch(db, a, r->assets.v, r->assets.n);
	if (rc == OK)
		rc = q_demo_purchase_add_batch(db, a, r->purchases.v,
		    r->purchases.n);
	return rc;
}

static enum err
customers(struct demo *d)
{
	struct rows rows = { 0 };
	int64_t i;

	for (i = d->from; i < d->to; i++)
		make(d, &rows, i);
	return write_rows(d, &rows);
}

enum err
demo_customers(struct demo *d)
{
	enum err rc =
	    demo_each(d, _("customers"), d->size->customers, STEP, customers);

	if (rc == OK)
		d->result->customers = d->size->customers;
	return rc;
}
