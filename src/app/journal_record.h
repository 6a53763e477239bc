/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal_record.h - a journal's bytes. journal_read() of journal.h is here, too.
 */
#ifndef APP_JOURNAL_RECORD_H
#define APP_JOURNAL_RECORD_H

#include "app/journal.h"

/* What a record is about; its first letter. */
enum {
	JOURNAL_STATE = 's',
	JOURNAL_SENT = 'w',
	JOURNAL_DONE = 'd',
	JOURNAL_FOCUS = 'f'
};

/* The n-th record of the file, from 0: sealed for `who` and for its place. */
void journal_add(const unsigned char key[SECRET_KEY], struct str who, size_t n,
    struct str plain, struct buf *out);
/* A write that was sent, as a record's text. */
void journal_print(const struct journal_write *, struct buf *out);

#endif
