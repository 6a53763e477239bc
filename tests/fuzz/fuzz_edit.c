/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_edit.c - any keys leave text that is text, within its limit, with the
 * cursor between clusters; and undoing everything ends.
 *
 * The drawing half of edit.c is not called: no terminal is there.
 *
 * sources: src/ui/edit.c src/ui/wrap.c src/ui/cell.c src/ui/pane.c
 * sources: src/ui/theme.c
 */
#include <locale.h>

#include "fuzz.h"
#include "ui/edit.h"
#include "ui/term.h"
#include "ui/wrap.h"

#define MAX   300
#define WIDTH 17

/* What drawing would need of a terminal. */
enum symbols
term_symbols(void)
{
	return SYMBOLS_ASCII;
}

void
term_put(int row, int column, const struct cell *c, enum look look)
{
	(void)look;
	HOLDS(row >= 0 && row < 3 && column >= 0);
	HOLDS(column + c->width <= WIDTH);
}

void
term_run(int row, int column, const char *plain, int n, enum look look)
{
	(void)plain;
	(void)look;
	HOLDS(row >= 0 && row < 3 && column >= 0 && n >= 0);
	HOLDS(column + n <= WIDTH);
}

void
term_cursor(int row, int column)
{
	HOLDS(row >= 0 && row < 3 && column >= 0 && column < WIDTH);
}

void
term_beep(void)
{
}

static void
check(struct edit *e)
{
	const struct pane p = { 0, 0, e->lines ? 3 : 1, WIDTH };
	struct str s = edit_text(e);
	size_t at = 0, n;

	HOLDS(s.len <= MAX && e->at <= s.len && is_ours(s));
	for (size_t i = 0; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		HOLDS(cp >= ' ' || (cp == '\n' && e->lines));
		HOLDS(cp < 0x7f || cp >= 0xa0);
	}
	while (at < e->at)
		at = wrap_next(s, at);
	HOLDS(at == e->at);
	edit_draw(e, &p, true, false);
	edit_draw(e, &p, true, true);
}

/* A byte below 64 is one of these; any other begins a piece of text. */
static const uint32_t codes[] = { KEY_LEFT, KEY_RIGHT, KEY_UP, KEY_DOWN,
	KEY_HOME, KEY_END, KEY_PGUP, KEY_PGDN, KEY_BACKSPACE, KEY_DEL,
	KEY_ENTER, KEY_CTRL('A'), KEY_CTRL('D'), KEY_CTRL('E'), KEY_CTRL('K'),
	KEY_CTRL('U'), KEY_CTRL('W'), KEY_CTRL('Y'), KEY_CTRL('_'),
	KEY_CTRL('X'), KEY_F(2), KEY_BAD, KEY_ESC, ' ', 'u', 0x301, 0x1f1e8,
	0x4e2d, 0x200d, 0x202e };

static size_t
one_key(struct edit *e, struct str s)
{
	unsigned char b = (unsigned char)s.s[0];
	struct key k = { .code = codes[b % countof(codes)], .text = STR_NONE };
	size_t n = 1;

	if (b >= 64 && s.len > 1) {
		k.text = (struct str){ s.s + 1, b % 16u };
		if (k.text.len >= s.len)
			k.text.len = s.len - 1;
		k.code = KEY_PASTE;
		n += k.text.len;
	}
	edit_key(e, &k, WIDTH);
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct edit e = { .max = MAX };
	struct arena a = { 0 };
	struct str s = input(&a, data, n);
	int undone = 0;

	setlocale(LC_CTYPE, "C.UTF-8");
	e.lines = n > 0 && data[0] & 1;
	for (size_t i = 1; i < s.len;) {
		i += one_key(&e, (struct str){ s.s + i, s.len - i });
		check(&e);
	}
	while (edit_undo(&e)) {
		check(&e);
		HOLDS(++undone <= EDIT_UNDO);
	}
	edit_done(&e);
	arena_done(&a);
	return 0;
}
