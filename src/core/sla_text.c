/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla_text.c - targets and levels as people write them, and the words for why
 * a stretch counted.
 */
#include "base/clock.h"
#include "core/sla.h"

#define DAYS_MOST  3660
#define SPAN_MOST  DAYS(3660)
#define LEVEL_MOST 10000 /* permille: ten times the target */

static enum err
bad_target(struct str s, struct fault *f)
{
	return fail(f, ERR_INVALID,
	    _("'%.*s' is no target: write open time as 240m or 4h, or days as "
	      "'2bd end_of_day' or '1bd same_time'"),
	    STR_ARG(s));
}

/* "2bd WORD". */
static bool
days(struct str s, struct sla_target *t)
{
	size_t n = strspn(s.s, "0123456789");
	const char *p = s.s + n;

	if (n == 0 || n > 4 || strncmp(p, "bd", 2) != 0 ||
	    strspn(p + 2, " ") == 0)
		return false;
	p += 2 + strspn(p + 2, " ");
	t->days = strtol(s.s, NULL, 10);
	if (strcmp(p, "end_of_day") == 0)
		t->by = SLA_END_OF_DAY;
	else if (strcmp(p, "same_time") == 0)
		t->by = SLA_SAME_TIME;
	else
		return false;
	return t->days <= DAYS_MOST;
}

enum err
sla_target_parse(struct str s, struct sla_target *out, struct fault *f)
{
	struct sla_target t = { .by = SLA_SPAN };

	if (strlen(s.s) != s.len)
		return bad_target(s, f);
	if (strstr(s.s, "bd") != NULL) {
		if (!days(s, &t))
			return bad_target(s, f);
	} else if (clock_span(s, &t.ms, NULL) != OK || t.ms < 0) {
		return bad_target(s, f);
	}
	if (t.ms > SPAN_MOST)
		return fail(f, ERR_INVALID,
		    _("the target '%.*s' is over ten years: set a shorter one"),
		    STR_ARG(s));
	*out = t;
	return OK;
}

static struct str
span_text(struct arena *a, msec ms)
{
	if (ms % HOURS(1) == 0 && ms != 0)
		return str_printf(a, "%lldh", (long long)(ms / HOURS(1)));
	if (ms % MINUTES(1) == 0)
		return str_printf(a, "%lldm", (long long)(ms / MINUTES(1)));
	return str_printf(a, "%llds", (long long)(ms / SECONDS(1)));
}

struct str
sla_target_text(struct arena *a, const struct sla_target *t)
{
	if (t->by == SLA_SPAN)
		return span_text(a, t->ms);
	return str_printf(a, "%lldbd %s", (long long)t->days,
	    t->by == SLA_END_OF_DAY ? "end_of_day" : "same_time");
}

/* "75%" or "12.5%". */
static bool
percent(struct str s, struct sla_level *l)
{
	int64_t n = 0;
	size_t i = 0;

	if (s.len < 2 || s.s[s.len - 1] != '%')
		return false;
	for (; s.s[i] >= '0' && s.s[i] <= '9' && n <= LEVEL_MOST; i++)
		n = n * 10 + (s.s[i] - '0');
	if (i == 0)
		return false;
	n *= 10;
	if (s.s[i] == '.') {
		if (s.s[i + 1] < '0' || s.s[i + 1] > '9')
			return false;
		n += s.s[i + 1] - '0';
		i += 2;
	}
	*l = (struct sla_level){ n, 0 };
	return i + 1 == s.len && n <= LEVEL_MOST;
}

enum err
sla_level_parse(struct str s, struct sla_level *out, struct fault *f)
{
	struct sla_level l = { 1000, 0 };
	struct str span = s;

	if (percent(s, &l)) {
		*out = l;
		return OK;
	}
	if (s.len > 1 && (s.s[0] == '+' || s.s[0] == '-')) {
		span.s++;
		span.len--;
		if (clock_span(span, &l.more, NULL) == OK && l.more >= 0 &&
		    l.more <= SPAN_MOST) {
			l.more = s.s[0] == '-' ? -l.more : l.more;
			*out = l;
			return OK;
		}
	}
	return fail(f, ERR_INVALID,
	    _("'%.*s' is no level: write a share of the target as 75%%, or "
	      "open time after it as +60m"),
	    STR_ARG(s));
}

/* ---- why ------------------------------------------------------------------
 */

static const struct {
	const char *name, *text;
} whys[SLA_WHYS] = {
	[SLA_OPEN] = { "open", NC_("state", "open") },
	[SLA_PAUSED] = { "paused", N_("paused") },
	[SLA_DONE] = { "resolved", N_("resolved") },
	[SLA_CLOSED] = { "closed", N_("out of hours") },
	[SLA_DATE] = { "closed_date", N_("closed on this date") },
	[SLA_HOLIDAY] = { "holiday", N_("holiday") },
	[SLA_BEFORE] = { "before_start", N_("before the start") },
};

const char *
sla_why_name(enum sla_why why)
{
	return whys[why].name;
}

const char *
sla_why_text(enum sla_why why)
{
	return meant(whys[why].text);
}
