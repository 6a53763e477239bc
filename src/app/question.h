/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * question.h - a question nobody could foresee: a conflict, a dead database, a
 * paste where nothing is typed.
 *
 * It takes no key typed before it was drawn. The keys behind it wait, are
 * shown, and go on after the answer; Esc answers 0 and drops them. An answer
 * is the number of a choice; Enter is none, so that no habit answers it.
 */
#ifndef APP_QUESTION_H
#define APP_QUESTION_H

#include "base/id.h"
#include "ui/key.h"
#include "ui/pane.h"

#define QUESTIONS	 4 /* that wait for each other */
#define QUESTION_CHOICES 4
#define QUESTION_READ	 250 /* ms: nobody reads one in less */

struct app;

struct question {
	char text[240];
	char choices[QUESTION_CHOICES][64];
	size_t n;
	/* choice 1..n, or 0 for Esc; `about` is freed afterwards. */
	void (*answer)(struct app *, int choice, struct str about);
	struct str about; /* the asker's own, heap */
	msec drawn;	  /* monotonic; 0 not yet */
};

struct questions {
	struct question v[QUESTIONS];
	size_t n;
};

/* `choices` ends with NULL, each translated; `about` is copied. When too many
 * wait already the answer is 0 at once. */
void question_ask(struct app *, const char *text, const char *const *choices,
    void (*answer)(struct app *, int choice, struct str about),
    struct str about);
bool question_open(const struct app *);
/* The one that would be answered so is asked no more: things went on without
 * an answer. False: there is none. */
bool question_end(struct app *,
    void (*answer)(struct app *, int choice, struct str about));
/* True: the key was the answer. False: it waits behind the question. */
bool question_key(struct app *, const struct key *);
/* In this row and, when it is long, the one above; says how many it took. */
int question_draw(struct app *, const struct pane *, int row);
/* What a screen asks: SAY_CHOICE (screen.h). */
void app_choose(struct app *, struct str);
void question_done(struct app *);

#endif
