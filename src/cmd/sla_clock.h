/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla_clock.h - the verbs of `sla` that look at the clocks of the database;
 * their rows are in sla.c.
 */
#ifndef CMD_SLA_CLOCK_H
#define CMD_SLA_CLOCK_H

#include "cmd/out.h"

struct ledger;
/* Of the clock that the words name. */
MUST_CHECK enum err sla_ledger(struct cmd_ctx *, const struct args *,
    struct id *ticket, struct ledger *);

enum err sla_clocks(struct cmd_ctx *, const struct args *);
enum err sla_explain(struct cmd_ctx *, const struct args *);
enum err sla_export(struct cmd_ctx *, const struct args *);
enum err sla_whatif(struct cmd_ctx *, const struct args *);
enum err sla_rebuild(struct cmd_ctx *, const struct args *);
enum err sla_sweep(struct cmd_ctx *, const struct args *);

#define SLA_CLOCK_ROWS                                                         \
	{ .name = "sla clocks",                                                \
		.title = N_("Clocks"),                                         \
		.args = "<ticket:ticket>",                                     \
		.run = sla_clocks,                                             \
		.may = MAY_TICKET_READ,                                        \
		.help = N_("List what is promised on a ticket, and how it "    \
			   "stands") },                                        \
	    { .name = "sla explain",                                           \
		    .title = N_("Why it is due then"),                         \
		    .args = "<ticket:ticket> clock:line?",                     \
		    .run = sla_explain,                                        \
		    .may = MAY_TICKET_READ,                                    \
		    .help =                                                    \
			N_("Tell a clock's ledger: what counted, why, and "    \
			   "who held the ticket"),                             \
		    .more =                                                    \
			N_("clock= is one of first_response, resolution … "  \
			   "as 'sla clocks' lists them; without it, the "      \
			   "most urgent. All is worked out anew from the "     \
			   "events alone.") },                                 \
	    { .name = "sla export",                                            \
		    .args = "<ticket:ticket> clock:line? " OUT_ARGS,           \
		    .run = sla_export,                                         \
		    .may = MAY_EXPORT,                                         \
		    .writes = true,                                            \
		    .help = N_("Write a clock's ledger to a file"),            \
		    .more =                                                    \
			N_("Of the clock that 'sla explain' tells: its "       \
			   "stretches, who had it, and the sums. Instants "    \
			   "are in UTC and on your own clock. A new file "     \
			   "that only you can read; without file= to "         \
			   "standard output, in the console to your home. "    \
			   "Who exported what stays written down.") },         \
	    { .name = "sla whatif",                                            \
		    .title = N_("What if"),                                    \
		    .args = "<ticket:ticket> park-until:at? refer:team? "      \
			    "priority:int?",                                   \
		    .run = sla_whatif,                                         \
		    .may = MAY_TICKET_READ,                                    \
		    .help = N_("Say what would be due when; nothing is "       \
			       "changed") },                                   \
	    { .name = "sla rebuild",                                           \
		    .title = N_("Clocks made anew"),                           \
		    .args = "<ticket:ticket>? dry-run:bool?",                  \
		    .run = sla_rebuild,                                        \
		    .may = MAY_SLA_KEEP,                                       \
		    .help =                                                    \
			N_("Make every clock anew from the events, and say "   \
			   "whether it was the same") },                       \
	{                                                                      \
		.title = N_("Clocks kept"), .name = "sla sweep",               \
		.args = "once:bool?", .run = sla_sweep, .may = MAY_SLA_KEEP,   \
		.help = N_("Warn in time, and let parked tickets come back"),  \
		.more = N_("Goes on until it is stopped; with once=yes it "    \
			   "ends after one round. However many run, each "     \
			   "thing is done once. The folder of the option "     \
			   "spool gets a file for each notice and letter; "    \
			   "without it letters wait.")                         \
	}

#endif
