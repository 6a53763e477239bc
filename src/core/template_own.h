/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * template_own.h - between the files of template.h.
 */
#ifndef CORE_TEMPLATE_OWN_H
#define CORE_TEMPLATE_OWN_H

#include "core/template.h"

enum template_kind { PIECE_TEXT, PIECE_FIELD, PIECE_ASK, PIECE_OTHER };

struct template_piece {
	enum template_kind kind;
	struct str name; /* the text, the field, what is asked, the template */
	struct str question, usual;
	bool has_usual;
};

/* The next piece of a text; false at its end. */
bool template_next(struct arena *, struct str *rest, struct template_piece *);

/* A file of sections into `all`; `of` names it in a sentence. */
MUST_CHECK enum err template_read_all(struct arena *, struct str text,
    const char *of, struct templates *all, struct fault *);
/* What is in force now, retired ones too. */
MUST_CHECK enum err template_stored(struct core *, struct arena *,
    struct templates *);
const struct template *template_named(const struct templates *, struct str);
/* By name, or by short code, of no team or of one's own (MAY_SETUP_EDIT: of
 * any). ERR_NOT_FOUND with the nearest name of those. */
MUST_CHECK enum err template_find(struct core *, struct arena *,
    const struct templates *, struct str name, const struct template **);
/* A section against the others, teams and the tree; `folder` may be NULL. */
MUST_CHECK enum err template_check(struct core *, struct str text,
    const char *of, int line, const struct setup_items *folder);

#endif
