/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * race.h - many processes in a closed loop, and what each step took. The floor
 * and the storm run on this, so that they are measured alike.
 */
#ifndef TESTS_BENCH_RACE_H
#define TESTS_BENCH_RACE_H

#include <stdint.h>

#define RACERS 256

struct racer {
	/* In the child, before the start; and one step, again and again. */
	void *(*ready)(void *u);
	void (*step)(void *mine);
	void (*done)(void *mine);
	void *u;
};

/* Prints one line of name=value words; exit status for main(). */
int race(const struct racer *, int racers, double seconds);

#endif
