/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * booking.c - a place in a branch: where, for what service, when; the next that
 * are free stand above the form and are chosen by their number.
 *
 * Opened over a customer, or in a name that is typed. Where, for what and from
 * which day make what is free: it is read again when such a field is left.
 */
#include "core/appointment.h"
#include "core/customer.h"
#include "core/interaction.h"
#include "core/list.h"
#include "core/team.h"
#include "core/when.h"
#include "screens/around.h"
#include "screens/proposals.h"
#include "screens/say.h"

enum { AHEAD = 14 /* days in which something free is looked for */ };

struct state {
	struct sheet sheet;
	size_t at;	 /* the field with the focus when it was last looked */
	struct buf text; /* what arg.text points to */
};

struct model {
	struct row_customer_get who; /* id none: in a name */
	struct id contact;	     /* in progress, with them */
	struct str own, plate;	     /* to begin with: the branch, a vehicle */
	struct choice *branches, *services;
	size_t nbranches, nservices;
	struct slot_rule rule; /* of what was chosen; branch "": not yet */
	struct callback_choice free[CALLBACK_CHOICES];
	size_t nfree;
};

/* ---- fields ------------------------------------------------------------- */

#define WHERE SHEET_CHOICE("branch", N_("Branch"), 6, 32)
#define WHAT  SHEET_CHOICE("service", N_("Service"), 6, 32)
#define WHEN                                                                   \
	SHEET_LINE("when", N_("When"), .required = true, .columns = 24,        \
	    .hint = N_("a number, or thursday 10:30"),                         \
	    .check = proposals_check)
#define VEHICLE SHEET_LINE("vehicle", N_("Vehicle"), .columns = 24)
#define NOTE	SHEET_LINE("note", N_("Note"), .max = 500)

static const struct field_def booking_fields[] = { WHERE, WHAT, WHEN, VEHICLE,
	NOTE, { 0 } };
static const struct field_def bookname_fields[] = { WHERE, WHAT, WHEN,
	SHEET_LINE("who", N_("In whose name"), .required = true),
	SHEET_LINE("phone", N_("Number"), .columns = 24), VEHICLE, NOTE,
	{ 0 } };

/* ---- loading ------------------------------------------------------------ */

static enum err
load_who(struct core *c, const struct screen_arg *arg, struct arena *a,
    struct model *m)
{
	struct row_interaction_get talk;
	struct rows_asset_list assets;
	enum err rc;

	m->who.id = ID_NONE;
	m->who.name = STR_NONE;
	m->own = str_copy(a, c->me.branch);
	m->plate = STR_NONE;
	if (id_none(arg->id))
		return OK;
	if ((rc = customer_get(c, a, arg->id, &m->who)) != OK ||
	    (rc = asset_list(c, a, arg->id, &assets)) != OK)
		return rc;
	if (assets.n == 1)
		m->plate = assets.v[0].plate;
	if (m->own.len == 0)
		m->own = m->who.branch;
	if (id_none(arg->contact))
		return OK;
	rc = interaction_get(c, a, arg->contact, &talk);
	if (rc == OK && id_eq(talk.customer, arg->id))
		m->contact = arg->contact;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static enum err
load_branches(struct core *c, struct arena *a, struct model *m)
{
	struct rows_branch_list rows;
	enum err rc = branch_list(c, a, false, &rows);

	if (rc != OK)
		return rc;
	m->branches = NEWN(a, struct choice, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		m->branches[m->nbranches++] =
		    around_choice(a, rows.v[i].code.s, rows.v[i].name, 0);
	return OK;
}

/* Does the branch give it? One without slots gives all. */
static bool
gives(const struct slot_rule *r, struct str service)
{
	for (size_t i = 0; i < r->slots.n; i++)
		if (str_eq(r->slots.service[i], service))
			return true;
	return !r->kept;
}

/* Those of the branch, as any of them tells; all while none is chosen. */
static enum err
load_services(struct core *c, struct arena *a, struct str branch,
    struct model *m)
{
	struct services all = { 0 };
	struct slot_rule of = { .branch = STR_NONE };
	enum err rc = services_load(c, a, &all);

	if (rc == OK && branch.len > 0 && all.n > 0)
		rc = slot_rule(c, a, branch, all.v[0].code, &of);
	m->services = NEWN(a, struct choice, all.n + 1);
	if (rc == OK && all.n == 0) /* a centre that tells none apart */
		m->services[m->nservices++] =
		    around_choice(a, "visit", str_of(_("a visit")), 1);
	for (size_t i = 0; i < all.n && rc == OK; i++) {
		struct str code = all.v[i].code;

		if (!gives(&of, code))
			continue;
		m->services[m->nservices] = around_choice(a, code.s,
		    service_name(&all, code, list_lang(c)),
		    (int)m->nservices + 1);
		m->nservices++;
	}
	return rc;
}

/* From now on, or from the start of the day that was typed. */
static msec
from_of(const struct model *m, struct str when, msec now)
{
	const struct zone *z = m->rule.zone;
	msec at;

	if (when.len == 0 || proposals_number(when) ||
	    when_parse(when, z, now, &at, NULL) != OK)
		return now;
	at = when_at(z, zone_time(z, at).day, 0, 0);
	return at > now ? at : now;
}

static enum err
load_free(struct core *c, struct arena *a, struct str when, struct model *m)
{
	msec now = clock_now(c->clock), from = from_of(m, when, now);
	struct slot_list all = { 0 };
	enum err rc = slot_list(c, a, &m->rule, from, from + DAYS(AHEAD), &all);

	m->free[0].zone = m->rule.zone_name; /* also when nothing is */
	for (size_t i = 0; rc == OK && i < all.n; i++) {
		const struct slot *s = &all.v[i];
		struct callback_choice *k = &m->free[m->nfree];

		if (m->nfree == CALLBACK_CHOICES || s->taken >= s->room ||
		    s->from <= now)
			continue;
		k->when = str_printf(a, "%zu", ++m->nfree);
		k->at = s->from;
		k->zone = m->rule.zone_name;
		k->text = str_printf(a, "%s, %s",
		    when_print(a, m->rule.zone, s->from, now).s,
		    str_printf(a,
			ngettext("%d place free", "%d places free",
			    (unsigned long)(s->room - s->taken)),
			(int)(s->room - s->taken))
			.s);
	}
	return rc;
}

/* BRANCH, SERVICE and WHEN so far: a line each. */
static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct str rest = str_copy(a, arg->text), branch = STR_NONE;
	struct str service = STR_NONE, when = STR_NONE;
	enum err rc;

	str_next(a, &rest, '\n', &branch);
	str_next(a, &rest, '\n', &service);
	str_next(a, &rest, '\n', &when);
	m->rule.branch = STR_NONE;
	if ((rc = load_who(c, arg, a, m)) != OK ||
	    (rc = load_branches(c, a, m)) != OK)
		return rc;
	branch = branch.len > 0 ? branch : m->own;
	if ((rc = load_services(c, a, branch, m)) != OK)
		return rc;
	if (branch.len > 0 && service.len > 0 &&
	    ((rc = slot_rule(c, a, branch, service, &m->rule)) != OK ||
		(rc = load_free(c, a, when, m)) != OK))
		return rc;
	*model = m;
	return OK;
}

static void
loaded(struct screen *s)
{
	struct form *f = sheet_own(s);
	const struct model *m = s->model;
	struct state *t = s->state;

	form_choices(f, "branch", m->branches, m->nbranches);
	form_choices(f, "service", m->services, m->nservices);
	if (!t->sheet.filled && form_empty(f)) {
		form_set(f, "branch", m->own);
		form_set(f, "vehicle", m->plate);
		f->at = m->own.len > 0 ? 1 : 0;
		t->at = f->at;
		sheet_given(s);
	}
	t->sheet.filled = true;
}

/* ---- drawing ------------------------------------------------------------ */

/* Why nothing is proposed. */
static const char *
none(const struct screen *s)
{
	const struct model *m = s->model;

	if (m->rule.branch.len == 0)
		return _("Branch and service first: what is free comes then.");
	if (!m->rule.kept)
		return _("This branch keeps no hours: any time can be booked.");
	return _("Nothing is free in two weeks from then: another day, or "
		 "branch?");
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const int row = 2;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("BOOK AN APPOINTMENT"), -1);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT, m->who.name);
	if (m->nfree == 0)
		pane_field(p, row, 16, p->columns - 17, LOOK_MUTED,
		    str_of(none(s)));
	(void)proposals_draw(s, p, m->nfree > 0 ? row : row + CALLBACK_CHOICES,
	    m->free, m->nfree);
	sheet_draw(s, p, row + CALLBACK_CHOICES + 1); /* it never moves */
}

/* ---- keys --------------------------------------------------------------- */

/* A number is that very instant; what else was typed is read by the rule. */
static void
say_when_it_is(const struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	struct str when = sheet_get(s, "when");
	char iso[CLOCK_ISO];

	for (size_t i = 0; i < m->nfree; i++)
		if (str_eq(m->free[i].when, when))
			when = str_of(clock_iso(m->free[i].at, iso));
	say_arg(say, "when", when);
}

static void
words(struct screen *s, struct buf *say)
{
	static const char *const rest[] = { "branch", "service", "vehicle",
		"note" };
	const struct model *m = s->model;

	buf_printf(say, "appointment book %s", s->arg.id.s);
	for (size_t i = 0; i < countof(rest); i++)
		say_arg(say, rest[i], sheet_get(s, rest[i]));
	say_when_it_is(s, say);
	if (id_none(s->arg.id)) {
		say_arg(say, "who", sheet_get(s, "who"));
		say_arg(say, "phone", sheet_get(s, "phone"));
	}
	say_arg(say, "contact", str_of(m->contact.s));
	say_arg(say, "override", sheet_more(s));
}

/* What was typed of the time when it was read last. */
static const char *
when_read(const struct screen *s)
{
	const char *at = strchr(s->arg.text.s, '\n');

	at = at != NULL ? strchr(at + 1, '\n') : NULL;
	return at != NULL ? at + 1 : "";
}

/* Another branch or service has other times, and so has another day, once it
 * is written. */
static enum screen_key
look(struct screen *s)
{
	struct state *t = s->state;
	struct str when = sheet_get(s, "when");
	bool left = t->at != t->sheet.form.at;
	struct buf b = { 0 };

	t->at = t->sheet.form.at;
	buf_printf(&b, "%s\n%s\n%s", sheet_get(s, "branch").s,
	    sheet_get(s, "service").s,
	    !left			  ? when_read(s)
		: !proposals_number(when) ? when.s
					  : "");
	if (str_eq(buf_view(&b), s->arg.text)) {
		buf_done(&b);
		return SCREEN_TAKEN;
	}
	buf_done(&t->text);
	t->text = b;
	s->arg.text = buf_view(&t->text);
	return SCREEN_RELOAD;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	enum screen_key did = m == NULL
	    ? SCREEN_IGNORED
	    : proposals_send(s, k, say, m->free, m->nfree);

	return did == SCREEN_TAKEN ? look(s) : did;
}

static struct subject
subject(const struct screen *s)
{
	if (id_none(s->arg.id))
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "customer", .id = s->arg.id, .customer = s->arg.id
	};
}

static void
done(struct screen *s)
{
	sheet_done(s);
	buf_done(&((struct state *)s->state)->text);
}

#define FORM(word, its)                                                        \
	const struct screen_def screen_##word = {                              \
		SHEET(word, N_("Appointment"), word##_fields,                  \
		    "appointment book", NULL, words, .more = &sheet_override), \
		.of = its,                                                     \
		.about = N_("A place in a branch at a time. What is free "     \
			    "there stands above; its number chooses it."),     \
		.unfiltered = true,                                            \
		.state_size = sizeof(struct state),                            \
		.watches = "appointment",                                      \
		.keys = SHEET_KEYS(N_("book it")),                             \
		.load = load,                                                  \
		.loaded = loaded,                                              \
		.draw = draw,                                                  \
		.key = key,                                                    \
		.subject = subject,                                            \
		.undraft = sheet_undraft,                                      \
		.refused = sheet_refused,                                      \
		.done = done,                                                  \
	}

FORM(booking, OF_CUSTOMER);
FORM(bookname, OF_NOTHING);
