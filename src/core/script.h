/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script.h - service scripts in the database: what their codes mean there.
 */
#ifndef CORE_SCRIPT_H
#define CORE_SCRIPT_H

#include "core/core.h"

/* Is `code` one of `kind` ("team", "queue", "typification", "leaf", "outcome")? A kind
 * that is not kept as codes, and a database that does not answer, say yes.
 * *nearest gets what was probably meant, or nothing. */
bool script_code_known(struct core *, struct arena *, struct str kind,
    struct str code, struct str *nearest);

#endif
