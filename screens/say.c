/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * say.c - dates, spans, money and numbers in words.
 *
 * What differs between languages is itself translated: a pattern of a date.
 */
#include "screens/say.h"

#include "base/clock.h"
#include "base/number.h"
#include "core/rut.h"
#include "core/when.h"
#include "ui/theme.h"
#include "ui/term.h"

static const struct zone *zone;

void
say_zone(struct str name)
{
	zone = zone_get(name);
}

struct zone_time
say_local(msec at)
{
	return zone_time(zone != NULL ? zone : zone_get(STR_NONE), at);
}

/* ---- dates --------------------------------------------------------------- */

static int
nearness(const struct zone_time *t, const struct zone_time *now)
{
	int64_t days = t->day - now->day;

	if (days > -7 && days < 7)
		return WHEN_NEAR;
	return t->year == now->year ? WHEN_YEAR : WHEN_FAR;
}

struct str
say_hour(struct arena *a, msec at)
{
	struct zone_time t = say_local(at);

	return at == 0 ? STR_NONE
		       : str_printf(a, "%02d:%02d", t.hour, t.minute);
}

struct str
say_date(struct arena *a, msec at, msec now)
{
	struct zone_time t = say_local(at), today = say_local(now);

	return at == 0 ? STR_NONE : when_date(a, &t, nearness(&t, &today));
}

struct str
say_when(struct arena *a, msec at, msec now)
{
	struct zone_time t = say_local(at), today = say_local(now);
	int near = nearness(&t, &today);

	if (at == 0)
		return STR_NONE;
	if (t.day == today.day)
		return say_hour(a, at);
	if (near == WHEN_NEAR)
		return str_printf(a, "%s %02d:%02d", when_weekday(t.wday),
		    t.hour, t.minute);
	return when_date(a, &t, near);
}

struct str
say_stamp(struct arena *a, msec at, msec now)
{
	struct zone_time t = say_local(at), today = say_local(now);

	if (at == 0 || nearness(&t, &today) == WHEN_NEAR)
		return say_when(a, at, now);
	return str_printf(a, "%s %s", say_when(a, at, now).s,
	    say_hour(a, at).s);
}

struct str
say_instant(struct arena *a, msec at, msec now)
{
	struct str date = say_date(a, at, now);

	return at == 0 ? STR_NONE
		       : str_printf(a, "%s %s", date.s, say_hour(a, at).s);
}

/* At the end of a day, which the next one begins. */
static bool
ends_day(msec at)
{
	return at != 0 && say_local(at).day != say_local(at - 1).day;
}

struct str
say_due(struct arena *a, msec at, msec now)
{
	return ends_day(at)
	    ? str_printf(a, "%s 24:00", say_date(a, at - 1, now).s)
	    : say_instant(a, at, now);
}

struct str
say_due_when(struct arena *a, msec at, msec now)
{
	struct zone_time t, today = say_local(now);

	if (!ends_day(at))
		return say_when(a, at, now);
	t = say_local(at - 1);
	if (t.day == today.day)
		return STR("24:00");
	if (nearness(&t, &today) == WHEN_NEAR)
		return str_printf(a, "%s 24:00", when_weekday(t.wday));
	return say_when(a, at - 1, now);
}

/* Within its day the hour alone; today's day, too, where it began before. */
static struct str
end_of(struct arena *a, msec from, msec to, msec now)
{
	struct zone_time t = say_local(to), today = say_local(now);

	if (say_local(from).day == t.day)
		return say_hour(a, to);
	if (nearness(&t, &today) == WHEN_NEAR)
		return str_printf(a, "%s %02d:%02d", when_weekday(t.wday),
		    t.hour, t.minute);
	return say_stamp(a, to, now);
}

struct str
say_end(struct arena *a, msec from, msec to, msec now)
{
	struct zone_time t = say_local(to - 1), today = say_local(now);
	bool within = say_local(from).day == t.day;

	if (!ends_day(to))
		return end_of(a, from, to, now);
	if (within)
		return STR("24:00");
	return nearness(&t, &today) == WHEN_NEAR
	    ? say_due_when(a, to, now)
	    : str_printf(a, "%s 24:00", say_when(a, to - 1, now).s);
}

struct str
say_offset(struct arena *a, msec at)
{
	int minutes = say_local(at).offset;
	int rest = (minutes < 0 ? -minutes : minutes) % 60;

	return rest == 0 ? str_printf(a, "%+03d", minutes / 60)
			 : str_printf(a, "%c%02d:%02d", minutes < 0 ? '-' : '+',
			       (minutes < 0 ? -minutes : minutes) / 60, rest);
}

struct str
say_day(struct arena *a, struct str iso)
{
	struct zone_time t = { .year = 0 };
	int len = 0;

	if (iso.len != 10 ||
	    sscanf(iso.s, "%4d-%2d-%2d%n", &t.year, &t.month, &t.mday, &len) !=
		3 ||
	    len != 10 || !clock_date_ok(t.year, t.month, t.mday))
		return iso;
	return when_date(a, &t, WHEN_FAR);
}

/* ---- spans --------------------------------------------------------------- */

const char *
say_left(msec left, msec day, char out[24])
{
	const char *late = left < 0 ? "-" : "";
	long long m = (left < 0 ? -left : left) / MINUTES(1);
	long long days, per = (day > 0 ? day : DAYS(1)) / MINUTES(1);

	days = m / per;
	if (m < 60)
		snprintf(out, 24, "%s%lldm", late, m);
	else if (days == 0)
		snprintf(out, 24, "%s%lldh%02lld", late, m / 60, m % 60);
	else if (days < 10)
		snprintf(out, 24, "%s%lldd%lldh", late, days, m % per / 60);
	else
		snprintf(out, 24, "%s%lldd", late, days);
	return out;
}

msec
say_part(msec part, msec *sum)
{
	msec before = *sum / MINUTES(1);

	*sum += part;
	return (*sum / MINUTES(1) - before) * MINUTES(1);
}

struct str
say_worked(struct arena *a, msec span)
{
	long long m = (span > 0 ? span : 0) / MINUTES(1);

	return m < 60 ? say_span(a, span)
		      : str_printf(a, "%lld h %02lld", m / 60, m % 60);
}

struct str
say_span(struct arena *a, msec span)
{
	long long s = (span > 0 ? span : 0) / 1000, m = s / 60, h = m / 60;

	if (m == 0)
		return str_printf(a, "%lld s", s);
	if (m < 10 && s % 60 != 0)
		return str_printf(a, "%lld min %lld s", m, s % 60);
	if (h == 0)
		return str_printf(a, "%lld min", m);
	if (h < 24)
		return str_printf(a, "%lld h %02lld", h, m % 60);
	return str_printf(a, "%lld d %lld h", h / 24, h % 24);
}

const char *
say_clock(msec span, char out[24])
{
	long long s = (span > 0 ? span : 0) / 1000;

	if (s < 3600)
		snprintf(out, 24, "%lld:%02lld", s / 60, s % 60);
	else
		snprintf(out, 24, "%lldh%02lld", s / 3600, s / 60 % 60);
	return out;
}

/* ---- numbers and money --------------------------------------------------- */

struct str
say_number(struct arena *a, int64_t n)
{
	return number_print(a, n);
}

struct str
say_news(struct arena *a, size_t n)
{
	return str_printf(a, ngettext("%zu new, Ctrl-R", "%zu new, Ctrl-R", n),
	    n);
}

struct str
say_rate(struct arena *a, int64_t tenths)
{
	return str_printf(a, "%s %%", number_tenths(a, tenths).s);
}

struct str
say_money(struct arena *a, int64_t minor, struct str currency)
{
	return number_money(a, minor, currency, NULL);
}

/* ---- what people are known by -------------------------------------------- */

struct str
say_phone(struct arena *a, struct str s)
{
	struct str digits = phone_digits(a, s);

	return digits.len > 0 ? phone_print(a, digits) : s;
}

struct str
say_rut(struct arena *a, struct str s)
{
	return rut_print(a, s);
}

/* A dash between the letters and the digits of a Chilean plate. */
struct str
say_plate(struct arena *a, struct str s)
{
	static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t letters = strspn(s.s, upper);
	size_t digits = strspn(s.s + letters, "0123456789");

	if (letters < 2 || letters > 4 || digits < 2 || digits > 4 ||
	    letters + digits != s.len)
		return s;
	return str_printf(a, "%.*s-%s", (int)letters, s.s, s.s + letters);
}

struct str
say_asset(struct arena *a, struct str s)
{
	const char *last = strrchr(s.s, ' ');
	int before;

	if (last == NULL)
		return s;
	before = (int)(last + 1 - s.s);
	return str_printf(a, "%.*s%s", before, s.s,
	    say_plate(a, str_of(last + 1)).s);
}

/* ---- the veil ------------------------------------------------------------ */

struct str
say_customer(struct str name)
{
	return name.len > 0 ? name : str_of(_("other branch"));
}

bool
say_veiled(struct str s)
{
	return str_is(s, "•••");
}

struct str
say_veil(struct arena *a, enum say_shape shape)
{
	static const char *const shapes[] = {
		[VEIL_DATE] = "xx-xx-xxxx",
		[VEIL_PHONE] = "+xx x xxxx xxxx",
		[VEIL_RUT] = "xx.xxx.xxx-x",
		[VEIL_EMAIL] = "xxxxxx@xxxxxx",
		[VEIL_TEXT] = "xxxxxxxx",
	};
	struct buf b = { 0 };
	struct str out;

	for (const char *p = shapes[shape]; *p != '\0'; p++)
		if (*p == 'x')
			buf_str(&b, theme_sign(term_symbols(), SIGN_VEIL));
		else
			buf_c(&b, *p);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}
