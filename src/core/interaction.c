/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction.c - one conversation: its states, its spans, its matters.
 */
#include "core/interaction_body.h"

#include "core/contact.h"
#include "core/list.h"
#include "core/state.h"
#include "core/state_word.h"
#include "core/ticket.h"

enum { CALLER_MAX = 200, QUEUE_MAX = 60, SUBJECT_MAX = 200, OUTCOME_MAX = 60 };

static const char *const channels[] = { "phone", "whatsapp", "email", "chat",
	"web", "branch", "letter" };

/* Which move leads where. */
static const struct move {
	const char *verb, *from, *to;
} moves[] = {
	{ "answer", "waiting", "talking" },
	{ "hold", "talking", "held" },
	{ "resume", "held", "talking" },
	{ "end", "talking", "wrap-up" },
	{ "end", "held", "wrap-up" },
	{ "end", "waiting", "closed" },
	{ "close", "talking", "closed" },
	{ "close", "held", "closed" },
	{ "close", "wrap-up", "closed" },
};

#define AT(field) offsetof(struct row_interaction_take, field)

/* Each state, and the sum its time is added to. */
static const struct {
	const char *name;
	size_t sum;
} states[] = {
	{ "waiting", AT(wait_ms) },
	{ "talking", AT(talk_ms) },
	{ "held", AT(hold_ms) },
	{ "wrap-up", AT(wrap_ms) },
	{ "closed", 0 },
};

enum err
interaction_found(struct core *c, enum err rc)
{
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such contact, or none that you may see"));
	return core_db(c, rc);
}

static enum err
theirs(struct core *c, const struct row_interaction_get *i)
{
	return fail(&c->fault, ERR_DENIED,
	    _("I-%lld is %s's: you may read it, and they go on with it"),
	    (long long)i->number,
	    i->owner_name.len > 0 ? i->owner_name.s : team_called(c, i->team));
}

enum err
interaction_take(struct core *c, struct write *w,
    struct row_interaction_take *row)
{
	struct row_interaction_get seen;
	struct scope scope;
	enum err rc =
	    q_interaction_take(c->db, &c->scratch, &w->scope, w->id, row);

	if (rc != ERR_NOT_FOUND ||
	    core_allow(c, MAY_INTERACTION_READ, &scope) != OK ||
	    q_interaction_get(c->db, &c->scratch, &scope, w->id, &seen) != OK)
		return interaction_found(c, rc);
	return theirs(c, &seen);
}

enum err
interaction_may(struct core *c, struct id id)
{
	struct row_interaction_handled row;
	struct row_interaction_get i;
	struct scope scope;
	enum err rc;

	if ((rc = interaction_get(c, &c->scratch, id, &i)) != OK ||
	    (rc = core_allow(c, MAY_INTERACTION_HANDLE, &scope)) != OK)
		return rc;
	if (str_is(i.state, "waiting"))
		return fail(&c->fault, ERR_INVALID,
		    _("I-%lld waits to be answered: F9 takes it"),
		    (long long)i.number);
	if (id_eq(i.owner, c->me.id))
		return OK;
	rc = q_interaction_handled(c->db, &c->scratch, &scope, id, &row);
	return rc == ERR_NOT_FOUND ? theirs(c, &i) : core_db(c, rc);
}

enum err
interaction_write(struct core *c, const char *verb, struct id id,
    enum err (*body)(struct core *, struct write *), void *u)
{
	struct write w = {
		.may = MAY_INTERACTION_HANDLE,
		.kind = str_printf(&c->scratch, "interaction.%s", verb).s,
		.entity = "interaction",
		.id = id,
		.body = body,
		.u = u,
	};

	return core_write(c, &w);
}

/* ---- the agent ---------------------------------------------------------- */

/* Whose contact it is does what their contacts ask of them. */
enum err
interaction_flow(struct core *c, struct write *w, struct id id, struct id owner,
    struct str state)
{
	struct row_interaction_busy busy;
	enum err rc;

	if (id_none(owner))
		return OK;
	rc = q_interaction_busy(c->db, &c->scratch, owner, id, &busy);
	if (rc != OK)
		return core_db(c, rc);
	busy.live += str_is(state, "talking") || str_is(state, "held");
	busy.wraps += str_is(state, "wrap-up");
	return state_work(c, w, owner, busy.live > 0, busy.wraps > 0);
}

/* A service script that is still open is left where it stands. */
static enum err
leave_script(struct core *c, struct write *w, msec at)
{
	int64_t left = 0;
	enum err rc = q_script_abandon_visit(c->db, w->id, at, NULL);

	if (rc == OK)
		rc = q_script_abandon(c->db, w->id, at, &left);
	if (rc == OK && left > 0)
		write_set_of(c, w, "script_run", "state", STR("running"),
		    STR("left"));
	return core_db(c, rc);
}

enum err
interaction_settle(struct core *c, struct write *w,
    const struct row_interaction_take *now, msec at)
{
	enum err rc;

	rc = core_stay(c, "interaction", w->id, now->state, now->outcome,
	    id_str(&now->owner), at);
	if (rc == OK && str_is(now->state, "closed"))
		rc = leave_script(c, w, at);
	if (rc != OK)
		return rc;
	return interaction_flow(c, w, w->id, now->owner, now->state);
}

/* ---- start -------------------------------------------------------------- */

static enum err
check_words(struct core *c, struct interaction_new *in)
{
	enum err rc;

	if ((rc = core_text(c, _("the caller"), in->caller, CALLER_MAX, false,
		 true, &in->caller)) != OK ||
	    (rc = core_text(c, _("the queue"), in->queue, QUEUE_MAX, false,
		 true, &in->queue)) != OK)
		return rc;
	if ((rc = core_text(c, _("the campaign"), list_given(in->campaign), 40,
		 false, true, &in->campaign)) != OK)
		return rc;
	return core_text(c, _("the subject"), in->subject, SUBJECT_MAX, false,
	    true, &in->subject);
}

static enum err
check_new(struct core *c, struct interaction_new *in)
{
	size_t i = 0;

	in->channel = list_given(in->channel);
	if (list_given(in->direction).len == 0)
		in->direction = STR("in");
	while (i < countof(channels) && !str_is(in->channel, channels[i]))
		i++;
	if (i == countof(channels))
		return fail(&c->fault, ERR_INVALID,
		    _("no channel '%s'; there are phone, whatsapp, email, "
		      "chat, web, branch and letter"),
		    in->channel.s);
	if (!str_is(in->direction, "in") && !str_is(in->direction, "out"))
		return fail(&c->fault, ERR_INVALID,
		    _("a contact goes in or out, not '%s'"), in->direction.s);
	if (in->waiting && str_is(in->direction, "out"))
		return fail(&c->fault, ERR_INVALID,
		    _("only who comes in waits; leave out waiting=, or "
		      "direction=out"));
	return check_words(c, in);
}

enum err
interaction_see_customer(struct core *c, struct id id)
{
	return id_none(id) ? OK : customer_exists(c, id);
}

static void
tell_start(struct core *c, struct write *w, const struct interaction_new *in,
    struct str state)
{
	write_set(c, w, "customer", STR_NONE, id_str(&in->customer));
	write_set(c, w, "caller", STR_NONE, in->caller);
	write_set(c, w, "channel", STR_NONE, in->channel);
	write_set(c, w, "direction", STR_NONE, in->direction);
	write_set(c, w, "queue", STR_NONE, in->queue);
	write_set(c, w, "subject", STR_NONE, in->subject);
	write_set(c, w, "campaign", STR_NONE, in->campaign);
	write_set(c, w, "state", STR_NONE, state);
}

static enum err
start_body(struct core *c, struct write *w)
{
	struct interaction_new in = *(const struct interaction_new *)w->u;
	struct str state = in.waiting ? STR("waiting") : STR("talking");
	struct id owner = in.waiting ? ID_NONE : c->me.id;
	struct row_interaction_team team = { { "", 0 } };
	int64_t number;
	enum err rc;

	if ((rc = check_new(c, &in)) != OK ||
	    (rc = interaction_see_customer(c, in.customer)) != OK ||
	    (rc = core_numbers(c, "interaction", 1, &number)) != OK)
		return rc;
	rc = q_interaction_team(c->db, &c->scratch, c->me.id, &team);
	if (rc == OK)
		rc = q_interaction_add(c->db, w->id, number, in.customer,
		    in.caller, in.channel, in.direction, in.queue, in.subject,
		    state, team.team, c->me.branch, owner, c->me.id, w->at,
		    in.waiting ? 0 : w->at, NULL);
	if (rc == OK && in.campaign.len > 0)
		rc = q_interaction_campaign(c->db, w->id, in.campaign, NULL);
	if (rc != OK)
		return core_db(c, rc);
	w->version = 1;
	tell_start(c, w, &in, state);
	write_set_int(c, w, "number", 0, number);
	rc = core_stay(c, "interaction", w->id, state, STR_NONE,
	    in.waiting ? in.queue : id_str(&owner), w->at);
	if (rc == OK && !in.waiting)
		rc = interaction_flow(c, w, w->id, owner, state);
	if (rc == OK && !id_none(in.customer))
		rc = caller_mark(c, w, in.caller, in.customer, true);
	return rc;
}

static enum err
start(struct core *c, const struct interaction_new *in, struct id *id)
{
	struct write w = {
		.may = MAY_INTERACTION_HANDLE,
		.kind = "interaction.start",
		.entity = "interaction",
		.id = id_make(clock_now(c->clock)),
		.body = start_body,
		.u = (void *)in,
	};
	enum err rc = core_write(c, &w);

	if (rc == OK)
		*id = w.id;
	return rc;
}

/* ---- moves -------------------------------------------------------------- */

static const struct move *
find_move(const char *verb, struct str from)
{
	for (size_t i = 0; i < countof(moves); i++)
		if (strcmp(moves[i].verb, verb) == 0 &&
		    str_is(from, moves[i].from))
			return &moves[i];
	return NULL;
}

enum err
interaction_no_move(struct core *c, const struct row_interaction_take *row)
{
	struct buf b = { 0 };
	struct str list;

	for (size_t i = 0; i < countof(moves); i++)
		if (str_is(row->state, moves[i].from))
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    moves[i].verb);
	list = buf_copy(&c->scratch, &b);
	buf_done(&b);
	if (list.len == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the contact I-%lld is %s: it stays as it is"),
		    (long long)row->number, contact_is(row->state));
	return fail(&c->fault, ERR_INVALID,
	    _("the contact I-%lld is %s; possible now: %s"),
	    (long long)row->number, contact_is(row->state),
	    moves_called(&c->scratch, list).s);
}

enum err
interaction_span(struct core *c, struct row_interaction_take *now, msec *at)
{
	struct row_interaction_since since = { *at };
	enum err rc;

	rc = q_interaction_since(c->db, &c->scratch, now->id, &since);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	if (*at < since.from_at)
		*at = since.from_at;
	for (size_t i = 0; i < countof(states); i++)
		if (states[i].sum != 0 && str_is(now->state, states[i].name))
			*(msec *)(void *)((char *)now + states[i].sum) +=
			    *at - since.from_at;
	return OK;
}

struct step {
	const char *verb;
	struct str outcome;
};

static void
apply(struct core *c, const struct step *s, const char *to, msec at,
    struct row_interaction_take *now)
{
	bool talked = !str_is(now->state, "waiting");

	now->state = str_of(to);
	if (strcmp(s->verb, "answer") == 0) {
		now->owner = c->me.id;
		now->answered_at = at;
	}
	if (now->ended_at == 0 &&
	    (strcmp(to, "wrap-up") == 0 || strcmp(to, "closed") == 0))
		now->ended_at = at;
	if (strcmp(to, "closed") == 0) {
		now->closed_at = at;
		now->outcome = talked ? s->outcome : STR("abandoned");
	}
}

enum err
interaction_save(struct core *c, struct write *w,
    const struct row_interaction_take *was,
    const struct row_interaction_take *now)
{
	int64_t saved;
	enum err rc;

	w->version = was->version + 1;
	write_set(c, w, "customer", id_str(&was->customer),
	    id_str(&now->customer));
	write_set(c, w, "state", was->state, now->state);
	write_set(c, w, "owner", id_str(&was->owner), id_str(&now->owner));
	write_set(c, w, "outcome", was->outcome, now->outcome);
	rc = q_interaction_save(c->db, w->id, was->version, now->customer,
	    now->state, now->outcome, now->owner, now->answered_at,
	    now->ended_at, now->closed_at, now->wait_ms, now->talk_ms,
	    now->hold_ms, now->wrap_ms, &saved);
	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody saved this contact first; read it again"));
	return core_db(c, rc);
}

/* What waits for anybody may be answered by whoever is of its team, though
 * they may handle only their own. */
static enum err
take_for(struct core *c, struct write *w, const char *verb,
    struct row_interaction_take *row)
{
	struct scope team = w->scope, all = w->scope;
	struct row_interaction_waits waits;

	all.level = SCOPE_ALL;
	if (team.level < SCOPE_TEAM)
		team.level = SCOPE_TEAM;
	if (strcmp(verb, "answer") != 0 ||
	    q_interaction_waits(c->db, &c->scratch, &team, w->id, &waits) != OK)
		return interaction_take(c, w, row);
	all.level = SCOPE_ALL;
	return q_interaction_take(c->db, &c->scratch, &all, w->id, row);
}

static enum err
move_body(struct core *c, struct write *w)
{
	struct step s = *(const struct step *)w->u;
	struct row_interaction_take was, now;
	const struct move *m;
	msec at = w->at;
	enum err rc;

	if ((rc = take_for(c, w, s.verb, &was)) != OK)
		return rc;
	if ((m = find_move(s.verb, was.state)) == NULL)
		return interaction_no_move(c, &was);
	if (strcmp(s.verb, "close") == 0 &&
	    (rc = core_text(c, _("the outcome"), s.outcome, OUTCOME_MAX, false,
		 false, &s.outcome)) != OK)
		return rc;
	now = was;
	if ((rc = interaction_span(c, &now, &at)) != OK)
		return rc;
	apply(c, &s, m->to, at, &now);
	if ((rc = interaction_save(c, w, &was, &now)) != OK)
		return rc;
	if (strcmp(s.verb, "answer") == 0 &&
	    (rc = q_handover_taken(c->db, w->id, c->me.id, at, NULL)) != OK)
		return core_db(c, rc);
	return interaction_settle(c, w, &now, at);
}

static enum err
move(struct core *c, struct id id, const char *verb, struct str outcome)
{
	struct step s = { verb, list_given(outcome) };

	return interaction_write(c, verb, id, move_body, &s);
}

enum err
interaction_hold(struct core *c, struct id id)
{
	return move(c, id, "hold", STR_NONE);
}

/* ---- one voice at a time ------------------------------------------------ */

/* A contact that begins to be talked. */
struct talk {
	const char *verb; /* or NULL: it starts, and is new */
	const struct interaction_new *new;
	struct id op, id;
};

/* Whom one speaks with hears nobody else: each is held by an event of its
 * own. */
static enum err
hold_others(struct core *c, const struct talk *t)
{
	struct rows_interaction_voices rows;
	enum err rc;

	if (t->new != NULL && t->new->waiting)
		return OK;
	rc = core_db(c,
	    q_interaction_voices(c->db, &c->scratch, c->me.id, t->id,
		t->new != NULL ? list_given(t->new->channel) : STR_NONE,
		&rows));
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		rc = interaction_hold(c, rows.v[i].id);
	return rc;
}

/* Who is to be called waits already: that is the contact. */
static enum err
meet(struct core *c, struct talk *t)
{
	struct id waits;
	enum err rc;

	if (t->new == NULL || !t->new->meet)
		return OK;
	rc = interaction_waiting_of(c, t->new->customer, &waits);
	if (rc == OK && !id_none(waits)) {
		t->verb = "answer";
		t->id = waits;
		t->new = NULL;
	}
	return rc;
}

static enum err
talk_body(struct core *c, void *u)
{
	struct talk *t = u;
	struct id was;
	enum err rc = OK;

	c->op = t->op;
	if (!core_applied(c, "interaction", &was)) {
		c->op = ID_NONE;
		if ((rc = meet(c, t)) == OK)
			rc = hold_others(c, t);
		c->op = t->op;
	}
	if (rc != OK)
		return rc;
	return t->verb != NULL ? move(c, t->id, t->verb, STR_NONE)
			       : start(c, t->new, &t->id);
}

static enum err
talk(struct core *c, struct talk *t)
{
	enum err rc;

	t->op = id_none(c->op) ? id_make(clock_now(c->clock)) : c->op;
	if (c->together || c->trying)
		return talk_body(c, t);
	rc = core_together(c, talk_body, t);
	c->op = rc == ERR_UNKNOWN ? t->op : ID_NONE;
	return rc;
}

enum err
interaction_start(struct core *c, const struct interaction_new *in,
    struct id *id)
{
	struct talk t = { .new = in };
	enum err rc = talk(c, &t);

	if (rc == OK)
		*id = t.id;
	return rc;
}

enum err
interaction_answer(struct core *c, struct id id)
{
	struct talk t = { .verb = "answer", .id = id };

	return talk(c, &t);
}

enum err
interaction_resume(struct core *c, struct id id)
{
	struct talk t = { .verb = "resume", .id = id };

	return talk(c, &t);
}

enum err
interaction_end(struct core *c, struct id id)
{
	return move(c, id, "end", STR_NONE);
}

enum err
interaction_close(struct core *c, struct id id, struct str outcome)
{
	return move(c, id, "close", outcome);
}
