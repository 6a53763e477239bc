/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_presence.c - who reads and who writes, as long as their console says
 * so, and no longer.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tickettest.h"

#include "core/presence.h"

#define SESSION(n) id_of("00000000-0000-7000-8000-0000000000" n)

/* Another console on the same database. */
static void
beside(struct world *w, struct world *other)
{
	(void)w;
	other->db = dbtest_more();
	core_init(&other->c, other->db, &dbtest_clock);
	act(other, LUIS, "luis", SCOPE_ALL);
}

static void
gone(struct world *other)
{
	core_done(&other->c);
	db_close(other->db);
}

static void
has(struct world *w, struct id session, struct id id, enum presence_mode mode)
{
	struct presence_thing t = { "ticket", id, mode };

	fine(w, presence_say(&w->c, session, &t, 1));
}

static struct presences
others(struct world *w, struct id session, struct id id)
{
	struct presences p;

	fine(w, presence_on(&w->c, &w->c.arena, session, &id, 1, &p));
	return p;
}

static void
each_sees_the_other(void **state)
{
	struct world *w = *state, luis;
	struct id t = id_make(1), mine = SESSION("01"), his = SESSION("02");
	struct presences p;
	bool rung;

	beside(w, &luis);
	has(w, mine, t, PRESENCE_SEES);
	assert_int_equal(others(w, mine, t).n, 0);
	p = others(&luis, his, t);
	assert_int_equal(p.n, 1);
	assert_string_equal(p.v[0].name.s, "Ana Soto");
	assert_int_equal(p.v[0].mode, PRESENCE_SEES);
	has(&luis, his, t, PRESENCE_WRITES);
	p = others(w, mine, t);
	assert_int_equal(p.n, 1);
	assert_string_equal(p.v[0].name.s, "Luis Peña");
	assert_int_equal(p.v[0].mode, PRESENCE_WRITES);
	/* Neither is in the log, nor does the other's bell ring on SQLite. */
	assert_int_equal(events(w), 0);
	if (!dbtest_postgres()) {
		assert_int_equal(db_bell(w->db, &rung), OK);
		assert_false(rung);
	}
	gone(&luis);
}

/* kill -9: nothing is said any more. */
static void
a_lease_ends_by_itself(void **state)
{
	struct world *w = *state, luis;
	struct id t = id_make(1), mine = SESSION("01"), his = SESSION("02");
	bool known = false;

	beside(w, &luis);
	has(&luis, his, t, PRESENCE_WRITES);
	later(PRESENCE_LEASE - SECONDS(1));
	assert_int_equal(others(w, mine, t).n, 1);
	fine(&luis, presence_beat(&luis.c, his, PRESENCE_BEAT, &known));
	assert_true(known);
	later(SECONDS(2));
	assert_int_equal(others(w, mine, t).n, 1);
	later(PRESENCE_LEASE);
	assert_int_equal(others(w, mine, t).n, 0);
	/* Swept by whoever says something much later, and told so. */
	later(2 * PRESENCE_LEASE);
	has(w, mine, t, PRESENCE_SEES);
	fine(&luis, presence_beat(&luis.c, his, PRESENCE_BEAT, &known));
	assert_false(known);
	gone(&luis);
}

/* Who rests beats seldom, and is there for as long as it said. */
static void
who_rests_is_there_longer(void **state)
{
	struct world *w = *state, luis;
	struct id t = id_make(1), mine = SESSION("01"), his = SESSION("02");
	struct presence_rows p;
	bool known = false;

	beside(w, &luis);
	has(&luis, his, t, PRESENCE_SEES);
	fine(&luis, presence_beat(&luis.c, his, PRESENCE_REST, &known));
	assert_true(known);
	fine(w, presence_list(&w->c, &w->c.arena, &p));
	assert_int_equal(p.n, 2);
	assert_int_equal(p.v[0].at.seen_at, clock_now(&dbtest_clock));
	later(PRESENCE_REST);
	assert_int_equal(others(w, mine, t).n, 1);
	later(PRESENCE_LEASE);
	assert_int_equal(others(w, mine, t).n, 0);
	gone(&luis);
}

/* Luis at a console of his own process, who looks at `t` and rests. */
static pid_t
another_process(struct world *w, struct id t, struct id session)
{
	struct world luis;
	bool known;
	int told[2];
	char byte = 0;
	pid_t pid;

	assert_int_equal(pipe(told), 0);
	if ((pid = fork()) == 0) {
		beside(w, &luis);
		has(&luis, session, t, PRESENCE_SEES);
		fine(&luis,
		    presence_beat(&luis.c, session, PRESENCE_REST, &known));
		(void)!write(told[1], &byte, 1);
		for (;;)
			pause();
	}
	assert_int_equal(read(told[0], &byte, 1), 1);
	close(told[0]);
	close(told[1]);
	return pid;
}

/* Killed while it rests: nobody waits for the lease that it said. */
static void
who_is_killed_is_gone_at_once(void **state)
{
	struct world *w = *state;
	struct id t = id_make(1), mine = SESSION("01"), his = SESSION("02");
	pid_t pid = another_process(w, t, his);
	struct presence_rows p;
	size_t n;

	later(PRESENCE_REST - SECONDS(1));
	assert_int_equal(others(w, mine, t).n, 1);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	for (int i = 0; i < 5000; i++) /* a server's own process ends, too */
		if ((n = others(w, mine, t).n) == 0)
			break;
	assert_int_equal(n, 0);
	fine(w, presence_list(&w->c, &w->c.arena, &p));
	assert_int_equal(p.n, 0);
}

static void
what_is_left_is_let_go(void **state)
{
	struct world *w = *state;
	struct id t = id_make(1), u = id_make(2), mine = SESSION("01");
	struct presences p;
	msec began = clock_now(&dbtest_clock);

	has(w, mine, t, PRESENCE_WRITES);
	later(SECONDS(10));
	has(w, mine, t, PRESENCE_WRITES);
	p = others(w, ID_NONE, t);
	assert_int_equal(p.n, 1);
	assert_int_equal(p.v[0].since_at, began); /* still the same writing */
	has(w, mine, u, PRESENCE_SEES);
	assert_int_equal(others(w, ID_NONE, t).n, 0);
	assert_int_equal(others(w, ID_NONE, u).n, 1);
	fine(w, presence_leave(&w->c, mine));
	assert_int_equal(others(w, ID_NONE, u).n, 0);
}

/* Back after a crash, one meets no stranger of one's own name. */
static void
oneself_is_nobody_else(void **state)
{
	struct world *w = *state;
	struct id t = id_make(1), mine = SESSION("01"), dead = SESSION("02");

	has(w, dead, t, PRESENCE_SEES);
	assert_int_equal(others(w, mine, t).n, 0);
	has(w, dead, t, PRESENCE_HOLDS);
	assert_int_equal(others(w, mine, t).n, 0);
	assert_int_equal(others(w, ID_NONE, t).n, 1);
	/* At two consoles that live: the other writes here. */
	has(w, dead, t, PRESENCE_WRITES);
	assert_int_equal(others(w, mine, t).n, 1);
	later(PRESENCE_BEAT + SECONDS(6));
	assert_int_equal(others(w, mine, t).n, 0);
	assert_int_equal(others(w, ID_NONE, t).n, 1);
}

/* Whoever wrote first is told first. */
static void
the_first_writer_is_first(void **state)
{
	struct world *w = *state, luis;
	struct id t = id_make(1), mine = SESSION("09"), his = SESSION("02");
	struct presences p;

	beside(w, &luis);
	has(w, mine, t, PRESENCE_WRITES);
	later(SECONDS(5));
	has(&luis, his, t, PRESENCE_WRITES);
	has(&luis, SESSION("01"), t, PRESENCE_SEES);
	p = others(w, ID_NONE, t);
	assert_int_equal(p.n, 3);
	assert_string_equal(p.v[0].name.s, "Ana Soto");
	assert_int_equal(p.v[2].mode, PRESENCE_SEES);
	gone(&luis);
}

static void
consoles_are_listed(void **state)
{
	struct world *w = *state;
	struct presence_rows p;

	has(w, SESSION("01"), id_make(1), PRESENCE_SEES);
	fine(w, presence_list(&w->c, &w->c.arena, &p));
	assert_int_equal(p.n, 2);
	assert_string_equal(p.v[0].login.s, "ana");
	assert_int_equal(p.v[0].at.mode, PRESENCE_HERE);
	w->c.me.id = ID_NONE;
	refused(w, presence_say(&w->c, SESSION("02"), NULL, 0), ERR_DENIED,
	    "signed in");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_sees_the_other),
		TEST(a_lease_ends_by_itself),
		TEST(who_rests_is_there_longer),
		TEST(who_is_killed_is_gone_at_once),
		TEST(what_is_left_is_let_go),
		TEST(oneself_is_nobody_else),
		TEST(the_first_writer_is_first),
		TEST(consoles_are_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
