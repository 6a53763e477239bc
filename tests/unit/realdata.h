/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * realdata.h - where the files of the real data sets are.
 */
#ifndef TESTS_REALDATA_H
#define TESTS_REALDATA_H

#include <unistd.h>

#include "base/str.h"

/* The path of a file of the sets, or NULL with the line that the runner
 * counts. Absent although CABINA_DATA names a folder: a failure. */
static inline const char *
real_data(struct arena *a, const char *file)
{
	const char *dir = getenv("CABINA_DATA");
	struct str path =
	    str_printf(a, "%s/%s", dir != NULL ? dir : "../shared/data", file);

	if (access(path.s, R_OK) == 0)
		return path.s;
	if (dir != NULL)
		fail_msg("CABINA_DATA is set, but %s is not there", path.s);
	fprintf(stderr, "real data: absent\n");
	return NULL;
}

#endif
