/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_sift.c - what the database can tell of free text by itself: which
 * tickets cannot have it. Without this every ticket would be made a row, with
 * the names of all that it refers to, only to be compared and dropped.
 *
 * It lets through whatever could fit; ticket_query.c compares what is left.
 * Names are stored folded, a subject is not: there a letter that may have had
 * a mark fits any. A subject with more than ASCII and the letters of Latin-1
 * that fold to one (the query says which) always goes through.
 */
#include "base/utf8.h"
#include "core/ticket_asked.h"

/* What means something in LIKE, on either engine. */
#define SPECIAL "%_!"
/* The letters that have a mark in Latin-1. */
#define MARKED "aceinouy"

/* The longest piece without a blank: it is in one field whole, if in any. */
static struct str
longest(const struct names *text)
{
	struct str best = STR_NONE;

	for (size_t i = 0; i < text->n; i++) {
		const char *s = text->v[i].s;

		while (*s != '\0') {
			size_t n = strcspn(s, " ");

			if (n > best.len)
				best = (struct str){ s, n };
			s += n + strspn(s + n, " ");
		}
	}
	return best;
}

static bool
any_fits(uint32_t cp, bool folded)
{
	if (cp >= 0x80)
		return !folded;
	return strchr(folded ? SPECIAL : SPECIAL MARKED, (int)cp) != NULL;
}

static struct str
pattern(struct arena *a, struct str piece, bool folded)
{
	struct buf b = { 0 };
	struct str out;
	size_t n;

	buf_c(&b, '%');
	for (size_t i = 0; i < piece.len; i += n) {
		uint32_t cp = utf8_next(piece.s + i, piece.len - i, &n);

		if (any_fits(cp, folded))
			buf_c(&b, '_');
		else
			buf_add(&b, piece.s + i, n);
	}
	buf_c(&b, '%');
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* The states whose word, as a list says it, has the piece. */
static struct str
states_with(struct arena *a, struct str piece)
{
	const struct filter_choice *c = ticket_words[0].choices;
	VEC(struct str) codes = { 0 };

	for (; c->code != NULL; c++) {
		struct str code = str_of(c->code);
		struct str word = utf8_fold(a, str_of(ticket_state_word(code)));

		if (strstr(word.s, piece.s) != NULL)
			*vec_push(a, &codes) = code;
	}
	return codes.n > 0 ? ticket_json(a, codes.v, codes.n) : STR("[]");
}

void
ticket_sift(struct arena *a, struct ticket_asked *q)
{
	struct str piece = str_copy(a, longest(&q->text));

	if (piece.len == 0)
		return;
	q->fits.piece = pattern(a, piece, true);
	q->fits.piece_any = pattern(a, piece, false);
	q->fits.piece_states = states_with(a, piece);
}
