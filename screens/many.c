/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * many.c - what becomes of each ticket of a change of many.
 */
#include "screens/many.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

static struct many now;

struct many *
many_now(void)
{
	return &now;
}

void
many_forget(void)
{
	for (size_t i = 0; i < now.n; i++)
		free(now.v[i].why);
	free(now.v);
	now = (struct many){ .all = 0 };
}

void
many_begin(size_t all)
{
	many_forget();
	now.all = all;
	now.running = true;
}

void
many_add(struct id id, int64_t number, bool ok, struct str why)
{
	struct many_row *r;

	if (now.n == now.cap) {
		now.cap = now.cap > 0 ? now.cap * 2 : 64;
		now.v = realloc(now.v, now.cap * sizeof(*now.v));
		if (now.v == NULL)
			die("out of memory");
	}
	r = &now.v[now.n++];
	*r = (struct many_row){ .id = id, .number = number, .ok = ok };
	if (why.len > 0 && (r->why = strndup(why.s, why.len)) == NULL)
		die("out of memory");
}

const struct many_row *
many_of(struct id id)
{
	for (size_t i = 0; i < now.n; i++)
		if (id_eq(now.v[i].id, id))
			return &now.v[i];
	return NULL;
}

bool
many_stop(void)
{
	bool first = now.running && !now.stop;

	now.stop = now.stop || now.running;
	return first;
}

static const struct {
	const char *one, *more;
} parts[] = {
	[MANY_CHANGED] = { NP_("%zu ticket changed", "%zu tickets changed") },
	[MANY_DID] = { NP_("%zu changed", "%zu changed") },
	[MANY_WAS_SAME] = { NP_("%zu was like that already",
	    "%zu were like that already") },
	[MANY_WAS_REFUSED] = { NP_("%zu was refused", "%zu were refused") },
	[MANY_LEFT] = { NP_("%zu left as it was", "%zu left as they were") },
	[MANY_WILL] = { NP_("%zu will change", "%zu will change") },
	[MANY_IS_SAME] = { NP_("%zu is like that already",
	    "%zu are like that already") },
	[MANY_IS_REFUSED] = { NP_("%zu is refused", "%zu are refused") },
	[MANY_IS_OUT] = { NP_("%zu taken out", "%zu taken out") },
	[MANY_IS_BACK] = { NP_("%zu is as it was", "%zu are as they were") },
	[MANY_STAYS] = { NP_("%zu stays as others changed it",
	    "%zu stay as others changed them") },
	[MANY_EARLIER] = { NP_("%zu due earlier", "%zu due earlier") },
	[MANY_LATER] = { NP_("%zu due later", "%zu due later") },
	[MANY_LATE] = { NP_("%zu late at once", "%zu late at once") },
};

void
many_say(struct buf *b, enum many_said what, size_t n)
{
	if (b->len > 0)
		buf_z(b, ", ");
	buf_printf(b, ngettext(parts[what].one, parts[what].more, n), n);
}
