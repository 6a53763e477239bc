/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * po.h - a script's text in other languages: a gettext file beside it,
 * SCRIPT.LANG.po, whose context is script/step/what. Translators use the
 * editors they know; fuzzy entries count as not translated.
 */
#ifndef SCRIPT_PO_H
#define SCRIPT_PO_H

#include "script/script.h"

struct script_po_entry {
	struct str context, id, text;
	struct script_at at;
	bool fuzzy;
	struct script_words words;
	bool used;
};

struct script_po {
	struct script_po *next;
	struct str lang, file;
	struct script_po_entry *v; /* sorted by context */
	size_t n, cap;
};

/* Read a translation into `lang`. Problems are told with line and column. */
void script_po_read(struct script *, struct str lang, struct str file,
    struct str text, struct script_problems *);
/* The text in that language; `own` when it has none there. */
const struct script_words *script_po_words(const struct script *, int part,
    struct str lang, struct str where, const struct script_words *own);
/* Is it said in that language: its own, or translated from this very text? */
bool script_po_has(const struct script *, int part, struct str lang,
    struct str where, const struct script_words *own);
/* The file for one part and language, with what is translated already; texts
 * whose source changed are marked fuzzy. */
void script_po_write(const struct script *, int part, struct str lang,
    struct buf *);

#endif
