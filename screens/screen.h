/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen.h - what a screen must provide.
 *
 * A screen loads a read-only model on the lane's thread and never draws there;
 * it draws from the model on the loop thread and never loads. Cursor, scroll
 * and typed text live in `state`, data in `model`. A failed load leaves the old
 * model. A screen changes nothing itself: it says words (`say`), and they run
 * as if they had been typed after `:`.
 *
 * A new screen is one file here and one word in meson.build.
 */
#ifndef SCREENS_SCREEN_H
#define SCREENS_SCREEN_H

#include "core/core.h"
#include "core/state_word.h"
#include "ui/edit.h"
#include "ui/form.h"
#include "ui/keymap.h"
#include "ui/list.h"
#include "ui/pane.h"
#include "ui/term.h"

/* What the cursor is on: a verb's first argument comes from here. */
struct subject {
	const char *kind; /* "ticket", "customer", "interaction", or NULL */
	struct id id;
	struct id customer; /* whom it concerns; for "new ticket" */
	struct id interaction;
};

/* What a screen is opened with; passed to load() whole. */
struct screen_arg {
	struct id id;
	struct str text;
	struct id contact; /* the contact in progress, or none */
	struct id at;	   /* the row it is opened for, or none */
	struct id touched; /* the ticket written last in this console */
	int columns, rows; /* of the body, for how much to load */
};

/* What drawing may know beside the model. */
struct scene {
	msec now;
	const struct me *me;
	bool loading; /* asked for, 150 ms ago or more */
	bool focus;
};

struct screen {
	const struct screen_def *def;
	void *state;	   /* def->state_size bytes, zeroed at first */
	const void *model; /* NULL until first loaded */
	struct screen_arg arg;
	struct scene scene;
	const struct fault *fault; /* why the last load failed, or NULL */
};

/* The screen "text" is opened with what it shows; a first line that begins
 * with this is its title, and with the other one that of help. */
#define TEXT_TITLE '\037'
#define TEXT_HELP  '\035'

/* The text the sign-in is opened with where a server asks who comes in. */
#define LOGIN_SERVER "server"

/* Between two lines of words said at once: they run in order, and a refusal
 * stops them. */
#define SAY_NEXT '\036'
/* In a later line: the id of what the line before it made. */
#define SAY_MADE "\035"

/* "choose QUESTION", then for each choice what it is called and the words it
 * says ("" says nothing), all parted by this: a question on the message line
 * that takes no key typed before it was read. Four choices at most. */
#define SAY_CHOICE '\037'

enum screen_key {
	SCREEN_IGNORED, /* not a key of mine: look in the key map */
	SCREEN_TAKEN,	/* done; draw */
	SCREEN_RELOAD,	/* done; load again (arg may have changed) */
	SCREEN_SAY,	/* done; run the words in *say */
	SCREEN_TELL,	/* it cannot be done: *say tells why */
};

/* `return screen_tell(say, _("why not"))`: SCREEN_TELL. */
enum screen_key screen_tell(struct buf *say, const char *why);

/* What a screen is about: what `open SCREEN` without an id takes from what the
 * cursor is on. */
enum screen_of {
	OF_NOTHING,
	OF_ITSELF, /* the ticket or customer under the cursor, by its name */
	OF_TICKET,
	OF_TICKET_OR_ALL,
	OF_CUSTOMER, /* also that of a ticket or contact */
	OF_TALK,     /* the contact in progress */
	OF_CONTACT,  /* that, else the one under the cursor */
	OF_CONTACT_OR_NEW,
	OF_ANY /* whatever it is */
};

/* A model that comes part by part, so that nobody waits for the whole. */
struct screen_further {
	/* More is to come: what the next part is loaded with, in the arena. */
	bool (*more)(const struct screen *, struct arena *, struct str *text);
	/* As load(), with that text. */
	enum err (*load)(struct core *, const struct screen_arg *,
	    struct arena *, void **part);
	/* It is there. What it points to lies in the arena, which is emptied
	 * unless it is taken (and zeroed) here. */
	void (*add)(struct screen *, void *part, struct arena *);
};

struct sheet_def;
struct screen_def {
	const char *name;
	const char *title; /* N_() */
	const char *about; /* N_(): what it is for, in its help; or NULL */
	enum screen_of of;
	bool many; /* a form to many customers: a text names none */
	size_t state_size;
	bool tab;	 /* `open` gives it a tab of its own */
	bool single;	 /* never two of it: the one there is is about what it
			  * is opened with last */
	bool once;	 /* a form: it closes when its words were done */
	bool seeks;	 /* what is typed only looks for something: it comes
			  * back after a kill, and is given up by Esc */
	bool minutely;	 /* loaded with each minute while it is shown */
	bool unfiltered; /* arg.text is not a filter */
	const struct sheet_def *sheet; /* of a form (sheet.h), or NULL */
	const char *watches; /* entities, with blanks: "ticket message" */
	const struct key_def *keys; /* may be NULL */
	/* Those of the key line, when they differ just now. NULL: keys. */
	const struct key_def *(*line_keys)(const struct screen *);
	/* May it be opened? Its arg has id and text. A refusal is told where
	 * one stands: nobody fills in a form for nothing. NULL: it may. */
	enum err (*may)(struct core *, const struct screen_arg *);
	enum err (*load)(struct core *, const struct screen_arg *,
	    struct arena *, void **model);
	const struct screen_further *further; /* NULL: a load is whole */
	void (*draw)(struct screen *, const struct pane *);
	/* NULL where there is none. */
	struct subject (*subject)(const struct screen *);
	/* The list that move, page and filter work on, or NULL. */
	struct list *(*list)(struct screen *, struct rows *);
	/* Its list is put in the next order otherwise than by its rows: as a
	 * key. NULL, or SCREEN_IGNORED: by its rows (ui/list.h). */
	enum screen_key (*reorder)(struct screen *, struct buf *say);
	/* The words of a filter that finds all tickets of its list, when not
	 * all are loaded; "" when they are. NULL: they always are. */
	struct str (*found)(const struct screen *, struct arena *);
	/* How many tickets its list would have with all of them loaded; over
	 * TICKET_COUNT_MOST: more. With a model only. NULL: it has them all. */
	int64_t (*whole)(const struct screen *);
	/* What is wrong in the words it is filtered by, which do not hold; "".
	 * With a model only. NULL: they always read. */
	struct str (*mistake)(const struct screen *);
	/* Sees each key before the key maps; NULL for none. */
	enum screen_key (*key)(struct screen *, const struct key *,
	    struct buf *say);
	/* Sees the words of a key before they run: says others (a form for what
	 * is missing), tells why not, or leaves them as they are. The key line
	 * asks it, too, whether a key would do anything: it changes nothing, but
	 * for a contact that begins its note (keyline.c).
	 * With a model only. NULL for none. */
	enum screen_key (*word)(struct screen *, struct str words,
	    struct buf *say);
	/* The model is new and nothing has looked at it yet: its rows may be put
	 * in another order, before the cursor is put on its own (still.h). */
	void (*arrange)(struct screen *);
	/* The model changed: put cursor and choices where they belong. */
	void (*loaded)(struct screen *);
	/* The row of its list that an event of one's own wrote; ID_NONE: none.
	 * With a model only. NULL: that of the thing it was about. */
	struct id (*made)(const struct screen *, int64_t event);
	/* What the tab and the top line call it; NULL: the title. */
	struct str (*label)(const struct screen *);
	/* What the top line says before that; NULL: the title. */
	const char *(*heading)(const struct screen *);
	/* A field has the focus: letters are text. NULL: never. */
	bool (*typing)(const struct screen *);
	/* What is typed into just now, for a template; NULL: nothing is. */
	struct edit *(*edit)(struct screen *);
	/* What is typed, as JSON, and back: for the journal. NULL: nothing. */
	void (*draft)(const struct screen *, struct buf *);
	void (*undraft)(struct screen *, struct str);
	/* What is typed waits for whoever leaves; NULL: as `once` says. */
	bool (*keeps)(const struct screen *);
	/* What it shows is nowhere else to be read: whoever leaves it may come
	 * back to it, until the next of them. NULL: never. */
	bool (*result)(const struct screen *);
	/* undraft() needs no model: what was typed here counts for the screen
	 * that stands over it, too, which is all that is loaded at first. */
	bool undraft_early;
	/* Its words were refused for want of fault->asks: true when it has a
	 * field for that now. With a model only. NULL: never. */
	bool (*refused)(struct screen *, const struct fault *);
	void (*done)(struct screen *);
	/* Is something in it late by now? For its tab; with a model only. */
	bool (*late)(const struct screen *, msec now);
	/* While this is so it is loaded with each minute, too: what it waits
	 * for comes without an event. With a model only; NULL: never. */
	bool (*waits)(const struct screen *);
};

extern const struct screen_def *const screens[];
extern const size_t nscreens;
/* NULL for a name that is none. */
const struct screen_def *screen_named(struct str name);

/* ---- what screens with a list do alike (rows.c) ------------------------- */

/* The row under the cursor of its list(), or NULL; also without a model. */
const void *screen_picked(const struct screen *);
/* Its list() in the pane, with the columns. With a model only. */
void screen_rows(struct screen *, const struct pane *, const struct column *);
/* In this row how many rows are above and below the `height` that are seen;
 * nothing where all are. */
void screen_beyond(const struct pane *, int row, const struct list *, size_t n,
    int height);
/* done() of a screen whose state begins with its one list, and holds nothing
 * else. */
void screen_done(struct screen *);
/* In row 0 from column `at` the nth (from 0) of several lists that a digit
 * chooses, with its count (-1: none); where the next begins. */
int draw_numbered(const struct pane *, int at, int nth, bool on,
    const char *name, int64_t count);

/* ---- what several screens draw alike (draw.c) --------------------------- */

/* A heading in row `row`, with a count at the right edge (-1: none). */
void draw_head(const struct pane *, int row, bool focus, const char *text,
    int64_t count);
/* Beside a heading, where no more than `most` rows were asked for. */
void draw_most(const struct pane *, int row, size_t n, size_t most);
/* Instead of a model: why there is none, or that it is on its way. */
void draw_waits(const struct screen *, const struct pane *);
/* How a state is called and drawn: a row of a table. */
struct state_look {
	const char *state, *word; /* word: to be given to meant() */
	enum sign sign;
	enum look look;
};
/* That of the state; the last of the table for one that is not in it. */
const struct state_look *state_look(const struct state_look *table, size_t n,
    struct str state);
/* The sign of a state in its own look, one column. */
void draw_sign(const struct pane *, int row, int column, struct str state);
/* The sign of a state alone, in its own look unless the row has the focus. */
void draw_state(const struct pane *, int row, int column, enum look,
    struct str state);
/* "20m", "3h33", "5d9h", "33d": at most six columns. */
const char *age_text(msec span, char out[24]);
/* Who holds a ticket: a name, or what its code says of who is outside. */
const char *holder_word(struct str holder);
/* What an event's kind says of it: "assigned it" (words.c). */
const char *event_word(struct str kind);
/* "priority 3 → 2", or the new value alone when there was none; "" for what
 * only the log needs (words.c). */
struct history_row;
struct str event_change(struct arena *, const struct history_row *);
/* What the event whose first row this is did, of `n` rows from it on: of an
 * undo what it took back, of a promise that nears its end which and how far. */
struct str event_said(struct arena *, const struct history_row *, size_t n);
/* What that event set a field to, by its name where it has one; or "". */
struct str event_value(const struct history_row *, size_t n, const char *field);
/* Whether the event's own words say what this field was set to. */
bool event_names(const struct history_row *);
/* "Resolution at 75%", "Resolution is late (+4h)": a level of a promise. */
struct str level_said(struct arena *, struct str kind, struct str share);
/* What somebody was called for, as their being told keeps it. */
struct str about_said(struct str about);
/* The same; of a call for help whose, of one by hand how far up (words.c). */
struct row_escalation_list;
struct str escalation_said(struct arena *, const struct row_escalation_list *);
/* "in the console, Maipú (pts/3)"; "" for what did not tell (words.c). */
struct str event_where(struct arena *, const struct history_row *);
/* The heading of one part of a screen: its number, unless 0, and at the right
 * what it counts. */
void draw_part_head(const struct pane *, int row, bool focus, int number,
    const char *title, struct str count);
/* What an empty list says. */
void draw_empty(const struct pane *, int row, const char *what,
    const char *next);
/* What people call a field or an argument: "priority"; its name if none. */
const char *field_word(struct str field);
struct rows_field_named;
/* What a field of one's own is called; its code when it is not in use. */
const char *field_named_word(const struct rows_field_named *, struct str id);
/* The state's word, translated. */
const char *state_word(struct str state);
/* What a customer allows it for: "Call", "E-mail". */
const char *consent_word(struct str channel);
/* How a contact ended: its name, or the words for one that is in no list. */
struct str outcome_word(struct str code, struct str name);
/* An agent's state in at most nine capitals: "READY". */
const char *agent_state_word(struct str state);

#endif
