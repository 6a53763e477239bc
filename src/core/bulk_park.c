/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_park.c - until when many tickets are put aside, and why: a time is told
 * from a reason, with quotes and without.
 */
#include "core/bulk_own.h"

#include "base/utf8.h"
#include "core/when.h"

enum { TIME_WORDS = 6 }; /* "a las 9 de la tarde" */

/* Behind these a time may be written as it is spoken. */
static const char *const dated[] = { "until", "wait-customer", "wait-third",
	"schedule" };

static struct str
word_of(const char *name)
{
	const struct filter_def *d = bulk_words;

	while (d->name != NULL && strcmp(d->name, name) != 0)
		d++;
	return d->name != NULL ? filter_word(d) : str_of(name);
}

static bool
is_time(struct core *c, struct str s, msec *at)
{
	return when_parse(s, zone_get(c->me.zone), clock_now(c->clock), at,
		   NULL) == OK;
}

/* Bytes of "until:" and its like here, in either language; or 0. */
static size_t
named(struct arena *a, const char *s)
{
	size_t n = strcspn(s, ": \t\"");
	struct str typed;

	if (s[n] != ':')
		return 0;
	typed = utf8_fold(a, str_copyn(a, s, n));
	for (size_t i = 0; i < countof(dated); i++)
		if (str_is(typed, dated[i]) ||
		    str_eq(typed, utf8_fold(a, word_of(dated[i]))))
			return n + 1;
	return 0;
}

/* Bytes of the longest time that begins here; or 0. */
static size_t
time_here(struct core *c, struct arena *a, const char *s)
{
	size_t end = 0, best = 0;
	msec at;

	for (int i = 0; i < TIME_WORDS; i++) {
		size_t gap = strspn(s + end, " \t"), n;

		n = strcspn(s + end + gap, " \t\"");
		if ((i == 0 && gap > 0) || n == 0 || s[end + gap + n] == '"')
			break;
		end += gap + n;
		if (is_time(c, str_copyn(a, s, end), &at))
			best = end;
	}
	return best;
}

struct str
bulk_quote_times(struct core *c, struct arena *a, struct str words)
{
	struct buf b = { 0 };
	bool quoted = false;
	struct str out;
	size_t n, len;

	for (const char *s = words.s; *s != '\0';) {
		bool first = s == words.s || s[-1] == ' ' || s[-1] == '\t';

		n = !quoted && first ? named(a, s) : 0;
		len = n > 0 ? time_here(c, a, s + n) : 0;
		if (len > 0) {
			buf_printf(&b, "%.*s\"%.*s\"", (int)n, s, (int)len,
			    s + n);
			s += n + len;
			continue;
		}
		quoted ^= *s == '"';
		buf_c(&b, *s++);
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

enum err
bulk_read_until(struct core *c, struct str typed, msec *until)
{
	msec now = clock_now(c->clock);
	enum err rc =
	    when_parse(typed, zone_get(c->me.zone), now, until, &c->fault);

	if (rc == OK && *until <= now)
		return fail(&c->fault, ERR_INVALID,
		    _("%s:\"%s\" has passed; nothing was changed"),
		    word_of("until").s, typed.s);
	return rc;
}

/* What stands for a reason where only a day was said. */
static struct str
usual_reason(struct str state)
{
	if (str_is(state, "pending-customer"))
		return str_of(_("the customer"));
	if (str_is(state, "pending-third-party"))
		return str_of(_("somebody outside: a supplier, an insurer"));
	return str_of(_("its day: something was agreed"));
}

enum err
bulk_check_park(struct core *c, struct bulk_do *d)
{
	bool parks = d->move != NULL && strcmp(d->move, "park") == 0;
	msec at;

	if (!parks && d->until == 0)
		return OK;
	if (!parks)
		return fail(&c->fault, ERR_NEED_ARG,
		    _("'%s' goes with a word that parks: %s:\"...\""),
		    word_of("until").s, word_of("wait-customer").s);
	if (!is_time(c, d->text, &at))
		return d->until != 0
		    ? OK
		    : fail(&c->fault, ERR_NEED_ARG,
			  _("say until when, too: %s:\"tomorrow 10:00\""),
			  word_of("until").s);
	if (d->until != 0)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is a time and no reason: write it behind %s:"),
		    d->text.s, word_of("until").s);
	if (bulk_read_until(c, d->text, &d->until) != OK)
		return c->fault.code;
	d->text = usual_reason(d->state);
	return OK;
}
