/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load.c - the verb that takes a file in.
 */
#include "core/load.h"

#include "cmd/cmd.h"

/* Bytes of the file are what grows evenly. */
static void
progress(void *u, int64_t rows, int64_t done, int64_t size)
{
	struct cmd_ctx *cx = u;

	(void)rows;
	cx->progress(cx, _("loading"), done, size);
}

static void
answer(struct reply *r, const struct load_result *out)
{
	reply_id(r, "batch", out->batch);
	reply_int(r, "read", out->rows);
	reply_int(r, "made", out->made);
	reply_int(r, "there", out->there);
	reply_int(r, "skipped", out->skipped);
	reply_int(r, "bad", out->bad);
	reply_bool(r, "resumed", out->resumed);
	reply_text(r, "encoding", out->encoding);
	reply_text(r, "separator", out->separator);
	reply_int(r, "took_ms", out->took);
	reply_text(r, "rejects", out->rejects);
	reply_table(r, "errors");
	for (size_t i = 0; i < out->nerrors; i++) {
		reply_line(r);
		reply_int(r, "line", out->errors[i].line);
		reply_text(r, "column", out->errors[i].column);
		reply_text(r, "why", out->errors[i].why);
	}
	reply_thing(r);
}

static enum err
load(struct cmd_ctx *cx, const struct args *a)
{
	struct load_options how = {
		.kind = arg_str(a, "kind"),
		.file = arg_str(a, "file"),
		.map = arg_str(a, "map"),
		.dry_run = arg_bool(a, "dry-run"),
		.max_bad = arg_int(a, "max-bad", -1),
		.max_errors = (size_t)arg_int(a, "errors", 20),
		.progress = cx->progress != NULL ? progress : NULL,
		.u = cx,
	};
	struct load_result out;
	enum err rc = load_run(cx->core, cx->arena, &how, &out);

	if (rc == OK)
		answer(cx->reply, &out);
	return rc;
}

const struct cmd_def cmd_load[] = {
	{ .name = "load",
	    .run = load,
	    .may = MAY_LOAD,
	    .writes = true,
	    .args = "<kind:kind> <file:file> map:file dry-run:bool? "
		    "max-bad:int? errors:int?",
	    .help = N_("Load a CSV file by a map that says what is what"),
	    .more =
		N_("--dry-run writes nothing and says what would come of "
		   "it. Bad rows go to FILE.rejects.csv with their reason; "
		   "with "
		   "max-bad=N more of them than that refuse the whole file. A "
		   "second load of the same file makes nothing.") },
	{ 0 },
};
