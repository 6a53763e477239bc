/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_data.h - the shapes of the demo centre's data tables. Only demo_*.c
 * include it.
 */
#ifndef CORE_DEMO_DATA_H
#define CORE_DEMO_DATA_H

#include "base/base.h"

/* ---- names (demo_names.c), most frequent first -------------------------- */

struct demo_given {
	const char *const *v;
	size_t n;
};

extern const char *const demo_surnames[];
extern const size_t demo_nsurnames;
extern const struct demo_given demo_given[2][2]; /* [young][man] */
extern const char *const demo_companies[];
extern const size_t demo_ncompanies;

/* ---- places (demo_places.c) --------------------------------------------- */

struct demo_branch {
	const char *code, *city, *zone;
	const char *area;	/* code of its land lines */
	int weight;		/* people around it */
	const char *comunas[6]; /* ends with NULL */
};

extern const struct demo_branch demo_branches[];
extern const size_t demo_nbranches;
extern const char *const demo_streets[];
extern const size_t demo_nstreets;

/* ---- teams, skills (demo_org.c) ----------------------------------------- */

struct demo_team {
	const char *code, *name;
	int share;	       /* of the central staff, in percent */
	const char *role;      /* of its people, beside supervisors */
	const char *skills[4]; /* ends with NULL */
};

struct demo_word {
	const char *code, *name;
};

extern const struct demo_team demo_teams[];
extern const size_t demo_nteams;
extern const struct demo_word demo_skills[];
extern const size_t demo_nskills;

/* The people with a password. */
struct demo_seat {
	const char *login, *name, *role;
	const char *team, *branch; /* "" without */
	bool leads;
};

extern const struct demo_seat demo_seats[];
extern const size_t demo_nseats;

/* ---- goods (demo_goods.c) ----------------------------------------------- */

enum { GOOD_CAR, GOOD_BIKE, GOOD_POWER, GOOD_PART, GOOD_SERVICE, DEMO_GOODS };

struct demo_good {
	const char *brand, *model;
	int price; /* thousands of pesos */
};

struct demo_goods {
	const char *kind; /* asset.kind */
	const struct demo_good *v;
	size_t n;
};

extern const struct demo_goods demo_goods[DEMO_GOODS];
extern const unsigned char demo_season[DEMO_GOODS][12];

/* ---- what contacts are about (demo_tree.c) ------------------------------ */

struct demo_type {
	const char *code, *parent, *kind, *team;
	const char *required; /* JSON list of field names */
	int priority;
	int weight; /* how frequent; 0 for a branch, -1: a leaf not drawn */
	char voice;
	const char *es, *en;
	const char *subject; /* with slots */
};

struct demo_field {
	const char *id;
	int class;
	const char *es, *en;
};

extern const struct demo_type demo_types[];
extern const size_t demo_ntypes;
extern const struct demo_field demo_fields[];
extern const size_t demo_nfields;

/* ---- words (demo_texts.c) ----------------------------------------------- */

struct demo_text {
	char when;
	const char *voices; /* it fits; "" for all */
	const char *text;
};

extern const struct demo_text demo_openings[];
extern const size_t demo_nopenings;
extern const struct demo_text demo_steps[];
extern const size_t demo_nsteps;

#endif
