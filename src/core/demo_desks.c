/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_desks.c - what lies on the desks of those who can sign in: calls they
 * promised for the next hours and tomorrow, and what their team must know.
 */
#include "core/demo_kit.h"
#include "queries.h"

enum { FIRST_NUMBER = 1001, CALLS = 3, OPENS = 9, ENDS = 19 /* o'clock */ };

static const struct {
	const char *login;
	const char *reasons[CALLS];
} desks[] = {
	{ "agent",
	    { "confirmar la hora del taller", "valor de cuatro neumáticos",
		"encuesta pendiente" } },
	{ "supervisor",
	    { "respuesta a su reclamo", "oferta de retoma por la demora",
		"cómo siguió después de la reparación" } },
	{ "backoffice",
	    { "falta una firma en la transferencia",
		"confirmar la dirección de despacho",
		"avisar que llegó la copia de la llave" } },
	{ "branch",
	    { "confirmar la prueba de manejo", "llegó el repuesto que pidió",
		"entrega de su vehículo" } },
};

static const struct {
	const char *from, *team, *branch, *to; /* logins; codes; "": nobody */
	const char *text;
	int severity, minutes; /* ago */
} notices[] = {
	{ "supervisor", "atencion", "", "",
	    "Los reclamos de frenos van a Servicio Técnico con patente y "
	    "kilometraje.",
	    2, 35 },
	{ "supervisor", "", "", "",
	    "Esta semana pregunte a cada cliente por qué canal prefiere que "
	    "le avisen.",
	    1, 150 },
	{ "branch", "", "concepcion", "",
	    "El lavado de esta tarde está completo: agende desde mañana.", 1,
	    60 },
	{ "supervisor", "back-office", "", "",
	    "Las copias de llave salen solo con el carné a la vista.", 2, 90 },
	{ "supervisor", "", "", "auditor",
	    "La muestra de este mes son las devoluciones de dinero.", 1, 240 },
	{ "supervisor", "", "", "admin",
	    "Faltan por aprobar los feriados del próximo año.", 1, 200 },
};

const struct person *
demo_desk_of(const struct demo *d, const char *login)
{
	for (size_t i = 0; i < d->nseats; i++)
		if (str_is(d->staff[i].login, login))
			return &d->staff[i];
	return NULL;
}

/* ---- calls --------------------------------------------------------------- */

static bool
sunday(int64_t day)
{
	return (day + 4) % 7 == 0;
}

/* Within the hour, later today, tomorrow; never at night or on a Sunday. */
static msec
call_at(const struct demo *d, int j)
{
	msec soon = d->now + MINUTES(30), at = soon + HOURS(3) * j;
	int64_t day = d->today;

	if (j == CALLS - 1 || sunday(day) ||
	    at > demo_midnight(day) + HOURS(ENDS)) {
		while (sunday(++day))
			;
		return demo_midnight(day) + HOURS(OPENS) +
		    MINUTES(45) * (j + 1);
	}
	if (at < demo_midnight(day) + HOURS(OPENS))
		at = demo_midnight(day) + HOURS(OPENS) + MINUTES(30) * j;
	return at;
}

/* Somebody of the person's branch, or of anywhere. */
static struct client
customer_of(const struct demo *d, const struct person *p, struct dice *dice)
{
	int64_t n = d->size->customers, i = dice_below(dice, n);
	struct client w = demo_client(d, i);

	for (int64_t k = 1; k < n; k++) {
		if (!w.company && (p->branch < 0 || w.branch == p->branch))
			break;
		w = demo_client(d, (i + k) % n);
	}
	return w;
}

struct client
demo_desk_client(const struct demo *d, int64_t i, const struct person **by)
{
	struct dice dice = dice_of(d, DICE_DESK, i);

	*by = demo_desk_of(d, desks[i / CALLS].login);
	return customer_of(d, *by, &dice);
}

static enum err
promise_call(struct demo *d, const struct person *p, const char *reason,
    int64_t i)
{
	struct dice dice = dice_of(d, DICE_DESK, i);
	struct client w = customer_of(d, p, &dice);
	msec due = call_at(d, (int)(i % CALLS)), at = d->now - HOURS(20);
	struct id id = demo_id(d, DICE_DESK, i, at);
	struct str phone = str_printf(&d->batch, "+56 9 %04d %04d",
	    (int)(w.mobile / 10000), (int)(w.mobile % 10000));
	struct str team = d->squads[p->team].code;
	const struct demo_branch *b =
	    p->branch < 0 ? NULL : &demo_branches[p->branch];
	struct par_load_stay_add stay = { demo_id(d, DICE_DESK, 1000 + i, at),
		STR("callback"), id, STR("open"), STR_NONE, id_str(&p->id), at,
		0 };
	enum err rc;

	rc = q_callback_put(d->c->db, id, FIRST_NUMBER + i, w.id, STR_NONE,
	    phone, str_of(reason), due, 0,
	    str_of(b == NULL ? "America/Santiago" : b->zone), team,
	    str_of(b == NULL ? "" : b->code), p->id, p->id, ID_NONE, ID_NONE,
	    ID_NONE, STR_NONE, at, NULL);
	demo_count(d, id_str(&id), str_of(reason));
	return rc == OK ? q_load_stay_add_batch(d->c->db, &d->batch, &stay, 1)
			: rc;
}

static enum err
add_calls(struct demo *d)
{
	enum err rc = OK;
	int64_t i = 0;

	for (size_t k = 0; k < countof(desks); k++) {
		const struct person *p = demo_desk_of(d, desks[k].login);

		for (int j = 0; j < CALLS && rc == OK; j++, i++)
			rc = promise_call(d, p, desks[k].reasons[j], i);
	}
	if (rc != OK)
		return rc;
	return q_demo_counter_set(d->c->db, STR("callback"), FIRST_NUMBER + i,
	    NULL);
}

/* ---- notices ------------------------------------------------------------- */

static enum err
add_notices(struct demo *d)
{
	enum err rc = OK;

	for (size_t i = 0; i < countof(notices) && rc == OK; i++) {
		const struct person *from = demo_desk_of(d, notices[i].from);
		const struct person *to = demo_desk_of(d, notices[i].to);
		msec at = d->now - MINUTES(notices[i].minutes);
		struct id id = demo_id(d, DICE_DESK, 2000 + (int64_t)i, at);

		rc = q_notice_put(d->c->db, id, STR("people"),
		    notices[i].severity, str_of(notices[i].text),
		    str_of(notices[i].team), str_of(notices[i].branch),
		    to == NULL ? ID_NONE : to->id, STR_NONE, ID_NONE, STR_NONE,
		    from->id, at, d->now + DAYS(7), STR_NONE, NULL);
		demo_count(d, id_str(&id), str_of(notices[i].text));
	}
	return rc;
}

static enum err
desk_rows(struct demo *d)
{
	enum err rc = add_calls(d);

	return rc == OK ? add_notices(d) : rc;
}

enum err
demo_desks(struct demo *d)
{
	return demo_tx(d, desk_rows);
}
