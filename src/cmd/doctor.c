/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * doctor.c - the verb that looks at the machine and the database and says how
 * to mend what is wrong. A new check is one function and one row of `checks`.
 */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/zone.h"
#include "cmd/cmd.h"
#include "core/house.h"
#include "core/message.h"

enum finding { FINE, NOTE, WRONG };

struct exam {
	struct cmd_ctx *cx;
	struct arena *a;
	struct str what;  /* what was seen */
	const char *mend; /* how to mend it, translated */
};

#define FREE_MB 200 /* less room than this is worth a word */

static enum finding
engine(struct exam *e)
{
	struct core *c = e->cx->core;

	if (house_open(e->cx->house, HOUSE_LOOK) != OK) {
		e->what = str_copy(e->a, str_of(c->fault.text));
		e->mend = _("run 'cabina init' for a new database, or name "
			    "another one with --db");
		return WRONG;
	}
	e->what = str_printf(e->a, "%s %s", db_engine_name(c->db),
	    db_version(c->db, e->a).s);
	return FINE;
}

static enum finding
schema(struct exam *e)
{
	struct migrate_state s;

	if (e->cx->core->db == NULL) {
		e->what = str_of(_("not looked at: no database"));
		return NOTE;
	}
	if (house_schema(e->cx->house, &s) != OK) {
		e->what = str_copy(e->a, str_of(e->cx->core->fault.text));
		e->mend = _("use the program that made it, or restore a "
			    "backup");
		return WRONG;
	}
	e->what = str_printf(e->a, _("has %d, needs %d"), s.have, s.want);
	e->mend = s.have == 0
	    ? _("run 'cabina init'")
	    : _("make a copy, then run 'cabina store migrate'");
	return s.have == s.want ? FINE : WRONG;
}

/* Opens anew, as every command does. */
static enum finding
person(struct exam *e)
{
	struct core *c = e->cx->core;
	struct house *h = e->cx->house;

	if (c->db == NULL) {
		e->what = str_of(_("not looked at: no database"));
		return NOTE;
	}
	house_close(h);
	core_rest(c);
	if (house_open(h, HOUSE_WORK) != OK) {
		e->what = str_copy(e->a, str_of(c->fault.text));
		e->mend = _("ask an administrator for a login, or name "
			    "another person with --as");
		return WRONG;
	}
	e->what = str_printf(e->a, "%s (%s)", c->me.login.s, c->me.role.s);
	return FINE;
}

static bool
has_spool(const struct cmd_ctx *cx)
{
	for (size_t i = 0; i < cx->noptions; i++)
		if (strcmp(cx->options[i].name, "spool") == 0)
			return cx->options[i].value != NULL &&
			    cx->options[i].value[0] != '\0';
	return false;
}

/* Words that were sent and lie here are a promise that nobody keeps. */
static enum finding
letters(struct exam *e)
{
	struct core *c = e->cx->core;
	bool spool = has_spool(e->cx);
	int64_t n = 0;

	if (c->db == NULL || id_none(c->me.id) ||
	    message_waiting(c, &n) != OK) {
		e->what = str_of(_("not looked at: no database"));
		return NOTE;
	}
	e->what = str_printf(e->a,
	    spool ? ngettext("%lld waits to leave", "%lld wait to leave",
			(unsigned long)n)
		  : ngettext("%lld waits to leave, and no folder 'spool' is "
			     "set",
			"%lld wait to leave, and no folder 'spool' is set",
			(unsigned long)n),
	    (long long)n);
	e->mend = spool
	    ? _("an open console or 'cabina sla sweep' writes them")
	    : _("set spool = FOLDER in the option file, where the site's "
		"mailer takes them");
	return n > 0 ? NOTE : FINE;
}

static enum finding
file(struct exam *e)
{
	const char *path = house_file(e->cx->house);
	struct stat st;

	if (path == NULL || stat(path, &st) != 0) {
		e->what = str_of(_("not looked at: no file"));
		return NOTE;
	}
	e->what =
	    str_printf(e->a, "%s %04o", path, (unsigned)(st.st_mode & 07777));
	e->mend = str_printf(e->a, "chmod 600 '%s'", path).s;
	return (st.st_mode & 077) == 0 ? FINE : WRONG;
}

static struct str
folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return STR(".");
	return slash == path ? STR("/")
			     : str_copyn(a, path, (size_t)(slash - path));
}

/* SQLite needs room for its journal beside the file, and a folder in which no
 * other account can put one of its own. */
static enum finding
folder(struct exam *e)
{
	const char *path = house_file(e->cx->house);
	struct str dir;
	struct stat st;
	struct statvfs fs;
	long long mb;

	if (path == NULL) {
		e->what = str_of(_("not looked at: no file"));
		return NOTE;
	}
	dir = folder_of(e->a, path);
	if (stat(dir.s, &st) != 0 || statvfs(dir.s, &fs) != 0) {
		e->what = str_printf(e->a, "%s: %s", dir.s, strerror(errno));
		e->mend = str_printf(e->a, "mkdir -p -m 700 '%s'", dir.s).s;
		return WRONG;
	}
	mb = (long long)fs.f_bavail * (long long)fs.f_frsize / 1000000;
	e->what = str_printf(e->a, _("%s, %lld MB free"), dir.s, mb);
	if (mb < FREE_MB) {
		e->mend = _("make room on this disk");
		return WRONG;
	}
	e->mend = str_printf(e->a, "chmod go-w '%s'", dir.s).s;
	return (st.st_mode & 022) == 0 || (st.st_mode & S_ISVTX) != 0 ? FINE
								      : WRONG;
}

/* The queue of writers is a semaphore; without it writers still work. */
static enum finding
queue(struct exam *e)
{
	int sem = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);

	if (sem == -1) {
		e->what = str_printf(e->a, _("cannot make a semaphore: %s"),
		    strerror(errno));
		e->mend = _("raise kernel.sem with sysctl, or remove old ones "
			    "with ipcrm (ipcs -s lists them)");
		return WRONG;
	}
	(void)semctl(sem, 0, IPC_RMID);
	e->what = str_of(_("semaphores can be made"));
	return FINE;
}

static enum finding
zones(struct exam *e)
{
	struct str path =
	    str_printf(e->a, "%s/America/Santiago", zone_folder());

	e->what = str_printf(e->a, _("%s, version %s"), zone_folder(),
	    zone_version().s);
	e->mend = _("install the time zones: apt-get install tzdata");
	return access(path.s, R_OK) == 0 ? FINE : WRONG;
}

static enum finding
locale(struct exam *e)
{
	const char *set = setlocale(LC_CTYPE, NULL);

	if (!charset_is_utf8()) {
		e->what = str_printf(e->a,
		    _("%s has no UTF-8: signs and letters are shown in ASCII; "
		      "for all of them, export LANG=C.UTF-8"),
		    charset_named());
		return NOTE;
	}
	e->what = str_printf(e->a, "%s %s", set, nl_langinfo(CODESET));
	e->mend = _("set a UTF-8 locale: export LANG=C.UTF-8");
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ? FINE : WRONG;
}

static bool
has_terminfo(struct arena *a, const char *term)
{
	const char *home = getenv("HOME");
	const char *const dirs[] = {
		getenv("TERMINFO"),
		"/etc/terminfo",
		"/lib/terminfo",
		"/usr/share/terminfo",
		home == NULL ? NULL : str_printf(a, "%s/.terminfo", home).s,
	};

	for (size_t i = 0; i < countof(dirs); i++)
		if (dirs[i] != NULL &&
		    access(str_printf(a, "%s/%c/%s", dirs[i], term[0], term).s,
			R_OK) == 0)
			return true;
	return false;
}

static enum finding
terminal(struct exam *e)
{
	const char *term = getenv("TERM");

	if (!isatty(STDOUT_FILENO)) {
		e->what = str_of(_("not looked at: the output is no terminal"));
		return NOTE;
	}
	if (term == NULL || term[0] == '\0' || strchr(term, '/') != NULL) {
		e->what = str_of(_("TERM is not set"));
		e->mend = _("set it: export TERM=xterm-256color");
		return WRONG;
	}
	e->what = str_of(term);
	e->mend = _("install its description: apt-get install ncurses-term");
	return has_terminfo(e->a, term) ? FINE : WRONG;
}

static const struct {
	const char *name;
	enum finding (*look)(struct exam *);
} checks[] = {
	{ N_("engine"), engine },
	{ N_("schema"), schema },
	{ N_("person"), person },
	{ N_("letters"), letters },
	{ N_("file permissions"), file },
	{ N_("folder"), folder },
	{ N_("writer queue"), queue },
	{ N_("zone data"), zones },
	{ N_("locale"), locale },
	{ N_("terminal"), terminal },
};

static enum err
doctor(struct cmd_ctx *cx, const struct args *a)
{
	static const char *const results[] = { "ok", "note", "wrong" };
	struct reply *r = cx->reply;
	int wrong = 0;

	(void)a;
	reply_table(r, "rows");
	for (size_t i = 0; i < countof(checks); i++) {
		struct exam e = { cx, cx->arena, STR_NONE, "" };
		enum finding found = checks[i].look(&e);

		core_rest(cx->core);
		wrong += found == WRONG;
		reply_line(r);
		reply_text(r, "check", str_of(_(checks[i].name)));
		reply_text(r, "result", str_of(results[found]));
		reply_text(r, "what", e.what);
		reply_text(r, "mend", str_of(found == WRONG ? e.mend : ""));
	}
	r->keep = true;
	if (wrong == 0)
		return OK;
	return fail(&cx->core->fault, ERR_INVALID,
	    ngettext("%d check found something wrong; mend it as shown",
		"%d checks found something wrong; mend it as shown",
		(unsigned long)wrong),
	    wrong);
}

const struct cmd_def cmd_doctor[] = {
	{ .name = "doctor",
	    .run = doctor,
	    .needs = NEED_NONE,
	    .help = N_("Look at the machine and the database for trouble"),
	    .more = N_("Exit status 1 when something is wrong.") },
	{ 0 },
};
