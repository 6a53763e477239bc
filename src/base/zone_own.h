/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zone_own.h - between zone.c and zone_file.c: what a zone file says.
 */
#ifndef BASE_ZONE_OWN_H
#define BASE_ZONE_OWN_H

#include "base/zone.h"

/* "M10.2.0/3": when a part of the year begins. */
struct turn {
	char form; /* 'M', 'J' (no leap day) or '0' (counts it) */
	int month, week, day;
	int64_t seconds; /* after 00:00 of that day */
};

struct zone {
	bool machine;	   /* the C library is asked */
	const int64_t *at; /* seconds; from here on … */
	const int64_t *off;
	size_t n;
	int64_t first; /* the offset before all of them */
	bool rule;     /* the two below say what follows */
	bool summer;   /* there are two halves of the year */
	int64_t std_off, dst_off;
	struct turn begin, end; /* of dst_off */
};

/* May it name a zone: no path that leads out of the folder? */
bool zone_name_ok(struct str);

#endif
