/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approvals.c - what waits for somebody's word: one's own on top, with the
 * amount, who asked, the words so far and until when. Of a ticket also what was
 * decided, and the levels that were told.
 */
#include "base/utf8.h"
#include "core/approval_desk.h"
#include "core/escalation.h"
#include "screens/column.h"
#include "screens/say.h"
#include "screens/screen.h"

struct state {
	struct list list;
};

struct model {
	struct approval_desk desk;
	struct row_ticket_get t; /* of one ticket; id none: all */
	struct rows_escalation_list levels;
};

static struct arena draw_arena; /* emptied at each draw */

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct escalation_filter f = { .ticket = arg->id, .limit = 6 };
	enum err rc = approval_desk(c, a, arg->id, &m->desk);

	m->t.id = ID_NONE;
	if (rc == OK && !id_none(arg->id) &&
	    (rc = ticket_get(c, a, arg->id, &m->t)) == OK)
		rc = escalation_list(c, a, &f, &m->levels);
	if (rc == OK)
		*model = m;
	return rc;
}

/* ---- columns ------------------------------------------------------------ */

static const struct state_look states[] = {
	{ "open", NC_("an approval", "waits"), SIGN_HALF, LOOK_HALF },
	{ "given", NC_("an approval", "given"), SIGN_MET, LOOK_MET },
	{ "refused", NC_("an approval", "refused"), SIGN_NO, LOOK_NO },
	{ "expired", NC_("an approval", "expired"), SIGN_LATE, LOOK_NO },
	{ "withdrawn", NC_("an approval", "withdrawn"), SIGN_NO, LOOK_MUTED },
};

static const struct state_look *
look_of(struct str state)
{
	return state_look(states, countof(states), state);
}

static bool
waits(const struct approval_row *x)
{
	return str_is(x->a.state, "open");
}

/* The sign, and how long it still waits. */
static void
left(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct approval_row *x = item;
	const struct state_look *its = look_of(x->a.state);
	msec rest = x->redress ? DAYS(1) : x->a.expires_at - now;
	enum look own = x->mine && rest < HOURS(2) ? LOOK_SOON
	    : x->mine				   ? LOOK_NEW
						   : its->look;
	char text[24];

	pane_text(p, row, at, look == LOOK_FOCUS ? look : own,
	    theme_sign(term_symbols(),
		x->mine && rest >= HOURS(2) ? SIGN_NEW
		    : x->mine		    ? SIGN_SOON
					    : its->sign));
	if (waits(x) && !x->redress)
		pane_right(p, row, at + width, look,
		    str_of(say_left(rest, 0, text)));
}

COLUMN_TICKET(number, struct approval_row, a.ticket_number)

static void
amount(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct approval_row *x = item;

	(void)now;
	pane_right(p, row, at + width, look,
	    say_money(&draw_arena, x->a.amount, x->a.currency));
}

static void
votes(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct approval_row *x = item;

	(void)now;
	pane_right(p, row, at + width, look,
	    str_printf(&draw_arena, "%lld/%lld", (long long)x->a.given,
		(long long)x->a.need));
}

static void
asker(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct approval_row *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    x->asked ? str_of(_("you")) : x->a.asked_by_name);
}

COLUMN_TEXT(why, struct approval_row, a.reason)

static void
state(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct approval_row *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    x->mine ? str_of(_("your word"))
		    : str_of(meant(look_of(x->a.state)->word)));
}

static const struct column columns[] = {
	{ NC_("column", "  Left"), 8, 0, left },
	{ NC_("column", "Ticket"), 8, 0, number },
	{ NC_("column", "Amount"), RIGHT(13), 0, amount },
	{ NC_("column", "Words"), RIGHT(8), 0, votes },
	{ NC_("column", "Asked by"), 16, 60, asker },
	{ NC_("column", "Why"), 0, 0, why },
	{ NC_("column", "State"), 11, 70, state },
	{ 0 },
};

/* ---- drawing ------------------------------------------------------------ */

static int
draw_votes(const struct approval_row *x, const struct pane *p, int row,
    msec now)
{
	for (size_t i = 0; i < x->votes.n && row < p->rows; i++) {
		const struct row_approval_votes *v = &x->votes.v[i];
		bool yes = str_is(v->verdict, "given");
		bool other = !str_eq(v->agent_name, v->seat_name);

		pane_text(p, row, 1, yes ? LOOK_MET : LOOK_NO,
		    theme_sign(term_symbols(), yes ? SIGN_MET : SIGN_NO));
		pane_field(p, row++, 3, p->columns - 4, LOOK_TEXT,
		    str_printf(&draw_arena, "%s%s%s%s, %s%s%s", v->agent_name.s,
			other ? _(" in place of ") : "",
			other ? v->seat_name.s : "",
			yes ? _(": yes") : _(": no"),
			say_when(&draw_arena, v->at, now).s,
			v->reason.len > 0 ? "  " : "", v->reason.s));
	}
	return row;
}

/* The request under the cursor in full. */
static int
draw_one(const struct approval_row *x, const struct pane *p, msec now)
{
	int row = 1;

	draw_head(p, 0, false,
	    x->redress ? _("REDRESS THAT WAITS")
		       : str_printf(&draw_arena, _("REQUEST %lld"),
			     (long long)x->a.number)
			     .s,
	    -1);
	if (!x->redress)
		pane_right(p, 0, p->columns - 1, LOOK_MUTED,
		    str_printf(&draw_arena, "%s, %s",
			say_when(&draw_arena, x->a.asked_at, now).s,
			x->title.s));
	pane_field(p, row++, 1, p->columns - 2, LOOK_TEXT,
	    str_printf(&draw_arena, "T-%lld  %s", (long long)x->a.ticket_number,
		x->a.subject.s));
	row +=
	    pane_wrap(p, row, 1, p->columns - 2, 0, 3, LOOK_TEXT, x->a.reason);
	row = draw_votes(x, p, row, now);
	if (waits(x) && !x->redress && row < p->rows)
		pane_field(p, row++, 1, p->columns - 2, LOOK_MUTED,
		    str_printf(&draw_arena,
			ngettext("%lld of %lld word given; it expires %s",
			    "%lld of %lld words given; it expires %s",
			    (unsigned long)x->a.need),
			(long long)x->a.given, (long long)x->a.need,
			say_instant(&draw_arena, x->a.expires_at, now).s));
	return row;
}

/* The levels that were told on the ticket, and who took note. */
static void
draw_levels(const struct model *m, const struct pane *p, msec now)
{
	draw_head(p, 0, false, _("LEVELS TOLD"), (int64_t)m->levels.n);
	if (m->levels.n == 0)
		pane_z(p, 1, 3, LOOK_MUTED, _("none yet"));
	for (size_t i = 0; i < m->levels.n && (int)i + 1 < p->rows; i++) {
		const struct row_escalation_list *l = &m->levels.v[i];
		bool seen = l->acked_at != 0;

		pane_text(p, (int)i + 1, 1, seen ? LOOK_MET : LOOK_SOON,
		    theme_sign(term_symbols(), seen ? SIGN_MET : SIGN_SOON));
		pane_field(p, (int)i + 1, 3, p->columns - 4, LOOK_TEXT,
		    str_printf(&draw_arena, "%s  %s%s%s  %s",
			say_when(&draw_arena, l->reached_at, now).s,
			escalation_said(&draw_arena, l).s,
			l->reason.len > 0 ? ": " : "", l->reason.s,
			seen ? str_printf(&draw_arena, _("%s took note"),
				   l->acked_by_name.s)
				   .s
			     : _("nobody took note yet: A")));
	}
}

static void
draw_title(const struct model *m, const struct pane *p)
{
	if (id_none(m->t.id)) {
		draw_head(p, 0, false, _("WHAT WAITS FOR SOMEBODY'S WORD"), -1);
		pane_right(p, 0, p->columns - 1, LOOK_MUTED,
		    str_printf(&draw_arena, _("%zu for yours, %zu in all"),
			m->desk.nmine, m->desk.n));
		return;
	}
	draw_head(p, 0, false,
	    str_printf(&draw_arena, _("APPROVALS ON T-%lld"),
		(long long)m->t.number)
		.s,
	    (int64_t)m->desk.n);
	pane_field(p, 0, 30, p->columns - 38, LOOK_TEXT, m->t.subject);
}

static bool
is_over(const struct model *m)
{
	return !id_none(m->t.id) && ticket_state_done(m->t.state);
}

/* What leads on where nothing is. */
static const char *
way_on(const struct model *m)
{
	if (id_none(m->t.id))
		return _("A on a ticket shows its own; Esc goes back.");
	return is_over(m)
	    ? _("Nobody works on it: R on the ticket reopens it, then n asks.")
	    : _("n asks for it: a refund, say; Esc goes back.");
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int levels, foot;
	struct pane in;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	levels = id_none(m->t.id) ? 0 : p->rows >= 30 ? 8 : 4;
	foot = levels + 7;
	draw_title(m, p);
	list_titles(p, 1, columns);
	in = pane_part(p, 2, 0, p->rows - 2 - foot, p->columns);
	if (m->desk.n == 0)
		draw_empty(p, 3,
		    id_none(m->t.id) ? _("Nothing waits for anybody's word.")
				     : _("Nothing was asked for on it."),
		    way_on(m));
	else
		screen_rows(s, &in, columns);
	in = pane_part(p, p->rows - foot, 0, 7, p->columns);
	if (screen_picked(s) != NULL)
		(void)draw_one(screen_picked(s), &in, s->scene.now);
	in = pane_part(p, p->rows - levels, 0, levels, p->columns);
	if (levels > 0)
		draw_levels(m, &in, s->scene.now);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

/* Granted at once, or refused in the form that asks why. */
static enum screen_key
answer(const struct approval_row *x, struct buf *say)
{
	const char *id = x->a.ticket.s;

	buf_z(say, "choose ");
	buf_printf(say, _("T-%lld: %s of redress, asked by %s."),
	    (long long)x->a.ticket_number,
	    say_money(&draw_arena, x->a.amount, x->a.currency).s,
	    x->a.asked_by_name.s);
	buf_printf(say, "%c%s%ccomplaint grant %s", SAY_CHOICE, _("grant it"),
	    SAY_CHOICE, id);
	buf_printf(say, "%c%s%copen refusal %s", SAY_CHOICE, _("refuse it"),
	    SAY_CHOICE, id);
	buf_printf(say, "%c%s%copen complaint %s", SAY_CHOICE, _("look at it"),
	    SAY_CHOICE, id);
	arena_reset(&draw_arena);
	return SCREEN_SAY;
}

static enum screen_key
decide(const struct approval_row *x, struct buf *say)
{
	if (x == NULL)
		return screen_tell(say, _("There is no request here."));
	if (!waits(x))
		return screen_tell(say, _("It is decided; n asks anew."));
	if (x->asked)
		return screen_tell(say,
		    _("You asked for it yourself: somebody else decides. w "
		      "withdraws it."));
	if (!x->mine && x->redress) {
		buf_printf(say, "%s.",
		    utf8_capital(&draw_arena, x->why_not, false).s);
		arena_reset(&draw_arena);
		return SCREEN_TELL;
	}
	if (x->redress)
		return answer(x, say);
	if (!x->mine)
		return screen_tell(say,
		    _("It is not yours to decide, or you have spoken."));
	buf_printf(say, "open decide %s", x->a.id.s);
	return SCREEN_SAY;
}

static enum screen_key
withdraw(const struct approval_row *x, struct buf *say)
{
	if (x == NULL || !waits(x))
		return screen_tell(say,
		    _("There is nothing here to withdraw."));
	if (!x->asked)
		return screen_tell(say,
		    _("Who asked withdraws it; Enter decides."));
	if (x->redress) {
		buf_printf(say, "complaint decide %s redress=0", x->a.ticket.s);
		return SCREEN_SAY;
	}
	buf_z(say, "choose ");
	buf_printf(say,
	    _("Withdraw request %lld? It cannot be undone: it is asked anew."),
	    (long long)x->a.number);
	buf_printf(say, "%c%s%capproval withdraw %lld%c%s%c", SAY_CHOICE,
	    _("withdraw it"), SAY_CHOICE, (long long)x->a.number, SAY_CHOICE,
	    _("not now"), SAY_CHOICE);
	return SCREEN_SAY;
}

static enum screen_key
ask(const struct model *m, struct buf *say)
{
	if (id_none(m->t.id))
		return screen_tell(say,
		    _("On which ticket? Its own A, then n, asks for it."));
	if (is_over(m))
		return screen_tell(say, way_on(m));
	buf_printf(say, "open ask %s", m->t.id.s);
	return SCREEN_SAY;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	const struct approval_row *x = screen_picked(s);

	if (m == NULL)
		return SCREEN_IGNORED;
	switch (k->code) {
	case KEY_ENTER:
		return decide(x, say);
	case 'w':
		return withdraw(x, say);
	case 'n':
		return ask(m, say);
	case 'A':
		if (id_none(m->t.id))
			return decide(x, say);
		buf_printf(say, "escalation ack %s", m->t.id.s);
		return SCREEN_SAY;
	default:
		return SCREEN_IGNORED;
	}
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->desk.v, m->desk.n);
	return &((struct state *)s->state)->list;
}

static struct subject
subject(const struct screen *s)
{
	const struct approval_row *x = screen_picked(s);
	const struct model *m = s->model;

	if (x == NULL && id_none(m->t.id))
		return (struct subject){ .kind = NULL };
	return (struct subject){ .kind = "ticket",
		.id = x != NULL ? x->a.ticket : m->t.id };
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("decide") },
	{ "l", "open ticket", N_("ticket") },
	{ "n", "", N_("ask") },
	{ "w", "", N_("withdraw") },
	{ "A", "", N_("take note") },
	{ "D", "open delegate", N_("delegate") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static bool
untold(const struct model *m)
{
	for (size_t i = 0; i < m->levels.n; i++)
		if (m->levels.v[i].acked_at == 0)
			return true;
	return false;
}

/* What would be refused is not offered; A of all is what Enter is. */
static bool
works(const struct screen *s, const struct key_def *d)
{
	const struct approval_row *x = screen_picked(s);
	const struct model *m = s->model;
	struct buf say = { 0 };
	bool yes;

	if (*d->words != '\0')
		yes = *d->keys != 'l' || subject(s).kind != NULL;
	else if (*d->keys == 'w')
		yes = withdraw(x, &say) == SCREEN_SAY;
	else if (*d->keys == 'n')
		yes = ask(m, &say) == SCREEN_SAY;
	else
		yes =
		    *d->keys == 'A' ? untold(m) : decide(x, &say) == SCREEN_SAY;
	buf_done(&say);
	return yes;
}

static const struct key_def *
line_keys(const struct screen *s)
{
	static struct key_def out[countof(keys)];
	size_t n = 0;

	if (s->model == NULL)
		return keys + 1;
	for (const struct key_def *d = keys; d->keys != NULL; d++)
		if (works(s, d))
			out[n++] = *d;
	out[n] = (struct key_def){ 0 };
	return out;
}

const struct screen_def screen_approvals = {
	.name = "approvals",
	.title = N_("Approvals"),
	.tab = true,
	.of = OF_TICKET_OR_ALL,
	.about = N_("What waits for a word before it may be done: yours first. "
		    "Enter decides."),
	.state_size = sizeof(struct state),
	.watches = "ticket agent",
	.minutely = true,
	.unfiltered = true,
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.draw = draw,
	.subject = subject,
	.list = list,
	.key = key,
	.done = screen_done,
};
