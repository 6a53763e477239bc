/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shared.c - what a colleague left half written.
 */
#include "screens/shared.h"

#include "base/utf8.h"
#include "screens/say.h"
#include "screens/sheet.h"

enum err
shared_load(struct core *c, struct arena *a, struct id ticket,
    struct rows_shared_draft_list *rows)
{
	enum err rc = shared_draft_list(c, a, ticket, false, rows);

	if (rc != ERR_DENIED)
		return rc;
	c->fault = (struct fault){ .code = OK };
	*rows = (struct rows_shared_draft_list){ NULL, 0 };
	return OK;
}

const struct row_shared_draft_list *
shared_of(const struct rows_shared_draft_list *rows, bool public)
{
	for (size_t i = 0; i < rows->n; i++)
		if ((rows->v[i].public != 0) == public)
			return &rows->v[i];
	return NULL;
}

/* ---- drawing ------------------------------------------------------------ */

/* Cut to the width is the name, never the time. */
static struct str
left_by(struct arena *a, const char *text,
    const struct row_shared_draft_list *x, int width, msec now)
{
	struct str at = say_when(a, x->left_at, now);
	int rest = cell_columns(str_printf(a, text, "", at.s));

	return str_printf(a, text, utf8_cut(a, x->author_name, width - rest).s,
	    at.s);
}

int
shared_line(const struct rows_shared_draft_list *rows, const struct pane *p,
    int row, msec now)
{
	static const char *const texts[] = {
		N_("%s left a note half written, %s: n, F4"),
		N_("%s left words to the customer half written, %s: i, F4"),
	};
	struct arena a = { 0 };
	int at = row;

	for (size_t kind = 0; kind < countof(texts); kind++) {
		const struct row_shared_draft_list *x = shared_of(rows, kind);

		if (x == NULL)
			continue;
		pane_text(p, at, 1, LOOK_DRAFT,
		    theme_sign(term_symbols(), SIGN_DRAFT));
		pane_field(p, at++, 3, p->columns - 4, LOOK_DRAFT,
		    left_by(&a, _(texts[kind]), x, p->columns - 4, now));
	}
	arena_done(&a);
	return at - row;
}

int
shared_draw(const struct row_shared_draft_list *x, const struct pane *p,
    int row, msec now)
{
	struct arena a = { 0 };
	int rows;

	if (x == NULL || row >= p->rows)
		return 0;
	pane_text(p, row, 15, LOOK_DRAFT,
	    theme_sign(term_symbols(), SIGN_DRAFT));
	pane_field(p, row, 17, p->columns - 18, LOOK_DRAFT,
	    str_printf(&a, _("%s left this, %s. F4 goes on with it:"),
		x->author_name.s, say_when(&a, x->left_at, now).s));
	rows = pane_wrap(p, row + 1, 17, p->columns - 18, 0, 3, LOOK_MUTED,
	    x->body);
	arena_done(&a);
	return 1 + rows;
}

/* ---- F4 ----------------------------------------------------------------- */

/* The taking is said first: who comes second gets no copy of it. */
static void
say_take(const struct row_shared_draft_list *x, struct buf *say)
{
	buf_printf(say, "draft take %lld%cinsert \n", (long long)x->number,
	    SAY_NEXT);
	buf_str(say, x->body);
}

static void
say_leave(struct id ticket, bool public, struct str typed, struct buf *say)
{
	buf_printf(say, "draft leave %s", ticket.s);
	if (public)
		say_arg(say, "public", STR("yes"));
	say_arg(say, "text", typed);
}

static void
choice(struct buf *say, const char *name)
{
	buf_printf(say, "%c%s%c", SAY_CHOICE, name, SAY_CHOICE);
}

enum screen_key
shared_key(const struct row_shared_draft_list *x, struct id ticket, bool public,
    struct str typed, struct buf *say)
{
	if (x == NULL && typed.len == 0)
		return screen_tell(say,
		    _("Nobody left anything here. Write, and F4 leaves it for "
		      "a colleague."));
	if (x != NULL && typed.len == 0) {
		say_take(x, say);
		return SCREEN_SAY;
	}
	buf_printf(say, "choose %s",
	    x != NULL
		? _("Go on with what was left, or leave yours for a colleague?")
		: _("Leave what you wrote for a colleague to go on with?"));
	if (x != NULL) {
		choice(say, _("go on with it"));
		say_take(x, say);
	}
	choice(say, _("leave mine"));
	say_leave(ticket, public, typed, say);
	return SCREEN_SAY;
}
