/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep_date_letter.c - before an appointment its customer is written to, once,
 * in their language, by a way that they allow and by day. Who allows none is
 * to be called: whoever booked it is told.
 */
#include "base/json.h"
#include "core/appointment_own.h"
#include "core/consent.h"
#include "core/news.h"
#include "core/sweep_part.h"

enum { PAGE = 100 };
enum { SPANISH, ENGLISH, LANGUAGES };

static const char *const weekdays[LANGUAGES][7] = {
	{ "domingo", "lunes", "martes", "miércoles", "jueves", "viernes",
	    "sábado" },
	{ "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	    "Saturday" },
};
static const char *const subjects[LANGUAGES] = {
	"Su hora del %s a las %02d:%02d",
	"Your appointment on %s at %02d:%02d",
};
/* Its number, the service, the branch, the day, hour and minute. */
static const char *const bodies[LANGUAGES] = {
	"Le recordamos su hora A-%lld: %s, en %s, el %s a las %02d:%02d. Si no "
	"puede venir, avísenos y le buscamos otra.",
	"We look forward to seeing you. Your appointment A-%lld: %s, at %s, on "
	"%s at %02d:%02d. If you cannot come, tell us and we will find another "
	"time.",
};

/* One letter: to whom, by what way, in what words. */
struct posting {
	struct sweep *s;
	struct row_appointment_take was;
	const char *channel; /* NULL: no way is allowed */
	struct str to, lang, subject, body, branch, service;
};

/* ---- by what way --------------------------------------------------------- */

static enum err
try_way(struct core *c, struct posting *p, const char *channel,
    const char *kind, const char *other)
{
	struct row_appointment_address at;
	struct consent_answer answer;
	enum err rc;

	rc = q_appointment_address(c->db, &c->scratch, p->was.customer,
	    str_of(kind), str_of(other), &at);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc != OK)
		return core_db(c, rc);
	if ((rc = consent_may(c, &c->scratch, p->was.customer, str_of(channel),
		 STR("service"), &answer)) != OK)
		return rc;
	p->lang = at.lang;
	if (answer.may) {
		p->channel = channel;
		p->to = at.value;
	}
	return OK;
}

static enum err
find_way(struct core *c, struct posting *p)
{
	enum err rc = try_way(c, p, "email", "email", "email");

	if (rc == OK && p->channel == NULL)
		rc = try_way(c, p, "whatsapp", "whatsapp", "phone");
	return rc;
}

/* ---- in what words ------------------------------------------------------- */

static enum err
write_words(struct core *c, struct posting *p)
{
	int lang = str_starts(p->lang, STR("en")) ? ENGLISH : SPANISH;
	struct zone_time t = zone_time(zone_get(p->was.zone), p->was.start_at);
	struct services all = { 0 };
	struct slot_rule r;
	struct str day;
	enum err rc;

	if ((rc = services_load(c, &c->scratch, &all)) != OK ||
	    (rc = slot_branch(c, &c->scratch, p->was.branch, &r)) != OK)
		return rc;
	day = lang == ENGLISH
	    ? str_printf(&c->scratch, "%s %04d-%02d-%02d",
		  weekdays[lang][t.wday], t.year, t.month, t.mday)
	    : str_printf(&c->scratch, "%s %02d-%02d-%04d",
		  weekdays[lang][t.wday], t.mday, t.month, t.year);
	p->branch = r.branch_name;
	p->service = service_name(&all, p->was.service,
	    lang == ENGLISH ? STR("en") : STR("es"));
	p->subject =
	    str_printf(&c->scratch, subjects[lang], day.s, t.hour, t.minute);
	p->body =
	    str_printf(&c->scratch, bodies[lang], (long long)p->was.number,
		p->service.s, p->branch.s, day.s, t.hour, t.minute);
	return OK;
}

static enum err
leave(struct posting *p, msec now)
{
	struct json *o = json_object_new();
	struct core *c = p->s->c;
	struct buf b = { 0 };
	enum err rc;

	json_set_str(o, "id", id_str(&p->was.id));
	json_set_str(o, "to", p->to);
	json_set_str(o, "channel", str_of(p->channel));
	json_set_str(o, "lang", p->lang);
	json_set_str(o, "appointment",
	    str_printf(&c->scratch, "A-%lld", (long long)p->was.number));
	json_set_str(o, "subject", p->subject);
	json_set_str(o, "from", p->branch);
	json_set_str(o, "body", p->body);
	json_set_at(o, "written", now);
	json_set_at(o, "start", p->was.start_at);
	json_print(o, &b, false);
	rc = sweep_file(p->s, p->was.id.s, buf_view(&b));
	buf_done(&b);
	json_free(o);
	return rc;
}

/* ---- who is to be called instead ----------------------------------------- */

static enum err
tell_owner(struct core *c, const struct write *w, struct posting *p)
{
	struct news n;
	enum err rc = appointment_news(c, w, &p->was, "appointment-call", &n);

	if (rc != OK)
		return rc;
	n.say = N_("A-%lld: the customer allows no letter before their "
		   "appointment; call them");
	news_number(c, &n, p->was.number);
	return news_put(c, w, &n, NULL);
}

/* ---- one of them --------------------------------------------------------- */

static enum err
no_longer(struct core *c)
{
	return fail(&c->fault, ERR_CONFLICT, _("told already"));
}

/* The file comes last: without it nothing is marked. */
static enum err
post(struct core *c, struct write *w)
{
	struct posting *p = w->u;
	int64_t told = 0;
	enum err rc = appointment_take(c, w, w->id, &p->was);

	if (rc != OK)
		return rc;
	if (!appointment_open(p->was.state) || p->was.lettered_at != 0)
		return no_longer(c);
	rc = core_db(c,
	    q_appointment_lettered(c->db, p->was.id, p->was.version, w->at,
		&told));
	if (rc != OK)
		return rc;
	if (told == 0)
		return no_longer(c);
	w->version = p->was.version + 1;
	p->channel = NULL;
	p->lang = STR_NONE;
	if (p->was.start_at <= w->now) { /* nobody swept for long */
		write_set(c, w, "letter", STR_NONE, STR("late"));
		return OK;
	}
	if ((rc = find_way(c, p)) != OK)
		return rc;
	write_set(c, w, "letter", STR_NONE,
	    str_of(p->channel != NULL ? p->channel : "none"));
	if (p->channel == NULL)
		return tell_owner(c, w, p);
	rc = write_words(c, p);
	return rc == OK ? leave(p, w->now) : rc;
}

static enum err
send(struct sweep *s, struct id id)
{
	struct posting p = { .s = s };
	struct write w = { .may = MAY_SLA_KEEP,
		.kind = "appointment.letter",
		.entity = "appointment",
		.id = id,
		.body = post,
		.u = &p };
	enum err rc = core_write(s->c, &w);

	if (rc == OK && p.channel != NULL)
		s->d.spooled++;
	return rc;
}

enum err
sweep_date_letters(struct sweep *s, bool *more)
{
	struct rows_appointment_letters page;
	msec now = clock_now(s->c->clock);
	size_t done = 0;
	enum err rc;

	rc = core_db(s->c,
	    q_appointment_letters(s->c->db, &s->page, now, PAGE, &page));
	if (rc != OK)
		return rc;
	for (size_t i = 0; i < page.n; i++) {
		if (appointment_quiet(page.v[i].zone, now))
			continue;
		rc = send(s, page.v[i].id);
		done += rc == OK;
		if ((rc = sweep_thing(s, rc)) != OK)
			return rc;
	}
	*more = page.n == PAGE && done > 0;
	return OK;
}
