/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * alert.c - the verbs about what to mind with a customer.
 */
#include "core/alert.h"

#include "cmd/refer.h"
#include "core/role.h"

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_alert_list rows;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	rc = alert_list(cx->core, cx->arena, id, arg_bool(a, "all"), &rows);
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", ALERT_LIST, rows);
	return rc;
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct alert_new new = {
		.kind = arg_str(a, "kind"),
		.text = arg_str(a, "text"),
		.severity = arg_int(a, "severity", 1),
		.class = arg_given(a, "class") ? class_find(arg_str(a, "class"))
					       : CLASS_OPEN,
		.must_ack = arg_bool(a, "ack"),
		.from_at = arg_int(a, "from", 0),
		.until_at = arg_int(a, "until", 0),
	};
	struct id id, alert;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	if ((rc = alert_add(cx->core, id, &new, &alert)) == OK)
		reply_id(cx->reply, "alert", alert);
	return rc;
}

static enum err
ack(struct cmd_ctx *cx, const struct args *a)
{
	return alert_ack(cx->core, arg_id(a, "alert"));
}

static enum err
end(struct cmd_ctx *cx, const struct args *a)
{
	return alert_end(cx->core, arg_id(a, "alert"));
}

const struct cmd_def cmd_alert[] = {
	{ .name = "alert list",
	    .title = N_("Alerts"),
	    .run = list,
	    .columns = "id severity kind text until_at acked_at",
	    .may = MAY_CUSTOMER_READ,
	    .args = "<customer:customer> all:bool?",
	    .help = N_("List what to mind with a customer, worst first"),
	    .more = N_("all=yes lists also alerts that ended or will begin.") },
	{ .name = "alert add",
	    .run = add,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<customer:customer> <text:line> "
		    "kind:choice(vip|legal|fraud|no-contact|bereaved|product|"
		    "other)? severity:int? class:choice(open|personal|"
		    "sensitive)? ack:bool? from:at? until:at?",
	    .help = N_("Add an alert to a customer"),
	    .more = N_("severity=3 is the worst; with ack=yes each person says "
		       "that they have seen it.") },
	{ .name = "alert ack",
	    .run = ack,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<alert:id>",
	    .help = N_("Say that you have seen an alert") },
	{ .name = "alert end",
	    .run = end,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<alert:id>",
	    .help = N_("End an alert") },
	{ 0 },
};
