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

struct option_def {
	const char *name;
	const char *env;	    /* "CABINA_DB", or NULL */
	const char *const *choices; /* NULL: any text */
	const char *fallback;	    /* NULL: made by option_init */
	const char *help;
};
extern const struct option_def options[];
extern const size_t noptions;

#define OPTIONS_MAX 16

struct option_set {
	struct arena *arena;
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
/* Is it still what the program starts with? */
bool option_built_in(const struct option_set *, const char *name);

/* A path below an XDG folder: option_path(a, "XDG_DATA_HOME",
 * ".local/share", "cabina.db") -> …/cabina/cabina.db. "" without HOME. */
struct str option_path(struct arena *, const char *env, const char *below_home,
    const char *file);

#endif
