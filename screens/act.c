/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * act.c - the forms behind a ticket's verbs: what is missing is asked, what
 * will happen is said before it is sent, and the story stays in sight where
 * there is room.
 */
#include "core/attachment.h"
#include "core/follow.h"
#include "core/seen.h"
#include "core/team.h"
#include "screens/around.h"
#include "screens/closing.h"
#include "screens/parking.h"
#include "screens/say.h"
#include "screens/shared.h"
#include "screens/sheet.h"
#include "screens/tickets.h"

struct state {
	struct sheet sheet;
	struct closing_form closing;
	struct parking parking;
};

struct model {
	struct row_ticket_get t;
	int64_t seen; /* the last event before */
	struct rows_message_of_ticket said;
	struct rows_attachment_list files;  /* of a reply */
	struct rows_shared_draft_list left; /* half written, by others */
	struct choice *people, *teams, *channels, *waits, *priorities;
	size_t npeople, nteams;
	struct closing closing;
	struct promises promises;    /* those owed, and the last of each kind */
	struct follow_window window; /* of opening it again */
	struct follower next;
};

/* ---- fields ------------------------------------------------------------- */

static const struct field_def note_fields[] = {
	SHEET_LINES("text", N_("Note"), 8, 20000),
	{ 0 },
};
static const struct field_def reply_fields[] = {
	SHEET_CHOICE("channel", N_("By"), 9, 32),
	SHEET_LINES("text", N_("What was told"), 6, 20000),
	{ .name = "files",
	    .label = N_("Files with it"),
	    .kind = FIELD_LINE,
	    .columns = 20,
	    .max = 60,
	    .hint = N_("numbers, as 1,3") },
	{ 0 },
};
static const struct field_def resolve_fields[] = {
	SHEET_LINES("text", N_("What was done"), 6, 20000),
	{ 0 },
};
static const struct field_def park_fields[] = {
	SHEET_CHOICE("state", N_("It waits for"), 0, 0),
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_LINE,
	    .hint = N_("empty: as chosen above") },
	{ .name = "until",
	    .label = N_("Until"),
	    .kind = FIELD_LINE,
	    .required = true,
	    .columns = 20,
	    .hint = N_("tomorrow 10:00, +2d, 12 Mar 15:30"),
	    .check = parking_check },
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
static const struct field_def priority_fields[] = {
	SHEET_CHOICE("priority", N_("Priority"), 0, 0),
	{ 0 },
};
static bool
is_verb(const struct screen *s, const char *name)
{
	return strcmp(s->def->name, name) == 0;
}

/* ---- loading ------------------------------------------------------------ */

static const struct around_row waits[] = {
	{ "pending-customer", N_("the customer") },
	{ "scheduled", N_("its day: something was agreed") },
	{ "pending-third-party",
	    N_("somebody outside: a supplier, an insurer") },
};

static const char *const channels[] = { "phone", "whatsapp", "email", "chat",
	"web", "branch", "letter" };

/* What leaves the building, behind what was told. */
static const struct {
	const char *code, *channel, *text;
} sends[] = {
	{ "send-email", "email", N_("e-mail, sent after ten seconds") },
	{ "send-whatsapp", "whatsapp", N_("WhatsApp, sent after ten seconds") },
};

enum { WAYS = countof(channels) + countof(sends) };

static void
add_fixed(struct arena *a, struct model *m)
{
	m->channels = NEWN(a, struct choice, WAYS);
	for (size_t i = 0; i < countof(sends); i++)
		m->channels[countof(channels) + i] =
		    around_choice(a, sends[i].code, str_of(_(sends[i].text)),
			(int)(countof(channels) + i) + 1);
	for (size_t i = 0; i < countof(channels); i++)
		m->channels[i] = around_choice(a, channels[i],
		    str_of(channel_word(str_of(channels[i]))), (int)i + 1);
	m->waits = around_choices(a, waits, countof(waits));
	m->priorities = around_priorities(a);
}

static enum err
add_people(struct core *c, struct arena *a, struct model *m)
{
	const struct agent_filter all = { STR_NONE, STR_NONE, STR_NONE,
		STR_NONE, false, 0 };
	struct rows_team_list teams;
	enum err rc =
	    around_people(c, a, &all, ID_NONE, &m->people, &m->npeople);

	if (rc != OK && rc != ERR_DENIED)
		return rc;
	if ((rc = team_list(c, a, false, &teams)) != OK)
		return rc;
	m->teams = NEWN(a, struct choice, teams.n);
	for (size_t i = 0; i < teams.n; i++)
		m->teams[m->nteams++] =
		    around_choice(a, teams.v[i].code.s, teams.v[i].name, 0);
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = seen_now(c, &m->seen)) != OK ||
	    (rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = message_of_ticket(c, a, arg->id, &m->said)) != OK ||
	    (rc = add_people(c, a, m)) != OK ||
	    (rc = closing_load(c, a, &m->t, &m->closing)) != OK ||
	    (rc = promise_clocks(c, a, arg->id, &m->promises)) != OK ||
	    (rc = attachment_list(c, a, arg->id, false, &m->files)) != OK ||
	    (rc = shared_load(c, a, arg->id, &m->left)) != OK ||
	    (rc = follow_window(c, m->t.id, m->t.resolved_at, &m->window)) !=
		OK ||
	    (rc = ticket_follower(c, m->t.id, &m->next)) != OK)
		return rc;
	add_fixed(a, m);
	*model = m;
	return OK;
}

/* ---- may it be opened? -------------------------------------------------- */

static enum err
may_resolve(struct core *c, const struct screen_arg *arg)
{
	struct row_ticket_get t;
	enum err rc = ticket_get(c, &c->scratch, arg->id, &t);

	return rc == OK ? ticket_may_resolve(c, &t) : rc;
}

/* ---- the form ----------------------------------------------------------- */

static void
give(struct form *f, const char *name, const struct choice *v, size_t n)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->v[i].def->name, name) == 0)
			form_choices(f, name, v, n);
}

static void
loaded(struct screen *s)
{
	struct form *f = sheet_own(s);
	const struct model *m = s->model;
	struct sheet *t = s->state;

	if (t->seen == 0)
		t->seen = m->seen;
	give(f, "channel", m->channels, WAYS);
	give(f, "state", m->waits, countof(waits));
	give(f, "agent", m->people, m->npeople);
	give(f, "team", m->teams, m->nteams);
	give(f, "priority", m->priorities, AROUND_PRIORITIES);
	if (is_verb(s, "resolve"))
		closing_fit(&((struct state *)s->state)->closing, s,
		    &m->closing, s->def->sheet->fields);
}

static void
undraft(struct screen *s, struct str draft)
{
	struct state *t = s->state;

	sheet_undraft(s, draft);
	if (is_verb(s, "resolve") && !t->closing.fitted) {
		buf_reset(&t->closing.later);
		buf_str(&t->closing.later, draft);
	}
}

/* ---- what was left half written ----------------------------------------- */

static bool
writes(const struct screen *s)
{
	return is_verb(s, "note") || is_verb(s, "reply");
}

/* Of the form's own kind: a note never becomes words to the customer. */
static const struct row_shared_draft_list *
left_here(const struct screen *s)
{
	const struct model *m = s->model;

	return writes(s) ? shared_of(&m->left, is_verb(s, "reply")) : NULL;
}

/* It was joined into another while the form stood. */
static bool
joined(const struct screen *s)
{
	const struct model *m = s->model;

	return m != NULL && str_is(m->t.state, "merged") && m->next.number != 0;
}

/* Nothing is written on it any more: what was typed may go along. */
static enum screen_key
ask_along(const struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	long long into = (long long)m->next.number;

	buf_reset(say);
	buf_z(say, "choose ");
	buf_printf(say,
	    _("T-%lld was joined into T-%lld. What you wrote is "
	      "kept: take it there?"),
	    (long long)m->t.number, into);
	buf_c(say, SAY_CHOICE);
	buf_printf(say, _("take it to T-%lld"), into);
	buf_printf(say, "%ccarry %s%c%s%c", SAY_CHOICE, m->next.id.s,
	    SAY_CHOICE, _("keep it here"), SAY_CHOICE);
	return SCREEN_SAY;
}

static enum screen_key
send(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;
	enum screen_key did = is_verb(s, "park") && s->model != NULL
	    ? parking_key(&t->parking, s, k, say)
	    : sheet_send(s, k, say);

	return did == SCREEN_SAY && joined(s) ? ask_along(s, say) : did;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	return k->code == KEY_F(4) && writes(s) && s->model != NULL
	    ? shared_key(left_here(s), s->arg.id, is_verb(s, "reply"),
		  sheet_get(s, "text"), say)
	    : send(s, k, say);
}

/* ---- drawing ------------------------------------------------------------ */

/* Too late to open it again: another goes on with it. */
static bool
follows(const struct screen *s)
{
	const struct model *m = s->model;

	return is_verb(s, "reopen") && follow_over(&m->window, s->scene.now);
}

/* What F10 does. */
static struct str
will(struct arena *a, const struct screen *s)
{
	const struct model *m = s->model;
	long long number = (long long)m->t.number;

	if (is_verb(s, "reopen") && !follows(s) && m->window.anew)
		return str_of(_("It is open again, in a new cycle: its "
				"promises begin from nothing; only the law's "
				"term goes on."));
	if (!follows(s))
		return sheet_will(a, s);
	if (m->next.number != 0)
		return str_printf(a,
		    _("T-%lld goes on in T-%lld already: L leads there."),
		    number, (long long)m->next.number);
	if (m->window.never)
		return str_printf(a,
		    _("Its policy opens nothing again: F10 opens a new ticket "
		      "that goes on with T-%lld, with promises of its own."),
		    number);
	return str_printf(a,
	    _("It could be opened again until %s. F10 opens a new ticket that "
	      "goes on with T-%lld, with promises of its own."),
	    say_when(a, m->window.until, s->scene.now).s, number);
}

/* Does the customer still wait for words? */
static bool
is_awaited(const struct model *m)
{
	for (size_t i = 0; i < m->promises.n; i++) {
		const struct promise *o = &m->promises.v[i];

		if (o->sign <= PROMISE_PAUSED &&
		    (o->kind == PROMISE_FIRST_RESPONSE ||
			o->kind == PROMISE_NEXT_RESPONSE))
			return true;
	}
	return false;
}

/* What whoever writes here must know first. */
static int
draw_first(const struct pane *p, int row, struct str text)
{
	pane_text(p, row, 13, LOOK_SOON, theme_sign(term_symbols(), SIGN_SOON));
	return pane_wrap(p, row, 15, p->columns - 16, 0, 2, LOOK_TEXT, text);
}

/* What is written on resolving stays in the house. */
static int
draw_awaited(const struct screen *s, const struct pane *p, int row)
{
	if (!is_verb(s, "resolve") || !is_awaited(s->model))
		return 0;
	return draw_first(p, row,
	    str_of(_("The customer waits for an answer, and this is none: "
		     "i on the ticket informs them.")));
}

/* What F10 does, or can do no more. */
static void
draw_will(const struct screen *s, const struct pane *p, int row)
{
	const struct model *m = s->model;
	struct arena a = { 0 };

	if (joined(s))
		(void)draw_first(p, row,
		    str_printf(&a,
			_("T-%lld was joined into T-%lld: F10 asks whether "
			  "what you wrote goes there."),
			(long long)m->t.number, (long long)m->next.number));
	else
		(void)pane_wrap(p, row, 15, p->columns - 16, 0, 2, LOOK_MUTED,
		    will(&a, s));
	arena_done(&a);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct row_shared_draft_list *left;
	struct pane in, under;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	row = around_form(s, p, &m->t, &m->said, &in);
	under = sheet_under(s, &in);
	left = left_here(s);
	/* On a short screen what it does comes before where files are had. */
	if (is_verb(s, "reply") &&
	    (m->files.n > 0 || (left == NULL && row + 4 <= under.rows)))
		row =
		    around_files(&m->files, sheet_get(s, "files"), &under, row);
	row += shared_draw(left, &under, row, s->scene.now);
	row += draw_awaited(s, &under, row);
	if (is_verb(s, "park"))
		row += parking_draw(s, &under, row);
	draw_will(s, &under, row + (row + 3 <= under.rows));
	around_below(p, &in, row + 4, &m->said, s->scene.now);
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
	if (ticket_move_before("park", m->t.state, state) != NULL)
		buf_printf(say, "ticket start %s%c", s->arg.id.s, SAY_NEXT);
	buf_printf(say, "ticket park %s", s->arg.id.s);
	say_arg(say, "state", state);
	say_arg(say, "reason", why);
	say_arg(say, "until", sheet_get(s, "until"));
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
	say_arg(say, "files", sheet_get(s, "files"));
}

/* Who asks for redress first leaves the form as a draft, and resolves with it
 * later. */
static void
say_resolve(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	struct buf does = { 0 }, asks = { 0 };

	buf_printf(&does, "ticket resolve %s", s->arg.id.s);
	needs_say(s, NULL, &does);
	buf_printf(&does, " seen=%lld",
	    (long long)((struct sheet *)s->state)->seen);
	buf_printf(&asks, "back%ccomplaint decide %s", SAY_NEXT, s->arg.id.s);
	if (m->closing.complaint) {
		say_arg(&asks, "outcome", sheet_get(s, "outcome"));
		say_arg(&asks, "cause", sheet_get(s, "cause"));
		say_arg(&asks, "redress", sheet_get(s, "redress"));
	}
	closing_say(s, &m->t, &m->closing,
	    &(struct closing_way){ .does = does.s,
		.asks = asks.s,
		.give = _("grant it and resolve"),
		.ask = _("ask for it, resolve later") },
	    say);
	buf_done(&does);
	buf_done(&asks);
}

static void
say_reopen(struct screen *s, struct buf *say)
{
	const struct state *t = s->state;

	if (!follows(s)) {
		sheet_say(s, say);
		return;
	}
	buf_printf(say, "ticket follow %s", s->arg.id.s);
	say_fields(say, &t->sheet.form);
}

/* One of the two is needed. */
static const char *
assign_also(const struct screen *s)
{
	return sheet_get(s, "team").len == 0 ? "agent" : NULL;
}

static void
done(struct screen *s)
{
	closing_done(&((struct state *)s->state)->closing);
	sheet_done(s);
}

/* The line of keys of those that write to somebody: short, for that of texts
 * that are kept comes behind them. */
static const struct key_def write_keys[] = {
	{ "<Tab>", "", N_("field") },
	{ "<F10>", "", N_("save") },
	{ "<F4>", "", N_("leave it or take over") },
	{ 0 },
};

#define FORM_KEYS(word, heading, whose, line, ...)                             \
	const struct screen_def screen_##word = {                              \
		SHEET(word, heading, word##_fields, __VA_ARGS__),              \
		.of = OF_TICKET,                                               \
		.state_size = sizeof(struct state),                            \
		.watches = "ticket message",                                   \
		.keys = line,                                                  \
		.may = whose,                                                  \
		.load = load,                                                  \
		.loaded = loaded,                                              \
		.draw = draw,                                                  \
		.key = key,                                                    \
		.label = around_label,                                         \
		.undraft = undraft,                                            \
		.done = done,                                                  \
	}
#define FORM(word, heading, whose, ...)                                        \
	FORM_KEYS(word, heading, whose, SHEET_KEYS(N_("save")), __VA_ARGS__)

FORM_KEYS(note, N_("Note"), around_may_edit, write_keys, "ticket note",
    N_("The note stays in the house; the customer does not see it."));
FORM_KEYS(reply, N_("Inform"), around_may_edit, write_keys, "ticket reply",
    N_("Told: it is written down. Sent: it waits ten seconds or more, and u "
       "calls it back. Either ends the clock of a response."),
    say_reply);
FORM(resolve, N_("Resolve"), may_resolve, "ticket resolve",
    N_("The ticket will be resolved; C closes it later, R reopens it."),
    say_resolve);
FORM(park, N_("Park"), around_may_edit, "ticket park",
    N_("It leaves the top of the inbox and comes back by itself then, or "
       "earlier with t."),
    say_park);
FORM(assign, N_("Assign"), around_may_assign, "ticket assign",
    N_("A team alone takes it from the person who has it."), sheet_say_seen,
    .also = assign_also);
FORM(reopen, N_("Reopen"), around_may_edit, "ticket reopen",
    N_("It is open again, in a new cycle: its promises go on with what was "
       "used; the time in between counts only for the law."),
    say_reopen);
FORM(priority, N_("Priority"), around_may_edit, "ticket edit",
    N_("Another priority may mean other promises."), sheet_say_seen);
