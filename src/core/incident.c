/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident.c - tickets that stand for many: what agents are told, and which
 * cases they have.
 */
#include "core/incident.h"

#include "core/image.h"
#include "core/link.h"
#include "core/list.h"
#include "core/state_word.h"
#include "core/ticket_body.h"

enum { MOST = 200, TOLD = 20 };

struct saying {
	struct str words, typification;
	bool begins;
};

/* ---- checks ------------------------------------------------------------- */

static enum err
check_node(struct core *c, struct str code)
{
	struct row_typification_get row;

	return code.len > 0 ? typification_get(c, &c->scratch, code, &row) : OK;
}

static enum err
check_begin(struct core *c, const struct row_ticket_take *t,
    const struct row_incident_get *was)
{
	struct rows_link_above up;
	enum err rc;

	if (ticket_state_done(t->state))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is %s: an incident is a ticket that is worked "
		      "on"),
		    (long long)t->number, ticket_is(t->state));
	if (was->version > 0 && was->ended_at == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is an incident already; 'incident say' changes "
		      "what is told"),
		    (long long)t->number);
	rc = core_db(c, q_link_above(c->db, &c->scratch, t->id, &up));
	if (rc == OK && up.n > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is part of another ticket itself; take that "
		      "link away first"),
		    (long long)t->number);
	return rc;
}

static enum err
not_going_on(struct core *c, int64_t number)
{
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld is no incident that goes on; 'incident list' shows "
	      "them"),
	    (long long)number);
}

/* ---- what is told ------------------------------------------------------- */

static enum err
take(struct core *c, struct write *w, struct row_ticket_take *t,
    struct row_incident_get *was, struct image *image)
{
	enum err rc;

	*was = (struct row_incident_get){ .words = STR_NONE,
		.typification = STR_NONE };
	if ((rc = ticket_take(c, w, w->id, t)) != OK ||
	    (rc = image_take(c, "incident", id_str(&w->id), STR_NONE, STR_NONE,
		 image)) != OK)
		return rc;
	w->version = t->version;
	rc = q_incident_get(c->db, &c->scratch, w->id, was);
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

static enum err
begin_body(struct core *c, struct write *w)
{
	const struct saying *s = w->u;
	struct row_incident_get was;
	struct row_ticket_take t;
	struct image image;
	enum err rc;

	if ((rc = take(c, w, &t, &was, &image)) != OK ||
	    (rc = check_begin(c, &t, &was)) != OK)
		return rc;
	write_set(c, w, "incident", STR_NONE, s->words);
	write_set(c, w, "about", STR_NONE, s->typification);
	rc = q_incident_add(c->db, w->id, t.number, s->words, s->typification,
	    w->at, c->me.id, NULL);
	return rc == OK ? image_tell(c, w, &image) : core_db(c, rc);
}

static enum err
say_body(struct core *c, struct write *w)
{
	const struct saying *s = w->u;
	struct row_incident_get was;
	struct row_ticket_take t;
	struct str words, about;
	struct image image;
	enum err rc;

	if ((rc = take(c, w, &t, &was, &image)) != OK)
		return rc;
	if (was.version == 0 || was.ended_at != 0)
		return not_going_on(c, t.number);
	words = s->words.len > 0 ? s->words : was.words;
	about = s->typification.len == 0   ? was.typification
	    : str_is(s->typification, "-") ? STR_NONE
					   : s->typification;
	if (str_eq(words, was.words) && str_eq(about, was.typification))
		return fail(&c->fault, ERR_INVALID,
		    _("it is so already; nothing was changed"));
	write_set(c, w, "incident", was.words, words);
	write_set(c, w, "about", was.typification, about);
	rc = q_incident_say(c->db, w->id, was.version, words, about, NULL);
	return rc == OK ? image_tell(c, w, &image) : core_db(c, rc);
}

static enum err
end_body(struct core *c, struct write *w)
{
	struct row_incident_get was;
	struct row_ticket_take t;
	struct image image;
	enum err rc;

	if ((rc = take(c, w, &t, &was, &image)) != OK)
		return rc;
	if (was.version == 0 || was.ended_at != 0)
		return not_going_on(c, t.number);
	write_set(c, w, "incident", was.words, STR_NONE);
	rc = q_incident_end(c->db, w->id, w->at, c->me.id, NULL);
	return rc == OK ? image_tell(c, w, &image) : core_db(c, rc);
}

static enum err
write_about(struct core *c, const char *kind, struct id ticket,
    enum err (*body)(struct core *, struct write *), void *u)
{
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = kind,
		.entity = "ticket",
		.id = ticket,
		.body = body,
		.u = u };

	return core_write(c, &w);
}

enum err
incident_begin(struct core *c, struct id ticket, struct str words,
    struct str typification)
{
	struct saying s = { .typification = list_given(typification) };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_EDIT, NULL)) != OK ||
	    (rc = core_text(c, _("what agents are told"), words, INCIDENT_WORDS,
		 false, false, &s.words)) != OK ||
	    (rc = check_node(c, s.typification)) != OK)
		return rc;
	return write_about(c, "incident.begin", ticket, begin_body, &s);
}

enum err
incident_say(struct core *c, struct id ticket, struct str words,
    struct str typification)
{
	struct saying s = { .typification = list_given(typification) };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_EDIT, NULL)) != OK ||
	    (rc = core_text(c, _("what agents are told"), list_given(words),
		 INCIDENT_WORDS, false, true, &s.words)) != OK)
		return rc;
	if (!str_is(s.typification, "-") &&
	    (rc = check_node(c, s.typification)) != OK)
		return rc;
	return write_about(c, "incident.say", ticket, say_body, &s);
}

enum err
incident_end(struct core *c, struct id ticket)
{
	return write_about(c, "incident.end", ticket, end_body, NULL);
}

/* ---- reading ------------------------------------------------------------ */

static enum err
check_me(struct core *c)
{
	return id_none(c->me.id) ? core_allow(c, MAY_TICKET_READ, NULL) : OK;
}

/* Of those without the right to any ticket: none of them. */
static enum err
its_scope(struct core *c, struct scope *scope)
{
	*scope = (struct scope){ .agent = c->me.id, .level = SCOPE_NONE };
	return c->grants[MAY_TICKET_READ] != SCOPE_NONE
	    ? core_allow(c, MAY_TICKET_READ, scope)
	    : check_me(c);
}

enum err
incident_list(struct core *c, struct arena *a, bool all, int64_t limit,
    struct rows_incident_list *rows)
{
	struct scope scope;
	enum err rc = its_scope(c, &scope);

	return rc == OK ? core_db(c,
			      q_incident_list(c->db, a, &scope, all,
				  list_limit(limit, 50, MOST), rows))
			: rc;
}

enum err
incident_told(struct core *c, struct arena *a, struct rows_incident_told *rows)
{
	bool opens = c->grants[MAY_TICKET_CREATE] != SCOPE_NONE;
	struct scope scope;
	enum err rc = its_scope(c, &scope);

	return rc == OK
	    ? core_db(c, q_incident_told(c->db, a, &scope, opens, TOLD, rows))
	    : rc;
}

enum err
incident_parts(struct core *c, struct arena *a, struct id ticket,
    struct rows_incident_parts *rows)
{
	struct scope scope;
	enum err rc = its_scope(c, &scope);

	return rc == OK ? core_db(c,
			      q_incident_parts(c->db, a, &scope, ticket,
				  list_lang(c), rows))
			: rc;
}

enum err
incident_about(struct core *c, struct arena *a, struct str typification,
    struct rows_incident_about *rows)
{
	enum err rc = check_me(c);

	return rc == OK
	    ? core_db(c, q_incident_about(c->db, a, typification, rows))
	    : rc;
}

enum err
incident_find(struct core *c, struct str ref, struct id *out)
{
	struct rows_incident_list rows;
	struct str digits = ref;
	struct buf b = { 0 };
	int64_t number = 0;
	enum err rc = incident_list(c, &c->scratch, false, MOST, &rows);

	if (ref.len > 2 && (ref.s[0] | 0x20) == 't' && ref.s[1] == '-')
		digits = str_of(ref.s + 2);
	(void)str_int(digits, &number);
	for (size_t i = 0; rc == OK && i < rows.n; i++) {
		const struct row_incident_list *x = &rows.v[i];

		if (x->number == number || str_is(ref, x->ticket.s)) {
			*out = x->ticket;
			buf_done(&b);
			return OK;
		}
		buf_printf(&b, "%sT-%lld", i > 0 ? ", " : "",
		    (long long)x->number);
	}
	if (rc == OK && rows.n == 0)
		rc = fail(&c->fault, ERR_NOT_FOUND,
		    _("no incident goes on just now"));
	else if (rc == OK)
		rc = fail(&c->fault, ERR_NOT_FOUND,
		    _("%s is no incident that goes on; there are %s"), ref.s,
		    b.s);
	buf_done(&b);
	return rc;
}

/* ---- its cases ---------------------------------------------------------- */

enum err
incident_case(struct core *c, struct write *w, struct id incident)
{
	struct row_incident_get is;
	enum err rc = q_incident_get(c->db, &c->scratch, incident, &is);

	if (rc == ERR_NOT_FOUND || (rc == OK && is.ended_at != 0))
		return fail(&c->fault, ERR_INVALID,
		    _("that is no incident that goes on; 'incident list' shows "
		      "them"));
	if (rc != OK)
		return core_db(c, rc);
	return id_eq(incident, w->id)
	    ? fail(&c->fault, ERR_INVALID,
		  _("a ticket is not linked to itself; name another"))
	    : link_put(c, w, "incident", incident, is.number);
}

static enum err
join_body(struct core *c, struct write *w)
{
	const struct id *incident = w->u;
	struct row_incident_get is;
	struct row_ticket_take t;
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &t)) != OK)
		return rc;
	rc = q_incident_get(c->db, &c->scratch, w->id, &is);
	if (rc == OK && is.ended_at == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is an incident itself"), (long long)t.number);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	w->version = t.version;
	return incident_case(c, w, *incident);
}

enum err
incident_join(struct core *c, struct id ticket, struct id incident)
{
	return write_about(c, "ticket.link", ticket, join_body, &incident);
}

enum err
incident_cases(struct core *c, struct arena *a, struct id ticket, bool all,
    struct id **out, size_t *n)
{
	struct rows_link_children rows;
	struct row_ticket_get seen;
	enum err rc;

	if ((rc = ticket_get(c, a, ticket, &seen)) != OK)
		return rc;
	rc = core_db(c,
	    q_link_children(c->db, a, ticket, STR("incident"), &rows));
	if (rc != OK)
		return rc;
	*out = NEWN(a, struct id, rows.n + 1);
	*n = 0;
	for (size_t i = 0; i < rows.n; i++)
		if (all || !ticket_state_done(rows.v[i].state))
			(*out)[(*n)++] = rows.v[i].id;
	return OK;
}

static bool
is_told(const struct rows_incident_heard *rows, struct id ticket)
{
	for (size_t i = 0; i < rows->n; i++)
		if (id_eq(rows->v[i].ticket, ticket))
			return true;
	return false;
}

enum err
incident_untold(struct core *c, struct str text, bool to_customer, struct id *v,
    size_t *n)
{
	struct rows_incident_heard rows;
	size_t all = *n, left = 0;
	enum err rc = core_db(c,
	    q_incident_heard(c->db, &c->scratch,
		list_ids(&c->scratch, v, all, sizeof(*v)), text, to_customer,
		&rows));

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < all; i++)
		if (!is_told(&rows, v[i])) {
			struct id id = v[i];

			v[i] = v[left];
			v[left++] = id;
		}
	*n = left;
	if (all == 0 || left > 0)
		return OK;
	return fail(&c->fault, ERR_CONFLICT,
	    _("its open cases (%zu) were told this already, in these words: "
	      "say what is new"),
	    all);
}
