/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guides.h - the service scripts that come with the program, for a demo
 * centre; the folder `scripts`, embedded by scripts/embed.py.
 */
#ifndef CMD_GUIDES_H
#define CMD_GUIDES_H

#include "cmd/cmd.h"

/* A script (lang ""), or its translation, which stands after it. */
struct guide {
	const char *name, *lang, *text;
};
extern const struct guide guides[];
extern const size_t nguides;

/* Publishes each, as 'script publish' would; what the check calls an error
 * stops it. MAY_SCRIPT_PUBLISH. */
MUST_CHECK enum err guides_publish(struct cmd_ctx *);

#endif
