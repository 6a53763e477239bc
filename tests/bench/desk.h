/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * desk.h - a place to work at, for the programs that are measured and killed: a
 * connection of its own and the administrator in front of it. What fails ends
 * the program.
 */
#ifndef TESTS_BENCH_DESK_H
#define TESTS_BENCH_DESK_H

#include "core/agent.h"

struct desk {
	struct db *db;
	struct core core;
	struct clock clock;
};

static inline void
must(struct desk *d, enum err rc, const char *what)
{
	if (rc == OK)
		return;
	fprintf(stderr, "%s: %s (%s)\n", what, d->core.fault.text,
	    err_name(rc));
	exit(1);
}

static inline void
sit_down_with(struct desk *d, const char *url, struct db_options o)
{
	struct fault f = { .code = OK };

	o.clock = &d->clock;
	d->clock = clock_system();
	if (db_open(&d->db, url, &o, &f) != OK) {
		fprintf(stderr, "%s: %s\n", url, f.text);
		exit(1);
	}
	core_init(&d->core, d->db, &d->clock);
}

static inline void
sit_down(struct desk *d, const char *url, bool create)
{
	sit_down_with(d, url, (struct db_options){ .create = create });
}

static inline void
act(struct desk *d)
{
	must(d,
	    db_engine(d->db) == ENGINE_SQLITE
		? agent_enter(&d->core, STR("admin"))
		: agent_enter_role(&d->core),
	    "enter");
}

#endif
