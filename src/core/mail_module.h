/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mail_module.h - what the loadable module `mail` provides.
 */
#ifndef CORE_MAIL_MODULE_H
#define CORE_MAIL_MODULE_H

#include "core/mail.h"

struct mail_module {
	/* See mail_read(); texts as they came, but UTF-8. */
	enum err (*read)(struct arena *, struct str bytes, const char *of,
	    struct mails *, struct fault *);
};

/* The name that dlsym() asks for. */
extern const struct mail_module mail_module;

#endif
