/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * files.c - the files of a ticket: text is read here, others are saved where
 * one says; nothing is ever opened by the terminal.
 */
#include "screens/around.h"
#include "screens/column.h"
#include "screens/say.h"

struct state {
	struct list list;
};

struct model {
	struct row_ticket_get t;
	struct rows_attachment_list rows;
	struct attachment_limits limits;
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = attachment_list(c, a, arg->id, false, &m->rows)) != OK ||
	    (rc = attachment_limits(c, &m->limits)) != OK)
		return rc;
	*model = m;
	return OK;
}

/* ---- columns ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static void
number(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_attachment_list *x = item;

	(void)now;
	pane_right(p, row, at + width, look,
	    str_printf(&draw_arena, "%lld", (long long)x->position));
}

COLUMN_TEXT(name, struct row_attachment_list, name)
COLUMN_TEXT(kind, struct row_attachment_list, kind)

static struct str
size_text(int64_t bytes)
{
	int64_t kilo = (bytes + 1023) / 1024;

	return kilo < 10000
	    ? str_printf(&draw_arena, "%s kB", say_number(&draw_arena, kilo).s)
	    : str_printf(&draw_arena, "%s MB",
		  say_number(&draw_arena, kilo / 1024).s);
}

static void
size(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_right(p, row, at + width, look,
	    size_text(((const struct row_attachment_list *)item)->size));
}

COLUMN_TEXT(who, struct row_attachment_list, agent_name)
COLUMN_WHEN(when, struct row_attachment_list, at)

static const struct column columns[] = {
	{ "", 3, 0, number },
	{ NC_("column", "File"), 0, 0, name },
	{ NC_("column", "Kind"), 12, 0, kind },
	{ NC_("column", "Size"), 9, 0, size },
	{ N_("From"), 20, 80, who },
	{ N_("When"), 11, 0, when },
	{ 0 },
};

/* ---- the screen --------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->rows.v, m->rows.n);
	return &((struct state *)s->state)->list;
}

static void
draw(struct screen *s, const struct pane *p)
{
	struct pane in = pane_part(p, 3, 0, p->rows - 5, p->columns);
	const struct model *m = s->model;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	pane_field(p, 0, 1, p->columns - 2, LOOK_TEXT,
	    str_printf(&draw_arena, "T-%lld   %s", (long long)m->t.number,
		m->t.subject.s));
	draw_head(p, 1, false, _("FILES"), (int64_t)m->rows.n);
	list_titles(p, 2, columns);
	if (m->rows.n == 0)
		draw_empty(p, 5, _("No files on this ticket."),
		    _("a attaches one: give its path; m brings a thread of "
		      "e-mails."));
	screen_rows(s, &in, columns);
	pane_field(p, p->rows - 1, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena,
		_("A file has at most %s, the ticket's together %s."),
		size_text(m->limits.file).s, size_text(m->limits.ticket).s));
	arena_reset(&draw_arena);
}

/* Text is read; of others it is said how they are had. */
static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct row_attachment_list *x = screen_picked(s);

	if (x == NULL || k->code != KEY_ENTER)
		return SCREEN_IGNORED;
	if (!attachment_is_text(x->kind))
		return screen_tell(say,
		    _("It is no text to be read here: s saves it where you "
		      "say."));
	buf_printf(say, "attachment show %s %lld", s->arg.id.s,
	    (long long)x->position);
	return SCREEN_SAY;
}

static enum screen_key
word(struct screen *s, struct str said, struct buf *say)
{
	const struct row_attachment_list *x = screen_picked(s);
	long long number = ((const struct model *)s->model)->t.number;

	if (str_is(said, "attachment add")) {
		buf_printf(say, "ask attachment add %s file=", s->arg.id.s);
		return SCREEN_SAY;
	}
	if (str_is(said, "ticket mail")) {
		buf_printf(say, "ask ticket mail %s file=", s->arg.id.s);
		return SCREEN_SAY;
	}
	if (!str_starts(said, STR("attachment ")))
		return SCREEN_IGNORED;
	if (x == NULL)
		return screen_tell(say, _("There is no file here."));
	if (str_is(said, "attachment save"))
		buf_printf(say, "ask attachment save T-%lld %lld file=%s",
		    number, (long long)x->position,
		    strpbrk(x->name.s, " \"\\/") == NULL ? x->name.s : "");
	else
		buf_printf(say, "%s %s %lld", said.s, s->arg.id.s,
		    (long long)x->position);
	return SCREEN_SAY;
}

static const struct key_def keys[] = {
	{ "<Enter>", "", NC_("key", "read") },
	{ "a", "attachment add", N_("attach") },
	{ "m", "ticket mail", N_("e-mails") },
	{ "s", "attachment save", N_("save") },
	{ "D", "attachment remove", N_("remove") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_files = {
	.name = "files",
	.title = N_("Files"),
	.about = N_("The files of a ticket. Text is read here; others are "
		    "saved where you say. None is ever run."),
	.of = OF_TICKET,
	.state_size = sizeof(struct state),
	.watches = "ticket",
	.keys = keys,
	.load = load,
	.draw = draw,
	.subject = around_subject,
	.list = list,
	.key = key,
	.word = word,
	.done = screen_done,
};
