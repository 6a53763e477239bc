/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * owed.c - what the sweep owes people besides the levels: tickets that end by
 * themselves with their letters, approvals, promised calls, reminders and
 * appointments. For tests/fault/owed.sh.
 *
 *	owed make URL			some of each; after `storm make`
 *	owed sweep URL MINUTE POINT FOLDER
 *					a sweeper that comes at that minute and
 *					kills itself with -9 at its POINT-th
 *					place (0: never); FOLDER - for none.
 *					Where it died is said on stdout
 *	owed check URL FOLDER		each thing once, nothing lost
 *
 * A place is before and after each statement that writes, before and after a
 * file gets its name, and after each commit: the linker wraps them.
 */
#include <signal.h>
#include <unistd.h>

#include "base/json.h"
#include "core/appointment.h"
#include "core/approval.h"
#include "core/audit.h"
#include "core/callback.h"
#include "core/customer.h"
#include "core/rebuild.h"
#include "core/reminder.h"
#include "core/sweep.h"
#include "core/ticket.h"
#include "still.h"

enum { EACH = 32 }; /* of them half are tickets that wait for a customer */

/* In minutes since the beginning: tests/fault/owed.sh goes by them. */
enum { CLOSINGS = 30, APPROVALS = 480, CALLS = 600, LOOKS = 720, DATES = 840 };

/* ---- where it dies ------------------------------------------------------ */

static int left; /* places until then; 0: none */

static void
place(const char *side, const char *what)
{
	if (left == 0 || --left > 0)
		return;
	printf("%s %s\n", side, what);
	fflush(stdout);
	raise(SIGKILL);
}

enum err __real_db_query(struct db *, const struct query *,
    const struct value *, size_t, row_fn *, void *, int64_t *);
enum err __wrap_db_query(struct db *, const struct query *,
    const struct value *, size_t, row_fn *, void *, int64_t *);
enum err __real_db_batch(struct db *, const struct query *,
    const struct value *, size_t, size_t, int64_t *);
enum err __wrap_db_batch(struct db *, const struct query *,
    const struct value *, size_t, size_t, int64_t *);
enum err __real_db_tx(struct db *, enum tx_kind, tx_fn *, void *);
enum err __wrap_db_tx(struct db *, enum tx_kind, tx_fn *, void *);
int __real_rename(const char *, const char *);
int __wrap_rename(const char *, const char *);

enum err
__wrap_db_query(struct db *db, const struct query *q, const struct value *args,
    size_t nargs, row_fn *fn, void *u, int64_t *changed)
{
	bool writes = q->kind == 'x';
	enum err rc;

	if (writes)
		place("before", q->name);
	rc = __real_db_query(db, q, args, nargs, fn, u, changed);
	if (writes)
		place("after", q->name);
	return rc;
}

enum err
__wrap_db_batch(struct db *db, const struct query *q, const struct value *args,
    size_t nargs, size_t n, int64_t *changed)
{
	enum err rc;

	place("before", q->name);
	rc = __real_db_batch(db, q, args, nargs, n, changed);
	place("after", q->name);
	return rc;
}

enum err
__wrap_db_tx(struct db *db, enum tx_kind kind, tx_fn *fn, void *u)
{
	enum err rc = __real_db_tx(db, kind, fn, u);

	if (kind == TX_WRITE)
		place("after", "commit");
	return rc;
}

int
__wrap_rename(const char *from, const char *to)
{
	int rc;

	place("before", "rename");
	rc = __real_rename(from, to);
	place("after", "rename");
	return rc;
}

/* ---- what is owed ------------------------------------------------------- */

static const char calendar[] =
    "[calendar full]\nzone = Europe/Madrid\nmon-sun = 00:00-24:00\n";
static const char policy[] =
    "[policy usual]\ncalendar = full\nresolution = 9000m\n"
    "warn.resolved = 30m\nclose.resolved = 60m\n"
    "warn.pending-customer = 30m\nclose.pending-customer = 60m\n";
static const char service[] = "[service taller]\nname.es = Hora en el taller\n"
			      "length = 60m\nremind = 1d\n";
static const char refund[] =
    "[approval refund]\ncurrency = CLP\nexpires = 100m\nremind = 30m\n"
    "above = 1 of administrator\n";

/* The centre has a branch, and somebody else who decides. */
static const char people[] =
    "UPDATE typification SET valid_from = 0;"
    "INSERT INTO branch (code, name, city, zone, lang, version) VALUES"
    " ('centro', 'Centro', 'Madrid', 'Europe/Madrid', 'es', 1);"
    "INSERT INTO agent (id, login, name, name_fold, name_sort, role, branch,"
    " lang, zone, active, created_at, version) VALUES"
    " ('00000000-0000-7000-8000-0000000000b1', 'jefa', 'Jefa', 'jefa', 'jefa',"
    " 'administrator', 'centro', 'es', 'Europe/Madrid', 1, 1, 1);";

/* Who is killed loses nothing that waits for the disk alone. */
static void
come(struct desk *d, const char *url, msec at)
{
	sit_down_with(d, url, (struct db_options){ .sync_normal = true });
	d->clock = clock_fixed(at);
	act(d);
}

static struct str
minute(struct desk *d, int64_t at)
{
	char iso[CLOCK_ISO];

	return str_copy(&d->core.arena,
	    str_of(clock_iso(BEGIN + MINUTES(at), iso)));
}

static struct id
reached(struct desk *d)
{
	struct contact_new mail = { .kind = STR("email"),
		.value = STR("compras@tormenta.example") };
	struct rows_customer_list rows;
	struct id who, point;

	must(d,
	    customer_list(&d->core, &d->core.scratch, STR_NONE, ID_NONE, 1,
		&rows),
	    "customer");
	who = rows.v[0].id;
	must(d, contact_add(&d->core, who, &mail, &point), "mail");
	return who;
}

static struct id
ticket(struct desk *d, struct id who)
{
	struct ticket_new t = { .customer = who,
		.typification = STR("consulta-general"),
		.subject = STR("El cliente llamó por una factura") };
	struct ticket_assign mine = { .owner = d->core.me.id };
	struct id id;
	int64_t number;

	must(d, ticket_create(&d->core, &t, &id, &number), "ticket");
	must(d, ticket_assign(&d->core, id, &mine, 0), "assign");
	must(d, ticket_start(&d->core, id, 0), "start");
	return id;
}

static void
left_alone(struct desk *d, struct id who, int i)
{
	struct id id = ticket(d, who);

	if (i % 2 == 0)
		must(d, ticket_resolve(&d->core, id, STR("Listo."), 0),
		    "resolve");
	else
		must(d,
		    ticket_park(&d->core, id, STR("pending-customer"),
			STR("falta la boleta"), 0, 0),
		    "park");
}

static void
promised(struct desk *d, struct id who)
{
	struct callback_new k = { .customer = who,
		.phone = STR("+56 9 8765 4321"),
		.when = minute(d, CALLS),
		.reason = STR("confirmar"),
		.override = STR("lo pidió") };
	struct reminder_new r = { .text = STR("ver el caso"),
		.when = minute(d, LOOKS) };
	struct appointment_new p = { .who = STR("Rosa Díaz"),
		.branch = STR("centro"),
		.service = STR("taller"),
		.when = minute(d, DATES + 24 * 60) };
	int64_t number;
	struct id id;

	must(d, callback_add(&d->core, &k, &id, &number), "callback");
	must(d, reminder_add(&d->core, &r, &number), "reminder");
	must(d, appointment_book(&d->core, &p, &id, &number), "appointment");
}

/* Asked half an hour before it is said again. */
static void
approvals(const char *url)
{
	struct approval_new in = { .rule = STR("refund"),
		.reason = STR("cobro doble"),
		.amount = 90000 };
	struct rows_customer_list rows;
	struct desk d;
	int64_t number;

	come(&d, url, BEGIN + MINUTES(APPROVALS - 30));
	must(&d,
	    customer_list(&d.core, &d.core.arena, STR_NONE, ID_NONE, 1, &rows),
	    "customer");
	for (int i = 0; i < EACH; i++) {
		in.ticket = ticket(&d, rows.v[0].id);
		must(&d, approval_ask(&d.core, &in, &number), "approval");
		core_rest(&d.core);
	}
	leave(&d, 0);
}

static int
make(const char *url)
{
	struct desk d;
	struct id who;

	come(&d, url, BEGIN);
	script(&d, people);
	set_up(&d, "calendar", "full", calendar);
	set_up(&d, "policy", "usual", policy);
	set_up(&d, "service", "taller", service);
	set_up(&d, "approval", "refund", refund);
	who = reached(&d);
	for (int i = 0; i < EACH; i++) {
		left_alone(&d, who, i);
		promised(&d, who);
		core_rest(&d.core);
	}
	leave(&d, 0);
	approvals(url);
	return 0;
}

/* ---- the sweep ---------------------------------------------------------- */

static int
sweep(const char *url, int at, int point, const char *folder)
{
	struct sweep_options o = { .spool = folder };
	struct sweep_done done;
	struct desk d;

	come(&d, url, BEGIN + MINUTES(at));
	o.holder = id_make(clock_now(&d.clock));
	left = point;
	must(&d, sweep_run(&d.core, &o, &done), "sweep");
	left = 0;
	if (done.failed > 0)
		fprintf(stderr, "owed: %lld failed\n", (long long)done.failed);
	return leave(&d, done.failed > 0 ? 1 : 0);
}

/* ---- once, and nothing lost --------------------------------------------- */

#define EVENTS(kind) "(SELECT count(*) FROM event_log WHERE kind = '" kind "')"
#define ONCE(how)    "(SELECT count(*) FROM notice WHERE once LIKE '" how "')"
#define ALL(table)   "(SELECT count(*) FROM " table ")"

/* How often each must be there: EACH times this, in halves. */
static const struct {
	const char *what, *sql;
	int halves;
} owed[] = {
	/* Half were resolved; the others were, after their customer was
	 * silent, and then closed as well. */
	{ "closed tickets", ALL("ticket WHERE state = 'closed'"), 2 },
	{ "warnings", EVENTS("ticket.warn"), 3 },
	{ "ends", EVENTS("ticket.lapse"), 3 },
	{ "ends that could not be", EVENTS("ticket.lapse-stopped"), 0 },
	{ "words of why",
	    ALL("message WHERE channel = 'resolution' AND"
		" direction = 'internal'"),
	    2 },
	{ "letters", ALL("letter"), 6 },
	{ "letters that left", ALL("letter WHERE left_at IS NOT NULL"), 6 },
	{ "different letters",
	    "(SELECT count(*) FROM (SELECT DISTINCT"
	    " l.ticket, m.body, m.at FROM letter l JOIN"
	    " message m ON m.id = l.message) x)",
	    6 },
	{ "waiting ends", ALL("closing WHERE next_at IS NOT NULL"), 0 },
	{ "expired approvals", ALL("approval WHERE state = 'expired'"), 2 },
	{ "ends of approvals", EVENTS("approval.expire"), 2 },
	{ "words to who asked", ONCE("approval/%/expired"), 2 },
	{ "approvals said again", EVENTS("approval.remind"), 2 },
	{ "words to who decides", ONCE("approval/%/again"), 2 },
	{ "calls and late calls", EVENTS("callback.told"), 4 },
	{ "words of calls", ONCE("callback/%/1"), 2 },
	{ "words of late calls", ONCE("callback/%/2"), 2 },
	{ "reminders told", ALL("reminder WHERE told_at IS NOT NULL"), 2 },
	{ "ends of reminders", EVENTS("reminder.told"), 2 },
	{ "words of reminders", ONCE("reminder/%"), 2 },
	{ "appointments said", ALL("appointment WHERE reminded_at IS NOT NULL"),
	    2 },
	{ "events of appointments", EVENTS("appointment.remind"), 2 },
	{ "words of appointments", ONCE("appointment/%"), 2 },
};

/* A whole letter has its address and its ticket. */
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
	good =
	    str_is(json_str(json_get(json, "to")), "compras@tormenta.example");
	json_free(json);
	return good;
}

static int64_t
expect(const char *what, int64_t is, int64_t should)
{
	if (is == should)
		return 0;
	printf("%lld %s, should be %lld\n", (long long)is, what,
	    (long long)should);
	return 1;
}

static int
check(const char *url, const char *folder)
{
	struct event_check chain;
	struct rebuild again;
	int64_t bad = 0;
	struct desk d;

	come(&d, url, BEGIN + DAYS(3));
	for (size_t i = 0; i < countof(owed); i++)
		bad += expect(owed[i].what,
		    count(&d,
			str_printf(&d.core.scratch, "SELECT CAST(%s AS TEXT)",
			    owed[i].sql)
			    .s),
		    owed[i].halves * EACH / 2);
	bad += expect("files", letters(&d, folder, whole), 3 * EACH);
	must(&d, audit_verify(&d.core, STR_NONE, &chain), "verify");
	bad += expect("broken links of the chain", chain.bad, 0);
	must(&d, promise_rebuild(&d.core, ID_NONE, true, NULL, NULL, &again),
	    "rebuild");
	bad += expect("clocks that differ", again.differ, 0);
	printf("owed=%zu bad=%lld\n", countof(owed), (long long)bad);
	return leave(&d, bad == 0 ? 0 : 1);
}

int
main(int argc, char **argv)
{
	const char *verb = argc > 2 ? argv[1] : "";

	if (argc == 3 && strcmp(verb, "make") == 0)
		return make(argv[2]);
	if (argc == 6 && strcmp(verb, "sweep") == 0)
		return sweep(argv[2], atoi(argv[3]), atoi(argv[4]),
		    strcmp(argv[5], "-") == 0 ? NULL : argv[5]);
	if (argc == 4 && strcmp(verb, "check") == 0)
		return check(argv[2], argv[3]);
	fprintf(stderr, "usage: owed make|sweep|check URL …\n");
	return 2;
}
