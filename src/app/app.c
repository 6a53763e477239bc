/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * app.c - start, stop and the loop: bytes from the terminal, finished jobs,
 * signals, and a clock that ticks only when a shown minute changes.
 */
#include "app/app.h"

#include <uv.h>

#include <signal.h>
#include <unistd.h>

#include "base/utf8.h"

#define CLOSE_MS 30 /* what a lost link leaves us for a running job */

static struct loop {
	struct app app;
	uv_poll_t terminal;
	uv_async_t wake;
	uv_timer_t tick, settle;
	uv_signal_t signals[5];
} loop;

/* ---- messages ----------------------------------------------------------- */

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
	app->fresh = true;
	app->draw = true;
}

void
app_fault(struct app *app, const struct fault *f)
{
	if (str_is(option_get(app->options, "bell"), "refused"))
		term_beep();
	app_note(app, f->code == ERR_CANCELLED ? LOOK_NO : LOOK_LATE, "%s",
	    f->text);
}

/* ---- the loop ----------------------------------------------------------- */

static void
settled(struct app *app)
{
	msec oldest, now = clock_now(app->clock);

	if (app->quit) {
		uv_stop(uv_default_loop());
		return;
	}
	if (app->draw)
		app_draw(app);
	/* Data on its way is said after 150 ms, then each second. */
	if (lane_busy(app->lane, &oldest) > 0)
		uv_timer_start(&loop.tick, loop.tick.timer_cb,
		    oldest < 150 ? (uint64_t)(151 - oldest) : 1000, 0);
	else
		uv_timer_start(&loop.tick, loop.tick.timer_cb,
		    (uint64_t)(MINUTES(1) - now % MINUTES(1)), 0);
}

static void
read_keys(struct app *app)
{
	struct key k;
	msec wait;

	while (keys_next(&app->keys, clock_mono(), &k, &wait))
		app_key(app, &k);
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

static void
on_bytes(uv_poll_t *p, int status, int events)
{
	char buf[4096];
	long n;

	(void)p;
	if (status < 0 || (events & UV_DISCONNECT)) {
		loop.app.quit = true;
		settled(&loop.app);
		return;
	}
	while ((n = term_read(buf, sizeof(buf))) > 0)
		keys_feed(&loop.app.keys, buf, (size_t)n, clock_mono());
	if (n < 0)
		loop.app.quit = true;
	read_keys(&loop.app);
}

static void
on_wake(uv_async_t *a)
{
	(void)a;
	if (lane_finish(loop.app.lane))
		view_changed(&loop.app);
	settled(&loop.app);
}

static void
on_tick(uv_timer_t *t)
{
	(void)t;
	loop.app.draw = true;
	settled(&loop.app);
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
		app->draw = true;
	} else {
		app->quit = true;
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
	lane_cancel(app->lane);
	lane_close(app->lane, CLOSE_MS);
	term_close();
	view_close_all(app);
	uv_walk(uv_default_loop(), close_handle, NULL);
	uv_run(uv_default_loop(), UV_RUN_DEFAULT);
	uv_loop_close(uv_default_loop());
	keys_done(&app->keys);
	app_prompt_done(app);
	buf_done(&app->last);
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
	view_open(app, "login", ID_NONE, STR_NONE, false);
	if (o->house.as != NULL)
		app_enter(app);
	settled(app);
	uv_run(uv_default_loop(), UV_RUN_DEFAULT);
	stop(app);
	return OK;
}
