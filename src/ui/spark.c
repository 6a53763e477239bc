/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spark.c - values as heights.
 */
#include "ui/spark.h"

int
spark_height(int64_t value, int64_t most)
{
	if (value < 0)
		return -1;
	if (value == 0 || most <= 0)
		return 0;
	if (value >= most)
		return 7;
	return 1 + (int)((double)value / (double)most * 6.0);
}
