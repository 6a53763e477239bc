/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_promise.c - the demo's promises: two calendars, four policies, and the
 * clocks of every ticket, out of what happened to it.
 */
#include "base/secret.h"
#include "core/demo_kit.h"
#include "core/rebuild.h"

enum { STEP = 200, PAST_DAYS = 400 }; /* all that ever was */

#define SLOTS(branch)                                                          \
	"[slots " branch "]\n"                                                 \
	"calendar = oficina\n"                                                 \
	"taller = 3\n"                                                         \
	"visita = 2\n"                                                         \
	"prueba = 1\n"

static const struct text {
	const char *kind, *name, *text;
} texts[] = {
	{ "calendar", "oficina",
	    "[calendar oficina]\n"
	    "zone = America/Santiago\n"
	    "mon-fri = 09:00-19:00\n"
	    "sat = 10:00-14:00\n" },
	{ "calendar", "corrido",
	    "[calendar corrido]\n"
	    "zone = America/Santiago\n"
	    "mon-sun = 00:00-24:00\n" },
	{ "policy", "urgente",
	    "[policy urgente]\n"
	    "rank = 10\n"
	    "priority = 1\n"
	    "calendar = corrido\n"
	    "first_response = 1h\n"
	    "next_response = 2h\n"
	    "resolution = 24h\n" },
	{ "policy", "reclamo",
	    "[policy reclamo]\n"
	    "rank = 20\n"
	    "typification = reclamo\n"
	    "calendar = oficina\n"
	    "first_response = 4h\n"
	    "next_response = 4h\n"
	    "periodic_update = 2bd same_time\n"
	    "resolution = 5bd end_of_day\n"
	    "statutory = 10bd end_of_day\n"
	    "calendar.statutory = corrido\n" },
	{ "policy", "general",
	    "[policy general]\n"
	    "rank = 100\n"
	    "calendar = oficina\n"
	    "first_response = 8h\n"
	    "next_response = 8h\n"
	    "resolution = 10bd end_of_day\n" },
	{ "policy", "taller",
	    "[policy taller]\n"
	    "team = servicio\n"
	    "calendar = oficina\n"
	    "leg_accept = 2h\n"
	    "leg_complete = 2bd same_time\n" },
	{ "template", "saludo",
	    "[template saludo]\n"
	    "title.es = Saludo\n"
	    "title.en = Greeting\n"
	    "code = sal\n"
	    "text.es = Estimado/a {{customer.first|cliente}}:\n"
	    "text.en = Dear {{customer.first|customer}},\n" },
	{ "template", "firma",
	    "[template firma]\n"
	    "title.es = Firma\n"
	    "title.en = Signature\n"
	    "code = fir\n"
	    "text.es = Atentamente,\n"
	    "text.es = {{agent.name}}, Centro Demo\n"
	    "text.en = Kind regards,\n"
	    "text.en = {{agent.name}}, Centro Demo\n" },
	{ "template", "disculpa-demora",
	    "[template disculpa-demora]\n"
	    "title.es = Disculpa por la demora\n"
	    "title.en = Sorry for the delay\n"
	    "code = dem\n"
	    "text.es = {{>saludo}}\n"
	    "text.es = .\n"
	    "text.es = Lamentamos la demora en su caso {{ticket.number}}. "
	    "Tendrá una respuesta el {{?dia:¿Qué día?}}.\n"
	    "text.es = .\n"
	    "text.es = {{>firma}}\n"
	    "text.en = {{>saludo}}\n"
	    "text.en = .\n"
	    "text.en = We are sorry for the delay in {{ticket.number}}. You "
	    "will hear from us on {{?dia:Which day?}}.\n"
	    "text.en = .\n"
	    "text.en = {{>firma}}\n" },
	{ "template", "recibido",
	    "[template recibido]\n"
	    "title.es = Recibimos su caso\n"
	    "title.en = We have your case\n"
	    "code = rec\n"
	    "text.es = {{>saludo}}\n"
	    "text.es = .\n"
	    "text.es = Recibimos su caso {{ticket.number}} "
	    "({{ticket.subject}}) el {{ticket.opened}}. Le responderemos a más "
	    "tardar el {{ticket.due|plazo informado}}.\n"
	    "text.es = .\n"
	    "text.es = {{>firma}}\n"
	    "text.en = {{>saludo}}\n"
	    "text.en = .\n"
	    "text.en = We have your case {{ticket.number}} "
	    "({{ticket.subject}}) since {{ticket.opened}}. You will have an "
	    "answer by {{ticket.due|the date we told you}}.\n"
	    "text.en = .\n"
	    "text.en = {{>firma}}\n" },
	{ "template", "repuesto",
	    "[template repuesto]\n"
	    "title.es = El repuesto llegó\n"
	    "title.en = The part has arrived\n"
	    "code = rep\n"
	    "team = repuestos, servicio\n"
	    "text.es = Llegó el repuesto del caso {{ticket.number}}. ¿Cuándo "
	    "puede traer el vehículo {{field.plate|}}?\n"
	    "text.en = The part for {{ticket.number}} has arrived. When could "
	    "you bring the vehicle {{field.plate|}}?\n" },
	/* What branches give; only some keep slots. */
	{ "service", "taller",
	    "[service taller]\n"
	    "name.es = Hora en el taller\n"
	    "name.en = Workshop\n"
	    "length = 60m\n"
	    "remind = 4h\n"
	    "letter = 1d\n" },
	{ "service", "visita",
	    "[service visita]\n"
	    "name.es = Atención en la sucursal\n"
	    "name.en = Visit to the branch\n"
	    "length = 30m\n"
	    "remind = 4h\n"
	    "letter = 1d\n" },
	{ "service", "prueba",
	    "[service prueba]\n"
	    "name.es = Prueba de manejo\n"
	    "name.en = Test drive\n"
	    "length = 60m\n"
	    "remind = 4h\n"
	    "letter = 1d\n" },
	{ "slots", "maipu", SLOTS("maipu") },
	{ "slots", "concepcion", SLOTS("concepcion") },
	{ "slots", "temuco", SLOTS("temuco") },
	{ "slots", "antofagasta", SLOTS("antofagasta") },
	{ "approval", "refund",
	    "[approval refund]\n"
	    "name.es = Devolución de dinero\n"
	    "name.en = Refund\n"
	    "currency = CLP\n"
	    "expires = 5d\n"
	    "up-to 50000 = none\n"
	    "up-to 400000 = 1 of supervisor, administrator\n"
	    "above = 2 of supervisor, administrator\n" },
	{ "approval", "redress",
	    "[approval redress]\n"
	    "name.es = Compensación de un reclamo\n"
	    "name.en = Redress of a complaint\n"
	    "currency = CLP\n"
	    "expires = 5d\n"
	    "up-to 50000 = none\n"
	    "above = 1 of supervisor, administrator\n" },
};

static enum err
write_texts(struct demo *d)
{
	char hash[SHA256_HEX];
	struct sha256 h;
	enum err rc = OK;

	for (size_t i = 0; i < countof(texts) && rc == OK; i++) {
		struct str text = str_of(texts[i].text);
		msec at = DAYS(d->clients.first) + (msec)i;

		sha256_start(&h);
		sha256_add(&h, text.s, text.len);
		sha256_end(&h, hash);
		rc = q_setup_add(d->c->db, demo_id(d, DICE_DAY, (int64_t)i, at),
		    str_of(texts[i].kind), str_of(texts[i].name), text,
		    str_of(hash), 0, ID_NONE, NULL);
		demo_count(d, str_of(texts[i].name), text);
	}
	return rc;
}

/* The levels that were reached before the demo begins count as told. */
static enum err
tell_levels(struct demo *d, struct clock_set *s, struct id ticket)
{
	struct core *c = d->c;
	msec reached;
	enum err rc = OK;

	for (size_t i = 0; i < s->rows.n && rc == OK; i++) {
		struct clock_row *r = &s->rows.v[i];
		const struct policy *p = policy_find(s->policies, r->policy);
		int64_t level;

		for (reached = 0; rc == OK && r->next_level_at != 0 &&
		     r->next_level_at <= d->now;) {
			r->level = r->next_level;
			reached = r->next_level_at;
			rc = clock_next(s, r);
		}
		if (rc != OK || reached == 0)
			continue;
		level = r->level < p->nlevels ? r->level : p->nlevels;
		rc = core_db(c,
		    q_escalation_add(c->db, id_make(reached), ticket,
			str_of(promise_kind_name(r->kind)), r->round, r->cycle,
			level, r->level - level, p->levels[level - 1].share,
			STR_NONE, reached, reached, STR_NONE, STR_NONE, NULL));
	}
	return rc;
}

static enum err
seed(struct demo *d, struct policies *p, struct id ticket)
{
	struct core *c = d->c;
	const struct policy *found;
	struct row_promise_case t;
	struct policy_case k;
	struct clock_set s;
	enum err rc;

	rc = core_db(c, q_promise_case(c->db, &c->scratch, ticket, &t));
	if (rc != OK || (rc = promise_case(c, p, &t, &k)) != OK)
		return rc;
	if ((found = policy_match(p, &k, t.created_at)) == NULL)
		return OK;
	t.policy = found->ref;
	if ((rc = promise_again(c, p, ticket, &t, &s)) != OK ||
	    (rc = tell_levels(d, &s, ticket)) != OK)
		return rc;
	for (size_t i = 0; i < s.rows.n; i++)
		s.rows.v[i].dirty = true;
	return clocks_save(c, ticket, t.created_at, &s);
}

static enum err
clocks(struct demo *d)
{
	struct rows_demo_owed_page page;
	struct policies *p;
	enum err rc;

	if ((rc = policies_now(d->c, &p)) != OK)
		return rc;
	rc = core_db(d->c,
	    q_demo_owed_page(d->c->db, &d->batch,
		demo_midnight(d->today - PAST_DAYS), d->last_open, STEP,
		&page));
	for (size_t i = 0; i < page.n && rc == OK; i++) {
		rc = seed(d, p, page.v[i].id);
		arena_reset(&d->c->scratch);
	}
	d->next_open = page.n == STEP ? page.v[page.n - 1].id : ID_NONE;
	return rc;
}

enum err
demo_rules(struct demo *d)
{
	return demo_tx(d, write_texts);
}

enum err
demo_promise(struct demo *d)
{
	enum err rc = OK;

	d->last_open = ID_NONE;
	do {
		if (rc == OK)
			rc = demo_tx(d, clocks);
		d->last_open = d->next_open;
	} while (rc == OK && !id_none(d->last_open));
	return rc;
}
