/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem.c - collects what is wrong with a service script.
 */
#include "script/problem.h"

#include "base/utf8.h"

static void
add(struct script_problems *p, struct script_at at, bool warning,
    const char *fmt, va_list ap)
{
	struct script_problem *one;
	struct buf b = { 0 };

	*(warning ? &p->warnings : &p->errors) += 1;
	if (p->n == PROBLEMS_MOST)
		return;
	buf_vprintf(&b, fmt, ap);
	one = vec_push(p->arena, p);
	one->at = at;
	one->warning = warning;
	one->text = utf8_safe(p->arena, buf_copy(p->arena, &b), false);
	buf_done(&b);
}

void
script_wrong(struct script_problems *p, struct script_at at, const char *fmt,
    ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(p, at, false, fmt, ap);
	va_end(ap);
}

void
script_warn(struct script_problems *p, struct script_at at, const char *fmt,
    ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(p, at, true, fmt, ap);
	va_end(ap);
}

static bool
is_before(const struct script_at *x, const struct script_at *y)
{
	if (!str_eq(x->file, y->file))
		return str_cmp(x->file, y->file) < 0;
	if (x->line != y->line)
		return x->line < y->line;
	return x->column < y->column;
}

/* By insertion: they are few, nearly in order, and equals keep theirs. */
void
script_problems_sort(struct script_problems *p)
{
	for (size_t i = 1; i < p->n; i++) {
		struct script_problem one = p->v[i];
		size_t j = i;

		for (; j > 0 && is_before(&one.at, &p->v[j - 1].at); j--)
			p->v[j] = p->v[j - 1];
		p->v[j] = one;
	}
}

void
script_problems_print(const struct script_problems *p, struct buf *b)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct script_problem *k = &p->v[i];

		buf_printf(b, "%s:%d:%d: %s: %s\n", k->at.file.s, k->at.line,
		    k->at.column, k->warning ? _("warning") : _("error"),
		    k->text.s);
	}
}

struct str
script_nearest(const struct str *names, size_t n, struct str name)
{
	int most = name.len < 2 ? 0 : name.len < 4 ? 1 : 2, best = most + 1;
	struct str found = STR_NONE;

	for (size_t i = 0; i < n; i++) {
		int d = str_distance(names[i], name, most);

		if (d < best) {
			best = d;
			found = names[i];
		}
	}
	return found;
}

struct str
script_meant(struct arena *a, const struct str *names, size_t n,
    struct str name)
{
	struct str near = script_nearest(names, n, name);

	return near.len == 0 ? STR_NONE
			     : str_printf(a, _("; did you mean '%s'?"), near.s);
}
