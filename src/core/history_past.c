/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history_past.c - the past of things that came without events: what their
 * stays, legs and messages tell, said as the events would have.
 */
#include "core/history.h"

#include "core/list.h"

/* Which event brings a thing into a state; `from` NULL: from any. */
static const struct move {
	const char *thing, *from, *to, *kind;
} moves[] = {
	{ "ticket", "", NULL, "ticket.create" },
	{ "ticket", "resolved", "open", "ticket.reopen" },
	{ "ticket", "closed", "open", "ticket.reopen" },
	{ "ticket", "new", "open", "ticket.start" },
	{ "ticket", NULL, "open", "ticket.resume" },
	{ "ticket", NULL, "pending-customer", "ticket.park" },
	{ "ticket", NULL, "pending-third-party", "ticket.park" },
	{ "ticket", NULL, "scheduled", "ticket.park" },
	{ "ticket", NULL, "resolved", "ticket.resolve" },
	{ "ticket", NULL, "closed", "ticket.close" },
	{ "ticket", NULL, "cancelled", "ticket.cancel" },
	{ "ticket", "referred", "referred", "referral.accept" },
	{ "ticket", NULL, "referred", "referral.send" },
	{ "ticket", NULL, "merged", "ticket.merge" },
	{ "ticket", NULL, NULL, "ticket.edit" },
	{ "interaction", "", NULL, "interaction.start" },
	{ "interaction", "waiting", "talking", "interaction.answer" },
	{ "interaction", NULL, "talking", "interaction.resume" },
	{ "interaction", NULL, "held", "interaction.hold" },
	{ "interaction", NULL, "wrap-up", "interaction.end" },
	{ "interaction", NULL, "closed", "interaction.close" },
	{ "callback", "", NULL, "callback.add" },
	{ "callback", NULL, "done", "callback.done" },
	{ "callback", NULL, "missed", "callback.done" },
	{ "callback", NULL, "cancelled", "callback.cancel" },
	{ "callback", NULL, "moved", "callback.move" },
	{ "appointment", "", NULL, "appointment.book" },
	{ "appointment", NULL, "confirmed", "appointment.confirm" },
	{ "appointment", NULL, "kept", "appointment.kept" },
	{ "appointment", NULL, "missed", "appointment.missed" },
	{ "appointment", NULL, "cancelled", "appointment.cancel" },
	{ "appointment", NULL, "moved", "appointment.move" },
};

/* What a leg's stay tells; a transfer is told by the leg it was passed on to. */
static const struct leg_move {
	const char *state, *kind;
	bool by_sender; /* else by who has it */
} leg_moves[] = {
	{ "sent", "referral.send", true },
	{ "accepted", "referral.accept", false },
	{ "returned", "referral.return", false },
	{ "resent", "referral.resend", true },
	{ "rejected", "referral.reject", false },
	{ "completed", "referral.complete", false },
	{ "recalled", "referral.recall", true },
};

static const char *
kind_of(const struct row_history_stays *s)
{
	for (size_t i = 0; i < countof(moves); i++) {
		const struct move *m = &moves[i];

		if (str_is(s->kind, m->thing) &&
		    (m->from == NULL || str_is(s->before, m->from)) &&
		    (m->to == NULL || str_is(s->state, m->to)))
			return m->kind;
	}
	return NULL;
}

static struct str
number_of(const struct history_things *things, struct id id)
{
	for (size_t i = 0; i < things->n; i++)
		if (id_eq(things->v[i].id, id))
			return things->v[i].number;
	return STR_NONE;
}

static struct history_row
blank(const struct history_things *things, struct str thing, struct id id,
    msec at)
{
	return (struct history_row){ .at = at,
		.recorded_at = at,
		.who = STR_NONE,
		.real = STR_NONE,
		.via = STR_NONE,
		.branch = STR_NONE,
		.terminal = STR_NONE,
		.thing = thing,
		.thing_id = id,
		.number = number_of(things, id),
		.entity = thing,
		.field = STR_NONE,
		.old = STR_NONE,
		.new = STR_NONE,
		.old_name = STR_NONE,
		.new_name = STR_NONE,
		.text = STR_NONE };
}

static enum err
name_holders(struct core *c, struct arena *a,
    const struct rows_history_stays *stays,
    const struct rows_history_legs *legs, struct rows_history_names *names)
{
	struct id *ids = NEWN(&c->scratch, struct id, stays->n + legs->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < stays->n; i++)
		if (id_parse(stays->v[i].holder, &ids[n]))
			n++;
	for (size_t i = 0; i < legs->n; i++)
		if (id_parse(legs->v[i].holder, &ids[n]))
			n++;
	return core_db(c,
	    q_history_names(c->db, a,
		list_ids(&c->scratch, ids, n, sizeof(*ids)), names));
}

static struct str
name_of(const struct rows_history_names *names, struct str holder)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_is(holder, names->v[i].id.s))
			return names->v[i].name;
	return STR_NONE;
}

/* The ticket's own stay says less: not to whom it was passed on. */
static bool
told_by_leg(const struct row_history_stays *s,
    const struct rows_history_legs *legs)
{
	const char *kind = kind_of(s);

	if (kind == NULL ||
	    (!str_is(s->state, "referred") &&
		(!str_is(s->before, "referred") ||
		    strcmp(kind, "ticket.resume") != 0)))
		return false;
	for (size_t i = 0; i < legs->n; i++)
		if (legs->v[i].at == s->at &&
		    id_eq(legs->v[i].thing_id, s->thing_id))
			return true;
	return false;
}

/* Of tickets that were lent; most were not. */
static enum err
legs_of(struct core *c, struct arena *a, struct str ids, int64_t limit,
    const struct rows_history_stays *stays, struct rows_history_legs *legs)
{
	*legs = (struct rows_history_legs){ NULL, 0 };
	for (size_t i = 0; i < stays->n; i++)
		if (str_is(stays->v[i].state, "referred"))
			return q_history_legs(c->db, a, ids, limit, legs);
	return OK;
}

static bool
from_leg(const struct history_things *things, const struct row_history_legs *l,
    const struct rows_history_names *names, struct history_row *r)
{
	const struct leg_move *m = leg_moves;
	bool sent = str_is(l->state, "sent");

	while (m < leg_moves + countof(leg_moves) &&
	    !str_is(l->state, m->state))
		m++;
	if (m == leg_moves + countof(leg_moves))
		return false;
	*r = blank(things, STR("ticket"), l->thing_id, l->at);
	r->kind =
	    sent && l->passed ? STR("referral.transfer") : str_of(m->kind);
	r->who = m->by_sender ? l->sender : name_of(names, l->holder);
	r->text = l->words;
	if (sent) {
		r->field = STR("to_team");
		r->new = l->to_team;
	}
	return true;
}

static bool
from_stay(const struct history_things *things,
    const struct row_history_stays *s, const struct rows_history_names *names,
    struct history_row *r)
{
	const char *kind = kind_of(s);

	if (kind == NULL)
		return false;
	*r = blank(things, s->kind, s->thing_id, s->at);
	r->kind = str_of(kind);
	r->who = name_of(names, s->holder);
	if (s->before.len == 0 && r->who.len == 0)
		r->who = s->maker;
	if (r->who.len == 0)
		r->who = s->sender;
	if (str_is(r->kind, "referral.send")) {
		r->who = s->sender;
		r->field = STR("to_team");
		r->new = s->holder;
	} else if (s->before.len > 0 && !str_eq(s->before, s->state)) {
		r->field = STR("state");
		r->old = s->before;
		r->new = s->state;
	}
	return true;
}

static struct history_row
from_text(const struct history_things *things,
    const struct row_history_past_texts *m)
{
	struct history_row r = blank(things, m->thing, m->thing_id, m->at);
	bool ticket = str_is(m->thing, "ticket");

	r.kind = !ticket		  ? STR("interaction.note")
	    : str_is(m->direction, "in")  ? STR("message.in")
	    : str_is(m->direction, "out") ? STR("ticket.reply")
					  : STR("ticket.note");
	r.who = m->author_name;
	if (r.who.len == 0 && str_is(m->direction, "in"))
		r.who = str_of(_("the customer"));
	r.text = m->body;
	return r;
}

static int
newest(const void *x, const void *y)
{
	const struct history_row *a = x, *b = y;

	return (a->at < b->at) - (a->at > b->at);
}

enum err
history_past(struct core *c, struct arena *a,
    const struct history_things *things, int64_t limit,
    struct history_rows *rows)
{
	struct rows_history_past_texts texts;
	struct rows_history_names names;
	struct rows_history_stays stays;
	struct rows_history_legs legs;
	struct history_rows past;
	struct history_row *v, r;
	struct str ids = LIST_IDS(&c->scratch, *things);
	size_t n = rows->n;
	enum err rc;

	if ((rc = q_history_stays(c->db, a, ids, limit, &stays)) != OK ||
	    (rc = legs_of(c, a, ids, limit, &stays, &legs)) != OK ||
	    (rc = q_history_past_texts(c->db, a, ids, limit, &texts)) != OK ||
	    (rc = name_holders(c, a, &stays, &legs, &names)) != OK)
		return core_db(c, rc);
	v = NEWN(a, struct history_row, rows->n + stays.n + legs.n + texts.n);
	for (size_t i = 0; i < rows->n; i++)
		v[i] = rows->v[i];
	for (size_t i = 0; i < stays.n; i++)
		if (!told_by_leg(&stays.v[i], &legs) &&
		    from_stay(things, &stays.v[i], &names, &r))
			v[n++] = r;
	for (size_t i = 0; i < legs.n; i++)
		if (from_leg(things, &legs.v[i], &names, &r))
			v[n++] = r;
	for (size_t i = 0; i < texts.n; i++)
		v[n++] = from_text(things, &texts.v[i]);
	qsort(v + rows->n, n - rows->n, sizeof(*v), newest);
	past = (struct history_rows){ v + rows->n, n - rows->n };
	*rows = (struct history_rows){ v, n };
	return history_name_codes(c, a, &past);
}
