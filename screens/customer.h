/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer.h - the customer's screen in its files: what is loaded and shown
 * (customer.c), the rows of its lists (customer_rows.c), who it is
 * (customer_top.c), what is no list (customer_more.c) and its keys
 * (customer_keys.c).
 */
#ifndef SCREENS_CUSTOMER_H
#define SCREENS_CUSTOMER_H

#include "core/customer_360.h"
#include "screens/owed.h"

/* Those with a number first, in its order. */
enum customer_part {
	PART_TICKETS,
	PART_CONTACTS,
	PART_ASSETS,
	PART_PURCHASES,
	PART_OFFERS,
	PART_NOTES,
	PART_HOUSEHOLD,
	PART_CONSENT,
	PART_MATRIX,
	NUMBERED,
	PART_TOP = NUMBERED, /* all of who it is, six rows */
	PART_WHO,
	PART_ALERTS,
	PART_DATA,
	PART_CYCLE,
	PART_DATES, /* appointments that are to come */
	PART_LOOKS,
	PART_DETAIL, /* the clocks of the ticket under the cursor */
	PART_REST,   /* one line: the parts that are not shown */
	CUSTOMER_PARTS
};

/* What is allowed by one channel; the id is the channel's word. */
struct consent_line {
	struct id id;
	struct str channel;
	int service, sales; /* 1 yes, 0 no, -1 unsaid */
	struct str source;
	msec since_at;
};
enum { CONSENTS = 5, CLOCKED = 12 };

struct customer_model {
	struct customer_360 all;
	struct owed_rows tickets;
	struct consent_line consents[CONSENTS];
	struct promises clocks[CLOCKED]; /* of the first tickets */
	size_t nclocks;
	struct str lang; /* of the reader */
};

struct customer_state {
	int part;
	bool whole;		    /* the part takes the body */
	bool shown[CUSTOMER_PARTS]; /* as drawn last */
	struct list list[NUMBERED];
};

/* What drawing needs; words live until the drawing is done. */
struct customer_view {
	struct screen *s;
	const struct customer_model *m; /* NULL: not loaded yet */
	struct customer_state *st;
	struct arena *words;
	msec now;
	bool aside; /* beside something else: no digit opens its parts */
};

/* ---- customer.c ---------------------------------------------------------- */

/* What is read of them, with that ticket; `glance`: in passing
 * (customer_360.h). */
MUST_CHECK enum err customer_read(struct core *, struct arena *, struct id,
    struct id ticket, bool glance, struct customer_model *);
/* Who it is and what they have, in one column beside something else. */
void customer_aside(const struct customer_view *, const struct pane *);

/* ---- customer_rows.c ---------------------------------------------------- */

struct rows customer_rows(const struct customer_model *, int part);
/* The list in all of the pane, in rows of two lines when `tall`. */
void customer_list_draw(const struct customer_view *, const struct pane *,
    int part, bool tall);

/* ---- customer_top.c ----------------------------------------------------- */

/* Who it is: in six rows, across the screen; in four, where it has a column. */
void customer_top(const struct customer_view *, const struct pane *);
void customer_who(const struct customer_view *, const struct pane *);
/* A heading and a line each. */
void customer_alerts(const struct customer_view *, const struct pane *);
/* Ways to reach them, birth and the centre's own fields; how many rows. */
void customer_data(const struct customer_view *, const struct pane *);
int customer_data_rows(const struct customer_model *);

/* ---- customer_more.c ---------------------------------------------------- */

/* What is allowed, a row for each channel that there is. */
void customer_consents(const struct customer_model *,
    struct consent_line out[CONSENTS]);
/* Who belongs together; `tall`: with why, in a second line. */
void customer_household(const struct customer_view *, const struct pane *,
    bool tall);
/* Tickets and purchases by line of products and channel; how many rows. */
void customer_matrix(const struct customer_view *, const struct pane *);
int customer_matrix_rows(const struct customer_model *);
/* What they bought by month and year; who looked at them in 30 days. */
void customer_cycle(const struct customer_view *, const struct pane *);
void customer_looks_draw(const struct customer_view *, const struct pane *);
/* The clocks of the ticket under the cursor. */
void customer_detail(const struct customer_view *, const struct pane *);
/* One line: the parts by their numbers, and how many rows each has. */
void customer_rest(const struct customer_view *, const struct pane *);

/* ---- customer_keys.c ---------------------------------------------------- */

extern const struct key_def customer_key_rows[];
/* Those of the key line, by whom the contact in progress is with. */
const struct key_def *customer_line_keys(const struct screen *);
/* What a letter or F9 says; with a model only. */
enum screen_key customer_verb(const struct screen *, uint32_t code,
    struct buf *say);

/* ---- customer_dates.c --------------------------------------------------- */

/* Appointments to come, a line each; how many there are. */
void customer_dates(const struct customer_view *, const struct pane *);
int customer_dates_rows(const struct customer_model *);
/* When and what the next one is, in `room` columns; when alone where that is
 * too little; "" without any. */
struct str customer_next_date(const struct customer_view *, int room);

/* ---- customer_part.c ---------------------------------------------------- */

/* A part with its heading. */
void customer_part_draw(const struct customer_view *, const struct pane *,
    int part, bool tall);

#endif
