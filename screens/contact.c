/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * contact.c - one conversation: talk, read and write at once. What will be
 * written at its end is seen while it grows, so that the end holds no
 * surprise.
 */
#include "screens/contact_draw.h"

#include "base/json.h"
#include "base/utf8.h"
#include "core/outcome.h"
#include "core/spent.h"
#include "screens/desk.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "screens/tickets.h"

/* ---- loading ------------------------------------------------------------ */

static enum err
load_customer(struct core *c, struct arena *a, struct id id,
    struct contact_model *m)
{
	struct ticket_filter f = {
		.states = STR("undone"), .customer = id, .limit = 50
	};
	struct rows_ticket_rows rows;
	enum err rc;

	f.team = f.typification = STR_NONE;
	if ((rc = customer_get(c, a, id, &m->who)) != OK ||
	    (rc = contact_list(c, a, id, &m->points)) != OK ||
	    (rc = alert_list(c, a, id, false, &m->alerts)) != OK ||
	    (rc = verify_get(c, a, m->i.id, &m->verify)) != OK ||
	    (rc = aside_load(c, a, id, &m->aside)) != OK)
		return rc;
	if ((rc = ticket_list(c, a, &f, &rows)) == OK)
		rc = owed_of(c, a, &rows, &m->open);
	if (rc == OK)
		owed_urgent(&m->open);
	return rc == ERR_DENIED ? OK : rc;
}

static enum err
load_outcome(struct core *c, struct arena *a, struct contact_model *m)
{
	struct outcome_rows ways;
	enum err rc;

	m->outcome = outcome_word(m->i.outcome, m->i.outcome);
	if (m->outcome.len == 0)
		return OK;
	if ((rc = outcome_list(c, a, true, &ways)) != OK)
		return rc == ERR_DENIED ? OK : rc;
	for (size_t i = 0; i < ways.n; i++)
		if (str_eq(ways.v[i].o.code, m->i.outcome))
			m->outcome = ways.v[i].o.name;
	return OK;
}

/* What else one has in hand, from a contact of one's own. */
static enum err
load_mine(struct core *c, struct arena *a, struct contact_model *m)
{
	if (contact_closed(m) || !id_eq(m->i.owner, c->me.id))
		return OK;
	return interaction_open(c, a, &m->mine);
}

/* Handed over, or not answered yet: what would be refused in the end. */
static enum err
load_theirs(struct core *c, struct arena *a, struct contact_model *m)
{
	enum err rc = OK;

	m->theirs = STR_NONE;
	if (!id_eq(m->i.owner, c->me.id))
		rc = interaction_may(c, m->i.id);
	if (rc != ERR_DENIED && rc != ERR_INVALID)
		return rc;
	m->theirs = str_copy(a, str_of(c->fault.text));
	rc = handover_get(c, a, m->i.id, &m->handed);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return rc;
	c->fault = (struct fault){ .code = OK };
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct contact_model *m = NEW(a, struct contact_model);
	enum err rc;

	if ((rc = interaction_get(c, a, arg->id, &m->i)) != OK ||
	    (rc = load_outcome(c, a, m)) != OK ||
	    (rc = interaction_matters(c, a, arg->id, &m->matters)) != OK ||
	    (rc = message_of_interaction(c, a, arg->id, &m->said)) != OK ||
	    (rc = told_load(c, a, arg->id, &m->script)) != OK ||
	    (rc = load_mine(c, a, m)) != OK ||
	    (rc = load_theirs(c, a, m)) != OK ||
	    (rc = spent_talk(c, arg->id, &m->worked)) != OK)
		return rc;
	if (!id_none(m->i.customer) &&
	    (rc = load_customer(c, a, m->i.customer, m)) != OK)
		return rc;
	*model = m;
	return OK;
}

static bool
is_said(const struct screen *s, struct str note)
{
	const struct contact_model *m = s->model;

	for (size_t i = 0; note.len > 0 && i < m->said.n; i++)
		if (str_eq(m->said.v[i].body, note) &&
		    id_eq(m->said.v[i].author, s->scene.me->id))
			return true;
	return false;
}

/* What was saved is no draft any more; what was not outlives the contact, which
 * somebody else may close. */
static void
loaded(struct screen *s)
{
	struct contact_state *t = s->state;
	struct arena a = { 0 };

	t->begun = true;
	if (is_said(s, utf8_trim(&a, edit_text(desk_note(s->arg.id))))) {
		edit_set(desk_note(s->arg.id), STR_NONE);
		t->writing = false;
	}
	if (contact_closed(s->model) && !contact_left(s)) {
		desk_forget(s->arg.id);
		t->begun = t->writing = false;
	}
	arena_done(&a);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct contact_model *m = s->model;

	*rows = ROWS(m->open.v, m->open.n);
	return &((struct contact_state *)s->state)->list;
}

/* In the note all letters are text; Esc goes back to where one was. */
static enum screen_key
note_key(struct screen *s, const struct key *k, struct buf *say)
{
	struct edit *e = desk_note(s->arg.id);
	struct contact_state *t = s->state;

	if (k->code == KEY_ESC || k->code == KEY_TAB) {
		t->writing = false;
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_F(10) || k->code == KEY_CTRL('S')) {
		t->writing = false;
		if (edit_text(e).len == 0)
			return SCREEN_TAKEN;
		buf_printf(say, "interaction note %s text=", s->arg.id.s);
		buf_quoted(say, edit_text(e));
		return SCREEN_SAY;
	}
	return box_key(e, k, say);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct contact_model *m = s->model;
	const struct owed *x;
	struct contact_state *t = s->state;

	if (m == NULL)
		return SCREEN_IGNORED;
	if (t->writing)
		return note_key(s, k, say);
	if (k->code == KEY_ENTER && (x = screen_picked(s)) != NULL) {
		buf_printf(say, "open ticket %s", x->t.id.s);
		return SCREEN_SAY;
	}
	if ((k->code == KEY_F(10) || k->code == KEY_CTRL('S')) && t->begun &&
	    edit_text(desk_note(s->arg.id)).len > 0)
		return note_key(s, k, say);
	return SCREEN_IGNORED;
}

static enum screen_key
hold(const struct contact_model *m, struct buf *say)
{
	if (str_is(m->i.state, "talking"))
		buf_printf(say, "interaction hold %s", m->i.id.s);
	else if (str_is(m->i.state, "held"))
		buf_printf(say, "interaction resume %s", m->i.id.s);
	else
		return screen_tell(say,
		    _("The conversation is over: nothing to hold."));
	return SCREEN_SAY;
}

/* It was answered: by me, or by who it was handed to. */
static enum screen_key
in_hands(const struct screen *s, struct buf *say)
{
	const struct contact_model *m = s->model;

	if (id_eq(m->i.owner, s->scene.me->id) || id_none(m->i.owner))
		return screen_tell(say,
		    _("You are in this contact: F8 wraps it up, then F9 takes "
		      "the next."));
	buf_printf(say, _("%s has it: Esc and F9 take the next."),
	    m->i.owner_name.s);
	return SCREEN_TELL;
}

/* What is done in a contact that one has. */
static bool
of_holder(struct str words)
{
	static const char *const all[] = { "interaction note",
		"interaction hold", "open verify", "open wrapup",
		"open transfer" };

	for (size_t i = 0; i < countof(all); i++)
		if (str_is(words, all[i]))
			return true;
	return false;
}

/* Of the ticket under the mark, and not of the contact. */
static const struct {
	const char *words;
	bool looks; /* at a screen of it */
} of_ticket[] = {
	{ "ticket reply", false },
	{ "ticket edit", false },
	{ "ticket assign", false },
	{ "ticket resolve", false },
	{ "open ledger", true },
	{ "open links", true },
};

static enum screen_key
ticket_verb(const struct screen *s, struct str words, bool looks,
    struct buf *say)
{
	const struct owed *x = screen_picked(s);
	struct ticket_facts facts;

	if (x == NULL)
		return screen_tell(say,
		    _("No ticket of theirs is open here: F4 makes one."));
	facts = owed_facts(x);
	if (!looks)
		return ticket_word(&facts, s->scene.me, words, say);
	buf_printf(say, "%s %s", words.s, x->t.id.s);
	return SCREEN_SAY;
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct contact_model *m = s->model;
	struct contact_state *t = s->state;

	for (size_t i = 0; i < countof(of_ticket); i++)
		if (str_is(words, of_ticket[i].words))
			return ticket_verb(s, words, of_ticket[i].looks, say);
	if (str_is(words, "open contact") && m->mine.n > 1) {
		buf_printf(say, "open contact %s", contact_next(m).s);
		return SCREEN_SAY;
	}
	if (m->theirs.len > 0 && of_holder(words))
		return screen_tell(say, m->theirs.s);
	if (str_is(words, "interaction hold"))
		return hold(m, say);
	if (str_is(words, "open transfer") && !str_is(m->i.state, "talking") &&
	    !str_is(m->i.state, "held"))
		return screen_tell(say,
		    _("Only a contact that is talked or held can be handed "
		      "over."));
	if (str_is(words, "interaction answer") && contact_closed(m)) {
		buf_z(say, "answer"); /* the next one */
		return SCREEN_SAY;
	}
	if (str_is(words, "interaction answer") &&
	    !str_is(m->i.state, "waiting"))
		return in_hands(s, say);
	if (str_is(words, "open customer") && !id_none(m->i.customer)) {
		buf_printf(say, "open customer %s", m->i.customer.s);
		return SCREEN_SAY;
	}
	if (contact_closed(m) &&
	    (str_is(words, "open wrapup") || str_is(words, "open verify") ||
		str_is(words, "open who")))
		return screen_tell(say, _("This contact is closed."));
	if (str_is(words, "open who") && !id_none(m->i.customer)) {
		buf_printf(say, "interaction detach %s%copen who %s", m->i.id.s,
		    SAY_NEXT, m->i.id.s);
		return SCREEN_SAY;
	}
	if (str_is(words, "interaction note") && t->begun) {
		t->writing = true;
		return SCREEN_TAKEN;
	}
	return desk_word(&m->i, words, say);
}

static struct subject
subject(const struct screen *s)
{
	const struct contact_model *m = s->model;

	return (struct subject){ .kind = "interaction",
		.id = m->i.id,
		.customer = m->i.customer,
		.interaction = m->i.id };
}

static struct str
label(const struct screen *s)
{
	static char number[32]; /* as people write it */
	const struct contact_model *m = s->model;

	if (m == NULL)
		return str_of(_(s->def->title));
	if (m->i.customer_name.len > 0)
		return m->i.customer_name;
	if (m->i.caller.len == 0)
		return str_of(_("unknown caller"));
	snprintf(number, sizeof(number), "%s",
	    say_phone(&contact_words, m->i.caller).s);
	return str_of(number);
}

static struct edit *
note_edit(struct screen *s)
{
	return ((struct contact_state *)s->state)->writing
	    ? desk_note(s->arg.id)
	    : NULL;
}

static bool
typing(const struct screen *s)
{
	return ((const struct contact_state *)s->state)->writing;
}

/* ---- the draft ---------------------------------------------------------- */

static void
draft(const struct screen *s, struct buf *out)
{
	const struct contact_state *t = s->state;
	struct edit *e;
	struct json *o;

	if (!t->begun || edit_text(e = desk_note(s->arg.id)).len == 0)
		return;
	o = json_object_new();
	json_set_str(o, "note", edit_text(e));
	json_set_int(o, "at", (int64_t)e->at);
	json_set_bool(o, "writing", t->writing);
	json_print(o, out, false);
	json_free(o);
}

static void
undraft(struct screen *s, struct str draft)
{
	struct contact_state *t = s->state;
	struct fault f = { .code = OK };
	struct edit *e = desk_note(s->arg.id);
	struct json *o;
	int64_t at;

	t->begun = true;
	if (json_parse(draft, &o, &f) != OK)
		return;
	at = json_int(json_get(o, "at"));
	if (edit_text(e).len == 0)
		edit_set(e, json_str(json_get(o, "note")));
	if (at >= 0)
		edit_place(e, (size_t)at);
	t->writing = json_int(json_get(o, "writing")) != 0;
	json_free(o);
}

static const struct key_def note_keys[] = {
	{ "<Esc>", "", N_("back; it is written at the end") },
	{ "<F10>", "", N_("write it now") },
	{ "<F8>", "open wrapup", N_("wrap up") },
	{ 0 },
};

/* With nobody known: who it is, or that there is nobody. */
#define NOBODY_KEYS                                                            \
	{ "n", "interaction note", N_("note") },                               \
	    { "X", "open who", N_("who it is") },                              \
	    { "0", "open nobody", N_("nobody there") },                        \
	{                                                                      \
		"<F4>", "open newticket", N_("ticket")                         \
	}
static const struct key_def nobody_keys[] = {
	NOBODY_KEYS,
	{ "p", "interaction hold", N_("hold") },
	{ "<F8>", "open wrapup", N_("wrap up") },
	{ 0 },
};

/* On hold: first of all somebody waits to be talked to again. */
static const struct key_def held_keys[] = {
	{ "p", "interaction resume", N_("talk on") },
	{ "n", "interaction note", N_("note") },
	{ "v", "open verify", N_("verify") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "t", "open transfer", N_("hand over") },
	{ "<F8>", "open wrapup", N_("wrap up") },
	{ 0 },
};

static const struct key_def nobody_held_keys[] = {
	{ "p", "interaction resume", N_("talk on") },
	NOBODY_KEYS,
	{ "<F8>", "open wrapup", N_("wrap up") },
	{ 0 },
};

/* Somebody else has it, or nobody yet. The first is for where a ticket is
 * open. */
static const struct key_def their_keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "<F9>", "interaction answer", N_("take") },
	{ "l", "open customer", N_("customer") },
	{ "H", "open history", N_("history") },
	{ 0 },
};

static const struct key_def left_keys[] = {
	{ "<Esc>", "", N_("back") },
	{ "<F10>", "", N_("write it now") },
	{ 0 },
};

static const struct key_def closed_keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "n", "interaction note", N_("note") },
	{ "l", "open customer", N_("customer") },
	{ "H", "open history", N_("history") },
	{ 0 },
};

/* What works just now. */
static const struct key_def *
line_keys(const struct screen *s)
{
	const struct contact_model *m = s->model;
	const struct contact_state *t = s->state;
	bool held;

	if (t->writing)
		return m != NULL && contact_closed(m) ? left_keys : note_keys;
	if (m == NULL)
		return s->def->keys;
	held = str_is(m->i.state, "held");
	return m->theirs.len > 0     ? their_keys + (m->open.n == 0)
	    : contact_closed(m)	     ? closed_keys + (m->open.n == 0)
	    : id_none(m->i.customer) ? (held ? nobody_held_keys : nobody_keys)
	    : held		     ? held_keys
				     : s->def->keys;
}

static const struct key_def keys[] = {
	{ "n", "interaction note", N_("note") },
	{ "v", "open verify", N_("verify") },
	{ "p", "interaction hold", N_("hold") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "s", "open callback", N_("callback") },
	{ "<F8>", "open wrapup", N_("wrap up") },
	{ "X", "open who", N_("wrong person") },
	{ "0", "open nobody", N_("nobody there") },
	{ "l", "open customer", N_("customer") },
	{ "t", "open transfer", N_("hand over") },
	{ "<F9>", "interaction answer", NULL },
	{ "H", "open history", NULL },
	{ "<Enter>", "", N_("open") },
	{ "i", "ticket reply", N_("inform") },
	{ "e", "ticket edit", N_("edit") },
	{ "a", "ticket assign", NULL },
	{ "r", "ticket resolve", NULL },
	{ "T", "open ledger", NULL },
	{ "L", "open links", NULL },
	{ 0 },
};

const struct screen_def screen_contact = {
	.name = "contact",
	.title = N_("Contact"),
	.tab = true,
	.of = OF_CONTACT,
	.about = N_("The conversation you are having: its time, notes and "
		    "what it was about."),
	.state_size = sizeof(struct contact_state),
	.watches = "interaction message customer ticket script",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.draw = contact_draw,
	.subject = subject,
	.list = list,
	.key = key,
	.word = word,
	.label = label,
	.typing = typing,
	.edit = note_edit,
	.draft = draft,
	.undraft = undraft,
	.undraft_early = true,
	.done = screen_done,
};
