/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keyname.c - the names of keys, in option files and in help.
 */
#include <strings.h>

#include "base/utf8.h"
#include "ui/key.h"
#include "ui/term.h"

static const struct {
	const char *name;
	uint32_t code;
} names[] = {
	{ "Up", KEY_UP },
	{ "Down", KEY_DOWN },
	{ "Left", KEY_LEFT },
	{ "Right", KEY_RIGHT },
	{ "Home", KEY_HOME },
	{ "End", KEY_END },
	{ "PgUp", KEY_PGUP },
	{ "PgDn", KEY_PGDN },
	{ "Ins", KEY_INS },
	{ "Del", KEY_DEL },
	{ "S-Tab", KEY_BACKTAB },
	{ "Tab", KEY_TAB },
	{ "Enter", KEY_ENTER },
	{ "Esc", KEY_ESC },
	{ "Space", ' ' },
	{ "BS", KEY_BACKSPACE },
	{ "lt", '<' },
	/* Other names for the same, only read. */
	{ "Backspace", KEY_BACKSPACE },
	{ "Delete", KEY_DEL },
	{ "Insert", KEY_INS },
	{ "PageUp", KEY_PGUP },
	{ "PageDown", KEY_PGDN },
	{ "Return", KEY_ENTER },
	{ "C-h", KEY_BACKSPACE },
	{ "C-j", KEY_ENTER },
};

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
		snprintf(out, 16, "<C-%c>",
		    (char)(code >= 1 && code <= 26 ? code | 0x60
						   : code | 0x40));
	else {
		put[code < KEY_NONE ? utf8_put(code, put) : 0] = '\0';
		snprintf(out, 16, "%s", put);
	}
	return str_of(out);
}

/* "C-a" to "C-z" and the five others that have a code. */
static uint32_t
parse_ctrl(char c)
{
	if ((c >= '@' && c <= '_') || (c >= 'a' && c <= 'z'))
		return KEY_CTRL((unsigned char)c);
	return KEY_NONE;
}

static uint32_t
parse_special(struct str s)
{
	int64_t n;

	for (size_t i = 0; i < countof(names); i++)
		if (strcasecmp(s.s, names[i].name) == 0)
			return names[i].code;
	if (s.len == 3 && strncasecmp(s.s, "C-", 2) == 0)
		return parse_ctrl(s.s[2]);
	if ((s.s[0] == 'F' || s.s[0] == 'f') && s.s[1] >= '1' &&
	    s.s[1] <= '9' && str_int((struct str){ s.s + 1, s.len - 1 }, &n) &&
	    n <= 12)
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
		memcpy(inside, name.s + 1, name.len - 2);
		inside[name.len - 2] = '\0';
		return parse_special((struct str){ inside, name.len - 2 });
	}
	if (name.len == 0)
		return KEY_NONE;
	cp = utf8_next(name.s, name.len, &n);
	return n == name.len ? cp : KEY_NONE;
}

/* Keys with a sign of their own where the terminal can draw it, else a word. */
static const char *
sign_of(const char *name, size_t n)
{
	static const struct {
		const char *name, *sign, *word;
	} arrows[] = { { "Up", "↑", NC_("key", "Up") },
		{ "Down", "↓", NC_("key", "Down") },
		{ "Left", "←", NC_("key", "Left") },
		{ "Right", "→", NC_("key", "Right") } };

	if (n == 2 && strncmp(name, "lt", n) == 0)
		return "<"; /* only the option file cannot write it */
	if (n == 5 && strncmp(name, "Space", n) == 0)
		return _("Space");
	if (n == 9 && strncmp(name, "Backspace", n) == 0)
		return _("Backspace");
	for (size_t i = 0; i < countof(arrows); i++)
		if (strlen(arrows[i].name) == n &&
		    strncmp(name, arrows[i].name, n) == 0)
			return term_symbols() != SYMBOLS_ASCII
			    ? arrows[i].sign
			    : meant(arrows[i].word);
	return NULL;
}

struct str
key_shown(struct arena *a, const char *keys)
{
	struct buf b = { 0 };
	struct str out;

	while (*keys != '\0') {
		const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
		const char *sign = end != NULL
		    ? sign_of(keys + 1, (size_t)(end - keys) - 1)
		    : NULL;

		if (end == NULL || end == keys + 1) {
			buf_c(&b, *keys++);
			continue;
		}
		if (b.len > 0)
			buf_c(&b, ' ');
		if (strncmp(keys, "<C-", 3) == 0)
			buf_printf(&b, "Ctrl-%c",
			    keys[3] >= 'a' && keys[3] <= 'z' ? keys[3] - 32
							     : keys[3]);
		else if (sign != NULL)
			buf_z(&b, sign);
		else
			buf_printf(&b, "%.*s", (int)(end - keys) - 1, keys + 1);
		keys = end + 1;
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}
