/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * field.h - fields that a centre adds to tickets and customers: their
 * definition, and the values of one thing.
 *
 * A definition has a type: text, number (a whole one), date (2026-03-06),
 * choice (one of `choices`, a JSON list of texts), yesno, money (minor units).
 * A value is kept as checked text and, where it has one, as a number.
 */
#ifndef CORE_FIELD_H
#define CORE_FIELD_H

#include "core/core.h"
#include "queries.h"

/* A name and what it is to be. */
struct pair {
	struct str name, value;
};

struct field_new {
	struct str id;	   /* a code, as code_check() says */
	struct str entity; /* "ticket" or "customer" */
	struct str type;
	int class;	    /* CLASS_… */
	struct str choices; /* a JSON list; for type choice only */
};

/* MAY_SETUP_EDIT; event field.add. */
MUST_CHECK enum err field_add(struct core *, const struct field_new *);
/* MAY_TYPIFICATION_READ; `entity` may be empty for all. */
MUST_CHECK enum err field_list(struct core *, struct arena *, struct str entity,
    struct rows_field_list *);

/* Those in use of an entity, with their names in the person's language. */
MUST_CHECK enum err field_named(struct core *, struct arena *,
    struct str entity, struct rows_field_named *);

/* The values of one thing, veiled by class. The caller has seen to its scope.
 */
MUST_CHECK enum err field_values(struct core *, struct arena *,
    const char *entity, struct id, struct rows_field_value_list *);

/* For the loader, which checks many values against one definition: NULL and
 * the value's number (0: none), or what it should be, "a whole number". */
const char *field_misfit(struct str type, struct str choices, struct str value,
    int64_t *num);

/*
 * In a body: check and store values of `entity` `id`, telling the write what
 * changed; an empty one takes away what there was. ERR_INVALID names the field that is unknown, of another entity,
 * retired, given twice or does not fit its type.
 */
MUST_CHECK enum err field_save(struct core *, struct write *,
    const char *entity, struct id, const struct pair *, size_t n);
/* The same for fields of `fields` ("ticket") that are kept with another thing:
 * what a leaf requires, said of a contact without a ticket. */
MUST_CHECK enum err field_save_on(struct core *, struct write *,
    const char *fields, const char *entity, struct id, const struct pair *,
    size_t n);

#endif
