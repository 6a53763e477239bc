/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rut.c - reading and printing the RUT and telephone numbers.
 */
#include "core/rut.h"

#include "base/utf8.h"

#define RUT_LAST 99999999 /* the greatest number before the digit */

enum { PHONE_MIN = 6, PHONE_MAX = 15, NATIONAL = 9, TAIL = 8 };

char
rut_digit(int64_t number)
{
	int sum = 0, weight = 2;

	for (; number > 0; number /= 10) {
		sum += (int)(number % 10) * weight;
		weight = weight == 7 ? 2 : weight + 1;
	}
	return "0123456789K0"[11 - sum % 11];
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char
upper_k(char c)
{
	return c == 'k' ? 'K' : c;
}

/* The text without dots, dashes and blanks; 0 when something else is in it or
 * a K is not the last. */
static size_t
squeeze(struct str s, char out[RUT_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = upper_k(s.s[i]);

		if (c == '.' || c == '-' || c == ' ')
			continue;
		if (n + 1 >= RUT_MAX || (n > 0 && out[n - 1] == 'K') ||
		    (c != 'K' && !is_digit(c)))
			return 0;
		out[n++] = c;
	}
	out[n] = '\0';
	return n;
}

bool
rut_parse(struct str s, char out[RUT_MAX])
{
	char text[RUT_MAX];
	size_t n = squeeze(s, text);
	int64_t number = 0;
	char digit;

	if (n < 2)
		return false;
	digit = text[n - 1];
	text[n - 1] = '\0';
	if (!str_int(str_of(text), &number) || number < 1 ||
	    number > RUT_LAST || rut_digit(number) != digit)
		return false;
	snprintf(out, RUT_MAX, "%lld-%c", (long long)number, digit);
	return true;
}

/* The digits before the last one and that one; 0: it is not so written. */
static int64_t
rut_halves(struct str s, char *digit)
{
	char text[RUT_MAX];
	size_t n = squeeze(s, text);
	int64_t number = 0;

	if (n < 2)
		return 0;
	*digit = text[n - 1];
	text[n - 1] = '\0';
	return str_int(str_of(text), &number) && number <= RUT_LAST ? number
								    : 0;
}

/* Its last digit is parted from the rest as of no telephone number. */
static bool
written_as_rut(struct str s)
{
	char digit;

	while (s.len > 0 && s.s[s.len - 1] == ' ')
		s.len--;
	return s.len > 2 && s.s[s.len - 2] == '-' && rut_halves(s, &digit) > 0;
}

bool
rut_mistaken(struct str s, char out[RUT_MAX])
{
	char digit, right[RUT_MAX];
	int64_t number = rut_halves(s, &digit);

	if (!written_as_rut(s) || rut_parse(s, right))
		return false;
	snprintf(out, RUT_MAX, "%lld-%c", (long long)number, rut_digit(number));
	return true;
}

bool
rut_right(struct str s, struct fault *why)
{
	char digit = 0, out[RUT_MAX];
	int64_t number = rut_halves(s, &digit);
	struct arena a = { 0 };
	struct str said;

	if (rut_parse(s, out))
		return true;
	if (number == 0) {
		(void)fail(why, ERR_INVALID,
		    _("a RUT is a number and its check digit: 12.345.678-5"));
		return false;
	}
	said = rut_print(&a, str_printf(&a, "%lld-0", (long long)number));
	(void)fail(why, ERR_INVALID, _("the check digit of %.*s is %c, not %c"),
	    (int)said.len - 2, said.s, rut_digit(number), digit);
	arena_done(&a);
	return false;
}

struct str
rut_print(struct arena *a, struct str stored)
{
	char out[RUT_MAX * 2];
	size_t body, n = 0;

	if (stored.len < 3 || stored.len >= RUT_MAX ||
	    stored.s[stored.len - 2] != '-')
		return str_copy(a, stored);
	body = stored.len - 2;
	for (size_t i = 0; i < stored.len; i++) {
		if (i > 0 && i < body && (body - i) % 3 == 0)
			out[n++] = '.';
		out[n++] = stored.s[i];
	}
	return str_copyn(a, out, n);
}

/* ---- telephone numbers -----------------------------------------------------
 */

/* What people write between digits, dashes of every kind among it. */
static bool
is_between(uint32_t cp)
{
	return cp == ' ' || cp == '(' || cp == ')' || cp == '.' || cp == '-' ||
	    cp == '/' || cp == '\t' || cp == 0xa0 || cp == 0x202f ||
	    (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212;
}

static bool
is_extension(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
	    cp == '#' || cp == ',' || cp == ';';
}

/* The digits of `s`, at most PHONE_MAX + 3; 0 when it has what no number has.
 */
static size_t
digits_of(struct str s, char out[PHONE_MAX + 4], bool *plus)
{
	size_t n = 0, step;

	*plus = false;
	for (size_t i = 0; i < s.len; i += step) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &step);

		if (cp >= '0' && cp <= '9') {
			if (n == PHONE_MAX + 3)
				return 0;
			out[n++] = (char)cp;
		} else if (cp == '+' && n == 0 && !*plus) {
			*plus = true;
		} else if (is_extension(cp) && n >= PHONE_MIN) {
			return n;
		} else if (!is_between(cp)) {
			return 0;
		}
	}
	return n;
}

struct str
phone_digits(struct arena *a, struct str s)
{
	char all[PHONE_MAX + 4], *p = all;
	bool plus;
	size_t n = written_as_rut(s) ? 0 : digits_of(s, all, &plus);

	if (n == 0)
		return STR_NONE;
	if (!plus && n > 2 && memcmp(p, "00", 2) == 0) {
		plus = true;
		p += 2;
		n -= 2;
	}
	if (!plus && n > NATIONAL - 1 && *p == '0') {
		p++;
		n--;
	}
	if (n == NATIONAL + 3 && memcmp(p, "560", 3) == 0) {
		memmove(p + 2, p + 3, n - 3); /* +56 (0) 2 … */
		n--;
	}
	if (n < PHONE_MIN || n > PHONE_MAX)
		return STR_NONE;
	if (!plus && n == NATIONAL)
		return str_printf(a, "56%.*s", (int)n, p);
	return str_copyn(a, p, n);
}

/* No country's code, and fewer digits than a number of here has; how many of
 * them there are. */
static bool
is_short(struct str s, int *n)
{
	char all[PHONE_MAX + 4];
	struct arena a = { 0 };
	bool plus;
	size_t raw = digits_of(s, all, &plus), len = phone_digits(&a, s).len;

	arena_done(&a);
	*n = (int)(len > 0 ? len : raw);
	return raw > 0 && !plus && memcmp(all, "00", 2) != 0 && *n < NATIONAL;
}

bool
phone_right(struct str s, struct fault *why)
{
	struct arena a = { 0 };
	bool right = phone_digits(&a, s).len > 0;
	int n, seen = 0;

	arena_done(&a);
	for (size_t i = 0; i < s.len; i++)
		seen += is_digit(s.s[i]);
	if (is_short(s, &n))
		(void)fail(why, ERR_INVALID,
		    _("digits are missing: a mobile has %d, this has %d"),
		    NATIONAL, n);
	else if (right)
		return true;
	else if (seen > PHONE_MAX)
		(void)fail(why, ERR_INVALID,
		    _("%d digits are too many: a number has %d at most"), seen,
		    PHONE_MAX);
	else
		(void)fail(why, ERR_INVALID,
		    _("a number is digits, with blanks or + if you like"));
	return false;
}

struct str
phone_tail(struct arena *a, struct str digits)
{
	size_t skip = digits.len > TAIL ? digits.len - TAIL : 0;

	return str_copyn(a, digits.s + skip, digits.len - skip);
}

struct str
phone_print(struct arena *a, struct str d)
{
	bool short_area;

	if (d.len != NATIONAL + 2 || memcmp(d.s, "56", 2) != 0)
		return str_printf(a, "+%s", d.s);
	short_area = d.s[2] == '9' || d.s[2] == '2';
	if (short_area)
		return str_printf(a, "+56 %c %.4s %.4s", d.s[2], d.s + 3,
		    d.s + 7);
	return str_printf(a, "+56 %.2s %.3s %.4s", d.s + 2, d.s + 4, d.s + 7);
}
