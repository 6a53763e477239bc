/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edge.h - the ways between the steps of a script, as one list.
 *
 * A step that calls a script goes through it on each of its ways but `when`.
 * An objection is a way that comes back, and is not in the list.
 */
#ifndef SCRIPT_EDGE_H
#define SCRIPT_EDGE_H

#include "script/script.h"

enum script_way {
	WAY_WHEN,   /* a condition, on entering */
	WAY_OPTION, /* an answer by key */
	WAY_NEXT,   /* Enter, or a typed answer */
};

struct script_edge {
	enum script_way way;
	int from, to;
	size_t i;      /* which when or option */
	uint64_t sets; /* fields known on it that were not before */
	struct script_at at;
};

/* Find every name: steps, fields, scripts; tell those that are missing. Fills
 * `edges`, in the order of steps, and marks secret fields. */
void script_link(struct script *, struct script_problems *);
/* The first edge of a step; they stand together. */
const struct script_edge *script_edges(const struct script *, int step,
    size_t *n);
/* The objections that may be raised at a step: of the step, then of its
 * script; at most SCRIPT_OPTIONS_MAX. */
size_t script_objections(const struct script *, int step,
    const struct script_objection **out);

/* What can be reached, as bits for each step. */
enum { REACH_MAIN = 1, REACH_SIDE = 2 };
void script_reach(const struct script *, unsigned char *out);
/* From where an end or a return can be reached. */
void script_endings(const struct script *, bool *out);

#endif
