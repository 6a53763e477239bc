/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * list.h - what the lists of core share: limits, keyset pages, JSON lists for
 * queries.
 */
#ifndef CORE_LIST_H
#define CORE_LIST_H

#include "core/core.h"

/* `limit` within 1..most; 0 gives `usual`. */
int64_t list_limit(int64_t limit, int64_t usual, int64_t most);

/* Where a page that goes back in time begins: at (at, id), or with 0 at the
 * newest. An id that sorts after all stands in for none. */
struct list_from {
	msec at;
	struct id id;
};
struct list_from list_from(msec at, struct id id);

/* The ids at the head of n rows of `size` bytes, as a JSON list. */
struct str list_ids(struct arena *, const void *rows, size_t n, size_t size);
struct str list_texts(struct arena *, const struct str *, size_t n);
/* Those of all the rows that a query read. */
#define LIST_IDS(a, rows) list_ids((a), (rows).v, (rows).n, sizeof(*(rows).v))
/* "new, open" as a JSON list of its words; "" for "". */
struct str list_words(struct arena *, struct str words);

/* What a person wrote for a thing: its id, and *number is 0; or, with 't',
 * T-1042, t-1042 or 1042, and *id is untouched. ERR_INVALID with the sentence
 * `none` (%s is what was written) for anything else. */
MUST_CHECK enum err list_ref(struct core *, struct str ref, char letter,
    const char *none, struct id *id, int64_t *number);

/* A text of a struct that the caller left at zero is empty, not NULL. */
static inline struct str
list_given(struct str s)
{
	return s.s != NULL ? s : STR_NONE;
}

/* The language names are read in: that of the words around them. */
struct str list_lang(const struct core *);
/* The one in which who says none writes: their own. */
struct str list_own_lang(const struct core *);

#endif
