/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * column.h - columns that show one thing of their row as it is: each line
 * defines a static column_fn called `name`, for rows that are `type`, out of
 * their member `of` ("subject", "a.reason", "x->subject").
 */
#ifndef SCREENS_COLUMN_H
#define SCREENS_COLUMN_H

#include "screens/say.h"
#include "screens/screen.h"

/* A text, cut where the column ends. */
#define COLUMN_TEXT(name, type, of) COLUMN(name, type, column_text, r->of)
/* A text, or another where there is none. */
#define COLUMN_EITHER(name, type, of, other)                                   \
	COLUMN(name, type, column_text, r->of.len > 0 ? r->of : r->other)
/* An instant, as say_when() says it: 11 columns. */
#define COLUMN_WHEN(name, type, of) COLUMN(name, type, column_when, r->of)
/* The number of a ticket: T-1042. */
#define COLUMN_TICKET(name, type, of) COLUMN(name, type, column_ticket, r->of)

#define COLUMN(name, type, show, value)                                        \
	static void name(const struct pane *p, int row, int at, int width,     \
	    enum look look, const void *item, msec now)                        \
	{                                                                      \
		const type *r = item;                                          \
                                                                               \
		show(p, row, at, width, look, now, value);                     \
	}

/* How a value is shown; for the macros above. */
void column_text(const struct pane *, int row, int at, int width, enum look,
    msec now, struct str);
void column_when(const struct pane *, int row, int at, int width, enum look,
    msec now, msec);
void column_ticket(const struct pane *, int row, int at, int width, enum look,
    msec now, int64_t);

#endif
