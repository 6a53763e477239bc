/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * news.h - what the program says to people, told in the language of whoever
 * reads it and not of whose console said it.
 *
 * A notice keeps its sentence as it stands in the source, and apart from it
 * what stands in it: texts and numbers, words of the program (translated where
 * they are read), names that the centre has in several languages, instants
 * (said by the reader's day: "today 15:30") and money. As JSON:
 *
 *	{"say":"A-%lld: remind them of %s","with":[1042,{"at":…,"zone":"…"}]}
 *
 * What the program writes into a ticket by itself is such a sentence alone.
 */
#ifndef CORE_NEWS_H
#define CORE_NEWS_H

#include "core/core.h"

enum { NEWS_MOST = 6 };

struct news_name {
	struct str lang, name; /* "en", "Oil change" */
};
struct news_part {
	enum { NEWS_TEXT, NEWS_WORD, NEWS_NAMES, NEWS_AT, NEWS_MONEY } as;
	struct str text; /* NEWS_AT: the zone; NEWS_MONEY: the currency */
	msec at;
	int64_t amount;
	const struct news_name *names; /* the first stands for any language */
	size_t nnames;
};

/* One notice. Zero is none, except that all texts are given. */
struct news {
	const char *kind; /* "escalation" */
	int64_t severity; /* NOTICE_… */
	struct str team;  /* for all of a team, or: */
	struct id agent;
	const char *entity; /* what it is about */
	struct id about;
	struct str once; /* said only if nobody said this yet */
	msec at, until;	 /* until 0: until it is withdrawn */
	const char *say; /* N_(): %s and %lld, in the order of the parts */
	struct news_part v[NEWS_MOST];
	size_t n;
};

/* The parts, in the order in which they stand in `say`. */
void news_number(struct core *, struct news *, int64_t);
void news_text(struct news *, struct str);
void news_word(struct news *, const char *word); /* N_() or NC_() */
void news_at(struct news *, struct str zone, msec at);
void news_money(struct news *, int64_t amount, struct str currency);
void news_names(struct news *, const struct news_name *, size_t n);

/* In a body: the notice is written. *id gets it, ID_NONE when that was said
 * before; may be NULL. */
MUST_CHECK enum err news_put(struct core *, const struct write *,
    const struct news *, struct id *id);

/* What a notice says, in the language of the program now and for this person.
 * What is no sentence as kept above is read as it is. */
struct str news_read(struct core *, struct arena *, struct str kept);

/* What the program writes into a ticket and its history by itself: kept as it
 * stands in the source, and read in the reader's language. Any other text is as
 * it is. */
enum news_own {
	OWN_NO_ANSWER,	 /* why it ended */
	OWN_NO_COURTESY, /* why it was opened again */
	OWN_BLOCKED,	 /* why it could not end: another one is not done, */
	OWN_FIELDS,	 /* something is missing, */
	OWN_AWAITED,	 /* somebody's word is awaited, */
	OWN_RULES,	 /* or anything else */
	OWN_CONSOLE,	 /* why somebody is offline */
};
struct str news_own(enum news_own);
struct str news_own_read(struct str text);

#endif
