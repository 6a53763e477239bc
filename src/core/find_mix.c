/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find_mix.c - words of a name beside digits: `rojas 4321`. The digits lead,
 * because few have them, and the words only choose among those.
 */
#include "base/utf8.h"
#include "core/find.h"
#include "queries.h"

enum { NAMES = 3 };

static bool
all_digits(struct str s)
{
	return strspn(s.s, "0123456789") == s.len;
}

static bool
has_digit(struct str s)
{
	return strpbrk(s.s, "0123456789") != NULL;
}

static bool
ends_with(struct str s, struct str end)
{
	return s.len >= end.len &&
	    memcmp(s.s + s.len - end.len, end.s, end.len) == 0;
}

/* The keys of `kind` from lo to hi, of customers whose name has the words.
 * With `digits` the telephone must end so. */
static enum err
ask_keys(struct ask *q, const struct words *names, const char *kind,
    struct str lo, struct str hi, struct str digits, int rank)
{
	struct str from[NAMES], to[NAMES];
	struct rows_search_mixed rows;
	enum err rc;

	for (size_t i = 0; i < NAMES; i++) {
		from[i] = i < names->n ? names->v[i] : STR_NONE;
		to[i] = i < names->n ? utf8_after(q->a, names->v[i]) : STR_NONE;
	}
	rc = q_search_mixed(q->c->db, q->a, &q->scope, str_of(kind), lo, hi,
	    from[0], to[0], from[1], to[1], from[2], to[2], CANDIDATES, &rows);
	if (rc != OK)
		return core_db(q->c, rc);
	for (size_t i = 0; i < rows.n; i++) {
		const struct row_search_mixed *r = &rows.v[i];
		struct found f = { .id = r->id,
			.name_sort = r->name_sort,
			.why = str_of(kind),
			.part = digits.len > 0
			    ? str_printf(q->a, "…%s", digits.s)
			    : lo,
			.rank = rank };

		if (digits.len > 0 && !ends_with(r->norm, digits))
			continue;
		if (names->n > 0) {
			if ((f.rank = find_rank(q->a, names, r->name)) == 0)
				continue;
			f.also = f.why;
			f.also_part = f.part;
			f.why = STR("name");
			f.part = names->v[0];
		}
		q->mixed |= names->n > 0;
		find_note(q, &f);
	}
	return OK;
}

/* A range of one key. */
static struct str
only(struct arena *a, struct str key)
{
	return str_printf(a, "%s\x01", key.s);
}

static enum err
ask_phone(struct ask *q, const struct words *names, struct str digits, int rank)
{
	struct str last;

	if (digits.len < PHONE_LAST)
		return OK;
	last = str_copyn(q->a, digits.s + digits.len - PHONE_LAST, PHONE_LAST);
	return ask_keys(q, names, "phone", last, only(q->a, last), digits,
	    rank);
}

enum err
find_last_digits(struct ask *q, struct str digits)
{
	struct words none = { .n = 0 };

	return all_digits(digits) ? ask_phone(q, &none, digits, TAIL_FITS) : OK;
}

static enum err
ask_code(struct ask *q, const struct words *names, struct str code)
{
	struct str hi = utf8_after(q->a, code);
	enum err rc;

	if (all_digits(code)) {
		rc = ask_phone(q, names, code, TAIL_FITS);
		if (rc == OK && code.len >= SHORT)
			rc = ask_keys(q, names, "rut", code, hi, STR_NONE,
			    PREFIX);
		return rc;
	}
	rc = ask_keys(q, names, "plate", code, hi, STR_NONE, PREFIX);
	if (rc == OK && code.len >= SHORT)
		rc = ask_keys(q, names, "vin", code, hi, STR_NONE, PREFIX);
	return rc;
}

/* Exactly one word with digits: more are a number written with blanks, which
 * the other places read. */
enum err
find_mixed(struct ask *q)
{
	struct words all, names = { .n = 0 };
	struct str code = STR_NONE;
	size_t codes = 0;

	if (!q->clear || memchr(q->text.s, '@', q->text.len) != NULL)
		return OK;
	words_of(q->a, q->text, true, &all);
	for (size_t i = 0; i < all.n; i++) {
		if (has_digit(all.v[i])) {
			code = all.v[i];
			codes++;
		} else if (names.n < NAMES)
			names.v[names.n++] = all.v[i];
	}
	if (codes != 1 || names.n == 0)
		return OK;
	return ask_code(q, &names, code);
}
