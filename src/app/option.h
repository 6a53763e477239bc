/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * option.h - the options table: what can be set, and by whom it was.
 *
 * A flag beats the environment, which beats the option file, which beats what
 * the program starts with. A new option is one row in option.c.
 */
#ifndef APP_OPTION_H
#define APP_OPTION_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

struct option_def {
	const char *name;	    /* what is typed: never translated */
	const char *title;	    /* what it is, in a few words */
	const char *env;	    /* "CABINA_DB", or NULL */
	const char *const *choices; /* NULL: any text */
	const char *fallback;	    /* NULL: made by option_init */
	int min, max;		    /* a whole number between; both 0: no */
	bool console;		    /* it can be changed while it runs */
	const char *help;
};
extern const struct option_def options[];
extern const size_t noptions;

#define OPTIONS_MAX 16

/* `key CONTEXT KEY = words`, as it was read; see keys.h. */
struct key_line {
	struct str context, key, words, from;
};

struct option_set {
	struct arena *arena;
	struct str file; /* the option file, there or not; "" unknown */
	VEC(struct key_line) keys;
	struct str value[OPTIONS_MAX];
	struct str from[OPTIONS_MAX]; /* "--db", "CABINA_DB", "FILE:3" */
};

/* What the program starts with. */
MUST_CHECK enum err option_init(struct option_set *, struct arena *,
    struct fault *);
/* The option file, then the environment. A missing file is ERR_NOT_FOUND only
 * when it was asked for by name; an unknown option or a value that does not fit
 * is FILE:LINE. */
MUST_CHECK enum err option_file(struct option_set *, const char *path,
    bool asked_for, struct fault *);
MUST_CHECK enum err option_put(struct option_set *, struct str name,
    struct str value, struct str from, struct fault *);
struct str option_get(const struct option_set *, const char *name);
/* ERR_USAGE, with what it may be, when the value does not fit the option. */
MUST_CHECK enum err option_check(const struct option_set *, struct str name,
    struct str value, struct str from, struct fault *);
/*
 * Keep a value in the option file: the line that sets it is changed, or one is
 * added at the end; comments and everything else stay. The file is replaced
 * whole (a crash leaves the old or the new), with the mode it had, or 0600.
 * ERR_IO: it cannot be written; the value counts until one leaves.
 */
MUST_CHECK enum err option_save(struct option_set *, struct str name,
    struct str value, struct fault *);
/* "dark, light" or "0 to 400", or "" when any text does. */
struct str option_range(struct arena *, const struct option_def *);
/* Is it still what the program starts with? */
bool option_built_in(const struct option_set *, const char *name);

/* A path below an XDG folder: option_path(a, "XDG_DATA_HOME",
 * ".local/share", "cabina.db") -> …/cabina/cabina.db. "" without HOME. */
struct str option_path(struct arena *, const char *env, const char *below_home,
    const char *file);
/* The folders above a file, for this account only. */
void option_folders(struct arena *, struct str path);

#endif
