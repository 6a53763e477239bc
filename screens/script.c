/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script.c - the service script of a contact: what to say now, big and alone,
 * and the options by one key. Beside it, where there is room, whom one talks to
 * and what will be written.
 */
#include "core/script_known.h"
#include "core/rut.h"
#include "screens/desk.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "script/edge.h"
#include "script/run.h"
#include "script/shelf.h"
#include "ui/layout.h"

struct state {
	struct edit field; /* the typed answer */
	int64_t seq;	   /* the visit it is for */
	bool choosing;	   /* Tab: the options have the focus, not the field */
	bool objecting;	   /* o was pressed */
	bool writing;	   /* the note has the focus */
	bool zoom;	   /* the script alone, also on a wide screen */
	char why[512];	   /* why the typed answer was not taken */
};

struct model {
	struct script_known known;
	struct script_choices choices;
	bool open; /* a run, at this state: */
	struct row_script_run_of row;
	const struct script *script;
	struct script_state at;
	struct rows_script_wish_list wishes;
};

/* ---- loading ------------------------------------------------------------ */

static enum err
load_script(struct core *c, struct arena *a, struct model *m)
{
	struct row_script_text text;
	enum err rc;

	m->script = script_shelf_get(m->row.script.s);
	if (m->script == NULL &&
	    ((rc = script_bundle_of(c, a, m->row.script, &text)) != OK ||
		(rc = script_shelf_put(m->row.script.s, text.bundle, &m->script,
		     &c->fault)) != OK))
		return rc;
	m->known.lang = m->row.lang;
	if (m->row.ticket_number > 0)
		m->known.ticket =
		    str_printf(a, "T-%lld", (long long)m->row.ticket_number);
	rc = script_state_read(m->script, a, m->row.body, &m->at, &c->fault);
	return rc == OK ? script_wishes(c, a, m->row.id, &m->wishes) : rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = script_known_load(c, a, arg->id, &m->known)) != OK)
		return rc;
	rc = script_run_of(c, a, arg->id, &m->row);
	m->open = rc == OK && str_is(m->row.state, "running");
	if (rc != OK && rc != ERR_NOT_FOUND)
		return rc;
	c->fault = (struct fault){ .code = OK };
	rc = m->open ? load_script(c, a, m)
		     : script_choose(c, a, arg->id, &m->choices);
	if (rc != OK)
		return rc;
	*model = m;
	return OK;
}

/* ---- the machine, for one drawing or one key ---------------------------- */

static struct arena draw_arena; /* emptied at each draw and key */

static struct str
look(void *u, struct str name, bool key, bool *known)
{
	const struct model *m = u;
	struct script_known k = m->known;
	const struct script_name *of = script_name_find(name);
	struct str v;

	k.arena = &draw_arena;
	v = script_known_get(&k, name, known);
	return key || of == NULL || !*known
	    ? v
	    : script_value_say(&draw_arena, of->type, v,
		  script_spanish(k.lang));
}

static const struct script_host host = { .rut = rut_parse,
	.phone = phone_digits };

static struct script_run
machine(const struct model *m)
{
	struct script_run r = { .script = m->script,
		.arena = &draw_arena,
		.lang = m->row.lang,
		.look = look,
		.u = (void *)(uintptr_t)m,
		.host = &host };

	script_run_resume(&r, &m->at);
	return r;
}

static bool
typed(const struct screen *s)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	struct script_run r;

	if (m == NULL || !m->open || t->choosing || t->objecting)
		return false;
	r = machine(m);
	return script_run_typed(&r);
}

/* Another step: what was typed was for the one before. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	if (m->open && t->seq != m->row.seq) {
		edit_set(&t->field, STR_NONE);
		t->seq = m->row.seq;
		t->choosing = t->objecting = false;
		t->why[0] = '\0';
	}
}

/* ---- drawing ------------------------------------------------------------ */

static void
draw_choices(const struct model *m, const struct pane *p)
{
	int row = 2;

	draw_head(p, 0, true, _("SCRIPTS"), (int64_t)m->choices.n);
	if (m->choices.n == 0) {
		draw_empty(p, 2, _("No script is published."),
		    _("A supervisor publishes one: script publish FILE"));
		return;
	}
	for (size_t i = 0; i < m->choices.n && i < 9 && row < p->rows;
	     i++, row++) {
		const struct script_choice *k = &m->choices.v[i];

		pane_printf(p, row, 3, LOOK_TEXT, "%zu", i + 1);
		pane_field(p, row, 6, p->columns - 20, LOOK_TEXT, k->v.title);
		if (k->fits >= 0)
			pane_right(p, row, p->columns - 1, LOOK_GOOD,
			    str_of(_("fits")));
	}
}

static struct str
title_of(struct script_run *r)
{
	const struct script_step *k = script_run_step(r);

	return k->title.source.len > 0
	    ? script_run_say(r, &k->title, "title", 0, NULL)
	    : k->name;
}

static void
draw_top(const struct screen *s, struct script_run *r, const struct pane *p)
{
	const struct model *m = s->model;
	char clock[24];
	int end;

	say_clock(s->scene.now - m->row.entered_at, clock);
	end = pane_right(p, 0, p->columns - 1, LOOK_MUTED,
	    str_printf(&draw_arena, _("step %lld of about %lld, %s"),
		(long long)m->row.visits,
		(long long)m->row.visits - 1 + script_run_left(r), clock));
	pane_field(p, 0, 1, end - 3, LOOK_HEAD,
	    str_printf(&draw_arena, "%s v%lld › %s", m->row.name.s,
		(long long)m->row.n, title_of(r).s));
	if (script_run_step(r)->secure)
		pane_z(p, 1, 1, LOOK_ALERT, _("RECORDING PAUSED"));
}

static int
draw_words(struct script_run *r, const struct pane *p, int row,
    const struct script_words *w, const char *what, size_t nth, enum look l)
{
	bool foreign = false;
	struct str text;

	if (w->source.len == 0 || row >= p->rows)
		return row;
	text = script_run_say(r, w, what, nth, &foreign);
	if (foreign)
		text = str_printf(&draw_arena, "[%s] %s",
		    r->script->parts[script_run_step(r)->part].langs[0].s,
		    text.s);
	return row +
	    pane_wrap(p, row, 3, p->columns - 6, 0, p->rows - row, l, text);
}

static int
draw_speech(struct script_run *r, const struct pane *p, int row)
{
	const struct script_step *k = script_run_step(r);

	for (size_t i = 0; i < k->say.n; i++)
		row =
		    draw_words(r, p, row, &k->say.v[i], "say", i, LOOK_SPEECH);
	return draw_words(r, p, row, &k->ask, "ask", 0, LOOK_SPEECH);
}

static int
draw_field(struct screen *s, struct script_run *r, const struct pane *p,
    int row)
{
	struct state *t = s->state;
	const struct script_step *k = script_run_step(r);
	struct pane in;

	if (!script_run_typed(r) || row >= p->rows)
		return row;
	in = pane_part(p, row, 4, 1, p->columns < 70 ? p->columns - 8 : 60);
	if (!t->choosing)
		pane_text(p, row, 1, LOOK_HEAD,
		    theme_sign(term_symbols(), SIGN_FOCUS));
	edit_draw(&t->field, &in, !t->choosing && !t->writing && !t->objecting,
	    k->secure);
	row++;
	if (t->why[0] != '\0')
		pane_printf(p, row, 4, LOOK_LATE, "%s", t->why);
	else
		pane_z(p, row, 4, LOOK_MUTED,
		    script_type_hint(r->script->fields[k->field].type));
	return row + 2;
}

static int
draw_options(const struct screen *s, struct script_run *r, const struct pane *p,
    int row)
{
	const struct script_step *k = script_run_step(r);
	const struct state *t = s->state;
	size_t offered[SCRIPT_OPTIONS_MAX];
	size_t n = script_run_options(r, offered);
	bool mine = !typed(s) && !t->objecting && !t->writing;

	for (size_t i = 0; i < n && row < p->rows; i++, row++) {
		const struct script_option *o = &k->options.v[offered[i]];

		if (i == 0 && mine)
			pane_text(p, row, 1, LOOK_HEAD,
			    theme_sign(term_symbols(), SIGN_FOCUS));
		pane_printf(p, row, 3, mine ? LOOK_HEAD : LOOK_MUTED, "%zu",
		    i + 1);
		pane_field(p, row, 6, p->columns - 8, LOOK_TEXT,
		    script_run_say(r, &o->text, o->key.s, 0, NULL));
	}
	if (n == 0 && !script_run_typed(r) && row < p->rows)
		pane_z(p, row++, 3, LOOK_MUTED,
		    script_run_ended(r)
			? _("F8 closes the contact and writes all this")
			: _("Enter goes on"));
	return n > 0 ? row + 1 : row;
}

static int
draw_notes(struct script_run *r, const struct pane *p, int row)
{
	const struct script_step *k = script_run_step(r);

	for (size_t i = 0; i < k->note.n && row < p->rows; i++) {
		struct str text = str_printf(&draw_arena, "%s %s",
		    i == 0 ? _("For you:") : "",
		    script_run_say(r, &k->note.v[i], "note", i, NULL).s);

		row += pane_wrap(p, row, 1, p->columns - 2, 0, p->rows - row,
		    LOOK_MUTED, text);
	}
	return k->note.n > 0 ? row + 1 : row;
}

static int
draw_objections(const struct screen *s, struct script_run *r,
    const struct pane *p, int row)
{
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	const struct state *t = s->state;
	size_t n = script_objections(r->script, script_run_at(r), o);
	int at = 1, first = row;

	for (size_t i = 0; i < n && row < p->rows; i++) {
		struct str where =
		    str_printf(&draw_arena, "objection/%s", o[i]->key.s);
		struct str text = str_printf(&draw_arena, "o%zu %s", i + 1,
		    script_run_say(r, &o[i]->text, where.s, 0, NULL).s);
		int wide = cell_columns(text);

		if (at > 1 && at + wide > p->columns - 1) {
			row++;
			at = 1;
			if (row >= p->rows)
				break;
		}
		at += pane_text(p, row, at,
			  t->objecting ? LOOK_HEAD : LOOK_MUTED, text) +
		    3;
	}
	return n > 0 || row > first ? row + 2 : row;
}

/* ---- what came of it so far --------------------------------------------- */

static void
answers(struct script_run *r, struct buf *b)
{
	for (size_t i = 0; i < r->script->nfields; i++) {
		struct str v = script_run_value(r, (int)i, false);

		if (v.len > 0)
			buf_printf(b, "%s%s: %s", b->len > 0 ? " · " : "",
			    r->script->fields[i].name.s, v.s);
	}
}

static void
wishes(const struct model *m, struct script_run *r, struct buf *b)
{
	const struct script_step *k = script_run_step(r);

	for (size_t i = 0; i < m->at.nwishes; i++)
		buf_printf(b, "%s%s", b->len > 0 ? " · " : "",
		    r->script->steps.v[m->at.wishes[i].step]
			.acts.v[m->at.wishes[i].i]
			.verb.s);
	for (size_t i = 0; i < k->acts.n && script_run_ended(r); i++)
		buf_printf(b, "%s%s", b->len > 0 ? " · " : "",
		    k->acts.v[i].verb.s);
	if (script_run_ended(r) && k->typification.len > 0)
		buf_printf(b, "%s%s", b->len > 0 ? " · " : "",
		    k->typification.s);
	if (script_run_ended(r) && k->outcome.len > 0)
		buf_printf(b, " · %s", k->outcome.s);
}

static int
line(const struct pane *p, int row, const char *name, enum look l,
    struct str text)
{
	if (row >= p->rows || text.len == 0)
		return row;
	pane_field(p, row, 1, 12, LOOK_LABEL, str_of(name));
	return row +
	    pane_wrap(p, row, 14, p->columns - 15, 0,
		p->rows - row < 4 ? p->rows - row : 4, l, text);
}

static int
draw_sofar(const struct screen *s, struct script_run *r, const struct pane *p,
    int row)
{
	const struct model *m = s->model;
	struct buf b = { 0 };

	answers(r, &b);
	row = line(p, row, _("So far"), LOOK_TEXT, buf_view(&b));
	buf_reset(&b);
	wishes(m, r, &b);
	row = line(p, row, _("At the end"), LOOK_TEXT, buf_view(&b));
	buf_done(&b);
	for (size_t i = 0; i < m->wishes.n; i++)
		row = line(p, row,
		    str_is(m->wishes.v[i].state, "done") ? _("Done")
							 : _("Undone"),
		    str_is(m->wishes.v[i].state, "done") ? LOOK_GOOD
							 : LOOK_LATE,
		    str_printf(&draw_arena, "%s %s", m->wishes.v[i].line.s,
			m->wishes.v[i].why.s));
	return row;
}

static void
draw_note(const struct screen *s, const struct pane *p, int row)
{
	const struct state *t = s->state;
	struct edit *e = desk_note(s->arg.id);
	struct pane in;

	if (row >= p->rows)
		return;
	if (!t->writing && edit_text(e).len == 0) {
		pane_z(p, row, 1, LOOK_MUTED, _("n writes a note"));
		return;
	}
	pane_field(p, row, 1, 12, t->writing ? LOOK_HEAD : LOOK_LABEL,
	    str_of(_("Note")));
	in = pane_part(p, row, 14, p->rows - row < 4 ? p->rows - row : 4,
	    p->columns - 15);
	edit_draw(e, &in, t->writing, false);
}

static void
draw_who(const struct model *m, const struct pane *p, int row)
{
	const struct row_interaction_get *i = &m->known.contact;

	pane_field(p, row, 1, p->columns - 2, LOOK_TEXT,
	    str_printf(&draw_arena, "%s   %s   %s",
		i->customer_name.len > 0 ? i->customer_name.s
		    : i->caller.len > 0	 ? i->caller.s
					 : _("unknown caller"),
		m->known.verified ? _("VERIFIED") : _("not verified"),
		m->known.facts.product.s));
}

/* Left of the script: who, and what will be written. */
static void
draw_beside(struct screen *s, struct script_run *r, const struct pane *p)
{
	const struct model *m = s->model;
	const struct script_known *k = &m->known;
	int row = 2;

	draw_head(p, 0, false, _("CUSTOMER"), -1);
	draw_who(m, p, 1);
	row = line(p, row, _("Segment"), LOOK_TEXT, k->facts.segment);
	row = line(p, row, _("Plate"), LOOK_TEXT,
	    say_plate(&draw_arena, k->facts.plate));
	row = line(p, row, _("Alert"), LOOK_ALERT, k->facts.alert);
	row = line(p, row, _("Open"), LOOK_TEXT,
	    str_printf(&draw_arena, _("%lld tickets"),
		(long long)k->facts.open));
	draw_head(p, row + 1, false, _("WHAT WILL BE WRITTEN"), -1);
	row = draw_sofar(s, r, p, row + 2);
	draw_note(s, p, row + 1);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	struct pane side[LAYOUT_COLUMNS], in = *p;
	struct script_run r;
	size_t n;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	if (!m->open) {
		draw_choices(m, p);
		return;
	}
	r = machine(m);
	n = layout_columns(p, SHAPE_CONTACT, side);
	if (n > 1 && !t->zoom) {
		draw_beside(s, &r, &side[0]);
		in = side[1];
	} else if (p->rows > 16) {
		draw_who(m, p, 0);
		in = pane_part(p, 1, 0, p->rows - 1, p->columns);
	}
	draw_top(s, &r, &in);
	row = draw_speech(&r, &in, 2);
	row = draw_field(s, &r, &in, row + 1);
	row = draw_options(s, &r, &in, row);
	row = draw_notes(&r, &in, row);
	row = draw_objections(s, &r, &in, row);
	if (n <= 1 || t->zoom) {
		row = draw_sofar(s, &r, &in, row);
		draw_note(s, &in, row);
	}
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static enum screen_key
say_go(const struct screen *s, struct buf *say, const char *move,
    struct str value)
{
	const struct model *m = s->model;

	buf_printf(say, "script go %s %s ", s->arg.id.s, move);
	if (value.len > 0)
		buf_quoted(say, value);
	buf_printf(say, " seq=%lld", (long long)m->row.seq);
	return SCREEN_SAY;
}

static enum screen_key
tell(struct buf *say, const char *why)
{
	buf_z(say, why);
	return SCREEN_TELL;
}

/* What is typed is looked at before it goes: a mistake keeps the text. */
static enum screen_key
send_typed(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct script_run r = machine(m);
	struct script_host h = host;
	struct str text = edit_text(&t->field), value;
	struct fault f;
	enum err rc;

	h.today = say_local(s->scene.now).day;
	rc = script_field_value(&draw_arena,
	    &m->script->fields[script_run_step(&r)->field], &h, text, &value,
	    &f);
	t->why[0] = '\0';
	if (rc != OK) {
		snprintf(t->why, sizeof(t->why), "%s", f.text);
		return SCREEN_TAKEN;
	}
	return say_go(s, say, "text", text);
}

static enum screen_key
end_it(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	struct script_run r = machine(m);
	struct str note = edit_text(desk_note(s->arg.id));

	if (!script_run_ended(&r)) {
		buf_printf(say, "open wrapup %s", s->arg.id.s);
		return SCREEN_SAY;
	}
	buf_printf(say, "script end %s seq=%lld", s->arg.id.s,
	    (long long)m->row.seq);
	if (note.len > 0) {
		buf_z(say, " note=");
		buf_quoted(say, note);
	}
	return SCREEN_SAY;
}

static enum screen_key
object(struct screen *s, int i, struct buf *say)
{
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	const struct model *m = s->model;
	struct state *t = s->state;
	size_t n = script_objections(m->script, m->at.step, o);

	t->objecting = false;
	if (i < 0 || (size_t)i >= n)
		return tell(say, _("There is no objection of that number."));
	return say_go(s, say, "objection", o[i]->key);
}

static enum screen_key
choose(struct screen *s, int i, struct buf *say)
{
	const struct model *m = s->model;
	struct script_run r = machine(m);
	size_t offered[SCRIPT_OPTIONS_MAX];
	size_t n = script_run_options(&r, offered);

	if ((size_t)i >= n)
		return tell(say, _("There is no option of that number."));
	return say_go(s, say, "option",
	    script_run_step(&r)->options.v[offered[i]].key);
}

/* The next of the languages it speaks. */
static enum screen_key
next_language(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	const struct script_part *p = &m->script->parts[0];

	if (p->nlangs < 2)
		return tell(say, _("This script speaks one language only."));
	for (size_t i = 0; i < p->nlangs; i++)
		if (str_eq(p->langs[i], m->row.lang))
			return say_go(s, say, "language",
			    p->langs[(i + 1) % p->nlangs]);
	return say_go(s, say, "language", p->langs[0]);
}

static enum screen_key
start_key(const struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	size_t i = k->code == KEY_ENTER ? 0 : (size_t)(k->code - '1');

	if (k->code == KEY_BACKSPACE || k->code == 'o' || k->code == 'n' ||
	    k->code == 'z' || k->code == 'L')
		return tell(say, _("Begin a script first, by its number."));
	if (k->code != KEY_ENTER && (k->code < '1' || k->code > '9'))
		return SCREEN_IGNORED;
	if (i >= m->choices.n)
		return tell(say, _("There is no script of that number."));
	buf_printf(say, "script start %s %s", s->arg.id.s,
	    m->choices.v[i].v.name.s);
	return SCREEN_SAY;
}

static enum screen_key
field_key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;

	if (k->code == KEY_ENTER)
		return send_typed(s, say);
	if (k->code == KEY_BACKSPACE && edit_text(&t->field).len == 0)
		return say_go(s, say, "back", STR_NONE);
	if (k->code == KEY_TAB) {
		t->choosing = true;
		return SCREEN_TAKEN;
	}
	return edit_key(&t->field, k, 60) ? SCREEN_TAKEN : SCREEN_IGNORED;
}

static enum screen_key
note_key(struct screen *s, const struct key *k)
{
	struct state *t = s->state;

	if (k->code == KEY_ESC || k->code == KEY_TAB) {
		t->writing = false;
		return SCREEN_TAKEN;
	}
	return edit_key(desk_note(s->arg.id), k, 60) ? SCREEN_TAKEN
						     : SCREEN_IGNORED;
}

static enum screen_key
step_key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;

	if (k->code >= '1' && k->code <= '9')
		return choose(s, (int)(k->code - '1'), say);
	switch (k->code) {
	case KEY_ENTER:
		return say_go(s, say, "next", STR_NONE);
	case KEY_BACKSPACE:
	case KEY_LEFT:
		return say_go(s, say, "back", STR_NONE);
	case KEY_TAB:
		t->choosing = false;
		return SCREEN_TAKEN;
	case 'o':
		t->objecting = true;
		return SCREEN_TAKEN;
	case 'n':
		t->writing = true;
		return SCREEN_TAKEN;
	case 'L':
		return next_language(s, say);
	case 'z':
		t->zoom = !t->zoom;
		return SCREEN_TAKEN;
	default:
		return SCREEN_IGNORED;
	}
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	enum screen_key done;

	if (m == NULL)
		return SCREEN_IGNORED;
	if (!m->open)
		return start_key(s, k, say);
	if (k->code == KEY_F(8) || k->code == KEY_F(10))
		done = end_it(s, say);
	else if (t->writing)
		done = note_key(s, k);
	else if (t->objecting && k->code == KEY_ESC) {
		t->objecting = false;
		done = SCREEN_TAKEN;
	} else if (t->objecting && k->code >= '1' && k->code <= '9')
		done = object(s, (int)(k->code - '1'), say);
	else if (typed(s))
		done = field_key(s, k, say);
	else
		done = step_key(s, k, say);
	arena_reset(&draw_arena);
	return done;
}

static struct subject
subject(const struct screen *s)
{
	const struct model *m = s->model;
	const struct row_interaction_get *i = &m->known.contact;

	return (struct subject){ .kind = "interaction",
		.id = i->id,
		.customer = i->customer,
		.interaction = i->id };
}

static struct str
label(const struct screen *s)
{
	const struct model *m = s->model;

	return m != NULL && m->open ? m->row.name : str_of(_("script"));
}

static bool
typing(const struct screen *s)
{
	const struct state *t = s->state;
	bool yes = t->writing || typed(s);

	arena_reset(&draw_arena);
	return yes;
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	edit_done(&t->field);
}

static const struct key_def keys[] = {
	{ "1", "", N_("to 9 answer") },
	{ "<Backspace>", "", N_("back") },
	{ "o", "", N_("objection") },
	{ "n", "", N_("note") },
	{ "z", "", N_("zoom") },
	{ "<F8>", "", N_("wrap up") },
	{ "v", "open verify", N_("verify") },
	{ "L", "", N_("language") },
	{ "<Esc>", "back", NULL },
	{ 0 },
};

const struct screen_def screen_script = {
	.name = "script",
	.title = N_("Script"),
	.state_size = sizeof(struct state),
	.watches = "interaction customer script",
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.subject = subject,
	.label = label,
	.typing = typing,
	.done = done,
};
