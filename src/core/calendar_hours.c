/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar_hours.c - reads the open hours of a day: "09:00-13:00 14:00-18:00",
 * or "closed".
 */
#include "core/calendar_def.h"

#include <ctype.h>

#include "base/utf8.h"

enum { INTERVALS_MOST = 24, LAST_MINUTE = 24 * 60 };

/* "9:00" or "09:00", up to 24:00. */
static bool
minute(const char **p, int *out)
{
	int h = 0, digits = 0;

	for (; isdigit((unsigned char)**p) && digits < 2; (*p)++, digits++)
		h = h * 10 + (**p - '0');
	if (digits == 0 || **p != ':' || !isdigit((unsigned char)p[0][1]) ||
	    !isdigit((unsigned char)p[0][2]))
		return false;
	*out = h * 60 + (p[0][1] - '0') * 10 + (p[0][2] - '0');
	if (p[0][1] > '5' || *out > LAST_MINUTE)
		return false;
	*p += 3;
	return true;
}

static enum err
read_interval(struct conf_at at, struct str s, struct interval *i,
    struct fault *f)
{
	const char *p = s.s;

	if (s.s[0] == ';' || s.s[0] == '#')
		return conf_refuse(at, f,
		    _("a comment stands on a line of its own: move '%s' and "
		      "what follows it"),
		    s.s);
	if (!minute(&p, &i->from) || *p++ != '-' || !minute(&p, &i->to) ||
	    *p != '\0')
		return conf_refuse(at, f,
		    _("'%s' is no interval: write it as 09:00-13:00, or "
		      "'closed' for the whole day"),
		    s.s);
	if (i->to == 0 && i->from > 0)
		return conf_refuse(at, f,
		    _("'%s': an interval that lasts to midnight ends at "
		      "24:00"),
		    s.s);
	if (i->from > i->to)
		return conf_refuse(at, f,
		    _("'%s' crosses midnight: write %02d:%02d-24:00 here and "
		      "00:00-%02d:%02d on the next day"),
		    s.s, i->from / 60, i->from % 60, i->to / 60, i->to % 60);
	if (i->from == i->to)
		return conf_refuse(at, f, _("'%s' is empty: take it out"), s.s);
	return OK;
}

static int
by_minute(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;

	return x->from - y->from;
}

/* Sorted; those that touch become one. */
static enum err
join(struct conf_at at, struct hours *h, struct fault *f)
{
	size_t n = 0;

	qsort(h->v, h->n, sizeof(*h->v), by_minute);
	for (size_t i = 0; i < h->n; i++) {
		struct interval *last = n > 0 ? &h->v[n - 1] : NULL;

		if (last != NULL && h->v[i].from < last->to)
			return conf_refuse(at, f,
			    _("%02d:%02d-%02d:%02d overlaps the interval "
			      "before it, which ends at %02d:%02d"),
			    h->v[i].from / 60, h->v[i].from % 60,
			    h->v[i].to / 60, h->v[i].to % 60, last->to / 60,
			    last->to % 60);
		if (last != NULL && h->v[i].from == last->to)
			last->to = h->v[i].to;
		else
			h->v[n++] = h->v[i];
	}
	h->n = n;
	return OK;
}

enum err
calendar_hours(struct arena *a, struct conf_at at, struct str value,
    struct hours *out, struct fault *f)
{
	struct hours h = { 0 };
	struct str word;
	struct interval i;
	enum err rc;

	if (str_is(value, "closed")) {
		*out = h;
		return OK;
	}
	while (str_next(a, &value, ' ', &word)) {
		word = utf8_trim(a, word);
		if (word.len == 0)
			continue;
		if (h.n == INTERVALS_MOST)
			return conf_refuse(at, f,
			    _("a day has at most %d intervals"),
			    INTERVALS_MOST);
		if ((rc = read_interval(at, word, &i, f)) != OK)
			return rc;
		*vec_push(a, &h) = i;
	}
	if ((rc = join(at, &h, f)) == OK)
		*out = h;
	return rc;
}
