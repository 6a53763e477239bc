/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * peek.c - what is beside the row under the cursor.
 */
#include "screens/peek.h"

bool
peek_wants(struct peek *p, struct str of)
{
	if (of.len == 0 || (!p->stale && str_eq(buf_view(&p->of), of)))
		return false;
	buf_reset(&p->asked);
	buf_str(&p->asked, of);
	return true;
}

void
peek_take(struct peek *p, void *part, struct arena *a)
{
	arena_done(&p->arena);
	p->arena = *a;
	*a = (struct arena){ 0 };
	p->part = part;
	p->stale = false;
	buf_reset(&p->of);
	buf_str(&p->of, buf_view(&p->asked));
}

const void *
peek_part(const struct peek *p, struct str of)
{
	return str_eq(buf_view(&p->of), of) ? p->part : NULL;
}

void
peek_renew(struct peek *p)
{
	p->stale = true;
}

void
peek_done(struct peek *p)
{
	arena_done(&p->arena);
	buf_done(&p->asked);
	buf_done(&p->of);
	*p = (struct peek){ .part = NULL };
}
