/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key_sequence.c - what terminals send after ESC: keys, what is held with them,
 * the mouse, and answers that nobody asked for.
 */
#include "ui/key_own.h"

enum { LONGEST = 4096 }; /* bytes of a sequence that may have an end */

/* What follows ESC. */
static const struct {
	const char *bytes;
	uint32_t code;
} sequences[] = {
	{ "[A", KEY_UP },
	{ "[B", KEY_DOWN },
	{ "[C", KEY_RIGHT },
	{ "[D", KEY_LEFT },
	{ "OA", KEY_UP },
	{ "OB", KEY_DOWN },
	{ "OC", KEY_RIGHT },
	{ "OD", KEY_LEFT },
	{ "[1~", KEY_HOME },
	{ "[7~", KEY_HOME },
	{ "[H", KEY_HOME },
	{ "OH", KEY_HOME },
	{ "[4~", KEY_END },
	{ "[8~", KEY_END },
	{ "[F", KEY_END },
	{ "OF", KEY_END },
	{ "[5~", KEY_PGUP },
	{ "[6~", KEY_PGDN },
	{ "[2~", KEY_INS },
	{ "[3~", KEY_DEL },
	{ "[Z", KEY_BACKTAB },
	{ "\t", KEY_BACKTAB },
	{ "OP", KEY_F(1) },
	{ "OQ", KEY_F(2) },
	{ "OR", KEY_F(3) },
	{ "OS", KEY_F(4) },
	/* PuTTY's VT100+ mode goes on from there. */
	{ "OT", KEY_F(5) },
	{ "OU", KEY_F(6) },
	{ "OV", KEY_F(7) },
	{ "OW", KEY_F(8) },
	{ "OX", KEY_F(9) },
	{ "OY", KEY_F(10) },
	{ "OZ", KEY_F(11) },
	{ "O[", KEY_F(12) },
	{ "[[A", KEY_F(1) },
	{ "[[B", KEY_F(2) },
	{ "[[C", KEY_F(3) },
	{ "[[D", KEY_F(4) },
	{ "[[E", KEY_F(5) },
	{ "[11~", KEY_F(1) },
	{ "[12~", KEY_F(2) },
	{ "[13~", KEY_F(3) },
	{ "[14~", KEY_F(4) },
	{ "[15~", KEY_F(5) },
	{ "[17~", KEY_F(6) },
	{ "[18~", KEY_F(7) },
	{ "[19~", KEY_F(8) },
	{ "[20~", KEY_F(9) },
	{ "[21~", KEY_F(10) },
	{ "[23~", KEY_F(11) },
	{ "[24~", KEY_F(12) },
	/* The numeric pad, should an earlier program have left it on. */
	{ "Op", '0' },
	{ "Oq", '1' },
	{ "Or", '2' },
	{ "Os", '3' },
	{ "Ot", '4' },
	{ "Ou", '5' },
	{ "Ov", '6' },
	{ "Ow", '7' },
	{ "Ox", '8' },
	{ "Oy", '9' },
	{ "On", '.' },
	{ "Ol", ',' },
	{ "OM", KEY_ENTER },
	{ "Ok", '+' },
	{ "Om", '-' },
	{ "Oj", '*' },
	{ "Oo", '/' },
	{ "OI", KEY_TAB },
};

/* A code for what follows ESC, or KEY_NONE. */
static uint32_t
look_up(const struct keys *k, struct str s)
{
	if (k->sco && s.len == 2 && s.s[0] == '[' && s.s[1] >= 'M' &&
	    s.s[1] <= 'X')
		return KEY_F(s.s[1] - 'M' + 1);
	for (size_t i = 0; i < countof(sequences); i++) {
		struct str want = str_of(sequences[i].bytes);

		if (s.len == want.len && memcmp(s.s, want.s, s.len) == 0)
			return k->rxvt && strcmp(want.s, "Ow") == 0
			    ? KEY_END
			    : sequences[i].code;
	}
	return KEY_NONE;
}

/* "[1;5C", "[3;2~", "O5A": with Ctrl, Shift or Alt held it is the plain key,
 * but no F key is more than one. */
static uint32_t
with_modifier(const struct keys *k, struct str s)
{
	char plain[8] = { s.s[0] }, final = s.s[s.len - 1];
	size_t n = 1;
	uint32_t code;

	if (s.s[0] == '[' && final == '~')
		for (; n < s.len && s.s[n] != ';'; n++)
			if (n < 4)
				plain[n] = s.s[n];
	if (n > 4 || (n > 1 && n == s.len) || s.s[1] == '[')
		return KEY_NONE;
	plain[n++] = final;
	code = look_up(k, (struct str){ plain, n });
	return code >= KEY_F(1) && code <= KEY_F(12) ? KEY_NONE : code;
}

uint32_t
key_mouse(struct str s, struct key *out)
{
	int v[3] = { 0 }, n = 0;

	for (size_t i = 2; i + 1 < s.len; i++) {
		if (s.s[i] == ';')
			n++;
		else if (s.s[i] >= '0' && s.s[i] <= '9' && n < 3 &&
		    v[n] < 10000)
			v[n] = v[n] * 10 + (s.s[i] - '0');
		else
			return KEY_NONE;
	}
	if (n != 2 || v[1] < 1 || v[2] < 1 || s.s[s.len - 1] != 'M')
		return KEY_NONE;
	out->column = v[1] - 1;
	out->row = v[2] - 1;
	return v[0] == 0 ? KEY_CLICK
	    : v[0] == 64 ? KEY_WHEEL_UP
	    : v[0] == 65 ? KEY_WHEEL_DOWN
			 : KEY_NONE;
}

/* What follows ESC is n bytes with their end. */
static enum sequence
whole(const struct keys *k, struct str s, size_t n, uint32_t *code)
{
	struct str body = { s.s + 1, n - 1 };

	*code = look_up(k, body);
	if (*code == KEY_NONE)
		*code = with_modifier(k, body);
	return *code == KEY_NONE ? SEQUENCE_STRANGE : SEQUENCE_FOUND;
}

static bool
is_final(char c)
{
	return c >= 0x40 && c <= 0x7e;
}

/* ESC [ parameters final, or the Linux console's ESC [ [ letter. */
static enum sequence
control(const struct keys *k, struct str s, uint32_t *code, size_t *n)
{
	size_t i = 2;

	if (s.len > 2 && s.s[2] == '[')
		i = 3;
	else
		while (i < s.len && s.s[i] >= 0x20 && s.s[i] < 0x40)
			i++;
	*n = i;
	if (i == s.len)
		return i < LONGEST ? SEQUENCE_BEGUN : SEQUENCE_STRANGE;
	if (!is_final(s.s[i])) /* broken off */
		return i == 2 ? SEQUENCE_NONE : SEQUENCE_STRANGE;
	return whole(k, s, *n = i + 1, code);
}

/* ESC O letter, some with a digit for what was held. */
static enum sequence
shifted(const struct keys *k, struct str s, uint32_t *code, size_t *n)
{
	size_t i = 2;

	while (i < s.len && i < 4 && s.s[i] >= '0' && s.s[i] <= '9')
		i++;
	*n = i;
	if (i == s.len)
		return SEQUENCE_BEGUN;
	if (!is_final(s.s[i]))
		return i == 2 ? SEQUENCE_NONE : SEQUENCE_STRANGE;
	return whole(k, s, *n = i + 1, code);
}

/* What a terminal answers when some program asks: ESC ] or ESC P with a
 * number, up to BEL or ESC \. */
static enum sequence
answer(struct str s, size_t *n)
{
	size_t i = 3;

	if (s.len < 3 || s.s[2] == '\0' ||
	    strchr("0123456789>!$+", s.s[2]) == NULL)
		return SEQUENCE_NONE;
	while (i < s.len && (unsigned char)s.s[i] >= 0x20)
		i++;
	*n = i;
	if (i == s.len)
		return i < LONGEST ? SEQUENCE_BEGUN : SEQUENCE_STRANGE;
	if (s.s[i] == '\a') {
		*n = i + 1;
		return SEQUENCE_STRANGE;
	}
	if (s.s[i] != '\033')
		return SEQUENCE_NONE;
	if (i + 1 == s.len)
		return SEQUENCE_BEGUN;
	*n = s.s[i + 1] == '\\' ? i + 2 : i;
	return SEQUENCE_STRANGE;
}

enum sequence
key_sequence(const struct keys *k, struct str s, uint32_t *code, size_t *n)
{
	*code = KEY_NONE;
	*n = s.len;
	switch (s.len > 1 ? s.s[1] : '\0') {
	case '[':
		return control(k, s, code, n);
	case 'O':
		return shifted(k, s, code, n);
	case ']':
	case 'P':
		return answer(s, n);
	case '\t':
		return whole(k, s, *n = 2, code);
	default:
		return s.len > 1 ? SEQUENCE_NONE : SEQUENCE_BEGUN;
	}
}
