/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * draft.c - what somebody is writing: small rows of one's own, no events.
 */
#include "core/draft.h"

#include "base/json.h"

/* How long a dropped one keeps a late copy from coming back. */
#define DROPPED_KEPT DAYS(1)

struct keep {
	struct core *c;
	struct str key, body;
	int64_t stamp, changed;
	msec now;
};

static enum err
check_me(struct core *c)
{
	if (!id_none(c->me.id))
		return OK;
	return fail(&c->fault, ERR_DENIED,
	    _("nobody is signed in; sign in first"));
}

static enum err
check_key(struct core *c, struct str key)
{
	if (key.len > 0 && key.len <= DRAFT_KEY_MAX)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("a draft needs a key of 1 to %d bytes"), DRAFT_KEY_MAX);
}

static enum err
check_body(struct core *c, struct str body)
{
	struct json *json;

	if (body.len > DRAFT_MAX)
		return fail(&c->fault, ERR_INVALID,
		    _("the draft is too long to be kept in the database: %zu "
		      "bytes, at most %d"),
		    body.len, DRAFT_MAX);
	if (body.len == 0 || json_parse(body, &json, NULL) != OK)
		return fail(&c->fault, ERR_INVALID,
		    _("a draft is kept as JSON; this is none"));
	json_free(json);
	return OK;
}

static enum err
save(void *u)
{
	struct keep *k = u;
	struct core *c = k->c;
	struct row_draft_count others;
	enum err rc;

	rc = q_draft_count(c->db, &c->scratch, c->me.id, k->key, &others);
	if (rc == OK && others.n >= DRAFTS_MAX)
		return fail(&c->fault, ERR_INVALID,
		    _("there are %d drafts already; finish or drop some"),
		    DRAFTS_MAX);
	if (rc == OK)
		rc = q_draft_put(c->db, c->me.id, k->key, k->stamp, k->body,
		    k->now, &k->changed);
	return rc;
}

static enum err
drop(void *u)
{
	struct keep *k = u;
	struct core *c = k->c;
	enum err rc;

	rc = q_draft_drop(c->db, c->me.id, k->key, k->stamp, k->now, NULL);
	if (rc != OK)
		return rc;
	return q_draft_forget(c->db, c->me.id, k->now - DROPPED_KEPT, NULL);
}

enum err
draft_save(struct core *c, struct str key, int64_t stamp, struct str json,
    bool *newer)
{
	struct keep k = { c, key, json, stamp, 0, clock_now(c->clock) };
	enum err rc;

	if ((rc = check_me(c)) != OK || (rc = check_key(c, key)) != OK ||
	    (rc = check_body(c, json)) != OK)
		return rc;
	rc = core_db(c, db_tx(c->db, TX_WRITE, save, &k));
	if (rc == OK && newer != NULL)
		*newer = k.changed == 0;
	return rc;
}

enum err
draft_get(struct core *c, struct arena *a, struct str key,
    struct row_draft_get *row)
{
	enum err rc = check_me(c);

	if (rc == OK)
		rc = q_draft_get(c->db, a, c->me.id, key, row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc, _("there is no draft '%s'"), key.s);
	return core_db(c, rc);
}

enum err
draft_drop(struct core *c, struct str key, int64_t stamp)
{
	struct keep k = { c, key, STR_NONE, stamp, 0, clock_now(c->clock) };
	enum err rc;

	if ((rc = check_me(c)) != OK || (rc = check_key(c, key)) != OK)
		return rc;
	return core_db(c, db_tx(c->db, TX_WRITE, drop, &k));
}
