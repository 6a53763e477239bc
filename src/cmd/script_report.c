/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_report.c - the verbs that tell how scripts do.
 */
#include "cmd/script_verbs.h"
#include "core/script.h"

static int64_t
percent(int64_t n, int64_t of)
{
	return of > 0 ? (n * 100 + of / 2) / of : 0;
}

static enum err
read_report(struct cmd_ctx *cx, const struct args *a, int64_t n,
    struct script_report *r)
{
	return script_report(cx->core, cx->arena, arg_str(a, "name"), n,
	    arg_int(a, "from", 0),
	    arg_int(a, "to", clock_now(cx->core->clock) + 1), r);
}

enum err
script_cmd_report(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct script_report x;
	enum err rc = read_report(cx, a, arg_int(a, "version", 0), &x);

	if (rc != OK)
		return rc;
	reply_text(r, "name", x.version.name);
	reply_int(r, "version", x.version.n);
	reply_int(r, "runs", x.runs);
	reply_int(r, "ended", x.ended);
	reply_int(r, "median_s", x.median_ms / 1000);
	reply_table(r, "rows");
	for (size_t i = 0; i < x.nsteps; i++) {
		const struct script_report_step *k = &x.steps[i];

		reply_line(r);
		reply_text(r, "step", k->step);
		reply_int(r, "visits", k->visits);
		reply_int(r, "left", k->left);
		reply_int(r, "left_percent", percent(k->left, k->visits));
		reply_int(r, "median_s", k->median_ms / 1000);
	}
	reply_table(r, "branches");
	for (size_t i = 0; i < x.nbranches; i++) {
		reply_line(r);
		reply_text(r, "step", x.branches[i].step);
		reply_text(r, "key", x.branches[i].key);
		reply_text(r, "outcome", x.branches[i].outcome);
		reply_int(r, "contacts", x.branches[i].n);
	}
	reply_thing(r);
	return OK;
}

enum err
script_cmd_compare(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_script_list all;
	struct script_report x;
	struct reply *r = cx->reply;
	enum err rc =
	    script_list(cx->core, cx->arena, arg_str(a, "name"), false, &all);

	reply_table(r, "rows");
	for (size_t i = 0; rc == OK && i < all.n; i++) {
		if ((rc = read_report(cx, a, all.v[i].n, &x)) != OK)
			return rc;
		reply_line(r);
		reply_int(r, "version", all.v[i].n);
		reply_int(r, "share", all.v[i].share);
		reply_int(r, "runs", x.runs);
		reply_int(r, "ended", x.ended);
		reply_int(r, "ended_percent", percent(x.ended, x.runs));
		reply_int(r, "median_s", x.median_ms / 1000);
	}
	reply_thing(r);
	return rc;
}
