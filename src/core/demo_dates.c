/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_dates.c - appointments of a week before and after today in the branches
 * that keep slots, what teams are to read, and who follows which ticket. They
 * come after everything else, with dice of their own or none: nothing made
 * before is changed by them.
 */
#include "core/demo_kit.h"
#include "core/ticket_query.h"
#include "queries.h"

enum { FIRST_NUMBER = 1001, DAYS_AROUND = 7, FREE_HOUR = 13 };

static const char *const branches[] = { "maipu", "concepcion", "temuco",
	"antofagasta" };

/* How full the hours are, in percent; minutes; what people say. */
static const struct {
	const char *code;
	int share, minutes;
	const char *notes[4];
} services[] = {
	{ "taller", 35, 60,
	    { "Mantención de los {km} mil kilómetros", "Ruido al frenar",
		"Revisar el aire acondicionado", "" } },
	{ "visita", 14, 30,
	    { "Quiere ver repuestos para su moto", "Firma de la transferencia",
		"Retira la segunda llave", "" } },
	{ "prueba", 10, 60,
	    { "Viene con su pareja", "Compara con la que tiene", "",
		"Pidió caja automática" } },
};

/* Those of calls that are promised on the desks (demo_desks.c). */
static const struct {
	int64_t call;
	const char *branch, *service, *note;
} desks[] = {
	{ 0, "maipu", "taller", "Pidió que le confirmen por teléfono" },
	{ 9, "concepcion", "prueba", "Confirmar el modelo antes" },
};

/* One about to be written. */
struct date {
	int64_t i;
	const char *branch;
	size_t service;
	struct client who;
	const struct person *by;
	struct str note, state;
	msec from, made, done; /* done 0: it is to come */
	bool confirmed;
};

static int
branch_index(const char *code)
{
	int i = 0;

	while (strcmp(demo_branches[i].code, code) != 0)
		i++;
	return i;
}

static struct client
customer_of(const struct demo *d, int branch, struct dice *dice)
{
	int64_t n = d->size->customers, i = dice_below(dice, n);
	struct client w = demo_client(d, i);

	for (int64_t k = 1; k < n && (w.company || w.branch != branch); k++)
		w = demo_client(d, (i + k) % n);
	return w;
}

/* Booked, perhaps confirmed, perhaps over: each from where the one before it
 * ends. */
static enum err
put_stays(struct demo *d, const struct date *x, struct id id)
{
	struct par_load_stay_add v[3];
	struct str states[3] = { STR("booked") };
	msec from[4] = { x->made };
	size_t n = 1;

	if (x->confirmed) {
		from[n] = x->made + MINUTES(20);
		states[n++] = STR("confirmed");
	}
	if (x->done != 0) {
		from[n] = x->done;
		states[n++] = x->state;
	}
	from[n] = 0;
	for (size_t i = 0; i < n; i++)
		v[i] = (struct par_load_stay_add){
			demo_id(d, DICE_DATE, 100000 + 4 * x->i + (int64_t)i,
			    from[i]),
			STR("appointment"), id, states[i], STR_NONE,
			str_of(x->branch), from[i], from[i + 1]
		};
	return q_load_stay_add_batch(d->c->db, &d->batch, v, n);
}

static msec
later(const struct demo *d, msec at)
{
	return at > d->now ? at : 0;
}

static enum err
put(struct demo *d, const struct date *x)
{
	struct id id = demo_id(d, DICE_DATE, x->i, x->made);
	struct str phone = str_printf(&d->batch, "+56 9 %04d %04d",
	    (int)(x->who.mobile / 10000), (int)(x->who.mobile % 10000));
	struct str code = str_of(services[x->service].code);
	msec to = x->from + MINUTES(services[x->service].minutes);
	struct str branch = str_of(x->branch);
	enum err rc;

	rc = q_appointment_put(d->c->db, id, FIRST_NUMBER + x->i, x->who.id,
	    STR_NONE, phone, branch, code,
	    x->who.owns ? demo_plate(d, &d->batch, &x->who) : STR_NONE, x->note,
	    x->from, to, STR("America/Santiago"), d->squads[x->by->team].code,
	    x->by->id, x->by->id, ID_NONE, ID_NONE, ID_NONE, STR_NONE,
	    later(d, x->from - HOURS(4)), later(d, x->from - DAYS(1)), x->made,
	    NULL);
	if (rc == OK && !str_is(x->state, "booked"))
		rc = q_appointment_save(d->c->db, id, 1, x->state, STR_NONE,
		    x->done, NULL);
	if (rc == OK && !str_is(x->state, "cancelled"))
		rc = q_slot_take(d->c->db, branch, code, x->from, 1, id, NULL);
	demo_count(d, id_str(&id), x->state);
	return rc == OK ? put_stays(d, x, id) : rc;
}

/* What became of it; of some nobody has told yet. What is past depends on the
 * day alone, never on the hour in which the demo is made. */
static void
become(const struct demo *d, struct date *x, struct dice *dice)
{
	msec last = demo_midnight(d->today) - HOURS(6);
	bool cancelled = dice_chance(dice, 5), told = dice_chance(dice, 96);
	bool missed = dice_chance(dice, 10);

	x->confirmed = !cancelled && dice_chance(dice, 35);
	x->made = demo_office(dice,
	    x->from - DAYS(5) + MINUTES(dice_below(dice, 2000)));
	if (x->made > last)
		x->made = last - MINUTES(dice_below(dice, 240));
	x->state = x->confirmed ? STR("confirmed") : STR("booked");
	if (cancelled) {
		x->state = STR("cancelled");
		x->done = x->made + MINUTES(40);
	} else if (told && x->from + HOURS(1) <= d->now) {
		x->state = missed ? STR("missed") : STR("kept");
		x->done = x->from + MINUTES(10);
	}
}

static struct str
note_of(struct demo *d, size_t service, struct dice *dice)
{
	struct str text = str_of(services[service].notes[dice_below(dice, 4)]);
	const char *at = strstr(text.s, "{km}");

	if (at == NULL)
		return text;
	return str_printf(&d->batch, "%.*s%d%s", (int)(at - text.s), text.s,
	    (int)(10 + 10 * dice_below(dice, 9)), at + 4);
}

static const struct person *
who_books(const struct demo *d, struct dice *dice)
{
	const struct squad *q = &d->squads[demo_squad(d, "atencion")];

	return &d->staff[q->v[dice_below(dice, (int64_t)q->n)]];
}

static enum err
fill_hour(struct demo *d, size_t branch, int64_t day, int hour, int64_t *n)
{
	int64_t turn = ((day - d->today + DAYS_AROUND) * 24 + hour) * 8;
	struct dice dice = dice_of(d, DICE_DATE, turn + (int64_t)branch);
	enum err rc = OK;

	for (size_t s = 0; s < countof(services) && rc == OK; s++) {
		struct date x = { .branch = branches[branch], .service = s };

		if (!dice_chance(&dice, services[s].share))
			continue;
		x.i = (*n)++;
		x.from = demo_midnight(day) + HOURS(hour);
		x.who = customer_of(d, branch_index(x.branch), &dice);
		x.by = who_books(d, &dice);
		x.note = note_of(d, s, &dice);
		become(d, &x, &dice);
		rc = put(d, &x);
	}
	return rc;
}

static bool
sunday(int64_t day)
{
	return (day + 4) % 7 == 0;
}

static enum err
fill_day(struct demo *d, size_t branch, int64_t day, int64_t *n)
{
	bool saturday = sunday(day + 1);
	enum err rc = OK;

	for (int h = saturday ? 10 : 9; h < (saturday ? 13 : 19); h++)
		if (h != FREE_HOUR && rc == OK)
			rc = fill_hour(d, branch, day, h, n);
	return rc;
}

/* On the next working day, in the hour that is left free. */
static enum err
fill_desks(struct demo *d, int64_t *n)
{
	int64_t day = d->today + 1;
	enum err rc = OK;

	while (sunday(day))
		day++;
	for (size_t k = 0; k < countof(desks) && rc == OK; k++) {
		const struct person *by;
		struct date x = { .i = (*n)++,
			.branch = desks[k].branch,
			.who = demo_desk_client(d, desks[k].call, &by),
			.note = str_of(desks[k].note),
			.state = STR("booked"),
			.from = demo_midnight(day) + HOURS(FREE_HOUR),
			.made = d->now - HOURS(20) };

		x.by = by;
		while (strcmp(services[x.service].code, desks[k].service) != 0)
			x.service++;
		rc = put(d, &x);
	}
	return rc;
}

static enum err
add_dates(struct demo *d)
{
	enum err rc = OK;
	int64_t n = 0;

	for (size_t b = 0; b < countof(branches); b++)
		for (int64_t day = d->today - DAYS_AROUND;
		     day <= d->today + DAYS_AROUND; day++)
			if (rc == OK && !sunday(day))
				rc = fill_day(d, b, day, &n);
	if (rc == OK)
		rc = fill_desks(d, &n);
	if (rc != OK)
		return rc;
	return q_demo_counter_set(d->c->db, STR("appointment"),
	    FIRST_NUMBER + n, NULL);
}

/* ---- bulletins ----------------------------------------------------------- */

static const struct {
	const char *team, *title, *text; /* "": everybody */
	int hours;			 /* ago */
	int share;			 /* who have read it, in percent */
} bulletins[] = {
	{ "", "Cómo avisamos los datos personales",
	    "Antes de leer un teléfono o un correo en voz alta, verifique con "
	    "dos preguntas.\nSi el cliente pide que no lo llamemos, márquelo "
	    "en su consentimiento durante la misma conversación.",
	    30, 55 },
	{ "atencion", "Horas de taller: ofrezca primero la mañana",
	    "Las mañanas de Maipú y Concepción tienen lugar esta semana; las "
	    "tardes están casi llenas.\nDiga siempre que enviamos un "
	    "recordatorio el día antes y que avisar con tiempo no cuesta nada.",
	    5, 30 },
};

static enum err
add_readers(struct demo *d, size_t k, struct id id, msec at)
{
	enum err rc = OK;

	for (size_t i = 0; i < d->nstaff && rc == OK; i++) {
		const struct person *p = &d->staff[i];
		struct dice dice =
		    dice_of(d, DICE_DATE, 500000 + (int64_t)(k * 100000 + i));

		if (i < d->nseats || !dice_chance(&dice, bulletins[k].share) ||
		    (bulletins[k].team[0] != '\0' &&
			!str_is(d->squads[p->team].code, bulletins[k].team)))
			continue;
		rc = q_bulletin_see(d->c->db, id, p->id,
		    at + MINUTES(1 + dice_below(&dice, 200)), NULL);
	}
	return rc;
}

static enum err
add_bulletins(struct demo *d)
{
	enum err rc = OK;

	for (size_t k = 0; k < countof(bulletins) && rc == OK; k++) {
		msec at = d->now - HOURS(bulletins[k].hours);
		struct id id = demo_id(d, DICE_DATE, 400000 + (int64_t)k, at);

		rc = q_bulletin_add(d->c->db, id, (int64_t)k + 1,
		    str_of(bulletins[k].team), str_of(bulletins[k].title),
		    str_of(bulletins[k].text),
		    demo_desk_of(d, "supervisor")->id, at, 0, NULL);
		demo_count(d, id_str(&id), str_of(bulletins[k].title));
		if (rc == OK)
			rc = add_readers(d, k, id, at);
	}
	if (rc != OK)
		return rc;
	return q_demo_counter_set(d->c->db, STR("bulletin"),
	    (int64_t)countof(bulletins) + 1, NULL);
}

/* ---- who follows what ---------------------------------------------------- */

/* What stands still and is another's: the oldest, as a list would have them. */
static const struct {
	const char *desk, *words;
	int64_t n;
} followed[] = {
	{ "agent", "state:scheduled,pending-third-party -owner:agent order:old",
	    2 },
	{ "supervisor", "state:pending-third-party -owner:supervisor order:old",
	    3 },
};

static enum err
follow(struct demo *d, size_t k)
{
	struct id who = demo_desk_of(d, followed[k].desk)->id;
	const struct ticket_asked *q;
	struct rows_ticket_rows rows;
	bool more;
	enum err rc;

	if ((rc = ticket_ask(d->c, &d->batch, str_of(followed[k].words), false,
		 &q)) != OK ||
	    (rc = ticket_page(d->c, &d->batch, q, ID_NONE, followed[k].n, &rows,
		 &more)) != OK)
		return rc;
	for (size_t i = 0; i < rows.n && rc == OK; i++) {
		rc = q_watch_add(d->c->db, rows.v[i].id, who, who,
		    d->now - HOURS(20), NULL);
		demo_count(d, id_str(&rows.v[i].id), STR("watch"));
	}
	return rc;
}

static enum err
add_followers(struct demo *d)
{
	enum err rc = OK;

	for (size_t k = 0; k < countof(followed) && rc == OK; k++)
		rc = follow(d, k);
	return rc;
}

enum err
demo_dates(struct demo *d)
{
	enum err rc = demo_tx(d, add_dates);

	if (rc == OK)
		rc = demo_tx(d, add_bulletins);
	return rc == OK ? demo_tx(d, add_followers) : rc;
}
