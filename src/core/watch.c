/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * watch.c - who follows a ticket, and what they are told.
 */
#include "core/watch.h"

#include "core/image.h"
#include "core/news.h"
#include "core/notice.h"

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

static enum err
tell_one(struct core *c, const struct write *w, const char *say,
    struct id ticket, int64_t number, struct id agent)
{
	struct news n = { .kind = "watch",
		.severity = NOTICE_NOTE,
		.team = STR_NONE,
		.agent = agent,
		.entity = "ticket",
		.about = ticket,
		.once = str_printf(&c->scratch, "watch/%s/%s/%s", w->op.s,
		    ticket.s, agent.s),
		.at = w->at,
		.say = say };

	news_number(c, &n, number);
	if (id_none(c->me.id))
		news_word(&n, N_("the program"));
	else
		news_text(&n, c->me.name);
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

enum err
watch_untell(struct core *c, struct id op)
{
	struct str from = str_printf(&c->scratch, "watch/%s/", op.s);
	struct str to = str_printf(&c->scratch, "watch/%s0", op.s);
	enum err rc = q_watch_unsee(c->db, from, to, NULL);

	return core_db(c, rc == OK ? q_watch_unsay(c->db, from, to, NULL) : rc);
}
