/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * choice.h - the part of a form that picks one of many. For form.c; what fits
 * is also asked of a field that stands for a word within a line.
 */
#ifndef UI_CHOICE_H
#define UI_CHOICE_H

#include "ui/form.h"

#define CHOICE_PAGE 12 /* shown at once, at most */

/* The choices that fit what is typed, from the n-th on, best first; how many.
 */
size_t choice_fits(const struct field *, size_t n, const struct choice *out[],
    size_t max);
/* The page of them that is shown, from the `from`-th on: where something is
 * chosen, of all. A digit chooses only of those. */
size_t choice_shown(const struct field *, size_t *from,
    const struct choice *out[CHOICE_PAGE]);
/* The n-th of them, or NULL. */
const struct choice *choice_nth(const struct field *, size_t n);
const struct choice *choice_with_code(const struct field *, struct str code);
/* Is one of them marked, so that Enter takes it? */
bool choice_is_open(const struct field *);
void choice_take(struct field *, const struct choice *);
/* Nothing chosen, nothing typed. */
void choice_clear(struct field *);
/* The value alone. */
void choice_forget(struct field *);
/* Down and Up; false when they lead out of the field. */
bool choice_pick(struct field *, uint32_t code);
bool choice_key(struct field *, const struct key *, int width);

#endif
