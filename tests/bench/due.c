/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * due.c - how many due instants a second one core works out, on an ordinary
 * calendar: starts at random over two years, targets of hours, one in four
 * with two pauses. Prints `plain=N paused=N days=N`, computations a second.
 *
 * usage: due [SECONDS]
 */
#include "base/clock.h"
#include "core/sla.h"

enum { QUESTIONS = 4096 };

static const char office[] =
    "[calendar office]\nzone = America/Santiago\n"
    "mon-fri = 09:00-13:00 14:00-18:00\nsat = 10:00-14:00\n"
    "2026-09-18 = closed\n2026-12-24 = 09:00-13:00\n2026-12-25 = closed\n";

struct question {
	msec start;
	struct sla_target target;
	struct pause v[2];
	size_t npauses;
};

static uint64_t
next(void)
{
	static uint64_t seed = 20260306;

	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static void
make(struct question *q, enum sla_by by, size_t npauses)
{
	*q = (struct question){ .start = DAYS(20454) +
		    MINUTES((msec)(next() % (730 * 1440))),
		.target = { by, MINUTES((msec)(next() % 2880)),
		    (int64_t)(1 + next() % 3) },
		.npauses = npauses };
	for (size_t i = 0; i < npauses; i++) {
		q->v[i].from = q->start + MINUTES((msec)(next() % 2880));
		q->v[i].to = q->v[i].from + MINUTES((msec)(next() % 600));
	}
}

static int64_t
race(struct calendar *c, enum sla_by by, size_t npauses, msec ms)
{
	static struct question q[QUESTIONS];
	msec start, now;
	int64_t n = 0;
	struct sla_due due;
	struct fault f;

	for (size_t i = 0; i < QUESTIONS; i++)
		make(&q[i], by, npauses);
	start = clock_mono();
	do {
		for (size_t i = 0; i < QUESTIONS; i++)
			if (sla_due(c, q[i].start, &q[i].target,
				(struct pauses){ q[i].v, q[i].npauses }, &due,
				&f) != OK)
				die("%s", f.text);
		n += QUESTIONS;
		now = clock_mono();
	} while (now - start < ms);
	return n * 1000 / (now - start);
}

int
main(int argc, char **argv)
{
	int64_t seconds = 1;
	struct calendar *c;
	struct fault f;

	if (argc > 1 && !str_int(str_of(argv[1]), &seconds))
		die("usage: due [SECONDS]");
	if (calendar_text(str_of(office), "office", NULL, STR_NONE, &c, &f) !=
	    OK)
		die("%s", f.text);
	printf("plain=%lld", (long long)race(c, SLA_SPAN, 0, SECONDS(seconds)));
	printf(" paused=%lld",
	    (long long)race(c, SLA_SPAN, 2, SECONDS(seconds)));
	printf(" days=%lld\n",
	    (long long)race(c, SLA_SAME_TIME, 0, SECONDS(seconds)));
	calendar_free(c);
	return 0;
}
