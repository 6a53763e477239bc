/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrapup.c - close the contact with the right code, in four keys: the first
 * digit is the outcome, the second what comes next, F10 saves all in one. What
 * it was about is asked behind them, when nothing has said it yet.
 */
#include "screens/wrapup_draw.h"

#include "base/json.h"
#include "core/rut.h"
#include "core/script.h"
#include "screens/desk.h"

/* ---- loading ------------------------------------------------------------ */

/* Those have a key of their own in the contact. */
static void
leave_out_nobody(struct outcome_rows *ways)
{
	size_t n = 0;

	for (size_t i = 0; i < ways->n; i++)
		if (!ways->v[i].o.nobody)
			ways->v[n++] = ways->v[i];
	ways->n = n;
}

/* A guide that stands open would have written all by itself at its end. */
static enum err
load_guide(struct core *c, struct arena *a, struct id contact,
    struct wrapup_model *m)
{
	struct row_script_run_of run;
	enum err rc = script_run_of(c, a, contact, &run);

	if (rc == ERR_NOT_FOUND) {
		c->fault = (struct fault){ .code = OK };
		return OK;
	}
	if (rc == OK && str_is(run.state, "running"))
		m->guide = run.title;
	return rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct wrapup_model *m = NEW(a, struct wrapup_model);
	enum err rc;

	if ((rc = interaction_get(c, a, arg->id, &m->i)) != OK ||
	    (rc = interaction_matters(c, a, arg->id, &m->matters)) != OK ||
	    (rc = outcome_list(c, a, false, &m->ways)) != OK ||
	    (rc = callback_suggest(c, a, m->i.customer, m->calls,
		 &m->ncalls)) != OK ||
	    (rc = callback_promised(c, arg->id, m->i.customer,
		 &m->promised_at)) != OK ||
	    (rc = load_guide(c, a, arg->id, m)) != OK ||
	    (rc = types_load(c, a, &m->types)) != OK)
		return rc;
	leave_out_nobody(&m->ways);
	*model = m;
	return OK;
}

/* A ticket that came of it is in progress: the likely outcome is marked, and
 * nothing is chosen for anybody. */
static int
likely(const struct wrapup_model *m)
{
	bool ticket = false;

	for (size_t i = 0; i < m->matters.n; i++)
		ticket = ticket || m->matters.v[i].number > 0;
	for (size_t i = 0; i < m->ways.n; i++)
		if (str_is(m->ways.v[i].o.code,
			ticket ? "pending" : "resolved"))
			return (int)i;
	return 0;
}

/* A call is promised to somebody of whom no number is known. */
static bool
wants_number(const struct screen *s)
{
	const struct wrapup_state *t = s->state;
	const struct wrapup_model *m = s->model;
	struct arena a = { 0 };
	bool none = phone_digits(&a, m->i.caller).len == 0;

	arena_done(&a);
	return t->next > 0 && id_none(m->i.customer) && none;
}

/* The fields for the type that is chosen, and the number to call. */
static void
refit(struct screen *s)
{
	static const struct field_def number = { .name = "phone",
		.label = N_("Number"),
		.kind = FIELD_LINE,
		.columns = 20,
		.hint = N_("where to call"),
		.max = 60,
		.check = phone_right };

	static const struct field_def asked = { .name = "typification",
		.label = N_("Type"),
		.kind = FIELD_CHOICE,
		.hint = N_("what it was about: code, words or number") };
	const struct wrapup_model *m = s->model;
	struct wrapup_state *t = s->state;
	struct field_def first = asked;

	if (m->matters.n > 0)
		first.hint = N_("another matter: code, words or number");
	needs_begin(&t->needs);
	needs_refit(&t->needs, s, &m->types, &first, 1, &number,
	    wants_number(s));
}

static void
loaded(struct screen *s)
{
	const struct wrapup_model *m = s->model;
	struct wrapup_state *t = s->state;

	if (!t->begun) {
		t->outcome = t->next = -1;
		t->area = WRAPUP_OUTCOME;
		t->at[0] = likely(m);
	}
	t->begun = true;
	refit(s);
	(void)needs_undraft(&t->needs, s, refit);
}

/* ---- what is missing ---------------------------------------------------- */

static bool
demands(const struct outcome_row *o, const char *what)
{
	struct fault f = { .code = OK };
	struct json *list;
	bool found = false;

	if (json_parse(o->o.demands, &list, &f) != OK)
		return false;
	for (size_t i = 0; i < json_len(list); i++)
		found = found || str_is(json_str(json_at(list, i)), what);
	json_free(list);
	return found;
}

static bool
has_ticket(const struct wrapup_model *m)
{
	for (size_t i = 0; i < m->matters.n; i++)
		if (m->matters.v[i].number > 0)
			return true;
	return false;
}

/* The first thing that is missing, in words, and where it is put; NULL when
 * all is there. */
static const char *
missing(const struct screen *s, enum wrapup_area *where)
{
	const struct wrapup_state *t = s->state;
	const struct wrapup_model *m = s->model;
	const struct outcome_row *o;

	*where = WRAPUP_OUTCOME;
	if (t->outcome < 0)
		return _("the outcome: a digit chooses it");
	o = &m->ways.v[t->outcome];
	*where = WRAPUP_TYPE;
	if (demands(o, "typification") && m->matters.n == 0 &&
	    sheet_get(s, "typification").len == 0)
		return _("what it was about");
	*where = WRAPUP_NEXT;
	if (demands(o, "callback") && t->next < 1 && m->promised_at == 0)
		return _("when to call: a digit on the right");
	*where = WRAPUP_TYPE;
	if (needs_has(s, "phone") && sheet_get(s, "phone").len == 0)
		return _("the number to call");
	*where = WRAPUP_NOTE;
	if (demands(o, "note") && edit_text(desk_note(s->arg.id)).len == 0)
		return _("a note");
	*where = WRAPUP_OUTCOME;
	if (demands(o, "ticket") && !has_ticket(m))
		return _("a ticket: F4 makes it");
	return NULL;
}

/* ---- words -------------------------------------------------------------- */

static void
words(const struct screen *s, struct buf *say)
{
	const struct wrapup_state *t = s->state;
	const struct wrapup_model *m = s->model;

	buf_printf(say, "interaction finish %s outcome=%s", s->arg.id.s,
	    m->ways.v[t->outcome].o.code.s);
	needs_say(s, NULL, say);
	say_arg(say, "note", edit_text(desk_note(s->arg.id)));
	if (t->next < 1)
		return;
	say_arg(say, "callback", m->calls[t->next - 1].when);
	say_arg(say, "reason",
	    m->i.subject.len > 0   ? m->i.subject
		: m->matters.n > 0 ? m->matters.v[0].name
				   : m->ways.v[t->outcome].o.name);
}

/* The field with the focus has what is wrong beside it. */
static void
tell_wrong(struct wrapup_state *t)
{
	const struct field *d = &t->sheet.form.v[t->sheet.form.at];

	snprintf(t->missing, sizeof(t->missing), "%s: %s", _(d->def->label),
	    d->wrong);
}

/* To where the first thing that is missing is put; it, or NULL. */
static const char *
go_missing(struct screen *s)
{
	struct wrapup_state *t = s->state;
	struct form *f = &t->sheet.form;
	enum wrapup_area where;
	const char *what = missing(s, &where);

	if (what == NULL)
		return NULL;
	t->area = where;
	f->at = strcmp(what, _("the number to call")) == 0 ? f->n - 1 : 0;
	return what;
}

/* ---- keys --------------------------------------------------------------- */

static bool
is_digit(uint32_t code)
{
	return code >= '1' && code <= '9';
}

/* The third digit is what it was about, when nothing has said it yet. */
static void
choose_next(struct screen *s, int i)
{
	struct wrapup_state *t = s->state;
	enum wrapup_area where;

	t->next = i;
	refit(s);
	if (missing(s, &where) != NULL && where == WRAPUP_TYPE)
		(void)go_missing(s);
}

static enum screen_key
choose(struct screen *s, int i)
{
	struct wrapup_state *t = s->state;
	const struct wrapup_model *m = s->model;

	if (i < 0 || i >= wrapup_rows(m, t->area))
		return SCREEN_IGNORED;
	t->at[t->area - WRAPUP_OUTCOME] = i;
	if (t->area == WRAPUP_NEXT) {
		choose_next(s, i);
		return SCREEN_TAKEN;
	}
	t->outcome = i;
	t->area = WRAPUP_NEXT;
	if (demands(&m->ways.v[i], "callback") && t->next < 1)
		t->at[1] = m->ncalls > 0 && m->promised_at == 0;
	return SCREEN_TAKEN;
}

static enum screen_key
choice_key(struct screen *s, const struct key *k)
{
	struct wrapup_state *t = s->state;
	int n = wrapup_rows(s->model, t->area),
	    *at = &t->at[t->area - WRAPUP_OUTCOME];

	if (is_digit(k->code))
		return choose(s, (int)(k->code - '1'));
	if (k->code == KEY_ENTER)
		return choose(s, *at);
	if (k->code == KEY_DOWN || k->code == 'j')
		*at = (*at + 1) % n;
	else if (k->code == KEY_UP || k->code == 'k')
		*at = (*at + n - 1) % n;
	else if (k->code == 'n')
		t->area = WRAPUP_NOTE;
	else
		return SCREEN_IGNORED;
	return SCREEN_TAKEN;
}

/* From a field to the next one; the last leads to the outcome. */
static void
go_on(struct wrapup_state *t, size_t from)
{
	struct form *f = &t->sheet.form;

	f->at = from + 1;
	if (f->at < f->n)
		return;
	f->at = 0;
	t->area = WRAPUP_OUTCOME;
}

/* A number is enough to choose the type. Checked as it is left, and never sent
 * from here. */
static enum screen_key
type_key(struct screen *s, const struct key *k)
{
	struct wrapup_state *t = s->state;
	struct form *f = &t->sheet.form;
	bool on = k->code == KEY_ENTER || k->code == KEY_TAB;
	struct key next = *k;
	size_t from = f->at;

	if (on)
		next.code = KEY_TAB;
	if (form_key(f, &next, 60) == FORM_IGNORED)
		return SCREEN_IGNORED;
	if (needs_changed(&t->needs, s)) {
		refit(s);
		on = on || (is_digit(k->code) && needs_type(s).len > 0);
	}
	if (on)
		go_on(t, from);
	return SCREEN_TAKEN;
}

static enum screen_key
note_key(struct screen *s, const struct key *k, struct buf *say)
{
	struct wrapup_state *t = s->state;

	if (k->code == KEY_ESC) {
		t->area = WRAPUP_OUTCOME;
		return SCREEN_TAKEN;
	}
	return box_key(desk_note(s->arg.id), k, say);
}

static enum screen_key
send(struct screen *s, struct buf *say)
{
	struct wrapup_state *t = s->state;
	const struct key on = { .code = KEY_TAB };
	const char *what;

	if (t->area == WRAPUP_TYPE)
		(void)type_key(s, &on); /* what is typed there counts */
	if ((what = go_missing(s)) != NULL) {
		snprintf(t->missing, sizeof(t->missing), "%s", what);
		return SCREEN_TAKEN;
	}
	if (!needs_right(s)) {
		tell_wrong(t);
		t->area = WRAPUP_TYPE;
		return SCREEN_TAKEN;
	}
	words(s, say);
	return SCREEN_SAY;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct wrapup_state *t = s->state;

	if (s->model == NULL)
		return SCREEN_IGNORED;
	t->missing[0] = '\0';
	if (k->code == KEY_F(10) || k->code == KEY_CTRL('S'))
		return send(s, say);
	if (k->code == KEY_TAB && t->area != WRAPUP_TYPE) {
		t->area = (t->area + 1) % WRAPUP_AREAS;
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_BACKTAB && t->area != WRAPUP_TYPE) {
		t->area--;
		return SCREEN_TAKEN;
	}
	if (t->area == WRAPUP_TYPE)
		return type_key(s, k);
	return t->area == WRAPUP_NOTE ? note_key(s, k, say) : choice_key(s, k);
}

static struct edit *
typed_into(struct screen *s)
{
	const struct wrapup_state *t = s->state;

	if (!t->begun || (t->area != WRAPUP_NOTE && t->area != WRAPUP_TYPE))
		return NULL;
	return t->area == WRAPUP_NOTE ? desk_note(s->arg.id) : sheet_edit(s);
}

static bool
typing(const struct screen *s)
{
	const struct wrapup_state *t = s->state;

	return t->begun && (t->area == WRAPUP_TYPE || t->area == WRAPUP_NOTE);
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct wrapup_model *m = s->model;

	return desk_word(&m->i, words, say);
}

static struct subject
subject(const struct screen *s)
{
	const struct wrapup_model *m = s->model;

	return (struct subject){ .kind = "interaction",
		.id = m->i.id,
		.customer = m->i.customer,
		.interaction = m->i.id };
}

/* What was chosen comes back by its code: a list may have another order. The
 * note is the contact's own draft. */
static void
draft(const struct screen *s, struct buf *out)
{
	const struct wrapup_state *t = s->state;
	const struct wrapup_model *m = s->model;
	struct buf form = { 0 };
	struct json *o;

	if (m == NULL)
		return;
	sheet_draft(s, &form);
	if (form.len == 0 || json_parse(buf_view(&form), &o, NULL) != OK)
		o = json_object_new();
	if (t->outcome >= 0)
		json_set_str(o, "outcome", m->ways.v[t->outcome].o.code);
	if (t->next >= 0)
		json_set_str(o, "next",
		    t->next > 0 ? m->calls[t->next - 1].when : STR("none"));
	if (form.len > 0 || t->outcome >= 0 || t->next >= 0)
		json_print(o, out, false);
	json_free(o);
	buf_done(&form);
}

static void
chosen_back(struct screen *s, const struct json *o)
{
	struct str way = json_str(json_get(o, "outcome"));
	struct str next = json_str(json_get(o, "next"));
	const struct wrapup_model *m = s->model;
	struct wrapup_state *t = s->state;

	for (size_t i = 0; way.len > 0 && i < m->ways.n; i++)
		if (str_eq(m->ways.v[i].o.code, way))
			t->outcome = t->at[0] = (int)i;
	if (str_is(next, "none"))
		t->next = 0;
	for (size_t i = 0; next.len > 0 && i < m->ncalls; i++)
		if (str_eq(m->calls[i].when, next))
			t->next = t->at[1] = (int)i + 1;
}

static void
undraft(struct screen *s, struct str draft)
{
	struct wrapup_state *t = s->state;
	struct json *o;

	needs_later(&t->needs, draft);
	if (s->model == NULL)
		return;
	loaded(s);
	if (json_parse(draft, &o, NULL) != OK)
		return;
	chosen_back(s, o);
	json_free(o);
	if (!wants_number(s))
		return;
	refit(s);
	sheet_undraft(s, draft);
}

static void
done(struct screen *s)
{
	struct wrapup_state *t = s->state;

	sheet_done(s);
	needs_done(&t->needs);
}

static const struct key_def keys[] = {
	{ "1", "", N_("to 9 outcome, then next") },
	{ "<Enter>", "", NULL },
	{ "<F10>", "", N_("save and close") },
	{ "n", "", N_("note") },
	{ "<Tab>", "", N_("field") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static const struct key_def next_keys[] = {
	{ "1", "", N_("to 9 what comes next") },
	{ "<Enter>", "", NULL },
	{ "<F10>", "", N_("save and close") },
	{ "n", "", N_("note") },
	{ "<Tab>", "", N_("field") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static const struct key_def type_keys[] = {
	{ "<Enter>", "", N_("take") },
	{ "<F10>", "", N_("save and close") },
	{ "<Tab>", "", N_("field") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static const struct key_def note_keys[] = {
	{ "<F10>", "", N_("save and close") },
	{ "<Tab>", "", N_("field") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

/* What the keys do depends on where the focus is. */
static const struct key_def *
line_keys(const struct screen *s)
{
	static const struct key_def *const of[] = { [WRAPUP_TYPE] = type_keys,
		[WRAPUP_OUTCOME] = keys,
		[WRAPUP_NEXT] = next_keys,
		[WRAPUP_NOTE] = note_keys };
	const struct wrapup_state *t = s->state;

	return t->begun ? of[t->area] : keys;
}

const struct screen_def screen_wrapup = {
	.name = "wrapup",
	.title = N_("Wrap up"),
	.of = OF_TALK,
	.may = desk_may,
	.about = N_("How the contact ended: type, outcome, what comes "
		    "next; F10 closes it."),
	.once = true,
	.state_size = sizeof(struct wrapup_state),
	.watches = "interaction ticket callback",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.draw = wrapup_draw,
	.key = key,
	.word = word,
	.subject = subject,
	.typing = typing,
	.edit = typed_into,
	.draft = draft,
	.undraft = undraft,
	.done = done,
};
