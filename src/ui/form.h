/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * form.h - labelled fields with checks, one of them with the focus.
 *
 * A field is checked when it is left, and what is wrong is shown beside it, or
 * under it when there is no room; typing takes it away. Sending with a mistake
 * moves the cursor to the first one and changes nothing. Choices are picked by
 * their number, which leads to the next field, by code or by words; typing
 * narrows them: first those whose code begins so, then those with such words,
 * in the order given.
 * Values are texts; what they mean is the screen's business.
 */
#ifndef UI_FORM_H
#define UI_FORM_H

#include "base/err.h"
#include "ui/edit.h"

#define FORM_FIELDS  16
#define FORM_CHOICES 400

enum field_kind { FIELD_LINE, FIELD_LINES, FIELD_CHOICE, FIELD_SECRET };

struct choice {
	struct str code, text; /* shown text; the value is the code, never "" */
	struct str key;	       /* a short code typed for it; may be "" */
	struct str fold;       /* what typing is compared with; "": text */
	int number;	       /* 1..9: picked by this digit; 0 none */
};

struct field_def {
	const char *name;  /* argument it becomes */
	const char *label; /* N_() */
	const char *hint;  /* N_(), shown while empty; or NULL */
	enum field_kind kind;
	bool required;
	size_t max;  /* bytes; 0: 200 */
	int rows;    /* FIELD_LINES: rows it wants; FIELD_CHOICE: choices
		      * shown at once; 0: the usual */
	int columns; /* of its text; 0: all there is. The hint of a field
		      * narrower than that stands beside it and stays */
	/* NULL or: is this text right? `why` is shown beside the field. */
	bool (*check)(struct str, struct fault *why);
};

struct field {
	const struct field_def *def;
	struct edit edit;
	const struct choice *choices; /* borrowed from the screen */
	size_t nchoices;
	size_t picked;	  /* among those that match, from 0 */
	bool moved;	  /* ... by arrows: Enter takes it */
	struct str value; /* FIELD_CHOICE: code chosen, heap */
	char wrong[256];
};

struct form {
	struct field v[FORM_FIELDS];
	size_t n, at;
	size_t top; /* the first field drawn */
	bool idle;  /* the focus is elsewhere on the screen */
	bool led;   /* here by a digit: an Enter behind it is its own */
};

enum form_key {
	FORM_IGNORED, /* not ours: look in the key map */
	FORM_TAKEN,
	FORM_SEND,  /* F10, Ctrl-S or Enter on the last: all checks passed */
	FORM_WRONG, /* the same with a mistake; the cursor is on it */
};

/* `defs` ends with a zero row. */
void form_init(struct form *, const struct field_def *defs);
void form_done(struct form *);
/* Other fields: those of the same name and kind keep what is in them, and the
 * cursor stays on its field if it is still there. The old `defs` must still be
 * readable. */
void form_refit(struct form *, const struct field_def *defs);
/* A value set before its choices are known is kept, and dropped here when it is
 * none of them. */
void form_choices(struct form *, const char *name, const struct choice *,
    size_t n);
void form_set(struct form *, const char *name, struct str);
struct str form_get(const struct form *, const char *name);
struct field *form_field(struct form *, const char *name);
bool form_empty(const struct form *);
enum form_key form_key(struct form *, const struct key *, int width);
/* One column of fields; `label` is where fields begin: the focus mark, the * of
 * required ones and the labels stand before. The field with the focus is always
 * drawn. Returns the rows used. */
int form_draw(struct form *, const struct pane *, int label);

#endif
