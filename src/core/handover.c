/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * handover.c - a live contact changes hands.
 */
#include "core/handover.h"

#include "base/json.h"
#include "base/log.h"
#include "core/agent.h"
#include "core/interaction_body.h"
#include "core/list.h"
#include "core/news.h"
#include "core/notice.h"
#include "core/presence.h"
#include "core/state.h"
#include "core/ticket_body.h"

enum { NOTE_MAX = 500, DESK_MAX = 64 * 1024 };

struct pass {
	struct handover_new to;
	struct id from; /* who had it; none: lost */
	bool lost;
	struct str team; /* where it goes */
};

/* ---- to whom ------------------------------------------------------------ */

static enum err
team_of(struct core *c, struct id agent, struct str *team)
{
	struct row_interaction_team row;
	enum err rc;

	rc = q_interaction_team(c->db, &c->scratch, agent, &row);
	if (rc == OK)
		*team = row.team;
	return core_db(c, rc);
}

static enum err
check_to(struct core *c, const struct row_interaction_take *was, struct pass *p)
{
	enum err rc;

	if (id_none(p->to.agent) && p->to.team.len == 0)
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say to whom the contact goes: a person "
		      "(agent=) or a team (team=)"));
	if (id_eq(p->to.agent, c->me.id))
		return fail(&c->fault, ERR_INVALID,
		    _("I-%lld is yours already"), (long long)was->number);
	p->team = p->to.team;
	if (!id_none(p->to.agent) &&
	    ((rc = ticket_check_owner(c, p->to.agent)) != OK ||
		(rc = team_of(c, p->to.agent, &p->team)) != OK))
		return rc;
	if (p->to.team.len > 0 && (rc = ticket_check_team(c, p->to.team)) != OK)
		return rc;
	if (p->to.team.len > 0)
		p->team = p->to.team;
	if (p->team.len == 0)
		p->team = was->team;
	return OK;
}

static enum err
check_words(struct core *c, struct pass *p)
{
	struct json *desk = NULL;

	if (p->to.desk.len > DESK_MAX)
		return fail(&c->fault, ERR_INVALID,
		    _("what is on the desk is too much to hand over: %zu "
		      "bytes, at most %d"),
		    p->to.desk.len, DESK_MAX);
	if (p->to.desk.len > 0 && json_parse(p->to.desk, &desk, NULL) != OK)
		return fail(&c->fault, ERR_INVALID,
		    _("what is on the desk is no JSON; nothing was changed"));
	json_free(desk);
	return core_text(c, _("the note"), p->to.note, NOTE_MAX, true, true,
	    &p->to.note);
}

/* ---- telling ------------------------------------------------------------ */

static enum err
tell(struct core *c, const struct write *w,
    const struct row_interaction_take *row, const struct pass *p)
{
	struct id whom = p->lost ? p->from : p->to.agent;
	struct news n = { .kind = "handover",
		.severity = NOTICE_URGENT,
		.team = id_none(whom) ? p->team : STR_NONE,
		.agent = whom,
		.entity = "interaction",
		.about = w->id,
		.once = str_printf(&c->scratch, "handover/%s/%lld", w->id.s,
		    (long long)w->now),
		.at = w->at,
		.until = w->at + HOURS(8),
		.say = p->lost ? N_("Your console was lost: I-%lld waits in "
				    "its queue again.")
			       : N_("%s hands you I-%lld. %s") };

	if (!p->lost)
		news_text(&n, c->me.name);
	news_number(c, &n, row->number);
	if (!p->lost)
		news_text(&n, p->to.note);
	return news_put(c, w, &n, NULL);
}

/* ---- passing ------------------------------------------------------------ */

static enum err
pass_on(struct core *c, struct write *w, const struct row_interaction_take *was,
    const struct pass *p)
{
	struct row_interaction_take now = *was;
	msec at = w->at;
	enum err rc;

	if ((rc = interaction_span(c, &now, &at)) != OK)
		return rc;
	now.state = STR("waiting");
	now.owner = ID_NONE;
	if ((rc = interaction_save(c, w, was, &now)) != OK)
		return rc;
	write_set(c, w, "team", was->team, p->team);
	rc = core_db(c,
	    q_handover_queue(c->db, w->id, p->team,
		p->team.len > 0 ? p->team : was->queue, NULL));
	if (rc == OK)
		rc = core_db(c,
		    q_handover_put(c->db, w->id, p->from, p->to.agent, p->team,
			p->to.note, p->to.desk, w->at, NULL));
	if (rc != OK || (rc = interaction_settle(c, w, &now, at)) != OK ||
	    (rc = interaction_flow(c, w, w->id, was->owner, now.state)) != OK)
		return rc;
	return tell(c, w, was, p);
}

static bool
lives(const struct row_interaction_take *row)
{
	return str_is(row->state, "talking") || str_is(row->state, "held");
}

static enum err
transfer_body(struct core *c, struct write *w)
{
	struct pass p = *(const struct pass *)w->u;
	struct row_interaction_take was;
	enum err rc;

	if ((rc = interaction_take(c, w, &was)) != OK)
		return rc;
	if (!lives(&was))
		return interaction_no_move(c, &was);
	if ((rc = check_to(c, &was, &p)) != OK ||
	    (rc = check_words(c, &p)) != OK)
		return rc;
	p.from = was.owner;
	write_set(c, w, "to", STR_NONE,
	    id_none(p.to.agent) ? p.team : id_str(&p.to.agent));
	if (p.to.note.len > 0)
		write_set(c, w, "note", STR_NONE, p.to.note);
	return pass_on(c, w, &was, &p);
}

enum err
interaction_transfer(struct core *c, struct id id,
    const struct handover_new *to)
{
	struct pass p = { .to = { .agent = to->agent,
			      .team = list_given(to->team),
			      .note = list_given(to->note),
			      .desk = list_given(to->desk) } };

	p.team = STR_NONE;
	return interaction_write(c, "transfer", id, transfer_body, &p);
}

enum err
handover_get(struct core *c, struct arena *a, struct id id,
    struct row_handover_get *out)
{
	struct row_interaction_get seen;
	enum err rc;

	if ((rc = interaction_get(c, &c->scratch, id, &seen)) != OK)
		return rc;
	rc = q_handover_get(c->db, a, id, out);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("I-%lld was not handed over by anybody"),
		    (long long)seen.number);
	if (rc == OK && !id_eq(out->taken_by, c->me.id))
		out->desk = STR_NONE;
	return core_db(c, rc);
}

enum err
handover_mine(struct core *c, struct arena *a, struct rows_handover_mine *rows)
{
	return core_db(c, q_handover_mine(c->db, a, c->me.id, rows));
}

/* ---- lost --------------------------------------------------------------- */

/* The agent answers on another console, or finished it: nothing is lost. */
static enum err
lost_body(struct core *c, struct write *w)
{
	struct pass p = *(const struct pass *)w->u;
	struct row_interaction_take was;
	enum err rc;

	if ((rc = interaction_take(c, w, &was)) != OK)
		return rc;
	if (!lives(&was) || !id_eq(was.owner, p.from))
		return fail(&c->fault, ERR_CONFLICT, _("found again"));
	p.team = was.team;
	return pass_on(c, w, &was, &p);
}

static enum err
lose(struct core *c, const struct row_presence_lost *row)
{
	struct pass p = { .from = row->agent, .lost = true };
	struct write w = {
		.may = MAY_SLA_KEEP,
		.kind = "interaction.lost",
		.entity = "interaction",
		.id = row->entity_id,
		.body = lost_body,
		.u = &p,
	};

	p.to.team = p.to.note = p.to.desk = p.team = STR_NONE;
	return core_write(c, &w);
}

/* What was found again meanwhile is no fault, and is not looked at again. */
static enum err
settled(struct core *c, enum err rc, struct id session, struct id entity)
{
	if (rc != OK && rc != ERR_CONFLICT && rc != ERR_NOT_FOUND)
		return rc;
	c->fault = (struct fault){ .code = OK };
	return presence_drop(c, session, entity);
}

static enum err
lost_contacts(struct core *c, struct arena *a, msec since, int64_t *n)
{
	struct rows_presence_lost rows;
	enum err rc = presence_lost(c, a, since, &rows);

	for (size_t i = 0; rc == OK && i < rows.n; i++) {
		rc = lose(c, &rows.v[i]);
		*n += rc == OK;
		rc = settled(c, rc, rows.v[i].session, rows.v[i].entity_id);
	}
	return rc;
}

/* Whoever has nothing left in hand is no more offered any. */
static enum err
lost_people(struct core *c, struct arena *a, msec since)
{
	struct rows_presence_gone rows;
	enum err rc = presence_gone(c, a, since, &rows);

	for (size_t i = 0; rc == OK && i < rows.n; i++) {
		if (rows.v[i].others == 0)
			rc = state_lost(c, rows.v[i].agent);
		rc = settled(c, rc, rows.v[i].session, rows.v[i].session);
	}
	return rc;
}

/* At another console that lives. */
static enum err
elsewhere(struct core *c, bool *there)
{
	struct presence_rows all;
	enum err rc = presence_list(c, &c->scratch, &all);

	*there = false;
	for (size_t i = 0; rc == OK && i < all.n; i++)
		*there = *there || id_eq(all.v[i].at.agent, c->me.id);
	return rc;
}

enum err
handover_leave(struct core *c, struct id session)
{
	bool there;
	enum err rc;

	if ((rc = presence_leave(c, session)) != OK ||
	    (rc = elsewhere(c, &there)) != OK || there)
		return rc;
	rc = state_left(c);
	if (rc != ERR_CONFLICT && rc != ERR_DENIED)
		return rc;
	/* Was not ready, or never is. */
	c->fault = (struct fault){ .code = OK };
	return OK;
}

enum err
handover_lost(struct core *c, int64_t *n)
{
	msec since = clock_now(c->clock) - HANDOVER_LOST;
	struct arena a = { 0 };
	enum err rc;

	*n = 0;
	rc = lost_contacts(c, &a, since, n);
	if (rc == OK)
		rc = lost_people(c, &a, since);
	arena_done(&a);
	return rc;
}
