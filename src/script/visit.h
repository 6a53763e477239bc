/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * visit.h - where a run stands. A visit is a step that was shown, with the
 * state in which it was entered; the last one is the present.
 */
#ifndef SCRIPT_VISIT_H
#define SCRIPT_VISIT_H

#include "script/check.h"
#include "script/script.h"

enum { SCRIPT_STACK_MAX = 12, SCRIPT_HOPS_MAX = 1000 };

/* Where an objection or a call returns to. */
struct script_frame {
	int step;
	bool call; /* then it goes on; else the step is shown again */
	int to;	   /* of a call: where it goes on */
};

/* What a `do` line asked for, with its values put in; who comes by again asks
 * for the same anew, and the last time counts. */
struct script_wish {
	int step;
	size_t i;	 /* which of the step's */
	struct str line; /* "ticket create subject=\"…\"" */
	bool now;
};

struct script_state {
	int step; /* SCRIPT_NONE before the start */
	struct script_frame stack[SCRIPT_STACK_MAX];
	size_t depth;
	struct str values[SCRIPT_FIELDS_MAX]; /* stored form; empty: none */
	struct script_wish *wishes;
	size_t nwishes;
};

enum script_move {
	MOVE_NONE, /* it is being shown */
	MOVE_NEXT,
	MOVE_OPTION,
	MOVE_TYPED,
	MOVE_OBJECTION,
};

struct script_visit {
	struct script_state state; /* on entering, with `set` lines done */
	enum script_move move;
	struct str key;	  /* of the option or objection */
	struct str value; /* what was typed, in its stored form; "" veiled */
};

struct script_run {
	const struct script *script;
	struct arena *arena;
	struct str lang;   /* what the customer speaks */
	script_look *look; /* names that are no fields; NULL: all unknown */
	void *u;
	const struct script_host *host;
	/* Told of each way that is taken without stopping: by the step's
	 * `when`, else (SIZE_MAX) as it goes on. May be NULL. */
	void (*pass)(void *u, int step, size_t when);
	VEC(struct script_visit) visits; /* the last is the present one */
};

/* The step that is shown; never NULL after a start. */
const struct script_step *script_run_step(const struct script_run *);
int script_run_at(const struct script_run *);
bool script_run_ended(const struct script_run *);
struct script_visit *script_run_visit(const struct script_run *);

/* The options that are offered now, as indices; at most
 * SCRIPT_OPTIONS_MAX. */
size_t script_run_options(const struct script_run *, size_t *out);
/* Does it take a typed answer? */
bool script_run_typed(const struct script_run *);

/* A field as it is said: the option's text, or the value. */
struct str script_run_value(const struct script_run *, int field, bool key);
/* A name as the run knows it, a field or not: a script_look of itself. */
struct str script_run_look(void *run, struct str name, bool key, bool *known);
/* Is the condition so now? NULL is. */
bool script_run_holds(const struct script_run *, const struct script_expr *);

#endif
