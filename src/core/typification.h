/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification.h - the tree of what a contact was about, and what each leaf
 * demands: fields, priority, team.
 *
 * Nodes are known by code and named by label (kind "typification") in each
 * language. A node is retired, never deleted. Reading is
 * MAY_TYPIFICATION_READ, changing MAY_SETUP_EDIT.
 */
#ifndef CORE_TYPIFICATION_H
#define CORE_TYPIFICATION_H

#include "core/field.h"

#define TYPIFICATION_DEPTH 4

/* The whole tree in the person's language, parents before children. */
MUST_CHECK enum err typification_list(struct core *, struct arena *,
    bool retired, struct rows_typification_list *);
MUST_CHECK enum err typification_get(struct core *, struct arena *,
    struct str code, struct row_typification_get *);
/* Leaves in use whose code or path of names has all the words of `text`, each
 * as the beginning of a word; the exact code first. Empty text: all leaves. */
MUST_CHECK enum err typification_find(struct core *, struct arena *,
    struct str text, struct rows_typification_list *);
/* "Reclamo / Taller / Demora" */
MUST_CHECK enum err typification_path(struct core *, struct arena *,
    struct str code, struct str *path);

struct typification_new {
	struct str code;   /* as code_check() says */
	struct str parent; /* empty: a root */
	struct str kind;   /* query complaint request suggestion sale;
			    * empty: the parent's */
	bool leaf;
	struct str required;	  /* a JSON list of field ids; empty: none */
	int64_t priority;	  /* 1..4; 0: 3 */
	struct str team;	  /* may be empty */
	const struct pair *names; /* language, name: at least one */
	size_t nnames;
};
/* Event typification.add. */
MUST_CHECK enum err typification_add(struct core *,
    const struct typification_new *);
/* Event typification.retire; ERR_INVALID while a child is in use. */
MUST_CHECK enum err typification_retire(struct core *, struct str code);

/* For bodies of core: a leaf in use, or a sentence. No permission asked. */
MUST_CHECK enum err typification_leaf(struct core *, struct arena *,
    struct str code, struct row_typification_get *);

#endif
