/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * appointment_when.c - the time somebody asks for, as one of the branch's
 * slots; and when a letter about it may leave.
 */
#include "core/appointment_own.h"
#include "core/when.h"

#define FARTHEST DAYS(366)

/* The hours of a day in which one that is free is looked for. */
static const struct {
	const char *word;
	int from, to;
} parts[] = {
	{ "first", 0, 24 },
	{ "primera", 0, 24 },
	{ "morning", 0, 13 },
	{ "manana", 0, 13 },
	{ "afternoon", 13, 24 },
	{ "tarde", 13, 24 },
};

static bool
read_hour(struct str text, int *hour, int *minute)
{
	const char *s = text.s + (text.s[0] == 'h' || text.s[0] == 'H');
	char rest;

	*minute = 0;
	if (sscanf(s, "%2d:%2d%c", hour, minute, &rest) != 2 &&
	    sscanf(s, "%2d%c", hour, &rest) != 1)
		return false;
	return *hour >= 0 && *hour < 24 && *minute >= 0 && *minute < 60;
}

static struct str
day_slots(struct core *c, const struct slot_rule *r,
    const struct slot_list *all)
{
	struct buf b = { 0 };
	struct str out;
	int n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct zone_time t = zone_time(r->zone, all->v[i].from);

		if (all->v[i].taken >= all->v[i].room || n++ >= 8)
			continue;
		buf_printf(&b, "%s%02d:%02d", b.len > 0 ? ", " : "", t.hour,
		    t.minute);
	}
	out = str_copy(&c->scratch, buf_view(&b));
	buf_done(&b);
	return out;
}

static enum err
against(struct core *c, const struct booking *k, const char *why,
    const struct slot_list *all)
{
	struct str rest = day_slots(c, &k->rule, all);

	if (k->override.len > 0)
		return OK;
	why = rest.len > 0
	    ? str_printf(&c->scratch, _("%s; free that day: %s"), why, rest.s).s
	    : str_printf(&c->scratch, _("%s, and nothing is free that day"),
		  why)
		  .s;
	return core_override(c, why);
}

/* That very time: one of the branch's slots, with room. */
static enum err
at_time(struct core *c, struct booking *k, const struct slot_list *all, msec at)
{
	struct str when =
	    when_print(&c->scratch, k->rule.zone, at, clock_now(c->clock));

	k->slot = (struct slot){ at, at + k->rule.service.length, 0, 0, 0 };
	if (!k->rule.kept)
		return OK;
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].from == at) {
			k->slot = all->v[i];
			if (k->slot.taken < k->slot.room)
				return OK;
			return against(c, k,
			    str_printf(&c->scratch, _("%s: %s is full"),
				k->rule.branch_name.s, when.s)
				.s,
			    all);
		}
	return against(c, k,
	    str_printf(&c->scratch, _("%s does not begin %s at %s"),
		k->rule.branch_name.s, k->rule.service.code.s, when.s)
		.s,
	    all);
}

/* The first that is free between two hours of the day. */
static enum err
in_part(struct core *c, struct booking *k, const struct slot_list *all,
    int64_t day, size_t part, msec now)
{
	int from = parts[part].from, to = parts[part].to;

	if (!k->rule.kept)
		return at_time(c, k, all,
		    when_at(k->rule.zone, day, from == 0 ? 10 : 15, 0));
	for (size_t i = 0; i < all->n; i++) {
		const struct slot *s = &all->v[i];
		int hour = zone_time(k->rule.zone, s->from).hour;

		if (hour >= from && hour < to && s->from > now &&
		    s->taken < s->room) {
			k->slot = *s;
			return OK;
		}
	}
	return against(c, k, _("nothing is free in that part of the day"), all);
}

enum err
appointment_room(struct core *c, const struct booking *k)
{
	struct buf b = { 0 };
	enum err rc;

	if (!k->rule.kept || k->rule.room > 0 || k->override.len > 0)
		return OK;
	for (size_t i = 0; i < k->rule.slots.n; i++)
		buf_printf(&b, "%s%s", i > 0 ? ", " : "",
		    k->rule.slots.service[i].s);
	rc = core_override(c,
	    str_printf(&c->scratch, _("%s does not give '%s', only: %s"),
		k->rule.branch_name.s, k->rule.service.code.s,
		str_copy(&c->scratch, buf_view(&b)).s)
		.s);
	buf_done(&b);
	return rc;
}

enum err
appointment_when(struct core *c, struct booking *k, msec now, struct str when,
    struct str hour)
{
	const struct zone *z = k->rule.zone;
	struct slot_list all = { 0 };
	size_t part = countof(parts);
	int h, m;
	int64_t day;
	msec at;
	enum err rc;

	if ((rc = when_parse(when, z, now, &at, &c->fault)) != OK)
		return rc;
	day = zone_time(z, at).day;
	for (size_t i = 0; i < countof(parts); i++)
		if (str_is(hour, parts[i].word))
			part = i;
	if (part == countof(parts) && hour.len > 0) {
		if (!read_hour(hour, &h, &m))
			return fail(&c->fault, ERR_INVALID,
			    _("'%s' is no hour; write 10:30, or first, "
			      "morning, afternoon"),
			    hour.s);
		at = when_at(z, day, h, m);
	}
	if ((rc = slot_list(c, &c->scratch, &k->rule, when_at(z, day, 0, 0),
		 when_at(z, day + 1, 0, 0), &all)) != OK)
		return rc;
	rc = part < countof(parts) ? in_part(c, k, &all, day, part, now)
				   : at_time(c, k, &all, at);
	if (rc == OK && k->slot.from == 0) /* overridden, and no slot at all */
		rc = at_time(c, k, &all, at);
	if (rc == OK && (k->slot.from <= now || k->slot.from > now + FARTHEST))
		return fail(&c->fault, ERR_INVALID,
		    _("an appointment is for later, within a year; nothing "
		      "was changed"));
	return rc;
}

/* ---- the letter before it ------------------------------------------------ */

bool
appointment_quiet(struct str zone, msec at)
{
	int hour = zone_time(zone_get(zone), at).hour;

	return hour < LETTER_FROM || hour >= LETTER_TO;
}

/* At night nobody is written to: it leaves the evening before. */
msec
appointment_letter_at(const struct booking *k, msec now)
{
	const struct zone *z = k->rule.zone;
	msec at = k->slot.from - k->rule.service.letter;
	struct zone_time t = zone_time(z, at);

	if (k->rule.service.letter == 0 || id_none(k->customer))
		return 0;
	if (t.hour < LETTER_FROM)
		at = when_at(z, t.day - 1, LETTER_TO - 1, 30);
	else if (t.hour >= LETTER_TO)
		at = when_at(z, t.day, LETTER_TO - 1, 30);
	return at > now ? at : 0; /* it was said just now */
}
