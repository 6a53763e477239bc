/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setup.h - the centre's setup as text: INI files in a folder that an
 * administrator reads, compares and applies.
 *
 * A section `[KIND NAME]` is one object; several of one name are versions and
 * differ in their `valid-from`. Each *.ini file of the folder may hold any
 * kinds; each *.ics file is a list of holidays. Everything is checked before
 * anything is written; every version is kept (setup_version).
 *
 * A new kind is one struct setup_kind in its own file, and a row of
 * `setup_kinds` in setup_kind.c.
 */
#ifndef CORE_SETUP_H
#define CORE_SETUP_H

#include "core/core.h"

/* One object: from a folder, or a version from the database. */
struct setup_item {
	const struct setup_kind *kind;
	struct str name, text;
	struct str file; /* from a folder */
	struct str said; /* the section as it stands there */
	int line;	 /* where it begins */
	msec from;	 /* its valid-from; INT64_MIN: it has none */

	struct id id;	 /* from the database */
	msec valid_from; /* since when it holds; 0: always did */
};
struct setup_items {
	struct setup_item *v;
	size_t n, cap;
};

struct setup_kind {
	const char *name; /* "calendar": the section's first word */
	/*
	 * Is what a file says of this kind right? Sections of other kinds are
	 * passed over. A fault begins with FILE:LINE.
	 */
	enum err (*check_file)(struct arena *, struct str text, const char *of,
	    struct fault *);
	/* Does this one fit to the others (all of the folder's, and what is
	 * stored)? May be NULL. */
	enum err (*check_item)(struct core *, const struct setup_item *,
	    const struct setup_items *all, struct fault *);
	/* The instant of its valid-from, INT64_MIN when it has none. */
	enum err (*from)(struct str text, msec *from, struct fault *);

	/*
	 * For a kind whose objects live in a table of their own, and are only
	 * kept as text beside it; else NULL, all of them. `live` gives all
	 * there are, as text. `tidy` writes the text of an object of a folder
	 * as `live` would. `hold`, in the body of the apply, brings one into
	 * force; those of a smaller `depth` come first.
	 */
	enum err (*live)(struct core *, struct arena *, struct setup_items *);
	enum err (*tidy)(struct core *, struct arena *, struct setup_item *);
	enum err (*hold)(struct core *, struct write *,
	    const struct setup_item *);
	int (*depth)(struct core *, const struct setup_item *,
	    const struct setup_items *all);
	bool one_file; /* exported as KIND.ini */
};
extern const struct setup_kind *const setup_kinds[];
extern const size_t nsetup_kinds;
const struct setup_kind *setup_kind_find(struct str name);
extern const struct setup_kind setup_ics;    /* holiday files: no sections */
extern const struct setup_kind setup_policy; /* setup_policy.c */
extern const struct setup_kind setup_typification; /* typification_setup.c */

enum setup_state {
	SETUP_NEW,     /* the folder has it, the database not */
	SETUP_CHANGED, /* both have it, and it reads otherwise */
	SETUP_GONE,    /* only the database has it: apply leaves it */
};
struct setup_change {
	enum setup_state state;
	const struct setup_item *is;  /* of the folder; NULL: gone */
	const struct setup_item *was; /* of the database; NULL: new */
};
struct setup_changes {
	struct setup_change *v;
	size_t n, cap;
};

/* What the folder says, checked. ERR_INVALID with file and line. */
MUST_CHECK enum err setup_read(struct core *, struct arena *, struct str dir,
    struct setup_items *);
/* What differs: needs setup.edit, as everything here. */
MUST_CHECK enum err setup_diff(struct core *, struct arena *, struct str dir,
    struct setup_changes *);
/* Writes what is new and what changed, with one event; nothing when nothing
 * differs. c->done tells. */
MUST_CHECK enum err setup_apply(struct core *, struct arena *, struct str dir,
    struct setup_changes *);
/* Writes what is in force or will be into files of the folder, which is made
 * when it is missing; *n files. */
MUST_CHECK enum err setup_export(struct core *, struct arena *, struct str dir,
    size_t *n);

/* Every stored version of a kind (NULL: all), or of one name (empty: all), in
 * the order in which they come to hold; of two from the same instant the
 * later one counts. Needs no right. */
MUST_CHECK enum err setup_stored(struct core *, struct arena *,
    const struct setup_kind *, struct str name, struct setup_items *);
/* Changes whenever setup was applied or a holiday approved. */
MUST_CHECK enum err setup_stamp(struct core *, int64_t *);

/* ---- holidays: they close a day only when a person approved them ----------
 */

struct setup_holiday {
	struct str file, name, kind, categories;
	int64_t day;	       /* since 1970-01-01 */
	bool approved, listed; /* listed: the file still has it */
};
struct setup_holidays {
	struct setup_holiday *v;
	size_t n, cap;
};
/* By file and day. */
MUST_CHECK enum err setup_holidays(struct core *, struct arena *,
    struct str file, struct setup_holidays *);

struct setup_approval {
	struct str file;
	struct str kind;     /* only these kinds or categories; "": all */
	const int64_t *days; /* only these */
	size_t ndays;
	bool withdraw; /* take the approval back */
	msec from;     /* holds since then; 0: from now on. Only at first */
};
/*
 * ERR_INVALID when no day is as said; *n days changed. The calendars that name
 * the file have another version from then on: what was measured before, and
 * all that is done, stays as it was.
 */
MUST_CHECK enum err setup_approve(struct core *, struct arena *,
    const struct setup_approval *, size_t *n);

#endif
