/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reader.h - what the files that read the `.call` language share: one line and
 * where it is, and the words of it.
 */
#ifndef SCRIPT_READER_H
#define SCRIPT_READER_H

#include "script/script.h"

struct reader {
	struct script *script;
	struct script_problems *problems;
	struct arena *arena; /* the script's */
	struct str file;
	int line;
	const char *begin; /* of the line */
	struct str rest;   /* after the verb; within the line */
	const char *verb_at;
	int part; /* SCRIPT_NONE before the first `script` line */
	int step; /* SCRIPT_NONE in a part's head */
	int fors; /* `for` lines so far */
	/* Conditions are read once all fields are known. */
	struct {
		struct reader_guard *v;
		size_t n, cap;
	} guards;
};

struct reader_guard {
	struct str source;
	struct script_at at;
	int step;
	bool option; /* of an option, or of a `when` */
	size_t i;
};

/* Where `s`, somewhere in the line, stands. */
struct script_at reader_at(const struct reader *, const char *s);
/* Cuts blanks off both ends, by moving within the line. */
struct str reader_trim(struct str);
/* The next word of *rest, which moves on. */
struct str reader_word(struct str *rest);
/* A name: a-z, 0-9, '-', at most 40, a letter first; told when it is none. */
bool reader_name(struct reader *, struct str, const char *what);
/* " -> STEP" at the end is cut off and put into *to; false: there is none. */
bool reader_arrow(struct reader *, struct str *text, struct script_to *to);
struct script_words reader_words(struct reader *, struct str text);

/* The part and the step that lines go to now; there must be one. */
struct script_part *reader_part(struct reader *);
struct script_step *reader_step(struct reader *);

/* Is nothing behind the verb? Then it was told. */
bool reader_missing(struct reader *);

/* The first words of lines; their tables end with a NULL name. */
struct reader_verb {
	const char *name;
	void (*read)(struct reader *);
	bool begins;   /* a part: it may be the first line of all */
	bool anywhere; /* in the head and in a step */
};
extern const struct reader_verb reader_head_verbs[], reader_step_verbs[];

/* A part begins: `sub`, one that is only called. */
void reader_begin(struct reader *, bool sub);
/* "step NAME: what people call it": from here on, its lines. */
void reader_step_begin(struct reader *);
/* "KEY: what they say -> STEP", of the step or of the whole part. */
void reader_objection(struct reader *);

#endif
