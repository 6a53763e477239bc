/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_script.c - any text is a script or is told what is wrong with it, with
 * a line and a column; a bundle of it is read back as the same. A translation
 * follows the script after a line of three dashes.
 * sources: src/script/act.c src/script/check.c src/script/edge.c
 * sources: src/script/expr.c src/script/expr_ever.c src/script/field.c
 * sources: src/script/field_value.c src/script/fit.c src/script/flow.c
 * sources: src/script/load.c src/script/name.c src/script/po.c
 * sources: src/script/problem.c src/script/read.c src/script/read_head.c
 * sources: src/script/read_step.c src/script/reader.c src/script/script.c
 * sources: src/script/text.c src/script/words.c
 */
#include "fuzz.h"
#include "script/check.h"
#include "script/load.h"
#include "script/po.h"

static void
look_at(const struct script_problems *p)
{
	HOLDS(p->n <= p->errors + p->warnings);
	for (size_t i = 0; i < p->n; i++) {
		HOLDS(p->v[i].at.line >= 1 && p->v[i].at.column >= 1);
		HOLDS(p->v[i].text.len > 0 && is_ours(p->v[i].text));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct arena a = { 0 };
	struct script_problems p = { .arena = &a }, q = { .arena = &a };
	struct script *one = script_new(), *two = script_new();
	struct str text = input(&a, s, n), po = STR_NONE;
	const char *cut = memmem(text.s, text.len, "\n---\n", 5);
	struct buf b = { 0 };

	if (cut != NULL) {
		po = str_copyn(&a, cut + 5,
		    text.len - (size_t)(cut - text.s) - 5);
		text = str_copyn(&a, text.s, (size_t)(cut - text.s));
	}
	script_read(one, STR("f.call"), text, &p);
	if (cut != NULL)
		script_po_read(one, STR("en"), STR("f.en.po"), po, &p);
	script_check(one, NULL, &p);
	look_at(&p);
	if (p.errors == 0) {
		script_bundle(one, &b);
		script_bundle_read(two, buf_view(&b), &q);
		HOLDS(two->steps.n == one->steps.n);
	}
	buf_done(&b);
	script_free(one);
	script_free(two);
	arena_done(&a);
	return 0;
}
