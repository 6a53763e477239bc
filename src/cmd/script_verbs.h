/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_verbs.h - the verbs about scripts as files and as versions.
 */
#ifndef CMD_SCRIPT_VERBS_H
#define CMD_SCRIPT_VERBS_H

#include "cmd/cmd.h"
#include "script/problem.h"

/* Rows for JSON, and the lines file:line:column for people. */
void script_answer_problems(struct cmd_ctx *, const struct script_problems *);

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
		    .args = "<name:line>? all:bool?",                          \
		    .run = script_cmd_list,                                    \
		    .may = MAY_INTERACTION_READ,                               \
		    .columns = "name n title share at who runs",               \
		    .help =                                                    \
			N_("List the scripts in force; with a name all its "   \
			   "versions") },                                      \
	{                                                                      \
		.name = "script show", .args = "<name:line> version:int?",     \
		.run = script_cmd_show, .may = MAY_INTERACTION_READ,           \
		.help = N_("Show a published version: its text and "           \
			   "translations")                                     \
	}

#endif
