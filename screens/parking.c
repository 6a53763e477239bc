/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parking.c - until when a ticket is put aside.
 */
#include "screens/parking.h"

#include "core/when.h"
#include "screens/say.h"

/* Days that whoever it waits for is given at first: working days, but tomorrow
 * is tomorrow. */
static const struct {
	const char *state;
	int days;
	bool working;
} usual[] = {
	{ "pending-customer", 2, true },
	{ "pending-third-party", 5, true },
	{ "scheduled", 1, false },
};

bool
parking_check(struct str typed, struct fault *why)
{
	msec at;

	return when_parse(typed, zone_get(STR_NONE), DAYS(20000), &at, why) ==
	    OK;
}

/* "25 Nov 10:00", so many days ahead. */
static void
day_ahead(char out[24], int days, bool working, msec now)
{
	struct zone_time t = say_local(now);
	struct arena a = { 0 };

	for (int i = 1; days > 0; i++) {
		t = say_local(now + DAYS(i));
		days -= !working || (t.wday != 0 && t.wday != 6);
	}
	snprintf(out, 24, "%s 10:00", when_date(&a, &t, WHEN_YEAR).s);
	arena_done(&a);
}

void
parking_usual(char out[24], struct str state, msec now)
{
	out[0] = '\0';
	for (size_t i = 0; i < countof(usual); i++)
		if (str_is(state, usual[i].state))
			day_ahead(out, usual[i].days, usual[i].working, now);
}

/* Whom it waits for was chosen: what nobody typed goes with it. */
static void
refill(struct parking *k, struct screen *s)
{
	struct form *f = &((struct sheet *)s->state)->form;
	struct str state = form_get(f, "state");

	if (!str_is(form_get(f, "until"), k->put))
		return;
	parking_usual(k->put, state, s->scene.now);
	form_set(f, "until", str_of(k->put));
}

enum screen_key
parking_key(struct parking *k, struct screen *s, const struct key *key,
    struct buf *say)
{
	struct arena a = { 0 };
	struct str was = str_copy(&a, sheet_get(s, "state"));
	enum screen_key got = sheet_send(s, key, say);

	if (got == SCREEN_TAKEN && !str_eq(was, sheet_get(s, "state")))
		refill(k, s);
	arena_done(&a);
	return got;
}

int
parking_draw(const struct screen *s, const struct pane *p, int row)
{
	struct str typed = sheet_get(s, "until");
	struct arena a = { 0 };
	msec now = s->scene.now, at;
	struct fault why;
	const struct zone *z = zone_get(s->scene.me->zone);
	bool ok = typed.len > 0 && when_parse(typed, z, now, &at, &why) == OK;

	if (ok && at > now)
		pane_printf(p, row, 15, LOOK_GOOD, "= %s",
		    when_print(&a, z, at, now).s);
	else if (ok)
		pane_printf(p, row, 15, LOOK_ALERT, _("= %s, which has passed"),
		    when_print(&a, z, at, now).s);
	arena_done(&a);
	return ok;
}
