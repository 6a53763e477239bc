/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * after.c - what comes of a command that was said: it is told, what it made is
 * shown, what it answered is read, or it is refused.
 */
#include "app/after.h"

#include "app/lines.h"
#include "app/parts.h"
#include "app/refused.h"
#include "app/tell.h"
#include "base/json.h"
#include "base/log.h"
#include "cmd/render.h"
#include "screens/desk.h"

#define TRIES 3 /* of a write that fails on a database that lives */

/* What is shown after something was made. */
static const struct {
	const char *command, *screen;
} shows[] = {
	{ "interaction start", "contact" },
	{ "interaction answer", "contact" },
	{ "ticket create", "ticket" },
	{ "ticket follow", "ticket" },
	{ "customer create", "customer" },
	{ "interaction attach", "contact" },
};

/* The note went along, or was written with it. */
static bool
took_note(const struct say_job *s)
{
	return strcmp(s->def->name, "interaction transfer") == 0 ||
	    (s->ends && args_def(&s->args, STR("note")) != NULL &&
		arg_given(&s->args, "note"));
}

/* Which contact is in progress, and which ticket was written last. */
static void
note_contact(struct app *app, const struct say_job *s)
{
	const char *name = s->def->name;

	if (strcmp(name, "interaction start") == 0 ||
	    strcmp(name, "interaction answer") == 0 ||
	    strcmp(name, "interaction resume") == 0)
		app->contact = s->made;
	if (strcmp(name, "interaction answer") == 0 ||
	    reply_get(&s->reply, "waited").len > 0)
		app_take_desk(app, s->made);
	if (took_note(s))
		desk_forget(s->made);
	if (args_def(&s->args, STR("desk")) != NULL)
		app_desk_given(app, arg_str(&s->args, "desk"));
	if (s->ends && id_eq(s->made, app->contact))
		app->contact = s->still;
	if (strncmp(s->def->name, "ticket ", 7) == 0)
		app->touched = s->made;
}

/* A guide of a contact that was closed by hand has nobody to talk to. */
static void
leave_guide(struct app *app, const struct say_job *s)
{
	const struct view *v = app_view(app);

	if (s->ends && strcmp(v->s.def->name, "script") == 0 &&
	    id_eq(v->s.arg.id, s->made))
		view_sent(app);
}

static void
show(struct app *app, const struct say_job *s)
{
	/* A form that was sent has done its work. */
	if (app_view(app)->s.def->once && !parts_shown(app))
		view_sent(app);
	leave_guide(app, s);
	/* Who it is was asked by a script, which goes on. */
	if (strcmp(s->def->name, "interaction attach") == 0 &&
	    strcmp(app_view(app)->s.def->name, "script") == 0 &&
	    id_eq(app_view(app)->s.arg.id, s->made))
		return;
	for (size_t i = 0; i < countof(shows); i++)
		if (strcmp(s->def->name, shows[i].command) == 0)
			view_open(app, shows[i].screen, s->made, STR_NONE,
			    true);
}

/* Words that go out by the site's mailer. */
static bool
leaves(const struct say_job *s)
{
	return args_def(&s->args, STR("send")) != NULL &&
	    arg_bool(&s->args, "send");
}

/* The form has a field now for what would let it be. */
static bool
asks(struct app *app, const struct fault *f)
{
	struct screen *s = &app_view(app)->s;

	return f->asks != NULL && s->model != NULL && s->def->refused != NULL &&
	    s->def->refused(s, f);
}

/* A form that was refused for what is no fault of what is typed in it: where
 * that is now. NULL: nothing to say of it. */
static const char *
stays_typed(const struct app *app, const struct fault *f)
{
	if (!app_view(app)->s.def->once)
		return NULL;
	if (f->state)
		return _("Nothing was written; your text stays here, and as a "
			 "draft after Esc.");
	return f->code == ERR_DENIED
	    ? _("Nothing was written; your text stays.")
	    : NULL;
}

/* Words that were called back are written on; what was begun in their form
 * since stays. */
static bool
called_back(const struct app *app, const struct say_job *s)
{
	return s->shown && strcmp(s->def->name, "undo") == 0 &&
	    reply_get(&s->reply, "text").len > 0 &&
	    !park_has(app, "reply", s->made);
}

/* What becomes of it now. A letter without a mailer waits, and can be called
 * back as long. */
static void
tell_then(const struct app *app, const struct say_job *s, struct buf *b)
{
	bool waits = leaves(s) && option_get(app->options, "spool").len == 0;

	if (waits)
		buf_printf(b, " %s", _("It waits: no folder 'spool' is set."));
	if (s->undoes && (waits || s->within == 0))
		buf_printf(b, " %s", _("u undoes."));
	else if (s->undoes)
		buf_printf(b, _(" u undoes, for %d s."),
		    (int)(s->within / SECONDS(1)));
}

static void
tell(struct app *app, const struct say_job *s)
{
	const char *typed = stays_typed(app, &s->job.fault);
	struct arena a = { 0 };
	struct buf b = { 0 };

	if (s->job.rc == ERR_DENIED && s->shown && asks(app, &s->job.fault)) {
		app_note(app, LOOK_LATE, "%s",
		    _("Nothing was written yet: say why it must be all the "
		      "same, or change the rest."));
	} else if (s->job.rc != OK && typed != NULL) {
		app_note(app, LOOK_LATE, "%s %s",
		    app_sentence(&a, str_of(s->job.fault.text)).s, typed);
	} else if (s->job.rc != OK) {
		app_fault(app, &s->job.fault);
	} else if (s->job.rc == OK && called_back(app, s)) {
		app_note(app, LOOK_GOOD,
		    _("Undone: %s. Its text is here again; after Esc, U sends "
		      "it."),
		    reply_get(&s->reply, "what").s);
	} else if (s->def->writes && s->shown) {
		tell_done(s->def, &s->reply, &b);
		tell_then(app, s, &b);
		app_note(app, LOOK_GOOD, "%s", b.s);
	}
	arena_done(&a);
	buf_done(&b);
	log_info("say command=%s result=%s ms=%lld", s->def->name,
	    err_name(s->job.rc), (long long)s->job.took);
}

/* A list of nothing is told, not opened. */
static bool
is_nothing(const struct reply *r)
{
	return r->thing.n == 0 && r->page.len == 0 && r->tables.n == 1 &&
	    r->tables.v[0].lines.n == 0;
}

/* What a change left out, and why. */
static void
read_page(struct app *app, const struct say_job *s)
{
	struct arena a = { 0 };
	struct buf b = { 0 };

	buf_str(&b, s->reply.page);
	app_read(app, tell_title(&a, s->def, &s->reply).s, &b);
	buf_done(&b);
	arena_done(&a);
}

/* What a reading command answered, to be read. */
static void
read_reply(struct app *app, const struct say_job *s)
{
	struct render how = { .form = RENDER_PEOPLE,
		.width = app->columns - 2,
		.columns = s->def->columns,
		.command = s->def->name,
		.zone = zone_get(app->me.zone) };
	struct arena a = { 0 };
	struct buf b = { 0 };
	struct str title = tell_title(&a, s->def, &s->reply);

	render(&s->reply, &how, &b);
	if (b.len == 0 || is_nothing(&s->reply))
		app_note(app, LOOK_NO, _("%s: there is nothing to show."),
		    title.s);
	else
		app_read(app, title.s, &b);
	buf_done(&b);
	arena_done(&a);
}

static void
refused(struct app *app, const struct say_job *s)
{
	buf_reset(&app->lines);
	if (s->reply.keep && s->shown) /* the lines that are to be mended */
		read_reply(app, s);
	if (s->queued && !s->shown)
		refused_late(app, s->def, s->whole, &s->job.fault);
	else if (s->job.rc != ERR_CONFLICT ||
	    !refused_conflict(app, s->whole, &s->job.fault))
		app->refused = s->moves && app_kept(app) > 0;
}

static void
put_field(struct json *form, const char *name, const char *kind,
    struct str value)
{
	struct json *field = json_object_new();

	json_set_str(field, kind, value);
	json_set_int(field, "at", (int64_t)value.len);
	json_set(form, name, field);
}

static struct str
typed_in(const struct json *form, const char *name)
{
	return json_str(json_get(json_get(form, name), "text"));
}

/* An answer that was called back is in its form again, as it was sent. */
static void
write_again(struct app *app, const struct say_job *s)
{
	struct str text = reply_get(&s->reply, "text");
	struct json *form = json_object_new();
	struct arena a = { 0 };
	struct buf b = { 0 };

	json_set_str(form, "focus", STR("text"));
	put_field(form, "channel", "value",
	    str_printf(&a, "send-%s", reply_get(&s->reply, "channel").s));
	put_field(form, "text", "text", text);
	put_field(form, "files", "text", reply_get(&s->reply, "files"));
	json_print(form, &b, false);
	json_free(form);
	park_lay(app,
	    &(struct draft_view){
		.screen = STR("reply"), .id = s->made, .typed = buf_view(&b) });
	view_open(app, "reply", s->made, STR_NONE, false);
	buf_done(&b);
	arena_done(&a);
}

/* Is this what the answer says, with the same files? */
static bool
says(const struct say_job *s, const char *typed)
{
	struct json *form;
	bool same;

	if (typed == NULL || json_parse(str_of(typed), &form, NULL) != OK)
		return false;
	same = str_eq(typed_in(form, "text"), reply_get(&s->reply, "leaves")) &&
	    str_eq(typed_in(form, "files"), reply_get(&s->reply, "files"));
	json_free(form);
	return same;
}

/* It leaves after all: its draft, when nobody went on with it, would only be
 * sent a second time. */
static void
write_no_more(struct app *app, const struct say_job *s)
{
	if (says(s, park_typed(app, "reply", s->made)))
		park_sent(app, "reply", s->made);
}

static void
done(struct app *app, const struct say_job *s)
{
	if (!s->def->writes) {
		read_reply(app, s);
		return;
	}
	app->made = s->made;
	note_contact(app, s);
	app->back = s->shown ? s->made : ID_NONE;
	app->wrote = s->event;
	if (strcmp(s->def->name, "undo") == 0) {
		app->wrote = 0;
		app->undone = s->event;
		app->since = false;
		app->back = s->made;
		app_marks_done(app, s->made, true);
	} else {
		app->since = app->since || s->changes;
	}
	if (s->shown && app->lines.len == 0)
		show(app, s);
	if (s->shown && s->reply.names)
		read_page(app, s);
	view_stale(app, NULL, 0);
	app_view(app)->stale = app_view(app)->loading;
	park_touch(app, true);
	if (called_back(app, s))
		write_again(app, s);
	else if (reply_get(&s->reply, "leaves").len > 0)
		write_no_more(app, s);
}

/* The database may be gone: it is kept, and sent again. */
static bool
stays(struct app *app, const struct say_job *s)
{
	const struct job *j = &s->job;
	bool lives = j->rc == ERR_DB;

	if (!s->queued || j->rc == OK || !offline_is(&j->fault) ||
	    (lives && app->offline.v[0].tries >= TRIES))
		return false;
	log_info("say command=%s result=%s waits=1", s->def->name,
	    err_name(j->rc));
	offline_failed(app, &j->fault, j->took);
	return true;
}

/* It leaves the queue, or goes on in it with its next part; true: that was
 * the last of it, and how it ended was told. */
static bool
ends_parts(struct app *app, const struct say_job *s)
{
	struct buf next = { 0 };
	bool more = s->job.rc == OK && parts_next(app, s, &next);

	if (more)
		offline_goes_on(app, buf_view(&next));
	else
		offline_answered(app, s->job.rc != OK);
	buf_done(&next);
	if (!more)
		parts_end(app, s);
	return !more;
}

/* A part of many: only the first has who waits for it. */
static void
part_said(struct app *app, struct say_job *s)
{
	bool ends = ends_parts(app, s);

	if (s->moves)
		app->moving = false;
	if (s->job.rc != OK)
		buf_reset(&app->lines);
	else if (s->shown)
		park_sent(app, "bulk", app_view(app)->s.arg.id);
	if (s->job.rc == OK && (s->shown || ends))
		done(app, s); /* the parts between ring the bell only */
	if (s->shown || ends)
		lines_next(app, true);
}

/* The same of an undo, which no queue holds. */
static void
undo_said(struct app *app, struct say_job *s)
{
	struct buf next = { 0 };
	bool more = parts_undo_next(app, s, &next);

	if (s->moves)
		app->moving = false;
	if (!more && s->job.rc == OK)
		done(app, s);
	if (s->shown)
		lines_next(app, true);
	if (more)
		app_go_on(app, buf_view(&next));
	buf_done(&next);
}

void
after_said(struct job *j)
{
	struct say_job *s = (struct say_job *)j;
	struct app *app = s->app;

	app->draw = true;
	if (stays(app, s)) {
		job_free(&s->job);
		return;
	}
	if (s->queued && j->rc != OK)
		view_refused(app, app->offline.v[0].op);
	if (s->queued && parts_is(s)) {
		part_said(app, s);
		job_free(&s->job);
		app_play(app);
		return;
	}
	if (parts_undoes(s)) {
		undo_said(app, s);
		job_free(&s->job);
		app_play(app);
		return;
	}
	if (s->queued)
		offline_answered(app, j->rc != OK);
	tell(app, s);
	if (s->moves)
		app->moving = false;
	if (j->rc == OK)
		done(app, s);
	else
		refused(app, s);
	if (j->rc != OK && !s->queued)
		offline_trouble(app, &j->fault);
	if (s->shown || !s->queued)
		lines_next(app, true);
	job_free(&s->job);
	app_play(app);
}
