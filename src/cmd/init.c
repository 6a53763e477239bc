/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * init.c - the verb that founds a database, and fills it to try things on.
 */
#include "cmd/guides.h"
#include "core/demo.h"
#include "core/house.h"

static void
progress(void *u, const char *what, int64_t done, int64_t total)
{
	struct cmd_ctx *cx = u;

	cx->progress(cx, what, done, total);
}

static void
sign_in(struct reply *r, struct str login, struct str role, struct str password,
    struct str sql)
{
	reply_line(r);
	reply_text(r, "login", login);
	reply_text(r, "role", role);
	reply_text(r, "password", password);
	if (sql.len > 0)
		reply_text(r, "sql", sql);
}

static bool
has(const struct demo_result *demo, struct str login)
{
	for (size_t i = 0; i < demo->sign_ins.n; i++)
		if (str_eq(demo->sign_ins.v[i].login, login))
			return true;
	return false;
}

/* Roles belong to the server: those of an older database are still there. */
static bool
kept_some(const struct agent_done *first, const struct demo_result *demo)
{
	for (size_t i = 0; i < demo->sign_ins.n; i++)
		if (demo->sign_ins.v[i].password.len == 0)
			return true;
	return first->password.len == 0;
}

/* The founder's own line, unless the demo gave that person a password. */
static void
answer(struct cmd_ctx *cx, const struct agent_done *first,
    const struct demo_result *demo)
{
	struct reply *r = cx->reply;

	reply_text(r, "database",
	    house_shown(cx->arena, str_of(cx->house->how.url)));
	if (demo->agents > 0) {
		reply_int(r, "branches", demo->branches);
		reply_int(r, "agents", demo->agents);
		reply_int(r, "customers", demo->customers);
		reply_int(r, "interactions", demo->interactions);
		reply_int(r, "tickets", demo->tickets);
	}
	if (kept_some(first, demo))
		reply_text(r, "note",
		    str_of(_("Who has no password here was a user of this "
			     "server before and keeps the old one; cabina "
			     "agent password NAME makes a new one.")));
	reply_table(r, "sign_ins");
	if (!has(demo, cx->core->me.login))
		sign_in(r, cx->core->me.login, cx->core->me.role,
		    first->password, first->sql);
	for (size_t i = 0; i < demo->sign_ins.n; i++)
		sign_in(r, demo->sign_ins.v[i].login, demo->sign_ins.v[i].role,
		    demo->sign_ins.v[i].password, demo->sign_ins.v[i].sql);
	reply_thing(r);
}

static enum err
fill(struct cmd_ctx *cx, const struct args *a, struct demo_result *out)
{
	struct demo_options how = {
		.size = demo_size(arg_str(a, "demo")),
		.seed = (uint64_t)arg_int(a, "seed", 1),
		.progress = cx->progress != NULL ? progress : NULL,
		.u = cx,
	};

	enum err rc;

	if (!arg_given(a, "demo"))
		return OK;
	rc = demo_make(cx->core, cx->arena, &how, out);
	if (rc == OK)
		rc = guides_publish(cx);
	return rc == OK ? guides_past(cx, &how, out->interactions) : rc;
}

static enum err
init(struct cmd_ctx *cx, const struct args *a)
{
	struct house_new new = {
		.name = arg_given(a, "name") ? arg_str(a, "name")
					     : str_of(_("Administrator")),
		.twin = arg_bool(a, "twin"),
	};
	struct demo_result demo = { .agents = 0 };
	struct agent_done first;
	enum err rc;

	if (arg_given(a, "seed") && !arg_given(a, "demo"))
		return fail(&cx->core->fault, ERR_USAGE,
		    _("seed= is for a demo: add --demo small"));
	if ((rc = house_open(cx->house, HOUSE_MAKE)) != OK)
		return rc;
	if ((rc = house_found(cx->house, cx->arena, &new, &first)) != OK)
		return rc;
	if ((rc = fill(cx, a, &demo)) == OK)
		answer(cx, &first, &demo);
	return rc;
}

const struct cmd_def cmd_init[] = {
	{ .name = "init",
	    .run = init,
	    .needs = NEED_NONE,
	    .args = "demo:choice(small|medium|large)? seed:int? name:line? "
		    "twin:bool?",
	    .help = N_("Make a new database, empty or with a demo centre"),
	    .more = N_("Passwords are shown once. The same seed makes the same "
		       "demo. twin=yes marks a database for training and "
		       "tests, whose "
		       "clock may come from the file CABINA_CLOCK names, and "
		       "CABINA_SLOW makes each job of a console take so many "
		       "milliseconds longer.") },
	{ 0 },
};
