/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction.c - one conversation: its states, its spans, its matters.
 */
#include "core/interaction.h"

#include "core/audit.h"
#include "core/list.h"
#include "core/message.h"
#include "core/typification.h"

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

static enum err
found(struct core *c, enum err rc)
{
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such contact, or none that you may see"));
	return core_db(c, rc);
}

static enum err
take(struct core *c, struct write *w, struct row_interaction_take *row)
{
	struct row_interaction_get seen;
	struct scope scope;
	enum err rc =
	    q_interaction_take(c->db, &c->scratch, &w->scope, w->id, row);

	if (rc != ERR_NOT_FOUND ||
	    core_allow(c, MAY_INTERACTION_READ, &scope) != OK ||
	    q_interaction_get(c->db, &c->scratch, &scope, w->id, &seen) != OK)
		return found(c, rc);
	return fail(&c->fault, ERR_DENIED,
	    _("I-%lld is %s's: you may read it, and they go on with it"),
	    (long long)seen.number,
	    seen.owner_name.len > 0 ? seen.owner_name.s : seen.team.s);
}

static enum err
write_to(struct core *c, const char *verb, struct id id,
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
	return check_words(c, in);
}

static enum err
see_customer(struct core *c, struct id id)
{
	struct row_customer_get row;
	struct scope scope;
	enum err rc;

	if (id_none(id))
		return OK;
	if ((rc = core_allow(c, MAY_CUSTOMER_READ, &scope)) != OK)
		return rc;
	rc = q_customer_get(c->db, &c->scratch, &scope, id, &row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such customer, or none that you may see"));
	return core_db(c, rc);
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
	    (rc = see_customer(c, in.customer)) != OK ||
	    (rc = core_numbers(c, "interaction", 1, &number)) != OK)
		return rc;
	rc = q_interaction_team(c->db, &c->scratch, c->me.id, &team);
	if (rc == OK)
		rc = q_interaction_add(c->db, w->id, number, in.customer,
		    in.caller, in.channel, in.direction, in.queue, in.subject,
		    state, team.team, c->me.branch, owner, c->me.id, w->at,
		    in.waiting ? 0 : w->at, NULL);
	if (rc != OK)
		return core_db(c, rc);
	w->version = 1;
	tell_start(c, w, &in, state);
	write_set_int(c, w, "number", 0, number);
	return core_stay(c, "interaction", w->id, state, STR_NONE,
	    in.waiting ? in.queue : id_str(&owner), w->at);
}

enum err
interaction_start(struct core *c, const struct interaction_new *in,
    struct id *id)
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

static enum err
no_move(struct core *c, const struct row_interaction_take *row)
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
		    (long long)row->number, row->state.s);
	return fail(&c->fault, ERR_INVALID,
	    _("the contact I-%lld is %s; possible now: %s"),
	    (long long)row->number, row->state.s, list.s);
}

/* The time in the present state is added to its sum; *at is not before that
 * state began. */
static enum err
add_span(struct core *c, struct row_interaction_take *now, msec *at)
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

static enum err
save(struct core *c, struct write *w, const struct row_interaction_take *was,
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

static enum err
move_body(struct core *c, struct write *w)
{
	struct step s = *(const struct step *)w->u;
	struct row_interaction_take was, now;
	const struct move *m;
	msec at = w->at;
	enum err rc;

	if ((rc = take(c, w, &was)) != OK)
		return rc;
	if ((m = find_move(s.verb, was.state)) == NULL)
		return no_move(c, &was);
	if (strcmp(s.verb, "close") == 0 &&
	    (rc = core_text(c, _("the outcome"), s.outcome, OUTCOME_MAX, false,
		 false, &s.outcome)) != OK)
		return rc;
	now = was;
	if ((rc = add_span(c, &now, &at)) != OK)
		return rc;
	apply(c, &s, m->to, at, &now);
	if ((rc = save(c, w, &was, &now)) != OK)
		return rc;
	return core_stay(c, "interaction", w->id, now.state, now.outcome,
	    id_str(&now.owner), at);
}

static enum err
move(struct core *c, struct id id, const char *verb, struct str outcome)
{
	struct step s = { verb, list_given(outcome) };

	return write_to(c, verb, id, move_body, &s);
}

enum err
interaction_answer(struct core *c, struct id id)
{
	return move(c, id, "answer", STR_NONE);
}

enum err
interaction_hold(struct core *c, struct id id)
{
	return move(c, id, "hold", STR_NONE);
}

enum err
interaction_resume(struct core *c, struct id id)
{
	return move(c, id, "resume", STR_NONE);
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

/* ---- what it is about --------------------------------------------------- */

static enum err
note_body(struct core *c, struct write *w)
{
	struct message_new m = { .direction = "internal",
		.channel = STR("note"),
		.interaction = w->id };
	const struct str *text = w->u;
	struct row_interaction_take row;
	enum err rc;

	if ((rc = take(c, w, &row)) != OK ||
	    (rc = message_text(c, *text, &m.body)) != OK)
		return rc;
	m.customer = row.customer;
	w->version = row.version;
	return message_add(c, w, &m);
}

enum err
interaction_note(struct core *c, struct id id, struct str text)
{
	return write_to(c, "note", id, note_body, &text);
}

struct matter {
	struct str typification;
	struct id ticket;
};

static enum err
see_ticket(struct core *c, struct id id)
{
	struct row_ticket_get row;
	struct scope scope;
	enum err rc;

	if (id_none(id))
		return OK;
	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc = q_ticket_get(c->db, &c->scratch, &scope, id, STR_NONE, &row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such ticket, or none that you may see"));
	return core_db(c, rc);
}

static enum err
typify_body(struct core *c, struct write *w)
{
	const struct matter *m = w->u;
	struct row_typification_get leaf;
	struct row_interaction_take row;
	struct row_matter_same same;
	enum err rc;

	if ((rc = take(c, w, &row)) != OK ||
	    (rc = see_ticket(c, m->ticket)) != OK ||
	    (rc = typification_leaf(c, &c->scratch, m->typification, &leaf)) !=
		OK)
		return rc;
	rc = q_matter_same(c->db, &c->scratch, w->id, leaf.code, m->ticket,
	    &same);
	if (rc == OK && same.n > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the contact is about '%s' already; nothing was "
		      "changed"),
		    leaf.code.s);
	if (rc == OK)
		rc = q_matter_add(c->db, id_make(w->now), w->id, leaf.code,
		    m->ticket, NULL);
	w->version = row.version;
	write_set(c, w, "typification", STR_NONE, leaf.code);
	write_set(c, w, "ticket", STR_NONE, id_str(&m->ticket));
	return core_db(c, rc);
}

enum err
interaction_typify(struct core *c, struct id id, struct str typification,
    struct id ticket)
{
	struct matter m = { list_given(typification), ticket };

	return write_to(c, "typify", id, typify_body, &m);
}

static enum err
attach_body(struct core *c, struct write *w)
{
	const struct id *customer = w->u;
	struct row_interaction_take was, now;
	enum err rc;

	if ((rc = see_customer(c, *customer)) != OK ||
	    (rc = take(c, w, &was)) != OK)
		return rc;
	if (id_eq(was.customer, *customer))
		return fail(&c->fault, ERR_INVALID,
		    _("the contact is with that customer already; nothing was "
		      "changed"));
	now = was;
	now.customer = *customer;
	return save(c, w, &was, &now);
}

enum err
interaction_attach(struct core *c, struct id id, struct id customer)
{
	if (id_none(customer))
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say which customer the contact is with"));
	return write_to(c, "attach", id, attach_body, &customer);
}
