/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal.h - what is typed, what was not yet answered and how long was worked,
 * on this machine's disk within a second: an append-only file of sealed
 * records.
 *
 * One file for a person and a database, at a second console of theirs another;
 * the account alone reads it (0600), and it says nothing without the key beside
 * it. The loop's thread writes it: a stuck database costs no typing. Nothing is
 * synced to the disk, so a killed program loses nothing of it and a power cut
 * may.
 *
 * The file: JOURNAL_MARK, then records: four bytes of length, least first, and
 * so many sealed bytes. A record's plain text is a letter and its words. A tail
 * that was cut off is forgotten up to the last whole record; a file that is
 * otherwise not as we write it is set aside.
 */
#ifndef APP_JOURNAL_H
#define APP_JOURNAL_H

#include "base/id.h"
#include "base/secret.h"
#include "base/vec.h"

#define JOURNAL_MARK "cabina-journal 1\n"
#define JOURNAL_MAX  (8u << 20) /* bytes of a record, sealed */

/* A write that was sent and not yet answered. */
struct journal_write {
	struct id op;
	msec at;	  /* when it was said */
	struct str words; /* what to say again, with the op */
};

/* What a journal remembers. */
struct journal_past {
	struct str state;		  /* the last told; "" when none */
	struct str focus;		  /* the same, of journal_focus() */
	VEC(struct journal_write) writes; /* in order */
	struct str aside; /* where a file that was no use lies now; or "" */
};

struct journal;

/*
 * The journal of `who` (any text: person and database) in `folder`, which is
 * made. Takes the newest that no console holds. ERR_IO says why there is none.
 */
MUST_CHECK enum err journal_open(struct journal **, const char *folder,
    struct str who, struct arena *, struct journal_past *, struct fault *);
/* Each is on its way to the disk when the call returns; ERR_IO when the disk
 * is full or gone. */
MUST_CHECK enum err journal_state(struct journal *, struct str json);
/* Time that is not written yet, as focus_row.h prints it. */
MUST_CHECK enum err journal_focus(struct journal *, struct str json);
MUST_CHECK enum err journal_sent(struct journal *,
    const struct journal_write *);
MUST_CHECK enum err journal_done(struct journal *, struct id op);
void journal_close(struct journal *);

/*
 * Read a journal's bytes. ERR_INVALID: not ours at all (another format or key,
 * or damaged before its end). *whole is how many bytes are whole records.
 */
MUST_CHECK enum err journal_read(struct str bytes,
    const unsigned char key[SECRET_KEY], struct str who, struct arena *,
    struct journal_past *, size_t *whole, size_t *nrecords);

#endif
