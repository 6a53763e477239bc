/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * after.h - a command as a job, and what comes of it.
 */
#ifndef APP_AFTER_H
#define APP_AFTER_H

#include "app/app.h"

struct say_job {
	struct job job;
	struct app *app;
	const struct cmd_def *def;
	struct args args; /* point into the job's own arena */
	struct reply reply;
	struct str whole; /* the words, with their subject */
	struct id made;	  /* the entity a write was about */
	int64_t event;	  /* its number */
	struct id still;  /* the contact they are in when this one ended */
	bool ends;	  /* a contact ended */
	bool undoes;	  /* u would take it back */
	msec within;	  /* ... so long; 0: no limit to tell */
	bool changes;	  /* a change: what was undone before stays so */
	bool moves;
	bool queued; /* the first of the queue */
	msec said;   /* when, if it waited; else 0 */
	bool shown;  /* somebody waits for it */
};

/* The job's done(): on the loop, the job is freed. */
void after_said(struct job *);

#endif
