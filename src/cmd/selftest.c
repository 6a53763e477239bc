/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * selftest.c - the verb that works out the published promises on this machine.
 */
#include "core/sla_check.h"

#include "cmd/cmd.h"

static enum err
open_calendar(const char *name, struct calendar **out, struct fault *f)
{
	*out = NULL;
	if (name == NULL)
		return OK;
	return calendar_text(sla_vector_calendars(), "selftest", NULL,
	    str_of(name), out, f);
}

static void
answer(struct reply *r, const struct sla_checked *k)
{
	const struct sla_vector *v = k->vector;

	reply_line(r);
	reply_text(r, "vector", str_of(v->id));
	reply_text(r, "result", k->good ? STR("ok") : STR("wrong"));
	reply_text(r, "expected", str_of(v->expect));
	reply_text(r, "got", k->got);
	reply_text(r, "zone_data", zone_version());
	reply_text(r, "what", str_of(_(v->what)));
}

static enum err
selftest(struct cmd_ctx *cx, const struct args *a)
{
	struct fault *f = &cx->core->fault;
	const struct sla_vector *v;
	size_t n = sla_vectors(&v);
	int wrong = 0;
	enum err rc = OK;

	(void)a;
	reply_text(cx->reply, "zone_data", zone_version());
	reply_table(cx->reply, "rows");
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct calendar *c = NULL, *to = NULL;
		struct sla_checked k;

		if ((rc = open_calendar(v[i].calendar, &c, f)) == OK &&
		    (rc = open_calendar(v[i].to_calendar, &to, f)) == OK) {
			k = sla_check(cx->arena, &v[i], c, to);
			answer(cx->reply, &k);
			wrong += !k.good;
		}
		calendar_free(c);
		calendar_free(to);
	}
	cx->reply->keep = true;
	reply_thing(cx->reply);
	if (rc == OK && wrong > 0)
		rc = fail(f, ERR_INVALID,
		    ngettext("%d promise is not computed as published; look "
			     "at the system's zone data (tzdata)",
			"%d promises are not computed as published; look at "
			"the system's zone data (tzdata)",
			(unsigned long)wrong),
		    wrong);
	return rc;
}

const struct cmd_def cmd_selftest[] = {
	{ .name = "selftest",
	    .run = selftest,
	    .needs = NEED_NONE,
	    .columns = "vector result expected got what",
	    .help = N_("Work out the published promises on this machine"),
	    .more = N_("Exit status 1 when one comes out otherwise. Needs no "
		       "database.") },
	{ 0 },
};
