/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view.c - the verbs about views of lists that people keep.
 */
#include "cmd/ticket_list.h"
#include "core/saved.h"
#include "core/ticket_query.h"

/* In the person's words; as it is kept, when a name in it is gone. */
static struct str
in_words(struct cmd_ctx *cx, struct str plain, int64_t *count)
{
	const struct ticket_asked *q;

	*count = -1;
	if (ticket_ask(cx->core, cx->arena, plain, false, &q) != OK ||
	    ticket_count(cx->core, q, count) != OK) {
		cx->core->fault = (struct fault){ .code = OK };
		return plain;
	}
	return ticket_asked_words(cx->arena, q, false);
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_saved_list rows;
	enum err rc = saved_list(cx->core, cx->arena, &rows);

	(void)a;
	if (rc != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < rows.n; i++) {
		const struct row_saved_list *v = &rows.v[i];
		int64_t n;
		struct str words = in_words(cx, v->words, &n);

		reply_line(cx->reply);
		reply_text(cx->reply, "name", v->name);
		reply_int(cx->reply, "tickets", n);
		reply_text(cx->reply, "words", words);
		reply_text(cx->reply, "columns", v->columns);
		reply_text(cx->reply, "team", v->team);
		reply_text(cx->reply, "owner_name", v->agent_name);
	}
	return OK;
}

static enum err
save(struct cmd_ctx *cx, const struct args *a)
{
	struct saved_new in = { .name = arg_str(a, "name"),
		.words = filter_words(cx->arena, a, "filter"),
		.columns = arg_str(a, "columns"),
		.team = arg_str(a, "team") };
	struct id id;
	enum err rc = saved_save(cx->core, &in, &id);

	if (rc == OK)
		reply_id(cx->reply, "id", id);
	return rc;
}

static enum err
drop(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = saved_drop(cx->core, arg_str(a, "name"));

	if (rc == OK)
		reply_text(cx->reply, "name", arg_str(a, "name"));
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct row_saved_list v;
	enum err rc = saved_get(cx->core, cx->arena, arg_str(a, "name"), &v);

	return rc == OK ? ticket_list_words(cx, v.words, arg_int(a, "limit", 0))
			: rc;
}

const struct cmd_def cmd_view[] = {
	{ .name = "view list",
	    .title = N_("Views"),
	    .run = list,
	    .may = MAY_TICKET_READ,
	    .help = N_("List the views you keep and those of your teams") },
	{ .name = "view show",
	    .title = N_("View"),
	    .run = show,
	    .columns = "number subject state priority customer_name team "
		       "owner_name created_at",
	    .may = MAY_TICKET_READ,
	    .args = "<name:line> limit:int?",
	    .help = N_("List the tickets of a view, and how many there are") },
	{ .name = "view save",
	    .run = save,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "<name:line> <filter:filter>* columns:line? team:team?",
	    .help = N_("Keep the words of a filter under a name"),
	    .more = N_("What you had under that name is put aside. team= "
		       "shares it with a team you are of; only you change "
		       "it.") },
	{ .name = "view drop",
	    .run = drop,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "<name:line>",
	    .help = N_("Forget a view of yours") },
	{ 0 },
};
