/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scripts.c - how fast a service script is read and checked, and gone through
 * at random. Prints `compile_1000_ms=N read_1000_ms=N paths=N`; the last is
 * conversations a second. The floor of reading is to cut the text into lines.
 *
 * usage: scripts FILE [PATHS]
 */
#include "base/clock.h"
#include "script/check.h"
#include "script/load.h"
#include "script/simulate.h"

enum { TIMES = 1000 };

static struct script *
compile(const char *path, struct arena *a)
{
	struct script_problems p = { .arena = a };
	struct script *s = script_new();
	struct fault f;

	if (script_load(s, path, &p, &f) != OK)
		die("%s", f.text);
	script_check(s, NULL, &p);
	return s;
}

static size_t
lines(struct str text)
{
	struct arena a = { 0 };
	struct str line;
	size_t n = 0;

	while (str_next(&a, &text, '\n', &line))
		n += line.len > 0;
	arena_done(&a);
	return n;
}

int
main(int argc, char **argv)
{
	int64_t paths = argc > 2 ? atoll(argv[2]) : 20000;
	struct arena a = { 0 };
	struct script *s;
	struct script_trial t;
	msec compiled, read, walked;
	size_t n = 0;

	if (argc < 2)
		return 2;
	compiled = clock_mono();
	for (int i = 0; i < TIMES; i++) {
		script_free(compile(argv[1], &a));
		arena_reset(&a);
	}
	compiled = clock_mono() - compiled;
	s = compile(argv[1], &a);
	read = clock_mono();
	for (int i = 0; i < TIMES; i++)
		n += lines(s->parts[0].text);
	read = clock_mono() - read;
	walked = clock_mono();
	script_simulate(s, &a, paths, n, &t);
	walked = clock_mono() - walked;
	printf("compile_1000_ms=%lld read_1000_ms=%lld paths=%lld\n",
	    (long long)compiled, (long long)read,
	    (long long)(paths * 1000 / (walked > 0 ? walked : 1)));
	script_free(s);
	arena_done(&a);
	return 0;
}
