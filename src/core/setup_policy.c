/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setup_policy.c - policies as a kind of setup.
 */
#include "core/calendar_store.h"
#include "core/policy.h"
#include "core/setup_own.h"

static enum err
from(struct str text, msec *from, struct fault *f)
{
	(void)text, (void)f;
	*from = INT64_MIN;
	return OK;
}

/* Calendars come from the folder, or are in force already. */
static enum err
fits(struct core *c, const struct setup_item *is, const struct setup_items *all,
    struct fault *f)
{
	struct policy p;
	bool known = false;
	enum err rc;

	rc = policy_parse(is->text, is->file.s, &c->scratch, &p, f);
	for (int k = 0; k < PROMISE_KINDS && rc == OK; k++) {
		if (!p.has[k])
			continue;
		known = false;
		for (size_t i = 0; i < all->n && !known; i++)
			known = strcmp(all->v[i].kind->name, "calendar") == 0 &&
			    str_eq(all->v[i].name, p.calendar[k]);
		if (!known)
			rc = calendar_known(c, p.calendar[k], &known);
		if (rc == OK && !known)
			return fail(f, ERR_INVALID,
			    _("%s:%d: the policy %s counts in the calendar "
			      "'%s', and there is none: put it into the "
			      "folder"),
			    is->file.s, is->line, p.name.s, p.calendar[k].s);
	}
	return rc;
}

const struct setup_kind setup_policy = { .name = "policy",
	.check_file = policies_check,
	.check_item = fits,
	.from = from };
