/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_sift.c - how a filter is best read: what leads to few tickets, and
 * what the database can tell of free text by itself. Without this every ticket
 * would be made a row, with the names of all that it refers to, only to be
 * compared and dropped.
 *
 * Each word is looked for where it may be: in subjects (ticket_word), in names
 * of customers (search_key), of types, people, teams and states, in numbers.
 * The rarest leads when it is rare enough, the next one sifts; ticket_text.c
 * compares what is left.
 */
#include "base/utf8.h"
#include "core/find.h"
#include "core/ticket_asked.h"

/* What means something in LIKE, on either engine. */
#define SPECIAL "%_!"
/* The letters that have a mark in Latin-1. */
#define MARKED "aceinouy"

enum {
	LOOKED = 4,   /* words of a text that are looked for: the longest */
	FEW = 2000,   /* tickets that are read before any other index */
	MANY = 20000, /* and at most, behind people and customers */
	BOTH = 60000, /* where another word is left to sift them */
	NAMED = 8     /* types, or people, that a word may mean to lead */
};

/* A word that is looked for, what it may mean, and the tickets it leads to. */
struct sought {
	struct str word, piece,
	    piece_any;	   /* patterns: of folded text, of any */
	struct str lo, hi; /* words that begin so */
	struct names types, owners, teams, states;
	struct names ids;
	size_t width; /* about as many; `most`: too many, ids are not all */
};

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

/* ---- what a word may mean ------------------------------------------------------ */

static struct str
list_of(struct arena *a, const struct names *v)
{
	return v->n > 0 ? ticket_json(a, v->v, v->n) : STR_NONE;
}

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

/* *owed: there are tickets whose words are not filled. */
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

/* ---- the tickets it leads to -------------------------------------------------- */

/* All queries of ids give the same rows. */
#define GATHER(query, ...)                                                     \
	do {                                                                   \
		struct rows_##query r;                                         \
		enum err rc =                                                  \
		    q_##query(l->c->db, l->a, __VA_ARGS__, (int64_t)most, &r); \
                                                                               \
		for (size_t at = 0; rc == OK && at < r.n; at++)                \
			*vec_push(l->a, &s->ids) = id_str(&r.v[at].id);        \
		if (rc != OK)                                                  \
			return rc;                                             \
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

static void
ask_ahead(struct looking *l, const struct sought *s, size_t most)
{
	int64_t first = number_of(s->word);

	q_ticket_word_means_ahead(l->c->db, s->piece, s->piece_any);
	q_ticket_word_subjects_ahead(l->c->db, s->lo, s->hi, (int64_t)most);
	q_ticket_word_names_ahead(l->c->db, s->lo, s->hi, (int64_t)most);
	for (int64_t n = first, of = 1; n > 0 && n < NUMBER_MOST;
	     n *= 10, of *= 10)
		q_ticket_word_numbers_ahead(l->c->db, n, n + of, (int64_t)most);
}

static enum err
gather_words(struct looking *l, struct sought *s, size_t most)
{
	int64_t first = number_of(s->word);

	GATHER(ticket_word_subjects, s->lo, s->hi);
	GATHER(ticket_word_names, s->lo, s->hi);
	for (int64_t n = first, of = 1; n > 0 && n < NUMBER_MOST;
	     n *= 10, of *= 10)
		GATHER(ticket_word_numbers, n, n + of);
	return OK;
}

static enum err
gather_named(struct looking *l, struct sought *s, size_t most)
{
	struct id owner;

	for (size_t i = 0; i < s->types.n; i++)
		q_ticket_word_type_ahead(l->c->db, s->types.v[i],
		    (int64_t)most);
	for (size_t i = 0; i < s->owners.n; i++)
		if (id_parse(s->owners.v[i], &owner))
			q_ticket_word_owner_ahead(l->c->db, owner,
			    (int64_t)most);
	for (size_t i = 0; i < s->types.n; i++)
		GATHER(ticket_word_type, s->types.v[i]);
	for (size_t i = 0; i < s->owners.n; i++)
		if (id_parse(s->owners.v[i], &owner))
			GATHER(ticket_word_owner, owner);
	return OK;
}

static int
by_text_of(const void *x, const void *y)
{
	const struct str *a = x, *b = y;

	return strcmp(a->s, b->s);
}

static void
once(struct names *v)
{
	size_t n = 0;

	if (v->n > 1)
		qsort(v->v, v->n, sizeof(*v->v), by_text_of);
	for (size_t i = 0; i < v->n; i++)
		if (n == 0 || !str_eq(v->v[n - 1], v->v[i]))
			v->v[n++] = v->v[i];
	v->n = n;
}

/* What a team or a state has is never little. */
static bool
is_common(const struct sought *s)
{
	return s->teams.n + s->states.n > 0 || s->types.n > NAMED ||
	    s->owners.n > NAMED;
}

static enum err
seek(struct looking *l, struct sought *s, size_t most, bool *owed)
{
	enum err rc;

	ask_ahead(l, s, most);
	if ((rc = find_meaning(l, s, owed)) != OK ||
	    (rc = gather_words(l, s, most)) != OK)
		return rc;
	s->width = most;
	if (*owed || is_common(s) || s->ids.n >= most)
		return OK;
	if ((rc = gather_named(l, s, most)) != OK)
		return rc;
	once(&s->ids);
	s->width = s->ids.n < most ? s->ids.n : most;
	return OK;
}

/* ---- which leads, which sifts ---------------------------------------------------- */

static int
longer(const void *x, const void *y)
{
	const struct str *a = x, *b = y;

	return (a->len < b->len) - (a->len > b->len);
}

static int
rarer(const void *x, const void *y)
{
	const struct sought *a = x, *b = y;

	return (a->width > b->width) - (a->width < b->width);
}

static void
sift_by(struct arena *a, struct part_ticket_fits *f, const struct sought *s)
{
	f->piece = s->piece;
	f->piece_any = s->piece_any;
	f->piece_states = list_of(a, &s->states);
	f->piece_types = list_of(a, &s->types);
	f->piece_owners = list_of(a, &s->owners);
	f->piece_teams = list_of(a, &s->teams);
	f->piece_lo = s->lo;
	f->piece_hi = s->hi;
}

/* The words of the text, the longest first. */
static size_t
read_words(struct looking *l, struct sought s[LOOKED])
{
	const struct ticket_asked *q = l->q;
	struct names words = { .v = NULL };
	size_t n;

	for (size_t i = 0; i < q->text.n; i++)
		for (size_t k = 0; k < q->text.v[i].words.n; k++)
			*vec_push(l->a, &words) = q->text.v[i].words.v[k];
	if (words.n > 1)
		qsort(words.v, words.n, sizeof(*words.v), longer);
	n = words.n < LOOKED ? words.n : LOOKED;
	for (size_t i = 0; i < n; i++)
		s[i] = (struct sought){ .word = words.v[i],
			.piece = pattern(l->a, words.v[i], true),
			.piece_any = pattern(l->a, words.v[i], false),
			.lo = words.v[i],
			.hi = utf8_after(l->a, words.v[i]) };
	return n;
}

static void
settle(struct looking *l, struct sought *s, size_t n, size_t most, bool owed)
{
	struct ticket_asked *q = l->q;

	qsort(s, n, sizeof(*s), rarer);
	if (owed || s[0].width >= most) {
		sift_by(l->a, &q->fits, &s[0]);
		return;
	}
	q->lead = s[0].width < FEW ? LEAD_WORD_FIRST : LEAD_WORD;
	q->ids = ticket_json(l->a, s[0].ids.v, s[0].ids.n);
	if (n > 1)
		sift_by(l->a, &q->fits, &s[1]);
}

/* In a transaction: none is gathered further than the rarest so far. */
static enum err
by_text(struct core *c, void *u)
{
	struct looking *l = u;
	struct sought s[LOOKED];
	size_t n = read_words(l, s), most = n > 1 ? BOTH : MANY, least = most;
	bool owed = false;
	enum err rc = OK;

	for (size_t i = 0; rc == OK && i < n; i++) {
		rc = seek(l, &s[i], least, &owed);
		least = s[i].width < least ? s[i].width + 1 : least;
	}
	if (rc == OK && n > 0)
		settle(l, s, n, most, owed);
	return core_db(c, rc);
}

/* What was resolved in some hours is little among all there is. */
static enum err
by_resolved(struct looking *l)
{
	struct part_ticket_fits *f = &l->q->fits;
	struct row_ticket_resolved_width width;
	enum err rc;

	if (f->resolved_from == 0 || l->q->order == TICKET_DUE ||
	    l->q->lead == LEAD_WORD_FIRST)
		return OK;
	rc = core_db(l->c,
	    q_ticket_resolved_width(l->c->db, l->a, f->resolved_from,
		f->resolved_to, MANY, &width));
	if (rc == OK && width.n < MANY)
		l->q->lead = LEAD_RESOLVED;
	return rc;
}

enum err
ticket_sift(struct looking *l)
{
	const struct part_ticket_fits *f = &l->q->fits;
	enum err rc = OK;

	/* Of one instant: its number was said. */
	if (l->q->text.n > 0 && f->created_from != f->created_to)
		rc = core_read(l->c, by_text, l);
	return rc == OK ? by_resolved(l) : rc;
}
