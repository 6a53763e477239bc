/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep_part.c - what the parts of a sweep share: whether it goes on, and what
 * a thing that did not go well means for it.
 */
#include "core/sweep_part.h"

#include "base/log.h"
#include "core/core.h"

int64_t
sweep_count(const struct sweep_done *d)
{
	return d->resumed + d->levels + d->told + d->over + d->expired +
	    d->calls + d->dates + d->warned + d->ended;
}

bool
sweep_going(const struct sweep *s)
{
	return s->o->most == 0 || sweep_count(&s->d) < s->o->most;
}

/* One thing was done, or was no longer to be done; a database that is gone
 * ends the sweep, anything else only this thing. */
enum err
sweep_thing(struct sweep *s, enum err rc)
{
	struct core *c = s->c;

	switch (rc) {
	case OK:
	case ERR_CONFLICT:
	case ERR_NOT_FOUND:
		break;
	case ERR_DB:
	case ERR_IO:
	case ERR_DISK:
	case ERR_BUSY:
	case ERR_UNKNOWN:
	case ERR_CANCELLED:
		return rc;
	default:
		s->d.failed++;
		log_warn("sweep.thing why=%s", c->fault.text);
	}
	core_rest(c);
	return OK;
}

enum err
sweep_page(struct sweep *s, const void *rows, size_t n, size_t size,
    enum err (*one)(struct sweep *, const void *row), bool *more)
{
	size_t done = 0;
	enum err rc;

	for (size_t i = 0; i < n && sweep_going(s); i++) {
		rc = one(s, (const char *)rows + i * size);
		done += rc == OK;
		if ((rc = sweep_thing(s, rc)) != OK)
			return rc;
	}
	*more = n == SWEEP_PAGE && done > 0;
	return OK;
}
