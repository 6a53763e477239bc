/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arena.h - memory with one owner and one free.
 *
 * A function that returns memory takes the arena it comes from; that parameter
 * is the ownership rule. Out of memory is die(), so nothing here returns NULL.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

struct arena {
	struct arena_block *head;
};

/* Zeroed memory, aligned for any type; n may be 0. */
void *arena_take(struct arena *, size_t n);
/* Forget everything but keep one block for reuse. */
void arena_reset(struct arena *);
void arena_done(struct arena *);

/* Where the arena stands, to give back what came after. */
struct arena_mark {
	struct arena_block *block;
	size_t used;
};
struct arena_mark arena_mark(const struct arena *);
void arena_back(struct arena *, struct arena_mark);

#define NEW(a, type)	 ((type *)arena_take((a), sizeof(type)))
#define NEWN(a, type, n) ((type *)arena_take((a), sizeof(type) * (size_t)(n)))

#endif
