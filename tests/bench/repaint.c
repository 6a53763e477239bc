/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Latency floor: every key changes every cell of a table and repaints it all.
 *   gcc -O2 -o floor floor.c -lncursesw -ltinfo
 *   ./floor [full|row|scroll|idlok|cjk|sync|color] [poll]
 *  full   every key rewrites all cells with new content
 *  row    every key moves a highlight by one row (typical list)
 *  scroll every key scrolls a list by one line, no line insert/delete
 *  idlok  the same with idlok(TRUE) and scrollok: the terminal may scroll
 *  cjk    like full but with two-column characters
 *  color  like full with a colour change for every column
 *  sync   like full, wrapped in synchronized output (mode 2026)          */
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>

static int top, sel;
static const char *mode = "full";

static void
line(int y, int n, int cols)
{
	char b[512];
	if (!strcmp(mode, "cjk")) {
		static const char *const g[] = { "北", "京", "客", "服", "订",
			"单", "退", "款" };
		move(y, 0);
		for (int x = 0; x + 1 < cols; x += 2)
			addstr(g[(n + x * 7) & 7]);
		return;
	}
	int k = snprintf(b, sizeof b,
	    "%07d  Person %-5d  queue-%-3d  %-8s wait %5d  ",
	    n * 7919 % 9999991, n * 31 % 997, n * 17 % 300,
	    (n & 3) == 0       ? "voice"
		: (n & 3) == 1 ? "mail"
		: (n & 3) == 2 ? "chat"
			       : "sms",
	    n * 13 % 901);
	while (k < cols) {
		b[k] = (char)('a' + (n * 11 + k * 7) % 26);
		k++;
	}
	if (!strcmp(mode, "color")) {
		for (int x = 0; x < cols; x += 8) {
			attrset(COLOR_PAIR(1 + (n + x) % 6));
			mvaddnstr(y, x, b + x, cols - x < 8 ? cols - x : 8);
		}
		attrset(A_NORMAL);
	} else
		mvaddnstr(y, 0, b, cols);
}
int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	if (argc > 1)
		mode = argv[1];
	initscr();
	cbreak();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	curs_set(0);
	set_escdelay(25);
	if (has_colors()) {
		start_color();
		use_default_colors();
		for (int i = 1; i < 7; i++)
			init_pair((short)i, (short)i, -1);
	}
	bool scroll = !strcmp(mode, "scroll") || !strcmp(mode, "idlok"),
	     rowm = !strcmp(mode, "row"), sync = !strcmp(mode, "sync");
	if (!strcmp(mode, "idlok")) {
		idlok(stdscr, TRUE);
		scrollok(stdscr, TRUE);
		setscrreg(1, LINES - 2);
	}
	int frame = 0;
	for (;;) {
		for (int y = 0; y < LINES; y++) {
			bool head = scroll && (y == 0 || y == LINES - 1);
			if (rowm && y == sel % LINES)
				attron(A_REVERSE);
			line(y,
			    head	 ? 1000000 + y
				: scroll ? top + y
				: rowm	 ? y
					 : frame * 1003 + y,
			    COLS - (y == LINES - 1));
			attroff(A_REVERSE);
		}
		if (sync) {
			putp("\033[?2026h");
		}
		refresh();
		if (sync) {
			putp("\033[?2026l");
			fflush(stdout);
		}
		int k = getch();
		if (k == 'q' || k == ERR)
			break;
		if (k == KEY_RESIZE) {
			erase();
			continue;
		}
		if (k == 'k') {
			sel--;
			top--;
			if (sel < 0)
				sel = LINES - 1;
			if (!strcmp(mode, "idlok"))
				wscrl(stdscr, -1);
		} else {
			sel++;
			top++;
			if (!strcmp(mode, "idlok"))
				wscrl(stdscr, 1);
		}
		frame++;
	}
	endwin();
	return 0;
}
