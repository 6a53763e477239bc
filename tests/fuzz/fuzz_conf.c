/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_conf.c - any option file is read or told with its line.
 */
#include "base/conf.h"
#include "fuzz.h"

static enum err
on_key(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	int *last = u;

	(void)f;
	HOLDS(at.line > *last);
	HOLDS(is_ours(section) && is_ours(key) && is_ours(value));
	HOLDS((key.len == 0) == (value.len == 0));
	*last = at.line;
	return OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct fault f = { .code = OK };
	struct arena a = { 0 };
	int last = 0;
	enum err rc = conf_text(input(&a, s, n), "f.conf", on_key, &last, &f);

	HOLDS(rc == OK ||
	    (rc == ERR_INVALID && strncmp(f.text, "f.conf:", 7) == 0));
	arena_done(&a);
	return 0;
}
