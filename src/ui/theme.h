/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme.h - from a meaning to how it looks. Code never names a colour.
 *
 * Every meaning that a colour carries is also carried by a sign, and each sign
 * has a plain (code page 437) and an ASCII twin.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "base/str.h"

enum look {
	LOOK_TEXT,
	LOOK_HEAD,
	LOOK_LABEL,
	LOOK_MUTED,
	LOOK_BAR,
	LOOK_KEYS,
	LOOK_KEY,
	LOOK_TAB_ON,
	LOOK_FOCUS,
	LOOK_SELECTED,
	LOOK_FIELD,
	LOOK_MATCH,
	LOOK_OK,
	LOOK_HALF,
	LOOK_SOON,
	LOOK_LATE,
	LOOK_PAUSED,
	LOOK_CLOSED,
	LOOK_MET,
	LOOK_NO,
	LOOK_ALERT,
	LOOK_GOOD,
	LOOK_NEW,
	LOOK_DRAFT,
	LOOK_SEEN,
	LOOK_WRITES,
	LOOK_VEILED,
	LOOK_BAD,
	LOOK_GAP,
	LOOK_SPEECH,
	LOOK_SPARK,
	LOOK_PAST,
	LOOK_COUNT
};

enum theme { THEME_DARK, THEME_LIGHT, THEME_MONO, THEMES };

enum { WEIGHT_BOLD = 1, WEIGHT_REVERSE = 2, WEIGHT_UNDER = 4, WEIGHT_DIM = 8 };

/* Colours are terminal colour numbers, -1 the terminal's own. */
struct style {
	short fg, bg;
	unsigned char weight; /* WEIGHT_… */
};

/* `colours`: 256, 8 or 0 (mono, whatever the theme). */
struct style theme_style(enum theme, int colours, enum look);

enum symbols { SYMBOLS_FULL, SYMBOLS_PLAIN, SYMBOLS_ASCII };

enum sign {
	SIGN_FOCUS,
	SIGN_MARKED,
	SIGN_OK,
	SIGN_HALF,
	SIGN_SOON,
	SIGN_LATE,
	SIGN_PAUSED,
	SIGN_CLOSED,
	SIGN_MET,
	SIGN_NO,
	SIGN_NEW,
	SIGN_DRAFT,
	SIGN_SEEN,
	SIGN_WRITES,
	SIGN_FULL,
	SIGN_EMPTY,
	SIGN_MORE,
	SIGN_INTO,
	SIGN_RULE,
	SIGN_DOT,
	SIGN_VEIL,
	SIGN_OUT,
	SIGN_UP,
	SIGN_DOWN,
	SIGN_COUNT
};

/* One column of text for a sign. */
struct str theme_sign(enum symbols, enum sign);
/* One of n heights, 0..7, of a spark line. */
struct str theme_spark(enum symbols, int height);

#endif
