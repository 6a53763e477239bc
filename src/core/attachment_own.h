/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attachment_own.h - between the files of attachment.h.
 */
#ifndef CORE_ATTACHMENT_OWN_H
#define CORE_ATTACHMENT_OWN_H

#include "base/secret.h"
#include "core/attachment.h"

/* In a body: what is in a file, unless it is there, and its name on the
 * write's ticket. What was there already is compared by its hash. */
MUST_CHECK enum err content_put(struct core *, struct write *, struct str bytes,
    const char hash[SHA256_HEX], const char *kind, struct id attachment,
    int64_t position, struct str name);
/* In a body: these bytes as a file of the write's ticket, whose name is good.
 * *position 0: it has them already. ERR_INVALID as attachment_add(). */
MUST_CHECK enum err attachment_put(struct core *, struct write *,
    struct str bytes, struct str name, int64_t *position);
/* A plain file of at most `most` bytes, whole. */
MUST_CHECK enum err content_file(struct core *, struct str path, int64_t most,
    struct buf *);
/* Written beside and linked when it is whole; never over another. */
MUST_CHECK enum err content_save(struct core *, struct str path,
    const struct buf *);

#endif
