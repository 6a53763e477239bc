/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shared.c - a crowd of agents works one inbox: each takes a ticket that is
 * nobody's, notes and resolves it, while all others want the same ones. Every
 * third is lent to the workshop, where every fourth agent is: they vie for what
 * was lent, accept and complete it, and its own agent finishes it.
 *
 *	shared make URL AGENTS TICKETS	a new database with a team and its work
 *	shared run URL AGENTS SECONDS	a process each; prints what it cost and
 *					how often somebody else was first
 *	shared check URL		each ticket had one winner, and all that
 *					its winner wrote is there
 *
 * Each agent is a person of its own: on a server, a role.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/reply.h"
#include "core/audit.h"
#include "core/role.h"
#include "core/ticket.h"
#include "desk.h"
#include "race.h"
#include "store/migrate.h"

enum {
	SEEN = 30,    /* rows of the inbox that an agent chooses from */
	TRIES = 10,   /* to connect */
	WORKSHOP = 4, /* every so manieth agent is there */
	LEND = 3      /* so much is lent */
};

struct agent_at_work {
	struct desk desk;
	unsigned dice;
	int number;
	bool lent; /* something, at some time */
};

/* Of all processes. */
static struct tally {
	int come, won, lost, empty, sent, accepted;
} * tally;

static enum err say(struct core *c, struct reply *reply, struct arena *a,
    const char *fmt, ...) PRINTF(4, 5);

static enum err
say(struct core *c, struct reply *reply, struct arena *a, const char *fmt, ...)
{
	struct cmd_ctx cx = { .core = c, .reply = reply, .arena = a };
	char words[300];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(words, sizeof(words), fmt, ap);
	va_end(ap);
	reply_init(reply, a);
	return cmd_do(&cx, str_of(words));
}

/* Set-up that nobody but its own words can fail. */
static struct id
do_it(struct desk *d, const char *words)
{
	struct arena a = { 0 };
	struct reply r;
	struct id id = ID_NONE;

	must(d, say(&d->core, &r, &a, "%s", words), words);
	for (size_t i = 0; i < r.thing.n; i++)
		if (strcmp(r.thing.v[i].name, "id") == 0)
			(void)id_parse(r.thing.v[i].s, &id);
	core_rest(&d->core);
	arena_done(&a);
	return id;
}

static void
found(struct desk *d)
{
	struct agent_done admin;

	must(d, core_db(&d->core, migrate_run(d->db, &d->clock)), "migrate");
	must(d, agent_enter_setup(&d->core), "setup");
	must(d, role_setup(&d->core), "roles");
	must(d, agent_first(&d->core, &d->core.scratch, STR("Admin"), &admin),
	    "admin");
	do_it(d,
	    "typification add consulta-general kind=query leaf=yes "
	    "priority=3 name=es=\"Consulta general\"");
	do_it(d, "team add bandeja name=Bandeja");
	do_it(d, "team add taller name=Taller");
}

static int
make(const char *url, int agents, int tickets)
{
	char words[300];
	struct desk d;
	struct id who;

	sit_down(&d, url, true);
	found(&d);
	who = do_it(&d, "customer create kind=company name=\"Bandeja Ltda\"");
	for (int i = 0; i < agents; i++) {
		snprintf(words, sizeof(words),
		    "agent add a%03d name=\"Agente %d\" role=agent "
		    "teams=%s no-password=yes",
		    i, i, i % WORKSHOP == 0 ? "taller" : "bandeja");
		do_it(&d, words);
	}
	for (int i = 0; i < tickets; i++) {
		snprintf(words, sizeof(words),
		    "ticket create customer=%s typification=consulta-general "
		    "team=bandeja subject=\"Caso %d\"",
		    who.s, i);
		do_it(&d, words);
	}
	core_done(&d.core);
	db_close(d.db);
	return 0;
}

/* ---- at work --------------------------------------------------------------- */

/* On a server the role is the person. */
static void
url_of(char *out, size_t size, const char *url, int number)
{
	const char *at = strchr(url, '@');

	if (db_is_server(url) && at != NULL)
		snprintf(out, size, "postgresql://a%03d%s", number, at);
	else
		snprintf(out, size, "%s", url);
}

/* Two hundred come at once, and a busy server lets some of them wait too long:
 * those ask again. */
static void
come_in(struct desk *d, const char *url)
{
	struct db_options o = { .clock = &d->clock };
	struct fault f = { .code = OK };
	int tries = 0;

	d->clock = clock_system();
	while (db_open(&d->db, url, &o, &f) != OK)
		if (++tries == TRIES) {
			fprintf(stderr, "%s: %s\n", url, f.text);
			exit(1);
		}
	core_init(&d->core, d->db, &d->clock);
}

static void *
ready(void *url)
{
	struct agent_at_work *w = calloc(1, sizeof(*w));
	char mine[300], login[16];

	if (w == NULL)
		exit(1);
	w->number = __sync_fetch_and_add(&tally->come, 1);
	w->dice = (unsigned)w->number * 2654435761u + 1;
	url_of(mine, sizeof(mine), url, w->number);
	snprintf(login, sizeof(login), "a%03d", w->number);
	come_in(&w->desk, mine);
	must(&w->desk,
	    db_engine(w->desk.db) == ENGINE_SQLITE
		? agent_enter(&w->desk.core, str_of(login))
		: agent_enter_role(&w->desk.core),
	    login);
	return w;
}

static unsigned throw(struct agent_at_work * w)
{
	w->dice = w->dice * 1103515245u + 12345;
	return w->dice >> 16;
}

/* The number of one of the first rows of a list. */
static bool
choose(struct agent_at_work *w, const char *list, char number[24])
{
	struct arena a = { 0 };
	struct reply r;
	bool any;

	must(&w->desk, say(&w->desk.core, &r, &a, "%s limit=%d", list, SEEN),
	    list);
	any = r.tables.n > 0 && r.tables.v[0].lines.n > 0;
	if (any) {
		const struct cells *line;

		line = &r.tables.v[0].lines.v[throw(w) % r.tables.v[0].lines.n];
		for (size_t i = 0; i < line->n; i++)
			if (strcmp(line->v[i].name, "number") == 0 ||
			    strcmp(line->v[i].name, "ticket") == 0)
				snprintf(number, 24, "%lld",
				    (long long)line->v[i].i);
	}
	arena_done(&a);
	return any;
}

static void
work_on(struct agent_at_work *w, const char *number)
{
	struct core *c = &w->desk.core;
	struct arena a = { 0 };
	struct reply r;

	must(&w->desk,
	    say(c, &r, &a, "ticket note %s text=\"Visto por a%03d\"", number,
		w->number),
	    "note");
	must(&w->desk,
	    say(c, &r, &a, "ticket resolve %s text=\"Hecho por a%03d\"", number,
		w->number),
	    "resolve");
	arena_done(&a);
}

static void
lend(struct agent_at_work *w, const char *number)
{
	struct arena a = { 0 };
	struct reply r;

	must(&w->desk,
	    say(&w->desk.core, &r, &a,
		"referral send %s team=taller reason=specialist "
		"ask=\"Pide a%03d\"",
		number, w->number),
	    "send");
	w->lent = true;
	__sync_fetch_and_add(&tally->sent, 1);
	arena_done(&a);
}

/* Whoever comes second is told so, and changes nothing. */
static bool
is_first(struct agent_at_work *w, const char *verb, const char *number)
{
	struct arena a = { 0 };
	struct reply r;
	enum err rc = say(&w->desk.core, &r, &a, "%s %s", verb, number);

	if (rc == ERR_CONFLICT || rc == ERR_INVALID || rc == ERR_DENIED ||
	    rc == ERR_NOT_FOUND)
		__sync_fetch_and_add(&tally->lost, 1);
	else
		must(&w->desk, rc, verb);
	core_rest(&w->desk.core);
	arena_done(&a);
	return rc == OK;
}

/* A leg of the team's that nobody took yet; several want it. */
static bool
in_the_workshop(struct agent_at_work *w)
{
	struct arena a = { 0 };
	struct reply r;
	char number[24];

	if (!choose(w, "referral list mine=yes", number))
		return false;
	if (is_first(w, "referral accept", number)) {
		must(&w->desk,
		    say(&w->desk.core, &r, &a,
			"referral complete %s text=\"Listo\"", number),
		    "complete");
		__sync_fetch_and_add(&tally->accepted, 1);
	}
	core_rest(&w->desk.core);
	arena_done(&a);
	return true;
}

static bool
at_the_inbox(struct agent_at_work *w)
{
	char number[24], list[64];

	/* What is its own and open came back. */
	snprintf(list, sizeof(list), "ticket list state=open agent=a%03d",
	    w->number);
	if (w->lent && throw(w) % LEND == 0 && choose(w, list, number)) {
		work_on(w, number);
		return true;
	}
	if (!choose(w, "ticket list state=new", number))
		return false;
	if (!is_first(w, "ticket start", number))
		return true;
	if (throw(w) % LEND == 0)
		lend(w, number);
	else
		work_on(w, number);
	__sync_fetch_and_add(&tally->won, 1);
	return true;
}

static void
step(void *mine)
{
	struct agent_at_work *w = mine;
	bool any =
	    w->number % WORKSHOP == 0 ? in_the_workshop(w) : at_the_inbox(w);

	core_rest(&w->desk.core);
	if (!any) {
		__sync_fetch_and_add(&tally->empty, 1);
		usleep(20000);
	}
}

static void
done(void *mine)
{
	struct agent_at_work *w = mine;

	core_done(&w->desk.core);
	db_close(w->desk.db);
}

static int
run(char *url, int agents, double seconds)
{
	int rc;

	tally = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (tally == MAP_FAILED)
		return 2;
	rc = race(&(struct racer){ ready, step, done, url }, agents, seconds);
	printf("won=%d lost=%d empty=%d sent=%d accepted=%d\n", tally->won,
	    tally->lost, tally->empty, tally->sent, tally->accepted);
	return rc;
}

/* ---- what must be true afterwards ------------------------------------------ */

static const struct {
	const char *what, *sql;
} faults[] = {
	{ "taken twice",
	    "SELECT CAST(count(*) AS TEXT) FROM (SELECT entity_id FROM"
	    " event_log WHERE kind = 'ticket.start' GROUP BY entity_id"
	    " HAVING count(*) > 1) AS twice" },
	{ "not its taker's",
	    "SELECT CAST(count(*) AS TEXT) FROM ticket t JOIN event_log e"
	    " ON e.entity_id = t.id AND e.kind = 'ticket.start'"
	    " WHERE t.owner IS NULL OR t.owner <> e.actor" },
	{ "noted or resolved by another",
	    "SELECT CAST(count(*) AS TEXT) FROM event_log e JOIN ticket t"
	    " ON t.id = e.entity_id WHERE e.kind IN ('ticket.note',"
	    " 'ticket.resolve') AND e.actor <> t.owner" },
	{ "taken and left, and neither lent nor come back",
	    "SELECT CAST(count(*) AS TEXT) FROM ticket t"
	    " WHERE t.state NOT IN ('new', 'resolved') AND NOT EXISTS ("
	    "SELECT 1 FROM referral r WHERE r.ticket = t.id AND r.state ="
	    " CASE t.state WHEN 'open' THEN 'completed' ELSE 'sent' END)" },
	{ "accepted twice",
	    "SELECT CAST(count(*) AS TEXT) FROM (SELECT entity_id FROM"
	    " event_log WHERE kind = 'referral.accept' GROUP BY entity_id"
	    " HAVING count(*) > 1) AS twice" },
	{ "a leg that is not its taker's",
	    "SELECT CAST(count(*) AS TEXT) FROM referral r JOIN event_log e"
	    " ON e.entity_id IN (r.id, r.ticket) AND e.kind IN"
	    " ('referral.accept', 'referral.complete')"
	    " WHERE r.owner IS NULL OR r.owner <> e.actor" },
	{ "a leg lost: not as many as were sent, or not ended once",
	    "SELECT CAST((SELECT count(*) FROM referral) - (SELECT count(*)"
	    " FROM event_log WHERE kind = 'referral.send') + (SELECT count(*)"
	    " FROM referral WHERE state = 'completed') - (SELECT count(*) FROM"
	    " event_log WHERE kind = 'referral.complete') AS TEXT)" },
	{ "an update lost: not three changes of each resolved",
	    "SELECT CAST(count(*) AS TEXT) FROM ticket t"
	    " WHERE t.state = 'resolved' AND (SELECT count(*) FROM event_log e"
	    " WHERE e.entity_id = t.id AND e.kind IN ('ticket.start',"
	    " 'ticket.note', 'ticket.resolve')) <> 3" },
	{ "a text lost",
	    "SELECT CAST(count(*) AS TEXT) FROM ticket t"
	    " WHERE t.state = 'resolved' AND (SELECT count(*) FROM message m"
	    " WHERE m.ticket = t.id) < 2" },
};

static int64_t
count(struct desk *d, const char *sql)
{
	struct str s;

	must(d, core_db(&d->core, db_ask(d->db, &d->core.scratch, sql, &s)),
	    "count");
	return atoll(s.s);
}

static int
check(const char *url)
{
	struct event_check chain;
	int64_t bad = 0;
	struct desk d;

	sit_down(&d, url, false);
	act(&d);
	for (size_t i = 0; i < countof(faults); i++) {
		int64_t n = count(&d, faults[i].sql);

		if (n != 0)
			printf("%lld: %s\n", (long long)n, faults[i].what);
		bad += n != 0;
	}
	must(&d, audit_verify(&d.core, STR_NONE, &chain), "verify");
	printf("resolved=%lld bad=%lld\n",
	    (long long)count(&d,
		"SELECT CAST(count(*) AS TEXT) FROM ticket"
		" WHERE state = 'resolved'"),
	    (long long)(bad + chain.bad));
	core_done(&d.core);
	db_close(d.db);
	return bad == 0 && chain.bad == 0 ? 0 : 1;
}

int
main(int argc, char **argv)
{
	if (argc == 5 && strcmp(argv[1], "make") == 0)
		return make(argv[2], atoi(argv[3]), atoi(argv[4]));
	if (argc == 5 && strcmp(argv[1], "run") == 0)
		return run(argv[2], atoi(argv[3]), atof(argv[4]));
	if (argc == 3 && strcmp(argv[1], "check") == 0)
		return check(argv[2]);
	fprintf(stderr, "usage: shared make|run|check URL …\n");
	return 2;
}
