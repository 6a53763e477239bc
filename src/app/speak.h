/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * speak.h - which language the program speaks: the option's, else LANGUAGE's,
 * else in the console the agent's own, else the locale's.
 */
#ifndef APP_SPEAK_H
#define APP_SPEAK_H

#include "base/str.h"

/* Before any thread: the locale, whether or not it is installed. */
void speak_start(void);

/* What the option says, such as `es` or `es-CL`; empty changes nothing. */
void speak(struct str language);

/* An agent's own language, unless somebody asked for one. */
void speak_as(struct str language);

#endif
