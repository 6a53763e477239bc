/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * desk.h - the note of each open contact while it is being written: one text
 * with two doors, the contact and its wrap-up. Loop thread only.
 */
#ifndef SCREENS_DESK_H
#define SCREENS_DESK_H

#include "base/id.h"
#include "ui/edit.h"

/* The note of a contact; made empty at first. Stays until desk_forget(). */
struct edit *desk_note(struct id contact);
/* Each of them that has something: for the journal, and back. */
void desk_each(void (*fn)(void *u, struct id contact, const struct edit *),
    void *u);
void desk_draft(const struct edit *, struct buf *out);
void desk_undraft(struct id contact, struct str draft);
/* It was saved, or its contact is closed. */
void desk_forget(struct id contact);

#endif
