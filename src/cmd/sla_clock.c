/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla_clock.c - what is promised on tickets: shown, explained, tried out, made
 * again, and kept.
 */
#include "cmd/sla_clock.h"

#include <poll.h>

#include "cmd/refer.h"
#include "core/closing.h"
#include "core/courtesy.h"
#include "core/explain.h"
#include "core/rebuild.h"
#include "core/sweep.h"

/* ---- clocks ------------------------------------------------------------- */

static const char *const signs[] = { [PROMISE_LATE] = N_("late"),
	[PROMISE_SOON] = N_("soon"),
	[PROMISE_HALF] = N_("half"),
	[PROMISE_OK] = N_("fine"),
	[PROMISE_CLOSED] = N_("out of hours"),
	[PROMISE_PAUSED] = N_("paused"),
	[PROMISE_MISSED] = N_("missed"),
	[PROMISE_MET] = N_("met"),
	[PROMISE_UNANSWERED] = N_("not answered"),
	[PROMISE_NONE] = N_("none") };

static void
reply_span(struct reply *r, const char *name, msec span)
{
	char text[24];

	reply_text(r, name,
	    str_copy(r->arena, str_of(clock_worked_text(span, text))));
}

/* People read spans, programs milliseconds. */
static void
answer_clock(struct reply *r, const struct promise *p)
{
	reply_line(r);
	reply_text(r, "clock", str_of(promise_kind_name(p->kind)));
	reply_int(r, "cycle", p->cycle);
	reply_text(r, "state", str_of(_(signs[p->sign])));
	reply_at(r, "due_at", p->due_at);
	reply_span(r, "target", p->target_ms);
	reply_span(r, "used", p->used_ms);
	reply_span(r, "left", promise_left_shown(p, p->as_of));
	reply_int(r, "percent", promise_percent(p, p->as_of));
	reply_text(r, "policy", p->policy);
	reply_text(r, "calendar", p->calendar);
	reply_text(r, "zone", p->zone);
	reply_at(r, "met_at", p->met_at);
	reply_at(r, "breached_at", p->breached_at);
}

enum err
sla_clocks(struct cmd_ctx *cx, const struct args *a)
{
	struct promises all;
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK ||
	    (rc = promise_clocks(cx->core, cx->arena, id, &all)) != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < all.n; i++)
		answer_clock(cx->reply, &all.v[i]);
	return OK;
}

/* ---- the ledger --------------------------------------------------------- */

static void
answer_head(struct reply *r, const struct ledger *l)
{
	reply_text(r, "ticket",
	    str_printf(r->arena, "T-%lld", (long long)l->number));
	reply_text(r, "clock", str_of(promise_kind_name(l->kind)));
	reply_int(r, "cycle", l->cycle);
	reply_text(r, "state", str_of(clock_state_name(l->state)));
	reply_text(r, "policy", l->policy);
	reply_text(r, "calendar", l->calendar);
	reply_text(r, "zone_data", l->zones);
	reply_at(r, "start_at", l->start_at);
	reply_at(r, "due_at", l->due_at);
	reply_at(r, "met_at", l->met_at);
	reply_at(r, "breached_at", l->breached_at);
	reply_text(r, "missed_by", l->missed_by);
	reply_bool(r, "by_change", l->by_change);
	reply_int(r, "target_ms", l->target_ms);
	reply_int(r, "used_ms", l->used_ms);
	reply_int(r, "left_ms", l->left_ms);
	reply_int(r, "adjusted_ms", l->adjusted);
	reply_bool(r, "as_stored", l->same);
}

static void
answer_shares(struct reply *r, const char *name, const struct ledger_shares *s)
{
	reply_table(r, name);
	for (size_t i = 0; i < s->n; i++) {
		reply_line(r);
		reply_text(r, "holder", s->v[i].holder);
		reply_span(r, "counted", s->v[i].counted);
		reply_int(r, "counted_ms", s->v[i].counted);
	}
}

static void
answer_rows(struct reply *r, const struct ledger *l)
{
	reply_table(r, "segments");
	for (size_t i = 0; i < l->rows.n; i++) {
		const struct ledger_row *row = &l->rows.v[i];

		reply_line(r);
		reply_at(r, "from_at", row->from);
		reply_at(r, "to_at", row->to);
		reply_span(r, "counted", row->counted);
		reply_span(r, "sum", row->sum);
		reply_text(r, "why", str_of(sla_why_text(row->why)));
		reply_text(r, "holder", row->holder);
		reply_text(r, "reason", row->reason);
		reply_bool(r, "foreseen", row->foreseen);
		reply_int(r, "event", row->event);
	}
	answer_shares(r, "shares", &l->shares);
	answer_shares(r, "teams", &l->teams);
}

/* Does it end by itself? */
static enum err
answer_closing(struct cmd_ctx *cx, struct id id)
{
	struct row_closing_get k;
	enum err rc = closing_get(cx->core, cx->arena, id, &k);

	if (rc == ERR_NOT_FOUND) {
		cx->core->fault = (struct fault){ .code = OK };
		return OK;
	}
	if (rc != OK)
		return rc;
	reply_at(cx->reply, "ends_at", k.next_at != 0 ? k.close_at : 0);
	reply_text(cx->reply, "ends_as", k.closes_to);
	reply_int(cx->reply, "warned", k.warned);
	return OK;
}

/* Did the customer write since it was done? */
static enum err
answer_held(struct cmd_ctx *cx, struct id id)
{
	struct rows_held_list rows;
	enum err rc = courtesy_list(cx->core, cx->arena, id, 1, &rows);

	if (rc != OK || rows.n == 0)
		return rc;
	reply_at(cx->reply, "written_at", rows.v[0].at);
	reply_at(cx->reply, "opens_at", rows.v[0].until_at);
	return OK;
}

enum err
sla_ledger(struct cmd_ctx *cx, const struct args *a, struct id *ticket,
    struct ledger *l)
{
	enum err rc = refer_ticket(cx, a, "ticket", ticket);

	return rc == OK ? promise_explain(cx->core, cx->arena, *ticket,
			      arg_str(a, "clock"), l)
			: rc;
}

enum err
sla_explain(struct cmd_ctx *cx, const struct args *a)
{
	struct ledger l;
	struct id id;
	enum err rc = sla_ledger(cx, a, &id, &l);

	if (rc != OK)
		return rc;
	answer_head(cx->reply, &l);
	if ((rc = answer_closing(cx, id)) != OK ||
	    (rc = answer_held(cx, id)) != OK)
		return rc;
	answer_rows(cx->reply, &l);
	return OK;
}

/* ---- what if ------------------------------------------------------------ */

static void
answer_leg(struct reply *r, const struct whatif *w, const struct whatifs *all)
{
	if (!all->refers)
		return;
	reply_text(r, "team", w->refer);
	reply_at(r, "accept_due_at", all->leg_accept_at);
	reply_at(r, "complete_due_at", all->leg_complete_at);
	if (all->leg_complete_at == 0)
		return;
	reply_span(r, "reserve", all->reserve_ms);
	reply_bool(r, "tight", all->tight);
	reply_at(r, "would_fit_by", all->latest_at);
	reply_span(r, "would_fit_in", all->latest_ms);
}

enum err
sla_whatif(struct cmd_ctx *cx, const struct args *a)
{
	struct whatif w = { .park_until = arg_int(a, "park-until", 0),
		.refer = arg_str(a, "refer"),
		.priority = arg_int(a, "priority", 0) };
	struct whatifs all;
	struct id id;
	enum err rc;

	if (w.park_until == 0 && w.priority == 0 && w.refer.len == 0)
		return fail(&cx->core->fault, ERR_USAGE,
		    _("say what if: park-until=INSTANT, refer=TEAM or "
		      "priority=N"));
	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK ||
	    (rc = promise_whatif(cx->core, cx->arena, id, &w, &all)) != OK)
		return rc;
	answer_leg(cx->reply, &w, &all);
	reply_table(cx->reply, "clocks");
	for (size_t i = 0; i < all.n; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "clock",
		    str_of(promise_kind_name(all.v[i].kind)));
		reply_at(cx->reply, "due_at", all.v[i].due_at);
		reply_at(cx->reply, "would_at", all.v[i].would_at);
		reply_bool(cx->reply, "ends", all.v[i].ends);
		reply_bool(cx->reply, "late_at_once", all.v[i].late_at_once);
	}
	return OK;
}

/* ---- made again --------------------------------------------------------- */

static void
told(void *u, int64_t done)
{
	struct cmd_ctx *cx = u;

	if (cx->progress != NULL)
		cx->progress(cx, _("tickets"), done, done);
}

enum err
sla_rebuild(struct cmd_ctx *cx, const struct args *a)
{
	struct rebuild r;
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK ||
	    (rc = promise_rebuild(cx->core, id, arg_bool(a, "dry-run"), told,
		 cx, &r)) != OK)
		return rc;
	reply_int(cx->reply, "tickets", r.tickets);
	reply_int(cx->reply, "clocks", r.clocks);
	reply_int(cx->reply, "differ", r.differ);
	reply_int(cx->reply, "frozen", r.frozen);
	if (r.differ > 0)
		reply_text(cx->reply, "first",
		    str_printf(cx->arena, "T-%lld %s", (long long)r.first,
			r.what.s));
	reply_text(cx->reply, "result",
	    str_of(r.differ == 0 ? _("identical")
		    : arg_bool(a, "dry-run")
		    ? _("different; nothing was changed")
		    : _("different, and put right")));
	return OK;
}

/* ---- the sweep ---------------------------------------------------------- */

static const char *
spool_of(const struct cmd_ctx *cx)
{
	for (size_t i = 0; i < cx->noptions; i++)
		if (strcmp(cx->options[i].name, "spool") == 0 &&
		    cx->options[i].value != NULL &&
		    cx->options[i].value[0] != '\0')
			return cx->options[i].value;
	return NULL;
}

static void
answer_sweep(struct reply *r, const struct sweep_done *d)
{
	reply_bool(r, "held", d->held);
	reply_int(r, "resumed", d->resumed);
	reply_int(r, "levels", d->levels);
	reply_int(r, "told", d->told);
	reply_int(r, "over", d->over);
	reply_int(r, "expired", d->expired);
	reply_int(r, "calls", d->calls);
	reply_int(r, "warned", d->warned);
	reply_int(r, "ended", d->ended);
	reply_int(r, "moved", d->moved);
	reply_int(r, "reminders", d->dates);
	reply_int(r, "spooled", d->spooled);
	reply_int(r, "failed", d->failed);
	reply_at(r, "next_at", d->next_at);
}

/* A console goes on with other things. */
static bool
goes_round(const struct cmd_ctx *cx, const struct args *a)
{
	return !arg_bool(a, "once") && !str_is(cx->core->via, "console");
}

enum err
sla_sweep(struct cmd_ctx *cx, const struct args *a)
{
	struct sweep_options o = { .spool = spool_of(cx) };
	struct sweep_done d;
	enum err rc;

	o.holder = id_make(clock_now(cx->core->clock));
	while ((rc = sweep_run(cx->core, &o, &d)) == OK && goes_round(cx, a)) {
		core_rest(cx->core);
		(void)poll(NULL, 0, 2000);
	}
	sweep_leave(cx->core, o.holder);
	if (rc == OK)
		answer_sweep(cx->reply, &d);
	return rc;
}
