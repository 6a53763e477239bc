/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reminder.c - asked for, told at its time, done.
 */
#include "core/reminder.h"

#include "core/due.h"
#include "core/image.h"
#include "core/list.h"
#include "core/news.h"
#include "core/ticket_body.h"
#include "core/when.h"

enum { TEXT_MAX = 200 };

struct adding {
	const struct reminder_new *in;
	int64_t number;
};

/* The instant after `from` in which it comes again. */
static enum err
next_at(struct core *c, struct str every, struct str calendar, msec from,
    msec *out)
{
	struct sla_target t;
	enum err rc = due_parse(&c->scratch, every, &t, &c->fault);

	return rc == OK ? due_at(c, calendar, from, &t, out) : rc;
}

/* In a calendar's hours ("3bd"), or as people say it. */
static enum err
first_at(struct core *c, const struct reminder_new *in, msec now, msec *at)
{
	struct sla_target t;
	struct fault none;
	struct str calendar = list_given(in->calendar);
	struct str every = list_given(in->every);
	msec again;
	enum err rc;

	if ((rc = due_between(c, calendar, now, now, &again)) != OK)
		return rc; /* there is no such calendar */
	if (every.len > 0 &&
	    (rc = next_at(c, every, calendar, now, &again)) != OK)
		return rc;
	if (calendar.len > 0 &&
	    due_parse(&c->scratch, in->when, &t, &none) == OK)
		return due_at(c, calendar, now, &t, at);
	return when_parse(in->when, zone_get(c->me.zone), now, at, &c->fault);
}

static enum err
check(struct core *c, const struct write *w, const struct reminder_new *in,
    struct str *text, msec *at)
{
	struct row_ticket_get seen;
	enum err rc;

	if ((rc = core_text(c, _("the text"), list_given(in->text), TEXT_MAX,
		 false, false, text)) != OK ||
	    (rc = first_at(c, in, w->now, at)) != OK)
		return rc;
	if (*at <= w->now)
		return fail(&c->fault, ERR_INVALID,
		    _("that time has passed: say a later one"));
	if (!id_none(in->ticket) &&
	    (rc = ticket_get(c, &c->scratch, in->ticket, &seen)) != OK)
		return rc;
	if (id_none(in->agent) || id_eq(in->agent, c->me.id))
		return OK;
	if ((rc = core_allow(c, MAY_TICKET_ASSIGN, NULL)) != OK)
		return rc;
	return ticket_check_owner(c, in->agent);
}

static enum err
add_body(struct core *c, struct write *w)
{
	struct adding *k = w->u;
	struct id whose = id_none(k->in->agent) ? c->me.id : k->in->agent;
	struct str text;
	char iso[CLOCK_ISO];
	msec at;
	enum err rc;

	if ((rc = check(c, w, k->in, &text, &at)) != OK ||
	    (rc = core_numbers(c, "reminder", 1, &k->number)) != OK)
		return rc;
	rc = core_db(c,
	    q_reminder_add(c->db, w->id, k->number, whose, k->in->ticket, text,
		at, c->me.id, w->at, list_given(k->in->every),
		list_given(k->in->calendar), NULL));
	if (rc != OK)
		return rc;
	w->version = 1;
	write_set(c, w, "text", STR_NONE, text);
	write_set(c, w, "until", STR_NONE, str_of(clock_iso(at, iso)));
	return image_made(c, w, "reminder", id_str(&w->id), STR_NONE, STR_NONE);
}

enum err
reminder_add(struct core *c, const struct reminder_new *in, int64_t *number)
{
	struct adding k = { .in = in };
	struct row_reminder_take row;
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "reminder.add",
		.entity = "reminder",
		.id = id_make(clock_now(c->clock)),
		.body = add_body,
		.u = &k };
	enum err rc = core_write(c, &w);

	if (rc == OK)
		rc = core_db(c,
		    q_reminder_take(c->db, &c->scratch, c->done.id, &row));
	if (rc == OK)
		*number = row.number;
	return rc;
}

/* ---- done --------------------------------------------------------------- */

static enum err
no_such(struct core *c, int64_t number)
{
	return fail(&c->fault, ERR_NOT_FOUND,
	    _("there is no reminder %lld of yours; 'reminder list' has them"),
	    (long long)number);
}

static enum err
done_body(struct core *c, struct write *w)
{
	struct row_reminder_take row;
	struct image was;
	int64_t saved = 0;
	enum err rc;

	rc = core_db(c, q_reminder_take(c->db, &c->scratch, w->id, &row));
	if (rc != OK)
		return rc;
	if ((rc = image_take(c, "reminder", id_str(&w->id), STR_NONE, STR_NONE,
		 &was)) != OK)
		return rc;
	rc = core_db(c, q_reminder_end(c->db, w->id, w->at, &saved));
	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("reminder %lld is done already; nothing was changed"),
		    (long long)row.number);
	w->version = 1;
	write_set(c, w, "text", row.text, STR_NONE);
	return rc == OK ? image_tell(c, w, &was) : rc;
}

enum err
reminder_done(struct core *c, int64_t number)
{
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "reminder.done",
		.entity = "reminder",
		.body = done_body };
	struct row_reminder_find row;
	enum err rc;

	if (!core_applied(c, "reminder", &w.id)) {
		if ((rc = core_allow(c, w.may, NULL)) != OK)
			return rc;
		rc =
		    q_reminder_find(c->db, &c->scratch, number, c->me.id, &row);
		if (rc == ERR_NOT_FOUND)
			return no_such(c, number);
		if (rc != OK)
			return core_db(c, rc);
		w.id = row.id;
	}
	return core_write(c, &w);
}

enum err
reminder_list(struct core *c, struct arena *a, bool all, int64_t limit,
    struct rows_reminder_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_reminder_list(c->db, a, c->me.id, all, list_limit(limit, 50, 500),
		rows));
}

/* ---- its time has come -------------------------------------------------- */

/* Once; or it is to come again, after now however long nobody swept. One whose
 * ticket is done ends without a word. */
static enum err
moved_on(struct core *c, const struct write *w,
    const struct row_reminder_take *row, int64_t *told)
{
	msec next = 0;
	enum err rc;

	if (row->every.len == 0)
		return core_db(c, q_reminder_told(c->db, w->id, w->now, told));
	if ((rc = next_at(c, row->every, row->calendar, row->at, &next)) != OK)
		return rc;
	if (next <= w->now &&
	    (rc = next_at(c, row->every, row->calendar, w->now, &next)) != OK)
		return rc;
	return core_db(c,
	    q_reminder_again(c->db, w->id, w->now, row->at, next, told));
}

static bool
needless(const struct row_reminder_take *row)
{
	return row->every.len > 0 && row->ticket_state.len > 0 &&
	    ticket_state_done(row->ticket_state);
}

static enum err
tell(struct core *c, const struct write *w, const struct row_reminder_take *row)
{
	bool ticket = !id_none(row->ticket);
	struct news n = { .kind = "reminder",
		.severity = 2,
		.team = STR_NONE,
		.agent = row->agent,
		.entity = ticket ? "ticket" : "reminder",
		.about = ticket ? row->ticket : w->id,
		.once = str_printf(&c->scratch, "reminder/%s/%lld", w->id.s,
		    (long long)row->times),
		.at = w->at,
		.say = N_("reminder %lld: %s") };

	news_number(c, &n, row->number);
	news_text(&n, row->text);
	return news_put(c, w, &n, NULL);
}

static enum err
tick_body(struct core *c, struct write *w)
{
	struct row_reminder_take row;
	int64_t told = 0;
	enum err rc;

	rc = core_db(c, q_reminder_take(c->db, &c->scratch, w->id, &row));
	if (rc != OK)
		return rc;
	w->version = 1;
	if (row.ended_at == 0 && needless(&row)) {
		write_set(c, w, "state", STR_NONE, row.ticket_state);
		return core_db(c, q_reminder_end(c->db, w->id, w->at, NULL));
	}
	rc = moved_on(c, w, &row, &told);
	if (rc == OK && told == 0)
		return fail(&c->fault, ERR_CONFLICT, _("told already"));
	if (rc != OK)
		return rc;
	write_set(c, w, "told", STR_NONE, id_str(&row.agent));
	return tell(c, w, &row);
}

enum err
reminder_tick(struct core *c, struct id id)
{
	struct write w = { .may = MAY_SLA_KEEP,
		.kind = "reminder.told",
		.entity = "reminder",
		.id = id,
		.body = tick_body };

	return core_write(c, &w);
}
