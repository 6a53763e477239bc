/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_date.h - days, instants and spans as foreign files write them.
 */
#ifndef CORE_LOAD_DATE_H
#define CORE_LOAD_DATE_H

#include "base/clock.h"
#include "base/str.h"

/* "D/M/YYYY", taken apart. Zero: ISO days only. */
struct load_dates {
	struct {
		char what; /* Y M D, B month's name, else the sign itself */
		unsigned char len; /* letters */
		bool fixed;	   /* as many digits as letters */
	} v[12];
	int n;
};

/* False when `text` has not one year, month and day each. */
bool load_dates_parse(struct str text, struct load_dates *);

/* A day by the format, or ISO. *used gets the bytes read. */
bool load_day(const struct load_dates *, struct str, int64_t *days,
    size_t *used);
/* A day and perhaps a time; in a zone `east` ms east of Greenwich unless the
 * text says its own (Z, +02:00). */
bool load_instant(const struct load_dates *, struct str, msec east, msec *at);
/* "109", "0:02:23", "1h30m"; seconds may have a part: "12.5". */
bool load_span(struct str, msec *span);
/* "UTC", "-03:00", "+5:30". */
bool load_zone(struct str, msec *east);

#endif
