/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_json.c - any bytes are JSON or a sentence; what is printed is read
 * again as the same.
 */
#include "base/json.h"
#include "fuzz.h"

static void
again(const struct json *j, bool indent)
{
	struct buf one = { 0 }, two = { 0 };
	struct json *back = NULL;
	struct fault f;

	json_print(j, &one, indent);
	HOLDS(is_ours(buf_view(&one)));
	HOLDS(json_parse(buf_view(&one), &back, &f) == OK);
	json_print(back, &two, indent);
	HOLDS(str_eq(buf_view(&one), buf_view(&two)));
	json_free(back);
	buf_done(&one);
	buf_done(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct fault f = { .code = OK };
	struct arena a = { 0 };
	struct json *j = NULL;

	if (json_parse(input(&a, s, n), &j, &f) == OK) {
		again(j, false);
		again(j, true);
		HOLDS(is_ours(json_str(j)));
		HOLDS(is_ours(json_str(json_get(j, "a"))));
		HOLDS(is_ours(json_str(json_at(j, 0))));
		json_free(j);
	} else {
		HOLDS(f.code != OK && f.text[0] != '\0');
	}
	arena_done(&a);
	return 0;
}
