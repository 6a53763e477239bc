/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * field.h - the typed answers of a service script, and the names of what it
 * may say without having asked: customer, contact, agent, time.
 *
 * A value is text in one stored form for each type:
 *	text    as typed, without blanks at the ends
 *	number  decimal, "-12" or "3.5"
 *	date    2026-03-06
 *	yes/no  "yes" or "no"
 *	one of  one of the field's values
 *	phone   digits with the country's code, no sign
 *	rut     12345678-5
 *	plate   letters and digits, upper case
 *	money   whole units, "45000"
 */
#ifndef SCRIPT_FIELD_H
#define SCRIPT_FIELD_H

#include "script/problem.h"

enum script_type {
	SCRIPT_TEXT,
	SCRIPT_NUMBER,
	SCRIPT_DATE,
	SCRIPT_YESNO,
	SCRIPT_ONE,
	SCRIPT_PHONE,
	SCRIPT_RUT,
	SCRIPT_PLATE,
	SCRIPT_MONEY,
	SCRIPT_TYPES
};

enum {
	SCRIPT_VALUES_MAX = 40,	 /* of one field */
	SCRIPT_TEXT_MAX = 2000,	 /* bytes of one answer */
	SCRIPT_LIKE_MAX = 100,	 /* bytes of a pattern */
	SCRIPT_REPEAT_MAX = 100, /* the most a pattern may repeat */
};

struct script_field {
	struct str name;
	struct script_at at;
	enum script_type type;
	struct str said; /* the declaration after the name */
	int64_t most;	 /* text: characters */
	bool has_low, has_high;
	double low, high;   /* number, money; date: days since 1970 */
	struct str like;    /* a pattern the whole text fits; or empty */
	void *regex;	    /* compiled; owned by the script */
	struct str *values; /* one of; yes/no has yes and no */
	size_t nvalues;
	unsigned parts; /* bits: the scripts that declare it */
	bool secret;	/* asked for in a secure step: never said */
};

/* How the centre reads a number of its country; NULL: as plain digits. */
struct script_host {
	/* "12345678-5" of any way to write one; false: not one. */
	bool (*rut)(struct str, char out[16]);
	/* Digits with the country's code, or STR_NONE. */
	struct str (*phone)(struct arena *, struct str);
	/* A day said in words, "tomorrow"; false: none. May be NULL. */
	bool (*day)(struct str, int64_t today, int64_t *day);
	int64_t today; /* days since 1970, on the contact's clock */
};

/* Reads "TYPE …" of a field line. Problems are told at `f->at`. */
void script_field_read(struct arena *, struct script_field *, struct str said,
    struct script_problems *);
void script_field_free(struct script_field *);
/* "-12" or "3.5", of 15 characters at most. */
bool script_number(struct str, double *out);
/* Two declarations of one name, in two scripts that call one another. */
bool script_field_same(const struct script_field *,
    const struct script_field *);

/* Reads what was typed: the stored form, or NULL in *out and the reason. */
MUST_CHECK enum err script_field_value(struct arena *,
    const struct script_field *, const struct script_host *, struct str typed,
    struct str *out, struct fault *);
/* A stored value as it is said: "6 de marzo" is too much, "06-03-2026" not. */
struct str script_value_say(struct arena *, enum script_type, struct str value,
    bool spanish);
/* What is expected, for a person: "a date, DD-MM-YYYY". */
const char *script_type_hint(enum script_type);

/* ---- names known without asking ----------------------------------------- */

struct script_name {
	const char *name; /* "customer.first" */
	enum script_type type;
	int columns;	    /* how long it usually is, for the pane's check */
	const char *values; /* one of: "a|b"; or NULL */
	const char *help;   /* what it is */
	int most;	    /* a number is 0 to this; 0: has no end */
};
extern const struct script_name script_names[];
extern const size_t nscript_names;
/* NULL: no such name. "custom.CODE" is any field of the centre. */
const struct script_name *script_name_find(struct str);
/* Is it written like one of them: "group.word"? */
bool script_name_like(struct str);

#endif
