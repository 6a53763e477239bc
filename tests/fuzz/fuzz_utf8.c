/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_utf8.c - any bytes become text that may be stored, found, ordered and
 * shown.
 */
#include "fuzz.h"

static bool
shows_nothing_raw(struct str s)
{
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x202e)
			return false;
	}
	return true;
}

static void
walk(struct str s)
{
	size_t n, k;
	char again[4];

	for (size_t i = 0; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		HOLDS(n >= 1 && i + n <= s.len && cp <= 0x10ffff);
		k = utf8_put(cp, again);
		HOLDS(cp == 0xfffd ||
		    (k == n && memcmp(again, s.s + i, n) == 0));
	}
	for (size_t i = 0; i < s.len; i += n) {
		n = utf8_cluster(s.s + i, s.len - i);
		HOLDS(n >= 1 && i + n <= s.len);
	}
}

static void
check_range(struct arena *a, struct str s)
{
	struct str after = utf8_after(a, s);

	HOLDS(after.len == 0 ||
	    (is_ours(after) && str_cmp(s, after) < 0 && !str_starts(after, s)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct arena a = { 0 };
	struct str in = input(&a, s, n), nfc, mended, cut;

	walk(in);
	mended = utf8_mend(&a, in);
	HOLDS(is_ours(mended));
	HOLDS(!utf8_ok(in) || str_eq(in, mended));
	nfc = utf8_nfc(&a, in);
	HOLDS(is_ours(nfc) && str_eq(nfc, utf8_nfc(&a, nfc)));
	HOLDS(is_ours(utf8_fold(&a, in)));
	HOLDS(is_ours(utf8_sort(&a, in)));
	HOLDS(str_eq(utf8_fold(&a, nfc), utf8_fold(&a, mended)));
	HOLDS(shows_nothing_raw(utf8_safe(&a, in, false)));
	HOLDS(is_ours(utf8_safe(&a, in, true)));
	cut = utf8_cut(&a, utf8_safe(&a, in, false), 10);
	HOLDS(is_ours(cut) && utf8_columns(cut) <= 10);
	check_range(&a, mended);
	arena_done(&a);
	return 0;
}
