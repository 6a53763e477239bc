/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_calendar.c - any calendar file is read or told with its line; what was
 * read counts the same there and back.
 * sources: src/core/calendar.c src/core/calendar_text.c
 * sources: src/core/calendar_hours.c
 * sources: src/core/calendar_file.c src/core/holiday.c src/core/sla.c
 */
#include "base/clock.h"
#include "core/sla.h"
#include "fuzz.h"

static void
try_calendar(struct calendar *c, msec start, msec ms)
{
	struct arena a = { 0 };
	struct sla_segments s = { 0 };
	struct fault f;
	msec due;

	HOLDS(calendar_name(c).len > 0 &&
	    is_ours(calendar_zone_name(c, start)));
	if (calendar_advance(c, start, ms, &due, &f) == OK) {
		HOLDS(due >= start);
		HOLDS(calendar_between(c, start, due) == ms);
	}
	due = start + DAYS(40);
	sla_segments(c, start, due, NO_PAUSES, &a, &s);
	HOLDS(s.n > 0 && s.v[s.n - 1].to == due);
	HOLDS(s.v[s.n - 1].sum == calendar_between(c, start, due));
	arena_done(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct arena a = { 0 };
	struct str text = input(&a, s, n);
	struct calendar *c = NULL;
	struct fault f = { .code = OK };
	enum err rc = calendar_text(text, "f.ini", NULL, STR_NONE, &c, &f);

	if (rc == OK) {
		try_calendar(c, DAYS(20514) + MINUTES(n * 7), HOURS(n % 99));
		try_calendar(c, DAYS(9000), HOURS(4));
		calendar_free(c);
	} else {
		HOLDS(rc == ERR_INVALID && strncmp(f.text, "f.ini", 5) == 0);
	}
	arena_done(&a);
	return 0;
}
