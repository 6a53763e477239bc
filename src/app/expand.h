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
/* The same in the line at the bottom: only a short code. */
void expand_prompt(struct app *);
/* "insert CODE\tNAME\tASKED\tANSWER…\nTEXT": the templates are closed, and TEXT
 * is put where the cursor is, in place of the CODE that stands before it. NAME
 * is the template's. */
void expand_insert(struct app *, struct str);

/* ---- refill.c ----------------------------------------------------------- */

/* A template wrote this text here; `line` is the first one of `insert`. */
void refill_note(struct app *, struct view *, struct str line, struct str text);
/* It was loaded: when it is with another customer now, what templates wrote in
 * its note and nobody touched since is written anew. */
void refill_look(struct app *, struct view *);
/* Of this contact, none: of all, into a draft, whose texts are borrowed; and
 * what one had back. */
void refill_keep(const struct app *, struct id contact, struct draft *);
void refill_back(struct app *, const struct draft *);
void refill_done(struct app *);

#endif
