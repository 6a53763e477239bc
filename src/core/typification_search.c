/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification_search.c - finding a leaf as one types: by short code, by what
 * one used last, by words.
 *
 * The tree has some hundred nodes and is read in one query; what fits is
 * decided here, so both engines and the console agree.
 */
#include "core/typification_body.h"

#include <ctype.h>

#include "base/utf8.h"
#include "core/day.h"
#include "core/find.h"
#include "core/list.h"

#define RECENT_FOR DAYS(14)

enum { RECENT = 100, USUAL = 20, MOST = 100, NUMBERS = 9, SHORT_MAX = 6 };

/* ---- all leaves --------------------------------------------------------- */

static enum err
read_leaves(struct core *c, struct arena *a, struct typification_hits *out)
{
	struct rows_typification_list all;
	enum err rc = typification_list(c, a, false, &all);

	if (rc != OK)
		return rc;
	*out = (struct typification_hits){ .v = NEWN(a, struct typification_hit,
					       all.n) };
	for (size_t i = 0; i < all.n; i++) {
		const struct row_typification_list *t = &all.v[i];

		if (!t->leaf)
			continue;
		out->v[out->n++] = (struct typification_hit){
			.code = t->code,
			.mnemonic = t->mnemonic,
			.path = typification_path_of(a, &all, t),
			.name = t->name,
			.kind = t->kind,
			.required = t->required,
			.form = t->form,
			.priority = t->priority,
			.team = t->team,
			.team_name = t->team_name,
			.why = "",
		};
	}
	return OK;
}

static enum err
add_use(struct core *c, struct typification_hits *all)
{
	msec before = day_began(c);
	struct rows_typification_use used;
	enum err rc;

	rc = q_typification_use(c->db, &c->scratch, c->me.id,
	    before - RECENT_FOR, before, RECENT, &used);
	if (rc != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < used.n; k++) {
			const struct row_typification_use *u = &used.v[k];

			if (!str_eq(all->v[i].code, u->code))
				continue;
			all->v[i].last_at = u->last_at;
			all->v[i].own = u->own;
			all->v[i].in_team = u->team;
			all->v[i].in_centre = u->centre;
		}
	return OK;
}

static int
more(int64_t a, int64_t b)
{
	return (b > a) - (b < a);
}

/* Below 0: x comes first. */
static int
usual_order(const struct typification_hit *x, const struct typification_hit *y)
{
	int by = more(x->last_at != 0, y->last_at != 0);

	if (by == 0)
		by = more(x->own, y->own);
	if (by == 0)
		by = more(x->last_at, y->last_at);
	if (by == 0)
		by = more(x->in_team, y->in_team);
	return by != 0 ? by : more(x->in_centre, y->in_centre);
}

/* Those alike stay as the tree has them. */
static void
sort(struct typification_hits *all)
{
	for (size_t i = 1; i < all->n; i++) {
		struct typification_hit h = all->v[i];
		size_t at = i;

		for (; at > 0 && usual_order(&all->v[at - 1], &h) > 0; at--)
			all->v[at] = all->v[at - 1];
		all->v[at] = h;
	}
}

static const char *
usual_why(const struct typification_hit *h)
{
	if (h->last_at != 0)
		return "recent";
	return h->own + h->in_team + h->in_centre > 0 ? "usual" : "";
}

enum err
typification_paths(struct core *c, struct arena *a,
    struct typification_hits *out)
{
	struct typification_hits got;
	enum err rc;

	if ((rc = read_leaves(c, a, &got)) != OK ||
	    (rc = add_use(c, &got)) != OK)
		return rc;
	sort(&got);
	for (size_t i = 0; i < got.n; i++) {
		got.v[i].number = i < NUMBERS ? (int64_t)i + 1 : 0;
		got.v[i].why = usual_why(&got.v[i]);
	}
	*out = got;
	return OK;
}

/* ---- what fits ---------------------------------------------------------- */

/* In the order they are shown in; NONE does not fit. */
enum rank { EXACT, BEGINS, LATELY, WORDS, NONE };

static const char *const whys[] = { "code", "code", "recent", "words" };

struct wanted {
	struct str code; /* folded */
	struct words words;
};

static bool
has_words(const struct words *ask, const struct words *text)
{
	for (size_t i = 0; i < ask->n; i++) {
		size_t k = 0;

		while (k < text->n && !str_starts(text->v[k], ask->v[i]))
			k++;
		if (k == text->n)
			return false;
	}
	return true;
}

static bool
fits(struct arena *a, const struct words *ask, struct str code, struct str path)
{
	struct words words;

	words_of(a, str_printf(a, "%s %s", code.s, path.s), true, &words);
	return has_words(ask, &words);
}

static enum rank
rank_of(struct arena *a, const struct wanted *q,
    const struct typification_hit *h)
{
	struct str mnemonic = utf8_fold(a, h->mnemonic);

	if (str_eq(h->code, q->code) || str_eq(mnemonic, q->code))
		return EXACT;
	if (str_starts(mnemonic, q->code))
		return BEGINS;
	if (q->words.n == 0 || !fits(a, &q->words, h->code, h->path))
		return NONE;
	return h->last_at != 0 ? LATELY : WORDS;
}

/* Those of a rank behind what is there, in the order that they have. */
static void
take_rank(const struct typification_hits *all, const enum rank *ranks,
    enum rank rank, struct typification_hits *out)
{
	for (size_t i = 0; i < all->n; i++) {
		struct typification_hit h = all->v[i];

		if (ranks[i] != rank)
			continue;
		h.why = whys[rank];
		h.number = out->n < NUMBERS ? (int64_t)out->n + 1 : 0;
		out->v[out->n++] = h;
	}
}

/* The leaves that fit, best first. */
static void
take_fits(struct core *c, struct arena *a, const struct wanted *q,
    const struct typification_hits *all, struct typification_hits *out)
{
	enum rank *ranks = NEWN(&c->scratch, enum rank, all->n);

	for (size_t i = 0; i < all->n; i++)
		ranks[i] = rank_of(&c->scratch, q, &all->v[i]);
	*out = (struct typification_hits){ .v = NEWN(a, struct typification_hit,
					       all->n) };
	for (int r = EXACT; r < NONE; r++)
		take_rank(all, ranks, (enum rank)r, out);
}

/* A digit alone is the place in the list that one saw without a text. */
static size_t
digit(struct str code)
{
	return code.len == 1 && code.s[0] >= '1' && code.s[0] <= '9'
	    ? (size_t)(code.s[0] - '0')
	    : 0;
}

enum err
typification_search(struct core *c, struct arena *a, struct str text,
    int64_t limit, struct typification_hits *out)
{
	struct str typed =
	    utf8_trim(&c->scratch, utf8_fold(&c->scratch, list_given(text)));
	struct wanted q = { .code = typed };
	size_t most = (size_t)list_limit(limit, USUAL, MOST);
	size_t pick = digit(typed);
	struct typification_hits all, got;
	enum err rc;

	if ((rc = typification_paths(c, a, &all)) != OK)
		return rc;
	got = all;
	if (pick > 0) {
		got.v += pick <= got.n ? pick - 1 : 0;
		got.n = pick <= got.n ? 1 : 0;
	} else if (typed.len > 0) {
		words_of(&c->scratch, typed, true, &q.words);
		take_fits(c, a, &q, &all, &got);
	}
	if (got.n > most)
		got.n = most;
	*out = got;
	return OK;
}

enum err
typification_resolve(struct core *c, struct arena *a, struct str typed,
    struct str *code)
{
	struct typification_hits hits;
	struct row_typification_get leaf;
	enum err rc;

	typed = list_given(typed);
	if (typed.len > 0 &&
	    q_typification_get(c->db, a, typed, list_lang(c), &leaf) == OK) {
		*code = leaf.code;
		return OK;
	}
	if ((rc = typification_search(c, a, typed, 3, &hits)) != OK)
		return rc;
	if (typed.len == 0 || hits.n == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("there is no typification '%s'; 'typification search' "
		      "finds one"),
		    typed.s);
	if (hits.n > 1 &&
	    !str_eq(utf8_fold(&c->scratch, hits.v[0].mnemonic),
		utf8_fold(&c->scratch, typed)))
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' fits several: %s, %s …; write the code"), typed.s,
		    hits.v[0].code.s, hits.v[1].code.s);
	*code = hits.v[0].code;
	return OK;
}

/* ---- the one that is meant ----------------------------------------------- */

/* A short code as it is kept; what it cannot have is left out. */
struct str
typification_capitals(struct arena *a, struct str in)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < in.len; i++)
		if (isalnum((unsigned char)in.s[i]))
			buf_c(&b, (char)toupper((unsigned char)in.s[i]));
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* Its code, or its short code in any case. */
static enum err
by_code(struct core *c, struct arena *a, struct str code,
    struct row_typification_get *row)
{
	struct row_typification_by_mnemonic it;
	enum err rc = q_typification_get(c->db, a, code, list_lang(c), row);

	if (rc != ERR_NOT_FOUND)
		return rc;
	if (code.len > SHORT_MAX)
		return rc;
	rc = q_typification_by_mnemonic(c->db, a,
	    typification_capitals(a, code), &it);
	return rc == OK
	    ? q_typification_get(c->db, a, it.code, list_lang(c), row)
	    : rc;
}

enum err
typification_leaf(struct core *c, struct arena *a, struct str code,
    struct row_typification_get *row)
{
	msec now = clock_now(c->clock);
	char iso[CLOCK_ISO];
	enum err rc = by_code(c, a, code, row);

	if (rc == ERR_NOT_FOUND)
		return typification_missing(c, ERR_INVALID, code);
	if (rc != OK)
		return core_db(c, rc);
	if (!row->leaf)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is a branch of the typification tree; choose one "
		      "of its leaves"),
		    code.s);
	if (row->retired_at != 0 && row->retired_at <= now)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is retired; choose another typification"), code.s);
	if (row->valid_from > now)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is used only from %s on; choose another "
		      "typification"),
		    code.s, clock_iso(row->valid_from, iso));
	return OK;
}

/* ---- short codes -------------------------------------------------------- */

/* The letters that a short code may take of a name: each word's first, then
 * the others in order; ASCII capitals. */
static struct str
letters(struct arena *a, struct str name)
{
	struct words words;
	struct buf b = { 0 };
	struct str out;

	words_of(a, name, true, &words);
	for (size_t i = 0; i < words.n; i++)
		if (words.v[i].len > 3 || words.n == 1)
			buf_c(&b,
			    (char)toupper((unsigned char)words.v[i].s[0]));
	for (size_t i = 0; i < words.n; i++)
		for (size_t k = 1; k < words.v[i].len; k++)
			buf_c(&b,
			    (char)toupper((unsigned char)words.v[i].s[k]));
	for (size_t i = b.len; i-- > 0;)
		if (!isalnum((unsigned char)b.s[i]) ||
		    (unsigned char)b.s[i] > 0x7f)
			b.s[i] = 'X';
	if (b.len == 0)
		buf_c(&b, 'X');
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

struct str
typification_mnemonic_of(struct arena *a, const struct str *names, size_t n,
    bool (*taken)(void *u, struct str), void *u)
{
	struct str first = letters(a, names[0]);
	struct str area = letters(a, names[n > 1 ? n - 2 : 0]);
	struct str leaf = letters(a, names[n - 1]);
	struct str code;

	for (size_t j = 0; j < area.len && j < SHORT_MAX; j++)
		for (size_t k = 0; k < leaf.len; k++) {
			code = str_printf(a, "%c%c%c", first.s[0], area.s[j],
			    leaf.s[k]);
			if (!taken(u, code))
				return code;
		}
	for (int i = 2; i < 1000; i++) {
		code = str_printf(a, "%c%c%d", first.s[0], leaf.s[0], i);
		if (!taken(u, code))
			return code;
	}
	return STR_NONE;
}

/* ---- by words alone ------------------------------------------------------ */

enum err
typification_find(struct core *c, struct arena *a, struct str text,
    struct rows_typification_list *rows)
{
	struct rows_typification_list all, out = { NULL, 0 };
	struct words ask;
	struct str code = utf8_fold(&c->scratch, list_given(text));
	enum err rc = typification_list(c, a, false, &all);

	if (rc != OK)
		return rc;
	words_of(&c->scratch, code, true, &ask);
	out.v = NEWN(a, struct row_typification_list, all.n);
	for (int exact = 1; exact >= 0; exact--)
		for (size_t i = 0; i < all.n; i++) {
			const struct row_typification_list *t = &all.v[i];

			if (!t->leaf || str_eq(t->code, code) != exact)
				continue;
			if (fits(&c->scratch, &ask, t->code,
				typification_path_of(&c->scratch, &all, t)))
				out.v[out.n++] = *t;
		}
	*rows = out;
	return OK;
}
