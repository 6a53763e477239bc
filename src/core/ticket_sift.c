/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_sift.c - how a filter is best read: what leads to few tickets, and
 * what the database can tell of free text by itself. Without this every ticket
 * would be made a row, with the names of all that it refers to, only to be
 * compared and dropped.
 *
 * The tickets that each word leads to (ticket_sought.c) are put side by side:
 * those that all of them have lead when they are few enough, and a word that
 * too many have sifts them; ticket_text.c compares what is left.
 */
#include "core/list.h"
#include "core/ticket_sought.h"

enum {
	LOOKED = 4,	/* words of a text that are looked for: the longest */
	FEW = 2000,	/* tickets that are read before any other index */
	MANY = 20000,	/* at most for a word alone, behind people and such */
	BOTH = 150000,	/* and where something else is left to sift them */
	EACH = 600000,	/* at most of one word, to be put beside another's */
	FEW_OWN = 5000, /* customers of a segment whose tickets are read */
	BRIEF = 2	/* letters that are nothing to look for beside words */
};

/* ---- which leads, which sifts ---------------------------------------------------- */

static int
longer(const void *x, const void *y)
{
	const struct str *a = x, *b = y;

	return (a->len < b->len) - (a->len > b->len);
}

/* Those that lead first, the rarest before all. */
static int
rarer(const void *x, const void *y)
{
	const struct sought *a = x, *b = y;

	if (a->whole != b->whole)
		return a->whole ? -1 : 1;
	return (a->ids.n > b->ids.n) - (a->ids.n < b->ids.n);
}

static struct str
list_of(struct arena *a, const struct names *v)
{
	return v->n > 0 ? ticket_json(a, v->v, v->n) : STR_NONE;
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
	f->piece_lo = s->named ? s->lo : STR_NONE;
	f->piece_hi = s->named ? s->hi : STR_NONE;
}

static void
sift_also(struct arena *a, struct part_ticket_fits *f, const struct sought *s)
{
	f->also = s->piece;
	f->also_any = s->piece_any;
	f->also_states = list_of(a, &s->states);
	f->also_types = list_of(a, &s->types);
	f->also_owners = list_of(a, &s->owners);
	f->also_teams = list_of(a, &s->teams);
	f->also_lo = s->named ? s->lo : STR_NONE;
	f->also_hi = s->named ? s->hi : STR_NONE;
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
	while (words.n > 1 && words.v[words.n - 1].len <= BRIEF)
		words.n--;
	n = words.n < LOOKED ? words.n : LOOKED;
	for (size_t i = 0; i < n; i++)
		s[i] = sought_word(l->a, words.v[i]);
	return n;
}

/* Is there anything else that drops most tickets? */
static bool
narrows(const struct ticket_asked *q)
{
	static const int sets[] = { SET_TEAM, SET_BRANCH, SET_TYPE, SET_KIND,
		SET_SEGMENT };
	bool any = !id_none(q->fits.desk);

	for (size_t i = 0; i < countof(sets); i++)
		any |= q->set[sets[i]].given;
	return any;
}

/* Those that all words have lead; words that could not tell sift them, and
 * what nothing leads to is sifted by the two that are rarest. */
static void
settle(struct looking *l, struct sought *s, size_t n, bool owed)
{
	struct ticket_asked *q = l->q;
	size_t whole = s[0].whole, most;

	for (; whole > 0 && whole < n && s[whole].whole; whole++)
		sought_both(&s[0], &s[whole]);
	most = whole < n || narrows(q) ? BOTH : MANY;
	if (owed || whole == 0 || s[0].ids.n >= most) {
		sift_by(l->a, &q->fits, &s[0]);
		if (n > 1)
			sift_also(l->a, &q->fits, &s[1]);
		return;
	}
	q->lead = s[0].ids.n < FEW ? LEAD_WORD_FIRST : LEAD_WORD;
	q->ids = sought_list(l->a, &s[0]);
	if (whole < n)
		sift_by(l->a, &q->fits, &s[whole]);
	if (whole + 1 < n)
		sift_also(l->a, &q->fits, &s[whole + 1]);
}

/* In a transaction. */
static enum err
by_text(struct core *c, void *u)
{
	struct looking *l = u;
	struct arena g = { 0 };
	struct sought s[LOOKED];
	size_t n = read_words(l, s);
	size_t most = n > 1 ? EACH : narrows(l->q) ? BOTH : MANY;
	bool owed = false;
	enum err rc = OK;

	for (size_t i = 0; rc == OK && i < n; i++)
		rc = sought_find(l, &g, &s[i], most, &owed);
	if (n > 1)
		qsort(s, n, sizeof(*s), rarer);
	if (rc == OK && n > 0)
		settle(l, s, n, owed);
	arena_done(&g);
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

/* What customers of a small segment have: most are of the large ones. Who does
 * not see all customers sees few tickets. */
static enum err
by_segment(struct looking *l)
{
	const struct ticket_asked *q = l->q;
	struct rows_ticket_segment_customers r;
	enum err rc;

	if (!q->set[SET_SEGMENT].given || q->lead != LEAD_NONE ||
	    l->c->grants[MAY_CUSTOMER_READ] != SCOPE_ALL)
		return OK;
	rc = core_db(l->c,
	    q_ticket_segment_customers(l->c->db, l->a, q->fits.segments,
		FEW_OWN, &r));
	if (rc != OK || r.n == FEW_OWN)
		return rc;
	l->q->lead = LEAD_SEGMENT;
	l->q->ids = list_ids(l->a, r.v, r.n, sizeof(*r.v));
	return OK;
}

/* What somebody follows is little, whatever else is asked of it. */
static enum err
by_watched(struct looking *l)
{
	const struct names *of = &l->q->set[SET_WATCHED].in;

	l->q->lead = LEAD_WORD_FIRST;
	l->q->ids = ticket_json(l->a, of->v, of->n);
	return OK;
}

enum err
ticket_sift(struct looking *l)
{
	const struct part_ticket_fits *f = &l->q->fits;
	enum err rc = OK;

	if (l->q->set[SET_WATCHED].given)
		return by_watched(l);

	/* Of one instant: its number was said. */
	if (l->q->text.n > 0 && f->created_from != f->created_to)
		rc = core_read(l->c, by_text, l);
	if (rc == OK)
		rc = by_resolved(l);
	return rc == OK ? by_segment(l) : rc;
}
