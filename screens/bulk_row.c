/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_row.c - the rows of a change of many tickets: each before and after,
 * and what became of it.
 */
#include "screens/bulk_row.h"

#include "screens/column.h"
#include "screens/many.h"
#include "screens/owed.h"
#include "screens/say.h"

/* From so many columns on they have one of their own. */
enum { STATE_FROM = 110, DUE_FROM = 150, SUBJECT_FROM = 190 };

static struct arena draw_arena; /* emptied at each draw */
static bool ran;		/* what became of each is drawn */
static const struct list *list; /* its marks are those taken out */

static bool
is_out(const struct bulk_row *r)
{
	return list_marked(list, r->id);
}

static bool
is_refused(const struct bulk_row *r)
{
	const struct many_row *did = ran ? many_of(r->id) : NULL;

	return ran ? did != NULL && !did->ok : r->rc != OK;
}

/* What it would be, or is: a refused one, or one taken out, is as it was. */
static bool
stays(const struct bulk_row *r)
{
	return is_refused(r) || is_out(r);
}

static const struct row_ticket_rows *
then(const struct bulk_row *r)
{
	return stays(r) ? &r->was : &r->now;
}

static const char *
after(struct str was, struct str now)
{
	return str_eq(was, now) ? was.s
				: str_printf(&draw_arena, "%s -> %s", was.s,
				      now.len > 0 ? now.s : "-")
				      .s;
}

/* "before -> after" in so many columns: where they are too few each has a part,
 * and neither takes more than it needs. */
static void
draw_both(const struct pane *p, int row, int at, int width, enum look look,
    struct str was, struct str now)
{
	static const char arrow[] = " -> ";
	int room = width - (int)(sizeof(arrow) - 1), old = cell_columns(was);
	int new = now.len > 0 ? cell_columns(now) : 1;

	if (str_eq(was, now)) {
		pane_field(p, row, at, width, look, was);
		return;
	}
	if (old + new > room)
		old = new <= room / 2 ? room - new
		    : old <= room / 2 ? old
				      : room / 2;
	pane_field(p, row, at, old, look, was);
	(void)pane_z(p, row, at + old, look, arrow);
	at += old + (int)(sizeof(arrow) - 1);
	pane_field(p, row, at, room - old, look, now.len > 0 ? now : STR("-"));
}

static void
sign(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct bulk_row *r = item;

	(void)width;
	if (is_out(r))
		return;
	if (is_refused(r))
		pane_text(p, row, at, look,
		    theme_sign(term_symbols(), SIGN_NO));
	else if (ran && many_of(r->id) != NULL)
		pane_text(p, row, at, look,
		    theme_sign(term_symbols(), SIGN_MET));
	else if (r->due_now.due_at != 0 && r->due_now.due_at <= now)
		pane_text(p, row, at, look,
		    theme_sign(term_symbols(), SIGN_LATE));
}

COLUMN_TICKET(number, struct bulk_row, was.number)

/* Whose it is. Of one that a person loses, that nobody has it then. */
static struct str
holder(const struct row_ticket_rows *t, const struct row_ticket_rows *was)
{
	if (t->owner_name.len > 0)
		return t->owner_name;
	return was->owner_name.len > 0
	    ? str_printf(&draw_arena, _("nobody (%s)"), t->team_name.s)
	    : t->team_name;
}

static void
who(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct bulk_row *r = item;
	const struct row_ticket_rows *was = &r->was, *is = then(r);
	bool same = str_eq(was->owner_name, is->owner_name) &&
	    !str_eq(was->team_name, is->team_name);

	(void)now;
	draw_both(p, row, at, width, look,
	    same ? was->team_name : holder(was, was),
	    same ? is->team_name : holder(is, was));
}

static void
priority(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct bulk_row *r = item;

	(void)now;
	(void)width;
	if (r->was.priority == then(r)->priority)
		pane_printf(p, row, at, look, "%lld",
		    (long long)r->was.priority);
	else
		pane_printf(p, row, at, look, "%lld -> %lld",
		    (long long)r->was.priority, (long long)then(r)->priority);
}

static void
state(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct bulk_row *r = item;

	(void)now;
	draw_both(p, row, at, width, look, str_of(state_word(r->was.state)),
	    str_of(state_word(then(r)->state)));
}

static void
due(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct bulk_row *r = item;
	struct str was = owed_due(&draw_arena, &r->due_was, now);
	struct str is = owed_due(&draw_arena, &r->due_now, now);

	draw_both(p, row, at, width, look, was,
	    stays(r) || r->due_was.due_at == r->due_now.due_at ? was : is);
}

/* What changes of it that has no column here. */
static struct str
changes(const struct bulk_row *r, int columns, msec now)
{
	const struct row_ticket_rows *was = &r->was, *is = &r->now;
	struct buf b = { 0 };
	struct str out;

	if (was->owner_name.len > 0 && is->owner_name.len == 0)
		buf_z(&b, after(was->owner_name, holder(is, was)));
	if (columns < STATE_FROM && !str_eq(was->state, is->state))
		buf_printf(&b, "%s%s", b.len > 0 ? "; " : "",
		    after(str_of(state_word(was->state)),
			str_of(state_word(is->state))));
	if (!str_eq(was->typification, is->typification))
		buf_printf(&b, "%s%s", b.len > 0 ? "; " : "",
		    after(was->typification_name, is->typification_name));
	if (!str_eq(was->subject, is->subject))
		buf_printf(&b, "%s%s", b.len > 0 ? "; " : "",
		    after(was->subject, is->subject));
	for (size_t i = 0; i < r->nfields; i++)
		buf_printf(&b, "%s%s: %s", b.len > 0 ? "; " : "",
		    r->fields[i].name.s,
		    after(r->fields[i].was.len > 0 ? r->fields[i].was
						   : STR("-"),
			r->fields[i].now));
	if (columns < DUE_FROM && r->due_was.due_at != r->due_now.due_at)
		buf_printf(&b, "%s%s", b.len > 0 ? "; " : "",
		    after(owed_due(&draw_arena, &r->due_was, now),
			owed_due(&draw_arena, &r->due_now, now)));
	out = buf_copy(&draw_arena, &b);
	buf_done(&b);
	return out;
}

/* Before it is done what would be, then what became of it. */
static struct str
said(const struct bulk_row *r, int columns, msec now)
{
	const struct many_row *did = ran ? many_of(r->id) : NULL;
	struct str text;

	if (is_out(r))
		return str_of(ran ? _("left out") : _("taken out"));
	if (did != NULL)
		return did->why != NULL ? str_of(did->why)
					: str_of(_("changed"));
	if (ran)
		return str_of(many_now()->running ? _("waits")
						  : _("as it was"));
	if (r->rc != OK)
		return r->why;
	if (r->same)
		return str_of(_("as it is"));
	if (!r->looked)
		return str_of(_("not looked at yet"));
	text = changes(r, columns, now);
	return text.len > 0 ? text : str_of(_("will change"));
}

static void
result(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	pane_field(p, row, at, width, look, said(item, p->columns, now));
}

COLUMN_TEXT(subject, struct bulk_row, was.subject)

static const struct column columns[] = {
	{ "", 1, 0, sign },
	{ NC_("column", "Ticket"), 8, 0, number },
	{ NC_("column", "Subject"), 36, SUBJECT_FROM, subject },
	{ NC_("column", "Who"), 22, 0, who },
	{ NC_("column", "Prio"), 6, 0, priority },
	{ NC_("column", "State"), 18, STATE_FROM, state },
	{ NC_("column", "Due"), 34, DUE_FROM, due },
	{ NC_("column", "Result"), 0, 0, result },
	{ 0 },
};

/* Of the row under the cursor all that its columns have no room for. */
static void
draw_whole(const struct pane *p, int row, const struct bulk_row *r, msec now)
{
	if (r != NULL)
		pane_wrap(p, row, 1, p->columns - 2, 0, BULK_WHOLE, LOOK_TEXT,
		    said(r, 0, now));
}

void
bulk_draw(struct list *l, const struct pane *p, struct rows rows, bool focus,
    bool done, msec now)
{
	struct pane in =
	    pane_part(p, 1, 0, p->rows - 2 - BULK_WHOLE, p->columns);

	ran = done;
	list = l;
	list_titles(p, 0, columns);
	list_draw(l, &in, columns, rows, focus, now);
	screen_beyond(p, 1 + in.rows, l, rows.n, in.rows);
	if (focus)
		draw_whole(p, p->rows - BULK_WHOLE, list_pick(l, rows), now);
	arena_reset(&draw_arena);
}
