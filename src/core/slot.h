/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slot.h - when a branch gives which service, to how many at a time: the times
 * that an appointment can be booked in.
 *
 * Both are text of the setup:
 *
 *	[service taller]
 *	name.es = Hora en el taller
 *	name.en = Workshop
 *	length = 60m
 *	remind = 1d			who booked it is told to call; or none
 *	letter = 1d			the customer is written to; or none
 *
 *	[slots maipu]			the branch's code
 *	calendar = oficina
 *	taller = 3			at a time
 *
 * A slot begins where an opening of the calendar begins, and each `length`
 * after it, while it ends within the opening. A branch without [slots] takes
 * whatever time is said.
 */
#ifndef CORE_SLOT_H
#define CORE_SLOT_H

#include "core/calendar.h"
#include "core/news.h"
#include "core/setup.h"

enum { SLOT_ROOMS = 20, SLOT_LANGS = 4 };

struct service {
	struct str code;
	struct str lang[SLOT_LANGS], name[SLOT_LANGS];
	size_t nnames;
	msec length;
	msec remind, letter; /* before it begins; 0: nobody is */
};
struct services {
	struct service *v;
	size_t n, cap;
};
/* What is set up now, by code. */
MUST_CHECK enum err services_load(struct core *, struct arena *,
    struct services *);
/* Its name in the language, else its first, else the code itself. */
struct str service_name(const struct services *, struct str code,
    struct str lang);
/* All its names, as the next part of what is told. */
void service_news(struct core *, const struct services *, struct str code,
    struct news *);

/* A branch's text: how many of each service at a time. */
struct slots {
	struct str branch, calendar;
	struct str service[SLOT_ROOMS];
	int64_t room[SLOT_ROOMS];
	size_t n;
};
MUST_CHECK enum err service_parse(struct str text, const char *of,
    struct arena *, struct service *, struct fault *);
MUST_CHECK enum err slots_parse(struct str text, const char *of, struct arena *,
    struct slots *, struct fault *);

/* One service in one branch. */
struct slot_rule {
	struct str branch, branch_name;
	const struct zone *zone;
	struct str zone_name;
	struct service service;
	bool kept; /* the branch has [slots]: */
	struct slots slots;
	int64_t room; /* 0: it does not give this service */
};
/*
 * `branch` is its code, its name or its city, as people write it; `service` a
 * code. ERR_INVALID with what there is instead.
 */
MUST_CHECK enum err slot_rule(struct core *, struct arena *, struct str branch,
    struct str service, struct slot_rule *);

/* The same for a branch alone: its code, name and zone. */
MUST_CHECK enum err slot_branch(struct core *, struct arena *,
    struct str branch, struct slot_rule *);

struct slot {
	msec from, to;
	int64_t taken, room;
	int64_t place; /* the lowest that is free; over `room`: it is full */
};
struct slot_list {
	struct slot *v;
	size_t n, cap;
};
/* Those that begin in [from, to), which is at most a month. */
MUST_CHECK enum err slot_list(struct core *, struct arena *,
    const struct slot_rule *, msec from, msec to, struct slot_list *);

extern const struct setup_kind setup_service, setup_slots;

#endif
