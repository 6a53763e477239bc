/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * near.c - the word that was probably meant.
 */
#include "core/near.h"

#include "base/utf8.h"
#include "core/find.h"
#include "queries.h"

enum { NAMES = 2000, SHORTEST = 3, LONG = 6 };

struct near {
	struct core *c;
	struct arena *a;
	struct scope scope;
	struct str word; /* folded */
	struct str best; /* as the name has it */
	int far;	 /* edits to the best so far */
};

/* The word of a name that folds to this key, as it is written there. */
static struct str
written(struct arena *a, struct str name, struct str key)
{
	struct str rest = name, word;

	while (str_next(a, &rest, ' ', &word))
		if (str_eq(utf8_fold(a, word), key))
			return word;
	return key;
}

static enum err
ask_range(struct near *q, struct str prefix, int64_t limit,
    struct rows_search_near *rows)
{
	return core_db(q->c,
	    q_search_near(q->c->db, q->a, &q->scope, prefix,
		utf8_after(q->a, prefix), limit, rows));
}

/* Does any name begin so? */
static enum err
is_known(struct near *q, bool *known)
{
	struct rows_search_near rows = { .n = 0 };
	enum err rc = ask_range(q, q->word, 1, &rows);

	*known = rows.n > 0;
	return rc;
}

/* Of the word to the key, or to its beginning: it may not be typed out. */
static int
distance(const struct near *q, struct str key)
{
	struct str begin = str_copyn(q->a, key.s,
	    key.len < q->word.len ? key.len : q->word.len);
	int whole = str_distance(q->word, key, q->far - 1);
	int part = str_distance(q->word, begin, q->far - 1);

	return part < whole ? part : whole;
}

static enum err
look(struct near *q, struct str prefix)
{
	struct rows_search_near rows;
	enum err rc = ask_range(q, prefix, NAMES, &rows);

	for (size_t i = 0; rc == OK && i < rows.n; i++) {
		int far = distance(q, rows.v[i].key_fold);

		if (far >= q->far)
			continue;
		q->far = far;
		q->best = written(q->a, rows.v[i].name, rows.v[i].key_fold);
	}
	return rc;
}

/* The beginnings under which the word may stand: its own two letters, or the
 * first with the third, for two that changed places. */
static enum err
nearest(struct near *q)
{
	size_t one, two, three;
	struct str first, other;
	enum err rc;

	one = utf8_cluster(q->word.s, q->word.len);
	two = one + utf8_cluster(q->word.s + one, q->word.len - one);
	three = two + utf8_cluster(q->word.s + two, q->word.len - two);
	first = str_copyn(q->a, q->word.s, two);
	other = str_printf(q->a, "%.*s%.*s", (int)one, q->word.s,
	    (int)(three - two), q->word.s + two);
	rc = look(q, first);
	if (rc == OK && !str_eq(first, other))
		rc = look(q, other);
	return rc;
}

static struct str
put_right(struct arena *a, const struct words *w, size_t wrong, struct str by)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < w->n; i++) {
		if (i > 0)
			buf_c(&b, ' ');
		buf_str(&b, i == wrong ? by : w->v[i]);
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

enum err
customer_near(struct core *c, struct arena *a, struct str text, struct str *out)
{
	struct near q = { .c = c, .a = &c->scratch, .best = STR_NONE };
	struct str found = STR_NONE;
	struct words w;
	bool known;
	enum err rc;

	if ((rc = core_allow(c, MAY_CUSTOMER_READ, &q.scope)) != OK)
		return rc;
	words_of(q.a, text, false, &w);
	for (size_t i = 0; i < w.n && found.len == 0; i++) {
		q.word = w.v[i];
		q.far = q.word.len >= LONG ? 3 : 2;
		if (q.word.len < SHORTEST ||
		    strpbrk(q.word.s, "0123456789") != NULL)
			continue;
		if ((rc = is_known(&q, &known)) != OK)
			return rc;
		if (known)
			continue;
		if ((rc = nearest(&q)) != OK)
			return rc;
		if (q.best.len == 0)
			break;
		found = put_right(a, &w, i, q.best);
	}
	*out = found;
	return OK;
}
