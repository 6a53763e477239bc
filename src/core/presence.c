/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * presence.c - leases of consoles, apart from the business's rows.
 */
#include "core/presence.h"

#include "base/alive.h"
#include "core/list.h"

/* What is over is kept a while, so that nobody's clock decides alone. */
#define FORGOTTEN (2 * PRESENCE_LEASE)

static const char *const modes[] = { [PRESENCE_HERE] = "here",
	[PRESENCE_SEES] = "sees",
	[PRESENCE_WRITES] = "writes",
	[PRESENCE_HOLDS] = "holds" };

const char *
presence_mode_name(enum presence_mode mode)
{
	return modes[mode];
}

/* Nothing in it is worth keeping when it is an older program's. */
static enum err
make_table(struct db *live)
{
	enum err rc = q_presence_table(live, NULL);

	if (rc == OK && q_presence_fits(live, NULL) != OK &&
	    (rc = q_presence_renew(live, NULL)) == OK)
		rc = q_presence_table(live, NULL);
	return rc == OK ? q_presence_index(live, NULL) : rc;
}

/* The database of presence: beside the real one, or the server's. */
static enum err
live(struct core *c, struct db **out)
{
	enum err rc;

	if (c->live == NULL) {
		if ((rc = db_beside(c->db, &c->live)) != OK)
			return core_db(c, rc);
		rc = c->live == c->db ? OK : make_table(c->live);
		if (rc != OK) {
			c->fault = *db_fault(c->live);
			return rc;
		}
	}
	*out = c->live;
	return OK;
}

static enum err
told(struct core *c, enum err rc)
{
	if (rc != OK && c->fault.code == OK)
		c->fault = *db_fault(c->live);
	return rc;
}

/* ---- telling ------------------------------------------------------------ */

struct say {
	struct core *c;
	struct id session;
	struct par_presence_put *rows;
	size_t n;
	msec now;
};

static enum err
say_body(void *u)
{
	struct say *s = u;
	struct core *c = s->c;
	struct id *ids = NEWN(&c->scratch, struct id, s->n);
	enum err rc;

	for (size_t i = 0; i < s->n; i++)
		ids[i] = s->rows[i].entity_id;
	rc = q_presence_keep(c->live, s->session,
	    list_ids(&c->scratch, ids, s->n, sizeof(*ids)), NULL);
	if (rc == OK)
		rc = q_presence_put_batch(c->live, &c->scratch, s->rows, s->n);
	if (rc == OK)
		rc = q_presence_sweep(c->live, s->now - FORGOTTEN, NULL);
	return rc;
}

enum err
presence_say(struct core *c, struct id session, const struct presence_thing *v,
    size_t n)
{
	struct say s = { .c = c,
		.session = session,
		.rows = NEWN(&c->scratch, struct par_presence_put, n + 1),
		.n = n + 1,
		.now = clock_now(c->clock) };
	struct db *db;
	enum err rc;

	if (id_none(c->me.id))
		return fail(&c->fault, ERR_DENIED,
		    _("nobody is signed in; sign in first"));
	if ((rc = live(c, &db)) != OK)
		return rc;
	for (size_t i = 0; i < s.n; i++)
		s.rows[i] = (struct par_presence_put){ .session = session,
			.agent = c->me.id,
			.entity = str_of(i < n ? v[i].entity : "console"),
			.entity_id = i < n ? v[i].id : session,
			.mode = i < n ? (int64_t)v[i].mode : PRESENCE_HERE,
			.at = s.now,
			.bound = alive_mark() };
	return told(c, db_tx(db, TX_WRITE, say_body, &s));
}

enum err
presence_beat(struct core *c, struct id session, msec next, bool *known)
{
	msec ahead = next > PRESENCE_BEAT ? next - PRESENCE_BEAT : 0;
	msec now = clock_now(c->clock);
	int64_t changed;
	struct db *db;
	enum err rc;

	if ((rc = live(c, &db)) != OK)
		return rc;
	rc = told(c,
	    q_presence_beat(db, session, now + ahead, alive_mark(),
		now - FORGOTTEN, &changed));
	if (rc == OK)
		*known = changed > 0;
	return rc;
}

enum err
presence_leave(struct core *c, struct id session)
{
	struct db *db;
	enum err rc;

	if ((rc = live(c, &db)) != OK)
		return rc;
	return told(c, q_presence_keep(db, session, STR("[]"), NULL));
}

/* Without waiting for its lease to end; a server looked itself. */
static bool
is_there(struct db *db, int64_t bound)
{
	return db_engine(db) == ENGINE_SQLITE ? alive_is(bound) : bound >= 0;
}

/* ---- asking ------------------------------------------------------------- */

static enum err
names_of(struct core *c, struct arena *a, const struct id *agents, size_t n,
    struct rows_presence_names *names)
{
	if (n == 0) {
		names->n = 0;
		return OK;
	}
	return core_db(c,
	    q_presence_names(c->db, a,
		list_ids(&c->scratch, agents, n, sizeof(*agents)), names));
}

static const struct row_presence_names *
named(const struct rows_presence_names *names, struct id agent)
{
	for (size_t i = 0; i < names->n; i++)
		if (id_eq(names->v[i].id, agent))
			return &names->v[i];
	return NULL;
}

enum err
presence_on(struct core *c, struct arena *a, struct id session,
    const struct id *things, size_t n, struct presences *out)
{
	struct rows_presence_names names;
	struct rows_presence_on rows;
	struct presences p = { NULL, 0 };
	msec now = clock_now(c->clock);
	struct id *agents;
	struct db *db;
	enum err rc;

	*out = p;
	if (n == 0)
		return OK;
	if ((rc = live(c, &db)) != OK)
		return rc;
	rc = told(c,
	    q_presence_on(db, a, session,
		list_ids(&c->scratch, things, n, sizeof(*things)),
		now - PRESENCE_LEASE, id_none(session) ? ID_NONE : c->me.id,
		now - PRESENCE_BEAT - SECONDS(5), &rows));
	if (rc != OK)
		return rc;
	agents = NEWN(&c->scratch, struct id, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		agents[i] = rows.v[i].agent;
	if ((rc = names_of(c, a, agents, rows.n, &names)) != OK)
		return rc;
	p.v = NEWN(a, struct presence, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct row_presence_names *who =
		    named(&names, rows.v[i].agent);

		if (!is_there(db, rows.v[i].bound))
			continue;
		p.v[p.n++] = (struct presence){ .entity = rows.v[i].entity_id,
			.agent = rows.v[i].agent,
			.name = who != NULL ? who->name : STR_NONE,
			.mode = (enum presence_mode)rows.v[i].mode,
			.since_at = rows.v[i].since_at };
	}
	*out = p;
	return OK;
}

enum err
presence_lost(struct core *c, struct arena *a, msec since,
    struct rows_presence_lost *rows)
{
	struct db *db;
	enum err rc;

	if ((rc = live(c, &db)) != OK)
		return rc;
	return told(c, q_presence_lost(db, a, since, rows));
}

enum err
presence_gone(struct core *c, struct arena *a, msec since,
    struct rows_presence_gone *rows)
{
	struct db *db;
	enum err rc;

	if ((rc = live(c, &db)) != OK)
		return rc;
	return told(c, q_presence_gone(db, a, since, rows));
}

enum err
presence_drop(struct core *c, struct id session, struct id entity)
{
	struct db *db;
	enum err rc;

	if ((rc = live(c, &db)) != OK)
		return rc;
	return told(c, q_presence_drop(db, session, entity, NULL));
}

bool
presence_came(struct core *c, bool rung)
{
	struct row_presence_mark mark;
	int64_t was = c->live_mark;
	bool told = false;

	if (c->live == NULL || c->live == c->db)
		return rung && c->live != NULL;
	if (db_bell(c->live, &told) != OK || !told ||
	    q_presence_mark(c->live, &c->scratch,
		clock_now(c->clock) - PRESENCE_LEASE, &mark) != OK)
		return false;
	/* Heartbeats ring, too, and change nothing. */
	c->live_mark = mark.n + mark.sum;
	return c->live_mark != was;
}

enum err
presence_list(struct core *c, struct arena *a, struct presence_rows *out)
{
	struct rows_presence_names names;
	struct rows_presence_list rows;
	struct presence_rows p = { NULL, 0 };
	msec now = clock_now(c->clock);
	struct id *agents;
	struct db *db;
	enum err rc;

	if ((rc = live(c, &db)) != OK)
		return rc;
	rc = told(c, q_presence_list(db, a, now - PRESENCE_LEASE, &rows));
	if (rc != OK)
		return rc;
	agents = NEWN(&c->scratch, struct id, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		agents[i] = rows.v[i].agent;
	if ((rc = names_of(c, a, agents, rows.n, &names)) != OK)
		return rc;
	p.v = NEWN(a, struct presence_row, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct row_presence_names *who =
		    named(&names, rows.v[i].agent);

		if (!is_there(db, rows.v[i].bound))
			continue;
		if (rows.v[i].seen_at > now) /* who rests said it beforehand */
			rows.v[i].seen_at = now;
		p.v[p.n++] = (struct presence_row){ .at = rows.v[i],
			.login = who != NULL ? who->login : STR_NONE,
			.name = who != NULL ? who->name : STR_NONE };
	}
	*out = p;
	return OK;
}
