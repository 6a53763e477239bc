/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ask.h - one question to the person at the terminal of a shell command.
 */
#ifndef APP_ASK_H
#define APP_ASK_H

#include "base/err.h"
#include "base/str.h"

/* On the controlling terminal, whatever the standard streams are; `hidden`
 * shows no letters. ERR_NEED_ARG when there is no terminal, ERR_CANCELLED when
 * nothing was answered. */
MUST_CHECK enum err ask_terminal(struct arena *, const char *question,
    bool hidden, struct str *out, struct fault *);
/* A line of standard input, without its end. */
MUST_CHECK enum err ask_input(struct arena *, struct str *out, struct fault *);

#endif
