/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * behind.c - the tickets behind a number of a board. They are asked for as the
 * board asked, from the instant it was drawn at, so that there are as many.
 * Each can be taken, given to others and opened from here.
 */
#include "screens/behind.h"

#include "core/ticket_query.h"
#include "screens/owed.h"
#include "screens/say.h"
#include "screens/tickets.h"

struct state {
	struct list list;
	struct buf text; /* what it is loaded with, another column shown */
};

struct model {
	struct owed_rows rows;
	bool whole;
	msec at;
	unsigned show; /* columns: TICKET_SHOWS_… */
	struct str asked, title;
};

static struct arena draw_arena; /* emptied at each draw */

/* ---- what was asked, as words and back ----------------------------------- */

void
behind_ask(const struct board_ask *q, struct buf *say)
{
	struct arena a = { 0 };

	buf_printf(say, "due=%s age=%d", board_cell_name(&a, q->cell).s,
	    q->age);
	if (q->one_team)
		buf_printf(say, " team=%s", q->team.s);
	if (q->one_owner)
		buf_printf(say, " owner=%s", q->owner.s);
	if (q->state.s != NULL && q->state.len > 0)
		buf_printf(say, " state=%s", q->state.s);
	if (q->honest.s != NULL && q->honest.len > 0)
		buf_printf(say, " honest=%s", q->honest.s);
	arena_done(&a);
}

void
behind_say(const struct board_ask *q, struct str title, struct buf *say)
{
	buf_printf(say, "open behind as-of=%lld ", (long long)q->at);
	behind_ask(q, say);
	buf_printf(say, "\n%s", title.s);
}

static void
take(struct board_ask *q, struct str name, struct str value)
{
	int64_t n = 0;

	(void)str_int(value, &n);
	if (str_is(name, "as-of"))
		q->at = n;
	else if (str_is(name, "due"))
		q->cell = board_cell_find(value);
	else if (str_is(name, "age") && n >= 0 && n <= BOARD_AGES)
		q->age = (int)n;
	else if (str_is(name, "state"))
		q->state = value;
	else if (str_is(name, "honest"))
		q->honest = value;
	else if (str_is(name, "team")) {
		q->one_team = true;
		q->team = value;
	} else if (str_is(name, "owner")) {
		q->one_owner = true;
		if (!id_parse(value, &q->owner))
			q->owner = ID_NONE;
	}
}

void
behind_read(struct arena *a, struct str line, struct board_ask *q,
    unsigned *show)
{
	struct str word, name;

	*q = (struct board_ask){ .cell = BOARD_ANY };
	q->team = q->state = q->honest = STR_NONE;
	while (str_next(a, &line, ' ', &word)) {
		if (!str_next(a, &word, '=', &name))
			continue;
		take(q, name, word);
		if (str_is(name, "show"))
			*show = ticket_show_bit(word);
	}
	if (q->cell > BOARD_ANY)
		q->cell = BOARD_ANY;
}

static void
read_text(struct arena *a, struct str text, struct board_ask *q,
    struct model *m)
{
	struct str line = STR_NONE;

	m->title = text;
	str_next(a, &m->title, '\n', &line);
	m->asked = line;
	behind_read(a, line, q, &m->show);
}

/* ---- loading ------------------------------------------------------------ */

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct rows_ticket_rows rows;
	struct board_ask q;
	enum err rc;

	read_text(a, str_copy(a, arg->text), &q, m);
	q.limit = 2000;
	m->at = q.at;
	if ((rc = board_tickets(c, a, &q, &rows, &m->whole)) != OK ||
	    (rc = owed_of(c, a, &rows, &m->rows)) != OK ||
	    (rc = owed_reach(c, a, &rows, &m->rows)) != OK ||
	    ((m->show & TICKET_SHOWS_SPENT) != 0 &&
		(rc = owed_spent(c, &m->rows)) != OK))
		return rc;
	*model = m;
	return OK;
}

/* ---- the screen --------------------------------------------------------- */

static struct rows
shown(const struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	return list_ordered(&t->list, ROWS(m->rows.v, m->rows.n),
	    m->show & TICKET_SHOWS_SPENT ? owed_orders_spent : owed_orders);
}

static void
loaded(struct screen *s)
{
	list_renew(&((struct state *)s->state)->list);
}

static void
draw_preview(const struct screen *s, const struct pane *p)
{
	const struct owed *o = screen_picked(s);
	struct str due;

	if (o == NULL)
		return;
	due = owed_due(&draw_arena, &o->p, s->scene.now);
	pane_field(p, p->rows - 1, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena, _("T-%lld   %s%spriority %lld   %s   %s"),
		(long long)o->t.number, due.s, due.len > 0 ? "   " : "",
		(long long)o->t.priority,
		o->t.owner_name.len > 0 ? o->t.owner_name.s : _("nobody yet"),
		o->t.team_name.s));
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in = pane_part(p, 2, 0, p->rows - 4, p->columns);
	struct column shows[OWED_COLUMNS];
	const struct column *columns;
	struct rows rows;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	rows = shown(s);
	pane_field(p, 0, 1, p->columns - 30, LOOK_HEAD, m->title);
	pane_right(p, 0, p->columns - 1, LOOK_MUTED,
	    str_printf(&draw_arena,
		m->whole ? _("%zu, as of %s") : _("the first %zu, as of %s"),
		m->rows.n, say_hour(&draw_arena, m->at).s));
	columns = owed_columns_in(p, m->show, shows);
	list_titles(p, 1, columns);
	if (rows.n == 0)
		draw_empty(p, 4, _("None of them is left."),
		    _("Esc goes back to the board, with the figures of now."));
	screen_rows(s, &in, columns);
	draw_preview(s, p);
	arena_reset(&draw_arena);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	*rows = shown(s);
	return &((struct state *)s->state)->list;
}

/* The next column, or none again: what was asked is asked again with it. */
static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct str asked, word;
	const char *next;

	(void)say;
	if (m == NULL || k->code != 'O')
		return SCREEN_IGNORED;
	asked = m->asked;
	next = ticket_show_after(m->show);
	buf_reset(&t->text);
	while (str_next(&draw_arena, &asked, ' ', &word))
		if (!str_starts(word, STR("show=")))
			buf_printf(&t->text, "%s ", word.s);
	if (next != NULL)
		buf_printf(&t->text, "show=%s", next);
	buf_printf(&t->text, "\n%s", m->title.s);
	s->arg.text = buf_view(&t->text);
	arena_reset(&draw_arena);
	return SCREEN_RELOAD;
}

/* These very tickets: a number of a board has no words of a filter. */
static enum screen_key export(const struct screen *s, struct buf *say) {
	const struct model *m = s->model;

	if (m->rows.n == 0) return screen_tell(say, _("None of them is left."));
	buf_z(say, "ticket export");
	for (size_t i = 0; i < m->rows.n; i++)
	    buf_printf(say, " ticket=%s", m->rows.v[i].t.id.s);
	return SCREEN_SAY;
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct owed *o = screen_picked(s);
	struct ticket_facts facts;

	if (str_is(words, "ticket export"))
		return export(s, say);
	if (o == NULL)
		return SCREEN_IGNORED;
	facts = owed_facts(o);
	return ticket_word(&facts, s->scene.me, words, say);
}

static struct subject
subject(const struct screen *s)
{
	return owed_subject(screen_picked(s));
}

static struct str
label(const struct screen *s)
{
	const struct model *m = s->model;

	return m != NULL && m->title.len > 0 ? m->title
					     : str_of(_(s->def->title));
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	list_done(&t->list);
	buf_done(&t->text);
}

static const struct key_def keys[] = {
	{ "<Enter>", "open ticket", N_("open") },
	TICKET_KEYS,
	{ "f", "open views", N_("views") },
	{ "O", "", N_("columns") },
	{ "x", "ticket export", N_("export") },
	{ 0 },
};

const struct screen_def screen_behind = {
	.name = "behind",
	.title = N_("Behind a number"),
	.about = N_("The tickets behind a number of the board, with all their "
		    "keys."),
	.state_size = sizeof(struct state),
	.watches = "ticket",
	.unfiltered = true,
	.keys = keys,
	.line_keys = ticket_work_keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.list = list,
	.key = key,
	.word = word,
	.subject = subject,
	.label = label,
	.done = done,
};
