/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * field_value.c - what was typed becomes a field's value, in its stored form,
 * or is told what is wrong with it.
 */
#include "script/field.h"

#include <ctype.h>
#include <math.h>
#include <regex.h>

#include "base/clock.h"
#include "base/utf8.h"

static enum err
text_value(const struct script_field *f, struct str s, struct str *out,
    struct fault *why)
{
	int64_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.s[i] & 0xC0) != 0x80;
	if (n > f->most)
		return fail(why, ERR_INVALID,
		    _("%lld characters: at most %lld fit"), (long long)n,
		    (long long)f->most);
	if (f->regex != NULL && regexec(f->regex, s.s, 0, NULL, 0) != 0)
		return fail(why, ERR_INVALID,
		    _("this does not look as expected: %s"), f->like.s);
	*out = s;
	return OK;
}

/* "12.345", "12,345" and "$ 12.345" are thousands in an amount. */
static struct str
plain_amount(struct arena *a, struct str s)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < s.len; i++)
		if (strchr("$ .,", s.s[i]) == NULL)
			buf_c(&b, s.s[i]);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static enum err
number_value(struct arena *a, const struct script_field *f, struct str s,
    struct str *out, struct fault *why)
{
	struct str in =
	    f->type == SCRIPT_MONEY ? plain_amount(a, s) : str_copy(a, s);
	double v;

	for (char *c = (char *)in.s; *c != '\0'; c++)
		if (*c == ',')
			*c = '.';
	if (!script_number(in, &v) ||
	    (f->type == SCRIPT_MONEY && v != floor(v)))
		return fail(why, ERR_INVALID, _("'%s' is not %s"), s.s,
		    script_type_hint(f->type));
	if (f->has_low && v < f->low)
		return fail(why, ERR_INVALID, _("at least %g"), f->low);
	if (f->has_high && v > f->high)
		return fail(why, ERR_INVALID, _("at most %g"), f->high);
	*out = str_printf(a, "%.10g", v == 0 ? 0.0 : v);
	return OK;
}

/* 06-03-2026, 6/3/26, 2026-03-06, 6-3 (this year). */
static bool
read_day(struct arena *a, struct str s, int64_t today, int64_t *day)
{
	int d = 0, m = 0, y = 0, ty, tm, td, n = 0;
	char sep;

	if (s.len == 10 && s.s[4] == '-')
		return clock_day(s, day);
	(void)a;
	if (s.len > 10 || strspn(s.s, "0123456789-/.") != s.len)
		return false;
	clock_civil(today, &ty, &tm, &td);
	if (sscanf(s.s, "%2d%c%2d%c%4d%n", &d, &sep, &m, &sep, &y, &n) != 5 ||
	    (size_t)n != s.len) {
		y = ty;
		if (sscanf(s.s, "%2d%c%2d%n", &d, &sep, &m, &n) != 3 ||
		    (size_t)n != s.len)
			return false;
	}
	if (y >= 0 && y < 100)
		y += y <= ty % 100 + 10 ? 2000 : 1900;
	if (!clock_date_ok(y, m, d) || y < 1900 || y > 2200)
		return false;
	*day = clock_days(y, m, d);
	return true;
}

static enum err
date_value(struct arena *a, const struct script_field *f,
    const struct script_host *host, struct str s, struct str *out,
    struct fault *why)
{
	int64_t today = host != NULL ? host->today : 0, day;

	if (!read_day(a, s, today, &day) &&
	    (host == NULL || host->day == NULL || today == 0 ||
		!host->day(s, today, &day)))
		return fail(why, ERR_INVALID, _("'%s' is not %s"), s.s,
		    script_type_hint(f->type));
	if (f->has_high && today != 0 && day > today)
		return fail(why, ERR_INVALID, _("that day is still to come"));
	if (f->has_low && today != 0 && day < today)
		return fail(why, ERR_INVALID, _("that day is past"));
	*out = clock_day_text(a, day);
	return OK;
}

static enum err
listed_value(struct arena *a, const struct script_field *f, struct str s,
    struct str *out, struct fault *why)
{
	for (size_t i = 0; i < f->nvalues; i++)
		if (str_eq(f->values[i], s)) {
			*out = f->values[i];
			return OK;
		}
	return fail(why, ERR_INVALID, _("'%s' is not in the list%s"), s.s,
	    script_meant(a, f->values, f->nvalues, s).s);
}

/* Six letters and digits in any of the usual dresses. */
static enum err
plate_value(struct arena *a, struct str s, struct str *out, struct fault *why)
{
	char v[16];
	size_t n = 0, letters = 0;

	for (size_t i = 0; i < s.len && n < sizeof(v) - 1; i++) {
		unsigned char c = (unsigned char)s.s[i];

		if (strchr(" -.", c) != NULL)
			continue;
		if (!isalnum(c))
			n = sizeof(v);
		else
			v[n++] = (char)toupper(c);
		letters += isalpha(c) != 0;
	}
	if (n < 5 || n > 8 || letters < 2)
		return fail(why, ERR_INVALID, _("'%s' is not %s"), s.s,
		    script_type_hint(SCRIPT_PLATE));
	*out = str_copyn(a, v, n);
	return OK;
}

static enum err
hosted_value(struct arena *a, const struct script_field *f,
    const struct script_host *host, struct str s, struct str *out,
    struct fault *why)
{
	char rut[16];
	struct str digits = STR_NONE;

	if (host == NULL ||
	    (f->type == SCRIPT_RUT ? host->rut == NULL : host->phone == NULL)) {
		*out = s;
		return OK;
	}
	if (f->type == SCRIPT_RUT && host->rut(s, rut))
		digits = str_copy(a, str_of(rut));
	else if (f->type == SCRIPT_PHONE)
		digits = host->phone(a, s);
	if (digits.len == 0)
		return fail(why, ERR_INVALID,
		    f->type == SCRIPT_RUT
			? _("'%s' is not a RUT: its check digit does not fit")
			: _("'%s' is not a phone number"),
		    s.s);
	*out = digits;
	return OK;
}

enum err
script_field_value(struct arena *a, const struct script_field *f,
    const struct script_host *host, struct str typed, struct str *out,
    struct fault *why)
{
	struct str s = utf8_trim(a, utf8_nfc(a, typed));

	if (s.len == 0)
		return fail(why, ERR_INVALID, _("an answer is missing: %s"),
		    script_type_hint(f->type));
	if (s.len > SCRIPT_TEXT_MAX)
		return fail(why, ERR_INVALID, _("too long: %d bytes at most"),
		    SCRIPT_TEXT_MAX);
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.s[i] < 0x20 || s.s[i] == 0x7f)
			return fail(why, ERR_INVALID,
			    _("a control character is no part of an answer"));
	switch (f->type) {
	case SCRIPT_TEXT:
		return text_value(f, s, out, why);
	case SCRIPT_NUMBER:
	case SCRIPT_MONEY:
		return number_value(a, f, s, out, why);
	case SCRIPT_DATE:
		return date_value(a, f, host, s, out, why);
	case SCRIPT_YESNO:
	case SCRIPT_ONE:
		return listed_value(a, f, s, out, why);
	case SCRIPT_PLATE:
		return plate_value(a, s, out, why);
	default:
		return hosted_value(a, f, host, s, out, why);
	}
}
