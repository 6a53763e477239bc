/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_guides.c - the rows of service scripts that were gone through in the
 * demo's past: runs, visits, answers, and what surveys were answered.
 */
#include "core/audit.h"
#include "core/demo.h"
#include "core/demo_kit.h"
#include "queries.h"

enum { MOST_VISITS = 512 }; /* a run: its ids keep apart */

struct past {
	struct demo d; /* its dice and batch */
	const struct demo_runs *runs;
	VEC(struct par_demo_run_add) heads;
	VEC(struct par_demo_visit_add) visits;
	VEC(struct par_demo_answer_add) answers;
	VEC(struct par_demo_campaign_set) campaigns;
	VEC(struct par_demo_survey_add) said;
};

static void
add_visits(struct past *p, const struct demo_run *r, struct id id)
{
	for (size_t i = 0; i < r->visits.n; i++) {
		const struct demo_visit *v = &r->visits.v[i];

		*vec_push(&p->d.batch, &p->visits) =
		    (struct par_demo_visit_add){ id, (int64_t)i + 1, v->prior,
			    v->step, v->at, v->left_at, v->move, v->key,
			    v->body };
	}
}

static void
add_said(struct past *p, const struct demo_run *r, int64_t n, struct id id,
    msec at)
{
	for (size_t i = 0; i < r->said.n; i++) {
		const struct demo_said *x = &r->said.v[i];
		int64_t num = str_is(x->value, "yes");

		(void)str_int(x->value, &num);
		*vec_push(&p->d.batch, &p->said) = (struct par_demo_survey_add){
			demo_id(&p->d, DICE_GUIDE,
			    n * MOST_VISITS + 1 + (int64_t)i, at),
			x->survey, x->question, x->kind, x->value, num,
			r->contact, id, r->agent, at
		};
	}
}

static void
add_run(struct past *p, int64_t n)
{
	const struct demo_run *r = &p->runs->v[n];
	const struct demo_visit *first = &r->visits.v[0];
	const struct demo_visit *last = &r->visits.v[r->visits.n - 1];
	struct id id = demo_id(&p->d, DICE_GUIDE, n * MOST_VISITS, first->at);

	*vec_push(&p->d.batch, &p->heads) =
	    (struct par_demo_run_add){ id, r->contact, r->script, r->agent,
		    r->lang, r->state, (int64_t)r->visits.n, last->step,
		    r->outcome, first->at, last->left_at };
	add_visits(p, r, id);
	for (size_t i = 0; i < r->answers.n; i++)
		*vec_push(&p->d.batch, &p->answers) =
		    (struct par_demo_answer_add){ id, r->answers.v[i].field,
			    r->answers.v[i].value, last->left_at };
	if (r->campaign.len > 0)
		*vec_push(&p->d.batch, &p->campaigns) =
		    (struct par_demo_campaign_set){ r->contact, r->campaign };
	add_said(p, r, n, id, last->left_at);
}

static enum err
past_body(struct core *c, struct write *w)
{
	struct past *p = w->u;
	struct arena *a = &p->d.batch;
	enum err rc;

	w->version = 1;
	w->body_json = str_printf(&c->scratch,
	    "{\"phase\":\"guides\",\"rows\":%zu}", p->runs->n);
	rc = q_demo_run_add_batch(c->db, a, p->heads.v, p->heads.n);
	if (rc == OK)
		rc = q_demo_visit_add_batch(c->db, a, p->visits.v, p->visits.n);
	if (rc == OK)
		rc = q_demo_answer_add_batch(c->db, a, p->answers.v,
		    p->answers.n);
	if (rc == OK)
		rc = q_demo_campaign_set_batch(c->db, a, p->campaigns.v,
		    p->campaigns.n);
	if (rc == OK)
		rc = q_demo_survey_add_batch(c->db, a, p->said.v, p->said.n);
	return core_db(c, rc);
}

enum err
demo_guides(struct core *c, uint64_t seed, const struct demo_runs *runs)
{
	struct past p = { .d = { .c = c, .o = { .seed = seed } },
		.runs = runs };
	struct write w = { .may = MAY_SETUP_EDIT,
		.kind = "demo.load",
		.entity = "demo",
		.id = audit_id("demo", STR("guides")),
		.body = past_body,
		.u = &p };
	enum err rc;

	for (size_t i = 0; i < runs->n; i++)
		add_run(&p, (int64_t)i);
	rc = core_write(c, &w);
	arena_done(&p.d.batch);
	return rc;
}

enum err
demo_guided(struct core *c, struct arena *a, msec since, int64_t every,
    struct rows_demo_guided *out)
{
	enum err rc = core_allow(c, MAY_SETUP_EDIT, NULL);

	return rc == OK ? core_db(c, q_demo_guided(c->db, a, since, every, out))
			: rc;
}
