/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem.h - what is wrong with a service script, and where.
 *
 * A problem is an error (the script cannot run as written) or a warning (it
 * runs, but somebody should look). Lines and columns count from 1, columns in
 * characters as an editor shows them.
 */
#ifndef SCRIPT_PROBLEM_H
#define SCRIPT_PROBLEM_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

struct script_at {
	struct str file;
	int line, column;
};

struct script_problem {
	struct script_at at;
	bool warning;
	struct str text; /* one sentence: what is wrong, and what to do */
};

/* Everything found, at most PROBLEMS_MOST kept; `errors` and `warnings` count
 * all. */
enum { PROBLEMS_MOST = 500 };
struct script_problems {
	struct arena *arena;
	struct script_problem *v;
	size_t n, cap;
	size_t errors, warnings;
};

void script_wrong(struct script_problems *, struct script_at, const char *fmt,
    ...) PRINTF(3, 4);
void script_warn(struct script_problems *, struct script_at, const char *fmt,
    ...) PRINTF(3, 4);
/* By file, line and column. */
void script_problems_sort(struct script_problems *);
/* "file:17:61: error: …\n" for each. */
void script_problems_print(const struct script_problems *, struct buf *);

/* The one of n names that `name` was probably meant to be, at most two slips
 * away (one in short names, none in those of
 * one letter); STR_NONE when none is near. */
struct str script_nearest(const struct str *names, size_t n, struct str name);
/* "; did you mean X?" or "". */
struct str script_meant(struct arena *, const struct str *names, size_t n,
    struct str name);

#endif
