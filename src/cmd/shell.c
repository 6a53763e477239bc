/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shell.c - one surface of the command road: the command line.
 */
#include "cmd/shell.h"

const struct shell_def shell_defs[] = {
	{ .name = "db",
	    .meta = N_("URL"),
	    .option = true,
	    .help = N_("The database: sqlite:PATH or postgresql://HOST/NAME") },
	{ .name = "as",
	    .meta = N_("NAME"),
	    .option = true,
	    .help = N_("Act as this person") },
	{ .name = "json", .help = N_("Answer with one JSON document") },
	{ .name = "op",
	    .meta = "UUID",
	    .writes = true,
	    .help = N_("The id of this change: the same id changes nothing "
		       "twice") },
	{ .name = "at",
	    .meta = N_("INSTANT"),
	    .writes = true,
	    .help = N_("When it happened, if it was before now") },
	{ .name = "seen",
	    .meta = N_("N"),
	    .writes = true,
	    .help = N_("The last event that was seen: what others changed "
		       "after it is not written over") },
	{ .name = "config",
	    .meta = N_("FILE"),
	    .help = N_("Read options from this file") },
	{ .name = "sync",
	    .meta = "full|normal",
	    .option = true,
	    .help = N_("How SQLite waits for the disk") },
	{ .name = "language",
	    .meta = N_("LANG"),
	    .option = true,
	    .help = N_("Speak this language") },
	{ .name = "log",
	    .meta = N_("FILE"),
	    .option = true,
	    .help = N_("Where log lines go") },
	{ .name = "spool",
	    .meta = N_("FOLDER"),
	    .option = true,
	    .help = N_("Where a file for each notice of a level goes") },
	{ .name = "files-in",
	    .meta = N_("FOLDER"),
	    .option = true,
	    .help = N_("Take and write only files of this folder") },
	{ .name = "theme",
	    .meta = "auto|dark|light|mono",
	    .option = true,
	    .help = N_("Colours of the console") },
	{ .name = "symbols",
	    .meta = "auto|full|plain|ascii",
	    .option = true,
	    .help = N_("Signs of the console") },
	{ .name = "cursor",
	    .meta = "row|mark",
	    .option = true,
	    .help = N_("How the console shows the cursor's row") },
	{ .name = "mouse",
	    .meta = "yes|no",
	    .option = true,
	    .help = N_("The console takes clicks and the wheel") },
	{ .name = "bell",
	    .meta = "none|refused",
	    .option = true,
	    .help = N_("When the console rings") },
	{ .name = "width",
	    .meta = N_("N"),
	    .option = true,
	    .help = N_("The most columns the console uses") },
	{ .name = "latin1",
	    .meta = "yes|no",
	    .option = true,
	    .help = N_("Bytes that are not UTF-8 are Latin-1") },
	{ .name = "sco-keys",
	    .meta = "yes|no",
	    .option = true,
	    .help = N_("F keys as in PuTTY's SCO mode") },
	{ .name = "no-color", .help = N_("No bold headings") },
	{ .name = "help", .help = N_("Show help on this command") },
	{ .name = "version", .first = true, .help = N_("Show the version") },
};
const size_t nshell_defs = countof(shell_defs);

static const struct shell_def *
global(struct str name)
{
	for (size_t i = 0; i < nshell_defs; i++)
		if (str_is(name, shell_defs[i].name))
			return &shell_defs[i];
	return NULL;
}

/* "--name" or "--name=value"; false for any other word. */
static bool
dashed(struct arena *a, struct str word, struct str *name, struct str *value,
    bool *has_value)
{
	const char *eq;

	if (word.len < 3 || memcmp(word.s, "--", 2) != 0)
		return false;
	eq = strchr(word.s, '=');
	*has_value = eq != NULL;
	*name = eq != NULL ? str_copyn(a, word.s + 2, (size_t)(eq - word.s) - 2)
			   : str_of(word.s + 2);
	*value = str_of(eq != NULL ? eq + 1 : "");
	return true;
}

struct reading {
	struct arena *a;
	struct str *v;
	size_t n, i;
};

/* The value of `name`: joined to it, or the next word. */
static enum err
value_of(struct reading *r, struct str name, bool has_value, struct str *value,
    struct fault *f)
{
	if (has_value)
		return OK;
	if (r->i + 1 >= r->n)
		return fail(f, ERR_USAGE, _("--%s needs a value after it"),
		    name.s);
	*value = r->v[++r->i];
	return OK;
}

static enum err
read_global(struct reading *r, const struct shell_def *d, struct str value,
    bool has_value, struct shell *sh, struct fault *f)
{
	struct shell_setting *s;
	enum err rc;

	if (d->meta == NULL && has_value)
		return fail(f, ERR_USAGE, _("--%s takes no value"), d->name);
	if (d->meta != NULL &&
	    (rc = value_of(r, str_of(d->name), has_value, &value, f)) != OK)
		return rc;
	s = vec_push(r->a, &sh->set);
	s->def = d;
	s->value = value;
	return OK;
}

static enum err
read_word(struct reading *r, struct shell *sh, struct fault *f)
{
	struct str word = r->v[r->i], name, value;
	const struct shell_def *d;
	bool has_value;

	if (str_is(word, "-h"))
		word = STR("--help");
	if (dashed(r->a, word, &name, &value, &has_value) &&
	    (d = global(name)) != NULL && !(d->first && sh->words.n > 0))
		return read_global(r, d, value, has_value, sh, f);
	*vec_push(r->a, &sh->words) = word;
	return OK;
}

enum err
shell_read(struct arena *a, int argc, char **argv, struct shell *sh,
    struct fault *f)
{
	size_t n = argc > 1 ? (size_t)argc - 1 : 0;
	struct reading r = { a, NEWN(a, struct str, n), n, 0 };
	enum err rc;

	*sh = (struct shell){ .ends = SIZE_MAX };
	for (size_t i = 0; i < n; i++)
		r.v[i] = str_of(argv[i + 1]);
	for (; r.i < n; r.i++) {
		if (sh->ends != SIZE_MAX)
			*vec_push(a, &sh->words) = r.v[r.i];
		else if (str_is(r.v[r.i], "--"))
			sh->ends = sh->words.n;
		else if ((rc = read_word(&r, sh, f)) != OK)
			return rc;
	}
	return OK;
}

bool
shell_get(const struct shell *sh, const char *name, struct str *value)
{
	bool found = false;

	for (size_t i = 0; i < sh->set.n; i++) {
		if (strcmp(sh->set.v[i].def->name, name) != 0)
			continue;
		found = true;
		*value = sh->set.v[i].value;
	}
	return found;
}

bool
shell_has(const struct shell *sh, const char *name)
{
	struct str value;

	return shell_get(sh, name, &value);
}

/* ---- a row's own arguments ---------------------------------------------- */

static enum err
no_option(const struct args *args, const struct cmd_def *d, struct str name,
    struct fault *f)
{
	const char *best = NULL;
	int least = 3;

	for (size_t i = 0; i < args->n + nshell_defs; i++) {
		struct str one = i < args->n
		    ? args->def[i].name
		    : str_of(shell_defs[i - args->n].name);
		int far = str_distance(name, one, least);

		if (far < least) {
			least = far;
			best = one.s;
		}
	}
	if (best != NULL)
		return fail(f, ERR_USAGE,
		    _("'%s' has no --%s; did you mean --%s?"), d->name, name.s,
		    best);
	return fail(f, ERR_USAGE,
	    _("'%s' has no --%s; 'cabina help %s' lists what it takes"),
	    d->name, name.s, d->name);
}

/* `--x` alone: yes, or the first of the choices that may be left out. */
static bool
alone(struct reading *r, const struct arg_def *def, struct str *value)
{
	struct str rest = def->choices;
	bool last = r->i + 1 >= r->n || strncmp(r->v[r->i + 1].s, "--", 2) == 0;

	if (strcmp(def->type->name, "bool") == 0) {
		*value = STR("yes");
		return true;
	}
	return last && def->optional && def->choices.len > 0 &&
	    str_next(r->a, &rest, '|', value);
}

static enum err
undash(struct reading *r, const struct cmd_def *d, const struct args *args,
    struct words *out, struct fault *f)
{
	struct str name, value;
	const struct arg_def *def;
	bool has_value;
	enum err rc;

	if (!dashed(r->a, r->v[r->i], &name, &value, &has_value)) {
		*vec_push(r->a, out) = r->v[r->i];
		return OK;
	}
	if ((def = args_def(args, name)) == NULL)
		return no_option(args, d, name, f);
	if ((has_value || !alone(r, def, &value)) &&
	    (rc = value_of(r, name, has_value, &value, f)) != OK)
		return rc;
	*vec_push(r->a, out) = str_printf(r->a, "%s=%s", name.s, value.s);
	return OK;
}

/* --op and --at stand anywhere, but only for a row that writes. */
static enum err
add_global(struct arena *a, const struct shell *sh, const struct cmd_def *d,
    struct words *out, struct fault *f)
{
	struct str value;

	for (size_t i = 0; i < nshell_defs; i++) {
		const struct shell_def *g = &shell_defs[i];

		if (!g->writes || !shell_get(sh, g->name, &value))
			continue;
		if (!d->writes)
			return fail(f, ERR_USAGE,
			    _("'%s' is not one recorded change, so it takes "
			      "no --%s"),
			    d->name, g->name);
		*vec_push(a, out) = str_printf(a, "%s=%s", g->name, value.s);
	}
	return OK;
}

enum err
shell_args(struct arena *a, const struct shell *sh, size_t used,
    const struct cmd_def *d, const struct args *args, struct words *out,
    struct fault *f)
{
	struct reading r = { a, sh->words.v, sh->words.n, used };
	enum err rc;

	for (; r.i < r.n; r.i++) {
		if (r.i >= sh->ends)
			*vec_push(a, out) = r.v[r.i];
		else if ((rc = undash(&r, d, args, out, f)) != OK)
			return rc;
	}
	return add_global(a, sh, d, out, f);
}
