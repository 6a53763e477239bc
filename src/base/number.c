/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * number.c - thousands, decimals and the signs of currencies.
 */
#include "base/number.h"

/* Its second sign parts thousands, its sixth the decimals. */
static const char *
sample_of(const char *sample)
{
	return sample != NULL ? sample : meant(NC_("sample number", "1,234.5"));
}

static void
put_number(struct buf *b, uint64_t n, const char *sample)
{
	char digits[24];
	size_t len = (size_t)snprintf(digits, sizeof(digits), "%llu",
	    (unsigned long long)n);

	for (size_t i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			buf_c(b, sample[1]);
		buf_c(b, digits[i]);
	}
}

static uint64_t
size_of(int64_t n)
{
	return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

static struct str
take(struct arena *a, struct buf *b)
{
	struct str out = buf_copy(a, b);

	buf_done(b);
	return out;
}

struct str
number_print(struct arena *a, int64_t n)
{
	struct buf b = { 0 };

	if (n < 0)
		buf_c(&b, '-');
	put_number(&b, size_of(n), sample_of(NULL));
	return take(a, &b);
}

char
number_point(void)
{
	return sample_of(NULL)[5];
}

struct str
number_tenths(struct arena *a, int64_t tenths)
{
	const char *sample = sample_of(NULL);
	struct buf b = { 0 };

	if (tenths < 0)
		buf_c(&b, '-');
	put_number(&b, size_of(tenths) / 10, sample);
	buf_printf(&b, "%c%d", sample[5], (int)(size_of(tenths) % 10));
	return take(a, &b);
}

/* ISO 4217: how many digits the minor unit has, and how it is written. */
static const struct currency {
	const char *code, *sign;
	int digits;
} currencies[] = {
	{ "CLP", "$", 0 },
	{ "USD", "US$", 2 },
	{ "EUR", "€", 2 },
	{ "CLF", "UF", 4 },
	{ "COP", "COP", 2 },
	{ "PEN", "S/", 2 },
	{ "ARS", "AR$", 2 },
	{ "JPY", "¥", 0 },
	{ "PYG", "Gs.", 0 },
};

/* One that is not known is its own sign; none is the first. */
static struct currency
currency_of(struct str code)
{
	for (size_t i = 0; i < countof(currencies); i++)
		if (str_is(code, currencies[i].code))
			return currencies[i];
	return code.len == 0 ? currencies[0]
			     : (struct currency){ code.s, code.s, 2 };
}

struct str
number_money(struct arena *a, int64_t minor, struct str code,
    const char *sample)
{
	struct currency c = currency_of(code);
	uint64_t unit = 1, n = size_of(minor);
	struct buf b = { 0 };

	sample = sample_of(sample);
	for (int i = 0; i < c.digits; i++)
		unit *= 10;
	buf_printf(&b, "%s%s ", minor < 0 ? "-" : "", c.sign);
	put_number(&b, n / unit, sample);
	if (c.digits > 0)
		buf_printf(&b, "%c%0*llu", sample[5], c.digits,
		    (unsigned long long)(n % unit));
	return take(a, &b);
}

bool
number_read(struct str text, int64_t *n)
{
	char digits[24];
	size_t len = 0, since = 0; /* digits behind the last sign */
	const char *s = text.s + strspn(text.s, "$ ");
	char parts = '\0';

	for (; *s != '\0' && len < sizeof(digits) - 1; s++) {
		if (*s >= '0' && *s <= '9') {
			digits[len++] = *s;
			since++;
			continue;
		}
		if ((*s != '.' && *s != ',') ||
		    (parts != '\0' && *s != parts) || since == 0 ||
		    (parts == '\0' ? since > 3 : since != 3))
			return false;
		parts = *s;
		since = 0;
	}
	digits[len] = '\0';
	return *s == '\0' && (parts == '\0' || since == 3) &&
	    str_int((struct str){ digits, len }, n);
}
