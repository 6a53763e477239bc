/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * play.h - plays a file of keys against the real program and looks at its
 * screen. play.c reads the file, words.c does what its words say, picture.c
 * draws a screen as SVG; README.md tells the words.
 */
#ifndef TESTS_PLAY_H
#define TESTS_PLAY_H

#include "../vt.h"
#include "base/arena.h"

#define PLAY_MS	   30000 /* how long a text may take to come */
#define PLAY_DESKS 4	 /* terminals open at once */

/* Another terminal, while it is not the one that is played. */
struct play_desk {
	char name[32];
	struct vt *vt;
};

struct play_var {
	char name[32];
	char value[200];
};

struct play {
	const char *file;     /* the play, for faults */
	const char *pictures; /* folder for SVG pictures, or NULL */
	const char *db;	      /* the centre to play in, as it is; or NULL */
	bool tour;	      /* tell each step and show its screens */
	bool write;	      /* golden screens are written, not compared */

	int rows, columns;
	char lang[8], theme[8];
	char folder[256], program[4096];
	char as[64]; /* who opened the console */
	struct vt *vt;
	struct play_desk desks[PLAY_DESKS];
	int desk; /* whose terminal `vt` is */
	char term[32];
	struct play_var vars[32];
	size_t nvars;

	size_t keys, bytes; /* since `count` was last asked */
	int line;
	char title[200];
	bool open, failed; /* a step is under way; and went wrong */
	bool differs;	   /* a golden screen does; the step goes on */
	unsigned steps, passed, lost;
};

/* Does what a line says; false with the reason in *why. */
bool play_words(struct play *, char *line, struct buf *why);
void play_close(struct play *);
/* ... and every other desk's. */
void play_close_all(struct play *);
/* One key, by its name or its letter. */
void play_press(struct play *, const char *key);
void play_set(struct play *, const char *name, const char *value);
const char *play_get(const struct play *, const char *name);
/* The screen as text; with `looks`, its attributes below it. */
void play_screen(struct play *, bool looks, struct buf *);
/* The screen as SVG. */
void play_picture(struct play *, struct buf *);

/* ---- measure.c: what a benchmark asks ----------------------------------- */

bool measure_keys(struct play *, char *rest, struct buf *why);
bool measure_program(struct play *, char *rest, struct buf *why);
bool measure_start(struct play *, char *rest, struct buf *why);
bool measure_memory(struct play *, char *rest, struct buf *why);
bool measure_answer(struct play *, char *rest, struct buf *why);
bool measure_idle(struct play *, char *rest, struct buf *why);
bool measure_bytes(struct play *, char *rest, struct buf *why);

#endif
