/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * storm.c - many processes create tickets in one database at once.
 *
 *	storm make URL			a new database with one customer
 *	storm run URL WRITERS SECONDS	closed loop, no think time; `mute`: with
 *		[mute]			subjects that have no words to be found by
 *	storm check URL N		N tickets there (-1: any), numbers
 *					unique, none torn, chain whole
 *	storm create URL FILE		create until killed; each acknowledged
 *					number is appended to FILE
 *
 * `run` prints one line of name=value words: the tests and tests/bench/run
 * read it. Each writer is a process with a connection of its own, as consoles
 * are.
 */
#include <fcntl.h>
#include <unistd.h>

#include "core/audit.h"
#include "core/customer.h"
#include "core/role.h"
#include "core/ticket.h"
#include "core/typification.h"
#include "desk.h"
#include "race.h"
#include "store/migrate.h"

static const char leaf[] = "consulta-general";

static struct id
customer(struct desk *d)
{
	struct rows_customer_list rows;

	must(d,
	    customer_list(&d->core, &d->core.scratch, STR_NONE, ID_NONE, 1,
		&rows),
	    "customer");
	if (rows.n == 0) {
		fprintf(stderr, "storm: no customer\n");
		exit(1);
	}
	return rows.v[0].id;
}

static int
make(const char *url)
{
	const struct pair name = { STR("es"), STR("Consulta general") };
	struct customer_new c = { .name = STR("Tormenta Ltda"),
		.kind = STR("company") };
	struct typification_new t = { .code = str_of(leaf),
		.kind = STR("query"),
		.leaf = true,
		.priority = 3,
		.names = &name,
		.nnames = 1 };
	struct agent_done admin;
	struct desk d;
	struct id id;

	sit_down(&d, url, true);
	must(&d, core_db(&d.core, migrate_run(d.db, &d.clock)), "migrate");
	must(&d, agent_enter_setup(&d.core), "setup");
	must(&d, role_setup(&d.core), "roles");
	must(&d, agent_first(&d.core, &d.core.scratch, STR("Admin"), &admin),
	    "admin");
	must(&d, typification_add(&d.core, &t), "leaf");
	must(&d, customer_create(&d.core, &c, &id), "customer");
	core_done(&d.core);
	db_close(d.db);
	return 0;
}

/* One ticket: what an agent's F10 does. */
/* As long, and nothing to be found by. */
static bool mute;

static struct str
subject(void)
{
	return mute ? STR("-- ------- ----- --- --- -------")
		    : STR("El cliente llamó por una factura");
}

static int64_t
create(struct desk *d, struct id who)
{
	struct ticket_new t = { .customer = who,
		.typification = str_of(leaf),
		.subject = subject(),
		.body = STR("Dice que le cobraron dos veces la mantención.") };
	int64_t number = 0;
	struct id id;

	must(d, ticket_create(&d->core, &t, &id, &number), "ticket");
	core_rest(&d->core);
	return number;
}

struct writer {
	struct desk desk;
	struct id customer;
};

static void *
ready(void *url)
{
	struct writer *w = calloc(1, sizeof(*w));

	if (w == NULL)
		exit(1);
	sit_down(&w->desk, url, false);
	act(&w->desk);
	w->customer = customer(&w->desk);
	/* Statements are prepared by the first ticket of a console's day. */
	create(&w->desk, w->customer);
	return w;
}

static void
step(void *mine)
{
	struct writer *w = mine;

	create(&w->desk, w->customer);
}

static void
done(void *mine)
{
	struct writer *w = mine;

	core_done(&w->desk.core);
	db_close(w->desk.db);
}

/* Tickets without their event, their open stay or their first message. */
static const char parts[] =
    "SELECT CAST(count(*) AS TEXT) FROM ticket t WHERE NOT EXISTS "
    "(SELECT 1 FROM event_log e WHERE e.entity_id = t.id AND "
    " e.kind = 'ticket.create') OR NOT EXISTS "
    "(SELECT 1 FROM stay s WHERE s.entity = t.id AND s.to_at IS NULL) "
    "OR NOT EXISTS (SELECT 1 FROM message m WHERE m.ticket = t.id)";

static int64_t
count(struct desk *d, const char *sql)
{
	struct str s;

	must(d, core_db(&d->core, db_ask(d->db, &d->core.scratch, sql, &s)),
	    "count");
	return atoll(s.s);
}

static int
check(const char *url, int64_t want)
{
	struct event_check chain;
	int64_t tickets, numbers, torn;
	struct desk d;

	sit_down(&d, url, false);
	act(&d);
	tickets = count(&d, "SELECT CAST(count(*) AS TEXT) FROM ticket");
	numbers = count(&d,
	    "SELECT CAST(count(DISTINCT number) AS TEXT) FROM ticket");
	torn = count(&d, parts);
	must(&d, audit_verify(&d.core, STR_NONE, &chain), "verify");
	printf("tickets=%lld numbers=%lld torn=%lld events=%lld bad=%lld\n",
	    (long long)tickets, (long long)numbers, (long long)torn,
	    (long long)chain.n, (long long)chain.bad);
	core_done(&d.core);
	db_close(d.db);
	return (want < 0 || tickets == want) && numbers == tickets &&
		torn == 0 && chain.bad == 0
	    ? 0
	    : 1;
}

static int
create_until_killed(const char *url, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
	struct desk d;
	struct id who;

	if (fd < 0)
		return 2;
	sit_down(&d, url, false);
	act(&d);
	who = customer(&d);
	for (;;) {
		char line[24];
		int n = snprintf(line, sizeof(line), "%lld\n",
		    (long long)create(&d, who));

		if (write(fd, line, (size_t)n) != n)
			return 1;
	}
}

int
main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "make") == 0)
		return make(argv[2]);
	mute = argc == 6 && strcmp(argv[5], "mute") == 0;
	if (argc == 5 + mute && strcmp(argv[1], "run") == 0)
		return race(&(struct racer){ ready, step, done, argv[2] },
		    atoi(argv[3]), atof(argv[4]));
	if (argc == 4 && strcmp(argv[1], "check") == 0)
		return check(argv[2], atoll(argv[3]));
	if (argc == 4 && strcmp(argv[1], "create") == 0)
		return create_until_killed(argv[2], argv[3]);
	fprintf(stderr, "usage: storm make|run|check|create URL …\n");
	return 2;
}
