/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * app.h - joins the layers: keys become words, words become jobs, jobs change
 * rows, changed rows become new models, models are drawn. Everything here runs
 * on the loop thread; only src/app includes it.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/work.h"
#include "cmd/cmd.h"
#include "screens/screen.h"

#define TABS	 9
#define MESSAGES 100

/* A screen that is open, on top of those it was reached from. */
struct view {
	struct screen s;
	struct arena arena; /* its model's */
	struct arena args;  /* what arg.text points into */
	struct fault fault; /* of the last load */
	struct view *below;
	bool loading; /* a load is on its way */
	bool again;   /* and is out of date already */
	msec asked;   /* monotonic, when it was sent */
};

/* The bottom line while something is typed in it. */
struct prompt {
	enum { PROMPT_OFF, PROMPT_WORDS, PROMPT_FILTER, PROMPT_ARG } kind;
	struct edit edit;
	struct buf words;   /* PROMPT_ARG: the words so far */
	const char *label;  /* PROMPT_ARG: the argument asked for */
	struct buf history; /* lines, the last first is the newest */
	size_t at;	    /* line of the history shown */
};

struct note {
	msec at;
	enum look look;
	char text[240];
};

struct app {
	struct clock *clock;
	struct lane *lane;

	struct me me;	    /* in `arena`; id none before sign-in */
	struct arena arena; /* of the person signed in */

	struct view *tabs[TABS];
	size_t ntabs, tab;
	int rows, columns;

	struct keys keys;
	struct keymap_state map;
	struct buf waiting; /* keys kept: struct key codes, in order */
	size_t waiting_at;
	bool moving;	   /* a job that moves the screen runs: keys wait */
	struct buf lines;  /* said together, not yet run */
	struct id contact; /* the contact in progress */
	struct id touched; /* the ticket written last */
	bool refused;	   /* it was refused: Enter plays, Esc drops */
	struct prompt prompt;

	struct note notes[MESSAGES];
	size_t nnotes;
	bool fresh; /* the last note is in the message line */
	msec state_since;
	struct str state; /* the agent's, in arena */

	bool draw, quit;
};

/* ---- app.c -------------------------------------------------------------- */

struct app_options {
	struct house_options house; /* with `as`: no sign-in */
	struct term_options term;
	struct clock *clock;
};

/* Runs the console until it is left. */
MUST_CHECK enum err app_run(const struct app_options *, struct fault *);
void app_note(struct app *, enum look, const char *fmt, ...) PRINTF(3, 4);
void app_fault(struct app *, const struct fault *);

/* ---- view.c ------------------------------------------------------------- */

struct view *app_view(const struct app *);
/* Put a screen on top of this tab's, or in the tab that shows it already. */
void view_open(struct app *, const char *screen, struct id, struct str text,
    bool own_tab);
void view_back(struct app *);
void view_close_all(struct app *);
void view_load(struct app *, struct view *);
/* Somebody changed something: load what is seen, others when next shown. */
void view_changed(struct app *);
void view_tab(struct app *, size_t tab);

/* ---- dispatch.c --------------------------------------------------------- */

/* A key from the terminal: now, or after those that wait. */
void app_key(struct app *, const struct key *);
/* Play what waited. */
void app_play(struct app *);
/* Words, as typed after `:`. */
void app_say(struct app *, struct str words);

/* ---- prompt.c ----------------------------------------------------------- */

/* Ask for an argument that `line` lacks; the answer completes and runs it. */
void app_ask(struct app *, struct str line, const struct arg_def *missing);
/* A key while the prompt is open. */
void app_prompt_key(struct app *, const struct key *);

/* ---- move.c ------------------------------------------------------------- */

/* A word that only the console knows: false when it is none of them. */
bool app_move(struct app *, struct str line);
extern const struct key_def global_keys[];
extern const struct key_def list_keys[];

/* ---- help.c ------------------------------------------------------------- */

/* What works here, from the tables; and what was said before. */
void app_help(struct app *, struct str);
void app_messages(struct app *, struct str);

/* ---- frame.c ------------------------------------------------------------ */

void app_draw(struct app *);

/* ---- sign.c ------------------------------------------------------------- */

void app_sign_in(struct app *, struct str login, struct str password,
    struct str code);
/* With --as: the lane acts as somebody already. */
void app_enter(struct app *);

#endif
