/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * race.c - the start, the stop, the times.
 */
#include "race.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SAMPLES 60000 /* each racer's, of 10 us */

struct track {
	volatile int ready, go, stop, over, failed;
	struct {
		uint64_t n, longest;
		char pad[48];
	} by[RACERS];
	uint32_t took[RACERS][SAMPLES];
};

static uint64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000;
}

static void
run(struct track *t, int i, const struct racer *r, const int gate[2])
{
	void *mine = r->ready(r->u);

	__sync_fetch_and_add(&t->ready, 1);
	while (!t->go)
		usleep(500);
	while (!t->stop) {
		uint64_t from = now_us(), us;

		r->step(mine);
		us = now_us() - from;
		if (t->by[i].n < SAMPLES)
			t->took[i][t->by[i].n] = (uint32_t)(us / 10);
		if (us > t->by[i].longest)
			t->by[i].longest = us;
		t->by[i].n++;
	}
	/* Nobody packs up, which costs the processors something, while
	 * another is still timed. */
	__sync_fetch_and_add(&t->over, 1);
	close(gate[1]);
	(void)!read(gate[0], &i, 1);
	r->done(mine);
	_exit(0);
}

static int
by_time(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static int
report(struct track *t, int racers, double seconds)
{
	uint32_t *all = calloc((size_t)racers * SAMPLES, sizeof(*all));
	uint64_t n = 0, least = UINT64_MAX, most = 0, longest = 0, kept = 0;

	for (int i = 0; i < racers && all != NULL; i++) {
		uint64_t m = t->by[i].n < SAMPLES ? t->by[i].n : SAMPLES;

		memcpy(all + kept, t->took[i], m * sizeof(*all));
		kept += m;
		n += t->by[i].n;
		least = t->by[i].n < least ? t->by[i].n : least;
		most = t->by[i].n > most ? t->by[i].n : most;
		if (t->by[i].longest > longest)
			longest = t->by[i].longest;
	}
	if (kept == 0 || t->failed) {
		fprintf(stderr, "race: a racer failed\n");
		return 1;
	}
	qsort(all, kept, sizeof(*all), by_time);
	printf("writers=%d n=%llu tx_s=%.0f median_us=%u p99_us=%u "
	       "worst_us=%llu least=%llu most=%llu\n",
	    racers, (unsigned long long)n, (double)n / seconds,
	    all[kept / 2] * 10, all[kept * 99 / 100] * 10,
	    (unsigned long long)longest, (unsigned long long)least,
	    (unsigned long long)most);
	free(all);
	return 0;
}

/* Until all have come so far, or one has died. */
static void
gather(struct track *t, const volatile int *so_far, int racers)
{
	int status;

	while (*so_far < racers && !t->failed) {
		usleep(1000);
		if (waitpid(-1, &status, WNOHANG) > 0)
			t->failed = 1;
	}
}

int
race(const struct racer *r, int racers, double seconds)
{
	struct track *t = mmap(NULL, sizeof(*t), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	int status, gate[2];

	if (t == MAP_FAILED || racers < 1 || racers > RACERS || pipe(gate) < 0)
		return 2;
	for (int i = 0; i < racers; i++)
		if (fork() == 0)
			run(t, i, r, gate);
	gather(t, &t->ready, racers);
	t->go = 1;
	usleep((useconds_t)(seconds * 1e6));
	t->stop = 1;
	gather(t, &t->over, racers);
	close(gate[0]);
	close(gate[1]);
	while (wait(&status) > 0)
		if (status != 0)
			t->failed = 1;
	return report(t, racers, seconds);
}
