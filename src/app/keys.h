/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keys.h - the key tables as they are in force: those of the program with the
 * `key CONTEXT KEY = words` lines of the option file put in.
 *
 * Contexts are "everywhere", "list", "form", each screen's name, and "ticket",
 * "customer" and "contact" also wherever the cursor is on one. The words
 * "none" free a key.
 */
#ifndef APP_KEYS_H
#define APP_KEYS_H

#include "app/option.h"
#include "screens/screen.h"

#define KEYS_MAPS 8

/*
 * Put the option file's rows in; once, before the first key. The sentence of a
 * mistake begins with FILE:LINE: no such context, no such key, words that name
 * nothing, or a clash, which names both rows. A clash is two rows of which one
 * would hide the other, or is the other's beginning.
 */
MUST_CHECK enum err keys_load(const struct option_set *, struct fault *);

/* A table of the program as it is in force. */
const struct key_def *keys_in_force(const struct key_def *table);
/* What a screen's keys mean, the most particular first; ends with NULL. */
void keys_maps(const struct screen *, bool typing, const char *subject,
    const struct key_def *maps[KEYS_MAPS]);
/* The tables by context, for the list of all keys: false after the last. */
bool keys_context(size_t n, const char **name, const struct key_def **table);

#endif
