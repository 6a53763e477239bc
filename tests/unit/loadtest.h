/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * loadtest.h - files that are loaded, and what a load came to, for the tests of
 * loads.
 */
#ifndef LOADTEST_H
#define LOADTEST_H

#include <locale.h>
#include <unistd.h>

#include "coretest.h"

#include "core/load.h"

static const char people[] = "[fields]\n"
			     "external = {id}\n"
			     "name = {name}\n"
			     "kind = {kind|else person}\n"
			     "rut = {rut}\n"
			     "born = {born}\n"
			     "phone = {phone}\n"
			     "email = {email}\n"
			     "branch = {branch}\n";

#define HEAD "id,name,kind,rut,born,phone,email,branch\n"

static inline void
put_file(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes.s, 1, bytes.len, f), bytes.len);
	fclose(f);
}

/* One load: the options, the outcome, where its texts live. */
struct run {
	struct arena a;
	struct load_options o;
	struct load_result r;
};

static inline void
ready(struct run *t, const char *kind, const char *map, const char *rows)
{
	*t = (struct run){ .o = { .kind = str_of(kind),
			       .file = STR("rows.csv"),
			       .map = STR("the.map"),
			       .max_bad = -1 } };
	put_file("rows.csv", str_of(rows));
	put_file("the.map", str_of(map));
}

static inline enum err
go(struct world *w, struct run *t)
{
	return load_run(&w->c, &t->a, &t->o, &t->r);
}

static inline void
done(struct run *t)
{
	arena_done(&t->a);
	unlink("rows.csv.rejects.csv");
}

static inline void
load(struct world *w, struct run *t, const char *kind, const char *map,
    const char *rows)
{
	ready(t, kind, map, rows);
	fine(w, go(w, t));
}

/* made, there, skipped, bad */
static inline void
counts(const struct run *t, int made, int there, int skipped, int bad)
{
	if (t->r.made != made || t->r.there != there ||
	    t->r.skipped != skipped || t->r.bad != bad)
		fail_msg("made %lld, there %lld, skipped %lld, bad %lld: %s",
		    (long long)t->r.made, (long long)t->r.there,
		    (long long)t->r.skipped, (long long)t->r.bad,
		    t->r.nerrors > 0 ? t->r.errors[0].why.s : "");
	assert_int_equal(t->r.rows, made + there + skipped + bad);
}

static inline void
told(const struct run *t, size_t i, int line, const char *column,
    const char *why)
{
	const struct load_error *e = &t->r.errors[i];

	assert_true(i < t->r.nerrors);
	if (e->line != line || !str_is(e->column, column) ||
	    strstr(e->why.s, why) == NULL)
		fail_msg("line %lld, column '%s': %s", (long long)e->line,
		    e->column.s, e->why.s);
}

static inline void
answer_is(struct world *w, const char *sql, const char *want)
{
	struct arena a = { 0 };
	struct str got = dbtest_ask(w->db, &a, sql);

	if (!str_is(got, want))
		fail_msg("'%s' instead of '%s': %s", got.s, want, sql);
	arena_done(&a);
}

/* Two good rows, an empty one, ten bad ones. */
static const char mixed[] = HEAD "1,Ana,,,,,,\n"
				 "2,,,,,,,\n"
				 "3,Beto,,1-1,,,,\n"
				 "4,Carla,robot,,,,,\n"
				 "5,Dora,,,31/12/1980,,,\n"
				 "6,Elsa,,,,call me,,\n"
				 "7,Fito,,,,,at home,\n"
				 "8,Gil,,,,,,vieja\n"
				 "9,Hugo,,,\n"
				 ",Ines,,,,,,\n"
				 "id,name,kind,rut,born,phone,email,branch\n"
				 ",,,,,,,\n"
				 "12,Juan,,,,,,\n";

static inline int
load_start(void **state)
{
	unlink("rows.csv.rejects.csv");
	return world_start(state);
}

#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, load_start, world_end)

/* In a folder of their own. */
static inline int
load_tests(const struct CMUnitTest *tests, size_t n)
{
	char folder[] = "/tmp/cabina-load-XXXXXX";
	int failed;

	setlocale(LC_CTYPE, "C.UTF-8");
	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	failed = _cmocka_run_group_tests("tests", tests, n, NULL, NULL);
	unlink("rows.csv");
	unlink("the.map");
	unlink("rows.csv.rejects.csv");
	if (chdir("/") != 0 || rmdir(folder) != 0)
		return 1;
	return failed;
}

#endif
