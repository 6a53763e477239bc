/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * appointments.c - who comes to the branch, day by day: mine, of all I may see,
 * or of one customer; each can be confirmed, received, moved or cancelled.
 */
#include "core/appointment.h"
#include "core/interaction.h"
#include "core/list.h"
#include "core/when.h"
#include "screens/column.h"
#include "screens/say.h"
#include "screens/sheet.h"

enum { HERE, ALL, PARTS };

struct state {
	struct list list;
};

struct model {
	struct rows_appointment_rows rows;
	struct services services;
	struct str branch; /* of the person; "" for none */
	struct str lang;
	struct id talk; /* the customer of the contact in progress */
	int part;
	long day, next; /* next: the first after it with anything, or 0 */
};

/* "PART DAY": what the keys asked for. */
static void
read_arg(const struct screen_arg *arg, int *part, long *day)
{
	*part = ALL;
	*day = 0;
	if (arg->text.len > 0)
		(void)sscanf(arg->text.s, "%d %ld", part, day);
}

enum { AHEAD = 60 }; /* days */

/* A day without anybody tells which is the next with somebody. */
static enum err
look_ahead(struct core *c, struct arena *a, struct appointment_filter f,
    struct model *m)
{
	const struct zone *z = zone_get(c->me.zone);
	struct rows_appointment_rows next;
	enum err rc;

	f.limit = 1;
	f.from = f.to;
	f.to += DAYS(AHEAD);
	if ((rc = appointment_list(c, a, &f, &next)) == OK && next.n > 0)
		m->next = (long)(zone_time(z, next.v[0].start_at).day -
		    zone_time(z, clock_now(c->clock)).day);
	return rc;
}

static enum err
load_talk(struct core *c, struct arena *a, struct id contact, struct model *m)
{
	struct row_interaction_get row;
	enum err rc;

	if (id_none(contact))
		return OK;
	if ((rc = interaction_get(c, a, contact, &row)) == OK)
		m->talk = row.customer;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct appointment_filter f = { .customer = arg->id, .limit = 200 };
	struct model *m = NEW(a, struct model);
	const struct zone *z = zone_get(c->me.zone);
	int64_t today = zone_time(z, clock_now(c->clock)).day;
	enum err rc;

	read_arg(arg, &m->part, &m->day);
	m->branch = str_copy(a, c->me.branch);
	m->lang = list_lang(c);
	f.branch = f.state = STR_NONE;
	if (!id_none(arg->id)) {
		f.state = STR("all");
		f.from = 1;
	} else {
		if (m->part == HERE && m->branch.len > 0)
			f.branch = m->branch;
		f.state = STR("all");
		f.from = when_at(z, today + m->day, 0, 0);
		f.to = when_at(z, today + m->day + 1, 0, 0);
	}
	if ((rc = services_load(c, a, &m->services)) != OK ||
	    (rc = load_talk(c, a, arg->contact, m)) != OK ||
	    (rc = appointment_list(c, a, &f, &m->rows)) != OK)
		return rc;
	if (m->rows.n == 0 && id_none(arg->id))
		rc = look_ahead(c, a, f, m);
	if (rc == OK)
		*model = m;
	return rc;
}

/* ---- columns ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */
static const struct model *drawn;

COLUMN_WHEN(when, struct row_appointment_rows, start_at)
COLUMN_EITHER(customer, struct row_appointment_rows, customer_name, who)
COLUMN_TEXT(branch, struct row_appointment_rows, branch_name)

static void
service(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_appointment_rows *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    service_name(&drawn->services, x->service_code, drawn->lang));
}

static void
vehicle(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, look,
	    say_plate(&draw_arena,
		((const struct row_appointment_rows *)item)->vehicle));
}

/* One that is over and was neither kept nor missed is asked about. */
static void
state_text(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_appointment_rows *x = item;
	bool open = appointment_open(x->state), over = x->end_at < now;

	if (look == LOOK_TEXT)
		look = open && over ? LOOK_LATE : open ? LOOK_OK : LOOK_MUTED;
	pane_field(p, row, at, width, look,
	    str_of(open && over ? _("did they come?")
				: appointment_state_word(x->state)));
}

static const struct column columns[] = {
	{ N_("When"), 12, 0, when },
	{ N_("Customer"), 0, 0, customer },
	{ N_("Service"), 18, 0, service },
	{ N_("Branch"), 16, 76, branch },
	{ N_("Vehicle"), 9, 100, vehicle },
	{ N_("State"), 15, 0, state_text },
	{ 0 },
};

/* ---- the screen --------------------------------------------------------- */

static void
draw_top(const struct screen *s, const struct pane *p)
{
	static const char *const titles[PARTS] = { N_("My branch"),
		N_("All I may see") };
	const struct model *m = s->model;
	msec day = s->scene.now + m->day * DAYS(1);
	int at = 1;

	if (!id_none(s->arg.id)) {
		draw_head(p, 0, false, _("APPOINTMENTS of the customer"),
		    (int64_t)m->rows.n);
		return;
	}
	for (int i = 0; i < PARTS; i++)
		at = draw_numbered(p, at, i, i == m->part, _(titles[i]), -1);
	pane_right(p, 0, p->columns - 1, LOOK_HEAD,
	    say_date(&draw_arena, day, s->scene.now));
}

static void
draw_none(struct screen *s, const struct pane *p, const struct model *m)
{
	msec day = s->scene.now + m->next * DAYS(1);
	struct str hint;

	if (m->next == 0)
		hint = str_of(_("s books one; [ and ] go day by day."));
	else
		hint = str_printf(&draw_arena,
		    _("The next are on %s: Enter goes there."),
		    say_date(&draw_arena, day, s->scene.now).s);
	draw_empty(p, 4, _("Nobody has an appointment."), hint.s);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct row_appointment_rows *x = screen_picked(s);
	struct pane in = pane_part(p, 2, 0, p->rows - 3, p->columns);

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	drawn = m;
	draw_top(s, p);
	list_titles(p, 1, columns);
	if (m->rows.n == 0)
		draw_none(s, p, m);
	screen_rows(s, &in, columns);
	if (x != NULL)
		pane_field(p, p->rows - 1, 1, p->columns - 2, LOOK_MUTED,
		    str_printf(&draw_arena, "A-%lld   %s   %s   %s   %s",
			(long long)x->number,
			x->customer_name.len > 0 ? x->customer_name.s
						 : x->who.s,
			x->branch_name.s, say_phone(&draw_arena, x->phone).s,
			x->note.s));
	arena_reset(&draw_arena);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->rows.v, m->rows.n);
	return &((struct state *)s->state)->list;
}

/* Another day or part is loaded anew. */
static enum screen_key
ask(struct screen *s, int part, long day)
{
	static char text[40];

	snprintf(text, sizeof(text), "%d %ld", part, day);
	s->arg.text = str_of(text);
	return SCREEN_RELOAD;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	const struct row_appointment_rows *x = screen_picked(s);
	bool days = m != NULL && id_none(s->arg.id);

	if (m == NULL)
		return SCREEN_IGNORED;
	if (days && (k->code == '1' || k->code == '2')) {
		if (k->code == '1' && m->branch.len == 0)
			return screen_tell(say, _("You belong to no branch."));
		return ask(s, (int)(k->code - '1'), m->day);
	}
	if (days && (k->code == '[' || k->code == '<'))
		return ask(s, m->part, m->day - 1);
	if (days && (k->code == ']' || k->code == '>'))
		return ask(s, m->part, m->day + 1);
	if (days && k->code == '0')
		return ask(s, m->part, 0);
	if (x == NULL && m->next > 0 && k->code == KEY_ENTER)
		return ask(s, m->part, m->next);
	if (x == NULL || k->code != KEY_ENTER)
		return SCREEN_IGNORED;
	if (id_none(x->customer))
		return screen_tell(say,
		    _("It is in a name, of no customer that is known."));
	buf_printf(say, "open customer %s", x->customer.s);
	return SCREEN_SAY;
}

/* For whose list it is, else for whom one talks with, else in a name. */
static enum screen_key
book(const struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	struct id who = id_none(s->arg.id) ? m->talk : s->arg.id;

	if (id_none(who))
		buf_z(say, "open bookname");
	else
		buf_printf(say, "open booking %s", who.s);
	return SCREEN_SAY;
}

/* The verbs on the appointment under the cursor. */
static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct row_appointment_rows *x = screen_picked(s);

	if (!str_starts(words, STR("appointment ")))
		return SCREEN_IGNORED;
	if (str_is(words, "appointment book"))
		return book(s, say);
	if (x == NULL)
		return screen_tell(say,
		    _("There is no appointment under the cursor."));
	buf_printf(say, "%s %s", words.s, x->id.s);
	return SCREEN_SAY;
}

static struct subject
subject(const struct screen *s)
{
	const struct row_appointment_rows *x = screen_picked(s);

	if (x == NULL || id_none(x->customer))
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "customer", .id = x->customer, .customer = x->customer
	};
}

static const struct key_def keys[] = {
	{ "s", "appointment book", N_("book") },
	{ "a", "appointment confirm", N_("they will come") },
	{ "r", "appointment kept", N_("they came") },
	{ "N", "appointment missed", N_("nobody came") },
	{ "p", "appointment move", N_("another time") },
	{ "X", "appointment cancel", N_("nobody comes") },
	{ ">", "", NULL },
	{ "]", "", N_("next day") },
	{ "<Enter>", "", N_("customer") },
	{ "<lt>", "", NULL },
	{ "[", "", N_("day before") },
	{ "0", "", N_("today") },
	{ "1", "", N_("My branch") },
	{ "2", "", N_("All I may see") },
	{ 0 },
};

const struct screen_def screen_appointments = {
	.name = "appointments",
	.title = N_("Appointments"),
	.tab = true,
	.about = N_("Who comes to the branch, day by day. Say what became of "
		    "each: they will come, they came, nobody came."),
	.state_size = sizeof(struct state),
	.unfiltered = true,
	.watches = "appointment",
	.keys = keys,
	.load = load,
	.draw = draw,
	.list = list,
	.key = key,
	.word = word,
	.subject = subject,
	.done = screen_done,
};
