/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * column.c - columns that show one thing of their row as it is.
 */
#include "screens/column.h"

void
column_text(const struct pane *p, int row, int at, int width, enum look look,
    msec now, struct str text)
{
	(void)now;
	pane_field(p, row, at, width, look, text);
}

void
column_when(const struct pane *p, int row, int at, int width, enum look look,
    msec now, msec when)
{
	struct arena a = { 0 };

	pane_field(p, row, at, width, look, say_when(&a, when, now));
	arena_done(&a);
}

void
column_ticket(const struct pane *p, int row, int at, int width, enum look look,
    msec now, int64_t number)
{
	(void)width;
	(void)now;
	pane_printf(p, row, at, look, "T-%lld", (long long)number);
}
