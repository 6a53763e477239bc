/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_zone.c - any bytes are a zone or are none; a zone answers for every
 * instant, with a span that holds it.
 */
#include "base/clock.h"
#include "base/zone.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct arena a = { 0 };
	const struct zone *z;
	msec from, to, off;

	if (zone_read(&a, input(&a, s, n), "zone", &z, NULL) == OK)
		for (int year = 1890; year < 2200; year += 5) {
			msec at = DAYS(clock_days(year, 6, 1 + year % 28));

			off = zone_span(z, at, &from, &to);
			HOLDS(from <= at && at < to);
			HOLDS(off == zone_offset(z, at));
		}
	arena_done(&a);
	return 0;
}
