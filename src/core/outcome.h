/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outcome.h - how a contact can end: a list of codes with a short key, names
 * in each language (label kind "outcome"), and what each demands.
 *
 * Reading needs MAY_TYPIFICATION_READ, changing MAY_SETUP_EDIT. An outcome is
 * retired, never deleted.
 */
#ifndef CORE_OUTCOME_H
#define CORE_OUTCOME_H

#include "core/field.h"

struct outcome_row {
	/* code, key, name, demands (JSON list of "typification", "note",
	 * "callback", "ticket"), position, retired_at */
	struct row_outcome_list o;
	msec last_at; /* when one last used it before today; 0: not */
};
struct outcome_rows {
	struct outcome_row *v;
	size_t n;
};
/* Those one used in the 14 days before today first, the latest of them first;
 * then by position. The order stays all day (day_began()). */
MUST_CHECK enum err outcome_list(struct core *, struct arena *, bool retired,
    struct outcome_rows *);
/* By code or by key ("R", "r"), in use; ERR_INVALID with the codes there are.
 * For bodies of core too. */
MUST_CHECK enum err outcome_find(struct core *, struct arena *, struct str,
    struct row_outcome_get *);

struct outcome_new {
	struct str code;	  /* as code_check() says */
	struct str key;		  /* 1..4 letters or digits; unique */
	struct str demands;	  /* JSON list; empty: none */
	const struct pair *names; /* language, name: at least one */
	size_t nnames;
	bool nobody; /* of contacts with nobody in them: not offered at wrap-up,
		      * chosen with two keys; demands nothing */
};
/* Events outcome.add, outcome.retire. */
MUST_CHECK enum err outcome_add(struct core *, const struct outcome_new *);
MUST_CHECK enum err outcome_retire(struct core *, struct str code);

#endif
