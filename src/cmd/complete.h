/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complete.h - what could stand in place of a word that was begun.
 */
#ifndef CMD_COMPLETE_H
#define CMD_COMPLETE_H

#include "cmd/cmd.h"

/* The script `cabina completion bash` prints. */
extern const char complete_bash[];

/* What the last of the words stands for. */
struct complete_spot {
	const struct cmd_def *row; /* NULL: the words name none yet */
	struct args *args;	   /* the row's; what is given is not bound */
	const struct arg_def *arg; /* whose value it is or may be; or NULL */
	struct str begun;	   /* of the value, or of the name */
	bool value;		   /* NAME= was typed: only a value fits */
};
void complete_spot(struct arena *, const struct str *words, size_t n,
    struct complete_spot *);

/*
 * Offer candidates for the last of the words after the program's name, as
 * bash cuts them: NAME, = and VALUE are three. `c` may lack a database; then
 * only what is known without one is offered.
 */
void complete_line(struct core *c, struct arena *, const struct str *words,
    size_t n, arg_offer *, void *u);

#endif
