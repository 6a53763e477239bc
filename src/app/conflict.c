/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * conflict.c - somebody saved first: what was to be saved goes to the screen
 * that compares, field by field.
 */
#include "app/app.h"
#include "base/json.h"

struct change {
	struct id id;
	int64_t version;
	struct json *fields;
	bool other; /* words that are no fields */
};

static void
add(struct change *c, struct str name, struct str value)
{
	struct json *pair = json_array_new();

	json_push_str(pair, name);
	json_push_str(pair, value);
	json_push(c->fields, pair);
}

/* "subject=…", "field=plate=…", the id, the version. */
static void
take(struct arena *a, struct change *c, struct str word, const char *noun)
{
	struct str rest = word, name = STR_NONE;
	const char *eq = strchr(word.s, '=');

	if (eq == NULL) {
		c->other |= !id_parse(word, &c->id);
		return;
	}
	str_next(a, &rest, '=', &name);
	if (str_is(name, noun)) {
		c->other |= !id_parse(rest, &c->id);
	} else if (str_is(name, "version")) {
		c->other |= !str_int(rest, &c->version);
	} else if (str_is(name, "field")) {
		str_next(a, &rest, '=', &name);
		add(c, str_printf(a, "field.%s", name.s), rest);
	} else if (!str_is(name, "op") && !str_is(name, "at")) {
		add(c, name, rest);
	}
}

static struct str
as_json(struct arena *a, const struct change *c, struct str noun)
{
	struct json *j = json_object_new();
	struct buf b = { 0 };
	struct str out;

	json_set_str(j, "entity", noun);
	json_set_str(j, "command", str_printf(a, "%s edit", noun.s));
	json_set_str(j, "id", id_str(&c->id));
	json_set_int(j, "version", c->version);
	json_set(j, "fields", c->fields);
	json_print(j, &b, false);
	json_free(j);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

bool
app_compare(struct app *app, struct str words)
{
	struct change c = { .fields = json_array_new() };
	struct view *v = app_view(app);
	struct arena a = { 0 };
	struct words w = { 0 };
	bool can;

	can = cmd_split(&a, words, &w, NULL) == OK && w.n > 3 &&
	    str_is(w.v[1], "edit") &&
	    (str_is(w.v[0], "ticket") || str_is(w.v[0], "customer"));
	for (size_t i = 2; can && i < w.n; i++)
		take(&a, &c, w.v[i], w.v[0].s);
	can = can && !c.other && !id_none(c.id) && c.version > 0;
	if (can && v != NULL && strcmp(v->s.def->name, "compare") == 0) {
		json_free(c.fields);
		view_load(app, v); /* and once more meanwhile */
	} else if (can) {
		view_open(app, "compare", c.id, as_json(&a, &c, w.v[0]), false);
	} else {
		json_free(c.fields);
	}
	app->fresh = app->fresh && !can; /* the screen says it */
	arena_done(&a);
	return can;
}
