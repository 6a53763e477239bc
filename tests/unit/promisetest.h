/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promisetest.h - calendars and policies for the tests of promises, and what
 * they look at.
 */
#ifndef PROMISETEST_H
#define PROMISETEST_H

#include "tickettest.h"

#include "base/secret.h"
#include "core/escalation.h"
#include "core/rebuild.h"

/* Madrid, Mon-Fri 09-18, as SLA.md's OFF; and every day round the clock. */
#define OFF  "[calendar off]\nzone = Europe/Madrid\nmon-fri = 09:00-18:00\n"
#define FULL "[calendar full]\nzone = Europe/Madrid\nmon-sun = 00:00-24:00\n"

#define USUAL                                                                  \
	"[policy usual]\n"                                                     \
	"calendar = off\n"                                                     \
	"first_response = 60m\n"                                               \
	"next_response = 120m\n"                                               \
	"periodic_update = 1bd same_time\n"                                    \
	"resolution = 600m\n"                                                  \
	"statutory = 10bd end_of_day\n"                                        \
	"calendar.statutory = full\n"

/* An id of that instant, also when clocks of other tests were ahead. */
static inline struct id
id_then(msec at)
{
	struct id id = id_make(at);
	char head[16];

	snprintf(head, sizeof(head), "%012llx", (unsigned long long)at);
	memcpy(id.s, head, 8);
	memcpy(id.s + 9, head + 8, 4);
	return id;
}

/* Applied when the test's clock shows so. */
static inline void
apply_from(struct world *w, const char *kind, const char *name,
    const char *text, msec from)
{
	struct arena a = { 0 };
	char hash[SHA256_HEX];
	struct sha256 h;
	msec now = clock_now(&dbtest_clock);

	sha256_start(&h);
	sha256_add(&h, text, strlen(text));
	sha256_end(&h, hash);
	dbtest_do(w->db,
	    str_printf(&a,
		"INSERT INTO setup_version (id, kind, name, text, hash,"
		" valid_from) VALUES ('%s', '%s', '%s', '%s', '%s', %lld);",
		id_then(now).s, kind, name, text, hash, (long long)from)
		.s);
	arena_done(&a);
}

static inline void
apply(struct world *w, const char *kind, const char *name, const char *text)
{
	apply_from(w, kind, name, text, clock_now(&dbtest_clock));
}

static inline void
at(const char *iso)
{
	struct fault f;

	assert_int_equal(clock_parse(str_of(iso), &dbtest_clock.fixed, &f), OK);
}

static inline void
promises(struct world *w)
{
	at("2026-01-01T00:00:00Z");
	apply(w, "calendar", "off", OFF);
	apply(w, "calendar", "full", FULL);
	apply(w, "policy", "usual", USUAL);
}

/* One clock of a ticket: its last round. */
static inline struct clock_row
clock_now_of(struct world *w, struct id ticket, const char *kind)
{
	struct rows_clock_of rows;
	struct clock_row r = { .round = 0 };

	assert_int_equal(q_clock_of(w->db, &w->c.arena, ticket, &rows), OK);
	for (size_t i = 0; i < rows.n; i++)
		if (str_is(rows.v[i].kind, kind) && rows.v[i].round > r.round)
			clock_of_row(&r, &rows.v[i]);
	return r;
}

static inline const char *
iso(msec at)
{
	static char text[8][CLOCK_ISO];
	static int i;

	return clock_iso(at, text[i++ % 8]);
}

/* As if it had come by a load: what it was until now has no events. */
static inline void
forget_events(struct world *w, struct id ticket)
{
	struct arena a = { 0 };

	if (dbtest_postgres())
		dbtest_do(w->db, "SET session_replication_role = replica");
	dbtest_do(w->db,
	    str_printf(&a,
		"UPDATE event_log SET entity = 'gone'"
		" WHERE entity = 'ticket' AND entity_id = '%s'",
		ticket.s)
		.s);
	if (dbtest_postgres())
		dbtest_do(w->db, "SET session_replication_role = origin");
	arena_done(&a);
}

/* Every clock is what its events make of it. */
static inline void
same_again(struct world *w)
{
	struct rebuild r;

	fine(w, promise_rebuild(&w->c, ID_NONE, true, NULL, NULL, &r));
	if (r.differ > 0)
		fail_msg("T-%lld %s (%lld differ)", (long long)r.first,
		    r.what.s, (long long)r.differ);
}

#endif
