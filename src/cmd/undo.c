/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * undo.c - taking back what one did.
 */
#include "core/undo.h"

#include "cmd/cmd.h"

static enum err
undo(struct cmd_ctx *cx, const struct args *a)
{
	struct undo_done done;
	enum err rc =
	    undo_event(cx->core, cx->arena, arg_int(a, "event", 0), &done);

	if (rc != OK)
		return rc;
	reply_int(cx->reply, "undoes", done.event);
	reply_text(cx->reply, "kind", done.kind);
	reply_text(cx->reply, "entity", done.entity);
	reply_text(cx->reply, "what", done.what);
	reply_bool(cx->reply, "redo", done.redo);
	return OK;
}

const struct cmd_def cmd_undo[] = {
	{ .name = "undo",
	    .run = undo,
	    .writes = true,
	    .args = "event:int?",
	    .help = N_("Take back what you did last, or an event of yours"),
	    .more = N_("event= takes the number that a history shows; an "
		       "undo's own number does it again. What somebody "
		       "changed meanwhile is left alone.") },
	{ 0 },
};
