/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zone_file.c - reads a zone file: the 64 bit transitions, and the rule in its
 * last line for what comes after them.
 */
#include "base/zone_own.h"

#include <ctype.h>
#include <unistd.h>

#include "base/conf.h"

enum { ZONE_FILE_MAX = 1 << 18, HEAD = 44 };

/* ---- the rule ----------------------------------------------------------- */

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

/* ---- the file ----------------------------------------------------------- */

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

bool
zone_name_ok(struct str s)
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

	if (zone_name_ok(zone)) {
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
