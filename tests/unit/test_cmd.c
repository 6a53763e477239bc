/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_cmd.c - the command table is sound, and words find their way in it.
 */
#include "test.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/complete.h"
#include "cmd/help.h"
#include "cmd/manual.h"
#include "cmd/shell.h"
#include "base/zone.h"

static struct arena a;
static struct fault f;

static int
clean(void **state)
{
	(void)state;
	arena_done(&a);
	a = (struct arena){ 0 };
	f = (struct fault){ .code = OK };
	return 0;
}

/* ---- the table ---------------------------------------------------------- */

static void
every_row_is_whole(void **state)
{
	size_t rows = 0;

	(void)state;
	for (cmd_each(d)) {
		rows++;
		if (d->run == NULL || d->help == NULL || d->help[0] == '\0')
			fail_msg("%s: no function or no help", d->name);
		if (d->help[strlen(d->help) - 1] == '.')
			fail_msg("%s: help ends with a stop", d->name);
		if (d->may < MAY_ANYONE || d->may >= MAY_COUNT)
			fail_msg("%s: no such right", d->name);
		if (d->writes && d->needs != NEED_DB)
			fail_msg("%s: writes without a person", d->name);
		if (!d->writes && d->needs == NEED_DB && d->title == NULL)
			fail_msg("%s: what it shows has no title", d->name);
		if (strspn(d->name, "abcdefghijklmnopqrstuvwxyz- ") !=
		    strlen(d->name))
			fail_msg("%s: not a name", d->name);
	}
	assert_true(rows > 60);
}

static void
every_argument_list_parses(void **state)
{
	struct args args;

	(void)state;
	for (cmd_each(d)) {
		if (args_spec(&a, d->args, d->writes, &args, &f) != OK)
			fail_msg("%s: %s", d->name, f.text);
		for (size_t i = 0; i < args.n; i++) {
			bool empty = args.def[i].choices.len == 0;
			bool choice =
			    strcmp(args.def[i].type->name, "choice") == 0;

			if (choice == empty)
				fail_msg("%s: %s has no choices, or too many",
				    d->name, args.def[i].name.s);
		}
	}
}

/* A global option would hide the row's own argument of that name. */
static void
no_argument_is_a_global_option(void **state)
{
	struct args args;

	(void)state;
	for (cmd_each(d)) {
		assert_int_equal(args_spec(&a, d->args, false, &args, &f), OK);
		for (size_t i = 0; i < nshell_defs; i++)
			if (!shell_defs[i].first &&
			    args_def(&args, str_of(shell_defs[i].name)))
				fail_msg("%s: %s= is a global option too",
				    d->name, shell_defs[i].name);
	}
}

static void
every_row_is_found_by_its_name(void **state)
{
	(void)state;
	for (cmd_each(d)) {
		struct words w = { 0 };
		const struct cmd_def *found;
		size_t used;

		assert_int_equal(cmd_split(&a, str_of(d->name), &w, &f), OK);
		if (cmd_find(&a, w.v, w.n, &found, &used, &f) != OK)
			fail_msg("%s: %s", d->name, f.text);
		if (found != d || used != w.n)
			fail_msg("%s: found %s", d->name, found->name);
	}
}

/* A file that is shown is not wrapped. */
static void
examples_are_whole(const struct cmd_def *d, const char *help)
{
	const char *line = d->more;

	while (line != NULL && *line != '\0') {
		size_t n = strcspn(line, "\n");
		struct str s = str_copyn(&a, line, n);

		if (*line == ' ' && strstr(help, s.s) == NULL)
			fail_msg("%s: '%s' is broken", d->name, s.s);
		line += n + (line[n] == '\n');
	}
}

static void
every_row_has_help_and_manual(void **state)
{
	struct buf b = { 0 };

	(void)state;
	for (cmd_each(d)) {
		buf_reset(&b);
		assert_int_equal(help_row(&a, d, &b, &f), OK);
		assert_non_null(strstr(b.s, d->name));
		assert_non_null(strstr(b.s, d->help));
		examples_are_whole(d, b.s);
		if (d->hidden)
			continue;
		buf_reset(&b);
		assert_int_equal(manual_page(&a, cmd_noun(&a, d), &b, &f), OK);
		assert_non_null(strstr(b.s, ".TH CABINA"));
		assert_non_null(strstr(b.s,
		    str_printf(&a, "cabina %s",
			cmd_verb(d).len > 0 && strchr(d->name, '-') == NULL
			    ? d->name
			    : cmd_noun(&a, d).s)
			.s));
	}
	buf_done(&b);
}

/* ---- finding ------------------------------------------------------------ */

static const char *
found(const char *line)
{
	struct words w = { 0 };
	const struct cmd_def *d;
	size_t used;

	assert_int_equal(cmd_split(&a, str_of(line), &w, &f), OK);
	if (cmd_find(&a, w.v, w.n, &d, &used, &f) != OK) {
		assert_int_equal(f.code, ERR_USAGE);
		return f.text;
	}
	return d->name;
}

static void
beginnings_that_are_clear_are_enough(void **state)
{
	(void)state;
	assert_string_equal(found("ticket create"), "ticket create");
	assert_string_equal(found("tic cr 17"), "ticket create");
	assert_string_equal(found("doc"), "doctor");
	/* Exact, though `notes` begins so too. */
	assert_string_equal(found("customer note"), "customer note");
}

static void
unclear_beginnings_name_the_candidates(void **state)
{
	const char *text = found("t list");

	(void)state;
	assert_non_null(strstr(text, "ticket"));
	assert_non_null(strstr(text, "typification"));
	assert_non_null(strstr(text, "team"));
	text = found("ticket re");
	assert_non_null(strstr(text, "reply"));
	assert_non_null(strstr(text, "resolve"));
	assert_non_null(strstr(text, "reopen"));
	assert_null(strstr(text, "create"));
}

static void
a_typing_mistake_is_understood(void **state)
{
	(void)state;
	assert_non_null(strstr(found("tikcet show"), "mean 'ticket'"));
	assert_non_null(strstr(found("ticket shwo 1"), "mean 'ticket show'"));
	assert_null(strstr(found("xyzzy"), "mean"));
	assert_non_null(strstr(found("ticket"), "create, show"));
	assert_non_null(strstr(found(""), "help"));
}

static void
hidden_rows_are_found_only_whole(void **state)
{
	const struct cmd_def *d;
	struct str word = STR("complet");
	size_t used;

	(void)state;
	assert_int_equal(cmd_find(&a, &word, 1, &d, &used, &f), OK);
	assert_string_equal(d->name, "completion");
	word = STR("complete");
	assert_int_equal(cmd_find(&a, &word, 1, &d, &used, &f), OK);
	assert_string_equal(d->name, "complete");
}

static void
a_line_is_cut_into_words(void **state)
{
	struct words w = { 0 };

	(void)state;
	assert_int_equal(
	    cmd_split(&a, STR("  a  \"two words\" x=\"y z\" c\\ d \"\" \\\"q"),
		&w, &f),
	    OK);
	assert_int_equal(w.n, 6);
	assert_string_equal(w.v[0].s, "a");
	assert_string_equal(w.v[1].s, "two words");
	assert_string_equal(w.v[2].s, "x=y z");
	assert_string_equal(w.v[3].s, "c d");
	assert_string_equal(w.v[4].s, "");
	assert_string_equal(w.v[5].s, "\"q");
	w.n = 0;
	assert_int_equal(cmd_split(&a, STR("a \"b"), &w, &f), ERR_USAGE);
}

/* ---- arguments ---------------------------------------------------------- */

#define NOW 1772452800000 /* 2026-03-02T12:00:00Z */

static enum err
give(const char *spec, struct args *args, const char *line)
{
	struct words w = { 0 };

	assert_int_equal(args_spec(&a, spec, false, args, &f), OK);
	assert_int_equal(cmd_split(&a, str_of(line), &w, &f), OK);
	return args_bind(&a, args, w.v, w.n, NOW, &f);
}

static void
names_and_positions_may_be_mixed(void **state)
{
	struct args args;
	const char *spec = "<who:line> <what:line> n:int? tag:line*";

	(void)state;
	assert_int_equal(give(spec, &args, "n=3 ana tag=x do tag=y"), OK);
	assert_string_equal(arg_str(&args, "who").s, "ana");
	assert_string_equal(arg_str(&args, "what").s, "do");
	assert_int_equal(arg_int(&args, "n", 9), 3);
	assert_int_equal(arg_get(&args, "tag")->all.n, 2);
	assert_string_equal(arg_get(&args, "tag")->all.v[0].s, "x");
	assert_int_equal(give(spec, &args, "what=do ana"), OK);
	assert_string_equal(arg_str(&args, "who").s, "ana");
	assert_int_equal(arg_int(&args, "n", 9), 9);
	assert_false(arg_given(&args, "n"));
}

/* in: a.txt, sub/, out -> /etc, nowhere -> ../none. */
static void
only_files_of_the_folder_are_taken(void **state)
{
	static const struct {
		const char *given, *is; /* below the folder; NULL: refused */
	} cases[] = {
		{ "a.txt", "a.txt" },
		{ "./sub/../a.txt", "a.txt" },
		{ "new.csv", "new.csv" },
		{ "sub/new.csv", "sub/new.csv" },
		{ "sub", "sub" },
		{ "../outside.txt", NULL },
		{ "sub/../../outside.txt", NULL },
		{ "/etc/passwd", NULL },
		{ "/etc/new.csv", NULL },
		{ "out/passwd", NULL },
		{ "out/new.csv", NULL },
		{ "nowhere", NULL },
		{ "none/new.csv", NULL },
		{ "..", NULL },
		{ "sub/..", "" },
	};
	char dir[128], name[PATH_MAX];
	struct args args;
	struct str in;

	(void)state;
	test_folder(dir, sizeof(dir), "files");
	in = str_printf(&a, "%s/in", dir);
	assert_int_equal(mkdir(in.s, 0700), 0);
	assert_int_equal(mkdir(str_printf(&a, "%s/sub", in.s).s, 0700), 0);
	assert_int_equal(close(creat(str_printf(&a, "%s/a.txt", in.s).s, 0600)),
	    0);
	assert_int_equal(symlink("/etc", str_printf(&a, "%s/out", in.s).s), 0);
	assert_int_equal(symlink("../none",
			     str_printf(&a, "%s/nowhere", in.s).s),
	    0);
	assert_non_null(realpath(in.s, name));
	assert_int_equal(arg_files(in, &f), OK);
	for (size_t i = 0; i < countof(cases); i++) {
		enum err rc = give("<it:file>", &args, cases[i].given);

		if (rc != (cases[i].is != NULL ? OK : ERR_DENIED))
			fail_msg("%s: %s", cases[i].given, err_name(rc));
		if (rc == OK && *cases[i].is != '\0')
			assert_string_equal(arg_str(&args, "it").s,
			    str_printf(&a, "%s/%s", name, cases[i].is).s);
	}
	assert_int_equal(arg_files(STR("/no/such"), &f), ERR_IO);
	assert_int_equal(arg_files(STR_NONE, &f), OK);
	assert_int_equal(give("<it:file>", &args, "/etc/passwd"), OK);
	assert_int_equal(system(str_printf(&a, "rm -rf '%s'", dir).s), 0);
}

static void
wrong_words_are_misuse(void **state)
{
	struct args args;
	const char *spec = "<who:line> number:int? text:line?";

	(void)state;
	assert_int_equal(give(spec, &args, "ana 3"), ERR_USAGE);
	assert_int_equal(give(spec, &args, "ana nubmer=3"), ERR_USAGE);
	assert_non_null(strstr(f.text, "'number='"));
	assert_int_equal(give(spec, &args, "ana number 3"), ERR_USAGE);
	assert_non_null(strstr(f.text, "number=VALUE"));
	assert_int_equal(give(spec, &args, "ana number=1 number=2"), ERR_USAGE);
	assert_non_null(strstr(f.text, "twice"));
	assert_int_equal(give(spec, &args, "ana number=1x"), ERR_USAGE);
	assert_int_equal(give(spec, &args, "ana number=50.5"), ERR_USAGE);
	assert_int_equal(give(spec, &args, "ana number=1.000,000"), ERR_USAGE);
	assert_int_equal(give(spec, &args, "ana number=5.0000"), ERR_USAGE);
	assert_int_equal(give(spec, &args, "ana number=.000"), ERR_USAGE);
	assert_int_equal(give(spec, &args, "ana number=$1.250.000"), OK);
	assert_int_equal(arg_int(&args, "number", 0), 1250000);
	assert_int_equal(give(spec, &args, "ana number=50,000"), OK);
	assert_int_equal(arg_int(&args, "number", 0), 50000);
	assert_int_equal(give(spec, &args, "number=1"), ERR_NEED_ARG);
	assert_string_equal(args.missing->name.s, "who");
	assert_int_equal(give("", &args, "ana"), ERR_USAGE);
}

/* As people say them; a time only where it is known whose clock is meant. */
static void
days_and_times_are_taken_in_words(void **state)
{
	struct args args;

	(void)state;
	assert_int_equal(give("d:date*", &args, "d=tomorrow d=25-11-1980"), OK);
	assert_string_equal(arg_get(&args, "d")->all.v[0].s, "2026-03-03");
	assert_string_equal(arg_get(&args, "d")->all.v[1].s, "1980-11-25");
	assert_int_equal(give("t:at", &args, "t=\"tomorrow 10:00\""),
	    ERR_USAGE);
	arg_wall(zone_get(STR("America/Santiago")));
	assert_int_equal(give("t:at", &args, "t=\"tomorrow 10:00\""), OK);
	assert_int_equal(arg_int(&args, "t", 0), NOW + HOURS(25));
	assert_int_equal(give("t:at", &args, "t=10"), ERR_USAGE);
	arg_wall(NULL);
}

/* A value with = in it is a value when no argument is called so. */
static void
a_value_may_hold_an_equals_sign(void **state)
{
	struct args args;

	(void)state;
	assert_int_equal(give("<text:line> n:int?", &args, "a+b=c"), OK);
	assert_string_equal(arg_str(&args, "text").s, "a+b=c");
	assert_int_equal(give("f:pair*", &args, "f=plate=AB=1"), OK);
	assert_string_equal(arg_str(&args, "f").s, "plate=AB=1");
}

static void
bare_words_make_one_text(void **state)
{
	struct args args;
	const char *spec = "<text:words> limit:int?";

	(void)state;
	assert_int_equal(give(spec, &args, "maría limit=2 del carmen"), OK);
	assert_string_equal(arg_str(&args, "text").s, "maría del carmen");
	assert_int_equal(arg_int(&args, "limit", 0), 2);
	assert_int_equal(give(spec, &args, "maría limt=2"), ERR_USAGE);
}

static const struct {
	const char *type, *good, *bad;
	int64_t i;
} values[] = {
	{ "int", "-12", "1.5", -12 },
	{ "int", "0", "", 0 },
	{ "bool", "yes", "maybe", 1 },
	{ "bool", "off", "", 0 },
	{ "at", "2026-03-02T12:00:00Z", "2026-03-02", NOW },
	{ "at", "-2h", "-2", NOW - HOURS(2) },
	{ "at", "+2d", "+2", NOW + DAYS(2) },
	{ "at", "now", "soon", NOW },
	{ "span", "15m", "15", MINUTES(15) },
	{ "date", "2024-02-29", "2025-02-29", 0 },
	{ "date", "2024-12-31", "2024-13-31", 0 },
	{ "date", "2024-12-31", "2024-12-310", 0 },
	{ "id", "0190A6E2-7C3B-7D10-8F00-000000000001", "0190", 0 },
	{ "choice(a|bc)", "bc", "b", 0 },
	{ "choice(a|bc)", "a", "", 0 },
	{ "ticket", "T-1042", "I-1042", 1042 },
	{ "ticket", "1042", "-4", 1042 },
	{ "interaction", "i-7", "T-7", 7 },
	{ "verb", "ticket.edit", "ticket.fly", 0 },
	{ "pair", "a=", "=a", 0 },
	{ "pair", "a=b", "ab", 0 },
	{ "file", "x", "", 0 },
	{ "newfile", "x", "", 0 },
	{ "line", "", "a\nb", 0 },
	{ "secret", "-", "a\nb", 0 },
	{ "customer", "x", "", 0 },
};

static void
every_type_takes_the_good_and_not_the_bad(void **state)
{
	struct args args;

	(void)state;
	for (size_t i = 0; i < countof(values); i++) {
		struct str spec = str_printf(&a, "x:%s", values[i].type), word;

		assert_int_equal(args_spec(&a, spec.s, false, &args, &f), OK);
		word = str_printf(&a, "x=%s", values[i].good);
		if (args_bind(&a, &args, &word, 1, NOW, &f) != OK)
			fail_msg("%s: %s", spec.s, f.text);
		assert_int_equal(args.v[0].i, values[i].i);
		word = str_printf(&a, "x=%s", values[i].bad);
		if (args_bind(&a, &args, &word, 1, NOW, &f) != ERR_USAGE)
			fail_msg("%s took '%s'", spec.s, values[i].bad);
	}
}

static void
a_bad_declaration_is_told(void **state)
{
	static const char *const bad[] = { "x", "x:", ":int", "x:nothing",
		"x:int x:int", "<x:int", "x:choice(a" };
	struct args args;

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		if (args_spec(&a, bad[i], false, &args, &f) == OK)
			fail_msg("'%s' was taken", bad[i]);
	assert_int_equal(args_spec(&a, "x:int?", true, &args, &f), OK);
	assert_non_null(args_def(&args, STR("op")));
	assert_non_null(args_def(&args, STR("at")));
}

/* ---- the shell ---------------------------------------------------------- */

/* The words that the row of this command line gets, joined by "|". */
static const char *
shell(const char *line, struct shell *sh)
{
	struct words argv = { 0 }, out = { 0 };
	struct args args;
	const struct cmd_def *d;
	struct str joined = STR_NONE;
	char **z;
	size_t used;

	assert_int_equal(cmd_split(&a, str_of(line), &argv, &f), OK);
	z = NEWN(&a, char *, argv.n + 1);
	for (size_t i = 0; i < argv.n; i++)
		z[i] = (char *)(uintptr_t)argv.v[i].s;
	if (shell_read(&a, (int)argv.n, z, sh, &f) != OK ||
	    cmd_find(&a, sh->words.v, sh->words.n, &d, &used, &f) != OK ||
	    args_spec(&a, d->args, d->writes, &args, &f) != OK ||
	    shell_args(&a, sh, used, d, &args, &out, &f) != OK) {
		assert_int_equal(f.code, ERR_USAGE);
		return f.text;
	}
	for (size_t i = 0; i < out.n; i++)
		joined = str_printf(&a, "%s%s%s", joined.s, i > 0 ? "|" : "",
		    out.v[i].s);
	return joined.s;
}

static void
dashes_and_equals_are_the_same_words(void **state)
{
	struct shell sh;

	(void)state;
	assert_string_equal(shell("cabina ticket list --state new limit=3",
				&sh),
	    "state=new|limit=3");
	assert_string_equal(shell("cabina ticket list --state=new", &sh),
	    "state=new");
	assert_string_equal(shell("cabina load customer f.csv --map m "
				  "--dry-run",
				&sh),
	    "customer|f.csv|map=m|dry-run=yes");
	assert_string_equal(shell("cabina agent list --all --limit 2", &sh),
	    "all=yes|limit=2");
	assert_string_equal(shell("cabina ticket note 1 -- --not-an-option",
				&sh),
	    "1|--not-an-option");
	assert_string_equal(shell("cabina init --demo --seed 5", &sh),
	    "demo=small|seed=5");
	assert_string_equal(shell("cabina init --demo large", &sh),
	    "demo=large");
}

static void
global_options_stand_anywhere(void **state)
{
	static const char *const lines[] = {
		"cabina --json --db sqlite:x ticket list limit=1",
		"cabina ticket --json list --db=sqlite:x limit=1",
		"cabina ticket list limit=1 --db sqlite:x --json",
	};
	struct shell sh;
	struct str db;

	(void)state;
	for (size_t i = 0; i < countof(lines); i++) {
		assert_string_equal(shell(lines[i], &sh), "limit=1");
		assert_true(shell_has(&sh, "json"));
		assert_true(shell_get(&sh, "db", &db));
		assert_string_equal(db.s, "sqlite:x");
		assert_false(shell_has(&sh, "as"));
	}
}

/* Rows have a version= of their own. */
static void
version_is_global_only_before_the_command(void **state)
{
	struct shell sh;

	(void)state;
	assert_string_equal(shell("cabina ticket start 5 --version 3", &sh),
	    "5|version=3");
	assert_false(shell_has(&sh, "version"));
	(void)shell("cabina --version", &sh);
	assert_true(shell_has(&sh, "version"));
}

static void
an_operation_is_only_for_a_change(void **state)
{
	const char *op = "0190a6e2-7c3b-7d10-8f00-000000000001";
	struct shell sh;

	(void)state;
	assert_string_equal(shell(str_printf(&a,
				      "cabina --op %s ticket start 5", op)
				      .s,
				&sh),
	    str_printf(&a, "5|op=%s", op).s);
	assert_non_null(strstr(shell(str_printf(&a,
					 "cabina ticket list --op %s", op)
					 .s,
				   &sh),
	    "--op"));
}

static void
unknown_options_are_misuse(void **state)
{
	struct shell sh;

	(void)state;
	assert_non_null(strstr(shell("cabina ticket list --stat new", &sh),
	    "--state"));
	assert_non_null(strstr(shell("cabina ticket list --jsn", &sh),
	    "--json"));
	assert_non_null(strstr(shell("cabina ticket list --limit", &sh),
	    "needs a value"));
	assert_non_null(strstr(shell("cabina --db", &sh), "needs a value"));
	assert_non_null(strstr(shell("cabina --json=1 ticket list", &sh),
	    "takes no value"));
}

/* ---- completion --------------------------------------------------------- */

static void
collect(void *u, struct str candidate)
{
	struct str *all = u;

	*all = str_printf(&a, "%s%s,", all->s, candidate.s);
}

static const char *
completed(const char *line)
{
	struct str all = STR(",");
	struct words w = { 0 };

	assert_int_equal(cmd_split(&a, str_of(line), &w, &f), OK);
	complete_line(NULL, &a, w.v, w.n, collect, &all);
	return all.s;
}

static void
completion_offers_what_fits(void **state)
{
	(void)state;
	assert_string_equal(completed("tick"), ",ticket,");
	assert_non_null(strstr(completed(""), ",customer,"));
	assert_null(strstr(completed(""), ",complete,"));
	assert_non_null(strstr(completed("ticket \"\""), ",create,"));
	assert_string_equal(completed("ticket resu"), ",resume,");
	assert_non_null(strstr(completed("ticket create \"\""), ",customer=,"));
	assert_string_equal(completed("ticket create pri"), ",priority=,");
	assert_string_equal(completed("agent list --al"), ",--all,");
	assert_string_equal(completed("ticket list --js"), ",--json,");
}

/* bash hands over NAME, = and VALUE as three words. */
static void
completion_of_a_value_offers_values(void **state)
{
	(void)state;
	assert_string_equal(completed("ticket park 5 state = pend"),
	    ",pending-customer,pending-third-party,");
	assert_non_null(strstr(completed("ticket park 5 state ="),
	    ",scheduled,"));
	assert_string_equal(completed("role grant agent ticket.cr"),
	    ",ticket.create,");
	assert_string_equal(completed("init demo = me"), ",medium,");
	assert_string_equal(completed("completion b"), ",bash,");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(every_row_is_whole, clean),
		cmocka_unit_test_teardown(every_argument_list_parses, clean),
		cmocka_unit_test_teardown(no_argument_is_a_global_option,
		    clean),
		cmocka_unit_test_teardown(every_row_is_found_by_its_name,
		    clean),
		cmocka_unit_test_teardown(every_row_has_help_and_manual, clean),
		cmocka_unit_test_teardown(beginnings_that_are_clear_are_enough,
		    clean),
		cmocka_unit_test_teardown(
		    unclear_beginnings_name_the_candidates, clean),
		cmocka_unit_test_teardown(a_typing_mistake_is_understood,
		    clean),
		cmocka_unit_test_teardown(hidden_rows_are_found_only_whole,
		    clean),
		cmocka_unit_test_teardown(a_line_is_cut_into_words, clean),
		cmocka_unit_test_teardown(names_and_positions_may_be_mixed,
		    clean),
		cmocka_unit_test_teardown(wrong_words_are_misuse, clean),
		cmocka_unit_test_teardown(days_and_times_are_taken_in_words,
		    clean),
		cmocka_unit_test_teardown(a_value_may_hold_an_equals_sign,
		    clean),
		cmocka_unit_test_teardown(bare_words_make_one_text, clean),
		cmocka_unit_test_teardown(
		    every_type_takes_the_good_and_not_the_bad, clean),
		cmocka_unit_test_teardown(a_bad_declaration_is_told, clean),
		cmocka_unit_test_teardown(dashes_and_equals_are_the_same_words,
		    clean),
		cmocka_unit_test_teardown(global_options_stand_anywhere, clean),
		cmocka_unit_test_teardown(
		    version_is_global_only_before_the_command, clean),
		cmocka_unit_test_teardown(an_operation_is_only_for_a_change,
		    clean),
		cmocka_unit_test_teardown(only_files_of_the_folder_are_taken,
		    clean),
		cmocka_unit_test_teardown(unknown_options_are_misuse, clean),
		cmocka_unit_test_teardown(completion_offers_what_fits, clean),
		cmocka_unit_test_teardown(completion_of_a_value_offers_values,
		    clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
