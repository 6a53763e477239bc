/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * uitest.h - something drawn by a child into a terminal of ours (tests/vt.h).
 *
 * The child draws, and again after each key. Its last row says how many
 * Ctrl-L it has seen, so that show_step() knows when all keys before were
 * worked in; Ctrl-Q ends it.
 */
#ifndef TESTS_UITEST_H
#define TESTS_UITEST_H

#include <locale.h>
#include <poll.h>
#include <unistd.h>

#include "../vt.h"
#include "ui/key.h"
#include "ui/pane.h"
#include "ui/term.h"

#define SHOW_MS 10000

struct show {
	void (*draw)(const struct pane *, void *u);
	void (*key)(const struct key *, void *u); /* or NULL */
	void *u;
	struct term_options how;
};

static inline msec
show_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (msec)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static inline void
show_frame(const struct show *s, unsigned steps)
{
	struct pane all = { 0 };

	term_size(&all.rows, &all.columns);
	term_erase();
	term_cursor(-1, 0);
	all.rows--;
	s->draw(&all, s->u);
	all.rows++;
	pane_printf(&all, all.rows - 1, 0, LOOK_TEXT, "step %u.", steps);
	term_flush();
}

/* The child's main(). */
static inline int
show_run(void *arg)
{
	const struct show *s = arg;
	struct fault f = { .code = OK };
	struct keys keys = { .at = 0 };
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	unsigned steps = 0;
	char buf[4096];
	struct key k;
	msec wait = -1;
	long n = 0;

	setlocale(LC_ALL, "");
	if (term_open(&s->how, &f) != OK) {
		printf("refused: %s\n", f.text);
		return 3;
	}
	for (;;) {
		while (keys_next(&keys, show_now(), &k, &wait)) {
			if (k.code == KEY_CTRL('Q'))
				goto out;
			if (k.code == KEY_CTRL('L'))
				steps++;
			else if (s->key != NULL)
				s->key(&k, s->u);
		}
		show_frame(s, steps);
		poll(&in, 1, (int)wait);
		n = term_read(buf, sizeof(buf));
		if (n < 0)
			break;
		keys_feed(&keys, buf, (size_t)n, show_now());
	}
out:
	term_close();
	keys_done(&keys);
	return n < 0 ? 4 : 0;
}

static inline void
show_fail(struct vt *v, const char *what)
{
	fail_msg("%s; the screen is:\n%s", what, vt_screen(v));
}

/* Sends keys and waits until the child has drawn what they did. */
static inline void
show_step(struct vt *v, unsigned n, const char *keys)
{
	char token[32];

	vt_type(v, keys);
	vt_type(v, "\f");
	snprintf(token, sizeof(token), "step %u.", n);
	if (!vt_see(v, token, SHOW_MS))
		show_fail(v, token);
}

static inline struct vt *
show_open(struct show *s, int rows, int columns, const char *term)
{
	struct vt *v = vt_open(&(struct vt_options){ .rows = rows,
	    .columns = columns,
	    .term = term,
	    .run = show_run,
	    .arg = s });

	if (!vt_see(v, "step 0.", SHOW_MS))
		show_fail(v, "nothing was drawn");
	return v;
}

static inline void
show_close(struct vt *v)
{
	vt_type(v, "\x11");
	assert_int_equal(vt_wait(v, SHOW_MS), 0);
	vt_close(v);
}

static inline void
show_row_is(struct vt *v, int row, const char *text)
{
	char was[1024];

	snprintf(was, sizeof(was), "row %d is \"%s\", not \"%s\"", row,
	    vt_row(v, row), text);
	if (strcmp(vt_row(v, row), text) != 0)
		show_fail(v, was);
}

#endif
