/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * focus_row.h - time that was worked and is not written yet, as the journal
 * keeps it: a JSON list, each with the id of the operation that writes it.
 */
#ifndef APP_FOCUS_ROW_H
#define APP_FOCUS_ROW_H

#include "core/spent.h"

struct focus_row {
	struct id op, agent;
	struct spent_new spent; /* its entity is one of ours, not the heap's */
};

void focus_rows_print(const struct focus_row *, size_t n, struct buf *);
/* At most `max`, into `rows`; what is not whole is left out. */
size_t focus_rows_read(struct str json, struct focus_row *rows, size_t max);

#endif
