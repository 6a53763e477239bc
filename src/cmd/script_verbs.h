/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_verbs.h - the verbs about scripts as files and as versions.
 */
#ifndef CMD_SCRIPT_VERBS_H
#define CMD_SCRIPT_VERBS_H

#include "cmd/cmd.h"
#include "script/problem.h"

/* Rows for JSON, and the lines file:line:column for people. */
/* "2 errors, 1 warning". */
struct str script_count_problems(struct arena *,
    const struct script_problems *);
void script_answer_problems(struct cmd_ctx *, const struct script_problems *);

enum err script_cmd_simulate(struct cmd_ctx *, const struct args *);
enum err script_cmd_play(struct cmd_ctx *, const struct args *);
enum err script_cmd_graph(struct cmd_ctx *, const struct args *);
enum err script_cmd_translate(struct cmd_ctx *, const struct args *);
enum err script_cmd_report(struct cmd_ctx *, const struct args *);
enum err script_cmd_compare(struct cmd_ctx *, const struct args *);
enum err script_cmd_diff(struct cmd_ctx *, const struct args *);
enum err script_cmd_publish(struct cmd_ctx *, const struct args *);
enum err script_cmd_share(struct cmd_ctx *, const struct args *);
enum err script_cmd_list(struct cmd_ctx *, const struct args *);
enum err script_cmd_show(struct cmd_ctx *, const struct args *);

#define SCRIPT_VERSION_ROWS                                                    \
	{ .name = "script publish",                                            \
		.args = "<file:file> share:int? despite:bool?",                \
		.run = script_cmd_publish,                                     \
		.may = MAY_SCRIPT_PUBLISH,                                     \
		.writes = true,                                                \
		.help = N_("Publish a script: agents get it from the next "    \
			   "contact "                                          \
			   "on"),                                              \
		.more =                                                        \
		    N_("Only what the check finds clean is published; with "   \
		       "warnings only,\ndespite=yes does it all the same. "    \
		       "share=20 gives it to 20 of 100 contacts,\nand the "    \
		       "version before to the rest. Contacts that have begun " \
		       "stay on theirs.") },                                   \
	    { .name = "script share",                                          \
		    .args = "<name:line> version:int? share:int?",             \
		    .run = script_cmd_share,                                   \
		    .may = MAY_SCRIPT_PUBLISH,                                 \
		    .writes = true,                                            \
		    .columns = "name n title share at who runs",               \
		    .help =                                                    \
			N_("Give a version its share of contacts; 100 rolls "  \
			   "back to it") },                                    \
	    { .name = "script list",                                           \
		    .title = N_("Scripts"),                                    \
		    .args = "<name:line>? all:bool?",                          \
		    .run = script_cmd_list,                                    \
		    .may = MAY_INTERACTION_READ,                               \
		    .columns = "name n title share at who runs",               \
		    .help =                                                    \
			N_("List the scripts in force; with a name all its "   \
			   "versions") },                                      \
	{                                                                      \
		.title = N_("Script"), .name = "script show",                  \
		.args = "<name:line> version:int?", .run = script_cmd_show,    \
		.may = MAY_INTERACTION_READ,                                   \
		.help = N_("Show a published version: its text and "           \
			   "translations")                                     \
	}

#define SCRIPT_REPORT_ROWS                                                     \
	{ .name = "script report",                                             \
		.title = N_("How a script goes"),                              \
		.args = "<name:line> version:int? from:at? to:at?",            \
		.run = script_cmd_report,                                      \
		.may = MAY_INTERACTION_READ,                                   \
		.columns = "step visits left left_percent median_s",           \
		.help =                                                        \
		    N_("Tell how often each step was reached, how long it "    \
		       "took, where conversations stopped"),                   \
		.more = N_("Then, for each answer, how its conversations "     \
			   "ended.") },                                        \
	{                                                                      \
		.title = N_("Versions compared"), .name = "script compare",    \
		.args = "<name:line> from:at? to:at?",                         \
		.run = script_cmd_compare, .may = MAY_INTERACTION_READ,        \
		.columns = "version share runs ended ended_percent median_s",  \
		.help = N_("Set the versions of a script beside one another")  \
	}

#define SCRIPT_TOOL_ROWS                                                       \
	{ .name = "script simulate",                                           \
		.args = "<file:file> paths:int? seed:int?",                    \
		.run = script_cmd_simulate,                                    \
		.needs = NEED_NONE,                                            \
		.columns = "step visits ends stuck",                           \
		.help = N_("Go through a script at random, many times"),       \
		.more =                                                        \
		    N_("Tells what was reached, how long conversations are, "  \
		       "and which ways were never taken.") },                  \
	    { .name = "script diff",                                           \
		    .args = "<old:file> <new:file>",                           \
		    .run = script_cmd_diff,                                    \
		    .needs = NEED_NONE,                                        \
		    .help = N_("Tell what changed between two scripts, by "    \
			       "meaning") },                                   \
	    { .name = "script play",                                           \
		    .args = "<file:file> lang:line?",                          \
		    .run = script_cmd_play,                                    \
		    .needs = NEED_NONE,                                        \
		    .help =                                                    \
			N_("Go through a script by hand, changing nothing"),   \
		    .more =                                                    \
			N_("A number chooses, o1 is an objection, back goes "  \
			   "back, other text is the\nanswer.") },              \
	    { .name = "script graph",                                          \
		    .args = "<file:file> out:file? columns:int?",              \
		    .run = script_cmd_graph,                                   \
		    .needs = NEED_NONE,                                        \
		    .help = N_("Draw a script: as text, or into out=FILE as "  \
			       "SVG") },                                       \
	{                                                                      \
		.name = "script translate", .args = "<file:file> <lang:line>", \
		.run = script_cmd_translate, .needs = NEED_NONE,               \
		.help = N_("Write or renew the translation file of a script")  \
	}

#endif
