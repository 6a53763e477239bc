/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt.h - the one line at the bottom: readline's keys, our cells. The only
 * readline.
 *
 * Readline edits and nothing else: it is fed the keys that key.c decoded,
 * draws nothing, reads no terminal, changes no setting of it and catches no
 * signal. There is one line, used by the loop thread alone. Control characters
 * never enter it. The keys of a person's inputrc count, but for those that
 * would end the line or write by themselves.
 */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "base/err.h"
#include "ui/key.h"
#include "ui/pane.h"

#define PROMPT_MAX  4000 /* bytes of a line */
#define PROMPT_PAST 500	 /* lines kept of the past */

enum prompt_got {
	PROMPT_NOT,	/* not a key of a line: the caller's */
	PROMPT_MOVED,	/* taken; the text is as it was */
	PROMPT_CHANGED, /* taken; the text is another */
};

/* Begin with this text, the cursor behind it. A secret line shows a dot for
 * each character, knows no past and leaves nothing behind. */
void prompt_open(struct str text, bool secret);
void prompt_close(void);

/* Enter, Esc and Tab are the caller's, except while Ctrl-R searches. Up and
 * Down walk the past. */
enum prompt_got prompt_key(const struct key *);
/* Borrowed until the next call. */
struct str prompt_text(void);
size_t prompt_at(void); /* the cursor, in bytes */
void prompt_move(size_t at);
/* One undoable change; the cursor goes behind `with`. */
void prompt_replace(size_t from, size_t to, struct str with);

/* Draws label and line into one row, scrolled so that the cursor is seen;
 * places the cursor. */
void prompt_draw(const struct pane *, int row, const char *label);

/* ---- the past ----------------------------------------------------------- */

/*
 * The lines of this file, which is made of mode 0600 when it is missing, in
 * place of what was there; "" forgets. Other runs may add to it at the same
 * time. ERR_IO: it cannot be read or made; then lines are kept in memory.
 */
MUST_CHECK enum err prompt_past(const char *path, struct fault *);
/* One more, unless it is the last again; `on_disk` also in the file. */
MUST_CHECK enum err prompt_keep(struct str line, bool on_disk, struct fault *);
size_t prompt_kept(void); /* how many there are */

#endif
