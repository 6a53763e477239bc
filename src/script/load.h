/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load.h - reads a script from files: the .call file, those it calls from the
 * same folder, and the translations beside them, NAME.LANG.po.
 */
#ifndef SCRIPT_LOAD_H
#define SCRIPT_LOAD_H

#include "script/script.h"

/* ERR_NOT_FOUND and ERR_IO when the file itself cannot be read; whatever is
 * wrong in it is a problem, told there. `f` may be NULL. */
MUST_CHECK enum err script_load(struct script *, const char *path,
    struct script_problems *, struct fault *f);

/* The whole of a script as one text that script_bundle_read() reads back:
 * every part's file and translation, each after a line that names it. What a
 * published version keeps. */
void script_bundle(const struct script *, struct buf *);
void script_bundle_read(struct script *, struct str bundle,
    struct script_problems *);

#endif
