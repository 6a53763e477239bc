/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * say.h - dates, spans, money and numbers as people write them, in the
 * language spoken and on the clock of the person at the console.
 *
 * All texts are in the arena, or in the array handed in. Formats are those of
 * the design's chapter "Words"; the width each needs is said beside it.
 */
#ifndef SCREENS_SAY_H
#define SCREENS_SAY_H

#include "base/zone.h"

/* Whose clock: set at sign-in, "" is the machine's. Loop thread. */
void say_zone(struct str zone);
struct zone_time say_local(msec at);

/* "17:15" */
struct str say_hour(struct arena *, msec at);
/* "mar 10-03" within seven days, else "10-03", in another year "10-03-2025";
 * "Tue 10 Mar", "10 Mar", "10 Mar 2025". At most 11 columns. */
struct str say_date(struct arena *, msec at, msec now);
/* The shortest: "17:15" today, "mar 17:15" within seven days, else
 * the date without its day. At most 11 columns. */
struct str say_when(struct arena *, msec at, msec now);
/* The shortest with its hour: the same, "10-03 17:15", "10-03-2025 17:15". */
struct str say_stamp(struct arena *, msec at, msec now);
/* "mar 10-03 17:15"; at most 17 columns. */
struct str say_instant(struct arena *, msec at, msec now);
/* When something is due: the same, but the end of a day is that day's: "vie
 * 20-03 24:00", "vie 24:00", as its last day is told to the customer. */
struct str say_due(struct arena *, msec at, msec now);
struct str say_due_when(struct arena *, msec at, msec now);
/* Where a stretch of time ends: within its day the hour alone, else with the
 * day, also when that is today. */
struct str say_end(struct arena *, msec from, msec to, msec now);
/* "-03", "+05:30": what the reader's own hour is ahead then. */
struct str say_offset(struct arena *, msec at);
/* "1980-12-31" as "31-12-1980"; another text, also a veil, as it is. */
struct str say_day(struct arena *, struct str iso);

/* Time left in a column, at most 6 columns: "18m", "4h33", "1d2h", "12d";
 * late "-42m". `day` is how long a day of it is, 0: 24 h. */
const char *say_left(msec left, msec day, char out[24]);
/* "3 min", "2 min 10 s", "1 h 05", "2 d 3 h": a span in a sentence. */
struct str say_span(struct arena *, msec);
/* The same of working time, whose days are of no one length: "26 h 05". */
struct str say_worked(struct arena *, msec);
/* A part of a sum that is shown in whole minutes, so that what is shown adds
 * up; *sum: of the parts before it, 0 at first. */
msec say_part(msec part, msec *sum);
/* "2:10", "1h05": the same in a column. */
const char *say_clock(msec, char out[24]);

/* "1.234", "1,234" */
struct str say_number(struct arena *, int64_t);
/* "3 new, Ctrl-R": rows that came above what is seen (list_news()). */
struct str say_news(struct arena *, size_t n);
/* Tenths of a percent: 812 is "81,2 %". */
struct str say_rate(struct arena *, int64_t tenths);
/* Minor units: CLP "$ 1.234.567", USD "US$ 1.234,50"; "-$ 39.990". */
struct str say_money(struct arena *, int64_t minor, struct str currency);

/* "+56 9 8765 4321" however it was written; what is no number, as it is. */
struct str say_phone(struct arena *, struct str);
/* "12.345.678-5" from the stored form. */
struct str say_rut(struct arena *, struct str);
/* "KXRT-42", "AB-1234" from the stored form. */
struct str say_plate(struct arena *, struct str);
/* "Andes Sedán KXRT-42": a product whose last word may be its plate. */
struct str say_asset(struct arena *, struct str);

/* A ticket's customer: whose name does not come is of others to see. */
struct str say_customer(struct str name);
/* A value that the store veiled, in the shape of what it was. */
bool say_veiled(struct str);
enum say_shape { VEIL_DATE, VEIL_PHONE, VEIL_RUT, VEIL_EMAIL, VEIL_TEXT };
struct str say_veil(struct arena *, enum say_shape);

#endif
