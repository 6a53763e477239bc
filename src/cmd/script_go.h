/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_go.h - the verbs that go through a service script in a contact.
 */
#ifndef CMD_SCRIPT_GO_H
#define CMD_SCRIPT_GO_H

#include "cmd/cmd.h"

enum err script_cmd_choose(struct cmd_ctx *, const struct args *);
enum err script_cmd_start(struct cmd_ctx *, const struct args *);
enum err script_cmd_step(struct cmd_ctx *, const struct args *);
enum err script_cmd_go(struct cmd_ctx *, const struct args *);
enum err script_cmd_end(struct cmd_ctx *, const struct args *);
enum err script_cmd_leave(struct cmd_ctx *, const struct args *);

#define SCRIPT_GO_ROWS                                                         \
	{ .name = "script choose",                                             \
		.title = N_("Scripts that fit"),                               \
		.args = "<contact:interaction>",                               \
		.run = script_cmd_choose,                                      \
		.may = MAY_INTERACTION_READ,                                   \
		.help =                                                        \
		    N_("List the scripts for a contact, the best first") },    \
	    { .name = "script start",                                          \
		    .args = "<contact:interaction> <name:line>? lang:line?",   \
		    .run = script_cmd_start,                                   \
		    .may = MAY_INTERACTION_HANDLE,                             \
		    .writes = true,                                            \
		    .help = N_("Begin a script in a contact"),                 \
		    .more =                                                    \
			N_("Without a name the one that fits best. The "       \
			   "version stays the same to\nthe end, whatever is "  \
			   "published meanwhile.") },                          \
	    { .name = "script step",                                           \
		    .title = N_("Step of the script"),                         \
		    .args = "<contact:interaction>",                           \
		    .run = script_cmd_step,                                    \
		    .may = MAY_INTERACTION_READ,                               \
		    .help =                                                    \
			N_("Show the step a contact is on, and the answers "   \
			   "so far") },                                        \
	    { .name = "script go",                                             \
		    .args = "<contact:interaction> "                           \
			    "<move:choice(next|option|text|objection|back|"    \
			    "language|veiled)> "                               \
			    "<value:line>? seq:int?",                          \
		    .run = script_cmd_go,                                      \
		    .may = MAY_INTERACTION_HANDLE,                             \
		    .writes = true,                                            \
		    .help =                                                    \
			N_("Go on in the script: by an option's key, typed "   \
			   "text, an objection, or back"),                     \
		    .more =                                                    \
			N_("seq= is the step that one saw, as 'script step' "  \
			   "says it: the move is refused\nwhen another "       \
			   "terminal was faster. veiled is text that was "     \
			   "typed in a secure\nstep: it is not told.") },      \
	    { .name = "script end",                                            \
		    .args =                                                    \
			"<contact:interaction> outcome:outcome? "              \
			"typification:typification? note:text? skip:bool? "    \
			"seq:int?",                                            \
		    .run = script_cmd_end,                                     \
		    .may = MAY_INTERACTION_HANDLE,                             \
		    .writes = true,                                            \
		    .help = N_("End the script and close its contact: all it " \
			       "asked for is done in one"),                    \
		    .more =                                                    \
			N_("Nothing is changed when one of the actions is "    \
			   "refused; skip=yes leaves that\none undone and "    \
			   "tells which.") },                                  \
	{                                                                      \
		.name = "script leave", .args = "<contact:interaction>",       \
		.run = script_cmd_leave, .may = MAY_INTERACTION_HANDLE,        \
		.writes = true,                                                \
		.help = N_("Leave the script; the contact goes on by hand")    \
	}

#endif
