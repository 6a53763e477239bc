/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * number.h - numbers and money as people write them, in the language spoken.
 *
 * A sample says how: "1,234.5", "1.234,5". NULL is that of the program's
 * language.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include "base/arena.h"
#include "base/str.h"

#define NUMBER_ENGLISH "1,234.5"
#define NUMBER_SPANISH "1.234,5"

/* "1,234" */
struct str number_print(struct arena *, int64_t n);
/* Of tenths: "81.2" of 812. */
struct str number_tenths(struct arena *, int64_t tenths);
/* The sign before decimals: "," in Spanish. */
char number_point(void);
/* What an amount is in that says no other: the house's own. */
#define MONEY_HOME STR("CLP")

/* Minor units: CLP "$ 1,234,567", USD "US$ 1,234.50"; "-$ 39,990". */
struct str number_money(struct arena *, int64_t minor, struct str currency,
    const char *sample);

/* What people write for a whole amount: "50000", "50.000", "$ 50,000". False
 * for other text, also where a sign parts no thousands ("50.5"). */
bool number_read(struct str, int64_t *n);

#endif
