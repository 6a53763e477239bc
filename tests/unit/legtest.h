/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * legtest.h - a ticket with its promise, teams it is lent to, and the answers
 * of either side, for the tests of referrals.
 */
#ifndef LEGTEST_H
#define LEGTEST_H

#include "promisetest.h"

#include "core/referral.h"

#define KOL "[calendar kol]\nzone = Asia/Kolkata\nmon-fri = 09:00-18:00\n"
/* Monday 19 October 2026, 10:00 in Madrid: SLA.md vector 12. */
#define MONDAY "2026-10-19T08:00:00Z"
#define SENT   "2026-10-19T14:00:00Z"

static inline struct id
begun(struct world *w)
{
	struct id id;

	promises(w);
	apply(w, "calendar", "kol", KOL);
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 960m\n"
	    "work_time = 960m\n");
	apply(w, "policy", "kol",
	    "[policy kol]\nteam = repuestos\ncalendar = kol\n"
	    "leg_accept = 60m\nleg_complete = 240m\n");
	dbtest_do(w->db,
	    "INSERT INTO team (code, name, branch, version) VALUES"
	    " ('garantia', 'Garantía', 'centro', 1),"
	    " ('taller', 'Taller', 'centro', 1),"
	    " ('caja', 'Caja', 'centro', 1)");
	at(MONDAY);
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	at(SENT);
	return id;
}

static inline enum err
try_send(struct world *w, struct id id, const char *team, bool despite)
{
	struct referral_new new = { .team = str_of(team),
		.reason = STR("parts"),
		.ask = STR("¿Hay discos?\nFotos en el caso."),
		.despite = despite };
	struct id leg;

	return referral_send(&w->c, id, &new, 0, &leg);
}

static inline void
send(struct world *w, struct id id, const char *team)
{
	fine(w, try_send(w, id, team, true));
}

static inline enum err
try_pass(struct world *w, struct id id, const char *team)
{
	struct referral_new new = { .team = str_of(team),
		.reason = STR("approval"),
		.ask = STR("¿Lo cubre?"),
		.despite = true };
	struct id leg;

	return referral_transfer(&w->c, id, &new, 0, &leg);
}

static inline enum err
try_answer(struct world *w, struct id id, const char *verb)
{
	struct referral_answer a = { .reason = strcmp(verb, "return") == 0
		    ? STR("photo")
		    : strcmp(verb, "reject") == 0 ? STR("not-ours")
						  : STR_NONE,
		.text = STR("dicho") };

	return referral_do(&w->c, verb, id, &a, 0);
}

static inline void
answer(struct world *w, struct id id, const char *verb)
{
	fine(w, try_answer(w, id, verb));
}

static inline struct row_referral_chain
leg_of(struct world *w, struct id id, size_t i)
{
	struct referral_chain chain;

	fine(w, referral_chain(&w->c, &w->c.arena, id, &chain));
	assert_true(i < chain.legs.n);
	return chain.legs.v[i];
}

static inline enum err
resolve_leg(struct world *w, struct id id, const char *leg)
{
	struct ticket_resolution in = {
		.text = STR("ya"), .redress = -1, .leg = str_of(leg)
	};

	return ticket_resolve_with(&w->c, id, &in, 0);
}

#endif
