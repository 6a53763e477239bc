/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep_time.c - what comes due that is no clock of a ticket: approvals and
 * promised calls.
 */
#include "base/zone.h"
#include "core/approval.h"
#include "core/callback.h"
#include "core/closing.h"
#include "core/courtesy.h"
#include "core/news.h"
#include "core/reminder.h"
#include "core/sweep_part.h"
#include "core/typification.h"
#include "core/when.h"

/* ---- approvals ---------------------------------------------------------- */

static enum err
approval(struct sweep *s, const void *row)
{
	const struct row_approval_tick *due = row;
	bool expired;
	enum err rc = approval_tick(s->c, due->number, &expired);

	if (rc == OK && expired)
		s->d.expired++;
	else if (rc == OK)
		s->d.told++;
	return rc;
}

enum err
sweep_approvals(struct sweep *s, bool *more)
{
	struct rows_approval_tick page;
	enum err rc = q_approval_tick(s->c->db, &s->page,
	    clock_now(s->c->clock), SWEEP_PAGE, &page);

	return rc != OK
	    ? core_db(s->c, rc)
	    : sweep_page(s, page.v, page.n, sizeof(*page.v), approval, more);
}

/* ---- tickets that end --------------------------------------------------- */

static enum err
closing(struct sweep *s, const void *row)
{
	const struct row_closing_due *due = row;
	enum closing_did did;
	enum err rc = closing_tick(s->c, due->ticket, &did);

	if (rc == OK && did == CLOSING_WARNED)
		s->d.warned++;
	else if (rc == OK)
		s->d.ended++;
	return rc;
}

enum err
sweep_closings(struct sweep *s, bool *more)
{
	struct rows_closing_due page;
	enum err rc = q_closing_due(s->c->db, &s->page, clock_now(s->c->clock),
	    SWEEP_PAGE, &page);

	return rc != OK
	    ? core_db(s->c, rc)
	    : sweep_page(s, page.v, page.n, sizeof(*page.v), closing, more);
}

/* ---- words that were held ----------------------------------------------- */

static enum err
held(struct sweep *s, const void *row)
{
	const struct row_held_due *due = row;
	enum err rc = courtesy_tick(s->c, due->ticket);

	if (rc == OK)
		s->d.resumed++;
	return rc;
}

enum err
sweep_held(struct sweep *s, bool *more)
{
	struct rows_held_due page;
	enum err rc = q_held_due(s->c->db, &s->page, clock_now(s->c->clock),
	    SWEEP_PAGE, &page);

	return rc != OK
	    ? core_db(s->c, rc)
	    : sweep_page(s, page.v, page.n, sizeof(*page.v), held, more);
}

/* ---- reminders ---------------------------------------------------------- */

static enum err
reminder(struct sweep *s, const void *row)
{
	const struct row_reminder_due *due = row;
	enum err rc = reminder_tick(s->c, due->id);

	if (rc == OK)
		s->d.told++;
	return rc;
}

enum err
sweep_reminders(struct sweep *s, bool *more)
{
	struct rows_reminder_due page;
	enum err rc = q_reminder_due(s->c->db, &s->page, clock_now(s->c->clock),
	    SWEEP_PAGE, &page);

	return rc != OK
	    ? core_db(s->c, rc)
	    : sweep_page(s, page.v, page.n, sizeof(*page.v), reminder, more);
}

/* ---- promised calls ----------------------------------------------------- */

/* Told at its time to who promised it, and when it is late to the team. */
enum { DUE = 1, LATE };

static enum err
put(struct core *c, struct write *w, const struct row_callback_tell_take *k,
    int64_t told)
{
	bool late = told == LATE;
	bool mine = !late && !id_none(k->owner);
	struct str who = k->customer_name.len > 0 ? k->customer_name : k->who;
	struct news n = { .kind = "callback",
		.severity = late ? 3 : 2,
		.team = mine ? STR_NONE : k->team,
		.agent = mine || k->team.len == 0 ? k->owner : ID_NONE,
		.entity = "callback",
		.about = k->id,
		.once = str_printf(&c->scratch, "callback/%s/%lld", k->id.s,
		    (long long)told),
		.at = w->at,
		.until = w->now + DAYS(2),
		.say = late ? N_("C-%lld is late: %s was to be called %s (%s); "
				 "anybody may call")
			    : N_("call now, C-%lld: %s, %s (%s)") };

	if (!mine && k->team.len == 0 && id_none(k->owner))
		return OK;
	news_number(c, &n, k->number);
	news_text(&n, who);
	news_at(&n, k->zone, k->due_at);
	news_text(&n, k->reason);
	return news_put(c, w, &n, NULL);
}

static enum err
call_body(struct core *c, struct write *w)
{
	struct row_callback_tell_take k;
	msec late_at;
	int64_t told, done = 0;
	enum err rc;

	rc = core_db(c, q_callback_tell_take(c->db, &c->scratch, w->id, &k));
	if (rc != OK)
		return rc;
	/* It is looked at again here: somebody may have called. */
	if (!str_is(k.state, "open") || k.tell_at == 0 || k.tell_at > w->now)
		return fail(&c->fault, ERR_CONFLICT,
		    _("C-%lld is %s already; nothing was changed"),
		    (long long)k.number, callback_state_word(k.state));
	late_at = (k.until_at != 0 ? k.until_at : k.due_at) + CALLBACK_LATE;
	told = late_at <= w->now ? LATE : DUE;
	rc = core_db(c,
	    q_callback_told(c->db, k.id, k.version, told,
		told == DUE ? late_at : 0, &done));
	if (rc == OK && done == 0)
		return fail(&c->fault, ERR_CONFLICT, _("told already"));
	w->version = k.version;
	write_set_of(c, w, "callback", "told",
	    k.told == DUE ? STR("due") : STR_NONE,
	    told == LATE ? STR("late") : STR("due"));
	return rc == OK ? put(c, w, &k, told) : rc;
}

static enum err
call(struct sweep *s, const void *row)
{
	const struct row_callback_tell *due = row;
	struct write w = { .may = MAY_SLA_KEEP,
		.kind = "callback.told",
		.entity = "callback",
		.id = due->id,
		.body = call_body };
	enum err rc = core_write(s->c, &w);

	if (rc == OK)
		s->d.calls++;
	return rc;
}

enum err
sweep_callbacks(struct sweep *s, bool *more)
{
	struct rows_callback_tell page;
	enum err rc = q_callback_tell(s->c->db, &s->page,
	    clock_now(s->c->clock), SWEEP_PAGE, &page);

	return rc != OK
	    ? core_db(s->c, rc)
	    : sweep_page(s, page.v, page.n, sizeof(*page.v), call, more);
}

/* ---- what people choose ------------------------------------------------- */

enum err
sweep_count_uses(struct sweep *s, bool *more)
{
	const struct zone *z = zone_get(s->c->real.zone);
	struct zone_time now = zone_time(z, clock_now(s->c->clock));

	(void)more;
	return sweep_thing(s,
	    typification_count(s->c, when_at(z, now.day, 0, 0)));
}
