/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expr.h - conditions of a script: "customer.open > 2 and herido = yes".
 *
 *	NAME is known		NAME is unknown
 *	NAME = VALUE		!= < <= > >=	of numbers, money, dates too
 *	NAME in VALUE, VALUE …
 *	not …	… and …	… or …	( … )
 *	NAME alone: a yes/no that is yes
 *
 * Pure: a condition reads values and changes nothing. Whatever compares an
 * unknown value is false, also !=; `not` turns that round.
 */
#ifndef SCRIPT_EXPR_H
#define SCRIPT_EXPR_H

#include "script/field.h"
#include "script/words.h"

enum script_op {
	EXPR_AND,
	EXPR_OR,
	EXPR_NOT,
	EXPR_KNOWN,
	EXPR_UNKNOWN,
	EXPR_EQ,
	EXPR_NE,
	EXPR_LT,
	EXPR_LE,
	EXPR_GT,
	EXPR_GE,
	EXPR_IN,
};

struct script_expr {
	enum script_op op;
	struct script_expr *x, *y; /* of and, or, not */
	struct str name;
	struct script_at at;
	int field;		      /* or SCRIPT_NONE: a known name */
	const struct script_name *of; /* that name; NULL for a field */
	enum script_type type;	      /* of what is compared */
	struct str *values;	      /* one; several of `in` */
	size_t nvalues;
};

struct script;

/* Reads one; NULL with a problem told. Fields must have been read. */
struct script_expr *script_expr_read(struct script *, struct str source,
    struct script_at, struct script_problems *);
/* Is it so? `look` as for words, asked with key. */
bool script_expr_true(const struct script_expr *, script_look *, void *u);

enum script_ever { EVER_SOMETIMES, EVER_NEVER, EVER_ALWAYS };
/* What holds where a condition stands. Zero: nothing is known of it. */
struct script_place {
	bool told;	       /* the next two hold: */
	uint64_t always, some; /* fields known on every path, on some */
	/* Those that were asked before it, and were false; some may be NULL. */
	const struct script_expr *before[40];
	size_t nbefore;
};
/* Tried with every combination of values that tells them apart. Never: also
 * when those before it leave nothing over. */
enum script_ever script_expr_ever(const struct script *,
    const struct script_expr *, const struct script_place *);
/* The fields, as bits, that are known wherever it is true. */
uint64_t script_expr_known(const struct script_expr *);
/* Calls back for each name in it. */
void script_expr_names(const struct script_expr *,
    void (*fn)(void *u, const struct script_expr *), void *u);

#endif
