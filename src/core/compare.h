/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compare.h - somebody saved first: each field before, as I want it, and as
 * they left it.
 *
 * What only one side changed, or both changed alike, decides itself; what both
 * changed otherwise is a person's to decide. Read from the log, so it is the
 * same on either engine and whoever saved how often.
 */
#ifndef CORE_COMPARE_H
#define CORE_COMPARE_H

#include "core/field.h"

enum compare_how {
	COMPARE_MINE,	/* I alone changed it */
	COMPARE_THEIRS, /* they alone did */
	COMPARE_SAME,	/* both did, alike */
	COMPARE_BOTH	/* both did: choose */
};

struct compare_field {
	struct id key;	 /* made of the field's name: for lists */
	struct str name; /* "subject", or "field.plate" of a custom field */
	enum compare_how how;
	bool asked; /* among what I wanted to save */
	/* As they are stored; and as people read them. `before` and `theirs`
	 * of a class that one does not read are veiled. */
	struct str before, mine, theirs;
	struct str before_text, mine_text, theirs_text;
	/* By which event it is as it is now, who did that and when; 0 and ""
	 * where nobody changed it. */
	int64_t n;
	struct str who;
	msec at;
};

struct compare {
	/* Who changed the fields that come, who did it last first, and when
	 * that was: "Ana Soto, Luis Peña". Whoever only wrote a note is not
	 * among them, unless nobody changed a field. */
	struct str who;
	msec at;
	int64_t others;	 /* how many of them are behind the first */
	int64_t version; /* the thing's, now */
	struct compare_field *v;
	size_t n;
};

/*
 * `mine` is what I wanted to save, into what I had read as `version`. entity is
 * "ticket" or "customer", which I may read (ERR_NOT_FOUND). Fields that
 * nobody changed do not come.
 */
MUST_CHECK enum err compare_get(struct core *, struct arena *,
    const char *entity, struct id, int64_t version, const struct pair *mine,
    size_t n, struct compare *);

#endif
