/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * id.c - UUIDv7: 48 bits of time, 12 bits that count within a millisecond,
 * 62 bits of libuuid's randomness.
 */
#include <pthread.h>
#include <uuid/uuid.h>

#include "base/id.h"

enum { COUNTS = 4096 }; /* ids in one millisecond before it is lent on */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static msec last_ms;
static unsigned last_count;

/* A clock that stands, steps back or is outrun by us must not undo the order:
 * then the last millisecond goes on counting. */
static void
next_tick(msec now, msec *ms, unsigned *count)
{
	pthread_mutex_lock(&lock);
	if (now > last_ms) {
		last_ms = now;
		last_count = 0;
	} else if (++last_count == COUNTS) {
		last_ms++;
		last_count = 0;
	}
	*ms = last_ms;
	*count = last_count;
	pthread_mutex_unlock(&lock);
}

struct id
id_make(msec now)
{
	struct id id;
	unsigned count;
	uuid_t u;
	msec ms;
	int i;

	uuid_generate_random(u); /* sets the variant bits as well */
	next_tick(now, &ms, &count);
	for (i = 0; i < 6; i++)
		u[i] = (unsigned char)(ms >> (40 - 8 * i));
	u[6] = (unsigned char)(0x70 | count >> 8);
	u[7] = (unsigned char)count;
	uuid_unparse_lower(u, id.s);
	return id;
}

bool
id_parse(struct str s, struct id *out)
{
	uuid_t u;

	if (s.len != sizeof(out->s) - 1 || uuid_parse(s.s, u) != 0)
		return false;
	uuid_unparse_lower(u, out->s);
	return true;
}

bool
id_none(struct id id)
{
	return id.s[0] == '\0';
}

bool
id_eq(struct id a, struct id b)
{
	return strcmp(a.s, b.s) == 0;
}

struct str
id_str(const struct id *id)
{
	return str_of(id->s);
}

msec
id_at(struct id id)
{
	msec ms = 0;
	uuid_t u;
	int i;

	if (uuid_parse(id.s, u) != 0 || u[6] >> 4 != 7)
		return 0;
	for (i = 0; i < 6; i++)
		ms = ms << 8 | u[i];
	return ms;
}
