/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_csv.c - any bytes are rows or a sentence; what is put is read again.
 * sources: src/core/load_bytes.c src/core/load_csv.c src/core/load_look.c
 */
#include "core/load_csv.h"
#include "fuzz.h"

struct walk {
	struct arena a;
	struct load_sheet sheet;
	struct buf again;
	int64_t rows, line;
};

static enum err
on_row(void *u, const struct load_row *row)
{
	struct walk *w = u;
	struct str text;

	HOLDS(row->line > w->line);
	HOLDS(row->n > 0);
	w->line = row->line;
	w->rows++;
	for (size_t i = 0; i < row->n; i++) {
		HOLDS(row->v[i].s[row->v[i].len] == '\0');
		if (load_csv_text(&w->sheet, &w->a, row->v[i], &text) == NULL)
			HOLDS(is_ours(text));
	}
	load_csv_put(&w->sheet, &w->again, row->v, row->n);
	return OK;
}

static enum err
count(void *u, const struct load_row *row)
{
	(void)row;
	++*(int64_t *)u;
	return OK;
}

/* Written by us, every row is there once more, whatever it held. */
static void
again(struct walk *w)
{
	struct load_sheet sheet = w->sheet;
	struct fault f;
	int64_t rows = 0;

	sheet.mark = sheet.loose = false;
	sheet.headless = true;
	HOLDS(load_csv_each_text(&sheet, buf_view(&w->again), count, &rows,
		  &f) == OK);
	HOLDS(rows == w->rows);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct walk w = { .sheet = { .path = STR("f.csv") } };
	struct fault f = { .code = OK };
	struct str bytes;
	enum err rc;

	if (n == 0)
		return 0;
	w.sheet.headless = s[0] & 1;
	w.sheet.separator = s[0] & 2 ? ',' : '\0';
	bytes = input(&w.a, s + 1, n - 1);
	rc = load_csv_look_text(&w.sheet, bytes, &w.a, &f);
	if (rc == OK) {
		HOLDS(load_csv_each_text(&w.sheet, bytes, on_row, &w, &f) ==
		    OK);
		HOLDS(w.rows == w.sheet.rows);
		again(&w);
	} else {
		HOLDS(rc == ERR_INVALID && f.text[0] != '\0');
	}
	buf_done(&w.again);
	arena_done(&w.a);
	return 0;
}
