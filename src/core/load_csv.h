/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_csv.h - a CSV file as rows of raw bytes, with the line of each.
 *
 * Reads by blocks, so memory does not grow with the file; a field is at most
 * 1 MiB, a row at most 1,000 columns. What the file is made of is found by
 * load_csv_look(), which reads it whole once. Heuristics: see load.h.
 */
#ifndef CORE_LOAD_CSV_H
#define CORE_LOAD_CSV_H

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"

enum load_encoding { ENC_AUTO, ENC_UTF8, ENC_LATIN1, ENC_1252 };

/* What is known; zero fields are found by load_csv_look. */
struct load_sheet {
	struct str path;
	char separator;
	enum load_encoding encoding;
	bool headless; /* the first row is data */

	bool mark;  /* begins with a byte order mark */
	bool loose; /* blanks around quotes are passed over */
	size_t ncols;
	struct str *heads;   /* UTF-8, trimmed; "" when headless */
	int64_t rows;	     /* the heading and blank lines not counted */
	int64_t size, mtime; /* to see that it stayed the same */
	char digest[SHA256_HEX];
};

/*
 * Fill in the sheet. ERR_NOT_FOUND, ERR_IO; ERR_INVALID when the quotes do not
 * fit (with line and column), it is empty, compressed, a spreadsheet or UTF-16.
 */
MUST_CHECK enum err load_csv_look(struct load_sheet *, struct arena *,
    struct fault *);
/* The same for what is in memory, without size, mtime and path. */
MUST_CHECK enum err load_csv_look_text(struct load_sheet *, struct str bytes,
    struct arena *, struct fault *);

struct load_row {
	int64_t line;	     /* where it begins, from 1 */
	int64_t done;	     /* bytes read so far, about */
	size_t n;	     /* columns; perhaps not the sheet's ncols */
	const struct str *v; /* as in the file; until the function returns */
};
typedef enum err load_row_fn(void *u, const struct load_row *);

/* Each row after the heading; a blank line is a row only in a sheet of one
 * column. What `fn` returns other than OK stops it and is returned. */
MUST_CHECK enum err load_csv_each(const struct load_sheet *, load_row_fn *,
    void *u, struct fault *);
MUST_CHECK enum err load_csv_each_text(const struct load_sheet *,
    struct str bytes, load_row_fn *, void *u, struct fault *);

/* A raw field as UTF-8, trimmed. NULL, or what is wrong with its bytes (a
 * translated piece of a sentence: "has bytes that are not UTF-8"). */
const char *load_csv_text(const struct load_sheet *, struct arena *,
    struct str raw, struct str *out);
/* UTF-8 to the file's encoding; what it lacks becomes "?". */
struct str load_csv_raw(const struct load_sheet *, struct arena *, struct str);
/* One row in the file's own shape: quoted, separated, with CR LF. */
void load_csv_put(const struct load_sheet *, struct buf *, const struct str *,
    size_t n);

/* "windows-1252"; "tab", ";": as a map and a person say them, not translated. */
const char *load_encoding_name(enum load_encoding);
const char *load_separator_name(char);

#endif
