/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * graph.h - the picture of a script: layers from the start down, one box a
 * step; as text for a terminal and as SVG.
 */
#ifndef SCRIPT_GRAPH_H
#define SCRIPT_GRAPH_H

#include "script/script.h"

/* The tree of steps, each once, with its ways: "-> step (see above)" where it
 * stands already. At most `columns` wide. */
void script_graph_text(const struct script *, int columns, struct buf *);
void script_graph_svg(const struct script *, struct buf *);

#endif
