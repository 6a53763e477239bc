/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_words.h - the words tickets are filtered by:
 *
 *	state priority team owner watched customer type kind branch segment due
 *	created changed resolved order show, and mine ours desk unassigned
 *	waiting late undone done
 */
#ifndef CORE_TICKET_WORDS_H
#define CORE_TICKET_WORDS_H

#include "core/filter.h"

extern const struct filter_def ticket_words[];

enum ticket_order { TICKET_NEW, TICKET_OLD, TICKET_DUE, TICKET_BY };

/* A word after order: and what it means; ends with a zero row. `by` and `sign`
 * are for TICKET_BY: as db/query/ticket_order.sql has them. */
struct ticket_order_def {
	const char *code;
	enum ticket_order order;
	int by, sign;
};
extern const struct ticket_order_def ticket_orders[];

#endif
