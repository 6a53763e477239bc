/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_id.c - what is taken as an id is one, in one form.
 */
#include "base/id.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct arena a = { 0 };
	struct id id = ID_NONE, back = ID_NONE;

	if (id_parse(input(&a, s, n), &id)) {
		HOLDS(strlen(id.s) == 36 && !id_none(id));
		HOLDS(strspn(id.s, "0123456789abcdef-") == 36);
		HOLDS(id_parse(id_str(&id), &back) && id_eq(id, back));
		HOLDS(id_at(id) >= 0);
	} else {
		HOLDS(id_none(id));
	}
	arena_done(&a);
	return 0;
}
