/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulletin.c - what the people of a team must read, and who has.
 */
#include "core/bulletin.h"

#include "core/image.h"
#include "core/list.h"
#include "core/ticket_body.h"
#include "core/undo.h"

enum { TITLE_MAX = 120, TEXT_MAX = 8000, MOST = 500 };

/* ---- reading ------------------------------------------------------------ */

static bool
sends_to_all(const struct core *c)
{
	return c->grants[MAY_NOTICE_SEND] == SCOPE_ALL;
}

static enum err
check_me(struct core *c)
{
	return id_none(c->me.id) ? core_allow(c, MAY_NOTICE_SEND, NULL) : OK;
}

enum err
bulletin_list(struct core *c, struct arena *a, bool all, int64_t limit,
    struct rows_bulletin_list *rows)
{
	enum err rc = check_me(c);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_bulletin_list(c->db, a, c->me.id, clock_now(c->clock), all,
		sends_to_all(c), list_limit(limit, 50, MOST), rows));
}

enum err
bulletin_get(struct core *c, struct arena *a, int64_t number,
    struct row_bulletin_list *out)
{
	struct rows_bulletin_list rows;
	enum err rc = bulletin_list(c, a, true, MOST, &rows);

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].number == number) {
			*out = rows.v[i];
			return OK;
		}
	return fail(&c->fault, ERR_NOT_FOUND,
	    _("there is no bulletin %lld for you; 'bulletin list' shows them"),
	    (long long)number);
}

enum err
bulletin_unread(struct core *c, int64_t *n)
{
	struct row_bulletin_unread row;
	enum err rc = check_me(c);

	if (rc == OK)
		rc = core_db(c,
		    q_bulletin_unread(c->db, &c->scratch, c->me.id,
			clock_now(c->clock), &row));
	if (rc == OK)
		*n = row.n;
	return rc;
}

static enum err
check_mine(struct core *c, const struct row_bulletin_list *b)
{
	if (id_eq(b->author, c->me.id) || sends_to_all(c))
		return OK;
	return fail(&c->fault, ERR_DENIED,
	    _("bulletin %lld is somebody else's; ask its author"),
	    (long long)b->number);
}

enum err
bulletin_people(struct core *c, struct arena *a, int64_t number,
    struct rows_bulletin_people *rows)
{
	struct row_bulletin_list b;
	enum err rc;

	if ((rc = core_allow(c, MAY_NOTICE_SEND, NULL)) != OK ||
	    (rc = bulletin_get(c, &c->scratch, number, &b)) != OK ||
	    (rc = check_mine(c, &b)) != OK)
		return rc;
	return core_db(c, q_bulletin_people(c->db, a, b.id, rows));
}

/* ---- writing ------------------------------------------------------------ */

struct writing {
	struct bulletin_new b;
	int64_t number;
};

/* A team of one's own or of one's branch; with "all" any, and everybody. */
static enum err
check_reach(struct core *c, const struct scope *scope, struct str team)
{
	struct row_notice_team reach = { .n = 0 };
	enum err rc = OK;

	if (team.len > 0)
		rc = ticket_check_team(c, team);
	if (rc != OK || scope->level == SCOPE_ALL)
		return rc;
	if (team.len > 0)
		rc = core_db(c,
		    q_notice_team(c->db, &c->scratch, scope->agent,
			scope->level, team, STR_NONE, &reach));
	if (rc == OK && reach.n == 0)
		return fail(&c->fault, ERR_DENIED,
		    _("you may write bulletins to your own teams only; say "
		      "team="));
	return rc;
}

static enum err
write_body(struct core *c, struct write *w)
{
	struct writing *in = w->u;
	char iso[CLOCK_ISO];
	enum err rc;

	if ((rc = check_reach(c, &w->scope, in->b.team)) != OK)
		return rc;
	if (in->b.until != 0 && in->b.until <= w->now)
		return fail(&c->fault, ERR_INVALID,
		    _("a bulletin ends later than now"));
	if ((rc = core_numbers(c, "bulletin", 1, &in->number)) != OK)
		return rc;
	w->version = 1;
	write_set_int(c, w, "number", 0, in->number);
	write_set(c, w, "title", STR_NONE, in->b.title);
	write_set(c, w, "text", STR_NONE, in->b.text);
	write_set(c, w, "team", STR_NONE, in->b.team);
	if (in->b.until != 0)
		write_set(c, w, "until_at", STR_NONE,
		    str_of(clock_iso(in->b.until, iso)));
	return core_db(c,
	    q_bulletin_add(c->db, w->id, in->number, in->b.team, in->b.title,
		in->b.text, c->me.id, w->at, in->b.until, NULL));
}

static enum err
number_of(struct core *c, struct id id, int64_t *number)
{
	struct rows_bulletin_list rows;
	enum err rc = bulletin_list(c, &c->scratch, true, MOST, &rows);

	for (size_t i = 0; rc == OK && i < rows.n; i++)
		if (id_eq(rows.v[i].id, id))
			*number = rows.v[i].number;
	return rc;
}

enum err
bulletin_write(struct core *c, const struct bulletin_new *b, struct id *id,
    int64_t *number)
{
	struct writing in = { .b = *b };
	struct write w = { .may = MAY_NOTICE_SEND,
		.kind = "bulletin.write",
		.entity = "bulletin",
		.id = id_make(clock_now(c->clock)),
		.body = write_body,
		.u = &in };
	enum err rc;

	in.b.team = list_given(b->team);
	if ((rc = core_allow(c, MAY_NOTICE_SEND, NULL)) != OK ||
	    (rc = core_text(c, _("the title"), b->title, TITLE_MAX, false,
		 false, &in.b.title)) != OK ||
	    (rc = core_text(c, _("the text"), b->text, TEXT_MAX, true, false,
		 &in.b.text)) != OK ||
	    (rc = core_write(c, &w)) != OK)
		return rc;
	if (w.replayed && (rc = number_of(c, w.id, &in.number)) != OK)
		return rc;
	*id = w.id;
	*number = in.number;
	return OK;
}

static enum err
retire_body(struct core *c, struct write *w)
{
	const struct row_bulletin_list *b = w->u;
	struct image was;
	int64_t ended = 0;
	enum err rc;

	if ((rc = check_mine(c, b)) != OK ||
	    (rc = image_take(c, "bulletin_end", id_str(&w->id), STR_NONE,
		 STR_NONE, &was)) != OK)
		return rc;
	rc = q_bulletin_retire(c->db, w->id, w->at, &ended);
	if (rc == OK && ended == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("bulletin %lld is retired already; nothing was changed"),
		    (long long)b->number);
	w->version = 2;
	write_set(c, w, "state", STR_NONE, STR("retired"));
	return rc == OK ? image_tell(c, w, &was) : core_db(c, rc);
}

/* Nobody has to read it, as if it had not been written. */
enum err
bulletin_write_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct image was;
	enum err rc;

	if (u->redo)
		return image_undo(c, w, u);
	rc = image_take(c, "bulletin_end", id_str(&w->id), STR_NONE, STR_NONE,
	    &was);
	if (rc == OK)
		rc = core_db(c, q_bulletin_never(c->db, w->id, NULL));
	w->version = 2;
	write_set(c, w, "state", STR_NONE, STR("retired"));
	return rc == OK ? image_tell(c, w, &was) : rc;
}

/* It may be seen, or was written about with this op before. */
static enum err
find(struct core *c, int64_t number, struct row_bulletin_list *b)
{
	if (core_applied(c, "bulletin", &b->id))
		return OK;
	return bulletin_get(c, &c->scratch, number, b);
}

enum err
bulletin_retire(struct core *c, int64_t number)
{
	struct row_bulletin_list b = { .number = number };
	struct write w = { .may = MAY_NOTICE_SEND,
		.kind = "bulletin.retire",
		.entity = "bulletin",
		.body = retire_body,
		.u = &b };
	enum err rc;

	if ((rc = core_allow(c, MAY_NOTICE_SEND, NULL)) != OK ||
	    (rc = find(c, number, &b)) != OK)
		return rc;
	w.id = b.id;
	return core_write(c, &w);
}

static enum err
read_body(struct core *c, struct write *w)
{
	const struct row_bulletin_list *b = w->u;
	int64_t added = 0;
	enum err rc;

	if (!b->mine)
		return fail(&c->fault, ERR_INVALID,
		    _("bulletin %lld is not for you to read: it is of another "
		      "team, or you wrote it"),
		    (long long)b->number);
	rc = q_bulletin_see(c->db, w->id, c->me.id, w->at, &added);
	if (rc == OK && added == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("you have read bulletin %lld already"),
		    (long long)b->number);
	w->version = 1;
	write_set_int(c, w, "read", 0, b->number);
	return rc == OK ? image_made(c, w, "bulletin_read", id_str(&w->id),
			      id_str(&c->me.id), STR_NONE)
			: core_db(c, rc);
}

enum err
bulletin_read(struct core *c, int64_t number)
{
	struct row_bulletin_list b = { .number = number };
	struct write w = { .may = MAY_ANYONE,
		.kind = "bulletin.read",
		.entity = "bulletin",
		.body = read_body,
		.u = &b };
	enum err rc;

	if ((rc = check_me(c)) != OK || (rc = find(c, number, &b)) != OK)
		return rc;
	w.id = b.id;
	return core_write(c, &w);
}
