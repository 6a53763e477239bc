/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compare_draw.h - a change that came too late, field by field: what is chosen
 * of each, and how it is drawn.
 */
#ifndef SCREENS_COMPARE_DRAW_H
#define SCREENS_COMPARE_DRAW_H

#include "core/compare.h"
#include "screens/sheet.h"

enum compare_take {
	TAKE_NOTHING,
	TAKE_MINE,
	TAKE_THEIRS,
	TAKE_BEFORE,
	TAKE_OTHER
};

struct compare_chosen {
	struct id key;
	enum compare_take take;
	char other[512];
};

struct compare_state {
	struct list list;
	bool placed; /* its cursor is where something is asked */
	struct compare_chosen v[16];
	size_t n;
	bool writing; /* another value of the row with the cursor */
	struct edit edit;
};

struct compare_model {
	struct compare cmp;
	struct str command, id;
	struct rows_field_named fields; /* of tickets */
};

struct rows compare_rows(const struct screen *);
/* What was chosen for a field; NULL when nothing was, unless `make`. */
struct compare_chosen *compare_chosen_of(const struct screen *, struct id field,
    bool make);
/* Whose value a field will have: the chosen, else the one that changed it.
 * TAKE_NOTHING: somebody has to choose. */
enum compare_take compare_take_of(const struct screen *,
    const struct compare_field *);
/* The value that will be there, as people read it. */
struct str compare_will_be(const struct screen *, const struct compare_field *);
/* The same as it is stored; false: as they left it, nothing is to be saved. */
bool compare_saves(const struct screen *, const struct compare_field *,
    struct str *value);
/* All is decided, and nothing of mine is left. */
bool compare_theirs(const struct screen *);
/* How many fields wait for that. */
size_t compare_undecided(const struct screen *);
/* A screen's draw(). */
void compare_draw(struct screen *, const struct pane *);

#endif
