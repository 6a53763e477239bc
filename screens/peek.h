/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * peek.h - what stands beside the row under the cursor, and is read when the
 * cursor rests there: a screen_further that follows it. Nobody waits for it.
 */
#ifndef SCREENS_PEEK_H
#define SCREENS_PEEK_H

#include "screens/screen.h"

/* Zeroed at first; peek_done() gives back. */
struct peek {
	struct buf asked;   /* what was asked for last: it may never come */
	struct buf of;	    /* what the part is of */
	bool stale;	    /* it may be otherwise by now */
	void *part;	    /* NULL: none yet */
	struct arena arena; /* the part's */
};

/* more(): is this to be asked for? What is there is not; what was on its way
 * and never came, for a key was served first, is. */
bool peek_wants(struct peek *, struct str of);
/* add(): what was asked for last is there. */
void peek_take(struct peek *, void *part, struct arena *);
/* The part, when it is of that; or NULL. */
const void *peek_part(const struct peek *, struct str of);
/* loaded(): it may be otherwise by now, and is asked for again. */
void peek_renew(struct peek *);
void peek_done(struct peek *);

#endif
