/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * option.c - the options and where each value came from.
 */
#include "app/option.h"

#include "base/conf.h"

#define BUILT_IN "built in" /* translated where it is listed */

static const char *const sync_choices[] = { "full", "normal", NULL };

const struct option_def options[] = {
	{ .name = "db",
	    .env = "CABINA_DB",
	    .help =
		N_("The database: sqlite:PATH or postgresql://HOST/NAME.") },
	{ .name = "as",
	    .env = "CABINA_AS",
	    .fallback = "",
	    .help = N_("Act as this person; empty is the usual one.") },
	{ .name = "sync",
	    .choices = sync_choices,
	    .fallback = "full",
	    .help = N_("full: a commit survives a power cut. normal: it is "
		       "faster, and the last ones may be lost, none torn.") },
	{ .name = "language",
	    .env = "CABINA_LANGUAGE",
	    .fallback = "",
	    .help = N_("The language to speak; empty is the agent's in "
		       "the console, else the locale's.") },
	{ .name = "log",
	    .env = "CABINA_LOG",
	    .help = N_("The file that log lines go to.") },
};
const size_t noptions = countof(options);
_Static_assert(countof(options) <= OPTIONS_MAX, "option_set is too small");

static int
find(struct str name)
{
	for (size_t i = 0; i < noptions; i++)
		if (str_is(name, options[i].name))
			return (int)i;
	return -1;
}

struct str
option_get(const struct option_set *o, const char *name)
{
	int i = find(str_of(name));

	if (i < 0)
		die("there is no option '%s'", name);
	return o->value[i];
}

bool
option_built_in(const struct option_set *o, const char *name)
{
	return str_is(o->from[find(str_of(name))], BUILT_IN);
}

struct str
option_path(struct arena *a, const char *env, const char *below_home,
    const char *file)
{
	const char *set = getenv(env), *home = getenv("HOME");

	/* Only an absolute path counts: what the XDG rules say. */
	if (set != NULL && set[0] == '/')
		return str_printf(a, "%s/cabina/%s", set, file);
	if (home != NULL && home[0] == '/')
		return str_printf(a, "%s/%s/cabina/%s", home, below_home, file);
	return STR_NONE;
}

/* ---- setting ---------------------------------------------------------------
 */

static enum err
unknown(struct str name, struct str from, struct fault *f)
{
	const char *best = NULL;
	int least = 3;

	for (size_t i = 0; i < noptions; i++) {
		int far = str_distance(name, str_of(options[i].name), least);

		if (far < least) {
			least = far;
			best = options[i].name;
		}
	}
	if (best != NULL)
		return fail(f, ERR_USAGE,
		    _("%s: there is no option '%s'; did you mean '%s'?"),
		    from.s, name.s, best);
	return fail(f, ERR_USAGE,
	    _("%s: there is no option '%s'; 'cabina "
	      "option list' lists them"),
	    from.s, name.s);
}

static bool
fits(const struct option_def *d, struct str value)
{
	if (d->choices == NULL)
		return true;
	for (size_t i = 0; d->choices[i] != NULL; i++)
		if (str_is(value, d->choices[i]))
			return true;
	return false;
}

static struct str
list(struct arena *a, const char *const *choices)
{
	struct str out = str_of(choices[0]);

	for (size_t i = 1; choices[i] != NULL; i++)
		out = str_printf(a, "%s, %s", out.s, choices[i]);
	return out;
}

enum err
option_put(struct option_set *o, struct str name, struct str value,
    struct str from, struct fault *f)
{
	int i = find(name);

	if (i < 0)
		return unknown(name, from, f);
	if (!fits(&options[i], value))
		return fail(f, ERR_USAGE,
		    _("%s: '%s' is not a value of '%s'; "
		      "take one of %s"),
		    from.s, value.s, name.s,
		    list(o->arena, options[i].choices).s);
	o->value[i] = str_copy(o->arena, value);
	o->from[i] = str_copy(o->arena, from);
	return OK;
}

static enum err
start(struct option_set *o, const char *name, struct str value, struct fault *f)
{
	return option_put(o, str_of(name), value, STR(BUILT_IN), f);
}

static enum err
environment(struct option_set *o, struct fault *f)
{
	enum err rc;

	for (size_t i = 0; i < noptions; i++) {
		const char *env = options[i].env;
		const char *set = env != NULL ? getenv(env) : NULL;

		if (set != NULL && set[0] != '\0' &&
		    (rc = option_put(o, str_of(options[i].name), str_of(set),
			 str_of(env), f)) != OK)
			return rc;
	}
	return OK;
}

/* ---- the order of who decides ------------------------------------------- */

enum err
option_init(struct option_set *o, struct arena *a, struct fault *f)
{
	struct str path;
	enum err rc;

	*o = (struct option_set){ .arena = a };
	for (size_t i = 0; i < noptions; i++)
		if (options[i].fallback != NULL &&
		    (rc = start(o, options[i].name, str_of(options[i].fallback),
			 f)) != OK)
			return rc;
	path = option_path(a, "XDG_DATA_HOME", ".local/share", "cabina.db");
	rc = start(o, "db",
	    path.len > 0 ? str_printf(a, "sqlite:%s", path.s) : STR_NONE, f);
	if (rc != OK)
		return rc;
	return start(o, "log",
	    option_path(a, "XDG_STATE_HOME", ".local/state", "cabina.log"), f);
}

static enum err
line(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	struct option_set *o = u;
	struct str from = str_printf(o->arena, "%s:%d", at.file, at.line);

	if (section.len > 0)
		return fail(f, ERR_USAGE,
		    _("%s: the option file has no "
		      "sections; take [%s] out"),
		    from.s, section.s);
	return option_put(o, key, value, from, f);
}

enum err
option_file(struct option_set *o, const char *path, bool asked_for,
    struct fault *f)
{
	enum err rc = conf_read(path, line, o, f);

	if (rc == ERR_NOT_FOUND && !asked_for)
		rc = OK;
	return rc == OK ? environment(o, f) : rc;
}
