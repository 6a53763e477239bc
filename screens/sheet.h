/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sheet.h - a screen that is a form: it says words when it is sent.
 *
 * The state of such a screen begins with a struct sheet. F10 checks every
 * field and says the words; with a mistake it moves to the field and says
 * nothing. What is typed is given to the journal and taken back with its edit
 * points, secrets apart.
 *
 * SHEET and SHEET_PLAIN in its struct screen_def are all of a plain form but
 * how it is loaded and drawn. One whose fields come and go, or that is only a
 * part of its screen, calls the functions one by one.
 */
#ifndef SCREENS_SHEET_H
#define SCREENS_SHEET_H

#include "screens/screen.h"

struct json;
struct sheet {
	struct form form;
	bool begun;
	bool filled;	  /* something was put in, by the screen or a draft */
	struct buf given; /* what the screen put in: sheet_given() */
	bool wrong;   /* sent with a mistake: the foot says so until a key */
	int64_t base; /* the version that was read into it, or 0; it comes back
		       * with the draft */
	int64_t seen; /* the last event when it was opened, or 0; likewise */
	struct field_def defs[FORM_FIELDS + 1]; /* with the one that came */
};

struct sheet_def {
	const struct field_def *fields; /* end with a zero row */
	const char *command;		/* "ticket note"; the usual of some */
	const char *will;		/* N_(): what F10 does; or NULL */
	/* What is to be done. NULL: the command, what the screen is of, and
	 * the fields. */
	void (*words)(struct screen *, struct buf *);
	/* One more field at their end, which comes when a refusal asks for it
	 * by its name; NULL: none. */
	const struct field_def *more;
	/* A field that these answers need, too; NULL: none. */
	const char *(*also)(const struct screen *);
	/* A part of its screen only: nothing is typed before its data. */
	bool part;
};

/* ---- for struct screen_def ---------------------------------------------- */

/* What all forms have alike. After the fields come, in their order, the other
 * members of their struct sheet_def. */
#define SHEET(word, heading, defs, ...)                                        \
	SHEET_OF(word, heading, defs, __VA_ARGS__), .draft = sheet_draft

/* The same of one whose draft has more than its fields. */
#define SHEET_OF(word, heading, defs, ...)                                     \
	.name = #word, .title = heading, .once = true,                         \
	.sheet = &(const struct sheet_def){ .fields = (defs), __VA_ARGS__ },   \
	.typing = sheet_typing, .edit = sheet_edit

/* What those have that keep nothing but their sheet. */
#define SHEET_PLAIN                                                            \
	.state_size = sizeof(struct sheet), .undraft = sheet_undraft,          \
	.refused = sheet_refused, .done = sheet_done

/* The line of keys; `does` is what F10 is called there. */
#define SHEET_KEYS(does)                                                       \
	(const struct key_def[])                                               \
	{                                                                      \
		{ "<Tab>", "", N_("field") }, { "<F10>", "", does },           \
		    { "<Esc>", "back", N_("back") },                           \
		{                                                              \
			NULL, NULL, NULL                                       \
		}                                                              \
	}

/* One that comes: the reason with which a rule yields (core_override). */
extern const struct field_def sheet_override;

/* Rows of fields that many have; lines and choices are required. */
#define SHEET_LINE(word, called, ...)                                          \
	{                                                                      \
		.name = word, .label = called, .kind = FIELD_LINE, __VA_ARGS__ \
	}
/* Why something is done to the work or the money of others. */
#define SHEET_WHY SHEET_LINE("reason", N_("Why"), .required = true, .max = 200)
#define SHEET_LINES(word, called, high, most)                                  \
	{                                                                      \
		.name = word, .label = called, .kind = FIELD_LINES,            \
		.rows = high, .required = true, .max = most                    \
	}
#define SHEET_CHOICE(word, called, high, wide)                                 \
	{                                                                      \
		.name = word, .label = called, .kind = FIELD_CHOICE,           \
		.rows = high, .columns = wide, .required = true                \
	}

bool sheet_typing(const struct screen *);
struct edit *sheet_edit(struct screen *);
void sheet_draft(const struct screen *, struct buf *);
/* What is in the form now was put in by the screen: as long as nobody changes
 * it, there is no draft. */
void sheet_given(struct screen *);
/* The form is made first where a struct sheet_def tells its fields. */
void sheet_undraft(struct screen *, struct str);
void sheet_done(struct screen *);
/* The field that the refusal asks for comes, with why, and has the focus. */
bool sheet_refused(struct screen *, const struct fault *);
/* Makes the form: enough where no choices are to be given to it. */
void sheet_loaded(struct screen *);
/* A key: the words of its struct sheet_def are said when it is sent. */
enum screen_key sheet_send(struct screen *, const struct key *,
    struct buf *say);

/* ---- while its data are away ---------------------------------------------- */

/* Its data are not there, and yet it can be typed into. */
bool sheet_early(const struct screen *);
/* A key for it then: it is kept, and nothing is sent. */
enum screen_key sheet_early_key(struct screen *, const struct key *,
    struct buf *say);
/* Its fields, under why there are no data. */
void sheet_early_draw(struct screen *, const struct pane *);
/* They come: what was typed is given as a draft, and the form is as new. */
void sheet_early_end(struct screen *, struct buf *draft);

/* ---- one field alone ---------------------------------------------------- */

/* A key for it: what finds no room is told. */
enum screen_key box_key(struct edit *, const struct key *, struct buf *say);
/* What is typed into it, beside the others of a draft, and back; nothing where
 * the draft has none. */
void box_draft(struct json *, const char *name, const struct edit *);
bool box_undraft(const struct json *, const char *name, struct edit *);

/* What is in the field that a refusal asked for; "" until one did. */
struct str sheet_more(const struct screen *);

/* ---- words -------------------------------------------------------------- */

/* ` name="value"`; nothing for an empty value. */
void say_arg(struct buf *say, const char *name, struct str value);
/* ` name="value"` of every field that has something, in their order. */
void say_fields(struct buf *say, const struct form *);
/* The command of a sheet, what the screen is of, and the fields. */
void sheet_say(struct screen *, struct buf *say);
/* The same of one that writes over nothing unseen (core/seen.h). */
void sheet_say_seen(struct screen *, struct buf *say);

/* ---- the form ----------------------------------------------------------- */

/* The form of a screen with a struct sheet_def, made at first. */
struct form *sheet_own(struct screen *);
/* The form, made at first from `defs`, which end with a zero row. */
struct form *sheet_form(struct screen *, const struct field_def *defs);
/* The text of a field of a form that was made. */
struct str sheet_get(const struct screen *, const char *name);
/* A key; when the form is sent, `words` says what is to be done. */
enum screen_key sheet_key(struct screen *, const struct key *, struct buf *say,
    void (*words)(struct screen *, struct buf *));
/* The form from `row` on, over at most 100 columns; its last row but one is
 * kept for what is wrong. Returns the row after the fields. */
int sheet_draw(struct screen *, const struct pane *, int row);
/* What F10 does; of a command that cannot be taken back that, too, and what to
 * do instead: each form says it under its fields. */
struct str sheet_will(struct arena *, const struct screen *);
/* The same where what is chosen says another command. */
struct str sheet_will_of(struct arena *, const struct screen *,
    const char *command);
/* The pane for what stands under the fields: without the rows that say what is
 * wrong, when a form fills a short screen. */
struct pane sheet_under(const struct screen *, const struct pane *);

#endif
