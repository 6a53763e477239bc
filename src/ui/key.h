/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key.h - bytes from the terminal become keys, whatever TERM says.
 *
 * Every known form of a key is accepted (PuTTY, xterm, linux, rxvt, VT220,
 * screen, tmux), because terminals send what they like. Pure: it reads no
 * terminal and no clock; the caller passes bytes and monotonic `now`.
 *
 * A lone Esc counts after KEY_LONE ms. Only when `ESC [` or `ESC O` came in one
 * read is the rest awaited, up to KEY_REST ms; so Esc followed by the key `[`
 * stays two keys. A bracketed paste arrives whole, as one KEY_PASTE.
 */
#ifndef UI_KEY_H
#define UI_KEY_H

#include "base/clock.h"
#include "base/str.h"

#define KEY_LONE 25
#define KEY_REST 250

/* A key is a code point (Ctrl-A is 1, Tab 9, Enter 13, Esc 27, Backspace 127)
 * or one of these. */
enum {
	KEY_NONE = 0x110000,
	KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT,
	KEY_HOME, KEY_END, KEY_PGUP, KEY_PGDN, KEY_INS, KEY_DEL,
	KEY_BACKTAB,
	KEY_F0,			/* KEY_F0 + n is F1..F12 */
	KEY_F12 = KEY_F0 + 12,
	KEY_PASTE,		/* text in struct key */
	KEY_BAD,		/* a byte that is not UTF-8: text has it */
	KEY_LAST
};

#define KEY_CTRL(c)   ((c) & 0x1f)
#define KEY_TAB	      9u
#define KEY_ENTER     13u
#define KEY_ESC	      27u
#define KEY_BACKSPACE 127u
#define KEY_F(n)      (KEY_F0 + (unsigned)(n))

struct key {
	uint32_t code;
	struct str text;	/* KEY_PASTE, KEY_BAD: until the next call */
};

struct keys {
	struct buf in;		/* bytes not yet decoded */
	size_t at;
	msec came;		/* when the last byte came */
	bool together;		/* the pending ESC came with what follows */
	bool pasting;
	struct buf paste;
	bool rxvt;		/* ESC O w is End, not keypad 7 */
	bool latin1;		/* bytes that are not UTF-8 are Latin-1 */
	bool digit;		/* Ctrl-O was typed: the next is an F key */
};

void keys_done(struct keys *);
/* More bytes came, in one read. */
void keys_feed(struct keys *, const char *, size_t, msec now);
/* The next whole key. Otherwise false, and *wait is the ms until one may be
 * settled by time alone, or -1 when only bytes can help. */
bool keys_next(struct keys *, msec now, struct key *, msec *wait);

/* "<F2>", "<C-r>", "<Enter>", "x": the name in option files and help. */
struct str key_name(uint32_t code, char out[16]);
/* The code of a name; KEY_NONE when it is none. */
uint32_t key_parse(struct str name);

#endif
