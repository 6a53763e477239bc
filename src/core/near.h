/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * near.h - "did you mean": a text that finds somebody where one found nobody.
 */
#ifndef CORE_NEAR_H
#define CORE_NEAR_H

#include "core/core.h"

/*
 * `text` with its first word that begins no name in sight put right: by the
 * nearest word of a name that begins with the same two letters (or with the
 * same one and goes on with the second and third in either order), at most one
 * edit away, two for words of six letters and more. *out is STR_NONE when no
 * word is wrong or none is near. MAY_CUSTOMER_READ. For a text that found
 * nobody: it reads every name that begins so, at most 2000.
 */
MUST_CHECK enum err customer_near(struct core *, struct arena *,
    struct str text, struct str *out);

#endif
