/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letters.h - which signs and letters this terminal gets.
 */
#ifndef UI_LETTERS_H
#define UI_LETTERS_H

#include "ui/cell.h"
#include "ui/theme.h"

/*
 * `wanted` is an enum symbols, or -1: by the environment's locale and TERM.
 * `*plain`: letters, too, are sent as ASCII. That is for who asked for a locale
 * without UTF-8, unless `wanted` says that the terminal can do more.
 */
enum symbols letters_pick(int wanted, bool *plain);
/* A cell of one or two columns as one or two of ASCII: the letter without its
 * marks, then a blank. */
void letters_plain(const struct cell *, struct cell out[2]);

#endif
