/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_run.h - what the rows of a ticket's moves do. Each is a cmd_def's run():
 * core decides, and the answer is the ticket as it is then.
 */
#ifndef CMD_TICKET_RUN_H
#define CMD_TICKET_RUN_H

#include "cmd/cmd.h"

enum err ticket_run_start(struct cmd_ctx *, const struct args *);
enum err ticket_run_resume(struct cmd_ctx *, const struct args *);
enum err ticket_run_close(struct cmd_ctx *, const struct args *);
enum err ticket_run_resolve(struct cmd_ctx *, const struct args *);
enum err ticket_run_reopen(struct cmd_ctx *, const struct args *);
enum err ticket_run_follow(struct cmd_ctx *, const struct args *);
enum err ticket_run_cancel(struct cmd_ctx *, const struct args *);
enum err ticket_run_park(struct cmd_ctx *, const struct args *);
enum err ticket_run_escalate(struct cmd_ctx *, const struct args *);

/* The table of moves as it is in force, a line a move. */
enum err ticket_run_moves(struct cmd_ctx *, const struct args *);

#endif
