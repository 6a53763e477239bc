/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * appointment.c - the verbs about appointments in a branch.
 */
#include "core/appointment.h"

#include "cmd/answer.h"
#include "cmd/refer.h"
#include "core/when.h"

static enum err
answer(struct cmd_ctx *cx, struct id id)
{
	struct row_appointment_rows row;
	enum err rc = appointment_get(cx->core, cx->arena, id, &row);

	if (rc != OK)
		return answer_unseen(cx, id, rc);
	ANSWER(cx->reply, APPOINTMENT_ROWS, &row);
	return OK;
}

static enum err
book(struct cmd_ctx *cx, const struct args *a)
{
	struct appointment_new new = {
		.who = arg_str(a, "who"),
		.phone = arg_str(a, "phone"),
		.branch = arg_str(a, "branch"),
		.service = arg_str(a, "service"),
		.when = arg_str(a, "when"),
		.hour = arg_str(a, "hour"),
		.vehicle = arg_str(a, "vehicle"),
		.note = arg_str(a, "note"),
		.override = arg_str(a, "override"),
	};
	int64_t number;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &new.customer)) != OK ||
	    (rc = refer_interaction(cx, a, "contact", &new.interaction)) !=
		OK ||
	    (rc = refer_ticket(cx, a, "ticket", &new.ticket)) != OK)
		return rc;
	rc = appointment_book(cx->core, &new, &id, &number);
	return rc == OK ? answer(cx, id) : rc;
}

/* The days of `day` on a clock; without one nothing is set. */
static enum err
read_day(struct cmd_ctx *cx, const struct args *a, const struct zone *z,
    msec *from, msec *to)
{
	struct str day = arg_str(a, "day");
	msec now = clock_now(cx->core->clock), at;
	int64_t n;
	enum err rc;

	if (day.len == 0)
		return OK;
	rc = str_is(day, "today") || str_is(day, "hoy")
	    ? (at = now, OK)
	    : when_parse(day, z, now, &at, &cx->core->fault);
	if (rc != OK)
		return rc;
	n = zone_time(z, at).day;
	*from = when_at(z, n, 0, 0);
	*to = when_at(z, n + 1, 0, 0);
	return OK;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct appointment_filter f = {
		.branch = arg_str(a, "branch"),
		.state = arg_str(a, "state"),
		.limit = arg_int(a, "limit", 0),
	};
	const struct zone *z = zone_get(cx->core->me.zone);
	struct rows_appointment_rows rows;
	struct slot_rule r;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &f.customer)) != OK)
		return rc;
	if (f.branch.len > 0) {
		rc = slot_branch(cx->core, cx->arena, f.branch, &r);
		if (rc != OK)
			return rc;
		f.branch = r.branch;
		z = r.zone;
	}
	if (str_is(f.state, "all"))
		f.from = 1;
	if ((rc = read_day(cx, a, z, &f.from, &f.to)) != OK)
		return rc;
	rc = appointment_list(cx->core, cx->arena, &f, &rows);
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", APPOINTMENT_ROWS, rows);
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_appointment(cx, a, "appointment", &id);

	return rc == OK ? answer(cx, id) : rc;
}

static enum err
end(struct cmd_ctx *cx, const struct args *a, enum appointment_end how,
    const char *result)
{
	struct id id;
	enum err rc = refer_appointment(cx, a, "appointment", &id);

	if (rc == OK)
		rc = appointment_end(cx->core, id, how, arg_str(a, result));
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
confirm(struct cmd_ctx *cx, const struct args *a)
{
	return end(cx, a, APPOINTMENT_CONFIRM, "result");
}

static enum err
kept(struct cmd_ctx *cx, const struct args *a)
{
	return end(cx, a, APPOINTMENT_KEPT, "result");
}

static enum err
missed(struct cmd_ctx *cx, const struct args *a)
{
	return end(cx, a, APPOINTMENT_MISSED, "result");
}

static enum err
cancel(struct cmd_ctx *cx, const struct args *a)
{
	return end(cx, a, APPOINTMENT_CANCEL, "reason");
}

static enum err
move(struct cmd_ctx *cx, const struct args *a)
{
	struct appointment_move to = {
		.branch = arg_str(a, "branch"),
		.when = arg_str(a, "when"),
		.hour = arg_str(a, "hour"),
		.override = arg_str(a, "override"),
	};
	int64_t number;
	struct id id, old;
	enum err rc = refer_appointment(cx, a, "appointment", &old);

	if (rc == OK)
		rc = appointment_move(cx->core, old, &to, &id, &number);
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
slots(struct cmd_ctx *cx, const struct args *a)
{
	struct slot_list all = { 0 };
	struct slot_rule r;
	struct core *c = cx->core;
	msec from = clock_now(c->clock), to = from + DAYS(7);
	enum err rc;

	if ((rc = slot_rule(c, cx->arena, arg_str(a, "branch"),
		 arg_str(a, "service"), &r)) != OK ||
	    (rc = read_day(cx, a, r.zone, &from, &to)) != OK)
		return rc;
	if (!r.kept)
		return fail(&c->fault, ERR_INVALID,
		    _("%s has no slots: any time can be booked; [slots %s] in "
		      "the setup makes them"),
		    r.branch_name.s, r.branch.s);
	if ((rc = slot_list(c, cx->arena, &r, from, to, &all)) != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < all.n; i++) {
		struct slot *s = &all.v[i];

		reply_line(cx->reply);
		reply_at(cx->reply, "start_at", s->from);
		reply_at(cx->reply, "end_at", s->to);
		reply_int(cx->reply, "taken", s->taken);
		reply_int(cx->reply, "free",
		    s->taken < s->room ? s->room - s->taken : 0);
	}
	return OK;
}

#define SHOWN                                                                  \
	"number start_at branch_name service_code customer_name who vehicle "  \
	"state"

const struct cmd_def cmd_appointment[] = {
	{ .name = "appointment book",
	    .run = book,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<customer:customer>? branch:line service:line when:line "
		    "hour:line? vehicle:line? note:text? who:line? phone:line? "
		    "contact:interaction? ticket:ticket? override:line?",
	    .help = N_("Book a place in a branch at a time"),
	    .more = N_("branch= takes its code, name or city. hour= takes "
		       "10:30, or first, morning, afternoon: the first time "
		       "that is free on that day. override=REASON books it "
		       "against hours or room.") },
	{ .name = "appointment list",
	    .title = N_("Appointments"),
	    .run = list,
	    .columns = SHOWN,
	    .may = MAY_INTERACTION_READ,
	    .args = "branch:line? day:line? customer:customer? state:line? "
		    "limit:int?",
	    .help = N_("List appointments, the next first"),
	    .more = N_("day= takes today, tomorrow, monday or a date. "
		       "state=all shows the past too.") },
	{ .name = "appointment show",
	    .title = N_("Appointment"),
	    .run = show,
	    .may = MAY_INTERACTION_READ,
	    .args = "<appointment:appointment>",
	    .help = N_("Show an appointment") },
	{ .name = "appointment slots",
	    .title = N_("Free times"),
	    .run = slots,
	    .may = MAY_INTERACTION_READ,
	    .columns = "start_at end_at taken free",
	    .args = "<branch:line> <service:line> day:line?",
	    .help = N_("List the times that a branch gives, and what is free"),
	    .more = N_("Without day= those of the next seven days.") },
	{ .name = "appointment confirm",
	    .run = confirm,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<appointment:appointment> result:line?",
	    .help = N_("They said that they will come") },
	{ .name = "appointment kept",
	    .run = kept,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<appointment:appointment> result:line?",
	    .help = N_("They came") },
	{ .name = "appointment missed",
	    .run = missed,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<appointment:appointment> result:line?",
	    .help = N_("They did not come") },
	{ .name = "appointment move",
	    .run = move,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<appointment:appointment> when:line hour:line? "
		    "branch:line? override:line?",
	    .help = N_("Another time, or another branch") },
	{ .name = "appointment cancel",
	    .run = cancel,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<appointment:appointment> reason:line",
	    .help = N_("Nobody comes") },
	{ 0 },
};
