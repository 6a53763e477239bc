/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_filter.c - any filter is read or told with its column; what was read
 * prints as what reads back the same, and completion ends.
 * sources: src/core/filter.c src/core/filter_complete.c
 * sources: src/core/ticket_words.c
 */
#include "core/ticket_words.h"
#include "fuzz.h"

static void
take(void *u, struct str candidate)
{
	*(size_t *)u += candidate.len;
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct arena a = { 0 };
	struct str in = input(&a, s, n), value;
	struct fault f = { .code = OK };
	const struct filter_def *def;
	struct buf one = { 0 }, two = { 0 };
	struct filter got;
	size_t from, all = 0;

	if (filter_parse(&a, ticket_words, in, &got, &f) == OK) {
		filter_print(&got, true, &one);
		/* Quotes and plain names may make it longer than it may be. */
		if (one.len <= 2000) {
			HOLDS(filter_parse(&a, ticket_words, buf_view(&one),
				  &got, &f) == OK);
			filter_print(&got, true, &two);
			HOLDS(str_eq(buf_view(&one), buf_view(&two)));
		}
	} else {
		HOLDS(f.code == ERR_INVALID && f.text[0] != '\0');
	}
	filter_complete(&a, ticket_words, in, take, &all, &def, &value, &from);
	HOLDS(from <= in.len);
	buf_done(&one);
	buf_done(&two);
	arena_done(&a);
	return 0;
}
