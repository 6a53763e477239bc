/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spark.h - a tiny chart: one column of a row for each value.
 */
#ifndef UI_SPARK_H
#define UI_SPARK_H

#include "ui/pane.h"

/* 0..7 for a value between 0 and `most`; -1 (drawn blank) for one below 0,
 * which means that there is none. Any value above 0 is higher than 0. */
int spark_height(int64_t value, int64_t most);
/* The last `width` of the values, the newest at the right; `most` 0 takes the
 * greatest of them. Returns the columns used. */
int spark_draw(const struct pane *, int row, int column, int width, enum look,
    const int64_t *, size_t n, int64_t most);

#endif
