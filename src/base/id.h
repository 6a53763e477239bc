/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * id.h - identifiers: UUIDv7 from our clock and libuuid's randomness.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/str.h"

/* A new id; ids made in one process are ordered, also within a millisecond. */
struct id id_make(msec now);
/* Lower-cases and checks; false when it is not a UUID. */
bool id_parse(struct str, struct id *out);
bool id_none(struct id);
bool id_eq(struct id, struct id);
struct str id_str(const struct id *);
/* When a version 7 id was made; 0 for other versions. */
msec id_at(struct id);

#endif
