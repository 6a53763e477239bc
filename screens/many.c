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
many_add(struct id id, bool ok, struct str why)
{
	struct many_row *r;

	if (now.n == now.cap) {
		now.cap = now.cap > 0 ? now.cap * 2 : 64;
		now.v = realloc(now.v, now.cap * sizeof(*now.v));
		if (now.v == NULL)
			die("out of memory");
	}
	r = &now.v[now.n++];
	*r = (struct many_row){ .id = id, .ok = ok };
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
