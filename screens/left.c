/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * left.c - what one left half-written, on the screen.
 */
#include "screens/left.h"

#include "ui/term.h"

static const struct id *left;
static size_t nleft;

void
left_are(const struct id *ids, size_t n)
{
	left = ids;
	nleft = n;
}

bool
left_sign(struct id id, struct str *sign, enum look *look)
{
	for (size_t i = 0; i < nleft; i++)
		if (!id_none(id) && id_eq(left[i], id)) {
			*sign = theme_sign(term_symbols(), SIGN_DRAFT);
			*look = LOOK_DRAFT;
			return true;
		}
	return false;
}
