/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guides.h - the service scripts that come with the program, for a demo
 * centre; the folder `scripts`, embedded by scripts/embed.py.
 */
#ifndef CMD_GUIDES_H
#define CMD_GUIDES_H

#include "cmd/cmd.h"
#include "core/demo.h"

/* A script (lang ""), or its translation, which stands after it. */
struct guide {
	const char *name, *lang, *text;
};
extern const struct guide guides[];
extern const size_t nguides;

/* Publishes each, as 'script publish' would, as if it had been some weeks ago,
 * and one of them in an earlier version, too; what the check calls an error
 * stops it. MAY_SCRIPT_PUBLISH, MAY_BACKDATE. */
MUST_CHECK enum err guides_publish(struct cmd_ctx *);

/* Some hundred conversations along them, in contacts of the demo's last weeks,
 * of which there are so many in all: the same seed, the same conversations. */
MUST_CHECK enum err guides_past(struct cmd_ctx *, const struct demo_options *,
    int64_t contacts);

#endif
