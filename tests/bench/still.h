/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * still.h - a desk whose clock stands where a step wants it, and what is asked
 * of its tables.
 */
#ifndef TESTS_BENCH_STILL_H
#define TESTS_BENCH_STILL_H

#include <dirent.h>

#include "base/secret.h"
#include "desk.h"

/* Monday 4 May 2026, 10:00 in Madrid. */
#define BEGIN INT64_C(1777881600000)

static inline void
begin(struct desk *d, const char *url, msec at)
{
	sit_down(d, url, false);
	d->clock = clock_fixed(at);
	act(d);
}

static inline int
leave(struct desk *d, int status)
{
	core_done(&d->core);
	db_close(d->db);
	return status;
}

static inline int64_t
count(struct desk *d, const char *sql)
{
	struct str s;

	must(d, core_db(&d->core, db_ask(d->db, &d->core.scratch, sql, &s)),
	    sql);
	return atoll(s.s);
}

static inline void
script(struct desk *d, const char *sql)
{
	must(d, core_db(&d->core, db_script(d->db, sql)), sql);
}

/* A text of the setup, in force from the beginning. */
static inline void
set_up(struct desk *d, const char *kind, const char *name, const char *text)
{
	char hash[SHA256_HEX];
	struct sha256 h;

	sha256_start(&h);
	sha256_add(&h, text, strlen(text));
	sha256_end(&h, hash);
	script(d,
	    str_printf(&d->core.scratch,
		"INSERT INTO setup_version (id, kind, name, text, hash,"
		" valid_from) VALUES ('%s', '%s', '%s', '%s', '%s', %lld);",
		id_make(BEGIN).s, kind, name, text, hash, (long long)BEGIN)
		.s);
}

/* How many letters there are; -1 when one is torn. */
static inline int64_t
letters(struct desk *d, const char *folder,
    bool (*whole)(struct desk *, const char *folder, const char *name))
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	int64_t n = 0;

	if (dir == NULL)
		return -1;
	while (n >= 0 && (e = readdir(dir)) != NULL)
		if (e->d_name[0] != '.')
			n = whole(d, folder, e->d_name) ? n + 1 : -1;
	closedir(dir);
	return n;
}

#endif
