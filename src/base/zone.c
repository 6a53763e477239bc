/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zone.c - reads a zone file: the 64 bit transitions, and the rule in its
 * last line for what comes after them.
 */
#include <ctype.h>
#include <pthread.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/zone.h"

enum { ZONE_FILE_MAX = 1 << 18, HEAD = 44, DAY_SECONDS = 86400 };

/* "M10.2.0/3": when a part of the year begins. */
struct turn {
	char form; /* 'M', 'J' (no leap day) or '0' (counts it) */
	int month, week, day;
	int64_t seconds; /* after 00:00 of that day */
};

struct zone {
	bool machine;	   /* the C library is asked */
	const int64_t *at; /* seconds; from here on … */
	const int64_t *off;
	size_t n;
	int64_t first; /* the offset before all of them */
	bool rule;     /* the two below say what follows */
	bool summer;   /* there are two halves of the year */
	int64_t std_off, dst_off;
	struct turn begin, end; /* of dst_off */
};

/* ---- the rule -------------------------------------------------------------
 */

static bool
eat(const char **p, char c)
{
	if (**p != c)
		return false;
	(*p)++;
	return true;
}

static bool
number(const char **p, int most, int *out)
{
	int n = 0;

	if (!isdigit((unsigned char)**p))
		return false;
	for (; isdigit((unsigned char)**p) && n <= most; (*p)++)
		n = n * 10 + (**p - '0');
	*out = n;
	return n <= most;
}

/* "<-03>" or "CLT". */
static bool
name(const char **p)
{
	const char *start = *p;

	if (eat(p, '<')) {
		while (**p != '\0' && **p != '>')
			(*p)++;
		return eat(p, '>');
	}
	while (isalpha((unsigned char)**p))
		(*p)++;
	return *p - start >= 3;
}

/* "[+-]hh[:mm[:ss]]" in seconds. */
static bool
span(const char **p, int64_t *out)
{
	int h, m = 0, s = 0;
	int64_t sign = 1;

	if (eat(p, '-'))
		sign = -1;
	else
		eat(p, '+');
	if (!number(p, 167, &h))
		return false;
	if (eat(p, ':') &&
	    (!number(p, 59, &m) || (eat(p, ':') && !number(p, 59, &s))))
		return false;
	*out = sign * (h * 3600 + m * 60 + s);
	return true;
}

static bool
turn(const char **p, struct turn *t)
{
	bool good;

	*t = (struct turn){ .form = '0', .seconds = 7200 };
	if (eat(p, 'M')) {
		t->form = 'M';
		good = number(p, 12, &t->month) && eat(p, '.') &&
		    number(p, 5, &t->week) && eat(p, '.') &&
		    number(p, 6, &t->day) && t->month > 0 && t->week > 0;
	} else {
		if (eat(p, 'J'))
			t->form = 'J';
		good = number(p, 365, &t->day);
	}
	return good && (!eat(p, '/') || span(p, &t->seconds));
}

static bool
read_rule(const char *p, struct zone *z)
{
	int64_t west;

	if (!name(&p) || !span(&p, &west))
		return false;
	z->std_off = z->dst_off = -west;
	z->rule = true;
	if (*p == '\0')
		return true;
	if (!name(&p))
		return false;
	z->dst_off = z->std_off + 3600;
	if (*p != ',' && *p != '\0') {
		if (!span(&p, &west))
			return false;
		z->dst_off = -west;
	}
	z->summer = true;
	return eat(&p, ',') && turn(&p, &z->begin) && eat(&p, ',') &&
	    turn(&p, &z->end) && *p == '\0';
}

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

/* ---- the file -------------------------------------------------------------
 */

struct bytes {
	const unsigned char *p;
	size_t left;
};

static int64_t
big(const unsigned char *p, size_t n)
{
	uint64_t v = (p[0] & 0x80) != 0 ? UINT64_MAX : 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[i];
	return (int64_t)v;
}

struct counts {
	size_t utc, std, leap, times, types, chars;
};

static bool
head(struct bytes *b, int *version, struct counts *c)
{
	size_t *const all[] = { &c->utc, &c->std, &c->leap, &c->times,
		&c->types, &c->chars };

	if (b->left < HEAD || memcmp(b->p, "TZif", 4) != 0)
		return false;
	*version = b->p[4] == 0 ? 1 : b->p[4] - '0';
	for (size_t i = 0; i < countof(all); i++) {
		int64_t n = big(b->p + 20 + 4 * i, 4);

		if (n < 0 || n > ZONE_FILE_MAX)
			return false;
		*all[i] = (size_t)n;
	}
	b->p += HEAD;
	b->left -= HEAD;
	return true;
}

static size_t
body_len(const struct counts *c, size_t width)
{
	return c->times * (width + 1) + c->types * 6 + c->chars +
	    c->leap * (width + 4) + c->std + c->utc;
}

static bool
read_times(struct arena *a, const struct bytes *b, const struct counts *c,
    size_t width, struct zone *z)
{
	int64_t *at = NEWN(a, int64_t, c->times);
	int64_t *off = NEWN(a, int64_t, c->times);
	const unsigned char *index = b->p + c->times * width;
	const unsigned char *types = index + c->times;

	z->first = big(types, 4);
	for (size_t i = 0; i < c->times; i++) {
		at[i] = big(b->p + i * width, width);
		if (index[i] >= c->types || (i > 0 && at[i] <= at[i - 1]))
			return false;
		off[i] = big(types + 6 * (size_t)index[i], 4);
		if (off[i] < -26 * 3600 || off[i] > 26 * 3600)
			return false;
	}
	z->at = at;
	z->off = off;
	z->n = c->times;
	return z->first >= -26 * 3600 && z->first <= 26 * 3600;
}

static bool
read_footer(struct arena *a, const struct bytes *b, struct zone *z)
{
	const char *s = (const char *)b->p, *end;

	if (b->left < 2 || s[0] != '\n' ||
	    (end = memchr(s + 1, '\n', b->left - 1)) == NULL)
		return false;
	if (end == s + 1) /* nothing is known of later */
		return true;
	return read_rule(str_copyn(a, s + 1, (size_t)(end - s) - 1).s, z);
}

static bool
read_body(struct arena *a, struct str bytes, struct zone *z)
{
	struct bytes b = { (const unsigned char *)bytes.s, bytes.len };
	struct counts c;
	size_t width = 4;
	int version;

	if (!head(&b, &version, &c))
		return false;
	if (version >= 2) {
		if (b.left < body_len(&c, 4))
			return false;
		b.p += body_len(&c, 4);
		b.left -= body_len(&c, 4);
		width = 8;
		if (!head(&b, &version, &c))
			return false;
	}
	if (c.types == 0 || c.leap > 0 || b.left < body_len(&c, width) ||
	    !read_times(a, &b, &c, width, z))
		return false;
	b.p += body_len(&c, width);
	b.left -= body_len(&c, width);
	return width == 4 || read_footer(a, &b, z);
}

enum err
zone_read(struct arena *a, struct str bytes, const char *of,
    const struct zone **out, struct fault *f)
{
	struct zone *z = NEW(a, struct zone);

	if (!read_body(a, bytes, z))
		return fail(f, ERR_INVALID,
		    _("%s is no time zone file that can be used: install the "
		      "system's zone data again"),
		    of);
	*out = z;
	return OK;
}

static bool
name_ok(struct str s)
{
	bool good = s.len > 0 && s.len < 64 && isalpha((unsigned char)s.s[0]);

	for (size_t i = 0; i < s.len && good; i++)
		good = isalnum((unsigned char)s.s[i]) ||
		    strchr("_+-", s.s[i]) != NULL ||
		    (s.s[i] == '/' && isalpha((unsigned char)s.s[i + 1]));
	return good;
}

enum err
zone_load(struct arena *a, struct str zone, const struct zone **out,
    struct fault *f)
{
	struct str path, bytes;

	if (name_ok(zone)) {
		path =
		    str_printf(a, "%s/" STR_FMT, zone_folder(), STR_ARG(zone));
		if (file_read(path.s, ZONE_FILE_MAX, a, &bytes, NULL) == OK)
			return zone_read(a, bytes, path.s, out, f);
	}
	return fail(f, ERR_INVALID,
	    _("there is no time zone '%.*s' in %s: write it as "
	      "America/Santiago"),
	    STR_ARG(zone), zone_folder());
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
	if (name_ok(name))
		z = keep(name)->zone;
	return z != NULL ? z : &utc;
}

bool
zone_known(const struct zone *z)
{
	return z != &utc;
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

const char *
zone_folder(void)
{
	static const char *const usual[] = { "/usr/share/zoneinfo",
		"/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo" };
	const char *dir = secure_getenv("TZDIR");

	if (dir != NULL && dir[0] == '/')
		return dir;
	for (size_t i = 0; i < countof(usual); i++)
		if (access(usual[i], X_OK) == 0)
			return usual[i];
	return usual[0];
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
