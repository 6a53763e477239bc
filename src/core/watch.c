/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * watch.c - who follows a ticket, and what they are told.
 */
#include "core/watch.h"

#include "core/image.h"
#include "core/news.h"
#include "core/notice.h"
#include "core/state_word.h"

enum { MOST = 100 };

struct watching {
	struct id who;
	struct row_watch_ticket t;
	bool ends;
};

/* ---- beginning and ending ----------------------------------------------- */

static struct id
whom(const struct core *c, struct id who)
{
	return id_none(who) ? c->me.id : who;
}

/* Another person must see it, too. */
static enum err
check_sees(struct core *c, struct id ticket, const struct watching *k)
{
	struct row_watch_sees r;
	enum err rc;

	if (id_eq(k->who, c->me.id))
		return OK;
	rc = q_watch_sees(c->db, &c->scratch, ticket, k->who, &r);
	if (rc != OK)
		return core_db(c, rc);
	return r.n > 0 ? OK
		       : fail(&c->fault, ERR_INVALID,
			     _("that person may not see T-%lld and would hear "
			       "nothing of it"),
			     (long long)k->t.number);
}

static enum err
nothing_to_do(struct core *c, const struct watching *k)
{
	if (k->ends)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld itself is not followed by that person; 'ticket "
		      "watchers' says by which ticket"),
		    (long long)k->t.number);
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld is followed already; 'ticket unwatch' ends it"),
	    (long long)k->t.number);
}

/* Ending one's own takes no sight of the ticket. */
static enum err
find(struct core *c, const struct write *w, struct watching *k)
{
	const struct scope all = { .level = SCOPE_ALL };
	bool own = k->ends && id_eq(k->who, c->me.id);
	enum err rc = q_watch_ticket(c->db, &c->scratch, own ? &all : &w->scope,
	    w->id, &k->t);

	return rc == ERR_NOT_FOUND
	    ? fail(&c->fault, rc,
		  _("there is no such ticket, or none that you may see"))
	    : core_db(c, rc);
}

static enum err
watch_body(struct core *c, struct write *w)
{
	struct watching *k = w->u;
	struct image image;
	int64_t done;
	enum err rc;

	if ((rc = find(c, w, k)) != OK ||
	    (!k->ends && (rc = check_sees(c, w->id, k)) != OK) ||
	    (rc = image_take(c, "ticket_watch", id_str(&w->id), id_str(&k->who),
		 STR_NONE, &image)) != OK)
		return rc;
	rc = k->ends
	    ? q_watch_drop(c->db, w->id, k->who, &done)
	    : q_watch_add(c->db, w->id, k->who, c->me.id, w->at, &done);
	if (rc != OK)
		return core_db(c, rc);
	if (done == 0)
		return nothing_to_do(c, k);
	w->version = k->t.version;
	write_set(c, w, "watcher", k->ends ? id_str(&k->who) : STR_NONE,
	    k->ends ? STR_NONE : id_str(&k->who));
	return image_tell(c, w, &image);
}

static enum err
change(struct core *c, struct id ticket, struct id who, bool ends)
{
	struct watching k = { .who = whom(c, who), .ends = ends };
	struct write w = { .may = id_eq(k.who, c->me.id) ? MAY_TICKET_READ
							 : MAY_TICKET_ASSIGN,
		.kind = ends ? "ticket.unwatch" : "ticket.watch",
		.entity = "ticket",
		.id = ticket,
		.body = watch_body,
		.u = &k };

	return core_write(c, &w);
}

enum err
ticket_watch(struct core *c, struct id ticket, struct id who)
{
	return change(c, ticket, who, false);
}

enum err
ticket_unwatch(struct core *c, struct id ticket, struct id who)
{
	return change(c, ticket, who, true);
}

/* ---- who does ----------------------------------------------------------- */

enum err
watch_list(struct core *c, struct arena *a, struct id ticket,
    struct rows_watch_list *rows)
{
	const struct part_watched_by of = { .ticket = ticket };
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	return rc == OK
	    ? core_db(c, q_watch_list(c->db, a, &scope, MOST, &of, rows))
	    : rc;
}

bool
watch_is_mine(const struct core *c, const struct rows_watch_list *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].via == 0 && id_eq(rows->v[i].agent, c->me.id))
			return true;
	return false;
}

/* ---- what they are told -------------------------------------------------- */

static const struct {
	const char *kind, *say; /* the number, then who */
} told[] = {
	{ "ticket.note", N_("T-%lld: %s wrote a note") },
	{ "ticket.reply", N_("T-%lld: %s answered the customer") },
	{ "ticket.contact", N_("T-%lld: %s noted what the customer said") },
	{ "ticket.mail", N_("T-%lld: %s brought in a thread of e-mails") },
	{ "ticket.edit", N_("T-%lld: %s changed it") },
	{ "ticket.assign", N_("T-%lld: %s changed whose it is") },
	{ "ticket.route", N_("T-%lld: %s changed whose it is") },
	{ "ticket.start", N_("T-%lld: %s began to work on it") },
	{ "ticket.park", N_("T-%lld: %s put it aside") },
	{ "ticket.resume", N_("T-%lld: %s goes on with it") },
	{ "ticket.resolve", N_("T-%lld: %s resolved it") },
	{ "ticket.close", N_("T-%lld: %s closed it") },
	{ "ticket.lapse", N_("T-%lld: %s closed it") },
	{ "ticket.reopen", N_("T-%lld: %s opened it again") },
	{ "ticket.cancel", N_("T-%lld: %s cancelled it") },
	{ "ticket.escalate", N_("T-%lld: %s escalated it") },
	{ "ticket.merge", N_("T-%lld: %s joined it with another one") },
	{ "ticket.split", N_("T-%lld: %s made two tickets of it") },
	{ "referral.send", N_("T-%lld: %s referred it to another team") },
	{ "referral.transfer", N_("T-%lld: %s referred it to another team") },
	{ "referral.accept", N_("T-%lld: %s accepted the referral") },
	{ "referral.reject", N_("T-%lld: %s did not accept the referral") },
	{ "referral.return", N_("T-%lld: %s sent the referral back") },
	{ "referral.complete", N_("T-%lld: %s did what was asked for") },
	{ "referral.recall", N_("T-%lld: %s took the referral back") },
};

static const char *
sentence(const char *kind)
{
	for (size_t i = 0; i < countof(told); i++)
		if (strcmp(told[i].kind, kind) == 0)
			return told[i].say;
	return NULL;
}

/* What one is told of one change of one ticket. */
static struct news
word(struct core *c, const struct write *w, const char *say, struct id ticket,
    struct id agent)
{
	return (struct news){ .kind = "watch",
		.severity = NOTICE_NOTE,
		.team = STR_NONE,
		.agent = agent,
		.entity = "ticket",
		.about = ticket,
		.once = str_printf(&c->scratch, "watch/%s/%s/%s", w->op.s,
		    ticket.s, agent.s),
		.at = w->at,
		.say = say };
}

static void
word_actor(const struct core *c, struct news *n)
{
	if (id_none(c->me.id))
		news_word(n, N_("the program"));
	else
		news_text(n, c->me.name);
}

static enum err
tell_one(struct core *c, const struct write *w, const char *say,
    struct id ticket, int64_t number, struct id agent)
{
	struct news n = word(c, w, say, ticket, agent);

	news_number(c, &n, number);
	word_actor(c, &n);
	return news_put(c, w, &n, NULL);
}

enum err
watch_tell(struct core *c, const struct write *w, struct id ticket,
    int64_t number)
{
	const struct part_watched_by of = { .ticket = ticket };
	const char *say = sentence(w->kind);
	struct rows_watch_who who;
	enum err rc;

	if (say == NULL)
		return OK;
	rc = core_db(c, q_watch_who(c->db, &c->scratch, c->me.id, &of, &who));
	for (size_t i = 0; rc == OK && i < who.n; i++)
		rc = tell_one(c, w, say, ticket, number, who.v[i].agent);
	return rc;
}

static enum err
unsay(struct core *c, struct str from, struct str to)
{
	enum err rc = q_watch_unsee(c->db, from, to, NULL);

	return core_db(c, rc == OK ? q_watch_unsay(c->db, from, to, NULL) : rc);
}

enum err
watch_untell(struct core *c, struct id op)
{
	return unsay(c, str_printf(&c->scratch, "watch/%s/", op.s),
	    str_printf(&c->scratch, "watch/%s0", op.s));
}

/* ---- whose it was, and is ------------------------------------------------ */

/* Who, the number, and what of it; the second of a change of many, as it may
 * stay; the third with how many, and the number of the first. */
enum hand { GAINED, LOST, TAKEN };
static const struct {
	const char *one, *first, *more;
} handed[] = {
	[GAINED] = { N_("%s gave you T-%lld: %s"),
	    N_("%s gave you T-%lld, in a change of many: %s"),
	    N_("%s gave you %lld tickets, the first is T-%lld") },
	[LOST] = { N_("%s gave your T-%lld to %s"),
	    N_("%s gave your T-%lld, in a change of many, to %s"),
	    N_("%s gave away %lld of your tickets, the first was T-%lld") },
	[TAKEN] = { N_("%s took over your T-%lld: %s"),
	    N_("%s took over your T-%lld, in a change of many: %s"),
	    N_("%s took over %lld of your tickets, the first was T-%lld") },
};

static enum err
hears(struct core *c, struct id ticket, struct id agent, bool *yes)
{
	struct row_watch_sees r = { .n = 0 };
	enum err rc = OK;

	if (!id_none(agent) && !id_eq(agent, c->me.id))
		rc = core_db(c,
		    q_watch_sees(c->db, &c->scratch, ticket, agent, &r));
	*yes = r.n > 0;
	return rc;
}

/* One notice for all that a change of many gave or took: each ticket puts one
 * that counts it, too, in the place of the last. */
static enum err
count(struct core *c, struct news *n, enum hand how,
    struct row_watch_counted *k)
{
	struct str head = str_printf(&c->scratch, "watch/%s/%d-%s/", c->bulk.s,
	    (int)how, n->agent.s);
	struct str end = str_printf(&c->scratch, "%s:", head.s);
	enum err rc = q_watch_counted(c->db, &c->scratch, head, end, k);

	if (rc == OK)
		rc = unsay(c, head, end);
	else if (rc == ERR_NOT_FOUND)
		rc = OK;
	k->n++;
	n->once = str_printf(&c->scratch, "%s%lld", head.s, (long long)k->n);
	n->say = handed[how].first;
	if (k->n > 1) {
		n->say = handed[how].more;
		n->about = k->ticket;
	}
	return core_db(c, rc);
}

static enum err
hand(struct core *c, const struct write *w, enum hand how,
    const struct row_ticket_take *t, struct id agent, struct str what)
{
	struct news n = word(c, w, handed[how].one, w->id, agent);
	struct row_watch_counted many = { .n = 0 };
	enum err rc = OK;

	if (t->watched) /* of the same, as a watcher */
		rc = unsay(c, n.once, str_printf(&c->scratch, "%s0", n.once.s));
	if (rc == OK && !id_none(c->bulk))
		rc = count(c, &n, how, &many);
	if (rc != OK)
		return rc;
	word_actor(c, &n);
	if (many.n > 1) {
		news_number(c, &n, many.n);
		news_number(c, &n, many.number);
	} else {
		news_number(c, &n, t->number);
		news_text(&n, what);
	}
	return news_put(c, w, &n, NULL);
}

/* Whoever has it now. */
static enum err
whose(struct core *c, const struct row_ticket_take *t, struct str *name)
{
	struct row_watch_name agent;
	enum err rc = OK;

	*name = str_of(team_called(c, t->team));
	if (!id_none(t->owner) &&
	    (rc = q_watch_name(c->db, &c->scratch, t->owner, &agent)) == OK)
		*name = agent.name;
	return core_db(c, rc);
}

enum err
watch_lost(struct core *c, const struct write *w,
    const struct row_ticket_take *was, const struct row_ticket_take *now)
{
	bool heard;
	struct str to;
	enum err rc;

	if (id_eq(was->owner, now->owner))
		return OK;
	rc = hears(c, w->id, was->owner, &heard);
	if (rc != OK || !heard)
		return rc;
	if (!id_none(c->me.id) && id_eq(now->owner, c->me.id))
		return hand(c, w, TAKEN, was, was->owner, was->subject);
	rc = whose(c, now, &to);
	return rc == OK ? hand(c, w, LOST, was, was->owner, to) : rc;
}

enum err
watch_gained(struct core *c, const struct write *w,
    const struct row_ticket_take *was, const struct row_ticket_take *now)
{
	bool heard;
	enum err rc;

	if (id_eq(was->owner, now->owner))
		return OK;
	rc = hears(c, w->id, now->owner, &heard);
	return rc == OK && heard
	    ? hand(c, w, GAINED, now, now->owner, now->subject)
	    : rc;
}
