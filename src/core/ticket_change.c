/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_change.c - the one way in which a ticket changes: the row is taken
 * through the person's scope, a function makes the new one out of it, what
 * differs is told to the log and saved if nobody was faster.
 */
#include "core/closing.h"
#include "core/courtesy.h"
#include "core/history.h"
#include "core/list.h"
#include "core/promise_keep.h"
#include "core/referral.h"
#include "core/ticket_own.h"
#include "core/ticket_index.h"
#include "core/watch.h"

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

void
ticket_tell(struct core *c, struct write *w, const struct row_ticket_take *was,
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

enum err
ticket_save(struct core *c, struct write *w, const struct row_ticket_take *was,
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
	if ((rc = ticket_words_save(c, w->id, was->subject, now->subject)) !=
		OK ||
	    (rc = closing_follow(c, w, was, now)) != OK ||
	    (rc = courtesy_follow(c, w, was, now)) != OK)
		return rc;
	if (str_eq(was->state, now->state) && str_eq(holder(was), holder(now)))
		return OK;
	return core_stay(c, "ticket", w->id, now->state, reason, holder(now),
	    w->at);
}

struct str
ticket_with(struct arena *a, int64_t number, struct str who)
{
	return str_printf(a,
	    _("T-%lld is with %s: you may read it, and they change it"),
	    (long long)number, who.len > 0 ? who.s : _("nobody yet"));
}

enum err
ticket_beyond(struct core *c, struct id id, enum err rc)
{
	struct row_ticket_get row;
	struct scope scope;
	struct str with;

	if (rc != ERR_NOT_FOUND ||
	    core_allow(c, MAY_TICKET_READ, &scope) != OK ||
	    q_ticket_get(c->db, &c->scratch, &scope, id, list_lang(c), &row) !=
		OK)
		return ticket_found(c, rc);
	with = row.owner_name.len > 0 ? row.owner_name : row.team_name;
	return fail(&c->fault, ERR_DENIED, "%s",
	    ticket_with(&c->scratch, row.number, with).s);
}

enum err
ticket_take(struct core *c, const struct write *w, struct id id,
    struct row_ticket_take *row)
{
	enum err rc = ticket_beyond(c, id,
	    q_ticket_take(c->db, &c->scratch, &w->scope, id, row));

	return rc == OK && row->watched ? watch_tell(c, w, id, row->number)
					: rc;
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

/* Saved, and whoever has it no longer or from now on hears of it. */
static enum err
hand_over(struct core *c, struct write *w, const struct row_ticket_take *was,
    const struct row_ticket_take *now, struct str reason)
{
	enum err rc = watch_lost(c, w, was, now);

	if (rc == OK)
		rc = ticket_save(c, w, was, now, reason);
	return rc == OK ? watch_gained(c, w, was, now) : rc;
}

enum err
ticket_put(struct core *c, struct write *w, const struct row_ticket_take *was,
    const struct row_ticket_take *now, struct str reason)
{
	ticket_tell(c, w, was, now);
	return hand_over(c, w, was, now, reason);
}

static enum err
change_body(struct core *c, struct write *w)
{
	struct ticket_change *ch = w->u;
	struct row_ticket_take was, now;
	enum err rc;

	rc = ticket_take(c, w, w->id, &was);
	if (rc != OK)
		return rc;
	if (ch->version != 0 && ch->version != was.version)
		return conflict(c, &was);
	now = was;
	ch->reason = STR_NONE;
	if ((!ch->says && (rc = referral_theirs(c, w, &was)) != OK) ||
	    (rc = ch->make(c, w, ch, &was, &now)) != OK)
		return rc;
	ticket_tell(c, w, &was, &now);
	if (w->event.values.n == 0 && !ch->says)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is like that already; nothing was changed"),
		    (long long)was.number);
	if ((rc = hand_over(c, w, &was, &now, ch->reason)) != OK)
		return rc;
	return promise_follow(c, w, w->id);
}

enum err
ticket_write(struct core *c, enum may may, struct id id, const char *verb,
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

enum err
ticket_change(struct core *c, enum may may, struct id id,
    struct ticket_change *ch)
{
	ch->text = list_given(ch->text);
	ch->to = list_given(ch->to);
	ch->leg = list_given(ch->leg);
	return ticket_write(c, may, id, ch->verb, change_body, ch);
}
