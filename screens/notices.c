/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * notices.c - what the team must know, as a list; the one under the cursor is
 * read in full below, and Enter marks it as seen and opens what it is about.
 */
#include "core/notice.h"
#include "screens/column.h"
#include "screens/say.h"
#include "screens/screen.h"

enum { FULL = 6 }; /* rows for the one under the cursor */

struct state {
	struct list list;
};

struct model {
	struct rows_notice_list rows;
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc = notice_list(c, a, true, 200, &m->rows);

	(void)arg;
	if (rc == OK)
		*model = m;
	return rc;
}

/* ---- columns ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static void
sign(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_notice_list *x = item;

	(void)width;
	(void)now;
	if (x->answered)
		return;
	if (x->severity >= NOTICE_WARN)
		pane_text(p, row, at, look == LOOK_TEXT ? LOOK_SOON : look,
		    theme_sign(term_symbols(),
			x->severity == NOTICE_URGENT ? SIGN_LATE : SIGN_SOON));
	else if (x->seen_at == 0)
		pane_text(p, row, at, look == LOOK_TEXT ? LOOK_NEW : look,
		    theme_sign(term_symbols(), SIGN_NEW));
}

COLUMN_WHEN(when, struct row_notice_list, at)

static struct str
author_of(const struct row_notice_list *x)
{
	return x->author_name.len > 0 ? x->author_name
				      : str_of(_("the program"));
}

static void
author(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, look, author_of(item));
}

static void
text(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_notice_list *x = item;

	(void)now;
	if (look == LOOK_TEXT && (x->seen_at != 0 || x->answered))
		look = LOOK_MUTED;
	pane_field(p, row, at, width, look, x->text);
}

static void
seen(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_notice_list *x = item;

	(void)now;
	if (x->answered)
		pane_field(p, row, at, width, look,
		    str_of(meant(NC_("a notice", "done"))));
	else if (x->seen_at != 0)
		pane_field(p, row, at, width, look, str_of(_("seen")));
}

static const struct column columns[] = {
	{ "", 1, 0, sign },
	{ N_("When"), 11, 0, when },
	{ N_("From"), 18, 70, author },
	{ N_("What"), 0, 0, text },
	{ "", 6, 0, seen },
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
draw_full(const struct row_notice_list *x, const struct pane *p, msec now)
{
	draw_head(p, 0, false,
	    str_printf(&draw_arena, "%s  %s",
		say_instant(&draw_arena, x->at, now).s, author_of(x).s)
		.s,
	    -1);
	pane_wrap(p, 1, 1, p->columns - 2, 0, p->rows - 1, LOOK_TEXT, x->text);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in = pane_part(p, 2, 0, p->rows - 3 - FULL, p->columns);
	struct pane full = pane_part(p, p->rows - FULL, 0, FULL, p->columns);
	const struct row_notice_list *x;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("NOTICES"), (int64_t)m->rows.n);
	list_titles(p, 1, columns);
	if (m->rows.n == 0)
		draw_empty(p, 4, _("No notices."),
		    _("What a supervisor or a clock has to say appears "
		      "here."));
	screen_rows(s, &in, columns);
	if ((x = screen_picked(s)) != NULL)
		draw_full(x, &full, s->scene.now);
	arena_reset(&draw_arena);
}

static bool
has_screen(const struct row_notice_list *x)
{
	return str_is(x->entity, "ticket") || str_is(x->entity, "customer");
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct row_notice_list *x = screen_picked(s);

	if (x == NULL || k->code != KEY_ENTER)
		return SCREEN_IGNORED;
	if (x->seen_at == 0)
		buf_printf(say, "notice seen %s", x->id.s);
	if (has_screen(x))
		buf_printf(say, "%sopen %s %s",
		    say->len > 0 ? (char[]){ SAY_NEXT, '\0' } : "", x->entity.s,
		    x->entity_id.s);
	if (say->len > 0)
		return SCREEN_SAY;
	return screen_tell(say,
	    _("You have seen it; it is about nothing that opens."));
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct row_notice_list *x = screen_picked(s);

	if (!str_is(words, "escalation ack"))
		return SCREEN_IGNORED;
	if (x == NULL || !str_is(x->entity, "ticket"))
		return screen_tell(say,
		    _("This notice is not of a ticket's level."));
	buf_printf(say, "escalation ack %s", x->entity_id.s);
	return SCREEN_SAY;
}

/* What it is about, for the verbs. */
static struct subject
subject(const struct screen *s)
{
	const struct row_notice_list *x = screen_picked(s);

	return x != NULL && has_screen(x)
	    ? (struct subject){ .kind = str_is(x->entity, "ticket")
			  ? "ticket"
			  : "customer",
		      .id = x->entity_id }
	    : (struct subject){ .kind = NULL };
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("seen, open") },
	{ "A", "escalation ack", N_("take note") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_notices = {
	.name = "notices",
	.title = N_("Notices"),
	.tab = true,
	.about = N_("What the program and your colleagues told you, the newest "
		    "on top."),
	.state_size = sizeof(struct state),
	.watches = "notice ticket interaction callback appointment reminder "
		   "bulletin agent",
	.keys = keys,
	.load = load,
	.draw = draw,
	.list = list,
	.subject = subject,
	.key = key,
	.word = word,
	.done = screen_done,
};
