/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * refer.c - names that people give to things.
 */
#include "cmd/refer.h"

#include "core/agent.h"
#include "core/appointment.h"
#include "core/callback.h"
#include "core/interaction.h"
#include "core/search.h"
#include "core/ticket.h"

/* Only a RUT: a name that fits one customer today may fit two tomorrow, and a
 * script would then write to neither or to the wrong one. */
static enum err
by_rut(struct cmd_ctx *cx, struct str text, struct id *id)
{
	struct customer_hits hits;
	enum err rc = customer_find(cx->core, cx->arena, text, 2, &hits);

	if (rc != OK)
		return rc;
	if (hits.n != 1 || !str_is(hits.v[0].why, "rut"))
		return fail(&cx->core->fault, ERR_NOT_FOUND,
		    _("'%s' is not a customer's id or RUT; 'customer find' "
		      "shows ids"),
		    text.s);
	*id = hits.v[0].id;
	return OK;
}

enum err
refer_customer(struct cmd_ctx *cx, const struct args *a, const char *name,
    struct id *id)
{
	*id = ID_NONE;
	if (arg_str(a, name).len == 0 || id_parse(arg_str(a, name), id))
		return OK;
	return by_rut(cx, arg_str(a, name), id);
}

enum err
refer_ticket(struct cmd_ctx *cx, const struct args *a, const char *name,
    struct id *id)
{
	*id = ID_NONE;
	if (arg_str(a, name).len == 0)
		return OK;
	if (core_applied(cx->core, "ticket", id))
		return OK;
	return ticket_id(cx->core, arg_str(a, name), id);
}

enum err
refer_interaction(struct cmd_ctx *cx, const struct args *a, const char *name,
    struct id *id)
{
	*id = ID_NONE;
	if (arg_str(a, name).len == 0)
		return OK;
	if (core_applied(cx->core, "interaction", id))
		return OK;
	return interaction_id(cx->core, arg_str(a, name), id);
}

enum err
refer_callback(struct cmd_ctx *cx, const struct args *a, const char *name,
    struct id *id)
{
	*id = ID_NONE;
	if (arg_str(a, name).len == 0)
		return OK;
	if (core_applied(cx->core, "callback", id))
		return OK;
	return callback_id(cx->core, arg_str(a, name), id);
}

enum err
refer_appointment(struct cmd_ctx *cx, const struct args *a, const char *name,
    struct id *id)
{
	*id = ID_NONE;
	if (arg_str(a, name).len == 0)
		return OK;
	if (core_applied(cx->core, "appointment", id))
		return OK;
	return appointment_id(cx->core, arg_str(a, name), id);
}

enum err
refer_agent(struct cmd_ctx *cx, const struct args *a, const char *name,
    struct id *id)
{
	struct row_agent_list row;
	enum err rc;

	*id = ID_NONE;
	if (arg_str(a, name).len == 0)
		return OK;
	if (str_is(arg_str(a, name), "me")) {
		*id = cx->core->me.id;
		return OK;
	}
	rc = agent_get(cx->core, cx->arena, arg_str(a, name), &row);
	if (rc == OK)
		*id = row.id;
	return rc;
}

const struct pair *
refer_pairs(struct cmd_ctx *cx, const struct args *a, const char *name,
    size_t *n)
{
	const struct arg *v = arg_get(a, name);
	struct pair *pairs = NEWN(cx->arena, struct pair, v->all.n);

	for (size_t i = 0; i < v->all.n; i++) {
		struct str one = v->all.v[i];
		size_t at = strcspn(one.s, "=");

		pairs[i].name = str_copyn(cx->arena, one.s, at);
		pairs[i].value = str_of(one.s + at + 1);
	}
	*n = v->all.n;
	return pairs;
}
