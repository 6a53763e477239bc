/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_map.c - any map is read or told with its line; any row under it has
 * values or reasons. The row follows the map after a line of three dashes.
 * sources: src/core/load_map.c src/core/load_template.c
 * sources: src/core/load_filter.c src/core/load_date.c
 * sources: src/core/load_bytes.c src/core/load_csv.c src/core/load_look.c
 */
#include "core/load_map.h"
#include "fuzz.h"

static const struct load_field fields[] = {
	{ "external", "its key", LOAD_LINE, false, 100, NULL },
	{ "name", "its name", LOAD_LINE, false, 200, NULL },
	{ "started", "when", LOAD_AT, false, 0, NULL },
};

static void
try_row(struct load_map *m, struct load_sheet *sheet, struct arena *a,
    struct str text)
{
	struct str v[4], out;
	struct load_row row = { .line = 2, .v = v };
	struct load_eval e = { m, sheet, a, &row, 0 };
	const char *why;
	bool skip;

	while (row.n < countof(v) && str_next(a, &text, '\x1f', &v[row.n]))
		row.n++;
	while (row.n < countof(v))
		v[row.n++] = STR_NONE;
	for (size_t i = 0; i < m->nfields; i++) {
		why = load_value(&e, &m->of[i], &out);
		HOLDS(why != NULL ? why[0] != '\0' : is_ours(out));
	}
	for (size_t i = 0; i < m->own.n; i++) {
		why = load_value(&e, &m->own.v[i].what, &out);
		HOLDS(why != NULL ? why[0] != '\0' : is_ours(out));
	}
	why = load_skips(&e, &skip);
	HOLDS(why == NULL || why[0] != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	static struct str heads[] = { { "id", 2 }, { "Full Name", 9 },
		{ "día", 4 }, { "", 0 } };
	struct load_sheet sheet = { .path = STR("f.csv"),
		.separator = ',',
		.encoding = ENC_UTF8,
		.ncols = countof(heads),
		.heads = heads };
	struct arena a = { 0 };
	struct str all = input(&a, s, n), row = STR_NONE;
	const char *cut = memmem(all.s, all.len, "\n---\n", 5);
	struct fault f = { .code = OK };
	struct load_map m;
	enum err rc;

	if (cut != NULL) {
		row =
		    str_copyn(&a, cut + 5, all.len - (size_t)(cut - all.s) - 5);
		all = str_copyn(&a, all.s, (size_t)(cut - all.s));
	}
	load_map_init(&m, &a, fields, countof(fields), true);
	rc = load_map_text(&m, all, "f.map", &f);
	if (rc == OK)
		rc = load_map_bind(&m, &sheet, &f);
	if (rc == OK)
		try_row(&m, &sheet, &a, row);
	else
		HOLDS(rc == ERR_INVALID && strncmp(f.text, "f.map:", 6) == 0);
	arena_done(&a);
	return 0;
}
