/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd.h - the rows a person's words are looked up in.
 *
 * The shell, the `:` line, keys, script `do` lines and tests all say the same
 * words and end here: cmd_find() names the row, args_bind() reads its
 * arguments, cmd_run() runs it. A row calls one domain function and puts what
 * came back into the reply; it holds no rule and asks no permission, since the
 * domain does.
 *
 * A new command is one row in its noun's file. A new noun is one file with a
 * table `cmd_NOUN` that ends in { 0 }, and one word in meson.build.
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "cmd/arg.h"
#include "cmd/reply.h"
#include "core/core.h"

struct house;

enum cmd_needs {
	NEED_DB,    /* an open database and a person who acts */
	NEED_OWNER, /* an open database of any schema, nobody acting */
	NEED_NONE,  /* runs without a database */
};

/* An option as `option list` shows it. */
struct cmd_option {
	const char *name, *value, *from, *help;
};

/* What a command is handed beside its arguments. */
struct cmd_ctx {
	struct core *core;   /* its fault tells; its db may be NULL */
	struct house *house; /* where the database is; for NEED_NONE rows */
	struct reply *reply;
	struct arena *arena; /* lives until the reply was shown */
	/* Ask a person for a line; hidden for secrets. NULL: nobody there. */
	enum err (*ask)(struct cmd_ctx *, const char *what, bool hidden,
	    struct str *out);
	/* Tell how far a long command is; NULL: nobody looks. */
	void (*progress)(void *u, const char *what, int64_t done,
	    int64_t total);
	const struct cmd_option *options;
	size_t noptions;
	msec said;	/* when it was typed, of a write that waited; else 0 */
	FILE *in, *out; /* a shell's streams; NULL: nobody there */
};

struct cmd_def {
	const char *name; /* "ticket create", or one word: "doctor" */
	const char *args; /* see arg.h */
	enum cmd_needs needs;
	enum may may;	     /* greys it out; the domain decides */
	bool writes;	     /* one event; takes op=, at=, seen= */
	bool moves;	     /* changes what the screen shows, not data */
	bool hidden;	     /* not in help */
	const char *title;   /* of what it shows; NULL: its name */
	const char *columns; /* what a list shows people; NULL: the usual */
	const char *help;    /* one sentence */
	const char *more;    /* examples and traps, or NULL */
	enum err (*run)(struct cmd_ctx *, const struct args *);
};

/* Every noun's table, in the order of meson.build. */
extern const struct cmd_def *const cmd_tables[];
extern const size_t ncmd_tables;

/* for (cmd_each(d)) visits every row. */
const struct cmd_def *cmd_first(void);
const struct cmd_def *cmd_next(const struct cmd_def *);
#define cmd_each(d)                                                            \
	const struct cmd_def *d = cmd_first();                                 \
	d != NULL;                                                             \
	d = cmd_next(d)

/* The first word of a row's name, or the rest of it ("" for one word). */
struct str cmd_noun(struct arena *, const struct cmd_def *);
struct str cmd_verb(const struct cmd_def *);

/*
 * The row that these words begin with; *used is how many of them name it.
 * Unique beginnings are enough: `tic cr`. ERR_USAGE with the candidates when
 * they are not, or with the nearest name when there is none.
 */
MUST_CHECK enum err cmd_find(struct arena *, const struct str *words, size_t n,
    const struct cmd_def **, size_t *used, struct fault *);

/* Splits a line into words at blanks; "two words" and a\ b are one. */
struct words {
	struct str *v;
	size_t n, cap;
};
MUST_CHECK enum err cmd_split(struct arena *, struct str line, struct words *,
    struct fault *);

/* Run a row with bound arguments. A writing row answers also `op` and
 * `replayed`. The sentence of a failure is in cx->core->fault. */
MUST_CHECK enum err cmd_run(struct cmd_ctx *, const struct cmd_def *,
    const struct args *);
/* Find, bind and run: what every surface but the shell calls. */
MUST_CHECK enum err cmd_do(struct cmd_ctx *, struct str line);

#endif
