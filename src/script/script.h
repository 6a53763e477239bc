/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script.h - a service script as it was read and checked: steps and the ways
 * between them. The language is described line by line in scripts/README.md.
 *
 * One `struct script` holds the script itself and those it calls (parts); part
 * 0 is the one that is run. Steps of all parts stand in one list and are
 * numbered through. Everything lives in the script's own arena.
 */
#ifndef SCRIPT_SCRIPT_H
#define SCRIPT_SCRIPT_H

#include "script/expr.h"
#include "script/field.h"
#include "script/words.h"

enum {
	SCRIPT_LINE_MAX = 2000, /* bytes */
	SCRIPT_BYTES_MAX = 400000,
	SCRIPT_STEPS_MAX = 1000, /* of all parts */
	SCRIPT_FIELDS_MAX = 64,
	SCRIPT_PARTS_MAX = 16,
	SCRIPT_OPTIONS_MAX = 9,
	SCRIPT_LANGS_MAX = 8,
	SCRIPT_NONE = -1, /* no step, no field */
};

/* The name of a step that is gone to; `step` is SCRIPT_NONE when there is
 * none of that name. */
struct script_to {
	struct str name;
	struct script_at at;
	int step;
};

struct script_option {
	struct str key; /* a value of the field, or a name of its own */
	struct script_at at;
	struct script_words text;
	struct script_expr *guard; /* offered when so; NULL: always */
	struct script_to to;	   /* name empty: where the step goes on */
};

struct script_when {
	struct script_at at;
	struct script_expr *guard;
	struct script_to to;
};

struct script_set {
	struct script_at at;
	struct str name;
	int field;
	struct script_words value;
};

/* One word of an action: NAME=VALUE, or a bare VALUE. */
struct script_arg {
	struct str name;
	struct script_at at;
	struct script_words value;
};

struct script_do {
	struct script_at at;
	struct str verb; /* "ticket create" */
	bool now;	 /* at once; else together with the end */
	struct script_arg *args;
	size_t nargs;
};

/* What a customer may say at any time; comes back to the very step. */
struct script_objection {
	struct str key;
	struct script_at at;
	struct script_words text;
	struct script_to to;
};

enum script_close { SCRIPT_OPEN, SCRIPT_END, SCRIPT_RETURN };

#define SCRIPT_LIST(type)                                                      \
	struct {                                                               \
		type *v;                                                       \
		size_t n, cap;                                                 \
	}

struct script_step {
	struct str name;
	struct script_at at;
	int part;
	struct script_words title; /* for people; or empty */
	bool secure; /* recording stands still, the answer is veiled */

	SCRIPT_LIST(struct script_when) whens;
	SCRIPT_LIST(struct script_set) sets;
	SCRIPT_LIST(struct script_words) say, note;
	struct script_words ask;
	struct script_at ask_at;
	struct str into;
	struct script_at into_at;
	int field;
	SCRIPT_LIST(struct script_option) options;
	SCRIPT_LIST(struct script_do) acts;
	SCRIPT_LIST(struct script_objection) objections; /* of this step */
	struct str call; /* a script that is gone through before going on */
	struct script_at call_at;
	int callee; /* its part */
	struct script_to next;
	enum script_close close;
	struct script_at close_at;
	/* of end */
	struct str typification, outcome;
	struct script_at typification_at, outcome_at;
};

/* "queue=servicio, segment=oro": for whom a script is chosen. */
struct script_for {
	struct str name, value;
	struct script_at at;
	int group; /* the `for` line: all of one must hold */
};

struct script_part {
	struct str name, file;
	struct script_at at;
	struct script_words title;
	bool sub; /* sub-script: is called, and returns */
	struct str langs[SCRIPT_LANGS_MAX]; /* the text's own first */
	size_t nlangs;
	int first, nsteps; /* its steps: first .. first + nsteps - 1 */
	struct script_to start;
	SCRIPT_LIST(struct script_for) fors;
	SCRIPT_LIST(struct script_objection) objections;
	struct str text; /* as it was read */
};

struct script {
	struct arena arena;
	struct script_part parts[SCRIPT_PARTS_MAX];
	size_t nparts;
	SCRIPT_LIST(struct script_step) steps;
	struct script_field fields[SCRIPT_FIELDS_MAX];
	size_t nfields;
	SCRIPT_LIST(struct script_edge) edges; /* see edge.h */
	bool broken;	      /* a way leads to no step: paths mean nothing */
	struct script_po *po; /* translations; see po.h */
};

/* Empty, on the heap; freed with all that it holds. NULL may be freed. */
struct script *script_new(void);
void script_free(struct script *);

/*
 * Read a text into the script: one or more scripts, each begun by its
 * `script` or `sub-script` line. Problems are told; what could be read stays,
 * so that the check finds the rest at once.
 */
void script_read(struct script *, struct str file, struct str text,
    struct script_problems *);

/* SCRIPT_NONE when there is no such name. */
int script_part_find(const struct script *, struct str name);
int script_step_find(const struct script *, int part, struct str name);
int script_field_find(const struct script *, struct str name);
/* "part/step", or the step's name alone in part 0. */
struct str script_step_path(struct arena *, const struct script *, int step);
/* The step of such a path. */
int script_step_of(const struct script *, struct str path);
/* Does the step stop for the agent: has it anything to say, note or ask? */
bool script_step_stops(const struct script_step *);
/* The text's own language is Spanish: what values are called by default. */
bool script_spanish(struct str lang);

#endif
