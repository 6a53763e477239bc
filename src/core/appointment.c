/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * appointment.c - appointments booked, confirmed, kept, moved, cancelled.
 */
#include "core/appointment_own.h"

#include "core/interaction_body.h"
#include "core/list.h"
#include "core/ticket_body.h"

enum { WHO_MAX = 200, PHONE_MAX = 60, NOTE_MAX = 500, REASON_MAX = 200 };

static enum err
found(struct core *c, enum err rc)
{
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such appointment, or none that you may "
		      "see"));
	return core_db(c, rc);
}

/* A branch keeps its appointments, also who may handle only their own
 * contacts. */
enum err
appointment_take(struct core *c, const struct write *w, struct id id,
    struct row_appointment_take *row)
{
	struct scope scope = w->scope;

	if (scope.level < SCOPE_BRANCH)
		scope.level = SCOPE_BRANCH;
	return found(c,
	    q_appointment_take(c->db, &c->scratch, &scope, id, row));
}

static enum err
write_to(struct core *c, const char *kind, struct id id,
    enum err (*body)(struct core *, struct write *), void *u)
{
	struct write w = {
		.may = MAY_INTERACTION_HANDLE,
		.kind = kind,
		.entity = "appointment",
		.id = id,
		.body = body,
		.u = u,
	};

	return core_write(c, &w);
}

/* ---- a new one ---------------------------------------------------------- */

static enum err
from_contact(struct core *c, struct booking *k)
{
	struct row_interaction_get i;
	struct row_interaction_team own;
	enum err rc;

	if (!id_none(k->interaction)) {
		rc = interaction_get(c, &c->scratch, k->interaction, &i);
		if (rc != OK)
			return rc;
		if (id_none(k->customer))
			k->customer = i.customer;
		if (k->phone.len == 0 && !str_is(i.caller, "•••"))
			k->phone = i.caller;
		k->team = i.team;
	}
	if (k->team.len > 0)
		return OK;
	rc = q_interaction_team(c->db, &c->scratch, c->me.id, &own);
	if (rc == OK)
		k->team = own.team;
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

static enum err
check_words(struct core *c, const struct appointment_new *in, struct booking *k)
{
	enum err rc;

	if ((rc = core_text(c, _("the name"), list_given(in->who), WHO_MAX,
		 false, true, &k->who)) != OK ||
	    (rc = core_text(c, _("the number"), list_given(in->phone),
		 PHONE_MAX, false, true, &k->phone)) != OK ||
	    (rc = core_text(c, _("the vehicle"), list_given(in->vehicle),
		 PHONE_MAX, false, true, &k->vehicle)) != OK ||
	    (rc = core_text(c, _("the note"), list_given(in->note), NOTE_MAX,
		 true, true, &k->note)) != OK)
		return rc;
	return core_text(c, _("the reason against the rule"),
	    list_given(in->override), REASON_MAX, false, true, &k->override);
}

static void
tell(struct core *c, struct write *w, const struct booking *k)
{
	char iso[CLOCK_ISO];

	write_set(c, w, "customer", STR_NONE, id_str(&k->customer));
	write_set(c, w, "who", STR_NONE, k->who);
	write_set(c, w, "phone", STR_NONE, k->phone);
	write_set(c, w, "branch", STR_NONE, k->rule.branch);
	write_set(c, w, "service", STR_NONE, k->rule.service.code);
	write_set(c, w, "start_at", STR_NONE,
	    str_of(clock_iso(k->slot.from, iso)));
	write_set(c, w, "vehicle", STR_NONE, k->vehicle);
	write_set(c, w, "note", STR_NONE, k->note);
	write_set(c, w, "override", STR_NONE, k->override);
	write_set(c, w, "state", STR_NONE, STR("booked"));
}

static enum err
take_place(struct core *c, const struct slot_rule *r, msec from, int64_t place,
    struct id id)
{
	enum err rc;

	if (place == 0)
		return OK;
	rc = q_slot_take(c->db, r->branch, r->service.code, from, place, id,
	    NULL);
	if (rc == ERR_CONFLICT)
		return fail(&c->fault, rc,
		    _("somebody took the last place at that time; choose "
		      "another one"));
	return core_db(c, rc);
}

/* The row is whole and was checked. */
static enum err
put(struct core *c, struct write *w, const struct booking *k, int64_t *number)
{
	msec remind = k->rule.service.remind;
	msec remind_at = k->slot.from - remind;
	enum err rc = core_numbers(c, "appointment", 1, number);

	if (remind == 0 || remind_at <= w->now)
		remind_at = 0; /* it was said just now */
	if (rc != OK)
		return rc;
	rc = q_appointment_put(c->db, k->id, *number, k->customer, k->who,
	    k->phone, k->rule.branch, k->rule.service.code, k->vehicle, k->note,
	    k->slot.from, k->slot.to, k->rule.zone_name, k->team, k->owner,
	    c->me.id, k->interaction, k->ticket, k->previous, k->override,
	    remind_at, appointment_letter_at(k, w->now), w->at, NULL);
	if (rc != OK)
		return core_db(c, rc);
	if ((rc = take_place(c, &k->rule, k->slot.from, k->slot.place,
		 k->id)) != OK)
		return rc;
	tell(c, w, k);
	return core_stay(c, "appointment", k->id, STR("booked"), STR_NONE,
	    k->rule.branch, w->at);
}

struct making {
	const struct appointment_new *in;
	int64_t number;
};

static enum err
book_body(struct core *c, struct write *w)
{
	struct making *m = w->u;
	const struct appointment_new *in = m->in;
	struct booking k = { .id = w->id,
		.customer = in->customer,
		.interaction = in->interaction,
		.ticket = in->ticket,
		.owner = c->me.id,
		.team = STR_NONE };
	enum err rc;

	w->version = 1;
	if ((rc = check_words(c, in, &k)) != OK ||
	    (rc = from_contact(c, &k)) != OK ||
	    (rc = interaction_see_ticket(c, k.ticket)) != OK)
		return rc;
	if (id_none(k.customer) && k.who.len == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("nobody comes to this appointment; say who=NAME or a "
		      "customer"));
	if ((rc = slot_rule(c, &c->scratch, list_given(in->branch),
		 list_given(in->service), &k.rule)) != OK ||
	    (rc = appointment_room(c, &k)) != OK ||
	    (rc = appointment_when(c, &k, w->now, list_given(in->when),
		 list_given(in->hour))) != OK)
		return rc;
	return put(c, w, &k, &m->number);
}

/* The number of what was made, also when that was the first time. */
static enum err
number_of(struct core *c, struct id id, int64_t *number)
{
	struct row_appointment_number_of row;
	enum err rc = q_appointment_number_of(c->db, &c->scratch, id, &row);

	if (rc == OK)
		*number = row.number;
	return found(c, rc);
}

enum err
appointment_book(struct core *c, const struct appointment_new *in,
    struct id *id, int64_t *number)
{
	struct making m = { .in = in };
	struct id made = id_make(clock_now(c->clock));
	enum err rc = write_to(c, "appointment.book", made, book_body, &m);

	if (rc != OK)
		return rc;
	*id = c->done.id;
	return number_of(c, *id, number);
}

/* ---- an old one --------------------------------------------------------- */

/* Its slot is given back by what ends it early, and taken again by what
 * opens it again. */
static enum err
follow_place(struct core *c, const struct row_appointment_take *was,
    struct str to)
{
	bool had =
	    !str_is(was->state, "moved") && !str_is(was->state, "cancelled");
	bool has = !str_is(to, "moved") && !str_is(to, "cancelled");
	struct slot_list all = { 0 };
	struct slot_rule r;
	enum err rc;

	if (had && !has)
		return core_db(c, q_slot_give(c->db, was->id, NULL));
	if (had == has)
		return OK;
	if ((rc = slot_rule(c, &c->scratch, was->branch, was->service, &r)) !=
		OK ||
	    (rc = slot_list(c, &c->scratch, &r, was->start_at,
		 was->start_at + 1, &all)) != OK)
		return rc;
	if (all.n == 0)
		return OK;
	if (all.v[0].taken >= all.v[0].room && was->override.len == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("its place was given to somebody else meanwhile; book "
		      "another one"));
	return take_place(c, &r, was->start_at, all.v[0].place, was->id);
}

enum err
appointment_set(struct core *c, struct write *w,
    const struct row_appointment_take *was, struct str to, struct str result)
{
	int64_t saved = 0;
	enum err rc;

	rc = q_appointment_save(c->db, was->id, was->version, to, result,
	    appointment_open(to) ? 0 : w->at, &saved);
	if (rc != OK)
		return core_db(c, rc);
	if (saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody saved this appointment first; read it again"));
	if ((rc = follow_place(c, was, to)) != OK)
		return rc;
	write_set_of(c, w, "appointment", "state", was->state, to);
	write_set_of(c, w, "appointment", "result", was->result, result);
	return core_stay(c, "appointment", was->id, to, result, was->branch,
	    w->at);
}

struct ending {
	enum appointment_end how;
	struct str result;
};

static const struct {
	const char *kind, *state;
	bool needed, later; /* its result; only once it has begun */
} ends[] = {
	[APPOINTMENT_CONFIRM] = { "appointment.confirm", "confirmed", false,
	    false },
	[APPOINTMENT_KEPT] = { "appointment.kept", "kept", false, true },
	[APPOINTMENT_MISSED] = { "appointment.missed", "missed", false, true },
	[APPOINTMENT_CANCEL] = { "appointment.cancel", "cancelled", true,
	    false },
};

static enum err
not_open(struct core *c, const struct row_appointment_take *was)
{
	return fail(&c->fault, ERR_INVALID,
	    _("A-%lld is %s already; nothing was changed"),
	    (long long)was->number, appointment_state_word(was->state));
}

static enum err
end_body(struct core *c, struct write *w)
{
	const struct ending *e = w->u;
	struct row_appointment_take was;
	struct str text;
	enum err rc;

	if ((rc = appointment_take(c, w, w->id, &was)) != OK ||
	    (rc = core_text(c, _("the result"), e->result, REASON_MAX, false,
		 !ends[e->how].needed, &text)) != OK)
		return rc;
	if (!appointment_open(was.state) ||
	    str_is(was.state, ends[e->how].state))
		return not_open(c, &was);
	/* People come early. */
	if (ends[e->how].later && w->at < was.start_at - HOURS(1))
		return fail(&c->fault, ERR_INVALID,
		    _("A-%lld has not begun: until then it can be confirmed, "
		      "moved or cancelled"),
		    (long long)was.number);
	w->version = was.version + 1;
	return appointment_set(c, w, &was, str_of(ends[e->how].state), text);
}

enum err
appointment_end(struct core *c, struct id id, enum appointment_end how,
    struct str result)
{
	struct ending e = { how, list_given(result) };

	return write_to(c, ends[how].kind, id, end_body, &e);
}

/* ---- another time ------------------------------------------------------- */

struct moving {
	struct id old;
	const struct appointment_move *to;
	int64_t number;
};

static struct booking
as_before(const struct row_appointment_take *was, struct id id)
{
	return (struct booking){ .id = id,
		.customer = was->customer,
		.interaction = was->interaction,
		.ticket = was->ticket,
		.previous = was->id,
		.owner = was->owner,
		.who = was->who,
		.phone = was->phone,
		.vehicle = was->vehicle,
		.note = was->note,
		.team = was->team };
}

static enum err
move_body(struct core *c, struct write *w)
{
	struct moving *m = w->u;
	const struct appointment_move *to = m->to;
	struct str branch = list_given(to->branch);
	struct row_appointment_take was;
	struct booking k;
	enum err rc;

	if ((rc = appointment_take(c, w, m->old, &was)) != OK)
		return rc;
	if (!appointment_open(was.state))
		return not_open(c, &was);
	k = as_before(&was, w->id);
	/* Its own place first: to the same time elsewhere, or an hour on. */
	if ((rc = appointment_set(c, w, &was, STR("moved"), STR_NONE)) != OK ||
	    (rc = core_text(c, _("the reason against the rule"),
		 list_given(to->override), REASON_MAX, false, true,
		 &k.override)) != OK ||
	    (rc = slot_rule(c, &c->scratch,
		 branch.len > 0 ? branch : was.branch, was.service, &k.rule)) !=
		OK ||
	    (rc = appointment_room(c, &k)) != OK ||
	    (rc = appointment_when(c, &k, w->now, list_given(to->when),
		 list_given(to->hour))) != OK)
		return rc;
	w->version = 1;
	return put(c, w, &k, &m->number);
}

enum err
appointment_move(struct core *c, struct id old,
    const struct appointment_move *to, struct id *id, int64_t *number)
{
	struct moving m = { .old = old, .to = to };
	struct id made = id_make(clock_now(c->clock));
	enum err rc = write_to(c, "appointment.move", made, move_body, &m);

	if (rc != OK)
		return rc;
	*id = c->done.id;
	return number_of(c, *id, number);
}
