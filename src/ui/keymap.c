/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keymap.c - which row of the tables the typed keys mean.
 */
#include "ui/keymap.h"

#include "base/utf8.h"

static size_t
one_key(const char *s, uint32_t *code)
{
	const char *end = *s == '<' ? strchr(s, '>') : NULL;
	size_t n;

	if (end != NULL && end > s + 1) {
		char name[16] = "";

		n = (size_t)(end - s) + 1;
		if (n >= sizeof(name))
			return 0;
		memcpy(name, s, n);
		*code = key_parse(str_of(name));
		return *code == KEY_NONE ? 0 : n;
	}
	*code = utf8_next(s, strlen(s), &n);
	return n;
}

int
keymap_codes(const char *keys, uint32_t out[KEYS_LONG])
{
	int n = 0;

	while (*keys != '\0') {
		size_t used = n < KEYS_LONG ? one_key(keys, &out[n]) : 0;

		if (used == 0)
			return 0;
		keys += used;
		n++;
	}
	return n;
}

static bool
begins(const struct keymap_state *s, const uint32_t *codes, int n)
{
	if (n < s->n)
		return false;
	for (int i = 0; i < s->n; i++)
		if (codes[i] != s->codes[i])
			return false;
	return true;
}

/* The row of one table that is typed whole; else whether there may be more. */
static const struct key_def *
look_in(const struct keymap_state *s, const struct key_def *d, bool *more)
{
	uint32_t codes[KEYS_LONG];

	for (; d->keys != NULL; d++) {
		int n = keymap_codes(d->keys, codes);

		if (n == 0 || !begins(s, codes, n))
			continue;
		if (n == s->n)
			return d;
		*more = true;
	}
	return NULL;
}

enum keymap_found
keymap_key(struct keymap_state *s, const struct key_def *const *maps,
    uint32_t code, const struct key_def **row)
{
	bool more = false;

	s->codes[s->n++] = code;
	for (; *maps != NULL && !more; maps++) {
		const struct key_def *d = look_in(s, *maps, &more);

		if (d != NULL) {
			*row = d;
			s->n = 0;
			return KEYMAP_HIT;
		}
	}
	if (more && s->n < KEYS_LONG)
		return KEYMAP_MORE;
	s->n = 0;
	return KEYMAP_NONE;
}
