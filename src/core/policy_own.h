/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy_own.h - what the files that read a policy's text share.
 */
#ifndef CORE_POLICY_OWN_H
#define CORE_POLICY_OWN_H

#include "base/conf.h"
#include "core/policy.h"

struct policy_reading {
	struct arena *a;
	struct policy p;
	struct str default_calendar;
	VEC(struct policy_level) levels;
	VEC(struct str) seen;
	bool begun, targeted;
	bool many, skip; /* a file: several, and other kinds between */
};

/* PROMISE_KINDS for a name that is none. */
int promise_kind_find(struct str name);
/* The states in which its clock stands as long as no policy says otherwise:
 * bits of policy_state(). */
unsigned promise_kind_pauses(enum promise_kind);

/* A line about whom it fits; *mine is false when it is another. */
MUST_CHECK enum err policy_read_match(struct policy_reading *,
    const struct conf_at *, struct str key, struct str value, bool *mine,
    struct fault *);
/* "level.75% = owner": kept in ascending order. */
MUST_CHECK enum err policy_read_level(struct policy_reading *,
    const struct conf_at *, struct str share, struct str value, struct fault *);
/* Those of a policy that names none. */
void policy_usual_levels(struct policy_reading *);

#endif
