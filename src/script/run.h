/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run.h - going through a script: a pure machine. It is told what the agent
 * did and says what is shown next; it runs no command, reads no clock and
 * keeps nothing outside its arena.
 *
 * A step is entered (its `when` and `set` lines are worked, silent steps passed
 * through) and shown; then one of the moves leaves it. Each step that was shown
 * is a visit and keeps the state in which it was entered, so that going back
 * restores every value, and a run can go on from a saved state elsewhere.
 */
#ifndef SCRIPT_RUN_H
#define SCRIPT_RUN_H

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

/* Enter the first step. ERR_INVALID when the script cannot be run. */
MUST_CHECK enum err script_run_start(struct script_run *, struct fault *);
/* Go on from a saved state. */
void script_run_resume(struct script_run *, const struct script_state *);

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

/* The moves. ERR_INVALID with the sentence; the step stays. */
MUST_CHECK enum err script_run_option(struct script_run *, size_t option,
    struct fault *);
MUST_CHECK enum err script_run_type(struct script_run *, struct str text,
    struct fault *);
/* The same with a stored value that is not looked at. */
MUST_CHECK enum err script_run_put(struct script_run *, struct str value);
MUST_CHECK enum err script_run_next(struct script_run *, struct fault *);
MUST_CHECK enum err script_run_object(struct script_run *, size_t objection,
    struct fault *);
/* What the open step itself asks for joins the rest: the end is near. */
void script_run_close(struct script_run *);
/* One step back, with its values; false at the first. */
bool script_run_back(struct script_run *);

/* A text with its values, in the run's language; *foreign (may be NULL) tells
 * that it is not translated and stands in the script's own. */
struct str script_run_say(const struct script_run *,
    const struct script_words *, const char *what, size_t nth, bool *foreign);
/* An objection, of the step or of its whole script. */
struct str script_run_objection(const struct script_run *,
    const struct script_objection *);
/* A field as it is said: the option's text, or the value. */
struct str script_run_value(const struct script_run *, int field, bool key);
/* A name as the run knows it, a field or not: a script_look of itself. */
struct str script_run_look(void *run, struct str name, bool key, bool *known);
/* What the open step asks for joins the state's wishes. */
void script_run_wish(struct script_run *, struct script_state *);
/* Steps from here to the nearest end, this one counted. */
int script_run_left(const struct script_run *);

/* The state as one line of JSON, steps and fields by name; and back, for a
 * script of the same version. */
struct str script_state_write(const struct script_run *, struct arena *);
MUST_CHECK enum err script_state_read(const struct script *, struct arena *,
    struct str json, struct script_state *, struct fault *);

#endif
