/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_report.c - what the runs of a version tell about it. Medians are of
 * the spans themselves, the lower of the two in the middle.
 */
#include "core/script.h"

static int
by_span(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

static int64_t
median(int64_t *v, size_t n)
{
	if (n == 0)
		return 0;
	qsort(v, n, sizeof(*v), by_span);
	return v[(n - 1) / 2];
}

/* Rows of one step stand together. */
static void
sum_steps(struct arena *a, const struct rows_script_report_visits *v,
    struct script_report *r)
{
	int64_t *spans = NEWN(a, int64_t, v->n + 1);

	r->steps = NEWN(a, struct script_report_step, v->n + 1);
	for (size_t i = 0, to; i < v->n; i = to) {
		struct script_report_step *k = &r->steps[r->nsteps++];
		size_t n = 0;

		k->step = v->v[i].step;
		for (to = i; to < v->n && str_eq(v->v[to].step, k->step);
		     to++) {
			const struct row_script_report_visits *x = &v->v[to];

			k->visits++;
			k->left += x->open && !str_is(x->state, "ended");
			if (!x->open || str_is(x->state, "ended"))
				spans[n++] = x->ms;
		}
		k->median_ms = median(spans, n);
	}
}

static void
count_branch(struct script_report *r, const struct row_script_report_visits *x)
{
	struct script_report_branch *b;

	for (size_t i = 0; i < r->nbranches; i++) {
		b = &r->branches[i];
		if (str_eq(b->step, x->step) && str_eq(b->key, x->key) &&
		    str_eq(b->outcome, x->outcome)) {
			b->n++;
			return;
		}
	}
	b = &r->branches[r->nbranches++];
	*b = (struct script_report_branch){ x->step, x->key, x->outcome, 1 };
}

enum err
script_report(struct core *c, struct arena *a, struct str name, int64_t n,
    msec from, msec to, struct script_report *out)
{
	struct rows_script_report_visits visits;
	struct rows_script_report_runs runs;
	struct script_report r = { .nsteps = 0 };
	int64_t *spans;
	struct scope scope;
	size_t k = 0;
	enum err rc;

	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK ||
	    (rc = script_find(c, a, name, n, &r.version)) != OK)
		return rc;
	rc = q_script_report_visits(c->db, a, &scope, r.version.id, from, to,
	    &visits);
	if (rc == OK)
		rc = q_script_report_runs(c->db, a, &scope, r.version.id, from,
		    to, &runs);
	if (rc != OK)
		return core_db(c, rc);
	sum_steps(a, &visits, &r);
	r.branches = NEWN(a, struct script_report_branch, visits.n + 1);
	for (size_t i = 0; i < visits.n; i++)
		if (visits.v[i].key.len > 0)
			count_branch(&r, &visits.v[i]);
	spans = NEWN(a, int64_t, runs.n + 1);
	r.runs = (int64_t)runs.n;
	for (size_t i = 0; i < runs.n; i++)
		if (str_is(runs.v[i].state, "ended")) {
			r.ended++;
			spans[k++] = runs.v[i].ms;
		}
	r.median_ms = median(spans, k);
	*out = r;
	return OK;
}
