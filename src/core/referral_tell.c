/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_tell.c - what was asked or answered on a leg stands in the ticket's
 * story, and whom it concerns hears of it.
 */
#include "core/escalation.h"
#include "core/image.h"
#include "core/message.h"
#include "core/news.h"
#include "core/referral_own.h"
#include "core/state_word.h"

enum err
referral_say(struct core *c, struct write *w, const struct referral_work *k)
{
	struct message_new m = { .direction = "internal",
		.channel = STR("referral"),
		.ticket = w->id,
		.body = k->words };

	return k->words.len > 0 ? message_add(c, w, &m) : OK;
}

/* ---- who hears of it ---------------------------------------------------- */

static enum err
notice(struct core *c, struct write *w, struct id leg, struct str team,
    struct id agent, struct news *n)
{
	struct id id;
	enum err rc;

	if (team.len == 0 && id_none(agent))
		return OK;
	n->kind = "referral";
	n->severity = 2;
	n->team = id_none(agent) ? team : STR_NONE;
	n->agent = agent;
	n->entity = "ticket";
	n->about = w->id;
	/* The instant keeps a leg's answers of one kind apart. */
	n->once = str_printf(&c->scratch, "%s/%s/%lld/%s", leg.s, w->kind,
	    (long long)w->at, id_none(agent) ? team.s : agent.s);
	n->at = w->at;
	if ((rc = news_put(c, w, n, &id)) != OK || id_none(id))
		return rc;
	return image_made(c, w, "notice", id_str(&id), STR_NONE, STR_NONE);
}

/* To the receiver: the number and the words; to the sender: the number, the
 * team that answered, and the words or the team that has it next. */
static const struct {
	const char *verb, *receiver, *sender;
} told[] = {
	{ "send", N_("T-%lld is referred to your team: %s"), NULL },
	{ "transfer", N_("T-%lld is passed on to your team: %s"),
	    N_("T-%lld: %s passed it on to %s") },
	{ "resend", N_("T-%lld comes again with what you asked for: %s"),
	    NULL },
	{ "recall", N_("T-%lld is taken back: you need not do anything"),
	    NULL },
	{ "accept", NULL, N_("T-%lld: %s accepted it") },
	{ "reject", NULL, N_("T-%lld: %s did not accept it: %s") },
	{ "return", NULL,
	    N_("T-%lld: %s sends it back, something is missing: %s") },
	{ "complete", NULL, N_("T-%lld: %s gives it back done: %s") },
};

/* The first line is enough; the rest stands in the ticket. */
static struct str
head(struct core *c, struct str words)
{
	size_t n = strcspn(words.s, "\n");

	return str_copyn(&c->scratch, words.s, n);
}

static enum err
tell_receiver(struct core *c, struct write *w, const struct referral_work *k,
    const struct row_referral_take *leg, const char *say)
{
	struct news n = { .say = say };

	if (say == NULL)
		return OK;
	news_number(c, &n, k->was.number);
	news_text(&n, head(c, k->words));
	return notice(c, w, leg->id, leg->to_team, leg->owner, &n);
}

static enum err
tell_sender(struct core *c, struct write *w, const struct referral_work *k,
    const struct row_referral_take *leg, const char *say)
{
	bool on = strcmp(k->verb, "transfer") == 0;
	struct news n = { .say = say };

	if (say == NULL)
		return OK;
	news_number(c, &n, k->was.number);
	news_text(&n,
	    str_of(team_called(c, on ? leg->from_team : leg->to_team)));
	news_text(&n,
	    on ? str_of(team_called(c, leg->to_team)) : head(c, k->words));
	return notice(c, w, leg->id, k->was.team, k->was.owner, &n);
}

enum err
referral_news(struct core *c, struct write *w, const struct referral_work *k,
    const struct row_referral_take *leg)
{
	enum err rc = OK;

	for (size_t i = 0; i < countof(told) && rc == OK; i++) {
		if (strcmp(told[i].verb, k->verb) != 0)
			continue;
		rc = tell_receiver(c, w, k, leg, told[i].receiver);
		if (rc == OK)
			rc = tell_sender(c, w, k, leg, told[i].sender);
	}
	return rc;
}

/* Going to and fro is the supervisors' to settle. */
enum err
referral_bounced(struct core *c, struct write *w, const struct referral_work *k,
    int64_t leg)
{
	struct escalation e = { .id = id_make(w->now),
		.ticket = w->id,
		.kind = STR("ping_pong"),
		.round = 1,
		.cycle = k->is.cycle,
		.level = leg,
		.share = STR_NONE,
		.reason = STR_NONE,
		.to_team = STR_NONE,
		.to_skill = STR_NONE,
		.reached_at = w->at,
		.tell = TELL_SUPERVISOR };
	bool made;

	return escalation_make(c, w, k->policies, &k->is, &e, &made);
}

static enum err
tell_person(struct core *c, struct write *w, const struct referral_work *k,
    struct id leg, struct id who, const char *text)
{
	struct news n = { .say = text };

	if (id_none(who) || id_eq(who, c->me.id))
		return OK;
	news_number(c, &n, k->was.number);
	news_text(&n, c->me.name);
	return notice(c, w, leg, STR_NONE, who, &n);
}

enum err
referral_handed(struct core *c, struct write *w, const struct referral_work *k,
    const struct row_referral_take *was, const struct row_referral_take *now)
{
	enum err rc = tell_person(c, w, k, was->id, was->owner,
	    N_("T-%lld, which was referred to you, is in other hands now, "
	       "says %s"));

	return rc == OK
	    ? tell_person(c, w, k, was->id, now->owner,
		  N_("T-%lld, which was referred to your team, is yours now, "
		     "says %s"))
	    : rc;
}
