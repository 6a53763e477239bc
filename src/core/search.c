/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.c - the keys customers are found by.
 *
 * Who asks for what is in find.c; both cut a name into words the same way.
 */
#include "core/search.h"

#include "base/utf8.h"
#include "core/find.h"
#include "core/rut.h"
#include "queries.h"

enum { KEY_MAX = 200, NINE = 9 };

static void
add_key(struct arena *a, struct search_keys *keys, const char *kind,
    struct str key)
{
	struct search_key *k;

	if (key.len == 0)
		return;
	if (key.len > KEY_MAX)
		key = str_copyn(a, key.s, KEY_MAX);
	for (size_t i = 0; i < keys->n; i++)
		if (strcmp(keys->v[i].kind, kind) == 0 &&
		    str_eq(keys->v[i].key, key))
			return;
	k = vec_push(a, keys);
	k->kind = kind;
	k->key = utf8_mend(a, key);
}

/* ---- words of a name ---------------------------------------------------- */

static bool
is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == '`' || cp == 0xb4 || cp == 0x2019;
}

/* Folded text holds no capitals and no marks: what is left between words is
 * ASCII signs and the signs of other blocks up to 0xbf. */
static bool
is_word(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
	    (cp >= 0xc0 && cp != 0xd7 && cp != 0xf7 &&
		!(cp >= 0x2000 && cp <= 0x206f));
}

static void
end_word(struct arena *a, struct words *w, struct buf *b)
{
	if (b->len > 0 && w->n < WORDS_MAX)
		w->v[w->n++] = buf_copy(a, b);
	buf_reset(b);
}

bool
words_may_join(struct str text)
{
	size_t n;

	for (size_t i = 0; i < text.len; i += n)
		if (is_apostrophe(utf8_next(text.s + i, text.len - i, &n)))
			return true;
	return false;
}

/* With `join`, O'Higgins is one word: the apostrophe is passed over. */
void
words_of(struct arena *a, struct str text, bool join, struct words *w)
{
	struct str s = utf8_fold(a, text);
	struct buf b = { 0 };
	size_t n;

	w->n = 0;
	for (size_t i = 0; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		if (is_word(cp))
			buf_add(&b, s.s + i, n);
		else if (!(join && is_apostrophe(cp)))
			end_word(a, w, &b);
	}
	end_word(a, w, &b);
	buf_done(&b);
}

void
search_add_name(struct arena *a, struct search_keys *keys, struct str name)
{
	struct words w;

	for (int join = 0; join < 2; join++) {
		words_of(a, name, join, &w);
		for (size_t i = 0; i < w.n; i++)
			add_key(a, keys, "name", w.v[i]);
	}
}

/* ---- other keys --------------------------------------------------------- */

void
search_add_phone(struct arena *a, struct search_keys *keys, struct str digits)
{
	add_key(a, keys, "phone", digits);
	if (digits.len > NINE)
		add_key(a, keys, "phone",
		    str_copyn(a, digits.s + digits.len - NINE, NINE));
	add_key(a, keys, "phone", phone_tail(a, digits));
	if (digits.len > PHONE_LAST)
		add_key(a, keys, "phone",
		    str_copyn(a, digits.s + digits.len - PHONE_LAST,
			PHONE_LAST));
}

/* Letters and digits alone: how a plate or a serial number is compared. */
struct str
squeeze_code(struct arena *a, struct str s)
{
	struct words w;
	struct buf b = { 0 };
	struct str out;

	words_of(a, s, true, &w);
	for (size_t i = 0; i < w.n; i++)
		buf_str(&b, w.v[i]);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

void
search_add(struct arena *a, struct search_keys *keys, const char *kind,
    struct str value)
{
	bool code = strcmp(kind, "plate") == 0 || strcmp(kind, "vin") == 0;

	if (value.len > 0)
		add_key(a, keys, kind,
		    code ? squeeze_code(a, value)
			 : utf8_fold(a, utf8_trim(a, value)));
}

enum err
search_save(struct core *c, const struct search_keys *keys, struct id customer,
    struct id source)
{
	struct par_search_key_add *rows =
	    NEWN(&c->scratch, struct par_search_key_add, keys->n);
	enum err rc;

	for (size_t i = 0; i < keys->n; i++)
		rows[i] = (struct par_search_key_add){ str_of(keys->v[i].kind),
			keys->v[i].key, customer, source };
	rc = q_search_key_drop(c->db, source, STR_NONE, NULL);
	if (rc == OK && keys->n > 0)
		rc = q_search_key_add_batch(c->db, &c->scratch, rows, keys->n);
	return core_db(c, rc);
}
