/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * holiday.c - asks the module `calendar` for the days of an iCalendar file,
 * and chooses among them.
 */
#include "base/module.h"
#include "base/utf8.h"
#include "core/holiday_module.h"

static int
by_day(const void *a, const void *b)
{
	const struct holiday *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return str_cmp(x->name, y->name);
}

enum err
holiday_read(struct arena *a, struct str text, const char *of,
    struct holidays *out, struct fault *f)
{
	const struct holiday_module *m;
	struct holidays days = { 0 };
	enum err rc;

	if (!utf8_ok(text) || strlen(text.s) != text.len)
		return fail(f, ERR_INVALID,
		    _("%s is not UTF-8 text: save it as UTF-8"), of);
	m = module_need("calendar.so", "holiday_module", _("iCalendar files"),
	    f);
	rc = m != NULL ? m->read(a, text, of, &days, f) : ERR_IO;
	if (rc != OK)
		return rc;
	if (days.n > 0)
		qsort(days.v, days.n, sizeof(*days.v), by_day);
	*out = days;
	return OK;
}

/* Upper and lower case of ASCII are the same here. */
static bool
same(struct str a, struct str b)
{
	return a.len == b.len && strncasecmp(a.s, b.s, a.len) == 0;
}

static bool
in_list(struct arena *a, struct str list, struct str word)
{
	struct str one;

	while (str_next(a, &list, ',', &one))
		if (same(utf8_trim(a, one), word))
			return true;
	return false;
}

bool
holiday_is(const struct holiday *h, struct str only)
{
	struct arena a = { 0 };
	struct str one;
	bool is = only.len == 0;

	while (!is && str_next(&a, &only, ',', &one)) {
		one = utf8_trim(&a, one);
		is = one.len > 0 &&
		    (same(h->kind, one) || in_list(&a, h->categories, one));
	}
	arena_done(&a);
	return is;
}
