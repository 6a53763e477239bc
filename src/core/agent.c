/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agent.c - the people who work here: found and added.
 */
#include "core/agent.h"

#include <ctype.h>

#include "base/secret.h"
#include "base/utf8.h"
#include "core/list.h"
#include "core/pgrole.h"
#include "core/role.h"
#include "core/sign.h"
#include "core/state.h"
#include "core/team.h"

enum { MAX_LOGIN = 60, MAX_NAME = 200, LIST = 1000, MAX_LIST = 5000 };

/* ---- finding ------------------------------------------------------------ */

enum err
login_check(struct core *c, struct str login)
{
	bool good = login.len > 0 && login.len <= MAX_LOGIN &&
	    islower((unsigned char)login.s[0]);

	for (size_t i = 0; i < login.len && good; i++)
		good = islower((unsigned char)login.s[i]) ||
		    isdigit((unsigned char)login.s[i]) ||
		    (login.s[i] != '\0' && strchr("._-", login.s[i]) != NULL);
	if (good)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("a login is 1 to %d letters a-z, digits, '.', '_' or '-', and "
	      "starts with a letter, such as 'ana.rojas'"),
	    MAX_LOGIN);
}

static enum err
no_agent(struct core *c, struct str who)
{
	return fail(&c->fault, ERR_NOT_FOUND,
	    _("there is no agent '%.*s'; see 'agent list'"), STR_ARG(who));
}

enum err
agent_by_login(struct core *c, struct arena *a, struct str login,
    struct row_agent_by_login *out)
{
	enum err rc;

	rc = q_agent_by_login(c->db, a, login, out);
	return rc == ERR_NOT_FOUND ? no_agent(c, login) : core_db(c, rc);
}

enum err
agent_list(struct core *c, struct arena *a, const struct agent_filter *f,
    struct rows_agent_list *out)
{
	struct str text = utf8_fold(&c->scratch, list_given(f->text));
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_READ, &scope)) != OK)
		return rc;
	if (f->limit < 0 || f->limit > MAX_LIST)
		return fail(&c->fault, ERR_INVALID,
		    _("the limit must be 1 to %d"), MAX_LIST);
	return core_db(c,
	    q_agent_list(c->db, a, &scope, STR_NONE, list_given(f->role),
		list_given(f->branch), list_given(f->team), text, f->all,
		f->limit != 0 ? f->limit : LIST, out));
}

enum err
agent_get(struct core *c, struct arena *a, struct str who,
    struct row_agent_list *out)
{
	struct scope scope = { .level = SCOPE_OWN, .agent = c->me.id };
	struct rows_agent_list rows;
	bool own;
	enum err rc;

	own = !id_none(c->me.id) &&
	    (str_eq(who, c->me.login) || str_is(who, c->me.id.s));
	if (who.len == 0)
		return no_agent(c, who);
	if (!own && (rc = core_allow(c, MAY_AGENT_READ, &scope)) != OK)
		return rc;
	rc = q_agent_list(c->db, a, &scope, who, STR_NONE, STR_NONE, STR_NONE,
	    STR_NONE, 1, 1, &rows);
	if (rc == OK && rows.n == 0)
		return no_agent(c, who);
	if (rc == OK)
		*out = rows.v[0];
	return core_db(c, rc);
}

/* ---- adding ------------------------------------------------------------- */

struct adding {
	struct agent_new in; /* checked */
	struct id id;
	struct arena *arena;
	struct str sql;
	char hash[SECRET_HASH];
	bool existing; /* the database role was there before */
	bool self;     /* agent_first: one's own role, as it is */
};

/* What the branch says of language and zone stands in for what is empty. */
static enum err
from_branch(struct core *c, struct agent_new *in)
{
	struct row_branch_get branch = { .zone = STR(HOME_ZONE),
		.lang = STR(HOME_LANG) };
	enum err rc;

	if (in->branch.len > 0 &&
	    (rc = branch_check(c, in->branch, &branch)) != OK)
		return rc;
	if (in->lang.len == 0)
		in->lang = branch.lang;
	if (in->zone.len == 0)
		in->zone = branch.zone;
	return OK;
}

static enum err
check_new(struct core *c, struct agent_new *in)
{
	enum err rc;

	if ((rc = login_check(c, in->login)) != OK)
		return rc;
	rc = core_text(c, _("the name"), in->name, MAX_NAME, false, false,
	    &in->name);
	if (rc == OK)
		rc = role_check(c, in->role);
	if (rc == OK)
		rc = from_branch(c, in);
	if (rc == OK)
		rc = lang_check(c, in->lang);
	if (rc == OK)
		rc = zone_check(c, in->zone);
	if (rc == OK && in->password.len > 0)
		rc = sign_check_new(c, in->login, in->password);
	return rc;
}

/* Costs a tenth of a second and 64 MiB: outside of the transaction. */
static enum err
make_password(struct core *c, struct adding *u)
{
	if (u->self || u->in.no_password) {
		u->in.password = STR_NONE;
		return OK;
	}
	if (u->in.password.len == 0)
		u->in.password = secret_make(u->arena);
	if (db_engine(c->db) == ENGINE_POSTGRES)
		return OK;
	return secret_hash(utf8_nfc(&c->scratch, u->in.password), u->hash,
	    &c->fault);
}

static enum err
add_database_role(struct core *c, struct adding *u)
{
	struct buf sql = { 0 };
	enum err rc;

	if (u->self || db_engine(c->db) != ENGINE_POSTGRES)
		return OK;
	rc = pgrole_exists(c, u->in.login, &u->existing);
	if (rc == OK)
		rc = pgrole_add(c, &sql, u->in.login, u->in.password,
		    u->existing);
	if (rc == OK) {
		if (str_is(u->in.role, "administrator"))
			pgrole_admin(c, &sql, u->in.login, true);
		rc = pgrole_run(c, u->arena, &sql, &u->sql);
	}
	if (sql.s != NULL)
		secret_wipe(sql.s, sql.len);
	buf_done(&sql);
	return rc;
}

static void
tell_new(struct core *c, struct write *w, const struct agent_new *in)
{
	w->version = 1;
	write_set(c, w, "login", STR_NONE, in->login);
	write_set(c, w, "name", STR_NONE, in->name);
	write_set(c, w, "role", STR_NONE, in->role);
	write_set(c, w, "branch", STR_NONE, in->branch);
	write_set(c, w, "lang", STR_NONE, in->lang);
	write_set(c, w, "zone", STR_NONE, in->zone);
}

static enum err
add_body(struct core *c, struct write *w)
{
	struct adding *u = w->u;
	const struct agent_new *in = &u->in;
	int64_t added;
	enum err rc;

	rc = q_agent_add(c->db, w->id, in->login, in->name,
	    utf8_fold(&c->scratch, in->name), utf8_sort(&c->scratch, in->name),
	    in->role, in->branch, in->lang, in->zone, w->now, &added);
	if (rc == OK && added == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("the login '%s' is taken; choose another"), in->login.s);
	if (rc != OK)
		return rc;
	tell_new(c, w, in);
	if ((rc = team_join_all(c, w, w->id, in->teams)) != OK)
		return rc;
	if ((rc = state_begin(c, w, w->id)) != OK)
		return rc;
	rc = sign_insert(c, w->id, str_of(u->hash),
	    u->hash[0] != '\0' && !in->keep, w->now);
	if (rc != OK)
		return rc;
	return add_database_role(c, u);
}

/* A role belongs to the whole server: when another database makes the same one
 * at this moment, look once more, and it is there. */
static enum err
write_new(struct core *c, struct write *w)
{
	struct id op = c->op;
	enum err rc;

	w->id = id_make(clock_now(c->clock));
	rc = core_write(c, w);
	if (rc != ERR_BUSY || db_engine(c->db) != ENGINE_POSTGRES)
		return rc;
	c->op = op;
	return core_write(c, w);
}

static enum err
add(struct core *c, struct adding *u, struct agent_done *out)
{
	struct write w = { .may = MAY_AGENT_ADMIN,
		.kind = "agent.add",
		.entity = "agent",
		.body = add_body,
		.u = u };
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if ((rc = check_new(c, &u->in)) != OK)
		return rc;
	if ((rc = make_password(c, u)) == OK)
		rc = write_new(c, &w);
	secret_wipe(u->hash, sizeof(u->hash));
	if (rc != OK)
		return rc;
	*out = (struct agent_done){ .id = w.id,
		.replayed = w.replayed,
		.password = STR_NONE,
		.sql = STR_NONE };
	if (w.replayed)
		return OK;
	out->sql = u->sql;
	out->kept = u->existing;
	if (!u->existing)
		out->password = str_copy(u->arena, u->in.password);
	return OK;
}

enum err
agent_add(struct core *c, struct arena *a, const struct agent_new *in,
    struct agent_done *out)
{
	struct adding u = { .in = *in, .arena = a, .sql = STR_NONE };

	return add(c, &u, out);
}

enum err
agent_first(struct core *c, struct arena *a, struct str name,
    struct agent_done *out)
{
	struct adding u = { .arena = a, .sql = STR_NONE };
	struct str login = db_session_role(c->db);
	enum err rc;

	u.self = login.len > 0;
	if (!u.self)
		login = STR("admin");
	u.in = (struct agent_new){ .login = login,
		.name = name,
		.role = STR("administrator"),
		.branch = STR_NONE,
		.teams = STR_NONE,
		.lang = STR_NONE,
		.zone = STR_NONE,
		.password = STR_NONE };
	if ((rc = add(c, &u, out)) != OK)
		return rc;
	return agent_enter(c, login);
}
