/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complete.h - what could stand in place of a word that was begun.
 */
#ifndef CMD_COMPLETE_H
#define CMD_COMPLETE_H

#include "cmd/cmd.h"

/* The script `cabina completion bash` prints. */
extern const char complete_bash[];

/*
 * Offer candidates for the last of the words after the program's name, as
 * bash cuts them: NAME, = and VALUE are three. `c` may lack a database; then
 * only what is known without one is offered.
 */
void complete_line(struct core *c, struct arena *, const struct str *words,
    size_t n, arg_offer *, void *u);

#endif
