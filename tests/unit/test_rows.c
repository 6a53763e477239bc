/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rows.c - what every writing row of the command table owes, on either
 * engine: one event; the same op twice is one change; a refused role is no
 * change. Each row is said in words, as a person would, and a row without an
 * example below fails.
 */
#include "test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/help.h"
#include "core/agent.h"
#include "core/house.h"
#include "core/role.h"
#include "core/sign.h"
#include "core/undo_table.h"
#include "dbtest.h"
#include "dumptest.h"
#include "losttest.h"

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
 * $ticket (new), $contact (talking) and $queued (waiting) are made anew for each example; $dir has c.csv, c.map.
 * $callback (open) and $notice too, $appointment and $soon (in half an hour); $second is another ticket of $customer,
 * $word the last message on $ticket, $approval what was asked last.
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

static void wrong_passwords(struct world *);
static void own_password(struct world *);
static void at_totp(struct world *);
static void another_asked(struct world *);
static void asked(struct world *);
static void no_file(struct world *);
static void to_be_read(struct world *);

#define ROW(n, b, w)                                                           \
	{                                                                      \
		.name = n, .before = b, .words = w                             \
	}
#define ROW_AND(n, b, w, ...)                                                  \
	{                                                                      \
		.name = n, .before = b, .words = w, __VA_ARGS__                \
	}

#define LENT "referral send $ticket team=repuestos reason=parts ask=\"¿hay?\""

static const struct example examples[] = {
	ROW("customer create", NULL,
	    "\"María Peña\" phone=987654321 "
	    "rut=12.345.678-5 email=maria@correo.example"),
	ROW("customer edit", NULL, "$customer segment=oro born=1980-02-29"),
	ROW("customer contact-add", NULL, "$customer email ana@correo.example"),
	ROW("customer contact-remove", NULL, "$customer $point"),
	ROW("customer asset-add", NULL,
	    "$customer kind=car brand=Austral "
	    "model=\"Raulí 1.6\" plate=BBCD12"),
	ROW("customer contact-prefer", NULL, "$customer $point hours=tarde"),
	ROW("customer contact-verify", NULL, "$customer $point"),
	ROW("customer unveil", NULL, "$customer $point reason=\"lo pide\""),
	ROW("customer caller-not", NULL, "\"9 1234 5678\" $customer"),
	ROW("consent set", NULL, "$customer phone sales no source=call"),
	ROW("alert add", NULL, "$customer \"juicio\" kind=legal ack=yes"),
	ROW("alert ack", NULL, "$alert"),
	ROW("alert end", NULL, "$alert"),
	ROW("household join", NULL, "$customer with=$other relation=hija"),
	ROW("household leave", "household join $customer with=$other",
	    "$customer"),
	ROW("offer add", NULL, "$customer \"Mantención\" amount=32990000"),
	ROW("offer answer", NULL, "$offer rejected contact=$contact"),
	ROW("customer note", NULL, "$customer \"llama el lunes\""),

	ROW("interaction start", NULL, "channel=phone customer=$customer"),
	ROW("interaction answer", NULL, "$queued"),
	ROW("interaction hold", NULL, "$contact"),
	ROW("interaction resume", "interaction hold $contact", "$contact"),
	ROW("interaction transfer", NULL,
	    "$contact agent=luz note=\"sigue tú\""),
	ROW("interaction end", NULL, "$contact"),
	ROW("interaction close", NULL, "$contact outcome=resolved"),
	ROW("interaction note", NULL, "$contact \"pide boleta\""),
	ROW("interaction typify", NULL, "$contact consulta ticket=$ticket"),
	ROW("interaction attach", NULL, "$queued $customer"),
	ROW("interaction verify", NULL, "$contact phone answer=4321"),
	ROW("interaction verify-rule", NULL, "right=3 wrong=1"),
	ROW("interaction detach", NULL, "$contact"),
	ROW("interaction finish", NULL,
	    "$contact outcome=r typification=consulta note=listo "
	    "ticket=$ticket callback=+3h reason=avisar phone=987654321 "
	    "override=prueba"),

	ROW("script publish", NULL, "$dir/s.call"),
	ROW("script share", "script publish $dir/s.call", "s share=50"),
	ROW("script start", "script publish $dir/s.call", "$contact s"),
	ROW("script go", "script publish $dir/s.call\nscript start $contact s",
	    "$contact option k"),
	ROW("script end",
	    "script publish $dir/s.call\nscript start $contact s\n"
	    "script go $contact option k",
	    "$contact typification=consulta outcome=resolved"),
	ROW("script leave",
	    "script publish $dir/s.call\nscript start $contact s", "$contact"),

	ROW("callback add", NULL,
	    "$customer when=+2h reason=\"llega el repuesto\" "
	    "override=prueba"),
	ROW("callback done", NULL, "$callback result=\"viene mañana\""),
	ROW("callback move", NULL, "$callback when=+5h override=prueba"),
	ROW("callback cancel", NULL, "$callback reason=\"ya vino\""),

	ROW("survey answer", NULL,
	    "$contact survey=atencion question=nps kind=nps value=9"),
	ROW("appointment book", NULL,
	    "$customer branch=centro service=visita when=\"tomorrow 10:00\" "
	    "vehicle=BBCD12 note=\"trae el auto\" contact=$contact"),
	ROW("appointment confirm", NULL, "$appointment result=\"viene\""),
	ROW("appointment move", NULL, "$appointment when=\"tomorrow 12:00\""),
	ROW("appointment cancel", NULL, "$appointment reason=\"ya no va\""),
	ROW("appointment kept", NULL, "$soon"),
	ROW("appointment missed", NULL, "$soon result=\"sin aviso\""),

	ROW("ticket create", NULL,
	    "customer=$customer typification=con-patente "
	    "subject=\"No parte\" body=\"desde ayer\" field=plate=BBCD12"),
	ROW("ticket note", NULL, "$ticket \"se llamó al taller\""),
	ROW("ticket reply", NULL,
	    "$ticket channel=email send=yes to=a@b.example \"Está listo.\""),
	ROW("ticket assign", NULL, "$ticket agent=luz team=ventas"),
	ROW("ticket edit", NULL, "$ticket subject=\"No parte en frío\""),
	ROW_AND("ticket bulk", NULL, "ticket=$ticket set=\"priority:1\"",
	    .events = 2),
	ROW_AND("ticket export", NULL, "undone file=$dir/out.csv",
	    .set_up = no_file),
	ROW("attachment add", NULL, "$ticket $dir/c.csv"),
	ROW("attachment remove", "attachment add $ticket $dir/c.csv",
	    "$ticket 1"),
	ROW("attachment limit", NULL, "file=5"),
	ROW("incident begin", NULL,
	    "$ticket \"no hay sistema\" typification=consulta"),
	ROW("incident say", "incident begin $ticket caida", "$ticket vuelve"),
	ROW("incident join", "incident begin $second caida", "$ticket $second"),
	ROW_AND("incident tell",
	    "incident begin $second caida\nincident join $ticket $second",
	    "$second \"ya vuelve\"", .events = 2),
	ROW_AND("incident resolve",
	    "incident begin $second caida\nincident join $ticket $second",
	    "$second \"ya vuelve\"", .events = 2),
	ROW("incident end", "incident begin $ticket caida", "$ticket"),
	ROW("bulletin write", NULL, "Frenos \"Leer bien.\" team=ventas"),
	ROW_AND("bulletin read", NULL, "$bulletin", .set_up = to_be_read),
	ROW("bulletin retire", "bulletin write Frenos Leer", "$bulletin"),
	ROW("view save", NULL, "tarde state:open late"),
	ROW("view drop", "view save tarde mine", "tarde"),
	ROW("ticket start", NULL, "$ticket"),
	ROW("ticket park", "ticket start $ticket",
	    "$ticket state=pending-customer reason=\"manda la boleta\""),
	ROW("ticket resume",
	    "ticket start $ticket\n"
	    "ticket park $ticket state=scheduled reason=lunes",
	    "$ticket"),
	ROW("ticket resolve", NULL, "$ticket \"se cambió la batería\""),
	ROW("ticket resolve", NULL,
	    "$complaint listo outcome=upheld cause=process-delay "
	    "redress=50000"),
	ROW("ticket close", "ticket resolve $ticket listo", "$ticket"),
	ROW("ticket reopen", "ticket resolve $ticket listo",
	    "$ticket reason=\"volvió a fallar\""),
	ROW("ticket follow",
	    "setup apply $dir/closes\nticket edit $ticket priority=2\n"
	    "ticket resolve $ticket listo",
	    "$ticket reason=\"volvió a fallar\""),
	ROW("ticket cancel", NULL, "$ticket reason=duplicado"),
	ROW("ticket contact", NULL, "$ticket channel=email \"¿Y?\""),
	ROW("ticket escalate", NULL, "$ticket reason=\"espera mucho\""),
	ROW("ticket take", "ticket assign $ticket luz",
	    "$ticket reason=\"Luz no está\""),
	ROW("ticket return", "ticket assign $ticket luz",
	    "$ticket reason=\"a la cola\""),
	ROW("ticket route", NULL, "$ticket team=repuestos reason=pieza"),
	ROW("reminder add", NULL, "\"ver el caso\" when=+2h ticket=$ticket"),
	ROW("reminder done", "reminder add \"ver el caso\" when=+2h",
	    "$reminder"),
	ROW("link add", NULL, "$ticket kind=related to=$second"),
	ROW("link drop", "link add $ticket kind=part-of to=$second",
	    "$ticket to=$second"),
	ROW("ticket merge", NULL, "$ticket into=$second"),
	ROW("ticket watch", NULL, "$ticket who=luz"),
	ROW("ticket unwatch", "ticket watch $ticket who=luz",
	    "$ticket who=luz"),
	ROW("draft leave", NULL, "$ticket \"Estimada señora:\" public=yes"),
	ROW("draft take", "draft leave $ticket \"a medias\"", "$draft"),
	ROW("draft drop", "draft leave $ticket \"a medias\"", "$draft"),
	ROW("ticket time-add", NULL, "$ticket 15m reason=\"al teléfono\""),
	ROW("ticket focus", NULL,
	    "$ticket from=2024-01-01T00:00:00Z to=2024-01-01T00:05:00Z "
	    "time=90s"),
	ROW("ticket courtesy",
	    "setup apply $dir/closes\nticket edit $ticket priority=1\n"
	    "ticket resolve $ticket listo\n"
	    "ticket contact $ticket channel=email gracias",
	    "$ticket"),
	ROW("ticket keep",
	    "setup apply $dir/closes\nticket edit $ticket priority=1\n"
	    "ticket resolve $ticket listo",
	    "$ticket until=2060-01-01T00:00:00Z reason=viaja"),
	ROW("ticket split", "ticket note $ticket \"otro asunto\"",
	    "$ticket message=$word typification=consulta subject=Aparte"),
	ROW("complaint decide", NULL,
	    "$complaint outcome=upheld cause=process-delay redress=50000"),
	ROW_AND("complaint grant",
	    "complaint decide $complaint outcome=partly redress=6000000",
	    "$complaint", .set_up = another_asked),
	ROW_AND("complaint refuse",
	    "complaint decide $complaint outcome=partly redress=6000000",
	    "$complaint reason=\"no procede\"", .set_up = another_asked),
	ROW("complaint limit", NULL, "agent 5000"),
	ROW("referral send", NULL,
	    "$ticket team=repuestos reason=parts ask=\"¿hay discos?\""),
	ROW("referral accept", LENT, "$ticket"),
	ROW("referral hand",
	    "team join repuestos luz\n" LENT "\nreferral accept $ticket",
	    "$ticket agent=luz text=\"salgo de vacaciones\""),
	ROW("referral reject", LENT,
	    "$ticket reason=not-ours text=\"es del taller\""),
	ROW("referral return", LENT,
	    "$ticket reason=photo text=\"¿una foto?\""),
	ROW("referral resend",
	    LENT "\nreferral return $ticket reason=photo text=foto",
	    "$ticket \"va la foto\""),
	ROW("referral complete", LENT "\nreferral accept $ticket",
	    "$ticket \"llegaron\""),
	ROW("referral recall", LENT, "$ticket"),
	ROW("referral transfer", LENT,
	    "$ticket team=garantia reason=approval ask=\"¿cubre?\""),
	ROW("escalation ack", "ticket escalate $ticket reason=urge", "$ticket"),
	ROW("escalation substitute", NULL,
	    "instead=luz until=2030-01-01T00:00:00Z"),

	ROW("approval ask", "setup apply $dir/rules",
	    "$ticket rule=refund amount=9000 reason=\"cobro doble\""),
	ROW_AND("approval give", NULL, "$approval", .set_up = asked),
	ROW_AND("approval refuse", NULL, "$approval reason=no",
	    .set_up = asked),
	ROW("approval withdraw",
	    "setup apply $dir/rules\n"
	    "approval ask $ticket rule=refund amount=9000 reason=error",
	    "$approval"),
	ROW("approval delegate", NULL, "to=luz until=2030-01-01T00:00:00Z"),
	ROW("approval revoke", "approval delegate to=luz until=+8h", "to=luz"),

	ROW("typification add", NULL, "nueva kind=query name=es=Nueva"),
	ROW("typification retire",
	    "typification add vieja kind=query name=es=Vieja", "vieja"),
	ROW("typification mnemonic", NULL, "consulta cge"),
	ROW("outcome add", NULL, "buzon key=B name=es=Buzón"),
	ROW("outcome retire", "outcome add fax key=F name=es=Fax", "fax"),
	ROW("field add", NULL,
	    "colour entity=ticket type=choice choice=rojo "
	    "choice=azul"),

	ROW("agent add", NULL, "rosa name=\"Rosa Muñoz\" role=agent"),
	ROW("agent edit", NULL, "luz name=\"Luz Soto\""),
	ROW("agent disable", "agent add sale name=Sale role=agent", "sale"),
	ROW("agent enable",
	    "agent add entra name=Entra role=agent\n"
	    "agent disable entra",
	    "entra"),
	ROW_AND("agent unlock", NULL, "luz", .set_up = wrong_passwords,
	    .sqlite = true),
	ROW("agent password", NULL, "luz"),
	ROW_AND("agent own-password", NULL, "old=" OLD_PASS " new=" NEW_PASS,
	    .set_up = own_password),
	ROW_AND("agent password-days", NULL, "90", .sqlite = true),
	ROW_AND("agent totp-confirm", NULL, TOTP, .set_up = at_totp,
	    .sqlite = true),
	/* Of the administrator, who confirmed it just now. */
	ROW_AND("agent totp-remove", NULL, "$admin", .sqlite = true),
	ROW("state set", NULL, "paused agent=luz reason=almuerzo"),
	ROW("state pause-next", NULL, "almuerzo"),
	ROW("notice add", NULL, "\"frenos a Maipú\" team=ventas for=8h"),
	ROW("notice seen", NULL, "$notice"),
	ROW("notice withdraw", NULL, "$notice"),
	ROW("undo", "ticket note $ticket \"de más\"", ""),

	ROW("team add", NULL, "taller name=Taller"),
	ROW("team edit", NULL, "ventas name=\"Ventas y más\""),
	ROW("team retire", "team add fuera name=Fuera", "fuera"),
	ROW("team join", NULL, "ventas luz leads=yes"),
	ROW("team leave", "team join ventas auro", "ventas auro"),
	ROW("skill add", NULL, "ingles name=Inglés"),
	ROW("skill set", "skill add motos name=Motos", "luz motos 4"),
	ROW("branch add", NULL, "arica name=\"Sucursal Arica\" city=Arica"),
	ROW("branch retire", "branch add lota name=Lota city=Lota", "lota"),

	ROW("role grant", NULL, "branch ticket.assign own"),
	ROW("role revoke", NULL, "branch ticket.resolve"),
	ROW("role clear", NULL, "auditor class=personal"),
	ROW_AND("role totp", NULL, "agent", .sqlite = true),

	ROW("template write", NULL,
	    "adios \"Saludos, {{agent.name}}\" code=ad"),
	ROW("template retire", "template write hola Hola", "hola"),
	ROW("setup apply", NULL, "$dir/setup"),
	ROW("setup approve", "setup apply $dir/setup", "dias.ics"),
	ROW("escalation quiet", NULL, "calendar=office"),
	ROW("load", NULL, "customer $dir/c.csv map=$dir/c.map"),
	ROW("audit anchor", NULL, ""),
	ROW("audit forget", NULL, ""),
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
		"out.csv", "setup/office.ini", "setup/dias.ics",
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

static const char *const kept[] = { "event_log", "applied_op", "event_value",
	"customer", "ticket", "interaction", "message", "consent", "alert",
	"alert_ack", "household_member", "offer", "verify_ask", "caller_not",
	"agent", "role_grant", "team_member", "stay", "callback", "notice",
	"appointment", "slot_place", "survey_answer", "notice_seen", "matter",
	"ticket_link", "script_version", "script_run", "script_visit",
	"script_answer", "approval", "approval_vote", "referral", "attachment",
	"reminder", "closing", "content", "content_part", "incident",
	"bulletin", "bulletin_read", "shared_draft", "ticket_watch" };

struct counts {
	int64_t n[countof(kept)];
};

static struct counts
take_counts(struct world *w)
{
	struct counts all;

	for (size_t i = 0; i < countof(kept); i++)
		all.n[i] = count(w, kept[i]);
	return all;
}

static void
nothing_changed(struct world *w, const struct counts *was, const char *what)
{
	struct counts is = take_counts(w);

	for (size_t i = 0; i < countof(kept); i++)
		if (is.n[i] != was->n[i])
			fail_msg("%s: %s has %lld rows, not %lld", what,
			    kept[i], (long long)is.n[i], (long long)was->n[i]);
}

static void
refused(struct world *w, const struct cmd_def *d, struct str line,
    enum err want)
{
	struct counts was = take_counts(w);
	enum err rc = say(w, line);

	if (rc != want)
		fail_msg("%s: %s (%s), want %s", d->name, err_name(rc),
		    w->c.fault.text, err_name(want));
	nothing_changed(w, &was, d->name);
}

static void
again(struct world *w, const struct example *e, struct str line,
    struct str first, struct str op)
{
	struct counts was = take_counts(w);

	enum err rc = say(w, line);

	if (rc != OK)
		fail_msg("%s again: %s", e->name, w->c.fault.text);
	if (!answered(w, "replayed")->i)
		fail_msg("%s: not replayed", e->name);
	assert_string_equal(answered(w, "id")->s.s, first.s);
	assert_string_equal(answered(w, "op")->s.s, op.s);
	nothing_changed(w, &was, e->name);
}

static void
try_row(struct world *w, const struct cmd_def *d, const struct example *e)
{
	struct things t;
	struct str line, first;
	struct id op;
	int64_t events;

	become(w, w->admin);
	make_things(w, &t);
	prepare(w, e, &t);
	op = id_make(clock_now(&dbtest_clock));
	line = str_printf(&w->arena, "%s %s op=%s", e->name,
	    fill_in(w, &t, e->words).s, op.s);
	if (e->sqlite && dbtest_postgres()) {
		refused(w, d, line, ERR_INVALID);
		return;
	}
	become_unfit(w, d);
	refused(w, d, line, ERR_DENIED);
	become(w, w->admin);
	events = count(w, "event_log");
	must(w, line);
	if (count(w, "event_log") != events + (e->events > 0 ? e->events : 1))
		fail_msg("%s: %lld events", d->name,
		    (long long)(count(w, "event_log") - events));
	assert_false(answered(w, "replayed")->i);
	assert_string_equal(answered(w, "op")->s.s, op.s);
	first = answered(w, "id")->s;
	again(w, e, line, first, id_str(&op));
}

static const struct example *
example_of(const struct cmd_def *d)
{
	for (size_t i = 0; i < countof(examples); i++)
		if (strcmp(examples[i].name, d->name) == 0)
			return &examples[i];
	return NULL;
}

static void
every_writing_row_is_one_event_once_and_only_by_right(void **state)
{
	struct world *w = *state;

	for (cmd_each(d)) {
		const struct example *e = example_of(d);

		if (d->writes && e == NULL)
			fail_msg("'%s' writes and has no example here",
			    d->name);
		if (!d->writes && e != NULL)
			fail_msg("'%s' has an example and does not write",
			    d->name);
	}
	for (size_t i = 0; i < countof(examples); i++) {
		const struct cmd_def *d = NULL;

		for (cmd_each(one))
			if (strcmp(one->name, examples[i].name) == 0)
				d = one;
		if (d == NULL)
			fail_msg("there is no '%s'", examples[i].name);
		dbtest_clock.fixed += SECONDS(1);
		try_row(w, d, &examples[i]);
	}
	must(w, STR("audit verify"));
	assert_true(answered(w, "ok")->i);
}

/* ---- taken back ---------------------------------------------------------- */

static int64_t
last_event(struct world *w)
{
	int64_t n = -1;

	assert_true(str_int(dbtest_ask(w->db, &w->arena,
				"SELECT max(n) FROM event_log"),
	    &n));
	return n;
}

static void
must_undo(struct world *w, const char *name, int64_t event)
{
	enum err rc =
	    say(w, str_printf(&w->arena, "undo event=%lld", (long long)event));

	if (rc != OK)
		fail_msg("%s: undo: %s: %s", name, err_name(rc),
		    w->c.fault.text);
}

/* Done, undone, done again, undone: twice the state of before, and in between
 * that of after. */
static void
back_and_forth(struct world *w, const struct example *e, struct str before)
{
	struct str after = dump_all(&w->dump, w->db, &w->arena);
	int64_t n = last_event(w);

	if (str_eq(before, after))
		fail_msg("%s changes nothing that the dump shows", e->name);
	must_undo(w, e->name, n);
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    e->name);
	must_undo(w, e->name, last_event(w));
	dump_same(&w->arena, after, dump_all(&w->dump, w->db, &w->arena),
	    e->name);
	must_undo(w, e->name, last_event(w));
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    e->name);
}

/* The words of a text in one line, however it was wrapped. */
static struct str
unwrapped(struct arena *a, const struct buf *b)
{
	struct str text = buf_copy(a, b);

	for (char *z = (char *)(uintptr_t)text.s; *z != '\0'; z++)
		if (*z == '\n')
			*z = ' ';
	return text;
}

/* What cannot be undone says so in its help, before it is done. */
static void
told_before(struct world *w, const struct example *e, const char *why)
{
	struct buf b = { 0 };

	for (cmd_each(d))
		if (strcmp(d->name, e->name) == 0)
			assert_int_equal(help_row(&w->arena, d, &b,
					     &w->c.fault),
			    OK);
	if (strstr(unwrapped(&w->arena, &b).s, why) == NULL)
		fail_msg("%s: its help does not say that it cannot be undone",
		    e->name);
	buf_done(&b);
}

static void
answer_of(struct world *w, const struct example *e, struct str before)
{
	struct str kind = dbtest_ask(w->db, &w->arena,
	    "SELECT kind FROM event_log ORDER BY n DESC LIMIT 1");
	const char *why = undo_why_not(kind);

	if (str_is(kind, "undo"))
		return; /* the others undo it */
	if (undo_def_of(kind) != NULL) {
		back_and_forth(w, e, before);
		return;
	}
	if (why == NULL)
		fail_msg("%s: src/core/undo_table.c says neither how '%s' is "
			 "undone nor why not",
		    e->name, kind.s);
	assert_int_equal(say(w,
			     str_printf(&w->arena, "undo event=%lld",
				 (long long)last_event(w))),
	    ERR_INVALID);
	assert_non_null(strstr(w->c.fault.text, why));
	told_before(w, e, why);
}

static void
every_writing_row_is_taken_back_or_says_why_not(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < countof(examples); i++) {
		const struct example *e = &examples[i];
		struct things t;
		struct str before;

		if (e->sqlite && dbtest_postgres())
			continue;
		dbtest_clock.fixed += SECONDS(1);
		become(w, w->admin);
		make_things(w, &t);
		prepare(w, e, &t);
		before = dump_all(&w->dump, w->db, &w->arena);
		must(w,
		    str_printf(&w->arena, "%s %s", e->name,
			fill_in(w, &t, e->words).s));
		answer_of(w, e, before);
	}
	must(w, STR("audit verify"));
	assert_true(answered(w, "ok")->i);
}

/* ---- what else holds for them all --------------------------------------- */

/* The op of one change, given to another. */
static void
an_op_of_another_change_is_refused(void **state)
{
	struct world *w = *state;
	struct str op, line;
	int64_t events;

	must(w, STR("customer create Uno"));
	op = answered(w, "op")->s;
	events = count(w, "event_log");
	line = str_printf(&w->arena, "team add nuevo name=Nuevo op=%s", op.s);
	assert_int_equal(say(w, line), ERR_CONFLICT);
	become(w, STR("luz"));
	line = str_printf(&w->arena, "customer create Dos op=%s", op.s);
	assert_int_equal(say(w, line), ERR_CONFLICT);
	assert_int_equal(count(w, "event_log"), events);
	assert_int_equal(count(w, "customer"), 1);
}

/* at= is a right of its own. */
static void
the_past_takes_a_right(void **state)
{
	struct world *w = *state;

	must(w, STR("customer create Uno at=-2h"));
	become(w, STR("luz"));
	assert_int_equal(say(w, STR("customer create Dos at=-2h")), ERR_DENIED);
	become(w, w->admin);
	assert_int_equal(say(w,
			     STR("customer create Tres "
				 "at=2100-01-01T00:00:00Z")),
	    ERR_INVALID);
	assert_int_equal(count(w, "customer"), 1);
}

static const struct {
	const char *line;
	enum err rc;
} bad[] = {
	{ "ticket create customer=nadie typification=consulta subject=x",
	    ERR_NOT_FOUND },
	{ "ticket show 99999", ERR_NOT_FOUND },
	{ "ticket show I-1", ERR_USAGE },
	{ "ticket assign 1", ERR_USAGE },
	{ "agent add", ERR_NEED_ARG },
	{ "customer create x op=abc", ERR_USAGE },
	{ "customer create \"\"", ERR_INVALID },
	{ "doctr", ERR_USAGE },
	{ "ticket \"list", ERR_USAGE },
};

static void
a_wrong_line_changes_nothing(void **state)
{
	struct world *w = *state;
	struct counts was = take_counts(w);

	for (size_t i = 0; i < countof(bad); i++) {
		enum err rc = say(w, str_of(bad[i].line));

		if (rc != bad[i].rc)
			fail_msg("%s: %s (%s)", bad[i].line, err_name(rc),
			    w->c.fault.text);
		assert_int_equal(w->c.fault.code, rc);
		nothing_changed(w, &was, bad[i].line);
	}
}

/* ---- what is wrong is refused, and changes nothing ----------------------- */

enum { FAR_TOO_LONG = 60000 };

/* What cannot be right for an argument of a type; NULL type: of any other. */
static const struct {
	const char *type, *value;
} wrong[] = {
	{ "text", "a\001b" },
	{ "text", "a\033[31mb" },
	{ "line", "a\001b" },
	{ "line", "a\033]0;b\007" },
	{ "words", "a\001b" },
	{ "pair", "sin-nombre" },
	{ "pair", "no-existe=\001" },
	{ "int", "12x" },
	{ "int", "99999999999999999999" },
	{ "bool", "quizás" },
	{ "at", "antes de ayer" },
	{ "span", "cinco lunas" },
	{ "date", "2026-02-30" },
	{ "id", "abc" },
	{ "id", "' OR 1=1 --" },
	{ "choice", "ninguno-de-ellos" },
	{ "customer", "no-existe" },
	{ "customer", "00000000-0000-7000-8000-0000000000fe" },
	{ "ticket", "999999" },
	{ "ticket", "T-0" },
	{ "interaction", "999999" },
	{ "callback", "999999" },
	{ "team", "no-existe" },
	{ "branch", "no-existe" },
	{ "agent", "no-existe" },
	{ "role", "no-existe" },
	{ "verb", "no.existe" },
	{ "typification", "no-existe" },
	{ "outcome", "no-existe" },
	{ "file", "/no/existe" },
	{ "kind", "no-existe" },
};

/* What may be empty although it has a place of its own; and what is never
 * wrong: an answer is compared and not kept, for a language that is not there
 * another one is taken. What leaves the house is told before it does. A load
 * that is stopped keeps what it has: said again it goes on from there. */
static const struct {
	const char *row, *arg;
	bool anything;
} lenient[] = {
	{ "customer asset-add", "model", false },
	{ "branch add", "city", false },
	{ "interaction verify", "answer", true },
	{ "script start", "lang", true },
	{ "ticket export", "file", true },
	{ "load", "stopped", true },
};

static bool
is_lenient(const struct cmd_def *d, struct str arg, bool anything)
{
	for (size_t i = 0; i < countof(lenient); i++)
		if (strcmp(d->name, lenient[i].row) == 0 &&
		    str_is(arg, lenient[i].arg) &&
		    (lenient[i].anything || !anything))
			return true;
	return false;
}

static bool
is_words(const struct arg_def *def)
{
	static const char *const types[] = { "text", "line", "words" };

	for (size_t i = 0; i < countof(types); i++)
		if (strcmp(def->type->name, types[i]) == 0)
			return true;
	return false;
}

static void
put_word(struct buf *b, struct str name, struct str value)
{
	buf_printf(b, " %s=\"", name.s);
	for (size_t i = 0; i < value.len; i++) {
		if (value.s[i] == '"' || value.s[i] == '\\')
			buf_c(b, '\\');
		buf_c(b, value.s[i]);
	}
	buf_c(b, '"');
}

/* The example's line with another value for the argument `at`. */
static struct str
line_with(struct world *w, const struct cmd_def *d, const struct args *a,
    size_t at, struct str value)
{
	struct buf b = { 0 };
	struct str out;

	buf_z(&b, d->name);
	for (size_t i = 0; i < a->n; i++) {
		const struct arg *v = &a->v[i];

		if (i == at)
			put_word(&b, a->def[i].name, value);
		else if (v->given && !a->def[i].repeats)
			put_word(&b, a->def[i].name, v->text);
		else
			for (size_t k = 0; k < v->all.n; k++)
				put_word(&b, a->def[i].name, v->all.v[k]);
	}
	out = buf_copy(&w->arena, &b);
	buf_done(&b);
	return out;
}

/* Refused with a sentence that is fit to be shown; no event. */
static void
is_refused(struct world *w, struct str line, int64_t events)
{
	enum err rc = say(w, line);

	if (line.len > 400)
		line = str_copyn(&w->arena, line.s, 400);
	if (rc == OK)
		fail_msg("%s\nwas done", line.s);
	if (w->c.fault.code != rc || w->c.fault.text[0] == '\0')
		fail_msg("%s\n%s without a sentence", line.s, err_name(rc));
	for (const char *s = w->c.fault.text; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' && *s != '\n')
			fail_msg("%s\nsays a control character", line.s);
	if (count(w, "event_log") != events)
		fail_msg("%s\nwas refused, and there is an event", line.s);
}

static void
bad_values(struct world *w, const struct cmd_def *d, const struct args *a,
    size_t at, int64_t events)
{
	const struct arg_def *def = &a->def[at];
	char *much;

	if (is_lenient(d, def->name, true))
		return;
	for (size_t i = 0; i < countof(wrong); i++)
		if (strcmp(def->type->name, wrong[i].type) == 0)
			is_refused(w,
			    line_with(w, d, a, at, str_of(wrong[i].value)),
			    events);
	if (str_is(def->name, "version"))
		is_refused(w, line_with(w, d, a, at, STR("999")), events);
	if (!is_words(def))
		return;
	if (!def->optional && !is_lenient(d, def->name, false))
		is_refused(w, line_with(w, d, a, at, STR_NONE), events);
	much = arena_take(&w->arena, FAR_TOO_LONG + 1);
	memset(much, 'x', FAR_TOO_LONG);
	is_refused(w,
	    line_with(w, d, a, at, str_copyn(&w->arena, much, FAR_TOO_LONG)),
	    events);
}

static void
bind_example(struct world *w, const struct cmd_def *d, struct str words,
    struct args *a)
{
	struct words v = { 0 };
	struct fault f = { .code = OK };

	if (cmd_split(&w->arena, words, &v, &f) != OK ||
	    args_spec(&w->arena, d->args, true, a, &f) != OK ||
	    args_bind(&w->arena, a, v.v, v.n, clock_now(&dbtest_clock), &f) !=
		OK)
		fail_msg("%s: %s", d->name, f.text);
}

/* Nothing can be written any more; on a server what fails is the last step of
 * each change, so that all before it must go back. */
static void
dead(struct world *w, bool yes)
{
	if (!dbtest_postgres())
		dbtest_do(w->db,
		    yes ? "PRAGMA query_only = 1" : "PRAGMA query_only = 0");
	else
		dbtest_do(w->db,
		    yes ? "ALTER TABLE event_head RENAME TO event_gone"
			: "ALTER TABLE event_gone RENAME TO event_head");
}

static const struct cmd_def *
row_of(const char *name)
{
	for (cmd_each(d))
		if (strcmp(d->name, name) == 0)
			return d;
	return NULL;
}

static void
try_wrong(struct world *w, const struct example *e)
{
	const struct cmd_def *d = row_of(e->name);
	struct args *a = NEW(&w->arena, struct args);
	struct str before, line;
	struct things t;
	int64_t events;

	become(w, w->admin);
	make_things(w, &t);
	prepare(w, e, &t);
	bind_example(w, d, fill_in(w, &t, e->words), a);
	line = line_with(w, d, a, a->n, STR_NONE);
	before = dump_all(&w->dump, w->db, &w->arena);
	events = count(w, "event_log");
	for (size_t i = 0; i < a->n; i++)
		bad_values(w, d, a, i, events);
	if (!is_lenient(d, STR("stopped"), true)) {
		dead(w, true);
		is_refused(w, line, events);
		dead(w, false);
	}
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    e->name);
	must(w, line); /* nothing of all that is in the way */
	events = count(w, "event_log");
	if (say(w, line) != OK && !is_lenient(d, STR("file"), true))
		assert_int_equal(count(w, "event_log"), events);
}

static void
every_writing_row_refuses_what_is_wrong(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < countof(examples); i++) {
		if (examples[i].sqlite && dbtest_postgres())
			continue;
		dbtest_clock.fixed += SECONDS(1);
		try_wrong(w, &examples[i]);
	}
	must(w, STR("audit verify"));
	assert_true(answered(w, "ok")->i);
}

/* Told before it leaves the house; but never that it left when it did not. */
static void
an_export_without_a_file_is_refused_each_time(void **state)
{
	struct world *w = *state;
	struct id op = id_make(clock_now(&dbtest_clock));
	struct str line = str_printf(&w->arena,
	    "ticket export undone file=%s/no/f.csv op=%s", w->dir, op.s);

	for (int i = 0; i < 3; i++) {
		assert_int_equal(say(w, line), ERR_IO);
		assert_non_null(strstr(w->c.fault.text, "cannot be written"));
	}
}

/* ---- a link that is cut --------------------------------------------------- */

/* Cut before its COMMIT a change is not there; cut behind one of its
 * statements it is made from its beginning; cut before the answer it is there,
 * and the same op says so: once, whatever happens. */
static void
try_cut(struct world *w, const struct example *e, int statement)
{
	struct str before, line, first;
	struct things t;
	int64_t events;
	struct id op;

	become(w, w->admin);
	make_things(w, &t);
	prepare(w, e, &t);
	op = id_make(clock_now(&dbtest_clock));
	line = str_printf(&w->arena, "%s %s op=%s", e->name,
	    fill_in(w, &t, e->words).s, op.s);
	before = dump_all(&w->dump, w->db, &w->arena);
	events = count(w, "event_log");
	lost.commit = LOST_BEFORE;
	if (say(w, line) != ERR_UNKNOWN)
		fail_msg("%s, cut before COMMIT: %s", e->name, w->c.fault.text);
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    e->name);
	assert_int_equal(count(w, "event_log"), events);
	lost.commit = LOST_AFTER;
	lost.statement = statement;
	if (say(w, line) != ERR_UNKNOWN)
		fail_msg("%s, cut after COMMIT: %s", e->name, w->c.fault.text);
	lost.statement = 0;
	must(w, line);
	first = answered(w, "id")->s;
	if (count(w, "event_log") != events + (e->events > 0 ? e->events : 1))
		fail_msg("%s: %lld events", e->name,
		    (long long)(count(w, "event_log") - events));
	again(w, e, line, first, id_str(&op));
}

/* Some of them each time; all when CABINA_ALL is set, as in a soak. */
static void
every_writing_row_is_done_once_however_the_link_is_cut(void **state)
{
	struct world *w = *state;
	size_t step = getenv("CABINA_ALL") != NULL ? 1 : 16;

	lost_init(w->db, dbtest_more());
	for (size_t i = 0; i < countof(examples); i += step) {
		if (examples[i].sqlite && dbtest_postgres())
			continue;
		dbtest_clock.fixed += SECONDS(1);
		try_cut(w, &examples[i], 1 + (int)(i / step % 9));
	}
	assert_true(lost.cuts > (int)(countof(examples) / step / 2));
	lost_done(w->db);
	must(w, STR("audit verify"));
	assert_true(answered(w, "ok")->i);
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, start, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(every_writing_row_is_one_event_once_and_only_by_right),
		ONE(every_writing_row_is_taken_back_or_says_why_not),
		ONE(an_op_of_another_change_is_refused),
		ONE(the_past_takes_a_right),
		ONE(a_wrong_line_changes_nothing),
		ONE(every_writing_row_refuses_what_is_wrong),
		ONE(an_export_without_a_file_is_refused_each_time),
		ONE(every_writing_row_is_done_once_however_the_link_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
