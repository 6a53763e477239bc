/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_kit.c - the demo's dice, ids, days and hours.
 *
 * Whole numbers only, so that a seed gives the same centre on every machine.
 */
#include "core/demo_kit.h"

/* ---- dice --------------------------------------------------------------- */

/* The finaliser of a splittable generator: near numbers become far ones. */
static uint64_t
stir(uint64_t x)
{
	x ^= x >> 30;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 27;
	x *= UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

uint64_t
dice_next(struct dice *d)
{
	return stir(d->s += UINT64_C(0x9e3779b97f4a7c15));
}

struct dice
dice_of(const struct demo *d, int stream, int64_t i)
{
	uint64_t s = stir(d->o.seed + UINT64_C(0x632be59bd9b4e019));

	s = stir(s ^ (uint64_t)stream * UINT64_C(0xd1342543de82ef95));
	return (struct dice){ stir(s + (uint64_t)i) };
}

int64_t
dice_below(struct dice *d, int64_t n)
{
	return (int64_t)(dice_next(d) % (uint64_t)n);
}

bool
dice_chance(struct dice *d, int percent)
{
	return dice_below(d, 100) < percent;
}

/* The product of two: the first of 200 comes in 3 of 100 draws. */
size_t
dice_common(struct dice *d, size_t n)
{
	uint64_t x = dice_next(d);
	uint64_t a = x & 0xffffff, b = x >> 24 & 0xffffff;

	return (size_t)((a * b >> 24) * n >> 24);
}

size_t
dice_weight(struct dice *d, const int *weights, size_t n)
{
	int64_t total = 0, at;
	size_t i;

	for (i = 0; i < n; i++)
		total += weights[i];
	at = dice_below(d, total);
	for (i = 0; at >= weights[i]; i++)
		at -= weights[i];
	return i;
}

int64_t
dice_curve(struct dice *d, const int q[11])
{
	int64_t x = dice_below(d, 10000);
	int64_t i = x / 1000;

	return q[i] + (q[i + 1] - q[i]) * (x % 1000) / 1000;
}

/* ---- ids ---------------------------------------------------------------- */

struct id
demo_id(const struct demo *d, int kind, int64_t i, msec at)
{
	static const char hex[] = "0123456789abcdef";
	struct dice dice = dice_of(d, 100 + kind, i);
	uint64_t a = dice_next(&dice), b = dice_next(&dice);
	uint64_t half[2];
	struct id id;
	int k, n = 0;

	half[0] = (uint64_t)at << 16 | 0x7000 | (a & 0xfff);
	half[1] = UINT64_C(1) << 63 | b >> 2;
	for (k = 0; k < 32; k++) {
		if (k == 8 || k == 12 || k == 16 || k == 20)
			id.s[n++] = '-';
		id.s[n++] = hex[half[k / 16] >> (60 - k % 16 * 4) & 15];
	}
	id.s[n] = '\0';
	return id;
}

/*
 * As registers give numbers: many blocks side by side, each filled in turn. It
 * looks as good as random, and an index on it is written at FRONTS places, not
 * all over.
 */
int64_t
demo_number(const struct demo *d, int salt, int64_t i, int64_t n, int64_t range)
{
	enum { FRONTS = 97 };
	int64_t block = (n + FRONTS - 1) / FRONTS;
	int64_t step = range / (block * FRONTS);
	struct dice first = dice_of(d, DICE_SHAPE, salt);
	struct dice each = dice_of(d, DICE_SHAPE, ((int64_t)salt << 40) + i);
	int64_t front = (i * 37 + dice_below(&first, FRONTS)) % FRONTS;

	return (front * block + i / FRONTS) * step + dice_below(&each, step);
}

/* ---- days --------------------------------------------------------------- */

/* Calls in each hour of the day; the rest write at night. */
static const int hours[24] = {
	3,
	2,
	1,
	1,
	1,
	2,
	4,
	14,
	48,
	92,
	112,
	110,
	100,
	78,
	76,
	96,
	102,
	98,
	80,
	48,
	28,
	20,
	12,
	6,
};

/* Chile's summer time, by months: nobody here sees the two Sundays. */
static msec
shift(int month)
{
	return month >= 3 && month <= 7 ? HOURS(4) : HOURS(3);
}

int
demo_month(int64_t day)
{
	int y, m, d;

	clock_civil(day, &y, &m, &d);
	return m - 1;
}

int64_t
demo_day(msec at)
{
	return (at - shift(demo_month(at / DAYS(1)))) / DAYS(1);
}

msec
demo_midnight(int64_t day)
{
	return DAYS(day) + shift(demo_month(day));
}

static int64_t
hours_total(int until)
{
	int64_t sum = 0;
	int i;

	for (i = 0; i < until; i++)
		sum += hours[i];
	return sum;
}

msec
demo_time(struct dice *d, int64_t day, int64_t j, int64_t n)
{
	int64_t place = (j * 1024 + dice_below(d, 1024)) * 1000;
	int64_t at = place / n * hours_total(24) / 1024;
	int h;

	for (h = 0; at >= (int64_t)hours[h] * 1000 && h < 23; h++)
		at -= (int64_t)hours[h] * 1000;
	return demo_midnight(day) + HOURS(h) + at * 3600 / hours[h];
}

static bool
sunday(int64_t day)
{
	return (day + 4) % 7 == 0;
}

msec
demo_office(struct dice *d, msec at)
{
	int64_t day = demo_day(at);
	msec since = at - demo_midnight(day);

	if (since >= HOURS(18))
		day++;
	else if (since >= HOURS(9) && !sunday(day))
		return at;
	if (sunday(day))
		day++;
	return demo_midnight(day) + HOURS(9) + SECONDS(dice_below(d, 5400));
}

void
spread_make(struct arena *a, struct spread *s, int64_t first, int64_t days,
    int64_t n, int64_t (*weight)(const struct demo *, int64_t day),
    const struct demo *d)
{
	int64_t k, sum = 0;

	s->first = first;
	s->days = days;
	s->cum = NEWN(a, int64_t, days + 1);
	for (k = 0; k < days; k++)
		s->cum[k + 1] = sum += weight(d, first + k);
	for (k = 1; k <= days; k++)
		s->cum[k] = s->cum[k] * n / sum;
}

int64_t
spread_day(const struct spread *s, int64_t i, int64_t *j, int64_t *n)
{
	int64_t lo = 0, hi = s->days - 1, mid;

	while (lo < hi) {
		mid = (lo + hi + 1) / 2;
		if (s->cum[mid] <= i)
			lo = mid;
		else
			hi = mid - 1;
	}
	*j = i - s->cum[lo];
	*n = s->cum[lo + 1] - s->cum[lo];
	return s->first + lo;
}

/* ---- when contacts begin -------------------------------------------------- */

int64_t
demo_contacts(const struct demo *d)
{
	return d->npast + d->ntoday + d->nlive;
}

msec
demo_contact_start(const struct demo *d, int64_t k)
{
	struct dice dice = dice_of(d, DICE_CONTACT, k);
	int64_t day, j, n;

	if (k < d->npast) {
		day = spread_day(&d->contacts, k, &j, &n);
		return demo_time(&dice, day, j, n);
	}
	if (k < d->npast + d->ntoday)
		return demo_time(&dice, d->today, k - d->npast, d->nwhole);
	return d->now - SECONDS(30) -
	    (demo_contacts(d) - 1 - k) * MINUTES(25) / d->nlive;
}
