/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * render.h - an answer as text: one JSON document, a table for people, or
 * tab-separated lines for a pipe. No byte from the data reaches a terminal
 * raw.
 */
#ifndef CMD_RENDER_H
#define CMD_RENDER_H

#include "cmd/reply.h"

enum render_form { RENDER_PEOPLE, RENDER_TABS, RENDER_JSON };

struct render {
	enum render_form form;
	int columns;		/* of the terminal */
	bool ticket;		/* numbers are tickets': T-1042 */
	bool bold;		/* headings may be bold */
};

void render(const struct reply *, const struct render *, struct buf *out);
/* A column's heading in the reader's language. */
const char *render_heading(struct arena *, const char *column);

#endif
