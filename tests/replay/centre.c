/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * centre.c - reading a log, and the centre that it is lived through in: its
 * teams, people, customers and kinds under names of our own.
 */
#include "core/customer.h"
#include "core/load_csv.h"
#include "core/role.h"
#include "core/setup.h"
#include "core/team.h"
#include "core/typification.h"
#include "replay.h"
#include "store/migrate.h"

/* ---- words ------------------------------------------------------------------ */

static size_t
place_of(struct str s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.s[i]) * 16777619u;
	return h % countof(((struct words *)0)->table);
}

struct word *
word_of(struct arena *a, struct words *w, struct str text)
{
	struct word **at = &w->table[place_of(text)], *one;

	if (text.len == 0)
		return NULL;
	for (one = *at; one != NULL; one = one->next)
		if (str_eq(one->text, text))
			return one;
	one = NEW(a, struct word);
	*one = (struct word){ .text = str_copy(a, text), .next = *at };
	*at = one;
	*vec_push(a, w) = one;
	one->code = str_printf(a, "%s-%zu", w->prefix, w->n);
	return one;
}

/* ---- reading ------------------------------------------------------------------ */

size_t
case_of(struct replay *r, struct str name, bool *first)
{
	/* The rows of a case stand together. */
	*first =
	    r->cases.n == 0 || !str_eq(r->cases.v[r->cases.n - 1].name, name);
	if (*first)
		*vec_push(&r->arena, &r->cases) =
		    (struct kase){ .name = str_copy(&r->arena, name),
			    .state = "",
			    .verdict = STR_NONE,
			    .reassigned = STR_NONE };
	return r->cases.n - 1;
}

struct step *
add_step(struct replay *r, size_t kase, size_t line, msec at)
{
	struct step *s = vec_push(&r->arena, &r->steps);

	*s = (struct step){
		.kase = kase, .line = line, .n = r->steps.n, .at = at
	};
	return s;
}

void
in_order(struct replay *r)
{
	for (size_t i = 1; i < r->steps.n; i++) {
		struct step *s = &r->steps.v[i];

		if (s[-1].kase == s->kase && s[-1].at > s->at)
			s->at = s[-1].at;
	}
}

msec
read_at(struct str text, const char *order)
{
	int64_t part[128] = { ['M'] = 1, ['D'] = 1 };
	const char *s = text.s;

	for (; *order != '\0'; order++) {
		int64_t n = 0;

		while (*s != '\0' && (*s < '0' || *s > '9'))
			s++;
		if (*s == '\0')
			return 0;
		for (; *s >= '0' && *s <= '9'; s++)
			n = n * 10 + (*s - '0');
		part[(unsigned char)*order] = n;
	}
	return DAYS(clock_days((int)part['Y'], (int)part['M'],
		   (int)part['D'])) +
	    HOURS(part['h']) + MINUTES(part['m']) + SECONDS(part['s']);
}

struct reading {
	struct replay *r;
	size_t ncols, n;
	log_row_fn *fn;
};

static enum err
read_row(void *u, const struct load_row *row)
{
	struct reading *g = u;

	if (row->n != g->ncols) {
		fprintf(stderr, "line %lld has %zu columns\n",
		    (long long)row->line, row->n);
		exit(1);
	}
	g->fn(g->r, row->v, ++g->n);
	return OK;
}

void
read_log(struct replay *r, const char *path, size_t ncols, log_row_fn *fn)
{
	struct load_sheet sheet = { .path = str_of(path) };
	struct reading g = { .r = r, .ncols = ncols, .fn = fn };
	struct fault f = { .code = OK };

	if (load_csv_look(&sheet, &r->arena, &f) != OK ||
	    load_csv_each(&sheet, read_row, &g, &f) != OK) {
		fprintf(stderr, "%s: %s\n", path, f.text);
		exit(1);
	}
}

/* ---- the centre ----------------------------------------------------------------- */

static void
hire(struct replay *r, struct word *w)
{
	struct agent_new in = { .login = w->code,
		.name = w->text,
		.role = STR("agent"),
		.branch = STR_NONE,
		.teams = STR_NONE,
		.lang = STR_NONE,
		.zone = STR_NONE,
		.password = STR_NONE,
		.no_password = true };
	struct core *c = &r->desk.core;
	struct agent_done done;

	must(&r->desk, agent_add(c, &c->scratch, &in, &done), "agent");
	w->id = done.id;
}

static enum err
people(struct core *c, void *u)
{
	struct replay *r = u;

	for (size_t i = 0; i < r->people.n; i++)
		hire(r, r->people.v[i]);
	for (size_t i = 0; i < r->teams.n; i++)
		must(&r->desk,
		    team_add(c, r->teams.v[i]->code, r->teams.v[i]->text,
			STR_NONE),
		    "team");
	for (size_t i = 0; i < r->customers.n; i++) {
		struct customer_new in = { .name = r->customers.v[i]->text };

		must(&r->desk, customer_create(c, &in, &r->customers.v[i]->id),
		    "customer");
		core_rest(c);
	}
	return OK;
}

static void
kinds(struct replay *r)
{
	struct core *c = &r->desk.core;

	for (size_t i = 0; i < r->types.n; i++) {
		struct pair name = { STR("es"), r->types.v[i]->text };
		struct typification_new in = { .code = r->types.v[i]->code,
			.kind = STR("request"),
			.leaf = true,
			.priority = 3,
			.names = &name,
			.nnames = 1 };

		must(&r->desk, typification_add(c, &in), "kind");
	}
}

static void
fields(struct replay *r)
{
	struct field_new in[] = { { .id = STR("made-sla"),
				      .entity = STR("ticket"),
				      .type = STR("yesno") },
		{ .id = STR("reassigned"),
		    .entity = STR("ticket"),
		    .type = STR("number") } };

	for (size_t i = 0; i < countof(in); i++) {
		in[i].choices = STR_NONE;
		must(&r->desk, field_add(&r->desk.core, &in[i]), "field");
	}
}

void
found_centre(struct replay *r, const char *url, const char *setup)
{
	struct core *c = &r->desk.core;
	struct setup_changes changes;
	struct agent_done admin;
	msec first = INT64_MAX;

	for (size_t i = 0; i < r->steps.n; i++)
		if (r->steps.v[i].at < first)
			first = r->steps.v[i].at;
	sit_down_with(&r->desk, url,
	    (struct db_options){ .create = true, .sync_normal = true });
	r->desk.clock = clock_fixed(first - DAYS(1));
	must(&r->desk, core_db(c, migrate_run(r->desk.db, &r->desk.clock)),
	    "migrate");
	must(&r->desk, agent_enter_setup(c), "setup");
	must(&r->desk, role_setup(c), "roles");
	must(&r->desk, agent_first(c, &c->scratch, STR("Admin"), &admin),
	    "admin");
	must(&r->desk,
	    agent_edit(c, &c->scratch, c->me.login,
		&(struct agent_change){ .name = STR_NONE,
		    .role = STR_NONE,
		    .branch = STR_NONE,
		    .lang = STR_NONE,
		    .zone = STR("Etc/UTC") },
		&admin),
	    "zone");
	act(&r->desk);
	must(&r->desk, core_together(c, people, r), "people");
	kinds(r);
	fields(r);
	must(&r->desk, setup_apply(c, &c->scratch, str_of(setup), &changes),
	    "promises");
	core_rest(c);
}
