/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * saved.h - views of a list: words to filter by and columns, under a name;
 * one's own, or shared with a team one is of. Only who made a view changes it.
 */
#ifndef CORE_SAVED_H
#define CORE_SAVED_H

#include "core/core.h"
#include "queries.h"

enum { SAVED_NAME_MAX = 60, SAVED_MOST = 200 };

/* row_saved_list: one's own and the teams', the oldest first. The words are
 * plain; ticket_ask() and ticket_asked_words() say them in the person's
 * language. */
MUST_CHECK enum err saved_list(struct core *, struct arena *,
    struct rows_saved_list *);
/* One of them by name, one's own before a team's. ERR_NOT_FOUND names what is
 * near. */
MUST_CHECK enum err saved_get(struct core *, struct arena *, struct str name,
    struct row_saved_list *);

/* What the view is called that these plain words open, whose:any before them or
 * not; "" when none does. */
MUST_CHECK enum err saved_name(struct core *, struct arena *, struct str words,
    struct str *name);

struct saved_new {
	struct str name;
	struct str words;   /* as typed; kept in plain words */
	struct str columns; /* names with blanks: kept as show: in the words */
	struct str team;    /* "": only mine */
};
/* MAY_TICKET_READ; event view.save. What one had under that name is put aside.
 * ERR_INVALID: the words are no filter; ERR_DENIED: not of that team. */
MUST_CHECK enum err saved_save(struct core *, const struct saved_new *,
    struct id *);
/* One's own. Event view.drop. */
MUST_CHECK enum err saved_drop(struct core *, struct str name);

#endif
