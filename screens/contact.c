/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * contact.c - one conversation: talk, read and write at once. What will be
 * written at its end is seen while it grows, so that the end holds no
 * surprise.
 */
#include "base/json.h"
#include "core/alert.h"
#include "core/contact.h"
#include "core/customer.h"
#include "core/interaction.h"
#include "core/message.h"
#include "core/outcome.h"
#include "core/verify.h"
#include "screens/aside.h"
#include "screens/desk.h"
#include "screens/owed.h"
#include "screens/say.h"
#include "screens/script_told.h"
#include "screens/sheet.h"
#include "screens/tickets.h"
#include "ui/layout.h"

struct state {
	struct list list; /* the customer's open tickets */
	bool writing;	  /* the note has the focus */
	bool begun;	  /* desk_note() was asked for */
};

struct model {
	struct row_interaction_get i;
	struct str outcome; /* in words, once it is closed */
	struct rows_matter_list matters;
	struct rows_message_of_interaction said;
	struct row_customer_get who;
	struct rows_contact_list points;
	struct rows_alert_list alerts;
	struct verify verify;
	struct owed_rows open;
	struct aside aside;
	struct script_told script;
};

/* ---- loading ------------------------------------------------------------ */

static enum err
load_customer(struct core *c, struct arena *a, struct id id, struct model *m)
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
	return rc == ERR_DENIED ? OK : rc;
}

static enum err
load_outcome(struct core *c, struct arena *a, struct model *m)
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

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = interaction_get(c, a, arg->id, &m->i)) != OK ||
	    (rc = load_outcome(c, a, m)) != OK ||
	    (rc = interaction_matters(c, a, arg->id, &m->matters)) != OK ||
	    (rc = message_of_interaction(c, a, arg->id, &m->said)) != OK ||
	    (rc = told_load(c, a, arg->id, &m->script)) != OK)
		return rc;
	if (!id_none(m->i.customer) &&
	    (rc = load_customer(c, a, m->i.customer, m)) != OK)
		return rc;
	*model = m;
	return OK;
}

static bool
is_closed(const struct model *m)
{
	return str_is(m->i.state, "closed");
}

/* What was saved is no draft any more. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct str note = edit_text(desk_note(s->arg.id));

	t->begun = true;
	for (size_t i = 0; note.len > 0 && i < m->said.n; i++)
		if (str_eq(m->said.v[i].body, note) &&
		    id_eq(m->said.v[i].author, s->scene.me->id)) {
			edit_set(desk_note(s->arg.id), STR_NONE);
			t->writing = false;
			break;
		}
	if (is_closed(m)) {
		desk_forget(s->arg.id);
		t->begun = t->writing = false;
	}
}

/* ---- the conversation --------------------------------------------------- */

static struct arena draw_arena; /* emptied at each draw */

static void
draw_times(const struct row_interaction_get *i, const struct pane *p, int row,
    msec now)
{
	static const char *const labels[] = { N_("waited"), N_("talked"),
		N_("held"), N_("wrap-up") };
	struct interaction_spans t = INTERACTION_SPANS(i, now);
	const msec span[] = { t.wait_ms, t.talk_ms, t.hold_ms, t.wrap_ms };
	int at = 1;

	for (int n = 0; n < 4; n++) {
		if (span[n] <= 0 && n != 1)
			continue;
		at += pane_printf(p, row, at, LOOK_LABEL, "%s ", _(labels[n]));
		at += 3 +
		    pane_text(p, row, at, LOOK_TEXT,
			span[n] < MINUTES(1) && !str_is(i->state, "closed")
			    ? str_of(_("under 1 min"))
			    : say_span(&draw_arena, span[n]));
	}
}

static void
draw_call(const struct model *m, const struct pane *p, msec now)
{
	const struct row_interaction_get *i = &m->i;
	int end = pane_right(p, 0, p->columns - 1, LOOK_HEAD,
	    str_of(state_word(i->state)));
	struct str from =
	    i->caller.len > 0 ? say_phone(&draw_arena, i->caller) : STR_NONE;

	draw_sign(p, 0, end - 2, i->state, 0);
	pane_field(p, 0, 1, end - 4, LOOK_HEAD,
	    str_printf(&draw_arena, "%s %s   I-%lld   %s",
		channel_word(i->channel),
		str_is(i->direction, "in") ? _("in") : _("out"),
		(long long)i->number, i->queue_name.s));
	draw_times(i, p, 1, now);
	pane_right(p, 1, p->columns - 1, LOOK_MUTED,
	    say_when(&draw_arena, i->started_at, now));
	pane_field(p, 2, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena, "%s%s%s", from.s,
		from.len > 0 && i->subject.len > 0 ? "   " : "", i->subject.s));
}

/* ---- the customer ------------------------------------------------------- */

static void
draw_verified(const struct model *m, const struct pane *p, int row)
{
	const struct verify *v = &m->verify;
	bool done = str_is(v->state, "verified");
	bool failed = str_is(v->state, "failed");
	enum look look = done ? LOOK_MET : failed ? LOOK_ALERT : LOOK_SOON;
	int at = 1;

	at += pane_printf(p, row, at, look,
	    done	 ? _("VERIFIED %lld of %lld")
		: failed ? _("VERIFICATION FAILED %lld of %lld")
			 : _("NOT VERIFIED %lld of %lld"),
	    (long long)v->right, (long long)v->need);
	if (!done && !failed && !is_closed(m))
		pane_z(p, row, at + 3, LOOK_MUTED, _("v asks"));
}

static int
draw_alerts(const struct model *m, const struct pane *p, int row)
{
	for (size_t i = 0; i < m->alerts.n && row < p->rows; i++, row++) {
		const struct row_alert_list *x = &m->alerts.v[i];
		enum sign sign = x->severity >= 3 ? SIGN_LATE : SIGN_SOON;

		pane_text(p, row, 1, LOOK_ALERT,
		    theme_sign(term_symbols(), sign));
		pane_field(p, row, 3, p->columns - 4, LOOK_TEXT, x->text);
	}
	return row;
}

/* The same number by another name, WhatsApp for one. */
static bool
is_again(const struct model *m, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(m->points.v[i].value, m->points.v[n].value))
			return true;
	return false;
}

static void
draw_points(const struct model *m, const struct pane *p, int row)
{
	int at = 1;

	for (size_t i = 0; i < m->points.n; i++) {
		const struct row_contact_list *x = &m->points.v[i];
		struct str s = str_is(x->kind, "phone") ||
			str_is(x->kind, "mobile") || str_is(x->kind, "whatsapp")
		    ? say_phone(&draw_arena, x->value)
		    : x->value;

		if (str_is(x->kind, "address") || is_again(m, i) ||
		    at + cell_columns(s) > p->columns - 1)
			continue;
		at += 3 + pane_text(p, row, at, LOOK_TEXT, s);
	}
}

static void
draw_unknown(const struct model *m, const struct pane *p)
{
	pane_field(p, 0, 1, p->columns - 2, LOOK_HEAD,
	    m->i.caller.len > 0
		? str_printf(&draw_arena, _("%s: nobody we know by it"),
		      say_phone(&draw_arena, m->i.caller).s)
		: str_of(_("Unknown caller")));
	pane_z(p, 1, 1, LOOK_MUTED,
	    is_closed(m) ? _("the contact was closed without a customer")
			 : _("X finds who it is; or go on without a customer"));
}

static void
draw_who(const struct model *m, const struct pane *p)
{
	const struct row_customer_get *w = &m->who;
	int end, row;

	if (id_none(m->i.customer)) {
		draw_unknown(m, p);
		return;
	}
	end = pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_printf(&draw_arena, "%s  %s",
		say_rut(&draw_arena, w->national_id).s, w->segment.s));
	pane_field(p, 0, 1, end - 3, LOOK_HEAD, w->name);
	draw_verified(m, p, 1);
	row = draw_alerts(m, p, 2);
	if (row < p->rows)
		draw_points(m, p, row);
}

/* ---- tickets, words, the end -------------------------------------------- */

static void
draw_tickets(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);

	draw_head(p, 0, !t->writing && m->open.n > 0, _("OPEN TICKETS"),
	    (int64_t)m->open.n);
	list_draw(&t->list, &in, owed_own_columns, ROWS(m->open.v, m->open.n),
	    s->scene.focus && !t->writing, s->scene.now);
}

static void
draw_note(struct screen *s, const struct pane *p)
{
	const struct state *t = s->state;
	struct pane in = pane_part(p, 1, 1, p->rows - 1, p->columns - 2);
	struct edit *e;

	draw_head(p, 0, t->writing, _("NOTE"), -1);
	if (!t->begun) {
		pane_z(&in, 0, 0, LOOK_MUTED, _("n writes one"));
		return;
	}
	e = desk_note(s->arg.id);
	if (edit_text(e).len > 0)
		pane_right(p, 0, p->columns - 1, LOOK_DRAFT,
		    str_printf(&draw_arena, _("%s written at the end; F10 now"),
			theme_sign(term_symbols(), SIGN_DRAFT).s));
	else if (!t->writing)
		pane_z(&in, 0, 0, LOOK_MUTED, _("n writes one"));
	edit_draw(e, &in, t->writing, false);
}

static int
line(const struct pane *p, int row, const char *name, enum look look,
    struct str s)
{
	if (row >= p->rows)
		return row;
	pane_field(p, row, 1, 14, LOOK_LABEL, str_of(name));
	pane_field(p, row, 16, p->columns - 17, look, s);
	return row + 1;
}

enum { TOLD = 3 /* rows of answers, at most */ };

static struct str
script_text(const struct script_told *t)
{
	return str_printf(&draw_arena, "%s%s%s", t->title.s,
	    t->answers.len > 0 ? ": " : "", t->answers.s);
}

static int
script_rows(const struct script_told *t, const struct pane *p)
{
	int n = t->title.len > 0 ? pane_wrapped(p->columns - 17, script_text(t))
				 : 0;

	return n < TOLD ? n : TOLD;
}

/* The guide and what it was answered, as it is given. */
static int
draw_script(const struct script_told *t, const struct pane *p, int row)
{
	if (t->title.len == 0 || row >= p->rows)
		return row;
	pane_field(p, row, 1, 14, LOOK_LABEL, str_of(_("Script")));
	return row +
	    pane_wrap(p, row, 16, p->columns - 17, 0, TOLD,
		t->open ? LOOK_TEXT : LOOK_MUTED, script_text(t));
}

/* What was typified so far, or that nothing was. */
static void
draw_end(const struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	bool note = t->begun && edit_text(desk_note(s->arg.id)).len > 0;
	int row = 1;

	draw_head(p, 0, false,
	    is_closed(m) ? _("WHAT IS WRITTEN") : _("WHAT WILL BE WRITTEN"),
	    -1);
	for (size_t i = 0; i < m->matters.n; i++)
		row = line(p, row, _("Type"), LOOK_TEXT,
		    m->matters.v[i].number > 0
			? str_printf(&draw_arena, "%s, T-%lld",
			      m->matters.v[i].name.s,
			      (long long)m->matters.v[i].number)
			: m->matters.v[i].name);
	row = draw_script(&m->script, p, row);
	if (is_closed(m)) {
		line(p, row, _("Outcome"), LOOK_TEXT, m->outcome);
		return;
	}
	if (note)
		row = line(p, row, _("Note"), LOOK_TEXT,
		    edit_text(desk_note(s->arg.id)));
	line(p, row, _("Missing"), LOOK_MUTED,
	    str_of(m->matters.n > 0 ? _("outcome: F8")
				    : _("type and outcome: F8 asks for them")));
}

static void
draw_said(const struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int row = 1;

	draw_head(p, 0, false, _("NOTES SO FAR"), (int64_t)m->said.n);
	for (size_t i = m->said.n; i-- > 0 && row + 1 < p->rows;) {
		const struct row_message_of_interaction *x = &m->said.v[i];

		pane_field(p, row, 1, p->columns - 2, LOOK_MUTED,
		    str_printf(&draw_arena, "%s  %s",
			say_when(&draw_arena, x->at, s->scene.now).s,
			x->author_name.s));
		row += 1 +
		    pane_wrap(p, row + 1, 1, p->columns - 2, 0,
			p->rows - row - 1, LOOK_TEXT, x->body);
	}
}

enum { CALL, WHO, OPEN, NOTE, END, SAID, ROOMS };

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane side[LAYOUT_COLUMNS];
	size_t n = layout_columns(p, SHAPE_CONTACT, side);
	int beside = n > 1, lines, known;
	const struct state *t = s->state;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	known = id_none(m->i.customer) ? 2 : 3 + (int)m->alerts.n;
	lines = t->begun ? pane_wrapped(side[beside].columns - 3,
			       edit_text(desk_note(s->arg.id)))
			 : 1;
	lines = lines < 4 ? 4 : lines;
	struct part rooms[ROOMS] = {
		[CALL] = { .rank = 1,
		    .least = 2,
		    .wish = 2 + (m->i.caller.len + m->i.subject.len > 0) },
		[WHO] = { .rank = 1, .least = 2, .wish = known, .apart = true },
		[OPEN] = { .rank = 4,
		    .least = m->open.n > 0 ? 2 : 1000,
		    .wish = 1 + (int)m->open.n,
		    .apart = true },
		[NOTE] = { .column = beside,
		    .rank = is_closed(m) ? 1000 : 2,
		    .least = is_closed(m) ? 1000 : 3,
		    .wish = 1 + lines,
		    .apart = !beside },
		[END] = { .rank = 3,
		    .least = 2,
		    .wish = 3 + (int)m->matters.n +
			script_rows(&m->script, &side[0]),
		    .apart = true },
		[SAID] = { .column = beside,
		    .rank = 5,
		    .least = m->said.n > 0 ? 3 : 1000,
		    .wish = LAYOUT_ALL,
		    .apart = true },
	};

	layout(side, n, rooms, ROOMS);
	draw_call(m, &rooms[CALL].pane, s->scene.now);
	draw_who(m, &rooms[WHO].pane);
	if (rooms[OPEN].pane.rows > 0)
		draw_tickets(s, &rooms[OPEN].pane);
	if (rooms[NOTE].pane.rows > 0)
		draw_note(s, &rooms[NOTE].pane);
	if (rooms[END].pane.rows > 0)
		draw_end(s, &rooms[END].pane);
	if (rooms[SAID].pane.rows > 0)
		draw_said(s, &rooms[SAID].pane);
	if (n > 2 && !id_none(m->i.customer))
		aside_draw(&m->aside, screen_picked(s), m->i.id, &side[2],
		    s->scene.now);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->open.v, m->open.n);
	return &((struct state *)s->state)->list;
}

/* In the note all letters are text; Esc goes back to where one was. */
static enum screen_key
note_key(struct screen *s, const struct key *k, struct buf *say)
{
	struct edit *e = desk_note(s->arg.id);
	struct state *t = s->state;

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
	const struct model *m = s->model;
	const struct owed *x;
	struct state *t = s->state;

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
hold(const struct model *m, struct buf *say)
{
	if (str_is(m->i.state, "talking"))
		buf_printf(say, "interaction hold %s", m->i.id.s);
	else if (str_is(m->i.state, "held"))
		buf_printf(say, "interaction resume %s", m->i.id.s);
	else
		return screen_tell(say,
		    str_is(m->i.state, "waiting")
			? _("It waits to be answered: F9 takes it.")
			: _("The conversation is over: nothing to hold."));
	return SCREEN_SAY;
}

/* It was answered: by me, or by who it was handed to. */
static enum screen_key
in_hands(const struct screen *s, struct buf *say)
{
	const struct model *m = s->model;

	if (id_eq(m->i.owner, s->scene.me->id) || id_none(m->i.owner))
		return screen_tell(say,
		    _("You are in this contact: F8 wraps it up, then F9 takes "
		      "the next."));
	buf_printf(say, _("%s has it: Esc and F9 take the next."),
	    m->i.owner_name.s);
	return SCREEN_TELL;
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	if (str_is(words, "interaction hold"))
		return hold(m, say);
	if (str_is(words, "open transfer") && !str_is(m->i.state, "talking") &&
	    !str_is(m->i.state, "held"))
		return screen_tell(say,
		    _("Only a contact that is talked or held can be handed "
		      "over."));
	if (str_is(words, "interaction answer") && is_closed(m)) {
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
	if (is_closed(m) &&
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
	return SCREEN_IGNORED;
}

static struct subject
subject(const struct screen *s)
{
	const struct model *m = s->model;

	return (struct subject){ .kind = "interaction",
		.id = m->i.id,
		.customer = m->i.customer,
		.interaction = m->i.id };
}

static struct str
label(const struct screen *s)
{
	static char number[32]; /* as people write it */
	const struct model *m = s->model;

	if (m == NULL)
		return str_of(_("contact"));
	if (m->i.customer_name.len > 0)
		return m->i.customer_name;
	if (m->i.caller.len == 0)
		return str_of(_("unknown caller"));
	snprintf(number, sizeof(number), "%s",
	    say_phone(&draw_arena, m->i.caller).s);
	return str_of(number);
}

static struct edit *
note_edit(struct screen *s)
{
	return ((struct state *)s->state)->writing ? desk_note(s->arg.id)
						   : NULL;
}

static bool
typing(const struct screen *s)
{
	return ((const struct state *)s->state)->writing;
}

/* ---- the draft ---------------------------------------------------------- */

static void
draft(const struct screen *s, struct buf *out)
{
	const struct state *t = s->state;
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
	struct state *t = s->state;
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

static const struct key_def closed_keys[] = {
	{ "n", "interaction note", N_("note") },
	{ "l", "open customer", N_("customer") },
	{ "H", "open history", N_("history") },
	{ 0 },
};

/* What works just now. */
static const struct key_def *
line_keys(const struct screen *s)
{
	const struct model *m = s->model;
	const struct state *t = s->state;

	if (t->writing)
		return note_keys;
	return m != NULL && is_closed(m) ? closed_keys : s->def->keys;
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
	{ 0 },
};

const struct screen_def screen_contact = {
	.name = "contact",
	.title = N_("Contact"),
	.tab = true,
	.of = OF_CONTACT,
	.about = N_("The conversation you are having: its time, notes and "
		    "what it was about."),
	.state_size = sizeof(struct state),
	.watches = "interaction message customer ticket script",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
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
