/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * filter.h - the language in which a list is filtered:
 *
 *	state:open,new team:"Servicio Técnico" due<2h -priority:4 freno
 *
 * Words stand side by side and all of them hold. `word:value,value` is any of
 * the values; `<`, `<=`, `>` and `>=` compare numbers and times; a word alone
 * is a flag; `-` before a word turns it round. What is no word of the list is
 * text that is looked for; quotes make text of anything.
 *
 * Each word has its plain English name, which is what is kept, and the name in
 * the person's language; both are read. Pure: what a value means (which team
 * is that?) is for the list that owns the words.
 */
#ifndef CORE_FILTER_H
#define CORE_FILTER_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

enum filter_kind {
	FILTER_FLAG,   /* mine */
	FILTER_CHOICE, /* state:open,new; of `choices` */
	FILTER_NUMBER, /* priority<=2; least..most */
	FILTER_TIME,   /* due<2h, created>2026-03-06, due:today */
	FILTER_NAME    /* team:"Servicio Técnico": looked up by the list */
};

struct filter_choice {
	const char *code; /* "pending-customer"; ends with NULL */
	const char *word; /* NC_("filter", …): as people say it */
};

/* A word of a list; tables end with a zero row. */
struct filter_def {
	const char *name; /* "state" */
	const char *word; /* NC_("filter", "state") */
	enum filter_kind kind;
	const struct filter_choice *choices;
	int64_t least, most;
	const char *help; /* N_(); of the zero row, how a word that is none is
			   * told: column, word, all words; or NULL */
};

enum filter_op {
	FILTER_IS,
	FILTER_LESS,
	FILTER_LESS_IS,
	FILTER_MORE,
	FILTER_MORE_IS
};

enum filter_time {
	FILTER_SPAN, /* n is a span, from now on or back: the list knows */
	FILTER_DAY,  /* n is a day since 1970 */
	FILTER_TODAY /* n days after today */
};

struct filter_term {
	const struct filter_def *def; /* NULL: text */
	int column;		      /* where it begins, from 1 */
	bool no, quoted;
	enum filter_op op;
	VEC(struct str) values; /* codes of choices; names; the text */
	int64_t n;		/* a number or a time */
	enum filter_time time;
};

struct filter {
	struct filter_term *v;
	size_t n, cap;
};

/*
 * Reads `text`, in the arena. ERR_INVALID with the column, the reason and, if
 * one is near, what was meant; ERR_INVALID also for over 2000 bytes or 40
 * words.
 */
MUST_CHECK enum err filter_parse(struct arena *, const struct filter_def *,
    struct str text, struct filter *, struct fault *);

/* As it would be typed: in plain words, which are kept, or in the words of the
 * person's language. What is printed reads back as the same. */
void filter_print(const struct filter *, bool plain, struct buf *);

/*
 * What could stand at the end of `text`: the words that go on as what was
 * begun, or the values of a choice, whole ("state:open"). *def is the word
 * whose value is being typed, when only the list knows what there is, and
 * *value what was typed of it (after the last comma, without its quote); else
 * NULL. *from is the byte at which an offer takes the place of what is there.
 */
typedef void filter_offer(void *u, struct str candidate);
void filter_complete(struct arena *, const struct filter_def *, struct str text,
    filter_offer *, void *u, const struct filter_def **def, struct str *value,
    size_t *from);

/* All words there are, as the person says them, with commas. */
struct str filter_all(struct arena *, const struct filter_def *);
/* Where the word at the end begins. */
const char *filter_ending(struct str text);

/* The first term of that name, or NULL. */
const struct filter_term *filter_get(const struct filter *, const char *name);
/* The word of a name as the person says it. */
struct str filter_word(const struct filter_def *);
/* A value as it must be typed: quoted when it has to be. */
struct str filter_quoted(struct arena *, struct str);

#endif
