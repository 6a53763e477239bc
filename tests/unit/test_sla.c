/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_sla.c - promises: the published vectors, and the properties of SLA.md
 * over calendars, zones and pauses made at random, beside a second
 * implementation (minutes.h). SLA_SECONDS=3600 goes on for an hour, SLA_SEED
 * says which ones; a failure tells both.
 */
#include "test.h"

#include "base/arena.h"
#include "core/sla_check.h"
#include "minutes.h"

/* ---- the published vectors ---------------------------------------------- */

static struct calendar *
published(const char *name)
{
	struct calendar *c = NULL;
	struct fault f;

	if (name != NULL &&
	    calendar_text(sla_vector_calendars(), "vectors", NULL, str_of(name),
		&c, &f) != OK)
		fail_msg("%s", f.text);
	return c;
}

static void
published_vectors_come_out_as_published(void **state)
{
	const struct sla_vector *v;
	size_t n = sla_vectors(&v);
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct calendar *c = published(v[i].calendar);
		struct calendar *to = published(v[i].to_calendar);
		struct sla_checked k = sla_check(&a, &v[i], c, to);

		if (!k.good)
			fail_msg("V%s: %s %s, not %s %s", v[i].id, k.got.s,
			    k.got_breach.s, v[i].expect,
			    v[i].breach != NULL ? v[i].breach : "");
		calendar_free(c);
		calendar_free(to);
	}
	assert_int_equal(n, 52);
	arena_done(&a);
}

/* ---- at random ------------------------------------------------------------ */

struct rig {
	uint64_t seed;
	struct arena a;
	struct plain plain;
	struct calendar *c;
	struct plain_pauses pauses; /* of the plain one … */
	struct pause list[12];	    /* … and the same ones, shuffled */
	msec start;
};

static uint64_t
next(struct rig *r)
{
	r->seed ^= r->seed << 13;
	r->seed ^= r->seed >> 7;
	r->seed ^= r->seed << 17;
	return r->seed;
}

static int64_t
upto(struct rig *r, int64_t n)
{
	return (int64_t)(next(r) % (uint64_t)n);
}

/* Half hours, quarter hours, half-hour clock changes, changes at midnight,
 * across it, in the south, and none. */
static const char *const zones[] = { "Europe/Madrid", "America/Santiago",
	"America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
	"Pacific/Chatham", "America/Havana", "Asia/Beirut", "Africa/Casablanca",
	"Pacific/Easter", "America/St_Johns", "Asia/Tehran", "Pacific/Apia",
	"America/Asuncion", "Europe/Dublin", "America/Scoresbysund",
	"Africa/Cairo", "UTC", "Asia/Gaza", "America/Sao_Paulo" };

static void
make_hours(struct rig *r, struct plain_hours *h)
{
	int at = upto(r, 3) == 0 ? 0 : (int)upto(r, 600);

	*h = (struct plain_hours){ 0 };
	if (upto(r, 5) == 0)
		return;
	while (h->n < INTERVALS && at < 1440) {
		int to = at + 1 + (int)upto(r, upto(r, 2) == 0 ? 1440 : 300);

		h->from[h->n] = at;
		h->to[h->n++] = to < 1440 ? to : 1440;
		at = to + 1 + (int)upto(r, 300);
		if (upto(r, 2) == 0)
			break;
	}
}

/* Within days of a change of the clock as often as not. */
static msec
make_start(struct rig *r)
{
	static const int months[] = { 2, 3, 4, 9, 10, 11 };
	int64_t day = clock_days(2008 + (int)upto(r, 60),
			  months[upto(r, countof(months))], 1) +
	    upto(r, 30);

	return DAYS(day) + MINUTES(upto(r, 1440));
}

static struct calendar *
read_back(struct rig *r, const char *more)
{
	struct buf b = { 0 };
	struct calendar *c;
	struct fault f;

	plain_print(&r->plain, more, &b);
	if (calendar_text(buf_view(&b), "random", NULL, STR_NONE, &c, &f) != OK)
		fail_msg("%s\n%s", f.text, b.s);
	buf_done(&b);
	return c;
}

static void
make_calendar(struct rig *r)
{
	struct plain *p = &r->plain;

	*p = (struct plain){ .zone = zones[upto(r, countof(zones))] };
	for (int i = 0; i < 7; i++)
		make_hours(r, &p->week[i]);
	if (upto(r, 4) == 0)
		for (int i = 0; i < 7; i++)
			p->week[i] = (struct plain_hours){ 1, { 0 }, { 1440 } };
	r->start = make_start(r);
	for (int64_t day = r->start / DAYS(1);
	     p->ndates < DATES && upto(r, 3) != 0; day += 1 + upto(r, 3)) {
		p->date[p->ndates] = day;
		make_hours(r, &p->dates[p->ndates++]);
	}
	plain_enter(p);
	r->c = read_back(r, "");
}

static void
make_pauses(struct rig *r)
{
	int n = (int)upto(r, 5);

	r->pauses.n = n;
	for (int i = 0; i < n; i++) {
		msec from = r->start + MINUTES(upto(r, 6000) - 600);

		r->pauses.v[i].from = from;
		r->pauses.v[i].to = from + MINUTES(upto(r, 3000));
		r->list[i] = (struct pause){ from, r->pauses.v[i].to };
	}
	for (int i = n - 1; i > 0; i--) {
		int64_t j = upto(r, i + 1);
		struct pause t = r->list[i];

		r->list[i] = r->list[j];
		r->list[j] = t;
	}
}

static struct pauses
paused(struct rig *r)
{
	return (struct pauses){ r->list, (size_t)r->pauses.n };
}

#define SAME(r, got, want)                                                     \
	same_at((r), (int64_t)(got), (int64_t)(want), __LINE__)

static void
tell(struct rig *r)
{
	struct buf b = { 0 };
	char iso[CLOCK_ISO];

	plain_print(&r->plain, "", &b);
	print_error("start %s\n%s", clock_iso(r->start, iso), b.s);
	for (int i = 0; i < r->pauses.n; i++) {
		print_error("pause %s/", clock_iso(r->list[i].from, iso));
		print_error("%s\n", clock_iso(r->list[i].to, iso));
	}
	buf_done(&b);
}

static void
same_at(struct rig *r, int64_t got, int64_t want, int line)
{
	if (got == want)
		return;
	tell(r);
	fail_msg("line %d: %lld, not %lld", line, (long long)got,
	    (long long)want);
}

static msec
due_of(struct rig *r, msec start, int64_t minutes, struct pauses u)
{
	msec out = 0;
	struct fault f;

	if (sla_advance(r->c, start, MINUTES(minutes), u, &out, NULL, &f) != OK)
		return 0;
	return out;
}

/* ---- the properties ------------------------------------------------------- */

static void
both_agree(struct rig *r)
{
	int64_t minutes = upto(r, 1500);
	msec want = plain_advance(&r->plain, r->start, minutes, &r->pauses, 12);
	msec b = r->start + MINUTES(upto(r, 9000));

	if (want != 0)
		SAME(r, due_of(r, r->start, minutes, paused(r)), want);
	SAME(r, sla_elapsed(r->c, r->start, b, paused(r)),
	    MINUTES(plain_elapsed(&r->plain, r->start, b, &r->pauses)));
}

static void
days_agree(struct rig *r)
{
	struct sla_target t = { .days = upto(r, 4) };
	struct sla_due due;
	msec begin = 0, first, want;
	struct fault f;

	first = plain_to_day(&r->plain, r->start, (int)t.days, 12, &begin);
	if (first == 0)
		return;
	t.by = SLA_END_OF_DAY;
	want = plain_end_of_day(&r->plain, first);
	SAME(r, sla_due(r->c, r->start, &t, NO_PAUSES, &due, &f), OK);
	SAME(r, due.at, want);
	SAME(r, due.target,
	    MINUTES(plain_elapsed(&r->plain, r->start, want,
		&(struct plain_pauses){ .n = 0 })));
	if (t.days == 0)
		return;
	t.by = SLA_SAME_TIME;
	want = plain_same_time(&r->plain, first,
	    plain_wall(begin).tm_hour * 60 + plain_wall(begin).tm_min);
	SAME(r, sla_due(r->c, r->start, &t, NO_PAUSES, &due, &f), OK);
	SAME(r, due.at, want);
}

/* elapsed(s, advance(s, m)) = m; later for more, and for a later start. */
static void
there_and_back(struct rig *r)
{
	int64_t m = upto(r, 3000), more = m + upto(r, 100);
	msec due = due_of(r, r->start, m, paused(r));
	msec later = r->start + MINUTES(upto(r, 3000));

	if (due == 0)
		return;
	SAME(r, sla_elapsed(r->c, r->start, due, paused(r)), MINUTES(m));
	SAME(r, due_of(r, r->start, more, paused(r)) >= due, 1);
	SAME(r, due_of(r, later, m, paused(r)) >= due, 1);
}

static void
a_pause_more_is_never_earlier(struct rig *r)
{
	int64_t m = upto(r, 3000);
	struct pauses all = paused(r), fewer = all;
	msec due = due_of(r, r->start, m, all);

	if (due == 0 || all.n == 0)
		return;
	fewer.n--;
	SAME(r, due_of(r, r->start, m, fewer) <= due, 1);
}

/* A pause in two halves, twice over, and one in closed time: all the same. */
static void
pauses_are_a_union(struct rig *r)
{
	struct pause v[40];
	size_t n = 0;
	int64_t m = 1 + upto(r, 3000);
	msec due = due_of(r, r->start, m, paused(r));
	const struct piece *p = calendar_piece(r->c, r->start);
	msec shut = p == NULL || p->from > r->start ? r->start : p->to;

	for (int i = 0; i < r->pauses.n; i++) {
		msec from = r->list[i].from, to = r->list[i].to;
		msec cut = from + (to - from) / 3;

		v[n++] = (struct pause){ cut, to };
		v[n++] = (struct pause){ from, cut };
		v[n++] = (struct pause){ from, cut };
	}
	for (int i = 0; i < 3; i++) { /* the gaps between open pieces */
		if ((p = calendar_piece(r->c, shut)) == NULL)
			break;
		v[n++] = (struct pause){ shut, p->from };
		shut = p->to;
	}
	if (due != 0)
		SAME(r, due_of(r, r->start, m, (struct pauses){ v, n }), due);
}

/* What each holder had adds up to what was used, and so do the segments,
 * which touch and cover. */
static void
parts_add_up(struct rig *r)
{
	msec end = r->start + MINUTES(upto(r, 9000)), at = r->start, sum = 0;
	msec whole = sla_elapsed(r->c, r->start, end, paused(r));
	struct sla_segments s = { 0 };
	size_t i = 0;

	while (at < end) {
		msec to = at + MINUTES(1 + upto(r, 2000));

		to = to < end ? to : end;
		sum += sla_elapsed(r->c, at, to, paused(r));
		at = to;
	}
	SAME(r, sum, whole);
	sla_segments(r->c, r->start, end, paused(r), &r->a, &s);
	at = r->start;
	sum = 0;
	for (; i < s.n; i++) {
		struct plain_pauses none = { .n = 0 };
		bool open = s.v[i].why == SLA_OPEN;

		if (s.v[i].why == SLA_BEFORE)
			continue;
		SAME(r, s.v[i].from, at);
		SAME(r, s.v[i].counted, open ? s.v[i].to - at : 0);
		sum += s.v[i].counted;
		SAME(r, s.v[i].sum, sum);
		at = s.v[i].to;
		if (!open && s.v[i].why != SLA_PAUSED)
			SAME(r,
			    plain_elapsed(&r->plain, s.v[i].from, at, &none),
			    0);
	}
	SAME(r, at > r->start ? at : end, end);
	SAME(r, sum, whole);
}

/* Another calendar from a change on: the stretch before is the old one's. */
static void
changes_are_piecewise(struct rig *r)
{
	struct rig o = { .seed = next(r) | 1 };
	msec change = r->start + MINUTES(upto(r, 3000));
	int64_t m = 1 + upto(r, 2000), used;
	struct sla_term terms[2] = {
		{ r->start, r->c, { .ms = MINUTES(m) }, SLA_CARRY },
		{ change, NULL, { .ms = MINUTES(m) }, SLA_CARRY },
	};
	struct sla_state s;
	struct fault f;
	msec want;

	make_calendar(&o);
	terms[1].calendar = o.c;
	plain_enter(&r->plain);
	used = plain_elapsed(&r->plain, r->start, change, &r->pauses);
	want = plain_advance(&r->plain, r->start, m, &r->pauses, 12);
	if (used < m) {
		plain_enter(&o.plain);
		want =
		    plain_advance(&o.plain, change, m - used, &r->pauses, 12);
		plain_enter(&r->plain);
	}
	if (want != 0 && sla_follow(terms, 2, paused(r), &s, &f) == OK) {
		SAME(r, s.due, want);
		SAME(r, s.by_change, 0);
		SAME(r, s.used, MINUTES(used));
	}
	calendar_free(o.c);
}

/* Levels stand in the order of their shares, in running time, before due. */
static void
levels_fall_in_running_time(struct rig *r)
{
	struct sla_term term = { r->start, r->c,
		{ .ms = MINUTES(1 + upto(r, 2000)) }, SLA_CARRY };
	struct sla_state s;
	struct fault f;
	msec last = r->start, at;

	if (sla_follow(&term, 1, paused(r), &s, &f) != OK)
		return;
	for (int64_t share = 250; share <= 1000; share += 250) {
		struct sla_level l = { share, 0 };

		SAME(r, sla_level_at(&term, 1, &s, paused(r), l, &at, &f), OK);
		SAME(r, at >= last && at <= s.due, 1);
		/* just before it the clock ran */
		SAME(r, sla_elapsed(r->c, at - 1, at, paused(r)), 1);
		last = at;
	}
	SAME(r, last, s.due);
}

/* A version from a later day on changes nothing before it. */
static void
a_later_version_changes_nothing_before(struct rig *r)
{
	msec from = r->start + DAYS(3), end;
	struct calendar *two;
	struct buf b = { 0 };
	struct fault f;
	char iso[CLOCK_ISO];

	plain_print(&r->plain, "", &b);
	buf_printf(&b,
	    "[calendar c]\nzone = UTC\nvalid-from = %.10s\nmon-sun = "
	    "00:00-24:00\n",
	    clock_iso(from, iso));
	SAME(r, calendar_text(buf_view(&b), "two", NULL, STR_NONE, &two, &f),
	    OK);
	end = calendar_version(two, 1)->from;
	SAME(r, sla_elapsed(two, r->start, end, paused(r)),
	    sla_elapsed(r->c, r->start, end, paused(r)));
	SAME(r, calendar_between(two, end, end + DAYS(2)), DAYS(2));
	calendar_free(two);
	buf_done(&b);
}

static uint64_t
seed_of(const char *say)
{
	int64_t n;

	return say != NULL && str_int(str_of(say), &n) ? (uint64_t)n : 20260306;
}

static void
properties_hold_at_random(void **state)
{
	static void (*const properties[])(struct rig *) = { both_agree,
		days_agree, there_and_back, a_pause_more_is_never_earlier,
		pauses_are_a_union, parts_add_up, changes_are_piecewise,
		levels_fall_in_running_time,
		a_later_version_changes_nothing_before };
	const char *say = getenv("SLA_SECONDS");
	int64_t seconds = 0, rounds = 0;
	msec stop;
	struct rig r = { .seed = seed_of(getenv("SLA_SEED")) };

	(void)state;
	if (say != NULL)
		assert_true(str_int(str_of(say), &seconds));
	stop = clock_mono() + SECONDS(seconds);
	while (rounds < 60 || clock_mono() < stop) {
		uint64_t seed = r.seed;

		make_calendar(&r);
		make_pauses(&r);
		if (getenv("SLA_SAY") != NULL)
			print_message("SLA_SEED=%llu\n",
			    (unsigned long long)seed);
		for (size_t i = 0; i < countof(properties); i++)
			properties[i](&r);
		calendar_free(r.c);
		arena_reset(&r.a);
		rounds++;
	}
	print_message("%lld calendars\n", (long long)rounds);
	arena_done(&r.a);
}

/* ---- by hand ---------------------------------------------------------------- */

static msec
at(const char *iso)
{
	msec out = 0;

	assert_int_equal(clock_parse(str_of(iso), &out, NULL), OK);
	return out;
}

static void
an_open_pause_has_no_due(void **state)
{
	struct calendar *c = published("OFF");
	struct pause v[] = { { at("2026-03-06T16:00:00Z"), 0 },
		{ at("2026-03-05T16:00:00Z"), at("2026-03-05T17:00:00Z") } };
	struct pauses u = { v, 2 };
	struct sla_target t;
	struct sla_due due;
	struct fault f;

	(void)state;
	assert_int_equal(sla_target_parse(STR("240m"), &t, &f), OK);
	assert_int_equal(sla_due(c, at("2026-03-06T15:30:00Z"), &t, u, &due,
			     &f),
	    OK);
	assert_int_equal(due.at, 0);
	assert_int_equal(due.remaining, MINUTES(210));
	/* One that is reached before it is not held back. */
	assert_int_equal(sla_target_parse(STR("30m"), &t, &f), OK);
	assert_int_equal(sla_due(c, at("2026-03-06T15:30:00Z"), &t, u, &due,
			     &f),
	    OK);
	assert_int_equal(due.at, at("2026-03-06T16:00:00Z"));
	calendar_free(c);
}

/* A day target on an opening edge stays there when closed time is paused, and
 * moves on by as much as is paused in open time. */
static void
day_targets_meet_pauses(void **state)
{
	struct calendar *c = published("OFF");
	struct pause closed = { at("2026-05-04T19:00:00Z"),
		at("2026-05-05T05:00:00Z") };
	struct pause open = { at("2026-05-05T08:00:00Z"),
		at("2026-05-05T09:00:00Z") };
	struct sla_target t = { .by = SLA_SAME_TIME, .days = 1 };
	msec start = at("2026-05-04T17:30:00Z");
	struct sla_due due;
	struct fault f;

	(void)state;
	assert_int_equal(sla_due(c, start, &t, (struct pauses){ &closed, 1 },
			     &due, &f),
	    OK);
	assert_int_equal(due.at, at("2026-05-06T07:00:00Z"));
	assert_true(due.opening);
	assert_int_equal(sla_due(c, start, &t, (struct pauses){ &open, 1 },
			     &due, &f),
	    OK);
	assert_int_equal(due.at, at("2026-05-06T08:00:00Z"));
	calendar_free(c);
}

/* In St. John's the clocks of 2010 went back at 0:01: the 7th of November was
 * there for a minute, then the 6th again, then the 7th whole. */
static void
a_day_that_begins_twice_ends_once(void **state)
{
	static const struct {
		const char *start;
		int days;
		const char *due;
	} v[] = {
		{ "2010-11-06T22:24:00Z", 0, "2010-11-07T03:30:00Z" },
		{ "2010-11-06T22:24:00Z", 1, "2010-11-08T03:30:00Z" },
		{ "2010-11-07T02:30:30Z", 0, "2010-11-08T03:30:00Z" },
		{ "2010-11-06T22:24:00Z", 2, "2010-11-09T03:30:00Z" },
	};
	struct sla_target t = { .by = SLA_END_OF_DAY };
	struct calendar *c;
	struct sla_due due;
	struct fault f;

	(void)state;
	assert_int_equal(calendar_text(STR("[calendar c]\n"
					   "zone = America/St_Johns\n"
					   "mon-sun = 00:00-24:00\n"),
			     "test", NULL, STR_NONE, &c, &f),
	    OK);
	for (size_t i = 0; i < countof(v); i++) {
		t.days = v[i].days;
		assert_int_equal(sla_due(c, at(v[i].start), &t, NO_PAUSES, &due,
				     &f),
		    OK);
		assert_int_equal(due.at, at(v[i].due));
	}
	calendar_free(c);
}

/* What was missed before a change stays missed, and is not the change's. */
static void
a_breach_before_the_change_is_not_by_change(void **state)
{
	struct calendar *c = published("OFF");
	struct sla_term terms[] = {
		{ at("2026-06-08T07:00:00Z"), c, { .ms = MINUTES(60) }, 0 },
		{ at("2026-06-08T10:00:00Z"), c, { .ms = MINUTES(30) },
		    SLA_CARRY },
		{ at("2026-06-08T11:00:00Z"), c, { .ms = MINUTES(600) },
		    SLA_RESTART },
	};
	struct sla_state s;
	struct fault f;

	(void)state;
	assert_int_equal(sla_follow(terms, 2, NO_PAUSES, &s, &f), OK);
	assert_int_equal(s.due, at("2026-06-08T07:30:00Z"));
	assert_false(s.by_change);
	assert_int_equal(s.breach, at("2026-06-08T08:00:00Z"));
	assert_int_equal(s.missed_at, at("2026-06-08T08:00:00Z"));
	assert_int_equal(sla_follow(terms, 3, NO_PAUSES, &s, &f), OK);
	assert_int_equal(s.due, at("2026-06-09T12:00:00Z"));
	assert_int_equal(s.missed_at, at("2026-06-08T08:00:00Z"));
	assert_int_equal(sla_used(terms, 3, &s, NO_PAUSES,
			     at("2026-06-08T12:00:00Z")),
	    MINUTES(60));
	assert_int_equal(sla_used(terms, 3, &s, NO_PAUSES,
			     at("2026-06-08T09:00:00Z")),
	    MINUTES(120));
	calendar_free(c);
}

static void
targets_and_levels_are_read(void **state)
{
	static const char *const good[] = { "240m", "4h", "90s",
		"2bd end_of_day", "1bd same_time", "0m" };
	static const char *const bad[] = { "", "4", "-4h", "2bd", "2bd noon",
		"bd end_of_day", "99999bd end_of_day", "2 bd end_of_day",
		"99999d", "2bd end_of_day x" };
	static const struct {
		const char *text;
		int64_t permille;
		msec more;
	} levels[] = { { "75%", 750, 0 }, { "12.5%", 125, 0 },
		{ "+60m", 1000, HOURS(1) }, { "-60m", 1000, -HOURS(1) },
		{ "100%", 1000, 0 } };
	static const char *const no_levels[] = { "", "%", "75", "1.55%", "+",
		"99999%", "60m", "+99999d" };
	struct arena a = { 0 };
	struct sla_target t;
	struct sla_level l;
	struct fault f;

	(void)state;
	for (size_t i = 0; i < countof(good); i++)
		assert_int_equal(sla_target_parse(str_of(good[i]), &t, &f), OK);
	assert_string_equal(sla_target_text(&a, &t).s, "0m");
	for (size_t i = 0; i < countof(bad); i++)
		assert_int_equal(sla_target_parse(str_of(bad[i]), &t, &f),
		    ERR_INVALID);
	for (size_t i = 0; i < countof(levels); i++) {
		assert_int_equal(sla_level_parse(str_of(levels[i].text), &l,
				     &f),
		    OK);
		assert_int_equal(l.permille, levels[i].permille);
		assert_int_equal(l.more, levels[i].more);
	}
	for (size_t i = 0; i < countof(no_levels); i++)
		assert_int_equal(sla_level_parse(str_of(no_levels[i]), &l, &f),
		    ERR_INVALID);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_vectors_come_out_as_published),
		cmocka_unit_test(properties_hold_at_random),
		cmocka_unit_test(an_open_pause_has_no_due),
		cmocka_unit_test(day_targets_meet_pauses),
		cmocka_unit_test(a_day_that_begins_twice_ends_once),
		cmocka_unit_test(a_breach_before_the_change_is_not_by_change),
		cmocka_unit_test(targets_and_levels_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
