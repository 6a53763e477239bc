/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shelf.h - published scripts that were read once: a version never changes, so
 * every thread of the program shares one copy, for as long as it runs.
 */
#ifndef SCRIPT_SHELF_H
#define SCRIPT_SHELF_H

#include "script/script.h"

/* What was read before, or NULL. */
const struct script *script_shelf_get(const char *id);
/* Reads a bundle and keeps it; ERR_INVALID when it is none. */
MUST_CHECK enum err script_shelf_put(const char *id, struct str bundle,
    const struct script **, struct fault *);

#endif
