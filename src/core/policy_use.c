/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy_use.c - the policies and calendars in use, kept between commands
 * until something is applied; which policy is whose.
 */
#include "core/policy.h"

#include "base/log.h"
#include "core/calendar_store.h"

/* Each has a store of its own, asked once: what is handed out stays as it is
 * while these policies do. */
struct timeline {
	struct str name;
	struct calendar_store *store;
	struct calendar *calendar;
};

struct policies {
	struct core *core;
	struct arena arena;
	int64_t generation;
	struct rows_policy_versions all; /* in the order they were applied */
	struct policy *parsed;		 /* of each; name empty: not one */
	VEC(struct timeline) timelines;
	VEC(struct policy *) lawful; /* with another's law, once each */
	bool by_type;
};

void
policies_free(struct policies *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->timelines.n; i++) {
		struct core held = { .calendars = p->timelines.v[i].store };

		calendar_store_done(&held);
	}
	arena_done(&p->arena);
	free(p);
}

/* ---- reading ------------------------------------------------------------ */

static void
parse(struct policies *p, size_t i)
{
	const struct row_policy_versions *v = &p->all.v[i];
	struct policy *out = &p->parsed[i];
	struct fault f = { .code = OK };

	out->name = STR_NONE;
	if (!str_is(v->kind, "policy") || v->text.len == 0)
		return;
	if (policy_parse(v->text, v->name.s, &p->arena, out, &f) != OK) {
		/* It was checked when it was applied; an older program's. */
		log_warn("policy.read name=%s why=%s", v->name.s, f.text);
		out->name = STR_NONE;
		return;
	}
	out->name = v->name;
	out->ref = str_printf(&p->arena, "%s@%.8s", v->name.s, v->hash.s);
	p->by_type = p->by_type || out->typification.len > 0;
}

static enum err
load(struct core *c, int64_t generation, struct policies **out)
{
	struct policies *p = calloc(1, sizeof(*p));
	struct row_policy_leaves leaves;
	enum err rc;

	if (p == NULL)
		die("out of memory");
	p->core = c;
	p->generation = generation;
	if ((rc = q_policy_versions(c->db, &p->arena, &p->all)) != OK ||
	    (rc = q_policy_leaves(c->db, &p->arena, 1, &leaves)) != OK) {
		policies_free(p);
		return core_db(c, rc);
	}
	p->by_type = leaves.some;
	p->parsed = NEWN(&p->arena, struct policy, p->all.n);
	for (size_t i = 0; i < p->all.n; i++)
		parse(p, i);
	*out = p;
	return OK;
}

enum err
policies_now(struct core *c, struct policies **out)
{
	struct row_setup_count now;
	struct policies *fresh = NULL;
	enum err rc;

	rc = core_db(c, q_setup_count(c->db, &c->scratch, &now));
	if (rc != OK)
		return rc;
	if (c->policies == NULL || c->policies->generation != now.n) {
		if ((rc = load(c, now.n, &fresh)) != OK)
			return rc;
		policies_free(c->policies);
		c->policies = fresh;
	}
	c->policies->core = c;
	*out = c->policies;
	return OK;
}

bool
policies_none(const struct policies *p)
{
	for (size_t i = 0; i < p->all.n; i++)
		if (p->parsed[i].name.len > 0)
			return false;
	return true;
}

bool
policies_by_type(const struct policies *p)
{
	return p->by_type;
}

/* ---- choosing ----------------------------------------------------------- */

/* Is this version the one of its name that holds at `at`? */
static bool
holds(const struct policies *p, size_t i, msec at)
{
	const struct row_policy_versions *v = &p->all.v[i];

	if (p->parsed[i].name.len == 0 || v->valid_from > at)
		return false;
	for (size_t k = i + 1; k < p->all.n; k++)
		if (str_is(p->all.v[k].kind, "policy") &&
		    str_eq(p->all.v[k].name, v->name) &&
		    p->all.v[k].valid_from <= at)
			return false;
	return true;
}

/* Has ",a,b," the word? An empty list has all. */
static bool
among(struct str list, struct str word)
{
	const char *s = list.s;

	if (list.len == 0)
		return true;
	if (word.len == 0)
		return false;
	while ((s = strstr(s, word.s)) != NULL) {
		if (s[-1] == ',' && s[word.len] == ',')
			return true;
		s++;
	}
	return false;
}

/* Have two such lists a word in common? */
static bool
any_among(struct str list, struct str words)
{
	const char *s = words.s, *end;
	char word[128];
	int n;

	if (list.len == 0)
		return true;
	for (; *s == ',' && (end = strchr(s + 1, ',')) != NULL; s = end) {
		n = (int)(end - s) - 1;
		snprintf(word, sizeof(word), "%.*s", n, s + 1);
		if (among(list, str_of(word)))
			return true;
	}
	return false;
}

static bool
fits(const struct policy *p, const struct policy_case *t)
{
	return p->team.len == 0 &&
	    (p->priorities == 0 || (p->priorities & 1u << t->priority) != 0) &&
	    among(p->segment, t->segment) && among(p->channel, t->channel) &&
	    among(p->branch, t->branch) && any_among(p->typification, t->types);
}

static bool
sooner(const struct policy *a, const struct policy *b)
{
	return b == NULL || a->rank < b->rank ||
	    (a->rank == b->rank && str_cmp(a->name, b->name) < 0);
}

static const struct policy *
named(const struct policies *p, struct str name, msec at)
{
	for (size_t i = 0; i < p->all.n && name.len > 0; i++)
		if (holds(p, i, at) && p->parsed[i].team.len == 0 &&
		    str_eq(p->parsed[i].name, name))
			return &p->parsed[i];
	return NULL;
}

/* The first that fits; of those with a term of the law, when `law`. */
static const struct policy *
first(const struct policies *p, const struct policy_case *t, msec at, bool law)
{
	const struct policy *best = NULL;

	for (size_t i = 0; i < p->all.n; i++)
		if (holds(p, i, at) && fits(&p->parsed[i], t) &&
		    (!law || p->parsed[i].has[PROMISE_STATUTORY]) &&
		    sooner(&p->parsed[i], best))
			best = &p->parsed[i];
	return best;
}

/* A law is no service: whoever promises that, it stays the same. */
static const struct policy *
under(struct policies *p, const struct policy *service,
    const struct policy *law)
{
	struct policy *made;

	for (size_t i = 0; i < p->lawful.n; i++)
		if (p->lawful.v[i]->law == law &&
		    str_starts(p->lawful.v[i]->ref, service->ref) &&
		    p->lawful.v[i]->ref.s[service->ref.len] == '+')
			return p->lawful.v[i];
	made = NEW(&p->arena, struct policy);
	*made = *service;
	made->ref = str_printf(&p->arena, "%s+%s", service->ref.s, law->ref.s);
	made->law = law;
	made->has[PROMISE_STATUTORY] = true;
	made->target[PROMISE_STATUTORY] = law->target[PROMISE_STATUTORY];
	made->calendar[PROMISE_STATUTORY] = law->calendar[PROMISE_STATUTORY];
	*vec_push(&p->arena, &p->lawful) = made;
	return made;
}

const struct policy *
policy_match(struct policies *p, const struct policy_case *t, msec at)
{
	const struct policy *best = named(p, t->named, at), *law;

	if (best == NULL)
		best = first(p, t, at, false);
	if (best == NULL || best->has[PROMISE_STATUTORY])
		return best;
	law = first(p, t, at, true);
	return law != NULL ? under(p, best, law) : best;
}

const struct policy *
policy_for(const struct policy *p, enum promise_kind kind)
{
	return p != NULL && p->law != NULL && kind == PROMISE_STATUTORY ? p->law
									: p;
}

const struct policy *
policy_of_leg(const struct policies *p, struct str team, int64_t priority,
    msec at)
{
	const struct policy *best = NULL;

	for (size_t i = 0; i < p->all.n; i++)
		if (holds(p, i, at) && p->parsed[i].team.len > 0 &&
		    among(p->parsed[i].team, team) &&
		    (priority == 0 || p->parsed[i].priorities == 0 ||
			(p->parsed[i].priorities & 1u << priority) != 0) &&
		    sooner(&p->parsed[i], best))
			best = &p->parsed[i];
	return best;
}

static const struct policy *
find_one(const struct policies *p, struct str ref)
{
	for (size_t i = p->all.n; ref.len > 0 && i-- > 0;)
		if (str_eq(p->parsed[i].ref, ref) && p->parsed[i].name.len > 0)
			return &p->parsed[i];
	return NULL;
}

const struct policy *
policy_find(struct policies *p, struct str ref)
{
	const char *digest = strchr(ref.s, '@');
	const char *plus = digest != NULL ? strchr(digest, '+') : NULL;
	const struct policy *service, *law;

	if (plus == NULL)
		return find_one(p, ref);
	service =
	    find_one(p, str_copyn(&p->arena, ref.s, (size_t)(plus - ref.s)));
	law = find_one(p, str_of(plus + 1));
	return service != NULL && law != NULL ? under(p, service, law)
					      : service;
}

/* ---- calendars ---------------------------------------------------------- */

static enum err
make(struct policies *p, struct str name, struct timeline *t, struct fault *f)
{
	struct core *c = p->core;
	struct calendar_store *kept = c->calendars;
	enum err rc;

	c->calendars = NULL;
	rc = calendar_in_force(c, name, 0, &t->calendar, NULL);
	if (rc != OK) {
		calendar_store_done(c);
		*f = c->fault;
	}
	t->store = c->calendars;
	c->calendars = kept;
	t->name = str_copy(&p->arena, name);
	return rc;
}

enum err
policy_calendar(struct policies *p, struct str name, msec at,
    struct calendar **out, int *version, struct fault *f)
{
	struct timeline *t = NULL, made = { .store = NULL };
	enum err rc;

	for (size_t i = 0; i < p->timelines.n; i++)
		if (str_eq(p->timelines.v[i].name, name))
			t = &p->timelines.v[i];
	if (t == NULL) {
		if ((rc = make(p, name, &made, f)) != OK)
			return rc;
		t = vec_push(&p->arena, &p->timelines);
		*t = made;
	}
	*out = t->calendar;
	*version = (int)calendar_version_at(t->calendar, at) + 1;
	return OK;
}

msec
policies_changed(const struct policies *p, struct str calendar)
{
	msec last = 0, at;

	for (size_t i = 0; i < p->all.n; i++)
		if (!str_is(p->all.v[i].kind, "policy") &&
		    (!str_is(p->all.v[i].kind, "calendar") ||
			str_eq(p->all.v[i].name, calendar)) &&
		    (at = id_at(p->all.v[i].id)) > last)
			last = at;
	return last;
}
