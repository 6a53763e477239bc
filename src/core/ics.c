/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ics.c - the loadable module `calendar`: events of an iCalendar file become
 * days. The only file that knows libical.
 */
#include <ctype.h>
#include <libical/ical.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "core/holiday_module.h"

enum { LAST_YEAR = 2099, DAYS_MOST = 20000, EVENT_DAYS_MOST = 366 };

/* A day of a series that an event of its own stands in for, or that EXDATE
 * takes out. */
struct gone {
	struct str uid;
	int64_t day;
};

struct reading {
	struct arena *a;
	struct holidays days;
	VEC(struct gone) gone;
	const char *of;
	struct fault *f;
};

/* An event as far as days go. */
struct event {
	icalcomponent *c;
	struct str uid;
	int64_t first;
	int days;
	struct holiday what; /* its day aside */
};

/* ---- texts ------------------------------------------------------------------
 */

/* One line, without blanks at its ends. */
static struct str
line(struct arena *a, const char *z)
{
	struct str s = str_copy(a, str_of(z));
	char *p = (char *)(uintptr_t)s.s;

	for (size_t i = 0; i < s.len; i++)
		if (iscntrl((unsigned char)p[i]))
			p[i] = ' ';
	return utf8_trim(a, utf8_safe(a, s, false));
}

/* "National holiday -  El día…": what stands before the dash. */
static struct str
kind_of(struct arena *a, icalcomponent *c)
{
	const char *text = icalcomponent_get_description(c);
	const char *dash = text != NULL ? strstr(text, " - ") : NULL;

	if (dash == NULL || dash - text > 64)
		return STR_NONE;
	return line(a, str_copyn(a, text, (size_t)(dash - text)).s);
}

static struct str
categories_of(struct arena *a, icalcomponent *c)
{
	struct buf b = { 0 };
	struct str out;
	icalproperty *p;

	for (p = icalcomponent_get_first_property(c, ICAL_CATEGORIES_PROPERTY);
	     p != NULL;
	     p = icalcomponent_get_next_property(c, ICAL_CATEGORIES_PROPERTY))
		buf_printf(&b, "%s%s", b.len > 0 ? "," : "",
		    line(a, icalproperty_get_categories(p)).s);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* ---- days -------------------------------------------------------------------
 */

static bool
day_of(struct icaltimetype t, int64_t *day)
{
	if (icaltime_is_null_time(t) || t.year < 1900 || t.year > LAST_YEAR ||
	    !clock_date_ok(t.year, t.month, t.day))
		return false;
	*day = clock_days(t.year, t.month, t.day);
	return true;
}

static bool
at_midnight(struct icaltimetype t)
{
	return t.is_date || (t.hour == 0 && t.minute == 0 && t.second == 0);
}

/*
 * How many days it takes; 0: it has a time of day. The end is the day after
 * the last; some writers give a time there though the start is a date.
 */
static int
days_of(icalcomponent *c, struct icaltimetype start, int64_t first)
{
	icalproperty *end =
	    icalcomponent_get_first_property(c, ICAL_DTEND_PROPERTY);
	icalproperty *span =
	    icalcomponent_get_first_property(c, ICAL_DURATION_PROPERTY);
	struct icaldurationtype d;
	int64_t last;

	if (end != NULL) {
		if (!start.is_date && !at_midnight(icalproperty_get_dtend(end)))
			return 0;
		if (!day_of(icalproperty_get_dtend(end), &last))
			return 1;
		if (last - first > EVENT_DAYS_MOST)
			return EVENT_DAYS_MOST;
		if (last > first)
			return (int)(last - first);
		return start.is_date ? 1 : 0;
	}
	if (span == NULL)
		return start.is_date ? 1 : 0;
	d = icalproperty_get_duration(span);
	if (!start.is_date && (d.hours | d.minutes | d.seconds) != 0)
		return 0;
	if (d.weeks > EVENT_DAYS_MOST || d.days > EVENT_DAYS_MOST)
		return EVENT_DAYS_MOST;
	last = (int64_t)d.weeks * 7 + d.days;
	return last > 0 ? (int)last : start.is_date ? 1 : 0;
}

static bool
is_gone(const struct reading *r, struct str uid, int64_t day)
{
	for (size_t i = 0; i < r->gone.n; i++)
		if (r->gone.v[i].day == day && str_eq(r->gone.v[i].uid, uid))
			return true;
	return false;
}

static enum err
close_days(struct reading *r, const struct event *e, int64_t first)
{
	for (int i = 0; i < e->days; i++) {
		struct holiday *h;

		if (r->days.n >= DAYS_MOST)
			return fail(r->f, ERR_INVALID,
			    _("%s has over %d days: take out what is no "
			      "holiday"),
			    r->of, DAYS_MOST);
		h = vec_push(r->a, &r->days);
		*h = e->what;
		h->day = first + i;
	}
	return OK;
}

/* ---- series -----------------------------------------------------------------
 */

static enum err
follow_rule(struct reading *r, const struct event *e, icalproperty *p,
    struct icaltimetype start)
{
	struct icalrecurrencetype rule = icalproperty_get_rrule(p);
	struct icalrecur_iterator_impl *it;
	struct icaltimetype t;
	int64_t day;
	enum err rc = OK;

	if (rule.freq < ICAL_DAILY_RECURRENCE ||
	    rule.freq > ICAL_YEARLY_RECURRENCE)
		return OK;
	if (rule.count == 0 &&
	    (icaltime_is_null_time(rule.until) || rule.until.year > LAST_YEAR))
		rule.until = icaltime_from_string("20991231");
	start.is_date = 1; /* a midnight's rule counts in days */
	start.hour = start.minute = start.second = 0;
	start.zone = NULL;
	if ((it = icalrecur_iterator_new(rule, start)) == NULL)
		return OK;
	while (rc == OK && day_of(t = icalrecur_iterator_next(it), &day))
		if (day != e->first && !is_gone(r, e->uid, day))
			rc = close_days(r, e, day);
	icalrecur_iterator_free(it);
	return rc;
}

static enum err
repeat(struct reading *r, const struct event *e, struct icaltimetype start)
{
	icalproperty *p;
	int64_t day;
	enum err rc = OK;

	if (!is_gone(r, e->uid, e->first))
		rc = close_days(r, e, e->first);
	for (p = icalcomponent_get_first_property(e->c, ICAL_RRULE_PROPERTY);
	     p != NULL && rc == OK;
	     p = icalcomponent_get_next_property(e->c, ICAL_RRULE_PROPERTY))
		rc = follow_rule(r, e, p, start);
	for (p = icalcomponent_get_first_property(e->c, ICAL_RDATE_PROPERTY);
	     p != NULL && rc == OK;
	     p = icalcomponent_get_next_property(e->c, ICAL_RDATE_PROPERTY))
		if (day_of(icalproperty_get_rdate(p).time, &day) &&
		    day != e->first && !is_gone(r, e->uid, day))
			rc = close_days(r, e, day);
	return rc;
}

/* ---- events -----------------------------------------------------------------
 */

static bool
cancelled(icalcomponent *c)
{
	return icalcomponent_get_status(c) == ICAL_STATUS_CANCELLED;
}

static void
note_gone(struct reading *r, icalcomponent *c)
{
	struct str uid = line(r->a, icalcomponent_get_uid(c));
	struct icaltimetype t = icalcomponent_get_recurrenceid(c);
	icalproperty *p;
	int64_t day;

	if (day_of(t, &day))
		*vec_push(r->a, &r->gone) = (struct gone){ uid, day };
	for (p = icalcomponent_get_first_property(c, ICAL_EXDATE_PROPERTY);
	     p != NULL;
	     p = icalcomponent_get_next_property(c, ICAL_EXDATE_PROPERTY))
		if (day_of(icalproperty_get_exdate(p), &day))
			*vec_push(r->a, &r->gone) = (struct gone){ uid, day };
}

static enum err
read_event(struct reading *r, icalcomponent *c)
{
	struct icaltimetype start = icalcomponent_get_dtstart(c), again;
	struct event e = { .c = c };

	if (cancelled(c) || !day_of(start, &e.first))
		return OK;
	if (!at_midnight(start) || (e.days = days_of(c, start, e.first)) == 0) {
		r->days.timed++;
		return OK;
	}
	e.uid = line(r->a, icalcomponent_get_uid(c));
	e.what.name = line(r->a, icalcomponent_get_summary(c));
	e.what.kind = kind_of(r->a, c);
	e.what.categories = categories_of(r->a, c);
	again = icalcomponent_get_recurrenceid(c);
	if (!icaltime_is_null_time(again)) /* stands for itself only */
		return close_days(r, &e, e.first);
	return repeat(r, &e, start);
}

static enum err
each_event(struct reading *r, icalcomponent *top)
{
	icalcomponent *c;
	enum err rc = OK;

	for (c = icalcomponent_get_first_component(top, ICAL_VEVENT_COMPONENT);
	     c != NULL;
	     c = icalcomponent_get_next_component(top, ICAL_VEVENT_COMPONENT))
		note_gone(r, c);
	for (c = icalcomponent_get_first_component(top, ICAL_VEVENT_COMPONENT);
	     c != NULL && rc == OK;
	     c = icalcomponent_get_next_component(top, ICAL_VEVENT_COMPONENT))
		rc = read_event(r, c);
	return rc;
}

static enum err
read_text(struct arena *a, struct str text, const char *of,
    struct holidays *out, struct fault *f)
{
	struct reading r = { .a = a, .of = of, .f = f };
	icalcomponent *top;
	enum err rc;

	icalerror_set_errors_are_fatal(false);
	top = icalparser_parse_string(text.s);
	if (top == NULL || icalcomponent_isa(top) != ICAL_VCALENDAR_COMPONENT)
		rc = fail(f, ERR_INVALID,
		    _("%s is no iCalendar file: it begins with "
		      "BEGIN:VCALENDAR and ends with END:VCALENDAR"),
		    of);
	else
		rc = each_event(&r, top);
	if (top != NULL)
		icalcomponent_free(top);
	if (rc == OK)
		*out = r.days;
	return rc;
}

const struct holiday_module holiday_module = { read_text };
