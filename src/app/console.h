/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * console.h - the full screen, as the shell starts it.
 */
#ifndef APP_CONSOLE_H
#define APP_CONSOLE_H

#include "app/option.h"
#include "core/house.h"

/*
 * Run the console until it is left. It signs in, unless `how` names a person
 * and the account owns the SQLite file. ERR_USAGE: a key of the option file is
 * wrong, with file and line. ERR_INVALID: no terminal, or one that
 * cannot show it.
 */
MUST_CHECK enum err console_run(const struct house_options *how,
    struct option_set *, bool without_colour, struct fault *);

#endif
