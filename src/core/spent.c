/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spent.c - time that was worked: counted by consoles, corrected by people.
 */
#include "core/spent.h"

#include "core/image.h"
#include "core/interaction.h"
#include "core/list.h"
#include "core/ticket_body.h"

enum { REASON_MAX = 200 };

/* ---- counted ------------------------------------------------------------ */

static bool
of_ticket(const struct spent_new *in)
{
	return strcmp(in->entity, "ticket") == 0;
}

static enum err
in_sight(struct core *c, const struct spent_new *in)
{
	struct row_interaction_get contact;
	struct row_ticket_get ticket;

	return of_ticket(in)
	    ? ticket_get(c, &c->scratch, in->id, &ticket)
	    : interaction_get(c, &c->scratch, in->id, &contact);
}

static enum err
check(struct core *c, const struct write *w, const struct spent_new *in)
{
	if (in->ms < SPENT_LEAST || in->ms > SPENT_MOST)
		return fail(&c->fault, ERR_INVALID,
		    _("time that is counted is 5 s to 24 h"));
	if (in->from <= 0 || in->to - in->from < in->ms || in->to > w->now)
		return fail(&c->fault, ERR_INVALID,
		    _("more was counted than there is from %s to %s, or it is "
		      "not over yet"),
		    clock_iso(in->from, (char[CLOCK_ISO]){ 0 }),
		    clock_iso(in->to, (char[CLOCK_ISO]){ 0 }));
	return in_sight(c, in);
}

static enum err
focus_body(struct core *c, struct write *w)
{
	const struct spent_new *in = w->u;
	bool ticket = of_ticket(in);
	enum err rc = check(c, w, in);

	if (rc != OK)
		return rc;
	w->version = 1;
	w->body_json = str_printf(&c->scratch, "{\"%s\":\"%s\",\"ms\":%lld}",
	    in->entity, in->id.s, (long long)in->ms);
	return core_db(c,
	    q_spent_add(c->db, w->id, ticket ? in->id : ID_NONE,
		ticket ? ID_NONE : in->id, c->me.id, STR("focus"), in->from,
		in->to, in->ms, STR_NONE, c->me.id, NULL));
}

enum err
spent_focus(struct core *c, const struct spent_new *in)
{
	struct write w = { .may = of_ticket(in) ? MAY_TICKET_EDIT
						: MAY_INTERACTION_HANDLE,
		.kind = "spent.focus",
		.entity = "spent",
		.id = id_make(clock_now(c->clock)),
		.body = focus_body,
		.u = (void *)in };

	return core_write(c, &w);
}

/* ---- by hand ------------------------------------------------------------ */

struct adding {
	struct id agent;
	msec ms;
	struct str reason;
};

static enum err
check_whose(struct core *c, const struct adding *k, struct id *whose)
{
	enum err rc;

	*whose = id_none(k->agent) ? c->me.id : k->agent;
	if (id_eq(*whose, c->me.id))
		return OK;
	if ((rc = core_allow(c, MAY_TICKET_ASSIGN, NULL)) != OK)
		return rc;
	return ticket_check_owner(c, *whose);
}

/* Nobody has worked less than nothing. */
static enum err
check_sum(struct core *c, const struct row_ticket_take *t,
    const struct adding *k, struct id whose)
{
	struct row_spent_of has;
	char text[24];
	enum err rc;

	if (k->ms == 0 || k->ms > SPENT_MOST || k->ms < -SPENT_MOST)
		return fail(&c->fault, ERR_INVALID,
		    _("say a time up to 24 h, as 15m or -15m"));
	rc = core_db(c, q_spent_of(c->db, &c->scratch, t->id, whose, &has));
	if (rc == OK && has.ms + k->ms < 0)
		return fail(&c->fault, ERR_INVALID,
		    _("no more than %s can be taken away on T-%lld"),
		    clock_span_text(has.ms, text), (long long)t->number);
	return rc;
}

static enum err
add_body(struct core *c, struct write *w)
{
	const struct adding *k = w->u;
	struct id id = id_make(w->now), whose;
	struct row_ticket_take t;
	struct str reason;
	char text[24];
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &t)) != OK ||
	    (rc = check_whose(c, k, &whose)) != OK ||
	    (rc = check_sum(c, &t, k, whose)) != OK ||
	    (rc = core_text(c, _("the reason"), list_given(k->reason),
		 REASON_MAX, false, false, &reason)) != OK)
		return rc;
	rc = core_db(c,
	    q_spent_add(c->db, id, w->id, ID_NONE, whose, STR("by-hand"), w->at,
		w->at, k->ms, reason, c->me.id, NULL));
	if (rc != OK)
		return rc;
	w->version = t.version;
	write_set(c, w, "spent", STR_NONE,
	    str_of(clock_span_text(k->ms, text)));
	write_set(c, w, "reason", STR_NONE, reason);
	return image_made(c, w, "spent", id_str(&id), STR_NONE, STR_NONE);
}

enum err
spent_add(struct core *c, struct id ticket, struct id agent, msec ms,
    struct str reason)
{
	struct adding k = { agent, ms, reason };
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.time",
		.entity = "ticket",
		.id = ticket,
		.body = add_body,
		.u = &k };

	return core_write(c, &w);
}

/* ---- looked at ---------------------------------------------------------- */

enum err
spent_list(struct core *c, struct arena *a, struct id ticket, int64_t limit,
    struct rows_spent_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	return rc == OK ? core_db(c,
			      q_spent_list(c->db, a, &scope, ticket,
				  list_limit(limit, 50, 500), rows))
			: rc;
}

enum err
spent_sums(struct core *c, struct arena *a, struct id ticket,
    struct rows_spent_sums *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	return rc == OK
	    ? core_db(c, q_spent_sums(c->db, a, &scope, ticket, rows))
	    : rc;
}

static int
by_ticket(const void *x, const void *y)
{
	return strcmp(((const struct row_spent_each *)x)->ticket.s,
	    ((const struct row_spent_each *)y)->ticket.s);
}

enum err
spent_each(struct core *c, const struct id *ids, size_t n, msec *ms)
{
	struct rows_spent_each rows = { NULL, 0 };
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc == OK && n > 0)
		rc = core_db(c,
		    q_spent_each(c->db, &c->scratch, &scope,
			list_ids(&c->scratch, ids, n, sizeof(*ids)), &rows));
	if (rc != OK)
		return rc;
	if (rows.n > 1)
		qsort(rows.v, rows.n, sizeof(*rows.v), by_ticket);
	for (size_t i = 0; i < n; i++) {
		struct row_spent_each key = { .ticket = ids[i] };
		const struct row_spent_each *r = rows.n == 0
		    ? NULL
		    : bsearch(&key, rows.v, rows.n, sizeof(*rows.v), by_ticket);

		ms[i] = r == NULL ? 0 : r->ms;
	}
	return OK;
}

enum err
spent_talk(struct core *c, struct id interaction, msec *ms)
{
	struct row_spent_talk row;
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	if (rc == OK)
		rc = core_db(c,
		    q_spent_talk(c->db, &c->scratch, &scope, interaction,
			&row));
	if (rc == OK)
		*ms = row.ms;
	return rc;
}

enum err
spent_people(struct core *c, struct arena *a, msec from, msec to, int64_t limit,
    struct rows_spent_people *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	return rc == OK ? core_db(c,
			      q_spent_people(c->db, a, &scope, from, to,
				  list_limit(limit, 50, 500), rows))
			: rc;
}

enum err
spent_tickets(struct core *c, struct arena *a, msec from, msec to,
    int64_t limit, struct rows_spent_tickets *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	return rc == OK ? core_db(c,
			      q_spent_tickets(c->db, a, &scope, from, to,
				  list_limit(limit, 50, 500), rows))
			: rc;
}

enum err
spent_types(struct core *c, struct arena *a, msec from, msec to, int64_t limit,
    struct rows_spent_types *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	return rc == OK
	    ? core_db(c,
		  q_spent_types(c->db, a, &scope, from, to,
		      list_limit(limit, 50, 500), list_lang(c), rows))
	    : rc;
}
