/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * others.h - who else is in a thing, as screens show it: by sign in lists, by
 * name on the thing itself.
 *
 * Not of any model: people come and go without a change to the thing.
 */
#ifndef SCREENS_OTHERS_H
#define SCREENS_OTHERS_H

#include "core/presence.h"
#include "ui/pane.h"

/* What is drawn from now on; lives until the next call. NULL: nobody. */
void others_are(const struct presences *);
/* Who writes in it, the first to begin; NULL: nobody. */
const struct presence *others_writer(const struct presences *, struct id);
struct str others_since(struct arena *, const struct presence *, msec now);
/* The sign of a thing in which others are: false for nobody. */
bool others_sign(struct id, struct str *sign, enum look *);
/* "■ Ana Ríos writes here since 11:40   ○ Luis Peña reads": what fits into a
 * row; returns the columns used, 0 when nobody is there. */
int others_draw(const struct pane *, int row, int column, struct id, msec now);

#endif
