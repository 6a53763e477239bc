/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_people.c - the demo's staff: the seats that have a password, and as
 * many generated people as the size asks for, who cannot sign in until they
 * are given one.
 */
#include "base/utf8.h"
#include "core/demo_kit.h"
#include "queries.h"

/* ---- who works where ---------------------------------------------------- */

int
demo_squad(const struct demo *d, const char *code)
{
	size_t i;

	for (i = 0; i < d->nsquads; i++)
		if (str_is(d->squads[i].code, code))
			return (int)i;
	return -1;
}

static struct person *
hire(struct demo *d, int team)
{
	struct person *p = &d->staff[d->nstaff];
	msec at = (d->clients.first - 30) * DAYS(1);

	*p = (struct person){ .team = team, .branch = -1 };
	p->id = demo_id(d, DICE_STAFF, (int64_t)d->nstaff, at);
	if (team >= 0) {
		p->branch = d->squads[team].branch;
		*vec_push(&d->arena, &d->squads[team]) = (int)d->nstaff;
	}
	d->nstaff++;
	return p;
}

static void
seat(struct demo *d, const struct demo_seat *s)
{
	struct person *p = hire(d, demo_squad(d, s->team));

	p->login = str_of(s->login);
	p->name = str_of(s->name);
	p->role = str_of(s->role);
	p->leads = s->leads;
}

static bool
taken(const struct demo *d, struct str login)
{
	size_t i;

	for (i = 0; i < d->nstaff; i++)
		if (str_eq(d->staff[i].login, login))
			return true;
	return false;
}

/* mgonzalez, mgonzalez2 …: letters only, whatever the name has. */
static struct str
login_for(struct demo *d, struct str given, struct str surname)
{
	struct str fold = utf8_fold(&d->arena, surname);
	char text[48];
	struct str login;
	size_t i, n = 0;
	int k = 1;

	text[n++] = utf8_fold(&d->arena, given).s[0];
	for (i = 0; i < fold.len && n < sizeof(text) - 1; i++)
		if (fold.s[i] >= 'a' && fold.s[i] <= 'z')
			text[n++] = fold.s[i];
	login = str_copyn(&d->arena, text, n);
	while (taken(d, login))
		login = str_printf(&d->arena, "%.*s%d", (int)n, text, ++k);
	return login;
}

static void
employ(struct demo *d, int team, const char *role, bool leads)
{
	struct dice dice = dice_of(d, DICE_STAFF, (int64_t)d->nstaff);
	const struct demo_given *names =
	    &demo_given[dice_chance(&dice, 70)][dice_chance(&dice, 46)];
	struct str given = str_of(names->v[dice_common(&dice, names->n)]);
	struct str one =
	    str_of(demo_surnames[dice_common(&dice, demo_nsurnames)]);
	const char *two = demo_surnames[dice_common(&dice, demo_nsurnames)];
	struct str login = login_for(d, given, one);
	struct person *p = hire(d, team);

	p->login = login;
	p->name = str_printf(&d->arena, "%s %s %s", given.s, one.s, two);
	p->role = str_of(role);
	p->leads = leads;
}

/* How many of n fall to the part `weight` of `total`, at least one. */
static int64_t
portion(int64_t n, int weight, int total)
{
	int64_t share = n * weight / total;

	return share > 0 ? share : 1;
}

static void
staff_branches(struct demo *d, int64_t n)
{
	int total = 0;
	size_t i;
	int64_t k;

	for (i = 0; i < demo_nbranches; i++)
		total += demo_branches[i].weight;
	for (i = 0; i < demo_nbranches; i++) {
		int64_t share = portion(n, demo_branches[i].weight, total);

		for (k = 0; k < share; k++)
			employ(d, (int)(demo_nteams + i), "branch", k == 0);
	}
}

/* Each central team has a supervisor, then its own people in turn. */
static void
staff_centre(struct demo *d, int64_t n)
{
	size_t i;
	int64_t k;

	for (i = 0; i < demo_nteams; i++)
		for (k = portion(n, demo_teams[i].share, 100); k > 0; k--)
			employ(d, (int)i,
			    k == 1 ? "supervisor" : demo_teams[i].role, k == 1);
	while (d->nstaff < d->nseats + (size_t)d->size->staff)
		employ(d, demo_squad(d, "atencion"), "agent", false);
}

static void
make_staff(struct demo *d)
{
	size_t i;

	d->staff = NEWN(&d->arena, struct person,
	    (size_t)d->size->staff * 2 + demo_nseats + 64);
	d->nstaff = 0;
	for (i = 0; i < demo_nseats; i++)
		seat(d, &demo_seats[i]);
	d->nseats = d->nstaff;
	staff_branches(d, d->size->staff * 36 / 100);
	staff_centre(d, d->size->staff - (int64_t)(d->nstaff - d->nseats));
}

/* ---- rows --------------------------------------------------------------- */

struct people_rows {
	VEC(struct par_demo_agent_add) agents;
	VEC(struct par_demo_member_add) members;
	VEC(struct par_demo_able_add) skills;
};

static void
person_row(struct demo *d, struct people_rows *r, const struct person *p)
{
	struct par_demo_agent_add *a = vec_push(&d->batch, &r->agents);
	const struct demo_branch *b =
	    p->branch < 0 ? NULL : &demo_branches[p->branch];

	a->id = p->id;
	a->login = p->login;
	a->name = p->name;
	a->name_fold = utf8_fold(&d->batch, p->name);
	a->name_sort = utf8_sort(&d->batch, p->name);
	a->role = p->role;
	a->branch = str_of(b == NULL ? "" : b->code);
	a->lang = STR("es");
	a->zone = str_of(b == NULL ? "America/Santiago" : b->zone);
	a->active = 1;
	a->at = (d->clients.first - 30) * DAYS(1);
	demo_count(d, id_str(&p->id), p->name);
	if (p->team >= 0)
		*vec_push(&d->batch, &r->members) =
		    (struct par_demo_member_add){ d->squads[p->team].code,
			    p->id, p->leads };
}

/* Branch people know a bit of everything; others what their team is for. */
static void
skill_rows(struct demo *d, struct people_rows *r, const struct person *p,
    int64_t i)
{
	static const char *const branch_skills[4] = { "autos", "motos",
		"repuestos" };
	struct dice dice = dice_of(d, DICE_STAFF, 1000000 + i);
	const char *const *codes =
	    p->branch >= 0 ? branch_skills : demo_teams[p->team].skills;
	size_t k;

	for (k = 0; codes[k] != NULL; k++)
		if (k == 0 || dice_chance(&dice, 60))
			*vec_push(&d->batch, &r->skills) =
			    (struct par_demo_able_add){ p->id, str_of(codes[k]),
				    1 + (int64_t)dice_below(&dice, 5) };
}

/* An administrator that is there already keeps id and password. */
static enum err
known(struct demo *d, size_t i, bool *there)
{
	struct row_demo_agent_id row;
	struct person *p = &d->staff[i];
	enum err rc = q_demo_agent_id(d->c->db, &d->batch, p->login, &row);

	*there = rc == OK;
	if (rc == OK) {
		p->id = row.id;
		demo_seat_keep(d, i);
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static enum err
add_people(struct demo *d)
{
	struct people_rows r = { 0 };
	bool there = false;
	enum err rc = OK;
	size_t i;

	for (i = 0; i < d->nstaff; i++) {
		struct person *p = &d->staff[i];

		if (i < d->nseats && (rc = known(d, i, &there)) != OK)
			return rc;
		if (i >= d->nseats || !there)
			person_row(d, &r, p);
		if (p->team >= 0)
			skill_rows(d, &r, p, (int64_t)i);
	}
	rc =
	    q_demo_agent_add_batch(d->c->db, &d->batch, r.agents.v, r.agents.n);
	if (rc == OK)
		rc = q_demo_member_add_batch(d->c->db, &d->batch, r.members.v,
		    r.members.n);
	if (rc == OK)
		rc = q_demo_able_add_batch(d->c->db, &d->batch, r.skills.v,
		    r.skills.n);
	return rc;
}

static enum err
people(struct demo *d)
{
	enum err rc = add_people(d);

	return rc == OK ? demo_seats_add(d) : rc;
}

enum err
demo_people(struct demo *d)
{
	enum err rc;

	make_staff(d);
	if ((rc = demo_seats_make(d)) != OK)
		return rc;
	/* Another database of the server may make the same roles just now. */
	if ((rc = demo_tx(d, people)) == ERR_CONFLICT)
		rc = demo_tx(d, people);
	if (rc != OK)
		return rc;
	demo_seats_tell(d);
	d->result->agents = (int64_t)d->nstaff;
	return OK;
}
