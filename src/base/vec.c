/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vec.c - room for one more: twice the old array, in the same arena.
 */
#include "base/vec.h"
#include "base/err.h"

void *
vec_grow(struct arena *a, void *v, size_t size, size_t *cap)
{
	size_t more = *cap != 0 ? *cap * 2 : 8;
	void *grown;

	if (more < *cap || more > SIZE_MAX / 2 / size)
		die("out of memory: %zu elements", more);
	grown = arena_take(a, more * size);
	if (*cap != 0)
		memcpy(grown, v, *cap * size);
	*cap = more;
	return grown;
}
