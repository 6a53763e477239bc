/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * role.c - the verbs about what each role may do.
 */
#include "core/role.h"

#include "cmd/cmd.h"
#include "core/sign.h"

/* "1,2" as words. */
static struct str
class_words(struct arena *a, struct str list)
{
	struct str out = STR_NONE, one;
	int64_t class;

	while (str_next(a, &list, ',', &one))
		if (str_int(one, &class))
			out = str_printf(a, "%s%s%s", out.s,
			    out.len > 0 ? "," : "", class_name((int)class));
	return out;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct rows_role_list rows;
	enum err rc = role_list(cx->core, cx->arena, &rows);

	(void)a;
	if (rc != OK)
		return rc;
	reply_table(r, "rows");
	for (size_t i = 0; i < rows.n; i++) {
		reply_line(r);
		reply_text(r, "code", rows.v[i].code);
		reply_int(r, "agents", rows.v[i].agents);
		reply_text(r, "reads",
		    class_words(cx->arena, rows.v[i].classes));
	}
	return OK;
}

static enum err
grants(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct rows_role_grants rows;
	enum err rc =
	    role_grants(cx->core, cx->arena, arg_str(a, "role"), &rows);

	if (rc != OK)
		return rc;
	reply_table(r, "rows");
	for (size_t i = 0; i < rows.n; i++) {
		reply_line(r);
		reply_text(r, "role", rows.v[i].role);
		reply_text(r, "verb", rows.v[i].verb);
		reply_text(r, "scope",
		    str_of(scope_name((int)rows.v[i].scope)));
	}
	return OK;
}

static enum err
rights(struct cmd_ctx *cx, const struct args *a)
{
	(void)a;
	reply_table(cx->reply, "rows");
	for (int i = MAY_ANYONE + 1; i < MAY_COUNT; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "verb", str_of(may_name((enum may)i)));
		reply_text(cx->reply, "what", str_of(may_what((enum may)i)));
	}
	return OK;
}

static enum err
grant(struct cmd_ctx *cx, const struct args *a)
{
	struct str scope = arg_str(a, "scope");
	enum err rc = role_grant(cx->core, arg_str(a, "role"),
	    arg_str(a, "verb"), scope.len > 0 ? scope_find(scope) : SCOPE_ALL);

	if (rc == OK)
		reply_text(cx->reply, "role", arg_str(a, "role"));
	return rc;
}

static enum err
revoke(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc =
	    role_revoke(cx->core, arg_str(a, "role"), arg_str(a, "verb"));

	if (rc == OK)
		reply_text(cx->reply, "role", arg_str(a, "role"));
	return rc;
}

static enum err
clear(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = role_clear(cx->core, arg_str(a, "role"),
	    class_find(arg_str(a, "class")), arg_int(a, "clear", 1) != 0);

	if (rc == OK)
		reply_text(cx->reply, "role", arg_str(a, "role"));
	return rc;
}

static enum err
totp(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = sign_totp_rule(cx->core, arg_str(a, "role"),
	    arg_int(a, "required", 1) != 0);

	if (rc == OK)
		reply_text(cx->reply, "role", arg_str(a, "role"));
	return rc;
}

const struct cmd_def cmd_role[] = {
	{ .name = "role list",
	    .title = N_("Roles"),
	    .run = list,
	    .may = MAY_AGENT_READ,
	    .help = N_("List the roles and the field classes each reads") },
	{ .name = "role grants",
	    .title = N_("What roles may do"),
	    .run = grants,
	    .may = MAY_AGENT_READ,
	    .args = "<role:role>?",
	    .help = N_("List what a role may do, or all of them") },
	{ .name = "role rights",
	    .title = N_("Rights"),
	    .run = rights,
	    .needs = NEED_NONE,
	    .help = N_("List the rights there are") },
	{ .name = "role grant",
	    .run = grant,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args =
		"<role:role> <verb:verb> <scope:choice(own|team|branch|all)>?",
	    .help = N_("Give a role a right, or change how far it reaches"),
	    .more = N_("Without a scope it reaches everything.") },
	{ .name = "role revoke",
	    .run = revoke,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<role:role> <verb:verb>",
	    .help = N_("Take a right from a role") },
	{ .name = "role clear",
	    .run = clear,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<role:role> class:choice(personal|sensitive|secret) "
		    "clear:bool?",
	    .help = N_("Let a role read a class of fields in clear, or not"),
	    .more = N_("clear=no veils them.") },
	{ .name = "role totp",
	    .run = totp,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<role:role> required:bool?",
	    .help = N_("Ask a role for one-time codes at sign-in, or not") },
	{ 0 },
};
