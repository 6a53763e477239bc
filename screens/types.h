/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * types.h - typifications to choose from, and what each leaf demands; loaded
 * with a screen's model.
 */
#ifndef SCREENS_TYPES_H
#define SCREENS_TYPES_H

#include "core/typification.h"
#include "ui/form.h"

struct types {
	struct choice *v; /* as typification_paths() orders them */
	size_t n;
	struct typification_hits leaves;
	struct rows_field_named fields; /* of tickets */
};

MUST_CHECK enum err types_load(struct core *, struct arena *, struct types *);
/* What a thing is about stays a choice though it is no longer in use. */
void types_keep(struct arena *, struct types *, struct str code,
    struct str name);
/* The leaf, or NULL. */
const struct typification_hit *types_leaf(const struct types *,
    struct str code);
/* A field that a leaf asks for; one that it only asks for may stay empty. */
struct need {
	const struct row_field_named *field;
	bool required;
};
/* Those that it requires first; how many. */
size_t types_needs(const struct types *, struct str code, struct need *out,
    size_t max);
/* What is typed behind "type:" at the end of a line of words; false: the line
 * ends otherwise. */
bool types_word(struct str line, struct str *typed);
/* The leaves that fit it, best first, from a row on. */
void types_draw(const struct types *, const struct pane *, int row,
    struct str typed);
const struct row_field_named *types_field(const struct types *, struct str id);

#endif
