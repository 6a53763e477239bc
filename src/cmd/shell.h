/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shell.h - the words of a command line: global options anywhere, then a row,
 * then its arguments as NAME=VALUE, --NAME VALUE or --NAME=VALUE.
 */
#ifndef CMD_SHELL_H
#define CMD_SHELL_H

#include "cmd/cmd.h"

/* What stands anywhere on the line. */
struct shell_def {
	const char *name;
	const char *meta; /* "URL", or NULL when it takes no value */
	bool option;	  /* sets the option of that name */
	bool writes;	  /* becomes a word of a writing row */
	bool first;	  /* only before the command: rows have it too */
	const char *help;
};
extern const struct shell_def shell_defs[];
extern const size_t nshell_defs;

struct shell_setting {
	const struct shell_def *def;
	struct str value;
};

struct shell {
	VEC(struct shell_setting) set;
	struct words words; /* the rest, as typed */
	size_t ends;	    /* words from here on are values: after "--" */
};

MUST_CHECK enum err shell_read(struct arena *, int argc, char **argv,
    struct shell *, struct fault *);
bool shell_has(const struct shell *, const char *name);
/* The last value given; false when there is none. */
bool shell_get(const struct shell *, const char *name, struct str *value);

/* The words after the row's name, each in the form args_bind takes. */
MUST_CHECK enum err shell_args(struct arena *, const struct shell *,
    size_t used, const struct cmd_def *, const struct args *, struct words *,
    struct fault *);

#endif
