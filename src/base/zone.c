/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zone.c - reads zone data: a table of changes, and the rule after the last.
 */
#include "base/zone.h"

#include <pthread.h>

#include "base/clock.h"

#define ZONES	 64
#define DATA_MAX (1 << 20)
#define CHANGES	 20000
#define NAME_LEN 60

/* When a rule's day begins to count: Mm.w.d/time, Jn or n of RFC 8536, 3.3. */
struct edge {
	char kind; /* 'M', 'J' or '0' */
	int month, week, day;
	int64_t second;
};

struct zone {
	char name[NAME_LEN + 1];
	bool known, machine;
	size_t n;
	int64_t *at;	 /* seconds UTC */
	int32_t *offset; /* seconds east, from at[i] on */
	int32_t before;	 /* until the first */
	bool rule;	 /* after the last change: these */
	bool summer;
	int32_t normal, saving;
	struct edge from, to;
};

/* ---- the rule after the last change --------------------------------------- */

static const char *
skip_name(const char *s)
{
	if (*s == '<') {
		s = strchr(s, '>');
		return s != NULL ? s + 1 : "";
	}
	while ((*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z'))
		s++;
	return s;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static const char *
read_time(const char *s, int64_t *out)
{
	int64_t sign = 1, unit = 3600, sum = 0;
	char *end;

	if (*s == '-' || *s == '+')
		sign = *s++ == '-' ? -1 : 1;
	for (; *s >= '0' && *s <= '9' && unit > 0; unit /= 60) {
		sum += strtol(s, &end, 10) * unit;
		s = end;
		if (*s != ':')
			break;
		s++;
	}
	*out = sign * sum;
	return s;
}

static const char *
read_edge(const char *s, struct edge *e)
{
	char *end;

	*e = (struct edge){ .kind = '0', .second = 7200 };
	if (*s == 'M') {
		e->kind = 'M';
		e->month = (int)strtol(s + 1, &end, 10);
		e->week = *end == '.' ? (int)strtol(end + 1, &end, 10) : 0;
		e->day = *end == '.' ? (int)strtol(end + 1, &end, 10) : 0;
	} else {
		if (*s == 'J')
			e->kind = *s++;
		e->day = (int)strtol(s, &end, 10);
	}
	s = end;
	return *s == '/' ? read_time(s + 1, &e->second) : s;
}

/* "<-04>4<-03>,M9.1.6/24,M4.1.6/24" */
static void
read_rule(struct zone *z, const char *s)
{
	int64_t west;

	if (*s == '\0' || *s == '\n')
		return;
	s = read_time(skip_name(s), &west);
	z->rule = true;
	z->normal = (int32_t)-west;
	if (*s == '\0' || *s == '\n')
		return;
	s = skip_name(s);
	west -= 3600;
	if (*s != ',')
		s = read_time(s, &west);
	if (*s != ',')
		return;
	z->summer = true;
	z->saving = (int32_t)-west;
	s = read_edge(s + 1, &z->from);
	if (*s == ',')
		read_edge(s + 1, &z->to);
}

static int64_t
edge_day(const struct edge *e, int year)
{
	int64_t first = clock_days(year, 1, 1), day;
	int64_t next;

	if (e->kind == '0')
		return first + e->day;
	if (e->kind == 'J')
		return first + e->day - 1 +
		    (e->day > 59 && clock_date_ok(year, 2, 29));
	first = clock_days(year, e->month, 1);
	next = e->month < 12 ? clock_days(year, e->month + 1, 1)
			     : clock_days(year + 1, 1, 1);
	day = first + (e->day - (first + 4) % 7 + 7) % 7 + (e->week - 1) * 7;
	return day < next ? day : day - 7;
}

static int32_t
by_rule(const struct zone *z, int64_t second)
{
	int64_t local = second + z->normal, from, to;
	int64_t days = local >= 0 ? local / 86400 : -((86399 - local) / 86400);
	int year, month, day;
	bool in;

	if (!z->summer)
		return z->normal;
	clock_civil(days, &year, &month, &day);
	from = edge_day(&z->from, year) * 86400 + z->from.second - z->normal;
	to = edge_day(&z->to, year) * 86400 + z->to.second - z->saving;
	in = from < to ? second >= from && second < to
		       : second >= from || second < to;
	return in ? z->saving : z->normal;
}

/* ---- the file ------------------------------------------------------------ */

static int64_t
number(const unsigned char *s, int bytes)
{
	uint64_t n = s[0] & 0x80 ? ~(uint64_t)0 : 0;

	for (int i = 0; i < bytes; i++)
		n = n << 8 | s[i];
	return (int64_t)n;
}

/* The counts of a header: isut, isstd, leap, times, types, chars. */
struct counts {
	int64_t v[6];
};

static bool
read_header(const unsigned char *s, size_t len, struct counts *c)
{
	if (len < 44 || memcmp(s, "TZif", 4) != 0)
		return false;
	for (int i = 0; i < 6; i++)
		c->v[i] = number(s + 20 + i * 4, 4);
	for (int i = 0; i < 6; i++)
		if (c->v[i] < 0 || c->v[i] > CHANGES)
			return false;
	return c->v[4] > 0;
}

static size_t
block_len(const struct counts *c, int wide)
{
	return (size_t)(c->v[3] * (wide + 1) + c->v[4] * 6 + c->v[5] +
	    c->v[2] * (wide + 4) + c->v[1] + c->v[0]);
}

static bool
read_block(struct zone *z, const unsigned char *s, const struct counts *c)
{
	size_t n = (size_t)c->v[3];
	const unsigned char *which = s + n * 8, *types = which + n;

	z->at = malloc((n + 1) * sizeof(*z->at));
	z->offset = malloc((n + 1) * sizeof(*z->offset));
	if (z->at == NULL || z->offset == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (which[i] >= c->v[4])
			return false;
		z->at[i] = number(s + i * 8, 8);
		z->offset[i] = (int32_t)number(types + which[i] * 6, 4);
	}
	z->before = (int32_t)number(types, 4);
	z->n = n;
	return true;
}

/* The second block, with 64 bits, and the rule behind it. */
static bool
read_data(struct zone *z, const unsigned char *s, size_t len)
{
	struct counts c;
	size_t first;

	if (!read_header(s, len, &c) || s[4] < '2')
		return false;
	first = 44 + block_len(&c, 4);
	if (first > len || !read_header(s + first, len - first, &c))
		return false;
	s += first + 44;
	len -= first + 44;
	if (block_len(&c, 8) + 2 > len || !read_block(z, s, &c))
		return false;
	if (s[block_len(&c, 8)] == '\n')
		read_rule(z, (const char *)s + block_len(&c, 8) + 1);
	return true;
}

/* No name leads out of the folder. */
static bool
name_ok(struct str name)
{
	static const char may[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq"
				  "rstuvwxyz0123456789+-_/";

	return name.len > 0 && name.len <= NAME_LEN && name.s[0] != '/' &&
	    strspn(name.s, may) == name.len;
}

static bool
read_file(struct zone *z)
{
	const char *dir = getenv("TZDIR");
	struct buf path = { 0 };
	bool ok = false;
	char *data;
	FILE *f;

	buf_printf(&path, "%s/%s", dir != NULL ? dir : "/usr/share/zoneinfo",
	    z->name);
	f = fopen(path.s, "re");
	data = f != NULL ? malloc(DATA_MAX) : NULL;
	if (data != NULL) {
		size_t n = fread(data, 1, DATA_MAX - 1, f);

		data[n] = '\0';
		ok = read_data(z, (unsigned char *)data, n);
	}
	free(data);
	if (f != NULL)
		fclose(f);
	buf_done(&path);
	return ok;
}

/* ---- asking -------------------------------------------------------------- */

static struct zone zones[ZONES];
static size_t nzones;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct zone *
make(struct str name)
{
	struct zone *z = &zones[nzones];

	memcpy(z->name, name.s, name.len + 1);
	z->machine = name.len == 0;
	z->known = z->machine || read_file(z);
	if (!z->known) {
		free(z->at);
		free(z->offset);
		z->at = NULL;
		z->offset = NULL;
		z->n = 0;
		z->rule = z->summer = false;
		z->before = 0;
	}
	nzones++;
	return z;
}

const struct zone *
zone_get(struct str name)
{
	static const struct zone utc = { .name = "UTC" };
	const struct zone *found = NULL;

	if (name.len > 0 && !name_ok(name))
		return &utc;
	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < nzones && found == NULL; i++)
		if (str_is(name, zones[i].name))
			found = &zones[i];
	if (found == NULL && nzones < ZONES)
		found = make(name);
	pthread_mutex_unlock(&lock);
	return found != NULL ? found : &utc;
}

bool
zone_known(const struct zone *z)
{
	return z->known;
}

/* The last change not after `second`. */
static int32_t
by_table(const struct zone *z, int64_t second)
{
	size_t lo = 0, hi = z->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (z->at[mid] <= second)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == z->n && z->rule)
		return by_rule(z, second);
	return lo > 0 ? z->offset[lo - 1] : z->before;
}

msec
zone_offset(const struct zone *z, msec at)
{
	int64_t second = at >= 0 ? at / 1000 : -((999 - at) / 1000);
	time_t t = (time_t)second;
	struct tm tm;

	if (!z->machine)
		return SECONDS(by_table(z, second));
	localtime_r(&t, &tm);
	return SECONDS(tm.tm_gmtoff);
}

struct zone_time
zone_time(const struct zone *z, msec at)
{
	msec offset = zone_offset(z, at), local = at + offset;
	struct zone_time t = { .offset = (int)(offset / MINUTES(1)) };
	int64_t second;

	t.day =
	    local >= 0 ? local / DAYS(1) : -((DAYS(1) - 1 - local) / DAYS(1));
	second = (local - t.day * DAYS(1)) / 1000;
	clock_civil(t.day, &t.year, &t.month, &t.mday);
	t.wday = (int)(((t.day + 4) % 7 + 7) % 7);
	t.hour = (int)(second / 3600);
	t.minute = (int)(second / 60 % 60);
	t.second = (int)(second % 60);
	return t;
}
