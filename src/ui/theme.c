/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme.c - the tables of looks and signs.
 */
#include "ui/theme.h"

#define B WEIGHT_BOLD
#define R WEIGHT_REVERSE
#define U WEIGHT_UNDER
#define D WEIGHT_DIM

enum { OWN = -1, BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

/* Columns: mono weight; dark of 8, dark of 256, light of 8, light of 256. */
static const struct {
	unsigned char mono;
	struct style with[4];
} looks[LOOK_COUNT] = {
#define ROW(look, mono, d8, d256, l8, l256)                                    \
	[LOOK_##look] = { mono, { d8, d256, l8, l256 } }
#define S(...)                                                                 \
	{                                                                      \
		__VA_ARGS__                                                    \
	}
	ROW(TEXT, 0, S(OWN, OWN, 0), S(OWN, OWN, 0), S(OWN, OWN, 0),
	    S(OWN, OWN, 0)),
	ROW(HEAD, B, S(OWN, OWN, B), S(117, OWN, B), S(OWN, OWN, B),
	    S(18, OWN, B)),
	ROW(LABEL, 0, S(CYAN, OWN, 0), S(116, OWN, 0), S(BLUE, OWN, 0),
	    S(24, OWN, 0)),
	ROW(MUTED, D, S(OWN, OWN, D), S(247, OWN, 0), S(OWN, OWN, D),
	    S(240, OWN, 0)),
	ROW(BAR, R, S(WHITE, BLUE, B), S(231, 24, 0), S(WHITE, BLUE, B),
	    S(231, 24, 0)),
	ROW(KEYS, 0, S(CYAN, OWN, 0), S(247, OWN, 0), S(BLUE, OWN, 0),
	    S(240, OWN, 0)),
	ROW(KEY, R, S(CYAN, OWN, B), S(231, OWN, B), S(BLUE, OWN, B),
	    S(16, OWN, B)),
	ROW(TAB_ON, R, S(OWN, OWN, R | B), S(16, 250, 0), S(OWN, OWN, R | B),
	    S(231, 238, 0)),
	ROW(FOCUS, R, S(OWN, OWN, R), S(255, 236, B), S(OWN, OWN, R),
	    S(16, 254, B)),
	ROW(SELECTED, B, S(YELLOW, OWN, B), S(221, OWN, B), S(MAGENTA, OWN, B),
	    S(90, OWN, B)),
	ROW(FIELD, U, S(OWN, OWN, U), S(OWN, OWN, U), S(OWN, OWN, U),
	    S(OWN, OWN, U)),
	ROW(MATCH, B | U, S(OWN, OWN, B | U), S(221, OWN, B | U),
	    S(OWN, OWN, B | U), S(90, OWN, B | U)),
	ROW(OK, 0, S(GREEN, OWN, 0), S(114, OWN, 0), S(GREEN, OWN, 0),
	    S(22, OWN, 0)),
	ROW(HALF, 0, S(OWN, OWN, 0), S(OWN, OWN, 0), S(OWN, OWN, 0),
	    S(OWN, OWN, 0)),
	ROW(SOON, B, S(YELLOW, OWN, B), S(214, OWN, B), S(MAGENTA, OWN, B),
	    S(94, OWN, B)),
	ROW(LATE, B | R, S(WHITE, RED, B), S(231, 124, B), S(WHITE, RED, B),
	    S(231, 124, B)),
	ROW(PAUSED, D, S(CYAN, OWN, 0), S(80, OWN, 0), S(CYAN, OWN, 0),
	    S(24, OWN, 0)),
	ROW(CLOSED, D, S(BLUE, OWN, B), S(111, OWN, 0), S(BLUE, OWN, 0),
	    S(25, OWN, 0)),
	ROW(MET, 0, S(GREEN, OWN, 0), S(114, OWN, 0), S(GREEN, OWN, 0),
	    S(22, OWN, 0)),
	ROW(NO, 0, S(OWN, OWN, 0), S(247, OWN, 0), S(OWN, OWN, 0),
	    S(240, OWN, 0)),
	ROW(ALERT, B | R, S(WHITE, RED, B), S(231, 88, B), S(WHITE, RED, B),
	    S(231, 88, B)),
	ROW(GOOD, B, S(GREEN, OWN, B), S(120, OWN, 0), S(GREEN, OWN, B),
	    S(22, OWN, 0)),
	ROW(NEW, B, S(OWN, OWN, B), S(OWN, OWN, B), S(OWN, OWN, B),
	    S(OWN, OWN, B)),
	ROW(DRAFT, B, S(YELLOW, OWN, 0), S(221, OWN, 0), S(MAGENTA, OWN, 0),
	    S(90, OWN, 0)),
	ROW(SEEN, 0, S(CYAN, OWN, 0), S(80, OWN, 0), S(CYAN, OWN, 0),
	    S(24, OWN, 0)),
	ROW(WRITES, B, S(MAGENTA, OWN, B), S(176, OWN, 0), S(MAGENTA, OWN, B),
	    S(90, OWN, 0)),
	ROW(VEILED, D, S(OWN, OWN, D), S(245, OWN, 0), S(OWN, OWN, D),
	    S(240, OWN, 0)),
	ROW(BAD, R, S(OWN, OWN, R), S(OWN, OWN, R), S(OWN, OWN, R),
	    S(OWN, OWN, R)),
	ROW(GAP, U, S(YELLOW, OWN, U), S(221, OWN, U), S(MAGENTA, OWN, U),
	    S(94, OWN, U)),
	ROW(SPEECH, B, S(OWN, OWN, B), S(255, OWN, B), S(OWN, OWN, B),
	    S(16, OWN, B)),
	ROW(SPARK, 0, S(CYAN, OWN, 0), S(80, OWN, 0), S(BLUE, OWN, 0),
	    S(25, OWN, 0)),
	ROW(PAST, R, S(BLACK, CYAN, 0), S(16, 110, 0), S(BLACK, CYAN, 0),
	    S(16, 110, 0)),
#undef S
#undef ROW
};

struct style
theme_style(enum theme theme, int colours, enum look look)
{
	int column = (theme == THEME_LIGHT ? 2 : 0) + (colours >= 256);

	if (theme == THEME_MONO || colours < 8)
		return (struct style){ OWN, OWN, looks[look].mono };
	return looks[look].with[column];
}

static const char *const signs[SIGN_COUNT][3] = {
	[SIGN_FOCUS] = { "►", ">", ">" },
	[SIGN_MARKED] = { "+", "+", "+" },
	[SIGN_OK] = { "·", "·", "." },
	[SIGN_HALF] = { ":", ":", ":" },
	[SIGN_SOON] = { "▲", "^", "^" },
	[SIGN_LATE] = { "!", "!", "!" },
	[SIGN_PAUSED] = { "║", "║", "=" },
	[SIGN_CLOSED] = { "~", "~", "~" },
	[SIGN_MET] = { "√", "√", "v" },
	[SIGN_NO] = { "×", "x", "x" },
	[SIGN_NEW] = { "•", "*", "*" },
	[SIGN_DRAFT] = { "±", "±", "%" },
	[SIGN_SEEN] = { "○", "o", "o" },
	[SIGN_WRITES] = { "■", "#", "#" },
	[SIGN_FULL] = { "█", "█", "#" },
	[SIGN_EMPTY] = { "░", "░", "." },
	[SIGN_MORE] = { "…", "~", "~" },
	[SIGN_INTO] = { "›", ">", ">" },
	[SIGN_RULE] = { "─", "─", "-" },
	[SIGN_DOT] = { "·", "·", "." },
	[SIGN_VEIL] = { "▒", "▒", "*" },
	[SIGN_UP] = { "↑", "^", "^" },
	[SIGN_DOWN] = { "↓", "v", "v" },
	[SIGN_OUT] = { "→", ">", ">" },
};

struct str
theme_sign(enum symbols set, enum sign sign)
{
	return str_of(signs[sign][set]);
}

struct str
theme_spark(enum symbols set, int height)
{
	static const char *const bars[3][8] = {
		{ "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" },
		{ "_", "_", "▄", "▄", "▄", "█", "█", "█" },
		{ "_", ".", "-", "~", "=", "+", "*", "#" },
	};

	height = height < 0 ? 0 : height > 7 ? 7 : height;
	return str_of(bars[set][height]);
}
