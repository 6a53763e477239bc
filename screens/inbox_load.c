/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inbox_load.c - what waits is read: tickets of mine and my teams', contacts,
 * and what other teams ask for.
 */
#include "screens/inbox.h"

#include "core/message.h"
#include "core/saved.h"
#include "screens/waits.h"

/* Those of all that are mine; where not all are loaded, they are asked for. */
static enum err
load_mine(struct core *c, struct arena *a, struct inbox_model *m)
{
	struct rows_ticket_rows rows;
	enum err rc;

	if (m->asked.n > (int64_t)m->all.n) {
		if ((rc = asked_mine(c, a, &m->asked, &rows)) != OK ||
		    (rc = owed_of(c, a, &rows, &m->mine)) != OK)
			return rc;
		return m->asked.show & TICKET_SHOWS_SPENT
		    ? owed_spent(c, &m->mine)
		    : OK;
	}
	m->mine.v = NEWN(a, struct owed, m->all.n + 1);
	for (size_t i = 0; i < m->all.n; i++)
		if (id_eq(m->all.v[i].t.owner, c->me.id))
			m->mine.v[m->mine.n++] = m->all.v[i];
	return OK;
}

static enum err
load_tickets(struct core *c, const struct screen_arg *arg, struct arena *a,
    struct inbox_model *m)
{
	const struct rows_ticket_rows *rows = &m->asked.rows;
	size_t n = 0;
	struct id *ids;
	enum err rc;

	if ((rc = asked_desk(c, a, arg->text, &m->asked)) != OK ||
	    (rc = owed_of(c, a, rows, &m->all)) != OK ||
	    (m->asked.beyond && (rc = owed_reach(c, a, rows, &m->all)) != OK) ||
	    ((m->asked.show & TICKET_SHOWS_SPENT) != 0 &&
		(rc = owed_spent(c, &m->all)) != OK))
		return rc;
	m->only = ticket_unshown(a, m->asked.held);
	if ((rc = load_mine(c, a, m)) != OK)
		return rc;
	ids = NEWN(a, struct id, rows->n + m->mine.n + 1);
	for (size_t i = 0; i < rows->n; i++)
		ids[n++] = rows->v[i].id;
	for (size_t i = 0; m->asked.n > (int64_t)rows->n && i < m->mine.n; i++)
		ids[n++] = m->mine.v[i].t.id;
	return message_last(c, a, ids, n, &m->last);
}

/* The words of the filter are of tickets: they choose among these, too, which
 * are another team's. */
static enum err
load_lent(struct core *c, struct arena *a, struct inbox_model *m)
{
	struct referral_filter f = { .desk = true, .limit = 200 };
	struct rows_ticket_rows fit;
	enum err rc;

	f.to = f.from = STR_NONE;
	if ((rc = legs_load(c, a, &f, &m->lent)) != OK || m->only.len == 0 ||
	    m->lent.n == 0 || (rc = asked_anywhere(c, a, m->only, &fit)) != OK)
		return rc;
	for (size_t i = m->lent.n; i-- > 0;) {
		bool in = false;

		for (size_t k = 0; k < fit.n && !in; k++)
			in = id_eq(fit.v[k].id, m->lent.v[i].x.ticket);
		if (!in)
			memmove(&m->lent.v[i], &m->lent.v[i + 1],
			    sizeof(*m->lent.v) * (--m->lent.n - i));
	}
	return OK;
}

enum err
inbox_load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct inbox_model *m = NEW(a, struct inbox_model);
	enum err rc;

	m->name = STR_NONE;
	if ((rc = load_tickets(c, arg, a, m)) != OK ||
	    (m->asked.held.len > 0 &&
		(rc = saved_name(c, a, m->asked.plain, &m->name)) != OK))
		return rc;
	/* What the words say of tickets, a contact has not. */
	m->text = ticket_text_said(a, m->only);
	if ((rc = waits_load(c, a, m->text, &m->waiting)) != OK ||
	    (rc = load_lent(c, a, m)) != OK)
		return rc;
	*model = m;
	return OK;
}
