/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * option.c - the options and where each value came from.
 */
#include "app/option.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/conf.h"

#define BUILT_IN "built in" /* translated where it is listed */

static const char *const sync_choices[] = { "full", "normal", NULL };
static const char *const theme_choices[] = { "auto", "dark", "light", "mono",
	NULL };
static const char *const symbol_choices[] = { "auto", "full", "plain", "ascii",
	NULL };
static const char *const cursor_choices[] = { "row", "mark", NULL };
static const char *const bell_choices[] = { "none", "refused", NULL };
static const char *const yes_no[] = { "no", "yes", NULL };

const struct option_def options[] = {
	{ .name = "db",
	    .title = N_("Database"),
	    .env = "CABINA_DB",
	    .help =
		N_("The database: sqlite:PATH or postgresql://HOST/NAME.") },
	{ .name = "as",
	    .title = N_("Who acts"),
	    .env = "CABINA_AS",
	    .fallback = "",
	    .help = N_("Act as this person; empty is the usual one.") },
	{ .name = "sync",
	    .title = N_("Safety of a write"),
	    .choices = sync_choices,
	    .fallback = "full",
	    .help = N_("full: a commit survives a power cut. normal: it is "
		       "faster, and the last ones may be lost, none torn.") },
	{ .name = "language",
	    .title = N_("Language"),
	    .env = "CABINA_LANGUAGE",
	    .fallback = "",
	    .console = true,
	    .help = N_("The language to speak; empty is the agent's in "
		       "the console, else the locale's.") },
	{ .name = "log",
	    .title = N_("Log file"),
	    .env = "CABINA_LOG",
	    .help = N_("The file that log lines go to.") },
	{ .name = "spool",
	    .title = N_("Letters to send"),
	    .fallback = "",
	    .help = N_("A folder that gets a file for each notice of a level "
		       "and each letter to a customer, for the site's own "
		       "mailer; empty is none.") },
	{ .name = "files-in",
	    .title = N_("Folder of files"),
	    .fallback = "",
	    .help = N_("The one folder whose files commands take and write, "
		       "where people share an account; empty is any.") },
	{ .name = "theme",
	    .title = N_("Colours"),
	    .choices = theme_choices,
	    .fallback = "auto",
	    .console = true,
	    .help = N_("Colours for a dark or a light background; mono has "
		       "none, as with NO_COLOR. auto is dark, unless "
		       "COLORFGBG says light.") },
	{ .name = "symbols",
	    .title = N_("Signs"),
	    .choices = symbol_choices,
	    .fallback = "auto",
	    .console = true,
	    .help = N_("Signs the terminal can draw: full, plain (code page "
		       "437) or ascii. auto goes by locale and TERM.") },
	{ .name = "cursor",
	    .title = N_("Row at hand"),
	    .choices = cursor_choices,
	    .fallback = "row",
	    .console = true,
	    .help = N_("row reverses the row under the cursor; mark only puts "
		       "the mark before it, for slow lines.") },
	{ .name = "mouse",
	    .title = N_("Mouse"),
	    .choices = yes_no,
	    .fallback = "no",
	    .console = true,
	    .help = N_("yes: a click chooses a row or a tab, the wheel "
		       "scrolls. The terminal then selects text with Shift "
		       "held.") },
	{ .name = "bell",
	    .title = N_("Bell"),
	    .choices = bell_choices,
	    .fallback = "none",
	    .console = true,
	    .help = N_("refused: the terminal rings when something was "
		       "refused.") },
	{ .name = "width",
	    .title = N_("Widest screen"),
	    .max = 400,
	    .fallback = "0",
	    .console = true,
	    .help = N_("The most columns that are used; 0 is all there "
		       "are, else 40 or more.") },
	{ .name = "latin1",
	    .title = N_("Latin-1 letters"),
	    .choices = yes_no,
	    .fallback = "no",
	    .console = true,
	    .help = N_("yes: bytes that are not UTF-8 are letters of Latin-1, "
		       "as an old PuTTY sends them.") },
	{ .name = "sco-keys",
	    .title = N_("F keys as in SCO"),
	    .choices = yes_no,
	    .fallback = "no",
	    .console = true,
	    .help = N_("yes: the F keys are those of PuTTY's SCO mode.") },
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
	int64_t n;

	if (d->max > 0)
		return str_int(value, &n) && n >= d->min && n <= d->max;
	if (d->choices == NULL)
		return true;
	for (size_t i = 0; d->choices[i] != NULL; i++)
		if (str_is(value, d->choices[i]))
			return true;
	return false;
}

struct str
option_range(struct arena *a, const struct option_def *d)
{
	struct str out = STR_NONE;

	if (d->max > 0)
		return str_printf(a, _("%d to %d"), d->min, d->max);
	for (size_t i = 0; d->choices != NULL && d->choices[i] != NULL; i++)
		out = i == 0 ? str_of(d->choices[0])
			     : str_printf(a, "%s, %s", out.s, d->choices[i]);
	return out;
}

enum err
option_check(const struct option_set *o, struct str name, struct str value,
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
		    option_range(o->arena, &options[i]).s);
	return OK;
}

enum err
option_put(struct option_set *o, struct str name, struct str value,
    struct str from, struct fault *f)
{
	enum err rc = option_check(o, name, value, from, f);
	int i = find(name);

	if (rc != OK)
		return rc;
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

/* `key CONTEXT KEY = words` */
static enum err
key_line(struct option_set *o, struct str key, struct str words,
    struct str from, struct fault *f)
{
	struct str rest = key, one, part[3] = { STR_NONE, STR_NONE, STR_NONE };
	size_t n = 0;

	while (str_next(o->arena, &rest, ' ', &one))
		if (one.len > 0 && n++ < 3)
			part[n - 1] = one;
	if (n != 3)
		return fail(f, ERR_USAGE,
		    _("%s: a key is written key CONTEXT KEY = WORDS, as in "
		      "key inbox x = ticket resolve"),
		    from.s);
	*vec_push(o->arena, &o->keys) = (struct key_line){ part[1], part[2],
		str_copy(o->arena, words), from };
	return OK;
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
	if (str_starts(key, STR("key ")) || str_is(key, "key"))
		return key_line(o, key, value, from, f);
	return option_put(o, key, value, from, f);
}

enum err
option_file(struct option_set *o, const char *path, bool asked_for,
    struct fault *f)
{
	enum err rc;

	o->file = str_copy(o->arena, str_of(path));
	o->keys.n = 0;
	rc = conf_read(path, line, o, f);
	if (rc == ERR_NOT_FOUND && !asked_for)
		rc = OK;
	return rc == OK ? environment(o, f) : rc;
}

/* ---- writing ------------------------------------------------------------ */

void
option_folders(struct arena *a, struct str path)
{
	for (size_t i = 1; i < path.len; i++)
		if (path.s[i] == '/')
			(void)mkdir(str_copyn(a, path.s, i).s, 0700);
}

/* Does this line of the file set the option? */
static bool
sets(struct str row, struct str name)
{
	size_t i = name.len;

	if (row.len < i || memcmp(row.s, name.s, i) != 0)
		return false;
	while (i < row.len && (row.s[i] == ' ' || row.s[i] == '\t'))
		i++;
	return i < row.len && row.s[i] == '=';
}

/* The file with its last line that sets the option changed: it is the one
 * that counts. An empty value takes the lines out. */
static void
rewrite(struct str text, struct str name, struct str value, struct buf *out)
{
	struct str rest = text;
	size_t last = SIZE_MAX;

	for (int pass = 0; pass < 2; pass++) {
		rest = text;
		while (rest.len > 0) {
			const char *end = memchr(rest.s, '\n', rest.len);
			size_t at = (size_t)(rest.s - text.s);
			struct str row = { rest.s,
				end != NULL ? (size_t)(end - rest.s)
					    : rest.len };
			bool hit = sets(row, name);

			rest.s += row.len + (end != NULL);
			rest.len -= row.len + (end != NULL);
			if (pass == 0) {
				last = hit ? at : last;
				continue;
			}
			if (!hit || (at != last && value.len > 0))
				buf_printf(out, STR_FMT "\n", STR_ARG(row));
			else if (value.len > 0)
				buf_printf(out, "%s = %s\n", name.s, value.s);
		}
	}
	if (last == SIZE_MAX && value.len > 0)
		buf_printf(out, "%s = %s\n", name.s, value.s);
}

/* Where the name leads to: a link stays a link. */
static struct str
target(struct arena *a, struct str path)
{
	char *whole = realpath(path.s, NULL);
	struct str out = whole != NULL ? str_copy(a, str_of(whole)) : path;

	free(whole);
	return out;
}

static bool
replace(struct arena *a, struct str path, struct str text)
{
	struct str temp = str_printf(a, "%s.new-%ld", path.s, (long)getpid());
	struct stat st;
	mode_t mode = stat(path.s, &st) == 0 ? st.st_mode & 0777 : 0600;
	int fd = open(temp.s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool done;

	if (fd < 0)
		return false;
	done = write(fd, text.s, text.len) == (ssize_t)text.len &&
	    fchmod(fd, mode) == 0 && fsync(fd) == 0;
	done = close(fd) == 0 && done && rename(temp.s, path.s) == 0;
	if (!done)
		(void)unlink(temp.s);
	return done;
}

enum err
option_save(struct option_set *o, struct str name, struct str value,
    struct fault *f)
{
	struct arena a = { 0 };
	struct str text = STR_NONE, path;
	struct fault none;
	struct buf b = { 0 };
	enum err rc = OK;

	if (o->file.len == 0)
		return fail(f, ERR_IO,
		    _("there is no place for an option file: HOME is not set; "
		      "the value counts until you leave"));
	option_folders(&a, o->file);
	path = target(&a, o->file);
	rc = file_read(path.s, 1 << 20, &a, &text, &none);
	if (rc == ERR_NOT_FOUND)
		rc = OK;
	if (rc == OK)
		rewrite(text, name, value, &b);
	if (rc != OK || !replace(&a, path, buf_view(&b)))
		rc = fail(f, ERR_IO,
		    _("%s cannot be written: %s; the value counts until you "
		      "leave"),
		    path.s, strerror(errno));
	buf_done(&b);
	arena_done(&a);
	return rc;
}
