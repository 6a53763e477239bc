/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agent_edit.c - the people who work here: changed, sent home, taken back.
 */
#include "base/utf8.h"
#include "core/agent.h"
#include "core/pgrole.h"
#include "core/role.h"
#include "core/state.h"
#include "core/team.h"

enum { MAX_NAME = 200 };

struct editing {
	const struct agent_change *in;
	struct str login;
	struct arena *arena;
	struct str sql;
	bool active;
};

/* Somebody must be left who can add agents. */
static enum err
check_last(struct core *c, const struct row_agent_by_login *who)
{
	struct rows_agent_admins others;
	enum err rc;

	if (!str_is(who->role, "administrator") || !who->active)
		return OK;
	rc = q_agent_admins(c->db, &c->scratch, who->id, &others);
	if (rc == OK && others.n == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("%s is the last active administrator; make another one "
		      "first"),
		    who->login.s);
	return core_db(c, rc);
}

static enum err
saved_first(struct core *c, struct str login)
{
	return fail(&c->fault, ERR_CONFLICT,
	    _("somebody saved the agent '%s' first; look again and repeat"),
	    login.s);
}

static struct str
or_was(struct str new, struct str was)
{
	return new.len > 0 ? new : was;
}

/* The row as it will be; a word that may be "-" is none. */
static enum err
changed(struct core *c, const struct agent_change *in,
    const struct row_agent_by_login *was, struct row_agent_by_login *now)
{
	struct row_branch_get branch;
	enum err rc;

	*now = *was;
	rc = core_text(c, _("the name"), or_was(in->name, was->name), MAX_NAME,
	    false, false, &now->name);
	if (rc != OK)
		return rc;
	now->role = or_was(in->role, was->role);
	now->lang = or_was(in->lang, was->lang);
	now->zone = or_was(in->zone, was->zone);
	now->branch = str_is(in->branch, "-") ? STR_NONE
					      : or_was(in->branch, was->branch);
	if ((rc = role_check(c, now->role)) != OK)
		return rc;
	if ((rc = lang_check(c, now->lang)) != OK)
		return rc;
	if ((rc = zone_check(c, now->zone)) != OK)
		return rc;
	if (str_eq(now->branch, was->branch) || now->branch.len == 0)
		return OK;
	return branch_check(c, now->branch, &branch);
}

static enum err
edit_row(struct core *c, struct write *w, const struct row_agent_by_login *was,
    const struct row_agent_by_login *now)
{
	size_t before = w->event.values.n;
	int64_t saved;
	enum err rc;

	write_set(c, w, "name", was->name, now->name);
	write_set(c, w, "role", was->role, now->role);
	write_set(c, w, "branch", was->branch, now->branch);
	write_set(c, w, "lang", was->lang, now->lang);
	write_set(c, w, "zone", was->zone, now->zone);
	if (w->event.values.n == before)
		return fail(&c->fault, ERR_INVALID,
		    _("nothing to change in the agent '%s'"), was->login.s);
	rc = q_agent_set(c->db, was->id, was->version, now->name,
	    utf8_fold(&c->scratch, now->name),
	    utf8_sort(&c->scratch, now->name), now->role, now->branch,
	    now->lang, now->zone, &saved);
	if (rc == OK && saved == 0)
		return saved_first(c, was->login);
	w->version = was->version + 1;
	return rc;
}

static enum err
edit_database_role(struct core *c, struct editing *e,
    const struct row_agent_by_login *was, const struct row_agent_by_login *now)
{
	bool is = str_is(now->role, "administrator");
	struct buf sql = { 0 };
	enum err rc;

	if (is == str_is(was->role, "administrator"))
		return OK;
	pgrole_admin(c, &sql, was->login, is);
	rc = pgrole_run(c, e->arena, &sql, &e->sql);
	buf_done(&sql);
	return rc;
}

static enum err
edit_body(struct core *c, struct write *w)
{
	struct editing *e = w->u;
	struct row_agent_by_login was, now;
	enum err rc;

	if ((rc = agent_by_login(c, &c->scratch, e->login, &was)) != OK)
		return rc;
	if (e->in->version != 0 && e->in->version != was.version)
		return saved_first(c, was.login);
	if ((rc = changed(c, e->in, &was, &now)) != OK)
		return rc;
	if (!str_eq(was.role, now.role) && (rc = check_last(c, &was)) != OK)
		return rc;
	if ((rc = edit_row(c, w, &was, &now)) != OK)
		return rc;
	return edit_database_role(c, e, &was, &now);
}

static enum err
write_edit(struct core *c, const char *kind, struct editing *e,
    enum err (*body)(struct core *, struct write *), struct agent_done *out)
{
	struct write w = { .may = MAY_AGENT_ADMIN,
		.kind = kind,
		.entity = "agent",
		.body = body,
		.u = e };
	struct row_agent_by_login row;
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if ((rc = agent_by_login(c, &c->scratch, e->login, &row)) != OK)
		return rc;
	w.id = row.id;
	if ((rc = core_write(c, &w)) != OK)
		return rc;
	*out = (struct agent_done){ .id = w.id,
		.replayed = w.replayed,
		.password = STR_NONE,
		.sql = e->sql };
	return id_eq(w.id, c->me.id) ? agent_refresh(c) : OK;
}

enum err
agent_edit(struct core *c, struct arena *a, struct str login,
    const struct agent_change *in, struct agent_done *out)
{
	struct editing e = {
		.in = in, .login = login, .arena = a, .sql = STR_NONE
	};

	return write_edit(c, "agent.edit", &e, edit_body, out);
}

static enum err
check_active(struct core *c, const struct row_agent_by_login *was, bool active)
{
	if ((was->active != 0) == active)
		return fail(&c->fault, ERR_INVALID,
		    active ? _("the agent '%s' is enabled already")
			   : _("the agent '%s' is disabled already"),
		    was->login.s);
	if (!active && id_eq(was->id, c->me.id))
		return fail(&c->fault, ERR_INVALID,
		    _("nobody disables themselves; ask another "
		      "administrator"));
	return active ? OK : check_last(c, was);
}

static enum err
active_body(struct core *c, struct write *w)
{
	struct editing *e = w->u;
	struct row_agent_by_login was;
	struct buf sql = { 0 };
	int64_t saved;
	enum err rc;

	if ((rc = agent_by_login(c, &c->scratch, e->login, &was)) != OK)
		return rc;
	if ((rc = check_active(c, &was, e->active)) != OK)
		return rc;
	if (!e->active && (rc = state_end(c, w, was.id, STR("disabled"))) != OK)
		return rc;
	rc = q_agent_activate(c->db, was.id, was.version, e->active, &saved);
	if (rc == OK && saved == 0)
		return saved_first(c, was.login);
	if (rc != OK)
		return rc;
	w->version = was.version + 1;
	write_set(c, w, "active", e->active ? STR("no") : STR("yes"),
	    e->active ? STR("yes") : STR("no"));
	pgrole_login(c, &sql, was.login, e->active);
	rc = pgrole_run(c, e->arena, &sql, &e->sql);
	buf_done(&sql);
	return rc;
}

enum err
agent_disable(struct core *c, struct arena *a, struct str login,
    struct agent_done *out)
{
	struct editing e = { .login = login, .arena = a, .sql = STR_NONE };

	return write_edit(c, "agent.disable", &e, active_body, out);
}

enum err
agent_enable(struct core *c, struct arena *a, struct str login,
    struct agent_done *out)
{
	struct editing e = {
		.login = login, .arena = a, .sql = STR_NONE, .active = true
	};

	return write_edit(c, "agent.enable", &e, active_body, out);
}
