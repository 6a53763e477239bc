/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_cell.c - any bytes become cells that no terminal takes for more.
 *
 * sources: src/ui/cell.c src/ui/wrap.c
 */
#include <locale.h>
#include <wchar.h>

#include "fuzz.h"
#include "ui/cell.h"
#include "ui/wrap.h"

static void
check_cell(const struct cell *c)
{
	struct str s = { c->s, c->len };
	int points = 0;
	size_t n;

	HOLDS(c->len > 0 && c->len < CELL_BYTES && is_ours(s));
	HOLDS(c->width == 1 || c->width == 2);
	for (size_t i = 0; i < s.len; i += n, points++) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		HOLDS(!utf8_hidden(cp));
		HOLDS(wcwidth((wchar_t)cp) == (i == 0 ? c->width : 0));
	}
	HOLDS(points <= 5);
}

static void
check_cells(struct str s)
{
	int columns = 0;
	struct cell c;
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		n = cell_next(s.s + i, s.len - i, &c);
		HOLDS(n >= 1 && i + n <= s.len);
		check_cell(&c);
		columns += c.width;
	}
	HOLDS(columns == cell_columns(s));
	HOLDS(cell_fits(s, columns) && !cell_fits(s, columns - 1));
}

/* Rows go on, end, and have the cursor inside. */
static void
check_rows(struct str s, int width)
{
	size_t after = 0, end, rows = 0;

	for (size_t from = 0; from <= s.len; from = after, rows++) {
		end = wrap_end(s, from, width, &after);
		HOLDS(after > from && end >= from && end <= s.len);
		HOLDS(after <= s.len + 1 && after >= end);
	}
	for (size_t at = 0, next; at < s.len; at = next) {
		struct wrap_place p = wrap_place(s, at, width);

		next = wrap_next(s, at);
		HOLDS(next > at && next <= s.len);
		HOLDS(p.column >= 0 && p.column < width);
		HOLDS(p.row >= 0 && (size_t)p.row < rows);
		if (at > 200) /* each place costs the way to it */
			break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	struct str s;

	setlocale(LC_CTYPE, "C.UTF-8");
	if (n == 0)
		return 0;
	s = input(&a, data + 1, n - 1);
	check_cells(s);
	check_rows(s, 1 + data[0] % 40);
	arena_done(&a);
	return 0;
}
