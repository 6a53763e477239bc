/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * index.c - the list of screens, expanded from meson.build's words.
 */
#include "screens/screen.h"

#include "screens.def"

#define X(name) extern const struct screen_def screen_##name;
SCREENS(X)
#undef X

#define X(name) &screen_##name,
const struct screen_def *const screens[] = { SCREENS(X) };
#undef X
const size_t nscreens = countof(screens);

const struct screen_def *
screen_named(struct str name)
{
	for (size_t i = 0; i < nscreens; i++)
		if (str_is(name, screens[i]->name))
			return screens[i];
	return NULL;
}
