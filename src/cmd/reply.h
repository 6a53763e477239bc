/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reply.h - what a command answers: a thing, rows, or a page of text, built
 * before anything is shown, so that a failed command shows nothing.
 *
 * Columns come from the query that read them, so their names and types are
 * said once. A list is one table called "rows"; a thing has cells and may have
 * named tables of its own.
 */
#ifndef CMD_REPLY_H
#define CMD_REPLY_H

#include "base/id.h"
#include "base/vec.h"
#include "core/core.h"
#include "queries.h"

struct reply_cell {
	const char *name;
	enum col_type type;
	struct str s;
	int64_t i;
};

struct cells {
	struct reply_cell *v;
	size_t n, cap;
};

struct table {
	const char *name;
	VEC(struct cells) lines;
};

struct reply {
	struct arena *arena;
	struct cells thing;
	VEC(struct table) tables;
	/* What a list shows people, when not what its command's row says. */
	const char *columns;
	struct str page; /* help, scripts: shown as it is */
	/* What a pipe gets of a thing whose answer is one word; "": all. */
	struct str plain;
	bool alone; /* the page is all that people and pipes get of it */
	bool keep;  /* shown also when the command fails */
	bool said;  /* written already, as lines */
	bool names; /* a console opens the page: what a change left out */
	bool line;  /* cells go to the last table, not the thing */
};

/* Empty; what is put into it lives as long as the arena. */
void reply_init(struct reply *, struct arena *);

/* One row a query read: its cells. */
void reply_row(struct reply *, const struct query *, const void *row);
/* The text of a cell of the thing; "" for none. */
struct str reply_get(const struct reply *, const char *name);
/* n rows a query read, as the table `name`. */
void reply_rows(struct reply *, const char *name, const struct query *,
    const void *v, size_t n);
#define ANSWER(r, Q, row) reply_row((r), &queries[Q_##Q], (row))
#define ANSWER_ROWS(r, name, Q, rows)                                          \
	reply_rows((r), (name), &queries[Q_##Q], (rows).v, (rows).n)

/* A table of our own: begin it, then for each line reply_line and cells.
 * reply_thing goes back to the thing. */
void reply_table(struct reply *, const char *name);
void reply_line(struct reply *);
void reply_thing(struct reply *);
void reply_text(struct reply *, const char *name, struct str);
void reply_json(struct reply *, const char *name, struct str);
void reply_id(struct reply *, const char *name, struct id);
void reply_int(struct reply *, const char *name, int64_t);
void reply_bool(struct reply *, const char *name, bool);
void reply_at(struct reply *, const char *name, msec);
/* One more cell at the end of the nth line of the last table. */
void reply_add_span(struct reply *, size_t nth, const char *name, msec);
void reply_page(struct reply *, struct str);
void reply_plain(struct reply *, struct str);

#endif
