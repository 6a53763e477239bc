/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_change.c - how a ticket changes: words, owner, contents, state.
 *
 * Every change is made the same way: the row is taken through the person's
 * scope, a function makes the new one out of it, what differs is told to the
 * log and saved if nobody was faster.
 */
#include "core/closing.h"
#include "core/complaint.h"
#include "core/courtesy.h"
#include "core/follow.h"
#include "core/history.h"
#include "core/link.h"
#include "core/list.h"
#include "core/message.h"
#include "core/moves.h"
#include "core/promise_keep.h"
#include "core/referral.h"
#include "core/ticket.h"
#include "core/ticket_body.h"
#include "core/ticket_route.h"
#include "core/undo.h"

enum { SUBJECT_MAX = 200, REASON_MAX = 200 };

struct change {
	const char *verb;
	int64_t version;
	struct str text, to;	   /* a reason or a resolution; a state */
	struct str leg;		   /* what becomes of an open leg: referral.h */
	const void *in;		   /* what the caller asks for */
	const struct pair *fields; /* given along with a move */
	size_t nfields;
	msec until;	   /* parked: it comes back by itself then */
	bool says;	   /* also when nothing of the row changes */
	struct str reason; /* set by `make`: why the state is so */
	enum err (*make)(struct core *, struct write *, struct change *,
	    const struct row_ticket_take *was, struct row_ticket_take *now);
};

/* ---- the frame ---------------------------------------------------------- */

static enum err
conflict(struct core *c, const struct row_ticket_take *was)
{
	return fail(&c->fault, ERR_CONFLICT,
	    _("%s saved T-%lld first; read it again and repeat your change"),
	    history_last(c, was->id).s, (long long)was->number);
}

static struct str
clock_text(struct core *c, msec at)
{
	char iso[CLOCK_ISO];

	return str_copy(&c->scratch, str_of(clock_iso(at, iso)));
}

static void
tell(struct core *c, struct write *w, const struct row_ticket_take *was,
    const struct row_ticket_take *now)
{
	write_set(c, w, "state", was->state, now->state);
	write_set_int(c, w, "cycle", was->cycle, now->cycle);
	write_set(c, w, "team", was->team, now->team);
	write_set(c, w, "owner", id_str(&was->owner), id_str(&now->owner));
	write_set(c, w, "lent_to", was->lent_to, now->lent_to);
	write_set(c, w, "lent_owner", id_str(&was->lent_owner),
	    id_str(&now->lent_owner));
	write_set(c, w, "subject", was->subject, now->subject);
	write_set_int(c, w, "priority", was->priority, now->priority);
	write_set(c, w, "typification", was->typification, now->typification);
	write_set(c, w, "until", clock_text(c, was->until_at),
	    clock_text(c, now->until_at));
}

static struct str
holder(const struct row_ticket_take *t)
{
	if (str_is(t->state, "pending-customer"))
		return STR("customer");
	if (str_is(t->state, "pending-third-party"))
		return STR("third-party");
	if (str_is(t->state, "referred") && t->lent_to.len > 0)
		return id_none(t->lent_owner) ? t->lent_to
					      : id_str(&t->lent_owner);
	return id_none(t->owner) ? t->team : id_str(&t->owner);
}

static enum err
save(struct core *c, struct write *w, const struct row_ticket_take *was,
    const struct row_ticket_take *now, struct str reason)
{
	int64_t saved;
	msec kept;
	enum err rc;

	rc = q_ticket_save(c->db, w->id, was->version, now->typification,
	    now->subject, now->state, now->priority, now->cycle, now->team,
	    now->owner, now->resolved_at, now->closed_at, w->at, &saved);
	if (rc != OK)
		return core_db(c, rc);
	if (saved == 0)
		return conflict(c, was);
	w->version = was->version + 1;
	/* Another state has forgotten when it ends. */
	kept = str_eq(was->state, now->state) ? was->until_at : 0;
	if (now->until_at != kept &&
	    (rc = q_ticket_until_set(c->db, w->id, now->until_at, NULL)) != OK)
		return core_db(c, rc);
	if ((!str_eq(was->lent_to, now->lent_to) ||
		!id_eq(was->lent_owner, now->lent_owner)) &&
	    (rc = q_ticket_lend(c->db, w->id, now->lent_to, now->lent_owner,
		 NULL)) != OK)
		return core_db(c, rc);
	if ((rc = closing_follow(c, w, was, now)) != OK ||
	    (rc = courtesy_follow(c, w, was, now)) != OK)
		return rc;
	if (str_eq(was->state, now->state) && str_eq(holder(was), holder(now)))
		return OK;
	return core_stay(c, "ticket", w->id, now->state, reason, holder(now),
	    w->at);
}

/* What one may read and not change is not "no such ticket". */
static enum err
within_reach(struct core *c, struct id id, enum err rc)
{
	struct row_ticket_get row;
	struct scope scope;
	const char *with;

	if (rc != ERR_NOT_FOUND ||
	    core_allow(c, MAY_TICKET_READ, &scope) != OK ||
	    q_ticket_get(c->db, &c->scratch, &scope, id, list_lang(c), &row) !=
		OK)
		return ticket_found(c, rc);
	with = row.owner_name.len > 0 ? row.owner_name.s : row.team_name.s;
	return fail(&c->fault, ERR_DENIED,
	    _("T-%lld is with %s: you may read it, and they change it"),
	    (long long)row.number, *with != '\0' ? with : _("nobody yet"));
}

enum err
ticket_take(struct core *c, const struct write *w, struct id id,
    struct row_ticket_take *row)
{
	return within_reach(c, id,
	    q_ticket_take(c->db, &c->scratch, &w->scope, id, row));
}

enum err
ticket_take_at(struct core *c, struct write *w, int64_t version,
    struct row_ticket_take *was)
{
	enum err rc = ticket_take(c, w, w->id, was);

	if (rc == OK && version != 0 && version != was->version)
		return conflict(c, was);
	return rc;
}

enum err
ticket_put(struct core *c, struct write *w, const struct row_ticket_take *was,
    const struct row_ticket_take *now, struct str reason)
{
	tell(c, w, was, now);
	return save(c, w, was, now, reason);
}

static enum err
change_body(struct core *c, struct write *w)
{
	struct change *ch = w->u;
	struct row_ticket_take was, now;
	enum err rc;

	rc = ticket_take(c, w, w->id, &was);
	if (rc != OK)
		return rc;
	if (ch->version != 0 && ch->version != was.version)
		return conflict(c, &was);
	now = was;
	ch->reason = STR_NONE;
	if ((rc = ch->make(c, w, ch, &was, &now)) != OK)
		return rc;
	tell(c, w, &was, &now);
	if (w->event.values.n == 0 && !ch->says)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is like that already; nothing was changed"),
		    (long long)was.number);
	if ((rc = save(c, w, &was, &now, ch->reason)) != OK)
		return rc;
	return promise_follow(c, w, w->id);
}

static enum err
write_to(struct core *c, enum may may, struct id id, const char *verb,
    enum err (*body)(struct core *, struct write *), const void *u)
{
	struct write w = {
		.may = may,
		.kind = str_printf(&c->scratch, "ticket.%s", verb).s,
		.entity = "ticket",
		.id = id,
		.body = body,
		.u = (void *)u,
	};

	return core_write(c, &w);
}

static enum err
change(struct core *c, enum may may, struct id id, struct change *ch)
{
	ch->text = list_given(ch->text);
	ch->to = list_given(ch->to);
	ch->leg = list_given(ch->leg);
	return write_to(c, may, id, ch->verb, change_body, ch);
}

/* ---- words -------------------------------------------------------------- */

static enum err
say_body(struct core *c, struct write *w)
{
	struct message_new m = *(const struct message_new *)w->u;
	struct row_ticket_take row;
	enum err rc;

	rc = ticket_take(c, w, w->id, &row);
	if (rc == OK)
		rc = link_points_on(c, &row);
	if (rc == OK)
		rc = message_text(c, m.body, &m.body);
	if (rc != OK)
		return rc;
	m.ticket = w->id;
	w->version = row.version;
	if ((rc = message_add(c, w, &m)) != OK)
		return rc;
	return promise_follow(c, w, w->id);
}

enum err
ticket_note(struct core *c, struct id id, struct str text)
{
	struct message_new m = { .direction = "internal",
		.channel = STR("note"),
		.body = list_given(text) };

	return write_to(c, MAY_TICKET_EDIT, id, "note", say_body, &m);
}

enum err
ticket_reply(struct core *c, struct id id, struct str channel, struct str text)
{
	struct message_new m = { .direction = "out",
		.public = true,
		.channel = list_given(channel),
		.body = list_given(text) };
	enum err rc = message_channel(c, m.channel);

	return rc == OK
	    ? write_to(c, MAY_TICKET_EDIT, id, "reply", say_body, &m)
	    : rc;
}

enum err
ticket_send(struct core *c, struct id id, struct str channel, struct str to,
    struct str text)
{
	return ticket_send_files(c, id, channel, to, text, STR_NONE);
}

enum err
ticket_send_files(struct core *c, struct id id, struct str channel,
    struct str to, struct str text, struct str files)
{
	struct message_new m = { .direction = "out",
		.public = true,
		.channel = list_given(channel),
		.sends = true,
		.to = list_given(to),
		.files = list_given(files),
		.body = list_given(text) };
	enum err rc = message_channel(c, m.channel);

	return rc == OK
	    ? write_to(c, MAY_TICKET_EDIT, id, "reply", say_body, &m)
	    : rc;
}

/* ---- owner and contents ------------------------------------------------- */

static enum err
done(struct core *c, const struct row_ticket_take *t)
{
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld is %s and nobody works on it; reopen it first"),
	    (long long)t->number, t->state.s);
}

static enum err
make_assign(struct core *c, struct write *w, struct change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	const struct ticket_assign *to = ch->in;
	struct str team = list_given(to->team);
	enum err rc;

	(void)w;
	if (ticket_state_done(was->state))
		return done(c, was);
	if (team.len == 0 && id_none(to->owner))
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say to which team or agent the ticket goes"));
	if (team.len > 0) {
		if ((rc = ticket_check_team(c, team)) != OK)
			return rc;
		now->team = team;
		now->owner = ID_NONE;
	}
	if (!id_none(to->owner)) {
		if ((rc = ticket_check_owner(c, to->owner)) != OK)
			return rc;
		now->owner = to->owner;
	}
	return OK;
}

enum err
ticket_assign(struct core *c, struct id id, const struct ticket_assign *to,
    int64_t version)
{
	struct change ch = { .verb = "assign",
		.version = version,
		.in = to,
		.make = make_assign };

	return change(c, MAY_TICKET_ASSIGN, id, &ch);
}

static enum err
edit_leaf(struct core *c, struct write *w, const struct ticket_edit *e,
    struct row_ticket_take *now)
{
	struct str code = list_given(e->typification);
	struct row_typification_get leaf;
	struct rows_field_value_list old;
	enum err rc;

	if (code.len == 0)
		return OK;
	if ((rc = typification_leaf(c, &c->scratch, code, &leaf)) != OK)
		return rc;
	rc = q_field_value_list(c->db, &c->scratch, STR("ticket"), w->id, &old);
	if (rc != OK)
		return core_db(c, rc);
	now->typification = leaf.code;
	rc = ticket_check_fields(c, &leaf, &old, e->fields, e->nfields);
	return rc == OK && str_is(leaf.kind, "complaint")
	    ? complaint_begin(c, w)
	    : rc;
}

static enum err
make_edit(struct core *c, struct write *w, struct change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	const struct ticket_edit *e = ch->in;
	enum err rc;

	if (ticket_state_done(was->state))
		return done(c, was);
	if (list_given(e->subject).len > 0 &&
	    (rc = core_text(c, _("the subject"), e->subject, SUBJECT_MAX, false,
		 false, &now->subject)) != OK)
		return rc;
	if (e->priority != 0) {
		if ((rc = ticket_check_priority(c, e->priority)) != OK)
			return rc;
		now->priority = e->priority;
	}
	if ((rc = edit_leaf(c, w, e, now)) != OK)
		return rc;
	return field_save(c, w, "ticket", was->id, e->fields, e->nfields);
}

enum err
ticket_edit(struct core *c, struct id id, const struct ticket_edit *e,
    int64_t version)
{
	struct change ch = {
		.verb = "edit", .version = version, .in = e, .make = make_edit
	};

	return change(c, MAY_TICKET_EDIT, id, &ch);
}

/* ---- moves -------------------------------------------------------------- */

static enum err
no_move(struct core *c, const struct change *ch,
    const struct row_ticket_take *was)
{
	struct str can = ticket_move_list(&c->scratch, was->state);

	if (can.len == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is %s and stays so; '%s' is not possible"),
		    (long long)was->number, was->state.s, ch->verb);
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld is %s: '%s'%s%s is not possible; possible now: %s"),
	    (long long)was->number, was->state.s, ch->verb,
	    ch->to.len > 0 ? " " : "", ch->to.s, can.s);
}

/* The instants and the owner that go with the new state. */
static void
settle(struct core *c, const struct write *w, const char *verb,
    struct row_ticket_take *now)
{
	bool works = strcmp(verb, "start") == 0 || strcmp(verb, "resolve") == 0;

	if (works && id_none(now->owner))
		now->owner = c->me.id;
	if (strcmp(verb, "resolve") == 0)
		now->resolved_at = w->at;
	if (strcmp(verb, "close") == 0 || strcmp(verb, "cancel") == 0)
		now->closed_at = w->at;
	if (strcmp(verb, "reopen") == 0) {
		now->cycle++;
		now->resolved_at = now->closed_at = 0;
	}
}

static enum err
make_move(struct core *c, struct write *w, struct change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	const struct ticket_move *m;
	enum err rc;

	if ((rc = link_points_on(c, was)) != OK)
		return rc;
	if ((m = ticket_move_find(ch->verb, was->state, ch->to)) == NULL)
		return no_move(c, ch, was);
	if ((rc = moves_check(c, m, was, ch->fields, ch->nfields)) != OK)
		return rc;
	if ((strcmp(ch->verb, "resolve") == 0 ||
		strcmp(ch->verb, "close") == 0) &&
	    (rc = link_blocks(c, was)) != OK)
		return rc;
	if (strcmp(ch->verb, "close") == 0 &&
	    (rc = courtesy_blocks(c, was)) != OK)
		return rc;
	now->state = str_of(m->to);
	now->until_at = 0;
	settle(c, w, ch->verb, now);
	/* What is lent is with the other team again, or comes back first. */
	if (strcmp(ch->verb, "resume") == 0)
		return referral_resumes(c, now);
	if (ticket_state_done(now->state))
		return referral_release(c, w, now, ch->leg);
	return OK;
}

/* A move that says why. */
static enum err
make_reasoned(struct core *c, struct write *w, struct change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	enum err rc;

	if ((rc = make_move(c, w, ch, was, now)) != OK ||
	    (rc = core_text(c, _("the reason"), ch->text, REASON_MAX, false,
		 false, &ch->reason)) != OK)
		return rc;
	write_set(c, w, "reason", STR_NONE, ch->reason);
	return OK;
}

/* What the leaf demands at the end. The complaint's own words are no fields. */
static enum err
check_closing(struct core *c, const struct row_ticket_take *t,
    const struct ticket_resolution *in)
{
	struct row_typification_get leaf;
	struct rows_field_value_list old;
	enum err rc;

	rc = q_typification_get(c->db, &c->scratch, t->typification,
	    list_lang(c), &leaf);
	if (rc == OK)
		rc = q_field_value_list(c->db, &c->scratch, STR("ticket"),
		    t->id, &old);
	if (rc != OK)
		return core_db(c, rc);
	leaf.required = leaf.closing;
	if ((rc = ticket_check_fields(c, &leaf, &old, in->fields,
		 in->nfields)) != OK)
		return rc;
	return complaint_ready(c, t->id, t->number, leaf.closing);
}

enum err
ticket_check_closing(struct core *c, const struct row_ticket_take *t)
{
	const struct ticket_resolution nothing = { .redress = -1 };

	return check_closing(c, t, &nothing);
}

static enum err
make_resolve(struct core *c, struct write *w, struct change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	struct message_new m = { .direction = "internal",
		.channel = STR("resolution"),
		.ticket = w->id };
	const struct ticket_resolution *in = ch->in;
	struct complaint_outcome outcome = { in->outcome, in->cause,
		in->redress };
	enum err rc;

	if ((rc = make_move(c, w, ch, was, now)) != OK ||
	    (rc = message_text(c, ch->text, &m.body)) != OK ||
	    (rc = complaint_put(c, w, &outcome)) != OK ||
	    (rc = check_closing(c, was, in)) != OK ||
	    (rc = field_save(c, w, "ticket", was->id, in->fields,
		 in->nfields)) != OK)
		return rc;
	return message_add(c, w, &m);
}

static enum err
make_park(struct core *c, struct write *w, struct change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	msec until = ch->until / SECONDS(1) * SECONDS(1);

	if (until != 0 && until <= w->at)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld cannot be parked until an instant that has "
		      "passed; nothing was changed"),
		    (long long)was->number);
	/* Parked as before, with another end: that is a change, too. */
	if (str_eq(was->state, ch->to) && until != 0 && until != was->until_at)
		ch->reason = STR_NONE;
	else {
		enum err rc = make_reasoned(c, w, ch, was, now);

		if (rc != OK)
			return rc;
	}
	now->until_at = until;
	return OK;
}

/* After the window: what goes on elsewhere does not go on here as well. */
static enum err
make_late(struct core *c, struct write *w, struct change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	enum err rc = follow_points_on(c, was);

	return rc == OK ? make_reasoned(c, w, ch, was, now) : rc;
}

static enum err
make_reopen(struct core *c, struct write *w, struct change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	enum err rc = promise_reopens(c, was, w->at);

	return rc == OK ? make_reasoned(c, w, ch, was, now) : rc;
}

/* What was done when the customer wrote: until when the words are held, or
 * the move that opens it again; neither for a courtesy. */
static enum err
on_done(struct core *c, const struct write *w, const struct ticket_contact *in,
    const struct row_ticket_take *was, const struct ticket_move **back,
    msec *held)
{
	const struct ticket_move *m =
	    ticket_move_find("reopen", was->state, STR_NONE);
	enum err rc = OK;

	*held = 0;
	if (in->courtesy || m == NULL)
		return OK;
	if ((rc = promise_reopens(c, was, w->at)) != OK)
		return rc;
	if (!in->again && str_is(was->state, "resolved"))
		rc = courtesy_until(c, w, was, held);
	if (rc == OK && *held == 0)
		*back = m;
	return rc;
}

/* The customer's words: whoever waited for them waits no longer. */
static enum err
make_contact(struct core *c, struct write *w, struct change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	const struct ticket_contact *in = ch->in;
	struct message_new m = { .direction = "in",
		.public = true,
		.channel = list_given(in->channel),
		.ticket = w->id };
	const struct ticket_move *back;
	struct id said;
	msec held = 0;
	enum err rc;

	if ((rc = message_text(c, list_given(in->text), &m.body)) != OK ||
	    (rc = message_channel(c, m.channel)) != OK)
		return rc;
	back = ticket_move_find("resume", was->state, STR_NONE);
	if (back == NULL && (rc = on_done(c, w, in, was, &back, &held)) != OK)
		return rc;
	if (back != NULL) {
		now->state = str_of(back->to);
		now->until_at = 0;
		settle(c, w, back->verb, now);
		if (strcmp(back->verb, "resume") == 0 &&
		    (rc = referral_resumes(c, now)) != OK)
			return rc;
	}
	if ((rc = message_put(c, w, &m, &said)) != OK)
		return rc;
	w->body_json = str_printf(&c->scratch, "{\"message\":\"%s\"}", said.s);
	return held != 0 ? courtesy_hold(c, w, was, said, held) : OK;
}

static enum may
right_of(const char *verb)
{
	for (size_t i = 0; i < nticket_moves; i++)
		if (strcmp(ticket_moves[i].verb, verb) == 0)
			return ticket_moves[i].may;
	return MAY_COUNT;
}

static enum err
go(struct core *c, struct id id, struct change ch)
{
	return change(c, right_of(ch.verb), id, &ch);
}

enum err
ticket_start(struct core *c, struct id id, int64_t version)
{
	return go(c, id,
	    (struct change){
		.verb = "start", .version = version, .make = make_move });
}

enum err
ticket_park(struct core *c, struct id id, struct str to, struct str reason,
    int64_t version)
{
	return ticket_park_until(c, id, to, reason, 0, version);
}

enum err
ticket_park_until(struct core *c, struct id id, struct str to,
    struct str reason, msec until, int64_t version)
{
	if (list_given(to).len == 0)
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say what the ticket waits for: pending-customer, "
		      "pending-third-party or scheduled"));
	return go(c, id,
	    (struct change){ .verb = "park",
		.to = to,
		.text = reason,
		.until = until,
		.version = version,
		.make = make_park });
}

enum err
ticket_resume(struct core *c, struct id id, int64_t version)
{
	return go(c, id,
	    (struct change){
		.verb = "resume", .version = version, .make = make_move });
}

enum err
ticket_resolve_with(struct core *c, struct id id,
    const struct ticket_resolution *in, int64_t version)
{
	return go(c, id,
	    (struct change){ .verb = "resolve",
		.text = in->text,
		.leg = in->leg,
		.in = in,
		.fields = in->fields,
		.nfields = in->nfields,
		.version = version,
		.make = make_resolve });
}

enum err
ticket_resolve(struct core *c, struct id id, struct str text, int64_t version)
{
	const struct ticket_resolution in = { .text = text, .redress = -1 };

	return ticket_resolve_with(c, id, &in, version);
}

enum err
ticket_close(struct core *c, struct id id, int64_t version)
{
	return go(c, id,
	    (struct change){
		.verb = "close", .version = version, .make = make_move });
}

/* Because of words that are held: it is open since they were said. */
static enum err
go_again(struct core *c, struct id id, struct change ch)
{
	msec at = c->at, said;
	enum err rc = courtesy_at(c, id, &said);

	if (rc != OK)
		return rc;
	if (at == 0 && said != 0)
		c->at = said;
	rc = go(c, id, ch);
	c->at = at;
	return rc;
}

enum err
ticket_reopen(struct core *c, struct id id, struct str reason, int64_t version)
{
	return go_again(c, id,
	    (struct change){ .verb = "reopen",
		.text = reason,
		.version = version,
		.make = make_reopen });
}

/* Whoever answers for the promises may open it whenever it was resolved. */
enum err
ticket_reopen_late(struct core *c, struct id id, struct str reason,
    int64_t version)
{
	enum err rc = core_allow(c, MAY_SLA_KEEP, NULL);

	return rc == OK ? go(c, id,
			      (struct change){ .verb = "reopen",
				  .text = reason,
				  .version = version,
				  .make = make_late })
			: rc;
}

enum err
ticket_cancel(struct core *c, struct id id, struct str reason, int64_t version)
{
	return go(c, id,
	    (struct change){ .verb = "cancel",
		.text = reason,
		.version = version,
		.make = make_reasoned });
}

enum err
ticket_contact(struct core *c, struct id id, const struct ticket_contact *in)
{
	struct change ch = {
		.verb = "contact", .in = in, .says = true, .make = make_contact
	};

	return change(c, MAY_TICKET_EDIT, id, &ch);
}

/* ---- taken back --------------------------------------------------------- */

/* The field of a ticket as a text says it. */
static void
set_back(const struct undo_value *v, struct row_ticket_take *now)
{
	int64_t n = 0;

	(void)str_int(v->old, &n);
	if (str_is(v->field, "state"))
		now->state = v->old;
	else if (str_is(v->field, "cycle"))
		now->cycle = n;
	else if (str_is(v->field, "team"))
		now->team = v->old;
	else if (str_is(v->field, "owner") && !id_parse(v->old, &now->owner))
		now->owner = ID_NONE;
	else if (str_is(v->field, "lent_to"))
		now->lent_to = v->old;
	else if (str_is(v->field, "lent_owner") &&
	    !id_parse(v->old, &now->lent_owner))
		now->lent_owner = ID_NONE;
	else if (str_is(v->field, "subject"))
		now->subject = v->old;
	else if (str_is(v->field, "priority"))
		now->priority = n;
	else if (str_is(v->field, "typification"))
		now->typification = v->old;
	else if (str_is(v->field, "until") &&
	    clock_parse(v->old, &now->until_at, NULL) != OK)
		now->until_at = 0;
}

/* When it was resolved and closed, as the log has it. */
static enum err
date_back(struct core *c, const struct undo_of *u, struct row_ticket_take *now)
{
	bool closed = str_is(now->state, "closed");
	struct row_undo_state_at at;
	enum err rc = OK;

	now->resolved_at = now->closed_at = 0;
	if (closed || str_is(now->state, "resolved"))
		rc = q_undo_state_at(c->db, &c->scratch, now->id,
		    STR("resolved"), u->n, &at);
	else
		at.at = 0;
	if (rc == OK)
		now->resolved_at = at.at;
	if (rc == OK && (closed || str_is(now->state, "cancelled"))) {
		rc = q_undo_state_at(c->db, &c->scratch, now->id, now->state,
		    u->n, &at);
		if (rc == OK)
			now->closed_at = at.at;
	}
	return core_db(c, rc);
}

/* Values of custom fields that were there before; a first one stays. */
static enum err
fields_back(struct core *c, struct write *w, const struct undo_of *u)
{
	struct pair *pairs = NEWN(&c->scratch, struct pair, u->nv);
	size_t n = 0;

	for (size_t i = 0; i < u->nv; i++) {
		if (!str_is(u->v[i].entity, "field"))
			continue;
		if (u->v[i].old.len == 0)
			return fail(&c->fault, ERR_INVALID,
			    _("the field '%s' had no value before; change it "
			      "by hand"),
			    u->v[i].field.s);
		pairs[n++] = (struct pair){ u->v[i].field, u->v[i].old };
	}
	return field_save(c, w, "ticket", u->id, pairs, n);
}

enum err
ticket_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct row_ticket_take was, now;
	enum err rc;

	rc = ticket_take(c, w, w->id, &was);
	if (rc != OK)
		return rc;
	now = was;
	for (size_t i = 0; i < u->nv; i++)
		if (str_is(u->v[i].entity, "ticket"))
			set_back(&u->v[i], &now);
	if (!str_eq(was.state, now.state) && (rc = date_back(c, u, &now)) != OK)
		return rc;
	if (str_is(now.state, "cancelled") && now.closed_at == 0)
		now.closed_at = w->at; /* it is by the undo itself */
	if ((rc = referral_undo(c, w, u)) != OK)
		return rc;
	tell(c, w, &was, &now);
	if ((rc = fields_back(c, w, u)) != OK ||
	    (rc = complaint_back(c, w, u)) != OK ||
	    (rc = courtesy_back(c, w, u)) != OK ||
	    (rc = save(c, w, &was, &now, STR("undo"))) != OK ||
	    (rc = message_undo(c, w, u)) != OK)
		return rc;
	return promise_follow(c, w, w->id);
}
