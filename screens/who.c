/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * who.c - who is calling: what waits to be answered, or a number, a name, a
 * RUT; and for a contact that is open already, who it is with after all.
 */
#include "base/json.h"
#include "core/handover.h"
#include "core/interaction.h"
#include "core/rut.h"
#include "core/search.h"
#include "screens/column.h"
#include "screens/hits.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "screens/waits.h"

enum { NUMBER = 6 }; /* digits from which a text is a telephone */

struct who {
	struct edit box;
	struct list hits, waiting;
};

struct model {
	struct customer_hits hits;
	struct rows_interaction_rows
	    waiting; /* given to me, then the most urgent first */
	struct str asked, mistake;
	struct row_interaction_get contact; /* id none: a new one */
};

/* ---- loading ------------------------------------------------------------ */

static bool
is_mine(const struct rows_handover_mine *mine, struct id contact)
{
	size_t i = 0;

	while (i < mine->n && !id_eq(mine->v[i].interaction, contact))
		i++;
	return i < mine->n;
}

static enum err
load_waiting(struct core *c, struct arena *a, struct model *m)
{
	struct interaction_filter f = { .waiting = true, .limit = 100 };
	struct rows_interaction_rows rows;
	struct rows_handover_mine mine;
	enum err rc;

	f.states = f.channel = f.queue = STR_NONE;
	if ((rc = interaction_list(c, a, &f, &rows)) != OK ||
	    (rc = handover_mine(c, a, &mine)) != OK)
		return rc;
	m->waiting.v = NEWN(a, struct row_interaction_rows, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		if (is_mine(&mine, rows.v[i].id))
			m->waiting.v[m->waiting.n++] = rows.v[i];
	for (size_t i = 0; i < rows.n; i++)
		if (!is_mine(&mine, rows.v[i].id))
			m->waiting.v[m->waiting.n++] = rows.v[i];
	return OK;
}

/* Who fits what was typed; a number that nobody has, and the one that the
 * contact came from, may still be of somebody who called from it. */
static enum err
load_hits(struct core *c, struct arena *a, struct str text, struct model *m)
{
	struct str digits =
	    phone_digits(a, text.len > 0 ? text : m->contact.caller);
	enum err rc = OK;

	if (text.len > 0)
		rc = customer_find(c, a, text, 50, &m->hits);
	if (rc == OK && m->hits.n == 0 && digits.len >= NUMBER)
		rc = caller_find(c, a, digits, 50, &m->hits);
	if (rc != OK || m->hits.n > 0)
		return rc;
	m->mistake = hits_mistake(a, text);
	return hits_meant(c, a, text, 50, &m->hits);
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc = OK;

	m->asked = str_copy(a, arg->text);
	m->mistake = STR_NONE;
	if (!id_none(arg->id))
		rc = interaction_get(c, a, arg->id, &m->contact);
	else
		rc = load_waiting(c, a, m);
	if (rc == OK && (arg->text.len > 0 || m->contact.caller.len > 0))
		rc = load_hits(c, a, arg->text, m);
	*model = m;
	return rc;
}

/* Keys typed ahead come before the first drawing. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct who *t = s->state;

	list_settle(&t->hits, ROWS(m->hits.v, m->hits.n), 20);
	list_settle(&t->waiting, ROWS(m->waiting.v, m->waiting.n), 20);
}

/* ---- columns ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

COLUMN_TEXT(hit_name, struct customer_hit, name)

static void
hit_why(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, look, hit_reason(&draw_arena, item));
}

static void
hit_phone(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, look,
	    say_phone(&draw_arena, ((const struct customer_hit *)item)->phone));
}

COLUMN_TEXT(hit_city, struct customer_hit, city)

static const struct column hit_columns[] = {
	{ N_("Customer"), 0, 0, hit_name },
	{ N_("Phone"), 18, 60, hit_phone },
	{ NC_("column", "Found by"), 20, 50, hit_why },
	{ N_("City"), 16, 100, hit_city },
	{ 0 },
};

/* ---- drawing ------------------------------------------------------------ */

/* Is it a number that somebody may call from? */
static bool
is_number(const struct screen *s)
{
	const struct who *t = s->state;
	struct str text = edit_text(&t->box);

	return phone_digits(&draw_arena, text).len >= NUMBER &&
	    phone_right(text, NULL);
}

static bool
is_new(const struct screen *s)
{
	return id_none(s->arg.id);
}

static const char *
what_enter_does(const struct screen *s)
{
	const struct who *t = s->state;
	const struct model *m = s->model;

	if (edit_text(&t->box).len == 0)
		return !is_new(s)
		    ? (m->hits.n > 0
			      ? _("These may be calling from this number. "
				  "Enter takes the marked one; or type who it "
				  "is.")
			      : _("Say who it is: name, phone, RUT or plate."))
		    : m->waiting.n > 0
		    ? _("Enter answers the marked one. Or type who is calling.")
		    : _("Nobody waits. Type the number or name of who calls.");
	if (m->hits.n > 0)
		return is_new(s) ? _("Enter begins the call with the marked "
				     "one; F10 without a customer.")
				 : _("Enter: the contact is with the marked "
				     "one.");
	if (m->mistake.len > 0)
		return m->mistake.s;
	if (is_new(s) && is_number(s))
		return _("Nobody we know. Enter begins the call with this "
			 "number.");
	return _("Nobody fits: fewer letters, the end of a number. "
		 "Ins writes a new customer.");
}

/* The list goes on; it ends where only the first were asked for. */
static void
draw_below(const struct pane *p, const struct list *l, size_t n)
{
	size_t seen = l->top + (size_t)(p->rows - 5);
	struct arena a = { 0 };

	if (p->rows > 5 && seen < n)
		pane_text(p, p->rows - 2, 1, LOOK_MUTED,
		    str_printf(&a,
			ngettext("%zu more row below", "%zu more rows below",
			    (unsigned long)(n - seen)),
			n - seen));
	arena_done(&a);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct who *t = s->state;
	int at = 3 +
	    pane_z(p, 0, 1, LOOK_LABEL,
		is_new(s) ? _("Who calls:") : _("Who is it:"));
	struct pane box = pane_part(p, 0, at, 1, p->columns - at - 2);
	struct pane in = pane_part(p, 3, 0, p->rows - 5, p->columns);
	bool waiting = edit_text(&t->box).len == 0 && is_new(s);

	if (m == NULL) {
		if (s->fault != NULL)
			pane_z(p, 2, 1, LOOK_TEXT, s->fault->text);
		return;
	}
	if (waiting && m->waiting.n > 0) {
		list_titles(p, 2, waits_call_columns);
		list_draw(&t->waiting, &in, waits_call_columns,
		    ROWS(m->waiting.v, m->waiting.n), s->scene.focus,
		    s->scene.now);
	} else if (!waiting && m->hits.n > 0) {
		list_titles(p, 2, hit_columns);
		list_draw(&t->hits, &in, hit_columns,
		    ROWS(m->hits.v, m->hits.n), s->scene.focus, s->scene.now);
	}
	hits_draw_mistake(p, 1, m->mistake);
	draw_below(p, waiting ? &t->waiting : &t->hits,
	    waiting ? m->waiting.n : m->hits.n);
	pane_z(p, p->rows - 1, 1, LOOK_MUTED, what_enter_does(s));
	edit_draw(&t->box, &box, true, false);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static void
say_start(const struct screen *s, const struct customer_hit *h, struct buf *say)
{
	const struct who *t = s->state;

	buf_z(say, "interaction start channel=phone");
	if (h != NULL)
		say_arg(say, "customer", str_of(h->id.s));
	/* Nine digits that found somebody's RUT are no number they call from. */
	if (is_number(s) && (h == NULL || !str_is(h->why, "rut")))
		say_arg(say, "caller",
		    phone_digits(&draw_arena, edit_text(&t->box)));
	arena_reset(&draw_arena);
}

static enum screen_key
enter(const struct screen *s, struct buf *say)
{
	const struct who *t = s->state;
	const struct model *m = s->model;
	const struct customer_hit *h =
	    list_pick(&t->hits, ROWS(m->hits.v, m->hits.n));
	const struct row_interaction_rows *w =
	    list_pick(&t->waiting, ROWS(m->waiting.v, m->waiting.n));

	if (edit_text(&t->box).len == 0 && is_new(s) && w != NULL)
		buf_printf(say, "interaction answer %s", w->id.s);
	else if (!is_new(s) && h != NULL)
		buf_printf(say, "interaction attach %s customer=%s",
		    s->arg.id.s, h->id.s);
	else if (edit_text(&t->box).len > 0 && is_new(s) &&
	    (h != NULL || is_number(s)))
		say_start(s, h, say);
	if (say->len > 0)
		return SCREEN_SAY;
	return screen_tell(say, what_enter_does(s));
}

/* Without a customer; a number with a mistake in it is none to keep. */
static enum screen_key
begin(const struct screen *s, struct buf *say)
{
	const struct who *t = s->state;
	struct arena a = { 0 };
	struct str mistake = hits_mistake(&a, edit_text(&t->box));

	buf_str(say, mistake);
	arena_done(&a);
	if (say->len > 0)
		return SCREEN_TELL;
	say_start(s, NULL, say);
	return SCREEN_SAY;
}

/* Nobody we know yet: the call begins, or goes on, and they are written. */
static enum screen_key
make(const struct screen *s, struct buf *say)
{
	const struct who *t = s->state;
	struct str text = edit_text(&t->box);

	buf_printf(say, "back%c", SAY_NEXT);
	if (is_new(s)) {
		say_start(s, NULL, say);
		buf_printf(say, "%copen contact%c", SAY_NEXT, SAY_NEXT);
	}
	buf_z(say, "open newcustomer");
	if (text.len > 0)
		buf_printf(say, " %s", text.s);
	return SCREEN_SAY;
}

static void
move(struct screen *s, long by)
{
	const struct model *m = s->model;
	struct who *t = s->state;

	if (edit_text(&t->box).len == 0 && is_new(s))
		list_move(&t->waiting, ROWS(m->waiting.v, m->waiting.n), by);
	else
		list_move(&t->hits, ROWS(m->hits.v, m->hits.n), by);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct who *t = s->state;
	unsigned was = t->box.changes;
	enum screen_key did;

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (k->code == KEY_DOWN || k->code == KEY_UP) {
		move(s, k->code == KEY_DOWN ? 1 : -1);
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ENTER)
		return enter(s, say);
	if (k->code == KEY_INS)
		return make(s, say);
	if (k->code == KEY_F(10) && is_new(s))
		return begin(s, say);
	did = box_key(&t->box, k, say);
	if (t->box.changes == was)
		return did;
	t->hits.at = ID_NONE;
	t->hits.index = t->hits.top = 0;
	s->arg.text = edit_text(&t->box);
	return SCREEN_RELOAD;
}

static bool
typing(const struct screen *s)
{
	(void)s;
	return true;
}

static void
draft(const struct screen *s, struct buf *out)
{
	const struct who *t = s->state;
	struct json *o;

	if (edit_text(&t->box).len == 0)
		return;
	o = json_object_new();
	box_draft(o, "box", &t->box);
	json_print(o, out, false);
	json_free(o);
}

static void
undraft(struct screen *s, struct str draft)
{
	struct who *t = s->state;
	struct json *o;

	if (json_parse(draft, &o, NULL) != OK)
		return;
	if (box_undraft(o, "box", &t->box))
		s->arg.text = edit_text(&t->box);
	json_free(o);
}

static void
done(struct screen *s)
{
	struct who *t = s->state;

	edit_done(&t->box);
	list_done(&t->hits);
	list_done(&t->waiting);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("this one") },
	{ "<Down>", "", N_("choose") },
	{ "<F10>", "", N_("without a customer") },
	{ "<Ins>", "", N_("new customer") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

/* Only a new call is begun without a customer. */
static const struct key_def other_keys[] = {
	{ "<Enter>", "", N_("this one") },
	{ "<Down>", "", N_("choose") },
	{ "<Ins>", "", N_("new customer") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static const struct key_def *
line_keys(const struct screen *s)
{
	return is_new(s) ? s->def->keys : other_keys;
}

const struct screen_def screen_who = {
	.name = "who",
	.title = N_("Who is it"),
	.of = OF_CONTACT_OR_NEW,
	.about =
	    N_("Who is calling: type a name, a number, a RUT or a plate; or "
	       "Enter takes what waits longest. Ins writes somebody new."),
	.once = true,
	.state_size = sizeof(struct who),
	.watches = "interaction",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.typing = typing,
	.seeks = true,
	.draft = draft,
	.undraft = undraft,
	.done = done,
};
