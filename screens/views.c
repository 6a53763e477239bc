/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * views.c - the views a person keeps and those of the teams, with how many
 * tickets each has now; Enter opens one as an inbox, s keeps what was shown.
 */
#include "core/saved.h"
#include "core/ticket_query.h"
#include "screens/column.h"
#include "screens/screen.h"
#include "screens/sheet.h"

enum {
	COUNTED = 40, /* of more the number is left out */
	DIGITS = 9
};

struct view_row {
	struct id id;
	struct str name, words, whose, team;
	struct str opens; /* the words that show what was counted */
	bool mine;
	int64_t n; /* -1: not counted */
};

struct state {
	struct list list;
	struct id digits[DIGITS]; /* what each opens, while this is up */
};

struct model {
	struct view_row *v;
	size_t n;
	struct str shown; /* what was shown when f was hit, as people say it */
};

/* A list of one's own desk would leave out what was counted. */
static struct str
all_of(struct arena *a, struct str plain)
{
	return strstr(plain.s, "whose:any") != NULL
	    ? plain
	    : str_printf(a, "whose:any %s", plain.s);
}

/* ... as the person says them. */
static enum err
read_opens(struct core *c, struct arena *a, struct str plain, struct str *out)
{
	const struct ticket_asked *q;
	enum err rc = ticket_ask(c, a, all_of(a, plain), false, &q);

	*out = plain;
	if (rc == OK)
		*out = ticket_asked_words(a, q, false);
	if (rc == ERR_INVALID) {
		c->fault = (struct fault){ .code = OK };
		return OK;
	}
	return rc;
}

/* A word that is gone (a team, a person) leaves the view as it was kept. */
static enum err
read_words(struct core *c, struct arena *a, struct str plain, bool count,
    struct str *words, int64_t *n)
{
	const struct ticket_asked *q;
	enum err rc = ticket_ask(c, a, plain, false, &q);

	*words = str_copy(a, plain);
	*n = -1;
	if (rc == ERR_INVALID) {
		c->fault = (struct fault){ .code = OK };
		return OK;
	}
	if (rc != OK)
		return rc;
	*words = ticket_asked_words(a, q, false);
	return count ? ticket_count(c, q, n) : OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct rows_saved_list rows;
	int64_t n;
	enum err rc;

	if ((rc = saved_list(c, a, &rows)) != OK ||
	    (rc = read_words(c, a, arg->text, false, &m->shown, &n)) != OK)
		return rc;
	m->v = NEWN(a, struct view_row, rows.n + 1);
	for (m->n = 0; m->n < rows.n; m->n++) {
		const struct row_saved_list *r = &rows.v[m->n];
		struct view_row *v = &m->v[m->n];

		v->id = r->id;
		v->name = r->name;
		v->mine = id_eq(r->agent, c->me.id);
		v->team = r->team;
		v->whose = r->team_name.len > 0 ? r->team_name : STR_NONE;
		rc = read_words(c, a, r->words, m->n < COUNTED, &v->words,
		    &v->n);
		if (rc == OK)
			rc = read_opens(c, a, r->words, &v->opens);
		if (rc != OK)
			return rc;
	}
	*model = m;
	return OK;
}

/* ---- digits ------------------------------------------------------------- */

/* The digit of a view, from 0; DIGITS when it has none. */
static size_t
digit_of(const struct id digits[DIGITS], struct id view)
{
	size_t i = 0;

	while (i < DIGITS && !id_eq(digits[i], view))
		i++;
	return i;
}

/* A view keeps its digit; that of a forgotten one opens nothing. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	for (size_t i = 0; i < m->n; i++) {
		size_t next = digit_of(t->digits, ID_NONE);

		if (digit_of(t->digits, m->v[i].id) == DIGITS && next < DIGITS)
			t->digits[next] = m->v[i].id;
	}
}

static const struct view_row *
at_digit(const struct screen *s, size_t digit)
{
	const struct state *t = s->state;
	const struct model *m = s->model;

	for (size_t i = 0; i < m->n; i++)
		if (digit_of(t->digits, m->v[i].id) == digit)
			return &m->v[i];
	return NULL;
}

/* ---- columns ------------------------------------------------------------ */

static const struct id *drawn; /* the digits of the screen that is drawn */

static void
digit(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	size_t i = digit_of(drawn, ((const struct view_row *)item)->id);

	(void)width;
	(void)now;
	if (i < DIGITS)
		pane_printf(p, row, at, look, "%zu", i + 1);
}

COLUMN_TEXT(name, struct view_row, name)

static void
number(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct view_row *v = item;
	char text[24];

	(void)now;
	if (v->n < 0)
		return;
	snprintf(text, sizeof(text), v->n > TICKET_COUNT_MOST ? "%d+" : "%d",
	    (int)(v->n > TICKET_COUNT_MOST ? TICKET_COUNT_MOST : v->n));
	pane_right(p, row, at + width, look, str_of(text));
}

COLUMN_TEXT(words, struct view_row, words)
COLUMN_TEXT(whose, struct view_row, whose)

static const struct column columns[] = {
	{ "", 1, 0, digit },
	{ NC_("column", "View"), 18, 0, name },
	{ NC_("column", "Tickets"), 7, 0, number },
	{ NC_("column", "Words"), 0, 0, words },
	{ NC_("column", "Shared with"), 18, 70, whose },
	{ 0 },
};

/* ---- the screen --------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->v, m->n);
	return &((struct state *)s->state)->list;
}

static void
draw(struct screen *s, const struct pane *p)
{
	struct pane in = pane_part(p, 2, 0, p->rows - 5, p->columns);
	const struct model *m = s->model;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("VIEWS"), (int64_t)m->n);
	list_titles(p, 1, columns);
	if (m->n == 0)
		draw_empty(p, 4, _("No views yet."),
		    _("Filter a list with / and keep it here: f, then s."));
	drawn = ((const struct state *)s->state)->digits;
	screen_rows(s, &in, columns);
	if (m->shown.len == 0)
		return;
	pane_text(p, p->rows - 2, 1, LOOK_LABEL, str_of(_("Shown before")));
	pane_field(p, p->rows - 2, 17, p->columns - 18, LOOK_TEXT, m->shown);
}

/* The line that keeps it, to be changed: its words, its name, its team. */
static enum screen_key
edit(const struct view_row *v, struct buf *say)
{
	if (v == NULL || !v->mine)
		return screen_tell(say,
		    v == NULL ? _("There is no view here to change.")
			      : _("Only who made a view changes it; Enter, f "
				  "and s keep one of your own."));
	buf_z(say, "prompt view save");
	say_arg(say, "name", v->name);
	say_arg(say, "team", v->team);
	say_arg(say, "filter", v->words);
	return SCREEN_SAY;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct view_row *v = screen_picked(s);
	const struct model *m = s->model;

	if (m != NULL && k->code >= '1' && k->code <= '9') {
		v = at_digit(s, (size_t)(k->code - '1'));
		if (v == NULL)
			return screen_tell(say, _("No view has this digit."));
	} else if (k->code == 'e') {
		return edit(v, say);
	} else if (v == NULL || k->code != KEY_ENTER) {
		return SCREEN_IGNORED;
	}
	buf_printf(say, "back%copen inbox %s", SAY_NEXT, v->opens.s);
	return SCREEN_SAY;
}

static enum screen_key
word(struct screen *s, struct str said, struct buf *say)
{
	const struct model *m = s->model;
	const struct view_row *v = screen_picked(s);

	if (str_is(said, "view save")) {
		buf_z(say, "ask view save");
		say_arg(say, "filter", m->shown);
		buf_z(say, " name=");
		return SCREEN_SAY;
	}
	if (!str_is(said, "view drop"))
		return SCREEN_IGNORED;
	if (v == NULL || !v->mine) {
		return screen_tell(say,
		    v == NULL ? _("There is no view here to forget.")
			      : _("Only who made a view forgets it; this is a "
				  "colleague's."));
	}
	buf_z(say, "view drop");
	say_arg(say, "name", v->name);
	return SCREEN_SAY;
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "1", "", N_("to 9 open") },
	{ "s", "view save", N_("keep what was shown") },
	{ "e", "", N_("change, share") },
	{ "D", "view drop", N_("forget") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_views = {
	.name = "views",
	.title = N_("Views"),
	.about = N_("Your saved lists and those of others, with how many each "
		    "has now."),
	.state_size = sizeof(struct state),
	.watches = "view ticket",
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.list = list,
	.key = key,
	.word = word,
	.done = screen_done,
};
