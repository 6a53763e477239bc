/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_write.c - the one road of every change of a leg: the ticket is
 * taken, and goes with it; and what people say and why is looked at.
 */
#include "core/list.h"
#include "core/referral_own.h"

enum { ASK_MAX = 2000 };

static enum may
right_of(const char *verb)
{
	for (size_t i = 0; i < nreferral_moves; i++)
		if (strcmp(referral_moves[i].verb, verb) == 0)
			return referral_moves[i].may;
	return MAY_TICKET_REFER;
}

enum err
referral_write(struct core *c, struct id ticket, struct referral_work *k,
    enum err (*body)(struct core *, struct write *))
{
	struct write w = { .may = right_of(k->verb),
		.kind = str_printf(&c->scratch, "referral.%s", k->verb).s,
		.entity = "ticket",
		.id = ticket,
		.body = body,
		.u = k };

	return core_write(c, &w);
}

enum err
referral_begin(struct core *c, struct write *w, struct referral_work *k)
{
	enum err rc = ticket_take_at(c, w, k->version, &k->was);

	if (rc != OK || (rc = policies_now(c, &k->policies)) != OK)
		return rc;
	k->now = k->was;
	k->words = STR_NONE;
	return core_db(c, q_promise_case(c->db, &c->scratch, w->id, &k->is));
}

enum err
referral_finish(struct core *c, struct write *w, struct referral_work *k,
    const struct row_referral_take *leg, struct str reason)
{
	enum err rc;

	if ((rc = ticket_put(c, w, &k->was, &k->now, reason)) != OK ||
	    (rc = referral_say(c, w, k)) != OK ||
	    (rc = referral_news(c, w, k, leg)) != OK)
		return rc;
	return promise_follow(c, w, w->id);
}

/* ---- words -------------------------------------------------------------- */

enum err
referral_reason(struct core *c, const char *verb, struct str code)
{
	struct rows_referral_reasons rows;
	struct str all = STR_NONE;
	enum err rc;

	if ((rc = referral_reasons(c, &c->scratch, verb, &rows)) != OK)
		return rc;
	for (size_t i = 0; i < rows.n; i++) {
		if (str_eq(rows.v[i].code, code))
			return OK;
		all = str_printf(&c->scratch, "%s%s%s", all.s,
		    i > 0 ? ", " : "", rows.v[i].code.s);
	}
	if (code.len == 0)
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say why with reason=: %s"), all.s);
	return fail(&c->fault, ERR_INVALID,
	    _("'%s' is no reason for it; there are %s"), code.s, all.s);
}

enum err
referral_words(struct core *c, struct str in, bool optional, struct str *out)
{
	return core_text(c, _("the text"), list_given(in), ASK_MAX, true,
	    optional, out);
}
