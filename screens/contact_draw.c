/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * contact_draw.c - one conversation as it is drawn: the call, who it is, what
 * is open, the note, what will be written at its end, what was said.
 */
#include "screens/contact_draw.h"

#include "screens/desk.h"
#include "screens/say.h"
#include "ui/layout.h"

bool
contact_closed(const struct contact_model *m)
{
	return str_is(m->i.state, "closed");
}

bool
contact_left(const struct screen *s)
{
	return contact_closed(s->model) &&
	    edit_text(desk_note(s->arg.id)).len > 0;
}

struct arena contact_words;

/* ---- the conversation ---------------------------------------------------- */

/* As many as fit in the pane. */
static void
draw_times(const struct contact_model *m, const struct pane *p, int row,
    msec now)
{
	static const char *const labels[] = { N_("waited"), N_("talked"),
		N_("held"), N_("wrap-up"), N_("worked") };
	const struct row_interaction_get *i = &m->i;
	struct interaction_spans t = INTERACTION_SPANS(i, now);
	const msec span[] = { t.wait_ms, t.talk_ms, t.hold_ms, t.wrap_ms,
		m->worked };
	int at = 1, gap = p->columns < 72 ? 2 : 3;

	for (size_t n = 0; n < countof(labels); n++) {
		struct str text;

		if (span[n] <= 0 && n != 1)
			continue;
		text = span[n] < MINUTES(1) && !str_is(i->state, "closed")
		    ? str_of(_("under 1 min"))
		    : say_span(&contact_words, span[n]);
		if (at + cell_columns(str_of(_(labels[n]))) + 1 +
			cell_columns(text) >
		    p->columns)
			return;
		at += pane_printf(p, row, at, LOOK_LABEL, "%s ", _(labels[n]));
		at += gap + pane_text(p, row, at, LOOK_TEXT, text);
	}
}

/* What one has in hand besides this contact, where gc goes next first. */
static struct str
others(const struct contact_model *m, const struct row_interaction_open **next)
{
	struct str all = STR_NONE;
	size_t at = 0;

	*next = NULL;
	for (size_t i = 0; i < m->mine.n; i++)
		if (id_eq(m->mine.v[i].id, m->i.id))
			at = i;
	for (size_t i = 1; i < m->mine.n; i++) {
		const struct row_interaction_open *x =
		    &m->mine.v[(at + i) % m->mine.n];

		*next = *next != NULL ? *next : x;
		all = str_printf(&contact_words, "%s%sI-%lld %s", all.s,
		    all.len > 0 ? ", " : "", (long long)x->number,
		    x->customer_name.len > 0
			? x->customer_name.s
			: say_phone(&contact_words, x->caller).s);
	}
	return all;
}

struct id
contact_next(const struct contact_model *m)
{
	const struct row_interaction_open *next;

	(void)others(m, &next);
	return next != NULL ? next->id : ID_NONE;
}

static void
draw_others(const struct contact_model *m, const struct pane *p, int row)
{
	static const struct {
		const char *state, *text;
	} how[] = {
		{ "talking", N_("you talk with %s; gc goes there") },
		{ "held", N_("on hold: %s; gc goes there") },
		{ "wrap-up", N_("to wrap up: %s; gc goes there") },
	};
	const struct row_interaction_open *next;
	struct str who = others(m, &next);
	const char *text = N_("gc goes round: %s");

	if (next == NULL)
		return;
	for (size_t i = 0; m->mine.n == 2 && i < countof(how); i++)
		if (str_is(next->state, how[i].state))
			text = how[i].text;
	draw_sign(p, row, 1, next->state);
	pane_field(p, row, 3, p->columns - 4, LOOK_TEXT,
	    str_printf(&contact_words, _(text), who.s));
}

/* Of one that is not mine: with whom it is, or for whom it waits. */
static void
draw_theirs(const struct contact_model *m, const struct pane *p, int row,
    msec now)
{
	const struct row_handover_get *h = &m->handed;
	bool waits = str_is(m->i.state, "waiting");
	bool taken = !id_none(h->taken_by) && id_eq(h->taken_by, m->i.owner);
	msec since = waits ? h->at : taken ? h->taken_at : m->i.answered_at;
	struct str who = !waits	   ? m->i.owner_name
	    : id_none(h->to_agent) ? m->i.queue_name
				   : h->to_name;

	if (m->theirs.len == 0 || contact_closed(m) || who.len == 0 ||
	    since == 0)
		return;
	draw_sign(p, row, 1, m->i.state);
	pane_field(p, row, 3, p->columns - 4, LOOK_TEXT,
	    str_printf(&contact_words,
		waits ? _("waits for %s since %s") : _("with %s since %s"),
		who.s, say_when(&contact_words, since, now).s));
}

static void
draw_call(const struct contact_model *m, const struct pane *p, msec now)
{
	const struct row_interaction_get *i = &m->i;
	int end = pane_right(p, 0, p->columns - 1, LOOK_HEAD,
	    str_of(state_word(i->state)));
	struct pane left;
	struct str from =
	    i->caller.len > 0 ? say_phone(&contact_words, i->caller) : STR_NONE;

	draw_sign(p, 0, end - 2, i->state);
	pane_field(p, 0, 1, end - 4, LOOK_HEAD,
	    str_printf(&contact_words, "%s %s   I-%lld   %s",
		channel_word(i->channel),
		str_is(i->direction, "in") ? _("in") : _("out"),
		(long long)i->number, i->queue_name.s));
	end = pane_right(p, 1, p->columns - 1, LOOK_MUTED,
	    say_when(&contact_words, i->started_at, now));
	left = pane_part(p, 0, 0, p->rows, end - 2);
	draw_times(m, &left, 1, now);
	pane_field(p, 2, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&contact_words, "%s%s%s", from.s,
		from.len > 0 && i->subject.len > 0 ? "   " : "", i->subject.s));
	end = 2 + (from.len + i->subject.len > 0);
	draw_others(m, p, end);
	draw_theirs(m, p, end, now);
}

/* ---- the customer -------------------------------------------------------- */

static void
draw_verified(const struct contact_model *m, const struct pane *p, int row)
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
	if (!done && !failed && !contact_closed(m) && m->theirs.len == 0)
		pane_z(p, row, at + 3, LOOK_MUTED, _("v asks"));
}

static int
draw_alerts(const struct contact_model *m, const struct pane *p, int row)
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
is_again(const struct contact_model *m, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(m->points.v[i].value, m->points.v[n].value))
			return true;
	return false;
}

static void
draw_points(const struct contact_model *m, const struct pane *p, int row)
{
	int at = 1;

	for (size_t i = 0; i < m->points.n; i++) {
		const struct row_contact_list *x = &m->points.v[i];
		struct str s = str_is(x->kind, "phone") ||
			str_is(x->kind, "mobile") || str_is(x->kind, "whatsapp")
		    ? say_phone(&contact_words, x->value)
		    : x->value;

		if (str_is(x->kind, "address") || is_again(m, i) ||
		    at + cell_columns(s) > p->columns - 1)
			continue;
		at += 3 + pane_text(p, row, at, LOOK_TEXT, s);
	}
}

static void
draw_unknown(const struct contact_model *m, const struct pane *p)
{
	pane_field(p, 0, 1, p->columns - 2, LOOK_HEAD,
	    m->i.caller.len > 0
		? str_printf(&contact_words, _("%s: nobody we know by it"),
		      say_phone(&contact_words, m->i.caller).s)
		: str_of(_("Unknown caller")));
	pane_wrap(p, 1, 1, p->columns - 2, 0, 2, LOOK_MUTED,
	    str_of(contact_closed(m)
		    ? _("the contact was closed without a customer")
		    : _("X finds who it is; 0 nobody, a wrong number; or go "
			"on as it is")));
}

static void
draw_who(const struct contact_model *m, const struct pane *p)
{
	const struct row_customer_get *w = &m->who;
	int end, row;

	if (id_none(m->i.customer)) {
		draw_unknown(m, p);
		return;
	}
	end = pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_printf(&contact_words, "%s  %s",
		say_rut(&contact_words, w->national_id).s, w->segment.s));
	pane_field(p, 0, 1, end - 3, LOOK_HEAD, w->name);
	draw_verified(m, p, 1);
	row = draw_alerts(m, p, 2);
	if (row < p->rows)
		draw_points(m, p, row);
}

/* ---- tickets, words, the end --------------------------------------------- */

static void
draw_tickets(struct screen *s, const struct pane *p)
{
	const struct contact_model *m = s->model;
	struct contact_state *t = s->state;
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);

	draw_head(p, 0, !t->writing && m->open.n > 0, _("OPEN TICKETS"),
	    (int64_t)m->open.n);
	list_draw(&t->list, &in, owed_own_columns, ROWS(m->open.v, m->open.n),
	    s->scene.focus && !t->writing, s->scene.now);
}

/* What becomes of what is typed. */
static const char *
note_fate(const struct screen *s)
{
	const struct contact_model *m = s->model;

	if (contact_left(s))
		return _("%s closed meanwhile; F10 writes it");
	return m->theirs.len > 0 ? _("%s not written: it is another's by now")
				 : _("%s written at the end; F10 now");
}

static void
draw_note(struct screen *s, const struct pane *p)
{
	const struct contact_state *t = s->state;
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
		    str_printf(&contact_words, note_fate(s),
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
	return str_printf(&contact_words, "%s%s%s", t->title.s,
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
	const struct contact_model *m = s->model;
	const struct contact_state *t = s->state;
	bool note = t->begun && m->theirs.len == 0 &&
	    edit_text(desk_note(s->arg.id)).len > 0;
	int row = 1;

	draw_head(p, 0, false,
	    contact_closed(m) ? _("WHAT IS WRITTEN")
			      : _("WHAT WILL BE WRITTEN"),
	    -1);
	for (size_t i = 0; i < m->matters.n; i++)
		row = line(p, row, _("Type"), LOOK_TEXT,
		    m->matters.v[i].number > 0
			? str_printf(&contact_words, "%s, T-%lld",
			      m->matters.v[i].name.s,
			      (long long)m->matters.v[i].number)
			: m->matters.v[i].name);
	row = draw_script(&m->script, p, row);
	if (contact_closed(m)) {
		line(p, row, _("Outcome"), LOOK_TEXT, m->outcome);
		return;
	}
	if (note)
		row = line(p, row, _("Note"), LOOK_TEXT,
		    edit_text(desk_note(s->arg.id)));
	if (m->theirs.len == 0)
		line(p, row, _("Missing"), LOOK_MUTED,
		    str_of(m->matters.n > 0
			    ? _("outcome: F8")
			    : _("type and outcome: F8 asks for them")));
}

static void
draw_said(const struct screen *s, const struct pane *p)
{
	const struct contact_model *m = s->model;
	int row = 1;

	draw_head(p, 0, false, _("NOTES SO FAR"), (int64_t)m->said.n);
	for (size_t i = m->said.n; i-- > 0 && row + 1 < p->rows;) {
		const struct row_message_of_interaction *x = &m->said.v[i];

		pane_field(p, row, 1, p->columns - 2, LOOK_MUTED,
		    str_printf(&contact_words, "%s  %s",
			say_when(&contact_words, x->at, s->scene.now).s,
			x->author_name.s));
		row += 1 +
		    pane_wrap(p, row + 1, 1, p->columns - 2, 0,
			p->rows - row - 1, LOOK_TEXT, x->body);
	}
}

enum { CALL, WHO, OPEN, NOTE, END, SAID, ROOMS };

/* Which rooms there are, and what each of them wants. */
static void
furnish(const struct screen *s, const struct pane *side, size_t n,
    struct part rooms[ROOMS])
{
	const struct contact_model *m = s->model;
	const struct contact_state *t = s->state;
	int beside = n > 1, lines = 1;
	bool none = !t->begun || edit_text(desk_note(s->arg.id)).len == 0;
	bool over = m->theirs.len > 0 ? none : contact_closed(m) && !t->begun;

	if (t->begun)
		lines = pane_wrapped(side[beside].columns - 3,
		    edit_text(desk_note(s->arg.id)));
	rooms[CALL] = (struct part){ .rank = 1,
		.least = 2,
		.wish = 2 + (m->i.caller.len + m->i.subject.len > 0) +
		    (m->mine.n > 1 || m->theirs.len > 0) };
	rooms[WHO] = (struct part){ .rank = 1,
		.least = 2,
		.wish = id_none(m->i.customer) ? 2 : 3 + (int)m->alerts.n,
		.apart = true };
	rooms[OPEN] = (struct part){ .rank = 4,
		.least = m->open.n > 0 ? 2 : 1000,
		.wish = 1 + (int)m->open.n,
		.apart = true };
	rooms[NOTE] = (struct part){ .column = beside,
		.rank = over ? 1000 : 2,
		.least = over ? 1000 : 3,
		.wish = 1 + (lines < 4 ? 4 : lines),
		.apart = !beside };
	rooms[END] = (struct part){ .rank = 3,
		.least = 2,
		.wish =
		    3 + (int)m->matters.n + script_rows(&m->script, &side[0]),
		.apart = true };
	rooms[SAID] = (struct part){ .column = beside,
		.rank = 5,
		.least = m->said.n > 0 ? 3 : 1000,
		.wish = LAYOUT_ALL,
		.apart = true };
}

void
contact_draw(struct screen *s, const struct pane *p)
{
	const struct contact_model *m = s->model;
	struct pane side[LAYOUT_COLUMNS];
	size_t n = layout_columns(p, SHAPE_CONTACT, side);
	struct part rooms[ROOMS];

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	furnish(s, side, n, rooms);
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
	arena_reset(&contact_words);
}
