/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo.h - a centre to try things on: a Chilean seller of cars, motorcycles,
 * power products and spare parts, with its branches, staff, customers,
 * contacts and tickets.
 *
 * Everything comes from the seed and from `now`. Two loads with the same seed
 * on the same day agree row for row, ids included, on everything that happened
 * before that day; begun within the same ten minutes they agree wholly. The
 * passwords alone come from the system's randomness.
 */
#ifndef CORE_DEMO_H
#define CORE_DEMO_H

#include "base/vec.h"
#include "core/core.h"

enum demo_size { DEMO_SMALL, DEMO_MEDIUM, DEMO_LARGE, DEMO_SIZES };

struct demo_options {
	int size; /* DEMO_… */
	uint64_t seed;
	/* May be NULL. Called between transactions; `what` is translated. */
	void (*progress)(void *u, const char *what, int64_t done,
	    int64_t total);
	void *u;
};

struct demo_sign_in {
	struct str login, password, role;
	struct str sql; /* for whoever may make roles; or empty */
};

/* What was made, in the caller's arena. */
struct demo_result {
	VEC(struct demo_sign_in) sign_ins;
	int64_t branches, agents, customers, interactions, tickets;
};

/* "small", "medium", "large"; DEMO_SIZES when there is none. */
int demo_size(struct str name);

/*
 * Fill a database that is migrated and has its roles, and in which nobody
 * works yet. The acting person is an administrator (it needs setup.edit).
 *
 * Written in transactions of some thousand rows with bounded memory; each
 * phase ends with one event that holds its count and digest. A demo that was
 * interrupted cannot be resumed: start again with an empty database.
 *
 * ERR_DENIED; ERR_CONFLICT when there are customers or a demo already; and
 * what the database says.
 */
MUST_CHECK enum err demo_make(struct core *, struct arena *,
    const struct demo_options *, struct demo_result *);

/* ---- guides ------------------------------------------------------------- */

/*
 * Service scripts that were gone through in contacts of the demo's past: what
 * the conversations were is the caller's, who can read scripts; here they
 * become rows, all in one transaction with one event. setup.edit.
 */
struct demo_visit {
	struct str step, move, key; /* how it was left, as script_go() */
	struct str body;	    /* the state in which it was entered */
	int64_t prior;
	msec at, left_at;
};
struct demo_answer {
	struct str field, value;
};
struct demo_said {
	struct str survey, question, kind, value;
};
struct demo_run {
	struct id contact, script, agent;
	struct str lang, state, outcome;
	struct str campaign; /* that the contact was of; or "" */
	VEC(struct demo_visit) visits;
	VEC(struct demo_answer) answers;
	VEC(struct demo_said) said; /* what a survey asked */
};
struct demo_runs {
	struct demo_run *v;
	size_t n, cap;
};
struct rows_demo_guided;
/* One contact of so many that were closed since then, newest first. */
MUST_CHECK enum err demo_guided(struct core *, struct arena *, msec since,
    int64_t every, struct rows_demo_guided *);
MUST_CHECK enum err demo_guides(struct core *, uint64_t seed,
    const struct demo_runs *);

#endif
