/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * app.c - start, stop and the loop: bytes from the terminal, finished jobs,
 * signals, and a clock that ticks only when a shown minute changes.
 */
#include "app/app.h"

#include <uv.h>

#include <signal.h>
#include <unistd.h>

#include "app/expand.h"
#include "base/utf8.h"

#define CLOSE_MS 250  /* what a lost link leaves us to send what was typed */
#define NEWS_MS	 5000 /* rows that came wait for the cursor no longer */
#define LEAVE_MS 2000 /* who leaves in order waits for what was sent */

static struct loop {
	struct app app;
	uv_poll_t terminal;
	uv_async_t wake;
	uv_timer_t tick, settle;
	uv_signal_t signals[5];
} loop;

/* ---- messages ----------------------------------------------------------- */

/* "Transportes Osorio Ltda..": a name that has a stop of its own ends a sentence
 * with that one. */
static void
one_stop(char *s)
{
	while ((s = strstr(s, "..")) != NULL) {
		size_t n = strspn(s, ".");

		if (n == 2 && (s[2] == ' ' || s[2] == '\0'))
			memmove(s, s + 1, strlen(s));
		s += n - 1;
	}
}

void
app_note(struct app *app, enum look look, const char *fmt, ...)
{
	struct note *n = &app->notes[app->nnotes++ % MESSAGES];
	va_list ap;

	n->at = clock_now(app->clock);
	n->look = look;
	va_start(ap, fmt);
	vsnprintf(n->text, sizeof(n->text), fmt, ap);
	va_end(ap);
	one_stop(n->text);
	app->fresh = true;
	app->draw = true;
}

/* A fault as a sentence: a capital first, unless it begins with a name, and a
 * full stop. */
struct str
app_sentence(struct arena *a, struct str text)
{
	bool name = text.s[strcspn(text.s, " :=.'\"")] != ' ';
	bool ends =
	    text.len == 0 || strchr(".!?:", text.s[text.len - 1]) != NULL;

	return str_printf(a, "%s%s",
	    name ? text.s : utf8_capital(a, text, false).s, ends ? "" : ".");
}

void
app_fault(struct app *app, const struct fault *f)
{
	struct arena a = { 0 };

	if (str_is(option_get(app->options, "bell"), "refused"))
		term_beep();
	app_note(app, f->code == ERR_CANCELLED ? LOOK_NO : LOOK_LATE, "%s",
	    app_sentence(&a, str_of(f->text)).s);
	arena_done(&a);
}

/* ---- the loop ----------------------------------------------------------- */

static void
sooner(msec *least, msec wait)
{
	if (wait >= 0 && wait < *least)
		*least = wait;
}

/* Rows that came above the cursor wait until it moves, or so long. */
static msec
news_wait(struct app *app, msec mono)
{
	struct rows rows;
	const struct list *l =
	    app_view(app) != NULL ? app_list(app, &rows) : NULL;

	if (l == NULL || list_news(l) == 0)
		app->news_at = 0;
	else if (app->news_at == 0)
		app->news_at = mono + NEWS_MS;
	if (app->news_at == 0)
		return -1;
	return app->news_at > mono ? app->news_at - mono : 0;
}

static void
news_run(struct app *app, msec mono)
{
	struct rows rows;
	struct list *l;

	if (app->news_at == 0 || mono < app->news_at)
		return;
	if ((l = app_list(app, &rows)) != NULL)
		list_catch_up(l, rows);
	app->news_at = 0;
	app->draw = true;
}

/* One timer for the next thing due: a minute that is shown, data that is late
 * (said after 150 ms, then each second), a draft, a retry. */
static msec
next_tick(struct app *app)
{
	msec now = clock_now(app->clock), mono = clock_mono(), oldest;
	msec wait = MINUTES(1) - now % MINUTES(1);

	if (lane_busy(app->lane, &oldest) > 0)
		sooner(&wait, oldest < 150 ? 151 - oldest : 1000);
	sooner(&wait, park_wait(app, mono));
	sooner(&wait, offline_wait(app, mono));
	sooner(&wait, feed_wait(app, mono));
	sooner(&wait, here_wait(app, mono));
	sooner(&wait, further_wait(app, mono));
	sooner(&wait, news_wait(app, mono));
	return wait;
}

static void
settled(struct app *app)
{
	if (app->quit) {
		uv_stop(uv_default_loop());
		return;
	}
	focus_look(app);
	if (app->draw)
		app_draw(app);
	uv_timer_start(&loop.tick, loop.tick.timer_cb, (uint64_t)next_tick(app),
	    0);
}

static void
read_keys(struct app *app)
{
	struct key k;
	msec wait;

	while (keys_next(&app->keys, clock_mono(), &k, &wait)) {
		focus_typed(app);
		here_typed(app, clock_mono());
		app_key(app, &k);
	}
	if (wait >= 0)
		uv_timer_start(&loop.settle, loop.settle.timer_cb,
		    (uint64_t)wait, 0);
	settled(app);
}

static void
on_settle(uv_timer_t *t)
{
	(void)t;
	read_keys(&loop.app);
}

/* What the lane finished, also without waking us for it. */
static void
collect(struct app *app)
{
	if (lane_finish(app->lane))
		feed_rung(app);
	if (lane_came(app->lane))
		here_rung(app);
}

static void
on_wake(uv_async_t *a)
{
	(void)a;
	collect(&loop.app);
	settled(&loop.app);
}

static void
on_bytes(uv_poll_t *p, int status, int events)
{
	char buf[4096];
	long n;

	(void)p;
	if (status < 0 || (events & UV_DISCONNECT)) {
		loop.app.quit = loop.app.hung = true;
		settled(&loop.app);
		return;
	}
	collect(&loop.app);
	while ((n = term_read(buf, sizeof(buf))) > 0)
		keys_feed(&loop.app.keys, buf, (size_t)n, clock_mono());
	if (n < 0)
		loop.app.quit = loop.app.hung = true;
	read_keys(&loop.app);
}

static void
on_tick(uv_timer_t *t)
{
	struct app *app = &loop.app;
	msec mono = clock_mono(), oldest;
	msec minute = clock_now(app->clock) / MINUTES(1);

	(void)t;
	collect(app);
	park_run(app, mono);
	offline_run(app, mono);
	feed_run(app, mono);
	warn_run(app, mono);
	here_run(app, mono);
	further_run(app, mono);
	news_run(app, mono);
	if (minute != app->minute && app->offline.link == LINK_UP)
		view_minute(app);
	if (minute != app->minute || lane_busy(app->lane, &oldest) > 0)
		app->draw = true;
	app->minute = minute;
	settled(app);
}

static void
wake(void *u)
{
	(void)u;
	uv_async_send(&loop.wake);
}

static void
on_signal(uv_signal_t *s, int number)
{
	struct app *app = &loop.app;

	(void)s;
	if (number == SIGWINCH || number == SIGCONT) {
		term_resize();
		app_size(app);
		further_typed(app);
		app->draw = true;
	} else {
		app->quit = app->hung = true;
	}
	settled(app);
}

/* ---- start and stop ----------------------------------------------------- */

static void
start_loop(void)
{
	static const int numbers[] = { SIGWINCH, SIGCONT, SIGHUP, SIGTERM,
		SIGINT };
	uv_loop_t *l = uv_default_loop();

	uv_async_init(l, &loop.wake, on_wake);
	uv_timer_init(l, &loop.tick);
	uv_timer_init(l, &loop.settle);
	loop.tick.timer_cb = on_tick;
	loop.settle.timer_cb = on_settle;
	for (size_t i = 0; i < countof(numbers); i++) {
		uv_signal_init(l, &loop.signals[i]);
		uv_signal_start(&loop.signals[i], on_signal, numbers[i]);
	}
	uv_poll_init(l, &loop.terminal, STDIN_FILENO);
	uv_poll_start(&loop.terminal, UV_READABLE | UV_DISCONNECT, on_bytes);
}

static void
close_handle(uv_handle_t *h, void *u)
{
	(void)u;
	if (!uv_is_closing(h))
		uv_close(h, NULL);
}

static void
stop(struct app *app)
{
	if (app->hung) { /* to this machine's disk, before what may wait */
		park_now(app);
		lane_cancel(app->lane);
		park_send(app);
	} else {
		park_leave(app);
		focus_leave(app);
		here_leave(app);
		app_sign_out(app);
	}
	lane_close(app->lane, app->hung ? CLOSE_MS : LEAVE_MS);
	term_close();
	view_close_all(app);
	uv_walk(uv_default_loop(), close_handle, NULL);
	uv_run(uv_default_loop(), UV_RUN_DEFAULT);
	uv_loop_close(uv_default_loop());
	keys_done(&app->keys);
	app_prompt_done(app);
	buf_done(&app->last);
	app_drop(app);
	question_done(app);
	offline_done(app);
	park_done(app);
	refill_done(app);
	here_done(app);
	buf_done(&app->waiting);
	buf_done(&app->lines);
	arena_done(&app->arena);
}

enum err
app_run(const struct app_start *o, struct fault *f)
{
	struct app *app = &loop.app;
	struct lane_options l = { .house = o->house, .wake = wake };
	struct term_options t = option_term(o->options);
	enum err rc;

	t.colour = t.colour && !o->without_colour;
	*app = (struct app){ .clock = o->clock,
		.url = o->house.url,
		.as = o->house.as,
		.options = o->options,
		.without_colour = o->without_colour };
	app->me.name = app->me.login = STR_NONE;
	if ((rc = term_open(&t, f)) != OK)
		return rc;
	if ((rc = lane_open(&app->lane, &l, f)) != OK) {
		term_close();
		return rc;
	}
	app_apply(app);
	start_loop();
	view_open(app, "login", ID_NONE,
	    str_of(db_is_server(o->house.url) ? LOGIN_SERVER : ""), false);
	/* A server has asked who it is before it let the console in. */
	if (o->house.as != NULL || db_is_server(o->house.url))
		app_enter(app);
	settled(app);
	uv_run(uv_default_loop(), UV_RUN_DEFAULT);
	stop(app);
	return OK;
}
