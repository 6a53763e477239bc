/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed.h - what others changed: after the doorbell one query says which kinds
 * of things, at most once a second; only screens that watch them load.
 */
#ifndef APP_FEED_H
#define APP_FEED_H

#include "base/base.h"

#define FEED_EVERY 1000 /* ms between two looks */

struct app;

struct feed {
	int64_t seen; /* number of the last event looked at */
	bool asking;
	bool rung;  /* again, meanwhile */
	msec asked; /* monotonic, when last */
};

/* The doorbell rang. */
void feed_rung(struct app *);
void feed_run(struct app *, msec mono);
msec feed_wait(const struct app *, msec mono);
/* Is the word among these, between blanks? */
bool feed_watches(const char *words, struct str word);

#endif
