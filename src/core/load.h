/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load.h - rows of a CSV file into the centre, by a map that a person wrote.
 *
 * The file is read twice: first whole, to learn its separator, encoding and
 * digest and to see that its quotes fit; then row by row. A file whose quotes
 * do not fit is refused with line and column before anything is written; a bad
 * row never stops the load. Rows go in by the two thousand, each row with the
 * batch and the line it came from; the load is one event at the end. A row
 * whose key (`external`, of a typification its `code`) is there already is left
 * as it is, so a second load makes nothing, and a load that was cut off goes on
 * where it stopped when it is started again.
 *
 * THE MAP is a text of sections (base/conf.h: `key = value`, # comments).
 *
 *	[file]				all of these may be left out
 *	separator = auto		or , ; | tab
 *	encoding = auto			or utf-8 latin-1 windows-1252
 *	header = yes			no: columns are {#1}, {#2} …
 *	dates = D/M/YYYY		how days are written, besides ISO
 *	zone = -03:00			a fixed offset; else UTC
 *
 *	[fields]			our field = template
 *	external = CRM-{Customer No}
 *	name = {first} {last}
 *	kind = {is company|values kinds}
 *	created = {day|date D-M-YY} {hour}
 *	field.plate = {Patente}		a field that the centre added
 *
 *	[values kinds]			a table; '' is the empty text
 *	Yes = company
 *	* = person			anything else; without it: a bad row
 *
 *	[skip]				rows to pass over
 *	when = {outcome} is ''
 *	when = {type} is not PHONE
 *
 * A template is text and {Column|filter|filter …}. {#3} is the third column,
 * {@line} the row's line, {@file} the file's name; {{ and }} are braces. Values
 * come without blanks at both ends. A template whose columns are all empty is
 * empty, whatever text stands beside them. Filters, with the rest of their
 * words as argument ('quoted' when blanks at its ends matter):
 *
 *	lower, upper		letters
 *	digits			only the digits
 *	code			"Late fee!" -> late-fee: fit for a code
 *	date FORMAT		to an ISO day. D M YY YYYY, DD MM (two digits),
 *				MON (jan, ene); YYMMDD takes exactly six digits;
 *				YY 69 is 2069, YY 70 is 1970
 *	pad N			zeros in front, to N characters
 *	cut N			at most N characters
 *	without TEXT		empty when it is TEXT ('N/A')
 *	or COLUMN		the other column when it is empty
 *	else TEXT		TEXT when it is empty
 *	values NAME		by the table [values NAME]
 *
 * Instants are an ISO day or one by `dates`, then perhaps H:MM or H:MM:SS (AM
 * or PM); spans are seconds, H:MM:SS or 1h30m; yes/no is yes no y n s si true
 * false 1 0. A mistake in the map is told as MAP:LINE: sentence.
 *
 * What is found on its own: a UTF-8 mark (BOM) settles the encoding; a file
 * that is UTF-8 throughout is UTF-8; one with more good characters beyond ASCII
 * than broken ones is UTF-8 with bad rows; any other is windows-1252, of which
 * Latin-1 is a part. The separator is the one of , ; tab | that cuts most
 * of the first rows into as many columns as the heading. Blanks around quotes
 * (`a, "b"`) are passed over when the file cannot be read otherwise.
 */
#ifndef CORE_LOAD_H
#define CORE_LOAD_H

#include "core/core.h"

struct load_options {
	struct str kind;      /* customer, interaction, ticket, … */
	struct str file, map; /* paths */
	bool dry_run;	      /* everything but writing */
	int64_t max_bad;      /* more bad rows: nothing is written; < 0: any */
	size_t max_errors;    /* kept in the result; 0 means 100 */
	/* After each block: rows so far, bytes read of size; or NULL. */
	void (*progress)(void *u, int64_t rows, int64_t done, int64_t size);
	void *u;
};

struct load_error {
	int64_t line;	   /* of the file, where the row begins */
	struct str column; /* its heading, or our field's name, or "" */
	struct str why;
};

struct load_result {
	struct id batch; /* ID_NONE in a dry run */
	bool replayed;	 /* the op was applied before: its figures */
	bool resumed;	 /* went on with a load that was cut off */
	int64_t rows;	 /* read */
	int64_t made;	 /* in a dry run: would be made */
	int64_t there;	 /* left alone: the key is there already */
	int64_t skipped; /* by the map's [skip] */
	int64_t bad;
	struct load_error *errors; /* the first ones, by line */
	size_t nerrors;
	struct str rejects; /* the file with the bad rows; "" without */
	struct str encoding, separator; /* as found: "utf-8", "tab" */
	int64_t size;			/* bytes */
	msec took;
};

/*
 * Load a file. c->op makes it idempotent: the same op answers with the first
 * outcome. Bad rows are written as they were, with a last column `why`, to
 * FILE.rejects.csv in the current directory (not in a dry run), so that they
 * can be mended and loaded with the same map.
 *
 * Returns OK, or with the story in c->fault:
 *   ERR_DENIED     the person lacks MAY_LOAD
 *   ERR_NOT_FOUND  no such file or map
 *   ERR_INVALID    no such kind; a mistake in the map; the file cannot be read
 *		    as CSV; more bad rows than max_bad. Nothing was written
 *   ERR_CONFLICT   the op was used for something else; the file changed
 *		    while it was read
 *   ERR_CANCELLED, ERR_BUSY, ERR_DB, ERR_DISK, ERR_IO  cut off: blocks before it are
 *		    in; start it again to go on
 */
MUST_CHECK enum err load_run(struct core *, struct arena *,
    const struct load_options *, struct load_result *);

/* The kinds and what each may hold, for help and completion. */
enum load_type {
	LOAD_LINE, /* text of one line, 1..max bytes */
	LOAD_TEXT, /* text with lines */
	LOAD_CODE, /* a-z 0-9 -, a letter first */
	LOAD_AT,
	LOAD_DAY,
	LOAD_SPAN,
	LOAD_INT, /* 1..max */
	LOAD_CHOICE,
	LOAD_YESNO,
	LOAD_PHONE,
	LOAD_EMAIL,
	LOAD_RUT,
	LOAD_BRANCH,
	LOAD_TEAM,
	LOAD_AGENT, /* code, code, login */
	LOAD_TYPES
};

struct load_field {
	const char *name;
	const char *help; /* translated by the reader */
	enum load_type type;
	bool required;
	int64_t max;
	const char *choices; /* "person|company" */
};
const char *load_kind(size_t i); /* NULL after the last */

#endif
