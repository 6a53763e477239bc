/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check.h - is a script fit for an agent? Reads nothing but the script and
 * what it is handed; the rules stand in scripts/README.md.
 */
#ifndef SCRIPT_CHECK_H
#define SCRIPT_CHECK_H

#include "script/script.h"

/* What a `do` line may say. */
struct script_action_arg {
	struct str name;
	struct str type;    /* "team", "text" …: see `known` */
	struct str choices; /* "a|b"; or empty */
	bool needed, bare;  /* bare: may be given without its name */
	bool repeats;
};
struct script_action {
	struct str verb; /* "ticket create" */
	const struct script_action_arg *args;
	size_t nargs;
};

/* What the surroundings know. All may be zero. */
struct script_world {
	const struct script_action *actions;
	size_t nactions;
	/* Is `code` one of `kind` ("team", "queue", "typification", "leaf",
	 * "outcome")? Says OK when the kind is not kept as codes; else
	 * *nearest may get what was meant. NULL: no database. */
	bool (*known)(void *u, const char *kind, struct str code,
	    struct str *nearest);
	void *u;
};

/* The pane at 80x24. */
enum {
	SCRIPT_PANE = 74,   /* columns of speech and notes */
	SCRIPT_SPEECH = 4,  /* lines of all that is said and asked */
	SCRIPT_NOTES = 2,   /* lines for the agent */
	SCRIPT_OPTION = 40, /* columns */
	SCRIPT_OBJECTION = 36,
};

/* Link and check everything; problems come sorted. */
void script_check(struct script *, const struct script_world *,
    struct script_problems *);

/* Its parts, in this order. */
void script_check_steps(struct script *, struct script_problems *);
void script_check_paths(struct script *, struct script_problems *);
void script_check_flow(struct script *, struct script_problems *);
void script_check_actions(struct script *, const struct script_world *,
    struct script_problems *);
void script_check_fit(struct script *, struct script_problems *);
void script_check_languages(struct script *, struct script_problems *);

/* What the action of a line makes, for people: "a new ticket"; a line of no
 * known action as it is. */
struct str script_verb_word(struct str line);

/* Is a reference said as it is, being no name? `first`: of its braces. */
bool script_ref_is_text(const struct script *, const struct script_ref *,
    bool first);

/* Every text of a script, with its place in a translation: "paso/say". */
typedef void script_text_fn(void *u, int part, struct str what,
    const struct script_words *);
void script_texts(const struct script *, script_text_fn *, void *u);

#endif
