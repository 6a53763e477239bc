/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asked.h - tickets of a list, narrowed by the words typed after `/`.
 */
#ifndef SCREENS_ASKED_H
#define SCREENS_ASKED_H

#include "core/ticket_query.h"
#include "screens/screen.h"

struct asked {
	struct rows_ticket_rows rows; /* at most 500 */
	int64_t n;	  /* how many fit; over TICKET_COUNT_MOST: more */
	int64_t whole;	  /* without the words */
	unsigned show;	  /* columns: TICKET_SHOWS_… */
	struct str order; /* as it was named: "-customer", or "" */
	struct str words; /* all that was asked, in plain words */
	struct str plain; /* the words that hold, alone, as views keep them */
	struct str held;  /* of what was typed, as far as it reads */
	struct str why;	  /* what is wrong in the rest, or "" */
	bool beyond;	  /* others' too: the words name whose, or none are
			   * the person's */
};

/*
 * What waits for the acting person and their teams; of who has no team nor
 * anything, and when the words name a person, a team or a customer, all that
 * may be seen.
 * Words that do not read (one is just being typed) are told in `why`, and those
 * before them hold.
 */
MUST_CHECK enum err asked_desk(struct core *, struct arena *, struct str typed,
    struct asked *);
/* Of what was asked, those of the acting person: at most 500. */
MUST_CHECK enum err asked_mine(struct core *, struct arena *,
    const struct asked *, struct rows_ticket_rows *);
/* All that may be seen and fits the words, which read, whoever's they are. */
MUST_CHECK enum err asked_anywhere(struct core *, struct arena *,
    struct str held, struct rows_ticket_rows *);

/* A key: another column of time for the list, or none again. */
enum screen_key asked_show_next(const struct screen *, struct buf *say);

/* A key: the next order, of all that fit, or the first again. */
enum screen_key asked_order_next(const struct screen *, struct buf *say);
/* Is the named order the last that the key comes to? */
bool asked_order_last(struct str order);
/* "by customer", translated; "" for the usual one. */
const char *asked_order_text(struct str order);

#endif
