/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines.h - several lines said at once.
 */
#ifndef APP_LINES_H
#define APP_LINES_H

#include "app/app.h"

/* They run in order; a refusal stops them. `done`: one of them was done just
 * now, and the next is said. */
void lines_next(struct app *, bool done);

#endif
