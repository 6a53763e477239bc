/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_clock.c - instants and spans, ours and those of foreign files: what is
 * read prints as itself, the rest is refused.
 * sources: src/core/load_date.c
 */
#include "core/load_date.h"
#include "fuzz.h"

static void
try_ours(struct str in)
{
	char iso[CLOCK_ISO], text[24];
	struct fault f = { .code = OK };
	msec at, back;

	if (clock_parse(in, &at, &f) == OK) {
		clock_iso(at, iso);
		HOLDS(at == 0 || iso[0] != '\0');
		if (at != 0) {
			HOLDS(clock_parse(str_of(iso), &back, &f) == OK);
			HOLDS(at - back >= 0 && at - back < 1000);
		}
	}
	if (clock_span(in, &at, &f) == OK)
		HOLDS(clock_span_text(at, text)[0] != '\0');
}

static void
try_foreign(struct arena *a, struct str form, struct str in)
{
	struct load_dates d = { .n = 0 };
	int64_t days, same;
	size_t used;
	msec at;

	if (load_dates_parse(form, &d))
		HOLDS(d.n >= 3 && d.n <= (int)countof(d.v));
	if (load_day(&d, in, &days, &used)) {
		HOLDS(used > 0 && used <= in.len);
		HOLDS(load_day(&(struct load_dates){ .n = 0 },
			  clock_day_text(a, days), &same, &used) &&
		    same == days);
	}
	if (load_instant(&d, in, HOURS(3), &at))
		HOLDS(load_day(&d, in, &days, &used));
	if (load_span(in, &at))
		HOLDS(at >= 0);
	if (load_zone(in, &at))
		HOLDS(at <= HOURS(15) && at >= -HOURS(15));
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct arena a = { 0 };
	struct str in = input(&a, s, n), form, rest = in;

	try_ours(in);
	if (str_next(&a, &rest, '\n', &form))
		try_foreign(&a, form, str_copy(&a, rest));
	try_foreign(&a, STR("D/M/YYYY"), in);
	try_foreign(&a, STR("YYMMDD"), in);
	arena_done(&a);
	return 0;
}
