/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * consent.c - the verbs about what a customer allows.
 */
#include "core/consent.h"

#include "cmd/refer.h"

#define CHANNELS "choice(phone|whatsapp|sms|email|letter)"
#define PURPOSES "choice(service|sales)"

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_consent_list rows;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	rc = consent_list(cx->core, cx->arena, id, arg_bool(a, "past"), &rows);
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", CONSENT_LIST, rows);
	return rc;
}

static enum err
set(struct cmd_ctx *cx, const struct args *a)
{
	struct consent_new new = {
		.channel = arg_str(a, "channel"),
		.purpose = arg_str(a, "purpose"),
		.allowed = arg_bool(a, "allowed"),
		.source = arg_str(a, "source"),
		.proof = arg_str(a, "proof"),
	};
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	return consent_set(cx->core, id, &new);
}

static enum err
ask(struct cmd_ctx *cx, const struct args *a)
{
	struct consent_answer answer;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	rc = consent_may(cx->core, cx->arena, id, arg_str(a, "channel"),
	    arg_str(a, "purpose"), &answer);
	if (rc != OK)
		return rc;
	reply_bool(cx->reply, "may", answer.may);
	reply_text(cx->reply, "why", answer.why);
	reply_text(cx->reply, "text", answer.text);
	return OK;
}

const struct cmd_def cmd_consent[] = {
	{ .name = "consent list",
	    .title = N_("Consent"),
	    .run = list,
	    .columns = "channel purpose allowed since_at source proof until_at",
	    .may = MAY_CUSTOMER_READ,
	    .args = "<customer:customer> past:bool?",
	    .help = N_("List what a customer allows, by channel and purpose"),
	    .more = N_("past=yes lists also what they allowed before.") },
	{ .name = "consent set",
	    .run = set,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args =
		"<customer:customer> <channel:" CHANNELS "> <purpose:" PURPOSES
		"> <allowed:bool> source:line proof:line?",
	    .help = N_("Write down what a customer allows, and what proves it"),
	    .more = N_("cabina consent set 12.345.678-5 phone sales no "
		       "source=call proof=I-1042") },
	{ .name = "consent ask",
	    .title = N_("May they be contacted?"),
	    .run = ask,
	    .may = MAY_CUSTOMER_READ,
	    .args = "<customer:customer> <channel:" CHANNELS
		    "> <purpose:" PURPOSES ">",
	    .help = N_("May a customer be contacted this way for this now?") },
	{ 0 },
};
