/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words.h - a text of a script with its placeholders: {{name}},
 * {{name|other.name|a text instead}}, {{field.key}}.
 */
#ifndef SCRIPT_WORDS_H
#define SCRIPT_WORDS_H

#include "script/problem.h"

/* One of the names between {{ and }}, in order; the first known one is said. */
struct script_ref {
	struct str name; /* or the text instead, when `literal` */
	struct script_at at;
	bool literal;
	bool key; /* the value as it is stored, not as it is said */
};

struct script_piece {
	struct str text; /* said as it is; or, when empty: */
	struct script_ref *refs;
	size_t nrefs;
};

struct script_words {
	struct str source; /* empty: there is no text */
	struct script_at at;
	struct script_piece *v;
	size_t n;
};

/* Reads the pieces; tells a brace that is not closed, an empty name, and
 * characters that nobody sees. */
void script_words_read(struct arena *, struct script_words *, struct str source,
    struct script_at at, struct script_problems *);

/* What a name stands for: *known tells whether it has a value. With `key` as
 * stored, else as said. */
typedef struct str script_look(void *u, struct str name, bool key, bool *known);

/* The pieces put together. A missing value is a gap: `gap` is handed its name
 * and gives the visible text; spans of gaps are not told apart here. */
void script_words_say(const struct script_words *, script_look *, void *u,
    struct buf *);
/* ‹name› between these two marks, which no text of a script may contain. */
#define SCRIPT_GAP_OPEN	 "\xe2\x80\xb9"
#define SCRIPT_GAP_CLOSE "\xe2\x80\xba"

/* The names of all placeholders, sorted, as one text: translations must say
 * the same. */
struct str script_words_names(struct arena *, const struct script_words *);

#endif
