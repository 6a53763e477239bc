/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_step.c - the open step of a service script: what to say now, big and
 * alone, and the options by one key. Beside it, where there is room, whom one
 * talks to and what will be written.
 */
#include "screens/script_step.h"

#include "screens/desk.h"
#include "screens/say.h"
#include "screens/script_told.h"
#include "screens/sheet.h"
#include "ui/layout.h"

/* ---- text with gaps ----------------------------------------------------- */

/* One line of it; *gap: it began within a gap, or ends within one. */
static void
prose_line(const struct pane *p, int row, int column, enum look look,
    struct str line, bool *gap)
{
	bool plain = term_symbols() == SYMBOLS_ASCII;
	const char *s = line.s, *end = line.s + line.len, *mark;
	const size_t wide = strlen(SCRIPT_GAP_OPEN);

	while (s < end && *s != '\n') {
		const char *want = *gap ? SCRIPT_GAP_CLOSE : SCRIPT_GAP_OPEN;
		size_t n;

		mark = strstr(s, want);
		n = mark == NULL || mark >= end ? (size_t)(end - s)
						: (size_t)(mark - s);
		if (n > 0 && s[n - 1] == '\n')
			n--;
		column += pane_text(p, row, column, *gap ? LOOK_GAP : look,
		    str_copyn(&runner_words, s, n));
		if (mark == NULL || mark >= end)
			return;
		column += pane_z(p, row, column, LOOK_GAP,
		    !plain     ? want
			: *gap ? ">"
			       : "<");
		*gap = !*gap;
		s = mark + wide;
	}
}

/* Text with its gaps told apart, wrapped; returns the rows used. */
static int
prose(const struct pane *p, int row, int column, int width, int max,
    enum look look, struct str text)
{
	bool gap = false;
	int used = 0;

	while (text.len > 0 && used < max && width > 0) {
		size_t n = pane_line(width, text);

		if (n == 0 || n > text.len)
			n = text.len;
		prose_line(p, row + used, column, look,
		    (struct str){ text.s, n }, &gap);
		text = (struct str){ text.s + n, text.len - n };
		used++;
	}
	return used;
}

/* ---- the step ----------------------------------------------------------- */

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
	const struct runner_model *m = s->model;
	char clock[24];
	int end;

	say_clock(s->scene.now - m->row.entered_at, clock);
	end = pane_right(p, 0, p->columns - 1, LOOK_MUTED,
	    str_printf(&runner_words, _("step %lld of about %lld, %s"),
		(long long)m->number,
		(long long)m->number - 1 + script_run_left(r), clock));
	pane_field(p, 0, 1, end - 3, LOOK_HEAD,
	    str_printf(&runner_words, "%s v%lld › %s", m->row.name.s,
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
		text = str_printf(&runner_words, "[%s] %s",
		    r->script->parts[script_run_step(r)->part].langs[0].s,
		    text.s);
	return row + prose(p, row, 3, p->columns - 6, p->rows - row, l, text);
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
	struct runner *t = s->state;
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

static const char *
goes_on(const struct runner_model *m, struct script_run *r)
{
	if (!script_run_ended(r))
		return _("Enter goes on");
	return runner_needs_customer(m, r)
	    ? _("F8 asks first who it is: the rest needs a customer")
	    : _("F8 closes the contact and writes all this");
}

static int
draw_options(const struct screen *s, struct script_run *r, const struct pane *p,
    int row)
{
	const struct script_step *k = script_run_step(r);
	const struct runner *t = s->state;
	size_t offered[SCRIPT_OPTIONS_MAX];
	size_t n = script_run_options(r, offered);
	bool mine = !runner_typed(s) && !t->objecting && !t->writing;

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
		pane_z(p, row++, 3, LOOK_MUTED, goes_on(s->model, r));
	if (script_run_ended(r) && row < p->rows)
		pane_z(p, row++, 3, LOOK_MUTED,
		    _("X closes it, and leaves undone what is refused"));
	return n > 0 || script_run_ended(r) ? row + 1 : row;
}

static int
draw_notes(struct script_run *r, const struct pane *p, int row)
{
	const struct script_step *k = script_run_step(r);

	for (size_t i = 0; i < k->note.n && row < p->rows; i++) {
		struct str text = str_printf(&runner_words, "%s %s",
		    i == 0 ? _("For you:") : "",
		    script_run_say(r, &k->note.v[i], "note", i, NULL).s);

		row += prose(p, row, 1, p->columns - 2, p->rows - row,
		    LOOK_MUTED, text);
	}
	return k->note.n > 0 ? row + 1 : row;
}

static int
draw_objections(const struct screen *s, struct script_run *r,
    const struct pane *p, int row)
{
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	const struct runner *t = s->state;
	size_t n = script_objections(r->script, script_run_at(r), o);
	int at = 1, first = row;

	for (size_t i = 0; i < n && row < p->rows; i++) {
		struct str text = str_printf(&runner_words, "o%zu %s", i + 1,
		    script_run_objection(r, o[i]).s);
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

/* Once each: a survey asks for the same many times. */
static void
add_act(struct buf *b, struct str verb)
{
	struct str word = script_verb_word(verb);

	if (b->len == 0 || strstr(buf_view(b).s, word.s) == NULL)
		buf_printf(b, "%s%s", b->len > 0 ? " · " : "", word.s);
}

static void
wishes(const struct runner_model *m, struct script_run *r, struct buf *b)
{
	const struct script_step *k = script_run_step(r);

	for (size_t i = 0; i < m->at.nwishes; i++)
		add_act(b,
		    r->script->steps.v[m->at.wishes[i].step]
			.acts.v[m->at.wishes[i].i]
			.verb);
	for (size_t i = 0; i < k->acts.n && script_run_ended(r); i++)
		add_act(b, k->acts.v[i].verb);
	if (m->about.len > 0)
		buf_printf(b, "%s%s", b->len > 0 ? " · " : "", m->about.s);
	if (m->outcome.len > 0)
		buf_printf(b, "%s%s", b->len > 0 ? " · " : "", m->outcome.s);
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
	const struct runner_model *m = s->model;
	struct buf b = { 0 };

	told_answers(r, &b);
	row = line(p, row, _("So far"), LOOK_TEXT, buf_view(&b));
	buf_reset(&b);
	wishes(m, r, &b);
	row = line(p, row, _("At the end"), LOOK_TEXT, buf_view(&b));
	buf_done(&b);
	for (size_t i = 0; i < m->wishes.n; i++) {
		const struct row_script_wish_list *x = &m->wishes.v[i];
		bool did = str_is(x->state, "done");
		struct str word = script_verb_word(x->line);

		row = line(p, row, did ? _("Done") : _("Undone"),
		    did ? LOOK_GOOD : LOOK_LATE,
		    x->why.len > 0
			? str_printf(&runner_words, "%s: %s", word.s, x->why.s)
			: word);
	}
	return row;
}

static void
draw_note(const struct screen *s, const struct pane *p, int row)
{
	const struct runner *t = s->state;
	struct edit *e = desk_note(s->arg.id);
	struct pane in;

	if (row >= p->rows)
		return;
	if (!t->writing && edit_text(e).len == 0) {
		pane_z(p, row, 1, LOOK_MUTED,
		    runner_typed(s) ? _("Tab, then n writes a note")
				    : _("n writes a note"));
		return;
	}
	pane_field(p, row, 1, 12, t->writing ? LOOK_HEAD : LOOK_LABEL,
	    str_of(_("Note")));
	in = pane_part(p, row, 14, p->rows - row < 4 ? p->rows - row : 4,
	    p->columns - 15);
	edit_draw(e, &in, t->writing, false);
}

static void
draw_who(const struct runner_model *m, const struct pane *p, int row)
{
	const struct row_interaction_get *i = &m->known.contact;

	pane_field(p, row, 1, p->columns - 2, LOOK_TEXT,
	    str_printf(&runner_words, "%s   %s   %s",
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
	const struct runner_model *m = s->model;
	const struct script_known *k = &m->known;
	int row = 2;

	draw_head(p, 0, false, _("CUSTOMER"), -1);
	draw_who(m, p, 1);
	row = line(p, row, _("Segment"), LOOK_TEXT, k->facts.segment);
	row = line(p, row, _("Plate"), LOOK_TEXT,
	    say_plate(&runner_words, k->facts.plate));
	row = line(p, row, _("Alert"), LOOK_ALERT, k->facts.alert);
	row = line(p, row, _("Open"), LOOK_TEXT,
	    str_printf(&runner_words,
		ngettext("%lld ticket", "%lld tickets",
		    (unsigned long)k->facts.open),
		(long long)k->facts.open));
	draw_head(p, row + 1, false, _("WHAT WILL BE WRITTEN"), -1);
	row = draw_sofar(s, r, p, row + 2);
	draw_note(s, p, row + 1);
}

void
runner_draw_step(struct screen *s, const struct pane *p)
{
	const struct runner_model *m = s->model;
	const struct runner *t = s->state;
	struct pane side[LAYOUT_COLUMNS], in = *p;
	struct script_run r = runner_machine(m);
	size_t n = layout_columns(p, SHAPE_CONTACT, side);
	int row;

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
}
