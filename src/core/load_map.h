/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_map.h - a map in memory: what each of our fields is made of. The
 * language is told in load.h.
 *
 * load_map.c reads the text, load_filter.c knows the filters and makes values.
 */
#ifndef CORE_LOAD_MAP_H
#define CORE_LOAD_MAP_H

#include "base/conf.h"
#include "base/vec.h"
#include "core/load.h"
#include "core/load_csv.h"
#include "core/load_date.h"

/* Where a value comes from: a column (>= 0), or: */
enum { FROM_NONE = -1, FROM_LINE = -2, FROM_FILE = -3 };

struct load_source {
	struct str name; /* as written: a heading, "#3", "@line" */
	int column;	 /* FROM_… or bound to the sheet */
};

struct load_table {
	struct str name;
	int line;
	bool other, keep; /* has a `*` row; that row's value is `*` too */
	struct str rest;  /* its value */
	VEC(struct load_pair) rows;
};

struct load_pair {
	struct str from, to;
};

struct load_filter {
	const struct load_filter_def *def;
	struct str arg;
	int64_t n;
	struct load_dates dates;
	struct load_source other;	/* or COLUMN */
	const struct load_table *table; /* values NAME */
};

/* Text, or a value with its filters. */
struct load_piece {
	struct str text;
	bool value;
	struct load_source from;
	VEC(struct load_filter) filters;
};

struct load_template {
	int line; /* of the map */
	VEC(struct load_piece) pieces;
};

struct load_when {
	struct load_template what;
	struct str value;
	bool not ;
};

/* A field that the centre added, and its definition. */
struct load_own {
	struct str name;
	struct load_template what;
	struct str type, choices;
};

struct load_map {
	struct str path;
	struct load_sheet sheet; /* what [file] says */
	struct load_dates dates;
	msec east; /* the zone */
	const struct load_field *fields;
	size_t nfields;
	struct load_template *of; /* by field; line 0: not in the map */
	VEC(struct load_own) own; /* field.NAME */
	bool may_own;		  /* the kind has such fields */
	VEC(struct load_table *) tables;
	VEC(struct load_when) skip;
	struct arena *arena;
	int line; /* while reading */
};

/* An empty map for these fields; `own`: field.NAME is a field too. */
void load_map_init(struct load_map *, struct arena *, const struct load_field *,
    size_t n, bool own);
/* Reads it. ERR_INVALID is "MAP:LINE: sentence". */
MUST_CHECK enum err load_map_read(struct load_map *, struct str path,
    struct fault *);
MUST_CHECK enum err load_map_text(struct load_map *, struct str text,
    const char *name, struct fault *);
/* Finds the columns it names in the sheet. */
MUST_CHECK enum err load_map_bind(struct load_map *, const struct load_sheet *,
    struct fault *);

/* One row under a map. */
struct load_eval {
	const struct load_map *map;
	const struct load_sheet *sheet;
	struct arena *arena;
	const struct load_row *row;
	int column; /* of the value that failed, or the only one */
};

/* NULL and the text, or why it cannot be made (translated, in the arena). */
const char *load_value(struct load_eval *, const struct load_template *,
    struct str *out);
/* Whether [skip] passes the row over; why not known: NULL and false. */
const char *load_skips(struct load_eval *, bool *skip);

/* For load_map.c: the filters. */
struct load_filter_def {
	const char *name;
	enum {
		ARG_NONE,
		ARG_TEXT,
		ARG_NUMBER,
		ARG_DATES,
		ARG_COLUMN,
		ARG_TABLE
	} arg;
	bool empty; /* has a say on an empty value too */
	const char *(*run)(struct load_eval *, const struct load_filter *,
	    struct str *);
};
extern const struct load_filter_def load_filters[];
extern const size_t nload_filters;

/* Between load_map.c and load_template.c. The line is the map's at `line`. */
enum err load_wrong(struct load_map *, struct fault *, const char *fmt, ...)
    PRINTF(3, 4);
/* "; did you mean 'x'?", or "". */
const char *load_hint(struct load_map *, struct str text,
    const char *(*name)(const void *, size_t), const void *u, size_t n);
/* Without blanks at its ends and then without 'quotes' around it. */
struct str load_unquote(struct arena *, const char *s, size_t n);
MUST_CHECK enum err load_template_read(struct load_map *, struct str,
    struct load_template *, struct fault *);

/* The name closest to `text`, or NULL: for "did you mean". */
const char *load_near(struct str text,
    const char *(*name)(const void *, size_t), const void *u, size_t n);

#endif
