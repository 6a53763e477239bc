/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_known.h - what a service script may say without asking: the names of
 * scripts/README.md, out of one contact.
 */
#ifndef CORE_SCRIPT_KNOWN_H
#define CORE_SCRIPT_KNOWN_H

#include "core/script.h"

struct script_known {
	struct arena *arena;
	struct row_interaction_get contact;
	struct row_script_facts facts;
	struct rows_field_value_list fields; /* the customer's own */
	struct me me;
	struct str lang; /* what is spoken; set by the caller, "es" at first */
	struct str ticket; /* "T-1042", or empty */
	bool verified;
	msec now;
};

/* In core_read(): all that is read of the contact alone, asked ahead. */
void script_known_ahead(struct core *, struct id contact);
MUST_CHECK enum err script_known_load(struct core *, struct arena *,
    struct id contact, struct script_known *);
/* The stored form of a name; *known is false where there is no value. Pure,
 * with its texts in known->arena. */
struct str script_known_get(const struct script_known *, struct str name,
    bool *known);

#endif
