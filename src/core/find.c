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
	CANDIDATES = 200, /* of each place asked, before ranking */
	WIDE = 20000,	  /* a range counted no further than this */
	ASKED = 6,	  /* words that the query takes */
	SHORT = 4,	  /* a prefix of digits or codes begins here */
	TEXT_MAX = 300,
	WHOLE = 0,
	TAIL_FITS = 1,
	PREFIX = 7, /* ranks; names have 1..6 */
};

struct found {
	struct id id;
	struct str name_sort, why;
	int rank;
};

struct ask {
	struct core *c;
	struct arena *a; /* scratch */
	struct scope scope;
	struct str text; /* trimmed */
	bool clear;	 /* personal data are read in clear */
	VEC(struct found) found;
};

static void
note(struct ask *q, struct id id, struct str name_sort, const char *why,
    int rank)
{
	struct found *f;

	for (size_t i = 0; i < q->found.n; i++) {
		f = &q->found.v[i];
		if (!id_eq(f->id, id))
			continue;
		if (rank < f->rank) {
			f->rank = rank;
			f->why = str_of(why);
		}
		return;
	}
	f = vec_push(q->a, &q->found);
	*f = (struct found){ id, name_sort, str_of(why), rank };
}

/* Keys of a kind that begin with `key`, or with `whole` are it. */
static enum err
ask_value(struct ask *q, const char *kind, struct str key, bool whole, int rank)
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
		note(q, rows.v[i].id, rows.v[i].name_sort, kind,
		    str_eq(rows.v[i].key_fold, key) ? rank : PREFIX);
	return OK;
}

/* ---- the places a text is looked for ------------------------------------ */

static enum err
ask_email(struct ask *q)
{
	if (memchr(q->text.s, '@', q->text.len) == NULL)
		return OK;
	return ask_value(q, "email", utf8_fold(q->a, q->text), !q->clear,
	    WHOLE);
}

static enum err
ask_rut(struct ask *q)
{
	char rut[RUT_MAX];
	struct str bare = squeeze_code(q->a, q->text);

	if (rut_parse(q->text, rut))
		return ask_value(q, "rut", utf8_fold(q->a, str_of(rut)), true,
		    WHOLE);
	if (!q->clear || bare.len < SHORT ||
	    strspn(q->text.s, "0123456789.") != q->text.len)
		return OK;
	return ask_value(q, "rut", bare, false, WHOLE);
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
		rc = ask_value(q, "phone", digits, true, WHOLE);
	if (rc == OK && digits.len >= 8)
		rc = ask_value(q, "phone", phone_tail(q->a, digits), true,
		    TAIL_FITS);
	if (rc == OK && q->clear && bare.len >= SHORT)
		rc = ask_value(q, "phone", bare, false, WHOLE);
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
		rc = ask_value(q, "plate", code, false, WHOLE);
	if (rc == OK && digit && code.len > SHORT)
		rc = ask_value(q, "vin", code, false, WHOLE);
	if (rc == OK)
		rc = ask_value(q, "external", utf8_fold(q->a, q->text),
		    !digit || q->text.len < SHORT, WHOLE);
	return rc;
}

static enum err
ask_ticket(struct ask *q)
{
	struct row_customer_get who;
	struct row_search_ticket row;
	struct scope seen;
	int64_t number;
	enum err rc;

	if (q->text.len < 3 || (q->text.s[0] | 32) != 't' ||
	    q->text.s[1] != '-' || q->c->grants[MAY_TICKET_READ] == SCOPE_NONE)
		return OK;
	if (!str_int(str_copyn(q->a, q->text.s + 2, q->text.len - 2), &number))
		return OK;
	if ((rc = core_allow(q->c, MAY_TICKET_READ, &seen)) != OK)
		return rc;
	rc = q_search_ticket(q->c->db, q->a, &seen, number, &row);
	if (rc == OK)
		rc = q_customer_get(q->c->db, q->a, &q->scope, row.customer,
		    &who);
	if (rc == OK)
		note(q, who.id, STR_NONE, "ticket", WHOLE);
	return rc == ERR_NOT_FOUND ? OK : core_db(q->c, rc);
}

/* ---- names -------------------------------------------------------------- */

/* The word of the name that fits best: ahead of the last one and whole. */
static size_t
pick(const struct words *name, struct str word, size_t next)
{
	size_t at = name->n;
	int best = 0;

	for (size_t k = 0; k < name->n; k++) {
		int score = 1 + 2 * (k >= next) + str_eq(name->v[k], word);

		if (score > best && str_starts(name->v[k], word)) {
			best = score;
			at = k;
		}
	}
	return at;
}

/* How the words asked fit those of a name: 1 best … 6, 0 not at all. */
static int
fit(const struct words *ask, const struct words *name)
{
	bool whole = true, order = true, first = false;
	size_t at, next = 0;

	for (size_t i = 0; i < ask->n; i++) {
		at = pick(name, ask->v[i], next);
		if (at == name->n)
			return 0;
		whole &= str_eq(name->v[at], ask->v[i]);
		order &= at >= next;
		first |= i == 0 && at == 0;
		next = at + 1;
	}
	if (whole)
		return !order ? 3 : ask->n == name->n ? 1 : 2;
	return !order ? 6 : first ? 4 : 5;
}

static int
rank_name(struct arena *a, const struct words *ask, struct str name)
{
	struct words w;
	int one, two;

	words_of(a, name, false, &w);
	one = fit(ask, &w);
	words_of(a, name, true, &w);
	two = fit(ask, &w);
	return one == 0 || (two != 0 && two < one) ? two : one;
}

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
	for (size_t i = 0; i < n && rc == OK; i++) {
		r[i].lo = w->v[i];
		r[i].hi = utf8_after(q->a, w->v[i]);
		if (n > 1)
			rc = q_search_width(q->c->db, q->a, STR("name"),
			    r[i].lo, r[i].hi, WIDE, &width);
		r[i].width = width.n;
	}
	qsort(r, n, sizeof(*r), by_width);
	return core_db(q->c, rc);
}

static void
note_name(struct ask *q, const struct words *w, struct id id, struct str name,
    struct str name_sort)
{
	int rank = rank_name(q->a, w, name);

	if (rank > 0)
		note(q, id, name_sort, "name", rank);
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
	if (w.n == 0 || memchr(q->text.s, '@', q->text.len) != NULL)
		return OK;
	if ((rc = order_words(q, &w, r)) != OK)
		return rc;
	if (w.n > 1 && r[1].width < WIDE)
		return ask_few(q, &w, r);
	return ask_common(q, &w, r);
}

/* ---- the answer --------------------------------------------------------- */

static int
by_rank(const void *x, const void *y)
{
	const struct found *a = x, *b = y;
	int c;

	if (a->rank != b->rank)
		return a->rank - b->rank;
	c = str_cmp(a->name_sort, b->name_sort);
	return c != 0 ? c : strcmp(a->id.s, b->id.s);
}

static enum err
count_open(struct ask *q, struct str ids, struct customer_hits *hits)
{
	struct rows_search_open rows;
	struct scope seen;
	enum err rc;

	if (q->c->grants[MAY_TICKET_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(q->c, MAY_TICKET_READ, &seen)) != OK)
		return rc;
	rc = q_search_open(q->c->db, q->a, &seen, ids, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		for (size_t k = 0; k < hits->n; k++)
			if (id_eq(rows.v[i].customer, hits->v[k].id))
				hits->v[k].open = rows.v[i].n;
	return core_db(q->c, rc);
}

static void
fill(struct customer_hits *hits, const struct found *f,
    const struct rows_search_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct row_search_rows *r = &rows->v[i];

		if (!id_eq(r->id, f->id))
			continue;
		hits->v[hits->n++] = (struct customer_hit){
			.id = r->id,
			.name = r->name,
			.kind = r->kind,
			.segment = r->segment,
			.why = f->why,
			.phone = r->phone,
			.branch = r->branch,
			.city = r->city,
			.rank = f->rank,
		};
	}
}

static enum err
answer(struct ask *q, struct arena *a, int64_t limit,
    struct customer_hits *hits)
{
	struct rows_search_rows rows;
	size_t n = q->found.n;
	struct str ids;
	enum err rc;

	if (n == 0) {
		*hits = (struct customer_hits){ NULL, 0 };
		return OK;
	}
	qsort(q->found.v, n, sizeof(*q->found.v), by_rank);
	if ((int64_t)n > limit)
		n = (size_t)limit;
	ids = list_ids(q->a, q->found.v, n, sizeof(*q->found.v));
	rc = q_search_rows(q->c->db, a, &q->scope, ids, &rows);
	if (rc != OK)
		return core_db(q->c, rc);
	*hits = (struct customer_hits){ NEWN(a, struct customer_hit, n), 0 };
	for (size_t i = 0; i < n; i++)
		fill(hits, &q->found.v[i], &rows);
	return count_open(q, ids, hits);
}

enum err
customer_find(struct core *c, struct arena *a, struct str text, int64_t limit,
    struct customer_hits *hits)
{
	static enum err (*const places[])(struct ask *) = {
		ask_ticket,
		ask_email,
		ask_rut,
		ask_phone,
		ask_code,
		ask_name,
	};
	struct ask q = { .c = c, .a = &c->scratch };
	struct customer_hits got;
	enum err rc;

	if ((rc = core_allow(c, MAY_CUSTOMER_READ, &q.scope)) != OK)
		return rc;
	rc = core_text(c, _("what to look for"), text, TEXT_MAX, false, false,
	    &q.text);
	if (rc != OK)
		return rc;
	q.clear = audit_clear(c, CLASS_PERSONAL);
	for (size_t i = 0; i < countof(places); i++)
		if ((rc = places[i](&q)) != OK)
			return rc;
	rc = answer(&q, a, list_limit(limit, 20, CANDIDATES), &got);
	if (rc == OK)
		*hits = got;
	return rc;
}
