/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * walktest.h - a centre of two branches for the walks of commands and screens:
 * everything of branch norte and its team taller carries one word, and those
 * of branch centro may not see it.
 *
 * start() and end() set it up and down; reach() makes one of centro with
 * rights so wide. What is new and belongs to somebody goes into tito_works(),
 * with the word.
 */
#ifndef TESTS_UNIT_WALKTEST_H
#define TESTS_UNIT_WALKTEST_H

#include "test.h"

#include <unistd.h>

#include "cmd/cmd.h"
#include "core/agent.h"
#include "core/presence.h"
#include "core/role.h"
#include "core/ticket.h"
#include "dbtest.h"
#include "dumptest.h"

#define MARK "Zarzamora" /* in all that is not hers */
#define PART "zarzam"	 /* what she looks for */

/* How something is called here: by type and name of an argument. */
struct called {
	const char *type, *name; /* name NULL: any */
	struct str value;
};

struct world {
	struct db *db;
	struct core c;
	struct arena arena, each;
	struct reply reply;
	struct cmd_ctx cx;
	struct dump dump;
	VEC(struct called) known;
	VEC(struct called) hers; /* the same of nora's */
	int64_t shown;		 /* answers that had the word */
	bool own;		 /* rows are said about hers */
	char dir[32];		 /* with a file of that name, and rules */
};

static enum err
say(struct world *w, struct str line)
{
	reply_init(&w->reply, &w->each);
	w->cx.arena = &w->each;
	return cmd_do(&w->cx, line);
}

static void
must(struct world *w, const char *line)
{
	enum err rc = say(w, str_of(line));

	if (rc != OK)
		fail_msg("%s: %s: %s", line, err_name(rc), w->c.fault.text);
}

static void
become(struct world *w, const char *login)
{
	if (agent_enter(&w->c, str_of(login)) != OK)
		fail_msg("%s: %s", login, w->c.fault.text);
}

/* What a cell of the last answer says. */
static struct str
answered(struct world *w, const char *cell)
{
	const struct cells *t = &w->reply.thing;
	struct str value = STR_NONE;

	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->v[i].name, cell) == 0)
			value = t->v[i].s.len > 0 ? t->v[i].s
						  : str_printf(&w->each, "%lld",
							(long long)t->v[i].i);
	if (value.len == 0)
		fail_msg("the answer has no '%s'", cell);
	return str_copy(&w->arena, value);
}

/* A cell of the last answer is how something is called from now on. */
static struct str
call(struct world *w, const char *cell, const char *type, const char *name)
{
	struct str value = answered(w, cell);

	*vec_push(&w->arena, &w->known) = (struct called){ type, name, value };
	return value;
}

static void
do_with(struct world *w, const char *fmt, struct str a)
{
	must(w, str_printf(&w->each, fmt, a.s).s);
}

/* ---- the centre ------------------------------------------------------------- */

static const char *const staff[] = {
	"branch add centro name=Centro city=Santiago",
	"branch add norte name=Norte city=Arica",
	"team add ventas name=Ventas branch=centro",
	"team add taller name=Taller branch=norte",
	"team add garantia name=Garantía branch=norte",
	"agent add nora name=Nora role=agent branch=centro",
	"agent add tito name=\"Tito " MARK "\" role=agent branch=norte",
	"agent add sara name=Sara role=supervisor branch=centro",
	"agent add tita name=\"Tita " MARK "\" role=agent branch=norte",
	"agent add sol name=Sol role=supervisor branch=norte",
	"role grant supervisor ticket.read branch",
	"agent add bruno name=Bruno role=branch branch=centro",
	"agent add berta name=Berta role=back-office branch=centro",
	"agent add auro name=Auro role=auditor",
	"agent add alma name=Alma role=administrator branch=centro",
	"team join ventas nora",
	"team join taller tito",
	"role grant agent notice.send branch",
	"role grant agent customer.read branch",
	"role grant agent ticket.edit branch",
	"role grant agent ticket.refer branch",
	"role grant agent ticket.assign branch",
	"role grant agent ticket.resolve branch",
	"field add plate entity=ticket type=text",
	"typification add consulta kind=query name=es=Consulta",
	"typification add queja kind=complaint name=es=Queja",
};

/* What tito does; %s is the customer, then the ticket. */
static const char *const of_customer[] = {
	"customer contact-add %s email " MARK "@correo.example",
	"customer asset-add %s kind=car brand=" MARK " model=" MARK
	" plate=ZZRM12",
	"customer note %s \"" MARK " llama el lunes\"",
	"appointment book customer=%s branch=norte service=revision "
	"when=\"tomorrow 10:00\" vehicle=ZZRM12 note=\"" MARK "\"",
	"consent set %s phone sales no source=call",
	"alert add %s \"" MARK " en juicio\" kind=legal",
	"offer add %s \"Mantención " MARK "\" amount=10000",
	"reminder add \"" MARK " por ver\" when=+2h",
	"interaction start channel=phone customer=%s",
};
static const char *const of_contact[] = {
	"interaction note %s \"" MARK " pide boleta\"",
	"script start %s guia",
	"survey answer %s survey=trato question=nps kind=text value=" MARK,
	"interaction transfer %s team=taller note=\"" MARK " sigue\"",
};
static const char *const of_ticket[] = {
	"ticket note %s \"" MARK " en nota\"",
	"ticket reply %s channel=email \"" MARK " en respuesta\"",
	"ticket edit %s subject=\"" MARK " no parte\"",
	"ticket start %s",
	"ticket park %s state=pending-customer reason=\"" MARK " viaja\"",
	"ticket resume %s",
	"reminder add \"" MARK " por ver\" when=+2h ticket=%s",
	"approval ask %s rule=refund amount=9000 reason=\"" MARK " doble\"",
	"ticket escalate %s reason=\"" MARK " espera\"",
	"referral send %s team=garantia reason=parts ask=\"" MARK "\"",
};
/* On one that is done: the customer's word, which is looked at. */
static const char *const of_done[] = {
	"ticket resolve %s \"" MARK " anda\"",
	"ticket contact %s channel=email \"" MARK " agradece\"",
};
static const char *const for_others[] = {
	"bulletin write \"" MARK " cambia\" \"Leer " MARK "\" team=taller",
	"notice add \"" MARK " al taller\" team=taller",
	"notice add \"" MARK " al norte\" branch=norte",
	"view save \"" MARK " %s\" state:open",
};

/* He is at a console with it open. */
static void
tito_looks(struct world *w, struct str number)
{
	struct presence_thing things[] = { { "ticket", ID_NONE,
	    PRESENCE_WRITES } };

	if (ticket_id(&w->c, number, &things[0].id) != OK ||
	    presence_say(&w->c, id_make(clock_now(&dbtest_clock)), things, 1) !=
		OK)
		fail_msg("%s", w->c.fault.text);
}

static void
tito_works(struct world *w, const char *identity, bool again)
{
	struct str customer, contact, ticket, done;

	become(w, "tito");
	do_with(w, "customer create \"" MARK " Pérez\" %s branch=norte",
	    str_of(identity));
	customer = call(w, "id", "customer", NULL);
	for (size_t i = 0; i < countof(of_customer); i++)
		do_with(w, of_customer[i], customer);
	call(w, "number", "interaction", NULL);
	contact = w->known.v[w->known.n - 1].value;
	for (size_t i = 0; i < countof(of_contact); i++)
		do_with(w, of_contact[i], contact);
	do_with(w,
	    "callback add %s when=+1h reason=\"" MARK "\" override=prueba",
	    customer);
	call(w, "number", "callback", NULL);
	do_with(w,
	    "ticket create customer=%s typification=consulta team=taller "
	    "subject=\"" MARK " en panne\" body=\"" MARK
	    "\" field=plate=ZZRM12",
	    customer);
	ticket = call(w, "number", "ticket", NULL);
	for (size_t i = 0; i < countof(of_ticket); i++)
		do_with(w, of_ticket[i], ticket);
	if (!again) /* an incident is told to everybody */
		do_with(w,
		    "incident begin %s \"sin sistema\" typification=consulta",
		    ticket);
	must(w,
	    str_printf(&w->each, "attachment add %s %s/" MARK ".txt", ticket.s,
		w->dir)
		.s);
	do_with(w,
	    "ticket create customer=%s typification=consulta team=taller "
	    "subject=\"Lista " MARK "\"",
	    customer);
	done = call(w, "number", "ticket", "done");
	for (size_t i = 0; i < countof(of_done); i++)
		do_with(w, of_done[i], done);
	do_with(w,
	    "ticket create customer=%s typification=queja team=taller "
	    "subject=\"Queja " MARK "\"",
	    customer);
	do_with(w, "link add %s kind=related to=1001",
	    call(w, "number", "ticket", "to"));
	for (size_t i = 0; i < countof(for_others); i++)
		do_with(w, for_others[i], ticket);
	tito_looks(w, ticket);
}

static struct str
call_hers(struct world *w, const char *cell, const char *type)
{
	struct str value = answered(w, cell);

	*vec_push(&w->arena, &w->hers) = (struct called){ type, NULL, value };
	return value;
}

/* Something of her own, so that her lists are not empty. */
static void
nora_works(struct world *w)
{
	struct str customer;

	become(w, "nora");
	must(w, "customer create \"Ana Rojas\" phone=987654321 branch=centro");
	customer = call_hers(w, "id", "customer");
	do_with(w,
	    "ticket create customer=%s typification=consulta team=ventas "
	    "subject=Precio",
	    customer);
	call_hers(w, "number", "ticket");
	do_with(w, "interaction start channel=phone customer=%s", customer);
	call_hers(w, "number", "interaction");
	must(w, "notice add \"a las nueve\" team=ventas");
}

static const struct {
	const char *name, *text;
} files[] = {
	{ MARK ".txt", MARK " en un papel\n" },
	{ "rules.ini",
	    "[approval refund]\nexpires = 48h\n"
	    "above = 1 of supervisor\n" },
	{ "promise.ini",
	    "[calendar day]\nzone = America/Santiago\n"
	    "mon-sun = 00:00-24:00\n"
	    "[policy all]\ncalendar = day\nresolution = 8h\n" },
	{ "guia.call",
	    "script guia\ntitle Guía\nlanguages es\nstep a\n"
	    " ask ¿Sí?\n - k: Sí -> z\nstep z\n say Listo.\n"
	    " end typification=consulta outcome=resolved\n" },
};

static void
write_files(struct world *w)
{
	char path[64];

	snprintf(w->dir, sizeof(w->dir), "/tmp/cabina-walk-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	for (size_t i = 0; i < countof(files); i++) {
		FILE *to;

		snprintf(path, sizeof(path), "%s/%s", w->dir, files[i].name);
		to = fopen(path, "w");
		assert_non_null(to);
		fputs(files[i].text, to);
		fclose(to);
	}
}

/* What only an administrator lays down, once there is staff. */
static const char *const rules[] = { "setup apply %s",
	"script publish %s/guia.call" };
static const char *const texts[] = {
	"template write deltaller \"" MARK ", {{agent.name}}\" team=taller "
	"title=\"Del taller " MARK "\"",
};

/* Another customer of his, with all that comes of it; and what was waiting goes
 * on. Nobody of centro sees any of it, nor any number that it changes. */
static inline void
tito_goes_on(struct world *w)
{
	static const char *const more[] = {
		"ticket watch 1001",
		"ticket edit 1001 priority=1",
		"ticket resolve 1003 \"" MARK "\"",
	};

	tito_works(w, "rut=12.345.678-5 phone=922334455", true);
	for (size_t i = 0; i < countof(more); i++)
		must(w, more[i]);
}

/* The same customer calls again: of a ticket and a contact that are the team's
 * nothing is read by who sees the customer. */
static inline void
tito_works_on(struct world *w)
{
	static const char *const more[] = {
		"ticket create customer=%s typification=consulta team=taller "
		"subject=\"" MARK " otra vez\"",
		"ticket create customer=%s typification=queja team=taller "
		"subject=\"" MARK " insiste\"",
		"interaction start channel=phone customer=%s",
	};

	become(w, "tito");
	for (size_t i = 0; i < countof(more); i++)
		do_with(w, more[i], w->known.v[0].value);
	dbtest_do(w->db, /* that he is busy is everybody's to read */
	    "UPDATE agent_state SET state = 'ready', version = version - 1"
	    " WHERE agent = (SELECT id FROM agent WHERE login = 'tito')");
}

static int
start(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	struct agent_done first;

	write_files(w);
	w->db = dbtest_open();
	core_init(&w->c, w->db, &dbtest_clock);
	w->cx = (struct cmd_ctx){ .core = &w->c, .reply = &w->reply };
	if (agent_enter_setup(&w->c) != OK || role_setup(&w->c) != OK ||
	    agent_first(&w->c, &w->arena, STR("Jefa"), &first) != OK)
		fail_msg("%s", w->c.fault.text);
	for (size_t i = 0; i < countof(staff); i++)
		must(w, staff[i]);
	for (size_t i = 0; i < countof(rules); i++)
		do_with(w, rules[i], str_of(w->dir));
	for (size_t i = 0; i < countof(texts); i++)
		must(w, texts[i]);
	tito_works(w, "rut=16.734.905-6 phone=916734905", false);
	nora_works(w);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < countof(files); i++)
		unlink(str_printf(&w->each, "%s/%s", w->dir, files[i].name).s);
	rmdir(w->dir);
	core_done(&w->c);
	db_close(w->db);
	arena_done(&w->arena);
	arena_done(&w->each);
	free(w);
	return 0;
}

static inline bool
has_mark(struct str s)
{
	return strcasestr(s.s, MARK) != NULL;
}

/* Rights over the whole centre, which no scope narrows. Who administers has
 * those over people and setup, whoever they belong to; the sweep is no person. */
static const struct {
	enum may may;
	bool administers;
} whole[] = { { MAY_SETUP_EDIT, true }, { MAY_AGENT_ADMIN, true },
	{ MAY_LOAD, true }, { MAY_BACKDATE, true }, { MAY_SLA_KEEP, false },
	{ MAY_EXPORT, true }, { MAY_UNDO_OTHERS, true },
	{ MAY_AUDIT_READ, false } };

static inline bool
administers(const struct world *w)
{
	return w->c.grants[MAY_SETUP_EDIT] != SCOPE_NONE;
}

static inline void
set_whole(struct world *w, bool admin)
{
	for (size_t i = 0; i < countof(whole); i++)
		w->c.grants[whole[i].may] =
		    admin && whole[i].administers ? SCOPE_ALL : SCOPE_NONE;
	w->c.grants[MAY_TYPIFICATION_READ] = SCOPE_ALL;
}

/* One of another branch, with every right that wide that can be. */
static inline void
reach(struct world *w, const char *login, int level)
{
	bool admin;

	become(w, login);
	admin = administers(w);
	memset(w->c.grants, level, sizeof(w->c.grants));
	set_whole(w, admin);
}

/* The same with no more than the rights of the role. */
static inline void
narrow(struct world *w, const char *login, int level)
{
	bool admin;

	become(w, login);
	admin = administers(w);
	for (size_t i = 0; i < countof(w->c.grants); i++)
		if (w->c.grants[i] > level)
			w->c.grants[i] = (unsigned char)level;
	set_whole(w, admin);
}

#endif
