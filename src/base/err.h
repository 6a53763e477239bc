/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * err.h - how a function says no: a code that decides what happens next, and
 * one human sentence that is shown.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/base.h"

enum err {
	OK = 0,
	ERR_NOT_FOUND, /* no such thing, or not visible to this person */
	ERR_INVALID,   /* the input or the state does not allow it */
	ERR_DENIED,    /* no right to it */
	ERR_CONFLICT,  /* somebody saved first, or the id was used before */
	ERR_NEED_ARG,  /* an argument is missing: ask for it */
	ERR_USAGE,     /* the words themselves are wrong: exit status 2 */
	ERR_BUSY,      /* the database is busy; nothing was changed */
	ERR_CANCELLED, /* a person stopped it; nothing was changed */
	ERR_UNKNOWN,   /* a write whose outcome is not known: retry the op */
	ERR_DB,	       /* the database failed; the log has its own words */
	ERR_IO,	       /* a file or the system failed */
	ERR_DISK,      /* the database's disk failed, or is full */
};

struct fault {
	enum err code;
	const char *asks; /* the argument with which it would be done, or
			   * NULL; static */
	bool state;	  /* what it is about is in a state that does not allow
			   * it: nothing that was given is wrong */
	size_t said;	  /* bytes of the text before it says so */
	char text[512];
};

/*
 * Note the sentence and return the code: `return fail(&c->fault, ERR_INVALID,
 * _("no such team: %s"), name)`. `f` may be NULL. The sentence is cut at a
 * character, never inside one; control characters are replaced.
 */
enum err fail(struct fault *f, enum err code, const char *fmt, ...)
    PRINTF(3, 4);

/* "denied", "conflict" …: for logs and JSON; never translated. */
const char *err_name(enum err);

/* Print a sentence to stderr and abort; runs the hook first (the terminal). */
NORETURN void die(const char *fmt, ...) PRINTF(1, 2);
void die_hook(void (*hook)(void));

#endif
