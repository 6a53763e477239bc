/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * holiday_module.h - what the loadable module `calendar` provides.
 */
#ifndef CORE_HOLIDAY_MODULE_H
#define CORE_HOLIDAY_MODULE_H

#include "core/holiday.h"

struct holiday_module {
	/* In any order; everything in the arena. See holiday_read(). */
	enum err (*read)(struct arena *, struct str text, const char *of,
	    struct holidays *, struct fault *);
};

/* The name that dlsym() asks for. */
extern const struct holiday_module holiday_module;

#endif
