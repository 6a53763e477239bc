/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_key.c - any bytes, in any pieces, at any time, become keys; what came
 * before never changes what comes much later.
 *
 * The input is records: a byte for the pause, a byte for the length, bytes.
 *
 * sources: src/ui/key.c src/ui/key_sequence.c src/ui/keyname.c
 */
#include "fuzz.h"
#include "ui/key.h"
#include "ui/term.h"

#define SECOND 1000

/* No terminal is there to be asked. */
enum symbols
term_symbols(void)
{
	return SYMBOLS_FULL;
}

static void
check_key(const struct key *k)
{
	char name[16];

	HOLDS(k->code < KEY_LAST && k->code != KEY_NONE && k->code != KEY_F0);
	HOLDS(k->code < 0xd800 || k->code > 0xdfff);
	if (k->code == KEY_PASTE)
		HOLDS(k->text.len <= PASTE_MAX);
	else if (k->code == KEY_BAD)
		HOLDS(k->text.len == 1);
	else
		HOLDS(key_parse(key_name(k->code, name)) == k->code);
}

/* All keys there are at `now`; at most one for each byte. */
static size_t
take(struct keys *k, msec now)
{
	size_t n = 0;
	struct key key;
	msec wait;

	while (keys_next(k, now, &key, &wait)) {
		check_key(&key);
		n++;
	}
	HOLDS(wait == -1 || (wait > 0 && wait <= KEY_REST));
	return n;
}

/* After a long silence a plain letter is a plain letter. */
static void
settle(struct keys *k, msec now)
{
	struct key key = { .code = KEY_NONE };
	msec wait;

	take(k, now += SECOND);
	keys_feed(k, "\x03", 1, now += SECOND); /* the end of a lost paste */
	take(k, now);
	take(k, now += SECOND);
	keys_feed(k, "z", 1, now += SECOND);
	while (keys_next(k, now, &key, &wait))
		check_key(&key);
	HOLDS(key.code == 'z');
	HOLDS(k->at == k->in.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct keys k = { .at = 0 };
	size_t i = 1, fed = 0, got = 0;
	msec now = 0;

	if (n == 0)
		return 0;
	k.latin1 = data[0] & 1;
	k.rxvt = data[0] & 2;
	k.sco = data[0] & 4;
	while (i + 2 < n) {
		size_t len = data[i + 1] % 32 + 1u;

		now += data[i] * 2;
		i += 2;
		len = len < n - i ? len : n - i;
		keys_feed(&k, (const char *)data + i, len, now);
		if (data[0] & 8)
			got += take(&k, now);
		i += len;
		fed += len;
	}
	got += take(&k, now);
	HOLDS(got <= fed);
	settle(&k, now);
	keys_done(&k);
	return 0;
}
