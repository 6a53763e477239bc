/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla.c - the verbs that say when something is due, and why.
 */
#include "cmd/sla_ask.h"
#include "cmd/sla_clock.h"

#include "cmd/cmd.h"

/* ---- one question ---------------------------------------------------------
 */

static void
answer_segments(struct cmd_ctx *cx, const struct sla_answer *w, msec until)
{
	struct reply *r = cx->reply;
	struct sla_segments all = { 0 };

	sla_segments(w->calendar, w->start, until, w->pauses, cx->arena, &all);
	reply_table(r, "segments");
	for (size_t i = 0; i < all.n; i++) {
		const struct sla_segment *s = &all.v[i];

		reply_line(r);
		reply_at(r, "from", s->from);
		reply_at(r, "to", s->to);
		reply_text(r, "why", str_of(sla_why_name(s->why)));
		reply_bool(r, "counted", s->why == SLA_OPEN);
		reply_int(r, "counted_ms", s->counted);
		reply_int(r, "sum_ms", s->sum);
		reply_text(r, "what", s->what);
	}
}

/* The pause that has no end: up to it things are known. */
static msec
open_end(const struct sla_answer *w)
{
	const struct pause *last = &w->pauses.v[w->pauses.n - 1];

	return last->from > w->start ? last->from : w->start;
}

static void
answer_due(struct cmd_ctx *cx, const struct sla_answer *w)
{
	struct reply *r = cx->reply;
	struct str left = sla_ask_span(cx->arena, w->due.remaining);
	msec until = w->due.at;
	char iso[CLOCK_ISO], local[ZONE_TEXT];

	reply_at(r, "due", w->due.at);
	if (until != 0) {
		reply_text(r, "local",
		    str_of(zone_text(calendar_zone(w->calendar, until), until,
			local)));
		reply_plain(r, str_of(clock_iso(until, iso)));
	} else {
		reply_text(r, "remaining", left);
		reply_int(r, "remaining_ms", w->due.remaining);
		reply_plain(r,
		    str_printf(cx->arena, "%s %s", _("paused, remaining"),
			left.s));
		until = open_end(w);
	}
	reply_int(r, "target_ms", w->due.target);
	reply_text(r, "calendar", calendar_name(w->calendar));
	reply_text(r, "zone", calendar_zone_name(w->calendar, w->start));
	reply_text(r, "zone_data", zone_version());
	answer_segments(cx, w, until);
	if (w->due.at == 0) { /* and then it stands still */
		reply_line(r);
		reply_at(r, "from", until);
		reply_at(r, "to", 0);
		reply_text(r, "why", str_of(sla_why_name(SLA_PAUSED)));
		reply_bool(r, "counted", false);
		reply_int(r, "counted_ms", 0);
		reply_int(r, "sum_ms", w->due.target - w->due.remaining);
		reply_text(r, "what", STR_NONE);
	}
	reply_thing(r);
}

static enum err
batch(struct cmd_ctx *cx)
{
	if (cx->in == NULL)
		return fail(&cx->core->fault, ERR_INVALID,
		    _("batch=yes reads standard input: say it in a shell"));
	cx->reply->said = true;
	return sla_batch(cx->in, cx->out, &cx->core->fault);
}

static enum err
needs(struct cmd_ctx *cx, const struct args *a, const char *name)
{
	if (arg_given(a, name))
		return OK;
	return fail(&cx->core->fault, ERR_USAGE,
	    _("%s= is missing: 'cabina help sla due' shows how to ask"), name);
}

static enum err
due(struct cmd_ctx *cx, const struct args *a)
{
	const struct arg *pause = arg_get(a, "pause");
	struct sla_question q = { arg_str(a, "calendar"), arg_str(a, "start"),
		arg_str(a, "target"), pause->all.v, pause->all.n };
	struct shelf shelf = { .first = NULL };
	struct sla_answer w;
	enum err rc;

	if (arg_bool(a, "batch"))
		return batch(cx);
	if ((rc = needs(cx, a, "calendar")) != OK ||
	    (rc = needs(cx, a, "start")) != OK ||
	    (rc = needs(cx, a, "target")) != OK)
		return rc;
	rc = sla_ask(&shelf, cx->arena, &q, &w, &cx->core->fault);
	if (rc == OK)
		answer_due(cx, &w);
	shelf_done(&shelf);
	return rc;
}

/* ---- time used ------------------------------------------------------------
 */

static void
answer_elapsed(struct cmd_ctx *cx, const struct sla_answer *w, msec to)
{
	struct reply *r = cx->reply;
	msec ms = sla_elapsed(w->calendar, w->start, to, w->pauses);
	struct str text = sla_ask_span(cx->arena, ms);

	reply_text(r, "elapsed", text);
	reply_int(r, "elapsed_ms", ms);
	reply_text(r, "calendar", calendar_name(w->calendar));
	reply_text(r, "zone_data", zone_version());
	reply_plain(r, text);
	answer_segments(cx, w, to);
	reply_thing(r);
}

static enum err
elapsed(struct cmd_ctx *cx, const struct args *a)
{
	const struct arg *pause = arg_get(a, "pause");
	struct fault *f = &cx->core->fault;
	struct shelf shelf = { .first = NULL };
	struct sla_answer w = { .calendar = NULL };
	msec to = 0;
	enum err rc;

	if ((rc = sla_ask_at(arg_str(a, "from"), &w.start, f)) == OK &&
	    (rc = sla_ask_at(arg_str(a, "to"), &to, f)) == OK && to < w.start)
		rc = fail(f, ERR_INVALID, _("to= lies before from="));
	if (rc == OK &&
	    (rc = sla_ask_pauses(cx->arena, pause->all.v, pause->all.n,
		 &w.pauses, f)) == OK &&
	    (rc = shelf_get(&shelf, arg_str(a, "calendar"), &w.calendar, f)) ==
		OK &&
	    (rc = sla_ask_begun(w.calendar, w.start, f)) == OK)
		answer_elapsed(cx, &w, to);
	shelf_done(&shelf);
	return rc;
}

const struct cmd_def cmd_sla[] = {
	{ .name = "sla due",
	    .title = N_("When it is due"),
	    .args = "calendar:file? start:line? target:line? pause:line* "
		    "batch:bool?",
	    .run = due,
	    .needs = NEED_NONE,
	    .help = N_("Say when a target is reached on a calendar, and why"),
	    .more =
		N_("calendar=FILE, or FILE#NAME when it has several; start= is "
		   "an "
		   "instant;\ntarget= is open time (240m, 4h) or days ('2bd "
		   "end_of_day', '1bd same_time');\npause=FROM/TO may be said "
		   "again, FROM/ lasts. Needs no database.\n\n"
		   "    cabina sla due calendar=office.ini "
		   "start=2026-03-06T15:30:00Z target=240m\n\n"
		   "--batch reads JSON lines: {\"calendar\":\"office.ini\",\n"
		   "\"start\":\"2026-03-06T15:30:00Z\",\"target\":\"4h\","
		   "\"pauses\":[\"FROM/TO\"]}.\n"
		   "Each is answered in order; exit status 1 when one was "
		   "refused.") },
	{ .name = "sla elapsed",
	    .title = N_("Working time"),
	    .args = "calendar:file from:line to:line pause:line*",
	    .run = elapsed,
	    .needs = NEED_NONE,
	    .help = N_("Measure open time between two instants on a "
		       "calendar"),
	    .more = N_("As 'sla due'.") },
	SLA_CLOCK_ROWS,
	{ 0 },
};
