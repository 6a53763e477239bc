/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agent.c - the verbs about people who work here.
 */
#include "core/agent.h"

#include "cmd/cmd.h"
#include "core/sign.h"
#include "core/why.h"

static void
answer_done(struct cmd_ctx *cx, struct str login, const struct agent_done *done)
{
	reply_id(cx->reply, "id", done->id);
	reply_text(cx->reply, "login", login);
	if (done->password.len > 0)
		reply_text(cx->reply, "password", done->password);
	if (done->sql.len > 0)
		reply_text(cx->reply, "sql", done->sql);
	if (done->kept)
		reply_text(cx->reply, "note",
		    str_of(_("The server had that user already and its "
			     "password stays; agent password makes a new "
			     "one.")));
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct agent_new new = {
		.login = arg_str(a, "login"),
		.name = arg_str(a, "name"),
		.role = arg_str(a, "role"),
		.branch = arg_str(a, "branch"),
		.teams = arg_str(a, "teams"),
		.lang = arg_str(a, "lang"),
		.zone = arg_str(a, "zone"),
		.password = arg_str(a, "password"),
		.no_password = arg_bool(a, "no-password"),
	};
	struct agent_done done;
	enum err rc = agent_add(cx->core, cx->arena, &new, &done);

	if (rc == OK)
		answer_done(cx, new.login, &done);
	return rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct agent_filter f = {
		.role = arg_str(a, "role"),
		.branch = arg_str(a, "branch"),
		.team = arg_str(a, "team"),
		.text = arg_str(a, "text"),
		.all = arg_bool(a, "all"),
		.limit = arg_int(a, "limit", 0),
	};
	struct rows_agent_list rows;
	enum err rc = agent_list(cx->core, cx->arena, &f, &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", AGENT_LIST, rows);
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct row_agent_list row;
	enum err rc = agent_get(cx->core, cx->arena, arg_str(a, "agent"), &row);

	if (rc == OK)
		ANSWER(cx->reply, AGENT_LIST, &row);
	return rc;
}

static enum err
edit(struct cmd_ctx *cx, const struct args *a)
{
	struct agent_change ch = {
		.name = arg_str(a, "name"),
		.role = arg_str(a, "role"),
		.branch = arg_str(a, "branch"),
		.lang = arg_str(a, "lang"),
		.zone = arg_str(a, "zone"),
		.version = arg_int(a, "version", 0),
	};
	struct str login = arg_str(a, "agent");
	struct agent_done done;
	enum err rc = agent_edit(cx->core, cx->arena, login, &ch, &done);

	if (rc == OK)
		answer_done(cx, login, &done);
	return rc;
}

static enum err
enable(struct cmd_ctx *cx, const struct args *a)
{
	struct str login = arg_str(a, "agent");
	struct agent_done done;
	enum err rc = agent_enable(cx->core, cx->arena, login, &done);

	if (rc == OK)
		answer_done(cx, login, &done);
	return rc;
}

static enum err
disable(struct cmd_ctx *cx, const struct args *a)
{
	struct str login = arg_str(a, "agent");
	struct agent_done done;
	enum err rc = agent_disable(cx->core, cx->arena, login, &done);

	if (rc == OK)
		answer_done(cx, login, &done);
	return rc;
}

static enum err
unlock(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = sign_unlock(cx->core, arg_str(a, "agent"));

	if (rc == OK)
		reply_text(cx->reply, "login", arg_str(a, "agent"));
	return rc;
}

static enum err
password(struct cmd_ctx *cx, const struct args *a)
{
	struct str login = arg_str(a, "agent");
	struct agent_done done;
	enum err rc = sign_reset(cx->core, cx->arena, login,
	    arg_str(a, "password"), &done);

	if (rc == OK)
		answer_done(cx, login, &done);
	return rc;
}

static enum err
own_password(struct cmd_ctx *cx, const struct args *a)
{
	return sign_password(cx->core, arg_str(a, "old"), arg_str(a, "new"));
}

static enum err
totp_start(struct cmd_ctx *cx, const struct args *a)
{
	struct str secret, uri;
	enum err rc = sign_totp_start(cx->core, cx->arena, &secret, &uri);

	(void)a;
	if (rc == OK) {
		reply_text(cx->reply, "secret", secret);
		reply_text(cx->reply, "uri", uri);
	}
	return rc;
}

static enum err
totp_confirm(struct cmd_ctx *cx, const struct args *a)
{
	return sign_totp_confirm(cx->core, arg_str(a, "secret"),
	    arg_str(a, "code"));
}

static enum err
totp_remove(struct cmd_ctx *cx, const struct args *a)
{
	return sign_totp_remove(cx->core, arg_str(a, "agent"));
}

static enum err
password_days(struct cmd_ctx *cx, const struct args *a)
{
	return sign_days_rule(cx->core, arg_int(a, "days", 0));
}

static enum err
why(struct cmd_ctx *cx, const struct args *a)
{
	struct why w;
	enum err rc = why_explain(cx->core, cx->arena, arg_str(a, "agent"),
	    arg_str(a, "verb"), arg_str(a, "entity"), &w);

	if (rc != OK)
		return rc;
	reply_bool(cx->reply, "may", w.may);
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < w.n; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "step", w.v[i].step);
		reply_text(cx->reply, "answer", w.v[i].answer);
		reply_text(cx->reply, "reason", w.v[i].reason);
	}
	return OK;
}

const struct cmd_def cmd_agent[] = {
	{ .name = "agent add",
	    .run = add,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<login:line> name:line role:role branch:branch? "
		    "teams:line? lang:line? zone:line? password:secret? "
		    "no-password:bool?",
	    .help = N_("Add a person who works here"),
	    .more = N_(
		"Without password= one is made and shown once; it must be "
		"changed at the first sign-in. On PostgreSQL the person is a "
		"database role; when yours may not make roles, the answer is "
		"the SQL for somebody who may.") },
	{ .name = "agent list",
	    .title = N_("Staff"),
	    .run = list,
	    .columns = "login name role branch teams active state since_at",
	    .may = MAY_AGENT_READ,
	    .args = "<text:words>? role:role? branch:branch? team:team? "
		    "all:bool? limit:int?",
	    .help = N_("List the staff, or those whose name has a text") },
	{ .name = "agent show",
	    .title = N_("Person"),
	    .run = show,
	    .args = "<agent:agent>",
	    .help = N_("Show one person") },
	{ .name = "agent edit",
	    .run = edit,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<agent:agent> name:line? role:role? branch:branch? "
		    "lang:line? zone:line? version:int?",
	    .help =
		N_("Change a person's name, role, branch, language or zone"),
	    .more = N_("branch=- takes the branch away.") },
	{ .name = "agent enable",
	    .run = enable,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<agent:agent>",
	    .help = N_("Let a disabled person sign in again") },
	{ .name = "agent disable",
	    .run = disable,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<agent:agent>",
	    .help = N_("Let nobody sign in as this person; the work stays") },
	{ .name = "agent unlock",
	    .run = unlock,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<agent:agent>",
	    .help = N_("Forget a person's wrong passwords") },
	{ .name = "agent password",
	    .run = password,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<agent:agent> password:secret?",
	    .help = N_("Give somebody a new password"),
	    .more = N_("Without password= one is made and shown once. Where "
		       "people sign in by the program, it is changed at the "
		       "first sign-in. A PostgreSQL server keeps the passwords "
		       "of its roles and asks for no change: 'agent "
		       "own-password' makes it.") },
	{ .name = "agent own-password",
	    .run = own_password,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "old:secret new:secret",
	    .help = N_("Change your own password") },
	{ .name = "agent password-days",
	    .run = password_days,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<days:int>",
	    .help = N_("Set how many days a password lasts; 0 is for ever") },
	{ .name = "agent totp-start",
	    .title = N_("One-time codes"),
	    .run = totp_start,
	    .may = MAY_ANYONE,
	    .help =
		N_("Make a secret for one-time codes; stores nothing yet") },
	{ .name = "agent totp-confirm",
	    .run = totp_confirm,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "secret:secret code:line",
	    .help = N_("Use one-time codes from now on") },
	{ .name = "agent totp-remove",
	    .run = totp_remove,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<agent:agent>",
	    .help =
		N_("Sign a person in without codes: the telephone is lost") },
	{ .name = "agent why",
	    .title = N_("Why they may"),
	    .run = why,
	    .args = "<agent:agent> <verb:verb> <entity:line>?",
	    .help = N_("Explain why a person may or may not do something"),
	    .more =
		N_("The last word may be a ticket's or a contact's number, a "
		   "customer's id or a login: agent why ana ticket.edit "
		   "T-1042") },
	{ 0 },
};
