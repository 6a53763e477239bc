/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * audit.h - reading the event log as a trail: is it whole, where does it
 * stand, who did what; and forgetting what only protected a retry.
 */
#ifndef CORE_AUDIT_H
#define CORE_AUDIT_H

#include "core/core.h"
#include "queries.h"

/*
 * Setup objects (a team, a role, a branch …) have a code and no id; the log
 * wants an id. It is made from kind and code and is always the same, so that
 * one look-up finds what happened to "team" "sales".
 */
struct id audit_id(const char *kind, struct str code);

/* What the log calls a field's class: CLASS_OPEN for a field it does not
 * know. Custom fields have theirs in field_def. */
enum col_class audit_class(struct str entity, struct str field);
/* May the acting person read this class in clear? */
bool audit_clear(const struct core *, int64_t class);
/* What stands for a value that is not read in clear. */
#define AUDIT_VEIL STR("•••")

/*
 * Walk the chain; needs MAY_AUDIT_READ. `anchor` is "" or "N:HASH" as kept
 * elsewhere: then event N must still have that hash (it shows a log cut
 * short). All anchors stored here are compared as well.
 *
 * OK also when the chain is broken: out->bad is the first event that does not
 * fit, out->why says how. ERR_INVALID when `anchor` cannot be read.
 */
MUST_CHECK enum err audit_verify(struct core *, struct str anchor,
    struct event_check *out);

/* Where the log stands now, to be kept elsewhere; also stored beside the log.
 * Itself an event (audit.anchor), which comes after what it anchors.
 * ERR_INVALID on an empty log. */
MUST_CHECK enum err audit_anchor(struct core *, int64_t *n, char hash[65]);

struct audit_filter {
	struct id entity; /* ID_NONE: of anything */
	struct id actor;  /* acting or at the keyboard; ID_NONE: anybody */
	struct str kind;  /* "ticket.create", or "ticket." for a prefix */
	int64_t since;	  /* only events after this number */
	int64_t limit;	  /* 1..1000; 0 is 100 */
};

/* An event, with the names of who did it, and what it changed. */
struct audit_event {
	struct row_audit_events e;
	const struct row_audit_values *values;
	size_t nvalues;
};

struct audit_list {
	struct audit_event *v;
	size_t n;
};

/* Oldest first after `since`; needs MAY_AUDIT_READ. Without `since` the last
 * `limit` events, oldest first. Values of veiled classes are AUDIT_VEIL. */
MUST_CHECK enum err audit_list(struct core *, struct arena *,
    const struct audit_filter *, struct audit_list *);

/* Forget operations applied more than 90 days ago (core_write refuses their
 * ids from then on). *gone: how many. Needs MAY_AGENT_ADMIN; one event. */
MUST_CHECK enum err audit_forget(struct core *, int64_t *gone);

#endif
