/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_wait.c - the writer queue: in order, one at a time, and never lost with
 * whoever holds it.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/wait.h"
#include "test.h"

#define MANY 200

/* What processes tell each other. */
struct shared {
	int inside; /* must never be more than one */
	int clashes, entered, made, failed, ready, go, stop;
	int order[MANY];
	int turns[MANY];
};

static char path[64];
static struct shared *all;
static bool no_semaphores;

/* In front of libc's: a system that has none. */
int
semget(key_t key, int n, int flags)
{
	if (no_semaphores) {
		errno = ENOSYS;
		return -1;
	}
	return (int)syscall(SYS_semget, key, n, flags);
}

static void
nap(int ms)
{
	struct timespec ts = { ms / 1000, (ms % 1000) * 1000000L };

	nanosleep(&ts, NULL);
}

static int
more(int *n)
{
	return __atomic_add_fetch(n, 1, __ATOMIC_SEQ_CST);
}

static int
peek(int *n)
{
	return __atomic_load_n(n, __ATOMIC_SEQ_CST);
}

static int
set_up(void **state)
{
	int fd;

	(void)state;
	snprintf(path, sizeof(path), "/tmp/cabina-wait-XXXXXX");
	if ((fd = mkstemp(path)) < 0 || close(fd) != 0)
		return -1;
	all = mmap(NULL, sizeof(*all), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return all == MAP_FAILED ? -1 : 0;
}

static int
tear_down(void **state)
{
	struct wait w;

	(void)state;
	no_semaphores = false;
	if (wait_open(&w, path, NULL) != OK)
		return -1;
	semctl(w.sem, 0, IPC_RMID);
	munmap(all, sizeof(*all));
	return unlink(path);
}

static struct wait
opened(void)
{
	struct wait w;

	assert_int_equal(wait_open(&w, path, NULL), OK);
	assert_true(w.sem >= 0);
	return w;
}

static struct wait
held(void)
{
	struct wait w = opened();

	assert_int_equal(wait_enter(&w, 1000, NULL, NULL), OK);
	assert_true(w.held);
	return w;
}

/* About as long as a transaction. */
static void
work(void)
{
	struct timespec ts = { 0, 200000L };

	nanosleep(&ts, NULL);
}

/* One turn of a child; whoever meets another inside counts a clash. */
static void
turn(struct wait *w, int me)
{
	if (wait_enter(w, 20000, NULL, NULL) != OK || !w->held) {
		more(&all->failed);
		_exit(1);
	}
	if (more(&all->inside) != 1)
		more(&all->clashes);
	all->order[(more(&all->entered) - 1) % MANY] = me;
	all->turns[me]++;
	work();
	__atomic_sub_fetch(&all->inside, 1, __ATOMIC_SEQ_CST);
	wait_leave(w);
}

typedef void child_fn(int me);

static pid_t
start(child_fn *child, int me)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		alarm(40); /* outlives no failed test */
		child(me);
		_exit(0);
	}
	return pid;
}

static void
one_turn(int me)
{
	struct wait w;

	if (wait_open(&w, path, NULL) != OK)
		_exit(1);
	turn(&w, me);
	__atomic_add_fetch(&all->made, (int)w.made, __ATOMIC_SEQ_CST);
}

static void
await_sleepers(const struct wait *w, int n)
{
	for (int i = 0; semctl(w->sem, 0, GETNCNT) != n; i++) {
		assert_true(i < 10000);
		nap(1);
	}
}

static void
join_all(void)
{
	int status;

	while (wait(&status) > 0)
		assert_int_equal(status, 0);
	assert_int_equal(all->failed, 0);
	assert_int_equal(all->clashes, 0);
}

/* ---- the queue ---------------------------------------------------------- */

static void
first_come_is_first_served(void **state)
{
	struct wait w = held();

	(void)state;
	for (int i = 0; i < 20; i++) {
		start(one_turn, i);
		await_sleepers(&w, i + 1);
	}
	wait_leave(&w);
	join_all();
	for (int i = 0; i < 20; i++)
		assert_int_equal(all->order[i], i);
}

static void
start_together(int me)
{
	more(&all->ready);
	while (!peek(&all->go))
		nap(1);
	one_turn(me);
}

static void
many_start_on_a_new_file_at_once(void **state)
{
	(void)state;
	for (int i = 0; i < MANY; i++)
		start(start_together, i);
	while (peek(&all->ready) < MANY)
		nap(1);
	more(&all->go);
	join_all();
	assert_int_equal(all->entered, MANY);
	assert_int_equal(all->made, 1);
}

static void
turns_until_told(int me)
{
	struct wait w;

	if (wait_open(&w, path, NULL) != OK)
		_exit(1);
	more(&all->ready);
	while (!peek(&all->go))
		nap(1);
	while (!peek(&all->stop))
		turn(&w, me);
}

static void
everybody_gets_as_many_turns(void **state)
{
	int least = INT32_MAX, most = 0;

	(void)state;
	for (int i = 0; i < 30; i++)
		start(turns_until_told, i);
	while (peek(&all->ready) < 30)
		nap(1);
	more(&all->go);
	nap(800);
	more(&all->stop);
	join_all();
	for (int i = 0; i < 30; i++) {
		least = all->turns[i] < least ? all->turns[i] : least;
		most = all->turns[i] > most ? all->turns[i] : most;
	}
	assert_true(least > 10);
	assert_true(most - least <= most / 5 + 2);
}

/* ---- what may happen to it ---------------------------------------------- */

static void
removed_while_they_wait(void **state)
{
	struct wait w = held();

	(void)state;
	for (int i = 0; i < 5; i++) {
		start(one_turn, i);
		await_sleepers(&w, i + 1);
	}
	assert_int_equal(semctl(w.sem, 0, IPC_RMID), 0);
	join_all();
	assert_int_equal(all->entered, 5);
	assert_int_equal(all->made, 1);
	wait_leave(&w);
	assert_int_equal(wait_enter(&w, 1000, NULL, NULL), OK);
	assert_true(w.held);
	assert_int_equal(semctl(w.sem, 0, GETVAL), 0);
	wait_leave(&w);
	assert_int_equal(semctl(w.sem, 0, GETVAL), 1);
}

static void
hold_for_ever(int me)
{
	struct wait w;

	(void)me;
	if (wait_open(&w, path, NULL) != OK ||
	    wait_enter(&w, 1000, NULL, NULL) != OK || !w.held)
		_exit(1);
	more(&all->ready);
	pause();
}

static void
a_killed_holder_gives_it_back(void **state)
{
	struct wait w = opened();
	msec since;
	pid_t pid;

	(void)state;
	for (int i = 1; i <= 20; i++) {
		pid = start(hold_for_ever, 0);
		while (peek(&all->ready) < i)
			nap(1);
		kill(pid, SIGKILL);
		since = clock_mono();
		assert_int_equal(wait_enter(&w, 5000, NULL, NULL), OK);
		assert_true(w.held);
		assert_true(clock_mono() - since < 2000);
		wait_leave(&w);
		waitpid(pid, NULL, 0);
	}
	assert_int_equal(semctl(w.sem, 0, GETVAL), 1);
}

static void
one_whose_maker_died_is_made_again(void **state)
{
	struct wait w = opened();
	int dead;

	(void)state;
	semctl(w.sem, 0, IPC_RMID);
	dead = semget(w.key, 1, IPC_CREAT | IPC_EXCL | 0600);
	assert_true(dead >= 0);
	w = opened();
	assert_int_equal(w.made, 1);
	assert_int_not_equal(w.sem, dead);
	assert_int_equal(wait_enter(&w, 100, NULL, NULL), OK);
	assert_true(w.held);
	wait_leave(&w);
}

static void
it_waits_no_longer_than_told(void **state)
{
	struct wait w = opened(), first;
	msec since;
	pid_t pid = start(hold_for_ever, 0);

	(void)state;
	while (peek(&all->ready) < 1)
		nap(1);
	first = w;
	since = clock_mono();
	assert_int_equal(wait_enter(&w, 150, NULL, NULL), OK);
	assert_in_range(clock_mono() - since, 140, 2000);
	assert_false(w.held);
	wait_leave(&w); /* was not ours: nothing is given back */
	assert_int_equal(semctl(first.sem, 0, GETVAL), 0);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void
without_semaphores_it_goes_on(void **state)
{
	struct wait w;

	(void)state;
	no_semaphores = true;
	assert_int_equal(wait_open(&w, path, NULL), OK);
	assert_int_equal(w.sem, -1);
	assert_int_equal(wait_enter(&w, 5000, NULL, NULL), OK);
	assert_false(w.held);
	wait_leave(&w);
}

static void
each_file_has_its_own(void **state)
{
	struct wait w = opened(), same = opened(), other;
	struct fault f;

	(void)state;
	assert_int_equal(same.sem, w.sem);
	assert_int_equal(wait_open(&other, "/proc/self/exe", NULL), OK);
	assert_int_not_equal(other.key, w.key);
	semctl(other.sem, 0, IPC_RMID);
	assert_int_equal(wait_open(&other, "/nowhere/x.db", &f), ERR_IO);
}

/* ---- stopping a wait ---------------------------------------------------- */

static struct wait waiter;
static int cancel;

static void *
wake(void *u)
{
	(void)u;
	nap(80);
	__atomic_store_n(&cancel, 1, __ATOMIC_SEQ_CST);
	wait_wake(&waiter);
	return NULL;
}

static void
cancelled_within_a_second(void)
{
	pid_t pid = start(hold_for_ever, 0);
	msec since = clock_mono();
	pthread_t t;

	while (peek(&all->ready) < 1)
		nap(1);
	waiter = opened();
	cancel = 0;
	assert_int_equal(pthread_create(&t, NULL, wake, NULL), 0);
	assert_int_equal(wait_enter(&waiter, 15000, &cancel, NULL),
	    ERR_CANCELLED);
	assert_true(clock_mono() - since < 3000);
	assert_false(waiter.held);
	pthread_join(t, NULL);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void
a_cancel_ends_a_wait(void **state)
{
	(void)state;
	cancelled_within_a_second();
	wait_wake(&waiter); /* nobody waits: nothing happens */
}

static void
a_cancel_ends_a_wait_where_signals_are_blocked(void **state)
{
	sigset_t every, old, now;

	(void)state;
	sigfillset(&every);
	pthread_sigmask(SIG_BLOCK, &every, &old);
	cancelled_within_a_second();
	pthread_sigmask(SIG_SETMASK, &old, &now);
	assert_true(sigismember(&now, SIGURG));
}

#define EACH(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(first_come_is_first_served),
		EACH(many_start_on_a_new_file_at_once),
		EACH(everybody_gets_as_many_turns),
		EACH(removed_while_they_wait),
		EACH(a_killed_holder_gives_it_back),
		EACH(one_whose_maker_died_is_made_again),
		EACH(it_waits_no_longer_than_told),
		EACH(without_semaphores_it_goes_on),
		EACH(each_file_has_its_own),
		EACH(a_cancel_ends_a_wait),
		EACH(a_cancel_ends_a_wait_where_signals_are_blocked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
