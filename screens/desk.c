/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * desk.c - notes being written, by contact.
 */
#include "screens/desk.h"

#define NOTE_MAX 20000

static struct note {
	struct id contact;
	struct edit edit;
	struct note *next;
} * notes;

struct edit *
desk_note(struct id contact)
{
	struct note *n = notes;

	while (n != NULL && !id_eq(n->contact, contact))
		n = n->next;
	if (n != NULL)
		return &n->edit;
	n = calloc(1, sizeof(*n));
	if (n == NULL)
		die("out of memory");
	n->contact = contact;
	n->edit.max = NOTE_MAX;
	n->edit.lines = true;
	n->next = notes;
	notes = n;
	return &n->edit;
}

void
desk_forget(struct id contact)
{
	for (struct note **at = &notes; *at != NULL; at = &(*at)->next) {
		struct note *n = *at;

		if (!id_eq(n->contact, contact))
			continue;
		*at = n->next;
		edit_done(&n->edit);
		free(n);
		return;
	}
}
