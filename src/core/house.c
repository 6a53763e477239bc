/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * house.c - the door: open, found, upgrade, and who comes in.
 */
#include "core/house.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/role.h"
#include "core/ticket_index.h"
#include "queries.h"

#define SQLITE_URL "sqlite:"

/* "pts/3", of the terminal that is spoken on; "" for a pipe. */
static struct str
terminal(char out[TERMINAL_MAX])
{
	size_t n = strlen("/dev/");

	if (ttyname_r(STDIN_FILENO, out, TERMINAL_MAX) != 0 ||
	    strncmp(out, "/dev/", n) != 0 || strpbrk(out, "\"\\") != NULL)
		return STR_NONE;
	return str_of(out + n);
}

static void
begin(struct house *h)
{
	core_init(&h->core, NULL, &h->clock);
	if (h->how.via == NULL)
		return;
	h->core.via = str_of(h->how.via);
	h->core.terminal = terminal(h->terminal);
}

void
house_init(struct house *h, const struct house_options *how)
{
	h->how = *how;
	h->clock = clock_system();
	h->slow = 0;
	begin(h);
}

void
house_close(struct house *h)
{
	core_done(&h->core);
	db_close(h->core.db);
	begin(h);
}

const char *
house_file(const struct house *h)
{
	size_t n = strlen(SQLITE_URL);

	if (strncmp(h->how.url, SQLITE_URL, n) != 0 ||
	    strcmp(h->how.url + n, ":memory:") == 0)
		return NULL;
	return h->how.url + n;
}

#define HIDDEN "***"

struct str
house_shown(struct arena *a, struct str url)
{
	const char *from = strstr(url.s, "://"), *to, *key;

	key = strstr(url.s, "password=");
	if (key != NULL) {
		key += strlen("password=");
		to = key + strcspn(key, " &");
		return str_printf(a, "%.*s" HIDDEN "%s", (int)(key - url.s),
		    url.s, to);
	}
	to = from != NULL ? strrchr(from, '@') : NULL;
	if (to == NULL || (from = strchr(from + 3, ':')) == NULL || from > to)
		return url;
	return str_printf(a, "%.*s" HIDDEN "%s", (int)(from + 1 - url.s), url.s,
	    to);
}

/* A file that another account owns is not opened, not even by root: what that
 * account may do is its own, and its files must not change hands. */
static enum err
check_owner(struct house *h)
{
	const char *path = house_file(h);
	struct stat st;

	if (path == NULL || stat(path, &st) != 0 || st.st_uid == geteuid())
		return OK;
	return fail(&h->core.fault, ERR_DENIED,
	    _("%s belongs to another account; sign in through the console of "
	      "the account that owns it"),
	    path);
}

static enum err
check_schema(struct house *h)
{
	struct migrate_state s;
	enum err rc;

	if ((rc = house_schema(h, &s)) != OK)
		return rc;
	if (s.have == 0)
		return fail(&h->core.fault, ERR_INVALID,
		    _("the database is empty; run 'cabina init' first"));
	if (s.have < s.want)
		return fail(&h->core.fault, ERR_INVALID,
		    _("the database has schema %d and this program needs %d; "
		      "make a copy of it, then run 'cabina store migrate'"),
		    s.have, s.want);
	return OK;
}

static enum err
check_twin(struct house *h)
{
	struct core *c = &h->core;
	struct row_fact_get fact;
	enum err rc;

	if (h->how.clock_file == NULL && h->how.slow == NULL)
		return OK;
	rc = q_fact_get(c->db, &c->scratch, STR("twin"), &fact);
	if (rc == ERR_NOT_FOUND || (rc == OK && !str_is(fact.v, "1")))
		return fail(&c->fault, ERR_DENIED,
		    _("%s is only for a training copy, and this database is "
		      "the real one; unset it"),
		    h->how.clock_file != NULL ? "CABINA_CLOCK" : "CABINA_SLOW");
	return core_db(c, rc);
}

/* How a far or busy database feels, on one that is near. */
static void
set_slow(struct house *h)
{
	int64_t ms;

	if (h->how.slow != NULL && str_int(str_of(h->how.slow), &ms) &&
	    ms > 0 && ms <= SECONDS(60))
		h->slow = ms;
}

static enum err
enter(struct house *h)
{
	struct core *c = &h->core;

	if (db_engine(c->db) == ENGINE_POSTGRES)
		return agent_enter_role(c);
	return agent_enter(c, str_of(h->how.as != NULL ? h->how.as : "admin"));
}

static enum err
set_clock(struct house *h)
{
	struct core *c = &h->core;

	if (h->how.clock_file == NULL)
		return core_db(c, db_clock_offset(c->db, &h->clock.offset));
	h->clock = clock_file(h->how.clock_file);
	return OK;
}

static enum err
come_in(struct house *h, enum house_use use)
{
	enum err rc;

	if ((rc = check_schema(h)) != OK)
		return rc;
	if ((rc = check_twin(h)) != OK || use == HOUSE_DOOR)
		return rc;
	set_slow(h);
	return enter(h);
}

enum err
house_open(struct house *h, enum house_use use)
{
	struct db_options how = {
		.clock = &h->clock,
		.create = use == HOUSE_MAKE,
		.sync_normal = h->how.sync_normal,
		.as = use == HOUSE_WORK ? h->how.as : NULL,
		.user = h->how.user,
		.password = h->how.password,
	};
	struct core *c = &h->core;
	enum err rc;

	if ((rc = check_owner(h)) != OK)
		return rc;
	if ((rc = db_open(&c->db, h->how.url, &how, &c->fault)) != OK) {
		c->db = NULL;
		return rc;
	}
	rc = set_clock(h);
	if (rc == OK && (use == HOUSE_WORK || use == HOUSE_DOOR))
		rc = come_in(h, use);
	if (rc != OK) {
		db_close(c->db);
		c->db = NULL;
	}
	return rc;
}

/* ---- the schema --------------------------------------------------------- */

enum err
house_schema(struct house *h, struct migrate_state *s)
{
	return core_db(&h->core, migrate_check(h->core.db, s));
}

enum err
house_migrate(struct house *h, struct migrate_state *was)
{
	enum err rc = house_schema(h, was);

	if (rc != OK)
		return rc;
	if (was->have == 0)
		return fail(&h->core.fault, ERR_INVALID,
		    _("the database is empty; run 'cabina init' instead"));
	if ((rc = core_db(&h->core, migrate_run(h->core.db, &h->clock))) != OK)
		return rc;
	return ticket_words_fill(&h->core);
}

/* ---- a new one ---------------------------------------------------------- */

static enum err
make_schema(struct house *h)
{
	struct migrate_state s;
	enum err rc = house_schema(h, &s);

	if (rc == OK && s.have > 0 && s.have < s.want)
		return fail(&h->core.fault, ERR_INVALID,
		    _("this database was initialised by an older cabina; run "
		      "'cabina store migrate'"));
	if (rc == OK)
		rc = core_db(&h->core, migrate_run(h->core.db, &h->clock));
	return rc;
}

static enum err
first_rows(struct house *h)
{
	enum err rc = role_setup(&h->core);

	/* Grants without people: a founding that was cut short. */
	if (rc != ERR_INVALID)
		return rc;
	h->core.fault = (struct fault){ .code = OK };
	return OK;
}

static enum err
mark(struct house *h, bool twin)
{
	struct core *c = &h->core;

	if (twin)
		return core_db(c,
		    q_fact_set(c->db, STR("twin"), STR("1"), NULL));
	return check_twin(h);
}

enum err
house_found(struct house *h, struct arena *a, const struct house_new *new,
    struct agent_done *out)
{
	struct core *c = &h->core;
	enum err rc;

	if ((rc = make_schema(h)) != OK)
		return rc;
	if ((rc = agent_enter_setup(c)) == ERR_DENIED)
		return fail(&c->fault, ERR_INVALID,
		    _("this database is initialised already; nothing was "
		      "changed. To start anew, name another one with --db"));
	if (rc != OK)
		return rc;
	if ((rc = mark(h, new->twin)) != OK)
		return rc;
	if ((rc = first_rows(h)) != OK)
		return rc;
	return agent_first(c, a, new->name, out);
}
