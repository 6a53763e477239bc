/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state.c - the agent's state machine as a table, and the row and stay that
 * each move leaves.
 */
#include "core/state.h"
#include "core/image.h"
#include "core/news.h"
#include "core/notice.h"
#include "core/state_word.h"

#include "core/team.h"

#define MAX_REASON 200

static const char *const states[] = { "offline", "paused", "ready", "reserved",
	"engaged", "wrap-up" };

/* Who may make a move: the agent, whoever may set other people's states, or
 * the work itself (a contact is offered, begins, ends). */
enum { SELF = 1, CHIEF = 2, FLOW = 4, PERSON = SELF | CHIEF };

/* From offline one arrives paused: nobody is given work while sitting down.
 * A chief ends what a dead terminal left behind. */
static const struct move {
	const char *from, *to;
	int by;
} moves[] = {
	{ "offline", "paused", PERSON },
	{ "offline", "engaged", FLOW }, /* works without having said so */
	{ "paused", "paused", PERSON }, /* another reason */
	{ "paused", "ready", PERSON },
	{ "paused", "engaged", FLOW }, /* takes a contact by hand */
	{ "paused", "offline", PERSON },
	{ "ready", "paused", PERSON },
	{ "ready", "reserved", FLOW },
	{ "ready", "engaged", FLOW },
	{ "ready", "offline", PERSON },
	{ "reserved", "engaged", SELF | FLOW },
	{ "reserved", "ready", PERSON | FLOW },
	{ "reserved", "paused", CHIEF | FLOW }, /* missed it */
	{ "reserved", "offline", CHIEF },
	{ "engaged", "wrap-up", SELF | FLOW },
	{ "engaged", "ready", FLOW },
	{ "engaged", "paused", FLOW }, /* the pause that was asked for */
	{ "engaged", "offline", CHIEF },
	{ "wrap-up", "ready", PERSON | FLOW },
	{ "wrap-up", "paused", PERSON | FLOW },
	{ "wrap-up", "engaged", FLOW },
	{ "wrap-up", "offline", CHIEF },
};

struct setting {
	struct id agent;
	struct str state, reason;
	int by;
	struct scope scope;
};

static enum err
check_state(struct core *c, struct str state)
{
	for (size_t i = 0; i < countof(states); i++)
		if (str_is(state, states[i]))
			return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("there is no state '%.*s': offline, paused, ready, "
	      "reserved, engaged or wrap-up"),
	    STR_ARG(state));
}

static enum err
check_move(struct core *c, struct str from, struct str to, int by)
{
	struct str can = STR_NONE;

	for (size_t i = 0; i < countof(moves); i++) {
		if (!str_is(from, moves[i].from) || !(moves[i].by & by))
			continue;
		if (str_is(to, moves[i].to))
			return OK;
		can = str_printf(&c->scratch, "%s%s%s", can.s,
		    can.len > 0 ? ", " : "", moves[i].to);
	}
	can = can.len == 0 ? str_of(_("nothing by hand"))
			   : agents_are(&c->scratch, can);
	return fail(&c->fault, ERR_INVALID,
	    _("'%s' cannot follow '%s'; possible now: %s"), agent_is(to),
	    agent_is(from), can.s);
}

static enum err
read_state(struct core *c, const struct setting *s, struct row_state_list *out)
{
	struct rows_state_list rows;
	enum err rc;

	rc = q_state_list(c->db, &c->scratch, &s->scope, s->agent, STR_NONE, 0,
	    &rows);
	if (rc == OK && rows.n == 0)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("no such agent, or out of your reach; see 'agent list'"));
	if (rc == OK)
		*out = rows.v[0];
	return core_db(c, rc);
}

static enum err
changed_now(struct core *c, const struct row_state_list *was)
{
	return fail(&c->fault, ERR_CONFLICT,
	    _("the state of %s changed just now; look and set it again"),
	    was->login.s);
}

static enum err
put(struct core *c, struct write *w, const struct row_state_list *was,
    struct str state, struct str reason)
{
	msec at = w->at > was->since_at ? w->at : was->since_at;
	int64_t saved;
	enum err rc;

	rc = q_state_put(c->db, was->agent, was->version, state, reason, at,
	    &saved);
	if (rc != OK)
		return rc;
	if (saved == 0)
		return changed_now(c, was);
	write_set_of(c, w, "agent", "state", was->state, state);
	write_set_of(c, w, "agent", "reason", was->reason, reason);
	return core_stay(c, "agent", was->agent, state, reason,
	    id_str(&was->agent), at);
}

static enum err
set_body(struct core *c, struct write *w)
{
	struct setting *s = w->u;
	struct row_state_list was;
	enum err rc;

	s->scope = w->scope;
	if ((rc = read_state(c, s, &was)) != OK)
		return rc;
	if ((rc = check_move(c, was.state, s->state, s->by)) != OK)
		return rc;
	w->version = was.version + 1;
	return put(c, w, &was, s->state, s->reason);
}

enum err
state_set(struct core *c, struct id agent, struct str state, struct str reason)
{
	bool own = id_none(agent) || id_eq(agent, c->me.id);
	struct setting s = { .agent = own ? c->me.id : agent,
		.state = state,
		.by = own ? SELF : CHIEF };
	struct write w = { .may = MAY_STATE_SET,
		.kind = "agent.state",
		.entity = "agent",
		.id = s.agent,
		.body = set_body,
		.u = &s };
	enum err rc;

	if ((rc = core_allow(c, MAY_STATE_SET, NULL)) != OK)
		return rc;
	if ((rc = check_state(c, state)) != OK)
		return rc;
	if (own && id_none(s.agent))
		return fail(&c->fault, ERR_INVALID,
		    _("the program itself has no state; name an agent"));
	rc = core_text(c, _("the reason"), reason, MAX_REASON, false,
	    own && !str_is(state, "paused"), &s.reason);
	if (rc != OK)
		return rc;
	return core_write(c, &w);
}

static enum err
move(struct core *c, struct write *w, struct id agent, struct str state,
    struct str reason, int by)
{
	struct setting s = { .agent = agent,
		.scope = { .level = SCOPE_ALL, .agent = agent } };
	struct row_state_list was;
	enum err rc;

	if ((rc = read_state(c, &s, &was)) != OK)
		return rc;
	if ((rc = check_move(c, was.state, state, by)) != OK)
		return rc;
	return put(c, w, &was, state, reason);
}

enum err
state_move(struct core *c, struct write *w, struct id agent, struct str state,
    struct str reason)
{
	enum err rc;

	if ((rc = check_state(c, state)) != OK)
		return rc;
	return move(c, w, agent, state, reason, FLOW);
}

/* Where an agent goes with nothing left in hand; "" when they stay. */
static struct str
idle(const struct row_state_list *was)
{
	static const char *const busy[] = { "engaged", "wrap-up", "reserved" };

	for (size_t i = 0; i < countof(busy); i++)
		if (str_is(was->state, busy[i]))
			return was->pause_next.len > 0 ? STR("paused")
						       : STR("ready");
	return STR_NONE;
}

enum err
state_work(struct core *c, struct write *w, struct id agent, bool live,
    bool wraps)
{
	struct setting s = { .agent = agent,
		.scope = { .level = SCOPE_ALL, .agent = agent } };
	struct row_state_list was;
	struct str to, reason = STR_NONE;
	enum err rc;

	if ((rc = read_state(c, &s, &was)) != OK)
		return rc;
	to = idle(&was);
	if (live)
		to = STR("engaged");
	else if (wraps && to.len > 0)
		to = STR("wrap-up");
	else if (str_is(to, "paused"))
		reason = was.pause_next;
	if (to.len == 0 || str_eq(to, was.state))
		return OK;
	if ((rc = check_move(c, was.state, to, FLOW)) != OK)
		return rc;
	return put(c, w, &was, to, reason);
}

/* ---- a pause afterwards ------------------------------------------------- */

static enum err
pause_body(struct core *c, struct write *w)
{
	struct setting *s = w->u;
	struct row_state_list was;
	struct image row;
	int64_t saved = 0;
	enum err rc;

	s->scope = w->scope;
	if ((rc = read_state(c, s, &was)) != OK ||
	    (rc = image_take(c, "pause_next", id_str(&s->agent), STR_NONE,
		 STR_NONE, &row)) != OK)
		return rc;
	if (!str_is(was.state, "engaged") && !str_is(was.state, "wrap-up"))
		return fail(&c->fault, ERR_INVALID,
		    _("you are not with a contact; set the pause itself: "
		      "'state set paused'"));
	if (str_eq(was.pause_next, s->reason))
		return fail(&c->fault, ERR_INVALID,
		    _("it is so already; nothing was changed"));
	w->version = was.version + 1;
	write_set(c, w, "pause_next", was.pause_next, s->reason);
	rc =
	    q_state_pause_next(c->db, s->agent, was.version, s->reason, &saved);
	if (rc == OK && saved == 0)
		return changed_now(c, &was);
	return rc == OK ? image_tell(c, w, &row) : core_db(c, rc);
}

enum err
state_pause_next(struct core *c, struct str reason)
{
	struct setting s = { .agent = c->me.id };
	struct write w = { .may = MAY_STATE_SET,
		.kind = "agent.pause-next",
		.entity = "agent",
		.id = s.agent,
		.body = pause_body,
		.u = &s };
	enum err rc;

	if ((rc = core_allow(c, MAY_STATE_SET, NULL)) != OK)
		return rc;
	rc = core_text(c, _("the reason"), reason, MAX_REASON, false, true,
	    &s.reason);
	return rc == OK ? core_write(c, &w) : rc;
}

/* ---- the first and the last --------------------------------------------- */

enum err
state_begin(struct core *c, struct write *w, struct id agent)
{
	enum err rc;

	rc =
	    q_state_put(c->db, agent, 0, STR("offline"), STR_NONE, w->at, NULL);
	if (rc != OK)
		return core_db(c, rc);
	return core_stay(c, "agent", agent, STR("offline"), STR_NONE,
	    id_str(&agent), w->at);
}

enum err
state_end(struct core *c, struct write *w, struct id agent, struct str reason)
{
	struct setting s = { .agent = agent,
		.scope = { .level = SCOPE_ALL, .agent = agent } };
	struct row_state_list was;
	enum err rc;

	if ((rc = read_state(c, &s, &was)) != OK)
		return rc;
	if (str_is(was.state, "offline"))
		return OK;
	return put(c, w, &was, STR("offline"), reason);
}

/* ---- a console that is gone --------------------------------------------- */

static enum err
tell_lost(struct core *c, const struct write *w, struct id agent)
{
	struct news n = { .kind = "state",
		.severity = NOTICE_URGENT,
		.team = STR_NONE,
		.agent = agent,
		.entity = "agent",
		.about = agent,
		.once = str_printf(&c->scratch, "lost/%s/%lld", agent.s,
		    (long long)w->now),
		.at = w->at,
		.until = w->at + HOURS(8),
		.say = N_("Your console was lost: you are offline since then, "
			  "and are given no contacts.") };

	return news_put(c, w, &n, NULL);
}

/* Who was ready is offered no more; who wrapped up may close it on coming
 * back. */
static enum err
go_offline(struct core *c, struct write *w, struct str reason)
{
	static const char *const from[] = { "ready", "reserved", "wrap-up" };
	struct setting s = { .agent = w->id,
		.scope = { .level = SCOPE_ALL, .agent = w->id } };
	struct row_state_list was;
	enum err rc;

	if ((rc = read_state(c, &s, &was)) != OK)
		return rc;
	w->version = was.version + 1;
	for (size_t i = 0; i < countof(from); i++)
		if (str_is(was.state, from[i]))
			return put(c, w, &was, STR("offline"), reason);
	return fail(&c->fault, ERR_CONFLICT, _("found again"));
}

static enum err
lost_body(struct core *c, struct write *w)
{
	enum err rc = go_offline(c, w, news_own(OWN_CONSOLE));

	return rc == OK ? tell_lost(c, w, w->id) : rc;
}

static enum err
left_body(struct core *c, struct write *w)
{
	return go_offline(c, w, STR_NONE);
}

enum err
state_left(struct core *c)
{
	struct write w = { .may = MAY_STATE_SET,
		.kind = "agent.state",
		.entity = "agent",
		.id = c->me.id,
		.body = left_body };

	return core_write(c, &w);
}

enum err
state_lost(struct core *c, struct id agent)
{
	struct write w = { .may = MAY_SLA_KEEP,
		.kind = "agent.state",
		.entity = "agent",
		.id = agent,
		.body = lost_body };

	return core_write(c, &w);
}

/* ---- reading ------------------------------------------------------------ */

void
state_ahead(struct core *c)
{
	struct scope scope = { .level = SCOPE_OWN, .agent = c->me.id };

	if (!id_none(c->me.id))
		q_state_list_ahead(c->db, &scope, c->me.id, STR_NONE, 1);
}

enum err
state_get(struct core *c, struct arena *a, struct id agent,
    struct row_state_list *out)
{
	bool own = id_none(agent) || id_eq(agent, c->me.id);
	struct scope scope = { .level = SCOPE_OWN, .agent = c->me.id };
	struct rows_state_list rows;
	enum err rc;

	if (!own && (rc = core_allow(c, MAY_AGENT_READ, &scope)) != OK)
		return rc;
	if (own)
		agent = c->me.id;
	if (id_none(agent))
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("nobody is signed in; name an agent"));
	rc = q_state_list(c->db, a, &scope, agent, STR_NONE, 1, &rows);
	if (rc == OK && rows.n == 0)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("no such agent, or out of your sight; see 'agent list'"));
	if (rc == OK)
		*out = rows.v[0];
	return core_db(c, rc);
}

enum err
state_list(struct core *c, struct arena *a, struct str team,
    struct rows_state_list *out)
{
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_AGENT_READ, &scope)) != OK)
		return rc;
	if (team.len > 0 && (rc = team_check(c, team)) != OK)
		return rc;
	return core_db(c,
	    q_state_list(c->db, a, &scope, ID_NONE, team, 0, out));
}
