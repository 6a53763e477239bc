/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find.h - how search.c (keys) and find.c (questions) cut text the same way.
 */
#ifndef CORE_FIND_H
#define CORE_FIND_H

#include "base/str.h"

#define WORDS_MAX 40 /* of one name; more are not keys */

struct words {
	struct str v[WORDS_MAX];
	size_t n;
};

void words_of(struct arena *, struct str text, bool join, struct words *);
struct str squeeze_code(struct arena *, struct str);

#endif
