/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wait.h - the fair queue ahead of SQLite's one writer.
 *
 * A System V semaphore with SEM_UNDO: strictly first come, first served, and
 * given back by the kernel when its holder dies. The key comes from the
 * database file's device and inode. A semaphore that was removed (logind, a
 * person with ipcrm) is made again. It only orders: SQLite's own lock still
 * guards, so a wait that ends without the semaphore may go on.
 */
#ifndef STORE_WAIT_H
#define STORE_WAIT_H

#include <pthread.h>
#include <sys/types.h>

#include "base/err.h"

struct wait {
	int key; /* from device and inode */
	int sem; /* semaphore set, or -1 */
	bool held;
	unsigned made; /* times this process made the semaphore */
	uid_t uid;     /* whose the file is, and who may use it: so is */
	gid_t gid;     /* the semaphore */
	mode_t mode;
	int waiting; /* in line now, in the thread below */
	pthread_t thread;
};

/* `path` exists. A failure to make the semaphore is OK with sem -1, so that a
 * system without System V IPC still works, unfairly. */
MUST_CHECK enum err wait_open(struct wait *, const char *path, struct fault *);
/* Waits at most `limit` ms; OK also when the queue could not be had in time
 * (held stays false). ERR_CANCELLED when *cancel became true. */
MUST_CHECK enum err wait_enter(struct wait *, msec limit,
    const volatile int *cancel, struct fault *);
/* From another thread, after setting *cancel: ends a wait that is going on. It
 * is a signal to that thread (SIGURG), since a semaphore has nothing better. */
void wait_wake(struct wait *);
void wait_leave(struct wait *);

#endif
