/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sign.c - signing in and out: tries counted, passwords checked, delay, lock.
 *
 * A try is counted before it is checked, in a transaction of its own, so that
 * neither killing the program nor asking from many processes at once makes
 * guessing free. Hashing is outside of every transaction: it takes a tenth of
 * a second, and other writers would wait.
 */
#include "base/utf8.h"
#include "core/image.h"
#include "core/sign_door.h"

enum { MAX_BYTES = 200, FREE_TRIES = 2 };

/* What a login that cannot sign in is checked against, so that it takes as
 * long: of a random password nobody kept. */
#define DECOY                                                                  \
	"$argon2id$v=19$m=65536,t=2,p=1$"                                      \
	"aFqAfVvhWhM+4PLUHtxnTA$"                                              \
	"/dR2bP/Sdb1jTt9LOBnVEozfNOuqdktatbZRWeTvQyg"

enum err
door_ours(struct core *c)
{
	if (db_engine(c->db) != ENGINE_POSTGRES)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("PostgreSQL checks who signs in; ask its administrator"));
}

/* One sentence for every cause: which part was wrong is nobody's business. */
static enum err
refuse(struct core *c)
{
	return fail(&c->fault, ERR_DENIED,
	    _("signing in failed: check login, password and code and wait a "
	      "little; after %d wrong tries an administrator must unlock"),
	    SIGN_LOCK);
}

enum err
door_me(struct core *c, struct door *d)
{
	if (id_none(c->me.id))
		return fail(&c->fault, ERR_DENIED, _("nobody is signed in"));
	*d = (struct door){ .counts = false };
	d->secret.hash = d->secret.totp = STR_NONE;
	d->who.id = c->me.id;
	d->who.login = c->me.login;
	d->who.role = c->me.role;
	return OK;
}

/* ---- counting tries ----------------------------------------------------- */

struct attempt {
	struct core *c;
	struct door *d;
	msec now;
};

static msec
wait_after(int64_t fails, msec now)
{
	if (fails <= FREE_TRIES)
		return 0;
	return now + (SECONDS(1) << (fails - FREE_TRIES - 1));
}

/* A try that does not count is written down all the same, as a number: it
 * tells an administrator of guessing, and the time it takes tells nobody
 * whether the login exists. */
static enum err
count_vain(struct core *c)
{
	struct str text;
	int64_t n = 0;
	enum err rc;

	if ((rc = door_fact(c, "sign.vain", &text)) != OK)
		return rc;
	if (!str_int(text, &n))
		n = 0;
	return q_fact_set(c->db, STR("sign.vain"),
	    str_printf(&c->scratch, "%lld", (long long)n + 1), NULL);
}

static enum err
try_body(void *u)
{
	struct attempt *t = u;
	struct core *c = t->c;
	struct row_secret_get *s = &t->d->secret;
	int64_t counted = 0;
	enum err rc;

	rc = q_secret_get(c->db, &c->scratch, t->d->who.id, s);
	if (rc == OK && s->fails < SIGN_LOCK && s->wait_until <= t->now)
		rc = q_secret_try(c->db, t->d->who.id,
		    wait_after(s->fails + 1, t->now), &counted);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return rc;
	t->d->counts = counted == 1;
	return t->d->counts ? OK : count_vain(c);
}

enum err
door_try(struct core *c, struct door *d)
{
	struct attempt t = { c, d, clock_now(c->clock) };

	return core_db(c, db_tx(c->db, TX_WRITE, try_body, &t));
}

/* Checks one password, real or decoy, always once. */
enum err
door_password(struct core *c, struct door *d, struct str password)
{
	bool open = d->counts && d->secret.hash.len > 0, stale = false;
	struct str text = utf8_nfc(&c->scratch, password);
	enum err rc;

	if (text.len > MAX_BYTES)
		text = STR_NONE;
	rc = secret_check(text, open ? d->secret.hash : STR(DECOY), &stale);
	if (rc == ERR_IO)
		return fail(&c->fault, ERR_IO,
		    _("checking a password needs 64 MiB of memory; close "
		      "something and try again"));
	if (!open || rc != OK)
		return refuse(c);
	if (stale)
		return secret_hash(text, d->rehash, &c->fault);
	return OK;
}

/* ---- duties ------------------------------------------------------------- */

enum err
door_fact(struct core *c, const char *key, struct str *out)
{
	struct row_fact_get row;
	enum err rc;

	rc = q_fact_get(c->db, &c->scratch, str_of(key), &row);
	if (rc == OK || rc == ERR_NOT_FOUND)
		*out = rc == OK ? row.v : STR_NONE;
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

enum err
door_fact_set(struct core *c, struct write *w, const char *key, struct str now)
{
	struct image row;
	enum err rc;

	if ((rc = image_take(c, "cabina", str_of(key), STR_NONE, STR_NONE,
		 &row)) != OK ||
	    (rc = core_db(c, q_fact_set(c->db, str_of(key), now, NULL))) != OK)
		return rc;
	return image_tell(c, w, &row);
}

const char *
door_totp(struct core *c, struct str role)
{
	return str_printf(&c->scratch, "totp." STR_FMT, STR_ARG(role)).s;
}

/* What stands between this agent and their rights. */
static enum err
duties(struct core *c, struct door *d)
{
	msec now = clock_now(c->clock);
	struct str rule;
	enum err rc;

	rc = door_fact(c, door_totp(c, d->who.role), &rule);
	if (rc != OK)
		return rc;
	d->must_change = d->secret.must_change ||
	    (d->secret.expires_at != 0 && d->secret.expires_at <= now);
	d->must_totp = str_is(rule, "required") && d->secret.totp.len == 0;
	return OK;
}

enum err
door_lift(struct core *c, struct door *d)
{
	enum err rc;

	rc = q_secret_get(c->db, &c->scratch, d->who.id, &d->secret);
	if (rc != OK)
		return core_db(c, rc);
	if ((rc = duties(c, d)) != OK)
		return rc;
	c->held = c->held && (d->must_change || d->must_totp);
	return agent_refresh(c);
}

/* ---- signing in --------------------------------------------------------- */

static enum err
find_door(struct core *c, struct str login, struct door *d)
{
	enum err rc;

	rc = q_agent_by_login(c->db, &c->scratch, login, &d->who);
	if (rc == ERR_NOT_FOUND || (rc == OK && !d->who.active))
		d->who.id = ID_NONE; /* the decoy is waiting */
	else if (rc != OK)
		return core_db(c, rc);
	return door_try(c, d);
}

static enum err
enter_body(struct core *c, struct write *w)
{
	struct door *d = w->u;
	int64_t good;
	enum err rc;

	rc = q_secret_good(c->db, d->who.id, d->step, &good);
	if (rc != OK)
		return rc;
	if (good == 0)
		return refuse(c);
	if (d->rehash[0] != '\0')
		rc = q_secret_rehash(c->db, d->who.id, d->secret.hash,
		    str_of(d->rehash), NULL);
	w->version = d->who.version;
	return rc;
}

/* Acts as the agent at the door; puts back whoever was there on failure. */
static enum err
enter(struct core *c, struct door *d)
{
	struct write w = { .may = MAY_ANYONE,
		.kind = "agent.sign-in",
		.entity = "agent",
		.id = d->who.id,
		.body = enter_body,
		.u = d };
	struct core was = *c;
	enum err rc;

	c->op = ID_NONE;
	c->at = 0;
	if ((rc = agent_enter(c, d->who.login)) != OK)
		return rc == ERR_DENIED ? refuse(c) : rc;
	if ((rc = core_write(c, &w)) == OK) {
		c->held = d->must_change || d->must_totp;
		return agent_refresh(c);
	}
	c->op = ID_NONE;
	c->me = was.me;
	c->real = was.real;
	c->held = was.held;
	if (id_none(c->me.id) || agent_refresh(c) != OK)
		agent_leave(c);
	return rc;
}

enum err
sign_in(struct core *c, struct str login, struct str password, struct str totp,
    struct sign_result *out)
{
	struct door d = { .counts = false };
	enum err rc;

	d.secret.hash = d.secret.totp = STR_NONE;
	if ((rc = door_ours(c)) != OK)
		return rc;
	if ((rc = find_door(c, login, &d)) != OK)
		return rc;
	if ((rc = door_password(c, &d, password)) != OK)
		return rc;
	d.step = d.secret.totp_step;
	if (d.secret.totp.len > 0 &&
	    !totp_check(d.secret.totp, totp, clock_now(c->clock), &d.step))
		return refuse(c);
	if ((rc = duties(c, &d)) != OK)
		return rc;
	if ((rc = enter(c, &d)) == OK)
		*out = (struct sign_result){ d.must_change, d.must_totp };
	secret_wipe(d.rehash, sizeof(d.rehash));
	return rc;
}

static enum err
no_body(struct core *c, struct write *w)
{
	(void)c;
	w->version = 0;
	return OK;
}

/* An event of its own, whatever the core was asked to repeat before. */
static enum err
tell(struct core *c, const char *kind)
{
	struct write w = { .may = MAY_ANYONE,
		.kind = kind,
		.entity = "agent",
		.id = c->me.id,
		.body = no_body };

	if (id_none(c->me.id))
		return fail(&c->fault, ERR_DENIED, _("nobody is signed in"));
	c->op = ID_NONE;
	c->at = 0;
	return core_write(c, &w);
}

enum err
sign_came(struct core *c)
{
	return tell(c, "agent.sign-in");
}

enum err
sign_out(struct core *c)
{
	enum err rc = tell(c, "agent.sign-out");

	if (rc == OK)
		agent_leave(c);
	return rc;
}

static enum err
unlock_body(struct core *c, struct write *w)
{
	const struct row_agent_by_login *who = w->u;
	int64_t had;
	enum err rc;

	rc = q_secret_unlock(c->db, who->id, &had);
	if (rc == OK && had == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the agent '%s' is not locked"), who->login.s);
	w->version = who->version;
	return rc;
}

enum err
sign_unlock(struct core *c, struct str login)
{
	struct row_agent_by_login who;
	struct write w = { .may = MAY_AGENT_ADMIN,
		.kind = "agent.unlock",
		.entity = "agent",
		.body = unlock_body,
		.u = &who };
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if ((rc = door_ours(c)) != OK)
		return rc;
	if ((rc = agent_by_login(c, &c->scratch, login, &who)) != OK)
		return rc;
	w.id = who.id;
	return core_write(c, &w);
}
