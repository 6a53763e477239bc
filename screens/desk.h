/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * desk.h - the note of each open contact while it is being written: one text
 * with two doors, the contact and its wrap-up. Loop thread only.
 */
#ifndef SCREENS_DESK_H
#define SCREENS_DESK_H

#include "core/interaction.h"
#include "screens/screen.h"

/* The note of a contact; made empty at first. Stays until desk_forget(). */
struct edit *desk_note(struct id contact);
/* Each of them that has something: for the journal, and back. */
void desk_each(void (*fn)(void *u, struct id contact, const struct edit *),
    void *u);
void desk_draft(const struct edit *, struct buf *out);
void desk_undraft(struct id contact, struct str draft);
/* It was saved, or its contact is closed. */
void desk_forget(struct id contact);

/* For struct screen_def, of a form about a contact: may one go on with it? */
enum err desk_may(struct core *, const struct screen_arg *);

/* A ticket needs a customer: where the contact has none, the words for one ask
 * first who it is with. For a screen's word(). */
enum screen_key desk_word(const struct row_interaction_get *, struct str words,
    struct buf *say);

#endif
