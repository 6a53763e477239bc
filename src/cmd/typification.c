/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification.c - the verbs about the tree of what contacts are about.
 */
#include "core/typification.h"

#include "base/utf8.h"
#include "base/json.h"
#include "cmd/refer.h"

static enum err
answer_rows(struct cmd_ctx *cx, enum err rc,
    const struct rows_typification_list *rows)
{
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", TYPIFICATION_LIST, *rows);
	return rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_typification_list rows;
	enum err rc = typification_list(cx->core, cx->arena,
	    arg_bool(a, "retired"), &rows);

	return answer_rows(cx, rc, &rows);
}

static enum err
find(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_typification_list rows;
	enum err rc =
	    typification_find(cx->core, cx->arena, arg_str(a, "text"), &rows);

	return answer_rows(cx, rc, &rows);
}

static enum err
search(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct typification_hits hits;
	enum err rc = typification_search(cx->core, cx->arena,
	    arg_str(a, "text"), arg_int(a, "limit", 0), &hits);

	if (rc != OK)
		return rc;
	reply_table(r, "rows");
	for (size_t i = 0; i < hits.n; i++) {
		const struct typification_hit *h = &hits.v[i];

		reply_line(r);
		reply_int(r, "number", h->number);
		reply_text(r, "mnemonic", h->mnemonic);
		reply_text(r, "code", h->code);
		reply_text(r, "path", h->path);
		reply_json(r, "required", h->required);
		reply_int(r, "priority", h->priority);
		reply_text(r, "team", h->team);
		reply_text(r, "team_name", h->team_name);
		reply_text(r, "why", str_of(h->why));
		reply_at(r, "last_at", h->last_at);
	}
	return OK;
}

static enum err
mnemonic(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = typification_mnemonic(cx->core, arg_str(a, "code"),
	    arg_str(a, "short"));

	if (rc == OK)
		reply_text(cx->reply, "code", arg_str(a, "code"));
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct row_typification_get row;
	struct str path;
	enum err rc;

	rc = typification_get(cx->core, cx->arena, arg_str(a, "code"), &row);
	if (rc == OK)
		rc = typification_path(cx->core, cx->arena, row.code, &path);
	if (rc != OK)
		return rc;
	ANSWER(cx->reply, TYPIFICATION_GET, &row);
	reply_text(cx->reply, "path", path);
	return OK;
}

/* "plate,km" as the JSON list that is stored. */
static struct str
json_list(struct arena *a, struct str codes)
{
	struct json *list = json_array_new();
	struct buf b = { 0 };
	struct str one, out;

	while (str_next(a, &codes, ',', &one))
		if (one.len > 0)
			json_push_str(list, one);
	json_print(list, &b, false);
	out = utf8_trim(a, buf_copy(a, &b));
	buf_done(&b);
	json_free(list);
	return out;
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct typification_new new = {
		.code = arg_str(a, "code"),
		.parent = arg_str(a, "parent"),
		.kind = arg_str(a, "kind"),
		.leaf = arg_int(a, "leaf", 1) != 0,
		.priority = arg_int(a, "priority", 0),
		.team = arg_str(a, "team"),
		.mnemonic = arg_str(a, "short"),
	};
	enum err rc;

	if (arg_given(a, "required"))
		new.required = json_list(cx->arena, arg_str(a, "required"));
	else
		new.required = STR_NONE;
	new.names = refer_pairs(cx, a, "name", &new.nnames);
	if ((rc = typification_add(cx->core, &new)) == OK)
		reply_text(cx->reply, "code", new.code);
	return rc;
}

static enum err
retire(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = typification_retire(cx->core, arg_str(a, "code"));

	if (rc == OK)
		reply_text(cx->reply, "code", arg_str(a, "code"));
	return rc;
}

const struct cmd_def cmd_typification[] = {
	{ .name = "typification list",
	    .title = N_("Tree of types"),
	    .run = list,
	    .columns = "code name kind leaf required priority team retired_at",
	    .may = MAY_TYPIFICATION_READ,
	    .args = "retired:bool?",
	    .help = N_("List the whole tree, parents before children") },
	{ .name = "typification find",
	    .title = N_("Types found"),
	    .run = find,
	    .columns = "code name kind required priority team",
	    .may = MAY_TYPIFICATION_READ,
	    .args = "<text:words>?",
	    .help = N_("Find leaves by code or by the words of their names") },
	{ .name = "typification search",
	    .title = N_("Types found"),
	    .run = search,
	    .columns = "number mnemonic path team_name priority why last_at",
	    .may = MAY_TYPIFICATION_READ,
	    .args = "<text:words>? limit:int?",
	    .help = N_("Find a leaf as one types: short code, your recent "
		       "ones, words") },
	{ .name = "typification mnemonic",
	    .run = mnemonic,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<code:typification> <short:line>?",
	    .help = N_("Give a leaf its short code, or take it away") },
	{ .name = "typification show",
	    .title = N_("Type"),
	    .run = show,
	    .may = MAY_TYPIFICATION_READ,
	    .args = "<code:typification>",
	    .help = N_("Show one, with its path and what it requires") },
	{ .name = "typification add",
	    .run = add,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<code:line> parent:typification? "
		    "kind:choice(query|complaint|request|suggestion|sale)? "
		    "leaf:bool? required:line? priority:int? team:team? "
		    "short:line? "
		    "name:pair*",
	    .help = N_("Add to the tree"),
	    .more = N_("name=LANGUAGE=TEXT, at least one: name=es=Garantía "
		       "name=en=Warranty. leaf=no makes a branch of the tree. "
		       "required= takes field names with commas.") },
	{ .name = "typification retire",
	    .run = retire,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<code:typification>",
	    .help = N_("Use it no more; what was typified so stays") },
	{ 0 },
};
