/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attachment.h - files that belong to tickets.
 *
 * What is in a file is kept once by its SHA-256, whatever it is called; a
 * ticket's attachment is a name for it, with a number that people say. What
 * kind of file it is, its first bytes tell, never its name; programs and what
 * nobody can tell are refused. Nothing is ever opened or run: text is shown
 * through the cells, everything is saved where a person says.
 *
 * They are seen and changed with their ticket. Removing keeps what was in the
 * file, so that it can be taken back.
 */
#ifndef CORE_ATTACHMENT_H
#define CORE_ATTACHMENT_H

#include "core/core.h"
#include "queries.h"

#define ATTACHMENT_NAME	 120	/* bytes of a name */
#define ATTACHMENT_SHOWN 200000 /* bytes of text that are shown at most */

/* Bytes, at most; `attachment limit` changes them. */
struct attachment_limits {
	int64_t file, ticket, all;
};
MUST_CHECK enum err attachment_limits(struct core *,
    struct attachment_limits *);
/* MAY_SETUP_EDIT, event attachment.limit; 0 leaves one as it is. ERR_INVALID
 * when none changes, or a file could be larger than a ticket's all. */
MUST_CHECK enum err attachment_limit(struct core *,
    const struct attachment_limits *);

/*
 * What these bytes are: "text", "pdf", "png" … or NULL with *why translated:
 * a program, an office file with macros, or what cannot be told.
 */
const char *attachment_kind(const void *, size_t, const char **why);
/* May it be shown as text? */
bool attachment_is_text(struct str kind);

/*
 * Attach the file at `path`, which is read once. `name` is what it is called,
 * of a path its last part; "" is that of `path`. MAY_TICKET_EDIT of the ticket, event
 * ticket.attach; *position is its number on the ticket.
 *
 * ERR_IO: it cannot be read. ERR_INVALID: no plain file, empty, over a limit
 * (says which), of no kind that is taken, or on the ticket already.
 */
MUST_CHECK enum err attachment_add(struct core *, struct id ticket,
    struct str path, struct str name, int64_t *position);
/* The same for bytes that are here already. */
MUST_CHECK enum err attachment_add_bytes(struct core *, struct id ticket,
    struct str bytes, struct str name, int64_t *position);
/* MAY_TICKET_EDIT, event ticket.detach. */
MUST_CHECK enum err attachment_remove(struct core *, struct id ticket,
    int64_t position);

/* MAY_TICKET_READ of the ticket; `all`: those removed, too. */
MUST_CHECK enum err attachment_list(struct core *, struct arena *,
    struct id ticket, bool all, struct rows_attachment_list *);
MUST_CHECK enum err attachment_get(struct core *, struct arena *,
    struct id ticket, int64_t position, struct row_attachment_list *);
/* What is in it, whole and as it was: ERR_DB when the hash says otherwise. */
MUST_CHECK enum err attachment_read(struct core *, struct str hash,
    int64_t size, struct buf *);
/* Into a new file that only its owner reads and nobody runs; never over one
 * that is there. Half a file is never left. */
MUST_CHECK enum err attachment_save(struct core *, struct id ticket,
    int64_t position, struct str path);

#endif
