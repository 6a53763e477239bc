/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guide_pick.h - the guide of a conversation that the demo makes up.
 */
#ifndef CMD_GUIDE_PICK_H
#define CMD_GUIDE_PICK_H

#include "cmd/cmd.h"
#include "core/demo_kit.h"
#include "script/script.h"

struct guide_picked {
	const struct row_script_list *version; /* both NULL: none suits */
	const struct script *script;
};

/* One of those that suit the contact, by the dice, in the version of that day.
 * Every third contact that comes in (by `turn`) begins with a greeting. */
MUST_CHECK enum err guide_pick(struct cmd_ctx *,
    const struct rows_script_list *, const struct row_demo_guided *,
    int64_t turn, struct dice *, struct guide_picked *);
/* The campaign a script is for; NULL: it is for none. */
const char *guide_campaign(const struct script_part *);

#endif
