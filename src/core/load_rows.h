/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_rows.h - what the parts of the loader share: one load under way, its
 * block of rows, and what each kind of row must provide. Only load*.c include
 * it.
 *
 * load.c begins and ends a load; load_rows.c takes it block by block;
 * load_value.c checks values by type; load_link.c finds what rows refer to;
 * load_own.c reads the fields that a centre added; load_customer.c,
 * load_contact.c, load_ticket.c, load_tree.c are the kinds.
 */
#ifndef CORE_LOAD_ROWS_H
#define CORE_LOAD_ROWS_H

#include "core/load_map.h"
#include "queries.h"

enum { LOAD_BLOCK = 2000 };

/* The value of one of our fields. */
struct load_cell {
	struct str text; /* "" when the map or the row has none */
	struct str norm; /* a phone's digits, an e-mail folded */
	int64_t n;	 /* instant, span, number, yes = 1 */
	struct id id;	 /* an agent's */
};

enum load_state { LINE_GOOD, LINE_THERE, LINE_BAD };

struct load_line {
	int64_t line;
	size_t nraw;
	struct str *raw;
	struct load_cell *cell;	 /* by field */
	struct load_cell *own;	 /* by field.NAME of the map */
	struct load_error error; /* when bad */

	enum load_state read;  /* as the file alone tells */
	enum load_state state; /* with the database looked at */

	/* what the row refers to, found in the block's transaction */
	struct id id; /* its own */
	struct id customer, requester, ticket, interaction;
	struct str typification;
	int64_t priority;
	struct str team;
	struct str required; /* JSON, of a typification */
};

/* Codes that exist: branches, teams, agents. */
struct load_ref {
	enum load_type type;
	struct str code;
	struct id id;
};

struct load;

/* A kind of row: customer, ticket … */
struct load_kind {
	const char *name;
	bool own;			 /* has fields that the centre added */
	enum may may;			 /* besides MAY_LOAD */
	const struct load_field *fields; /* the first is the key */
	size_t nfields;
	/* Rules between the fields of one row; says so with load_bad(). */
	void (*check)(struct load *, struct load_line *);
	/* In the transaction: marks the rows whose key is there, and finds
	 * what the others refer to. */
	enum err (*look)(struct load *);
	/* In the transaction: writes the good rows. */
	enum err (*write)(struct load *);
};
extern const struct load_kind load_customer, load_interaction, load_ticket,
    load_typification;

struct load {
	struct core *c;
	const struct load_options *o;
	const struct load_kind *kind;
	struct load_sheet sheet;
	struct load_map map;
	bool dry;
	msec now;
	struct id batch;
	int64_t before; /* made by the load that was cut off */
	struct load_result r;
	struct arena *out; /* errors */
	size_t max_errors;

	struct load_ref *refs; /* sorted by type and code */
	size_t nrefs;

	struct arena block;	 /* the rows of the block, and what they need */
	struct load_line *lines; /* LOAD_BLOCK of them */
	size_t from, n;		 /* the part being written */
	int64_t done;		 /* bytes */
	struct arena tx;	 /* ends with each try of the transaction */

	int64_t position;	/* of the last node of the tree */
	struct load_seen *seen; /* keys so far, of a dry run */
	FILE *rejects;
	char reject_path[300];
};

/* The row is bad; `field` (or -1) of our fields is why. The first counts. */
void load_bad(struct load *, struct load_line *, int field, const char *fmt,
    ...) PRINTF(4, 5);
/* The same for a value: `name` of the field, the column it came from. */
void load_blame(struct load *, struct load_line *, const char *name,
    const struct load_eval *, const char *why);
/* A value by its type into a cell; NULL, or why not (in the block's arena). */
const char *load_cell_read(struct load *, const struct load_field *,
    struct str text, struct load_cell *);
const struct load_ref *load_ref_find(const struct load *, enum load_type,
    struct str code);

/* Reads branches, teams and logins. */
MUST_CHECK enum err load_read_refs(struct load *, struct arena *);
/* Reads the whole file, block by block; writes unless `dry`. */
MUST_CHECK enum err load_rows(struct load *);

/* ---- for the kinds, in the transaction ---------------------------------- */

/* The good lines of the part, one by one; NULL after the last. */
struct load_line *load_first(struct load *);
struct load_line *load_next(struct load *, struct load_line *);
size_t load_count(struct load *); /* how many are good */

/* The texts of a field (its norm when `norm`) as a JSON list; "[]" for none. */
struct str load_keys(struct load *, int field, bool norm);
/* Rows are sorted by `key`, which every generated struct has first. */
const void *load_key_find(const void *rows, size_t n, size_t size,
    struct str key);
/* Marks good lines whose field repeats that of an earlier good one; `why`
 * NULL: as being there, else as bad. */
void load_same(struct load *, int field, const char *why);
/* Marks good lines whose key is in the rows (keys first) as being there. */
void load_there(struct load *, const void *rows, size_t n, size_t size);

/* Customers by `external` in one field, else by phone in another (-1: none).
 * A key that nobody has and no phone to go by makes the row bad. */
MUST_CHECK enum err load_find_customers(struct load *, int key, int phone,
    size_t offset);
/* Leaves in use by code; fills typification, priority, team, required. */
MUST_CHECK enum err load_find_leaves(struct load *, int field);
MUST_CHECK enum err load_find_tickets(struct load *, int field);
MUST_CHECK enum err load_find_interactions(struct load *, int field,
    size_t offset);

/* Fields that the centre added (load_own.c): their definitions, the values of
 * a row, whether a row has one, and writing them. */
MUST_CHECK enum err load_own_find(struct load *, struct arena *);
void load_own_read(struct load *, struct load_line *, struct load_eval *);
bool load_own_has(const struct load *, const struct load_line *,
    struct str name);
MUST_CHECK enum err load_own_write(struct load *);

/* Growing batches: a row of type par_NAME more. */
#define LOAD_BATCH(name)                                                       \
	struct {                                                               \
		struct par_##name *v;                                          \
		size_t n, cap;                                                 \
	}
#define load_more(x, b) vec_push(&(x)->tx, b)

#endif
