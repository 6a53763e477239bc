/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board.h - the figures of supervisors, and the rows behind each of them.
 *
 * All are counted through the scope of whoever looks: a number is as large as
 * the list that it opens. A figure is opened with the very question that it
 * answers (struct board_ask), counted from the instant it was drawn at, so
 * that the list does not depend on how fast somebody is.
 */
#ifndef CORE_BOARD_H
#define CORE_BOARD_H

#include "core/state.h"
#include "core/ticket.h"

/* A key for rows that have no id, made of their code. */
struct id board_key(struct str code);

/* ---- promises: MAY_TICKET_READ ------------------------------------------ */

#define BOARD_HOURS 6
enum board_cell {
	BOARD_LATE, /* due before now */
	BOARD_HOUR, /* this hour, and those after it */
	BOARD_TODAY = BOARD_HOUR + BOARD_HOURS, /* until midnight */
	BOARD_TOMORROW,
	BOARD_AFTER, /* the day after tomorrow */
	BOARD_LATER,
	BOARD_PAUSED, /* stands still: due nobody knows when */
	BOARD_NONE,   /* nothing is promised */
	BOARD_CELLS,
	BOARD_SOON = BOARD_CELLS, /* due within an hour: of several cells */
	BOARD_OVER,		  /* parked beyond the end that was said */
	BOARD_ANY,
};
/* "late", "hour", "hour+1" …, "today", "tomorrow", "after", "later", "paused",
 * "none", "soon", "over", "any"; BOARD_ANY + 1 when there is none. */
struct str board_cell_name(struct arena *, int cell);
int board_cell_find(struct str);

/* Where the cells begin, as seen from `at` in a zone. `edge[i]` is the least
 * rank of cell i; ranks are those of clock_row.h, instants for what runs. */
struct board_edges {
	msec at;
	int64_t edge[BOARD_CELLS + 1];
	int hour; /* local, of the first BOARD_HOUR cell: 0..23 */
	int wday; /* of today, 0 is Sunday */
};
struct board_edges board_edges(struct str zone, msec at);

/* One team ("" with an empty code: tickets of no team). `key` is made of the
 * code, for lists that follow an id. */
struct board_promise {
	struct id key;
	struct str team, name;
	int64_t cell[BOARD_CELLS];
	int64_t sum, soon, over;
};
struct board_promises {
	struct board_edges edges;
	struct board_promise *v; /* the most late on top, then by soon, sum */
	size_t n;
	struct board_promise all; /* the sums of all rows */
};
MUST_CHECK enum err board_promises(struct core *, struct arena *,
    struct board_promises *);

/* ---- work: MAY_TICKET_READ ---------------------------------------------- */

#define BOARD_STATES 6 /* new open pending-customer -third-party scheduled … */
#define BOARD_AGES   5 /* under a day, 3, 7, 30 days, and beyond */
extern const char *const board_states[BOARD_STATES];
extern const char *const board_ages[BOARD_AGES]; /* "1d" … "old" */
/* What is of the ages 1..`age` was made at `at` minus this or after. */
msec board_age_edge(msec at, int age);

struct board_work {
	struct id key;
	bool by_person;	 /* else by team */
	struct str team; /* its code; of a person: "" */
	struct id owner; /* by_person; none: nobody has them */
	struct str name;
	int64_t state[BOARD_STATES], age[BOARD_AGES], sum;
};
struct board_works {
	msec at;
	struct board_work *v; /* the most on top */
	size_t n;
	struct board_work all;
};
MUST_CHECK enum err board_work(struct core *, struct arena *, bool by_person,
    struct board_works *);

/* ---- the tickets behind a number: MAY_TICKET_READ ----------------------- */

struct board_ask {
	bool one_team; /* that of `team`, "" is none */
	struct str team;
	bool one_owner; /* that of `owner`, none is nobody */
	struct id owner;
	struct str state;  /* empty: any */
	int cell;	   /* BOARD_ANY: whenever it is due */
	int age;	   /* 1..BOARD_AGES: that age; 0: any */
	struct str honest; /* one of board_honesty's figures, by its name, and
			    * nothing of the above; or empty */
	msec at;	   /* counted from here; 0: now */
	int64_t limit;	   /* 0: 500; most 2000 */
};
/* The most urgent first. *whole (may be NULL) tells whether that is all. */
MUST_CHECK enum err board_tickets(struct core *, struct arena *,
    const struct board_ask *, struct rows_ticket_rows *, bool *whole);

/* ---- honesty: MAY_TICKET_READ ------------------------------------------- */

#define BOARD_HONEST_DAYS 30
/*
 * Are the figures true? Of the promises to resolve that ended within the last
 * 30 days, and those that are late and open still. `thanks`: met, and more
 * than the target would have been used had it never stood still. `tenth`: a
 * pause began with nine tenths used. `flips`: paused three times or more.
 * `changed`: missed only because the promise was changed.
 */
struct board_honesty {
	msec at, since;
	struct row_board_honesty v; /* done kept late thanks tenth flips … */
};
MUST_CHECK enum err board_honesty(struct core *, struct arena *,
    struct board_honesty *);
/* How many promises count: those that ended, and those that are late and open
 * still, which count as missed. Tenths of a percent that were met, to the
 * nearest; 0 when none counts. */
int64_t board_counted(const struct row_board_honesty *);
int64_t board_met(const struct row_board_honesty *);
/* "done", "kept", "missed", "late-open", "thanks", "tenth", "flips",
 * "changed": what struct board_ask.honest may be. */
extern const char *const board_honest[];
extern const size_t nboard_honest;

/* Who had what was open, and for how long, in the last 30 days. The shares, in
 * tenths of a percent, add up to 1000 (when there is anything). */
struct board_holder {
	struct id key;
	struct str holder; /* a team's code, an agent's id, "customer" … */
	struct str name;   /* of a team or person; else "" */
	bool person;
	msec ms;
	int64_t share;
};
struct board_holders {
	msec at, since, sum;
	struct board_holder *v; /* the longest on top */
	size_t n;
};
MUST_CHECK enum err board_holders(struct core *, struct arena *,
    struct board_holders *);

/* ---- people: MAY_AGENT_READ --------------------------------------------- */

enum board_limit { BOARD_FINE, BOARD_NEAR, BOARD_BEYOND };

struct board_person {
	struct id key; /* the agent */
	struct row_state_list who;
	enum board_limit limit; /* of the time in that state */
	msec most;		/* how long it may last; 0: no limit */
	/* What is in hand, as far as one may see it; contact none: nothing. */
	struct row_board_contacts contact;
	int64_t in_hand; /* how many contacts */
	msec here_at;	 /* at a console since; 0: at none */
	msec gone_at;	 /* the console that held a contact was last heard */
	int64_t today, ended;
	msec talk_mean; /* of those that ended today */
	msec worked;	/* today, on tickets in sight (spent.h) */
};
struct board_people {
	msec at, from;		/* `from`: midnight of whoever looks */
	struct board_person *v; /* beyond their limit on top, then by state */
	size_t n;
	int64_t ready, busy, wrap, paused, offline;
};
/* Of a team, or with "" of everybody in sight. */
MUST_CHECK enum err board_people(struct core *, struct arena *, struct str team,
    struct board_people *);

#endif
