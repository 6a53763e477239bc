/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_load_real.c - the real sets by the maps in tests/maps, and the figures
 * that others counted, found again in the database.
 */
#include <fcntl.h>
#include <locale.h>
#include <spawn.h>
#include <sys/wait.h>

#include "coretest.h"

#include "core/interaction.h"
#include "core/load.h"
#include "core/search.h"
#include "core/ticket.h"
#include "realdata.h"

extern char **environ;

static char folder[] = "/tmp/cabina-load-XXXXXX";

/* Unpacks a file of the sets, as a person would before loading it. */
static const char *
unpack(struct arena *a, const char *packed, const char *to)
{
	static char name[] = "gzip", how[] = "-dc";
	char *const argv[] = { name, how, (char *)(uintptr_t)packed, NULL };
	const char *path = str_printf(a, "%s/%s", folder, to).s;
	posix_spawn_file_actions_t act;
	int status = -1;
	pid_t pid;

	posix_spawn_file_actions_init(&act);
	posix_spawn_file_actions_addopen(&act, 1, path,
	    O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (posix_spawnp(&pid, "gzip", &act, NULL, argv, environ) != 0 ||
	    waitpid(pid, &status, 0) != pid || status != 0)
		fail_msg("cannot unpack %s", packed);
	posix_spawn_file_actions_destroy(&act);
	return path;
}

static struct load_result
load(struct world *w, struct arena *a, const char *kind, const char *file,
    const char *map)
{
	struct load_options o = { .kind = str_of(kind),
		.file = str_of(file),
		.map = str_printf(a, "tests/maps/%s.map", map),
		.max_bad = -1 };
	struct load_result r = { 0 };
	int64_t n = events(w);

	fine(w, load_run(&w->c, a, &o, &r));
	for (size_t i = 0; i < r.nerrors && i < 5; i++)
		print_message("%s line %lld, %s: %s\n", map,
		    (long long)r.errors[i].line, r.errors[i].column.s,
		    r.errors[i].why.s);
	print_message("%s: %lld rows, %lld made, %lld ms\n", map,
	    (long long)r.rows, (long long)r.made, (long long)r.took);
	assert_int_equal(events(w), n + 1);
	if (r.rejects.len > 0)
		unlink(r.rejects.s);
	return r;
}

static void
made(struct load_result r, int64_t rows, int64_t n)
{
	assert_int_equal(r.rows, rows);
	assert_int_equal(r.made, n);
	assert_int_equal(r.bad, 0);
}

static void
count_is(struct world *w, int64_t want, const char *sql)
{
	int64_t n = ask_int(w, sql);

	if (n != want)
		fail_msg("%lld instead of %lld: %s", (long long)n,
		    (long long)want, sql);
}

/* A call's number is a client's: by the keys that customers are found by. */
#define KNOWN                                                                  \
	"EXISTS (SELECT 1 FROM search_key k WHERE k.kind = "                   \
	"'phone' AND k.key_fold = i.caller)"

static void
check_calls(struct world *w)
{
	count_is(w, 3640, "SELECT count(*) FROM interaction i WHERE " KNOWN);
	count_is(w, 359, "SELECT count(*) FROM interaction i WHERE NOT " KNOWN);
	count_is(w, 2580,
	    "SELECT count(*) FROM interaction "
	    "WHERE outcome = 'AGENT'");
	count_is(w, 416,
	    "SELECT count(*) FROM interaction "
	    "WHERE outcome = 'HANG'");
	count_is(w, 19,
	    "SELECT count(*) FROM interaction "
	    "WHERE outcome = 'PHANTOM'");
	count_is(w, 984,
	    "SELECT count(*) FROM interaction "
	    "WHERE outcome = ''");
	/* 301 of those whose phone is nobody's say which client they are. */
	count_is(w, 3640 + 301,
	    "SELECT count(*) FROM interaction "
	    "WHERE customer IS NOT NULL");
	/* 696.4 s on average. */
	count_is(w, 6964,
	    "SELECT CAST(round(avg(talk_ms) / 100.0) AS BIGINT) "
	    "FROM interaction WHERE outcome = 'AGENT'");
}

static void
check_complaints(struct world *w)
{
	count_is(w, 2504,
	    "SELECT count(*) FROM matter m "
	    "JOIN interaction i ON i.id = m.interaction "
	    "JOIN ticket t ON t.id = m.ticket AND t.customer = i.customer "
	    "AND t.created_at / 86400000 = i.started_at / 86400000");
	count_is(w, 2504, "SELECT count(*) FROM matter");
	count_is(w, 443,
	    "SELECT CAST(round(count(*) * 100.0 / "
	    "count(DISTINCT customer)) AS BIGINT) FROM ticket");
	count_is(w, 14,
	    "SELECT max(n) FROM (SELECT count(*) AS n "
	    "FROM ticket GROUP BY customer) AS x");
	count_is(w, 85,
	    "SELECT count(*) FROM customer c WHERE NOT EXISTS "
	    "(SELECT 1 FROM ticket t WHERE t.customer = c.id)");
	count_is(w, 23048,
	    "SELECT count(*) FROM message WHERE "
	    "direction = 'internal' AND body LIKE '%In time: Yes.%'");
	count_is(w, 152, "SELECT count(*) FROM ticket WHERE state = 'open'");
}

/* The lines of a file where `text` ends a field. */
static size_t
lines_with(const char *path, const char *text)
{
	FILE *f = fopen(path, "r");
	char line[4096];
	size_t n = 0;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		const char *at = strstr(line, text);

		n += at != NULL && strchr(",\r\n", at[strlen(text)]) != NULL;
	}
	fclose(f);
	return n;
}

/* A number finds whose it is, with all complaints and calls of the files; the
 * complaints' file ends a line with the client's number without its zeros. */
static void
check_caller(struct world *w, struct arena *a, const char *events,
    const char *calls)
{
	static const char number[] = "447-353-2701";
	struct ticket_filter of = { .limit = 500 };
	struct interaction_filter with = { .limit = 500 };
	struct rows_interaction_rows called;
	struct rows_ticket_rows complaints;
	struct customer_hits hits;

	fine(w, caller_find(&w->c, a, str_of(number), 0, &hits));
	assert_int_equal(hits.n, 1);
	assert_string_equal(hits.v[0].name.s, "Jocelynn Kiana Bolton");
	of.customer = with.customer = hits.v[0].id;
	fine(w, ticket_list(&w->c, a, &of, &complaints));
	assert_int_equal(complaints.n, 12);
	assert_int_equal(complaints.n, lines_with(events, ",2139"));
	fine(w, interaction_list(&w->c, a, &with, &called));
	assert_int_equal(called.n, 5);
	assert_int_equal(called.n, lines_with(calls, number));
}

static void
retail_bank_is_linked_as_it_was_counted(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };
	const char *people =
	    real_data(&a, "retail-bank-crm/completedclient.csv");
	const char *calls =
	    real_data(&a, "retail-bank-crm/CRMCallCenterLogs.csv");
	const char *events = real_data(&a, "retail-bank-crm/crm_events.csv.gz");
	struct load_result r;

	if (people == NULL || calls == NULL || events == NULL)
		return;
	events = unpack(&a, events, "retail-events.csv");
	made(load(w, &a, "customer", people, "retail-clients"), 5369, 5369);
	r = load(w, &a, "typification", events, "retail-products");
	made(r, 23419, 2);
	assert_int_equal(r.there, 23417);
	made(load(w, &a, "typification", events, "retail-issues"), 23419, 38);
	made(load(w, &a, "ticket", events, "retail-complaints"), 23419, 23419);
	made(load(w, &a, "interaction", calls, "retail-calls"), 3999, 3999);
	check_calls(w);
	check_complaints(w);
	check_caller(w, &a, events, calls);

	/* Once more: nothing. */
	r = load(w, &a, "ticket", events, "retail-complaints");
	made(r, 23419, 0);
	assert_int_equal(r.there, 23419);
	r = load(w, &a, "customer", people, "retail-clients");
	made(r, 5369, 0);
	made(load(w, &a, "interaction", calls, "retail-calls"), 3999, 0);
	prove_chain(w);
	unlink(events);
	arena_done(&a);
}

static void
phonenow_is_five_thousand_calls(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };
	const char *file =
	    real_data(&a, "phonenow-calls/Call-Center-Dataset.csv");

	if (file == NULL)
		return;
	made(load(w, &a, "interaction", file, "phonenow-calls"), 5000, 5000);
	count_is(w, 4054,
	    "SELECT count(*) FROM interaction "
	    "WHERE outcome = 'answered' AND answered_at IS NOT NULL");
	count_is(w, 946,
	    "SELECT count(*) FROM interaction "
	    "WHERE outcome = 'abandoned' AND answered_at IS NULL");
	count_is(w, 6752,
	    "SELECT CAST(round(avg(wait_ms) / 10.0) AS BIGINT) "
	    "FROM interaction WHERE outcome = 'answered'");
	count_is(w, 2249,
	    "SELECT CAST(round(avg(talk_ms) / 100.0) AS BIGINT) "
	    "FROM interaction WHERE outcome = 'answered'");
	arena_done(&a);
}

static void
the_bank_of_1999_keeps_its_shares(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };
	const char *file = real_data(&a,
	    "bank-call-centre-1999-02/"
	    "data_anonymous_bank_february.txt.gz");

	if (file == NULL)
		return;
	file = unpack(&a, file, "bank-1999.txt");
	made(load(w, &a, "interaction", file, "bank-1999-calls"), 33344, 33344);
	count_is(w, 27162,
	    "SELECT count(*) FROM interaction "
	    "WHERE outcome = 'AGENT'");
	count_is(w, 5904,
	    "SELECT count(*) FROM interaction "
	    "WHERE outcome = 'HANG'");
	count_is(w, 4077,
	    "SELECT CAST(round(avg(wait_ms) / 10.0) AS BIGINT) "
	    "FROM interaction WHERE outcome = 'AGENT'");
	count_is(w, 17635,
	    "SELECT CAST(round(avg(talk_ms) / 10.0) AS BIGINT) "
	    "FROM interaction WHERE outcome = 'AGENT'");
	unlink(file);
	arena_done(&a);
}

static void
telco_is_seven_thousand_customers(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };
	const char *file =
	    real_data(&a, "telco-churn/WA_Fn-UseC_-Telco-Customer-Churn.csv");

	if (file == NULL)
		return;
	made(load(w, &a, "customer", file, "telco-customers"), 7043, 7043);
	count_is(w, 3875,
	    "SELECT count(*) FROM customer "
	    "WHERE segment = 'month-to-month'");
	arena_done(&a);
}

static void
pamplona_keeps_its_accents_and_its_months(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };
	const char *file = real_data(&a, "pamplona-complaints-2014/quejas.csv");

	if (file == NULL)
		return;
	dbtest_do(w->db,
	    "INSERT INTO customer (id, kind, name, name_fold,"
	    " name_sort, lang, segment, external, created_at, updated_at,"
	    " version) VALUES ('" NOBODY "', 'company', 'Pamplona',"
	    " 'pamplona', 'pamplona', 'es', '', 'pamplona', 1, 1, 1)");
	assert_int_equal(load(w, &a, "typification", file, "pamplona-topics")
			     .bad,
	    0);
	made(load(w, &a, "ticket", file, "pamplona-complaints"), 5378, 5378);
	count_is(w, 447, "SELECT count(*) FROM ticket WHERE priority = 1");
	count_is(w, 3986,
	    "SELECT count(*) FROM message "
	    "WHERE channel = 'phone'");
	count_is(w, 1392,
	    "SELECT count(*) FROM message "
	    "WHERE channel = 'web'");
	/* 1/13/2014 is a day of January, in the zone of the file. */
	count_is(w, 1,
	    "SELECT CASE WHEN min(created_at) >= 1388530800000 AND "
	    "max(created_at) < 1420066800000 THEN 1 ELSE 0 END FROM ticket");
	count_is(w, 1,
	    "SELECT count(*) FROM label WHERE text = "
	    "'Seguridad ciudadana, circulación y vehículos'");
	arena_done(&a);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(retail_bank_is_linked_as_it_was_counted),
		TEST(phonenow_is_five_thousand_calls),
		TEST(the_bank_of_1999_keeps_its_shares),
		TEST(telco_is_seven_thousand_customers),
		TEST(pamplona_keeps_its_accents_and_its_months),
	};

	int failed;

	setlocale(LC_CTYPE, "C.UTF-8");
	if (mkdtemp(folder) == NULL)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(folder);
	return failed;
}
