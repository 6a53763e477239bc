/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval.h - what needs the word of others before it is done: a refund over
 * an amount, and what else the centre's setup names.
 *
 * The rules are setup text:
 *
 *	[approval refund]
 *	name.es = Devolución de dinero
 *	currency = CLP
 *	calendar = santiago-office
 *	expires = 2bd
 *	remind = 4h
 *	up-to 50000 = none
 *	up-to 200000 = 1 of supervisor
 *	above = 2 of supervisor, administrator
 *
 * Amounts are in minor units of the currency (pesos have none). Whoever asked
 * never decides, in person or for somebody else: the tables refuse it (four
 * eyes), as they refuse whatever is given with fewer words than it needs. What nobody decided in time expires by itself and who asked is told;
 * after `remind` who has not decided is told once more. Both count in the hours
 * of the calendar; without one they are plain time. A person decides once, and each seat is used once, so a delegate and
 * who delegated are one voice. One refusal ends it. None of it is undone: ask
 * anew.
 *
 * Events approval.ask, .give, .refuse, .withdraw, .remind and .expire are told
 * of the ticket.
 */
#ifndef CORE_APPROVAL_H
#define CORE_APPROVAL_H

#include "core/setup.h"
#include "core/sla.h"
#include "core/ticket.h"

struct approval_band {
	int64_t up_to;	  /* INT64_MAX: above all others */
	int64_t need;	  /* words; 0: none */
	struct str roles; /* JSON list */
};
enum { APPROVAL_BANDS = 12, APPROVAL_LANGS = 4 };
struct approval_rule {
	struct str name, currency;
	struct str lang[APPROVAL_LANGS], title[APPROVAL_LANGS];
	size_t ntitles;		   /* name.es = … */
	struct str calendar;	   /* whose hours; empty: any */
	struct sla_target expires; /* how long a request waits */
	struct sla_target remind;  /* then it is said again; 0: it is not */
	struct approval_band v[APPROVAL_BANDS];
	size_t n;
};
/* What it is called, in `lang`, else in the first it has, else its name. */
struct str approval_title(const struct approval_rule *, struct str lang);
/* ERR_INVALID with FILE:LINE. */
MUST_CHECK enum err approval_parse(struct str text, const char *of,
    struct arena *, struct approval_rule *, struct fault *);
extern const struct setup_kind setup_approval; /* approval_setup.c */
/* The rule in force; ERR_NOT_FOUND names how one is made. */
MUST_CHECK enum err approval_rule_find(struct core *, struct arena *,
    struct str name, struct approval_rule *);

struct approval_new {
	struct id ticket;
	struct str rule, reason; /* 1..500 bytes */
	int64_t amount;		 /* >= 0 */
};
/* MAY_TICKET_EDIT. Given at once where the rule asks for nobody's word; else
 * each who may decide gets a notice. ERR_INVALID while another request of the
 * rule waits. */
MUST_CHECK enum err approval_ask(struct core *, const struct approval_new *,
    int64_t *number);
/* ERR_DENIED to whoever asked, or may not decide; ERR_INVALID when it is
 * decided or expired, or by the same seat twice. The ticket must be in
 * sight. */
MUST_CHECK enum err approval_give(struct core *, int64_t number,
    struct str reason);
/* A reason of 1..500 bytes. */
MUST_CHECK enum err approval_refuse(struct core *, int64_t number,
    struct str reason);
/* By who asked, while it waits. */
MUST_CHECK enum err approval_withdraw(struct core *, int64_t number);
/* The acting person's own power, to another from an instant (0: now) until
 * one; `most` 0: any amount. It takes the place of what that person had of them
 * before. It is not given on: who decides for another delegates only their own
 * power. Event agent.delegate. */
MUST_CHECK enum err approval_delegate(struct core *, struct id instead,
    msec from, msec until, int64_t most);
/* It ends now; what was said in the meantime stays. ERR_INVALID when that
 * person has nothing of them. Event agent.delegate. */
MUST_CHECK enum err approval_revoke(struct core *, struct id instead);
/* Who decides for the acting person and for whom they do, now or later.
 * MAY_TICKET_READ. */
MUST_CHECK enum err approval_delegates(struct core *, struct arena *,
    struct rows_approval_delegate_of *);

/* For the sweep, as the program: what is over expires, else who has not
 * decided is reminded. ERR_CONFLICT when it is no longer so. */
MUST_CHECK enum err approval_tick(struct core *, int64_t number, bool *expired);

/* MAY_TICKET_READ; of a ticket, with what was asked on those joined into it, or
 * all in sight; limit 0: 50, most 500. */
MUST_CHECK enum err approval_list(struct core *, struct arena *,
    struct id ticket, bool all, int64_t limit, struct rows_approval_list *);
MUST_CHECK enum err approval_votes(struct core *, struct arena *,
    struct id approval, struct rows_approval_votes *);

/* In a body: may this amount be spent on the ticket? OK where the rule asks for
 * no word, or it was given for as much; without such a rule everything may.
 * ERR_INVALID says what to ask for. */
MUST_CHECK enum err approval_needed(struct core *, struct id ticket,
    struct str rule, int64_t amount);
/* The same of many at once: `lacks` says who still needs a word. */
struct approval_spend {
	struct id ticket;
	int64_t amount;
	bool lacks;
};
MUST_CHECK enum err approval_lacks(struct core *, struct str rule,
    struct approval_spend *, size_t n);
/* In a body: ERR_INVALID while a request of the ticket, or of one that was
 * joined into it, waits for a word. */
MUST_CHECK enum err approval_settled(struct core *, struct id ticket, msec now);

#endif
