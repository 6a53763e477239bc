/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz.h - what fuzzers share: their input as text, and a property that must
 * hold.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define HOLDS(x)                                                               \
	((x) ? (void)0 : die("%s:%d: not so: %s", __FILE__, __LINE__, #x))

/* The bytes with a NUL behind them, in memory of just that size. */
static inline struct str
input(struct arena *a, const uint8_t *s, size_t n)
{
	return str_copyn(a, (const char *)s, n);
}

/* What every text of ours is: UTF-8, with a NUL behind it. */
static inline bool
is_ours(struct str s)
{
	return s.s != NULL && s.s[s.len] == '\0' && utf8_ok(s);
}

#endif
