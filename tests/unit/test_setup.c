/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_setup.c - the setup as text: compared, applied whole or not at all,
 * exported, its versions and its approved holidays.
 */
#include "tickettest.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/calendar_store.h"
#include "core/setup.h"
#include "core/typification.h"

#define OFFICE                                                                 \
	"# Hours of the office.\n[calendar office]\nzone = America/Santiago\n" \
	"mon-fri = 09:00-18:00\n"
#define ICS                                                                    \
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\n"          \
	"DTSTART;VALUE=DATE:20260918\r\nSUMMARY:Patria\r\n"                    \
	"DESCRIPTION:National holiday - x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n"   \
	"UID:b\r\nDTSTART;VALUE=DATE:20261031\r\nSUMMARY:Reforma\r\n"          \
	"DESCRIPTION:Christian - x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

struct folder {
	struct arena a;
	struct str dir;
};

/* Is this instant open? */
static bool
is_open(struct calendar *c, msec at)
{
	return calendar_between(c, at, at + 1) > 0;
}

static void
folder_make(struct folder *d)
{
	char dir[] = "/tmp/cabina-setup-XXXXXX";

	assert_non_null(mkdtemp(dir));
	d->a = (struct arena){ 0 };
	d->dir = str_copy(&d->a, str_of(dir));
}

static void
put(struct folder *d, const char *name, const char *text)
{
	FILE *to = fopen(str_printf(&d->a, "%s/%s", d->dir.s, name).s, "w");

	assert_non_null(to);
	fputs(text, to);
	fclose(to);
}

static void
folder_end(struct folder *d)
{
	static const char *const files[] = { "a.ini", "b.ini", "days.ics",
		"calendar-office.ini", "calendar-night.ini", "typification.ini",
		"policy-legal.ini" };

	for (size_t i = 0; i < countof(files); i++)
		(void)unlink(str_printf(&d->a, "%s/%s", d->dir.s, files[i]).s);
	assert_int_equal(rmdir(d->dir.s), 0);
	arena_done(&d->a);
}

static size_t
differ(struct world *w, struct folder *d)
{
	struct setup_changes all = { 0 };

	core_rest(&w->c);
	if (setup_diff(&w->c, &d->a, d->dir, &all) != OK)
		fail_msg("%s", w->c.fault.text);
	return all.n;
}

static size_t
apply(struct world *w, struct folder *d)
{
	struct setup_changes all = { 0 };

	core_rest(&w->c);
	if (setup_apply(&w->c, &d->a, d->dir, &all) != OK)
		fail_msg("%s", w->c.fault.text);
	return all.n;
}

static struct calendar *
in_force(struct world *w, const char *name, struct calendar_version *v)
{
	struct calendar *c = NULL;

	if (calendar_in_force(&w->c, str_of(name), clock_now(w->c.clock), &c,
		v) != OK)
		fail_msg("%s", w->c.fault.text);
	return c;
}

static msec
day_at(int y, int m, int d, int hour)
{
	return DAYS(clock_days(y, m, d)) + HOURS(hour);
}

/* ---- there and back ------------------------------------------------------- */

static void
what_is_applied_no_longer_differs(void **state)
{
	struct world *w = *state;
	struct folder d, out;
	int64_t before = events(w);
	size_t n;

	folder_make(&d);
	folder_make(&out);
	put(&d, "a.ini", OFFICE);
	put(&d, "b.ini",
	    "[calendar night]\r\nzone = UTC\r\nmon-sun = 22:00-24:00\r\n");
	put(&d, "days.ics", ICS);
	assert_int_equal(differ(w, &d), 3);
	assert_int_equal(events(w), before);
	assert_int_equal(apply(w, &d), 3);
	assert_int_equal(events(w), before + 1);
	assert_int_equal(differ(w, &d), 0);
	/* Nothing to do is done without a trace. */
	assert_int_equal(apply(w, &d), 0);
	assert_int_equal(events(w), before + 1);

	assert_int_equal(setup_export(&w->c, &d.a, out.dir, &n), OK);
	assert_int_equal(n, 4); /* and the tree */
	assert_int_equal(differ(w, &out), 0);
	folder_end(&d);
	folder_end(&out);
}

static void
a_mistake_anywhere_applies_nothing(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "[calendar x]\nzone = Nowhere\nmon = closed\n", "b.ini:2: " },
		{ "\n\n[calendar x]\nzone = UTC\nmon = 9\n", "b.ini:5: " },
		{ "[calender x]\nzone = UTC\n", "b.ini:1: " },
		{ "zone = UTC\n", "b.ini:1: " },
		{ "[calendar office]\nzone = UTC\nmon = closed\n", "a.ini:2" },
		{ "[calendar x]\nzone = UTC\nmon = closed\n"
		  "holidays = no.ics\n",
		    "no.ics" },
	};
	struct world *w = *state;
	struct setup_changes all = { 0 };
	struct folder d;
	int64_t before = events(w);

	folder_make(&d);
	put(&d, "a.ini", OFFICE);
	for (size_t i = 0; i < countof(cases); i++) {
		put(&d, "b.ini", cases[i].text);
		core_rest(&w->c);
		assert_int_equal(setup_apply(&w->c, &d.a, d.dir, &all),
		    ERR_INVALID);
		if (strstr(w->c.fault.text, cases[i].says) == NULL)
			fail_msg("%s: %s", cases[i].text, w->c.fault.text);
	}
	put(&d, "b.ini", "");
	put(&d, "days.ics", "BEGIN:NOTHING");
	assert_int_equal(setup_apply(&w->c, &d.a, d.dir, &all), ERR_INVALID);
	assert_int_equal(events(w), before);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM setup_version"), 0);
	folder_end(&d);
}

static void
setup_is_for_those_who_may(void **state)
{
	struct world *w = *state;
	struct setup_approval what = { .file = STR("days.ics"),
		.kind = STR_NONE };
	struct setup_changes all = { 0 };
	struct folder d;
	size_t n;

	folder_make(&d);
	put(&d, "a.ini", OFFICE);
	put(&d, "days.ics", ICS);
	apply(w, &d);
	put(&d, "a.ini", OFFICE "sat = 10:00-12:00\n");
	allow(w, MAY_SETUP_EDIT, SCOPE_NONE);
	assert_int_equal(setup_diff(&w->c, &d.a, d.dir, &all), ERR_DENIED);
	assert_int_equal(setup_apply(&w->c, &d.a, d.dir, &all), ERR_DENIED);
	assert_int_equal(setup_export(&w->c, &d.a, d.dir, &n), ERR_DENIED);
	assert_int_equal(setup_approve(&w->c, &d.a, &what, &n), ERR_DENIED);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM setup_version"), 2);
	folder_end(&d);
}

/* ---- versions ---------------------------------------------------------------- */

/* The first always was; a change holds from now on; a dated one from there. */
static void
every_version_is_kept_and_holds_in_its_time(void **state)
{
	struct world *w = *state;
	struct calendar_version first, second;
	struct calendar *c;
	struct folder d;
	msec now = clock_now(w->c.clock);

	folder_make(&d);
	put(&d, "a.ini", OFFICE);
	apply(w, &d);
	c = in_force(w, "office", &first);
	assert_int_equal(first.from, INT64_MIN);
	assert_true(in_force(w, "office", NULL) == c);

	put(&d, "a.ini",
	    "[calendar office]\nzone = UTC\nmon-sun = 00:00-24:00\n"
	    "[calendar office]\nzone = UTC\nvalid-from = 2100-01-01\n"
	    "mon = closed\n");
	assert_int_equal(apply(w, &d), 2);
	assert_int_equal(differ(w, &d), 0);
	c = in_force(w, "office", &second);
	assert_int_equal(calendar_versions(c), 3);
	assert_int_equal(second.from, now);
	assert_string_not_equal(first.id.s, second.id.s);
	assert_int_equal(calendar_between(c, now, now + DAYS(7)), DAYS(7));
	assert_int_equal(calendar_between(c, now - DAYS(7), now), HOURS(45));
	assert_int_equal(calendar_between(c, day_at(2100, 1, 1, 0),
			     day_at(2100, 3, 1, 0)),
	    0);
	/* What is no longer in the folder is told, and stays. */
	put(&d, "a.ini", "");
	assert_int_equal(differ(w, &d), 2);
	assert_int_equal(apply(w, &d), 2);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM setup_version"), 3);
	folder_end(&d);
}

static void
an_unknown_calendar_is_told(void **state)
{
	struct world *w = *state;
	struct calendar *c;
	bool known = true;

	assert_int_equal(calendar_in_force(&w->c, STR("no"), 1, &c, NULL),
	    ERR_NOT_FOUND);
	assert_int_equal(calendar_in_force(&w->c, STR(""), 1, &c, NULL),
	    ERR_NOT_FOUND);
	assert_int_equal(calendar_known(&w->c, STR("no"), &known), OK);
	assert_false(known);
}

/* ---- holidays ---------------------------------------------------------------- */

static void
a_holiday_closes_only_when_approved(void **state)
{
	struct world *w = *state;
	struct setup_approval what = { .file = STR("days.ics"),
		.kind = STR("national holiday") };
	const int64_t reforma = clock_days(2026, 10, 31);
	struct setup_approval one = { .file = STR("days.ics"),
		.kind = STR_NONE,
		.days = &reforma,
		.ndays = 1 };
	struct setup_holidays list;
	struct folder d;
	size_t n;

	folder_make(&d);
	put(&d, "a.ini", OFFICE "sat = 10:00-14:00\nholidays = days.ics\n");
	put(&d, "days.ics", ICS);
	apply(w, &d);
	assert_true(is_open(in_force(w, "office", NULL),
	    day_at(2026, 9, 18, 15)));

	assert_int_equal(setup_approve(&w->c, &d.a, &what, &n), OK);
	assert_int_equal(n, 1);
	assert_false(is_open(in_force(w, "office", NULL),
	    day_at(2026, 9, 18, 15)));
	assert_true(is_open(in_force(w, "office", NULL),
	    day_at(2026, 10, 31, 15)));
	core_rest(&w->c);
	assert_int_equal(setup_approve(&w->c, &d.a, &what, &n), ERR_INVALID);

	core_rest(&w->c);
	assert_int_equal(setup_approve(&w->c, &d.a, &one, &n), OK);
	assert_false(is_open(in_force(w, "office", NULL),
	    day_at(2026, 10, 31, 15)));
	core_rest(&w->c);
	one.withdraw = true;
	assert_int_equal(setup_approve(&w->c, &d.a, &one, &n), OK);
	assert_true(is_open(in_force(w, "office", NULL),
	    day_at(2026, 10, 31, 15)));

	assert_int_equal(setup_holidays(&w->c, &d.a, STR_NONE, &list), OK);
	assert_int_equal(list.n, 2);
	assert_true(list.v[0].approved && list.v[0].listed);
	assert_false(list.v[1].approved);
	assert_int_equal(setup_holidays(&w->c, &d.a, STR("no.ics"), &list),
	    ERR_NOT_FOUND);
	folder_end(&d);
}

/* ---- the typification tree ------------------------------------------------ */

#define LEAF                                                                   \
	"[typification taller-demora]\nparent = reclamo-taller\n"              \
	"name.es = Demora\nshort = TDE\nform = amount\nrequired = plate\n"     \
	"closing = colour\npriority = 2\nteam = ventas\npolicy = legal\n"      \
	"script = disculpa\n"
#define LEGAL                                                                  \
	"[calendar office]\nzone = America/Santiago\n"                         \
	"mon-fri = 09:00-18:00\n\n[policy legal]\nrank = 900\n"                \
	"calendar = office\nresolution = 5bd end_of_day\n\n"

/* The service script that LEAF names. */
static void
with_script(struct world *w)
{
	dbtest_do(w->db,
	    "INSERT INTO script_version (id, name, n, title, langs, chosen,"
	    " hash, bundle, share, at, version) VALUES"
	    " ('00000000-0000-7000-8000-0000000000d1', 'disculpa', 1,"
	    " 'Disculpa', 'es', '{}', 'h', '{}', 100, 1, 1)");
}

static void
a_leaf_is_as_its_text_says(void **state)
{
	struct world *w = *state;
	struct row_typification_get row;
	struct folder d;
	int64_t before = events(w);

	with_script(w);
	folder_make(&d);
	put(&d, "a.ini",
	    LEGAL LEAF
	    "[typification taller-frenos]\nparent = reclamo-taller\n"
	    "name.es = Frenos\nname.en = Brakes\n"
	    "[typification sale]\nkind = sale\nleaf = no\nname.es = Venta\n");
	/* Also the rest of the tree, which stays: the folder speaks of it. */
	assert_int_equal(differ(w, &d), 5 + 6);
	(void)apply(w, &d);
	assert_int_equal(events(w), before + 1);
	assert_int_equal(differ(w, &d), 6);
	core_rest(&w->c);
	fine(w, typification_get(&w->c, &d.a, STR("taller-demora"), &row));
	assert_string_equal(row.name.s, "Demora");
	assert_string_equal(row.mnemonic.s, "TDE");
	assert_string_equal(row.form.s, "[\"amount\"]");
	assert_string_equal(row.required.s, "[\"plate\"]");
	assert_string_equal(row.closing.s, "[\"colour\"]");
	assert_int_equal(row.priority, 2);
	assert_string_equal(row.team.s, "ventas");
	assert_string_equal(row.policy.s, "legal");
	assert_string_equal(row.script.s, "disculpa");
	assert_string_equal(row.kind.s, "complaint");
	/* The English name went with its line. */
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM label WHERE"
			     " code = 'taller-demora' AND lang = 'en'"),
	    0);
	fine(w, typification_get(&w->c, &d.a, STR("taller-frenos"), &row));
	assert_string_equal(row.kind.s, "complaint");
	assert_int_equal(row.mnemonic.len, 3);
	assert_int_equal(row.priority, 3);
	fine(w, typification_get(&w->c, &d.a, STR("sale"), &row));
	assert_false(row.leaf);
	folder_end(&d);
}

static void
the_whole_tree_comes_back_as_it_went(void **state)
{
	struct world *w = *state;
	struct folder out;
	size_t n;

	folder_make(&out);
	fine(w, setup_export(&w->c, &out.a, out.dir, &n));
	assert_int_equal(n, 1);
	assert_int_equal(differ(w, &out), 0);
	assert_int_equal(apply(w, &out), 0);
	folder_end(&out);
}

static void
a_node_is_used_from_its_day_until_its_day(void **state)
{
	struct world *w = *state;
	struct rows_typification_list rows;
	struct row_typification_get row;
	struct folder d;

	w->c.me.zone = STR("America/Santiago");
	dbtest_clock.fixed = day_at(2026, 5, 1, 3);
	folder_make(&d);
	put(&d, "a.ini",
	    "[typification nueva]\nparent = consulta\nname.es = Nueva\n"
	    "valid-from = 2026-05-01\nretired = 2026-06-01\n");
	(void)apply(w, &d);
	core_rest(&w->c);
	/* Midnight there is four o'clock here. */
	refused(w, typification_leaf(&w->c, &d.a, STR("nueva"), &row),
	    ERR_INVALID, "2026-05-01T04:00:00Z");
	fine(w, typification_find(&w->c, &d.a, STR("nueva"), &rows));
	assert_int_equal(rows.n, 0);
	dbtest_clock.fixed = day_at(2026, 5, 1, 4);
	fine(w, typification_leaf(&w->c, &d.a, STR("nueva"), &row));
	fine(w, typification_find(&w->c, &d.a, STR("nueva"), &rows));
	assert_int_equal(rows.n, 1);
	dbtest_clock.fixed = day_at(2026, 6, 1, 4);
	refused(w, typification_leaf(&w->c, &d.a, STR("nueva"), &row),
	    ERR_INVALID, "retired");
	fine(w, typification_find(&w->c, &d.a, STR("nueva"), &rows));
	assert_int_equal(rows.n, 0);
	folder_end(&d);
}

static void
what_a_code_means_stays_once_it_is_used(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct setup_changes all = { 0 };
	struct folder d;

	folder_make(&d);
	/* Nothing goes by it yet. */
	put(&d, "a.ini",
	    "[typification consulta-general]\nkind = sale\nname.es = V\n");
	(void)apply(w, &d);
	(void)make(w, in);
	put(&d, "a.ini",
	    "[typification consulta-general]\nkind = query\nname.es = V\n");
	core_rest(&w->c);
	refused(w, setup_apply(&w->c, &d.a, d.dir, &all), ERR_INVALID,
	    "a.ini:1: 'consulta-general' is in use as sale");
	put(&d, "a.ini",
	    "[typification consulta-general]\nkind = sale\nname.es = V\n"
	    "leaf = no\n");
	refused(w, setup_apply(&w->c, &d.a, d.dir, &all), ERR_INVALID,
	    "in use as a leaf");
	/* Its name may change. */
	put(&d, "a.ini",
	    "[typification consulta-general]\nkind = sale\nname.es = W\n");
	(void)apply(w, &d);
	folder_end(&d);
}

static void
a_mistake_in_the_tree_says_where(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "[typification X]\nkind = sale\nname.es = X\n", "a.ini:1: " },
		{ "[typification x]\nkind = sale\n", "has no name" },
		{ "[typification x]\nkind = sad\nname.es = X\n", "'sad'" },
		{ "[typification x]\nname.es = X\n", "either a parent" },
		{ "[typification x]\nparent = nowhere\nname.es = X\n",
		    "'nowhere'" },
		{ "[typification x]\nparent = taller-demora\nname.es = X\n",
		    "is a leaf" },
		{ "[typification x]\nparent = x\nleaf = no\nname.es = X\n",
		    "at most 4 levels" },
		{ "[typification x]\nkind = sale\nname.es = X\n"
		  "required = speed\n",
		    "a.ini:4: tickets have no field 'speed'" },
		{ "# one\n[typification x]\nkind = sale\nname.es = X\n"
		  "form = plate, speed\n",
		    "a.ini:5: tickets have no field 'speed'" },
		{ "[typification x]\nkind = sale\nname.es = X\n"
		  "script = nobody-has-it\n",
		    "a.ini:4: there is no service script 'nobody-has-it'" },
		{ "[typification x]\nkind = sale\nname.es = X\nteam = "
		  "antiguo\n",
		    "a.ini:4: there is no team 'antiguo'" },
		{ "[typification x]\nkind = sale\nname.es = X\npolicy = no\n",
		    "a.ini:4: there is no policy 'no'" },
		{ "[typification x]\nkind = sale\nname.es = X\npriority = "
		  "5\n",
		    "a.ini:4: " },
		{ "[typification x]\nkind = sale\nname.es = X\nretired = "
		  "soon\n",
		    "a.ini:4: 'soon'" },
		{ "[typification x]\nkind = sale\nname.es = X\ncolour = 1\n",
		    "'colour'" },
		{ "[typification x]\nkind = sale\nname.es = X\nshort = QQ\n"
		  "[typification y]\nkind = sale\nname.es = Y\nshort = QQ\n",
		    "QQ belongs to" },
		{ "[typification x]\nkind = sale\nname.es = X\nname.es = Y\n",
		    "a.ini:4: 'name.es' is there twice" },
		{ "[typification x]\nkind = sale\nname.es = X\n"
		  "short = QQ\n[typification x]\nkind = sale\nname.es = Y\n"
		  "short = QQ\n",
		    "a.ini:5: typification 'x' stands in" },
		{ "[typification consulta-general]\nparent = consulta\n",
		    "a.ini:1: the typification consulta-general has no name" },
		{ "[typification x]\nkind = sale\nname.es = a\033[31mb\n",
		    "a.ini:1: the name" },
		{ "[typification x]\nkind = sale\nname.spanish = X\n",
		    "a.ini:1: " },
		{ "[typification x]\nkind = sale\nname.es = X\n"
		  "valid-from = 2026-05-01\nretired = 2026-05-01\n",
		    "a.ini:1: 'x' would be retired before" },
		{ "[typification x]\nthis says nothing\n", "a.ini:2: " },
		{ "[typification x\nkind = sale\n", "a.ini:1: " },
	};
	struct world *w = *state;
	struct setup_changes all = { 0 };
	int64_t before = events(w);
	struct folder d;
	enum err rc;

	folder_make(&d);
	for (size_t i = 0; i < countof(cases); i++) {
		put(&d, "a.ini", cases[i].text);
		core_rest(&w->c);
		rc = setup_apply(&w->c, &d.a, d.dir, &all);
		if (strstr(w->c.fault.text, "a.ini:") == NULL)
			fail_msg("no file and line: %s", w->c.fault.text);
		refused(w, rc, ERR_INVALID, cases[i].says);
		assert_int_equal(events(w), before);
	}
	folder_end(&d);
}

/* The leaf's own policy comes before those that fit by themselves. */
static void
a_leaf_names_its_policy(void **state)
{
	struct world *w = *state;
	struct folder d;
	struct ticket_new in = question(w);
	struct id id;

	with_script(w);
	folder_make(&d);
	put(&d, "a.ini",
	    LEGAL LEAF "[policy usual]\nrank = 1\ncalendar = office\n"
		       "resolution = 8h\n");
	(void)apply(w, &d);
	core_rest(&w->c);
	(void)make(w, in);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM ticket WHERE policy LIKE"
			     " 'usual@%'"),
	    1);
	in.typification = STR("taller-demora");
	in.fields = (struct pair[]){ { STR("plate"), STR("BBCD12") } };
	in.nfields = 1;
	id = make(w, in);
	(void)id;
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM ticket WHERE policy LIKE"
			     " 'legal@%'"),
	    1);
	folder_end(&d);
}

/* One file may hold the sections of several readers, and an export is read
 * back: each reader leaves the sections of the others alone. */
static void
every_reader_leaves_the_sections_of_the_others(void **state)
{
	struct arena a = { 0 };
	struct fault f = { .code = OK };

	(void)state;
	for (size_t i = 0; i < nsetup_kinds; i++)
		for (size_t k = 0; k < nsetup_kinds; k++) {
			struct str text =
			    str_printf(&a, "[%s some]\nof.another = reader\n",
				setup_kinds[i]->name);

			if (i == k)
				continue;
			if (setup_kinds[k]->check_file(&a, text, "all.ini",
				&f) != OK)
				fail_msg("%s reads %s: %s",
				    setup_kinds[k]->name, setup_kinds[i]->name,
				    f.text);
		}
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_applied_no_longer_differs),
		TEST(a_mistake_anywhere_applies_nothing),
		TEST(setup_is_for_those_who_may),
		TEST(every_version_is_kept_and_holds_in_its_time),
		TEST(an_unknown_calendar_is_told),
		TEST(a_holiday_closes_only_when_approved),
		TEST(a_leaf_is_as_its_text_says),
		TEST(the_whole_tree_comes_back_as_it_went),
		TEST(a_node_is_used_from_its_day_until_its_day),
		TEST(what_a_code_means_stays_once_it_is_used),
		TEST(a_mistake_in_the_tree_says_where),
		TEST(a_leaf_names_its_policy),
		TEST(every_reader_leaves_the_sections_of_the_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
