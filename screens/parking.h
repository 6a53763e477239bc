/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parking.h - until when a ticket is put aside: asked in the form, where a
 * choice of whom it waits for brings a day that is usual for them.
 */
#ifndef SCREENS_PARKING_H
#define SCREENS_PARKING_H

#include "screens/sheet.h"

/* In the state of the form. */
struct parking {
	char put[24]; /* what was put into "until"; another text was typed */
};

/* "25 Nov 10:00": until when it is usually put aside. */
void parking_usual(char out[24], struct str state, msec now);
/* For the field "until": a time that is understood. */
bool parking_check(struct str typed, struct fault *why);
/* A key of the form with the fields "state" and "until". */
enum screen_key parking_key(struct parking *, struct screen *,
    const struct key *, struct buf *say);
/* How "until" is understood; returns the rows used, 0 or 1. */
int parking_draw(const struct screen *, const struct pane *, int row);

#endif
