/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * render.h - an answer as text: one JSON document, a table for people, or
 * tab-separated lines for a pipe. No byte from the data reaches a terminal
 * raw.
 */
#ifndef CMD_RENDER_H
#define CMD_RENDER_H

#include "base/zone.h"
#include "cmd/reply.h"

enum render_form { RENDER_PEOPLE, RENDER_TABS, RENDER_JSON };

struct render {
	enum render_form form;
	int width; /* of the terminal, in columns */
	bool bold; /* headings may be bold */
	/* For people: the command that answers, whose codes become words, and
	 * the clock on their wall. NULL: codes stay, times are UTC with a Z. */
	const char *command;
	const struct zone *zone;
	const char *columns; /* what a list shows people, or NULL */
};

void render(const struct reply *, const struct render *, struct buf *out);
/* The part for people (render_people.c). */
void render_people(const struct reply *, const struct render *, struct buf *);
/* A value as a pipe gets it, and as people read it: instants on their clock,
 * codes as words (render_cell.c). No byte that steers a terminal is left. */
struct str render_value(struct arena *, const struct reply_cell *);
struct str render_shown(struct arena *, const struct reply_cell *,
    const struct render *);
/* What a code is called, and what stands before a number, in the answer of a
 * command (render_words.c); NULL: as it is. */
const char *render_word(const char *command, const char *column, struct str);
const char *render_number(const char *command, const char *column);
/* Does the column of a command's answer have numbers with a point, "9.6 %"? */
bool render_decimal(const char *command, const char *column);
/* A column's heading in the reader's language. */
const char *render_heading(struct arena *, const struct render *,
    const char *column);

#endif
