/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * park.h - nothing typed is lost: where the person is and what they typed goes
 * to the journal and to the database within a second of a key, to the database
 * also at each step and when the terminal goes; signing in brings the newer
 * back.
 */
#ifndef APP_PARK_H
#define APP_PARK_H

#include "app/draft.h"
#include "app/journal.h"

struct app;
struct view;

/* ms after the first key that is not there yet */
#define PARK_WRITE 400 /* to the journal */
#define PARK_STORE 900 /* to the database */

/* Among the forms that were left: the note of a contact, which has no screen of
 * its own. */
#define PARK_NOTE STR("note of a contact")

/* A form that was left half-written. */
struct left_form {
	const char *screen; /* its def's */
	struct id id;
	char *typed; /* heap */
};

struct park {
	struct journal *journal; /* NULL: none could be had */
	bool on;		 /* somebody signed in */
	msec at;		 /* of the last draft: each is later */
	msec first, unstored; /* monotonic: the first key since it was written,
			       * stored */
	bool step, storing;
	struct buf written; /* as told to the journal last, but for when */
	struct buf stored;  /* the same, in the database */
	struct left_form forms[DRAFT_FORMS];
	size_t nforms;
};

/* A key was played; `step`: to the database with the next. */
void park_touch(struct app *, bool step);
/* What is due by now; and when the next is (ms), or -1. */
void park_run(struct app *, msec mono);
msec park_wait(const struct app *, msec mono);
/* Where the person is and what they typed, as it is now; its text lives in the
 * arena. */
void park_take(struct app *, struct arena *, struct draft *);
/* To the journal, at once: the terminal is gone. */
void park_now(struct app *);
/* To the database, behind what is under way there. */
void park_send(struct app *);
/* The screens and what was typed in them that concern the contact in progress
 * or its customer, as a draft: to go with it. Nothing: appends nothing. */
void park_desk(struct app *, struct buf *);
/* They leave in order: nothing is brought back but what is half-written. */
void park_leave(struct app *);
void park_done(struct app *);

/* Signed in: the journal of this person, and the draft the database had ("" is
 * none), or an earlier console's; opens what was open. `key` names the person
 * and the database. False: there was nothing, open the first screen. */
bool park_open(struct app *, struct str key, struct str stored);

/* What was left half-written, for the signs of what is drawn next (left.h). */
void park_show(const struct app *);
/* A screen is left half-written: keep it. True when there was anything. */
bool park_keep(struct app *, const struct view *);
/* Is such a form left? */
bool park_has(const struct app *, const char *screen, struct id);
/* What was typed in it, as its screen wrote it; NULL: it is not left. */
const char *park_typed(const struct app *, const char *screen, struct id);
/* ... and as it was when this was taken of it. */
bool park_same(const struct app *, const struct draft_view *);
/* Is this what is typed in a screen that is open? */
bool park_reads(struct view *, struct str typed);
/* A form that a colleague left lies here now, for who opens it. */
void park_lay(struct app *, const struct draft_view *);
/* It was sent: nothing is to be kept of it. */
void park_sent(struct app *, const char *screen, struct id);
/* It is opened again: its text comes back. */
void park_give(struct app *, struct view *);

#endif
