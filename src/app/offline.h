/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * offline.h - writes in their order, each with its op, until the database has
 * answered; and what happens while it does not.
 *
 * Every write of a person's work goes through here: it is noted in the journal
 * before it is sent, and struck out when it was answered. When the database
 * fails it is asked whether it lives. If it does, the write is sent again, with
 * the same op, so that it is done once. If not, or if its disk is full, the
 * writes wait, those said meanwhile behind them, and all are sent by themselves
 * when it is back; each counts from when it was typed, where it may.
 */
#ifndef APP_OFFLINE_H
#define APP_OFFLINE_H

#include "app/journal.h"
#include "base/clock.h"
#include "ui/pane.h"

struct app;

enum link {
	LINK_UP,
	LINK_DOUBT, /* something failed: asked whether it lives */
	LINK_READS, /* its disk takes nothing: it is read, writes wait */
	LINK_DOWN,
};

struct pending {
	struct id op;
	msec at;	   /* when it was said */
	char *words;	   /* whole, with the op; heap */
	const char *name;  /* the command's */
	struct id subject; /* the screen's thing it was said on */
	bool shown;	   /* somebody waits for its answer */
	bool late;	   /* it waited: it counts from `at` (late.h) */
	int tries;
};

struct offline {
	enum link link;
	bool asking;	  /* the probe is on its way */
	msec since;	  /* UTC, when it was lost */
	struct fault why; /* a disk that fails; else its code is OK */
	msec retry_at;	  /* monotonic; 0: none */
	msec pause;
	struct pending *v; /* heap, in order */
	size_t n, cap;
	bool sending;	      /* the first is on its way */
	size_t done, refused; /* since it was back */
	bool back;	      /* what waited is being sent */
};

/* Takes a write: `words` are whole but for the op. */
void offline_post(struct app *, const char *name, struct str words,
    struct id op);
/* One that the journal says had no answer. */
void offline_again(struct app *, const struct journal_write *);
/* The first was answered: OK, or refused for good. */
void offline_answered(struct app *, bool refused);
/* The first was answered in part: it goes on with these words, of the same op,
 * behind what others wrote meanwhile; nobody waits for it. The journal has it
 * as it was said until the last of it is answered. */
void offline_goes_on(struct app *, struct str words);
/* The first failed as a dead database does: it stays. */
void offline_failed(struct app *, const struct fault *, msec took);
/* Do writes wait now, without an answer? */
bool offline_keeps(const struct app *);
/* Does this fault say that the database may be gone? */
bool offline_is(const struct fault *);
/* A read failed: find out, if it may be gone. */
void offline_trouble(struct app *, const struct fault *);
/* Ask now (Ctrl-R). */
void offline_retry(struct app *);

void offline_run(struct app *, msec mono);
msec offline_wait(const struct app *, msec mono);
/* pending.c. The banner, in the first rows of the body: how many it took. */
int offline_draw(struct app *, const struct pane *);
/* ":pending": what waits, as text. */
void offline_list(struct app *, struct str);
/* What waits is another: the pages that list it tell so. */
void offline_relist(struct app *);
void offline_done(struct app *);

#endif
