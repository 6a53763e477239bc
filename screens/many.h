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
	bool ok;
	char *why; /* it was refused, or like that already; heap, or NULL */
};

struct many {
	size_t all, changed, same, refused;
	bool running;
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
void many_add(struct id, bool ok, struct str why);
/* What became of a ticket; NULL: not done yet. */
const struct many_row *many_of(struct id);
/* No further part: false when none runs, or it was told so already. */
bool many_stop(void);
void many_forget(void);

#endif
