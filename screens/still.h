/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * still.h - rows that change their order at most every five seconds, so that
 * an eye can find them again; and the row under the cursor stays on its line
 * until the cursor leaves it.
 */
#ifndef SCREENS_STILL_H
#define SCREENS_STILL_H

#include "base/clock.h"
#include "base/id.h"
#include "ui/list.h"

#define STILL_MS SECONDS(5)

/* Zeroed at first; still_done() gives back. */
struct still {
	struct id *keys; /* in the order shown, heap */
	size_t n;
	msec at; /* when it was made */
};

/* `v`, n rows of `size` bytes with their id first, are put into the order
 * shown, those that were not there behind; or, when that is five seconds old,
 * theirs is the order from now on. */
void still_order(struct still *, void *v, size_t n, size_t size, msec now);
/* The row under the list's cursor is put back where it stood when it was settled
 * last; the others flow round it. After still_order(), in arrange(). */
void still_hold(const struct list *, void *v, size_t n, size_t size);
void still_done(struct still *);

#endif
