/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep_dates.c - an appointment begins soon: a notice to whoever booked it,
 * or to its team when that person is gone, so that the customer is reminded.
 */
#include "core/appointment.h"
#include "core/sweep_part.h"
#include "core/when.h"

static enum err
say(struct core *c, const struct row_appointment_take *p, struct str lang,
    struct str *text)
{
	struct services all = { 0 };
	struct slot_rule r;
	enum err rc = services_load(c, &c->scratch, &all);

	if (rc != OK || (rc = slot_branch(c, &c->scratch, p->branch, &r)) != OK)
		return rc;
	*text = str_printf(&c->scratch,
	    _("A-%lld: remind them of %s, %s in %s"), (long long)p->number,
	    when_print(&c->scratch, zone_get(p->zone), p->start_at,
		clock_now(c->clock))
		.s,
	    service_name(&all, p->service, lang).s, r.branch_name.s);
	return OK;
}

/* To who booked it, while they are here; else to their team. */
static enum err
tell(struct core *c, const struct write *w,
    const struct row_appointment_take *p)
{
	struct row_agent_here here = { .lang = STR_NONE };
	struct str once = str_printf(&c->scratch, "appointment/%s", p->id.s);
	struct str text;
	bool gone;
	enum err rc = q_agent_here(c->db, &c->scratch, p->owner, &here);

	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	gone = rc == ERR_NOT_FOUND || here.active == 0;
	if ((rc = say(c, p, here.lang, &text)) != OK)
		return rc;
	return core_db(c,
	    q_notice_put(c->db, id_make(w->now), STR("appointment"), 1, text,
		gone ? p->team : STR_NONE, STR_NONE, gone ? ID_NONE : p->owner,
		id_none(p->customer) ? STR("appointment") : STR("customer"),
		id_none(p->customer) ? p->id : p->customer, once, ID_NONE,
		w->at, p->start_at, NULL));
}

static enum err
remind_body(struct core *c, struct write *w)
{
	struct row_appointment_take p;
	int64_t told = 0;
	enum err rc = appointment_take(c, w, w->id, &p);

	if (rc != OK)
		return rc;
	if (!appointment_open(p.state) || p.reminded_at != 0)
		return fail(&c->fault, ERR_CONFLICT, _("told already"));
	rc = q_appointment_reminded(c->db, p.id, p.version, w->at, &told);
	if (rc == OK && told == 0)
		return fail(&c->fault, ERR_CONFLICT, _("told already"));
	if (rc != OK)
		return core_db(c, rc);
	w->version = p.version + 1;
	write_set(c, w, "reminded", STR_NONE, id_str(&p.owner));
	return tell(c, w, &p);
}

static enum err
remind(struct sweep *s, const void *row)
{
	const struct row_appointment_due *due = row;
	struct write w = { .may = MAY_SLA_KEEP,
		.kind = "appointment.remind",
		.entity = "appointment",
		.id = due->id,
		.body = remind_body };
	enum err rc = core_write(s->c, &w);

	if (rc == OK)
		s->d.dates++;
	return rc;
}

enum err
sweep_dates(struct sweep *s, bool *more)
{
	struct rows_appointment_due page;
	enum err rc = q_appointment_due(s->c->db, &s->page,
	    clock_now(s->c->clock), SWEEP_PAGE, &page);

	return rc != OK
	    ? core_db(s->c, rc)
	    : sweep_page(s, page.v, page.n, sizeof(*page.v), remind, more);
}
