/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * byname.c - a screen asked for as people say it: "T-10417", "contact 7013",
 * "referral".
 */
#include "app/app.h"

#include "core/interaction.h"
#include "core/referral.h"
#include "core/ticket.h"

struct numbered {
	const char *noun, *screen;
	char letter; /* before the number; 0 none */
	enum err (*find)(struct core *, struct str ref, struct id *);
	bool other; /* the screen is of another thing: an id is looked up */
};

static const struct numbered numbered[] = {
	{ "ticket", "ticket", 't', ticket_id, false },
	{ "contact", "contact", 'i', interaction_id, false },
	{ "interaction", "contact", 'i', interaction_id, false },
	{ "referral", "ticket", 0, referral_ticket, true },
};

/* Screens by the nouns of commands, and by the other number. */
static const struct {
	const char *called, *screen;
} called[] = {
	{ "agent", "people" },
	{ "appointment", "appointments" },
	{ "approval", "approvals" },
	{ "attachment", "files" },
	{ "board", "work" },
	{ "bulletin", "bulletins" },
	{ "guide", "guides" },
	{ "incident", "incidents" },
	{ "interaction", "contact" },
	{ "link", "links" },
	{ "notice", "notices" },
	{ "option", "settings" },
	{ "options", "settings" },
	{ "presence", "people" },
	{ "queue", "work" },
	{ "queues", "work" },
	{ "referral", "referrals" },
	{ "team", "work" },
	{ "template", "templates" },
	{ "tickets", "inbox" },
	{ "view", "views" },
};

struct byname_job {
	struct job job;
	struct app *app;
	const struct numbered *of;
	struct str ref; /* in the job's own arena */
	struct id id;
};

static enum err
run(struct core *c, struct job *j)
{
	struct byname_job *b = (struct byname_job *)j;

	return b->of->find(c, b->ref, &b->id);
}

static void
done(struct job *j)
{
	struct byname_job *b = (struct byname_job *)j;
	struct app *app = b->app;

	app->moving = false;
	app->draw = true;
	if (j->rc == OK)
		view_open(app, b->of->screen, b->id, STR_NONE,
		    screen_named(str_of(b->of->screen))->tab);
	else
		app_fault(app, &j->fault);
	app->refused = j->rc != OK && app_kept(app) > 0;
	if (j->rc != OK)
		offline_trouble(app, &j->fault);
	job_free(j);
	app_play(app);
}

bool
app_open_number(struct app *app, struct str noun, struct str ref)
{
	struct byname_job *b;
	struct id id;
	size_t i = 0;

	while (i < countof(numbered) && !str_is(noun, numbered[i].noun))
		i++;
	if (i == countof(numbered) ||
	    (id_parse(ref, &id) && !numbered[i].other))
		return false;
	b = (struct byname_job *)job_new(sizeof(*b));
	b->job.run = run;
	b->job.done = done;
	b->app = app;
	b->of = &numbered[i];
	b->ref = str_copy(&b->job.own, ref);
	app->moving = true; /* keys behind it are for it */
	lane_send(app->lane, &b->job);
	return true;
}

const char *
app_number_of(struct str ref)
{
	int64_t n;

	for (size_t i = 0; i < countof(numbered) && ref.len > 2; i++)
		if ((ref.s[0] | ' ') == numbered[i].letter && ref.s[1] == '-' &&
		    str_int(str_of(ref.s + 2), &n))
			return numbered[i].noun;
	return NULL;
}

struct str
app_screen_name(struct str name)
{
	for (size_t i = 0; i < countof(called); i++)
		if (str_is(name, called[i].called))
			return str_of(called[i].screen);
	return name;
}
