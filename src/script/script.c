/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script.c - a script as it is held, and what is found in it by name.
 */
#include "script/script.h"

struct script *
script_new(void)
{
	struct script *s = calloc(1, sizeof(*s));

	if (s == NULL)
		die(_("out of memory"));
	return s;
}

void
script_free(struct script *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->nfields; i++)
		script_field_free(&s->fields[i]);
	arena_done(&s->arena);
	free(s);
}

int
script_part_find(const struct script *s, struct str name)
{
	for (size_t i = 0; i < s->nparts; i++)
		if (str_eq(s->parts[i].name, name))
			return (int)i;
	return SCRIPT_NONE;
}

int
script_step_find(const struct script *s, int part, struct str name)
{
	const struct script_part *p;

	if (part == SCRIPT_NONE)
		return SCRIPT_NONE;
	p = &s->parts[part];
	for (int i = p->first; i < p->first + p->nsteps; i++)
		if (str_eq(s->steps.v[i].name, name))
			return i;
	return SCRIPT_NONE;
}

int
script_field_find(const struct script *s, struct str name)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (str_eq(s->fields[i].name, name))
			return (int)i;
	return SCRIPT_NONE;
}

struct str
script_step_path(struct arena *a, const struct script *s, int step)
{
	const struct script_step *k = &s->steps.v[step];

	return k->part == 0
	    ? k->name
	    : str_printf(a, "%s/%s", s->parts[k->part].name.s, k->name.s);
}

int
script_step_of(const struct script *s, struct str path)
{
	const char *slash = strchr(path.s, '/');

	if (slash == NULL)
		return s->nparts > 0 ? script_step_find(s, 0, path)
				     : SCRIPT_NONE;
	for (size_t i = 0; i < s->nparts; i++)
		if (s->parts[i].name.len == (size_t)(slash - path.s) &&
		    memcmp(s->parts[i].name.s, path.s, s->parts[i].name.len) ==
			0)
			return script_step_find(s, (int)i, str_of(slash + 1));
	return SCRIPT_NONE;
}

bool
script_step_stops(const struct script_step *k)
{
	return k->say.n > 0 || k->note.n > 0 || k->ask.source.len > 0 ||
	    k->options.n > 0 || k->close == SCRIPT_END;
}

bool
script_spanish(struct str lang)
{
	return !str_is(lang, "en");
}
