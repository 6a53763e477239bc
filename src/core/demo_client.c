/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_client.c - who the i-th customer of the demo is: worked out anew each
 * time it is asked, from the seed and i.
 */
#include "base/utf8.h"
#include "core/demo_kit.h"

enum {
	EACH_COMPANY = 12, /* every twelfth customer is a company */
	FIRST_RUT = 5000000,
	FIRST_COMPANY_RUT = 76000000,
	FIRST_FOREIGN_RUT = 22000000
};
/* How many numbers there are: RUTs of people and of companies, telephones,
 * plates. */
static const int64_t ruts = 19000000, company_ruts = 2000000,
		     mobiles = 69999999, new_plates = 18 * 18 * 18 * 90 * 3,
		     old_plates = 21 * 21 * 9000;
enum {
	NUMBER_RUT = 1,
	NUMBER_COMPANY,
	NUMBER_MOBILE,
	NUMBER_PLATE,
	NUMBER_OLD
};

/* ---- age ---------------------------------------------------------------- */

/* RUTs are given at birth, one after another: number, year. */
static const struct {
	int64_t number;
	int year;
} births[] = {
	{ 5000000, 1946 },
	{ 6000000, 1951 },
	{ 8000000, 1959 },
	{ 10000000, 1965 },
	{ 12000000, 1972 },
	{ 14000000, 1980 },
	{ 16000000, 1986 },
	{ 18000000, 1992 },
	{ 20000000, 1998 },
	{ 22000000, 2003 },
};

static int64_t
birthday(struct dice *dice, int64_t number)
{
	int64_t from, to, i = 1;

	if (number >= FIRST_FOREIGN_RUT) /* came as adults */
		return clock_days(1960, 1, 1) + dice_below(dice, 15000);
	while (births[i].number <= number)
		i++;
	from = clock_days(births[i - 1].year, 1, 1);
	to = clock_days(births[i].year, 1, 1);
	return from +
	    (to - from) * (number - births[i - 1].number) /
	    (births[i].number - births[i - 1].number) +
	    dice_below(dice, 120);
}

/* ---- the customer ------------------------------------------------------- */

static msec
joined(const struct demo *d, int64_t i)
{
	struct dice dice = dice_of(d, DICE_DAY, i);
	int64_t j, n, day = spread_day(&d->clients, i, &j, &n);

	return demo_time(&dice, day, j, n);
}

/* What they came for first: by season, and not what the season forbids. */
static int
first_good(struct dice *dice, msec at)
{
	int month = demo_month(demo_day(at)), good;
	int weights[DEMO_GOODS];

	for (good = 0; good < DEMO_GOODS; good++)
		weights[good] = demo_season[good][month];
	return (int)dice_weight(dice, weights, DEMO_GOODS);
}

static void
thing(const struct demo *d, struct client *w)
{
	struct dice dice = dice_of(d, DICE_ASSET, w->i);
	int year, month, day;

	clock_civil(demo_day(w->created_at), &year, &month, &day);
	w->good = first_good(&dice, w->created_at);
	w->bought = w->good != GOOD_SERVICE && dice_chance(&dice, 86);
	w->owns = w->good <= GOOD_POWER && dice_chance(&dice, 96);
	if (w->good == GOOD_SERVICE || !w->owns) {
		/* What is serviced here was mostly bought elsewhere. */
		w->good = dice_chance(&dice, 70) ? GOOD_CAR : GOOD_BIKE;
		w->owns = dice_chance(&dice, 80);
		w->bought = false;
	}
	w->product = dice_common(&dice, demo_goods[w->good].n);
	w->year = w->bought ? year : year - 1 - (int)dice_common(&dice, 24);
}

static int64_t
number(const struct demo *d, int64_t i, bool company)
{
	int64_t n = d->size->customers;

	if (company)
		return FIRST_COMPANY_RUT +
		    demo_number(d, NUMBER_COMPANY, i / EACH_COMPANY,
			n / EACH_COMPANY + 1, company_ruts);
	return FIRST_RUT + demo_number(d, NUMBER_RUT, i, n, ruts);
}

struct client
demo_client(const struct demo *d, int64_t i)
{
	int64_t n = d->size->customers;
	struct dice dice = dice_of(d, DICE_CUSTOMER, i);
	struct client w = { .i = i };

	w.company = i % EACH_COMPANY == 5;
	w.created_at = joined(d, i);
	w.id = demo_id(d, DICE_CUSTOMER, i, w.created_at);
	w.number = number(d, i, w.company);
	w.man = dice_chance(&dice, 54);
	w.born = w.company ? 0 : birthday(&dice, w.number);
	w.young = w.born > clock_days(1978, 1, 1);
	w.branch = (int)dice_weight(&dice, d->branch_weights, demo_nbranches);
	w.mobile = 30000000 + demo_number(d, NUMBER_MOBILE, i, n, mobiles);
	thing(d, &w);
	return w;
}

int64_t
demo_clients_at(const struct demo *d, msec at)
{
	int64_t k = demo_day(at) - d->clients.first;

	return d->clients.cum[k < d->clients.days ? k : d->clients.days];
}

/* ---- names -------------------------------------------------------------- */

static struct str
given(struct dice *dice, bool young, bool man)
{
	const struct demo_given *names = &demo_given[young][man];

	return str_of(names->v[dice_common(dice, names->n)]);
}

static const char *
surname(struct dice *dice)
{
	return demo_surnames[dice_common(dice, demo_nsurnames)];
}

int64_t
demo_home(const struct demo *d, int64_t i)
{
	(void)d;
	if (i % 20 != 9 || i % EACH_COMPANY == 5 || (i - 1) % EACH_COMPANY == 5)
		return i;
	return i - 1;
}

/* After the two given names comes the father's. */
struct str
demo_surname(const struct demo *d, const struct client *w)
{
	struct dice dice = dice_of(d, DICE_NAME, demo_home(d, w->i));

	dice_next(&dice);
	dice_next(&dice);
	return str_of(surname(&dice));
}

/* One or two given names, which differ, and two surnames. */
static struct str
person_name(const struct demo *d, struct arena *a, struct dice *dice,
    const struct client *w)
{
	struct str one = given(dice, w->young, w->man);
	struct str two = given(dice, w->young, w->man);
	const char *father = surname(dice), *mother = surname(dice);

	if (demo_home(d, w->i) != w->i)
		father = demo_surname(d, w).s;
	if (str_eq(one, two) || dice_chance(dice, 35))
		return str_printf(a, "%s %s %s", one.s, father, mother);
	return str_printf(a, "%s %s %s %s", one.s, two.s, father, mother);
}

static struct str
company_name(const struct demo *d, struct arena *a, struct dice *dice,
    const struct client *w)
{
	const char *p = demo_companies[dice_common(dice, demo_ncompanies)];
	const char *const *places = demo_branches[w->branch].comunas;
	struct buf out = { 0 };
	struct str name;
	int64_t n = 0;

	(void)d;
	while (places[n] != NULL)
		n++;
	for (; *p != '\0'; p += 3) {
		size_t plain = strcspn(p, "{");

		buf_add(&out, p, plain);
		if (*(p += plain) == '\0')
			break;
		buf_z(&out,
		    p[1] == 'p'	      ? places[dice_below(dice, n)]
			: p[1] == 'n' ? given(dice, true, w->man).s
				      : surname(dice));
	}
	name = buf_copy(a, &out);
	buf_done(&out);
	return name;
}

struct str
demo_name(const struct demo *d, struct arena *a, const struct client *w)
{
	struct dice dice = dice_of(d, DICE_NAME, w->i);

	if (w->company)
		return company_name(d, a, &dice, w);
	return person_name(d, a, &dice, w);
}

struct str
demo_given_name(const struct demo *d, const struct client *w)
{
	struct dice dice = dice_of(d, DICE_NAME, w->i);

	return given(&dice, w->young, w->man);
}

/* ---- things ------------------------------------------------------------- */

struct id
demo_asset_id(const struct demo *d, const struct client *w)
{
	return demo_id(d, DICE_ASSET, w->i, w->created_at);
}

struct str
demo_model(struct arena *a, int good, size_t product)
{
	const struct demo_good *g = &demo_goods[good].v[product];

	if (g->brand[0] == '\0')
		return str_of(g->model);
	return str_printf(a, "%s %s", g->brand, g->model);
}

/* Cars and motorcycles at most: one a customer, some more a company. */
int64_t
demo_things(const struct demo *d)
{
	int64_t n = d->size->customers;

	return n + (n / EACH_COMPANY + 1) * DEMO_FLEET;
}

/*
 * New plates are four consonants and two digits, and their first letter goes
 * up with the years, three letters for three years here; old ones two letters
 * and four digits.
 */
struct str
demo_plate_of(const struct demo *d, struct arena *a, int64_t n, int year)
{
	static const char new[] = "BCDFGHJKLPRSTVWXYZ";
	static const char old[] = "ABCDEFGHKLNPRSTUVWXYZ";
	int64_t all = demo_things(d), block = new_plates / 3;
	int64_t x = demo_number(d, NUMBER_PLATE, n, all, new_plates);
	int group = (year - 2008) / 3;

	if (year < 2008) {
		x = demo_number(d, NUMBER_OLD, n, all, old_plates);
		return str_printf(a, "%c%c%04d", old[x / 9000 / 21],
		    old[x / 9000 % 21], (int)(1000 + x % 9000));
	}
	if (group > 5)
		group = 5;
	return str_printf(a, "%c%c%c%c%02d", new[group * 3 + x / block],
	    new[x / 29160 % 18], new[x / 1620 % 18], new[x / 90 % 18],
	    (int)(10 + x % 90));
}

/* The check digit of a VIN: letters have values, places have weights. */
static char
vin_digit(const char *vin)
{
	static const char letters[] = "ABCDEFGH JKLMN P R STUVWXYZ";
	static const char values[] = "12345678 12345 7 9 23456789";
	static const int weights[17] = {
		8,
		7,
		6,
		5,
		4,
		3,
		2,
		10,
		0,
		9,
		8,
		7,
		6,
		5,
		4,
		3,
		2,
	};
	int sum = 0, i;

	for (i = 0; i < 17; i++) {
		const char *at = strchr(letters, vin[i]);

		sum += weights[i] *
		    (at != NULL ? values[at - letters] - '0' : vin[i] - '0');
	}
	return sum % 11 == 10 ? 'X' : (char)('0' + sum % 11);
}

/* Maker, what the model is, check digit, year, plant, number. */
struct str
demo_vin(struct arena *a, int64_t n, int good, size_t product, int year)
{
	static const char years[] = "ABCDEFGHJKLMNPRSTVWXY123456789";
	char vin[24];

	snprintf(vin, sizeof(vin), "8%c%c%c%02d%cL0%c%c%06d",
	    good == GOOD_CAR ? 'A' : 'V', demo_goods[good].v[product].brand[0],
	    "BCDFG"[product % 5], (int)(product * 7 % 89 + 11),
	    "ACEG"[product % 4], years[(year - 1980) % 30],
	    (char)('A' + n / 1000000 % 8), (int)(n % 1000000));
	vin[8] = vin_digit(vin);
	return str_copyn(a, vin, 17);
}

struct str
demo_plate(const struct demo *d, struct arena *a, const struct client *w)
{
	if (!w->owns || w->good > GOOD_BIKE)
		return STR_NONE;
	return demo_plate_of(d, a, w->i, w->year);
}

struct str
demo_serial(struct arena *a, const struct client *w)
{
	if (!w->owns || w->good > GOOD_POWER)
		return STR_NONE;
	if (w->good == GOOD_POWER)
		return str_printf(a, "%.2s%02d-%07d",
		    demo_goods[w->good].v[w->product].brand, w->year % 100,
		    (int)w->i);
	return demo_vin(a, w->i, w->good, w->product, w->year);
}
