/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_list.h - what rows about many tickets share.
 */
#ifndef CMD_TICKET_LIST_H
#define CMD_TICKET_LIST_H

#include "cmd/cmd.h"
#include "core/bulk.h"

/* The words of a repeated argument of type `filter` as one text; where a shell
 * took quotes away they are put back. */
struct str filter_words(struct arena *, const struct args *, const char *name);

MUST_CHECK enum err ticket_list_answer(struct cmd_ctx *, const struct args *);
MUST_CHECK enum err ticket_words_answer(struct cmd_ctx *, const struct args *);
MUST_CHECK enum err ticket_bulk_answer(struct cmd_ctx *, const struct args *);
/* What a bulk did, or would do: one row for each ticket. */
void ticket_bulk_rows(struct cmd_ctx *, const struct bulk_rows *, bool dry);
MUST_CHECK enum err ticket_export_answer(struct cmd_ctx *, const struct args *);
/* The tickets that fit the words, and how many there are. */
MUST_CHECK enum err ticket_list_words(struct cmd_ctx *, struct str words,
    int64_t limit);

#endif
