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
/* "new, open" as a JSON list of its words; "" for "". */
struct str list_words(struct arena *, struct str words);

/* The number in what a person wrote for a thing: with 't', T-1042, t-1042 or
 * 1042. False when it is none. */
bool list_number(struct arena *, struct str ref, char letter, int64_t *number);

/* A text of a struct that the caller left at zero is empty, not NULL. */
static inline struct str
list_given(struct str s)
{
	return s.s != NULL ? s : STR_NONE;
}

/* The language names are wanted in. */
struct str list_lang(const struct core *);

#endif
