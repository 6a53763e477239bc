/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_complaint.c - complaints: folio, outcome, cause, redress within limits
 * and by four eyes, what must be there at the end, the receipt; and messages
 * that leave the building.
 */
#include "promisetest.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/conf.h"
#include "core/approval_desk.h"
#include "core/attachment.h"
#include "core/complaint.h"
#include "core/letter.h"
#include "core/link.h"
#include "core/message.h"
#include "core/notice.h"
#include "core/sweep.h"
#include "core/undo.h"

#define MONDAY "2026-05-04T08:00:00Z"

static const struct pair plate[] = { { { "plate", 5 }, { "BBCD12", 6 } } };
static const struct pair red[] = { { { "colour", 6 }, { "rojo", 4 } } };

/* Who acts has this role, also where the tables look it up. */
static void
be(struct world *w, const char *role)
{
	w->c.me.role = str_of(role);
	dbtest_do(w->db,
	    str_printf(&w->c.arena,
		"UPDATE agent SET role = '%s' WHERE id = '%s'", role,
		w->c.me.id.s)
		.s);
}

static struct id
complaint(struct world *w)
{
	struct ticket_new in = question(w);
	struct id id;

	in.typification = STR("taller-demora");
	in.fields = plate;
	in.nfields = 1;
	id = make(w, in);
	dbtest_do(w->db,
	    "UPDATE typification SET closing = '[\"outcome\",\"cause\","
	    "\"colour\"]' WHERE code = 'taller-demora'");
	be(w, "agent");
	return id;
}

static struct row_complaint_get
kept(struct world *w, struct id id)
{
	struct row_complaint_get row;

	fine(w, complaint_get(&w->c, &w->c.arena, id, &row));
	return row;
}

static enum err
decide(struct world *w, struct id id, const char *outcome, const char *cause,
    int64_t redress)
{
	struct complaint_outcome o = { str_of(outcome), str_of(cause), redress,
		false };

	return complaint_decide(&w->c, id, &o);
}

/* ---- every writing function --------------------------------------------- */

static enum err
run_decide(struct world *w, struct id id)
{
	return decide(w, id, "upheld", "process-delay", -1);
}

static enum err
run_send(struct world *w, struct id id)
{
	return ticket_send(&w->c, id, STR("email"), STR("ana@correo.example"),
	    STR("Está listo."));
}

static void
each_write_is_one_event_once_and_refused_without_the_right(void **state)
{
	static const struct write_case cases[] = {
		{ "decide", MAY_TICKET_RESOLVE, run_decide },
		{ "send", MAY_TICKET_EDIT, run_send },
	};
	struct id id = complaint(*state);

	for (size_t i = 0; i < countof(cases); i++)
		prove_write(*state, &cases[i], id);
	prove_chain(*state);
}

/* It is told with whom it is, not that there is none. */
static void
what_others_have_is_read_and_not_decided(void **state)
{
	struct world *w = *state;
	struct id id = complaint(w);

	act(w, EVA, "eva", SCOPE_TEAM);
	allow(w, MAY_TICKET_READ, SCOPE_ALL);
	refused(w, decide(w, id, "upheld", "", -1), ERR_DENIED,
	    "they change it");
}

/* ---- the outcome -------------------------------------------------------- */

static void
a_complaint_has_a_folio_and_a_question_none(void **state)
{
	struct world *w = *state;
	struct id first = complaint(w), second = complaint(w);
	struct id other = make(w, question(w));
	struct ticket_edit e = { .typification = STR("taller-demora"),
		.fields = plate,
		.nfields = 1 };
	struct row_complaint_get row;

	assert_int_equal(kept(w, first).folio, 1);
	assert_int_equal(kept(w, second).folio, 2);
	refused(w, complaint_get(&w->c, &w->c.arena, other, &row),
	    ERR_NOT_FOUND, "no such complaint");
	refused(w, decide(w, other, "upheld", "", -1), ERR_INVALID,
	    "is no complaint");
	/* It becomes one with its type. */
	fine(w, ticket_edit(&w->c, other, &e, 0));
	assert_int_equal(kept(w, other).folio, 3);
}

/* Its outcome would be on neither. */
static void
a_complaint_is_joined_into_a_complaint_alone(void **state)
{
	struct world *w = *state;
	struct id first = complaint(w), second = complaint(w);
	struct id other = make(w, question(w));
	struct merge_promises out;

	dbtest_do(w->db,
	    "UPDATE ticket SET customer = (SELECT min(customer) FROM ticket)");
	refused(w, ticket_merge(&w->c, first, other, STR_NONE, 0), ERR_INVALID,
	    "other way round");
	refused(w, merge_foresee(&w->c, &w->c.arena, first, other, &out),
	    ERR_INVALID, "other way round");
	fine(w, ticket_merge(&w->c, other, first, STR_NONE, 0));
	fine(w, ticket_merge(&w->c, second, first, STR_NONE, 0));
}

/* What is split off is one like any other. */
static void
a_complaint_that_is_split_off_has_a_folio(void **state)
{
	struct world *w = *state;
	struct id from = make(w, question(w)), id;
	struct rows_message_of_ticket words;
	struct ticket_split in = { .n = 1,
		.typification = STR("taller-demora"),
		.subject = STR("Además"),
		.fields = plate,
		.nfields = 1 };
	int64_t number;

	fine(w, message_of_ticket(&w->c, &w->c.arena, from, &words));
	in.messages = &words.v[0].id;
	fine(w, ticket_split_off(&w->c, from, &in, &id, &number));
	assert_int_equal(kept(w, id).folio, 1);
	fine(w, decide(w, id, "partly", "process-delay", -1));
}

/* One that came in before folios were kept: it owes what the others owe, and
 * has its folio with the first word of how it ends. */
static void
one_without_a_folio_is_a_complaint_all_the_same(void **state)
{
	struct world *w = *state;
	struct id id = complaint(w);
	struct ticket_resolution in = { .text = STR("Se reparó"),
		.redress = -1,
		.fields = red,
		.nfields = 1 };

	dbtest_do(w->db, "DELETE FROM complaint");
	refused(w, ticket_resolve_with(&w->c, id, &in, 0), ERR_NEED_ARG,
	    "outcome=upheld");
	in.outcome = STR("upheld");
	in.cause = STR("process-delay");
	fine(w, ticket_resolve_with(&w->c, id, &in, 0));
	assert_int_equal(kept(w, id).folio, 2);
	assert_string_equal(kept(w, id).outcome.s, "upheld");
}

static void
it_is_not_resolved_without_what_its_leaf_demands(void **state)
{
	struct world *w = *state;
	struct id id = complaint(w);
	struct ticket_resolution in = { .text = STR("Se reparó"),
		.redress = -1 };
	int64_t before = events(w);

	refused(w, ticket_resolve_with(&w->c, id, &in, 0), ERR_NEED_ARG,
	    "colour");
	in.fields = red;
	in.nfields = 1;
	refused(w, ticket_resolve_with(&w->c, id, &in, 0), ERR_NEED_ARG,
	    "outcome=upheld");
	in.outcome = STR("upheld");
	refused(w, ticket_resolve_with(&w->c, id, &in, 0), ERR_NEED_ARG,
	    "cause=CODE");
	in.cause = STR("process");
	refused(w, ticket_resolve_with(&w->c, id, &in, 0), ERR_INVALID,
	    "causes below");
	in.cause = STR("nothing");
	refused(w, ticket_resolve_with(&w->c, id, &in, 0), ERR_INVALID,
	    "'nothing'");
	assert_int_equal(events(w), before);
	assert_string_equal(get(w, id).state.s, "new");
	in.cause = STR("process-delay");
	fine(w, ticket_resolve_with(&w->c, id, &in, 0));
	assert_string_equal(get(w, id).state.s, "resolved");
	assert_string_equal(kept(w, id).outcome.s, "upheld");
	assert_string_equal(kept(w, id).cause_name.s, "Demora");
	assert_int_equal(events(w), before + 1);
}

static void
redress_above_ones_limit_takes_another_person(void **state)
{
	struct world *w = *state;
	struct id id = complaint(w);
	struct ticket_resolution in = { .text = STR("Se paga"),
		.outcome = STR("upheld"),
		.cause = STR("process-delay"),
		.redress = 500000,
		.fields = red,
		.nfields = 1 };

	refused(w, decide(w, id, "rejected", "", 100), ERR_INVALID,
	    "upheld or partly");
	fine(w, may_resolve(w, id)); /* what is missing is asked for */
	refused(w, ticket_resolve_with(&w->c, id, &in, 0), ERR_INVALID,
	    "nothing was saved");
	assert_int_equal(kept(w, id).redress, 0);
	fine(w, decide(w, id, "upheld", "process-delay", 500000));
	assert_string_equal(kept(w, id).redress_state.s, "asked");
	in.outcome = in.cause = STR_NONE;
	in.redress = -1;
	refused(w, ticket_resolve_with(&w->c, id, &in, 0), ERR_INVALID,
	    "waits for somebody");
	refused(w, may_resolve(w, id), ERR_INVALID, "waits for somebody");
	be(w, "supervisor");
	refused(w, complaint_answer(&w->c, id, true, STR_NONE), ERR_DENIED,
	    "another person");
	act(w, LUIS, "luis", SCOPE_ALL);
	be(w, "back-office");
	refused(w, complaint_answer(&w->c, id, true, STR_NONE), ERR_DENIED,
	    "up to $ 200,000");
	be(w, "supervisor");
	refused(w, complaint_answer(&w->c, id, false, STR_NONE), ERR_INVALID,
	    "the reason");
	fine(w, complaint_answer(&w->c, id, true, STR_NONE));
	assert_string_equal(kept(w, id).redress_state.s, "granted");
	assert_string_equal(kept(w, id).answered_by_name.s, "Luis Peña");
	refused(w, complaint_answer(&w->c, id, true, STR_NONE), ERR_INVALID,
	    "waits for an answer");
	fine(w, ticket_resolve_with(&w->c, id, &in, 0));
}

static int64_t
called(struct world *w, const char *who)
{
	return ask_int(w,
	    str_printf(&w->c.arena,
		"SELECT count(*) FROM notice WHERE kind = 'approval'"
		" AND to_agent = '%s' AND words LIKE '%%redress wait%%'",
		who)
		.s);
}

/* What is listed for them as theirs to decide, which is what home counts. */
static size_t
waits_for(struct world *w, const char *who, const char *login)
{
	struct approval_desk d;
	size_t n;

	act(w, who, login, SCOPE_ALL);
	w->c.me.role =
	    strcmp(login, "luis") == 0 ? STR("supervisor") : w->c.me.role;
	fine(w, approval_desk(&w->c, &w->c.arena, ID_NONE, &d));
	fine(w, approval_waiting(&w->c, &n));
	assert_int_equal(d.n, 1);
	assert_true(d.v[0].redress && d.v[0].mine == (n == 1));
	assert_int_equal(d.v[0].why_not.len > 0, n == 0);
	assert_int_equal(n, d.nmine);
	return n;
}

/* The notices in force that one has not seen. */
static int64_t
unseen(struct world *w, const char *who, const char *login)
{
	struct str role = w->c.me.role;
	int64_t n, worst;

	act(w, who, login, SCOPE_ALL);
	fine(w, notice_unseen(&w->c, &n, &worst));
	act(w, ANA, "ana", SCOPE_ALL);
	w->c.me.role = role;
	return n;
}

/* Whose limit reaches and who sees the ticket hears of it; nobody else, and
 * not whoever asked. */
static void
redress_that_is_asked_for_reaches_who_may_grant_it(void **state)
{
	struct world *w = *state;
	struct id id = complaint(w);
	struct str role = w->c.me.role;

	dbtest_do(w->db,
	    "UPDATE agent SET role = 'supervisor' WHERE login = 'luis';"
	    "UPDATE agent SET role = 'back-office', active = 1"
	    " WHERE login = 'eva';"
	    "INSERT INTO role_grant (role, verb, scope) VALUES"
	    " ('supervisor', 'ticket.resolve', 4),"
	    " ('back-office', 'ticket.resolve', 4);");
	fine(w, decide(w, id, "upheld", "", 200001));
	assert_int_equal(called(w, LUIS), 1);
	assert_non_null(strstr(dbtest_ask(w->db, &w->c.arena,
				   "SELECT text FROM notice")
				   .s,
	    ": $ 200,001 of redress wait"));
	assert_int_equal(called(w, EVA), 0);
	assert_int_equal(called(w, ANA), 0);
	fine(w, decide(w, id, "", "process-delay", -1));
	assert_int_equal(called(w, LUIS), 1);
	assert_int_equal(waits_for(w, ANA, "ana"), 0);
	assert_int_equal(waits_for(w, LUIS, "luis"), 1);
	act(w, ANA, "ana", SCOPE_ALL);
	w->c.me.role = role;
	dbtest_do(w->db,
	    "UPDATE role_grant SET scope = 1 WHERE verb = 'ticket.resolve'"
	    " AND role = 'supervisor'");
	fine(w, decide(w, id, "", "", 200000));
	assert_int_equal(called(w, LUIS), 1);
	assert_int_equal(called(w, EVA), 1);
	assert_int_equal(unseen(w, EVA, "eva"), 1);
	fine(w, decide(w, id, "", "", 0));
	assert_int_equal(unseen(w, EVA, "eva"), 0); /* it waits no more */
	fine(w, decide(w, id, "", "", 150000));
	later(1);
	fine(w,
	    decide(w, id, "", "", 150001)); /* nor does that sum: this one */
	assert_int_equal(unseen(w, EVA, "eva"), 1);
	fine(w,
	    decide(w, id, "", "", 900000)); /* and that is not hers to give */
	assert_int_equal(unseen(w, EVA, "eva"), 0);
}

/* Above 100 pesos the setup wants somebody else's word. */
static void
ask_for_word(struct world *w, struct id id, const char *whose, int64_t redress)
{
	struct approval_new in = { .ticket = id,
		.rule = STR("redress"),
		.reason = STR("cobro doble"),
		.amount = redress };
	int64_t number;

	apply(w, "approval", "redress",
	    str_printf(&w->c.arena,
		"[approval redress]\ncurrency = CLP\nexpires = 48h\n"
		"up-to 100 = none\nabove = 1 of %s\n",
		whose)
		.s);
	dbtest_do(w->db,
	    str_printf(&w->c.arena,
		"UPDATE agent SET role = '%s' WHERE login = 'luis';"
		"INSERT INTO role_grant (role, verb, scope)"
		" VALUES ('%s', 'ticket.read', 4);",
		whose, whose)
		.s);
	fine(w, decide(w, id, "upheld", "process-delay", redress));
	fine(w, approval_ask(&w->c, &in, &number));
	assert_string_equal(kept(w, id).redress_state.s, "asked");
	act(w, LUIS, "luis", SCOPE_ALL);
	be(w, whose);
	fine(w, approval_give(&w->c, number, STR_NONE));
}

static void
the_last_word_grants_what_it_was_asked_for(void **state)
{
	struct world *w = *state;
	struct id id = complaint(w);

	be(w, "supervisor");
	ask_for_word(w, id, "supervisor", 120000);
	assert_string_equal(kept(w, id).redress_state.s, "granted");
	assert_string_equal(kept(w, id).answered_by_name.s, "Luis Peña");
}

static void
a_word_beyond_ones_own_limit_grants_nothing(void **state)
{
	struct world *w = *state;
	struct id id = complaint(w);

	ask_for_word(w, id, "back-office", 200001);
	assert_string_equal(kept(w, id).redress_state.s, "asked");
}

static void
within_ones_limit_it_is_given_at_once(void **state)
{
	struct world *w = *state;
	struct id id = complaint(w);

	be(w, "back-office");
	fine(w, decide(w, id, "partly", "product-part", 200000));
	assert_string_equal(kept(w, id).redress_state.s, "granted");
	fine(w, decide(w, id, "", "", 200001));
	assert_string_equal(kept(w, id).redress_state.s, "asked");
}

/* What is written past the program is held by the same limits. */
static void
the_table_holds_redress_to_its_limit(void **state)
{
	struct world *w = *state;
	struct id id = complaint(w);
	const char *set = "UPDATE complaint SET outcome = 'upheld',"
			  " redress = %d, redress_state = 'granted',"
			  " asked_by = '" ANA "', answered_by = %s";
	static const struct {
		int redress;
		const char *by; /* NULL: who asked */
		bool holds;
	} past[] = { { 1, "NULL", true }, { 200001, "'" LUIS "'", true },
		{ 200000, "'" LUIS "'", false },
		{ 150000, "'" LUIS "'", false }, { 150000, "NULL", true },
		{ 200001, "'" LUIS "'", true } };

	dbtest_do(w->db,
	    "UPDATE agent SET role = 'back-office' WHERE id = '" LUIS "'");
	for (size_t i = 0; i < countof(past); i++) {
		enum err rc = db_script(w->db,
		    str_printf(&w->c.arena, set, past[i].redress, past[i].by)
			.s);

		if ((rc != OK) != past[i].holds)
			fail_msg("%d by %s: %s", past[i].redress, past[i].by,
			    rc == OK ? "taken" : "refused");
	}
	assert_int_equal(kept(w, id).redress, 150000);
	be(w, "administrator");
	fine(w, complaint_limit(&w->c, STR("back-office"), 250000));
	assert_int_equal(db_script(w->db,
			     str_printf(&w->c.arena, set, 250000, "'" LUIS "'")
				 .s),
	    OK);
}

/* Taking back what took it away does not grant what another granted. */
static void
an_undo_grants_nothing_in_anothers_place(void **state)
{
	struct world *w = *state;
	struct undo_done back;
	struct id id = complaint(w);

	be(w, "agent");
	fine(w, decide(w, id, "upheld", "process-delay", 300000));
	act(w, LUIS, "luis", SCOPE_ALL);
	be(w, "supervisor");
	fine(w, complaint_answer(&w->c, id, true, STR_NONE));
	act(w, ANA, "ana", SCOPE_ALL);
	be(w, "back-office");
	later(1);
	fine(w, decide(w, id, "", "", 50000));
	refused(w, undo_event(&w->c, &w->c.arena, 0, &back), ERR_DENIED,
	    "another person granted $ 300,000, you may up to $ 200,000");
	be(w, "agent");
	later(1);
	fine(w, decide(w, id, "", "", 0));
	refused(w, undo_event(&w->c, &w->c.arena, 0, &back), ERR_DENIED,
	    "another person granted");
	assert_int_equal(kept(w, id).redress, 0);
}

/* ---- the receipt -------------------------------------------------------- */

/* Dates and sums as people write them, and the identity with its dots. */
static void
receipt_speaks_both_languages(struct world *w, struct id id)
{
	static const char *const langs[][4] = {
		{ "es", "de mayo de 2026, 04:00",
		    "Compensación    $ 1.250.000\n",
		    "RUT             12.345.678-5\n" },
		{ "en", "May 2026, 04:00", "Redress         $ 1,250,000\n",
		    "RUT             12.345.678-5\n" },
	};
	struct str text;

	dbtest_do(w->db,
	    "UPDATE agent SET role = 'administrator' WHERE id = '" ANA "';"
	    "UPDATE ticket SET created_at = 1777881600000;"
	    "UPDATE complaint SET outcome = 'upheld', redress = 1250000,"
	    " redress_state = 'granted', asked_by = '" ANA "'");
	for (size_t i = 0; i < countof(langs); i++) {
		dbtest_do(w->db,
		    str_printf(&w->c.arena,
			"UPDATE customer SET lang = '%s',"
			" national_id = '12345678-5'",
			langs[i][0])
			.s);
		fine(w, ticket_receipt(&w->c, &w->c.arena, id, false, &text));
		for (size_t k = 1; k < countof(langs[i]); k++)
			if (strstr(text.s, langs[i][k]) == NULL)
				fail_msg("no '%s' in:\n%s", langs[i][k],
				    text.s);
	}
	dbtest_do(w->db, "UPDATE customer SET lang = 'es'");
}

static void
the_receipt_tells_whole_and_carries_nothing_strange(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct str text;
	struct id id;

	in.typification = STR("taller-demora");
	in.subject = STR("Frenos <b>\"mal\"</b> & ruido");
	in.body = STR("Suena.\n\n\n\nMucho <script>alert(1)</script>\n\n");
	in.fields = plate;
	in.nfields = 1;
	id = make(w, in);
	fine(w, ticket_receipt(&w->c, &w->c.arena, id, false, &text));
	assert_non_null(strstr(text.s, "COMPROBANTE DE RECLAMO"));
	assert_non_null(strstr(text.s, "Folio           000001\n"));
	assert_non_null(strstr(text.s, "Reclamo › Taller › Demora"));
	assert_non_null(strstr(text.s, "María Muñoz"));
	assert_non_null(strstr(text.s, "\n  Suena.\n\n  Mucho <script"));
	assert_non_null(strstr(text.s, "</script>\n-----"));
	receipt_speaks_both_languages(w, id);
	fine(w, ticket_receipt(&w->c, &w->c.arena, id, true, &text));
	assert_null(strstr(text.s, "<script"));
	assert_null(strstr(text.s, "<b>"));
	assert_non_null(strstr(text.s,
	    "&lt;b&gt;&quot;mal&quot;&lt;/b&gt; &amp; ruido"));
	assert_non_null(strstr(text.s, "Suena.\n"));
	assert_non_null(strstr(text.s, "white-space:pre-line"));
	allow(w, MAY_TICKET_READ, SCOPE_NONE);
	refused(w, ticket_receipt(&w->c, &w->c.arena, id, true, &text),
	    ERR_DENIED, "ticket.read");
}

static void
a_receipt_is_saved_once_and_never_over_another(void **state)
{
	struct world *w = *state;
	struct arena *a = &w->c.arena;
	struct id id = complaint(w);
	struct str path =
	    str_printf(a, "/tmp/cabina-receipt-%ld.html", (long)getpid());
	struct str text, saved;
	struct fault f;
	struct stat st;

	unlink(path.s);
	fine(w, ticket_receipt(&w->c, a, id, true, &text));
	fine(w, ticket_receipt_save(&w->c, id, true, path));
	assert_int_equal(file_read(path.s, 100000, a, &saved, &f), OK);
	assert_string_equal(saved.s, text.s);
	assert_int_equal(stat(path.s, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	refused(w, ticket_receipt_save(&w->c, id, true, path), ERR_INVALID,
	    "is there already");
	unlink(path.s);
}

/* ---- letters ------------------------------------------------------------ */

struct spool {
	char dir[40];
};

static void
spool_make(struct spool *s)
{
	snprintf(s->dir, sizeof(s->dir), "/tmp/cabina-letter-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
}

/* How many files there were, and the text of one; they are taken away. */
static size_t
spool_take(struct spool *s, struct arena *a, struct str *text)
{
	DIR *d = opendir(s->dir);
	struct dirent *e;
	struct fault f;
	size_t n = 0;

	while ((e = readdir(d)) != NULL) {
		struct str path = str_printf(a, "%s/%s", s->dir, e->d_name);

		if (e->d_name[0] == '.')
			continue;
		assert_int_equal(file_read(path.s, 100000, a, text, &f), OK);
		unlink(path.s);
		n++;
	}
	closedir(d);
	return n;
}

static int64_t
swept(struct world *w, struct spool *s)
{
	struct sweep_options o = { .holder = id_of(ANA), .spool = s->dir };
	struct sweep_done d;

	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.failed, 0);
	return d.spooled;
}

static void
a_letter_leaves_after_ten_seconds_once(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct str text = STR_NONE;
	struct spool s;

	spool_make(&s);
	fine(w, run_send(w, id));
	later(SECONDS(9));
	assert_int_equal(swept(w, &s), 0);
	later(SECONDS(1));
	assert_int_equal(swept(w, &s), 1);
	assert_int_equal(spool_take(&s, &w->c.arena, &text), 1);
	assert_non_null(strstr(text.s, "\"to\":\"ana@correo.example\""));
	assert_non_null(strstr(text.s, "\"body\":\"Está listo.\""));
	assert_int_equal(swept(w, &s), 0);
	assert_int_equal(spool_take(&s, &w->c.arena, &text), 0);
	rmdir(s.dir);
}

static void
it_goes_where_the_customer_is_reached_or_says_so(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));

	refused(w, ticket_send(&w->c, id, STR("email"), STR_NONE, STR("Hola")),
	    ERR_INVALID, "no address for e-mail");
	refused(w, ticket_send(&w->c, id, STR("letter"), STR_NONE, STR("Hola")),
	    ERR_INVALID, "only e-mail and WhatsApp");
	assert_int_equal(
	    ask_int(w, "SELECT count(*) FROM message WHERE direction = 'out'"),
	    0);
	dbtest_do(w->db,
	    str_printf(&w->c.arena,
		"INSERT INTO contact_point (id, customer, kind, value, norm,"
		" label, position, created_at, version) SELECT '" NOBODY "',"
		" customer, 'email', 'm@x.example', 'm@x.example', '', 0, 1, 1"
		" FROM ticket WHERE id = '%s'",
		id.s)
		.s);
	fine(w, ticket_send(&w->c, id, STR("email"), STR_NONE, STR("Hola")));
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM letter"
			     " WHERE to_addr = 'm@x.example'"),
	    1);
}

/* Of those words that stand on the ticket, how many can be called back. */
static int
waiting(struct world *w, struct id id)
{
	struct rows_message_of_ticket rows;
	int n = 0;

	fine(w, message_of_ticket(&w->c, &w->c.arena, id, &rows));
	for (size_t i = 0; i < rows.n; i++)
		n += rows.v[i].waits;
	return n;
}

/* Called back: the reply never was, and its clock runs on from where it did. */
static void
what_is_called_back_never_was(void **state)
{
	struct world *w = *state;
	struct undo_done u;
	struct spool s;
	struct str text;
	struct id id;

	promises(w);
	at(MONDAY);
	spool_make(&s);
	id = make(w, question(w));
	later(MINUTES(10));
	fine(w, run_send(w, id));
	assert_int_equal(clock_now_of(w, id, "first_response").state,
	    CLOCK_MET);
	later(SECONDS(5));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &u));
	assert_string_equal(u.channel.s, "email");
	assert_string_equal(u.text.s, "Está listo.");
	assert_int_equal(waiting(w, id), 0);
	assert_int_equal(clock_now_of(w, id, "first_response").state,
	    CLOCK_RUNNING);
	same_again(w);
	later(MINUTES(1));
	assert_int_equal(swept(w, &s), 0);
	assert_int_equal(spool_take(&s, &w->c.arena, &text), 0);
	/* Once it has left it stays said: until then it waits. */
	core_rest(&w->c);
	fine(w, run_send(w, id));
	later(SECONDS(28));
	assert_int_equal(waiting(w, id), 1);
	assert_int_equal(swept(w, &s), 1);
	assert_int_equal(waiting(w, id), 0);
	refused(w, undo_event(&w->c, &w->c.arena, 0, &u), ERR_INVALID,
	    "T-1001: it reached the customer");
	/* What was only told is a slip for as long. */
	id = make(w, question(w));
	later(MINUTES(10));
	fine(w, run_reply(w, id));
	later(SECONDS(5));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &u));
	assert_int_equal(clock_now_of(w, id, "first_response").state,
	    CLOCK_RUNNING);
	fine(w, run_reply(w, id));
	later(SECONDS(11));
	refused(w, undo_event(&w->c, &w->c.arena, 0, &u), ERR_INVALID,
	    "it was told to the customer");
	assert_int_equal(spool_take(&s, &w->c.arena, &text), 1);
	rmdir(s.dir);
}

/* One file of the spool, whole; it is taken away. */
static struct str
spool_file(struct world *w, const struct spool *s, const char *name)
{
	struct arena *a = &w->c.arena;
	struct str path = str_printf(a, "%s/%s", s->dir, name), text;
	struct fault f;

	assert_int_equal(file_read(path.s, 100000, a, &text, &f), OK);
	unlink(path.s);
	return text;
}

static enum err
send_files(struct world *w, struct id id, const char *files)
{
	return ticket_send_files(&w->c, id, STR("email"),
	    STR("ana@correo.example"), STR("Va adjunto."), str_of(files));
}

static int64_t
attach(struct world *w, struct id id, const char *text, const char *name)
{
	int64_t position;

	fine(w,
	    attachment_add_bytes(&w->c, id, str_of(text), str_of(name),
		&position));
	return position;
}

static void
files_of_the_ticket_go_along(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w)), letter;
	struct spool s;
	struct str text;

	spool_make(&s);
	attach(w, id, "%PDF-1.4 uno", "../orden de trabajo.pdf");
	attach(w, id, "dos", "dos.txt");
	attach(w, id, "tres", "tres.txt");
	fine(w, send_files(w, id, "1, 3 2"));
	letter = id_of(dbtest_ask(w->db, &w->c.arena,
	    "SELECT message FROM letter WHERE left_at IS NULL")
			   .s);
	core_rest(&w->c);
	fine(w, attachment_remove(&w->c, id, 2)); /* within the ten seconds */
	later(SECONDS(10));
	assert_int_equal(swept(w, &s), 1);
	text =
	    spool_file(w, &s, str_printf(&w->c.arena, "%s-1.pdf", letter.s).s);
	assert_string_equal(text.s, "%PDF-1.4 uno");
	text =
	    spool_file(w, &s, str_printf(&w->c.arena, "%s-3.text", letter.s).s);
	assert_string_equal(text.s, "tres");
	/* The letter says what they are called; the names of files are ours. */
	assert_int_equal(spool_take(&s, &w->c.arena, &text), 1);
	assert_non_null(strstr(text.s, "orden de trabajo.pdf"));
	assert_non_null(strstr(text.s, letter.s));
	assert_null(strstr(text.s, "dos.txt"));
	rmdir(s.dir);
}

static void
files_of_a_letter_that_is_called_back_stay(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done u;
	struct spool s;
	struct str text;

	spool_make(&s);
	attach(w, id, "uno", "uno.txt");
	fine(w, send_files(w, id, "1"));
	core_rest(&w->c);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &u));
	later(MINUTES(1));
	assert_int_equal(swept(w, &s), 0);
	assert_int_equal(spool_take(&s, &w->c.arena, &text), 0);
	rmdir(s.dir);
}

static void
a_letter_takes_what_is_there_and_no_more(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w)), other = make(w, question(w));
	struct buf many = { 0 };

	attach(w, other, "ajeno", "ajeno.txt");
	refused(w, send_files(w, id, "1"), ERR_NOT_FOUND, "no file 1");
	attach(w, id, "uno", "uno.txt");
	refused(w, send_files(w, id, "uno"), ERR_INVALID, "no number");
	refused(w, send_files(w, id, "0"), ERR_INVALID, "no number");
	refused(w, send_files(w, id, "1,1"), ERR_INVALID, "named twice");
	for (int i = 0; i <= LETTER_FILES; i++)
		buf_printf(&many, "%d,", i + 1);
	refused(w, send_files(w, id, many.s), ERR_INVALID, "10 files at most");
	buf_done(&many);
	dbtest_do(w->db, "UPDATE content SET size = 30000000");
	refused(w, send_files(w, id, "1"), ERR_INVALID, "20 MB together");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM letter"), 0);
	assert_int_equal(ask_int(w, "SELECT count(*) FROM letter_file"), 0);
}

/* A folder that is not there: the letter waits, and is not marked. */
static void
a_letter_without_its_file_has_not_left(void **state)
{
	struct sweep_options o = { .holder = id_of(ANA),
		.spool = "/tmp/cabina-nowhere/at/all" };
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct sweep_done d;

	fine(w, run_send(w, id));
	later(SECONDS(10));
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.failed, 1);
	assert_int_equal(d.next_at, clock_now(&dbtest_clock));
	assert_int_equal(
	    ask_int(w, "SELECT count(*) FROM letter WHERE left_at IS NOT NULL"),
	    0);
	o.spool = NULL; /* then it is not what is due next */
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.next_at, 0);
}

static void
what_a_kill_left_half_written_goes_an_hour_later(void **state)
{
	static const char *const names[] = {
		".01900000-0000-7000-8000-000000000001.4711",
		".01900000-0000-7000-8000-000000000002.4712", ".mailer"
	};
	struct timespec old[2] = { { .tv_sec = 1 }, { .tv_sec = 1 } };
	struct world *w = *state;
	struct arena *a = &w->c.arena;
	struct stat st;
	struct spool s;

	spool_make(&s);
	for (size_t i = 0; i < countof(names); i++) {
		struct str path = str_printf(a, "%s/%s", s.dir, names[i]);

		close(open(path.s, O_CREAT | O_WRONLY, 0600));
		if (i != 1)
			utimensat(AT_FDCWD, path.s, old, 0);
	}
	assert_int_equal(swept(w, &s), 0);
	assert_int_equal(stat(str_printf(a, "%s/%s", s.dir, names[0]).s, &st),
	    -1);
	for (size_t i = 1; i < countof(names); i++) {
		struct str path = str_printf(a, "%s/%s", s.dir, names[i]);

		assert_int_equal(stat(path.s, &st), 0);
		unlink(path.s);
	}
	rmdir(s.dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(
		    each_write_is_one_event_once_and_refused_without_the_right),
		TEST(what_others_have_is_read_and_not_decided),
		TEST(a_complaint_has_a_folio_and_a_question_none),
		TEST(a_complaint_is_joined_into_a_complaint_alone),
		TEST(a_complaint_that_is_split_off_has_a_folio),
		TEST(one_without_a_folio_is_a_complaint_all_the_same),
		TEST(it_is_not_resolved_without_what_its_leaf_demands),
		TEST(redress_above_ones_limit_takes_another_person),
		TEST(redress_that_is_asked_for_reaches_who_may_grant_it),
		TEST(the_last_word_grants_what_it_was_asked_for),
		TEST(a_word_beyond_ones_own_limit_grants_nothing),
		TEST(within_ones_limit_it_is_given_at_once),
		TEST(the_table_holds_redress_to_its_limit),
		TEST(an_undo_grants_nothing_in_anothers_place),
		TEST(the_receipt_tells_whole_and_carries_nothing_strange),
		TEST(a_receipt_is_saved_once_and_never_over_another),
		TEST(a_letter_leaves_after_ten_seconds_once),
		TEST(it_goes_where_the_customer_is_reached_or_says_so),
		TEST(what_is_called_back_never_was),
		TEST(files_of_the_ticket_go_along),
		TEST(files_of_a_letter_that_is_called_back_stay),
		TEST(a_letter_takes_what_is_there_and_no_more),
		TEST(a_letter_without_its_file_has_not_left),
		TEST(what_a_kill_left_half_written_goes_an_hour_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
