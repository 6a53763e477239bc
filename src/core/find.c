/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find.c - one box that finds customers: where a text is looked for, and
 * which of those found comes first.
 */
#include "core/find.h"

#include "base/utf8.h"
#include "core/audit.h"
#include "core/list.h"
#include "core/rut.h"
#include "core/search.h"
#include "core/ticket.h"

enum {
	WIDE = 20000, /* a range counted no further than this */
	TEXT_MAX = 300
};

enum err
find_value(struct ask *q, const char *kind, struct str key, bool whole,
    int rank)
{
	struct rows_search_value rows;
	struct str hi;
	enum err rc;

	if (key.len == 0)
		return OK;
	hi = whole ? str_printf(q->a, "%s\x01", key.s) : utf8_after(q->a, key);
	rc = q_search_value(q->c->db, q->a, &q->scope, str_of(kind), key, hi,
	    CANDIDATES, &rows);
	if (rc != OK)
		return core_db(q->c, rc);
	for (size_t i = 0; i < rows.n; i++)
		find_note(q,
		    &(struct found){ .id = rows.v[i].id,
			.name_sort = rows.v[i].name_sort,
			.why = str_of(kind),
			.part = key,
			.rank =
			    str_eq(rows.v[i].key_fold, key) ? rank : PREFIX });
	return OK;
}

/* ---- the places a text is looked for ------------------------------------ */

static enum err
ask_email(struct ask *q)
{
	if (memchr(q->text.s, '@', q->text.len) == NULL)
		return OK;
	return find_value(q, "email", utf8_fold(q->a, q->text), !q->clear,
	    WHOLE);
}

static enum err
ask_rut(struct ask *q)
{
	char rut[RUT_MAX];
	struct str bare = squeeze_code(q->a, q->text);

	if (rut_parse(q->text, rut))
		return find_value(q, "rut", utf8_fold(q->a, str_of(rut)), true,
		    WHOLE);
	if (!q->clear || bare.len < SHORT ||
	    strspn(q->text.s, "0123456789.") != q->text.len)
		return OK;
	return find_value(q, "rut", bare, false, WHOLE);
}

static enum err
ask_phone(struct ask *q)
{
	struct str digits, bare = squeeze_code(q->a, q->text);
	enum err rc = OK;

	if (strspn(q->text.s, "0123456789+ ()-./") != q->text.len)
		return OK;
	digits = phone_digits(q->a, q->text);
	if (digits.len > 0)
		rc = find_value(q, "phone", digits, true, WHOLE);
	if (rc == OK && digits.len >= 8)
		rc = find_value(q, "phone", phone_tail(q->a, digits), true,
		    TAIL_FITS);
	if (rc == OK && q->clear && bare.len >= SHORT)
		rc = find_value(q, "phone", bare, false, PREFIX);
	if (rc == OK && q->clear)
		rc = find_last_digits(q, bare);
	return rc;
}

/* BBBB11, BBB11, AA1111, AA111 with or without signs between. */
static bool
is_plate(struct str code)
{
	size_t letters = strspn(code.s, "abcdefghijklmnopqrstuvwxyz");
	size_t digits = strspn(code.s + letters, "0123456789");

	return letters >= 2 && letters <= 4 && digits >= 2 && digits <= 4 &&
	    letters + digits == code.len && code.len >= 5 && code.len <= 6;
}

/* Serial numbers and the keys of other systems. */
static enum err
ask_code(struct ask *q)
{
	struct str code = squeeze_code(q->a, q->text);
	bool digit = strpbrk(code.s, "0123456789") != NULL;
	enum err rc = OK;

	if (is_plate(code))
		rc = find_value(q, "plate", code, false, WHOLE);
	if (rc == OK && digit && code.len > SHORT)
		rc = find_value(q, "vin", code, false, WHOLE);
	if (rc == OK)
		rc = find_value(q, "external", utf8_fold(q->a, q->text),
		    !digit || q->text.len < SHORT, WHOLE);
	return rc;
}

/* "T-1042" or "1042"; ERR_NOT_FOUND when that is no number, or of none in
 * sight. */
static enum err
named(struct core *c, struct arena *a, struct str text,
    struct row_search_ticket *row)
{
	bool letter =
	    text.len > 2 && (text.s[0] | 32) == 't' && text.s[1] == '-';
	size_t skip = letter ? 2 : 0;
	struct scope seen;
	int64_t number;
	enum err rc;

	if (c->grants[MAY_TICKET_READ] == SCOPE_NONE || text.len < 3 ||
	    strspn(text.s + skip, "0123456789") != text.len - skip ||
	    !str_int(str_copyn(a, text.s + skip, text.len - skip), &number))
		return ERR_NOT_FOUND;
	if ((rc = core_allow(c, MAY_TICKET_READ, &seen)) != OK)
		return rc;
	return q_search_ticket(c->db, a, &seen, number, row);
}

enum err
ticket_named(struct core *c, struct str text, struct id *ticket)
{
	struct row_search_ticket row = { .id = ID_NONE };
	enum err rc = named(c, &c->scratch, text, &row);

	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	*ticket = row.id;
	return OK;
}

static enum err
ask_ticket(struct ask *q)
{
	struct row_customer_get who;
	struct row_search_ticket row;
	enum err rc = named(q->c, q->a, q->text, &row);

	if (rc == OK)
		rc = q_customer_get(q->c->db, q->a, &q->scope, row.customer,
		    &who);
	if (rc == OK)
		find_note(q,
		    &(struct found){ .id = who.id,
			.ticket = row.id,
			.why = STR("ticket"),
			.part = q->text,
			.rank = WHOLE });
	return rc == ERR_NOT_FOUND ? OK : core_db(q->c, rc);
}

/* ---- names -------------------------------------------------------------- */

/* The keys that begin with a word. */
struct range {
	struct str lo, hi;
	int64_t width;
};

static int
by_width(const void *x, const void *y)
{
	const struct range *a = x, *b = y;

	return (a->width > b->width) - (a->width < b->width);
}

/* The rarest word first; those that were not asked for are empty. */
static enum err
order_words(struct ask *q, const struct words *w, struct range r[ASKED])
{
	struct row_search_width width = { 0 };
	size_t n = w->n < ASKED ? w->n : ASKED;
	enum err rc = OK;

	for (size_t i = 0; i < ASKED; i++)
		r[i] = (struct range){ STR_NONE, STR_NONE, 0 };
	for (size_t i = 0; i < n; i++) {
		r[i].lo = w->v[i];
		r[i].hi = utf8_after(q->a, w->v[i]);
		if (n > 1)
			q_search_width_ahead(q->c->db, STR("name"), r[i].lo,
			    r[i].hi, WIDE);
	}
	for (size_t i = 0; i < n && n > 1 && rc == OK; i++) {
		rc = q_search_width(q->c->db, q->a, STR("name"), r[i].lo,
		    r[i].hi, WIDE, &width);
		r[i].width = width.n;
	}
	qsort(r, n, sizeof(*r), by_width);
	return core_db(q->c, rc);
}

static void
note_name(struct ask *q, const struct words *w, struct id id, struct str name,
    struct str name_sort)
{
	int rank = find_rank(q->a, w, name);

	if (rank > 0)
		find_note(q,
		    &(struct found){ .id = id,
			.name_sort = name_sort,
			.why = STR("name"),
			.part = w->v[0],
			.rank = rank });
}

static enum err
ask_common(struct ask *q, const struct words *w, const struct range *r)
{
	struct rows_search_name rows;
	enum err rc;

	rc = q_search_name(q->c->db, q->a, &q->scope, r[0].lo, r[0].hi, r[1].lo,
	    r[1].hi, r[2].lo, r[2].hi, r[3].lo, r[3].hi, r[4].lo, r[4].hi,
	    r[5].lo, r[5].hi, CANDIDATES, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		note_name(q, w, rows.v[i].id, rows.v[i].name,
		    rows.v[i].name_sort);
	return core_db(q->c, rc);
}

static enum err
ask_few(struct ask *q, const struct words *w, const struct range *r)
{
	struct rows_search_name_few rows;
	enum err rc;

	rc = q_search_name_few(q->c->db, q->a, &q->scope, r[0].lo, r[0].hi,
	    r[1].lo, r[1].hi, r[2].lo, r[2].hi, r[3].lo, r[3].hi, r[4].lo,
	    r[4].hi, r[5].lo, r[5].hi, CANDIDATES, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		note_name(q, w, rows.v[i].id, rows.v[i].name,
		    rows.v[i].name_sort);
	return core_db(q->c, rc);
}

static enum err
ask_name(struct ask *q)
{
	struct range r[ASKED];
	struct words w;
	enum err rc;

	words_of(q->a, q->text, true, &w);
	if (w.n == 0 || q->mixed || memchr(q->text.s, '@', q->text.len) != NULL)
		return OK;
	if ((rc = order_words(q, &w, r)) != OK)
		return rc;
	if (w.n > 1 && r[1].width < WIDE)
		return ask_few(q, &w, r);
	return ask_common(q, &w, r);
}

struct finding {
	struct scope scope;
	struct str text;
	int64_t limit;
	struct arena *a;
	struct customer_hits *hits;
};

static enum err
find_all(struct core *c, void *u)
{
	const struct finding *w = u;
	static enum err (*const places[])(struct ask *) = {
		ask_ticket,
		ask_email,
		ask_rut,
		ask_phone,
		ask_code,
		find_mixed,
		ask_name,
	};
	struct ask q = { .c = c,
		.a = &c->scratch,
		.scope = w->scope,
		.text = w->text,
		.clear = audit_clear(c, CLASS_PERSONAL) };
	enum err rc = OK;

	for (size_t i = 0; rc == OK && i < countof(places); i++)
		rc = places[i](&q);
	return rc == OK ? find_answer(&q, w->a, w->limit, w->hits) : rc;
}

/* In one transaction, so that all is of one instant and goes together. */
enum err
customer_find(struct core *c, struct arena *a, struct str text, int64_t limit,
    struct customer_hits *hits)
{
	struct customer_hits got = { NULL, 0 };
	struct finding w = {
		.limit = list_limit(limit, 20, CANDIDATES), .a = a, .hits = &got
	};
	enum err rc;

	if ((rc = core_allow(c, MAY_CUSTOMER_READ, &w.scope)) != OK)
		return rc;
	rc = core_text(c, _("what to look for"), text, TEXT_MAX, false, false,
	    &w.text);
	if (rc == OK)
		rc = core_read(c, find_all, &w);
	if (rc == OK)
		*hits = got;
	return rc;
}
