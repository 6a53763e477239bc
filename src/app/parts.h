/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parts.h - a change of many tickets is done part by part, each a job of its
 * own, so that whoever waits for something else comes in between.
 *
 * The parts have one op, and the journal keeps the words of the first until
 * the last was answered: a console that dies goes on with it at its next start.
 */
#ifndef APP_PARTS_H
#define APP_PARTS_H

#include "app/after.h"

/* The words ask for one part of many. */
bool parts_is(const struct say_job *);
/* A part was done: what became of each is noted (screens/many.h). True with
 * the words of the next one in `next`; false when that was the last. */
bool parts_next(struct app *, const struct say_job *, struct buf *next);
/* The last was done, or one was refused: how it ended is told. */
void parts_end(struct app *, const struct say_job *);

/* An undo's words, said so that a change of many is taken back part by part;
 * false: they say so already. */
bool parts_of_undo(struct app *, const struct say_job *, struct buf *words);
/* One part of such an undo was done, and others were or are to come. */
bool parts_undoes(const struct say_job *);
/* As parts_next(), and how it ended is told when that was the last. */
bool parts_undo_next(struct app *, const struct say_job *, struct buf *next);

/* The form stays, for it shows what became of each. */
bool parts_shown(const struct app *);

#endif
