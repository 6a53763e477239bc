/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * console.c - from the shell's options to the console's.
 */
#include "app/console.h"

#include "app/app.h"
#include "app/keys.h"

enum err
console_run(const struct house_options *how, struct option_set *set,
    bool without_colour, struct fault *f)
{
	/* What a file says is believed by the screen only if the lane, which
	 * asks the database whether it is a training copy, lets it in. */
	struct clock clock = how->clock_file != NULL
	    ? clock_file(how->clock_file)
	    : clock_system();
	struct app_start o = { .house = *how,
		.options = set,
		.without_colour = without_colour,
		.clock = &clock };
	enum err rc = keys_load(set, f);

	o.house.via = "console";
	if (rc == OK) /* nobody signs in where nothing can be written */
		rc = db_writable(how->url, f);
	return rc == OK ? app_run(&o, f) : rc;
}
