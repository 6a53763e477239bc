/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_key.c - what each key does in a service script: answers, objections,
 * the note, the way back, the end; and which script begins.
 */
#include "screens/script_key.h"

#include "screens/desk.h"
#include "screens/say.h"
#include "screens/script_list.h"
#include "screens/sheet.h"

static enum screen_key
say_go(const struct screen *s, struct buf *say, const char *move,
    struct str value)
{
	const struct runner_model *m = s->model;

	buf_printf(say, "script go %s %s ", s->arg.id.s, move);
	if (value.len > 0)
		buf_quoted(say, value);
	buf_printf(say, " seq=%lld", (long long)m->row.seq);
	return SCREEN_SAY;
}

/* What is typed is looked at before it goes: a mistake keeps the text. */
static enum screen_key
send_typed(struct screen *s, struct buf *say)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;
	struct script_run r = runner_machine(m);
	struct script_host h = *r.host;
	struct str text = edit_text(&t->field), value;
	struct fault f;
	enum err rc;

	h.today = say_local(s->scene.now).day;
	rc = script_field_value(&runner_words,
	    &m->script->fields[script_run_step(&r)->field], &h, text, &value,
	    &f);
	t->why[0] = '\0';
	if (rc != OK) {
		snprintf(t->why, sizeof(t->why), "%s", f.text);
		return SCREEN_TAKEN;
	}
	if (script_run_step(&r)->secure) /* it goes nowhere, kept nowhere */
		return say_go(s, say, "veiled", STR_NONE);
	return say_go(s, say, "text", text);
}

/* Closes all; `skip` leaves undone what is refused, and says what that was. */
static enum screen_key
end_it(struct screen *s, bool skip, struct buf *say)
{
	const struct runner_model *m = s->model;
	struct script_run r = runner_machine(m);
	struct str note = edit_text(desk_note(s->arg.id));

	if (!script_run_ended(&r)) {
		buf_printf(say, "open wrapup %s", s->arg.id.s);
		return SCREEN_SAY;
	}
	if (!skip && runner_needs_customer(m, &r)) {
		buf_printf(say, "open who %s", s->arg.id.s);
		return SCREEN_SAY;
	}
	buf_printf(say, "script end %s seq=%lld%s", s->arg.id.s,
	    (long long)m->row.seq, skip ? " skip=yes" : "");
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
	const struct runner_model *m = s->model;
	struct runner *t = s->state;
	size_t n = script_objections(m->script, m->at.step, o);

	t->objecting = false;
	if (i < 0 || (size_t)i >= n)
		return screen_tell(say,
		    _("There is no objection of that number."));
	return say_go(s, say, "objection", o[i]->key);
}

static enum screen_key
choose(struct screen *s, int i, struct buf *say)
{
	const struct runner_model *m = s->model;
	struct script_run r = runner_machine(m);
	size_t offered[SCRIPT_OPTIONS_MAX];
	size_t n = script_run_options(&r, offered);

	if ((size_t)i >= n)
		return screen_tell(say,
		    _("There is no option of that number."));
	return say_go(s, say, "option",
	    script_run_step(&r)->options.v[offered[i]].key);
}

/* The next of the languages it speaks. */
static enum screen_key
next_language(struct screen *s, struct buf *say)
{
	const struct runner_model *m = s->model;
	const struct script_part *p = &m->script->parts[0];

	if (p->nlangs < 2)
		return screen_tell(say,
		    _("This script speaks one language only."));
	for (size_t i = 0; i < p->nlangs; i++)
		if (str_eq(p->langs[i], m->row.lang))
			return say_go(s, say, "language",
			    p->langs[(i + 1) % p->nlangs]);
	return say_go(s, say, "language", p->langs[0]);
}

/* A script begins by its number, or with Enter; letters leave those that have
 * them. */
static enum screen_key
start(const struct screen *s, const struct script_choice *k, struct buf *say)
{
	if (k == NULL)
		return screen_tell(say,
		    _("There is no script of that number."));
	buf_printf(say, "script start %s %s", s->arg.id.s, k->v.name.s);
	return SCREEN_SAY;
}

static long
steps_of(const struct key *k, int page)
{
	switch (k->code) {
	case KEY_UP:
		return -1;
	case KEY_DOWN:
		return 1;
	case KEY_PGUP:
		return -page;
	case KEY_PGDN:
		return page;
	default:
		return 0;
	}
}

static enum screen_key
start_key(struct screen *s, const struct key *k, struct buf *say)
{
	struct runner *t = s->state;
	struct rows rows = runner_choices(s);
	const struct script_choice *v = rows.v;
	enum screen_key did;
	size_t i = (size_t)(k->code - '1');
	long by = steps_of(k, s->arg.rows - 4);

	if (runner_closed(s->model))
		return k->code == KEY_ENTER ||
			(k->code >= '1' && k->code <= '9')
		    ? screen_tell(say,
			  _("This contact is closed: no script begins in it."))
		    : SCREEN_IGNORED;
	if (k->code >= '1' && k->code <= '9')
		return start(s, i < rows.n ? &v[i] : NULL, say);
	if (k->code == KEY_ENTER)
		return start(s, list_pick(&t->choices, rows), say);
	if (by != 0) {
		list_move(&t->choices, rows, by);
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_BACKSPACE && edit_text(&t->filter).len == 0)
		return screen_tell(say,
		    _("Begin a script first, by its number."));
	did = box_key(&t->filter, k, say);
	if (did != SCREEN_TAKEN)
		return did;
	list_settle(&t->choices, runner_choices(s), s->arg.rows);
	list_move(&t->choices, runner_choices(s), -(long)(SIZE_MAX / 4));
	return SCREEN_TAKEN;
}

/* The way so far: looked at, and left. */
static enum screen_key
past_key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;
	long by = steps_of(k, s->arg.rows - 3);

	if (by != 0)
		list_move(&t->steps, ROWS(m->past, m->npast), by);
	else if (k->code == 'H' || k->code == KEY_ESC || k->code == KEY_ENTER)
		t->past = false;
	else if (k->code == KEY_BACKSPACE || k->code == 'o' || k->code == 'n' ||
	    k->code == 'L' || k->code == 'z' ||
	    (k->code >= '1' && k->code <= '9'))
		return screen_tell(say, _("H goes back to the step first."));
	else
		return SCREEN_IGNORED;
	return SCREEN_TAKEN;
}

static enum screen_key
field_key(struct screen *s, const struct key *k, struct buf *say)
{
	struct runner *t = s->state;

	if (k->code == KEY_ENTER)
		return send_typed(s, say);
	if (k->code == KEY_BACKSPACE && edit_text(&t->field).len == 0)
		return say_go(s, say, "back", STR_NONE);
	if (k->code == KEY_TAB) {
		t->choosing = true;
		return SCREEN_TAKEN;
	}
	return box_key(&t->field, k, say);
}

static enum screen_key
note_key(struct screen *s, const struct key *k, struct buf *say)
{
	struct runner *t = s->state;

	if (k->code == KEY_ESC || k->code == KEY_TAB) {
		t->writing = false;
		return SCREEN_TAKEN;
	}
	return box_key(desk_note(s->arg.id), k, say);
}

static enum screen_key
step_key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;

	if (k->code >= '1' && k->code <= '9')
		return choose(s, (int)(k->code - '1'), say);
	switch (k->code) {
	case 'X': {
		struct script_run r = runner_machine(m);

		if (!script_run_ended(&r))
			return screen_tell(say,
			    _("Only at the end can something be left undone."));
		return end_it(s, true, say);
	}
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
	case 'H':
		t->past = true;
		list_move(&t->steps, ROWS(m->past, m->npast),
		    -(long)(SIZE_MAX / 4));
		return SCREEN_TAKEN;
	default:
		return SCREEN_IGNORED;
	}
}

enum screen_key
runner_key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;
	enum screen_key done;

	if (m == NULL)
		return SCREEN_IGNORED;
	if (!m->open) {
		done = start_key(s, k, say);
		arena_reset(&runner_words);
		return done;
	}
	if (k->code == KEY_F(8) || k->code == KEY_F(10))
		done = end_it(s, false, say);
	else if (t->past)
		done = past_key(s, k, say);
	else if (t->writing)
		done = note_key(s, k, say);
	else if (t->objecting && k->code == KEY_ESC) {
		t->objecting = false;
		done = SCREEN_TAKEN;
	} else if (t->objecting && k->code >= '1' && k->code <= '9')
		done = object(s, (int)(k->code - '1'), say);
	else if (runner_typed(s))
		done = field_key(s, k, say);
	else
		done = step_key(s, k, say);
	arena_reset(&runner_words);
	return done;
}
