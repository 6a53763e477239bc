/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_option.c - who decides an option, and what is told of a mistake.
 */
#include "test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "app/option.h"
#include "cmd/shell.h"
#include "core/house.h"

static struct arena a;
static struct fault f;
static struct option_set o;
static char path[64];

static int
start(void **state)
{
	int fd;

	(void)state;
	strncpy(path, "/tmp/cabina-option-XXXXXX", sizeof(path));
	fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	for (size_t i = 0; i < noptions; i++)
		if (options[i].env != NULL)
			unsetenv(options[i].env);
	setenv("HOME", "/home/ana", 1);
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_STATE_HOME");
	assert_int_equal(option_init(&o, &a, &f), OK);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	unlink(path);
	arena_done(&a);
	a = (struct arena){ 0 };
	return 0;
}

static enum err
file(const char *text)
{
	FILE *to = fopen(path, "w");

	assert_non_null(to);
	fputs(text, to);
	fclose(to);
	return option_file(&o, path, true, &f);
}

static void
the_start_is_a_file_of_ones_own(void **state)
{
	(void)state;
	assert_string_equal(option_get(&o, "db").s,
	    "sqlite:/home/ana/.local/share/cabina/cabina.db");
	assert_string_equal(option_get(&o, "log").s,
	    "/home/ana/.local/state/cabina/cabina.log");
	assert_string_equal(option_get(&o, "sync").s, "full");
	assert_true(option_built_in(&o, "db"));
	setenv("XDG_DATA_HOME", "/data", 1);
	assert_int_equal(option_init(&o, &a, &f), OK);
	assert_string_equal(option_get(&o, "db").s,
	    "sqlite:/data/cabina/cabina.db");
	/* The rules say that a relative path does not count. */
	setenv("XDG_DATA_HOME", "data", 1);
	assert_int_equal(option_init(&o, &a, &f), OK);
	assert_string_equal(option_get(&o, "db").s,
	    "sqlite:/home/ana/.local/share/cabina/cabina.db");
}

static void
a_flag_beats_the_environment_beats_the_file(void **state)
{
	(void)state;
	assert_int_equal(file("# mine\ndb = sqlite:/file\nsync = normal\n"),
	    OK);
	assert_string_equal(option_get(&o, "db").s, "sqlite:/file");
	assert_string_equal(option_get(&o, "sync").s, "normal");
	assert_string_equal(o.from[0].s, str_printf(&a, "%s:2", path).s);
	setenv("CABINA_DB", "sqlite:/env", 1);
	assert_int_equal(file("db = sqlite:/file\n"), OK);
	assert_string_equal(option_get(&o, "db").s, "sqlite:/env");
	assert_string_equal(o.from[0].s, "CABINA_DB");
	assert_int_equal(option_put(&o, STR("db"), STR("sqlite:/flag"),
			     STR("--db"), &f),
	    OK);
	assert_string_equal(option_get(&o, "db").s, "sqlite:/flag");
	assert_false(option_built_in(&o, "db"));
}

static const struct {
	const char *text, *where, *what;
} mistakes[] = {
	{ "db = x\nsnyc = full\n", ":2:", "'sync'" },
	{ "\nsync = sometimes\n", ":2:", "full, normal" },
	{ "[a]\ndb = x\n", ":1:", "section" },
	{ "xyzzy = 1\n", ":1:", "option list" },
	{ "just words\n", ":1:", "" },
};

static void
a_mistake_is_told_with_file_and_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(mistakes); i++) {
		if (file(mistakes[i].text) == OK)
			fail_msg("taken: %s", mistakes[i].text);
		if (strstr(f.text, path) == NULL ||
		    strstr(f.text, mistakes[i].where) == NULL ||
		    strstr(f.text, mistakes[i].what) == NULL)
			fail_msg("'%s' for: %s", f.text, mistakes[i].text);
	}
}

static void
a_missing_file_matters_only_when_asked_for(void **state)
{
	(void)state;
	unlink(path);
	assert_int_equal(option_file(&o, path, false, &f), OK);
	assert_int_equal(option_file(&o, path, true, &f), ERR_NOT_FOUND);
}

/* `--db` is read by the shell and set by the options: both tables have it. */
static void
every_option_is_a_flag(void **state)
{
	(void)state;
	for (size_t i = 0; i < noptions; i++) {
		bool found = false;

		for (size_t j = 0; j < nshell_defs; j++)
			if (strcmp(shell_defs[j].name, options[i].name) == 0)
				found = shell_defs[j].option;
		if (!found)
			fail_msg("--%s is not a flag", options[i].name);
		assert_true(strlen(options[i].help) > 0);
	}
	for (size_t j = 0; j < nshell_defs; j++)
		if (shell_defs[j].option)
			(void)option_get(&o, shell_defs[j].name);
}

static const struct {
	const char *name, *value;
	bool fits;
} values[] = {
	{ "theme", "mono", true },
	{ "theme", "purple", false },
	{ "width", "0", true },
	{ "width", "400", true },
	{ "width", "401", false },
	{ "width", "-1", false },
	{ "width", "wide", false },
	{ "mouse", "yes", true },
	{ "mouse", "", false },
	{ "language", "", true },
};

static void
each_option_has_its_range(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(values); i++) {
		enum err rc = option_check(&o, str_of(values[i].name),
		    str_of(values[i].value), STR("here"), &f);

		if ((rc == OK) != values[i].fits)
			fail_msg("%s = %s", values[i].name, values[i].value);
	}
	for (size_t i = 0; i < noptions; i++)
		if (options[i].fallback != NULL)
			assert_int_equal(option_check(&o,
					     str_of(options[i].name),
					     str_of(options[i].fallback),
					     STR("built in"), &f),
			    OK);
}

static const struct {
	const char *was, *name, *value, *is;
} saves[] = {
	{ "", "theme", "mono", "theme = mono\n" },
	{ "# a\ntheme=dark\n# b\n", "theme", "mono",
	    "# a\ntheme = mono\n# b\n" },
	{ "theme = dark\nmouse = yes\ntheme = light\n", "theme", "mono",
	    "theme = dark\nmouse = yes\ntheme = mono\n" },
	{ "# theme = dark\nthemes = x", "theme", "mono",
	    "# theme = dark\nthemes = x\ntheme = mono\n" },
	{ "theme\t=dark\nmouse = no\n", "theme", "", "mouse = no\n" },
	{ "key inbox x = set theme\n", "mouse", "yes",
	    "key inbox x = set theme\nmouse = yes\n" },
};

static const char *
slurp(void)
{
	static char text[4096];
	FILE *from = fopen(path, "r");
	size_t n;

	assert_non_null(from);
	n = fread(text, 1, sizeof(text) - 1, from);
	fclose(from);
	text[n] = '\0';
	return text;
}

static void
a_value_is_kept_and_nothing_else_changes(void **state)
{
	struct stat st;

	(void)state;
	o.file = str_of(path);
	assert_int_equal(chmod(path, 0640), 0);
	for (size_t i = 0; i < countof(saves); i++) {
		FILE *to = fopen(path, "w");

		assert_non_null(to);
		fputs(saves[i].was, to);
		fclose(to);
		assert_int_equal(option_save(&o, str_of(saves[i].name),
				     str_of(saves[i].value), &f),
		    OK);
		assert_string_equal(slurp(), saves[i].is);
	}
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	o.file = STR("/proc/nowhere/cabina.conf");
	assert_int_equal(option_save(&o, STR("theme"), STR("mono"), &f),
	    ERR_IO);
	assert_non_null(strstr(f.text, "/proc/nowhere"));
}

static void
keys_are_read_in_order_with_their_lines(void **state)
{
	(void)state;
	assert_int_equal(file("key inbox x = ticket close\n"
			      "key  list   <F5>\t= reload\n"),
	    OK);
	assert_int_equal(o.keys.n, 2);
	assert_string_equal(o.keys.v[0].context.s, "inbox");
	assert_string_equal(o.keys.v[0].key.s, "x");
	assert_string_equal(o.keys.v[0].words.s, "ticket close");
	assert_string_equal(o.keys.v[1].key.s, "<F5>");
	assert_non_null(strstr(o.keys.v[1].from.s, ":2"));
	assert_int_equal(file("key inbox x y = ticket close\n"), ERR_USAGE);
	assert_int_equal(file("key = x\n"), ERR_USAGE);
}

static const struct {
	const char *url, *shown;
} urls[] = {
	{ "sqlite:/a/b:c@d.db", "sqlite:/a/b:c@d.db" },
	{ "postgresql://ana@db/x", "postgresql://ana@db/x" },
	{ "postgresql://ana:s3cret@db:5432/x",
	    "postgresql://ana:***@db:5432/x" },
	{ "postgresql://ana:s3@cret@db/x", "postgresql://ana:***@db/x" },
	{ "postgresql://db:5432/x", "postgresql://db:5432/x" },
	{ "host=db password=s3cret dbname=x", "host=db password=*** dbname=x" },
	{ "postgresql://db/x?password=s3&a=b",
	    "postgresql://db/x?password=***&a=b" },
	{ "", "" },
};

static void
a_password_in_the_url_is_not_shown(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(urls); i++)
		assert_string_equal(house_shown(&a, str_of(urls[i].url)).s,
		    urls[i].shown);
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, start, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(the_start_is_a_file_of_ones_own),
		ONE(a_flag_beats_the_environment_beats_the_file),
		ONE(a_mistake_is_told_with_file_and_line),
		ONE(a_missing_file_matters_only_when_asked_for),
		ONE(every_option_is_a_flag),
		ONE(each_option_has_its_range),
		ONE(a_value_is_kept_and_nothing_else_changes),
		ONE(keys_are_read_in_order_with_their_lines),
		ONE(a_password_in_the_url_is_not_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
