/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script.c - the service script of a contact: what is loaded, and what each
 * key does. A half-typed answer is a draft like all that is typed.
 */
#include "screens/script.h"

#include "base/json.h"
#include "core/outcome.h"
#include "core/rut.h"
#include "core/typification.h"
#include "screens/desk.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "screens/script_told.h"

/* ---- loading ------------------------------------------------------------ */

static bool
at_end(const struct runner_model *m)
{
	return m->at.step != SCRIPT_NONE &&
	    m->script->steps.v[m->at.step].close == SCRIPT_END;
}

/* The words of an end's codes. */
static enum err
load_end(struct core *c, struct arena *a, struct runner_model *m)
{
	const struct script_step *k;
	struct outcome_rows ways;
	enum err rc = OK;

	m->about = m->outcome = STR_NONE;
	if (!at_end(m))
		return OK;
	k = &m->script->steps.v[m->at.step];
	m->about = k->typification;
	if (k->typification.len > 0)
		rc = typification_path(c, a, k->typification, &m->about);
	if (rc == OK || rc == ERR_NOT_FOUND || rc == ERR_DENIED)
		rc = outcome_list(c, a, true, &ways);
	m->outcome = k->outcome;
	for (size_t i = 0; rc == OK && i < ways.n; i++)
		if (str_eq(ways.v[i].o.code, k->outcome))
			m->outcome = ways.v[i].o.name;
	return rc;
}

static enum err
load_script(struct core *c, struct arena *a, struct runner_model *m)
{
	struct rows_script_visits visits;
	enum err rc;

	if ((rc = told_script(c, a, &m->row, &m->script)) != OK)
		return rc;
	m->known.lang = m->row.lang;
	if (m->row.ticket_number > 0)
		m->known.ticket =
		    str_printf(a, "T-%lld", (long long)m->row.ticket_number);
	rc = script_state_read(m->script, a, m->row.body, &m->at, &c->fault);
	if (rc == OK)
		rc = load_end(c, a, m);
	if (rc == OK)
		rc = script_wishes(c, a, m->row.id, &m->wishes);
	if (rc == OK)
		rc = script_way(c, a, m->row.id, &visits);
	if (rc == OK)
		runner_past(a, m, &visits);
	return rc;
}

struct loading {
	struct arena *a;
	struct id contact;
	struct runner_model *m;
};

/* The run first: then its way is asked for together with what is known. */
static enum err
load_all(struct core *c, void *u)
{
	const struct loading *l = u;
	struct runner_model *m = l->m;
	enum err rc;

	script_known_ahead(c, l->contact);
	rc = script_run_of(c, l->a, l->contact, &m->row);
	m->open = rc == OK && str_is(m->row.state, "running");
	if (rc != OK && rc != ERR_NOT_FOUND)
		return rc;
	c->fault = (struct fault){ .code = OK };
	if (m->open)
		script_way_ahead(c, m->row.id);
	rc = script_known_load(c, l->a, l->contact, &m->known);
	if (rc != OK)
		return rc;
	return m->open ? load_script(c, l->a, m)
		       : script_choose(c, l->a, l->contact, &m->choices);
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct loading l = { a, arg->id, NEW(a, struct runner_model) };
	enum err rc = core_read(c, load_all, &l);

	if (rc != OK)
		return rc;
	*model = l.m;
	return OK;
}

/* ---- the machine, for one drawing or one key ---------------------------- */

static struct str
look(void *u, struct str name, bool key, bool *known)
{
	const struct runner_model *m = u;
	struct script_known k = m->known;
	const struct script_name *of = script_name_find(name);
	struct str v;

	k.arena = &runner_words;
	v = script_known_get(&k, name, known);
	return key || of == NULL || !*known
	    ? v
	    : script_value_say(&runner_words, of->type, v,
		  script_spanish(k.lang));
}

static const struct script_host host = { .rut = rut_parse,
	.phone = phone_digits };

struct script_run
runner_machine(const struct runner_model *m)
{
	struct script_run r = { .script = m->script,
		.arena = &runner_words,
		.lang = m->row.lang,
		.look = look,
		.u = (void *)(uintptr_t)m,
		.host = &host };

	script_run_resume(&r, &m->at);
	return r;
}

bool
runner_typed(const struct screen *s)
{
	const struct runner_model *m = s->model;
	const struct runner *t = s->state;
	struct script_run r;

	if (m == NULL || !m->open || t->choosing || t->objecting || t->past)
		return false;
	r = runner_machine(m);
	return script_run_typed(&r);
}

/* Another step: what was typed was for the one before. */
static void
loaded(struct screen *s)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;

	if (m->open && t->seq != m->row.seq) {
		edit_set(&t->field, STR_NONE);
		t->seq = m->row.seq;
		t->choosing = t->objecting = t->past = false;
		t->why[0] = '\0';
	}
	if (str_is(m->known.contact.state, "closed")) {
		desk_forget(s->arg.id); /* it was written at its end */
		t->writing = false;
	}
	if (m->open)
		list_settle(&t->steps, ROWS(m->past, m->npast), s->arg.rows);
	else
		list_settle(&t->choices, runner_choices(s), s->arg.rows);
	arena_reset(&runner_words);
}

/* ---- drawing ------------------------------------------------------------ */

static void
draw(struct screen *s, const struct pane *p)
{
	const struct runner_model *m = s->model;
	const struct runner *t = s->state;

	if (m == NULL)
		draw_waits(s, p);
	else if (!m->open)
		runner_draw_choices(s, p);
	else if (t->past)
		runner_draw_past(s, p);
	else
		runner_draw_step(s, p);
	arena_reset(&runner_words);
}

/* ---- keys --------------------------------------------------------------- */

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
	struct script_host h = host;
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
	return say_go(s, say, "text", text);
}

static bool
wants_customer(struct str verb)
{
	static const char *const verbs[] = { "ticket create", "customer note",
		"customer edit", "customer contact-add", "consent set",
		"alert add" };

	for (size_t i = 0; i < countof(verbs); i++)
		if (str_is(verb, verbs[i]))
			return true;
	return false;
}

bool
runner_needs_customer(const struct runner_model *m, struct script_run *r)
{
	const struct script_step *k = script_run_step(r);
	bool wants = false;

	if (!id_none(m->known.contact.customer))
		return false;
	for (size_t i = 0; i < m->at.nwishes; i++)
		wants |= wants_customer(r->script->steps.v[m->at.wishes[i].step]
					    .acts.v[m->at.wishes[i].i]
					    .verb);
	for (size_t i = 0; i < k->acts.n; i++)
		wants |= wants_customer(k->acts.v[i].verb);
	return wants;
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

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
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

static struct subject
subject(const struct screen *s)
{
	const struct runner_model *m = s->model;
	const struct row_interaction_get *i = &m->known.contact;

	return (struct subject){ .kind = "interaction",
		.id = i->id,
		.customer = i->customer,
		.interaction = i->id };
}

static struct str
label(const struct screen *s)
{
	const struct runner_model *m = s->model;

	return m != NULL && m->open ? m->row.name : str_of(_("script"));
}

static bool
typing(const struct screen *s)
{
	const struct runner *t = s->state;
	const struct runner_model *m = s->model;
	bool yes =
	    m != NULL && (m->open ? t->writing || runner_typed(s) : true);

	arena_reset(&runner_words);
	return yes;
}

/* The note, or the answer of a step that takes words. */
static struct edit *
typed_into(struct screen *s)
{
	struct runner *t = s->state;
	const struct runner_model *m = s->model;
	struct edit *e = NULL;

	if (m != NULL && m->open && !t->past)
		e = t->writing	      ? desk_note(s->arg.id)
		    : runner_typed(s) ? &t->field
				      : NULL;
	arena_reset(&runner_words);
	return e;
}

static void
done(struct screen *s)
{
	struct runner *t = s->state;

	edit_done(&t->field);
	edit_done(&t->filter);
	list_done(&t->choices);
	list_done(&t->steps);
}

/* A secret is typed anew. */
static bool
secure(const struct screen *s)
{
	const struct runner_model *m = s->model;
	struct script_run r;

	if (m == NULL || !m->open)
		return false;
	r = runner_machine(m);
	return script_run_step(&r)->secure;
}

static void
draft(const struct screen *s, struct buf *out)
{
	const struct runner *t = s->state;
	struct json *o;

	bool open =
	    s->model != NULL && ((const struct runner_model *)s->model)->open;

	if (edit_text(open ? &t->field : &t->filter).len == 0 || secure(s))
		return;
	o = json_object_new();
	if (open) {
		json_set_int(o, "visit", t->seq);
		json_set_str(o, "text", edit_text(&t->field));
		json_set_int(o, "at", (int64_t)t->field.at);
	} else {
		box_draft(o, "filter", &t->filter);
	}
	json_print(o, out, false);
	json_free(o);
}

static void
answer_back(struct screen *s, const struct json *o)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;
	int64_t at = json_int(json_get(o, "at"));

	t->seq = m->row.seq;
	edit_set(&t->field, json_str(json_get(o, "text")));
	if (at > 0)
		edit_place(&t->field, (size_t)at);
}

/* Of another visit, it was for a step that is left; and what was typed since
 * is newer. It may be offered again at each drawing, and then changes nothing. */
static void
undraft(struct screen *s, struct str text)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;
	struct json *o;

	if (m == NULL || json_parse(text, &o, NULL) != OK)
		return;
	if (!m->open)
		(void)box_undraft(o, "filter", &t->filter);
	else if (json_int(json_get(o, "visit")) == m->row.seq &&
	    edit_text(&t->field).len == 0)
		answer_back(s, o);
	json_free(o);
}

static const struct key_def keys[] = {
	{ "1", "", N_("to 9 answer") },
	{ "<Backspace>", "", N_("back") },
	{ "o", "", N_("objection") },
	{ "n", "", N_("note") },
	{ "H", "", N_("way so far") },
	{ "z", "", N_("zoom") },
	{ "<F8>", "", N_("wrap up") },
	{ "X", "", N_("end, leave undone") },
	{ "v", "open verify", N_("verify") },
	{ "L", "", N_("language") },
	{ "<Esc>", "back", NULL },
	{ 0 },
};

/* Nothing is left to answer. */
static const struct key_def end_keys[] = {
	{ "<F8>", "", N_("wrap up") },
	{ "X", "", N_("end, leave undone") },
	{ "<Backspace>", "", N_("back") },
	{ "n", "", N_("note") },
	{ "H", "", N_("way so far") },
	{ "v", "open verify", N_("verify") },
	{ "<Esc>", "back", NULL },
	{ 0 },
};

/* Digits and letters are the answer: Tab leads out of it. */
static const struct key_def typed_keys[] = {
	{ "<Enter>", "", N_("go on") },
	{ "<Tab>", "", N_("options, objection, note, way") },
	{ "<Backspace>", "", N_("back") },
	{ "<F8>", "", N_("wrap up") },
	{ "<Esc>", "back", NULL },
	{ 0 },
};

static const struct key_def objection_keys[] = {
	{ "1", "", N_("to 9 objection") },
	{ "<Esc>", "", N_("back to the step") },
	{ 0 },
};

static const struct key_def note_keys[] = {
	{ "<Esc>", "", N_("back to the step") },
	{ "<F8>", "", N_("wrap up") },
	{ 0 },
};

static const struct key_def past_keys[] = {
	{ "H", "", N_("back to the step") },
	{ "<Down>", "", N_("choose") },
	{ "<F8>", "", N_("wrap up") },
	{ 0 },
};

static const struct key_def list_keys[] = {
	{ "1", "", N_("to 9 begin") },
	{ "<Enter>", "", N_("begin") },
	{ "<Down>", "", N_("choose") },
	{ "a", "", N_("letters: only those") },
	{ "<Esc>", "back", NULL },
	{ 0 },
};

static const struct key_def *
line_keys(const struct screen *s)
{
	const struct runner_model *m = s->model;
	const struct runner *t = s->state;

	if (m == NULL || !m->open)
		return list_keys;
	if (t->past)
		return past_keys;
	if (t->writing)
		return note_keys;
	if (t->objecting)
		return objection_keys;
	if (typing(s))
		return typed_keys;
	return at_end(m) ? end_keys : keys;
}

const struct screen_def screen_script = {
	.name = "script",
	.title = N_("Script"),
	.of = OF_CONTACT,
	.about = N_("What to say now, and the answers by one key. o and a "
		    "number goes into an objection and comes back."),
	.state_size = sizeof(struct runner),
	.watches = "interaction customer script",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.subject = subject,
	.label = label,
	.typing = typing,
	.edit = typed_into,
	.draft = draft,
	.undraft = undraft,
	.done = done,
};
