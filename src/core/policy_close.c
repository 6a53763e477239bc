/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy_close.c - the lines of a policy about what closes by itself.
 */
#include "core/due.h"
#include "core/policy.h"

static const char *const states[CLOSE_STATES] = {
	[CLOSE_RESOLVED] = "resolved", [CLOSE_CUSTOMER] = "pending-customer"
};

static int
find(const char *state)
{
	int i = 0;

	while (i < CLOSE_STATES && strcmp(state, states[i]) != 0)
		i++;
	return i;
}

static enum err
read_warns(struct arena *a, struct policy_close *k, struct str value,
    struct fault *f)
{
	struct str one;
	enum err rc = OK;

	k->nwarn = 0;
	while (rc == OK && str_next(a, &value, ',', &one)) {
		if (k->nwarn == POLICY_WARNS)
			return fail(f, ERR_INVALID,
			    _("at most %d times before it is closed"),
			    POLICY_WARNS);
		rc = due_parse(a, one, &k->warn[k->nwarn++], f);
	}
	return rc;
}

enum err
policy_read_close(struct arena *a, struct policy *p, struct str key,
    struct str value, bool *mine, struct fault *f)
{
	bool close = str_starts(key, STR("close."));
	bool warn = str_starts(key, STR("warn."));
	int i;

	*mine = true;
	*mine = close || warn;
	if (!*mine)
		return OK;
	if ((i = find(key.s + (close ? 6 : 5))) == CLOSE_STATES)
		return fail(f, ERR_INVALID,
		    _("nothing closes by itself in '%s': there are resolved "
		      "and pending-customer"),
		    key.s + (close ? 6 : 5));
	if (warn)
		return read_warns(a, &p->close[i], value, f);
	p->close[i].given = true;
	return due_parse(a, value, &p->close[i].after, f);
}

const struct policy_close *
policy_close_of(const struct policy *p, struct str state)
{
	int i = find(state.s);

	return i < CLOSE_STATES && p->close[i].given ? &p->close[i] : NULL;
}
