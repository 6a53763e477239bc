/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letter.h - the files that go along with words that leave the building.
 *
 * A letter names files of its own ticket. They leave with it, as they are
 * then: one that was taken off the ticket meanwhile stays. A letter that is
 * called back takes none anywhere.
 */
#ifndef CORE_LETTER_H
#define CORE_LETTER_H

#include "core/core.h"
#include "queries.h"

#define LETTER_FILES 10			 /* of one letter */
#define LETTER_BYTES (INT64_C(20) << 20) /* of them together */

/*
 * For bodies: the files of `ticket` with these numbers, "1 3" or "1,3", go
 * along with the letter of this message. ERR_INVALID: no number, twice the
 * same, more or larger than a letter takes. ERR_NOT_FOUND: no such file.
 */
MUST_CHECK enum err letter_attach(struct core *, struct write *,
    struct id message, struct id ticket, struct str numbers);
/* Of a letter of a ticket that was read, or that leaves: as it goes along. */
MUST_CHECK enum err letter_files(struct core *, struct arena *,
    struct id message, struct rows_letter_file_list *);

/* Of one that was called back, or leaves after all: its channel, words, and
 * files as letter_attach() takes them. ERR_NOT_FOUND: it is no letter. */
struct letter_back {
	struct str channel, body, files;
};
MUST_CHECK enum err letter_back(struct core *, struct arena *,
    struct id message, struct letter_back *);

#endif
