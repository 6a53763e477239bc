/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wish.h - what `do` lines ask for on the way.
 */
#ifndef SCRIPT_WISH_H
#define SCRIPT_WISH_H

#include "script/visit.h"

/* What the open step asks for joins the state's wishes. */
void script_run_wish(struct script_run *, struct script_state *);

#endif
