/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wait.c - the fair queue ahead of SQLite's one writer.
 *
 * The semaphore is 1 when free. The kernel makes it 0, which reads as taken,
 * and the maker's first operation adds the 1: nobody can see it half made. A
 * maker that dies in between leaves one that was never used (sem_otime 0);
 * whoever meets such a one for too long removes it and starts again.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/wait.h"

#define HALF_MADE 200	 /* ms until an unused semaphore counts as orphaned */
#define WAKE	  SIGURG /* ignored by default, used by nobody else here */

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
on_wake(int sig)
{
	(void)sig;
}

/* semtimedop ends early only for a signal that has a handler. */
static void
catch_wake(void)
{
	struct sigaction old, new = { .sa_handler = on_wake };

	if (sigaction(WAKE, NULL, &old) == 0 &&
	    (old.sa_handler == SIG_DFL || old.sa_handler == SIG_IGN))
		sigaction(WAKE, &new, NULL);
}

static void
nap(void)
{
	struct timespec ms = { 0, 1000000L };

	nanosleep(&ms, NULL);
}

/* Root may be first on a file that belongs to a service account. */
static void
give_to_owner(int sem, const struct wait *w)
{
	struct semid_ds set = { 0 };

	set.sem_perm.uid = w->uid;
	set.sem_perm.gid = w->gid;
	set.sem_perm.mode = w->mode;
	if (geteuid() == 0 && w->uid != 0)
		semctl(sem, 0, IPC_SET, &set);
}

static bool
make(struct wait *w)
{
	struct sembuf first = { .sem_num = 0, .sem_op = 1 };
	int sem = semget(w->key, 1, IPC_CREAT | IPC_EXCL | (int)w->mode);

	if (sem < 0)
		return false;
	give_to_owner(sem, w);
	w->made++;
	w->sem = sem;
	/* Fails when we were so slow that it counted as orphaned: then the
	 * next wait finds it gone. */
	return semop(sem, &first, 1) == 0 || errno == EIDRM || errno == EINVAL;
}

static bool
half_made(int sem)
{
	struct semid_ds state;

	return semctl(sem, 0, IPC_STAT, &state) == 0 && state.sem_otime == 0;
}

/* An existing semaphore, once it is ready. */
static bool
join(struct wait *w)
{
	int sem = semget(w->key, 1, 0);

	if (sem < 0)
		return false;
	for (int ms = 0; half_made(sem); ms++) {
		if (ms >= HALF_MADE) {
			semctl(sem, 0, IPC_RMID);
			errno = ENOENT;
			return false;
		}
		nap();
	}
	w->sem = sem;
	return true;
}

/* Make it, or join the one that is there; both may lose a race. */
static void
find(struct wait *w)
{
	w->sem = -1;
	for (int tries = 0; tries < 100; tries++) {
		if (make(w))
			return;
		if (errno != EEXIST)
			break;
		if (join(w))
			return;
		if (errno != ENOENT && errno != EINVAL && errno != EIDRM)
			break;
	}
	log_warn("wait.open sem=none errno=%d", errno);
}

/* Mixed, because the low bits of two files' inodes are alike. */
static int
key_of(const struct stat *st)
{
	uint64_t h = (uint64_t)st->st_dev * 0x9e3779b97f4a7c15u;

	h = (h ^ (uint64_t)st->st_ino) * 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	return (int)(h & 0x7fffffff) | 1; /* never IPC_PRIVATE */
}

enum err
wait_open(struct wait *w, const char *path, struct fault *f)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return fail(f, ERR_IO,
		    _("%s cannot be looked at (%s): check that it exists and "
		      "is yours"),
		    path, strerror(errno));
	pthread_once(&once, catch_wake);
	*w = (struct wait){ .key = key_of(&st),
		.sem = -1,
		.uid = st.st_uid,
		.gid = st.st_gid,
		.mode = 0600 | (st.st_mode & 0060) };
	find(w);
	return OK;
}

static bool
is_set(const volatile int *flag)
{
	return flag != NULL && __atomic_load_n(flag, __ATOMIC_SEQ_CST) != 0;
}

/* In line, in one sleep: a wait cut in slices would lose its place. */
static int
queue(struct wait *w, msec left)
{
	struct sembuf down = {
		.sem_num = 0, .sem_op = -1, .sem_flg = SEM_UNDO
	};
	struct timespec ts = { left / 1000, (left % 1000) * 1000000L };
	sigset_t wake, old;
	int rc, e;

	sigemptyset(&wake);
	sigaddset(&wake, WAKE);
	w->thread = pthread_self();
	pthread_sigmask(SIG_UNBLOCK, &wake, &old);
	__atomic_store_n(&w->waiting, 1, __ATOMIC_SEQ_CST);
	rc = semtimedop(w->sem, &down, 1, &ts);
	e = errno;
	__atomic_store_n(&w->waiting, 0, __ATOMIC_SEQ_CST);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = e;
	return rc;
}

/* Free means that nobody waits: the kernel hands over to the next in line. */
static int
take_free(struct wait *w)
{
	struct sembuf down = {
		.sem_num = 0, .sem_op = -1, .sem_flg = SEM_UNDO | IPC_NOWAIT
	};

	return semop(w->sem, &down, 1);
}

enum err
wait_enter(struct wait *w, msec limit, const volatile int *cancel,
    struct fault *f)
{
	msec until = clock_mono() + limit, left;
	int rc;

	w->held = false;
	if (w->sem < 0)
		find(w);
	while (w->sem >= 0 && (left = until - clock_mono()) >= 0) {
		if (is_set(cancel))
			return fail(f, ERR_CANCELLED,
			    _("stopped; nothing was changed"));
		rc = take_free(w);
		if (rc != 0 && errno == EAGAIN)
			rc = queue(w, left);
		if (rc == 0) {
			w->held = true;
			return OK;
		}
		if (errno == EIDRM || errno == EINVAL)
			find(w); /* somebody removed it */
		else if (errno != EINTR)
			break;
	}
	return OK;
}

void
wait_wake(struct wait *w)
{
	while (__atomic_load_n(&w->waiting, __ATOMIC_SEQ_CST)) {
		pthread_kill(w->thread, WAKE);
		nap();
	}
}

void
wait_leave(struct wait *w)
{
	struct sembuf up = { .sem_num = 0, .sem_op = 1, .sem_flg = SEM_UNDO };

	if (!w->held)
		return;
	w->held = false;
	/* Gone meanwhile: there is nothing to give back. */
	if (semop(w->sem, &up, 1) != 0)
		w->sem = -1;
}
