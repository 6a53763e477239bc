/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query.h - what db/embed.py knows of each named query.
 *
 * The texts live in db/query; embed.py writes queries.h (a typed function for
 * each) and queries.c (this table). Nobody else writes SQL.
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "base/base.h"

enum col_type {
	COL_TEXT, /* struct str */
	COL_UUID, /* struct id */
	COL_INT,  /* int64_t */
	COL_AT,	  /* msec: an instant; NULL is 0 */
	COL_SPAN, /* msec: a span */
	COL_BOOL, /* int64_t, 0 or 1 */
	COL_JSON, /* struct str, a JSON text */
};

/* How guarded a column is; a veiled value never leaves the store. */
enum col_class { CLASS_OPEN, CLASS_PERSONAL, CLASS_SENSITIVE, CLASS_SECRET };

struct query_col {
	const char *name;
	enum col_type type;
	enum col_class class;
	unsigned short offset; /* in the row's struct */
};

struct query_param {
	const char *name;
	enum col_type type;
	bool null; /* zero or empty is passed as NULL */
};

enum { ENGINE_SQLITE, ENGINE_POSTGRES, ENGINES };

struct query {
	const char *name;
	const char *file;
	int line;
	char kind;	       /* '1' one, 'm' many, 'e' each, 'x' exec */
	bool reads;	       /* and does nothing else */
	bool later;	       /* may go with the next one: see db.h */
	bool general;	       /* one plan is good for all values: db.h */
	bool scoped;	       /* more parameters: what its scope asks */
	unsigned char nparams; /* scope included */
	unsigned char ncols;
	unsigned short row_size;
	const struct query_param *params;
	const struct query_col *cols;
	const char *sql[ENGINES];
};

struct migration {
	int number;
	const char *name;
	const char *sql[ENGINES];
	const char *checksum; /* SHA-256 of the file */
};

extern const struct query queries[];
extern const size_t nqueries;
extern const struct migration migrations[];
extern const size_t nmigrations;

#endif
