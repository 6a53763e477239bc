/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expand.h - Ctrl-T where something is typed: the short code before the cursor
 * becomes its text; without one, or when the text asks for something, the
 * templates that fit are shown.
 */
#ifndef APP_EXPAND_H
#define APP_EXPAND_H

#include "app/app.h"

/* The key was Ctrl-T and something takes text. False: nothing does. */
bool expand_key(struct app *);
/* "insert CODE\nTEXT": the templates are closed, and TEXT is put where the cursor is, in place of the CODE that
 * stands before it. */
void expand_insert(struct app *, struct str);

#endif
