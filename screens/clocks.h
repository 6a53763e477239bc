/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clocks.h - the promises on a ticket as rows: what, due when, how much is
 * used, what is left.
 */
#ifndef SCREENS_CLOCKS_H
#define SCREENS_CLOCKS_H

#include "core/promise.h"
#include "ui/pane.h"

/* With its heading, at most p->rows rows; returns how many it took. Nothing is
 * drawn when nothing is promised. */
int clocks_draw(const struct promises *, const struct pane *, msec now);

#endif
