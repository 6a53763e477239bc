/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zone.c - what a zone says of an instant: its transitions, and the rule for
 * what comes after them. Those asked for by name are kept.
 */
#include "base/zone_own.h"

#include <pthread.h>

#include "base/clock.h"

enum { DAY_SECONDS = 86400 };

/* ---- the rule -------------------------------------------------------------
 */

static int
weekday(int64_t days) /* 0 is Sunday; 1970-01-01 was a Thursday */
{
	return (int)(((days + 4) % 7 + 7) % 7);
}

/* When it comes in that year, on the wall clock. */
static int64_t
turn_in(const struct turn *t, int year)
{
	int64_t d;

	if (t->form == 'M') {
		d = clock_days(year, t->month, 1);
		d += (t->day - weekday(d) + 7) % 7 + (t->week - 1) * 7;
		while (!clock_date_ok(year, t->month,
		    (int)(d - clock_days(year, t->month, 1)) + 1))
			d -= 7;
	} else {
		d = clock_days(year, 1, 1) + t->day;
		if (t->form == 'J' &&
		    (t->day < 60 || !clock_date_ok(year, 2, 29)))
			d--;
	}
	return d * DAY_SECONDS + t->seconds;
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && a < 0);
}

/* The offset by the rule, and the turns around `at`. */
static int64_t
by_rule(const struct zone *z, int64_t at, int64_t *from, int64_t *to)
{
	int64_t off = z->std_off, b, e, last = INT64_MIN;
	int year, month, day;

	if (!z->summer)
		return off;
	clock_civil(floor_div(at, DAY_SECONDS), &year, &month, &day);
	for (int y = year - 1; y <= year + 1; y++) {
		b = turn_in(&z->begin, y) - z->std_off;
		e = turn_in(&z->end, y) - z->dst_off;
		for (int i = 0; i < 2; i++) {
			bool begins = (b <= e) == (i == 0);
			int64_t t = begins ? b : e;

			if (t > at && t < *to)
				*to = t;
			if (t <= at && t >= last) {
				off = begins ? z->dst_off : z->std_off;
				last = t;
			}
		}
	}
	if (last > *from)
		*from = last;
	return off;
}

/* ---- kept for printing ------------------------------------------------------
 */

struct kept {
	struct kept *next;
	struct str name;
	const struct zone *zone; /* NULL: there is none */
};

static const struct zone utc, machine = { .machine = true };

static const struct kept *
keep(struct str name)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static struct arena arena; /* never freed */
	static struct kept *first;
	struct kept *k;

	pthread_mutex_lock(&lock);
	for (k = first; k != NULL && !str_eq(k->name, name);)
		k = k->next;
	if (k == NULL) {
		k = NEW(&arena, struct kept);
		k->name = str_copy(&arena, name);
		if (zone_load(&arena, name, &k->zone, NULL) != OK)
			k->zone = NULL;
		k->next = first;
		first = k;
	}
	pthread_mutex_unlock(&lock);
	return k;
}

const struct zone *
zone_get(struct str name)
{
	const struct zone *z = NULL;

	if (name.len == 0)
		return &machine;
	if (zone_name_ok(name))
		z = keep(name)->zone;
	return z != NULL ? z : &utc;
}

/* ---- what is asked --------------------------------------------------------
 */

static msec
in_ms(int64_t seconds)
{
	if (seconds == INT64_MIN || seconds == INT64_MAX)
		return seconds;
	if (seconds > INT64_MAX / 2000)
		return INT64_MAX;
	return seconds < INT64_MIN / 2000 ? INT64_MIN : seconds * 1000;
}

/* How many transitions are at or before it. */
static size_t
passed(const struct zone *z, int64_t at)
{
	size_t lo = 0, hi = z->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (z->at[mid] <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

msec
zone_span(const struct zone *z, msec at, msec *from, msec *to)
{
	int64_t second = floor_div(at, 1000), f = INT64_MIN, t = INT64_MAX;
	size_t i = passed(z, second);
	int64_t off = i > 0 ? z->off[i - 1] : z->first;

	if (i > 0)
		f = z->at[i - 1];
	if (i < z->n)
		t = z->at[i];
	else if (z->rule)
		off = by_rule(z, second, &f, &t);
	if (from != NULL)
		*from = in_ms(f);
	if (to != NULL)
		*to = in_ms(t);
	return off * 1000;
}

msec
zone_offset(const struct zone *z, msec at)
{
	time_t t = (time_t)floor_div(at, 1000);
	struct tm tm;

	if (!z->machine)
		return zone_span(z, at, NULL, NULL);
	localtime_r(&t, &tm);
	return SECONDS(tm.tm_gmtoff);
}

struct zone_time
zone_time(const struct zone *z, msec at)
{
	msec offset = zone_offset(z, at), local = at + offset;
	struct zone_time t = { .offset = (int)(offset / MINUTES(1)) };
	int64_t second;

	t.day = floor_div(local, DAYS(1));
	second = (local - DAYS(t.day)) / 1000;
	clock_civil(t.day, &t.year, &t.month, &t.mday);
	t.wday = weekday(t.day);
	t.hour = (int)(second / 3600);
	t.minute = (int)(second / 60 % 60);
	t.second = (int)(second % 60);
	return t;
}

msec
zone_instant(const struct zone *z, msec local)
{
	msec at = local - HOURS(27), from, to, off, here;

	for (;;) {
		off = zone_span(z, at, &from, &to);
		here = local - off;
		if (here < from)
			here = from;
		if (here < to)
			return here;
		at = to;
	}
}

const char *
zone_text(const struct zone *z, msec at, char out[ZONE_TEXT])
{
	msec off = zone_offset(z, at);
	unsigned minutes = (unsigned)((off < 0 ? -off : off) / 60000);
	char iso[CLOCK_ISO];

	clock_iso(at + off, iso);
	snprintf(out, ZONE_TEXT, "%.10s %.5s %c%02u:%02u", iso, iso + 11,
	    off < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
	return out;
}

/* The first line of FOLDER/FILE after `before`. */
static bool
version_in(const char *file, const char *before, char out[32])
{
	char path[512], line[128];
	size_t skip = strlen(before);
	FILE *in;
	bool good;

	snprintf(path, sizeof(path), "%s/%s", zone_folder(), file);
	if ((in = fopen(path, "re")) == NULL)
		return false;
	good = fgets(line, sizeof(line), in) != NULL &&
	    strncmp(line, before, skip) == 0;
	fclose(in);
	if (!good)
		return false;
	line[skip + strcspn(line + skip, " \r\n")] = '\0';
	snprintf(out, 32, "%.31s", line + skip);
	return out[0] != '\0';
}

struct str
zone_version(void)
{
	static _Thread_local char version[32];

	if (version[0] == '\0' &&
	    !version_in("tzdata.zi", "# version ", version) &&
	    !version_in("+VERSION", "", version))
		snprintf(version, sizeof(version), "unknown");
	return str_of(version);
}
