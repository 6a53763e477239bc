/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_key.h - what each key does in the runner.
 */
#ifndef SCREENS_SCRIPT_KEY_H
#define SCREENS_SCRIPT_KEY_H

#include "screens/runner.h"

/* A screen's key(): of the choice, the open step, its note or the way so
 * far. */
enum screen_key runner_key(struct screen *, const struct key *, struct buf *);

#endif
