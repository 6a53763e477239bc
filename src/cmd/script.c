/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script.c - the verbs about service scripts.
 */
#include "script/script.h"

#include "cmd/script_go.h"
#include "cmd/script_verbs.h"
#include "cmd/script_world.h"
#include "core/house.h"
#include "script/load.h"

/* ---- check -------------------------------------------------------------- */

/* Codes are compared when a database is there: the console's, or one that was
 * named; never one that merely could be. */
static enum err
open_codes(struct cmd_ctx *cx, const struct args *a, bool *opened)
{
	const struct arg *codes = arg_get(a, "codes");
	bool named = false;

	*opened = false;
	for (size_t i = 0; i < cx->noptions; i++)
		if (strcmp(cx->options[i].name, "db") == 0)
			named = strcmp(cx->options[i].from, _("built in")) != 0;
	if (cx->core->db != NULL || cx->house == NULL ||
	    !(codes->given ? codes->i != 0 : named))
		return OK;
	*opened = true;
	return house_open(cx->house, HOUSE_WORK);
}

struct str
script_count_problems(struct arena *a, const struct script_problems *p)
{
	struct str wrong = str_printf(a,
	    ngettext("%zu error", "%zu errors", p->errors), p->errors);

	return str_printf(a, "%s, %s", wrong.s,
	    str_printf(a, ngettext("%zu warning", "%zu warnings", p->warnings),
		p->warnings)
		.s);
}

void
script_answer_problems(struct cmd_ctx *cx, const struct script_problems *p)
{
	struct reply *r = cx->reply;
	struct buf b = { 0 };

	reply_table(r, "rows");
	for (size_t i = 0; i < p->n; i++) {
		const struct script_problem *k = &p->v[i];

		reply_line(r);
		reply_text(r, "file", k->at.file);
		reply_int(r, "line", k->at.line);
		reply_int(r, "column", k->at.column);
		reply_text(r, "severity",
		    k->warning ? STR("warning") : STR("error"));
		reply_text(r, "text", k->text);
	}
	reply_thing(r);
	reply_int(r, "errors", (int64_t)p->errors);
	reply_int(r, "warnings", (int64_t)p->warnings);
	script_problems_print(p, &b);
	if (p->errors == 0)
		buf_printf(&b, "%s\n", script_count_problems(cx->arena, p).s);
	r->alone = true;
	reply_page(r, buf_copy(cx->arena, &b));
	buf_done(&b);
}

static enum err
check_one(struct cmd_ctx *cx, const char *path, const struct script_world *w,
    struct script_problems *p)
{
	struct script *s = script_new();
	enum err rc = script_load(s, path, p, &cx->core->fault);

	if (rc == OK)
		script_check(s, w, p);
	/* The names of files lie in the script's own memory. */
	for (size_t i = 0; i < p->n; i++)
		p->v[i].at.file = str_copy(cx->arena, p->v[i].at.file);
	script_free(s);
	return rc;
}

static enum err
check(struct cmd_ctx *cx, const struct args *a)
{
	const struct arg *files = arg_get(a, "file");
	struct script_problems p = { .arena = cx->arena };
	struct script_world w;
	bool opened;
	enum err rc;

	if (files->all.n == 0)
		return fail(&cx->core->fault, ERR_USAGE,
		    _("name the files: cabina script check FILE…"));
	if ((rc = open_codes(cx, a, &opened)) != OK ||
	    (rc = script_world_make(cx, &w)) != OK)
		return rc;
	for (size_t i = 0; i < files->all.n && rc == OK; i++)
		rc = check_one(cx, files->all.v[i].s, &w, &p);
	if (opened)
		house_close(cx->house);
	if (rc != OK)
		return rc;
	script_answer_problems(cx, &p);
	cx->reply->keep = true;
	if (p.errors > 0 || (arg_bool(a, "strict") && p.warnings > 0))
		return fail(&cx->core->fault, ERR_INVALID,
		    _("%s: mend the lines above"),
		    script_count_problems(cx->arena, &p).s);
	return OK;
}

const struct cmd_def cmd_script[] = {
	{ .name = "script check",
	    .title = N_("The script checked"),
	    .args = "<file:file>* strict:bool? codes:bool?",
	    .run = check,
	    .needs = NEED_NONE,
	    .columns = "file line column severity text",
	    .help = N_("Check service scripts; needs no database"),
	    .more = N_("Each problem is told with its file, line and column. "
		       "Errors end with\nstatus 1, warnings only with strict. "
		       "When a database is named (--db,\nCABINA_DB) codes of "
		       "teams, queues, typifications and outcomes are\n"
		       "compared with it; codes=no leaves that out.\n\n"
		       "    cabina script check scripts/*.call") },
	SCRIPT_TOOL_ROWS,
	SCRIPT_REPORT_ROWS,
	SCRIPT_VERSION_ROWS,
	SCRIPT_GO_ROWS,
	{ 0 },
};
