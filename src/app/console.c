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
	/* What a file says is believed by the screen only if the lane, which
	 * asks the database whether it is a training copy, lets it in. */
	struct clock clock = how->clock_file != NULL
	    ? clock_file(how->clock_file)
	    : clock_system();
	struct app_options o = { .house = *how, .clock = &clock };

	o.term.theme = THEME_DARK;
	o.term.symbols = -1;
	o.term.colour = !without_colour && getenv("NO_COLOR") == NULL;
	return app_run(&o, f);
}
