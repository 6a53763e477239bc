/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * field.c - the verbs about fields that a centre adds.
 */
#include "core/field.h"

#include "cmd/cmd.h"
#include "base/utf8.h"
#include "base/json.h"
#include "core/role.h"

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_field_list rows;
	enum err rc =
	    field_list(cx->core, cx->arena, arg_str(a, "entity"), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", FIELD_LIST, rows);
	return rc;
}

static struct str
choices(struct arena *a, const struct arg *v)
{
	struct json *list = json_array_new();
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < v->all.n; i++)
		json_push_str(list, v->all.v[i]);
	json_print(list, &b, false);
	out = utf8_trim(a, buf_copy(a, &b));
	buf_done(&b);
	json_free(list);
	return out;
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct field_new new = {
		.id = arg_str(a, "name"),
		.entity = arg_str(a, "entity"),
		.type = arg_str(a, "type"),
		.class = arg_given(a, "class") ? class_find(arg_str(a, "class"))
					       : CLASS_OPEN,
		.choices = STR_NONE,
	};
	enum err rc;

	if (arg_given(a, "choice"))
		new.choices = choices(cx->arena, arg_get(a, "choice"));
	if ((rc = field_add(cx->core, &new)) == OK)
		reply_text(cx->reply, "code", new.id);
	return rc;
}

const struct cmd_def cmd_field[] = {
	{ .name = "field list",
	    .title = N_("Fields"),
	    .run = list,
	    .columns = "id entity type class choices retired_at",
	    .may = MAY_TYPIFICATION_READ,
	    .args = "entity:choice(ticket|customer)?",
	    .help = N_("List the fields this centre added") },
	{ .name = "field add",
	    .run = add,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args =
		"<name:line> entity:choice(ticket|customer) "
		"type:choice(text|number|date|choice|yesno|money) "
		"class:choice(open|personal|sensitive|secret)? choice:line*",
	    .help = N_("Add a field to tickets or customers"),
	    .more = N_("A field of type choice takes choice=VALUE for each.") },
	{ 0 },
};
