/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweeper.c - promises that fall due, and the sweep that tells of them: for
 * tests/fault/sweep.sh, which kills it, and tests/bench/sweep, which times it.
 *
 *	sweeper make URL N PARKED	N tickets with a promise, PARKED of them
 *					to come back; after `storm make`
 *	sweeper sweep URL K FOLDER	the K-th sweeper: each comes when the
 *					lease of the one before is just over
 *	sweeper check URL FOLDER	everything told once, nothing lost
 *	sweeper grow URL OPEN DUE	copies of the one ticket, in bulk
 *	sweeper time URL K		the K-th sweep of five, and its time
 *
 * The clock stands where a step wants it.
 */
#include "base/json.h"
#include "core/audit.h"
#include "core/customer.h"
#include "core/rebuild.h"
#include "core/sweep.h"
#include "core/ticket.h"
#include "still.h"

/* Half of the promise; all of it is another half an hour later. */
#define HALF (BEGIN + MINUTES(30))

static const char calendar[] =
    "[calendar full]\nzone = Europe/Madrid\nmon-sun = 00:00-24:00\n";
static const char policy[] =
    "[policy usual]\ncalendar = full\nresolution = 60m\n"
    "level.50% = owner\nlevel.60% = owner\nlevel.70% = owner\n"
    "level.80% = owner\nlevel.90% = owner\n"
    "level.100% = owner, manager\n";

/* ---- what is owed ------------------------------------------------------- */

static struct id
ticket(struct desk *d, struct id customer)
{
	struct ticket_new t = { .customer = customer,
		.typification = STR("consulta-general"),
		.subject = STR("El cliente llamó por una factura"),
		.body = STR("Dice que le cobraron dos veces.") };
	struct ticket_assign mine = { .owner = d->core.me.id };
	struct id id;
	int64_t number;

	must(d, ticket_create(&d->core, &t, &id, &number), "ticket");
	must(d, ticket_assign(&d->core, id, &mine, 0), "assign");
	must(d, ticket_start(&d->core, id, 0), "start");
	return id;
}

static struct sweep_done
sweep(struct desk *d, const char *folder)
{
	struct sweep_options o = { .spool = folder };
	struct sweep_done done;

	o.holder = id_make(clock_now(&d->clock));
	must(d, sweep_run(&d->core, &o, &done), "sweep");
	if (done.failed > 0) {
		fprintf(stderr, "sweeper: %lld failed\n",
		    (long long)done.failed);
		exit(1);
	}
	return done;
}

static int
make(const char *url, int n, int parked)
{
	struct rows_customer_list rows;
	struct desk d;
	struct id who;

	begin(&d, url, BEGIN);
	/* The leaf was made by the machine's clock. */
	script(&d, "UPDATE typification SET valid_from = 0;");
	set_up(&d, "calendar", "full", calendar);
	set_up(&d, "policy", "usual", policy);
	must(&d,
	    customer_list(&d.core, &d.core.scratch, STR_NONE, ID_NONE, 1,
		&rows),
	    "customer");
	who = rows.v[0].id;
	for (int i = 0; i < n; i++) {
		struct id id = ticket(&d, who);

		if (i < parked)
			must(&d,
			    ticket_park(&d.core, id, STR("scheduled"),
				STR("hora"), BEGIN + MINUTES(20), 0),
			    "park");
		core_rest(&d.core);
	}
	sweep(&d, NULL); /* the setup has come to all */
	return leave(&d, 0);
}

/* ---- the sweep ---------------------------------------------------------- */

static int
one(const char *url, int k, const char *folder)
{
	struct desk d;

	begin(&d, url, HALF + k * (SWEEP_LEASE + SECONDS(1)));
	sweep(&d, folder);
	return leave(&d, 0);
}

static int
timed(const char *url, int k)
{
	struct sweep_done done;
	struct desk d;
	msec from;

	begin(&d, url, HALF + k * (SWEEP_LEASE + SECONDS(1)));
	from = clock_mono();
	done = sweep(&d, NULL);
	printf("ms=%lld levels=%lld told=%lld\n",
	    (long long)(clock_mono() - from), (long long)done.levels,
	    (long long)done.told);
	return leave(&d, 0);
}

/* ---- once, and nothing lost --------------------------------------------- */

/* Each question counts what must not be. */
static const struct {
	const char *what, *sql;
} faults[] = {
	{ "a level of a clock and cycle told twice",
	    "SELECT CAST(count(*) AS TEXT) FROM (SELECT 1 FROM escalation"
	    " GROUP BY ticket, kind, round, cycle, level, again"
	    " HAVING count(*) > 1) x" },
	{ "a clock whose last level was never told",
	    "SELECT CAST(count(*) AS TEXT) FROM clock k WHERE NOT EXISTS"
	    " (SELECT 1 FROM escalation e WHERE e.ticket = k.ticket AND"
	    " e.kind = k.kind AND e.round = k.round AND e.cycle = k.cycle AND"
	    " e.share = '100%')" },
	{ "a level without anybody to tell",
	    "SELECT CAST(count(*) AS TEXT) FROM escalation e WHERE NOT EXISTS"
	    " (SELECT 1 FROM delivery d WHERE d.escalation = e.id)" },
	{ "a notice not told, or not handed to the mailer",
	    "SELECT CAST(count(*) AS TEXT) FROM delivery WHERE done_at IS NULL"
	    " OR outcome <> 'told' OR spooled_at IS NULL" },
	{ "more or less notices than told",
	    "SELECT CAST((SELECT count(*) FROM delivery) - (SELECT count(*)"
	    " FROM notice WHERE kind = 'escalation') AS TEXT)" },
	{ "more or less events than levels",
	    "SELECT CAST((SELECT count(*) FROM escalation) - (SELECT count(*)"
	    " FROM event_log WHERE kind = 'ticket.level') AS TEXT)" },
	{ "more or less events than notices",
	    "SELECT CAST((SELECT count(*) FROM notice WHERE"
	    " kind = 'escalation') - (SELECT count(*) FROM event_log"
	    " WHERE kind = 'ticket.told') AS TEXT)" },
	{ "a ticket that is parked still",
	    "SELECT CAST(count(*) AS TEXT) FROM ticket WHERE"
	    " until_at IS NOT NULL OR state <> 'open'" },
	{ "a ticket that came back another time than once",
	    "SELECT CAST((SELECT count(*) FROM event_log WHERE"
	    " kind = 'ticket.park') - (SELECT count(DISTINCT entity_id) FROM"
	    " event_log WHERE kind = 'ticket.resume') AS TEXT)" },
	{ "a ticket that came back twice",
	    "SELECT CAST(count(*) - count(DISTINCT entity_id) AS TEXT)"
	    " FROM event_log WHERE kind = 'ticket.resume'" },
};

/* A whole letter, named after its notice: what it says is in it. */
static bool
whole(struct desk *d, const char *folder, const char *name)
{
	struct str path = str_printf(&d->core.scratch, "%s/%s", folder, name);
	FILE *f = fopen(path.s, "r");
	struct json *json;
	char text[4096];
	size_t n = f != NULL ? fread(text, 1, sizeof(text) - 1, f) : 0;
	bool good;

	if (f != NULL)
		fclose(f);
	text[n] = '\0';
	if (json_parse(str_of(text), &json, NULL) != OK)
		return false;
	good = json_str(json_get(json, "ticket")).len == 36;
	json_free(json);
	return good;
}

static int64_t
look(struct desk *d, const char *folder)
{
	struct event_check chain;
	struct rebuild again;
	int64_t bad = 0;

	for (size_t i = 0; i < countof(faults); i++) {
		int64_t n = count(d, faults[i].sql);

		if (n != 0)
			printf("%lld x %s\n", (long long)n, faults[i].what);
		bad += n != 0;
	}
	must(d, audit_verify(&d->core, STR_NONE, &chain), "verify");
	must(d, promise_rebuild(&d->core, ID_NONE, true, NULL, NULL, &again),
	    "rebuild");
	if (chain.bad != 0 || again.differ > 0)
		printf("chain broken at %lld, %lld clocks differ (%s)\n",
		    (long long)chain.bad, (long long)again.differ,
		    again.what.s);
	if (letters(d, folder, whole) !=
	    count(d, "SELECT CAST(count(*) AS TEXT) FROM delivery"))
		printf("%lld letters\n", (long long)++bad);
	return bad + (chain.bad != 0) + again.differ;
}

static int
check(const char *url, const char *folder)
{
	struct desk d;
	int64_t bad;

	begin(&d, url, HALF + DAYS(1));
	bad = look(&d, folder);
	printf("levels=%lld notices=%lld resumed=%lld bad=%lld\n",
	    (long long)count(&d,
		"SELECT CAST(count(*) AS TEXT) FROM escalation"),
	    (long long)count(&d, "SELECT CAST(count(*) AS TEXT) FROM notice"),
	    (long long)count(&d,
		"SELECT CAST(count(*) AS TEXT) FROM event_log"
		" WHERE kind = 'ticket.resume'"),
	    (long long)bad);
	return leave(&d, bad == 0 ? 0 : 1);
}

/* ---- many --------------------------------------------------------------- */

/* Those after %1 up to %2; %3 of all are due, a fifth at each of five instants
 * that a sweeper comes at. The others fall due from an hour later on. */
static const char many[] =
    "INSERT INTO ticket (id, number, customer, typification, subject, state,"
    " priority, cycle, team, branch, owner, created_by, created_at,"
    " updated_at, version, rank, policy)"
    " WITH RECURSIVE n (i) AS (SELECT %lld + 1 UNION ALL SELECT i + 1 FROM n"
    " WHERE i < %lld)"
    " SELECT '018f0000-0000-7000-8000-'"
    " || substr(CAST(1000000000000 + i AS TEXT), 2), 1000000 + i, customer,"
    " typification, subject, state, priority, cycle, team, branch, owner,"
    " created_by, created_at, updated_at, version, rank + i, policy"
    " FROM n CROSS JOIN (SELECT * FROM ticket WHERE number < 1000000) t;"
    "INSERT INTO clock (ticket, kind, round, cycle, leg, state, policy,"
    " calendar, zones, start_at, target_ms, used_ms, since_at, due_at,"
    " by_change, level, next_level, next_level_at)"
    " SELECT t.id, k.kind, k.round, k.cycle, k.leg, k.state, k.policy,"
    " k.calendar, k.zones, k.start_at, k.target_ms, k.used_ms, k.since_at,"
    " k.due_at, k.by_change, k.level, k.next_level, k.next_level_at +"
    " CASE WHEN t.number <= 1000000 + %lld THEN t.number %% 5 * 61000"
    " ELSE 3600000 + t.number END"
    " FROM ticket t JOIN clock k ON k.ticket ="
    " (SELECT id FROM ticket WHERE number < 1000000)"
    " WHERE t.number > 1000000 + %lld";

/* In slices, because no statement may take long. */
static int
grow(const char *url, int64_t open, int64_t due)
{
	const int64_t slice = 20000;
	struct desk d;

	begin(&d, url, BEGIN);
	for (int64_t i = 0; i < open; i += slice) {
		int64_t to = i + slice < open ? i + slice : open;

		script(&d,
		    str_printf(&d.core.scratch, many, (long long)i,
			(long long)to, (long long)due, (long long)i)
			.s);
		core_rest(&d.core);
	}
	script(&d,
	    "DELETE FROM clock WHERE ticket ="
	    " (SELECT id FROM ticket WHERE number < 1000000)");
	return leave(&d, 0);
}

int
main(int argc, char **argv)
{
	const char *verb = argc > 2 ? argv[1] : "";

	if (argc == 5 && strcmp(verb, "make") == 0)
		return make(argv[2], atoi(argv[3]), atoi(argv[4]));
	if (argc == 5 && strcmp(verb, "sweep") == 0)
		return one(argv[2], atoi(argv[3]), argv[4]);
	if (argc == 4 && strcmp(verb, "check") == 0)
		return check(argv[2], argv[3]);
	if (argc == 5 && strcmp(verb, "grow") == 0)
		return grow(argv[2], atoll(argv[3]), atoll(argv[4]));
	if (argc == 4 && strcmp(verb, "time") == 0)
		return timed(argv[2], atoi(argv[3]));
	fprintf(stderr, "usage: sweeper make|sweep|check|grow|time URL …\n");
	return 2;
}
