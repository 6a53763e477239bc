/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * many.h - the change of many tickets that is being done: how far it is, and
 * what became of each. One at a time. Loop thread only.
 */
#ifndef SCREENS_MANY_H
#define SCREENS_MANY_H

#include <stdbool.h>

#include "base/id.h"
#include "base/str.h"

#define MANY_PART 25 /* tickets done in one go; others come in between */

struct many_row {
	struct id id;
	int64_t number;
	bool ok;
	char *why; /* it was refused, or like that already; heap, or NULL */
};

struct many {
	size_t all, changed, same, refused;
	bool running;
	bool undo;    /* it is an undo, or that done again */
	bool back;    /* it takes back: `changed` are, `refused` stay */
	bool stop;    /* no further part is to be begun */
	bool stopped; /* and so it ended before all were done */
	bool undoes;  /* u takes it back */
	struct many_row *v;
	size_t n, cap;
};

struct many *many_now(void);
/* Another begins; of the last one nothing is kept. */
void many_begin(size_t all);
void many_add(struct id, int64_t number, bool ok, struct str why);
/* What became of a ticket; NULL: not done yet. */
const struct many_row *many_of(struct id);
/* "3 changed, 1 was like that already": a part of such a sentence, each in its
 * own number, behind what the text has. */
enum many_said {
	MANY_CHANGED, /* tickets changed */
	MANY_DID,     /* changed */
	MANY_WAS_SAME,
	MANY_WAS_REFUSED,
	MANY_LEFT,
	MANY_WILL,
	MANY_IS_SAME,
	MANY_IS_REFUSED,
	MANY_IS_OUT,
	MANY_IS_BACK,
	MANY_STAYS,
	MANY_EARLIER,
	MANY_LATER,
	MANY_LATE
};
void many_say(struct buf *, enum many_said, size_t n);

/* No further part: false when none runs, or it was told so already. */
bool many_stop(void);
void many_forget(void);

#endif
