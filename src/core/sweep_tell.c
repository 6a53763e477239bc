/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep_tell.c - how a level reaches a person: a notice in the console.
 */
#include "base/log.h"
#include "base/zone.h"
#include "core/news.h"
#include "core/sweep_part.h"
#include "core/ticket_body.h"

struct word {
	struct id escalation, agent;
	bool over;
	struct row_escalation_get e;
	struct row_promise_case t;
};

/* ---- is it still so? ---------------------------------------------------- */

/* Late in whose time, due when: said in the clock's own place, "16:30 +01:00",
 * and with its day when that is not today. The end of a day is that day's:
 * "24:00". */
static enum err
due_text(struct core *c, struct clock_set *s, const struct clock_row *r,
    struct str *out)
{
	char text[ZONE_TEXT];
	const struct zone *z;
	struct calendar *cal;
	bool today;
	enum err rc = clock_calendar(s, r, r->due_at, &cal);

	if (rc != OK)
		return rc;
	z = calendar_zone(cal, r->due_at);
	zone_text(z, r->due_at, text);
	if (memcmp(text + 11, "00:00", 5) == 0) {
		zone_text(z, r->due_at - 1, text);
		memcpy(text + 11, "24:00", 5);
	}
	if (strlen(text) > 3 && strcmp(text + strlen(text) - 3, ":00") == 0)
		text[strlen(text) - 3] = '\0'; /* "-03" */
	today = zone_time(z, r->due_at - 1).day ==
	    zone_time(z, clock_now(c->clock)).day;
	*out = str_copy(&c->scratch, str_of(today ? text + 11 : text));
	return OK;
}

/* "90 %", or "+4h" */
static struct str
share_text(struct core *c, struct str share)
{
	return share.len > 0 && share.s[share.len - 1] == '%'
	    ? str_printf(&c->scratch, "%.*s %%", (int)share.len - 1, share.s)
	    : share;
}

/* The clock runs, and has come to that level: an undo may have taken it back. */
static const struct clock_row *
still(const struct clock_set *s, const struct row_escalation_get *e)
{
	for (size_t i = 0; i < s->rows.n; i++) {
		const struct clock_row *r = &s->rows.v[i];

		if (str_is(e->kind, promise_kind_name(r->kind)) &&
		    r->round == e->round && r->cycle == e->cycle &&
		    r->level >= e->level + e->again &&
		    r->state == CLOCK_RUNNING)
			return r;
	}
	return NULL;
}

/* By hand, for help, or to and fro: of no clock. */
static bool
say_other(struct core *c, struct word *word, struct news *n)
{
	const struct row_escalation_get *e = &word->e;

	if (e->kind.len == 0) {
		n->say = N_("T-%lld is escalated: %s");
		news_text(n, e->reason);
	} else if (str_is(e->kind, "functional")) {
		n->say = N_("T-%lld: your help is asked for (%s): %s");
		news_text(n, e->to_name);
		news_text(n, e->reason);
	} else if (str_is(e->kind, "ping_pong")) {
		n->say = N_("T-%lld goes to and fro between teams; referrals "
			    "so far: %lld");
		news_number(c, n, e->level);
	} else {
		return false;
	}
	word->over = ticket_state_done(word->t.state);
	return true;
}

static enum err
say(struct core *c, struct clock_set *s, struct word *word, struct news *n)
{
	const struct clock_row *r;
	struct str due;
	enum err rc;

	news_number(c, n, word->t.number);
	if (say_other(c, word, n))
		return OK;
	if ((r = still(s, &word->e)) == NULL) {
		word->over = true;
		return OK;
	}
	if ((rc = due_text(c, s, r, &due)) != OK)
		return rc;
	n->say = clock_now(c->clock) > r->due_at
	    ? N_("T-%lld is late: %s was due %s (%s)")
	    : N_("T-%lld: %s is due %s (%s)");
	news_word(n, promise_kind_word(r->kind));
	news_text(n, due);
	news_text(n, share_text(c, word->e.share));
	return OK;
}

/* ---- the notice --------------------------------------------------------- */

static int64_t
severity(const struct word *word)
{
	if (word->e.kind.len == 0 || str_is(word->e.kind, "functional"))
		return 3;
	return word->e.share.s[0] == '+' || str_is(word->e.share, "100%") ? 3
									  : 2;
}

/* Of a clock the levels tell; who is called by hand is told why. */
static struct str
about(const struct row_escalation_get *e)
{
	return str_is(e->kind, "ping_pong") ? e->kind : e->reason;
}

static enum err
put(struct core *c, struct write *w, const struct word *word, struct news *n)
{
	int64_t done;
	enum err rc;

	rc = q_delivery_done(c->db, word->escalation, word->agent, w->now,
	    word->over ? STR("over") : STR("told"), &done);
	if (rc != OK)
		return core_db(c, rc);
	if (done == 0)
		return fail(&c->fault, ERR_CONFLICT, _("told already"));
	write_set(c, w, word->over ? "not_told" : "told", STR_NONE,
	    id_str(&word->agent));
	write_set(c, w, "about", STR_NONE, about(&word->e));
	if (word->over)
		return OK;
	n->kind = "escalation";
	n->severity = severity(word);
	n->team = STR_NONE;
	n->agent = word->agent;
	n->entity = "ticket";
	n->about = w->id;
	n->once =
	    str_printf(&c->scratch, "%s/%s", word->escalation.s, word->agent.s);
	n->at = w->at;
	return news_put(c, w, n, NULL);
}

/* As it is within this transaction, which holds the ticket. */
static enum err
reread(struct core *c, struct word *word)
{
	return core_db(c,
	    q_escalation_get(c->db, &c->scratch, word->escalation, &word->e));
}

static enum err
tell_body(struct core *c, struct write *w)
{
	struct word *word = w->u;
	struct row_ticket_take row;
	struct news n = { .n = 0 };
	struct clock_set s;
	struct policies *p;
	enum err rc;

	word->over = false;
	rc = q_ticket_take(c->db, &c->scratch, &w->scope, w->id, &row);
	if (rc != OK)
		return ticket_found(c, rc);
	w->version = row.version;
	if ((rc = reread(c, word)) != OK ||
	    (rc = core_db(c,
		 q_promise_case(c->db, &c->scratch, w->id, &word->t))) != OK ||
	    (rc = policies_now(c, &p)) != OK ||
	    (rc = clocks_load(c, p, &word->t, w->id, &s)) != OK ||
	    (rc = say(c, &s, word, &n)) != OK)
		return rc;
	/* Somebody took note of it before this one was told. */
	word->over |= word->e.acked_at != 0;
	return put(c, w, word, &n);
}

static enum err
tell(struct sweep *s, const void *due)
{
	const struct row_sweep_delivery *row = due;
	struct word word = { .escalation = row->escalation,
		.agent = row->agent };
	struct write w = { .may = MAY_SLA_KEEP,
		.kind = "ticket.told",
		.entity = "ticket",
		.body = tell_body,
		.u = &word };
	enum err rc;

	rc = core_db(s->c,
	    q_escalation_get(s->c->db, &s->page, row->escalation, &word.e));
	if (rc != OK)
		return rc;
	w.id = word.e.ticket;
	if ((rc = core_write(s->c, &w)) != OK)
		return rc;
	if (word.over)
		s->d.over++;
	else
		s->d.told++;
	return OK;
}

enum err
sweep_deliver(struct sweep *s, bool *more)
{
	struct rows_sweep_delivery page;
	enum err rc = q_sweep_delivery(s->c->db, &s->page,
	    clock_now(s->c->clock), SWEEP_PAGE, &page);

	return rc != OK
	    ? core_db(s->c, rc)
	    : sweep_page(s, page.v, page.n, sizeof(*page.v), tell, more);
}
