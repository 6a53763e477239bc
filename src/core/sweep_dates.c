/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep_dates.c - an appointment begins soon: a notice to whoever booked it,
 * or to its team when that person is gone, so that the customer is reminded.
 */
#include "core/appointment_own.h"
#include "core/sweep_part.h"

static enum err
say(struct core *c, const struct row_appointment_take *p, struct news *n)
{
	struct services all = { 0 };
	struct slot_rule r;
	enum err rc = services_load(c, &c->scratch, &all);

	if (rc != OK || (rc = slot_branch(c, &c->scratch, p->branch, &r)) != OK)
		return rc;
	n->say = N_("A-%lld: remind them of %s, %s in %s");
	news_number(c, n, p->number);
	news_at(n, p->zone, p->start_at);
	service_news(c, &all, p->service, n);
	news_text(n, r.branch_name);
	return OK;
}

static enum err
tell(struct core *c, const struct write *w,
    const struct row_appointment_take *p)
{
	struct news n;
	enum err rc = appointment_news(c, w, p, "appointment", &n);

	if (rc == OK)
		rc = say(c, p, &n);
	return rc == OK ? news_put(c, w, &n, NULL) : rc;
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
