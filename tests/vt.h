/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vt.h - a terminal of our own for tests: a child behind a pseudo terminal,
 * its screen as text and attributes (libvterm), its bytes as they came.
 *
 * Nothing sleeps: each wait ends when what is waited for is there, or at its
 * deadline in milliseconds. Cannot be had (no pty, no memory): it stops with a
 * sentence.
 */
#ifndef TESTS_VT_H
#define TESTS_VT_H

#include "base/str.h"

struct vt;

struct vt_options {
	int rows, columns;	 /* 0: 24 and 80 */
	const char *term;	 /* NULL: xterm; "": none at all */
	const char *const *env;	 /* "NAME=VALUE", "NAME" takes away; ends in
				  * NULL. LC_ALL is C.UTF-8 unless given */
	const char *const *argv; /* a program ... */
	int (*run)(void *arg);	 /* ... or a function: its exit status */
	void *arg;
};

struct vt_cell {
	char s[32]; /* " " when empty; "" behind something two columns wide */
	int width;
	bool bold, under, reverse;
	int fg, bg; /* colour numbers, -1 the terminal's own */
};

struct vt *vt_open(const struct vt_options *);
/* Ends the child if it is still there. */
void vt_close(struct vt *);

void vt_send(struct vt *, const char *bytes, size_t n);
void vt_type(struct vt *, const char *z);
void vt_resize(struct vt *, int rows, int columns);
void vt_signal(struct vt *, int signal);

/* Nothing writes to it any more: the program left, or fell. */
bool vt_over(const struct vt *);

/* Until some row has the text; or has it no more. */
bool vt_see(struct vt *, const char *text, int ms);
bool vt_gone(struct vt *, const char *text, int ms);
/* Reads what comes until the child is silent for so long: for what must NOT
 * come. */
void vt_quiet(struct vt *, int ms);
/* Until the child ended: its status, 128 + signal, or -1 at the deadline. */
int vt_wait(struct vt *, int ms);
/* Until it stopped itself (Ctrl-Z). */
bool vt_stopped(struct vt *, int ms);

/* A row without the blanks at its end; valid until the next call. */
const char *vt_row(struct vt *, int row);
/* All rows, each with a newline; valid until the next call. */
const char *vt_screen(struct vt *);
struct vt_cell vt_cell(const struct vt *, int row, int column);
/* False when the cursor is hidden. */
bool vt_cursor(const struct vt *, int *row, int *column);
bool vt_alternate(const struct vt *);
int vt_bells(const struct vt *);
/* How often a title was set, the mouse switched on, or the terminal asked
 * something: what nobody should do. */
int vt_oddities(const struct vt *);
/* When the last byte came, and what it is now, in µs; the child. */
int64_t vt_last_us(const struct vt *);
int64_t vt_now_us(void);
int vt_pid(const struct vt *);
/* The pty's other end, for tcgetattr. */
int vt_fd(const struct vt *);

/* All that came so far; forget it to look at what comes next. */
struct str vt_bytes(const struct vt *);
void vt_forget(struct vt *);
/* The sequences among them that the terminfo entry `term` does not explain,
 * one a line; curses' own CSI 22 and 23 t aside. True when there are none. */
bool vt_audit(const struct vt *, const char *term, struct buf *report);

#endif
