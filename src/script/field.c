/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * field.c - declarations of a script's fields, and the values they take.
 */
#include "script/field.h"

#include <ctype.h>
#include <math.h>
#include <regex.h>

#include "base/clock.h"
#include "base/utf8.h"

static const char *const type_names[SCRIPT_TYPES] = {
	[SCRIPT_TEXT] = "text",
	[SCRIPT_NUMBER] = "number",
	[SCRIPT_DATE] = "date",
	[SCRIPT_YESNO] = "yes/no",
	[SCRIPT_ONE] = "one of",
	[SCRIPT_PHONE] = "phone",
	[SCRIPT_RUT] = "rut",
	[SCRIPT_PLATE] = "plate",
	[SCRIPT_MONEY] = "money",
};

static const char *const type_hints[SCRIPT_TYPES] = {
	[SCRIPT_TEXT] = N_("text"),
	[SCRIPT_NUMBER] = N_("a number"),
	[SCRIPT_DATE] = N_("a date, DD-MM-YYYY"),
	[SCRIPT_YESNO] = N_("yes or no"),
	[SCRIPT_ONE] = N_("one of a list"),
	[SCRIPT_PHONE] = N_("a phone number"),
	[SCRIPT_RUT] = N_("a RUT, 12.345.678-5"),
	[SCRIPT_PLATE] = N_("a plate, ABCD12"),
	[SCRIPT_MONEY] = N_("an amount, without cents"),
};

const char *
script_type_hint(enum script_type t)
{
	return _(type_hints[t]);
}

/* ---- declarations ------------------------------------------------------- */

/* Takes `word` off the front; false when something else stands there. */
static bool
take(struct arena *a, struct str *rest, const char *word)
{
	size_t n = strlen(word);

	if (rest->len < n || strncmp(rest->s, word, n) != 0 ||
	    (rest->len > n && rest->s[n] != ' ' && rest->s[n] != ':' &&
		rest->s[n] != '\t'))
		return false;
	*rest = (struct str){ rest->s + n, rest->len - n };
	if (rest->len > 0 && rest->s[0] == ':')
		*rest = (struct str){ rest->s + 1, rest->len - 1 };
	*rest = utf8_trim(a, *rest);
	return true;
}

bool
script_number(struct str s, double *out)
{
	char *end;

	if (s.len == 0 || s.len > 15 || strspn(s.s, "0123456789.-") != s.len ||
	    strchr(s.s + 1, '-') != NULL)
		return false;
	*out = strtod(s.s, &end);
	return *end == '\0' && isfinite(*out);
}

/* "1..10", "1..", "..10". */
static void
read_range(struct arena *a, struct script_field *f, struct str s,
    struct script_problems *p)
{
	const char *dots = strstr(s.s, "..");
	struct str low, high;

	if (s.len == 0)
		return;
	if (dots == NULL) {
		script_wrong(p, f->at,
		    _("'%s' is no range: write it as 1..10, 1.. or ..10"), s.s);
		return;
	}
	low = str_copyn(a, s.s, (size_t)(dots - s.s));
	high = str_of(dots + 2);
	f->has_low = low.len > 0;
	f->has_high = high.len > 0;
	if ((f->has_low && !script_number(low, &f->low)) ||
	    (f->has_high && !script_number(high, &f->high)))
		script_wrong(p, f->at,
		    _("'%s' is no range: write it as 1..10, 1.. or ..10"), s.s);
	else if (f->has_low && f->has_high && f->low > f->high)
		script_wrong(p, f->at, _("the range '%s' is empty"), s.s);
}

static bool
is_value(struct str s)
{
	if (s.len == 0 || s.len > 40)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!islower((unsigned char)s.s[i]) &&
		    !isdigit((unsigned char)s.s[i]) && s.s[i] != '-')
			return false;
	return true;
}

static void
read_values(struct arena *a, struct script_field *f, struct str rest,
    struct script_problems *p)
{
	struct str one;

	f->values = NEWN(a, struct str, SCRIPT_VALUES_MAX);
	while (str_next(a, &rest, ',', &one)) {
		one = utf8_trim(a, one);
		if (!is_value(one)) {
			script_wrong(p, f->at,
			    _("'%s' cannot be a value: use 1 to 40 of a-z, 0-9 "
			      "and '-'"),
			    one.s);
			continue;
		}
		for (size_t i = 0; i < f->nvalues; i++)
			if (str_eq(f->values[i], one))
				script_wrong(p, f->at,
				    _("'%s' stands in the list twice"), one.s);
		if (f->nvalues == SCRIPT_VALUES_MAX) {
			script_wrong(p, f->at,
			    _("a list has at most %d values"),
			    SCRIPT_VALUES_MAX);
			return;
		}
		f->values[f->nvalues++] = one;
	}
	if (f->nvalues < 2)
		script_wrong(p, f->at,
		    _("a list needs two values or more: one of a, b"));
}

/* The larger number of "{4,20}"; of "{4,}" the only one. */
static long
most_times(const char *z)
{
	long most = 0, n = 0;

	for (; (isdigit((unsigned char)*z) || *z == ',') && n < 100000; z++) {
		n = *z == ',' ? 0 : n * 10 + (*z - '0');
		most = n > most ? n : most;
	}
	return most > 0 ? most : 1;
}

/* All the times it repeats, multiplied; back references: too many. */
static bool
is_modest(struct str like)
{
	long all = 1;

	for (size_t i = 0; i < like.len; i++) {
		if (like.s[i] == '\\' && isdigit((unsigned char)like.s[i + 1]))
			return false;
		if (like.s[i] == '{')
			all *= most_times(like.s + i + 1);
		if (all > SCRIPT_REPEAT_MAX)
			return false;
	}
	return true;
}

static void
read_like(struct arena *a, struct script_field *f, struct str like,
    struct script_problems *p)
{
	regex_t *re;
	char why[100];
	int rc;

	if (like.len == 0 || like.len > SCRIPT_LIKE_MAX || !is_modest(like)) {
		script_wrong(p, f->at,
		    _("the pattern after 'like' is empty, longer than %d, "
		      "refers back, or repeats more than %d times"),
		    SCRIPT_LIKE_MAX, SCRIPT_REPEAT_MAX);
		return;
	}
	re = calloc(1, sizeof(*re));
	if (re == NULL)
		die(_("out of memory"));
	rc = regcomp(re, str_printf(a, "^(%s)$", like.s).s,
	    REG_EXTENDED | REG_NOSUB);
	if (rc != 0) {
		regerror(rc, re, why, sizeof(why));
		script_wrong(p, f->at, _("the pattern '%s' does not read: %s"),
		    like.s, why);
		free(re);
		return;
	}
	f->like = like;
	f->regex = re;
}

/* "text", "text 17", "text like …", "text 17 like …"; also "text 17, like". */
static void
read_text(struct arena *a, struct script_field *f, struct str rest,
    struct script_problems *p)
{
	size_t digits = strspn(rest.s, "0123456789");

	f->most = 200;
	if (digits > 0) {
		struct str n = str_copyn(a, rest.s, digits);

		if (!str_int(n, &f->most) || f->most < 1 ||
		    f->most > SCRIPT_TEXT_MAX / 4) {
			script_wrong(p, f->at,
			    _("a text has 1 to %d characters"),
			    SCRIPT_TEXT_MAX / 4);
			f->most = 200;
		}
		rest = (struct str){ rest.s + digits, rest.len - digits };
		if (rest.len > 0 && rest.s[0] == ',')
			rest = (struct str){ rest.s + 1, rest.len - 1 };
		rest = utf8_trim(a, rest);
	}
	if (rest.len == 0)
		return;
	if (take(a, &rest, "like"))
		read_like(a, f, rest, p);
	else
		script_wrong(p, f->at,
		    _("'%s' is not understood: after text comes its length, "
		      "then 'like' and a pattern"),
		    rest.s);
}

static void
read_type(struct arena *a, struct script_field *f, struct str rest,
    struct script_problems *p)
{
	static struct str yes_no[] = { { "yes", 3 }, { "no", 2 } };

	switch (f->type) {
	case SCRIPT_TEXT:
		read_text(a, f, rest, p);
		return;
	case SCRIPT_ONE:
		read_values(a, f, rest, p);
		return;
	case SCRIPT_NUMBER:
	case SCRIPT_MONEY:
		read_range(a, f, rest, p);
		return;
	case SCRIPT_DATE:
		f->has_high = str_is(rest, "past");
		f->has_low = str_is(rest, "future");
		if (f->has_high || f->has_low)
			return;
		break;
	case SCRIPT_YESNO:
		f->values = yes_no;
		f->nvalues = countof(yes_no);
		break;
	default:
		break;
	}
	if (rest.len > 0)
		script_wrong(p, f->at, _("'%s' is not understood after '%s'"),
		    rest.s, type_names[f->type]);
}

void
script_field_read(struct arena *a, struct script_field *f, struct str said,
    struct script_problems *p)
{
	struct str names[SCRIPT_TYPES], rest = said, word;
	size_t n;

	f->said = said;
	for (size_t i = 0; i < SCRIPT_TYPES; i++) {
		if (take(a, &rest, type_names[i])) {
			f->type = (enum script_type)i;
			read_type(a, f, rest, p);
			return;
		}
		names[i] = str_of(type_names[i]);
	}
	n = strcspn(said.s, " \t:");
	word = str_copyn(a, said.s, n);
	script_wrong(p, f->at,
	    _("'%s' is no type: use text, number, date, yes/no, one of, phone, "
	      "rut, plate or money%s"),
	    word.s, script_meant(a, names, SCRIPT_TYPES, word).s);
}

void
script_field_free(struct script_field *f)
{
	if (f->regex != NULL) {
		regfree(f->regex);
		free(f->regex);
		f->regex = NULL;
	}
}

bool
script_field_same(const struct script_field *x, const struct script_field *y)
{
	return str_eq(x->said, y->said);
}
