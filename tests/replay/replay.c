/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay.c - a real log lived through from its first row to its last, in a new
 * database: what came of it is printed, to be compared with what expect.py
 * makes of the file.
 *
 *	replay uci|helpdesk|volvo URL FILE SETUP
 */
#include "replay.h"

static const struct log {
	const char *name;
	void (*read)(struct replay *, const char *path);
	void (*tell[6])(struct replay *);
} logs[] = {
	{ "uci", read_uci,
	    { tell_counts, tell_lists, tell_verdict, tell_legs, tell_whole } },
	{ "helpdesk", read_helpdesk,
	    { tell_counts, tell_lists, tell_clocks, tell_whole } },
	{ "volvo", read_volvo,
	    { tell_counts, tell_lists, tell_legs, tell_holders, tell_whole } },
};

/* 2016-04-01 and 2016-06-01, 00:00. */
static const msec marks[] = { SECONDS(1459468800), SECONDS(1464739200) };

static void
run(const struct log *log, char **argv)
{
	struct replay *r = calloc(1, sizeof(*r));
	msec began, spent;

	if (r == NULL)
		exit(1);
	r->teams.prefix = "team";
	r->people.prefix = "agent";
	r->customers.prefix = "customer";
	r->types.prefix = "kind";
	log->read(r, argv[3]);
	found_centre(r, argv[2], argv[4]);
	if (log->read == read_uci) {
		r->marks = marks;
		r->nmarks = countof(marks);
		r->mark = mark_open;
	}
	began = clock_mono();
	live(r);
	spent = clock_mono() - began;
	/* A server that counts its tables seldom plans as if they were new. */
	must(&r->desk, db_script(r->desk.db, "ANALYZE;"), "analyze");
	for (size_t i = 0; log->tell[i] != NULL; i++)
		log->tell[i](r);
	printf("# %zu rows in %lld ms, %lld writes\n", r->steps.n,
	    (long long)spent, (long long)r->writes);
	core_done(&r->desk.core);
	db_close(r->desk.db);
	arena_done(&r->arena);
	free(r);
}

int
main(int argc, char **argv)
{
	for (size_t i = 0; argc == 5 && i < countof(logs); i++)
		if (strcmp(argv[1], logs[i].name) == 0) {
			run(&logs[i], argv);
			return 0;
		}
	fprintf(stderr, "usage: replay uci|helpdesk|volvo URL FILE SETUP\n");
	return 2;
}
