/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_world.h - what a service script may do, out of the command rows, and
 * the codes it may name, out of a database if there is one.
 */
#ifndef CMD_SCRIPT_WORLD_H
#define CMD_SCRIPT_WORLD_H

#include "cmd/cmd.h"
#include "script/check.h"
#include "script/field.h"

/* Rows that `do` may say. What the conversation itself gives (customer,
 * contact, ticket) is not asked for. All in the arena. */
MUST_CHECK enum err script_world_make(struct cmd_ctx *, struct script_world *);
/* How this country writes its numbers; `today` from the clock. */
struct script_host script_world_host(struct core *);

#endif
