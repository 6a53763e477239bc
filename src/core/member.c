/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * member.c - who belongs to which team, and who can do what.
 */
#include "core/agent.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/image.h"
#include "core/team.h"

enum { MAX_NAME = 100, MAX_LEVEL = 5 };

/* An agent and the team or skill to be changed for them. */
struct member {
	struct row_agent_by_login agent;
	struct str code;
	bool leads;
	int level;
};

static const char *
role_in(bool leads)
{
	return leads ? "leads" : "member";
}

enum err
team_members(struct core *c, struct arena *a, struct str team,
    struct rows_team_members *out)
{
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_READ, &scope)) != OK)
		return rc;
	if ((rc = team_check(c, team)) != OK)
		return rc;
	return core_db(c, q_team_members(c->db, a, &scope, team, out));
}

/* One event about the agent, whose sight changes with it. */
static enum err
write_member(struct core *c, const char *kind, struct member *m,
    struct str login, enum err (*body)(struct core *, struct write *))
{
	struct write w = { .may = MAY_AGENT_ADMIN,
		.kind = kind,
		.entity = "agent",
		.body = body,
		.u = m };
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	rc = agent_by_login(c, &c->scratch, login, &m->agent);
	if (rc != OK)
		return rc;
	w.id = m->agent.id;
	return core_write(c, &w);
}

static enum err
join_body(struct core *c, struct write *w)
{
	const struct member *m = w->u;
	struct row_team_member_get was = { 0 };
	struct image row;
	enum err rc;

	if ((rc = team_open(c, m->code)) != OK ||
	    (rc = image_take(c, "team_member", m->code, id_str(&m->agent.id),
		 STR_NONE, &row)) != OK)
		return rc;
	rc = q_team_member_get(c->db, &c->scratch, m->code, m->agent.id, &was);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return rc;
	if (rc == OK && (was.leads != 0) == m->leads)
		return fail(&c->fault, ERR_INVALID,
		    _("%s belongs to the team '%s' already; nothing was "
		      "changed"),
		    m->agent.login.s, m->code.s);
	w->version = m->agent.version;
	write_set(c, w, str_printf(&c->scratch, "team %s", m->code.s).s,
	    rc == OK ? str_of(role_in(was.leads != 0)) : STR_NONE,
	    str_of(role_in(m->leads)));
	rc = q_team_join(c->db, m->code, m->agent.id, m->leads, NULL);
	return rc == OK ? image_tell(c, w, &row) : rc;
}

enum err
team_join(struct core *c, struct str team, struct str login, bool leads)
{
	struct member m = { .code = team, .leads = leads };

	return write_member(c, "team.join", &m, login, join_body);
}

static enum err
leave_body(struct core *c, struct write *w)
{
	const struct member *m = w->u;
	struct row_team_member_get was;
	struct image row;
	enum err rc;

	if ((rc = team_check(c, m->code)) != OK ||
	    (rc = image_take(c, "team_member", m->code, id_str(&m->agent.id),
		 STR_NONE, &row)) != OK)
		return rc;
	rc = q_team_member_get(c->db, &c->scratch, m->code, m->agent.id, &was);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_INVALID,
		    _("%s does not belong to the team '%s'; nothing was "
		      "changed"),
		    m->agent.login.s, m->code.s);
	if (rc != OK)
		return rc;
	w->version = m->agent.version;
	write_set(c, w, str_printf(&c->scratch, "team %s", m->code.s).s,
	    str_of(role_in(was.leads != 0)), STR_NONE);
	rc = q_team_leave(c->db, m->code, m->agent.id, NULL);
	return rc == OK ? image_tell(c, w, &row) : rc;
}

enum err
team_leave(struct core *c, struct str team, struct str login)
{
	struct member m = { .code = team };

	return write_member(c, "team.leave", &m, login, leave_body);
}

enum err
team_join_all(struct core *c, struct write *w, struct id agent,
    struct str teams)
{
	struct str rest = teams, code;
	enum err rc;

	while (str_next(&c->scratch, &rest, ',', &code)) {
		code = utf8_trim(&c->scratch, code);
		if ((rc = team_open(c, code)) != OK)
			return rc;
		rc = q_team_join(c->db, code, agent, 0, NULL);
		if (rc != OK)
			return core_db(c, rc);
		write_set(c, w, str_printf(&c->scratch, "team %s", code.s).s,
		    STR_NONE, str_of(role_in(false)));
	}
	return OK;
}

/* ---- skills ------------------------------------------------------------- */

struct skill {
	struct str code, name;
};

enum err
skill_list(struct core *c, struct arena *a, struct rows_skill_list *out)
{
	return core_db(c, q_skill_list(c->db, a, out));
}

static enum err
find_skill(struct core *c, struct str code)
{
	struct row_skill_get row;
	enum err rc;

	rc = q_skill_get(c->db, &c->scratch, code, &row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no skill '%.*s'; see 'skill list'"),
		    STR_ARG(code));
	return core_db(c, rc);
}

static enum err
skill_body(struct core *c, struct write *w)
{
	const struct skill *k = w->u;
	int64_t added;
	enum err rc;

	rc = q_skill_add(c->db, k->code, k->name, &added);
	if (rc == OK && added == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("the code '%s' is taken; choose another"), k->code.s);
	w->version = 1;
	write_set(c, w, "code", STR_NONE, k->code);
	write_set(c, w, "name", STR_NONE, k->name);
	return rc == OK ? image_made(c, w, "skill", k->code, STR_NONE, STR_NONE)
			: rc;
}

enum err
skill_add(struct core *c, struct str code, struct str name)
{
	struct skill k = { .code = code };
	struct write w = { .may = MAY_SETUP_EDIT,
		.kind = "skill.add",
		.entity = "skill",
		.id = audit_id("skill", code),
		.body = skill_body,
		.u = &k };
	enum err rc;

	if ((rc = core_allow(c, MAY_SETUP_EDIT, NULL)) != OK)
		return rc;
	if ((rc = code_check(c, _("the skill"), code)) != OK)
		return rc;
	rc = core_text(c, _("the name"), name, MAX_NAME, false, false, &k.name);
	if (rc != OK)
		return rc;
	return core_write(c, &w);
}

enum err
skill_of(struct core *c, struct arena *a, struct str login,
    struct rows_agent_skills *out)
{
	struct row_agent_list agent;
	enum err rc;

	if ((rc = agent_get(c, &c->scratch, login, &agent)) != OK)
		return rc;
	return core_db(c, q_agent_skills(c->db, a, agent.id, out));
}

static enum err
skill_set_body(struct core *c, struct write *w)
{
	const struct member *m = w->u;
	struct row_agent_skill_get was = { 0 };
	struct image row;
	enum err rc;

	if ((rc = find_skill(c, m->code)) != OK ||
	    (rc = image_take(c, "agent_skill", id_str(&m->agent.id), m->code,
		 STR_NONE, &row)) != OK)
		return rc;
	rc = q_agent_skill_get(c->db, &c->scratch, m->agent.id, m->code, &was);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return rc;
	if (was.level == m->level)
		return fail(&c->fault, ERR_INVALID,
		    _("%s has the skill '%s' at level %d already; nothing was "
		      "changed"),
		    m->agent.login.s, m->code.s, m->level);
	w->version = m->agent.version;
	write_set_int(c, w, str_printf(&c->scratch, "skill %s", m->code.s).s,
	    was.level, m->level);
	rc = m->level == 0
	    ? q_agent_skill_drop(c->db, m->agent.id, m->code, NULL)
	    : q_agent_skill_set(c->db, m->agent.id, m->code, m->level, NULL);
	return rc == OK ? image_tell(c, w, &row) : rc;
}

enum err
skill_set(struct core *c, struct str login, struct str skill, int level)
{
	struct member m = { .code = skill, .level = level };
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if (level < 0 || level > MAX_LEVEL)
		return fail(&c->fault, ERR_INVALID,
		    _("a skill's level is 1 to %d, or 0 for none"), MAX_LEVEL);
	return write_member(c, "skill.set", &m, login, skill_set_body);
}
