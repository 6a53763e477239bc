/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keymap.h - rows of key -> words; sequences; screen first, then global.
 *
 * The words are what a person could type after `:`. The same rows make the
 * key line and the help screen.
 */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "ui/key.h"

#define KEYS_LONG 3 /* keys in the longest sequence */

struct key_def {
	const char *keys;  /* "<F2>", "gi", "j" */
	const char *words; /* "open inbox" */
	const char *label; /* N_("inbox") for the key line; NULL: not there */
};

/* A sequence being typed. */
struct keymap_state {
	uint32_t codes[KEYS_LONG];
	int n;
};

enum keymap_found {
	KEYMAP_NONE, /* nothing begins like this; the state is emptied */
	KEYMAP_MORE, /* the beginning of something: wait for the next key */
	KEYMAP_HIT,  /* *row is it; the state is emptied */
};

/*
 * One more key. `maps` are tables ending in { 0 }, the most particular first;
 * ends with NULL. The first table that has the whole sequence wins; one that
 * has a longer sequence with this beginning hides a shorter one in the tables
 * after it.
 */
enum keymap_found keymap_key(struct keymap_state *,
    const struct key_def *const *maps, uint32_t code,
    const struct key_def **row);

/* Codes of a sequence such as "g<F2>"; 0 when it does not read. */
int keymap_codes(const char *keys, uint32_t out[KEYS_LONG]);

#endif
