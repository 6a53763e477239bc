/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rut.h - the Chilean RUT and telephone numbers: read, check, print.
 *
 * Pure text. What we store: a RUT as "12345678-5" (K in upper case), a number
 * as its digits with the country's code and nothing else: "56912345678".
 */
#ifndef CORE_RUT_H
#define CORE_RUT_H

#include "base/err.h"
#include "base/str.h"

#define RUT_MAX 16 /* a stored or printed RUT and NUL */

/* The check digit of a number, modulo 11: '0'..'9' or 'K'. */
char rut_digit(int64_t number);
/* Reads 12.345.678-5, 12345678-5, 123456785 (k as K); false when it is not a
 * RUT of 1 to 99,999,999 with the right digit, and `out` is not touched. */
bool rut_parse(struct str, char out[RUT_MAX]);
/* Is it a RUT, or a number? What is wrong with it is said by its digits; a
 * number of here has nine, others + and their country's code. */
bool rut_right(struct str, struct fault *why);
bool phone_right(struct str, struct fault *why);
/* Is it written as a RUT, the last digit behind a hyphen, though with another
 * digit than its own? Then `out` is the RUT with its own. */
bool rut_mistaken(struct str, char out[RUT_MAX]);
/* "12345678-5" as "12.345.678-5"; another text as it is. */
struct str rut_print(struct arena *, struct str stored);

/*
 * The digits of a telephone number: blanks, ( ) . - / are passed over, "+" or
 * "00" leads a country's code, one trunk 0 is dropped, nine digits are Chilean
 * (56 is put before), what follows a letter is an extension and left out.
 * STR_NONE when it is no number (under 6 or over 15 digits, other signs), also
 * for a RUT with its hyphen, whatever its digit.
 */
struct str phone_digits(struct arena *, struct str);
/* The last eight digits (all, if fewer): what tells one line from another
 * however the country's code was written. */
struct str phone_tail(struct arena *, struct str digits);
/* "+56 9 1234 5678", "+56 2 2123 4567", others "+" and the digits. */
struct str phone_print(struct arena *, struct str digits);

#endif
