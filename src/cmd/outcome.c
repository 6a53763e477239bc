/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outcome.c - the verbs about how contacts can end.
 */
#include "core/outcome.h"

#include "cmd/refer.h"
#include "core/list.h"

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct outcome_rows rows;
	enum err rc =
	    outcome_list(cx->core, cx->arena, arg_bool(a, "retired"), &rows);

	if (rc != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < rows.n; i++) {
		reply_line(cx->reply);
		ANSWER(cx->reply, OUTCOME_LIST, &rows.v[i].o);
		reply_at(cx->reply, "last_at", rows.v[i].last_at);
	}
	return OK;
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct outcome_new new = {
		.code = arg_str(a, "code"),
		.key = arg_str(a, "key"),
		.demands = list_words(cx->arena, arg_str(a, "demands")),
		.nobody = arg_bool(a, "nobody"),
	};
	enum err rc;

	new.names = refer_pairs(cx, a, "name", &new.nnames);
	if ((rc = outcome_add(cx->core, &new)) == OK)
		reply_text(cx->reply, "code", new.code);
	return rc;
}

static enum err
retire(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = outcome_retire(cx->core, arg_str(a, "code"));

	if (rc == OK)
		reply_text(cx->reply, "code", arg_str(a, "code"));
	return rc;
}

const struct cmd_def cmd_outcome[] = {
	{ .name = "outcome list",
	    .title = N_("Outcomes"),
	    .run = list,
	    .columns = "key code name demands last_at",
	    .may = MAY_TYPIFICATION_READ,
	    .args = "retired:bool?",
	    .help = N_("List how a contact can end, your recent ones first") },
	{ .name = "outcome add",
	    .run = add,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<code:line> key:line demands:line? nobody:bool? "
		    "name:pair*",
	    .help = N_("Add to how a contact can end"),
	    .more = N_("name=LANGUAGE=TEXT, at least one. demands= takes "
		       "typification, note, callback and ticket with "
		       "commas. nobody=yes: of contacts with nobody in them, "
		       "as a wrong number; 0 in the contact ends it so.") },
	{ .name = "outcome retire",
	    .run = retire,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<code:line>",
	    .help = N_("Use it no more; contacts that ended so stay") },
	{ 0 },
};
