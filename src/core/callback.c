/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * callback.c - calls that were promised: made, kept, moved, cancelled.
 *
 * When and to whom a call may be promised is in callback_rule.c; they are read in
 * callback_list.c.
 */
#include "core/callback.h"

#include "core/callback_rule.h"
#include "core/interaction_body.h"
#include "core/list.h"
#include "core/ticket_body.h"

enum { WHO_MAX = 200, REASON_MAX = 200 };

/* One that may be seen but not kept has somebody who keeps it. */
static enum err
within_reach(struct core *c, struct id id, enum err rc)
{
	struct row_callback_rows row;

	if (rc != ERR_NOT_FOUND || callback_get(c, &c->scratch, id, &row) != OK)
		return callback_found(c, rc);
	return fail(&c->fault, ERR_DENIED,
	    _("C-%lld is with %s: you may read it, and they change it"),
	    (long long)row.number,
	    row.owner_name.len > 0 ? row.owner_name.s : row.team_name.s);
}

/* A team keeps its people's promises, also who may handle only their own
 * contacts. */
static enum err
take(struct core *c, const struct write *w, struct id id,
    struct row_callback_take *row)
{
	struct scope scope = w->scope;

	if (scope.level < SCOPE_TEAM)
		scope.level = SCOPE_TEAM;
	return within_reach(c, id,
	    q_callback_take(c->db, &c->scratch, &scope, id, row));
}

static enum err
write_to(struct core *c, const char *kind, struct id id,
    enum err (*body)(struct core *, struct write *), void *u)
{
	struct write w = {
		.may = MAY_INTERACTION_HANDLE,
		.kind = kind,
		.entity = "callback",
		.id = id,
		.body = body,
		.u = u,
	};

	return core_write(c, &w);
}

/* ---- one that ends ------------------------------------------------------- */

static enum err
not_open(struct core *c, const struct row_callback_take *was)
{
	return fail(&c->fault, ERR_INVALID,
	    _("C-%lld is %s already; nothing was changed"),
	    (long long)was->number, callback_state_word(was->state));
}

static enum err
end(struct core *c, struct write *w, const struct row_callback_take *was,
    const char *state, struct str result)
{
	struct str to = str_of(state);
	int64_t saved = 0;
	enum err rc;

	if (!str_is(was->state, "open"))
		return not_open(c, was);
	rc = q_callback_save(c->db, was->id, was->version, to, result, w->at,
	    &saved);
	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody saved this callback first; read it again"));
	if (rc != OK)
		return core_db(c, rc);
	w->version = was->version + 1;
	write_set_of(c, w, "callback", "state", was->state, to);
	write_set_of(c, w, "callback", "result", was->result, result);
	return core_stay(c, "callback", was->id, to, result, id_str(&c->me.id),
	    w->at);
}

/* ---- a new one ---------------------------------------------------------- */

/* Team and customer of the contact that it was promised in, unless said. */
static enum err
from_contact(struct core *c, struct callback_row *k)
{
	struct row_interaction_get i;
	enum err rc;

	if (id_none(k->interaction))
		return OK;
	if ((rc = interaction_get(c, &c->scratch, k->interaction, &i)) != OK)
		return rc;
	if (id_none(k->customer))
		k->customer = i.customer;
	if (k->team.len == 0)
		k->team = i.team;
	if (k->phone.len == 0 && id_none(k->customer))
		k->phone = str_is(i.caller, "•••") ? STR_NONE : i.caller;
	return OK;
}

static enum err
check_team(struct core *c, struct callback_row *k)
{
	struct row_interaction_team own;
	enum err rc;

	if (k->team.len > 0)
		return ticket_check_team(c, k->team);
	rc = q_interaction_team(c->db, &c->scratch, c->me.id, &own);
	if (rc == OK)
		k->team = own.team;
	return core_db(c, rc);
}

static enum err
check_words(struct core *c, const struct callback_new *in,
    struct callback_row *k)
{
	enum err rc;

	if ((rc = core_text(c, _("the reason"), list_given(in->reason),
		 REASON_MAX, false, false, &k->reason)) != OK ||
	    (rc = core_text(c, _("who is called"), list_given(in->who), WHO_MAX,
		 false, true, &k->who)) != OK)
		return rc;
	return core_text(c, _("the reason against the rule"),
	    list_given(in->override), REASON_MAX, false, true, &k->override);
}

static void
tell(struct core *c, struct write *w, const struct callback_row *k)
{
	char iso[CLOCK_ISO];

	write_set_of(c, w, "callback", "customer", STR_NONE,
	    id_str(&k->customer));
	write_set_of(c, w, "callback", "who", STR_NONE, k->who);
	write_set_of(c, w, "callback", "phone", STR_NONE, k->phone);
	write_set_of(c, w, "callback", "reason", STR_NONE, k->reason);
	write_set_of(c, w, "callback", "due_at", STR_NONE,
	    str_of(clock_iso(k->due_at, iso)));
	write_set_of(c, w, "callback", "until_at", STR_NONE,
	    str_of(clock_iso(k->until_at, iso)));
	write_set_of(c, w, "callback", "team", STR_NONE, k->team);
	write_set_of(c, w, "callback", "owner", STR_NONE, id_str(&k->owner));
	write_set_of(c, w, "callback", "override", STR_NONE, k->override);
	write_set_of(c, w, "callback", "state", STR_NONE, STR("open"));
}

/* The row is whole and was checked. */
static enum err
put(struct core *c, struct write *w, const struct callback_row *k,
    int64_t *number)
{
	enum err rc = core_numbers(c, "callback", 1, number);

	if (rc != OK)
		return rc;
	rc = q_callback_put(c->db, k->id, *number, k->customer, k->who,
	    k->phone, k->reason, k->due_at, k->until_at, k->zone, k->team,
	    c->me.branch, k->owner, c->me.id, k->interaction, k->ticket,
	    k->previous, k->override, w->at, NULL);
	if (rc != OK)
		return core_db(c, rc);
	tell(c, w, k);
	return core_stay(c, "callback", k->id, STR("open"), STR_NONE,
	    id_none(k->owner) ? k->team : id_str(&k->owner), w->at);
}

static enum err
promised(struct core *c, struct scope scope, struct id contact,
    struct id customer, struct row_callback_promised *row)
{
	enum err rc;

	if (scope.level < SCOPE_TEAM)
		scope.level = SCOPE_TEAM;
	*row = (struct row_callback_promised){ .id = ID_NONE };
	if (id_none(contact))
		return OK;
	rc = q_callback_promised(c->db, &c->scratch, &scope, contact, customer,
	    row);
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

enum err
callback_promised(struct core *c, struct id contact, struct id customer,
    msec *due_at)
{
	struct row_callback_promised row;
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_HANDLE, &scope);

	if (rc == OK)
		rc = promised(c, scope, contact, customer, &row);
	if (rc == OK)
		*due_at = id_none(row.id) ? 0 : row.due_at;
	return rc;
}

/* A contact that is closed promises one call: the one that was promised in it
 * stays, or is moved when it is to be at another time. */
static enum err
instead(struct core *c, struct write *w, struct callback_row *k, bool *there)
{
	struct row_callback_promised old;
	struct row_callback_take was;
	enum err rc;

	rc = promised(c, w->scope, k->interaction, k->customer, &old);
	*there = rc == OK && !id_none(old.id) && old.due_at == k->due_at;
	if (rc != OK || *there || id_none(old.id))
		return rc;
	if ((rc = take(c, w, old.id, &was)) != OK)
		return rc;
	k->previous = was.id;
	return end(c, w, &was, "moved", STR_NONE);
}

enum err
callback_put(struct core *c, struct write *w, const struct callback_new *in,
    struct id id, int64_t *number)
{
	struct callback_row k = { .id = id,
		.customer = in->customer,
		.phone = list_given(in->phone),
		.team = list_given(in->team),
		.owner = in->anybody	 ? ID_NONE
		    : id_none(in->owner) ? c->me.id
					 : in->owner,
		.interaction = in->interaction,
		.ticket = in->ticket,
		.previous = in->previous };
	bool there = false;
	enum err rc;

	if ((rc = check_words(c, in, &k)) != OK ||
	    (rc = from_contact(c, &k)) != OK ||
	    (rc = interaction_see_ticket(c, k.ticket)) != OK ||
	    (rc = check_team(c, &k)) != OK)
		return rc;
	if (!id_none(k.owner) && !id_eq(k.owner, c->me.id) &&
	    (rc = ticket_check_owner(c, k.owner)) != OK)
		return rc;
	if ((rc = callback_rule(c, w->at, in->when, in->until, &k)) != OK ||
	    (in->once && (rc = instead(c, w, &k, &there)) != OK))
		return rc;
	if (!there)
		return put(c, w, &k, number);
	*number = 0;
	return OK;
}

struct making {
	const struct callback_new *in;
	int64_t number;
};

static enum err
add_body(struct core *c, struct write *w)
{
	struct making *m = w->u;

	w->version = 1;
	return callback_put(c, w, m->in, w->id, &m->number);
}

/* The number of what was made, also when that was the first time. */
static enum err
number_of(struct core *c, struct id id, int64_t *number)
{
	struct row_callback_number_of row;
	enum err rc = q_callback_number_of(c->db, &c->scratch, id, &row);

	if (rc == OK)
		*number = row.number;
	return callback_found(c, rc);
}

enum err
callback_add(struct core *c, const struct callback_new *in, struct id *id,
    int64_t *number)
{
	struct making m = { .in = in };
	struct id made = id_make(clock_now(c->clock));
	enum err rc = write_to(c, "callback.add", made, add_body, &m);

	if (rc != OK)
		return rc;
	*id = c->done.id;
	return number_of(c, *id, number);
}

/* ---- an old one --------------------------------------------------------- */

struct end {
	const char *state;
	struct str text;
	bool needed;
};

static enum err
end_body(struct core *c, struct write *w)
{
	const struct end *e = w->u;
	struct row_callback_take was;
	struct str text;
	enum err rc;

	if ((rc = take(c, w, w->id, &was)) != OK ||
	    (rc = core_text(c, _("the result"), e->text, REASON_MAX, false,
		 !e->needed, &text)) != OK)
		return rc;
	return end(c, w, &was, e->state, text);
}

enum err
callback_done(struct core *c, struct id id, bool reached, struct str result)
{
	struct end e = { reached ? "done" : "missed", list_given(result),
		!reached };

	return write_to(c, "callback.done", id, end_body, &e);
}

enum err
callback_cancel(struct core *c, struct id id, struct str reason)
{
	struct end e = { "cancelled", list_given(reason), true };

	return write_to(c, "callback.cancel", id, end_body, &e);
}

enum err
callback_called(struct core *c, struct write *w, struct id contact,
    const char *state, struct str result, struct id *kept)
{
	struct scope scope = w->scope;
	struct rows_callback_of_call rows;
	struct row_callback_take was;
	enum err rc;

	if (scope.level < SCOPE_TEAM)
		scope.level = SCOPE_TEAM;
	rc = q_callback_of_call(c->db, &c->scratch, &scope, contact, &rows);
	*kept = ID_NONE;
	if (rc != OK || rows.n == 0)
		return core_db(c, rc);
	if ((rc = take(c, w, rows.v[0].id, &was)) != OK)
		return rc;
	*kept = was.id;
	return end(c, w, &was, state, result);
}

struct moving {
	struct id old;
	const struct callback_move *to;
	int64_t number;
};

/* Without another time the promise stays what it was: it was allowed, whoever
 * keeps it. */
static enum err
new_time(struct core *c, const struct write *w, const struct callback_move *to,
    const struct row_callback_take *was, struct callback_row *k)
{
	if (list_given(to->when).len > 0)
		return callback_rule(c, w->at, to->when, to->until, k);
	if (list_given(to->missed).len > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the next attempt needs a time of its own: say when=; "
		      "nothing was changed"));
	if (list_given(to->until).len > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("a window has a beginning: say when= as well"));
	if (id_eq(k->owner, was->owner) && str_eq(k->reason, was->reason))
		return fail(&c->fault, ERR_INVALID,
		    _("C-%lld is like that already: say another time or "
		      "another person"),
		    (long long)was->number);
	k->due_at = was->due_at;
	k->until_at = was->until_at;
	k->zone = was->zone;
	if (k->override.len == 0)
		k->override = was->override;
	return OK;
}

/* What replaces it is as it was, but for what is said. */
static struct callback_row
next_of(const struct row_callback_take *was, const struct callback_move *to,
    struct id id)
{
	return (struct callback_row){ .id = id,
		.customer = was->customer,
		.who = was->who,
		.phone = was->phone,
		.reason = was->reason,
		.team = was->team,
		.owner = to->anybody	 ? ID_NONE
		    : id_none(to->owner) ? was->owner
					 : to->owner,
		.interaction = was->interaction,
		.ticket = was->ticket,
		.previous = was->id };
}

static enum err
move_words(struct core *c, const struct callback_move *to,
    struct callback_row *k, struct str *missed)
{
	struct str reason = list_given(to->reason);
	enum err rc = OK;

	if (reason.len > 0)
		rc = core_text(c, _("the reason"), reason, REASON_MAX, false,
		    false, &k->reason);
	if (rc == OK)
		rc = core_text(c, _("the reason against the rule"),
		    list_given(to->override), REASON_MAX, false, true,
		    &k->override);
	if (rc == OK)
		rc = core_text(c, _("the result"), list_given(to->missed),
		    REASON_MAX, false, true, missed);
	return rc;
}

static enum err
move_body(struct core *c, struct write *w)
{
	struct moving *m = w->u;
	const struct callback_move *to = m->to;
	struct row_callback_take was;
	struct callback_row k;
	struct str missed;
	enum err rc;

	if ((rc = take(c, w, m->old, &was)) != OK)
		return rc;
	k = next_of(&was, to, w->id);
	if ((rc = move_words(c, to, &k, &missed)) != OK ||
	    (!id_none(to->owner) &&
		(rc = ticket_check_owner(c, to->owner)) != OK) ||
	    (rc = new_time(c, w, to, &was, &k)) != OK ||
	    (rc = end(c, w, &was, missed.len > 0 ? "missed" : "moved",
		 missed)) != OK)
		return rc;
	w->version = 1;
	return put(c, w, &k, &m->number);
}

enum err
callback_move(struct core *c, struct id old, const struct callback_move *to,
    struct id *id, int64_t *number)
{
	struct moving m = { .old = old, .to = to };
	struct id made = id_make(clock_now(c->clock));
	enum err rc = write_to(c,
	    list_given(to->missed).len > 0 ? "callback.again" : "callback.move",
	    made, move_body, &m);

	if (rc != OK)
		return rc;
	*id = c->done.id;
	return number_of(c, *id, number);
}
