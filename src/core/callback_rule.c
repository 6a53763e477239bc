/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * callback_rule.c - when a call may be promised: the customer's clock, consent
 * and preferred hours; and what to propose.
 */
#include "core/callback_rule.h"

#include "base/utf8.h"
#include "core/consent.h"
#include "core/contact.h"
#include "core/list.h"
#include "core/rut.h"
#include "core/when.h"

enum { DIGITS_MIN = 6 };
#define FARTHEST DAYS(366)

static enum err suggest(struct core *, struct arena *, struct id customer,
    msec now, struct callback_choice[CALLBACK_CHOICES], size_t *n);

/* Minutes of the local day. */
struct hours {
	int from, to;
};

/* ---- the customer's clock ----------------------------------------------- */

static const struct {
	const char *word;
	struct hours hours;
} words[] = {
	{ "morning", { 9 * 60, 13 * 60 } },
	{ "manana", { 9 * 60, 13 * 60 } },
	{ "afternoon", { 14 * 60, 20 * 60 } },
	{ "tarde", { 14 * 60, 20 * 60 } },
	{ "evening", { 18 * 60, 21 * 60 } },
	{ "noche", { 18 * 60, 21 * 60 } },
};

/* "tarde", "15-20", "15:00-20:30"; what cannot be read allows the day. */
static struct hours
read_hours(struct arena *a, struct str text, bool *said)
{
	struct hours h = { CALLBACK_FROM * 60, CALLBACK_TO * 60 };
	struct str fold = utf8_fold(a, list_given(text));
	int from, to, fmin = 0, tmin = 0;

	*said = true;
	for (size_t i = 0; i < countof(words); i++)
		if (strstr(fold.s, words[i].word) != NULL)
			return words[i].hours;
	if (sscanf(fold.s, "%2d:%2d-%2d:%2d", &from, &fmin, &to, &tmin) == 4 ||
	    ((fmin = tmin = 0) == 0 &&
		sscanf(fold.s, "%2d-%2d", &from, &to) == 2)) {
		from = from * 60 + fmin;
		to = to * 60 + tmin;
		if (from >= 0 && from < to && to <= 24 * 60)
			return (struct hours){ from, to };
	}
	*said = false;
	return h;
}

static bool
within(const struct zone *z, msec at, struct hours h)
{
	struct zone_time t = zone_time(z, at);
	int minute = t.hour * 60 + t.minute;

	return minute >= h.from && minute < h.to;
}

struct person {
	struct row_callback_person row;
	const struct zone *zone;
	struct hours hours; /* that they prefer, or the day's */
	bool prefers;
};

static enum err
read_person(struct core *c, struct id customer, struct person *p)
{
	struct row_callback_zone own;
	struct scope sees;
	enum err rc;

	p->row = (struct row_callback_person){ STR_NONE, STR_NONE, STR_NONE,
		STR_NONE };
	if (!id_none(customer)) {
		if ((rc = core_allow(c, MAY_CUSTOMER_READ, &sees)) != OK)
			return rc;
		rc = q_callback_person(c->db, &c->scratch, &sees, customer,
		    &p->row);
		if (rc != OK)
			return customer_found(c, rc);
	}
	rc = OK;
	if (p->row.zone.len == 0) {
		rc = q_callback_zone(c->db, &c->scratch, c->me.id, &own);
		if (rc == OK)
			p->row.zone = own.zone;
	}
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	p->zone = zone_get(p->row.zone);
	p->hours = read_hours(&c->scratch, p->row.hours, &p->prefers);
	return OK;
}

/* ---- the rule ----------------------------------------------------------- */

static enum err
against(struct core *c, const struct callback_row *k, const char *why)
{
	if (k->override.len > 0)
		return OK;
	return core_override(c, why);
}

static enum err
check_consent(struct core *c, const struct callback_row *k)
{
	struct consent_answer answer;
	enum err rc;

	if (id_none(k->customer))
		return OK;
	rc = consent_may(c, &c->scratch, k->customer, STR("phone"),
	    STR("service"), &answer);
	if (rc != OK || answer.may)
		return rc;
	return against(c, k, answer.text.s);
}

static enum err
check_hours(struct core *c, const struct callback_row *k,
    const struct person *p)
{
	static const struct hours day = { CALLBACK_FROM * 60,
		CALLBACK_TO * 60 };
	struct zone_time t = zone_time(p->zone, k->due_at);

	if (!within(p->zone, k->due_at, day))
		return against(c, k,
		    str_printf(&c->scratch,
			_("it would be %02d:%02d where they live, and nobody "
			  "is called before %02d:00 or from %02d:00 on"),
			t.hour, t.minute, CALLBACK_FROM, CALLBACK_TO)
			.s);
	if (p->prefers && !within(p->zone, k->due_at, p->hours))
		return against(c, k,
		    str_printf(&c->scratch,
			_("they asked to be called in these hours: %s; it "
			  "would be %02d:%02d"),
			p->row.hours.s, t.hour, t.minute)
			.s);
	return OK;
}

static enum err
read_due(struct core *c, const struct person *p, msec now, struct str when,
    struct str until, struct callback_row *k)
{
	struct callback_choice choices[CALLBACK_CHOICES];
	size_t n = 0;
	enum err rc;

	when = list_given(when);
	if (when.len == 1 && when.s[0] >= '1' && when.s[0] <= '9') {
		rc = suggest(c, &c->scratch, k->customer, now, choices, &n);
		for (size_t i = 0; i < n && rc == OK; i++)
			if (str_eq(choices[i].when, when))
				k->due_at = choices[i].at;
		if (rc != OK)
			return rc;
	}
	if (k->due_at == 0 &&
	    (rc = when_parse(when, p->zone, now, &k->due_at, &c->fault)) != OK)
		return rc;
	if (k->due_at <= now || k->due_at > now + FARTHEST)
		return fail(&c->fault, ERR_INVALID,
		    _("a call is promised for later, within a year; nothing "
		      "was changed"));
	if (list_given(until).len == 0)
		return OK;
	if ((rc = when_parse(until, p->zone, k->due_at, &k->until_at,
		 &c->fault)) != OK)
		return rc;
	if (k->until_at <= k->due_at || k->until_at > k->due_at + DAYS(31))
		return fail(&c->fault, ERR_INVALID,
		    _("the window ends after it begins, within a month"));
	return OK;
}

enum err
callback_rule(struct core *c, msec now, struct str when, struct str until,
    struct callback_row *k)
{
	struct person p;
	enum err rc;

	k->due_at = k->until_at = 0;
	if ((rc = read_person(c, k->customer, &p)) != OK)
		return rc;
	k->zone = p.row.zone;
	k->phone = list_given(k->phone);
	if (k->phone.len == 0)
		k->phone = p.row.phone;
	k->who = list_given(k->who);
	k->override = list_given(k->override);
	if (phone_digits(&c->scratch, k->phone).len < DIGITS_MIN)
		return fail(&c->fault, ERR_INVALID,
		    _("there is no number to call; say phone=NUMBER"));
	if ((rc = core_text(c, _("the number"), k->phone, 60, false, false,
		 &k->phone)) != OK ||
	    (rc = read_due(c, &p, now, when, until, k)) != OK ||
	    (rc = check_consent(c, k)) != OK)
		return rc;
	return check_hours(c, k, &p);
}

/* ---- proposals ---------------------------------------------------------- */

struct proposals {
	struct core *c;
	struct arena *a;
	const struct person *p;
	msec now;
	struct callback_choice *out;
	size_t n;
};

/* Ten o'clock, or the first hour that is theirs. */
static int
good_minute(struct hours h)
{
	int ten = 10 * 60, full = (h.from + 59) / 60 * 60;

	if (h.from <= ten && ten < h.to)
		return ten;
	return full < h.to ? full : h.from;
}

/* Once each, in their hours, and later than now. */
static void
propose(struct proposals *s, msec at, const char *what)
{
	struct callback_choice *k = &s->out[s->n];

	if (s->n == CALLBACK_CHOICES || at <= s->now ||
	    !within(s->p->zone, at, s->p->hours))
		return;
	for (size_t i = 0; i < s->n; i++)
		if (s->out[i].at == at)
			return;
	k->when = str_printf(s->a, "%zu", s->n + 1);
	k->at = at;
	k->zone = str_copy(s->a, s->p->row.zone);
	k->text = when_print(s->a, s->p->zone, at, s->now);
	if (what != NULL) /* after the time: a narrow list cuts the words */
		k->text = str_printf(s->a, "%s, %s", k->text.s, what);
	s->n++;
}

/* The first is soon, whatever the hour: people learn that the second is
 * tomorrow, and type it unseen. */
static void
propose_soon(struct proposals *s, int64_t today, int minute)
{
	const struct zone *z = s->p->zone;
	const struct {
		msec at;
		const char *what;
	} all[] = {
		{ (s->now / MINUTES(5) + 1) * MINUTES(5) + MINUTES(55),
		    _("in an hour") },
		{ when_at(z, today, 18, 0), _("this evening") },
		{ when_at(z, today, 0, minute), NULL },
		{ when_at(z, today + 1, 0, minute - 60), NULL },
		{ when_at(z, today + 1, 0, minute + 60), NULL },
		{ when_at(z, today + 2, 0, minute), NULL },
	};

	for (size_t i = 0; i < countof(all) && s->n == 0; i++)
		propose(s, all[i].at, all[i].what);
}

static enum err
suggest(struct core *c, struct arena *a, struct id customer, msec now,
    struct callback_choice out[CALLBACK_CHOICES], size_t *n)
{
	struct proposals s = { c, a, NULL, now, out, 0 };
	struct person p;
	struct zone_time t;
	int64_t work;
	int minute;
	enum err rc = core_allow(c, MAY_INTERACTION_HANDLE, NULL);

	if (rc != OK || (rc = read_person(c, customer, &p)) != OK)
		return rc;
	s.p = &p;
	t = zone_time(p.zone, s.now);
	minute = good_minute(p.hours);
	work = t.day + (t.wday == 5 ? 3 : t.wday == 6 ? 2 : 1);
	propose_soon(&s, t.day, minute);
	propose(&s, when_at(p.zone, t.day + 1, 0, minute), NULL);
	propose(&s, when_at(p.zone, work, 0, minute), _("next working day"));
	propose(&s, when_at(p.zone, work, 15, 0), _("next working day"));
	/* Counted from a Sunday a week is the Monday after. */
	propose(&s, when_at(p.zone, t.day + 7 + (t.wday == 0), 0, minute),
	    _("in a week"));
	propose(&s, when_at(p.zone, t.day, 18, 0), _("this evening"));
	*n = s.n;
	return OK;
}

enum err
callback_suggest(struct core *c, struct arena *a, struct id customer,
    struct callback_choice out[CALLBACK_CHOICES], size_t *n)
{
	return suggest(c, a, customer, clock_now(c->clock), out, n);
}

/* ---- words -------------------------------------------------------------- */

const char *
callback_state_word(struct str state)
{
	static const struct {
		const char *state, *word;
	} all[] = {
		{ "open", NC_("callback", "open") },
		{ "done", NC_("callback", "done") },
		{ "missed", NC_("callback", "missed") },
		{ "cancelled", NC_("callback", "cancelled") },
		{ "moved", NC_("callback", "moved") },
	};

	for (size_t i = 0; i < countof(all); i++)
		if (str_is(state, all[i].state))
			return meant(all[i].word);
	return NULL;
}
