/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key.c - the decoder, and the names of keys.
 */
#include "ui/key.h"

#include "base/utf8.h"

#define PASTE_START "\033[200~"
#define PASTE_END   "\033[201~"
#define PASTE_MAX   (1u << 20)

/* What follows ESC. Longest first matters only for equal beginnings, and none
 * of these is the beginning of another. */
static const struct {
	const char *bytes;
	uint32_t code;
} sequences[] = {
	{ "[A", KEY_UP }, { "[B", KEY_DOWN }, { "[C", KEY_RIGHT },
	{ "[D", KEY_LEFT }, { "OA", KEY_UP }, { "OB", KEY_DOWN },
	{ "OC", KEY_RIGHT }, { "OD", KEY_LEFT },
	{ "[1~", KEY_HOME }, { "[7~", KEY_HOME }, { "[H", KEY_HOME },
	{ "OH", KEY_HOME }, { "[4~", KEY_END }, { "[8~", KEY_END },
	{ "[F", KEY_END }, { "OF", KEY_END },
	{ "[5~", KEY_PGUP }, { "[6~", KEY_PGDN }, { "[2~", KEY_INS },
	{ "[3~", KEY_DEL }, { "[Z", KEY_BACKTAB }, { "\t", KEY_BACKTAB },
	{ "OP", KEY_F(1) }, { "OQ", KEY_F(2) }, { "OR", KEY_F(3) },
	{ "OS", KEY_F(4) },
	{ "[[A", KEY_F(1) }, { "[[B", KEY_F(2) }, { "[[C", KEY_F(3) },
	{ "[[D", KEY_F(4) }, { "[[E", KEY_F(5) },
	{ "[11~", KEY_F(1) }, { "[12~", KEY_F(2) }, { "[13~", KEY_F(3) },
	{ "[14~", KEY_F(4) }, { "[15~", KEY_F(5) }, { "[17~", KEY_F(6) },
	{ "[18~", KEY_F(7) }, { "[19~", KEY_F(8) }, { "[20~", KEY_F(9) },
	{ "[21~", KEY_F(10) }, { "[23~", KEY_F(11) }, { "[24~", KEY_F(12) },
	/* The numeric pad, should an earlier program have left it on. */
	{ "Op", '0' }, { "Oq", '1' }, { "Or", '2' }, { "Os", '3' },
	{ "Ot", '4' }, { "Ou", '5' }, { "Ov", '6' }, { "Ow", '7' },
	{ "Ox", '8' }, { "Oy", '9' }, { "On", '.' }, { "Ol", ',' },
	{ "OM", KEY_ENTER }, { "Ok", '+' }, { "Om", '-' }, { "Oj", '*' },
	{ "Oo", '/' },
};

static const struct {
	const char *name;
	uint32_t code;
} names[] = {
	{ "Up", KEY_UP }, { "Down", KEY_DOWN }, { "Left", KEY_LEFT },
	{ "Right", KEY_RIGHT }, { "Home", KEY_HOME }, { "End", KEY_END },
	{ "PgUp", KEY_PGUP }, { "PgDn", KEY_PGDN }, { "Ins", KEY_INS },
	{ "Del", KEY_DEL }, { "S-Tab", KEY_BACKTAB }, { "Tab", KEY_TAB },
	{ "Enter", KEY_ENTER }, { "Esc", KEY_ESC }, { "Space", ' ' },
	{ "BS", KEY_BACKSPACE }, { "lt", '<' },
};

void
keys_done(struct keys *k)
{
	buf_done(&k->in);
	buf_done(&k->paste);
}

void
keys_feed(struct keys *k, const char *s, size_t n, msec now)
{
	size_t left = k->in.len - k->at;

	if (left == 0) {
		buf_reset(&k->in);
		k->at = 0;
	}
	/* A pending lone ESC did not come with these bytes. */
	k->together = !(left == 1 && k->in.s[k->at] == '\033');
	buf_add(&k->in, s, n);
	k->came = now;
}

static struct str
pending(const struct keys *k)
{
	return (struct str){ k->in.s + k->at, k->in.len - k->at };
}

/* Bytes of a control sequence that is complete but unknown, or 0. */
static size_t
unknown_len(struct str s)
{
	size_t i = 2;

	if (s.len < 2 || (s.s[1] != '[' && s.s[1] != 'O'))
		return 0;
	if (s.s[1] == 'O')
		return s.len > 2 ? 3 : 0;
	while (i < s.len && s.s[i] >= 0x20 && s.s[i] < 0x40)
		i++;
	return i < s.len ? i + 1 : 0;
}

enum found { FOUND, BEGUN, STRANGE };

/* Is there a sequence at ESC? *n its bytes. */
static enum found
match(const struct keys *k, struct str s, uint32_t *code, size_t *n)
{
	bool begun = false;

	for (size_t i = 0; i < countof(sequences); i++) {
		struct str want = str_of(sequences[i].bytes);
		size_t have = s.len - 1 < want.len ? s.len - 1 : want.len;

		if (memcmp(s.s + 1, want.s, have) != 0)
			continue;
		if (have < want.len) {
			begun = true;
			continue;
		}
		*code = k->rxvt && strcmp(want.s, "Ow") == 0 ? KEY_END
		    : sequences[i].code;
		*n = want.len + 1;
		return FOUND;
	}
	return begun || unknown_len(s) == 0 ? BEGUN : STRANGE;
}

static bool
take(struct keys *k, struct key *out, uint32_t code, size_t n)
{
	k->at += n;
	*out = (struct key){ code, STR_NONE };
	return true;
}

/* 1: a key; 0: wait; -1: bytes were dropped, look again. */
static int
escape(struct keys *k, msec now, struct key *out, msec *wait)
{
	struct str s = pending(k);
	bool opener = s.len > 1 && (s.s[1] == '[' || s.s[1] == 'O');
	msec limit = opener && k->together ? KEY_REST : KEY_LONE;
	uint32_t code = KEY_NONE;
	size_t n = 0;

	if (s.len >= 6 && memcmp(s.s, PASTE_START, 6) == 0) {
		k->at += 6;
		k->pasting = true;
		buf_reset(&k->paste);
		return -1;
	}
	if (s.len > 1 && k->together) {
		switch (match(k, s, &code, &n)) {
		case FOUND:
			return take(k, out, code, n);
		case STRANGE:
			k->at += unknown_len(s);
			return -1;
		case BEGUN:
			break;
		}
		if (!opener)	/* Esc and a letter: two keys */
			return take(k, out, KEY_ESC, 1);
	}
	if (s.len > 1 && !k->together) {
		k->together = true;
		return take(k, out, KEY_ESC, 1);
	}
	if (now - k->came >= limit)
		return take(k, out, KEY_ESC, 1);
	*wait = limit - (now - k->came);
	return 0;
}

static int
paste(struct keys *k, struct key *out, msec *wait)
{
	struct str s = pending(k);
	const char *end = memmem(s.s, s.len, PASTE_END, 6);
	size_t n = end != NULL ? (size_t)(end - s.s)
			       : (s.len > 5 ? s.len - 5 : 0);

	if (k->paste.len + n <= PASTE_MAX)
		buf_add(&k->paste, s.s, n);
	k->at += n;
	if (end == NULL) {
		*wait = -1;
		return 0;
	}
	k->at += 6;
	k->pasting = false;
	*out = (struct key){ KEY_PASTE, buf_view(&k->paste) };
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

static int
plain(struct keys *k, msec now, struct key *out, msec *wait)
{
	struct str s = pending(k);
	unsigned char b = (unsigned char)s.s[0];
	uint32_t cp;
	size_t n;

	if (b < 0x80) {
		uint32_t code = b == '\n' ? KEY_ENTER
		    : b == '\b' ? KEY_BACKSPACE : b;

		return take(k, out, code, 1);
	}
	if (cut_short(s) && now - k->came < KEY_REST) {
		*wait = KEY_REST - (now - k->came);
		return 0;
	}
	cp = utf8_next(s.s, s.len, &n);
	if (cp != 0xfffd || n == 3)
		return take(k, out, cp, n);
	if (k->latin1)
		return take(k, out, b, 1);
	take(k, out, KEY_BAD, 1);
	out->text = (struct str){ s.s, 1 };
	return 1;
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

struct str
key_name(uint32_t code, char out[16])
{
	char put[5] = "";

	for (size_t i = 0; i < countof(names); i++)
		if (names[i].code == code) {
			snprintf(out, 16, "<%s>", names[i].name);
			return str_of(out);
		}
	if (code >= KEY_F(1) && code <= KEY_F(12))
		snprintf(out, 16, "<F%u>", code - KEY_F0);
	else if (code < 0x20)
		snprintf(out, 16, "<C-%c>", (char)(code | 0x60));
	else {
		put[utf8_put(code, put)] = '\0';
		snprintf(out, 16, "%s", code >= KEY_NONE ? "" : put);
	}
	return str_of(out);
}

static uint32_t
parse_special(struct str s)
{
	int n = 0;
	char end = 0;

	for (size_t i = 0; i < countof(names); i++)
		if (str_is(s, names[i].name))
			return names[i].code;
	if (s.len == 3 && s.s[0] == 'C' && s.s[1] == '-')
		return KEY_CTRL((unsigned char)s.s[2]);
	if (sscanf(s.s, "F%2d%c", &n, &end) == 1 && n >= 1 && n <= 12)
		return KEY_F(n);
	return KEY_NONE;
}

uint32_t
key_parse(struct str name)
{
	char inside[16];
	uint32_t cp;
	size_t n;

	if (name.len > 2 && name.len < sizeof(inside) && name.s[0] == '<' &&
	    name.s[name.len - 1] == '>') {
		snprintf(inside, sizeof(inside), "%.*s", (int)name.len - 2,
		    name.s + 1);
		return parse_special(str_of(inside));
	}
	if (name.len == 0)
		return KEY_NONE;
	cp = utf8_next(name.s, name.len, &n);
	return n == name.len ? cp : KEY_NONE;
}
