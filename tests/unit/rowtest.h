/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rowtest.h - a centre in which each writing row of the command table can be
 * said in words, as a person would, and the things that its example is about.
 */
#ifndef TESTS_UNIT_ROWTEST_H
#define TESTS_UNIT_ROWTEST_H

#include <sys/stat.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "core/agent.h"
#include "core/house.h"
#include "core/role.h"
#include "core/sign.h"
#include "dbtest.h"
#include "dumptest.h"
#include "test.h"

/* RFC 6238's secret, and its code at that second. */
#define TOTP	 "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ code=279037"
#define TOTP_AT	 SECONDS(2000000000)
#define OLD_PASS "correcto-caballo-pila"
#define NEW_PASS "grapa-bateria-caballo"

struct world {
	struct db *db;
	struct core c;
	struct arena arena;
	struct reply reply;
	struct cmd_ctx cx;
	struct dump dump;
	struct str admin; /* its login */
	char dir[32];	  /* with a file to load */
};

/*
 * $customer, $point (a way to reach them), $alert, $offer, $other (customer),
 * $ticket (new), $contact (talking) and $queued (waiting) are made anew for each
 * example; $dir has c.csv, c.map. $callback (open) and $notice too, $appointment
 * and $soon (in half an hour); $second is another ticket of $customer, $word the
 * last message on $ticket, $approval what was asked last.
 */
struct example {
	const char *name;
	const char *before; /* lines to run first, as administrator */
	const char *words;  /* after the name */
	void (*set_up)(struct world *);
	/* The server does this on PostgreSQL: refused there. */
	bool sqlite;
	int64_t events; /* 0: one */
};

/* ---- saying words ------------------------------------------------------- */

static enum err
say(struct world *w, struct str line)
{
	reply_init(&w->reply, &w->arena);
	return cmd_do(&w->cx, line);
}

static void
must(struct world *w, struct str line)
{
	enum err rc = say(w, line);

	if (rc != OK)
		fail_msg("%s: %s: %s", line.s, err_name(rc), w->c.fault.text);
}

static const struct reply_cell *
answered(const struct world *w, const char *name)
{
	for (size_t i = 0; i < w->reply.thing.n; i++)
		if (strcmp(w->reply.thing.v[i].name, name) == 0)
			return &w->reply.thing.v[i];
	fail_msg("the answer has no '%s'", name);
	return NULL;
}

static int64_t
count(struct world *w, const char *table)
{
	int64_t n = -1;

	assert_true(str_int(dbtest_ask(w->db, &w->arena,
				str_printf(&w->arena, "SELECT count(*) FROM %s",
				    table)
				    .s),
	    &n));
	return n;
}

static void
become(struct world *w, struct str login)
{
	if (agent_enter(&w->c, login) != OK)
		fail_msg("%s: %s", login.s, w->c.fault.text);
}

/* ---- the centre --------------------------------------------------------- */

static void
write_file(const char *dir, const char *name, const char *text)
{
	char path[64];
	FILE *to;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	to = fopen(path, "w");
	assert_non_null(to);
	fputs(text, to);
	fclose(to);
}

static void
found(struct world *w)
{
	struct agent_done first;

	if (agent_enter_setup(&w->c) != OK || role_setup(&w->c) != OK ||
	    agent_first(&w->c, &w->arena, STR("Jefa"), &first) != OK)
		fail_msg("%s", w->c.fault.text);
	w->admin = str_copy(&w->arena, w->c.me.login);
	must(w, STR("branch add centro name=Centro city=Santiago"));
	must(w, STR("team add ventas name=Ventas branch=centro"));
	must(w, STR("team add repuestos name=Repuestos branch=centro"));
	must(w, STR("team add garantia name=Garantía branch=centro"));
	must(w, STR("agent add luz name=Luz role=agent branch=centro"));
	must(w, STR("agent add auro name=Auro role=auditor"));
	must(w, STR("agent add bruno name=Bruno role=branch branch=centro"));
	must(w, STR("field add plate entity=ticket type=text"));
	must(w, STR("typification add consulta kind=query name=es=Consulta"));
	must(w, STR("typification add queja kind=complaint name=es=Queja"));
	must(w,
	    STR("typification add con-patente kind=request "
		"required=plate name=es=Patente"));
}

static int
start(void **state)
{
	static msec begins;
	struct world *w = calloc(1, sizeof(*w));

	w->db = dbtest_open();
	if (begins == 0)
		begins = dbtest_clock.fixed;
	dbtest_clock.fixed = begins; /* a test before went on for years */
	core_init(&w->c, w->db, &dbtest_clock);
	reply_init(&w->reply, &w->arena);
	w->cx = (struct cmd_ctx){
		.core = &w->c, .reply = &w->reply, .arena = &w->arena
	};
	snprintf(w->dir, sizeof(w->dir), "/tmp/cabina-rows-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	write_file(w->dir, "c.csv", "key,name\nK1,Ana Rojas\nK2,Luis Soto\n");
	write_file(w->dir, "t.eml",
	    "From: Ana <ana@x.example>\nSubject: Moto\n\nNo parte.\n");
	write_file(w->dir, "s.call",
	    "script s\ntitle S\nlanguages es\nstep a\n ask ¿Sí?\n"
	    " - k: Sí -> z\nstep z\n say Listo.\n"
	    " end typification=consulta outcome=resolved\n");
	write_file(w->dir, "c.map",
	    "[fields]\nexternal = {key}\nname = {name}\n");
	assert_int_equal(mkdir(str_printf(&w->arena, "%s/setup", w->dir).s,
			     0700),
	    0);
	write_file(w->dir, "setup/office.ini",
	    "[calendar office]\nzone = America/Santiago\n"
	    "holidays = dias.ics\nmon-fri = 09:00-18:00\n");
	assert_int_equal(mkdir(str_printf(&w->arena, "%s/rules", w->dir).s,
			     0700),
	    0);
	write_file(w->dir, "rules/rules.ini",
	    "[approval refund]\nexpires = 48h\n"
	    "above = 1 of agent, administrator\n");
	assert_int_equal(mkdir(str_printf(&w->arena, "%s/closes", w->dir).s,
			     0700),
	    0);
	write_file(w->dir, "closes/closes.ini",
	    "[calendar day]\nzone = America/Santiago\n"
	    "mon-sun = 00:00-24:00\n"
	    "[policy all]\ncalendar = day\nresolution = 8h\n"
	    "close.resolved = 5bd\n"
	    "[policy never]\nrank = 1\npriority = 2\ncalendar = day\n"
	    "resolution = 8h\nreopen = never\n");
	write_file(w->dir, "setup/dias.ics",
	    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\n"
	    "DTSTART;VALUE=DATE:20260918\nSUMMARY:Independencia\n"
	    "END:VEVENT\nEND:VCALENDAR\n");
	found(w);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	struct world *w = *state;
	static const char *const files[] = { "c.csv", "c.map", "s.call",
		"t.eml", "out.csv", "setup/office.ini", "setup/dias.ics",
		"rules/rules.ini", "closes/closes.ini" };

	for (size_t i = 0; i < countof(files); i++)
		unlink(str_printf(&w->arena, "%s/%s", w->dir, files[i]).s);
	rmdir(str_printf(&w->arena, "%s/setup", w->dir).s);
	rmdir(str_printf(&w->arena, "%s/rules", w->dir).s);
	rmdir(str_printf(&w->arena, "%s/closes", w->dir).s);
	rmdir(w->dir);
	core_done(&w->c);
	db_close(w->db);
	arena_done(&w->arena);
	free(w);
	return 0;
}

static void
wrong_passwords(struct world *w)
{
	struct sign_result r;

	for (int i = 0; i < 2; i++)
		if (!dbtest_postgres())
			assert_int_equal(sign_in(&w->c, STR("luz"),
					     STR("no-es-esta"), STR_NONE, &r),
			    ERR_DENIED);
}

static void
own_password(struct world *w)
{
	must(w,
	    str_printf(&w->arena, "agent password %s password=" OLD_PASS,
		w->admin.s));
}

static void
no_file(struct world *w)
{
	unlink(str_printf(&w->arena, "%s/out.csv", w->dir).s);
}

/* By another, for everybody. */
static void
to_be_read(struct world *w)
{
	must(w, STR("bulletin write Frenos Leer"));
	dbtest_do(w->db,
	    "UPDATE bulletin SET author ="
	    " (SELECT id FROM agent WHERE login = 'luz')");
}

static void
at_totp(struct world *w)
{
	(void)w;
	dbtest_clock.fixed = TOTP_AT;
}

/* Within what an administrator may grant. */
static void
another_asked(struct world *w)
{
	dbtest_do(w->db,
	    "UPDATE complaint SET redress = 4000000, asked_by ="
	    " (SELECT id FROM agent WHERE login = 'luz')"
	    " WHERE redress_state = 'asked'");
}

/* By an agent, for an administrator to decide. */
static void
asked(struct world *w)
{
	struct str customer;

	must(w, str_printf(&w->arena, "setup apply %s/rules", w->dir));
	must(w, STR("customer create Pide"));
	customer = answered(w, "id")->s;
	become(w, STR("luz"));
	must(w,
	    str_printf(&w->arena,
		"ticket create customer=%s typification=consulta subject=Pide",
		customer.s));
	must(w,
	    str_printf(&w->arena,
		"approval ask %lld rule=refund amount=9000 reason=doble",
		(long long)answered(w, "number")->i));
	become(w, w->admin);
}

/* ---- one example -------------------------------------------------------- */

static struct str
replace(struct arena *a, struct str text, const char *name, struct str value)
{
	const char *at = strstr(text.s, name);

	if (at == NULL)
		return text;
	return replace(a,
	    str_printf(a, "%.*s%s%s", (int)(at - text.s), text.s, value.s,
		at + strlen(name)),
	    name, value);
}

struct things {
	struct str other, alert, offer;
	struct str complaint;
	struct str customer, point, ticket, contact, queued, callback, notice;
	struct str second;
	struct str appointment, soon;
};

static struct str
number(struct world *w)
{
	return str_printf(&w->arena, "%lld",
	    (long long)answered(w, "number")->i);
}

static void
make_things(struct world *w, struct things *t)
{
	must(w, STR("customer create Cliente"));
	t->customer = answered(w, "id")->s;
	must(w,
	    str_printf(&w->arena,
		"customer contact-add %s phone "
		"\"+56 9 8765 4321\"",
		t->customer.s));
	t->point = answered(w, "contact")->s;
	must(w,
	    str_printf(&w->arena,
		"ticket create customer=%s "
		"typification=consulta subject=Asunto",
		t->customer.s));
	t->ticket = number(w);
	must(w,
	    str_printf(&w->arena,
		"ticket create customer=%s "
		"typification=consulta subject=Segundo",
		t->customer.s));
	t->second = number(w);
	must(w,
	    str_printf(&w->arena,
		"ticket create customer=%s typification=queja subject=Mal",
		t->customer.s));
	t->complaint = number(w);
	must(w,
	    str_printf(&w->arena,
		"interaction start channel=phone "
		"customer=%s",
		t->customer.s));
	t->contact = number(w);
	must(w,
	    STR("interaction start channel=web caller=alguien "
		"waiting=yes"));
	t->queued = number(w);
	must(w, STR("customer create Otro"));
	t->other = answered(w, "id")->s;
	must(w,
	    str_printf(&w->arena, "alert add %s cuidado ack=yes",
		t->customer.s));
	t->alert = answered(w, "alert")->s;
	must(w, str_printf(&w->arena, "offer add %s Lavado", t->customer.s));
	t->offer = answered(w, "offer")->s;
	must(w,
	    str_printf(&w->arena,
		"callback add %s when=+1h reason=seguir override=prueba",
		t->customer.s));
	t->callback = number(w);
	must(w, STR("notice add \"reunión a las 9\""));
	t->notice = answered(w, "id")->s;
	must(w,
	    str_printf(&w->arena,
		"appointment book %s branch=centro service=visita when=+48h",
		t->customer.s));
	t->appointment = number(w);
	must(w,
	    str_printf(&w->arena,
		"appointment book %s branch=centro service=visita when=+30m",
		t->customer.s));
	t->soon = number(w);
}

static struct str
last_word(struct world *w)
{
	return dbtest_ask(w->db, &w->arena,
	    "SELECT id FROM message WHERE ticket IS NOT NULL"
	    " ORDER BY id DESC LIMIT 1");
}

static struct str
fill_in(struct world *w, const struct things *t, const char *text)
{
	struct arena *a = &w->arena;
	struct str s = str_of(text);

	s = replace(a, s, "$customer", t->customer);
	s = replace(a, s, "$point", t->point);
	s = replace(a, s, "$ticket", t->ticket);
	s = replace(a, s, "$complaint", t->complaint);
	s = replace(a, s, "$contact", t->contact);
	s = replace(a, s, "$queued", t->queued);
	s = replace(a, s, "$other", t->other);
	s = replace(a, s, "$alert", t->alert);
	s = replace(a, s, "$offer", t->offer);
	s = replace(a, s, "$callback", t->callback);
	s = replace(a, s, "$notice", t->notice);
	s = replace(a, s, "$second", t->second);
	s = replace(a, s, "$appointment", t->appointment);
	s = replace(a, s, "$soon", t->soon);
	if (strstr(s.s, "$reminder") != NULL)
		s = replace(a, s, "$reminder",
		    dbtest_ask(w->db, a,
			"SELECT CAST(max(number) AS TEXT) FROM reminder"));
	if (strstr(s.s, "$approval") != NULL)
		s = replace(a, s, "$approval",
		    dbtest_ask(w->db, a, "SELECT max(number) FROM approval"));
	if (strstr(s.s, "$draft") != NULL)
		s = replace(a, s, "$draft",
		    dbtest_ask(w->db, a,
			"SELECT max(number) FROM shared_draft"));
	if (strstr(s.s, "$bulletin") != NULL)
		s = replace(a, s, "$bulletin",
		    dbtest_ask(w->db, a, "SELECT max(number) FROM bulletin"));
	if (strstr(s.s, "$word") != NULL)
		s = replace(a, s, "$word", last_word(w));
	s = replace(a, s, "$admin", w->admin);
	return replace(a, s, "$dir", str_of(w->dir));
}

static void
prepare(struct world *w, const struct example *e, const struct things *t)
{
	struct str rest = fill_in(w, t, e->before != NULL ? e->before : "");
	struct str line;

	while (str_next(&w->arena, &rest, '\n', &line))
		if (line.len > 0)
			must(w, line);
	if (e->set_up != NULL)
		e->set_up(w);
}

/* Act as a role that lacks the right; as nobody, when everybody has it. */
static void
become_unfit(struct world *w, const struct cmd_def *d)
{
	static const char *const logins[] = { "auro", "luz", "bruno" };

	if (d->may == MAY_ANYONE) {
		agent_leave(&w->c);
		return;
	}
	for (size_t i = 0; i < countof(logins); i++) {
		become(w, str_of(logins[i]));
		if (w->c.grants[d->may] == SCOPE_NONE)
			return;
	}
	fail_msg("%s: every role may", d->name);
}

#endif
