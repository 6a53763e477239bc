/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_query.h - tickets by a filter's words (filter.h): what the words
 * mean, pages of what fits, and how many that are.
 *
 * A page is read by the index that leads to it - an owner, teams, a customer,
 * states, or all - and goes on behind a key, never at an offset. Whatever is
 * asked goes through the person's scope, names included: a team or a person
 * that one may not see is not there.
 */
#ifndef CORE_TICKET_QUERY_H
#define CORE_TICKET_QUERY_H

#include "core/ticket.h"
#include "core/ticket_words.h"

/* A filter whose words have been looked up; lives in the arena of its
 * making. */
struct ticket_asked;

/*
 * Reads and looks up. ERR_INVALID with the column and what was meant;
 * ERR_DENIED without MAY_TICKET_READ. `undone`: when no word says anything of
 * the state, only what is owed (an inbox), not all (a search, or whose:any).
 */
MUST_CHECK enum err ticket_ask(struct core *, struct arena *, struct str words,
    bool undone, const struct ticket_asked **);
/* As it is kept, in plain words; and as the person says it. */
struct str ticket_asked_words(struct arena *, const struct ticket_asked *,
    bool plain);
/* As it is kept, with what was not said but meant: asked again anywhere, the
 * same is found. */
struct str ticket_asked_whole(struct arena *, const struct ticket_asked *);

/* The columns that show: asks for beside the usual ones, as bits. */
enum {
	TICKET_SHOWS_CREATED = 1,
	TICKET_SHOWS_CHANGED = 2,
	TICKET_SHOWS_RESOLVED = 4,
	TICKET_SHOWS_SPENT = 8
};
unsigned ticket_asked_show(const struct ticket_asked *);
/* "changed", as the word show says it, and its bit: 0 for what is none. The one
 * after those shown, as a key goes through them: NULL is none again. */
unsigned ticket_show_bit(struct str code);
const char *ticket_show_after(unsigned shown);
/* The words of a filter with the next column instead of those shown: each
 * alone in turn, then none. ERR_INVALID when they do not read. As the person
 * says them. */
MUST_CHECK enum err ticket_show_next(struct arena *, struct str words,
    struct str *out, struct fault *);
/* The order the words name ("-customer"), or ""; and the words with another,
 * or, with NULL, without one. */
struct str ticket_order_said(struct arena *, struct str words);
MUST_CHECK enum err ticket_order_put(struct arena *, struct str words,
    const char *code, struct str *out, struct fault *);
/* The same words without what they show and its order: what they filter by. */
struct str ticket_unshown(struct arena *, struct str words);
/* Only the text that is looked for, without quotes: what else than tickets can
 * be found by. */
struct str ticket_text_said(struct arena *, struct str words);

/*
 * The page behind the ticket `after` (none: the first), at most `limit` (0:
 * 50; most 500). *more: there is a next page. Each word of a text is the
 * beginning of a word of the ticket's number, subject, customer, type, state,
 * person or team. Where no index leads to it, the first 20,000 that fit the
 * other words are compared for a page, and *more tells that the rest was not
 * looked at.
 */
MUST_CHECK enum err ticket_page(struct core *, struct arena *,
    const struct ticket_asked *, struct id after, int64_t limit,
    struct rows_ticket_rows *, bool *more);

/* The same for who must have them all: text is compared with whatever there
 * is, so a page is full or the last; the newest first where no index has the
 * order. */
MUST_CHECK enum err ticket_page_whole(struct core *, struct arena *,
    const struct ticket_asked *, struct id after, int64_t limit,
    struct rows_ticket_rows *, bool *more);

/* How many there are; exact up to 10,000, and 10,001 means more than that. */
#define TICKET_COUNT_MOST 10000
MUST_CHECK enum err ticket_count(struct core *, const struct ticket_asked *,
    int64_t *n);

/* What could stand at the end of a filter, values of the database included:
 * whole texts to take its place. */
MUST_CHECK enum err ticket_complete(struct core *, struct arena *,
    struct str text, filter_offer *, void *u);

#endif
