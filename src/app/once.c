/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * once.c - one command from a shell: reads the line and the options, opens the
 * database when the row needs it, runs the row and shows its answer.
 */
#include "app/once.h"

#include <errno.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/ask.h"
#include "app/console.h"
#include "app/option.h"
#include "app/speak.h"
#include "base/log.h"
#include "base/utf8.h"
#include "cmd/help.h"
#include "cmd/render.h"
#include "cmd/shell.h"
#include "core/house.h"
#include "core/list.h"

struct once {
	struct arena arena;
	struct fault fault;
	struct shell shell;
	struct option_set options;
	struct cmd_option listed[OPTIONS_MAX];
	struct house house;
	struct reply reply;
	struct cmd_ctx cx;
	const struct cmd_def *row;
	struct args args;
	size_t used; /* words that name the row */
};

/* ---- options ----------------------------------------------------------------
 */

static enum err
read_file(struct once *o)
{
	struct str path;
	const char *env = getenv("CABINA_CONFIG");
	bool asked = shell_get(&o->shell, "config", &path);

	if (!asked && env != NULL && env[0] != '\0') {
		path = str_of(env);
		asked = true;
	} else if (!asked) {
		path = option_path(&o->arena, "XDG_CONFIG_HOME", ".config",
		    "cabina.conf");
	}
	return option_file(&o->options, path.s, asked, &o->fault);
}

static enum err
read_options(struct once *o)
{
	enum err rc = option_init(&o->options, &o->arena, &o->fault);

	if (rc == OK)
		rc = read_file(o);
	for (size_t i = 0; rc == OK && i < o->shell.set.n; i++) {
		const struct shell_setting *s = &o->shell.set.v[i];

		if (s->def->option)
			rc = option_put(&o->options, str_of(s->def->name),
			    s->value,
			    str_printf(&o->arena, "--%s", s->def->name),
			    &o->fault);
	}
	return rc == OK
	    ? arg_files(option_get(&o->options, "files-in"), &o->fault)
	    : rc;
}

/* A log that cannot be opened stops nothing, unless it was asked for. */
static enum err
open_log(struct once *o)
{
	struct str path = option_get(&o->options, "log");
	enum err rc;

	if (path.len == 0)
		return OK;
	if (option_built_in(&o->options, "log"))
		option_folders(&o->arena, path);
	rc = log_open(path.s, &o->fault);
	return option_built_in(&o->options, "log") ? OK : rc;
}

static void
list_options(struct once *o)
{
	for (size_t i = 0; i < noptions; i++)
		o->listed[i] = (struct cmd_option){ options[i].name,
			house_shown(&o->arena, o->options.value[i]).s,
			option_built_in(&o->options, options[i].name)
			    ? _("built in")
			    : o->options.from[i].s,
			options[i].help };
	o->cx.options = o->listed;
	o->cx.noptions = noptions;
}

/* ---- the context -------------------------------------------------------- */

static enum err
ask(struct cmd_ctx *cx, const char *what, bool hidden, struct str *out)
{
	return ask_terminal(cx->arena, what, hidden, out, &cx->core->fault);
}

static void
progress(void *u, const char *what, int64_t done, int64_t total)
{
	(void)u;
	fprintf(stderr, "\r\033[K%s", what);
	if (total > 0)
		fprintf(stderr, " %lld %%", (long long)(done * 100 / total));
	if (done >= total)
		fputs("\r\033[K", stderr);
}

static void
set_up(struct once *o)
{
	struct str as = option_get(&o->options, "as");
	struct house_options how = {
		.url = option_get(&o->options, "db").s,
		.as = as.len > 0 ? as.s : NULL,
		.clock_file = getenv("CABINA_CLOCK"),
		.slow = getenv("CABINA_SLOW"),
		.via = "shell",
		.sync_normal =
		    str_is(option_get(&o->options, "sync"), "normal"),
	};

	house_init(&o->house, &how);
	reply_init(&o->reply, &o->arena);
	o->cx = (struct cmd_ctx){
		.core = &o->house.core,
		.house = &o->house,
		.reply = &o->reply,
		.arena = &o->arena,
		.ask = ask,
		.progress = isatty(STDERR_FILENO) ? progress : NULL,
		.in = stdin,
		.out = stdout,
	};
	list_options(o);
}

/* ---- the words ---------------------------------------------------------- */

/* `-` as a secret is a line of standard input. */
static enum err
read_secrets(struct once *o)
{
	for (size_t i = 0; i < o->args.n; i++) {
		struct arg *v = &o->args.v[i];
		enum err rc;

		if (strcmp(o->args.def[i].type->name, "secret") == 0 &&
		    str_is(v->text, "-") &&
		    (rc = ask_input(&o->arena, &v->text, &o->fault)) != OK)
			return rc;
	}
	return OK;
}

/* A secret that is missing is asked for; anything else is misuse. */
static enum err
ask_missing(struct once *o, struct words *words)
{
	const struct arg_def *d = o->args.missing;
	struct str answer;
	enum err rc;

	if (strcmp(d->type->name, "secret") != 0)
		return ERR_USAGE;
	rc = ask_terminal(&o->arena, d->name.s, true, &answer, &o->fault);
	if (rc != OK)
		return rc == ERR_NEED_ARG ? ERR_USAGE : rc;
	*vec_push(&o->arena, words) =
	    str_printf(&o->arena, "%s=%s", d->name.s, answer.s);
	return OK;
}

static enum err
bind(struct once *o)
{
	struct words words = { 0 };
	enum err rc;

	rc = args_spec(&o->arena, o->row->args, o->row->writes, &o->args,
	    &o->fault);
	if (rc == OK)
		rc = shell_args(&o->arena, &o->shell, o->used, o->row, &o->args,
		    &words, &o->fault);
	while (rc == OK) {
		rc = args_bind(&o->arena, &o->args, words.v, words.n,
		    clock_now(&o->house.clock), &o->fault);
		if (rc != ERR_NEED_ARG)
			break;
		rc = ask_missing(o, &words);
	}
	return rc == OK ? read_secrets(o) : rc;
}

static enum err
open_house(struct once *o)
{
	struct str db = option_get(&o->options, "db");
	enum err rc = OK;

	if (db.len == 0)
		return fail(&o->fault, ERR_INVALID,
		    _("it is not known where "
		      "the database is: HOME is not set; give --db URL"));
	/* The usual place is made; a place somebody chose is theirs to make. */
	if (strcmp(o->row->name, "init") == 0 &&
	    option_built_in(&o->options, "db"))
		option_folders(&o->arena, str_of(strchr(db.s, '/')));
	if (o->row->needs == NEED_DB)
		rc = house_open(&o->house, HOUSE_WORK);
	else if (o->row->needs == NEED_OWNER)
		rc = house_open(&o->house, HOUSE_LOOK);
	if (rc != OK)
		o->fault = o->house.core.fault;
	return rc;
}

/* ---- the answer --------------------------------------------------------- */

static int
terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	int64_t n;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	if (columns != NULL && str_int(str_of(columns), &n) && n > 0 &&
	    n < 1000)
		return (int)n;
	return 80;
}

static enum err
print(struct once *o)
{
	bool tty = isatty(STDOUT_FILENO);
	struct render how = {
		.form = shell_has(&o->shell, "json") ? RENDER_JSON
		    : tty			     ? RENDER_PEOPLE
						     : RENDER_TABS,
		.width = terminal_width(),
		.command = o->row->name,
		.zone = id_none(o->house.core.me.id)
		    ? NULL
		    : zone_get(o->house.core.me.zone),
		.columns = o->row->columns,
		.bold = tty && !shell_has(&o->shell, "no-color") &&
		    getenv("NO_COLOR") == NULL,
	};
	struct buf b = { 0 };
	size_t sent;

	render(&o->reply, &how, &b);
	sent = fwrite(b.s, 1, b.len, stdout);
	sent = fflush(stdout) == 0 && sent == b.len;
	buf_done(&b);
	if (sent == 1)
		return OK;
	return fail(&o->fault, ERR_IO,
	    _("the answer could not be written: "
	      "%s; what the command did is done"),
	    strerror(errno));
}

static int
complain(struct once *o, enum err rc)
{
	struct str text = utf8_safe(&o->arena, str_of(o->fault.text), false);

	fprintf(stderr, "cabina: %s\n", text.s);
	return rc == ERR_USAGE ? EXIT_MISUSE : EXIT_REFUSED;
}

static enum err
run(struct once *o)
{
	enum err rc = open_house(o), shown;

	if (rc != OK)
		return rc;
	if (shell_has(&o->shell, "json")) /* a program reads it: always alike */
		o->house.core.lang = list_own_lang(&o->house.core);
	rc = cmd_run(&o->cx, o->row, &o->args);
	o->fault = o->house.core.fault;
	if ((rc == OK || o->reply.keep) && !o->reply.said) {
		shown = print(o);
		rc = rc == OK ? shown : rc;
	}
	house_close(&o->house);
	return rc;
}

/* ---- without a row ------------------------------------------------------ */

static int
version(void)
{
	printf("cabina %s\n", CABINA_VERSION);
	return EXIT_DONE;
}

static int
nothing_said(void)
{
	fputs(_("cabina: say what to do. 'cabina init --demo small' makes a "
		"centre to try things on,\n'cabina customer find gonz' looks "
		"somebody up, 'cabina help' lists the commands.\n"),
	    stderr);
	return EXIT_MISUSE;
}

static enum err
help(struct once *o)
{
	struct words w = { 0 };
	size_t n = o->shell.words.n < 2 ? o->shell.words.n : 2;

	*vec_push(&o->arena, &w) = STR("help");
	for (size_t i = 0; i < n; i++)
		*vec_push(&o->arena, &w) = o->shell.words.v[i];
	o->shell.words.v = w.v;
	o->shell.words.n = w.n;
	return OK;
}

static enum err
find_row(struct once *o)
{
	enum err rc = shell_has(&o->shell, "help") ? help(o) : OK;

	if (rc == OK)
		rc = cmd_find(&o->arena, o->shell.words.v, o->shell.words.n,
		    &o->row, &o->used, &o->fault);
	return rc;
}

/* No words: a person at a terminal gets the console. */
static enum err
console(struct once *o)
{
	return console_run(&o->house.how, &o->options,
	    shell_has(&o->shell, "no-color"), &o->fault);
}

static enum err
go(struct once *o)
{
	enum err rc;

	if ((rc = read_options(o)) != OK)
		return rc;
	speak(option_get(&o->options, "language"));
	if ((rc = open_log(o)) != OK)
		return rc;
	set_up(o);
	if (o->shell.words.n == 0 && !shell_has(&o->shell, "help"))
		return console(o);
	if ((rc = find_row(o)) == OK && (rc = bind(o)) == OK)
		rc = run(o);
	return rc;
}

int
once_run(int argc, char **argv)
{
	struct once *o = calloc(1, sizeof(*o));
	enum err rc;
	int status;

	if (o == NULL)
		die("out of memory");
	rc = shell_read(&o->arena, argc, argv, &o->shell, &o->fault);
	if (rc == OK && shell_has(&o->shell, "version"))
		status = version();
	else if (rc == OK && o->shell.words.n == 0 &&
	    !shell_has(&o->shell, "help") && !isatty(STDIN_FILENO))
		status = nothing_said();
	else if (rc != OK || (rc = go(o)) != OK)
		status = complain(o, rc);
	else
		status = EXIT_DONE;
	log_close();
	arena_done(&o->arena);
	free(o);
	return status;
}
