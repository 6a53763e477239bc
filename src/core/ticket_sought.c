/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_sought.c - where a word that is looked for may be: in subjects
 * (ticket_word), in names of customers (search_key), of types, people, teams
 * and states, in numbers; and which tickets that are.
 */
#include "core/ticket_sought.h"

#include "base/utf8.h"
#include "core/find.h"

/* What means something in LIKE, on either engine. */
#define SPECIAL "%_!"
/* The letters that have a mark in Latin-1. */
#define MARKED "aceinouy"

enum { NAMED = 8 }; /* types, or people, that a word may mean to lead */

/* ---- patterns ----------------------------------------------------------------- */

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

struct sought
sought_word(struct arena *a, struct str word)
{
	return (struct sought){ .word = word,
		.piece = pattern(a, word, true),
		.piece_any = pattern(a, word, false),
		.lo = word,
		.hi = utf8_after(a, word) };
}

/* ---- what a word may mean ------------------------------------------------------ */

/* The states whose word, as a list says it, has the piece. */
static void
find_states(struct arena *a, struct sought *s)
{
	const struct filter_choice *c = ticket_words[0].choices;

	for (; c->code != NULL; c++) {
		struct str word = utf8_fold(a, str_of(meant(c->word)));

		if (strstr(word.s, s->word.s) != NULL)
			*vec_push(a, &s->states) = str_of(c->code);
	}
}

static enum err
find_meaning(struct looking *l, struct sought *s, bool *owed)
{
	struct rows_ticket_word_means r;
	enum err rc =
	    q_ticket_word_means(l->c->db, l->a, s->piece, s->piece_any, &r);

	for (size_t i = 0; rc == OK && i < r.n; i++)
		if (str_is(r.v[i].what, "owed"))
			*owed = true;
		else
			*vec_push(l->a,
			    str_is(r.v[i].what, "type")	      ? &s->types
				: str_is(r.v[i].what, "team") ? &s->teams
							      : &s->owners) =
			    r.v[i].code;
	find_states(l->a, s);
	return rc;
}

/* ---- ids in order ------------------------------------------------------------- */

static uint64_t
half(const char **at)
{
	uint64_t n = 0;

	for (int digits = 0; digits < 16; (*at)++) {
		unsigned c = (unsigned char)**at;

		if (c == '-')
			continue;
		n = n << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
		digits++;
	}
	return n;
}

static struct ticket_no
pack(const struct id *id)
{
	const char *at = id->s;
	struct ticket_no no;

	no.hi = half(&at);
	no.lo = half(&at);
	return no;
}

static struct str
unpack(struct arena *a, struct ticket_no no)
{
	return str_printf(a, "%08x-%04x-%04x-%04x-%012llx",
	    (unsigned)(no.hi >> 32), (unsigned)(no.hi >> 16 & 0xffff),
	    (unsigned)(no.hi & 0xffff), (unsigned)(no.lo >> 48),
	    (unsigned long long)(no.lo & 0xffffffffffff));
}

static int
by_no(const void *x, const void *y)
{
	const struct ticket_no *a = x, *b = y;

	if (a->hi != b->hi)
		return a->hi < b->hi ? -1 : 1;
	return (a->lo > b->lo) - (a->lo < b->lo);
}

/* What the index of one word gives is in order: a look tells. */
static void
put_in_order(struct sought *s)
{
	size_t i = 1, n = 0;

	while (i < s->ids.n && by_no(&s->ids.v[i - 1], &s->ids.v[i]) <= 0)
		i++;
	if (i < s->ids.n)
		qsort(s->ids.v, s->ids.n, sizeof(*s->ids.v), by_no);
	for (i = 0; i < s->ids.n; i++)
		if (n == 0 || by_no(&s->ids.v[n - 1], &s->ids.v[i]) != 0)
			s->ids.v[n++] = s->ids.v[i];
	s->ids.n = n;
}

void
sought_both(struct sought *s, const struct sought *other)
{
	size_t n = 0, k = 0;

	for (size_t i = 0; i < s->ids.n; i++) {
		while (k < other->ids.n &&
		    by_no(&other->ids.v[k], &s->ids.v[i]) < 0)
			k++;
		if (k < other->ids.n &&
		    by_no(&other->ids.v[k], &s->ids.v[i]) == 0)
			s->ids.v[n++] = s->ids.v[i];
	}
	s->ids.n = n;
}

struct str
sought_list(struct arena *a, const struct sought *s)
{
	struct arena_mark mark = arena_mark(a);
	struct buf b = { 0 };
	struct str out;

	buf_c(&b, '[');
	for (size_t i = 0; i < s->ids.n; i++) {
		buf_printf(&b, "%s\"%s\"", i > 0 ? "," : "",
		    unpack(a, s->ids.v[i]).s);
		arena_back(a, mark);
	}
	buf_c(&b, ']');
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* ---- the tickets it leads to -------------------------------------------------- */

/* All queries of ids give the same rows; they are many, and not kept. */
#define GATHER(query, ...)                                                     \
	do {                                                                   \
		struct arena_mark mark = arena_mark(&l->c->scratch);           \
		struct rows_##query r;                                         \
		enum err rc = q_##query(l->c->db, &l->c->scratch, __VA_ARGS__, \
		    (int64_t)most, &r);                                        \
                                                                               \
		for (size_t at = 0; rc == OK && at < r.n; at++)                \
			*vec_push(g, &s->ids) = pack(&r.v[at].id);             \
		if (rc != OK)                                                  \
			return rc;                                             \
		s->whole &= r.n < most;                                        \
		arena_back(&l->c->scratch, mark);                              \
	} while (0)

/* 10 begins 10, 100 to 109, 1000 to 1099 …: 0 is no beginning. */
static int64_t
number_of(struct str word)
{
	int64_t n;

	return strspn(word.s, "0123456789") == word.len && str_int(word, &n)
	    ? n
	    : 0;
}

#define NUMBER_MOST 1000000000000

/* All that is gathered below goes together, and no more than that: whoever is
 * called by a word that does not lead is not looked for among hundreds of
 * thousands. */
static void
ask_ahead(struct looking *l, const struct sought *s, size_t most)
{
	int64_t first = number_of(s->word), limit = (int64_t)most;
	struct id owner;

	q_ticket_word_names_ahead(l->c->db, s->lo, s->hi, s->whole ? limit : 1);
	if (!s->whole)
		return;
	q_ticket_word_subjects_ahead(l->c->db, s->lo, s->hi, limit);
	for (int64_t n = first, of = 1; n > 0 && n < NUMBER_MOST;
	     n *= 10, of *= 10)
		q_ticket_word_numbers_ahead(l->c->db, n, n + of, limit);
	for (size_t i = 0; i < s->types.n; i++)
		q_ticket_word_type_ahead(l->c->db, s->types.v[i], limit);
	for (size_t i = 0; i < s->owners.n; i++)
		if (id_parse(s->owners.v[i], &owner))
			q_ticket_word_owner_ahead(l->c->db, owner, limit);
}

static enum err
gather_words(struct looking *l, struct arena *g, struct sought *s, size_t most)
{
	int64_t first = number_of(s->word);

	GATHER(ticket_word_subjects, s->lo, s->hi);
	for (int64_t n = first, of = 1; n > 0 && n < NUMBER_MOST;
	     n *= 10, of *= 10)
		GATHER(ticket_word_numbers, n, n + of);
	return OK;
}

static enum err
gather_named(struct looking *l, struct arena *g, struct sought *s, size_t most)
{
	struct id owner;

	for (size_t i = 0; i < s->types.n; i++)
		GATHER(ticket_word_type, s->types.v[i]);
	for (size_t i = 0; i < s->owners.n; i++)
		if (id_parse(s->owners.v[i], &owner))
			GATHER(ticket_word_owner, owner);
	return OK;
}

/* What a team or a state has is never little. */
static bool
is_common(const struct sought *s)
{
	return s->teams.n + s->states.n > 0 || s->types.n > NAMED ||
	    s->owners.n > NAMED;
}

static enum err
gather_names(struct looking *l, struct arena *g, struct sought *s, size_t most)
{
	size_t had = s->ids.n;

	GATHER(ticket_word_names, s->lo, s->hi);
	s->named = s->ids.n > had;
	return OK;
}

enum err
sought_find(struct looking *l, struct arena *g, struct sought *s, size_t most,
    bool *owed)
{
	enum err rc;

	if ((rc = find_meaning(l, s, owed)) != OK)
		return rc;
	s->whole = !*owed && !is_common(s);
	ask_ahead(l, s, most);
	if ((rc = gather_names(l, g, s, s->whole ? most : 1)) != OK)
		return rc;
	if (s->whole && (rc = gather_words(l, g, s, most)) != OK)
		return rc;
	if (s->whole && (rc = gather_named(l, g, s, most)) != OK)
		return rc;
	put_in_order(s);
	s->whole &= s->ids.n < most;
	return OK;
}
