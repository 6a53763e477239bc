/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * focus_row.c - rows of time to text and back.
 */
#include "app/focus_row.h"

#include "base/json.h"

static const char *const entities[] = { "ticket", "interaction" };

void
focus_rows_print(const struct focus_row *rows, size_t n, struct buf *out)
{
	struct json *all = json_array_new();

	for (size_t i = 0; i < n; i++) {
		const struct spent_new *s = &rows[i].spent;
		struct json *o = json_object_new();

		json_set_str(o, "op", id_str(&rows[i].op));
		json_set_str(o, "agent", id_str(&rows[i].agent));
		json_set_str(o, "entity", str_of(s->entity));
		json_set_str(o, "id", id_str(&s->id));
		json_set_int(o, "from", s->from);
		json_set_int(o, "to", s->to);
		json_set_int(o, "ms", s->ms);
		json_push(all, o);
	}
	json_print(all, out, false);
	json_free(all);
}

static bool
read_row(const struct json *o, struct focus_row *row)
{
	struct str entity = json_str(json_get(o, "entity"));

	*row = (struct focus_row){ .spent = { .entity = NULL,
				       .from = json_int(json_get(o, "from")),
				       .to = json_int(json_get(o, "to")),
				       .ms = json_int(json_get(o, "ms")) } };
	for (size_t i = 0; i < countof(entities); i++)
		if (str_is(entity, entities[i]))
			row->spent.entity = entities[i];
	return row->spent.entity != NULL &&
	    id_parse(json_str(json_get(o, "op")), &row->op) &&
	    id_parse(json_str(json_get(o, "agent")), &row->agent) &&
	    id_parse(json_str(json_get(o, "id")), &row->spent.id);
}

size_t
focus_rows_read(struct str text, struct focus_row *rows, size_t max)
{
	struct json *all;
	size_t n = 0;

	if (text.len == 0 || json_parse(text, &all, NULL) != OK)
		return 0;
	for (size_t i = 0; i < json_len(all) && n < max; i++)
		n += read_row(json_at(all, i), &rows[n]);
	json_free(all);
	return n;
}
