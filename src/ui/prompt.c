/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt.c - readline as an editor of one line, and nothing more of it. The
 * file with the past is in past.c.
 */
#include "ui/prompt.h"

#include <stdio.h>
/* Wants stdio.h before it. */
#include <readline/history.h>
#include <readline/readline.h>

#include "base/secret.h"
#include "base/utf8.h"
#include "ui/past.h"
#include "ui/term.h"

static struct {
	bool ready, open, secret;
	unsigned char fed[32]; /* bytes of one key */
	size_t nfed, at;
	int left; /* first column of the text that is shown */
} line;

/* ---- readline, tamed ---------------------------------------------------- */

static int
next_byte(FILE *from)
{
	(void)from;
	return line.at < line.nfed ? line.fed[line.at++] : EOF;
}

static int
more_bytes(void)
{
	return line.at < line.nfed;
}

static void
draw_nothing(void)
{
}

static void
prepare_nothing(int meta)
{
	(void)meta;
}

/* A line never ends by itself: Enter is the caller's. */
static void
ended(char *text)
{
	free(text);
}

/* What would end the line, write to the terminal, or let a control character
 * in; whatever key an inputrc gave it. */
static rl_command_func_t *const unwanted[] = {
	rl_newline,
	rl_quoted_insert,
	rl_tab_insert,
	rl_complete,
	rl_possible_completions,
	rl_insert_completions,
	rl_menu_complete,
	rl_old_menu_complete,
	rl_backward_menu_complete,
	rl_clear_screen,
	rl_clear_display,
	rl_refresh_line,
	rl_re_read_init_file,
	rl_insert_comment,
	rl_vi_editing_mode,
	rl_dump_functions,
	rl_dump_macros,
	rl_dump_variables,
};

static void
unbind(void)
{
	const Keymap maps[] = { emacs_standard_keymap, emacs_meta_keymap,
		emacs_ctlx_keymap };

	for (size_t m = 0; m < countof(maps); m++)
		for (size_t i = 0; i < countof(unwanted); i++)
			rl_unbind_function_in_map(unwanted[i], maps[m]);
}

static void
set(const char *name, const char *value)
{
	rl_variable_bind(name, value);
}

/* Once, when first a line is typed. With a drawing function of ours readline
 * asks no terminal entry: curses keeps its own. */
static void
get_ready(void)
{
	FILE *nowhere = fopen("/dev/null", "r+e");

	line.ready = true;
	rl_readline_name = "cabina";
	rl_instream = rl_outstream = nowhere;
	rl_catch_signals = rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_redisplay_function = draw_nothing;
	rl_getc_function = next_byte;
	rl_input_available_hook = more_bytes;
	rl_prep_term_function = prepare_nothing;
	rl_deprep_term_function = draw_nothing;
	set("bind-tty-special-chars", "off");
	rl_initialize();
	set("editing-mode", "emacs");
	set("enable-bracketed-paste", "off");
	set("bell-style", "none");
	set("keyseq-timeout", "0");
	set("convert-meta", "off");
	set("input-meta", "on");
	set("output-meta", "on");
	/* Known from terminfo alone, which is not asked. */
	rl_bind_keyseq_if_unbound("\033[3~", rl_delete);
	unbind();
}

/* ---- open and close ----------------------------------------------------- */

void
prompt_open(struct str text, bool secret)
{
	if (line.open)
		prompt_close();
	if (!line.ready)
		get_ready();
	rl_clear_history();
	for (size_t i = 0; !secret && i < past_count(); i++)
		add_history(past_line(i));
	rl_callback_handler_install("", ended);
	line.open = true;
	line.secret = secret;
	line.left = 0;
	prompt_replace(0, 0, text);
	rl_free_undo_list();
}

void
prompt_close(void)
{
	if (!line.open)
		return;
	rl_callback_sigcleanup();
	rl_callback_handler_remove();
	rl_clear_history();
	if (line.secret)
		secret_wipe(rl_line_buffer, (size_t)rl_end);
	rl_replace_line("", 1);
	line.open = line.secret = false;
}

struct str
prompt_text(void)
{
	return line.open ? (struct str){ rl_line_buffer, (size_t)rl_end }
			 : STR_NONE;
}

size_t
prompt_at(void)
{
	return line.open ? (size_t)rl_point : 0;
}

void
prompt_move(size_t at)
{
	if (line.open)
		rl_point = at < (size_t)rl_end ? (int)at : rl_end;
}

/* ---- text going in ------------------------------------------------------ */

static bool
is_control(unsigned char c)
{
	return c < 0x20 || c == 0x7f;
}

/* Controls become a blank, and no more enters than there is room for. */
static void
insert(struct str text)
{
	struct arena a = { 0 };
	size_t room = PROMPT_MAX - (size_t)rl_end;
	char *s = (char *)(uintptr_t)str_copy(&a, text).s;

	if (text.len > room) {
		while (room > 0 && ((unsigned char)s[room] & 0xc0) == 0x80)
			room--;
		s[room] = '\0';
	}
	for (char *c = s; *c != '\0'; c++)
		if (is_control((unsigned char)*c))
			*c = ' ';
	rl_insert_text(s);
	if (line.secret)
		secret_wipe(s, strlen(s));
	arena_done(&a);
}

void
prompt_replace(size_t from, size_t to, struct str with)
{
	if (!line.open)
		return;
	rl_begin_undo_group();
	rl_delete_text((int)from, (int)to);
	rl_point = (int)from;
	insert(with);
	rl_end_undo_group();
}

/* ---- keys --------------------------------------------------------------- */

static const struct {
	uint32_t code;
	const char *bytes;
} sends[] = {
	{ KEY_UP, "\033[A" },
	{ KEY_DOWN, "\033[B" },
	{ KEY_RIGHT, "\033[C" },
	{ KEY_LEFT, "\033[D" },
	{ KEY_HOME, "\033[H" },
	{ KEY_END, "\033[F" },
	{ KEY_DEL, "\033[3~" },
	{ KEY_BACKSPACE, "\177" },
};

/* Ctrl-O and Ctrl-Z are the console's, Ctrl-D on an empty line would end it. */
static size_t
bytes_of(uint32_t code, char out[8])
{
	for (size_t i = 0; i < countof(sends); i++)
		if (sends[i].code == code) {
			memcpy(out, sends[i].bytes, strlen(sends[i].bytes) + 1);
			return strlen(out);
		}
	if (code >= KEY_NONE || code == KEY_CTRL('Z') || code == KEY_ESC ||
	    code == KEY_ENTER || code == KEY_TAB || code == KEY_CTRL('L'))
		return 0;
	if (code < 0x20) {
		out[0] = (char)code;
		return 1;
	}
	return utf8_put(code, out);
}

static void
feed(const char *s, size_t n)
{
	memcpy(line.fed, s, n);
	line.nfed = n;
	line.at = 0;
	while (line.at < line.nfed)
		rl_callback_read_char();
}

static bool
searching(void)
{
	return RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH) != 0;
}

/* A secret goes neither into readline's cuttings nor into its undo. */
static enum prompt_got
secret_key(uint32_t code)
{
	struct str text = prompt_text();
	int from = rl_point;

	if (code == KEY_CTRL('U') || code == KEY_CTRL('W') ||
	    code == KEY_CTRL('K')) {
		secret_wipe(rl_line_buffer, text.len);
		rl_replace_line("", 1);
		rl_point = 0;
		return PROMPT_CHANGED;
	}
	if (code == KEY_BACKSPACE && from > 0) {
		do
			from--;
		while (from > 0 &&
		    ((unsigned char)text.s[from] & 0xc0) == 0x80);
		rl_delete_text(from, rl_point);
		rl_point = from;
		rl_free_undo_list();
		return PROMPT_CHANGED;
	}
	if (code >= ' ' && code < KEY_NONE && code != KEY_BACKSPACE) {
		char put[8] = "";

		put[utf8_put(code, put)] = '\0';
		insert(str_of(put));
		rl_free_undo_list();
		return PROMPT_CHANGED;
	}
	return code < ' ' || code == KEY_BACKSPACE ? PROMPT_MOVED : PROMPT_NOT;
}

/* A macro of an inputrc, or a search, may have brought one. */
static void
drop_controls(void)
{
	for (int i = rl_end - 1; i >= 0; i--)
		if (is_control((unsigned char)rl_line_buffer[i]))
			rl_delete_text(i, i + 1);
	if (rl_point > rl_end)
		rl_point = rl_end;
}

static enum prompt_got
edited(const char *bytes, size_t n)
{
	struct arena a = { 0 };
	struct str was = str_copy(&a, prompt_text());
	enum prompt_got got;

	feed(bytes, n);
	drop_controls();
	got = str_eq(was, prompt_text()) ? PROMPT_MOVED : PROMPT_CHANGED;
	arena_done(&a);
	return got;
}

enum prompt_got
prompt_key(const struct key *k)
{
	char bytes[8] = "";
	size_t n;

	if (!line.open || k->code == KEY_BAD)
		return PROMPT_NOT;
	if (k->code == KEY_PASTE) {
		prompt_replace((size_t)rl_point, (size_t)rl_point, k->text);
		return PROMPT_CHANGED;
	}
	if (line.secret && k->code != KEY_ENTER && k->code != KEY_ESC)
		return secret_key(k->code);
	if (searching() &&
	    (k->code == KEY_ENTER || k->code == KEY_ESC || k->code == KEY_TAB))
		return edited("\n", 1); /* the search ends, its line stays */
	n = bytes_of(k->code, bytes);
	if (n == 0)
		return PROMPT_NOT;
	if ((k->code == KEY_CTRL('D') && rl_end == 0) ||
	    (k->code >= ' ' && k->code < KEY_NONE && rl_end >= PROMPT_MAX &&
		k->code != KEY_BACKSPACE))
		return PROMPT_MOVED;
	return edited(bytes, n);
}

/* ---- drawing ------------------------------------------------------------ */

/* What Ctrl-R looks for, out of readline's own prompt: (…)`word': */
static int
draw_label(const struct pane *p, int row, const char *label)
{
	const char *from = searching() ? strchr(rl_display_prompt, '`') : NULL;
	const char *to = from != NULL ? strrchr(from, '\'') : NULL;
	struct arena a = { 0 };
	int at;

	if (to == NULL)
		return pane_z(p, row, 0, LOOK_LABEL, label);
	at = pane_z(p, row, 1, LOOK_LABEL, _("with")) + 2;
	at += pane_text(p, row, at, LOOK_MATCH,
	    str_copyn(&a, from + 1, (size_t)(to - from) - 1));
	at += pane_z(p, row, at, LOOK_LABEL, ": ");
	arena_done(&a);
	return at;
}

/* The text as shown, with a dot for each cluster of a secret. */
static struct str
shown(struct arena *a, size_t *at)
{
	struct str text = prompt_text(), dot;
	struct buf b = { 0 };
	size_t point = 0;
	struct str out;

	*at = (size_t)rl_point;
	if (!line.secret)
		return text;
	dot = theme_sign(term_symbols(), SIGN_NEW);
	for (size_t i = 0; i < text.len; i++) {
		if (i == *at)
			point = b.len;
		if (((unsigned char)text.s[i] & 0xc0) != 0x80)
			buf_str(&b, dot);
	}
	*at = *at == text.len ? b.len : point;
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* The cursor stays seen, with a third of the row before it after a jump. */
static void
scroll(int column, int width)
{
	if (column < line.left + (line.left > 0))
		line.left = column > width / 3 ? column - width / 3 : 0;
	if (column >= line.left + width)
		line.left = column - width * 2 / 3;
}

static void
draw_cells(const struct pane *p, struct str text)
{
	struct cell c;
	int column = 0;

	for (size_t i = 0; i < text.len && column < line.left + p->columns;) {
		i += cell_next(text.s + i, text.len - i, &c);
		if (column >= line.left)
			pane_cell(p, 0, column - line.left, &c, LOOK_TEXT);
		column += c.width;
	}
}

void
prompt_draw(const struct pane *p, int row, const char *label)
{
	int at = draw_label(p, row, label);
	struct pane in = pane_part(p, row, at, 1, p->columns - at);
	struct arena a = { 0 };
	size_t point;
	struct str text = shown(&a, &point);
	int column = cell_columns((struct str){ text.s, point });

	scroll(column, in.columns);
	draw_cells(&in, text);
	if (line.left > 0)
		pane_text(&in, 0, 0, LOOK_MUTED,
		    theme_sign(term_symbols(), SIGN_MORE));
	pane_cursor(&in, 0, column - line.left);
	arena_done(&a);
}
