/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * warned.h - what stands before every agent: incidents that go on, and how
 * many bulletins they must read.
 */
#ifndef SCREENS_WARNED_H
#define SCREENS_WARNED_H

#include "core/bulletin.h"
#include "core/incident.h"
#include "screens/screen.h"

struct warned {
	struct rows_incident_list incidents;
	int64_t unread;
};

MUST_CHECK enum err warned_load(struct core *, struct arena *, struct warned *);
/* In the first rows, at most three and one apart; how many they take: 0 when
 * there is nothing to warn of. */
int warned_draw(const struct warned *, const struct pane *);

#endif
