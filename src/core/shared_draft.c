/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shared_draft.c - words left for a colleague to go on with.
 */
#include "core/shared_draft.h"

#include "core/image.h"
#include "core/list.h"
#include "core/ticket_body.h"

enum { TEXT_MAX = 20000, MOST = 100 };

/* ---- leaving ------------------------------------------------------------ */

/* Its id is that of the operation: what is said again finds its number. */

struct leaving {
	bool public;
	struct str text;
};

static enum err
leave_body(struct core *c, struct write *w)
{
	const struct leaving *in = w->u;
	int64_t number;
	struct row_ticket_take t;
	struct str text;
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &t)) != OK ||
	    (rc = core_text(c, _("the text"), in->text, TEXT_MAX, true, false,
		 &text)) != OK)
		return rc;
	if (str_is(t.state, "merged"))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld was joined into another ticket; leave it there"),
		    (long long)t.number);
	if ((rc = core_numbers(c, "draft", 1, &number)) != OK)
		return rc;
	w->version = t.version;
	write_set_int(c, w, "number", 0, number);
	rc = core_db(c,
	    q_shared_draft_add(c->db, w->op, number, w->id, in->public, text,
		c->me.id, w->at, NULL));
	return rc == OK ? image_made(c, w, "shared_draft", id_str(&w->op),
			      STR_NONE, STR_NONE)
			: rc;
}

enum err
shared_draft_leave(struct core *c, struct id ticket, bool public,
    struct str text, int64_t *number)
{
	struct leaving in = { public, text };
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.draft-leave",
		.entity = "ticket",
		.id = ticket,
		.body = leave_body,
		.u = &in };
	struct row_shared_draft_number row = { .number = 0 };
	enum err rc = core_write(c, &w);

	if (rc != OK)
		return rc;
	rc = q_shared_draft_number(c->db, &c->scratch, c->done.op, &row);
	/* Said again after it was taken back: there is none. */
	*number = row.number;
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

/* ---- taking and dropping ------------------------------------------------ */

struct ending {
	struct row_shared_draft_get d;
	const char *state;
};

static enum err
find(struct core *c, struct arena *a, const struct scope *scope, int64_t number,
    struct row_shared_draft_get *d)
{
	enum err rc = q_shared_draft_get(c->db, a, scope, number, d);

	return rc != ERR_NOT_FOUND
	    ? core_db(c, rc)
	    : fail(&c->fault, rc,
		  _("there is no draft %lld for you; 'draft list' shows those "
		    "of a ticket"),
		  (long long)number);
}

static enum err
check_waits(struct core *c, const struct row_shared_draft_get *d)
{
	char at[CLOCK_ISO];

	if (str_is(d->state, "waiting"))
		return OK;
	return fail(&c->fault, ERR_CONFLICT,
	    str_is(d->state, "taken") ? _("%s took it at %s")
				      : _("%s dropped it at %s"),
	    d->ended_by_name.s, clock_iso(d->ended_at, at));
}

static enum err
end_body(struct core *c, struct write *w)
{
	struct ending *e = w->u;
	struct row_ticket_take t;
	struct image image;
	enum err rc;

	/* The ticket's row makes those who want it come one after another. */
	if ((rc = ticket_take(c, w, w->id, &t)) != OK ||
	    (rc = find(c, &c->scratch, &w->scope, e->d.number, &e->d)) != OK ||
	    (rc = check_waits(c, &e->d)) != OK ||
	    (rc = image_take(c, "shared_draft", id_str(&e->d.id), STR_NONE,
		 STR_NONE, &image)) != OK)
		return rc;
	w->version = t.version;
	write_set_int(c, w, "number", e->d.number, 0);
	rc = core_db(c,
	    q_shared_draft_end(c->db, e->d.id, e->d.version, str_of(e->state),
		c->me.id, w->at, NULL));
	return rc == OK ? image_tell(c, w, &image) : rc;
}

static enum err
end(struct core *c, const char *kind, struct ending *e)
{
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = kind,
		.entity = "ticket",
		.id = e->d.ticket,
		.body = end_body,
		.u = e };

	return core_write(c, &w);
}

enum err
shared_draft_take(struct core *c, struct arena *a, int64_t number,
    struct row_shared_draft_get *d)
{
	struct ending e = { .state = "taken" };
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_EDIT, &scope);

	if (rc == OK && (rc = find(c, a, &scope, number, &e.d)) == OK)
		*d = e.d;
	return rc == OK ? end(c, "ticket.draft-take", &e) : rc;
}

enum err
shared_draft_drop(struct core *c, int64_t number)
{
	struct ending e = { .state = "dropped" };
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_EDIT, &scope);

	if (rc == OK)
		rc = find(c, &c->scratch, &scope, number, &e.d);
	if (rc == OK && !id_eq(e.d.author, c->me.id))
		rc = core_allow(c, MAY_TICKET_ASSIGN, NULL);
	return rc == OK ? end(c, "ticket.draft-drop", &e) : rc;
}

enum err
shared_draft_list(struct core *c, struct arena *a, struct id ticket, bool all,
    struct rows_shared_draft_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_EDIT, &scope);

	return rc == OK ? core_db(c,
			      q_shared_draft_list(c->db, a, &scope, ticket, all,
				  MOST, rows))
			: rc;
}
