/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words.c - reads and fills the placeholders of a script's text.
 */
#include "script/words.h"

#include "base/utf8.h"
#include "script/field.h"

/* Columns from `from` to `to`, in characters. */
static int
characters(const char *from, const char *to)
{
	int n = 0;

	for (; from < to; from++)
		n += ((unsigned char)*from & 0xC0) != 0x80;
	return n;
}

struct reading {
	struct arena *arena;
	struct script_words *out;
	struct script_problems *problems;
	VEC(struct script_piece) pieces;
};

static struct script_at
place(const struct reading *r, const char *at)
{
	struct script_at where = r->out->at;

	where.column += characters(r->out->source.s, at);
	return where;
}

static void
literal(struct reading *r, const char *s, size_t n)
{
	if (n > 0)
		vec_push(r->arena, &r->pieces)->text =
		    str_copyn(r->arena, s, n);
}

/* Is it no name, but what is said instead when nothing is known? "-" is: names
 * begin with a letter. */
static bool
is_said(struct str s)
{
	return strspn(s.s, "abcdefghijklmnopqrstuvwxyz0123456789.-_") !=
	    s.len ||
	    s.len == 0 || s.s[0] < 'a';
}

static void
read_ref(struct reading *r, struct script_ref *ref, const char *s, size_t n,
    bool first)
{
	while (n > 0 && *s == ' ') {
		s++;
		n--;
	}
	while (n > 0 && s[n - 1] == ' ')
		n--;
	ref->name = str_copyn(r->arena, s, n);
	ref->at = place(r, s);
	if (n > 4 && memcmp(s + n - 4, ".key", 4) == 0) {
		ref->name = str_copyn(r->arena, s, n - 4);
		ref->key = true;
	}
	ref->literal = !first && is_said(ref->name);
	if (n == 0)
		script_wrong(r->problems, ref->at,
		    first ? _("there is no name between {{ and }}")
			  : _("there is nothing after the '|'"));
}

static void
read_refs(struct reading *r, const char *s, size_t n)
{
	struct script_piece *p = vec_push(r->arena, &r->pieces);
	size_t bars = 1, from = 0;

	for (size_t i = 0; i < n; i++)
		bars += s[i] == '|';
	p->refs = NEWN(r->arena, struct script_ref, bars);
	for (size_t i = 0; i <= n; i++)
		if (i == n || s[i] == '|') {
			read_ref(r, &p->refs[p->nrefs], s + from, i - from,
			    p->nrefs == 0);
			p->nrefs++;
			from = i + 1;
		}
}

static void
check_characters(struct reading *r, struct str s)
{
	for (size_t i = 0, n; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		if (utf8_hidden(cp) || cp == 0x2039 || cp == 0x203A) {
			script_wrong(r->problems, place(r, s.s + i),
			    utf8_hidden(cp)
				? _("a character that nobody sees (U+%04X); "
				    "take it out")
				: _("the mark U+%04X is kept for missing "
				    "values"),
			    (unsigned)cp);
			return;
		}
	}
}

void
script_words_read(struct arena *a, struct script_words *out, struct str source,
    struct script_at at, struct script_problems *problems)
{
	struct reading r = { .arena = a, .out = out, .problems = problems };
	const char *s = source.s, *open, *close;

	*out = (struct script_words){ .source = source, .at = at };
	check_characters(&r, source);
	while ((open = strstr(s, "{{")) != NULL) {
		literal(&r, s, (size_t)(open - s));
		close = strstr(open, "}}");
		if (close == NULL ||
		    memmem(open + 2, (size_t)(close - open - 2), "{{", 2) !=
			NULL) {
			script_wrong(problems, place(&r, open),
			    _("'{{' is not closed: write }} after the name"));
			s = source.s + source.len;
			break;
		}
		read_refs(&r, open + 2, (size_t)(close - open - 2));
		s = close + 2;
	}
	if (open == NULL && (close = strstr(s, "}}")) != NULL)
		script_wrong(problems, place(&r, close),
		    _("'}}' without '{{' before it"));
	literal(&r, s, strlen(s));
	out->v = r.pieces.v;
	out->n = r.pieces.n;
}

/* ---- filling ------------------------------------------------------------ */

static void
say_refs(const struct script_piece *p, script_look *look, void *u,
    struct buf *b)
{
	bool known = false;

	for (size_t i = 0; i < p->nrefs; i++) {
		struct str v;

		if (p->refs[i].literal) {
			buf_str(b, p->refs[i].name);
			return;
		}
		v = look(u, p->refs[i].name, p->refs[i].key, &known);
		if (known && v.len > 0) {
			buf_str(b, v);
			return;
		}
	}
	buf_z(b, SCRIPT_GAP_OPEN);
	buf_str(b, p->refs[0].name);
	buf_z(b, SCRIPT_GAP_CLOSE);
}

void
script_words_say(const struct script_words *w, script_look *look, void *u,
    struct buf *b)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->v[i].nrefs == 0)
			buf_after(b, w->v[i].text);
		else
			say_refs(&w->v[i], look, u, b);
}

struct str
script_words_names(struct arena *a, const struct script_words *w)
{
	VEC(struct str) all = { 0 };
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0; k < w->v[i].nrefs; k++)
			if (!w->v[i].refs[k].literal)
				*vec_push(a, &all) = w->v[i].refs[k].name;
	for (size_t i = 1; i < all.n; i++) {
		struct str one = all.v[i];
		size_t j = i;

		for (; j > 0 && str_cmp(one, all.v[j - 1]) < 0; j--)
			all.v[j] = all.v[j - 1];
		all.v[j] = one;
	}
	for (size_t i = 0; i < all.n; i++)
		if (i == 0 || !str_eq(all.v[i], all.v[i - 1]))
			buf_printf(&b, "%s%s", b.len > 0 ? " " : "",
			    all.v[i].s);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}
