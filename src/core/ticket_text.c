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

/* A row as text: folded as it is, and its words, each behind a blank. */
struct hay {
	struct str text, words;
};

static void
add_words(struct arena *a, struct buf *b, struct str field)
{
	struct words w;

	for (int join = 0; join <= words_may_join(field); join++) {
		words_of(a, field, join, &w);
		for (size_t i = 0; i < w.n; i++)
			buf_printf(b, " %s", w.v[i].s);
	}
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
	struct buf all = { 0 }, words = { 0 };
	struct hay h;

	for (size_t i = 0; i < countof(fields); i++) {
		buf_printf(&all, "%s%s", i > 0 ? " " : "", fields[i].s);
		add_words(a, &words, fields[i]);
	}
	h.text = utf8_fold(a, buf_view(&all));
	h.words = buf_copy(a, &words);
	buf_done(&all);
	buf_done(&words);
	return h;
}

static bool
has(struct arena *a, const struct hay *h, const struct ticket_term *t)
{
	for (size_t i = 0; i < t->words.n; i++)
		if (strstr(h->words.s,
			str_printf(a, " %s", t->words.v[i].s).s) == NULL)
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
