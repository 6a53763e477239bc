/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_csv.c - CSV files: what they are made of is found, rows come out as
 * they should, and what cannot be read is refused with line and column.
 */
#include <dirent.h>
#include <fcntl.h>
#include <locale.h>

#include "base/conf.h"
#include "base/json.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/load_csv.h"
#include "test.h"
#include "realdata.h"

struct seen {
	struct arena a;
	struct load_sheet sheet;
	VEC(struct load_row) rows;
	struct fault f;
	enum err rc;
};

static enum err
keep(void *u, const struct load_row *row)
{
	struct seen *s = u;
	struct load_row *to = vec_push(&s->a, &s->rows);
	struct str *v = NEWN(&s->a, struct str, row->n);

	for (size_t i = 0; i < row->n; i++)
		v[i] = str_copy(&s->a, row->v[i]);
	*to = *row;
	to->v = v;
	return OK;
}

static void
read_as(struct seen *s, struct str bytes, struct load_sheet how)
{
	*s = (struct seen){ .sheet = how };
	s->sheet.path = STR_NONE;
	s->rc = load_csv_look_text(&s->sheet, bytes, &s->a, &s->f);
	if (s->rc == OK)
		s->rc = load_csv_each_text(&s->sheet, bytes, keep, s, &s->f);
}

static void
read_bytes(struct seen *s, struct str bytes)
{
	read_as(s, bytes, (struct load_sheet){ .separator = 0 });
}

static void
done(struct seen *s)
{
	arena_done(&s->a);
}

/* "1|b c|; 2|…": the rows as one text. */
static const char *
rows_text(struct seen *s)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < s->rows.n; i++) {
		buf_printf(&b, "%lld:", (long long)s->rows.v[i].line);
		for (size_t k = 0; k < s->rows.v[i].n; k++)
			buf_printf(&b, "%s[%s]", k > 0 ? " " : "",
			    s->rows.v[i].v[k].s);
		buf_c(&b, ';');
	}
	out = buf_copy(&s->a, &b);
	buf_done(&b);
	return out.s;
}

static void
check_rows(const char *bytes, const char *rows)
{
	struct seen s;

	read_bytes(&s, str_of(bytes));
	if (s.rc != OK)
		fail_msg("%s: %s", bytes, s.f.text);
	assert_string_equal(rows_text(&s), rows);
	done(&s);
}

static void
check_refused(const char *bytes, const char *why)
{
	struct seen s;

	read_bytes(&s, str_of(bytes));
	assert_int_equal(s.rc, ERR_INVALID);
	if (strstr(s.f.text, why) == NULL)
		fail_msg("'%s' is told as: %s", bytes, s.f.text);
	done(&s);
}

/* ---- rows and their lines ----------------------------------------------- */

static void
rows_keep_their_first_line(void **state)
{
	(void)state;
	check_rows("a,b\n1,2\n\"x\ny\",3\n4,5\n",
	    "2:[1] [2];3:[x\ny] [3];"
	    "5:[4] [5];");
	check_rows("a,b\r\n1,\"p\r\nq\r\nr\"\r\n4,5",
	    "2:[1] [p\r\nq\r\nr];"
	    "5:[4] [5];");
	check_rows("a,b\r1,2\r3,4\r", "2:[1] [2];3:[3] [4];");
}

static void
blank_lines_are_counted_and_passed_over(void **state)
{
	(void)state;
	check_rows("a,b\n\n1,2\n\n\n3,4\n\n", "3:[1] [2];6:[3] [4];");
	check_rows("a,b\r\n\r\n1,2\r\n\r\n3,4\r\n", "3:[1] [2];5:[3] [4];");
}

static void
in_one_column_a_blank_line_is_an_empty_value(void **state)
{
	(void)state;
	check_rows("a\n\nx\n", "2:[];3:[x];");
}

static void
a_missing_last_line_end_loses_nothing(void **state)
{
	(void)state;
	check_rows("a,b\n1,2", "2:[1] [2];");
	check_rows("a,b\n1,", "2:[1] [];");
	check_rows("a,b\n1,\"\"", "2:[1] [];");
}

static void
a_heading_alone_has_no_rows(void **state)
{
	(void)state;
	check_rows("a,b,c", "");
}

static void
blanks_in_values_stay_until_they_are_mapped(void **state)
{
	struct seen s;
	struct str text;

	(void)state;
	read_bytes(&s, STR("a,b\n1,  x y \n"));
	assert_string_equal(rows_text(&s), "2:[1] [  x y ];");
	assert_null(load_csv_text(&s.sheet, &s.a, s.rows.v[0].v[1], &text));
	assert_string_equal(text.s, "x y");
	done(&s);
}

/* What spreadsheets and hands write: a blank after each comma. */
static void
blanks_around_quotes_are_read_when_nothing_else_fits(void **state)
{
	(void)state;
	check_rows("a,b\n\"x\", \"y, z\"\n 1 ,2\n", "2:[x] [y, z];3:[1] [2];");
}

/* ---- the separator ------------------------------------------------------ */

static void
check_separator(const char *bytes, char want, size_t columns)
{
	struct seen s;

	read_bytes(&s, str_of(bytes));
	assert_int_equal(s.rc, OK);
	assert_int_equal(s.sheet.separator, want);
	assert_int_equal(s.sheet.ncols, columns);
	done(&s);
}

static void
the_separator_is_the_one_that_cuts_rows_alike(void **state)
{
	(void)state;
	check_separator("a,b,c\n1,2,3\n", ',', 3);
	check_separator("a;b\n1,5;2,5\n3,5;4,5\n", ';', 2);
	check_separator("a\tb, c\td\n1\t2, 3\t4\n", '\t', 3);
	check_separator("a|b\n1|x, y\n2|z\n", '|', 2);
	check_separator("name\nPérez, Ana\nSoto\n", ',', 1);
	/* Quoted separators do not count. */
	check_separator("a;b\n\"1,2,3\";\"4,5,6\"\n\"7,8,9\";\"0,1,2\"\n", ';',
	    2);
}

static void
a_separator_that_was_told_is_not_looked_for(void **state)
{
	struct seen s;

	(void)state;
	read_as(&s, STR("a,b;c\n1,2;3\n"),
	    (struct load_sheet){ .separator = ';' });
	assert_string_equal(rows_text(&s), "2:[1,2] [3];");
	done(&s);
}

/* ---- encodings ---------------------------------------------------------- */

static void
check_encoding(struct str bytes, enum load_encoding want, const char *value)
{
	struct seen s;
	struct str text = STR_NONE;

	read_bytes(&s, bytes);
	assert_int_equal(s.rc, OK);
	assert_string_equal(load_encoding_name(s.sheet.encoding),
	    load_encoding_name(want));
	assert_null(load_csv_text(&s.sheet, &s.a, s.rows.v[0].v[0], &text));
	assert_string_equal(text.s, value);
	done(&s);
}

static void
encodings_are_told_apart(void **state)
{
	(void)state;
	check_encoding(STR("a,b\nMu\xc3\xb1oz,1\n"), ENC_UTF8, "Muñoz");
	check_encoding(STR("a,b\nMu\xf1oz,1\n"), ENC_1252, "Muñoz");
	check_encoding(STR("a,b\n\x80 5,1\n"), ENC_1252, "€ 5");
	check_encoding(STR("\xef\xbb\xbf"
			   "a,b\nMu\xc3\xb1oz,1\n"),
	    ENC_UTF8, "Muñoz");
}

static void
mostly_good_utf8_is_utf8_with_a_bad_row(void **state)
{
	struct seen s;
	struct str text;

	(void)state;
	read_bytes(&s, STR("a,b\n\xc3\xb1,\xc3\xa1\n\xf1,1\n\xc3\xa9,2\n"));
	assert_int_equal(s.sheet.encoding, ENC_UTF8);
	assert_null(load_csv_text(&s.sheet, &s.a, s.rows.v[0].v[0], &text));
	assert_string_equal(load_csv_text(&s.sheet, &s.a, s.rows.v[1].v[0],
				&text),
	    "has bytes that are not UTF-8");
	done(&s);
}

static void
bytes_that_are_nothing_are_told(void **state)
{
	struct load_sheet sheet = { .encoding = ENC_1252 };
	struct arena a = { 0 };
	struct str text;

	(void)state;
	assert_string_equal(load_csv_text(&sheet, &a, STR("x\x81y"), &text),
	    "has a byte that windows-1252 does not have");
	assert_string_equal(load_csv_text(&sheet, &a, STR("x\x01y"), &text),
	    "has a control character");
	sheet.encoding = ENC_LATIN1;
	assert_string_equal(load_csv_text(&sheet, &a, STR("x\x85y"), &text),
	    "has a control character");
	sheet.encoding = ENC_UTF8;
	assert_string_equal(load_csv_text(&sheet, &a, STR("\x1b[31m"), &text),
	    "has a control character");
	assert_null(load_csv_text(&sheet, &a, STR("two\nlines\there"), &text));
	arena_done(&a);
}

static void
every_windows_1252_byte_comes_back(void **state)
{
	struct load_sheet sheet = { .encoding = ENC_1252 };
	struct arena a = { 0 };
	int good = 0;

	(void)state;
	for (int c = 0x80; c < 0x100; c++) {
		char byte[2] = { (char)c, 0 };
		struct str text, raw = { byte, 1 };

		if (c == 0xa0 || load_csv_text(&sheet, &a, raw, &text) != NULL)
			continue; /* a no-break space is trimmed */
		assert_true(str_eq(load_csv_raw(&sheet, &a, text), raw));
		good++;
	}
	assert_int_equal(good, 128 - 5 - 1);
	arena_done(&a);
}

static void
a_mark_is_no_part_of_the_first_heading(void **state)
{
	struct seen s;

	(void)state;
	read_bytes(&s, STR("\xef\xbb\xbfid,name\n1,2\n"));
	assert_true(s.sheet.mark);
	assert_string_equal(s.sheet.heads[0].s, "id");
	done(&s);
}

/* ---- refused ------------------------------------------------------------ */

static void
quotes_that_do_not_fit_are_refused_with_line_and_column(void **state)
{
	(void)state;
	check_refused("a,b\n1,2\n3,x\"y\"z\n", "line 3, column 2");
	check_refused("a,b\n1,\"p \" q\"\n", "line 2, column 2");
	check_refused("a,b\n1,2\n\"open,4\n5,6\n", "line 3, column 1");
	check_refused("a,b\n\"l\nm\",\"n\no\"p\n", "line 4, column 2");
}

static void
a_quote_that_never_ends_costs_no_memory(void **state)
{
	struct buf b = { 0 };
	struct seen s;

	(void)state;
	buf_z(&b, "a,b\n1,\"");
	for (int i = 0; i < 3 << 20; i++)
		buf_c(&b, 'x');
	read_bytes(&s, buf_view(&b));
	assert_int_equal(s.rc, ERR_INVALID);
	assert_non_null(strstr(s.f.text, "line 2, column 2"));
	done(&s);
	buf_done(&b);
}

static void
what_is_no_csv_is_named(void **state)
{
	struct seen s;

	(void)state;
	check_refused("", "empty");
	check_refused("\xef\xbb\xbf", "empty");
	check_refused("\n\na,b\n", "line 1 is blank");
	check_refused("\x1f\x8b\x08 and more", "gunzip");
	check_refused("PK\x03\x04 and more", "spreadsheet");
	read_bytes(&s,
	    (struct str){ "\xff\xfe"
			  "a\0,\0",
		6 });
	assert_non_null(strstr(s.f.text, "UTF-16"));
	done(&s);
}

static void
a_folder_or_nothing_is_no_file(void **state)
{
	struct load_sheet sheet = { .path = STR("/") };
	struct arena a = { 0 };
	struct fault f;

	(void)state;
	assert_int_equal(load_csv_look(&sheet, &a, &f), ERR_INVALID);
	sheet.path = STR("no/such/file.csv");
	assert_int_equal(load_csv_look(&sheet, &a, &f), ERR_NOT_FOUND);
	arena_done(&a);
}

/* ---- files -------------------------------------------------------------- */

static char path[] = "/tmp/cabina-csv-XXXXXX";

static void
write_file(const char *bytes)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, strlen(bytes)), strlen(bytes));
	close(fd);
}

static void
a_file_that_changed_between_the_readings_is_told(void **state)
{
	struct seen s = { .sheet = { .path = str_of(path) } };

	(void)state;
	write_file("a,b\n1,2\n");
	assert_int_equal(load_csv_look(&s.sheet, &s.a, &s.f), OK);
	assert_int_equal(load_csv_each(&s.sheet, keep, &s, &s.f), OK);
	assert_int_equal(s.rows.n, 1);
	assert_int_equal(s.sheet.rows, 1);
	write_file("a,b\n1,2\n3,4\n");
	assert_int_equal(load_csv_each(&s.sheet, keep, &s, &s.f), ERR_CONFLICT);
	done(&s);
}

static enum err
count(void *u, const struct load_row *row)
{
	int64_t *n = u;

	++*n;
	return row->line == *n + 1 ? OK : ERR_INVALID;
}

/* Blocks end anywhere: inside a quote, between CR and LF, in a character. */
static void
where_a_block_ends_does_not_matter(void **state)
{
	struct seen s = { .sheet = { .path = str_of(path) } };
	FILE *f = fopen(path, "w");
	int64_t n = 0;

	(void)state;
	assert_non_null(f);
	fputs("número,text\r\n", f);
	for (int i = 0; i < 60000; i++)
		fprintf(f, "%d,\"ñandú \"\"%d\"\", y más\"\r\n", i, i);
	fclose(f);
	assert_int_equal(load_csv_look(&s.sheet, &s.a, &s.f), OK);
	assert_int_equal(s.sheet.rows, 60000);
	assert_int_equal(s.sheet.encoding, ENC_UTF8);
	assert_int_equal(load_csv_each(&s.sheet, count, &n, &s.f), OK);
	assert_int_equal(n, 60000);
	done(&s);
}

static void
what_is_put_is_read_again(void **state)
{
	static const struct str v[] = { { "a,b", 3 }, { "say \"hi\"", 8 },
		{ "two\r\nlines", 10 }, { "", 0 }, { " x ", 3 },
		{ "=1+1", 4 } };
	struct load_sheet sheet = { .separator = ';', .headless = true };
	struct buf b = { 0 };
	struct seen s;

	(void)state;
	load_csv_put(&sheet, &b, v, countof(v));
	read_as(&s, buf_view(&b), sheet);
	assert_int_equal(s.rc, OK);
	assert_int_equal(s.rows.n, 1);
	for (size_t i = 0; i < countof(v); i++)
		assert_true(str_eq(s.rows.v[0].v[i], v[i]));
	done(&s);
	buf_done(&b);
}

/* ---- the torture sets --------------------------------------------------- */

static struct str
slurp(struct arena *a, const char *file)
{
	struct str text = STR_NONE;
	struct fault f;

	if (file_read(file, 1 << 20, a, &text, &f) != OK)
		fail_msg("%s", f.text);
	return text;
}

static void
expect_text(const char *file, const struct json *want, struct str got)
{
	if (!str_eq(json_str(want), got))
		fail_msg("%s: '%s' instead of '%s'", file, got.s,
		    json_str(want).s);
}

/* The rows are what the JSON says: lists of lists, or of objects by heading. */
static void
expect(const char *file, struct seen *s, struct str text)
{
	struct json *want;
	bool lists;
	size_t n;

	assert_int_equal(json_parse(text, &want, &s->f), OK);
	n = json_len(want);
	lists = n > 0 && json_len(json_at(want, 0)) > 0;
	if (n != s->rows.n)
		fail_msg("%s: %zu rows instead of %zu", file, s->rows.n, n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < s->rows.v[i].n; k++)
			expect_text(file,
			    lists ? json_at(json_at(want, i), k)
				  : json_get(json_at(want, i),
					s->sheet.heads[k].s),
			    s->rows.v[i].v[k]);
	json_free(want);
}

static bool
is_lists(struct str json)
{
	size_t open = strcspn(json.s, "[");

	open += 1 + strspn(json.s + open + 1, " \n\r\t");
	return json.s[open] == '[';
}

/* LF to CR LF: these files lost theirs where they were stored. */
static struct str
with_cr(struct arena *a, struct str s)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] == '\n')
			buf_c(&b, '\r');
		buf_c(&b, s.s[i]);
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static void
try_file(struct arena *a, const char *dir, const char *csv, const char *name)
{
	const char *file = str_printf(a, "%s/%s/%s.csv", dir, csv, name).s;
	struct str bytes = slurp(a, file), json;
	struct seen s;

	json = slurp(a, str_printf(a, "%s/json/%s.json", dir, name).s);
	if (strstr(name, "_crlf") != NULL)
		bytes = with_cr(a, bytes);
	read_as(&s, bytes, (struct load_sheet){ .headless = is_lists(json) });
	if (s.rc != OK)
		fail_msg("%s: %s", file, s.f.text);
	expect(file, &s, json);
	done(&s);
}

static int
try_folder(const char *dir, const char *csv)
{
	struct arena a = { 0 };
	DIR *d = opendir(str_printf(&a, "%s/%s", dir, csv).s);
	struct dirent *e;
	int n = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		size_t len = strlen(e->d_name);

		if (e->d_name[0] == '.' || strncmp(e->d_name, "bad-", 4) == 0)
			continue;
		try_file(&a, dir, csv, str_copyn(&a, e->d_name, len - 4).s);
		n++;
	}
	closedir(d);
	arena_done(&a);
	return n;
}

static void
torture_files_are_read_as_their_json_says(void **state)
{
	struct arena a = { 0 };
	const char *spectrum = real_data(&a, "csv-torture/csv-spectrum");
	const char *data = real_data(&a, "csv-torture/csv-test-data");

	(void)state;
	if (spectrum != NULL && data != NULL) {
		assert_int_equal(try_folder(spectrum, "csvs"), 11);
		assert_int_equal(try_folder(data, "csv"), 18);
	}
	arena_done(&a);
}

static void
torture_files_to_refuse_are_refused_with_their_line(void **state)
{
	static const struct {
		const char *name, *why;
	} bad[] = {
		{ "bad-missing-quote", "line 2, column 2" },
		{ "bad-quotes-with-unescaped-quote", "line 2, column 2" },
		{ "bad-unescaped-quote", "line 2, column 2" },
		{ "bad-header-no-header", "line 1" },
	};
	struct arena a = { 0 };
	const char *dir = real_data(&a, "csv-torture/csv-test-data/csv");
	struct seen s;

	(void)state;
	for (size_t i = 0; dir != NULL && i < countof(bad); i++) {
		read_bytes(&s,
		    slurp(&a, str_printf(&a, "%s/%s.csv", dir, bad[i].name).s));
		if (s.rc != ERR_INVALID || !strstr(s.f.text, bad[i].why))
			fail_msg("%s: %s", bad[i].name, s.f.text);
		done(&s);
	}
	arena_done(&a);
}

/* A row too short or too long is a bad row of the loader (test_load.c). */
static void
torture_rows_of_another_width_keep_theirs(void **state)
{
	struct arena a = { 0 };
	const char *dir = real_data(&a, "csv-torture/csv-test-data/csv");
	struct seen s;

	(void)state;
	if (dir == NULL)
		return;
	read_bytes(&s,
	    slurp(&a, str_printf(&a, "%s/bad-header-less-fields.csv", dir).s));
	assert_int_equal(s.sheet.ncols, 3);
	assert_string_equal(rows_text(&s), "2:[1] [2];");
	done(&s);
	read_bytes(&s,
	    slurp(&a, str_printf(&a, "%s/bad-header-more-fields.csv", dir).s));
	assert_string_equal(rows_text(&s), "2:[1] [2] [3] [4];");
	done(&s);
	arena_done(&a);
}

/* Read differently by well-known libraries: this is how we read it. */
static void
evil_files_are_read_one_way(void **state)
{
	struct arena a = { 0 };
	const char *dir = real_data(&a, "csv-torture/evil");
	struct seen s;

	(void)state;
	if (dir == NULL)
		return;
	read_bytes(&s, slurp(&a, str_printf(&a, "%s/evil.csv", dir).s));
	assert_int_equal(s.rc, OK);
	assert_true(s.sheet.loose);
	assert_int_equal(s.rows.n, 9);
	assert_string_equal(s.rows.v[0].v[1].s,
	    "You killed my father\nDarth, I am your father");
	assert_string_equal(s.rows.v[3].v[1].s, "\";drop table");
	assert_string_equal(s.rows.v[4].v[1].s, "Trust me, I'm an expert");
	done(&s);
	read_bytes(&s, slurp(&a, str_printf(&a, "%s/evil2.csv", dir).s));
	assert_int_equal(s.sheet.ncols, 2);
	assert_string_equal(s.sheet.heads[0].s, "");
	done(&s);
	arena_done(&a);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_keep_their_first_line),
		cmocka_unit_test(blank_lines_are_counted_and_passed_over),
		cmocka_unit_test(in_one_column_a_blank_line_is_an_empty_value),
		cmocka_unit_test(a_missing_last_line_end_loses_nothing),
		cmocka_unit_test(a_heading_alone_has_no_rows),
		cmocka_unit_test(blanks_in_values_stay_until_they_are_mapped),
		cmocka_unit_test(
		    blanks_around_quotes_are_read_when_nothing_else_fits),
		cmocka_unit_test(the_separator_is_the_one_that_cuts_rows_alike),
		cmocka_unit_test(a_separator_that_was_told_is_not_looked_for),
		cmocka_unit_test(encodings_are_told_apart),
		cmocka_unit_test(mostly_good_utf8_is_utf8_with_a_bad_row),
		cmocka_unit_test(bytes_that_are_nothing_are_told),
		cmocka_unit_test(every_windows_1252_byte_comes_back),
		cmocka_unit_test(a_mark_is_no_part_of_the_first_heading),
		cmocka_unit_test(
		    quotes_that_do_not_fit_are_refused_with_line_and_column),
		cmocka_unit_test(a_quote_that_never_ends_costs_no_memory),
		cmocka_unit_test(what_is_no_csv_is_named),
		cmocka_unit_test(a_folder_or_nothing_is_no_file),
		cmocka_unit_test(
		    a_file_that_changed_between_the_readings_is_told),
		cmocka_unit_test(where_a_block_ends_does_not_matter),
		cmocka_unit_test(what_is_put_is_read_again),
		cmocka_unit_test(torture_files_are_read_as_their_json_says),
		cmocka_unit_test(
		    torture_files_to_refuse_are_refused_with_their_line),
		cmocka_unit_test(torture_rows_of_another_width_keep_theirs),
		cmocka_unit_test(evil_files_are_read_one_way),
	};
	int fd, failed;

	setlocale(LC_CTYPE, "C.UTF-8");
	if ((fd = mkstemp(path)) < 0)
		return 1;
	close(fd);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	return failed;
}
