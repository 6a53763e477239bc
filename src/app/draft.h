/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * draft.h - where a person was and what they had typed, as JSON and back: what
 * the journal and the table of drafts keep.
 *
 * Pure. Reading takes any JSON: what is missing or of another type is left out,
 * numbers are held within their bounds, so that a file of an older program or a
 * damaged one opens fewer screens and never harms.
 */
#ifndef APP_DRAFT_H
#define APP_DRAFT_H

#include "base/id.h"
#include "base/json.h"

#define DRAFT_FORMAT 1
#define DRAFT_TABS   9
#define DRAFT_DEEP   16 /* screens above each other in a tab */
#define DRAFT_FORMS  50 /* left half-written */
#define DRAFT_TEXTS  16

/* A screen that was open, or a form that was left half-written. */
struct draft_view {
	struct str screen;
	struct id id;
	struct str text;  /* what it was opened with */
	struct str typed; /* the screen's own JSON; "" none */
	struct str name;  /* what its tab was called; "" unknown */
	struct id sent;	  /* the op of its words: it has done its work */
	struct id at;	  /* its list's cursor */
	bool seeks;	  /* what is typed will not be missed; not kept */
	size_t index, top;
};

struct draft_tab {
	struct draft_view v[DRAFT_DEEP]; /* the lowest first */
	size_t n;
};

/* The bottom line. */
struct draft_line {
	struct str kind; /* "words", "filter", "argument"; "" none */
	struct str words, label, text;
	size_t at; /* the cursor, bytes */
};

/* What a template wrote in the note of a contact, and for whom: refill.c. */
struct draft_text {
	struct id contact, customer;
	struct str line, text;
};

struct draft {
	msec at; /* when it was written: grows with each */
	struct draft_tab tabs[DRAFT_TABS];
	size_t ntabs, tab;
	struct id contact;
	struct draft_line line;
	struct draft_view forms[DRAFT_FORMS];
	size_t nforms;
	struct draft_text texts[DRAFT_TEXTS];
	size_t ntexts;
};

/* Is there anything in it that would be missed? */
bool draft_matters(const struct draft *);
/* Of two, the one written last; either may be NULL. */
const struct draft *draft_newer(const struct draft *, const struct draft *);
void draft_print(const struct draft *, struct buf *);
/* Texts are copied. ERR_INVALID: no JSON, or of another format. */
MUST_CHECK enum err draft_parse(struct str, struct arena *, struct draft *);

#endif
