/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key_own.h - between key.c and key_sequence.c: what follows an ESC.
 */
#ifndef UI_KEY_OWN_H
#define UI_KEY_OWN_H

#include "ui/key.h"

enum sequence {
	SEQUENCE_FOUND,	  /* a key */
	SEQUENCE_BEGUN,	  /* the beginning of something */
	SEQUENCE_STRANGE, /* whole but unknown, or broken: to be dropped */
	SEQUENCE_NONE,	  /* an ESC, and then something of its own */
};

/* Bytes from an ESC on: which key they are, or KEY_NONE, and how many belong
 * together. Of `keys` only the kind of terminal counts. */
enum sequence key_sequence(const struct keys *, struct str, uint32_t *code,
    size_t *n);
/* "[<0;12;7M", after ESC: button, column and row from 1, M pressed; KEY_NONE
 * for what is of no use. */
uint32_t key_mouse(struct str, struct key *out);

#endif
