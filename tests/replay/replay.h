/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay.h - a log of another program lived again: each of its rows becomes a
 * step, and a step is brought about by the moves that people here would make.
 *
 * A log is read by its own file (uci.c, helpdesk.c, volvo.c) into cases and
 * steps; run.c lives them through in the order of time, with a clock that
 * stands where each row says; figures.c asks the program what came of it. What
 * those answers should be is worked out again, from the file alone, by
 * expect.py.
 */
#ifndef TESTS_REPLAY_H
#define TESTS_REPLAY_H

#include "../bench/desk.h"
#include "core/ticket.h"

/* A word of the log (a team, a person, a customer, a kind) and what it is
 * here. */
struct word {
	struct str text; /* as in the log */
	struct str code; /* "team-12" */
	struct id id;	 /* of an agent or customer */
	struct word *next;
};
struct words {
	const char *prefix;
	struct word **v; /* in the order of their coming */
	size_t n, cap;
	struct word *table[4096];
};
/* The word, made when it is new; NULL for an empty text. */
struct word *word_of(struct arena *, struct words *, struct str);

enum holder_state { AT_HOME, SENT, ACCEPTED };

/* One ticket of the log, and how it is here just now. */
struct kase {
	struct str name;
	struct word *customer, *type, *home;
	struct word *lent;	 /* kept when done: for when it goes on */
	const struct word *late; /* changed after it was done */
	struct id id;
	const char *state;
	const struct word *owner;
	enum holder_state leg;
	int64_t priority;
	struct str verdict, reassigned; /* told when it is done; or "" */
};

/* What a row says the ticket is from then on. */
struct step {
	size_t kase;
	size_t line;	   /* of the file */
	size_t n;	   /* keeps rows of one instant in the log's order */
	msec at;	   /* what the clock shows */
	msec happened;	   /* earlier than that, or 0 */
	const char *state; /* or "queued": nobody works on it; NULL: as it is */
	struct word *team; /* NULL: as it is */
	struct word *owner;
	int64_t priority; /* 0: as it is */
	bool escalates;
	bool again; /* resolved, though it is: it was opened in between */
};

struct replay {
	struct desk desk;
	struct arena arena;
	struct words teams, people, customers, types;
	VEC(struct kase) cases;
	VEC(struct step) steps;
	const msec *marks; /* instants at which `mark` is asked, ascending */
	size_t nmarks;
	void (*mark)(struct replay *, msec at);
	/* what was done */
	int64_t writes, notes, sent, transferred, completed, resent, late,
	    reopened, parked, escalated;
};

/* ---- the logs ------------------------------------------------------------- */

/* A row of the file by the places of its columns. */
typedef void log_row_fn(struct replay *, const struct str *v, size_t line);
void read_log(struct replay *, const char *path, size_t ncols, log_row_fn *);
/* The case of that name, made when it is new: *first says so. */
size_t case_of(struct replay *, struct str name, bool *first);
struct step *add_step(struct replay *, size_t kase, size_t line, msec at);
/* A clock never goes back, whatever a log says of one of its rows. */
void in_order(struct replay *);
/* Reads "2016-02-29 01:16:00.000" and the like by its six numbers, in this
 * order of them: "YMDhms", "DMYhm". */
msec read_at(struct str, const char *order);

void read_uci(struct replay *, const char *path);
void read_helpdesk(struct replay *, const char *path);
void read_volvo(struct replay *, const char *path);

/* ---- living them through ------------------------------------------------------ */

/* A new centre with the log's teams, people, customers and kinds, and the
 * promises of the folder `setup`. */
void found_centre(struct replay *, const char *url, const char *setup);
void live(struct replay *);

/* ---- what came of it: lines of "NAME VALUE" ----------------------------------- */

/* What was done, what stands in the lists, and that log and clocks are whole. */
void tell_counts(struct replay *);
void tell_lists(struct replay *);
void tell_legs(struct replay *);
void tell_whole(struct replay *);
/* The source's verdict, as it stands with the tickets. */
void tell_verdict(struct replay *);
/* How many are open at an instant, by the list and by the board. */
void mark_open(struct replay *, msec at);
/* A line for each case: its clock, its holders. */
void tell_clocks(struct replay *);
void tell_holders(struct replay *);

#endif
