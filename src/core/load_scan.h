/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_scan.h - between load_csv.c and load_look.c only: one walk through the
 * bytes with a given separator.
 */
#ifndef CORE_LOAD_SCAN_H
#define CORE_LOAD_SCAN_H

#include <sys/stat.h>

#include "core/load_csv.h"

struct scan {
	struct str path;
	char separator;
	bool loose;	 /* blanks around fields and quotes go */
	bool sample;	 /* take quotes as they come: to find the shape */
	load_row_fn *fn; /* every row, blank lines (n = 0) too */
	void *u;
	struct fault *f;
};

MUST_CHECK enum err scan_text(struct scan *, struct str bytes);
MUST_CHECK enum err scan_file(struct scan *, int fd);
MUST_CHECK enum err scan_open(struct str path, int *fd, struct stat *,
    struct fault *);
int64_t scan_mtime(const struct stat *); /* in microseconds */

/* No byte of 0x80 or more: the same in every encoding. */
bool load_is_ascii(struct str);

#endif
