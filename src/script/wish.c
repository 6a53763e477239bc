/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wish.c - what the `do` lines of a step ask for, with their values put in.
 */
#include "script/wish.h"

static void
quote_value(struct buf *line, struct str v)
{
	buf_c(line, '"');
	for (size_t i = 0; i < v.len; i++) {
		if (v.s[i] == '"' || v.s[i] == '\\')
			buf_c(line, '\\');
		buf_c(line, v.s[i]);
	}
	buf_c(line, '"');
}

static struct str
wish_line(const struct script_run *r, const struct script_do *d)
{
	struct buf line = { 0 }, value = { 0 };
	struct str out;

	buf_str(&line, d->verb);
	for (size_t i = 0; i < d->nargs; i++) {
		buf_reset(&value);
		script_words_say(&d->args[i].value, script_run_look,
		    (void *)(uintptr_t)r, &value);
		buf_c(&line, ' ');
		if (d->args[i].name.len > 0)
			buf_printf(&line, "%s=", d->args[i].name.s);
		quote_value(&line, buf_view(&value));
	}
	out = buf_copy(r->arena, &line);
	buf_done(&line);
	buf_done(&value);
	return out;
}

/* Without those of the step, asked for when it was come by before. */
static size_t
other_wishes(const struct script_state *st, int step, struct script_wish *out)
{
	size_t n = 0;

	for (size_t i = 0; i < st->nwishes; i++)
		if (st->wishes[i].step != step)
			out[n++] = st->wishes[i];
	return n;
}

void
script_run_wish(struct script_run *r, struct script_state *st)
{
	int step = script_run_at(r);
	const struct script_step *k = script_run_step(r);
	struct script_wish *v;
	size_t n;

	if (k->acts.n == 0)
		return;
	v = NEWN(r->arena, struct script_wish, st->nwishes + k->acts.n);
	n = other_wishes(st, step, v);
	for (size_t i = 0; i < k->acts.n; i++)
		v[n++] = (struct script_wish){ step, i,
			wish_line(r, &k->acts.v[i]), k->acts.v[i].now };
	st->wishes = v;
	st->nwishes = n;
}
