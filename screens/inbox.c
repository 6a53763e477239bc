/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inbox.c - what waits: mine and my teams', mine alone, the contacts that
 * nobody has taken yet, and what other teams referred to mine. What may be done
 * about it is decided in core/.
 */
#include "screens/inbox.h"

#include "screens/say.h"
#include "screens/sheet.h"
#include "screens/tickets.h"
#include "screens/whose.h"

/* ---- its rows ----------------------------------------------------------- */

struct rows
inbox_rows_of(const struct inbox_model *m, int part)
{
	if (part == INBOX_WAITING)
		return ROWS(m->waiting.v, m->waiting.n);
	if (part == INBOX_LENT)
		return ROWS(m->lent.v, m->lent.n);
	return part == INBOX_MINE ? ROWS(m->mine.v, m->mine.n)
				  : ROWS(m->all.v, m->all.n);
}

const struct order *
inbox_orders(const struct inbox_model *m)
{
	static const struct order none[] = { { 0 } };

	return m->asked.show & TICKET_SHOWS_SPENT ? owed_order_spent : none;
}

struct rows
inbox_shown(const struct screen *s, int part)
{
	struct inbox_state *t = s->state;
	struct rows rows = inbox_rows_of(s->model, part);

	return part >= INBOX_WAITING
	    ? rows
	    : list_ordered(&t->list[part], rows, inbox_orders(s->model));
}

/* A view whose words were changed keeps its name, which says so; without any
 * words it is the inbox again. */
static void
keep_name(struct inbox_state *t, const struct inbox_model *m)
{
	if (m->name.len > 0 || m->asked.held.len == 0) {
		buf_reset(&t->view);
		buf_str(&t->view, m->name);
	}
	buf_reset(&t->called);
	if (m->name.len > 0 || t->view.len == 0)
		buf_str(&t->called, m->name);
	else
		buf_printf(&t->called, _("%s, changed"), buf_view(&t->view).s);
}

/* The ticket touched last is what one comes to see. */
static void
loaded(struct screen *s)
{
	const struct inbox_model *m = s->model;
	struct inbox_state *t = s->state;

	for (int i = 0; i < INBOX_PARTS; i++)
		list_renew(&t->list[i]);
	peek_renew(&t->whose);
	keep_name(t, m);
	if (id_none(s->arg.touched) || id_eq(s->arg.touched, t->touched))
		return;
	for (size_t i = 0; i < m->all.n; i++)
		if (id_eq(m->all.v[i].t.id, s->arg.touched)) {
			t->part =
			    t->part >= INBOX_WAITING ? INBOX_ALL : t->part;
			t->list[t->part].at = s->arg.touched;
			t->touched = s->arg.touched;
			list_settle(&t->list[t->part], inbox_shown(s, t->part),
			    s->arg.rows);
		}
}

const struct owed *
inbox_ticket(const struct screen *s)
{
	const struct inbox_state *t = s->state;

	return t->part >= INBOX_WAITING ? NULL : screen_picked(s);
}

const struct leg_row *
inbox_leg(const struct screen *s)
{
	const struct inbox_state *t = s->state;

	return t->part != INBOX_LENT ? NULL : screen_picked(s);
}

const struct row_interaction_rows *
inbox_contact(const struct screen *s)
{
	const struct inbox_state *t = s->state;

	return t->part != INBOX_WAITING ? NULL : screen_picked(s);
}

struct subject
inbox_subject(const struct screen *s)
{
	const struct row_interaction_rows *i = inbox_contact(s);

	if (i != NULL)
		return (struct subject){ .kind = "interaction",
			.id = i->id,
			.customer = i->customer,
			.interaction = i->id };
	if (inbox_leg(s) != NULL)
		return leg_subject(inbox_leg(s));
	return owed_subject(inbox_ticket(s));
}

long long
inbox_count(const struct inbox_model *m, int part)
{
	return part == INBOX_ALL ? (long long)m->asked.n
				 : (long long)inbox_rows_of(m, part).n;
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct inbox_state *t = s->state;

	*rows = inbox_shown(s, t->part);
	return &t->list[t->part];
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct inbox_state *t = s->state;
	int part = (int)k->code - '1';

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (part >= 0 && part < INBOX_PARTS) {
		t->part = part;
		list_settle(&t->list[part], inbox_shown(s, part), s->arg.rows);
		return SCREEN_TAKEN;
	}
	if (k->code == 'O' && t->part < INBOX_WAITING)
		return asked_show_next(s, say);
	if (inbox_contact(s) != NULL && k->code == '0') {
		buf_printf(say, "open nobody %s", inbox_contact(s)->id.s);
		return SCREEN_SAY;
	}
	if (inbox_contact(s) == NULL ||
	    (k->code != KEY_ENTER && k->code != KEY_F(9) && k->code != 't'))
		return SCREEN_IGNORED;
	buf_printf(say, "interaction answer %s", inbox_contact(s)->id.s);
	return SCREEN_SAY;
}

/* All that fit is put in the next order; what was worked, which no list is
 * found by, orders its rows behind the last of those. */
static enum screen_key
reorder(struct screen *s, struct buf *say)
{
	const struct inbox_model *m = s->model;
	struct inbox_state *t = s->state;
	struct list *l = &t->list[t->part];

	if (t->part >= INBOX_WAITING || m == NULL || l->order.by > 0)
		return SCREEN_IGNORED;
	if (asked_order_last(m->asked.order))
		(void)list_reorder(l);
	return asked_order_next(s, say);
}

/* What other teams asked for: no words of a filter find it. */
static enum screen_key
export_lent(const struct inbox_model *m, const struct list *l, struct buf *say)
{
	if (m->lent.n == 0)
		return screen_tell(say, _("Nothing here to write to a file."));
	buf_z(say, "ticket export");
	for (size_t i = 0; i < m->lent.n; i++)
		if (l->nmarks == 0 || list_marked(l, m->lent.v[i].x.id))
			say_arg(say, "ticket", id_str(&m->lent.v[i].x.ticket));
	return SCREEN_SAY;
}

/* What is marked, or else all that fits what is shown. */
static enum screen_key
write_out(const struct screen *s, struct buf *say)
{
	const struct inbox_model *m = s->model;
	const struct inbox_state *t = s->state;
	const struct list *l = &t->list[t->part];
	struct arena a = { 0 };

	if (t->part == INBOX_WAITING)
		return screen_tell(say,
		    _("These are contacts: only tickets are written to a "
		      "file."));
	if (t->part == INBOX_LENT)
		return export_lent(m, l, say);
	buf_z(say, "ticket export");
	for (size_t i = 0; i < l->nmarks; i++)
		say_arg(say, "ticket", id_str(&l->marks[i]));
	if (l->nmarks == 0)
		say_arg(say, "filter",
		    t->part == INBOX_MINE
			? str_printf(&a, "%s mine", m->asked.words.s)
			: m->asked.words);
	arena_done(&a);
	return SCREEN_SAY;
}

/* As a view to keep. */
static bool
as_view(const struct screen *s, struct str words, struct buf *say)
{
	const struct inbox_model *m = s->model;

	if (!str_is(words, "open views"))
		return false;
	buf_printf(say, "open views %s", m->asked.words.s);
	return true;
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct owed *o = inbox_ticket(s);
	const struct leg_row *l = inbox_leg(s);
	struct ticket_facts facts;

	if (as_view(s, words, say))
		return SCREEN_SAY;
	if (str_is(words, "ticket export"))
		return write_out(s, say);
	if (l != NULL)
		return leg_word(l, s->scene.me, words, say);
	if (inbox_contact(s) != NULL && str_starts(words, STR("ticket ")))
		return screen_tell(say,
		    _("This is a contact that waits: Enter answers it."));
	if (o == NULL)
		return SCREEN_IGNORED;
	facts = owed_facts(o);
	return ticket_word(&facts, s->scene.me, words, say);
}

static struct str
found(const struct screen *s, struct arena *a)
{
	const struct inbox_model *m = s->model;
	const struct inbox_state *t = s->state;

	if (t->part != INBOX_ALL || m->asked.n <= (int64_t)m->all.n)
		return STR_NONE;
	return str_copy(a, m->asked.words);
}

static int64_t
whole(const struct screen *s)
{
	const struct inbox_state *t = s->state;

	return inbox_count(s->model, t->part);
}

/* A view is known by its name among the tabs. */
static struct str
label(const struct screen *s)
{
	const struct inbox_state *t = s->state;

	return t->called.len > 0 ? buf_view(&t->called)
				 : str_of(_(s->def->title));
}

static struct str
mistake(const struct screen *s)
{
	const struct inbox_model *m = s->model;

	return m->asked.why;
}

static void
done(struct screen *s)
{
	for (int i = 0; i < INBOX_PARTS; i++)
		list_done(&((struct inbox_state *)s->state)->list[i]);
	peek_done(&((struct inbox_state *)s->state)->whose);
	buf_done(&((struct inbox_state *)s->state)->view);
	buf_done(&((struct inbox_state *)s->state)->called);
}

/* ---- the customer beside ------------------------------------------------ */

static bool
more(const struct screen *s, struct arena *a, struct str *text)
{
	struct inbox_state *t = s->state;

	return whose_more(&t->whose, s, inbox_subject(s).customer, a, text);
}

static void
add(struct screen *s, void *part, struct arena *a)
{
	peek_take(&((struct inbox_state *)s->state)->whose, part, a);
}

static const struct screen_further further = { more, whose_of_row, add };

static const struct key_def *
line_keys(const struct screen *s)
{
	return inbox_line_keys(s, inbox_leg(s), inbox_contact(s) != NULL);
}

const struct screen_def screen_inbox = {
	.name = "inbox",
	.title = N_("Inbox"),
	.tab = true,
	.about = N_("Tickets that wait for you or your team, the most "
		    "urgent first."),
	.state_size = sizeof(struct inbox_state),
	.watches = "ticket message interaction",
	.keys = inbox_keys,
	.line_keys = line_keys,
	.load = inbox_load,
	.loaded = loaded,
	.further = &further,
	.draw = inbox_draw,
	.subject = inbox_subject,
	.list = list,
	.reorder = reorder,
	.found = found,
	.whole = whole,
	.mistake = mistake,
	.label = label,
	.key = key,
	.word = word,
	.done = done,
};
