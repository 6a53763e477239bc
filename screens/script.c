/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script.c - the service script of a contact: what is loaded, and which keys
 * there are. A half-typed answer is a draft like all that is typed.
 */
#include "base/json.h"
#include "core/outcome.h"
#include "core/typification.h"
#include "screens/desk.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "screens/script_key.h"
#include "screens/script_list.h"
#include "screens/script_step.h"
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

/* ---- another step ------------------------------------------------------- */

static void
is_at(struct runner *t, const struct runner_model *m)
{
	t->run = m->row.id;
	t->seq = m->row.seq;
}

/* Another step: what was typed was for the one before. */
static void
loaded(struct screen *s)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;

	if (m->open && (t->seq != m->row.seq || !id_eq(t->run, m->row.id))) {
		edit_set(&t->field, STR_NONE);
		is_at(t, m);
		t->choosing = t->objecting = t->past = false;
		t->why[0] = '\0';
	}
	if (str_is(m->known.contact.state, "closed"))
		t->writing = false;
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

/* ---- what it is ---------------------------------------------------------- */

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

	return m != NULL && m->open ? m->row.name : str_of(_(s->def->title));
}

static bool
typing(const struct screen *s)
{
	const struct runner *t = s->state;
	const struct runner_model *m = s->model;
	bool yes = m != NULL && !runner_closed(m) &&
	    (m->open ? t->writing || runner_typed(s) : true);

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

/* An answer; but not what the guides were looked through for. */
static bool
keeps(const struct screen *s)
{
	const struct runner_model *m = s->model;

	return m != NULL && m->open;
}

static void
answer_back(struct screen *s, const struct json *o)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;
	int64_t at = json_int(json_get(o, "at"));

	is_at(t, m);
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
	{ "<Left>", "", NULL },
	{ "<Backspace>", "", N_("back") },
	{ "o", "", N_("objection") },
	{ "n", "", N_("note") },
	{ "H", "", N_("way so far") },
	{ "z", "", N_("zoom") },
	{ "<F8>", "", N_("wrap up") },
	{ "X", "", N_("end, leave undone") },
	{ "v", "open verify", N_("verify") },
	{ "L", "", N_("language") },
	{ "<F10>", "", NULL },
	{ "<Enter>", "", N_("go on") },
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
	{ "a", "", N_("to z finds it") },
	{ "<Esc>", "back", NULL },
	{ 0 },
};

static const struct key_def closed_keys[] = {
	{ "<Esc>", "back", NULL },
	{ 0 },
};

static const struct key_def *
line_keys(const struct screen *s)
{
	const struct runner_model *m = s->model;
	const struct runner *t = s->state;

	if (runner_closed(m))
		return closed_keys;
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
	.key = runner_key,
	.subject = subject,
	.label = label,
	.typing = typing,
	.edit = typed_into,
	.draft = draft,
	.undraft = undraft,
	.keeps = keeps,
	.done = done,
};
