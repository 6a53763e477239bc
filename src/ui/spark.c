/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spark.c - values as heights.
 */
#include "ui/spark.h"

#include "ui/term.h"

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

int
spark_draw(const struct pane *p, int row, int column, int width, enum look look,
    const int64_t *v, size_t n, int64_t most)
{
	size_t wide = width > 0 ? (size_t)width : 0;
	size_t from = n > wide ? n - wide : 0;

	int64_t greatest = 0;

	for (size_t i = from; i < n; i++)
		greatest = v[i] > greatest ? v[i] : greatest;
	if (most == 0)
		most = greatest;
	for (size_t i = from; i < n; i++) {
		int height = spark_height(v[i], most);

		if (height >= 0)
			pane_text(p, row, column + (int)(i - from), look,
			    theme_spark(term_symbols(), height));
	}
	return (int)(n - from);
}
