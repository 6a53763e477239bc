/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * appointment_news.c - who hears of an appointment: whoever booked it, while
 * they are here; else their team.
 */
#include "core/appointment_own.h"

enum err
appointment_news(struct core *c, const struct write *w,
    const struct row_appointment_take *p, const char *what, struct news *out)
{
	struct row_agent_here here = { .lang = STR_NONE };
	struct news n = { .kind = "appointment",
		.severity = 1,
		.team = STR_NONE,
		.entity = id_none(p->customer) ? "appointment" : "customer",
		.about = id_none(p->customer) ? p->id : p->customer,
		.once = str_printf(&c->scratch, "%s/%s", what, p->id.s),
		.at = w->at,
		.until = p->start_at };
	enum err rc = q_agent_here(c->db, &c->scratch, p->owner, &here);

	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	if (rc == ERR_NOT_FOUND || here.active == 0)
		n.team = p->team;
	else
		n.agent = p->owner;
	*out = n;
	return OK;
}
