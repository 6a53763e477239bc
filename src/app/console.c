/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * console.c - from the shell's options to the console's.
 */
#include "app/console.h"

#include "app/app.h"

enum err
console_run(const struct house_options *how, bool without_colour,
    struct fault *f)
{
	struct clock clock = clock_system();
	struct app_options o = { .house = *how, .clock = &clock };

	o.term.theme = THEME_DARK;
	o.term.symbols = -1;
	o.term.colour = !without_colour && getenv("NO_COLOR") == NULL;
	return app_run(&o, f);
}
