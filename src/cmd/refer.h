/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * refer.h - what a person calls a thing, into its id. An argument that was
 * not given is ID_NONE and OK; one that names nothing is ERR_NOT_FOUND.
 */
#ifndef CMD_REFER_H
#define CMD_REFER_H

#include "cmd/cmd.h"
#include "core/field.h"

/* An id, or a RUT that one customer has. */
MUST_CHECK enum err refer_customer(struct cmd_ctx *, const struct args *,
    const char *name, struct id *);
MUST_CHECK enum err refer_ticket(struct cmd_ctx *, const struct args *,
    const char *name, struct id *);
MUST_CHECK enum err refer_interaction(struct cmd_ctx *, const struct args *,
    const char *name, struct id *);
MUST_CHECK enum err refer_appointment(struct cmd_ctx *, const struct args *,
    const char *name, struct id *);
MUST_CHECK enum err refer_callback(struct cmd_ctx *, const struct args *,
    const char *name, struct id *);
MUST_CHECK enum err refer_agent(struct cmd_ctx *, const struct args *,
    const char *name, struct id *);

/* NAME=VALUE words of a repeated `pair` argument. */
const struct pair *refer_pairs(struct cmd_ctx *, const struct args *,
    const char *name, size_t *n);

#endif
