/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_code.c - the codes that a service script may name.
 */
#include "core/script.h"
#include "queries.h"

static const char *const coded[] = { "team", "queue", "branch", "outcome",
	"typification", "leaf" };

static bool
is_coded(struct str kind)
{
	for (size_t i = 0; i < countof(coded); i++)
		if (str_is(kind, coded[i]))
			return true;
	return false;
}

bool
script_code_known(struct core *c, struct arena *a, struct str kind,
    struct str code, struct str *nearest)
{
	struct rows_script_codes rows;
	int best = 4;

	*nearest = STR_NONE;
	if (!is_coded(kind) || c->db == NULL ||
	    q_script_codes(c->db, a, kind, &rows) != OK)
		return true;
	for (size_t i = 0; i < rows.n; i++) {
		int d = str_distance(rows.v[i].code, code, best - 1);

		if (d == 0)
			return true;
		if (d < best) {
			best = d;
			*nearest = rows.v[i].code;
		}
	}
	return false;
}
