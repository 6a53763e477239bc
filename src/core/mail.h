/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mail.h - what is in a file of e-mails: one (.eml) or many (mbox), with the
 * mails that are carried inside them.
 */
#ifndef CORE_MAIL_H
#define CORE_MAIL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define MAIL_MOST 200 /* in a file */

/* What hangs on a mail, as its bytes are. */
struct mail_file {
	struct str name; /* one line, as the sender called it; may be "" */
	struct str bytes;
};

/* Lines and texts are good UTF-8 without controls. */
struct mail {
	msec at; /* as the sender's clock says; 0: does not */
	struct str from, to, subject; /* "Ana Soto <ana@x.cl>" */
	struct str address;	      /* of the first sender: ana@x.cl */
	struct str text;	      /* what was written, of HTML its words */
	struct mail_file *files;
	size_t nfiles;
};

struct mails {
	struct mail *v;
	size_t n;
};

/*
 * In the order of the file, a mail before those it carries; all in the arena.
 * `of` names the file in sentences.
 *
 * ERR_INVALID: no e-mail is in it, or more than MAIL_MOST. ERR_IO: the module
 * that reads it is not there.
 */
MUST_CHECK enum err mail_read(struct arena *, struct str bytes, const char *of,
    struct mails *, struct fault *);

#endif
