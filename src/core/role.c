/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * role.c - roles and their rights: what each starts with, as one table, and
 * how it is changed.
 */
#include "core/role.h"

#include "core/agent.h"
#include "core/audit.h"
#include "core/image.h"

static const char *const scopes[] = { "none", "own", "team", "branch", "all" };
static const char *const classes[] = { "open", "personal", "sensitive",
	"secret" };

/*
 * The columns are agent, branch, back-office, supervisor, administrator and
 * auditor; each letter a scope: own, team, branch, all, or "-" for no right.
 */
static const char *const roles[] = { "agent", "branch", "back-office",
	"supervisor", "administrator", "auditor" };

/* The customer's story is whole for agents, because anybody may call; a back
 * office sees what is its teams' or was asked of them (db/scope.sql), a branch
 * what is its own. What one may change is narrower. */
static const struct {
	enum may may;
	const char *scopes;
} defaults[] = {
	{ MAY_CUSTOMER_READ, "abaaaa" },
	{ MAY_CUSTOMER_EDIT, "abtaa-" },
	{ MAY_UNVEIL, "abtaa-" },
	{ MAY_INTERACTION_READ, "abtaaa" },
	{ MAY_INTERACTION_HANDLE, "obtba-" },
	{ MAY_TICKET_READ, "abtaaa" },
	{ MAY_TICKET_CREATE, "tbtaa-" },
	{ MAY_TICKET_EDIT, "tbtba-" },
	{ MAY_TICKET_ASSIGN, "tbtaa-" },
	{ MAY_TICKET_RESOLVE, "tbtba-" },
	{ MAY_TICKET_REFER, "tbtba-" },
	{ MAY_TYPIFICATION_READ, "aaaaaa" },
	{ MAY_SETUP_EDIT, "----a-" },
	{ MAY_STATE_SET, "oooaa-" },
	{ MAY_AGENT_READ, "bbaaaa" },
	{ MAY_AGENT_ADMIN, "----a-" },
	{ MAY_NOTICE_SEND, "-b-aa-" },
	{ MAY_SCRIPT_PUBLISH, "---aa-" },
	{ MAY_LOAD, "----a-" },
	{ MAY_AUDIT_READ, "----aa" },
	{ MAY_BACKDATE, "---aa-" },
	{ MAY_EXPORT, "---aa-" },
	{ MAY_SLA_KEEP, "---aa-" },
	{ MAY_UNDO_OTHERS, "---aa-" },
};

/* Field classes read in clear: personal, sensitive. */
static const struct {
	enum col_class class;
	const char *roles;
} clears[] = {
	{ CLASS_PERSONAL, "yyyyy-" },
	{ CLASS_SENSITIVE, "---yy-" },
};

/* Rights over the whole centre: there are no rows that a scope could narrow,
 * and a narrowed agent.admin could still make anybody anything. */
static const enum may whole[] = { MAY_TYPIFICATION_READ, MAY_SETUP_EDIT,
	MAY_AGENT_ADMIN, MAY_LOAD, MAY_AUDIT_READ, MAY_BACKDATE, MAY_SLA_KEEP,
	MAY_EXPORT, MAY_UNDO_OTHERS };

const char *
scope_name(int level)
{
	return level >= 0 && (size_t)level < countof(scopes) ? scopes[level]
							     : scopes[0];
}

static int
find_word(const char *const *words, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, words[i]))
			return (int)i;
	return -1;
}

int
scope_find(struct str name)
{
	int level = find_word(scopes, countof(scopes), name);

	return level < 0 ? SCOPE_NONE : level;
}

const char *
class_name(int class)
{
	return class >= 0 && (size_t) class < countof(classes) ? classes[class]
							       : classes[0];
}

int
class_find(struct str name)
{
	return find_word(classes, countof(classes), name);
}

static bool
is_whole(enum may may)
{
	for (size_t i = 0; i < countof(whole); i++)
		if (whole[i] == may)
			return true;
	return false;
}

static int
letter_scope(char letter)
{
	int level = SCOPE_ALL;

	while (level > SCOPE_NONE && scopes[level][0] != letter)
		level--;
	return level;
}

/* ---- the defaults ------------------------------------------------------- */

static enum err
add_grant(struct core *c, struct write *w, const char *role, enum may may,
    int level)
{
	const char *field;
	enum err rc;

	if (level == SCOPE_NONE)
		return OK;
	rc = q_role_grant_set(c->db, str_of(role), str_of(may_name(may)), level,
	    NULL);
	field = str_printf(&c->scratch, "%s %s", role, may_name(may)).s;
	write_set(c, w, field, STR_NONE, str_of(scope_name(level)));
	return rc;
}

static enum err
add_clear(struct core *c, struct write *w, const char *role, int class)
{
	const char *field;

	field = str_printf(&c->scratch, "%s %s", role, class_name(class)).s;
	write_set(c, w, field, STR_NONE, STR("clear"));
	return q_role_clear_add(c->db, str_of(role), class, NULL);
}

static enum err
setup_role(struct core *c, struct write *w, size_t role)
{
	enum err rc = OK;

	for (size_t i = 0; i < countof(defaults) && rc == OK; i++)
		rc = add_grant(c, w, roles[role], defaults[i].may,
		    letter_scope(defaults[i].scopes[role]));
	for (size_t i = 0; i < countof(clears) && rc == OK; i++)
		if (clears[i].roles[role] == 'y')
			rc = add_clear(c, w, roles[role], (int)clears[i].class);
	return rc;
}

static enum err
setup_body(struct core *c, struct write *w)
{
	struct rows_role_grants have;
	enum err rc;

	rc = q_role_grants(c->db, &c->scratch, STR_NONE, &have);
	if (rc == OK && have.n > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the roles are set up already; change them with 'role "
		      "grant' and 'role revoke'"));
	for (size_t i = 0; i < countof(roles) && rc == OK; i++)
		rc = setup_role(c, w, i);
	return rc;
}

enum err
role_setup(struct core *c)
{
	struct write w = { .may = MAY_AGENT_ADMIN,
		.kind = "role.setup",
		.entity = "role",
		.body = setup_body };

	w.id = audit_id("role", STR("setup"));
	return core_write(c, &w);
}

/* ---- reading ------------------------------------------------------------ */

enum err
role_check(struct core *c, struct str role)
{
	struct row_role_get row;
	enum err rc;

	rc = q_role_get(c->db, &c->scratch, role, &row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no role '%.*s'; see 'role list'"),
		    STR_ARG(role));
	return core_db(c, rc);
}

enum err
role_list(struct core *c, struct arena *a, struct rows_role_list *out)
{
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_READ, NULL)) != OK)
		return rc;
	return core_db(c, q_role_list(c->db, a, out));
}

enum err
role_grants(struct core *c, struct arena *a, struct str role,
    struct rows_role_grants *out)
{
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_READ, NULL)) != OK)
		return rc;
	if (role.len > 0 && (rc = role_check(c, role)) != OK)
		return rc;
	return core_db(c, q_role_grants(c->db, a, role, out));
}

/* ---- changing ----------------------------------------------------------- */

struct change {
	struct str role;
	const char *verb;
	int scope; /* SCOPE_NONE: take it away */
	int class;
	bool clear;
};

static enum err
nothing_new(struct core *c, struct str role)
{
	return fail(&c->fault, ERR_INVALID,
	    _("the role '%.*s' has it so already; nothing was changed"),
	    STR_ARG(role));
}

static enum err
grant_body(struct core *c, struct write *w)
{
	const struct change *g = w->u;
	struct row_role_grant_get was = { 0 };
	struct str verb = str_of(g->verb);
	struct image row;
	enum err rc;

	if ((rc = role_check(c, g->role)) != OK)
		return rc;
	rc = q_role_grant_get(c->db, &c->scratch, g->role, verb, &was);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return rc;
	if (was.scope == g->scope)
		return nothing_new(c, g->role);
	write_set(c, w, g->verb, str_of(scope_name((int)was.scope)),
	    str_of(scope_name(g->scope)));
	if ((rc = image_take(c, "role_grant", g->role, verb, STR_NONE, &row)) !=
	    OK)
		return rc;
	rc = g->scope == SCOPE_NONE
	    ? q_role_grant_drop(c->db, g->role, verb, NULL)
	    : q_role_grant_set(c->db, g->role, verb, g->scope, NULL);
	return rc == OK ? image_tell(c, w, &row) : rc;
}

static enum err
find_verb(struct core *c, struct str verb, enum may *may)
{
	*may = may_find(verb);
	if (*may != MAY_ANYONE && *may < MAY_COUNT)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("there is no right '%.*s'; 'role grants' shows them"),
	    STR_ARG(verb));
}

static enum err
write_change(struct core *c, const char *kind, struct change *u,
    enum err (*body)(struct core *, struct write *))
{
	struct write w = { .may = MAY_AGENT_ADMIN,
		.kind = kind,
		.entity = "role",
		.body = body,
		.u = u };
	enum err rc;

	w.id = audit_id("role", u->role);
	if ((rc = core_write(c, &w)) == OK && str_eq(u->role, c->me.role))
		rc = agent_refresh(c);
	return rc;
}

enum err
role_grant(struct core *c, struct str role, struct str verb, int scope)
{
	struct change u = { .role = role, .scope = scope };
	enum may may;
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if ((rc = find_verb(c, verb, &may)) != OK)
		return rc;
	if (scope <= SCOPE_NONE || scope > SCOPE_ALL)
		return fail(&c->fault, ERR_INVALID,
		    _("the scope must be own, team, branch or all"));
	if (is_whole(may) && scope != SCOPE_ALL)
		return fail(&c->fault, ERR_INVALID,
		    _("the right '%s' is for the whole centre: grant it with "
		      "the scope 'all'"),
		    may_name(may));
	u.verb = may_name(may);
	return write_change(c, "role.grant", &u, grant_body);
}

enum err
role_revoke(struct core *c, struct str role, struct str verb)
{
	struct change u = { .role = role, .scope = SCOPE_NONE };
	enum may may;
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if ((rc = find_verb(c, verb, &may)) != OK)
		return rc;
	if (may == MAY_AGENT_ADMIN && str_is(role, "administrator"))
		return fail(&c->fault, ERR_INVALID,
		    _("administrators keep '%s': nobody could give it back"),
		    may_name(may));
	u.verb = may_name(may);
	return write_change(c, "role.revoke", &u, grant_body);
}

static enum err
clear_body(struct core *c, struct write *w)
{
	const struct change *u = w->u;
	struct row_role_clear_get was;
	struct image row;
	enum err rc;

	if ((rc = role_check(c, u->role)) != OK)
		return rc;
	rc = q_role_clear_get(c->db, &c->scratch, u->role, u->class, &was);
	if (rc != OK)
		return rc;
	if ((was.clear != 0) == u->clear)
		return nothing_new(c, u->role);
	write_set(c, w, class_name(u->class),
	    was.clear ? STR("clear") : STR("veiled"),
	    u->clear ? STR("clear") : STR("veiled"));
	if ((rc = image_take(c, "role_field", u->role,
		 str_printf(&c->scratch, "%d", u->class), STR_NONE, &row)) !=
	    OK)
		return rc;
	rc = u->clear ? q_role_clear_add(c->db, u->role, u->class, NULL)
		      : q_role_clear_drop(c->db, u->role, u->class, NULL);
	return rc == OK ? image_tell(c, w, &row) : rc;
}

enum err
role_clear(struct core *c, struct str role, int class, bool clear)
{
	struct change u = { .role = role, .class = class, .clear = clear };
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if (class != CLASS_PERSONAL && class != CLASS_SENSITIVE)
		return fail(&c->fault, ERR_INVALID,
		    _("the class must be personal or sensitive; open is read "
		      "by all, secret by nobody"));
	return write_change(c, "role.clear", &u, clear_body);
}
