/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_setup.c - the demo's setup: branches, teams, skills, typification tree
 * and custom fields, with their names in Spanish and English.
 */
#include "base/utf8.h"
#include "core/demo_kit.h"
#include "core/typification.h"
#include "queries.h"

static enum err
add_branches(struct demo *d)
{
	VEC(struct par_demo_branch_add) rows = { 0 };
	size_t i;

	for (i = 0; i < demo_nbranches; i++) {
		const struct demo_branch *b = &demo_branches[i];
		struct par_demo_branch_add *p = vec_push(&d->batch, &rows);

		p->code = str_of(b->code);
		p->name = str_printf(&d->batch, "Sucursal %s", b->city);
		p->city = str_of(b->city);
		p->zone = str_of(b->zone);
		p->lang = STR("es");
		demo_count(d, p->code, p->name);
	}
	return q_demo_branch_add_batch(d->c->db, &d->batch, rows.v, rows.n);
}

static void
add_squad(struct demo *d, struct str code, struct str name, int branch)
{
	struct squad *s = &d->squads[d->nsquads++];

	s->code = code;
	s->name = name;
	s->branch = branch;
	demo_count(d, code, name);
}

/* The central teams, then one for each branch. */
static void
make_squads(struct demo *d)
{
	size_t i;

	d->squads = NEWN(&d->arena, struct squad, demo_nteams + demo_nbranches);
	d->nsquads = 0;
	for (i = 0; i < demo_nteams; i++)
		add_squad(d, str_of(demo_teams[i].code),
		    str_of(demo_teams[i].name), -1);
	for (i = 0; i < demo_nbranches; i++)
		add_squad(d,
		    str_printf(&d->arena, "branch-%s", demo_branches[i].code),
		    str_printf(&d->arena, "Sucursal %s", demo_branches[i].city),
		    (int)i);
}

static enum err
add_teams(struct demo *d)
{
	VEC(struct par_demo_team_add) rows = { 0 };
	size_t i;

	make_squads(d);
	for (i = 0; i < d->nsquads; i++) {
		const struct squad *s = &d->squads[i];

		*vec_push(&d->batch,
		    &rows) = (struct par_demo_team_add){ s->code, s->name,
			s->branch < 0 ? STR_NONE
				      : str_of(demo_branches[s->branch].code) };
	}
	return q_demo_team_add_batch(d->c->db, &d->batch, rows.v, rows.n);
}

static enum err
add_skills(struct demo *d)
{
	VEC(struct par_demo_skill_add) rows = { 0 };
	size_t i;

	for (i = 0; i < demo_nskills; i++) {
		*vec_push(&d->batch, &rows) =
		    (struct par_demo_skill_add){ str_of(demo_skills[i].code),
			    str_of(demo_skills[i].name) };
		demo_count(d, rows.v[i].code, rows.v[i].name);
	}
	return q_demo_skill_add_batch(d->c->db, &d->batch, rows.v, rows.n);
}

struct types {
	VEC(struct par_demo_type_add) rows;
};

static bool
is_taken(void *u, struct str code)
{
	const struct types *t = u;

	for (size_t i = 0; i < t->rows.n; i++)
		if (str_eq(t->rows.v[i].mnemonic, code))
			return true;
	return false;
}

static const struct demo_type *
type_of(const char *code)
{
	for (size_t i = 0; i < demo_ntypes; i++)
		if (strcmp(demo_types[i].code, code) == 0)
			return &demo_types[i];
	return NULL;
}

/* A leaf's short code, out of the Spanish names from the root down. */
static struct str
mnemonic(struct demo *d, const struct demo_type *t, struct types *all)
{
	struct str names[4];
	size_t n = countof(names);

	if (t->weight == 0)
		return STR_NONE;
	for (; n > 0 && t != NULL; t = type_of(t->parent))
		names[--n] = str_of(t->es);
	return typification_mnemonic_of(&d->batch, names + n,
	    countof(names) - n, is_taken, all);
}

/* A complaint says how it ended and why. Those of the past ended before that was
 * asked. */
static const char *
closing_of(const struct demo_type *t)
{
	return t->weight != 0 && strcmp(t->kind, "complaint") == 0
	    ? "[\"outcome\",\"cause\"]"
	    : "[]";
}

static enum err
add_types(struct demo *d)
{
	struct types all = { { 0 } };
	size_t i;

	for (i = 0; i < demo_ntypes; i++) {
		const struct demo_type *t = &demo_types[i];

		*vec_push(&d->batch, &all.rows) =
		    (struct par_demo_type_add){ str_of(t->code),
			    str_of(t->parent), str_of(t->kind), t->weight != 0,
			    str_of(t->required), t->priority, str_of(t->team),
			    mnemonic(d, t, &all), d->clients.first * DAYS(1),
			    (int64_t)i + 1, str_of(closing_of(t)) };
		demo_count(d, all.rows.v[i].code, all.rows.v[i].required);
	}
	return q_demo_type_add_batch(d->c->db, &d->batch, all.rows.v,
	    all.rows.n);
}

static enum err
add_fields(struct demo *d)
{
	VEC(struct par_demo_field_add) rows = { 0 };
	size_t i;

	for (i = 0; i < demo_nfields; i++)
		*vec_push(&d->batch, &rows) =
		    (struct par_demo_field_add){ str_of(demo_fields[i].id),
			    demo_fields[i].class };
	return q_demo_field_add_batch(d->c->db, &d->batch, rows.v, rows.n);
}

struct labels {
	VEC(struct par_demo_label_add) rows;
};

static void
label(struct demo *d, struct labels *l, const char *kind, const char *code,
    const char *es, const char *en)
{
	const char *const langs[] = { "es", "en" };
	const char *const texts[] = { es, en };
	size_t i;

	for (i = 0; i < countof(langs); i++) {
		struct str text = str_of(texts[i]);

		*vec_push(&d->batch, &l->rows) =
		    (struct par_demo_label_add){ str_of(kind), str_of(code),
			    str_of(langs[i]), text,
			    utf8_fold(&d->batch, text) };
		demo_count(d, str_of(code), text);
	}
}

static enum err
add_labels(struct demo *d)
{
	struct labels l = { 0 };
	size_t i;

	for (i = 0; i < demo_ntypes; i++)
		label(d, &l, "typification", demo_types[i].code,
		    demo_types[i].es, demo_types[i].en);
	for (i = 0; i < demo_nfields; i++)
		label(d, &l, "field", demo_fields[i].id, demo_fields[i].es,
		    demo_fields[i].en);
	return q_demo_label_add_batch(d->c->db, &d->batch, l.rows.v, l.rows.n);
}

/* Each part refers only to those before it. */
static enum err
setup(struct demo *d)
{
	static enum err (*const parts[])(struct demo *) = {
		add_branches,
		add_teams,
		add_skills,
		add_types,
		add_fields,
		add_labels,
	};
	enum err rc = OK;
	size_t i;

	for (i = 0; i < countof(parts) && rc == OK; i++)
		rc = parts[i](d);
	return rc;
}

enum err
demo_setup(struct demo *d)
{
	enum err rc = demo_tx(d, setup);

	if (rc == OK)
		d->result->branches = (int64_t)demo_nbranches;
	return rc;
}
