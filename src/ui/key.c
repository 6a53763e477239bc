/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key.c - the decoder.
 */
#include "ui/key_own.h"

#include "base/utf8.h"

#define PASTE_START "\033[200~"
#define PASTE_END   "\033[201~"
#define PASTE_LOST  1000 /* ms of silence after which Ctrl-C ends a paste */

void
keys_done(struct keys *k)
{
	buf_done(&k->in);
	buf_done(&k->paste);
}

static struct str
pending(const struct keys *k)
{
	return (struct str){ k->in.s + k->at, k->in.len - k->at };
}

/* More bytes for the ESC that waits, after `gap` ms: whose are they? */
static void
belong(struct keys *k, size_t left, msec gap)
{
	uint32_t code;
	size_t n;

	if (left == 1) {
		k->together = false;
		k->late = gap >= KEY_LONE;
	} else if (left == 2 && gap >= (k->together ? KEY_REST : KEY_LONE)) {
		k->late = true;
	} else if (left > 2 && gap >= KEY_REST &&
	    key_sequence(k, pending(k), &code, &n) == SEQUENCE_BEGUN) {
		k->held = left;
	}
}

static void
drop_used(struct keys *k)
{
	size_t left = k->in.len - k->at;

	if (k->at == 0)
		return;
	memmove(k->in.s, k->in.s + k->at, left + 1);
	k->in.len = left;
	k->at = 0;
}

void
keys_feed(struct keys *k, const char *s, size_t n, msec now)
{
	size_t left = k->in.len - k->at;

	if (n == 0)
		return;
	drop_used(k);
	if (k->pasting && n == 1 && s[0] == KEY_CTRL('C') &&
	    now - k->came >= PASTE_LOST) {
		s = PASTE_END;
		n = strlen(s);
	}
	if (left == 0)
		k->together = true;
	else if (!k->pasting && k->in.s[0] == '\033')
		belong(k, left, now - k->came);
	buf_add(&k->in, s, n);
	k->came = now;
}

static int
take(struct keys *k, struct key *out, uint32_t code, size_t n)
{
	k->at += n;
	k->together = true;
	*out = (struct key){ .code = code, .text = STR_NONE };
	return 1;
}

static int
drop(struct keys *k, size_t n)
{
	k->at += n;
	k->held = 0;
	k->together = true;
	return -1;
}

/* The ESC stands alone; what follows came together. */
static int
alone(struct keys *k, struct key *out)
{
	k->late = false;
	return take(k, out, KEY_ESC, 1);
}

/* Nothing but time or more bytes can tell. */
static int
begun(struct keys *k, struct str s, msec now, struct key *out, msec *wait)
{
	bool opener = s.len == 2 && k->together;
	msec limit = s.len > 2 || opener ? KEY_REST : KEY_LONE;

	if (now - k->came < limit) {
		*wait = limit - (now - k->came);
		return 0;
	}
	if (s.len <= 2)
		return alone(k, out);
	return k->held > 0 ? drop(k, k->held) : 0;
}

static int
clicked(struct keys *k, struct str s, size_t n, struct key *out)
{
	struct key at = { .code = KEY_NONE };
	uint32_t code = key_mouse((struct str){ s.s + 1, n - 1 }, &at);

	if (code == KEY_NONE)
		return drop(k, n);
	k->held = 0;
	take(k, out, code, n);
	out->row = at.row;
	out->column = at.column;
	return 1;
}

static bool
is_mouse(struct str s, size_t n)
{
	return n > 3 && s.s[1] == '[' && s.s[2] == '<' &&
	    (s.s[n - 1] == 'M' || s.s[n - 1] == 'm');
}

/* 1: a key; 0: wait; -1: bytes were dropped, look again. */
static int
escape(struct keys *k, msec now, struct key *out, msec *wait)
{
	struct str s = pending(k);
	size_t n = 0, held = k->held;
	uint32_t code;

	if (s.len > 1 && k->late)
		return alone(k, out);
	if (str_starts(s, STR(PASTE_START))) {
		k->pasting = true;
		k->overflow = false;
		buf_reset(&k->paste);
		return drop(k, strlen(PASTE_START));
	}
	switch (key_sequence(k, s, &code, &n)) {
	case SEQUENCE_FOUND:
		if (is_mouse(s, n))
			return clicked(k, s, n, out);
		k->held = 0;
		return take(k, out, code, n);
	case SEQUENCE_STRANGE:
		if (is_mouse(s, n))
			return clicked(k, s, n, out);
		/* Overdue and not a sequence: the new bytes are not part. */
		if (n > held && held > 0 && s.s[n - 1] != '~')
			n = held;
		return drop(k, n);
	case SEQUENCE_BEGUN:
		return begun(k, s, now, out, wait);
	default:
		return held > 0 ? drop(k, held) : alone(k, out);
	}
}

/* Up to PASTE_MAX, cut at a character; what comes after is dropped. */
static void
keep(struct keys *k, struct str s)
{
	size_t room = PASTE_MAX - k->paste.len;

	if (k->overflow)
		return;
	if (s.len > room) {
		while (room > 0 && ((unsigned char)s.s[room] & 0xc0) == 0x80)
			room--;
		s.len = room;
		k->overflow = true;
	}
	buf_str(&k->paste, s);
}

static int
paste(struct keys *k, struct key *out, msec *wait)
{
	struct str s = pending(k);
	const size_t end_len = strlen(PASTE_END);
	const char *end = memmem(s.s, s.len, PASTE_END, end_len);
	size_t n = end != NULL ? (size_t)(end - s.s)
	    : s.len < end_len  ? 0
			       : s.len - end_len + 1;

	keep(k, (struct str){ s.s, n });
	k->at += n;
	if (end == NULL) {
		*wait = -1;
		return 0;
	}
	k->at += end_len;
	k->pasting = false;
	*out = (struct key){ .code = KEY_PASTE,
		.text = buf_view(&k->paste),
		.cut = k->overflow };
	return 1;
}

/* A character whose last bytes have not come yet. */
static bool
cut_short(struct str s)
{
	unsigned char b = (unsigned char)s.s[0];
	size_t want = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : b >= 0xc2 ? 2 : 1;

	if (b > 0xf4 || s.len >= want)
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (((unsigned char)s.s[i] & 0xc0) != 0x80)
			return false;
	return true;
}

/* Not UTF-8: a letter of Latin-1 if we are told so; never a C1 control. */
static int
stray(struct keys *k, unsigned char b, struct key *out)
{
	if (k->latin1 && b >= 0xa0)
		return take(k, out, b, 1);
	*out = (struct key){ .code = KEY_BAD, .text = { k->in.s + k->at, 1 } };
	k->at++;
	return 1;
}

static int
plain(struct keys *k, msec now, struct key *out, msec *wait)
{
	struct str s = pending(k);
	unsigned char b = (unsigned char)s.s[0];
	msec limit = k->latin1 ? KEY_LONE : KEY_REST;
	size_t n;
	uint32_t cp;

	if (b == '\n')
		return take(k, out, KEY_ENTER, 1);
	if (b == '\b')
		return take(k, out, KEY_BACKSPACE, 1);
	if (cut_short(s) && now - k->came < limit) {
		*wait = limit - (now - k->came);
		return 0;
	}
	cp = utf8_next(s.s, s.len, &n);
	if (cp == 0xfffd && memcmp(s.s, "\xef\xbf\xbd", n) != 0)
		return stray(k, b, out);
	return take(k, out, cp, n);
}

/* Ctrl-O and a digit is the F key that a terminal lacks. */
static bool
chord(struct keys *k, struct key *out)
{
	uint32_t c = out->code;

	if (!k->digit) {
		k->digit = c == KEY_CTRL('O');
		return !k->digit;
	}
	k->digit = false;
	if (c >= '1' && c <= '9')
		out->code = KEY_F(c - '0');
	else if (c == '0')
		out->code = KEY_F(10);
	else if (c == 'e')
		out->code = KEY_F(12);
	return true;
}

bool
keys_next(struct keys *k, msec now, struct key *out, msec *wait)
{
	int got;

	*wait = -1;
	while (k->at < k->in.len) {
		if (k->pasting)
			got = paste(k, out, wait);
		else if (k->in.s[k->at] == '\033')
			got = escape(k, now, out, wait);
		else
			got = plain(k, now, out, wait);
		if (got == 0)
			return false;
		if (got > 0 && chord(k, out))
			return true;
	}
	return false;
}
