/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * late.c - since when a write counts that waited.
 */
#include "core/late.h"

#include "queries.h"

static const char *const kinds[] = {
	"callback.add",
	"callback.cancel",
	"callback.done",
	"callback.move",
	"customer.note",
	"interaction.close",
	"interaction.end",
	"interaction.finish",
	"interaction.hold",
	"interaction.note",
	"interaction.resume",
	"interaction.start",
	"interaction.typify",
	"ticket.contact",
	"ticket.create",
	"ticket.note",
	"ticket.park",
	"ticket.reply",
	"ticket.resolve",
	"ticket.resume",
	"ticket.start",
};

static bool
may_be(const struct core *c, const struct write *w)
{
	if (c->said == 0 || c->at != 0 || c->said >= w->now ||
	    w->now - c->said > LATE_MOST)
		return false;
	for (size_t i = 0; i < countof(kinds); i++)
		if (strcmp(w->kind, kinds[i]) == 0)
			return true;
	return false;
}

enum err
late_date(struct core *c, struct write *w)
{
	struct row_event_last_at last;
	enum err rc;

	if (!may_be(c, w))
		return OK;
	rc = q_event_last_at(c->db, &c->scratch, w->id, &last);
	if (rc == OK)
		w->at = last.at <= c->said ? c->said : w->now;
	return core_db(c, rc);
}
