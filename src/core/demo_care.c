/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_care.c - what the demo knows of its customers beside the name: what
 * they allow, what to mind, what to offer, who lives with whom.
 */
#include "core/demo_kit.h"
#include "queries.h"

enum { STEP = 2000, EACH = 16 /* ids for each customer */ };

struct rows {
	VEC(struct par_consent_add) consents;
	VEC(struct par_alert_add) alerts;
	VEC(struct par_offer_add) offers;
	VEC(struct par_household_add) households;
	VEC(struct par_household_put) members;
};

struct maker {
	struct demo *d;
	struct arena *a;
	struct rows *rows;
	struct client w;
	struct dice dice;
	int n; /* ids made for this customer */
};

static struct id
next_id(struct maker *m, msec at)
{
	return demo_id(m->d, DICE_CARE, m->w.i * EACH + m->n++, at);
}

/* Some days ago, not before they were a customer. */
static msec
lately(struct maker *m, int64_t days)
{
	msec at = m->d->now - DAYS(1 + dice_below(&m->dice, days));

	return at > m->w.created_at ? at : m->w.created_at;
}

/* ---- what they allow ---------------------------------------------------- */

static void
consent(struct maker *m, const char *channel, const char *purpose, bool yes)
{
	struct par_consent_add *p = vec_push(m->a, &m->rows->consents);

	p->since_at = m->w.created_at;
	p->id = next_id(m, p->since_at);
	p->customer = m->w.id;
	p->channel = str_of(channel);
	p->purpose = str_of(purpose);
	p->allowed = yes;
	p->source = m->w.bought ? STR("contrato") : STR("llamada");
	p->proof = m->w.bought
	    ? str_printf(m->a, "contrato %lld", (long long)(40000 + m->w.i))
	    : STR("grabación");
	demo_count(m->d, id_str(&p->id), p->channel);
}

/* Most signed for service when they bought; half were asked about offers. */
static void
add_consents(struct maker *m)
{
	if (dice_chance(&m->dice, 85))
		consent(m, "phone", "service", true);
	if (dice_chance(&m->dice, 40))
		consent(m, "email", "service", dice_chance(&m->dice, 90));
	if (dice_chance(&m->dice, 65))
		consent(m, "phone", "sales", dice_chance(&m->dice, 70));
	if (dice_chance(&m->dice, 25))
		consent(m, "whatsapp", "sales", dice_chance(&m->dice, 50));
	if (dice_chance(&m->dice, 10))
		consent(m, "sms", "sales", false);
}

/* ---- what to mind ------------------------------------------------------- */

static const struct {
	const char *kind, *text;
	int severity, class, days; /* that it lasts yet; 0: no end */
	bool must_ack;
} alerts[] = {
	{ "vip", "Cliente preferente: avise al jefe de sucursal", 1, 0, 0,
	    false },
	{ "product", "Llamada a revisión pendiente: frenos", 2, 0, 90, false },
	{ "product", "Llamada a revisión pendiente: bolsa de aire", 3, 0, 90,
	    true },
	{ "legal", "Reclamo ante SERNAC en curso: no prometa plazos", 3, 0, 45,
	    true },
	{ "fraud", "Otra persona pidió sus datos: verifique antes de informar",
	    3, 0, 60, true },
	{ "no-contact", "Pidió que no lo llamen", 2, 0, 0, false },
	{ "bereaved", "Está de duelo: trato breve, sin ventas", 2, 1, 30,
	    false },
	{ "other", "Deuda en cobranza judicial", 2, 2, 120, false },
};

static void
add_alert(struct maker *m)
{
	static const int weights[] = { 30, 22, 8, 8, 6, 8, 8, 10 };
	size_t k = dice_weight(&m->dice, weights, countof(weights));
	struct par_alert_add *p = vec_push(m->a, &m->rows->alerts);

	p->from_at = lately(m, 120);
	p->id = next_id(m, p->from_at);
	p->customer = m->w.id;
	p->kind = str_of(alerts[k].kind);
	p->text = str_of(alerts[k].text);
	p->severity = alerts[k].severity;
	p->class = alerts[k].class;
	p->must_ack = alerts[k].must_ack;
	if (alerts[k].days > 0)
		p->until_at = m->d->now + DAYS(alerts[k].days);
	demo_count(m->d, id_str(&p->id), p->kind);
}

/* ---- what to offer ------------------------------------------------------ */

static const struct {
	const char *code, *title, *why;
	int64_t amount; /* pesos; 0: by quote */
} goods[] = {
	{ "mantencion-2", "Mantención prepagada 2 años",
	    "tiene su vehículo hace menos de 3 años", 329900 },
	{ "garantia-12", "Extensión de garantía, 12 meses",
	    "su garantía vence este año", 189900 },
	{ "neumaticos", "Cuatro neumáticos con instalación",
	    "no los cambia hace dos años", 219960 },
	{ "bateria", "Batería con instalación a domicilio",
	    "compró la anterior hace tres años", 84990 },
	{ "retoma", "Retoma de su vehículo por uno nuevo",
	    "su vehículo tiene más de 5 años", 0 },
	{ "seguro", "Seguro automotriz, dos meses sin costo",
	    "no tiene seguro con nosotros", 31900 },
};

static void
add_offer(struct maker *m, size_t k)
{
	static const char *const outcomes[] = { "", "later", "rejected",
		"accepted" };
	static const int weights[] = { 70, 10, 14, 6 };
	struct par_offer_add *p = vec_push(m->a, &m->rows->offers);
	size_t end = dice_weight(&m->dice, weights, countof(weights));

	p->from_at = lately(m, 60);
	p->id = next_id(m, p->from_at);
	p->customer = m->w.id;
	p->code = str_of(goods[k].code);
	p->title = str_of(goods[k].title);
	p->why = str_of(goods[k].why);
	p->amount = goods[k].amount;
	p->currency = STR("CLP");
	p->until_at = m->d->now + DAYS(10 + dice_below(&m->dice, 80));
	p->outcome = str_of(outcomes[end]);
	if (end > 0)
		p->answered_at = p->from_at + HOURS(1);
	if (end == 1)
		p->again_at = m->d->now + DAYS(5 + dice_below(&m->dice, 40));
	demo_count(m->d, id_str(&p->id), p->code);
}

/* ---- who lives with whom ------------------------------------------------ */

static void
add_member(struct maker *m, struct id household, struct id customer,
    const char *relation)
{
	struct par_household_put *p = vec_push(m->a, &m->rows->members);

	p->customer = customer;
	p->household = household;
	p->relation = str_of(relation);
	p->reason = STR("surname,address,phone");
	p->at = m->w.created_at;
	demo_count(m->d, id_str(&customer), p->relation);
}

/* What the second is to the first, by their ages. */
static const char *
relation(const struct client *first, const struct client *second)
{
	static const char *const words[3][2] = { { "madre", "padre" },
		{ "hermana", "hermano" }, { "hija", "hijo" } };
	int64_t years = (second->born - first->born) / 365;

	return words[years < -17 ? 0 : years > 17 ? 2 : 1][second->man];
}

/* Every second pair was confirmed by a person; the rule suggests the others. */
static void
add_household(struct maker *m)
{
	int64_t head = demo_home(m->d, m->w.i);
	struct par_household_add *p;
	struct client first;

	if (head == m->w.i || head / 20 % 2 != 0)
		return;
	first = demo_client(m->d, head);
	p = vec_push(m->a, &m->rows->households);
	p->at = m->w.created_at;
	p->id = next_id(m, p->at);
	p->name = demo_surname(m->d, &first);
	add_member(m, p->id, first.id, "");
	add_member(m, p->id, m->w.id, relation(&first, &m->w));
}

/* ---- the transactions --------------------------------------------------- */

static void
make(struct demo *d, struct rows *rows, int64_t i)
{
	struct maker m = { .d = d, .a = &d->batch, .rows = rows };
	size_t k;

	m.w = demo_client(d, i);
	m.dice = dice_of(d, DICE_CARE, i);
	add_consents(&m);
	if (dice_chance(&m.dice, 7))
		add_alert(&m);
	if (dice_chance(&m.dice, 30)) {
		k = (size_t)dice_below(&m.dice, countof(goods));
		add_offer(&m, k);
		if (dice_chance(&m.dice, 20))
			add_offer(&m, (k + 1) % countof(goods));
	}
	add_household(&m);
}

static enum err
care(struct demo *d)
{
	struct db *db = d->c->db;
	struct arena *a = &d->batch;
	struct rows r = { 0 };
	enum err rc;

	for (int64_t i = d->from; i < d->to; i++)
		make(d, &r, i);
	rc = q_consent_add_batch(db, a, r.consents.v, r.consents.n);
	if (rc == OK && r.alerts.n > 0)
		rc = q_alert_add_batch(db, a, r.alerts.v, r.alerts.n);
	if (rc == OK && r.offers.n > 0)
		rc = q_offer_add_batch(db, a, r.offers.v, r.offers.n);
	if (rc == OK && r.households.n > 0)
		rc = q_household_add_batch(db, a, r.households.v,
		    r.households.n);
	if (rc == OK && r.members.n > 0)
		rc = q_household_put_batch(db, a, r.members.v, r.members.n);
	return rc;
}

enum err
demo_care(struct demo *d)
{
	return demo_each(d, _("consents"), d->size->customers, STEP, care);
}
