/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_mail.h - a thread of e-mails that was had elsewhere comes to a ticket
 * as evidence: each mail in the ticket's story at its own instant, what hangs
 * on them among its files, and the file itself as it was.
 */
#ifndef CORE_TICKET_MAIL_H
#define CORE_TICKET_MAIL_H

#include "core/core.h"

struct mail_taken {
	int64_t mails;	 /* in the file */
	int64_t added;	 /* of them; the others are on the ticket already */
	int64_t files;	 /* attached, the file itself among them */
	struct str left; /* what was not attached and why; "" for nothing; in
			  * the arena */
};

/*
 * The file at `path`, .eml or mbox. MAY_TICKET_EDIT of the ticket; one event
 * ticket.mail, taken back as a whole. Who wrote is the customer when the
 * sender's address is one of theirs. The mails stay internal: no clock begins
 * or ends by what was written elsewhere. Files that the ticket has, or of no
 * kind that is taken, are left out.
 *
 * ERR_IO, ERR_INVALID as mail_read() and attachment_add(); also when all of it
 * is on the ticket already. Nothing is changed then.
 */
MUST_CHECK enum err ticket_mail(struct core *, struct arena *, struct id ticket,
    struct str path, struct mail_taken *);

/* The sender, and what was written in one line, of such a message's body. False:
 * it is none with both. */
bool ticket_mail_parts(struct arena *, struct str body, struct str *from,
    struct str *text);

#endif
