/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * alive.c - a mark is a process's number, when it began, and which container
 * counts it so.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alive.h"

#define PID_BITS  22 /* the system's most */
#define ROOM_BITS 9  /* of the container's number */
#define BORN_BITS 32 /* of the ticks since the machine began */

/* The 20th after the name, which may hold blanks and brackets. */
static bool
born(int64_t pid, uint64_t *ticks)
{
	unsigned long long n = 0;
	char path[40], line[1024];
	const char *at;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%lld/stat", (long long)pid);
	if ((f = fopen(path, "re")) == NULL)
		return false;
	at = fgets(line, sizeof(line), f) != NULL ? strrchr(line, ')') : NULL;
	fclose(f);
	for (int i = 0; at != NULL && i < 20; i++)
		at = strchr(at + 1, ' ');
	if (at == NULL || sscanf(at, " %llu", &n) != 1)
		return false;
	*ticks = n & ((1ull << BORN_BITS) - 1);
	return true;
}

static bool
room(uint64_t *n)
{
	struct stat st;

	if (stat("/proc/self/ns/pid", &st) != 0)
		return false;
	*n = (uint64_t)st.st_ino & ((1u << ROOM_BITS) - 1);
	return true;
}

int64_t
alive_mark(void)
{
	uint64_t ticks, where;

	if (!room(&where) || !born(getpid(), &ticks))
		return 0;
	return (int64_t)(ticks << (PID_BITS + ROOM_BITS) | where << PID_BITS |
	    (uint64_t)getpid());
}

/* One of that number that cannot be looked at may be it. */
bool
alive_is(int64_t mark)
{
	uint64_t m = (uint64_t)mark, ticks, where;
	int64_t pid = (int64_t)(m & ((1u << PID_BITS) - 1));

	if (mark <= 0 || !room(&where) ||
	    where != (m >> PID_BITS & ((1u << ROOM_BITS) - 1)))
		return true;
	if (kill((pid_t)pid, 0) != 0 && errno == ESRCH)
		return false;
	return !born(pid, &ticks) || ticks == m >> (PID_BITS + ROOM_BITS);
}
