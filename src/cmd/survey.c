/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * survey.c - the verbs about what customers were asked, and its figures.
 */
#include "core/survey.h"

#include "cmd/answer.h"
#include "cmd/refer.h"

static enum err
put(struct cmd_ctx *cx, const struct args *a)
{
	struct survey_answer in = {
		.survey = arg_str(a, "survey"),
		.question = arg_str(a, "question"),
		.kind = arg_str(a, "kind"),
		.value = arg_str(a, "value"),
	};
	enum err rc = refer_interaction(cx, a, "contact", &in.contact);

	return rc == OK ? survey_answer(cx->core, &in) : rc;
}

/* Tenths, as people write them. */
static struct str
tenth(struct cmd_ctx *cx, bool shown, int n)
{
	return shown ? str_printf(cx->arena, "%s%d.%d", n < 0 ? "-" : "",
			   abs(n) / 10, abs(n) % 10)
		     : STR_NONE;
}

static enum err
report(struct cmd_ctx *cx, const struct args *a)
{
	struct survey_report all;
	struct reply *r = cx->reply;
	enum err rc = survey_report(cx->core, cx->arena, arg_str(a, "survey"),
	    arg_int(a, "from", 0), arg_int(a, "to", INT64_MAX),
	    arg_str(a, "by"), &all);

	if (rc != OK)
		return rc;
	reply_table(r, "rows");
	for (size_t i = 0; i < all.n; i++) {
		const struct survey_figure *f = &all.v[i];

		reply_line(r);
		reply_text(r, "question", f->question);
		reply_text(r, "kind", f->kind);
		reply_text(r, "who", f->who);
		reply_int(r, "asked", f->asked);
		reply_int(r, "answered", f->answered);
		reply_text(r, "score", tenth(cx, f->shown, f->score));
		reply_text(r, "low", tenth(cx, f->shown, f->low));
		reply_text(r, "high", tenth(cx, f->shown, f->high));
	}
	return OK;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_survey_list rows;
	enum err rc = survey_list(cx->core, cx->arena, arg_str(a, "survey"),
	    arg_str(a, "question"), arg_int(a, "from", 0),
	    arg_int(a, "to", INT64_MAX), arg_int(a, "limit", 0), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", SURVEY_LIST, rows);
	return rc;
}

const struct cmd_def cmd_survey[] = {
	{ .name = "survey answer",
	    .run = put,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction> survey:line question:line "
		    "kind:choice(nps|csat|ces|yes-no|text) value:line?",
	    .help = N_("Keep what was answered to a question of a survey"),
	    .more = N_("nps goes from 0 to 10, csat from 1 to 5, ces from 1 to "
		       "7. Without value=, or with '-', it was asked and not "
		       "answered.") },
	{ .name = "survey report",
	    .title = N_("Survey"),
	    .run = report,
	    .may = MAY_INTERACTION_READ,
	    .columns = "question kind who asked answered score low high",
	    .args = "<survey:line> from:at? to:at? by:choice(agent|branch)?",
	    .help = N_("Tell NPS, CSAT and CES of a survey"),
	    .more = N_("nps is the share of 9 and 10 less that of 0 to 6, csat "
		       "the share of 4 and 5, ces the mean; low and high hold "
		       "it in 95 of 100 cases. Fewer than 10 answers make no "
		       "figure.") },
	{ .name = "survey list",
	    .title = N_("Answers"),
	    .run = list,
	    .may = MAY_INTERACTION_READ,
	    .columns = "at contact customer_name question value agent",
	    .args = "<survey:line> question:line? from:at? to:at? limit:int?",
	    .help = N_("List what was answered, the newest first") },
	{ 0 },
};
