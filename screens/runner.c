/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * runner.c - what every part of the runner asks of the open run: its machine,
 * whether letters are an answer, what its end still wants.
 */
#include "screens/runner.h"

#include "core/rut.h"
#include "core/when.h"
#include "script/po.h"

struct arena runner_words;

static struct str
look(void *u, struct str name, bool key, bool *known)
{
	const struct runner_model *m = u;
	struct script_known k = m->known;
	const struct script_name *of = script_name_find(name);
	struct str v;

	k.arena = &runner_words;
	v = script_known_get(&k, name, known);
	return key || of == NULL || !*known
	    ? v
	    : script_value_say(&runner_words, of->type, v,
		  script_spanish(k.lang));
}

static const struct script_host host = {
	.rut = rut_parse, .phone = phone_digits, .day = when_day
};

struct script_run
runner_machine(const struct runner_model *m)
{
	struct script_run r = { .script = m->script,
		.arena = &runner_words,
		.lang = m->row.lang,
		.look = look,
		.u = (void *)(uintptr_t)m,
		.host = &host };

	script_run_resume(&r, &m->at);
	return r;
}

bool
runner_typed(const struct screen *s)
{
	const struct runner_model *m = s->model;
	const struct runner *t = s->state;
	struct script_run r;

	if (m == NULL || !m->open || t->choosing || t->objecting || t->past)
		return false;
	r = runner_machine(m);
	return script_run_typed(&r);
}

bool
runner_closed(const struct runner_model *m)
{
	return m != NULL && !m->open &&
	    str_is(m->known.contact.state, "closed");
}

static bool
wants_customer(struct str verb)
{
	static const char *const verbs[] = { "ticket create", "customer note",
		"customer edit", "customer contact-add", "consent set",
		"alert add" };

	for (size_t i = 0; i < countof(verbs); i++)
		if (str_is(verb, verbs[i]))
			return true;
	return false;
}

bool
runner_needs_customer(const struct runner_model *m, struct script_run *r)
{
	const struct script_step *k = script_run_step(r);
	bool wants = false;

	if (!id_none(m->known.contact.customer))
		return false;
	for (size_t i = 0; i < m->at.nwishes; i++)
		wants |= wants_customer(r->script->steps.v[m->at.wishes[i].step]
					    .acts.v[m->at.wishes[i].i]
					    .verb);
	for (size_t i = 0; i < k->acts.n; i++)
		wants |= wants_customer(k->acts.v[i].verb);
	return wants;
}
