/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * banner.h - what stands before everybody while it goes on: the latest mass
 * incident that concerns them, in a line of its own above the screen.
 */
#ifndef APP_BANNER_H
#define APP_BANNER_H

#include "core/incident.h"
#include "ui/pane.h"

struct banner {
	size_t n; /* incidents; 0: no line */
	int64_t number;
	char words[INCIDENT_WORDS + 1];
};

/* As they were read last. */
void banner_set(struct banner *, const struct rows_incident_told *);
/* In the first row: how many it took, which the screen has no more. */
int banner_draw(const struct banner *, const struct pane *);

#endif
