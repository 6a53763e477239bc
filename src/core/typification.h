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

/* A leaf as a form or a search shows it. */
struct typification_hit {
	struct str code, mnemonic, path, name, kind, required, form;
	int64_t priority;
	struct str team, team_name;
	int64_t number;	 /* 1 to 9 for the first nine, else 0 */
	const char *why; /* "code", "recent", "usual", "words" or "" */
	msec last_at;	 /* when the acting person last used it; 0 never */
	/* How often it was chosen, as counted last: by the acting person, in
	 * that team of theirs that did most often, in the centre. */
	int64_t own, in_team, in_centre;
};
struct typification_hits {
	struct typification_hit *v;
	size_t n;
};
/* What a form asks, in two queries: all leaves in use with code, short code,
 * path ("Reclamo › Taller › Demora"), what they need, priority and team. First
 * those the acting person used of late (14 days before today, so that nothing
 * moves while one works: day_began()); these and the others by how often the
 * person, their teams, the centre chose them, then as the tree has them. The
 * first nine have a number. */
MUST_CHECK enum err typification_paths(struct core *, struct arena *,
    struct typification_hits *);

/*
 * As one types: the short code or code first (whole, then as a beginning),
 * then recent leaves that fit, then leaves that have all the words, each as
 * the beginning of one, in any order; those alike as typification_paths() has
 * them. A digit alone is the number of a hit without text. At most `limit`
 * (0: 20, most 100). Empty text: the beginning of typification_paths().
 */
MUST_CHECK enum err typification_search(struct core *, struct arena *,
    struct str text, int64_t limit, struct typification_hits *);
/* For the sweep and the demo: counts what was chosen in the 28 days before
 * `until`, the last midnight, unless that is counted already. No event: it can
 * be counted again. */
MUST_CHECK enum err typification_count(struct core *, msec until);
/* A code, short code or number as typed, into the leaf's code; ERR_INVALID
 * when it is none or more than one fits. For bodies and forms. */
MUST_CHECK enum err typification_resolve(struct core *, struct arena *,
    struct str typed, struct str *code);
/* Event typification.mnemonic; empty takes it away. 2..6 letters or digits,
 * unique (ERR_CONFLICT). */
MUST_CHECK enum err typification_mnemonic(struct core *, struct str code,
    struct str mnemonic);
/* A short code out of the names of a path, outermost first: letters that the
 * words begin with, unlike those `taken` (sorted by nobody). For the demo and
 * typification_add(). */
struct str typification_mnemonic_of(struct arena *, const struct str *names,
    size_t n, bool (*taken)(void *u, struct str), void *u);

struct typification_new {
	struct str mnemonic; /* empty: one is made of the names */
	struct str code;     /* as code_check() says */
	struct str parent;   /* empty: a root */
	struct str kind;     /* query complaint request suggestion sale;
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

/* For bodies of core: a leaf in use by its code or short code, or a sentence.
 * No permission asked. */
MUST_CHECK enum err typification_leaf(struct core *, struct arena *,
    struct str code, struct row_typification_get *);

#endif
