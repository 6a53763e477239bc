/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script.h - service scripts in the database: versions that are frozen, which
 * one a contact gets, and who went through them.
 *
 * The text itself and going through it are src/script's; here it is a bundle
 * and a state, both opaque. Publishing is MAY_SCRIPT_PUBLISH, going through one
 * MAY_INTERACTION_HANDLE on the contact, reading MAY_INTERACTION_READ.
 */
#ifndef CORE_SCRIPT_H
#define CORE_SCRIPT_H

#include "core/interaction.h"

/* Is `code` one of `kind` ("team", "queue", "typification", "leaf",
 * "outcome")? A kind that is not kept as codes, and a database that does not
 * answer, say yes. *nearest gets what was probably meant, or nothing. */
bool script_code_known(struct core *, struct arena *, struct str kind,
    struct str code, struct str *nearest);

/* ---- versions ----------------------------------------------------------- */

enum { SCRIPT_TITLES = 8 };
struct script_text {
	struct str name, title, langs, chosen, hash, bundle;
	struct {
		struct str lang, title;
	} titles[SCRIPT_TITLES]; /* in its further languages */
	size_t ntitles;
};
/*
 * A new version of `name`, *n counted from 1. It gets `share` of 100 contacts
 * (1..100), the version that had most the rest. Events script.publish,
 * script.share.
 */
MUST_CHECK enum err script_publish(struct core *, const struct script_text *,
    int64_t share, struct id *, int64_t *n);
/* The version gets that share (0..100), the one that had most the rest: 100
 * rolls back or forward to it. */
MUST_CHECK enum err script_share(struct core *, struct str name, int64_t n,
    int64_t share);
/* row_script_list; all versions, or those in force. Empty name: all. Runs are
 * counted of contacts that one sees. */
MUST_CHECK enum err script_list(struct core *, struct arena *, struct str name,
    bool live, struct rows_script_list *);
/* n = 0: the newest. ERR_NOT_FOUND. */
MUST_CHECK enum err script_find(struct core *, struct arena *, struct str name,
    int64_t n, struct row_script_find *);
MUST_CHECK enum err script_bundle_of(struct core *, struct arena *, struct id,
    struct row_script_text *);

/* One that a contact could get: how well it fits (words of its `for` line that
 * hold; -1: only by hand), the best first. The version is drawn by share, and
 * is the same whenever it is asked for the same contact. */
struct script_choice {
	struct row_script_list v;
	int fits;
};
struct script_choices {
	struct script_choice *v;
	size_t n;
};
MUST_CHECK enum err script_choose(struct core *, struct arena *,
    struct id contact, struct script_choices *);

/* ---- reports ------------------------------------------------------------ */

struct script_report_step {
	struct str step;
	int64_t visits, left; /* left: conversations that stopped there */
	int64_t median_ms;
};
/* What came after an answer. */
struct script_report_branch {
	struct str step, key, outcome; /* "" outcome: it came to no end */
	int64_t n;
};
struct script_report {
	struct row_script_find version;
	int64_t runs, ended, median_ms;
	struct script_report_step *steps;
	size_t nsteps;
	struct script_report_branch *branches;
	size_t nbranches;
};
/* Of one version, runs begun in [from, to) in contacts that one sees; n = 0:
 * the newest. */
MUST_CHECK enum err script_report(struct core *, struct arena *,
    struct str name, int64_t n, msec from, msec to, struct script_report *);

/* ---- a run -------------------------------------------------------------- */

/* row_script_run_of: the open run of a contact, or its last one.
 * ERR_NOT_FOUND without a fault when it has none. */
MUST_CHECK enum err script_run_of(struct core *, struct arena *,
    struct id contact, struct row_script_run_of *);
/* The visits of a run, the newest first, at most 200. */
/* In core_read(): wishes and way, asked ahead. */
void script_way_ahead(struct core *, struct id run);
MUST_CHECK enum err script_way(struct core *, struct arena *, struct id run,
    struct rows_script_visits *);
/* What may be said without asking; veiled by class. */
void script_facts_ahead(struct core *, struct id contact);
MUST_CHECK enum err script_facts(struct core *, struct arena *,
    struct id contact, struct row_script_facts *);

struct script_answer {
	struct str field, value; /* empty: no longer answered */
};
/* Something a script asks to be done. */
struct script_act {
	struct str place; /* "step#0", unique in the run */
	struct str line;
};
struct script_acts {
	const struct script_act *v;
	size_t n;
	/* Does it, inside the transaction. *ticket: one that it made. */
	enum err (*act)(void *u, struct str line, struct id *ticket);
	void *u;
	bool *undone; /* n; set where it was refused and left */
	struct fault *why;
	bool skip; /* what is refused is left undone; else all is refused */
};

/* Event script.start. ERR_INVALID when a run is open, or the contact closed. */
MUST_CHECK enum err script_begin(struct core *, struct id contact,
    struct id script, struct str lang, struct str step, struct str body,
    struct id *run);

struct script_go {
	int64_t
	    seq; /* the visit that is left; ERR_CONFLICT if it is not open */
	struct str move, key; /* how it is left */
	int64_t prior;	      /* of the visit that is entered */
	struct str step, body, lang;
	const struct script_answer *answers;
	size_t nanswers;
	struct script_acts acts; /* at once; done once for each place */
};
/* What was asked for so far, and what became of it. */
MUST_CHECK enum err script_wishes(struct core *, struct arena *, struct id run,
    struct rows_script_wish_list *);
/* From one visit to the next; event script.go. The move "language" changes how
 * the run is spoken and stays at its visit. */
MUST_CHECK enum err script_go(struct core *, struct id contact,
    const struct script_go *);
MUST_CHECK enum err script_visit(struct core *, struct arena *, struct id run,
    int64_t seq, struct row_script_visit_get *);

struct script_ending {
	int64_t seq;
	struct interaction_finish finish; /* a ticket that is made goes in */
	struct script_acts acts;
};
/*
 * The end: acts, typification, note and outcome, the contact closed and the
 * run ended, all in one transaction or nothing; then events are
 * interaction.finish and one for each act.
 */
MUST_CHECK enum err script_finish(struct core *, struct id contact,
    struct script_ending *);
/* The run stops where it is; the contact goes on by hand. */
MUST_CHECK enum err script_leave(struct core *, struct id contact);

#endif
