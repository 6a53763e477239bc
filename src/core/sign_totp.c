/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sign_totp.c - one-time codes as the second half of signing in.
 */
#include "core/audit.h"
#include "core/role.h"
#include "core/sign_door.h"

enum { SECRET_CHARS = 32 }; /* 20 bytes in base32 */

enum err
sign_totp_start(struct core *c, struct arena *a, struct str *secret,
    struct str *uri)
{
	struct door d;
	enum err rc;

	if ((rc = door_ours(c)) != OK)
		return rc;
	if ((rc = door_me(c, &d)) != OK)
		return rc;
	*secret = totp_make(a);
	*uri = str_printf(a, "otpauth://totp/cabina:%s?secret=%s&issuer=cabina",
	    c->me.login.s, secret->s);
	return OK;
}

struct codes {
	struct id agent;
	struct str login, secret; /* "": taken away */
	int64_t step, version;
};

static enum err
totp_body(struct core *c, struct write *w)
{
	const struct codes *t = w->u;
	struct row_secret_get s;
	enum err rc;

	rc = q_secret_get(c->db, &c->scratch, t->agent, &s);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_INVALID,
		    _("%s has no password yet; 'agent password' sets one"),
		    t->login.s);
	if (rc != OK)
		return rc;
	if ((s.totp.len > 0) == (t->secret.len > 0))
		return fail(&c->fault, ERR_INVALID,
		    t->secret.len > 0
			? _("%s has one-time codes; an administrator must take "
			    "them away first")
			: _("%s has no one-time codes; nothing was changed"),
		    t->login.s);
	w->version = t->version;
	write_set(c, w, "codes", t->secret.len > 0 ? STR("no") : STR("yes"),
	    t->secret.len > 0 ? STR("yes") : STR("no"));
	return q_secret_totp(c->db, t->agent, t->secret, t->step, NULL);
}

static enum err
write_codes(struct core *c, enum may may, struct codes *t)
{
	struct write w = { .may = may,
		.kind = "agent.totp",
		.entity = "agent",
		.id = t->agent,
		.body = totp_body,
		.u = t };

	return core_write(c, &w);
}

enum err
sign_totp_confirm(struct core *c, struct str secret, struct str code)
{
	struct codes t = {
		.login = c->me.login, .secret = secret, .agent = c->me.id
	};
	struct door d;
	enum err rc;

	if ((rc = door_ours(c)) != OK)
		return rc;
	if ((rc = door_me(c, &d)) != OK)
		return rc;
	if (secret.len != SECRET_CHARS ||
	    !totp_check(secret, code, clock_now(c->clock), &t.step))
		return fail(&c->fault, ERR_INVALID,
		    _("the code does not fit; look at the telephone's clock "
		      "and type the newest code"));
	if ((rc = write_codes(c, MAY_ANYONE, &t)) != OK)
		return rc;
	return door_lift(c, &d);
}

enum err
sign_totp_remove(struct core *c, struct str login)
{
	struct codes t = { .secret = STR_NONE };
	struct row_agent_by_login who;
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if ((rc = door_ours(c)) != OK)
		return rc;
	if ((rc = agent_by_login(c, &c->scratch, login, &who)) != OK)
		return rc;
	t.agent = who.id;
	t.login = who.login;
	t.version = who.version;
	return write_codes(c, MAY_AGENT_ADMIN, &t);
}

struct rule {
	struct str role;
	bool required;
};

static enum err
rule_body(struct core *c, struct write *w)
{
	const struct rule *r = w->u;
	const char *fact = door_totp(c, r->role);
	struct str was, now = r->required ? STR("required") : STR("optional");
	enum err rc;

	if ((rc = role_check(c, r->role)) != OK)
		return rc;
	if ((rc = door_fact(c, fact, &was)) != OK)
		return rc;
	if (was.len == 0)
		was = STR("optional");
	if (str_eq(was, now))
		return fail(&c->fault, ERR_INVALID,
		    _("the role '%s' has it so already; nothing was changed"),
		    r->role.s);
	write_set(c, w, fact, was, now);
	return door_fact_set(c, w, fact, now);
}

enum err
sign_totp_rule(struct core *c, struct str role, bool required)
{
	struct rule r = { role, required };
	struct write w = { .may = MAY_AGENT_ADMIN,
		.kind = "setup.sign-in",
		.entity = "setup",
		.id = audit_id("setup", STR("sign-in")),
		.body = rule_body,
		.u = &r };
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if ((rc = door_ours(c)) != OK)
		return rc;
	return core_write(c, &w);
}
