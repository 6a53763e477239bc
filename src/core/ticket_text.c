/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_text.c - is a text that is looked for in a ticket's row? The last
 * word on it: what the database lets through (ticket_sift.c) may be more.
 */
#include "base/utf8.h"
#include "core/find.h"
#include "core/ticket_asked.h"

struct ticket_term
ticket_term(struct arena *a, struct str text)
{
	struct ticket_term t = { .fold = utf8_fold(a, text) };
	struct words w;

	words_of(a, text, true, &w);
	for (size_t i = 0; i < w.n; i++)
		*vec_push(a, &t.words) = w.v[i];
	t.whole =
	    w.n != 1 || (!str_eq(w.v[0], t.fold) && !words_may_join(text));
	return t;
}

/* As a list says it. */
static const char *
state_said(struct str state)
{
	const struct filter_choice *c = ticket_words[0].choices;

	while (c->code != NULL && !str_is(state, c->code))
		c++;
	return c->code != NULL ? meant(c->word) : state.s;
}

/* ---- what is looked at ------------------------------------------------------- */

/* A row as text: as it is, folded, and its words, each behind a blank, once
 * they are wanted: most rows do not even have the letters. */
struct hay {
	struct str all, text, words;
	bool joins, split;
};

static void
split(struct arena *a, struct hay *h)
{
	struct buf b = { 0 };
	struct words w;

	for (int join = 0; join <= h->joins; join++) {
		words_of(a, h->all, join, &w);
		for (size_t i = 0; i < w.n; i++)
			buf_printf(&b, " %s", w.v[i].s);
	}
	h->words = buf_copy(a, &b);
	h->split = true;
	buf_done(&b);
}

static struct hay
hay_of(struct arena *a, const struct row_ticket_rows *t)
{
	const struct str fields[] = {
		str_printf(a, "t-%lld", (long long)t->number),
		t->subject,
		t->customer_name,
		t->typification_name,
		str_of(state_said(t->state)),
		t->owner_name,
		t->team_name,
	};
	struct hay h = { .split = false };
	struct buf all = { 0 };

	for (size_t i = 0; i < countof(fields); i++)
		buf_printf(&all, "%s%s", i > 0 ? " " : "", fields[i].s);
	h.all = buf_copy(a, &all);
	h.text = utf8_fold(a, h.all);
	h.joins = words_may_join(h.all);
	buf_done(&all);
	return h;
}

/* One that is joined may be written otherwise in the text. */
static bool
has_word(struct arena *a, struct hay *h, struct str word)
{
	if (!h->joins && strstr(h->text.s, word.s) == NULL)
		return false;
	if (!h->split)
		split(a, h);
	return strstr(h->words.s, str_printf(a, " %s", word.s).s) != NULL;
}

static bool
has(struct arena *a, struct hay *h, const struct ticket_term *t)
{
	for (size_t i = 0; i < t->words.n; i++)
		if (!has_word(a, h, t->words.v[i]))
			return false;
	return !t->whole || strstr(h->text.s, t->fold.s) != NULL;
}

bool
ticket_has_text(struct arena *a, const struct ticket_asked *q,
    const struct row_ticket_rows *t)
{
	struct hay h = hay_of(a, t);

	for (size_t i = 0; i < q->text.n; i++)
		if (!has(a, &h, &q->text.v[i]))
			return false;
	for (size_t i = 0; i < q->text_not.n; i++)
		if (has(a, &h, &q->text_not.v[i]))
			return false;
	return true;
}
