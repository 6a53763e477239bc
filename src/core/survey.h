/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * survey.h - what customers were asked and what they answered, row by row, and
 * the figures that are made of them.
 *
 * An answer belongs to a contact, once for each question; the script run that
 * is open there is noted with it. A question that was put and not answered is
 * a row too: it counts as asked. Writing is MAY_INTERACTION_HANDLE on the
 * contact, reading MAY_INTERACTION_READ. Event survey.answer of the contact.
 */
#ifndef CORE_SURVEY_H
#define CORE_SURVEY_H

#include "core/core.h"
#include "queries.h"

struct survey_answer {
	struct id contact;
	struct str survey;   /* 1..40 bytes: letters, digits and '-' */
	struct str question; /* the same */
	struct str kind;     /* nps 0..10, csat 1..5, ces 1..7, yes-no, text */
	struct str value;    /* "" or "-": asked, and not answered */
};
/* ERR_INVALID when the value is none of its kind, or the kind none. */
MUST_CHECK enum err survey_answer(struct core *, const struct survey_answer *);

enum { SURVEY_LEAST = 10 }; /* fewer answers make no figure */
struct survey_figure {
	struct str question, kind, who;
	int64_t asked, answered;
	/*
	 * Tenths; only with SURVEY_LEAST answers (`shown`).
	 *   nps     per cent of 9 and 10, less per cent of 0 to 6
	 *   csat    per cent of 4 and 5
	 *   ces     the mean of 1 to 7
	 *   yes-no  per cent of yes
	 * low, high: 95 % by Wilson's score interval; of nps the two shares'
	 * intervals joined as Newcombe does; of ces the mean's share of its
	 * scale. A text has none.
	 */
	bool shown;
	int score, low, high;
};
struct survey_report {
	struct survey_figure *v;
	size_t n, cap;
};
/* [from, to); `by` is "agent", "branch" or empty. */
MUST_CHECK enum err survey_report(struct core *, struct arena *,
    struct str survey, msec from, msec to, struct str by,
    struct survey_report *);
/* row_survey_list, the newest first; empty question: all; limit 0: 50, most
 * 500. */
MUST_CHECK enum err survey_list(struct core *, struct arena *,
    struct str survey, struct str question, msec from, msec to, int64_t limit,
    struct rows_survey_list *);

/* Wilson's interval for k of n, 95 %, as shares. */
void survey_wilson(int64_t k, int64_t n, double *low, double *high);

#endif
