/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arg.h - a row's arguments: declared in one line of text, given as words.
 *
 *	"<ticket:ticket> <text:text> priority:int? field:pair*"
 *
 * NAME:TYPE. In <…> it may also be given without its name, in that order,
 * before or between the others; `?` may be left out; `*` may be left out or
 * repeated; choice(a|b|c) lists its values. A writing row takes op:id? and
 * at:at? as well, unasked. Words are NAME=VALUE or a positional's bare value.
 */
#ifndef CMD_ARG_H
#define CMD_ARG_H

#include "base/err.h"
#include "base/id.h"
#include "base/vec.h"

#define ARGS_MAX 24

struct core;
struct args;
struct arg_def;

struct arg {
	bool given;
	struct str text; /* as typed; of the last when repeated */
	int64_t i;	 /* int, bool, at, span */
	struct id id;
	VEC(struct str) all; /* every value of a repeated one */
};

/* Hands over one candidate for what was begun. */
typedef void arg_offer(void *u, struct str candidate);

struct arg_type {
	const char *name;
	const char *meta; /* "TEXT", as help shows it */
	const char *help;
	/* `text` is given; fills the rest. May be NULL: any text. */
	enum err (*parse)(struct arena *, const struct arg_def *, struct arg *,
	    msec now, struct fault *);
	/* What could stand there. `c` may be NULL or without a database. */
	void (*complete)(struct core *, struct arena *, const struct arg_def *,
	    arg_offer *, void *u);
};

/* Is there such a thing? The domain's answer, with its sentence. */
typedef enum err arg_known(struct core *, struct arena *,
    const struct arg_def *, struct str text);

struct arg_def {
	struct str name;
	const struct arg_type *type;
	struct str choices; /* "a|b|c" */
	bool positional, optional, repeats;
};

struct args {
	struct arg_def def[ARGS_MAX];
	struct arg v[ARGS_MAX];
	size_t n;
	const struct arg_def *missing; /* after ERR_NEED_ARG */
};

extern const struct arg_type arg_types[];
extern const size_t narg_types;
/* NULL for a name that is none. */
const struct arg_type *arg_type_find(struct str name);
/* NULL: nobody asks before the whole is done. */
arg_known *arg_type_known(const struct arg_type *);

/*
 * From now on arguments that are files name those of this folder alone: a
 * relative path begins there, and no link and no `..` leads out. For the whole
 * process, before threads begin; "" is any file. ERR_IO: there is no such
 * folder.
 */
MUST_CHECK enum err arg_files(struct str folder, struct fault *);
/* The path as it is opened then, without links. ERR_DENIED: it is outside, or
 * leads nowhere. */
MUST_CHECK enum err arg_file(struct arena *, struct str *path, struct fault *);
/* What is in the folder that `begun` names and goes on as it, in order of
 * name; a folder ends with '/'. Nothing out of the one folder, if there is. */
void arg_file_offer(struct arena *, struct str begun, arg_offer *, void *u);

struct zone;
/* From now on an instant may be said in words ("tomorrow 10:00", "25-11 9:00")
 * on the clock of this place. For the whole process. */
void arg_wall(const struct zone *);

/* Read a declaration. ERR_INVALID, with the word, when it is not one. */
MUST_CHECK enum err args_spec(struct arena *, const char *spec, bool writes,
    struct args *, struct fault *);
/*
 * Give words to the arguments. ERR_USAGE: an unknown or repeated name, a word
 * too many, a value that does not read. ERR_NEED_ARG: one is missing, named in
 * args->missing; ask for it and bind again with one word more.
 */
MUST_CHECK enum err args_bind(struct arena *, struct args *,
    const struct str *words, size_t n, msec now, struct fault *);

const struct arg_def *args_def(const struct args *, struct str name);
/* The usage line: "TICKET [priority=N]". */
struct str args_usage(struct arena *, const struct args *);
struct str arg_usage(struct arena *, const struct arg_def *);

/* By name; a name the row did not declare is a mistake of ours and die(). */
const struct arg *arg_get(const struct args *, const char *name);
bool arg_given(const struct args *, const char *name);
struct str arg_str(const struct args *, const char *name);
int64_t arg_int(const struct args *, const char *name, int64_t otherwise);
bool arg_bool(const struct args *, const char *name);
struct id arg_id(const struct args *, const char *name);

#endif
