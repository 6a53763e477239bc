/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sign_password.c - passwords: what is good enough, changed by oneself, reset
 * by an administrator, and how long they last.
 */
#include "base/utf8.h"
#include "core/audit.h"
#include "core/pgrole.h"
#include "core/sign_door.h"

enum { MAX_BYTES = 200, MAX_DAYS = 3650 };

struct setting {
	struct str login;
	struct str password;
	struct id agent;
	struct arena *arena;
	struct str sql;
	bool must_change;
	bool administers;
	char hash[SECRET_HASH];
};

static size_t
count_chars(struct str s)
{
	size_t chars = 0, n;

	for (size_t i = 0; i < s.len; i += n, chars++)
		utf8_next(s.s + i, s.len - i, &n);
	return chars;
}

enum err
sign_check_new(struct core *c, struct str login, struct str password)
{
	struct str text = utf8_nfc(&c->scratch, password);

	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.s[i] < ' ' || text.s[i] == 0x7f)
			return fail(&c->fault, ERR_INVALID,
			    _("a password has no control characters; choose "
			      "another"));
	if (count_chars(text) < SIGN_CHARS || text.len > MAX_BYTES)
		return fail(&c->fault, ERR_INVALID,
		    _("a password has at least %d characters and at most %d "
		      "bytes; choose another"),
		    SIGN_CHARS, MAX_BYTES);
	if (str_eq(utf8_fold(&c->scratch, text), login))
		return fail(&c->fault, ERR_INVALID,
		    _("the login is no password; choose another"));
	return OK;
}

enum err
sign_insert(struct core *c, struct id agent, struct str hash, bool must_change,
    msec now)
{
	if (db_engine(c->db) == ENGINE_POSTGRES)
		return OK; /* its roles have passwords of their own */
	return core_db(c,
	    q_secret_set(c->db, agent, hash, must_change, now, 0, NULL));
}

static enum err
expiry(struct core *c, msec now, msec *at)
{
	int64_t days = 0;
	struct str text;
	enum err rc;

	if ((rc = door_fact(c, "password.days", &text)) != OK)
		return rc;
	if (!str_int(text, &days))
		days = 0;
	*at = days > 0 ? now + DAYS(days) : 0;
	return OK;
}

/* Whoever came with a load or a demo may have no role of the server yet, and
 * one that was made by hand may lack its groups. */
static enum err
role_password(struct core *c, const struct setting *s, struct buf *sql)
{
	bool exists = true;
	enum err rc = OK;

	if (s->must_change) {
		if ((rc = pgrole_exists(c, s->login, &exists)) == OK)
			rc = pgrole_add(c, sql, s->login, s->password, exists);
		if (s->administers)
			pgrole_admin(c, sql, s->login, true);
	}
	return rc == OK && exists
	    ? pgrole_password(c, sql, s->login, s->password)
	    : rc;
}

static enum err
set_body(struct core *c, struct write *w)
{
	struct setting *s = w->u;
	struct buf sql = { 0 };
	msec expires = 0;
	enum err rc;

	w->version = 0;
	if (db_engine(c->db) != ENGINE_POSTGRES) {
		if (!s->must_change && (rc = expiry(c, w->now, &expires)) != OK)
			return rc;
		return q_secret_set(c->db, s->agent, str_of(s->hash),
		    s->must_change, w->now, expires, NULL);
	}
	rc = role_password(c, s, &sql);
	if (rc == OK && s->must_change)
		rc = pgrole_run(c, s->arena, &sql, &s->sql);
	else if (rc == OK) /* everybody may change their own */
		rc = core_db(c, db_script(c->db, sql.s));
	secret_wipe(sql.s, sql.len);
	buf_done(&sql);
	return rc;
}

static enum err
write_password(struct core *c, enum may may, struct setting *s, bool *replayed)
{
	struct write w = { .may = may,
		.kind = "agent.password",
		.entity = "agent",
		.id = s->agent,
		.body = set_body,
		.u = s };
	enum err rc = OK;

	if (db_engine(c->db) != ENGINE_POSTGRES)
		rc = secret_hash(utf8_nfc(&c->scratch, s->password), s->hash,
		    &c->fault);
	if (rc == OK)
		rc = core_write(c, &w);
	if (rc == OK && replayed != NULL)
		*replayed = w.replayed;
	secret_wipe(s->hash, sizeof(s->hash));
	return rc;
}

/* On PostgreSQL the server asked for the old one when the session began. */
static enum err
check_old(struct core *c, struct door *d, struct str old)
{
	enum err rc;

	if (db_engine(c->db) == ENGINE_POSTGRES)
		return OK;
	if ((rc = door_try(c, d)) != OK)
		return rc;
	return door_password(c, d, old);
}

enum err
sign_password(struct core *c, struct str old, struct str new)
{
	struct setting s = { .login = c->me.login,
		.password = new,
		.agent = c->me.id,
		.sql = STR_NONE };
	struct id same;
	struct door d;
	enum err rc;

	if ((rc = door_me(c, &d)) != OK)
		return rc;
	if (core_applied(c, "agent", &same)) /* the old one is gone */
		return write_password(c, MAY_ANYONE, &s, NULL);
	if ((rc = sign_check_new(c, c->me.login, new)) != OK)
		return rc;
	if (str_eq(utf8_nfc(&c->scratch, old), utf8_nfc(&c->scratch, new)))
		return fail(&c->fault, ERR_INVALID,
		    _("that is the old password; choose another"));
	if ((rc = check_old(c, &d, old)) != OK)
		return rc;
	if ((rc = write_password(c, MAY_ANYONE, &s, NULL)) != OK)
		return rc;
	return db_engine(c->db) == ENGINE_POSTGRES ? OK : door_lift(c, &d);
}

enum err
sign_reset(struct core *c, struct arena *a, struct str login,
    struct str password, struct agent_done *out)
{
	struct setting s = { .password = password,
		.arena = a,
		.sql = STR_NONE,
		.must_change = true };
	struct row_agent_by_login who;
	bool replayed;
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if ((rc = agent_by_login(c, &c->scratch, login, &who)) != OK)
		return rc;
	if (password.len == 0)
		s.password = secret_make(a);
	else if ((rc = sign_check_new(c, login, password)) != OK)
		return rc;
	s.agent = who.id;
	s.login = who.login;
	s.administers = str_is(who.role, "administrator");
	rc = write_password(c, MAY_AGENT_ADMIN, &s, &replayed);
	if (rc != OK)
		return rc;
	*out = (struct agent_done){ .id = who.id,
		.replayed = replayed,
		.password = replayed ? STR_NONE : str_copy(a, s.password),
		.sql = replayed ? STR_NONE : s.sql };
	return OK;
}

static enum err
days_body(struct core *c, struct write *w)
{
	const int64_t *days = w->u;
	struct str was, now = STR_NONE;
	enum err rc;

	if ((rc = door_fact(c, "password.days", &was)) != OK)
		return rc;
	if (*days > 0)
		now = str_printf(&c->scratch, "%lld", (long long)*days);
	if (str_eq(was, now))
		return fail(&c->fault, ERR_INVALID,
		    _("passwords last that long already; nothing was "
		      "changed"));
	write_set(c, w, "password.days", was, now);
	return door_fact_set(c, w, "password.days", now);
}

enum err
sign_days_rule(struct core *c, int64_t days)
{
	struct write w = { .may = MAY_AGENT_ADMIN,
		.kind = "setup.sign-in",
		.entity = "setup",
		.id = audit_id("setup", STR("sign-in")),
		.body = days_body,
		.u = &days };
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if ((rc = door_ours(c)) != OK)
		return rc;
	if (days < 0 || days > MAX_DAYS)
		return fail(&c->fault, ERR_INVALID,
		    _("a password lasts 1 to %d days, or 0 for ever"),
		    MAX_DAYS);
	return core_write(c, &w);
}
