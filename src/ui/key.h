/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key.h - bytes from the terminal become keys, whatever TERM says.
 *
 * Every known form of a key is accepted (PuTTY, xterm, linux, rxvt, VT220,
 * screen, tmux), because terminals send what they like. Pure: it reads no
 * terminal and no clock; the caller passes bytes and monotonic `now`.
 *
 * A lone Esc counts after KEY_LONE ms; what comes before that belongs to it.
 * When `ESC [` or `ESC O` came in one read the rest is awaited, up to KEY_REST
 * ms; so Esc followed by the key `[` stays two keys. Three bytes and more of a
 * sequence are never taken for text: they wait for their end, and are dropped
 * when something else comes later than KEY_REST. Sequences that are not known,
 * and answers of a terminal to somebody's questions, are dropped whole.
 *
 * Reports of the mouse (SGR) are keys: a press of its first button and the
 * wheel; whatever else it does is dropped.
 *
 * A bracketed paste arrives whole, as one KEY_PASTE. When its end was lost on
 * the way, Ctrl-C after a second of silence ends it.
 */
#ifndef UI_KEY_H
#define UI_KEY_H

#include "base/clock.h"
#include "base/str.h"

#define KEY_LONE  25
#define KEY_REST  250
#define PASTE_MAX (1u << 20) /* bytes kept of a paste */

/* A key is a code point (Ctrl-A is 1, Tab 9, Enter 13, Esc 27, Backspace 127)
 * or one of these. */
enum {
	KEY_NONE = 0x110000,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_HOME,
	KEY_END,
	KEY_PGUP,
	KEY_PGDN,
	KEY_INS,
	KEY_DEL,
	KEY_BACKTAB,
	KEY_F0, /* KEY_F0 + n is F1..F12 */
	KEY_F12 = KEY_F0 + 12,
	KEY_PASTE, /* text in struct key */
	KEY_BAD,   /* a byte that is not UTF-8: text has it */
	KEY_CLICK, /* the mouse's first button, at row and column */
	KEY_WHEEL_UP,
	KEY_WHEEL_DOWN,
	KEY_LAST
};

#define KEY_CTRL(c)   ((c)&0x1f)
#define KEY_TAB	      9u
#define KEY_ENTER     13u
#define KEY_ESC	      27u
#define KEY_BACKSPACE 127u
#define KEY_F(n)      (KEY_F0 + (unsigned)(n))

struct key {
	uint32_t code;
	struct str text; /* KEY_PASTE, KEY_BAD: until the next call */
	bool cut;	 /* KEY_PASTE: there was more than PASTE_MAX */
	int row, column; /* of the mouse, from 0 */
};

struct keys {
	struct buf in; /* bytes not yet decoded */
	size_t at;
	msec came;     /* when the last byte came */
	bool together; /* the pending ESC came with what follows */
	bool late;     /* what follows it came too late for it */
	size_t held;   /* bytes of a sequence whose end is overdue */
	bool pasting;
	bool overflow; /* of the paste: some was dropped */
	struct buf paste;
	bool rxvt;   /* option: ESC O w is End, not keypad 7 */
	bool sco;    /* option: ESC [ M to ESC [ X are F1 to F12 */
	bool latin1; /* option: bytes not UTF-8 are Latin-1 */
	bool digit;  /* Ctrl-O was typed: the next is an F key */
};

void keys_done(struct keys *);
/* More bytes came, in one read. */
void keys_feed(struct keys *, const char *, size_t, msec now);
/* The next whole key. Otherwise false, and *wait is the ms until one may be
 * settled by time alone, or -1 when only bytes can help. */
bool keys_next(struct keys *, msec now, struct key *, msec *wait);

/* The names of a sequence as people read them: "F2", "Ctrl-R", "gi". */
struct str key_shown(struct arena *, const char *keys);
/* "<F2>", "<C-r>", "<Enter>", "x": the name in option files and help. */
struct str key_name(uint32_t code, char out[16]);
/* The code of a name; KEY_NONE when it is none. */
uint32_t key_parse(struct str name);

#endif
