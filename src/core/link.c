/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * link.c - links between tickets, by kind.
 */
#include "core/link.h"

#include "core/image.h"
#include "core/list.h"
#include "core/state_word.h"
#include "core/ticket_body.h"

const struct link_kind link_kinds[] = {
	{ .name = "part-of",
	    .forth = N_("part of"),
	    .back = N_("has the part"),
	    .tree = true },
	{ .name = "incident",
	    .forth = N_("case of the incident"),
	    .back = N_("incident of"),
	    .tree = true },
	{ .name = "duplicate",
	    .forth = N_("the same as"),
	    .back = N_("the same as"),
	    .both = true },
	{ .name = "related",
	    .forth = N_("related to"),
	    .back = N_("related to"),
	    .both = true },
	{ .name = "caused-by",
	    .forth = N_("caused by"),
	    .back = N_("the cause of") },
	{ .name = "waits-for",
	    .forth = N_("waits for"),
	    .back = N_("awaited by") },
	{ .name = "follows",
	    .forth = N_("follows on"),
	    .back = N_("followed by") },
	{ .name = "split",
	    .forth = N_("split off"),
	    .back = N_("gave off"),
	    .made = true },
	{ .name = "merged",
	    .forth = N_("joined into"),
	    .back = N_("took in"),
	    .made = true },
};
const size_t nlink_kinds = countof(link_kinds);

const struct link_kind *
link_kind_find(struct str name)
{
	for (size_t i = 0; i < nlink_kinds; i++)
		if (str_is(name, link_kinds[i].name))
			return &link_kinds[i];
	return NULL;
}

const char *
link_says(struct str kind, bool forth)
{
	const struct link_kind *k = link_kind_find(kind);

	if (k == NULL)
		return kind.s;
	return forth ? _(k->forth) : _(k->back);
}

/* ---- rows --------------------------------------------------------------- */

/* "T-1042", as the log says it. */
static struct str
ticket_name(struct core *c, int64_t number)
{
	return str_printf(&c->scratch, "T-%lld", (long long)number);
}

/* A parent is said twice: by the link, and in the ticket's own row. */
static enum err
set_parent(struct core *c, struct write *w, const struct link_kind *k,
    struct id parent)
{
	struct image was;
	enum err rc;

	if (!k->tree)
		return OK;
	if ((rc = image_take(c, "ticket_parent", id_str(&w->id), STR_NONE,
		 STR_NONE, &was)) != OK)
		return rc;
	w->version++;
	rc = q_ticket_parent_set(c->db, w->id, parent, w->at, NULL);
	return rc == OK ? image_tell(c, w, &was) : core_db(c, rc);
}

static enum err
twice(struct core *c, const struct link_kind *k)
{
	if (k->tree)
		return fail(&c->fault, ERR_INVALID,
		    _("it has a parent already; take that link away first"));
	return fail(&c->fault, ERR_INVALID,
	    _("these two are linked like that already; nothing was changed"));
}

enum err
link_put(struct core *c, struct write *w, const char *kind, struct id to,
    int64_t to_number)
{
	const struct link_kind *k = link_kind_find(str_of(kind));
	struct id id = id_make(w->now);
	int64_t added = 0;
	enum err rc;

	rc = q_link_add(c->db, id, str_of(kind), w->id, to, w->op, c->me.id,
	    w->at, &added);
	if (rc == OK && added == 0)
		return twice(c, k);
	if (rc != OK)
		return core_db(c, rc);
	w->beside = to;
	write_set(c, w, kind, STR_NONE, ticket_name(c, to_number));
	rc = image_made(c, w, "ticket_link", id_str(&id), STR_NONE, STR_NONE);
	return rc == OK ? set_parent(c, w, k, to) : rc;
}

static enum err
take_away(struct core *c, struct write *w, const struct link_kind *k,
    struct id to, int64_t to_number)
{
	struct row_link_find row;
	struct image was;
	enum err rc;

	rc = q_link_find(c->db, &c->scratch, str_of(k->name), w->id, to, &row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_INVALID,
		    _("there is no such link; nothing was changed"));
	if (rc != OK ||
	    (rc = image_take(c, "ticket_link", id_str(&row.id), STR_NONE,
		 STR_NONE, &was)) != OK ||
	    (rc = q_link_drop(c->db, row.id, NULL)) != OK ||
	    (rc = image_tell(c, w, &was)) != OK)
		return core_db(c, rc);
	w->beside = to;
	write_set(c, w, k->name, ticket_name(c, to_number), STR_NONE);
	return set_parent(c, w, k, ID_NONE);
}

/* ---- linking ------------------------------------------------------------ */

struct linking {
	const struct link_kind *kind;
	struct id to;
};

static enum err
circle(struct core *c, struct id child, struct id parent)
{
	struct rows_link_above up;
	enum err rc = q_link_above(c->db, &c->scratch, parent, &up);

	for (size_t i = 0; rc == OK && i < up.n; i++)
		if (id_eq(up.v[i].id, child))
			return fail(&c->fault, ERR_INVALID,
			    _("the other is below this one already: a ticket "
			      "cannot be part of itself"));
	return core_db(c, rc);
}

static enum err
check_link(struct core *c, const struct linking *l,
    const struct row_ticket_take *from, const struct row_ticket_get *to)
{
	struct rows_link_list have;
	enum err rc;

	if (id_eq(from->id, to->id))
		return fail(&c->fault, ERR_INVALID,
		    _("a ticket is not linked to itself; name another"));
	if (l->kind->tree && ticket_state_done(to->state))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is %s: a parent is a ticket that is worked on"),
		    (long long)to->number, ticket_is(to->state));
	if (l->kind->tree)
		return circle(c, from->id, to->id);
	if ((rc = link_list(c, &c->scratch, from->id, &have)) != OK)
		return rc;
	for (size_t i = 0; l->kind->both && i < have.n; i++)
		if (id_eq(have.v[i].id, to->id) &&
		    str_is(have.v[i].kind, l->kind->name))
			return twice(c, l->kind);
	return OK;
}

static enum err
link_body(struct core *c, struct write *w)
{
	const struct linking *l = w->u;
	struct row_ticket_take from;
	struct row_ticket_get to;
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &from)) != OK ||
	    (rc = ticket_get(c, &c->scratch, l->to, &to)) != OK ||
	    (rc = check_link(c, l, &from, &to)) != OK)
		return rc;
	w->version = from.version;
	return link_put(c, w, l->kind->name, to.id, to.number);
}

static enum err
find_kind(struct core *c, struct str name, const struct link_kind **kind)
{
	struct buf b = { 0 };
	enum err rc;

	*kind = link_kind_find(name);
	if (*kind != NULL && !(*kind)->made)
		return OK;
	for (size_t i = 0; i < nlink_kinds; i++)
		if (!link_kinds[i].made)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    link_kinds[i].name);
	rc = fail(&c->fault, ERR_INVALID,
	    _("no link '%s' is made by hand; there are %s"), name.s, b.s);
	buf_done(&b);
	return rc;
}

static enum err
write_link(struct core *c, const char *kind, struct id from, struct linking *l,
    enum err (*body)(struct core *, struct write *))
{
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = kind,
		.entity = "ticket",
		.id = from,
		.body = body,
		.u = l };

	return core_write(c, &w);
}

enum err
ticket_link(struct core *c, struct id from, struct str kind, struct id to)
{
	struct linking l = { .to = to };
	enum err rc = find_kind(c, list_given(kind), &l.kind);

	return rc == OK ? write_link(c, "ticket.link", from, &l, link_body)
			: rc;
}

static enum err
unlink_body(struct core *c, struct write *w)
{
	const struct linking *l = w->u;
	struct row_link_number to;
	struct row_ticket_take from;
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &from)) != OK ||
	    (rc = core_db(c, q_link_number(c->db, &c->scratch, l->to, &to))) !=
		OK)
		return rc;
	w->version = from.version;
	return take_away(c, w, l->kind, l->to, to.number);
}

/* Which of the two points, and by which kind. */
static enum err
find_link(struct core *c, struct str kind, struct id *from, struct linking *l)
{
	struct rows_link_list have;
	const struct row_link_list *found = NULL;
	enum err rc = link_list(c, &c->scratch, *from, &have);
	struct id here = *from;

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < have.n; i++) {
		const struct row_link_list *x = &have.v[i];

		if (!id_eq(x->id, l->to) ||
		    (kind.len > 0 && !str_eq(kind, x->kind)))
			continue;
		if (found != NULL)
			return fail(&c->fault, ERR_NEED_ARG,
			    _("they are linked in two ways; say which with "
			      "kind="));
		found = x;
	}
	if (found == NULL)
		return fail(&c->fault, ERR_INVALID,
		    _("these two are not linked like that; 'link list' shows "
		      "the links"));
	if ((rc = find_kind(c, found->kind, &l->kind)) != OK)
		return rc;
	if (!found->forth) {
		*from = l->to;
		l->to = here;
	}
	return OK;
}

enum err
ticket_unlink(struct core *c, struct id from, struct str kind, struct id other)
{
	struct linking l = { .to = other };
	struct id was;
	enum err rc;

	if (core_applied(c, "ticket", &was)) {
		l.kind = &link_kinds[0];
		return write_link(c, "ticket.unlink", was, &l, unlink_body);
	}
	if ((rc = find_link(c, list_given(kind), &from, &l)) != OK)
		return rc;
	return write_link(c, "ticket.unlink", from, &l, unlink_body);
}

enum err
link_list(struct core *c, struct arena *a, struct id id,
    struct rows_link_list *rows)
{
	struct row_ticket_get seen;
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK ||
	    (rc = ticket_get(c, &c->scratch, id, &seen)) != OK)
		return rc;
	return core_db(c, q_link_list(c->db, a, &scope, id, rows));
}

/* ---- what links forbid -------------------------------------------------- */

enum err
link_blocks(struct core *c, const struct row_ticket_take *t)
{
	struct rows_link_blocking rows;
	struct buf b = { 0 };
	enum err rc;

	rc = q_link_blocking(c->db, &c->scratch, t->id, &rows);
	if (rc != OK || rows.n == 0)
		return core_db(c, rc);
	for (size_t i = 0; i < rows.n && i < 5; i++)
		buf_printf(&b, "%sT-%lld", i > 0 ? ", " : "",
		    (long long)rows.v[i].number);
	if (rows.n > 5)
		buf_z(&b, "…");
	rc = fail(&c->fault, ERR_INVALID,
	    _("T-%lld is not done before %s: finish that first, or take the "
	      "link away (L)"),
	    (long long)t->number, b.s);
	buf_done(&b);
	return rc;
}

enum err
link_points_on(struct core *c, const struct row_ticket_take *t)
{
	struct row_link_merged_into into;
	enum err rc;

	if (!str_is(t->state, "merged"))
		return OK;
	rc = q_link_merged_into(c->db, &c->scratch, t->id, &into);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc != OK)
		return core_db(c, rc);
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld was joined into T-%lld: work on that one"),
	    (long long)t->number, (long long)into.number);
}
