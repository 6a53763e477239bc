/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * survey.c - answers to surveys, and NPS, CSAT and CES out of them.
 */
#include "core/survey.h"

#include <math.h>

#include "core/image.h"
#include "core/interaction_body.h"
#include "core/list.h"

enum { CODE_MAX = 40, VALUE_MAX = 500 };

static const struct kind {
	const char *name;
	int low, high; /* 0..0: no figure */
} kinds[] = {
	{ "nps", 0, 10 },
	{ "csat", 1, 5 },
	{ "ces", 1, 7 },
	{ "yes-no", 0, 1 },
	{ "text", 0, 0 },
};

static const struct kind *
kind_of(struct str name)
{
	for (size_t i = 0; i < countof(kinds); i++)
		if (str_is(name, kinds[i].name))
			return &kinds[i];
	return NULL;
}

/* ---- one answer --------------------------------------------------------- */

static bool
is_code(struct str s)
{
	bool fine = s.len > 0 && s.len <= CODE_MAX;

	for (size_t i = 0; i < s.len; i++)
		fine = fine &&
		    ((s.s[i] >= 'a' && s.s[i] <= 'z') || s.s[i] == '-' ||
			(s.s[i] >= '0' && s.s[i] <= '9'));
	return fine;
}

static enum err
read_value(struct core *c, const struct kind *k, struct str in, struct str *out,
    int64_t *num)
{
	in = list_given(in);
	if (str_is(in, "-"))
		in = STR_NONE;
	*out = in;
	*num = 0;
	if (in.len == 0)
		return OK;
	if (strcmp(k->name, "text") == 0)
		return core_text(c, _("the answer"), in, VALUE_MAX, true, false,
		    out);
	if (strcmp(k->name, "yes-no") == 0) {
		*num = str_is(in, "yes");
		if (*num == 1 || str_is(in, "no"))
			return OK;
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is neither yes nor no"), in.s);
	}
	if (str_int(in, num) && *num >= k->low && *num <= k->high)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("%s takes a number from %d to %d, not '%s'"), k->name, k->low,
	    k->high, in.s);
}

static enum err
answer_body(struct core *c, struct write *w)
{
	const struct survey_answer *in = w->u;
	const struct kind *k = kind_of(in->kind);
	struct row_interaction_take was;
	struct row_survey_have have = { .id = id_make(w->now) };
	struct image image;
	struct str value;
	int64_t num;
	enum err rc;

	if (!is_code(in->survey) || !is_code(in->question) || k == NULL)
		return fail(&c->fault, ERR_INVALID,
		    _("a survey and its question are called by a-z, 0-9 and "
		      "'-'; a kind is nps, csat, ces, yes-no or text"));
	if ((rc = read_value(c, k, in->value, &value, &num)) != OK ||
	    (rc = interaction_take(c, w, &was)) != OK)
		return rc;
	rc = q_survey_have(c->db, &c->scratch, w->id, in->survey, in->question,
	    &have);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	if ((rc = image_take(c, "survey_answer", id_str(&have.id), STR_NONE,
		 STR_NONE, &image)) != OK)
		return rc;
	rc = q_survey_put(c->db, have.id, in->survey, in->question, in->kind,
	    value, num, w->id, c->me.id, w->at, NULL);
	return rc == OK ? image_tell(c, w, &image) : core_db(c, rc);
}

enum err
survey_answer(struct core *c, const struct survey_answer *in)
{
	struct write w = { .may = MAY_INTERACTION_HANDLE,
		.kind = "survey.answer",
		.entity = "interaction",
		.id = in->contact,
		.body = answer_body,
		.u = (void *)(uintptr_t)in };

	return core_write(c, &w);
}

/* ---- figures ------------------------------------------------------------ */

void
survey_wilson(int64_t k, int64_t n, double *low, double *high)
{
	const double z = 1.959964;
	double p = (double)k / (double)n, zz = z * z / (double)n;
	double mid = p + zz / 2;
	double half = z * sqrt(p * (1 - p) / (double)n + zz / (4 * (double)n));

	*low = fmax(0, (mid - half) / (1 + zz));
	*high = fmin(1, (mid + half) / (1 + zz));
}

/* Of one question, and perhaps one person or branch. */
struct tally {
	const struct kind *kind;
	int64_t n[11]; /* of each figure */
	int64_t answered, sum;
};

static int
tenths(double share)
{
	return (int)lround(share * 1000);
}

static int64_t
between(const struct tally *t, int from, int to)
{
	int64_t n = 0;

	for (int i = from; i <= to; i++)
		n += t->n[i];
	return n;
}

static void
share_figure(const struct tally *t, int from, int to, struct survey_figure *f)
{
	int64_t k = between(t, from, to);
	double low, high;

	survey_wilson(k, t->answered, &low, &high);
	f->score = tenths((double)k / (double)t->answered);
	f->low = tenths(low);
	f->high = tenths(high);
}

/* Promoters less detractors. */
static void
nps_figure(const struct tally *t, struct survey_figure *f)
{
	int64_t good = between(t, 9, 10), bad = between(t, 0, 6);
	double n = (double)t->answered, gl, gh, bl, bh;
	double g = (double)good / n, b = (double)bad / n;

	survey_wilson(good, t->answered, &gl, &gh);
	survey_wilson(bad, t->answered, &bl, &bh);
	f->score = tenths(g - b);
	f->low = tenths(g - b - hypot(g - gl, bh - b));
	f->high = tenths(g - b + hypot(gh - g, b - bl));
}

/* The mean, and its interval as a share of the scale. */
static void
mean_figure(const struct tally *t, struct survey_figure *f)
{
	const struct kind *k = t->kind;
	double mean = (double)t->sum / (double)t->answered, low, high;
	int span = k->high - k->low;

	survey_wilson(t->sum - k->low * t->answered, t->answered * span, &low,
	    &high);
	f->score = (int)lround(mean * 10);
	f->low = (int)lround((k->low + low * span) * 10);
	f->high = (int)lround((k->low + high * span) * 10);
}

static void
figure(const struct tally *t, struct survey_figure *f)
{
	f->answered = t->answered;
	f->shown =
	    t->answered >= SURVEY_LEAST && t->kind != NULL && t->kind->high > 0;
	if (!f->shown)
		return;
	if (strcmp(t->kind->name, "nps") == 0)
		nps_figure(t, f);
	else if (strcmp(t->kind->name, "csat") == 0)
		share_figure(t, 4, 5, f);
	else if (strcmp(t->kind->name, "yes-no") == 0)
		share_figure(t, 1, 1, f);
	else
		mean_figure(t, f);
}

static void
count_row(struct tally *t, struct survey_figure *f,
    const struct row_survey_counts *r)
{
	f->asked += r->n;
	if (!r->answered)
		return;
	t->answered += r->n;
	t->sum += r->num * r->n;
	if (r->num >= 0 && r->num < (int64_t)countof(t->n))
		t->n[r->num] += r->n;
}

enum err
survey_report(struct core *c, struct arena *a, struct str survey, msec from,
    msec to, struct str by, struct survey_report *out)
{
	struct survey_report all = { 0 };
	struct rows_survey_counts rows;
	struct survey_figure *f = NULL;
	struct tally t;
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	if (rc == OK)
		rc = core_db(c,
		    q_survey_counts(c->db, a, &scope, survey, from, to,
			list_given(by), &rows));
	for (size_t i = 0; rc == OK && i < rows.n; i++) {
		const struct row_survey_counts *r = &rows.v[i];

		if (f == NULL || !str_eq(f->question, r->question) ||
		    !str_eq(f->kind, r->kind) || !str_eq(f->who, r->who)) {
			if (f != NULL)
				figure(&t, f);
			t = (struct tally){ .kind = kind_of(r->kind) };
			f = vec_push(a, &all);
			*f = (struct survey_figure){ .question = r->question,
				.kind = r->kind,
				.who = r->who };
		}
		count_row(&t, f, r);
	}
	if (f != NULL)
		figure(&t, f);
	if (rc == OK)
		*out = all;
	return rc;
}

enum err
survey_list(struct core *c, struct arena *a, struct str survey,
    struct str question, msec from, msec to, int64_t limit,
    struct rows_survey_list *out)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_survey_list(c->db, a, &scope, survey, list_given(question), from,
		to, list_limit(limit, 50, 500), out));
}
