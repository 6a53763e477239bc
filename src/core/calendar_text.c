/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar_text.c - reads calendar files. The lines themselves, and what is
 * wrong with them as lines, are base/conf.c's.
 */
#include <ctype.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "base/conf.h"
#include "core/calendar_def.h"

enum { NAME_MOST = 64 };

struct reader {
	struct arena *a;
	struct calendars *out;
	struct calendar *c; /* of the section that is read; NULL: another's */
	struct version *v;
	int lines[7];			/* where each weekday was given */
	int zone, from, holidays, only; /* and these */
};

/* ---- days -------------------------------------------------------------------
 */

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri",
	"sat", "sun" };

static int
weekday(const char *s, size_t len)
{
	for (int i = 0; i < 7; i++)
		if (len == 3 && strncmp(s, weekdays[i], 3) == 0)
			return i;
	return -1;
}

/* "mon-fri" or "sat": bits, Monday's the lowest; 0 when it is neither. */
static unsigned
day_range(struct str s)
{
	const char *dash = strchr(s.s, '-');
	size_t n = dash != NULL ? (size_t)(dash - s.s) : s.len;
	int from = weekday(s.s, n);
	int to = dash != NULL ? weekday(dash + 1, s.len - n - 1) : from;
	unsigned bits = 0;

	if (from < 0 || to < 0)
		return 0;
	for (int i = from;; i = (i + 1) % 7) {
		bits |= 1u << i;
		if (i == to)
			return bits;
	}
}

static unsigned
day_list(struct arena *a, struct str key)
{
	unsigned all = 0, bits;
	struct str one;

	while (str_next(a, &key, ',', &one)) {
		if ((bits = day_range(utf8_trim(a, one))) == 0)
			return 0;
		all |= bits;
	}
	return all;
}

static enum err
set_week(struct reader *r, struct conf_at at, unsigned days, struct str value,
    struct fault *f)
{
	struct hours h;
	enum err rc;

	if ((rc = calendar_hours(&r->c->arena, at, value, &h, f)) != OK)
		return rc;
	for (int i = 0; i < 7; i++) {
		if ((days & 1u << i) == 0)
			continue;
		if (r->lines[i] != 0)
			return conf_refuse(at, f,
			    _("%s has its hours already, from line %d"),
			    weekdays[i], r->lines[i]);
		r->lines[i] = at.line;
		r->v->week[i] = h;
	}
	return OK;
}

/* "2026-09-18" as a word; whether such a day exists is asked apart. */
static bool
looks_like_date(struct str s)
{
	if (s.len != 10)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (i == 4 || i == 7 ? s.s[i] != '-'
				     : !isdigit((unsigned char)s.s[i]))
			return false;
	return true;
}

static enum err
read_date(struct conf_at at, struct str s, int64_t *out, struct fault *f)
{
	int64_t day;

	if (!looks_like_date(s))
		return conf_refuse(at, f,
		    _("'%s' is no date: write it as 2026-09-18"), s.s);
	if (!clock_day(s, &day) || day < clock_days(1900, 1, 1))
		return conf_refuse(at, f, _("there is no %s in the calendar"),
		    s.s);
	*out = day;
	return OK;
}

static enum err
set_date(struct reader *r, struct conf_at at, struct str key, struct str value,
    struct fault *f)
{
	struct dated d = { .line = at.line, .what = STR_NONE };
	enum err rc;

	if ((rc = read_date(at, key, &d.day, f)) != OK ||
	    (rc = calendar_hours(&r->c->arena, at, value, &d.hours, f)) != OK)
		return rc;
	for (size_t i = 0; i < r->v->dates.n; i++)
		if (r->v->dates.v[i].day == d.day)
			return conf_refuse(at, f,
			    _("%s has its hours already, from line %d"), key.s,
			    r->v->dates.v[i].line);
	*vec_push(&r->c->arena, &r->v->dates) = d;
	return OK;
}

/* ---- the other keys ---------------------------------------------------------
 */

static enum err
set_zone(struct reader *r, struct conf_at at, struct str value, struct fault *f)
{
	struct fault why;

	if (zone_load(&r->c->arena, value, &r->v->zone, &why) != OK)
		return conf_refuse(at, f, "%s", why.text);
	r->v->zone_name = str_copy(&r->c->arena, value);
	return OK;
}

static enum err
set_from(struct reader *r, struct conf_at at, struct str value, struct fault *f)
{
	r->v->dated = true;
	return read_date(at, value, &r->v->valid_from, f);
}

static enum err
set_holidays(struct reader *r, struct conf_at at, struct str value,
    struct fault *f)
{
	if (value.len < 5 || strcmp(value.s + value.len - 4, ".ics") != 0)
		return conf_refuse(at, f,
		    _("holidays = takes an iCalendar file, as chile.ics, not "
		      "'%s'"),
		    value.s);
	r->v->holidays_line = at.line;
	r->v->holidays = str_copy(&r->c->arena, value);
	return OK;
}

static enum err
set_only(struct reader *r, struct conf_at at, struct str value, struct fault *f)
{
	(void)at, (void)f;
	r->v->only = str_copy(&r->c->arena, value);
	return OK;
}

static enum err
unknown(struct conf_at at, struct str key, struct fault *f)
{
	static const char *const known[] = { "zone", "valid-from", "holidays",
		"holidays-kind", "mon", "tue", "wed", "thu", "fri", "sat",
		"sun", "mon-fri" };

	for (size_t i = 0; i < countof(known); i++)
		if (str_distance(key, str_of(known[i]), 2) <= 2 && key.len > 2)
			return conf_refuse(at, f,
			    _("'%s' is not known here; did you mean '%s'?"),
			    key.s, known[i]);
	return conf_refuse(at, f,
	    _("'%s' is not known here: a calendar has zone, valid-from, "
	      "holidays, days as mon-fri or sat,sun, and dates as "
	      "2026-09-18"),
	    key.s);
}

static enum err
set_key(struct reader *r, struct conf_at at, struct str key, struct str value,
    struct fault *f)
{
	const struct {
		const char *name;
		enum err (*set)(struct reader *, struct conf_at, struct str,
		    struct fault *);
		int *line;
	} keys[] = {
		{ "zone", set_zone, &r->zone },
		{ "valid-from", set_from, &r->from },
		{ "holidays", set_holidays, &r->holidays },
		{ "holidays-kind", set_only, &r->only },
	};
	unsigned days;

	for (size_t i = 0; i < countof(keys); i++) {
		if (!str_is(key, keys[i].name))
			continue;
		if (*keys[i].line != 0)
			return conf_refuse(at, f,
			    _("%s is given twice, first in "
			      "line %d"),
			    key.s, *keys[i].line);
		*keys[i].line = at.line;
		return keys[i].set(r, at, value, f);
	}
	if (isdigit((unsigned char)key.s[0]))
		return set_date(r, at, key, value, f);
	if ((days = day_list(&r->c->arena, key)) != 0)
		return set_week(r, at, days, value, f);
	return unknown(at, key, f);
}

/* ---- sections ---------------------------------------------------------------
 */

static bool
name_ok(struct str s)
{
	if (s.len == 0 || s.len > NAME_MOST)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!isalnum((unsigned char)s.s[i]) &&
		    (i == 0 || strchr("-_.", s.s[i]) == NULL))
			return false;
	return true;
}

static bool
any_hours(const struct reader *r)
{
	for (size_t i = 0; i < 7; i++)
		if (r->lines[i] != 0)
			return true;
	return r->v->dates.n > 0;
}

static int
by_day(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static enum err
same_version(const struct reader *r, struct conf_at at, struct fault *f)
{
	for (size_t i = 0; i + 1 < r->c->versions.n; i++)
		if (r->c->versions.v[i].is.from == r->v->is.from)
			return conf_refuse(at, f,
			    _("calendar '%s' stands in line %d already: two "
			      "versions need a valid-from of their own"),
			    r->c->name.s, r->c->versions.v[i].line);
	return OK;
}

/* What can be told only when all of a section was read. */
static enum err
end_section(struct reader *r, const char *file, struct fault *f)
{
	struct conf_at at = { file, 0 };

	if (r->c == NULL)
		return OK;
	at.line = r->v->line;
	if (r->v->zone == NULL)
		return conf_refuse(at, f,
		    _("calendar '%s' has no zone: add zone = "
		      "America/Santiago, or its own"),
		    r->c->name.s);
	if (!any_hours(r))
		return conf_refuse(at, f,
		    _("calendar '%s' has no hours: add mon-fri = 09:00-18:00, "
		      "or its own"),
		    r->c->name.s);
	r->v->is.from = r->v->dated
	    ? zone_instant(r->v->zone, DAYS(r->v->valid_from))
	    : INT64_MIN;
	if (r->v->dates.n > 0)
		qsort(r->v->dates.v, r->v->dates.n, sizeof(*r->v->dates.v),
		    by_day);
	return same_version(r, at, f);
}

struct calendar *
calendar_named(const struct calendars *all, struct str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i]->name, name))
			return all->v[i];
	return NULL;
}

/* Sections of other readers, which say what is wrong with them. */
static bool
others(struct str section)
{
	static const char *const kinds[] = { "policy ", "typification ",
		"template ", "approval ", "moves ", "service ", "slots " };

	for (size_t i = 0; i < countof(kinds); i++)
		if (str_starts(section, str_of(kinds[i])))
			return true;
	return false;
}

static enum err
begin_section(struct reader *r, struct conf_at at, struct str section,
    struct fault *f)
{
	struct str name = section;

	memset(r->lines, 0, sizeof(r->lines));
	r->zone = r->from = r->holidays = r->only = 0;
	r->c = NULL;
	if (others(section))
		return OK;
	if (!str_starts(section, STR("calendar ")))
		return conf_refuse(at, f,
		    _("'%s' is not known here: write [calendar NAME]"),
		    section.s);
	name.s += strlen("calendar ");
	name.len -= strlen("calendar ");
	name = utf8_trim(r->a, name);
	if (!name_ok(name))
		return conf_refuse(at, f,
		    _("'%s' is no name: use letters, digits, - _ and ., at "
		      "most %d"),
		    name.s, NAME_MOST);
	r->c = calendar_named(r->out, name);
	if (r->c == NULL)
		*vec_push(r->a, r->out) = r->c = calendar_new(name);
	r->v = vec_push(&r->c->arena, &r->c->versions);
	r->v->line = at.line;
	r->v->holidays = r->v->only = r->v->zone_name = STR_NONE;
	return OK;
}

static enum err
read_line(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	struct reader *r = u;
	enum err rc;

	if (key.len == 0) {
		if ((rc = end_section(r, at.file, f)) != OK)
			return rc;
		return begin_section(r, at, section, f);
	}
	if (section.len == 0)
		return conf_refuse(at, f,
		    _("'%s' stands before any section: begin with [calendar "
		      "NAME]"),
		    key.s);
	return r->c != NULL ? set_key(r, at, key, value, f) : OK;
}

enum err
calendar_sections(struct arena *a, struct str text, const char *of,
    struct calendars *out, struct fault *f)
{
	struct calendars all = { 0 };
	struct reader r = { .a = a, .out = &all };
	enum err rc = conf_text(text, of, read_line, &r, f);

	if (rc == OK)
		rc = end_section(&r, of, f);
	for (size_t i = 0; i < all.n; i++) {
		if (rc == OK)
			calendar_ready(all.v[i]);
		else
			calendar_free(all.v[i]);
	}
	if (rc == OK)
		*out = all;
	return rc;
}
