/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla_ask.h - what `sla due` and its batch have in common: questions in words,
 * and calendar files that are read once.
 */
#ifndef CMD_SLA_ASK_H
#define CMD_SLA_ASK_H

#include "core/sla.h"

/* Calendars by what was said: FILE or FILE#NAME. A file that was refused is
 * refused again without being read. Zero is empty. */
struct shelf {
	struct arena arena;
	struct shelf_entry *first;
};
MUST_CHECK enum err shelf_get(struct shelf *, struct str place,
    struct calendar **, struct fault *);
void shelf_done(struct shelf *);

struct sla_question {
	struct str calendar, start, target;
	const struct str *pauses;
	size_t npauses;
};
struct sla_answer {
	struct calendar *calendar;
	struct sla_target target;
	msec start;
	struct pauses pauses; /* a union */
	struct sla_due due;
};
/* Works it out; what is not said well is refused with what may be said. */
MUST_CHECK enum err sla_ask(struct shelf *, struct arena *,
    const struct sla_question *, struct sla_answer *, struct fault *);

/* "2026-03-06T15:30:00Z", in the years that calendars know. */
MUST_CHECK enum err sla_ask_at(struct str, msec *, struct fault *);
MUST_CHECK enum err sla_ask_pauses(struct arena *, const struct str *, size_t n,
    struct pauses *, struct fault *);
/* Is the instant before the calendar's first version? */
MUST_CHECK enum err sla_ask_begun(const struct calendar *, msec at,
    struct fault *);
/* Open time in the form of a target: "90m", "4h", "45s". */
struct str sla_ask_span(struct arena *, msec);

/* JSON lines from `in`, an answer to each on `out`. ERR_INVALID when lines
 * were refused; ERR_IO when the answers cannot be written. */
MUST_CHECK enum err sla_batch(FILE *in, FILE *out, struct fault *);

#endif
