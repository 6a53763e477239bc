/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store.c - the verbs about the database's schema.
 */
#include "cmd/cmd.h"
#include "core/house.h"

static enum err
check(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct migrate_state s;
	enum err rc = house_schema(cx->house, &s);

	(void)a;
	if (rc != OK)
		return rc;
	reply_text(r, "engine", str_of(db_engine_name(cx->core->db)));
	reply_text(r, "engine_version", db_version(cx->core->db, cx->arena));
	reply_int(r, "schema", s.have);
	reply_int(r, "needed", s.want);
	reply_bool(r, "ok", s.have == s.want);
	if (s.have == s.want)
		return OK;
	r->keep = true;
	return fail(&cx->core->fault, ERR_INVALID,
	    s.have == 0
		? _("the database is empty; run 'cabina init'")
		: _("the schema is older than this program; run 'cabina store "
		    "migrate'"));
}

static enum err
migrate(struct cmd_ctx *cx, const struct args *a)
{
	struct migrate_state was, is;
	enum err rc;

	(void)a;
	if ((rc = house_migrate(cx->house, &was)) != OK)
		return rc;
	if ((rc = house_schema(cx->house, &is)) != OK)
		return rc;
	reply_int(cx->reply, "was", was.have);
	reply_int(cx->reply, "schema", is.have);
	return OK;
}

const struct cmd_def cmd_store[] = {
	{ .name = "store check",
	    .run = check,
	    .needs = NEED_OWNER,
	    .help = N_("Compare the database's schema with this program") },
	{ .name = "store migrate",
	    .run = migrate,
	    .needs = NEED_OWNER,
	    .help = N_("Bring the database up to this program's schema"),
	    .more = N_("Make a copy first: an older program cannot read it "
		       "afterwards.") },
	{ 0 },
};
