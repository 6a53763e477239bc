/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar_file.c - one calendar of a file, with the holiday files it names.
 */
#include "base/conf.h"
#include "core/calendar_def.h"
#include "core/holiday.h"

/* ---- holidays ---------------------------------------------------------------
 */

static int
by_day(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

/* Among the first `n`, which are sorted. */
static bool
has_date(const struct version *v, size_t n, int64_t day)
{
	const struct dated key = { .day = day };

	return n > 0 &&
	    bsearch(&key, v->dates.v, n, sizeof(key), by_day) != NULL;
}

/* The days come in order; the first name of a day is kept, and a date that
 * the text names itself stays as it is. */
void
calendar_close(struct calendar *c, struct version *v,
    const struct holiday *days, size_t n)
{
	size_t named = v->dates.n;

	for (size_t i = 0; i < n; i++) {
		if ((i > 0 && days[i - 1].day == days[i].day) ||
		    has_date(v, named, days[i].day))
			continue;
		*vec_push(&c->arena, &v->dates) = (struct dated){
			.day = days[i].day,
			.holiday = true,
			.what = str_copy(&c->arena, days[i].name),
		};
	}
	if (v->dates.n > 0)
		qsort(v->dates.v, v->dates.n, sizeof(*v->dates.v), by_day);
}

/* Closes the days of a holiday file, but those the text itself names. */
static enum err
close_days(struct calendar *c, struct version *v, struct str ics,
    const char *of, struct fault *f)
{
	struct arena a = { 0 };
	struct holidays days = { 0 };
	enum err rc = holiday_read(&a, ics, of, &days, f);
	size_t n = 0;

	for (size_t i = 0; rc == OK && i < days.n; i++)
		if (holiday_is(&days.v[i], v->only))
			days.v[n++] = days.v[i];
	if (rc == OK && n > 0)
		calendar_close(c, v, days.v, n);
	arena_done(&a);
	return rc;
}

/* The files that the calendar names, beside its own. */
static enum err
add_holidays(struct calendar *c, const char *of, const char *folder,
    struct fault *f)
{
	struct arena a = { 0 };
	enum err rc = OK;

	for (size_t i = 0; rc == OK && i < c->versions.n; i++) {
		struct version *v = &c->versions.v[i];
		struct fault why;
		struct str path = v->holidays, ics;

		if (v->holidays.len == 0)
			continue;
		if (path.s[0] != '/' && folder[0] != '\0')
			path = str_printf(&a, "%s/%s", folder, path.s);
		rc = file_read(path.s, HOLIDAY_FILE_MAX, &a, &ics, &why);
		if (rc == OK)
			rc = close_days(c, v, ics, path.s, &why);
		if (rc != OK)
			rc = fail(f, ERR_INVALID, "%s:%d: %s", of,
			    v->holidays_line, why.text);
	}
	arena_done(&a);
	return rc;
}

/* ---- one of a file ----------------------------------------------------------
 */

static enum err
choose(struct arena *a, const struct calendars *all, const char *of,
    struct str name, struct calendar **out, struct fault *f)
{
	struct buf names = { 0 };
	enum err rc = OK;

	for (size_t i = 0; i < all->n; i++)
		buf_printf(&names, "%s%s", i > 0 ? ", " : "",
		    all->v[i]->name.s);
	if (all->n == 0)
		rc = fail(f, ERR_INVALID,
		    _("%s has no calendar: begin it with [calendar NAME]"), of);
	else if (name.len == 0 && all->n > 1)
		rc = fail(f, ERR_INVALID,
		    _("%s has several calendars: %s; say which, as %s#%s"), of,
		    names.s, of, all->v[0]->name.s);
	else if (name.len > 0 && calendar_named(all, name) == NULL)
		rc = fail(f, ERR_INVALID,
		    _("%s has no calendar '%s'; it has: %s"), of,
		    str_copy(a, name).s, names.s);
	else
		*out = name.len > 0 ? calendar_named(all, name) : all->v[0];
	buf_done(&names);
	return rc;
}

enum err
calendar_text(struct str text, const char *of, const char *folder,
    struct str name, struct calendar **out, struct fault *f)
{
	struct arena a = { 0 };
	struct calendars all = { 0 };
	struct calendar *c = NULL;
	enum err rc;

	if ((rc = calendar_sections(&a, text, of, &all, f)) == OK)
		rc = choose(&a, &all, of, name, &c, f);
	if (rc == OK && folder != NULL)
		rc = add_holidays(c, of, folder, f);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i] != c || rc != OK)
			calendar_free(all.v[i]);
	arena_done(&a);
	if (rc == OK)
		*out = c;
	return rc;
}

enum err
calendar_file(struct str place, struct calendar **out, struct fault *f)
{
	struct arena a = { 0 };
	const char *mark = strrchr(place.s, '#');
	struct str path = place, name = STR_NONE, text, folder = STR("");
	const char *slash;
	enum err rc;

	if (mark != NULL) {
		path = str_copyn(&a, place.s, (size_t)(mark - place.s));
		name = str_of(mark + 1);
	}
	slash = strrchr(path.s, '/');
	if (slash != NULL)
		folder = str_copyn(&a, path.s,
		    slash > path.s ? (size_t)(slash - path.s) : 1);
	rc = file_read(path.s, (size_t)1 << 20, &a, &text, f);
	if (rc == OK)
		rc = calendar_text(text, path.s, folder.s, name, out, f);
	arena_done(&a);
	return rc;
}
