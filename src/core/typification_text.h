/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification_text.h - a node of the typification tree as text.
 *
 *	[typification reclamo-taller-demora]
 *	parent = reclamo-taller
 *	name.es = Demora en el taller
 *	name.en = Delay in the workshop
 *	short = RTD
 *	form = km			asked when it is opened, may stay empty
 *	required = plate		asked and demanded when it is opened
 *	closing = cause			demanded when it is resolved
 *	priority = 2
 *	team = servicio
 *	policy = complaint		before any policy that fits by itself
 *	script = complaint
 *	valid-from = 2026-05-01		used from then on; else from when applied
 *	retired = 2027-01-01		used until then
 *
 * A root has `kind = complaint` (query, complaint, request, suggestion, sale)
 * instead of a parent, whose kind all below it have. `leaf = no` is a branch of
 * the tree. A day begins at midnight of the acting person's zone.
 */
#ifndef CORE_TYPIFICATION_TEXT_H
#define CORE_TYPIFICATION_TEXT_H

#include "base/clock.h"
#include "base/zone.h"
#include "core/field.h"

/* A day or an instant as it was written; 0: not said. */
struct type_date {
	msec at;
	bool local; /* at is local time still */
};

struct type_text {
	struct str code, parent, kind, mnemonic, team, policy, script;
	struct str form, required, closing; /* JSON lists of field ids */
	bool leaf;
	int64_t priority; /* 0: not said */
	struct type_date valid_from, retired;
	VEC(struct pair) names; /* language, name; by language */
};

/* One node. ERR_INVALID begins with OF:LINE. */
MUST_CHECK enum err type_parse(struct arena *, struct str text, const char *of,
    struct type_text *, struct fault *);
/* Every [typification …] of a file; sections of other kinds are passed over. */
MUST_CHECK enum err types_check(struct arena *, struct str text, const char *of,
    struct fault *);
void type_date_place(struct type_date *, const struct zone *);
/* The one way to write it: two nodes that are alike give the same text. */
struct str type_print(struct arena *, const struct type_text *);

/* query, complaint, request, suggestion or sale? */
bool type_kind_ok(struct str kind);

#endif
