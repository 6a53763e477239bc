/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scripttest.h - scripts for the tests of scripts: written, published, and gone
 * through by the words that a person would say.
 */
#ifndef SCRIPTTEST_H
#define SCRIPTTEST_H

#include "tickettest.h"

#include <unistd.h>

#include "cmd/cmd.h"
#include "core/interaction.h"
#include "core/script.h"

/* Where the script lies that is published. */
static char path[40];
static struct arena a;

/* Words as a person says them; what they answer stays in `r`. */
struct said {
	struct reply r;
	struct fault fault;
	enum err rc;
};

static inline struct said
say(struct world *w, const char *fmt, ...)
{
	struct said s;
	struct cmd_ctx cx = { .core = &w->c, .reply = &s.r, .arena = &a };
	struct buf b = { 0 };
	va_list ap;

	memset(&s, 0, sizeof(s));
	reply_init(&s.r, &a);
	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	s.rc = cmd_do(&cx, str_copy(&a, buf_view(&b)));
	s.fault = w->c.fault;
	buf_done(&b);
	return s;
}

static inline const char *
cell(const struct said *s, const char *name)
{
	for (size_t i = 0; i < s->r.thing.n; i++)
		if (strcmp(s->r.thing.v[i].name, name) == 0)
			return s->r.thing.v[i].s.s;
	return "";
}

static inline struct said
well(struct world *w, const char *words)
{
	struct said s = say(w, "%s", words);

	if (s.rc != OK)
		fail_msg("%s: %s", words, s.fault.text);
	return s;
}

static inline void
write_script(const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static inline struct id
talk(struct world *w)
{
	struct interaction_new in = { .customer = customer(w, "María Muñoz"),
		.channel = STR("phone"),
		.queue = STR("ventas") };
	struct id id;

	fine(w, interaction_start(&w->c, &in, &id));
	return id;
}

static inline void
publish(struct world *w, const char *text, const char *more)
{
	struct said s;

	write_script(text);
	s = say(w, "script publish %s %s", path, more);
	if (s.rc != OK)
		fail_msg("%s", s.fault.text);
}

static inline int
start(void **state)
{
	int rc = world_start(state);

	snprintf(path, sizeof(path), "/tmp/cabina-script-%d.call",
	    (int)getpid());
	return rc;
}

static inline int
finish(void **state)
{
	unlink(path);
	return world_end(state);
}

#define AT(fn) cmocka_unit_test_setup_teardown(fn, start, finish)

#endif
