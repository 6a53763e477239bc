/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * runner.h - the runner of service scripts: what is loaded and typed, and the
 * open run as all its files see it. script.c loads it, script_key.c has what
 * each key does, script_step.c the step as it is drawn, script_list.c the
 * scripts to choose from and the way so far.
 */
#ifndef SCREENS_RUNNER_H
#define SCREENS_RUNNER_H

#include "core/script_known.h"
#include "screens/screen.h"
#include "script/edge.h"
#include "script/run.h"

struct runner {
	struct edit field;  /* the typed answer */
	struct edit filter; /* of the scripts to choose from */
	struct id run;	    /* what the answer is for: this run, */
	int64_t seq;	    /* and this visit of it, in any language */
	bool choosing;	    /* Tab: the options have the focus, not the field */
	bool objecting;	    /* o was pressed */
	bool writing;	    /* the note has the focus */
	bool zoom;	    /* the script alone, also on a wide screen */
	bool past;	    /* H: the way so far */
	char why[512];	    /* why the typed answer was not taken */
	struct list choices, steps;
};

/* One step of the way so far. */
struct runner_step {
	struct id id; /* made of its number: a list follows it */
	struct row_script_visits v;
	int64_t number; /* on the way, from 1; 0: one went back from it */
	struct str title, how;
};

struct runner_model {
	struct script_known known;
	struct script_choices choices;
	bool open; /* a run, at this state: */
	struct row_script_run_of row;
	const struct script *script;
	struct script_state at;
	struct rows_script_wish_list wishes;
	struct str about, outcome; /* how it ends, in words; "" elsewhere */
	struct runner_step *past;
	size_t npast;
	int64_t number; /* of the open step, on the way */
};

/* Emptied at each draw and key. */
extern struct arena runner_words;

/* The machine, for one drawing or one key. */
struct script_run runner_machine(const struct runner_model *);
/* Nobody is talked to any more. */
bool runner_closed(const struct runner_model *);
/* Do letters go to the typed answer? */
bool runner_typed(const struct screen *);

/* What it asks for wants a customer, and there is none. */
bool runner_needs_customer(const struct runner_model *, struct script_run *);

#endif
