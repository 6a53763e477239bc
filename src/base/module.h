/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * module.h - parts of the program that are loaded when they are first needed,
 * because the libraries behind them are heavy.
 */
#ifndef BASE_MODULE_H
#define BASE_MODULE_H

#include "base/err.h"
#include "base/str.h"

/*
 * The symbol of FILE.so, looked for beside the running program, in
 * $CABINA_MODULES and where the program is installed. NULL: `why` gets what
 * the loader said, or stays empty when there is no such file. A module is
 * never unloaded.
 */
const void *module_find(const char *file, const char *symbol, struct buf *why);

/* The same, or NULL with ERR_IO: that the part for `what` ("e-mails") is not
 * there, and what to do. */
const void *module_need(const char *file, const char *symbol, const char *what,
    struct fault *);

#endif
