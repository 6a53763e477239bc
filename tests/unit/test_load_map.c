/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_load_map.c - the map language: values out of templates, days and spans,
 * and every mistake told with its line.
 */
#include <locale.h>

#include "core/load_map.h"
#include "test.h"

static const struct load_field fields[] = {
	{ "external", "its key", LOAD_LINE, false, 100, NULL },
	{ "name", "its name", LOAD_LINE, false, 200, NULL },
	{ "started", "when", LOAD_AT, false, 0, NULL },
};

struct world {
	struct arena a;
	struct fault f;
	struct load_map map;
	struct load_sheet sheet;
	enum err rc;
};

/* A sheet with these headings, and the map over it. */
static void
begin(struct world *w, const char *heads, const char *map)
{
	struct str rest = str_of(heads), one;
	VEC(struct str) v = { 0 };

	*w = (struct world){ .f = { .code = OK } };
	while (str_next(&w->a, &rest, ',', &one))
		*vec_push(&w->a, &v) = one;
	w->sheet = (struct load_sheet){ .path = STR("in/clients.csv"),
		.separator = ',',
		.encoding = ENC_UTF8,
		.ncols = v.n,
		.heads = v.v };
	load_map_init(&w->map, &w->a, fields, countof(fields), false);
	w->rc = load_map_text(&w->map, str_of(map), "x.map", &w->f);
	if (w->rc == OK)
		w->rc = load_map_bind(&w->map, &w->sheet, &w->f);
}

static void
end(struct world *w)
{
	arena_done(&w->a);
}

/* The value of `name` by this template, in a row of "A,B,C". */
static const char *
value(struct world *w, const char *row, struct str *out)
{
	struct str rest = str_of(row);
	struct load_row r = { .line = 7 };
	struct load_eval e = { &w->map, &w->sheet, &w->a, &r, 0 };
	struct str *v = NEWN(&w->a, struct str, 8);

	while (str_next(&w->a, &rest, ',', &v[r.n]))
		r.n++;
	r.v = v;
	return load_value(&e, &w->map.of[1], out);
}

static void
gives(const char *template, const char *row, const char *want)
{
	struct str out = STR_NONE;
	struct arena a = { 0 };
	struct world w;
	const char *why;

	begin(&w, "A,B,C c",
	    str_printf(&a,
		"[fields]\nname = %s\n"
		"[values kinds]\nY = yes, indeed\n'' = nothing\n"
		"[values rest]\n1 = one\n* = *\n"
		"[values other]\n1 = one\n* = many\n",
		template)
		.s);
	if (w.rc != OK)
		fail_msg("%s: %s", template, w.f.text);
	if ((why = value(&w, row, &out)) != NULL)
		fail_msg("%s: %s", template, why);
	if (!str_is(out, want))
		fail_msg("%s: '%s' instead of '%s'", template, out.s, want);
	end(&w);
	arena_done(&a);
}

static void
fails(const char *template, const char *row, const char *want)
{
	struct str out = STR_NONE;
	struct arena a = { 0 };
	struct world w;
	const char *why;

	begin(&w, "A,B,C c",
	    str_printf(&a, "[fields]\nname = %s\n[values kinds]\nY = yes\n",
		template)
		.s);
	assert_int_equal(w.rc, OK);
	why = value(&w, row, &out);
	if (why == NULL || strstr(why, want) == NULL)
		fail_msg("%s: %s", template, why != NULL ? why : out.s);
	end(&w);
	arena_done(&a);
}

/* ---- values ------------------------------------------------------------- */

static void
templates_join_text_and_columns(void **state)
{
	(void)state;
	gives("{A}", "x,y,z", "x");
	gives("{A} {C c}", "x,y,z", "x z");
	gives("{#2}-{#3}", "x,y,z", "y-z");
	gives("{@file}:{@line}", "x,y,z", "clients.csv:7");
	gives("{{{A}}}", "x,y,z", "{x}");
	gives("plain text", "x,y,z", "plain text");
	gives("{A}", "  x  ,y,z", "x");
	gives("''", "x,y,z", "");
}

/* "C" before an absent number would be a key that many rows share. */
static void
a_template_without_any_value_is_empty(void **state)
{
	(void)state;
	gives("C{A|pad 8}", ",y,z", "");
	gives("C{A|pad 8}", "17,y,z", "C00000017");
	gives("{A} and {B}", ",,z", "");
	gives("{A} and {B}", ",y,z", " and y");
}

static void
filters_do_what_they_say(void **state)
{
	(void)state;
	gives("{A|lower}", "ÑANDÚ x,y,z", "ñandú x");
	gives("{A|upper}", "ñandú x,y,z", "ÑANDÚ X");
	gives("{A|digits}", "+56 (9) 12-34,y,z", "5691234");
	gives("{A|code}", "¿Qué pasó? Ñu / 2,y,z", "que-paso-nu-2");
	gives("{A|pad 3}", "é,y,z", "00é");
	gives("{A|pad 3}", "12345,y,z", "12345");
	gives("{A|cut 2}", "ñandú,y,z", "ña");
	gives("{A|cut 9}", "ñandú,y,z", "ñandú");
	gives("{A|without N/A}", "N/A,y,z", "");
	gives("{A|without N/A}", "N/A 2,y,z", "N/A 2");
	gives("{A|or B}", ",y,z", "y");
	gives("{A|or B|or C c}", ",,z", "z");
	gives("{A|else 'none | at {all}'}", ",y,z", "none | at {all}");
	gives("{A|without 0|or B|upper}", "0,y,z", "Y");
	gives("{A|date D-M-YY}", "7-1-21,y,z", "2021-01-07");
}

static void
tables_say_what_a_value_stands_for(void **state)
{
	(void)state;
	gives("{A|values kinds}", "Y,y,z", "yes, indeed");
	gives("{A|values kinds}", ",y,z", "nothing");
	fails("{A|values kinds}", "Q,y,z", "'Q' is not in [values kinds]");
	gives("{A|values rest}", "1,y,z", "one");
	gives("{A|values rest}", "2,y,z", "2");
	gives("{A|values other}", "2,y,z", "many");
}

static void
a_value_that_cannot_be_made_says_why(void **state)
{
	(void)state;
	fails("{A|date D/M/YYYY}", "13/13/2020,y,z", "13/13/2020");
	fails("{A|date D/M/YYYY}", "1/2/2020 x,y,z", "no date");
	fails("{A}", "\xff,y,z", "UTF-8");
	fails("{A}", "x\x07,y,z", "control character");
}

static bool
skips(const char *rule, const char *row)
{
	struct str rest = str_of(row);
	struct load_row r = { .line = 1 };
	struct arena a = { 0 };
	struct str v[3];
	struct world w;
	struct load_eval e = { &w.map, &w.sheet, &w.a, &r, 0 };
	bool skip = false;

	begin(&w, "A,B,C", str_printf(&a, "[skip]\n%s\n", rule).s);
	if (w.rc != OK)
		fail_msg("%s: %s", rule, w.f.text);
	while (r.n < 3 && str_next(&w.a, &rest, ',', &v[r.n]))
		r.n++;
	r.v = v;
	assert_null(load_skips(&e, &skip));
	end(&w);
	arena_done(&a);
	return skip;
}

static void
rows_are_skipped_by_rule(void **state)
{
	(void)state;
	assert_true(skips("when = {A} is ''", ",y,z"));
	assert_false(skips("when = {A} is ''", "x,y,z"));
	assert_true(skips("when = {A|lower} is no", "NO,y,z"));
	assert_true(skips("when = {A} is not yes", "no,y,z"));
	assert_false(skips("when = {A} is not yes", "yes,y,z"));
	assert_true(skips("when = {A} is 1\nwhen = {B} is 2", "3,2,z"));
	assert_true(skips("when = {A} {B} is what it is", "what,it is,z"));
	assert_false(skips("when = {A} {B} is what it is", "what,it,z"));
}

/* ---- mistakes ----------------------------------------------------------- */

static void
refused(const char *map, const char *want)
{
	struct world w;

	begin(&w, "Name,Phone,Phone", map);
	if (w.rc != ERR_INVALID || strcmp(w.f.text, want) != 0)
		fail_msg("%s is told as '%s'", map, w.f.text);
	end(&w);
}

static void
unknown_names_are_told_with_line_and_the_nearest(void **state)
{
	(void)state;
	refused("[fields]\nnane = {Name}\n",
	    "x.map:2: there is no field 'nane'; did you mean 'name'?");
	refused("[fields]\nname = {Nmae}\n",
	    "x.map:2: the file has no column 'Nmae'; did you mean 'Name'?");
	refused("[fields]\nname = {name}\n",
	    "x.map:2: the file has no column 'name'; did you mean 'Name'?");
	refused("[fields]\n\nname = {Name|uper}\n",
	    "x.map:3: there is no filter 'uper'; did you mean 'upper'?");
	refused("[fields]\nname = {Name|values kind}\n[values kinds]\na = b\n",
	    "x.map:2: there is no [values kind]; did you mean 'kinds'?");
	refused("[file]\nseperator = tab\n",
	    "x.map:2: [file] has no 'seperator'; did you mean 'separator'?");
	refused("[feilds]\n",
	    "x.map:1: there is no section [feilds]; did you mean 'fields'?");
}

static void
headings_that_are_not_one_are_told(void **state)
{
	(void)state;
	refused("[fields]\nname = {Phone}\n",
	    "x.map:2: the heading 'Phone' is there twice; say which by "
	    "number: {#2} or {#3}");
	refused("[fields]\nname = {#5}\n",
	    "x.map:2: there is no column {#5}; the file has 3");
	refused("[fields]\nname = {#0}\n",
	    "x.map:2: {#0} is no column number; {#1} is the first");
	refused("[fields]\nname = {Name|or Phon}\n",
	    "x.map:2: the file has no column 'Phon'; did you mean 'Phone'?");
}

static void
templates_that_cannot_be_read_are_told(void **state)
{
	(void)state;
	refused("[fields]\nname = {Name\n",
	    "x.map:2: a brace stands alone; write {Heading}, or {{ and }} for "
	    "braces");
	refused("[fields]\nname = Name}\n",
	    "x.map:2: a brace stands alone; write {Heading}, or {{ and }} for "
	    "braces");
	refused("[fields]\nname = {}\n",
	    "x.map:2: {} names no column; write {Heading} or {#3}");
	refused("[fields]\nname = {@row}\n",
	    "x.map:2: there is no {@row}; there are {@line} and {@file}");
	refused("[fields]\nname = {Name|pad}\n",
	    "x.map:2: the filter 'pad' needs a number from 1 to 1000: pad 8");
	refused("[fields]\nname = {Name|lower 3}\n",
	    "x.map:2: the filter 'lower' takes no words after it; take '3' "
	    "out");
	refused("[fields]\nname = {Name|date DD.MM}\n",
	    "x.map:2: 'DD.MM' is no form of a date; write one such as "
	    "D/M/YYYY, YYMMDD or D-MON-YY");
}

static void
what_is_said_twice_or_wrongly_is_told(void **state)
{
	(void)state;
	refused("[fields]\nname = a\nname = b\n",
	    "x.map:3: the field 'name' is here a second time, first on line "
	    "2; take one out");
	refused("[values k]\na = b\na = c\n",
	    "x.map:3: 'a' is in [values k] twice; take one out");
	refused("[values k]\na = b\n[values k]\n",
	    "x.map:3: [values k] is here a second time; join the two");
	refused("name = x\n",
	    "x.map:1: a map begins with a section: [file] or [fields]");
	refused("[file]\nheader = maybe\n",
	    "x.map:2: header is yes or no, not 'maybe'");
	refused("[file]\nencoding = utf8\n",
	    "x.map:2: 'utf8' is no encoding known here; write auto, utf-8, "
	    "latin-1 or windows-1252");
	refused("[file]\nseparator = :\n",
	    "x.map:2: ':' is no separator; write auto, tab or one of , ; |");
	refused("[file]\nzone = America/Santiago\n",
	    "x.map:2: 'America/Santiago' is no fixed zone; write UTC or one "
	    "such as -03:00");
	refused("[skip]\nif = {Name} is x\n",
	    "x.map:2: [skip] has lines 'when = {Heading} is VALUE' only");
	refused("[skip]\nwhen = {Name} = x\n",
	    "x.map:2: write when = {Heading} is VALUE, or: is not VALUE; '' "
	    "is the empty text");
	refused("[fields]\nfield.plate = {Name}\n",
	    "x.map:2: customers and tickets have fields of their own, this "
	    "kind has not; take 'plate' out");
}

static void
what_every_row_needs_must_be_in_the_map(void **state)
{
	static const struct load_field needed[] = {
		{ "name", "its name", LOAD_LINE, true, 200, NULL },
	};
	struct arena a = { 0 };
	struct load_map m;
	struct fault f;

	(void)state;
	load_map_init(&m, &a, needed, 1, false);
	assert_int_equal(load_map_text(&m, STR("[fields]\n"), "y.map", &f),
	    ERR_INVALID);
	assert_string_equal(f.text,
	    "y.map:1: [fields] lacks 'name', which "
	    "every row needs: its name");
	arena_done(&a);
}

static void
the_file_section_is_taken_as_said(void **state)
{
	struct world w;

	(void)state;
	begin(&w, "A",
	    "[file]\nseparator = ;\nencoding = windows-1252\n"
	    "header = no\nzone = -03:30\ndates = YYMMDD\n");
	assert_int_equal(w.rc, OK);
	assert_int_equal(w.map.sheet.separator, ';');
	assert_int_equal(w.map.sheet.encoding, ENC_1252);
	assert_true(w.map.sheet.headless);
	assert_true(w.map.east == -MINUTES(210));
	end(&w);
}

/* ---- days, instants, spans ---------------------------------------------- */

static void
day_is(const char *format, const char *text, const char *want)
{
	struct load_dates d = { .n = 0 };
	struct arena a = { 0 };
	int64_t days = 0;
	size_t used = 0;
	bool good;

	if (format[0] != '\0')
		assert_true(load_dates_parse(str_of(format), &d));
	good = load_day(&d, str_of(text), &days, &used) && used == strlen(text);
	if (good != (want != NULL) ||
	    (good && !str_is(clock_day_text(&a, days), want)))
		fail_msg("%s by %s is %s", text, format,
		    good ? clock_day_text(&a, days).s : "no day");
	arena_done(&a);
}

static void
days_are_read_as_they_are_written(void **state)
{
	(void)state;
	day_is("D/M/YYYY", "1/12/2016", "2016-12-01");
	day_is("M/D/YYYY", "1/13/2014", "2014-01-13");
	day_is("D/M/YYYY", "1/13/2014", NULL);
	day_is("DD-MM-YYYY", "03-07-2014", "2014-07-03");
	day_is("DD-MM-YYYY", "3-7-2014", NULL);
	day_is("DD-MM-YYYY", "2014-07-03", "2014-07-03");
	day_is("YYMMDD", "990201", "1999-02-01");
	day_is("YYMMDD", "690201", "2069-02-01");
	day_is("YYMMDD", "9902011", NULL);
	day_is("D-MON-YY", "1-Jan-21", "2021-01-01");
	day_is("D MON YYYY", "7 ene. 2021", "2021-01-07");
	day_is("D MON YYYY", "7 septiembre 2021", "2021-09-07");
	day_is("D-MON-YY", "1-Xyz-21", NULL);
	day_is("", "2024-02-29", "2024-02-29");
	day_is("", "2023-02-29", NULL);
	day_is("", "1/2/2024", NULL);
	day_is("YYYYMMDD", "20240229", "2024-02-29");
}

static void
forms_that_mean_nothing_are_refused(void **state)
{
	static const char *const bad[] = { "", "D/M", "YYYY", "D/M/YYY",
		"DDD/M/YYYY", "DMYYYY", "D/M/YYYY/D", "H:MM", "dd/mm/yyyy",
		"Ñ/M/YYYY", "D/M/YYYY/////////////" };
	struct load_dates d;

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		if (load_dates_parse(str_of(bad[i]), &d))
			fail_msg("'%s' is taken as a form of dates", bad[i]);
}

static void
at_is(const char *format, const char *text, msec east, const char *want)
{
	struct load_dates d = { .n = 0 };
	char iso[CLOCK_ISO];
	msec at = 0;
	bool good;

	if (format[0] != '\0')
		assert_true(load_dates_parse(str_of(format), &d));
	good = load_instant(&d, str_of(text), east, &at);
	if (good != (want != NULL) ||
	    (good && strcmp(clock_iso(at, iso), want) != 0))
		fail_msg("%s is %s", text, good ? iso : "no instant");
}

static void
instants_have_a_zone_and_perhaps_a_time(void **state)
{
	(void)state;
	at_is("", "2017-03-27 13:34:11", 0, "2017-03-27T13:34:11Z");
	at_is("", "2017-03-27T13:34", 0, "2017-03-27T13:34:00Z");
	at_is("", "2017-03-27", HOURS(2), "2017-03-26T22:00:00Z");
	at_is("", "2017-03-27 9:05", -HOURS(3), "2017-03-27T12:05:00Z");
	at_is("", "2017-03-27 9:05 PM", 0, "2017-03-27T21:05:00Z");
	at_is("", "2017-03-27 12:05am", 0, "2017-03-27T00:05:00Z");
	at_is("", "2017-03-27 13:05 PM", 0, NULL);
	at_is("", "2017-03-27T10:00:00+01:00", -HOURS(3),
	    "2017-03-27T09:00:00Z");
	at_is("", "2017-03-27T10:00:00.250Z", HOURS(9), "2017-03-27T10:00:00Z");
	at_is("YYMMDD", "990201 7:02:47", HOURS(2), "1999-02-01T05:02:47Z");
	at_is("D-MON-YY", "1-Jan-21 9:12", 0, "2021-01-01T09:12:00Z");
	at_is("", "2017-03-27 24:00", 0, NULL);
	at_is("", "2017-03-27 10:60", 0, NULL);
	at_is("", "2017-03-27 10", 0, NULL);
	at_is("", "2017-03-27 10:00 or so", 0, NULL);
}

static void
span_is(const char *text, msec want)
{
	msec span = -1;

	if (load_span(str_of(text), &span) != (want >= 0) || span != want)
		fail_msg("%s is %lld ms", text, (long long)span);
}

static void
spans_are_seconds_clocks_or_units(void **state)
{
	(void)state;
	span_is("109", SECONDS(109));
	span_is("0", 0);
	span_is("12.5", 12500);
	span_is("0:02:23", SECONDS(143));
	span_is("00:06:12", SECONDS(372));
	span_is("100:00:00", HOURS(100));
	span_is("1h30m", MINUTES(90));
	span_is("2:23", -1); /* minutes or hours? */
	span_is("0:61:00", -1);
	span_is("-5", -1);
	span_is("", -1);
	span_is("long", -1);
	span_is("99999999999", -1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(templates_join_text_and_columns),
		cmocka_unit_test(a_template_without_any_value_is_empty),
		cmocka_unit_test(filters_do_what_they_say),
		cmocka_unit_test(tables_say_what_a_value_stands_for),
		cmocka_unit_test(a_value_that_cannot_be_made_says_why),
		cmocka_unit_test(rows_are_skipped_by_rule),
		cmocka_unit_test(
		    unknown_names_are_told_with_line_and_the_nearest),
		cmocka_unit_test(headings_that_are_not_one_are_told),
		cmocka_unit_test(templates_that_cannot_be_read_are_told),
		cmocka_unit_test(what_is_said_twice_or_wrongly_is_told),
		cmocka_unit_test(what_every_row_needs_must_be_in_the_map),
		cmocka_unit_test(the_file_section_is_taken_as_said),
		cmocka_unit_test(days_are_read_as_they_are_written),
		cmocka_unit_test(forms_that_mean_nothing_are_refused),
		cmocka_unit_test(instants_have_a_zone_and_perhaps_a_time),
		cmocka_unit_test(spans_are_seconds_clocks_or_units),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
