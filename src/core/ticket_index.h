/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_index.h - the words of a ticket's subject, kept in the transaction
 * that writes the subject: rows of ticket_word, made here only.
 */
#ifndef CORE_TICKET_INDEX_H
#define CORE_TICKET_INDEX_H

#include "core/core.h"

/* The fact that is there while tickets of before there were words have none;
 * its value is the last that was filled. */
#define FACT_WORDS "ticket.words"

/* The words of a subject, folded, each once, as a JSON list; at most 40. */
struct str ticket_words_json(struct arena *, struct str subject);

/* In a body: the words of a ticket whose subject was `was` ("": a new one) are
 * those of `now` from now on. */
MUST_CHECK enum err ticket_words_save(struct core *, struct id ticket,
    struct str was, struct str now);

/*
 * Tickets of before there were words get theirs, a few thousand in each
 * transaction; what was cut short goes on where it ended. For who owns the
 * database: on a server, nobody else sees all tickets.
 */
MUST_CHECK enum err ticket_words_fill(struct core *);

#endif
