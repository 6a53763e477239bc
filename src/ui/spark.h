/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spark.h - a tiny chart: one column of a row for each value. theme_spark() has
 * the sign of each height.
 */
#ifndef UI_SPARK_H
#define UI_SPARK_H

#include <stdint.h>

/* 0..7 for a value between 0 and `most`; -1 (drawn blank) for one below 0,
 * which means that there is none. Any value above 0 is higher than 0. */
int spark_height(int64_t value, int64_t most);

#endif
