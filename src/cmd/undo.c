/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * undo.c - taking back what one did.
 */
#include "core/undo.h"

#include "cmd/cmd.h"
#include "core/bulk.h"

/* The tickets of many that stay as they are, and why each. */
static void
answer_stays(struct reply *r, const struct undo_done *done)
{
	if (done->stayed == 0)
		return;
	reply_table(r, "rows");
	for (size_t i = 0; i < done->stayed; i++) {
		reply_line(r);
		reply_id(r, "id", done->stays[i].id);
		reply_int(r, "number", done->stays[i].number);
		reply_bool(r, "ok", false);
		reply_text(r, "why", done->stays[i].why);
	}
	reply_thing(r);
}

/* What was called back before it left, or leaves after all. */
static void
answer_back(struct reply *r, const struct undo_done *done)
{
	if (done->text.len == 0)
		return;
	reply_text(r, "channel", done->channel);
	reply_text(r, "files", done->files);
	reply_text(r, done->redo ? "leaves" : "text", done->text);
}

static enum err
undo(struct cmd_ctx *cx, const struct args *a)
{
	struct undo_done done;
	int64_t from = arg_int(a, "from", 0), most = arg_int(a, "most", 0);
	enum err rc = undo_part(cx->core, cx->arena, arg_int(a, "event", 0),
	    from > 0 ? (size_t)from : 0, most > 0 ? (size_t)most : SIZE_MAX,
	    &done);

	if (rc != OK)
		return rc;
	reply_int(cx->reply, "undoes", done.event);
	reply_text(cx->reply, "kind", done.kind);
	reply_text(cx->reply, "entity", done.entity);
	reply_text(cx->reply, "what", done.what);
	reply_bool(cx->reply, "redo", done.redo);
	if (done.all > 0) {
		reply_int(cx->reply, "tickets", (int64_t)done.all);
		reply_int(cx->reply, "changed", (int64_t)done.changed);
		reply_int(cx->reply, "stayed", (int64_t)done.stayed);
	}
	if (done.left > 0)
		reply_int(cx->reply, "left", (int64_t)done.left);
	answer_back(cx->reply, &done);
	answer_stays(cx->reply, &done);
	return OK;
}

const struct cmd_def cmd_undo[] = {
	{ .name = "undo",
	    .run = undo,
	    .writes = true,
	    .args = "event:int? from:int? most:int?",
	    .help = N_("Take back what you did last, or an event of yours"),
	    .more = N_("What you did last counts from signing in at a console; "
		       "in a shell each command signs in anew, so say event=. "
		       "event= takes the number that a history shows; an "
		       "undo's own number does it again. What somebody "
		       "changed meanwhile is left alone. Of a change of many, "
		       "most= takes back so many of its tickets, and from= "
		       "with the same op goes on behind those.") },
	{ 0 },
};
