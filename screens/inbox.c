/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inbox.c - what waits: mine and my teams', mine alone, and the contacts that
 * nobody has taken yet. What may be done about it is decided in core/.
 */
#include "base/utf8.h"
#include "core/interaction.h"
#include "core/message.h"
#include "screens/asked.h"
#include "screens/owed.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "screens/tickets.h"
#include "ui/layout.h"

enum { ALL, MINE, WAITING, PARTS };

struct state {
	int part;
	struct list list[PARTS];
	struct id touched; /* the cursor was put on it already */
};

struct model {
	struct owed_rows all, mine;
	struct rows_interaction_rows waiting;
	struct rows_message_last last;
	struct asked asked;
};

/* ---- loading ------------------------------------------------------------ */

/* Every word typed begins somewhere in what the row says. */
static bool
fits(struct arena *a, struct str hay, struct str filter)
{
	struct str rest = utf8_fold(a, filter), word;

	hay = utf8_fold(a, hay);
	while (str_next(a, &rest, ' ', &word))
		if (strstr(hay.s, word.s) == NULL)
			return false;
	return true;
}

static enum err
load_tickets(struct core *c, const struct screen_arg *arg, struct arena *a,
    struct model *m)
{
	const struct rows_ticket_rows *rows = &m->asked.rows;
	struct id *ids;
	enum err rc;

	if ((rc = asked_desk(c, a, arg->text, &m->asked)) != OK ||
	    (rc = owed_of(c, a, rows, &m->all)) != OK)
		return rc;
	ids = NEWN(a, struct id, rows->n + 1);
	m->mine.v = NEWN(a, struct owed, m->all.n + 1);
	for (size_t i = 0; i < m->all.n; i++) {
		ids[i] = rows->v[i].id;
		if (id_eq(m->all.v[i].t.owner, c->me.id))
			m->mine.v[m->mine.n++] = m->all.v[i];
	}
	return message_last(c, a, ids, rows->n, &m->last);
}

/* The longest wait first. */
static enum err
load_waiting(struct core *c, const struct screen_arg *arg, struct arena *a,
    struct model *m)
{
	struct interaction_filter f = { .states = STR("waiting"),
		.limit = 200 };
	struct rows_interaction_rows rows;
	enum err rc;

	f.channel = f.queue = STR_NONE;
	rc = interaction_list(c, a, &f, &rows);
	if (rc == ERR_DENIED)
		return OK;
	if (rc != OK)
		return rc;
	m->waiting.v = NEWN(a, struct row_interaction_rows, rows.n);
	for (size_t i = rows.n; i-- > 0;)
		if (arg->text.len == 0 ||
		    fits(a,
			str_printf(a, "i-%lld %s %s %s",
			    (long long)rows.v[i].number,
			    rows.v[i].customer_name.s, rows.v[i].subject.s,
			    rows.v[i].queue.s),
			arg->text))
			m->waiting.v[m->waiting.n++] = rows.v[i];
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = load_tickets(c, arg, a, m)) != OK ||
	    (rc = load_waiting(c, arg, a, m)) != OK)
		return rc;
	*model = m;
	return OK;
}

static struct rows
rows_of(const struct model *m, int part)
{
	if (part == WAITING)
		return ROWS(m->waiting.v, m->waiting.n);
	return part == MINE ? ROWS(m->mine.v, m->mine.n)
			    : ROWS(m->all.v, m->all.n);
}

/* ... in the order that was chosen. */
static struct rows
shown(const struct screen *s, int part)
{
	struct state *t = s->state;
	struct rows rows = rows_of(s->model, part);

	return part == WAITING
	    ? rows
	    : list_ordered(&t->list[part], rows, owed_orders);
}

/* The ticket touched last is what one comes to see. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	for (int i = 0; i < PARTS; i++)
		list_renew(&t->list[i]);
	if (id_none(s->arg.touched) || id_eq(s->arg.touched, t->touched))
		return;
	for (size_t i = 0; i < m->all.n; i++)
		if (id_eq(m->all.v[i].t.id, s->arg.touched)) {
			t->part = t->part == WAITING ? ALL : t->part;
			t->list[t->part].at = s->arg.touched;
			t->touched = s->arg.touched;
			list_settle(&t->list[t->part], shown(s, t->part),
			    s->arg.rows);
		}
}

/* ---- columns of the contacts that wait ---------------------------------- */

static void
sign(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)width;
	(void)look;
	(void)now;
	draw_sign(p, row, at, i->state, 0);
}

static void
waits(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;
	char text[24];

	pane_right(p, row, at + width, look,
	    str_of(age_text(now - i->started_at, text)));
}

static void
number(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)width;
	(void)now;
	pane_printf(p, row, at + 1, look, "I-%lld", (long long)i->number);
}

static void
subject_of(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)now;
	pane_field(p, row, at, width, look, i->subject);
}

static void
caller(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    i->customer_name.len > 0 ? i->customer_name
		: i->caller.len > 0  ? i->caller
				     : str_of(_("unknown caller")));
}

static void
channel(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)now;
	pane_field(p, row, at, width, look, str_of(channel_word(i->channel)));
}

static const struct column waiting_columns[] = {
	{ "", 1, 0, sign },
	{ N_("Waits"), 6, 0, waits },
	{ N_("Contact"), 9, 0, number },
	{ N_("Subject"), 0, 0, subject_of },
	{ N_("Customer"), 20, 70, caller },
	{ N_("Channel"), 9, 60, channel },
	{ 0 },
};

static const struct {
	const char *title;
	const struct column *columns;
} parts[PARTS] = {
	[ALL] = { N_("Mine and my teams'"), owed_columns },
	[MINE] = { N_("Mine"), owed_columns },
	[WAITING] = { N_("Contacts that wait"), waiting_columns },
};

/* ---- drawing ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static const struct owed *
ticket(const struct screen *s)
{
	const struct state *t = s->state;

	return t->part == WAITING || s->model == NULL
	    ? NULL
	    : list_pick(&t->list[t->part], shown(s, t->part));
}

static const struct row_interaction_rows *
contact(const struct screen *s)
{
	const struct state *t = s->state;

	return t->part != WAITING || s->model == NULL
	    ? NULL
	    : list_pick(&t->list[t->part], shown(s, t->part));
}

static const struct row_message_last *
last_of(const struct model *m, struct id ticket)
{
	for (size_t i = 0; i < m->last.n; i++)
		if (id_eq(m->last.v[i].ticket, ticket))
			return &m->last.v[i];
	return NULL;
}

/* More fit than are loaded: they are counted. */
static long long
count_of(const struct model *m, int part)
{
	return part == ALL ? (long long)m->asked.n
			   : (long long)rows_of(m, part).n;
}

/* The words that hold, in what room there is; what is wrong in them below. */
static void
draw_filter(const struct screen *s, const struct pane *p, int at)
{
	const struct model *m = s->model;
	struct str text =
	    str_printf(&draw_arena, _("only \"%s\""), s->arg.text.s);

	if (p->columns - 1 - at >= cell_columns(text))
		pane_right(p, 0, p->columns - 1, LOOK_SELECTED, text);
	else
		pane_field(p, 0, at, p->columns - 1 - at, LOOK_SELECTED, text);
	if (m->asked.why.len == 0)
		return;
	pane_fill(p, p->rows - 1, 0, p->columns, LOOK_TEXT);
	pane_text(p, p->rows - 1, 1, LOOK_SOON,
	    theme_sign(term_symbols(), SIGN_SOON));
	pane_field(p, p->rows - 1, 3, p->columns - 4, LOOK_TEXT, m->asked.why);
}

/* The parts with their counts: digits choose among them. */
static void
draw_parts(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	int at = 1;

	for (int i = 0; i < PARTS; i++) {
		enum look look = i == t->part ? LOOK_HEAD : LOOK_TEXT;

		if (i == t->part)
			pane_text(p, 0, at - 1, LOOK_HEAD,
			    theme_sign(term_symbols(), SIGN_FOCUS));
		at += pane_printf(p, 0, at, look, "%d %s %lld", i + 1,
			  _(parts[i].title), count_of(m, i)) +
		    3;
	}
	if (s->arg.text.len > 0)
		draw_filter(s, p, at);
	else
		pane_right(p, 0, p->columns - 1, LOOK_MUTED,
		    str_of(list_order_text(&t->list[t->part], owed_orders)));
}

static void
draw_preview(const struct screen *s, const struct pane *p)
{
	const struct owed *o = ticket(s);
	const struct row_ticket_rows *t = &o->t;
	const struct row_message_last *x;
	struct str due;

	if (o == NULL)
		return;
	x = last_of(s->model, t->id);
	due = owed_due(&draw_arena, &o->p, s->scene.now);
	pane_field(p, 0, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena, _("T-%lld   %s%spriority %lld   %s   %s"),
		(long long)t->number, due.s, due.len > 0 ? "   " : "",
		(long long)t->priority,
		t->owner_name.len > 0 ? t->owner_name.s : t->team_name.s,
		t->typification_name.s));
	if (x != NULL)
		pane_field(p, 1, 1, p->columns - 2, LOOK_MUTED,
		    str_printf(&draw_arena, _("last, %s: %s"),
			say_when(&draw_arena, x->at, s->scene.now).s,
			x->body.s));
}

/* What a field of the ticket is, and the field. */
static int
line(const struct pane *p, int row, const char *name, struct str value)
{
	if (value.len == 0)
		return row;
	pane_field(p, row, 1, 11, LOOK_LABEL, str_of(name));
	return row +
	    pane_wrap(p, row, 12, p->columns - 13, 0, 3, LOOK_TEXT, value);
}

static void
draw_ticket(const struct screen *s, const struct pane *p)
{
	const struct owed *o = ticket(s);
	const struct row_ticket_rows *t = &o->t;
	const struct row_message_last *x;
	int row = 2;

	if (o == NULL)
		return;
	x = last_of(s->model, t->id);
	draw_head(p, 0, false,
	    str_printf(&draw_arena, "T-%lld", (long long)t->number).s, -1);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_of(state_word(t->state)));
	row = line(p, row, _("Subject"), t->subject);
	row = line(p, row, _("Customer"), t->customer_name);
	row = line(p, row, _("Type"), t->typification_name);
	row = line(p, row, _("Priority"),
	    str_printf(&draw_arena, "%lld", (long long)t->priority));
	row = line(p, row, _("With"), t->owner_name);
	row = line(p, row, _("Team"), t->team_name);
	row = line(p, row, _("Promise"),
	    owed_due(&draw_arena, &o->p, s->scene.now));
	row = line(p, row, _("Opened"),
	    say_instant(&draw_arena, t->created_at, s->scene.now));
	row = line(p, row, _("Changed"),
	    say_instant(&draw_arena, t->updated_at, s->scene.now));
	if (x == NULL)
		return;
	draw_head(p, row + 1, false, _("LAST WORDS"), -1);
	pane_field(p, row + 2, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena, "%s  %s",
		say_instant(&draw_arena, x->at, s->scene.now).s,
		x->author_name.s));
	pane_wrap(p, row + 3, 1, p->columns - 2, 0, p->rows - row - 3,
	    LOOK_TEXT, x->body);
}

/* What else is open with this customer, among what one sees here. */
static void
draw_customer(const struct screen *s, const struct pane *p)
{
	const struct owed *o = ticket(s);
	const struct model *m = s->model;
	int row = 2;

	if (o == NULL)
		return;
	draw_head(p, 0, false, _("CUSTOMER"), -1);
	pane_field(p, 1, 1, p->columns - 2, LOOK_TEXT, o->t.customer_name);
	for (size_t i = 0; i < m->all.n && row < p->rows - 1; i++) {
		const struct owed *x = &m->all.v[i];

		if (!id_eq(x->t.customer, o->t.customer))
			continue;
		row++;
		owed_draw(p, row, 1, LOOK_TEXT, &x->p, x->t.state,
		    s->scene.now);
		pane_printf(p, row, 10, LOOK_TEXT, "T-%lld",
		    (long long)x->t.number);
		pane_field(p, row, 19, p->columns - 20, LOOK_TEXT,
		    x->t.subject);
	}
}

static void
draw_none(const struct screen *s, const struct pane *p)
{
	const struct state *t = s->state;
	const struct model *m = s->model;
	struct str next = str_of(_("F2 finds a customer, F9 takes a call"));

	if (s->arg.text.len > 0)
		next = str_printf(&draw_arena,
		    _("There are %lld without the filter. / changes it, Esc in "
		      "it takes it away."),
		    (long long)m->asked.whole);
	draw_empty(p, 4,
	    s->arg.text.len > 0	  ? _("Nothing fits the filter.")
		: t->part == MINE ? _("No open ticket is yours.")
		: t->part == ALL  ? _("No open tickets: nothing waits for you.")
				  : _("Nobody waits to be answered."),
	    next.s);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane side[LAYOUT_COLUMNS], in;
	size_t n = layout_columns(p, SHAPE_LIST, side);
	struct state *t = s->state;
	struct rows rows;
	int foot = n == 1 && t->part != WAITING ? 2 : 0;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	rows = shown(s, t->part);
	draw_parts(s, p);
	in =
	    pane_part(&side[0], 2, 0, side[0].rows - 2 - foot, side[0].columns);
	list_titles(&side[0], 1, parts[t->part].columns);
	if (rows.n == 0)
		draw_none(s, p);
	list_draw(&t->list[t->part], &in, parts[t->part].columns, rows,
	    s->scene.focus, s->scene.now);
	if (n == 1) {
		in = pane_part(p, p->rows - foot, 0, foot, p->columns);
		draw_preview(s, &in);
	} else {
		in = pane_part(&side[1], 2, 0, p->rows - 2, side[1].columns);
		draw_ticket(s, &in);
	}
	if (n > 2) {
		in = pane_part(&side[2], 2, 0, p->rows - 2, side[2].columns);
		draw_customer(s, &in);
	}
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct state *t = s->state;

	*rows = shown(s, t->part);
	return &t->list[t->part];
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;
	int part = (int)k->code - '1';

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (part >= 0 && part < PARTS) {
		t->part = part;
		list_settle(&t->list[part], shown(s, part), s->arg.rows);
		return SCREEN_TAKEN;
	}
	if (contact(s) == NULL ||
	    (k->code != KEY_ENTER && k->code != KEY_F(9) && k->code != 't'))
		return SCREEN_IGNORED;
	buf_printf(say, "interaction answer %s", contact(s)->id.s);
	return SCREEN_SAY;
}

/* What is shown, in a file; or as a view to keep. */
static bool
of_the_list(const struct screen *s, struct str words, struct buf *say)
{
	const struct model *m = s->model;

	if (str_is(words, "open views")) {
		buf_printf(say, "open views %s", m->asked.words.s);
		return true;
	}
	if (!str_is(words, "ticket export"))
		return false;
	buf_z(say, "ticket export");
	say_arg(say, "filter", m->asked.words);
	return true;
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct owed *o = ticket(s);
	struct ticket_facts facts;

	if (of_the_list(s, words, say))
		return SCREEN_SAY;

	if (contact(s) != NULL && str_starts(words, STR("ticket "))) {
		buf_z(say,
		    _("This is a contact that waits: Enter answers it."));
		return SCREEN_TELL;
	}
	if (o == NULL)
		return SCREEN_IGNORED;
	facts = TICKET_FACTS(&o->t);
	return ticket_word(&facts, s->scene.me, words, say);
}

static struct subject
subject(const struct screen *s)
{
	const struct row_interaction_rows *i = contact(s);

	if (i != NULL)
		return (struct subject){ .kind = "interaction",
			.id = i->id,
			.customer = i->customer,
			.interaction = i->id };
	return owed_subject(ticket(s));
}

static void
done(struct screen *s)
{
	for (int i = 0; i < PARTS; i++)
		list_done(&((struct state *)s->state)->list[i]);
}

static const struct key_def keys[] = {
	{ "<Enter>", "open ticket", N_("open") },
	TICKET_KEYS,
	{ "1", "", N_("to 3 part") },
	{ "/", "filter", N_("filter") },
	{ "f", "open views", N_("views") },
	{ "x", "ticket export", N_("export") },
	{ 0 },
};

const struct screen_def screen_inbox = {
	.name = "inbox",
	.title = N_("Inbox"),
	.state_size = sizeof(struct state),
	.watches = "ticket message interaction",
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.subject = subject,
	.list = list,
	.key = key,
	.word = word,
	.done = done,
};
