/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incidents.c - tickets that stand for many: since when, how many cases, what
 * people are told; of the one under the cursor what its cases are about and of
 * which branches. And the forms that tell or resolve all its cases.
 *
 * Opened on a ticket, that ticket can be made a case here.
 */
#include "core/incident.h"
#include "core/link.h"
#include "core/ticket.h"
#include "screens/around.h"
#include "screens/say.h"
#include "screens/tickets.h"

enum { PARTED = 20 }; /* incidents whose cases are counted by part */

static struct arena draw_arena; /* emptied at each draw */

/* ---- the list ----------------------------------------------------------- */

struct state {
	struct list list;
};

/* A row of the list: its id comes first. */
struct line {
	struct id id;
	const struct row_incident_list *x;
	struct rows_incident_parts parts;
};

struct model {
	struct rows_incident_list rows;
	struct line *v;
	struct row_ticket_get here;  /* that one came from, or no id */
	struct row_link_list parent; /* of that; number 0: none in sight */
};

static enum err
load_here(struct core *c, struct arena *a, struct id ticket, struct model *m)
{
	struct rows_link_list links;
	enum err rc;

	if ((rc = ticket_get(c, a, ticket, &m->here)) != OK ||
	    (rc = link_list(c, a, ticket, &links)) != OK)
		return rc;
	for (size_t i = 0; i < links.n; i++)
		if (links.v[i].forth && link_kind_find(links.v[i].kind)->tree)
			m->parent = links.v[i];
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc = incident_list(c, a, true, 100, &m->rows);

	if (rc == OK && !id_none(arg->id))
		rc = load_here(c, a, arg->id, m);
	if (rc != OK)
		return rc;
	m->v = NEWN(a, struct line, m->rows.n + 1);
	for (size_t i = 0; i < m->rows.n; i++) {
		struct line *l = &m->v[i];

		*l = (struct line){ m->rows.v[i].ticket, &m->rows.v[i],
			{ NULL, 0 } };
		if (i < PARTED &&
		    (rc = incident_parts(c, a, l->id, &l->parts)) != OK)
			return rc;
	}
	*model = m;
	return OK;
}

static const struct row_incident_list *
row_of(const void *item)
{
	return ((const struct line *)item)->x;
}

static enum look
its_look(const void *item, enum look look)
{
	return look == LOOK_TEXT && row_of(item)->ended_at != 0 ? LOOK_MUTED
								: look;
}

static void
sign(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)width;
	(void)now;
	if (row_of(item)->ended_at == 0)
		pane_text(p, row, at, look == LOOK_TEXT ? LOOK_ALERT : look,
		    theme_sign(term_symbols(), SIGN_LATE));
}

static void
since(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	pane_field(p, row, at, width, its_look(item, look),
	    say_when(&draw_arena, row_of(item)->began_at, now));
}

static void
number(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, its_look(item, look),
	    str_printf(&draw_arena, "T-%lld", (long long)row_of(item)->number));
}

static void
told(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, its_look(item, look),
	    row_of(item)->words);
}

static void
cases(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_incident_list *x = row_of(item);

	(void)now;
	pane_right(p, row, at + width, its_look(item, look),
	    str_printf(&draw_arena, "%lld/%lld", (long long)x->open,
		(long long)x->cases));
}

static void
stands(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_incident_list *x = row_of(item);

	if (x->ended_at != 0)
		pane_field(p, row, at, width, its_look(item, look),
		    str_printf(&draw_arena, _("over %s"),
			say_when(&draw_arena, x->ended_at, now).s));
}

static const struct column columns[] = {
	{ "", 1, 0, sign },
	{ N_("Since"), 11, 0, since },
	{ N_("Ticket"), 9, 0, number },
	{ N_("What people are told"), 0, 0, told },
	{ NC_("column", "Cases"), 9, 0, cases },
	{ "", 18, 90, stands },
	{ 0 },
};

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->v, m->rows.n);
	return &((struct state *)s->state)->list;
}

/* ---- the one under the cursor ------------------------------------------- */

static void
draw_part(const struct line *l, const struct pane *p, const char *part,
    const char *title)
{
	int row = 1;

	draw_head(p, 0, false, title, -1);
	for (size_t i = 0; i < l->parts.n && row < p->rows; i++) {
		const struct row_incident_parts *x = &l->parts.v[i];
		int end;

		if (!str_is(x->part, part))
			continue;
		end = pane_right(p, row, p->columns - 1, LOOK_TEXT,
		    str_printf(&draw_arena, "%lld/%lld", (long long)x->open,
			(long long)x->cases));
		pane_field(p, row++, 1, end - 2, LOOK_TEXT,
		    x->name.len > 0 ? x->name : str_of(_("no branch")));
	}
	if (row == 1)
		pane_z(p, 1, 1, LOOK_MUTED, _("No cases yet."));
}

static void
draw_whole(const struct line *l, const struct pane *p, msec now)
{
	int half = p->columns / 2;
	struct pane type = pane_part(p, 4, 0, p->rows - 4, half);
	struct pane branch =
	    pane_part(p, 4, half, p->rows - 4, p->columns - half);

	draw_head(p, 0, false,
	    str_printf(&draw_arena, "T-%lld  %s  %s", (long long)l->x->number,
		say_instant(&draw_arena, l->x->began_at, now).s,
		l->x->began_by_name.s)
		.s,
	    -1);
	pane_wrap(p, 1, 1, p->columns - 2, 0, 3, LOOK_TEXT, l->x->words);
	draw_part(l, &type, "type", _("CASES BY TYPE (open/all)"));
	draw_part(l, &branch, "branch", _("BY BRANCH"));
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int top = p->rows * 2 / 5;
	struct pane in = pane_part(p, 2, 0, top - 2, p->columns);
	struct pane whole =
	    pane_part(p, top + 1, 0, p->rows - top - 1, p->columns);
	const struct line *l;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("MASS INCIDENTS"), (int64_t)m->rows.n);
	list_titles(p, 1, columns);
	if (m->rows.n == 0)
		draw_empty(&in, 1, _("No mass incidents, now or before."),
		    _("gI from a ticket, then N, makes it one: all consoles "
		      "warn."));
	screen_rows(s, &in, columns);
	if ((l = screen_picked(s)) != NULL)
		draw_whole(l, &whole, s->scene.now);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

/* It is another ticket than the one under the cursor: both are named. */
static void
ask_join(const struct row_ticket_get *here, int64_t incident, struct buf *say)
{
	buf_printf(say, "choose %s%c%s%cincident join T-%lld T-%lld%c%s%c",
	    str_printf(&draw_arena,
		_("T-%lld, %s: is it a case of the incident T-%lld?"),
		(long long)here->number, say_customer(here->customer_name).s,
		(long long)incident)
		.s,
	    SAY_CHOICE, _("yes, a case of it"), SAY_CHOICE,
	    (long long)here->number, (long long)incident, SAY_CHOICE, _("no"),
	    SAY_CHOICE);
	arena_reset(&draw_arena);
}

/* All consoles are warned: of which ticket, and that, is said first. */
static void
ask_begin(const struct row_ticket_get *here, struct buf *say)
{
	buf_printf(say, "choose %s%c%s%cask incident begin T-%lld words=%c%s%c",
	    str_printf(&draw_arena,
		_("T-%lld: warn all consoles of it as a mass incident?"),
		(long long)here->number)
		.s,
	    SAY_CHOICE, _("yes, in these words"), SAY_CHOICE,
	    (long long)here->number, SAY_CHOICE, _("no"), SAY_CHOICE);
	arena_reset(&draw_arena);
}

static enum screen_key
has_parent(const struct model *m, struct buf *say)
{
	buf_printf(say, _("T-%lld: already %s T-%lld."),
	    (long long)m->here.number, link_says(m->parent.kind, true),
	    (long long)m->parent.number);
	return SCREEN_TELL;
}

static enum screen_key
word_here(const struct screen *s, struct str said, struct buf *say)
{
	const struct model *m = s->model;
	const struct line *l = screen_picked(s);

	if (id_none(m->here.id))
		return screen_tell(say,
		    _("Put the cursor on a ticket first, then gI: this key is "
		      "for that ticket."));
	if (str_is(said, "incident begin"))
		ask_begin(&m->here, say);
	else if (m->parent.number != 0)
		return has_parent(m, say);
	else if (l == NULL || l->x->ended_at != 0)
		return screen_tell(say,
		    _("No incident that goes on is under the cursor."));
	else
		ask_join(&m->here, l->x->number, say);
	return SCREEN_SAY;
}

static enum screen_key
word(struct screen *s, struct str said, struct buf *say)
{
	static const struct {
		const char *words, *format;
	} does[] = {
		{ "incident tell", "open casestell %s" },
		{ "incident resolve", "open casesresolve %s" },
		{ "incident end", "incident end %s" },
	};
	const struct line *l = screen_picked(s);

	if (!str_starts(said, STR("incident ")))
		return SCREEN_IGNORED;
	if (str_is(said, "incident join") || str_is(said, "incident begin"))
		return word_here(s, said, say);
	if (l == NULL)
		return screen_tell(say, _("There is no incident here."));
	if (l->x->ended_at != 0 && !str_is(said, "incident resolve"))
		return screen_tell(say,
		    _("It is over: people are warned of it no more."));
	if (str_is(said, "incident say")) {
		buf_printf(say, "ask incident say T-%lld",
		    (long long)l->x->number);
		say_arg(say, "words", l->x->words);
	}
	for (size_t i = 0; i < countof(does); i++)
		if (str_is(said, does[i].words))
			buf_printf(say, does[i].format, l->id.s);
	return SCREEN_SAY;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct line *l = screen_picked(s);

	if (l == NULL || k->code != KEY_ENTER)
		return SCREEN_IGNORED;
	buf_printf(say, "open ticket %s", l->id.s);
	return SCREEN_SAY;
}

static struct subject
subject(const struct screen *s)
{
	const struct line *l = screen_picked(s);

	return l != NULL ? (struct subject){ .kind = "ticket", .id = l->id }
			 : (struct subject){ .kind = NULL };
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "i", "incident tell", N_("tell its cases") },
	{ "r", "incident resolve", N_("resolve them") },
	{ "e", "incident say", N_("other words") },
	{ "J", "incident join", N_("add my ticket") },
	{ "C", "incident end", NC_("incident", "end") },
	{ "N", "incident begin", NC_("incident", "new") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static const struct key_def *
line_keys(const struct screen *s)
{
	return screen_picked(s) == NULL ? keys + 1 : keys;
}

const struct screen_def screen_incidents = {
	.name = "incidents",
	.title = N_("Incidents"),
	.tab = true,
	.about = N_("Tickets that stand for many: what agents are told, and "
		    "keys that tell or resolve all their cases."),
	.of = OF_TICKET_OR_ALL,
	.single = true,
	.state_size = sizeof(struct state),
	.watches = "ticket bulk",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.draw = draw,
	.subject = subject,
	.list = list,
	.key = key,
	.word = word,
	.done = screen_done,
};

/* ---- the forms ---------------------------------------------------------- */

struct form_model {
	struct row_ticket_get t;
	size_t open;
	struct choice *ways;
};

static const struct around_row ways[] = {
	{ "note", N_("a note in each, for colleagues") },
	{ "email", N_("e-mail to each customer, after ten seconds") },
	{ "whatsapp", N_("WhatsApp to each customer, after ten seconds") },
};

static enum err
form_load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct form_model *m = NEW(a, struct form_model);
	struct id *cases_of;
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = incident_cases(c, a, arg->id, false, &cases_of, &m->open)) !=
		OK)
		return rc;
	m->ways = around_choices(a, ways, countof(ways));
	*model = m;
	return OK;
}

static const struct field_def casestell_fields[] = {
	SHEET_CHOICE("channel", N_("By"), 3, 44),
	SHEET_LINES("text", N_("What is told"), 6, 20000),
	{ 0 },
};
static const struct field_def casesresolve_fields[] = {
	SHEET_LINES("text", N_("What was done"), 6, 20000),
	{ 0 },
};

static void
casestell_loaded(struct screen *s)
{
	const struct form_model *m = s->model;

	form_choices(sheet_own(s), "channel", m->ways, countof(ways));
}

static void
form_draw_all(struct screen *s, const struct pane *p)
{
	const struct form_model *m = s->model;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	around_head(&m->t, p, s->scene.now);
	row = sheet_draw(s, p, 3) + 1;
	pane_wrap(p, row, 16, p->columns - 17, 0, 3, LOOK_MUTED,
	    str_printf(&draw_arena,
		ngettext("It reaches the %zu open case once; one u takes it "
			 "back.",
		    "It reaches the %zu open cases, each once; one u takes "
		    "all of it back.",
		    (unsigned long)m->open),
		m->open));
	arena_reset(&draw_arena);
}

static void
say_tell(struct screen *s, struct buf *say)
{
	struct str way = sheet_get(s, "channel");

	buf_printf(say, "incident tell %s", s->arg.id.s);
	if (!str_is(way, "note")) {
		say_arg(say, "channel", way);
		say_arg(say, "send", STR("yes"));
	}
	say_arg(say, "text", sheet_get(s, "text"));
}

static enum screen_key
form_key_of(struct screen *s, const struct key *k, struct buf *say)
{
	const struct form_model *m = s->model;

	if (m != NULL && m->open == 0 &&
	    (k->code == KEY_F(10) || k->code == KEY_CTRL('S')))
		return screen_tell(say,
		    _("It has no open cases: there is nobody to tell."));
	return sheet_send(s, k, say);
}

#define FORM(word, heading, ready, ...)                                        \
	const struct screen_def screen_##word = {                              \
		SHEET(word, heading, word##_fields, __VA_ARGS__),              \
		.of = OF_TICKET,                                               \
		.many = true,                                                  \
		SHEET_PLAIN,                                                   \
		.watches = "ticket",                                           \
		.keys = SHEET_KEYS(N_("save")),                                \
		.load = form_load,                                             \
		.loaded = ready,                                               \
		.draw = form_draw_all,                                         \
		.key = form_key_of,                                            \
		.label = around_label,                                         \
	}

FORM(casestell, N_("Tell its cases"), casestell_loaded, "incident tell", NULL,
    say_tell);
FORM(casesresolve, N_("Resolve its cases"), sheet_loaded, "incident resolve");
