/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * due.c - instants in a centre's hours.
 */
#include "core/due.h"

#include "base/utf8.h"
#include "core/policy.h"

enum err
due_parse(struct arena *a, struct str text, struct sla_target *out,
    struct fault *f)
{
	struct sla_target t;
	enum err rc;

	text = utf8_trim(a, text);
	if (text.len > 2 && strcmp(text.s + text.len - 2, "bd") == 0)
		text = str_printf(a, "%s end_of_day", text.s);
	if ((rc = sla_target_parse(text, &t, f)) != OK)
		return rc;
	if (t.by == SLA_SPAN ? t.ms <= 0 : t.days < 1)
		return fail(f, ERR_INVALID,
		    _("'%s' is no time: give at least a minute or a day"),
		    text.s);
	*out = t;
	return OK;
}

static enum err
calendar_of(struct core *c, struct str name, msec at, struct calendar **out)
{
	struct policies *p;
	int version;
	enum err rc = policies_now(c, &p);

	return rc == OK ? policy_calendar(p, name, at, out, &version, &c->fault)
			: rc;
}

enum err
due_at(struct core *c, struct str calendar, msec from,
    const struct sla_target *t, msec *out)
{
	struct calendar *cal;
	struct sla_due due;
	enum err rc;

	if (calendar.len == 0 && t->by == SLA_SPAN) {
		*out = from + t->ms;
		return OK;
	}
	if (calendar.len == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("business days are counted in a calendar: name one"));
	if ((rc = calendar_of(c, calendar, from, &cal)) != OK ||
	    (rc = sla_due(cal, from, t, NO_PAUSES, &due, &c->fault)) != OK)
		return rc;
	*out = due.at;
	return OK;
}

enum err
due_between(struct core *c, struct str calendar, msec a, msec b, msec *out)
{
	struct calendar *cal;
	enum err rc;

	if (calendar.len == 0) {
		*out = b > a ? b - a : 0;
		return OK;
	}
	if ((rc = calendar_of(c, calendar, a, &cal)) == OK)
		*out = calendar_between(cal, a, b);
	return rc;
}
