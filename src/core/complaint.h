/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complaint.h - what a ticket has that is a complaint: a folio for the
 * customer, the outcome, the root cause, and what is given to make it good.
 *
 * A ticket is one when its typification is of kind complaint; the folio comes
 * with it. Redress is in whole pesos. What somebody may not give alone is
 * asked for, and granted or refused by another person whose limit reaches: the
 * database itself refuses that the two be one. Where the setup has a rule
 * [approval redress] (approval.h), what it says of an amount comes first: until
 * its words are given, nobody grants.
 */
#ifndef CORE_COMPLAINT_H
#define CORE_COMPLAINT_H

#include "core/ticket.h"

#define REDRESS_MAX 1000000000

/* How one ends: the code, and its word, which is to be translated. */
struct complaint_ending {
	const char *code, *word;
};
extern const struct complaint_ending complaint_endings[]; /* to a zero row */

struct complaint_outcome {
	struct str outcome; /* upheld, partly, rejected; empty: as it is */
	struct str cause;   /* a code without children; empty: as it is */
	int64_t redress;    /* 0 and up; -1: as it is */
	bool ending; /* with its ticket: nothing that would wait for others */
};

/* MAY_TICKET_RESOLVE, event ticket.outcome. ERR_INVALID: not a complaint, no
 * such outcome or cause, redress for a rejected one. */
MUST_CHECK enum err complaint_decide(struct core *, struct id ticket,
    const struct complaint_outcome *);
/* Redress that was asked for: MAY_TICKET_RESOLVE, event ticket.redress.
 * ERR_DENIED for who asked, and below the person's limit. */
MUST_CHECK enum err complaint_answer(struct core *, struct id ticket,
    bool grant, struct str reason);
/* MAY_TICKET_READ; ERR_NOT_FOUND when it is no complaint. */
MUST_CHECK enum err complaint_get(struct core *, struct arena *,
    struct id ticket, struct row_complaint_get *);
MUST_CHECK enum err complaint_causes(struct core *, struct arena *,
    struct rows_cause_list *);

/* What a role gives alone: MAY_SETUP_EDIT, event complaint.limit. */
MUST_CHECK enum err complaint_limit(struct core *, struct str role,
    int64_t most);
/* The rule of approvals by which redress asks for words. */
#define COMPLAINT_RULE STR("redress")

/* Redress that was asked for and waits, on a ticket or (none) on any in sight;
 * `mine`: it waits for the acting person. At most 200. MAY_TICKET_READ. */
struct redress_row {
	struct row_complaint_waiting k;
	bool mine;
};
struct redress_rows {
	struct redress_row *v;
	size_t n;
};
MUST_CHECK enum err complaint_waiting(struct core *, struct arena *,
    struct id ticket, struct redress_rows *);

/* Why one of them is not the acting person's to grant, in the words of who is
 * refused; "" when it is. */
MUST_CHECK enum err complaint_why_not(struct core *, struct arena *,
    struct id ticket, struct id asked_by, int64_t redress, struct str *why);

struct complaint_limits {
	struct row_complaint_limits *v;
	size_t n;
};
MUST_CHECK enum err complaint_limits(struct core *, struct arena *,
    struct complaint_limits *);
/* What the acting person may decide, in pesos; -1 for a role that is none. */
MUST_CHECK enum err complaint_my_limit(struct core *, int64_t *most);

/* ---- for bodies of core -------------------------------------------------- */

/* A ticket that is a complaint from now on has a folio. */
MUST_CHECK enum err complaint_begin(struct core *, struct write *);
/* The outcome of a ticket that was taken; nothing when `o` says nothing. */
MUST_CHECK enum err complaint_put(struct core *, struct write *,
    const struct complaint_outcome *o);
/* An approval of the ticket was given, by the acting person: redress that
 * waited for just that is granted with it, if their own limit reaches. */
MUST_CHECK enum err complaint_agreed(struct core *, struct write *);
/* Has it all that its leaf's `closing` demands of a complaint? ERR_NEED_ARG
 * says what is missing, ERR_INVALID that redress waits for its answer. */
MUST_CHECK enum err complaint_ready(struct core *, struct id ticket,
    int64_t number, const struct row_typification_get *leaf);
struct undo_of;
MUST_CHECK enum err complaint_back(struct core *, struct write *,
    const struct undo_of *);
/* "partly upheld"; the code where there is no such outcome. */
const char *complaint_outcome_word(struct str outcome);
/* Is this word of a leaf's `closing` the complaint's own, not a field? */
bool complaint_word(struct str);

/* ---- the receipt --------------------------------------------------------- */

/*
 * What the customer takes away: the folio (of another ticket its number), who,
 * what about, what was said at first, when an answer is due, and the branch; in
 * the customer's language. Plain text of at most 76 columns, or one HTML
 * document without anything from elsewhere. MAY_TICKET_READ.
 */
MUST_CHECK enum err ticket_receipt(struct core *, struct arena *, struct id,
    bool html, struct str *out);
/* The same into a new file that only its owner reads; never over one that is
 * there. */
MUST_CHECK enum err ticket_receipt_save(struct core *, struct id, bool html,
    struct str path);

#endif
