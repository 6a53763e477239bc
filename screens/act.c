/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * act.c - the forms behind a ticket's verbs: what is missing is asked, what
 * will happen is said before it is sent, and the story stays in sight where
 * there is room.
 */
#include "base/utf8.h"
#include "core/agent.h"
#include "core/message.h"
#include "core/referral.h"
#include "core/team.h"
#include "screens/others.h"
#include "screens/closing.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "screens/tickets.h"
#include "screens/types.h"
#include "ui/layout.h"

struct state {
	struct sheet sheet;
	bool filled; /* what the ticket had then is in the fields: */
	int64_t version;
	char typification[81], subject[201], priority[4];
	struct closing_form closing;
};

struct model {
	struct row_ticket_get t;
	struct rows_message_of_ticket said;
	struct types types;
	struct choice *people, *teams, *channels, *waits, *priorities;
	size_t npeople, nteams;
	struct closing closing;
	struct choice *reasons, *answers, *yes;
	size_t nreasons, nanswers;
	struct referral_guard *guards; /* of each team, to refer */
};

/* ---- fields ------------------------------------------------------------- */

static const struct field_def note_fields[] = {
	{ .name = "text",
	    .label = N_("Note"),
	    .kind = FIELD_LINES,
	    .rows = 8,
	    .required = true,
	    .max = 20000 },
	{ 0 },
};
static const struct field_def reply_fields[] = {
	{ .name = "channel",
	    .label = N_("By"),
	    .kind = FIELD_CHOICE,
	    .rows = 9,
	    .columns = 32,
	    .required = true },
	{ .name = "text",
	    .label = N_("What was told"),
	    .kind = FIELD_LINES,
	    .rows = 6,
	    .required = true,
	    .max = 20000 },
	{ 0 },
};
static const struct field_def resolve_fields[] = {
	{ .name = "text",
	    .label = N_("What was done"),
	    .kind = FIELD_LINES,
	    .rows = 6,
	    .required = true,
	    .max = 20000 },
	{ 0 },
};
static const struct field_def park_fields[] = {
	{ .name = "state",
	    .label = N_("It waits for"),
	    .kind = FIELD_CHOICE,
	    .required = true },
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_LINE,
	    .hint = N_("empty: as chosen above") },
	{ 0 },
};
static const struct field_def assign_fields[] = {
	{ .name = "agent",
	    .label = N_("Person"),
	    .kind = FIELD_CHOICE,
	    .hint = N_("name or sign-in; none: whoever takes it") },
	{ .name = "team",
	    .label = N_("Team"),
	    .kind = FIELD_CHOICE,
	    .hint = N_("none: as it is") },
	{ 0 },
};
static const struct field_def reopen_fields[] = {
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_LINE,
	    .required = true },
	{ 0 },
};
static const struct field_def refer_fields[] = {
	{ .name = "team",
	    .label = N_("To team"),
	    .kind = FIELD_CHOICE,
	    .required = true },
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_CHOICE,
	    .required = true },
	{ .name = "ask",
	    .label = N_("What you ask"),
	    .kind = FIELD_LINES,
	    .rows = 4,
	    .required = true,
	    .max = 2000 },
	{ .name = "priority",
	    .label = N_("Priority"),
	    .kind = FIELD_CHOICE,
	    .hint = N_("none: as it is") },
	{ .name = "despite",
	    .label = N_("All the same"),
	    .kind = FIELD_CHOICE,
	    .hint = N_("when it does not fit: 1 sends it, and that is kept") },
	{ 0 },
};
static const struct field_def leg_fields[] = {
	{ .name = "answer",
	    .label = N_("Answer"),
	    .kind = FIELD_CHOICE,
	    .rows = 6,
	    .required = true },
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_CHOICE,
	    .hint = N_("to reject or to return it") },
	{ .name = "text",
	    .label = N_("Words"),
	    .kind = FIELD_LINES,
	    .rows = 4,
	    .max = 2000 },
	{ 0 },
};
static const struct field_def escalate_fields[] = {
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_LINE,
	    .required = true,
	    .max = 200 },
	{ 0 },
};
static const struct field_def priority_fields[] = {
	{ .name = "priority",
	    .label = N_("Priority"),
	    .kind = FIELD_CHOICE,
	    .required = true },
	{ 0 },
};
static const struct field_def edit_fields[] = {
	{ .name = "typification",
	    .label = N_("Type"),
	    .kind = FIELD_CHOICE,
	    .required = true },
	{ .name = "subject",
	    .label = N_("Subject"),
	    .kind = FIELD_LINE,
	    .required = true },
	{ .name = "priority",
	    .label = N_("Priority"),
	    .kind = FIELD_CHOICE,
	    .required = true },
	{ 0 },
};

/* The forms, by the name of their screen. */
static const struct verb {
	const char *name, *command;
	const struct field_def *fields;
	const char *will; /* what F10 does */
} verbs[] = {
	{ "note", "ticket note", note_fields,
	    N_("The note stays in the house; the customer does not see it.") },
	{ "reply", "ticket reply", reply_fields,
	    N_("Told: it is written down. Sent: it leaves in ten seconds, and "
	       "u calls it back until then. Either ends the clock of a "
	       "response.") },
	{ "resolve", "ticket resolve", resolve_fields,
	    N_("The ticket will be resolved; C closes it later, R reopens "
	       "it.") },
	{ "park", "ticket park", park_fields,
	    N_("It leaves the top of the inbox until somebody takes it up "
	       "again with t.") },
	{ "assign", "ticket assign", assign_fields,
	    N_("A team alone takes it from the person who has it.") },
	{ "reopen", "ticket reopen", reopen_fields,
	    N_("It is open again, in a new cycle with promises of its own.") },
	{ "escalate", "ticket escalate", escalate_fields,
	    N_("The team's lead is told; the next time the supervisor, then "
	       "the manager. No clock is touched.") },
	{ "refer", "referral send", refer_fields,
	    N_("The promise to the customer stays yours; the team is told.") },
	{ "leg", NULL, leg_fields,
	    N_("Its team accepts, rejects, returns or completes; who sent it "
	       "sends it again or recalls it.") },
	{ "priority", "ticket edit", priority_fields,
	    N_("Another priority may mean other promises.") },
	{ "edit", "ticket edit", edit_fields,
	    N_("Only what you change is saved.") },
};

static const struct verb *
verb_of(const struct screen *s)
{
	for (size_t i = 0; i < countof(verbs); i++)
		if (strcmp(verbs[i].name, s->def->name) == 0)
			return &verbs[i];
	die("no form for '%s'", s->def->name);
}

static bool
is_verb(const struct screen *s, const char *name)
{
	return strcmp(s->def->name, name) == 0;
}

/* ---- loading ------------------------------------------------------------ */

static struct choice
choose(struct arena *a, const char *code, struct str text, int number)
{
	return (struct choice){ .code = str_of(code),
		.text = text,
		.fold = utf8_fold(a, text),
		.number = number };
}

static const struct {
	const char *code, *text;
} waits[] = {
	{ "pending-customer", N_("the customer") },
	{ "pending-third-party",
	    N_("somebody outside: a supplier, an insurer") },
	{ "scheduled", N_("its day: something was agreed") },
};

static const char *const channels[] = { "phone", "whatsapp", "email", "chat",
	"web", "branch", "letter" };

/* What leaves the building, behind what was told. */
static const struct {
	const char *code, *channel, *text;
} sends[] = {
	{ "send-email", "email", N_("e-mail, sent in ten seconds") },
	{ "send-whatsapp", "whatsapp", N_("WhatsApp, sent in ten seconds") },
};

enum { WAYS = countof(channels) + countof(sends) };

static const char *const priorities[] = { N_("1, urgent"), N_("2, soon"),
	N_("3, usual"), N_("4, can wait") };

static void
add_fixed(struct arena *a, struct model *m)
{
	static const char *const digits[] = { "1", "2", "3", "4" };

	m->channels = NEWN(a, struct choice, WAYS);
	for (size_t i = 0; i < countof(sends); i++)
		m->channels[countof(channels) + i] = choose(a, sends[i].code,
		    str_of(_(sends[i].text)), (int)(countof(channels) + i) + 1);
	for (size_t i = 0; i < countof(channels); i++)
		m->channels[i] = choose(a, channels[i],
		    str_of(channel_word(str_of(channels[i]))), (int)i + 1);
	m->waits = NEWN(a, struct choice, countof(waits));
	for (size_t i = 0; i < countof(waits); i++)
		m->waits[i] = choose(a, waits[i].code, str_of(_(waits[i].text)),
		    (int)i + 1);
	m->priorities = NEWN(a, struct choice, countof(priorities));
	for (size_t i = 0; i < countof(priorities); i++)
		m->priorities[i] =
		    choose(a, digits[i], str_of(_(priorities[i])), (int)i + 1);
}

static enum err
add_people(struct core *c, struct arena *a, struct model *m)
{
	const struct agent_filter all = { STR_NONE, STR_NONE, STR_NONE,
		STR_NONE, false, 0 };
	struct rows_agent_list people = { NULL, 0 };
	struct rows_team_list teams;
	enum err rc;

	rc = agent_list(c, a, &all, &people);
	if (rc != OK && rc != ERR_DENIED)
		return rc;
	m->people = NEWN(a, struct choice, people.n);
	for (size_t i = 0; i < people.n; i++)
		m->people[m->npeople++] = choose(a, people.v[i].login.s,
		    str_printf(a, "%s  %s", people.v[i].name.s,
			people.v[i].login.s),
		    0);
	if ((rc = team_list(c, a, false, &teams)) != OK)
		return rc;
	m->teams = NEWN(a, struct choice, teams.n);
	for (size_t i = 0; i < teams.n; i++)
		m->teams[m->nteams++] =
		    choose(a, teams.v[i].code.s, teams.v[i].name, 0);
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = message_of_ticket(c, a, arg->id, &m->said)) != OK ||
	    (rc = types_load(c, a, &m->types)) != OK ||
	    (rc = add_people(c, a, m)) != OK ||
	    (rc = closing_load(c, a, &m->t, &m->closing)) != OK)
		return rc;
	add_fixed(a, m);
	*model = m;
	return OK;
}

static const struct {
	const char *code, *text;
} leg_answers[] = {
	{ "accept", N_("accept it") },
	{ "reject", N_("reject it") },
	{ "return", N_("return it: something is missing") },
	{ "resend", N_("send it again") },
	{ "complete", N_("it is done") },
	{ "recall", N_("take it back") },
};

static enum err
add_reasons(struct core *c, struct arena *a, const char *verb, struct model *m)
{
	struct rows_referral_reasons rows;
	enum err rc = referral_reasons(c, a, verb, &rows);
	struct choice *all;

	if (rc != OK)
		return rc;
	all = NEWN(a, struct choice, m->nreasons + rows.n);
	for (size_t i = 0; i < m->nreasons; i++)
		all[i] = m->reasons[i];
	for (size_t i = 0; i < rows.n; i++)
		all[m->nreasons + i] = choose(a, rows.v[i].code.s,
		    rows.v[i].name, (int)(m->nreasons + i) + 1);
	m->reasons = all;
	m->nreasons += rows.n;
	return OK;
}

/* What each team would promise now: the form tells before it is sent. */
static enum err
load_refer(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m;
	enum err rc = load(c, arg, a, model);

	if (rc != OK)
		return rc;
	m = *model;
	m->yes = NEW(a, struct choice);
	*m->yes = choose(a, "yes", str_of(_("send it all the same")), 1);
	m->guards = NEWN(a, struct referral_guard, m->nteams);
	for (size_t i = 0; i < m->nteams && rc == OK; i++)
		rc = referral_guard(c, a, arg->id, m->teams[i].code, 0,
		    &m->guards[i]);
	return rc == OK ? add_reasons(c, a, "send", m) : rc;
}

static enum err
load_leg(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m;
	enum err rc = load(c, arg, a, model);

	if (rc != OK)
		return rc;
	m = *model;
	m->answers = NEWN(a, struct choice, countof(leg_answers));
	for (size_t i = 0; i < countof(leg_answers); i++)
		m->answers[i] = choose(a, leg_answers[i].code,
		    str_of(_(leg_answers[i].text)), (int)i + 1);
	if ((rc = add_reasons(c, a, "reject", m)) == OK)
		rc = add_reasons(c, a, "return", m);
	return rc;
}

/* ---- the form ----------------------------------------------------------- */

static void
give(struct form *f, const char *name, const struct choice *v, size_t n)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->v[i].def->name, name) == 0)
			form_choices(f, name, v, n);
}

static struct str
priority_code(const struct model *m)
{
	return m->t.priority >= 1 &&
		m->t.priority <= (int64_t)countof(priorities)
	    ? m->priorities[m->t.priority - 1].code
	    : STR_NONE;
}

/* What may be edited begins as it is. */
static void
fill(struct screen *s, struct form *f)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	if (t->filled || strcmp(s->def->name, "edit") != 0 || !form_empty(f))
		return;
	form_set(f, "typification", m->t.typification);
	form_set(f, "subject", m->t.subject);
	form_set(f, "priority", priority_code(m));
	f->at = 1;
	t->filled = true;
	t->sheet.base = t->version = m->t.version;
	snprintf(t->typification, sizeof(t->typification), "%s",
	    m->t.typification.s);
	snprintf(t->subject, sizeof(t->subject), "%s", m->t.subject.s);
	snprintf(t->priority, sizeof(t->priority), "%s", priority_code(m).s);
}

static void
loaded(struct screen *s)
{
	struct form *f = sheet_form(s, verb_of(s)->fields);
	const struct model *m = s->model;

	give(f, "channel", m->channels, WAYS);
	give(f, "state", m->waits, countof(waits));
	give(f, "agent", m->people, m->npeople);
	give(f, "team", m->teams, m->nteams);
	give(f, "priority", m->priorities, countof(priorities));
	give(f, "typification", m->types.v, m->types.n);
	if (is_verb(s, "refer") || is_verb(s, "leg"))
		give(f, "reason", m->reasons, m->nreasons);
	if (is_verb(s, "refer"))
		give(f, "despite", m->yes, 1);
	if (is_verb(s, "leg"))
		give(f, "answer", m->answers, countof(leg_answers));
	fill(s, f);
	if (is_verb(s, "resolve"))
		closing_fit(&((struct state *)s->state)->closing, s,
		    &m->closing, verb_of(s)->fields);
}

static void
undraft(struct screen *s, struct str draft)
{
	struct state *t = s->state;

	sheet_form(s, verb_of(s)->fields);
	sheet_undraft(s, draft);
	if (is_verb(s, "resolve") && !t->closing.fitted) {
		buf_reset(&t->closing.later);
		buf_str(&t->closing.later, draft);
	}
}

/* ---- drawing ------------------------------------------------------------ */

static void
draw_said(const struct model *m, const struct pane *p, msec now)
{
	struct arena a = { 0 };
	int row = 1;

	draw_head(p, 0, false, _("WHAT WAS SAID"), (int64_t)m->said.n);
	if (m->said.n == 0)
		pane_z(p, 1, 3, LOOK_MUTED, _("nothing yet"));
	for (size_t i = m->said.n; i-- > 0 && row < p->rows - 1;) {
		const struct row_message_of_ticket *x = &m->said.v[i];

		pane_printf(p, row, 3, LOOK_MUTED, "%s  %s",
		    say_when(&a, x->at, now).s, x->author_name.s);
		row += 2 +
		    pane_wrap(p, row + 1, 3, p->columns - 4, 0,
			p->rows - row - 1, LOOK_TEXT, x->body);
	}
	arena_done(&a);
}

static struct str
worked(struct arena *a, msec span)
{
	char text[24];

	return str_copy(a,
	    str_of(clock_span_text(span < 0 ? -span : span, text)));
}

/* Does it fit? Three lines under the form, once a team is chosen. */
static void
draw_guard(struct screen *s, const struct pane *p, int row)
{
	const struct model *m = s->model;
	struct str team = sheet_get(s, "team");
	const struct referral_guard *g = NULL;
	struct arena a = { 0 };

	for (size_t i = 0; m->guards != NULL && i < m->nteams; i++)
		if (str_eq(m->teams[i].code, team))
			g = &m->guards[i];
	if (g == NULL || team.len == 0)
		return;
	if (!g->promised) {
		pane_z(p, row, 15, LOOK_MUTED,
		    _("That team promises nothing yet."));
		return;
	}
	if (g->complete_at != 0)
		pane_printf(p, row, 15, LOOK_TEXT, _("They are done by %s"),
		    say_instant(&a, g->complete_at, s->scene.now).s);
	if (g->customer_at != 0)
		pane_printf(p, row + 1, 15, LOOK_TEXT,
		    _("The customer is promised %s"),
		    say_instant(&a, g->customer_at, s->scene.now).s);
	if (!g->fits)
		pane_printf(p, row + 2, 15, LOOK_ALERT,
		    g->slack_ms < 0
			? _("DOES NOT FIT: %s of working time too late")
			: _("DOES NOT FIT: only %s of working time is left"),
		    worked(&a, g->slack_ms).s);
	arena_done(&a);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane side[LAYOUT_COLUMNS];
	size_t n = layout_columns(p, SHAPE_FORM, side);
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	pane_printf(&side[0], 0, 1, LOOK_HEAD, "T-%lld",
	    (long long)m->t.number);
	pane_field(&side[0], 0, 10, side[0].columns - 24, LOOK_TEXT,
	    m->t.subject);
	pane_right(&side[0], 0, side[0].columns - 1, LOOK_TEXT,
	    str_of(state_word(m->t.state)));
	pane_field(&side[0], 1, 10, side[0].columns - 11, LOOK_MUTED,
	    m->t.customer_name);
	others_draw(&side[0], 2, 10, m->t.id, s->scene.now);
	row = sheet_draw(s, &side[0], 3);
	pane_wrap(&side[0], row + 1, 15, side[0].columns - 16, 0, 2, LOOK_MUTED,
	    str_of(_(verb_of(s)->will)));
	if (is_verb(s, "refer")) {
		draw_guard(s, &side[0], row + 3);
		row += 4;
	}
	if (n > 1)
		draw_said(m, &side[1], s->scene.now);
	else if (row + 4 < p->rows - 4) {
		struct pane in =
		    pane_part(p, row + 4, 0, p->rows - row - 6, p->columns);

		draw_said(m, &in, s->scene.now);
	}
}

/* ---- words -------------------------------------------------------------- */

/* The choice says why when nobody did. */
static void
say_park(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	struct str state = sheet_get(s, "state");
	struct str why = sheet_get(s, "reason");

	for (size_t i = 0; why.len == 0 && i < countof(waits); i++)
		if (str_is(state, waits[i].code))
			why = m->waits[i].text;
	if (str_is(m->t.state, "new"))
		buf_printf(say, "ticket start %s%c", s->arg.id.s, SAY_NEXT);
	buf_printf(say, "ticket park %s", s->arg.id.s);
	say_arg(say, "state", state);
	say_arg(say, "reason", why);
}

/* Against what was read into the form, however often the ticket was saved by
 * others since. Of an older draft that is not known: all is said, and what
 * nobody changed is told from the log. */
static void
say_edit(struct screen *s, struct buf *say)
{
	const struct state *t = s->state;
	bool known = t->sheet.base == t->version;
	const struct {
		const char *name, *was;
	} fields[] = { { "typification", t->typification },
		{ "subject", t->subject }, { "priority", t->priority } };

	buf_printf(say, "ticket edit %s", s->arg.id.s);
	for (size_t i = 0; i < countof(fields); i++) {
		struct str value = sheet_get(s, fields[i].name);

		if (!known || !str_is(value, fields[i].was))
			say_arg(say, fields[i].name, value);
	}
	buf_printf(say, " version=%lld", (long long)t->sheet.base);
}

static void
say_reply(struct screen *s, struct buf *say)
{
	struct str way = sheet_get(s, "channel");

	buf_printf(say, "ticket reply %s", s->arg.id.s);
	for (size_t i = 0; i < countof(sends); i++)
		if (str_is(way, sends[i].code)) {
			way = str_of(sends[i].channel);
			say_arg(say, "send", STR("yes"));
		}
	say_arg(say, "channel", way);
	say_arg(say, "text", sheet_get(s, "text"));
}

/* Each answer is a command of its own, with what it takes. */
static void
say_leg(struct screen *s, struct buf *say)
{
	struct str verb = sheet_get(s, "answer");

	buf_printf(say, "referral %s %s", verb.s, s->arg.id.s);
	if (str_is(verb, "reject") || str_is(verb, "return"))
		say_arg(say, "reason", sheet_get(s, "reason"));
	if (!str_is(verb, "accept") && sheet_get(s, "text").len > 0)
		say_arg(say, "text", sheet_get(s, "text"));
}

static void
words(struct screen *s, struct buf *say)
{
	const struct state *t = s->state;

	if (is_verb(s, "park")) {
		say_park(s, say);
	} else if (is_verb(s, "leg")) {
		say_leg(s, say);
	} else if (is_verb(s, "reply")) {
		say_reply(s, say);
	} else if (is_verb(s, "resolve")) {
		buf_printf(say, "ticket resolve %s", s->arg.id.s);
		needs_say(s, NULL, say);
	} else if (is_verb(s, "edit")) {
		say_edit(s, say);
	} else {
		buf_printf(say, "%s %s", verb_of(s)->command, s->arg.id.s);
		say_fields(say, &t->sheet.form);
	}
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	return s->model != NULL ? sheet_key(s, k, say, words) : SCREEN_IGNORED;
}

static struct str
label(const struct screen *s)
{
	const struct model *m = s->model;
	static char text[32];

	if (m == NULL)
		return str_of(_(s->def->title));
	snprintf(text, sizeof(text), "T-%lld", (long long)m->t.number);
	return str_of(text);
}

static const struct key_def keys[] = {
	{ "<Tab>", "", N_("field") },
	{ "<F10>", "", N_("save") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static void
done(struct screen *s)
{
	closing_done(&((struct state *)s->state)->closing);
	sheet_done(s);
}

#define FORM(word, heading) FORM_OF(word, heading, load)
#define FORM_OF(word, heading, loads)                                          \
	const struct screen_def screen_##word = {                              \
		.name = #word,                                                 \
		.title = heading,                                              \
		.once = true,                                                  \
		.state_size = sizeof(struct state),                            \
		.watches = "ticket message",                                   \
		.keys = keys,                                                  \
		.load = loads,                                                 \
		.loaded = loaded,                                              \
		.draw = draw,                                                  \
		.key = key,                                                    \
		.label = label,                                                \
		.typing = sheet_typing,                                        \
		.draft = sheet_draft,                                          \
		.undraft = undraft,                                            \
		.done = done,                                                  \
	}

FORM(note, N_("Note"));
FORM(reply, N_("Inform"));
FORM(resolve, N_("Resolve"));
FORM(park, N_("Park"));
FORM(assign, N_("Assign"));
FORM(reopen, N_("Reopen"));
FORM(priority, N_("Priority"));
FORM(edit, N_("Edit"));
FORM(escalate, N_("Escalate"));
FORM_OF(refer, N_("Refer"), load_refer);
FORM_OF(leg, N_("Answer a referral"), load_leg);
