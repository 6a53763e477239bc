/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edit.h - text being typed: one line or several, by clusters, with undo.
 *
 * Pure: no terminal. Positions are bytes at cluster edges. Text is kept as
 * typed; control characters never enter (a pasted newline becomes a blank in
 * a single line).
 */
#ifndef UI_EDIT_H
#define UI_EDIT_H

#include "ui/key.h"
#include "ui/pane.h"

#define EDIT_UNDO 64

struct edit {
	struct buf text;
	size_t at;		/* the cursor */
	size_t max;		/* bytes; 0: 2,000 */
	int left;		/* first column shown, one line */
	int top;		/* first row shown, several */
	bool lines;		/* Enter is a new line */
	struct buf killed;	/* what Ctrl-Y puts back */
	struct edit_was {
		char *text;
		size_t len, at;
	} undo[EDIT_UNDO];
	unsigned nundo;
	bool typing;		/* the last change was typing: one undo */
	unsigned changes;	/* counts changes: for drafts */
};

void edit_done(struct edit *);
/* Replace all; the cursor goes to the end. Not undoable. */
void edit_set(struct edit *, struct str);
struct str edit_text(const struct edit *);
/* True when the key meant something here. `width` wraps several lines. */
bool edit_key(struct edit *, const struct key *, int width);
void edit_insert(struct edit *, struct str);
bool edit_undo(struct edit *);
/* Draws into a row (one line) or the pane (several); places the cursor when
 * `focus`. `veil` shows a dot for each cluster. */
void edit_draw(struct edit *, const struct pane *, bool focus, bool veil);

#endif
