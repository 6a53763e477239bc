/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy.c - reading one policy's text.
 */
#include "base/utf8.h"
#include "core/due.h"
#include "core/policy_own.h"

enum { TARGET_MAX = 3650 };

/* ---- reading ------------------------------------------------------------ */

static enum err
read_target(struct policy_reading *r, const struct conf_at *at, int kind,
    struct str value, struct fault *f)
{
	struct sla_target *t = &r->p.target[kind];
	struct fault why = { .code = OK };

	if (sla_target_parse(value, t, &why) != OK)
		return conf_refuse(*at, f, "%s", why.text);
	if ((t->by == SLA_SPAN && t->ms <= 0) ||
	    (t->by != SLA_SPAN && (t->days < 1 || t->days > TARGET_MAX)))
		return conf_refuse(*at, f,
		    _("'%s' promises no time: give at least "
		      "a minute or a day"),
		    value.s);
	r->p.has[kind] = r->targeted = true;
	return OK;
}

static enum err
read_pause(struct policy_reading *r, const struct conf_at *at, int kind,
    struct str value, struct fault *f)
{
	struct str word;
	unsigned bit;

	r->p.pauses[kind] = 0;
	if (str_is(value, "never"))
		return OK;
	while (str_next(r->a, &value, ',', &word)) {
		word = utf8_trim(r->a, word);
		if ((bit = policy_state(word)) == 0)
			return conf_refuse(*at, f,
			    _("'%s' is no state that can pause: there are "
			      "new, open, pending-customer, "
			      "pending-third-party, scheduled, referred, and "
			      "never"),
			    word.s);
		r->p.pauses[kind] |= bit;
	}
	return OK;
}

static enum err
read_change(struct policy_reading *r, const struct conf_at *at,
    struct str value, struct fault *f)
{
	static const char *const words[] = { [SLA_CARRY] = "carry",
		[SLA_RESTART] = "restart",
		[SLA_PROPORTIONAL] = "proportional" };

	for (size_t i = 0; i < countof(words); i++)
		if (str_is(value, words[i])) {
			r->p.change = (enum sla_change)i;
			return OK;
		}
	return conf_refuse(*at, f,
	    _("'%s' is no way to change: there are carry, restart and "
	      "proportional"),
	    value.s);
}

/* "continue 5bd", "restart 40h", "never" */
static enum err
read_reopen(struct policy_reading *r, const struct conf_at *at,
    struct str value, struct fault *f)
{
	struct fault why = { .code = OK };
	struct str word;

	if (str_is(value, "never")) {
		r->p.reopen = REOPEN_NEVER;
		return OK;
	}
	if (!str_next(r->a, &value, ' ', &word) ||
	    (!str_is(word, "continue") && !str_is(word, "restart")))
		return conf_refuse(*at, f,
		    _("write reopen = continue 5bd, restart 5bd or never"));
	r->p.reopen =
	    str_is(word, "restart") ? REOPEN_RESTART : REOPEN_CONTINUE;
	value = utf8_trim(r->a, value);
	if (value.len > 0 && due_parse(r->a, value, &r->p.window, &why) != OK)
		return conf_refuse(*at, f, "%s", why.text);
	return OK;
}

static enum err
read_courtesy(struct policy_reading *r, const struct conf_at *at,
    struct str value, struct fault *f)
{
	struct fault why = { .code = OK };

	if (str_is(value, "none"))
		r->p.hold = (struct sla_target){ .by = SLA_SPAN };
	else if (due_parse(r->a, value, &r->p.hold, &why) != OK)
		return conf_refuse(*at, f,
		    _("write courtesy = 2h, or none: %s"), why.text);
	return OK;
}

static enum err
read_reserve(struct policy_reading *r, const struct conf_at *at,
    struct str value, struct fault *f)
{
	struct sla_target t;
	struct fault why;

	if (sla_target_parse(value, &t, &why) != OK)
		return conf_refuse(*at, f, "%s", why.text);
	if (t.by != SLA_SPAN)
		return conf_refuse(*at, f,
		    _("reserve = is working time, like 60m or 2h"));
	r->p.reserve = t.ms;
	return OK;
}

static enum err
read_number(const struct conf_at *at, struct str value, int64_t most,
    int64_t *out, struct fault *f)
{
	if (str_int(value, out) && *out >= 0 && *out <= most)
		return OK;
	return conf_refuse(*at, f, _("'%s' is no number from 0 to %lld"),
	    value.s, (long long)most);
}

/* "calendar.KIND", "pause.KIND", "level.SHARE": what stands behind the dot. */
static bool
dotted(struct arena *a, struct str key, const char *head, struct str *rest)
{
	size_t n = strlen(head);

	if (key.len <= n + 1 || memcmp(key.s, head, n) != 0 || key.s[n] != '.')
		return false;
	*rest = str_copyn(a, key.s + n + 1, key.len - n - 1);
	return true;
}

static enum err
no_kind(const struct conf_at *at, struct str kind, struct fault *f)
{
	return conf_refuse(*at, f,
	    _("'%s' is no kind of promise: there are first_response, "
	      "next_response, periodic_update, pausable_update, resolution, "
	      "requester_wait, work_time, statutory, leg_accept and "
	      "leg_complete"),
	    kind.s);
}

static enum err
read_dotted(struct policy_reading *r, const struct conf_at *at, struct str key,
    struct str value, struct fault *f)
{
	struct str rest;
	int kind;

	if (dotted(r->a, key, "level", &rest))
		return policy_read_level(r, at, rest, value, f);
	if (!dotted(r->a, key, "pause", &rest) &&
	    !dotted(r->a, key, "calendar", &rest)) {
		if ((kind = promise_kind_find(key)) == PROMISE_KINDS)
			return conf_refuse(*at, f,
			    _("'%s' is no word of a policy; the manual of "
			      "'sla' has them"),
			    key.s);
		return read_target(r, at, kind, value, f);
	}
	if ((kind = promise_kind_find(rest)) == PROMISE_KINDS)
		return no_kind(at, rest, f);
	if (key.s[0] == 'p')
		return read_pause(r, at, kind, value, f);
	r->p.calendar[kind] = str_copy(r->a, value);
	return OK;
}

static enum err
read_key(struct policy_reading *r, const struct conf_at *at, struct str key,
    struct str value, struct fault *f)
{
	struct fault why = { .code = OK };
	bool mine;
	enum err rc = policy_read_match(r, at, key, value, &mine, f);

	if (rc != OK || mine)
		return rc;
	if (str_is(key, "rank"))
		return read_number(at, value, 1000000, &r->p.rank, f);
	if (str_is(key, "urgent"))
		return read_number(at, value, 4, &r->p.urgent, f);
	if (str_is(key, "calendar")) {
		r->default_calendar = str_copy(r->a, value);
		return OK;
	}
	if (str_is(key, "change"))
		return read_change(r, at, value, f);
	if (str_is(key, "reopen"))
		return read_reopen(r, at, value, f);
	if (str_is(key, "courtesy"))
		return read_courtesy(r, at, value, f);
	if (str_is(key, "reserve"))
		return read_reserve(r, at, value, f);
	rc = policy_read_close(r->a, &r->p, key, value, &mine, &why);
	if (rc != OK)
		return conf_refuse(*at, f, "%s", why.text);
	if (mine)
		return OK;
	return read_dotted(r, at, key, value, f);
}

/* ---- all of it ---------------------------------------------------------- */

static bool
leg_kind(int kind)
{
	return kind == PROMISE_LEG_ACCEPT || kind == PROMISE_LEG_COMPLETE;
}

/* What only the whole can tell. */
static enum err
check_whole(struct policy_reading *r, const char *of, struct fault *f)
{
	const char *name = r->p.name.s;

	if (!r->begun)
		return fail(f, ERR_INVALID,
		    _("%s: there is no policy in it: begin with [policy "
		      "NAME]"),
		    of);
	if (!r->targeted)
		return fail(f, ERR_INVALID,
		    _("%s: the policy %s promises nothing: give it a line "
		      "like resolution = 8h"),
		    of, name);
	for (int k = 0; k < CLOSE_STATES; k++)
		if (r->p.close[k].given && r->default_calendar.len == 0 &&
		    r->p.calendar[PROMISE_RESOLUTION].len == 0)
			return fail(f, ERR_INVALID,
			    _("%s: the policy %s does not say in which "
			      "calendar it counts: add calendar = NAME"),
			    of, name);
	for (int k = 0; k < PROMISE_KINDS; k++) {
		if (r->p.calendar[k].len == 0)
			r->p.calendar[k] = r->default_calendar;
		if (!r->p.has[k])
			continue;
		if (leg_kind(k) != (r->p.team.len > 0))
			return fail(f, ERR_INVALID,
			    _("%s: the policy %s has %s: leg_accept and "
			      "leg_complete go with team =, all others "
			      "without it"),
			    of, name, promise_kind_name((enum promise_kind)k));
		if (r->p.calendar[k].len == 0)
			return fail(f, ERR_INVALID,
			    _("%s: the policy %s does not say in which "
			      "calendar it counts: add calendar = NAME"),
			    of, name);
	}
	return OK;
}

static void
begin(struct policy_reading *r)
{
	bool many = r->many;

	*r = (struct policy_reading){ .a = r->a, .many = many };
	r->default_calendar = STR_NONE;
	r->p.rank = 100;
	r->p.urgent = 1;
	r->p.reserve = MINUTES(60);
	r->p.window = (struct sla_target){ .by = SLA_END_OF_DAY, .days = 5 };
	r->p.hold = (struct sla_target){ .by = SLA_SPAN, .ms = HOURS(2) };
	r->p.name = r->p.ref = STR_NONE;
	r->p.typification = r->p.segment = r->p.channel = STR_NONE;
	r->p.branch = r->p.team = STR_NONE;
	for (int k = 0; k < PROMISE_KINDS; k++) {
		r->p.pauses[k] = promise_kind_pauses((enum promise_kind)k);
		r->p.calendar[k] = STR_NONE;
	}
}

/* Another section: the one before is whole, and this one is a policy. */
static enum err
read_section(struct policy_reading *r, const struct conf_at *at,
    struct str section, struct fault *f)
{
	bool mine = strncmp(section.s, "policy ", 7) == 0;
	enum err rc;

	if (r->begun && !r->many)
		return conf_refuse(*at, f,
		    _("a second section: one policy a text"));
	if (r->begun && (rc = check_whole(r, at->file, f)) != OK)
		return rc;
	begin(r);
	r->skip = r->many && !mine;
	if (r->skip)
		return OK;
	if (!mine || section.len < 8 || strchr(section.s + 7, ' ') != NULL ||
	    strchr(section.s + 7, '@') != NULL)
		return conf_refuse(*at, f,
		    _("'[%s]' is no policy: write [policy NAME]"), section.s);
	r->begun = true;
	r->p.name = str_of(str_copy(r->a, section).s + 7);
	return OK;
}

static enum err
read_line(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	struct policy_reading *r = u;

	if (key.len == 0)
		return read_section(r, &at, section, f);
	if (r->skip)
		return OK;
	if (!r->begun)
		return conf_refuse(at, f, _("begin with [policy NAME]"));
	for (size_t i = 0; i < r->seen.n; i++)
		if (str_eq(r->seen.v[i], key))
			return conf_refuse(at, f, _("'%s' is there twice"),
			    key.s);
	*vec_push(r->a, &r->seen) = str_copy(r->a, key);
	return read_key(r, &at, key, value, f);
}

enum err
policy_parse(struct str text, const char *of, struct arena *a,
    struct policy *out, struct fault *f)
{
	struct policy_reading r = { .a = a };
	enum err rc;

	begin(&r);
	if ((rc = conf_text(text, of, read_line, &r, f)) != OK)
		return rc;
	if ((rc = check_whole(&r, of, f)) != OK)
		return rc;
	if (r.levels.n == 0)
		policy_usual_levels(&r);
	r.p.levels = r.levels.v;
	r.p.nlevels = (int64_t)r.levels.n;
	*out = r.p;
	return OK;
}

enum err
policies_check(struct arena *a, struct str text, const char *of,
    struct fault *f)
{
	struct policy_reading r = { .a = a, .many = true };
	enum err rc;

	begin(&r);
	if ((rc = conf_text(text, of, read_line, &r, f)) != OK || !r.begun)
		return rc;
	return check_whole(&r, of, f);
}
