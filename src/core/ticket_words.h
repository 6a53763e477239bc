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

#endif
