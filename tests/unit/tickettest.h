/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tickettest.h - tickets for the tests of tickets: one question of one
 * customer, and the changes that several tests make.
 */
#ifndef TICKETTEST_H
#define TICKETTEST_H

#include "coretest.h"

#include "core/customer.h"
#include "core/history.h"
#include "core/message.h"
#include "core/ticket.h"

static inline struct id
customer(struct world *w, const char *name)
{
	struct customer_new in = { .name = str_of(name),
		.branch = STR("norte") };
	struct id id;

	fine(w, customer_create(&w->c, &in, &id));
	return id;
}

static inline struct ticket_new
question(struct world *w)
{
	return (struct ticket_new){ .customer = customer(w, "María Muñoz"),
		.typification = STR("consulta-general"),
		.subject = STR("¿Cuánto cuesta?"),
		.body = STR("Pregunta el precio\ndel modelo rojo") };
}

static inline struct id
make(struct world *w, struct ticket_new in)
{
	struct id id = ID_NONE;
	int64_t number = 0;

	fine(w, ticket_create(&w->c, &in, &id, &number));
	assert_true(number > 0);
	return id;
}

static inline struct row_ticket_get
get(struct world *w, struct id id)
{
	struct row_ticket_get row;

	fine(w, ticket_get(&w->c, &w->c.arena, id, &row));
	return row;
}

static inline void
later(msec span)
{
	dbtest_clock.fixed += span;
}

/* ---- changes as prove_write() wants them -------------------------------- */

static inline enum err
run_create(struct world *w, struct id id)
{
	struct arena a = { 0 };
	struct ticket_new in = { .typification = STR("consulta-general"),
		.subject = STR("Asunto"),
		.body = STR("Texto") };
	int64_t number;
	enum err rc;

	in.customer = id_of(dbtest_ask(w->db, &a, "SELECT id FROM customer").s);
	rc = ticket_create(&w->c, &in, &id, &number);
	if (rc == OK) /* also when the op is repeated */
		assert_int_equal(number, 1001);
	arena_done(&a);
	return rc;
}

static inline enum err
run_note(struct world *w, struct id id)
{
	return ticket_note(&w->c, id, STR("Llamar mañana"));
}

static inline enum err
run_reply(struct world *w, struct id id)
{
	return ticket_reply(&w->c, id, STR("email"), STR("Cuesta poco"));
}

static inline enum err
run_assign(struct world *w, struct id id)
{
	struct ticket_assign to = { .team = STR("repuestos"),
		.owner = id_of(LUIS) };

	return ticket_assign(&w->c, id, &to, 0);
}

static inline enum err
run_edit(struct world *w, struct id id)
{
	struct ticket_edit e = { .subject = STR("Otro asunto"), .priority = 1 };

	return ticket_edit(&w->c, id, &e, 0);
}

static inline enum err
run_start(struct world *w, struct id id)
{
	return ticket_start(&w->c, id, 0);
}

static inline enum err
run_park(struct world *w, struct id id)
{
	return ticket_park(&w->c, id, STR("pending-customer"),
	    STR("faltan papeles"), 0, 0);
}

static inline enum err
run_resume(struct world *w, struct id id)
{
	return ticket_resume(&w->c, id, 0);
}

static inline enum err
run_resolve(struct world *w, struct id id)
{
	return ticket_resolve(&w->c, id, STR("Se le dijo el precio"), 0);
}

/* What is in the way is known before anything is written. */
static inline enum err
may_resolve(struct world *w, struct id id)
{
	struct row_ticket_get row = get(w, id);

	return ticket_may_resolve(&w->c, &row);
}

static inline enum err
run_close(struct world *w, struct id id)
{
	return ticket_close(&w->c, id, 0);
}

static inline enum err
run_reopen(struct world *w, struct id id)
{
	return ticket_reopen(&w->c, id, STR("volvió a llamar"), 0);
}

static inline enum err
run_cancel(struct world *w, struct id id)
{
	return ticket_cancel(&w->c, id, STR("repetido"), 0);
}

#endif
