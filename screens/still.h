/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * still.h - rows that change their order at most every five seconds, so that
 * an eye can find them again.
 */
#ifndef SCREENS_STILL_H
#define SCREENS_STILL_H

#include "base/clock.h"
#include "base/id.h"

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
void still_done(struct still *);

#endif
